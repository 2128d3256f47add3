"""What the ledger says now: which answers count, and which were superseded by later ones."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from assignments.records import LEAD, Agreement, Answer, Decision, Round, State
from crawler.workspace import Workspace


@dataclass(slots=True)
class Standing:
    """The answers that count for one row that was sent out: one, or several that contradict each other.

    Their cells as they were typed are left out: they are most of a ledger's size.
    """

    answers: tuple[Answer, ...] = ()

    def add(self, answer: Answer) -> None:
        """Read one more line of the ledger: an accepted answer supersedes, a conflict stands beside.

        The lead's word stays, whatever comes from the volunteer later.
        """
        if answer.state is State.ACCEPTED:
            stays = () if answer.volunteer == LEAD else tuple(one for one in self.answers if one.volunteer == LEAD)
            self.answers = (*stays, replace(answer, typed=""))
        elif answer.state is State.CONFLICT:
            self.answers += (replace(answer, typed=""),)


def content(answer: Answer) -> tuple[object, ...]:
    """What two answers must share to be the same answer."""
    return (answer.decision, answer.target, answer.reason, answer.note, answer.wrong_finding, answer.own)


class Ledger:
    """What the whole ledger comes to: the answers that count, and the rows that wait for somebody."""

    def __init__(self, rounds: Mapping[str, str]) -> None:
        """Begin an empty one; `rounds` says when each round was dealt, by its name."""
        self.rounds = rounds
        self.standing: dict[str, Standing] = {}
        """By the reference of the row that was sent out."""
        self._waiting = _Waiting(rounds)

    def add(self, answer: Answer) -> None:
        """Read one more line of the ledger."""
        self._waiting.add(answer)
        if answer.reference and answer.state in (State.ACCEPTED, State.CONFLICT):
            self.standing.setdefault(answer.reference, Standing()).add(answer)

    @property
    def open(self) -> tuple[Answer, ...]:
        """The rows that wait for somebody's word."""
        return tuple(self._waiting.left())

    @property
    def by_page(self) -> dict[str, list[Answer]]:
        """The answers that count, by page; where the lead has spoken, the lead's word alone.

        A round that was dealt after the lead's word asks anew, because something changed: who says something else in
        it stands beside the lead, who decides once more. So does the lead's own word where two came at once.
        """
        return _by_page(self.standing, self.rounds)


def read(workspace: Workspace) -> Ledger:
    """Go through the ledger once, line by line."""
    found = Ledger({one.name: one.started_at for one in workspace.records(Round)})
    for answer in workspace.records(Answer):
        found.add(answer)
    return found


def _by_page(standing: Mapping[str, Standing], rounds: Mapping[str, str]) -> dict[str, list[Answer]]:
    pages: dict[str, list[Answer]] = defaultdict(list)
    for one in standing.values():
        for answer in one.answers:
            pages[answer.page_url].append(answer)
    for url, found in pages.items():
        leads = [answer for answer in found if answer.volunteer == LEAD and answer.decision]
        if leads:
            newest = max(one.read_at for one in leads)
            said = [one for one in leads if one.read_at == newest]
            anew = [one for one in found if one.decision and rounds.get(one.round, "") > newest]
            pages[url] = [*said, *anew] if len({content(one)[:2] for one in (*said, *anew)}) > 1 else said[-1:]
    return dict(pages)


def lines(workspace: Workspace) -> Iterator[Answer]:
    """Every line of the ledger with the state that it has by now, in the order in which they were read.

    A later answer of the same person makes the earlier one superseded, the lead's word everybody's; answers to a page
    about which people differ are in conflict. A row that could not be used is settled by the next that could.
    """
    ledger = read(workspace)
    counting = {answer.place for found in ledger.by_page.values() for answer in found}
    differing = {one.page_url for one in workspace.records(Decision) if one.state is Agreement.CONFLICT}
    unsettled = {answer.place for answer in ledger.open}
    for answer in workspace.records(Answer):
        yield replace(answer, state=_now(answer, counting, differing, unsettled))


def _now(answer: Answer, counting: set[str], differing: set[str], unsettled: set[str]) -> State:
    if answer.state in (State.INVALID, State.UNPLACED):
        return answer.state if answer.place in unsettled else State.SUPERSEDED
    if answer.state not in (State.ACCEPTED, State.CONFLICT):
        return answer.state
    if answer.place not in counting:
        return State.SUPERSEDED
    return State.CONFLICT if answer.page_url in differing and answer.decision else State.ACCEPTED


class _Waiting:
    """Rows that could not be placed or understood, and that nobody has settled since."""

    def __init__(self, rounds: Mapping[str, str]) -> None:
        self.rounds = rounds
        self.open: dict[tuple[str, ...], Answer] = {}
        """The newest of each, in the order in which they were read."""
        self.settled: set[str] = set()
        self.word: dict[str, str] = {}
        """When the lead decided a page, by its address."""

    def add(self, answer: Answer) -> None:
        """Read one more line of the ledger."""
        if answer.settles:
            self.settled.add(answer.settles)
        if answer.state in (State.INVALID, State.UNPLACED):
            self.open.pop(_same(answer), None)
            self.open[_same(answer)] = answer
        elif answer.state in (State.ACCEPTED, State.CONFLICT):
            self.open.pop((answer.reference,), None)  # the row could be used after all
            if answer.volunteer == LEAD and answer.state is State.ACCEPTED:
                self.word[answer.page_url] = answer.read_at

    def left(self) -> Iterator[Answer]:
        """What waits still, after all lines were read."""
        for answer in self.open.values():
            if answer.place not in self.settled and not (answer.reference and self._decided(answer)):
                yield answer

    def _decided(self, answer: Answer) -> bool:
        """Whether the lead has decided the page since it was last asked about."""
        return answer.page_url in self.word and self.rounds.get(answer.round, "") <= self.word[answer.page_url]


def _same(answer: Answer) -> tuple[str, ...]:
    """What makes a row that could not be used the same question when the workbook comes a second time."""
    return (answer.reference,) if answer.reference else ("", answer.typed)
