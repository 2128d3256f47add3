"""Which rows of a round change hands: all that somebody left, or a newcomer's share of what everybody has."""

from collections.abc import Mapping
from dataclasses import dataclass

from assignments.join import rows_for
from assignments.records import Agreement, Answer, Batch, Decision, Round, Row, Volunteer
from audit.rule import Finding
from audit.site import Site
from crawler.errors import AuditError
from crawler.workspace import Workspace


class AssignError(AuditError):
    """The pages cannot be dealt as asked; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the workspace holds when dealing begins."""

    workspace: Workspace
    site: Site
    rows: tuple[Row, ...]
    found: Mapping[str, list[Finding]]
    round: Round

    @property
    def of_round(self) -> list[Row]:
        """The rows that this round has already."""
        return [row for row in self.rows if row.round == self.round.name]


def handed_on(state: Standing, leaver: str) -> list[Row]:
    """The rows of somebody who left that wait for an answer; raises AssignError where there is none."""
    name = state.round.name
    if not any(row.volunteer == leaver for row in state.of_round):
        raise AssignError(f"{leaver} has no pages in round {name}. {_who_has(state)}")
    waiting = [row for row in _waiting(state) if row.volunteer == leaver]
    if not waiting:
        raise AssignError(f"{leaver} has answered or handed on every page of round {name}: there is nothing to do.")
    return waiting


def share_for(state: Standing, newcomer: Volunteer) -> list[Row]:
    """The newcomer's share of the others' rows that wait for an answer; raises AssignError where there is none."""
    name = state.round.name
    if not newcomer.hours:
        raise AssignError(f"{newcomer.name} has no hours to give: put some in the table of volunteers.")
    if not state.of_round:
        raise AssignError(f"Round {name} has not been dealt yet: leave --newcomer out, and everybody gets pages.")
    own = [row for row in state.of_round if row.volunteer == newcomer.name and not row.handed_to]
    seen = {row.page_url for row in own}
    waiting = []
    for row in _waiting(state):
        if row.page_url not in seen and state.site.page(row.page_url):
            waiting.append(row)
            seen.add(row.page_url)
    if not waiting:
        raise AssignError(f"Everything in round {name} is answered or decided: there is nothing to share.")
    offered = {batch.volunteer: batch.hours for batch in state.workspace.records(Batch, round=name)}
    share = rows_for(state.site, newcomer, waiting, offered, sum(row.minutes for row in own))
    if not share:
        raise AssignError(
            f"{newcomer.name} has a fair share of round {name} already, or asked not to get what is left."
        )
    return share


def _waiting(state: Standing) -> list[Row]:
    """Rows of the round that nobody has answered or handed on yet, on pages that are not decided."""
    answered = {answer.reference for answer in state.workspace.records(Answer) if answer.decision}
    decided = {one.page_url for one in state.workspace.records(Decision) if one.state is Agreement.AGREED}
    return [
        row
        for row in state.of_round
        if not row.handed_to and row.reference not in answered and row.page_url not in decided
    ]


def _who_has(state: Standing) -> str:
    names = sorted({row.volunteer for row in state.of_round})
    return f"These have: {', '.join(names)}." if names else "Nobody has: it has not been dealt yet."
