"""What the ledger says now, page by page: which answers count, and which were superseded by later ones."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from itertools import groupby
from operator import attrgetter, itemgetter

from assignments.records import LEAD, Agreement, Answer, Decision, Round, State
from crawler.workspace import Draft, OneOf, Workspace

COUNTED = OneOf((State.ACCEPTED, State.CONFLICT))
ASKED_ABOUT = OneOf((State.INVALID, State.UNPLACED))
SAID = OneOf((*COUNTED.values, *ASKED_ABOUT.values))


@dataclass(slots=True)
class Standing:
    """The answers that count for one row that was sent out: one, or several that contradict each other."""

    answers: tuple[Answer, ...] = ()

    def add(self, answer: Answer) -> None:
        """Read one more line of the ledger: an accepted answer supersedes, a conflict stands beside.

        The lead's word stays, whatever comes from the volunteer later.
        """
        if answer.state is State.ACCEPTED:
            stays = () if answer.volunteer == LEAD else tuple(one for one in self.answers if one.volunteer == LEAD)
            self.answers = (*stays, answer)
        elif answer.state is State.CONFLICT:
            self.answers += (answer,)


def content(answer: Answer) -> tuple[object, ...]:
    """What two answers must share to be the same answer."""
    return (answer.decision, answer.target, answer.reason, answer.note, answer.wrong_finding, answer.own)


@dataclass(frozen=True, slots=True)
class OnPage:
    """What the ledger says of one page."""

    url: str
    standing: tuple[Standing, ...] = ()
    """One for each row that was sent out about it and answered."""
    counting: tuple[Answer, ...] = ()
    """The answers that count; where the lead has spoken, the lead's word alone."""


class Ledger:
    """The ledger while files are merged: what stands in it, and what is new, which goes into a draft first."""

    def __init__(self, workspace: Workspace, draft: Draft) -> None:
        workspace.index(Answer, "reference", "page_url", "settles")
        self._workspace = workspace
        self._draft = draft

    def add(self, answers: Iterable[Answer]) -> None:
        """Enter the lines of one file."""
        self._draft.append(Answer, answers, by=("reference",))

    def standing(self, references: Iterable[str]) -> dict[str, Standing]:
        """What counts for each of these rows so far, by its reference."""
        found: dict[str, Standing] = defaultdict(Standing)
        wanted = OneOf(set(references))
        for source in (self._workspace, self._draft):
            for answer in source.records(Answer, reference=wanted, state=COUNTED):
                found[answer.reference].add(answer)
        return found

    @cached_property
    def open(self) -> Mapping[str, Answer]:
        """The rows that waited for somebody's word before this merge, by their place."""
        return {answer.place: answer for answer in waiting(self._workspace)}


def pages(workspace: Workspace) -> Iterator[OnPage]:
    """What the ledger says of each page that was answered, in the order of addresses."""
    rounds = _rounds(workspace)
    for url, lines in groupby(workspace.records(Answer, order=("page_url",)), key=attrgetter("page_url")):
        if url:
            yield _on_page(url, lines, rounds)


def of_page(workspace: Workspace, url: str) -> OnPage:
    """What the ledger says of one page."""
    return _on_page(url, workspace.records(Answer, page_url=url), _rounds(workspace))


def _on_page(url: str, lines: Iterable[Answer], rounds: Mapping[str, str]) -> OnPage:
    standing: dict[str, Standing] = defaultdict(Standing)
    for answer in lines:
        if answer.state in COUNTED.values:
            standing[answer.reference].add(answer)
    found = [answer for one in standing.values() for answer in one.answers]
    return OnPage(url, tuple(standing.values()), tuple(_counting(found, rounds)))


def _counting(found: list[Answer], rounds: Mapping[str, str]) -> list[Answer]:
    """The answers of a page that count.

    A round that was dealt after the lead's word asks anew, because something changed: who says something else in it
    stands beside the lead, who decides once more. So does the lead's own word where two came at once.
    """
    leads = [answer for answer in found if answer.volunteer == LEAD and answer.decision]
    if not leads:
        return found
    newest = max(one.read_at for one in leads)
    said = [one for one in leads if one.read_at == newest]
    anew = [one for one in found if one.decision and rounds.get(one.round, "") > newest]
    return [*said, *anew] if len({content(one)[:2] for one in (*said, *anew)}) > 1 else said[-1:]


def _rounds(workspace: Workspace) -> dict[str, str]:
    """When each round was dealt, by its name."""
    return {one.name: one.started_at for one in workspace.records(Round)}


def lines(workspace: Workspace) -> Iterator[Answer]:
    """Every line of the ledger with the state that it has by now, in the order in which they were read."""
    now = _Now(workspace)
    for number, answer in workspace.numbered(Answer):
        yield replace(answer, state=now.of(number, answer))


def lines_about(workspace: Workspace, url: str) -> Iterator[Answer]:
    """Those about one page."""
    now = _Now(workspace, url)
    for number, answer in workspace.numbered(Answer, page_url=url):
        yield replace(answer, state=now.of(number, answer))


class _Now:
    """The state that lines have by now, of one page or of all; of each line one bit is held.

    A later answer of the same person makes the earlier one superseded, the lead's word everybody's; answers to a page
    about which people differ are in conflict. A row that could not be used is settled by the next that could.
    """

    def __init__(self, workspace: Workspace, url: str = "") -> None:
        rounds = _rounds(workspace)
        self._counting, self._waiting = bytearray(), bytearray()
        about = {"page_url": url} if url else {}
        numbered = workspace.numbered(Answer, order=("page_url",), **about)
        for page, group in groupby(numbered, key=lambda one: one[1].page_url):
            lines = list(group) if page else []
            counting = {id(answer) for answer in _on_page(page, map(itemgetter(1), lines), rounds).counting}
            for number, answer in lines:
                if id(answer) in counting:
                    _mark(self._counting, number)
        for number, _ in _waiting(workspace, **about):
            _mark(self._waiting, number)
        differing = workspace.records(Decision, state=Agreement.CONFLICT, **about)
        self._differing = {one.page_url for one in differing}

    def of(self, number: int, answer: Answer) -> State:
        """The state of one line."""
        if answer.state in ASKED_ABOUT.values:
            return answer.state if _is_marked(self._waiting, number) else State.SUPERSEDED
        if answer.state not in COUNTED.values:
            return answer.state
        if not _is_marked(self._counting, number):
            return State.SUPERSEDED
        return State.CONFLICT if answer.page_url in self._differing and answer.decision else State.ACCEPTED


def _mark(marks: bytearray, number: int) -> None:
    byte, bit = divmod(number, 8)
    if byte >= len(marks):
        marks.extend(bytes(byte + 1 - len(marks)))
    marks[byte] |= 1 << bit


def _is_marked(marks: bytearray, number: int) -> bool:
    byte, bit = divmod(number, 8)
    return byte < len(marks) and bool(marks[byte] >> bit & 1)


def waiting(workspace: Workspace) -> Iterator[Answer]:
    """Rows that could not be placed or understood, and that nobody has settled since; of each question the newest."""
    return (answer for _, answer in _waiting(workspace))


def _waiting(workspace: Workspace, **about: str) -> Iterator[tuple[int, Answer]]:
    rounds = _rounds(workspace)
    lost = workspace.numbered(Answer, reference="", state=ASKED_ABOUT, **about)
    newest = {_typed(answer): number for number, answer in lost}
    for number, answer in workspace.numbered(Answer, state=ASKED_ABOUT, **about):
        last = _last_about(workspace, answer, rounds) if answer.reference else newest[_typed(answer)]
        if number == last and next(workspace.records(Answer, settles=answer.place), None) is None:
            yield number, answer


def _typed(answer: Answer) -> bytes:
    """What makes a row without a page the same question when the workbook comes a second time."""
    return sha256(answer.typed.encode()).digest()


def _last_about(workspace: Workspace, answer: Answer, rounds: Mapping[str, str]) -> int:
    """The number of the last line about a row; 0 where the lead has decided its page since it was last asked about."""
    words = [
        one.read_at for one in workspace.records(Answer, page_url=answer.page_url, volunteer=LEAD, state=State.ACCEPTED)
    ]
    if words and rounds.get(answer.round, "") <= words[-1]:
        return 0
    return max(number for number, _ in workspace.numbered(Answer, reference=answer.reference, state=SAID))
