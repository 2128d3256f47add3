"""What the report says about people’s work: who was asked, what came back, what was decided, what waits."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from assignments.decide import say, speakers
from assignments.decisions import DECISIONS, NOT_SURE
from assignments.records import Agreement, Answer, Clash, Conflict, Decision, Idea, Redirect, Row, State, Unread
from assignments.verdict import Outcome, Verdict

SAID = (State.ACCEPTED, State.CONFLICT)
"""States of answers that count for their page."""
DONE = (*SAID, State.SUPERSEDED)
"""States of answers that somebody has given, also those that another word took the place of since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What one volunteer was asked and has answered."""

    name: str
    pages: int
    answered: int
    minutes: float
    """Expected for all their pages."""
    last: str
    """When a file of theirs was read last; empty when none came back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one person says about a page on which people disagree."""

    who: str
    says: str
    """The decision with its target, in a few words."""
    reason: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """What cannot stand as it is and waits for the lead's word."""

    pages: tuple[tuple[str, str], ...]
    """(URL, title)"""
    clash: str
    """What kind of clash it is."""
    message: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """All that is kept about people's work, to be gone through once, because much of it is as long as the site.

    `answers` is the ledger with the states that its lines have by now.
    """

    rows: Iterable[Row]
    answers: Iterable[Answer]
    decisions: Iterable[Decision]
    conflicts: Sequence[Conflict]
    redirects: Sequence[Redirect]
    unread: Sequence[Unread]
    ideas: Sequence[Idea]
    verdicts: Sequence[Verdict]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The work of all, as it stands."""

    shared: frozenset[str]
    """Pages that somebody was asked about."""
    decided: frozenset[str]
    disputed: frozenset[str]
    disputes: tuple[Dispute, ...]
    open: int
    """Pages that were shared out and have no decision yet."""
    kinds: tuple[tuple[str, int], ...]
    """(decision, pages) in the order of the drop-down."""
    people: tuple[Person, ...]
    questions: tuple[Answer, ...]
    """Answers of people who are not sure."""
    unread: tuple[Answer, ...]
    """Rows that could not be understood or placed."""
    unreadable: tuple[Unread, ...]
    """Files of the last merge that could not be read."""
    ideas: tuple[Idea, ...]
    """What colleagues wrote on their sheet of ideas."""
    redirects: tuple[Redirect, ...]
    problems: tuple[Redirect, ...]
    """Lines of the redirect map that cannot be used as they stand."""
    verdicts: tuple[tuple[str, int], ...]
    """(outcome, decisions) that a second crawl found, the most frequent first."""
    undone: tuple[Verdict, ...]
    """Decisions that were not carried out as they were meant, the worst first."""


def work(papers: Papers, titles: dict[str, str]) -> Work:
    """Gather what became of the rows that were dealt."""
    settled = _settled(papers.decisions)
    in_conflict = settled.disputed | {url for conflict in papers.conflicts for url in conflict.page_urls}
    heard = _heard(papers.answers, in_conflict)
    people, shared = _people(papers.rows, heard)
    known = [word for word in DECISIONS if settled.words[word]]
    return Work(
        shared=shared,
        decided=frozenset(settled.decided),
        disputed=frozenset(settled.disputed),
        disputes=tuple(_disputes(papers.conflicts, settled.disputed, heard, titles)),
        open=len(shared - settled.decided - settled.disputed),
        kinds=tuple((word, settled.words[word]) for word in (*known, *sorted(settled.words.keys() - set(DECISIONS)))),
        people=people,
        questions=tuple(heard.questions),
        unread=tuple(heard.unread),
        unreadable=tuple(papers.unread),
        ideas=tuple(papers.ideas),
        redirects=tuple(papers.redirects),
        problems=tuple(line for line in papers.redirects if line.problem),
        verdicts=tuple(sorted(settled.verdicts.items(), key=lambda item: (-item[1], item[0]))),
        undone=tuple(_undone(papers.verdicts, settled.verified)),
    )


@dataclass(frozen=True, slots=True)
class _Settled:
    """What the decisions come to."""

    decided: set[str] = field(default_factory=set)
    disputed: set[str] = field(default_factory=set)
    words: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    verified: set[tuple[str, str, str]] = field(default_factory=set)
    """Decisions (page, word, target) that a second crawl has seen to."""


def _settled(decisions: Iterable[Decision]) -> _Settled:
    found = _Settled()
    for one in decisions:
        if one.state is Agreement.AGREED:
            found.decided.add(one.page_url)
            found.words[one.decision] += 1
        elif one.state is Agreement.CONFLICT:
            found.disputed.add(one.page_url)
        if one.verdict:
            found.verdicts[one.verdict] += 1
            found.verified.add((one.page_url, one.decision, one.target))
    return found


@dataclass(frozen=True, slots=True)
class _Heard:
    """What the answers come to."""

    last: dict[str, str] = field(default_factory=dict)
    """When a file of each volunteer was read last."""
    answered: set[str] = field(default_factory=set)
    """References of the rows that somebody has answered."""
    questions: list[Answer] = field(default_factory=list)
    unread: list[Answer] = field(default_factory=list)
    sides: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))
    """What people say of the pages that are in conflict, by the page."""


def _heard(answers: Iterable[Answer], in_conflict: Container[str]) -> _Heard:
    found = _Heard()
    for one in answers:
        found.last[one.volunteer] = max(found.last.get(one.volunteer, ""), one.read_at)
        if one.state in DONE and one.reference:
            found.answered.add(one.reference)
        if one.decision == NOT_SURE and one.state in SAID:
            found.questions.append(one)
        if one.state in (State.INVALID, State.UNPLACED):
            found.unread.append(one)
        if one.state in SAID and one.page_url in in_conflict:
            found.sides[one.page_url].append(one)
    return found


def _people(rows: Iterable[Row], heard: _Heard) -> tuple[tuple[Person, ...], frozenset[str]]:
    """Everybody who was asked, in the order of names; and every page that somebody was asked about."""
    shared = set[str]()
    pages, answered = Counter[str](), Counter[str]()
    minutes: dict[str, float] = defaultdict(float)
    for row in rows:
        shared.add(row.page_url)
        pages[row.volunteer] += 1
        answered[row.volunteer] += row.reference in heard.answered
        minutes[row.volunteer] += row.minutes
    people = (
        Person(
            name=name, pages=pages[name], answered=answered[name], minutes=minutes[name], last=heard.last.get(name, "")
        )
        for name in sorted(pages)
    )
    return tuple(people), frozenset(shared)


def _undone(verdicts: Iterable[Verdict], verified: Container[tuple[str, str, str]]) -> list[Verdict]:
    """What is left to do of decisions that are still the same; the worst outcome first."""
    left = [
        one
        for one in verdicts
        if (one.page_url, one.decision, one.target) in verified
        and (one.outcome is not Outcome.DONE or one.still_linked)
    ]
    return sorted(left, key=lambda one: (-list(Outcome).index(one.outcome), one.page_url))


def _disputes(
    conflicts: Sequence[Conflict], disputed: set[str], heard: _Heard, titles: dict[str, str]
) -> Iterator[Dispute]:
    """Every clash with its message; a page in conflict that no clash explains is told with who says what."""
    explained = {url for conflict in conflicts for url in conflict.page_urls}
    unexplained = [Conflict(clash=Clash.PEOPLE, page_urls=(url,), message="") for url in sorted(disputed - explained)]
    for conflict in (*conflicts, *unexplained):
        said = [one for url in conflict.page_urls for one in heard.sides.get(url, ())]
        if conflict.clash is not Clash.PEOPLE:
            said = []
        yield Dispute(
            pages=tuple((url, titles.get(url, "")) for url in conflict.page_urls),
            clash=conflict.clash,
            message="" if conflict.clash is Clash.PEOPLE else conflict.message,
            sides=tuple(
                Side(who=who, says=say(one), reason=one.reason, note=one.note)
                for who, one in zip(speakers(said), said, strict=True)
            ),
        )
