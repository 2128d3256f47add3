"""What the ledger says now: which answers count, and which were superseded by later ones."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assignments.records import LEAD, Agreement, Answer, Decision, Round, State
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


def begun(workspace: Workspace) -> dict[str, str]:
    """When each round was dealt, by its name."""
    return {one.name: one.started_at for one in workspace.records(Round)}


def by_page(answers: Iterable[Answer], rounds: Mapping[str, str]) -> dict[str, list[Answer]]:
    """The answers that count, by page; where the lead has spoken, the lead's word alone.

    A round that was dealt after the lead's word (`rounds`: see `begun`) asks anew, because something changed: who says
    something else in it stands beside the lead, who decides once more.
    """
    pages: dict[str, list[Answer]] = defaultdict(list)
    for one in standing(answers).values():
        for answer in one.answers:
            pages[answer.page_url].append(answer)
    for url, found in pages.items():
        leads = [answer for answer in found if answer.volunteer == LEAD and answer.decision]
        if leads:
            word = leads[-1]
            anew = [one for one in found if one.decision and rounds.get(one.round, "") > word.read_at]
            pages[url] = [word, *anew] if any(content(one)[:2] != content(word)[:2] for one in anew) else [word]
    return dict(pages)


def lines(workspace: Workspace) -> Iterator[Answer]:
    """Every line of the ledger with the state that it has by now, in the order in which they were read.

    A later answer of the same person makes the earlier one superseded, the lead's word everybody's; answers to a page
    about which people differ are in conflict. A row that could not be used is settled by the next that could.
    """
    answers, rounds = list(workspace.records(Answer)), begun(workspace)
    counting = {id(answer) for found in by_page(answers, rounds).values() for answer in found}
    differing = {one.page_url for one in workspace.records(Decision) if one.state is Agreement.CONFLICT}
    unsettled = {id(answer) for answer in open_lines(answers, rounds)}
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


def open_lines(answers: Sequence[Answer], rounds: Mapping[str, str]) -> list[Answer]:
    """Rows that could not be placed or understood, and that nobody has settled since; `rounds`: see `begun`."""
    settled = {answer.settles for answer in answers if answer.settles}
    last = {answer.reference: n for n, answer in enumerate(answers) if answer.state in (State.ACCEPTED, State.CONFLICT)}
    word = {one.page_url: one.read_at for one in answers if one.volunteer == LEAD and one.state is State.ACCEPTED}
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
        and not (answer.reference and (last.get(answer.reference, -1) > n or _decided(answer, word, rounds)))
    ]


def _decided(answer: Answer, word: Mapping[str, str], rounds: Mapping[str, str]) -> bool:
    """Whether the lead has decided the page since it was last asked about."""
    return answer.page_url in word and rounds.get(answer.round, "") <= word[answer.page_url]


def _same(answer: Answer) -> tuple[str, ...]:
    """What makes a row that could not be used the same question when the workbook comes a second time."""
    return (answer.reference,) if answer.reference else ("", answer.typed)
