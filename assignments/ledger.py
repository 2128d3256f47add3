"""What the ledger says now: which answers count, and which were superseded by later ones."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from assignments.records import LEAD, Agreement, Answer, Decision, State
from crawler.workspace import Workspace


@dataclass
class Standing:
    """The answers that count for one row that was sent out: one, or several that contradict each other."""

    answers: list[Answer] = field(default_factory=list)

    def add(self, answer: Answer) -> None:
        """Read one more line of the ledger: an accepted answer supersedes, a conflict stands beside."""
        if answer.state is State.ACCEPTED:
            self.answers = [answer]
        elif answer.state is State.CONFLICT:
            self.answers.append(answer)


def content(answer: Answer) -> tuple[str, ...]:
    """What two answers must share to be the same answer."""
    return (answer.decision, answer.target, answer.reason, answer.note, answer.wrong_finding)


def standing(answers: Iterable[Answer]) -> dict[str, Standing]:
    """What counts, by the reference of the row that was sent out."""
    found: dict[str, Standing] = defaultdict(Standing)
    for answer in answers:
        if answer.reference and answer.state in (State.ACCEPTED, State.CONFLICT):
            found[answer.reference].add(answer)
    return dict(found)


def by_page(answers: Iterable[Answer]) -> dict[str, list[Answer]]:
    """The answers that count, by page; where the lead has spoken, the lead's word alone."""
    pages: dict[str, list[Answer]] = defaultdict(list)
    for one in standing(answers).values():
        for answer in one.answers:
            pages[answer.page_url].append(answer)
    for url, found in pages.items():
        leads = [answer for answer in found if answer.volunteer == LEAD and answer.decision]
        if leads:
            pages[url] = leads[-1:]
    return dict(pages)


def lines(workspace: Workspace) -> Iterator[Answer]:
    """Every line of the ledger with the state that it has by now, in the order in which they were read.

    A later answer of the same person makes the earlier one superseded, the lead's word everybody's; answers to a page
    about which people differ are in conflict. A row that could not be used is settled by the next that could.
    """
    answers = list(workspace.records(Answer))
    counting = {id(answer) for found in by_page(answers).values() for answer in found}
    differing = {one.page_url for one in workspace.records(Decision) if one.state is Agreement.CONFLICT}
    unsettled = {id(answer) for answer in open_lines(answers)}
    for answer in answers:
        yield replace(answer, state=_now(answer, counting, differing, unsettled))


def _now(answer: Answer, counting: set[int], differing: set[str], unsettled: set[int]) -> State:
    if answer.state in (State.INVALID, State.UNPLACED):
        return answer.state if id(answer) in unsettled else State.SUPERSEDED
    if answer.state not in (State.ACCEPTED, State.CONFLICT):
        return answer.state
    if id(answer) not in counting:
        return State.SUPERSEDED
    return State.CONFLICT if answer.page_url in differing and answer.decision else State.ACCEPTED


def open_lines(answers: Sequence[Answer]) -> list[Answer]:
    """Rows that could not be placed or understood, and that nobody has settled since."""
    settled = {answer.settles for answer in answers if answer.settles}
    last = {answer.reference: n for n, answer in enumerate(answers) if answer.state in (State.ACCEPTED, State.CONFLICT)}
    by_lead = {answer.page_url for answer in answers if answer.volunteer == LEAD and answer.state is State.ACCEPTED}
    newest: dict[tuple[str, ...], int] = {}
    for n, answer in enumerate(answers):
        if answer.state in (State.INVALID, State.UNPLACED):
            newest[_same(answer)] = n
    return [
        answer
        for n, answer in enumerate(answers)
        if answer.state in (State.INVALID, State.UNPLACED)
        and newest[_same(answer)] == n
        and answer.place not in settled
        and not (answer.reference and (last.get(answer.reference, -1) > n or answer.page_url in by_lead))
    ]


def _same(answer: Answer) -> tuple[str, ...]:
    """What makes a row that could not be used the same question when the workbook comes a second time."""
    return (answer.reference,) if answer.reference else ("", answer.typed)
