"""What the report says about people’s work: who was asked, what came back, what was decided, what waits."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

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
    decision: str
    target: str
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
    """All that is kept about people's work; `answers` is the ledger with the states that its lines have by now."""

    rows: Sequence[Row]
    answers: Sequence[Answer]
    decisions: Sequence[Decision]
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
    shared = frozenset(row.page_url for row in papers.rows)
    agreed = [decision for decision in papers.decisions if decision.state is Agreement.AGREED]
    disputed = frozenset(decision.page_url for decision in papers.decisions if decision.state is Agreement.CONFLICT)
    decided = frozenset(decision.page_url for decision in agreed)
    words = Counter(decision.decision for decision in agreed)
    known = [word for word in DECISIONS if words[word]]
    verdicts = Counter(decision.verdict for decision in papers.decisions if decision.verdict)
    return Work(
        shared=shared,
        decided=decided,
        disputed=disputed,
        disputes=tuple(_disputes(papers, disputed, titles)),
        open=len(shared - decided - disputed),
        kinds=tuple((word, words[word]) for word in (*known, *sorted(words.keys() - set(DECISIONS)))),
        people=tuple(_people(papers.rows, papers.answers)),
        questions=tuple(one for one in papers.answers if one.decision == NOT_SURE and one.state in SAID),
        unread=tuple(one for one in papers.answers if one.state in (State.INVALID, State.UNPLACED)),
        unreadable=tuple(papers.unread),
        ideas=tuple(papers.ideas),
        redirects=tuple(papers.redirects),
        problems=tuple(line for line in papers.redirects if line.problem),
        verdicts=tuple(sorted(verdicts.items(), key=lambda item: (-item[1], item[0]))),
        undone=tuple(_undone(papers)),
    )


def _undone(papers: Papers) -> list[Verdict]:
    """What is left to do of decisions that are still the same; the worst outcome first."""
    standing = {(one.page_url, one.decision, one.target) for one in papers.decisions if one.verdict}
    left = [
        one
        for one in papers.verdicts
        if (one.page_url, one.decision, one.target) in standing
        and (one.outcome is not Outcome.DONE or one.still_linked)
    ]
    return sorted(left, key=lambda one: (-list(Outcome).index(one.outcome), one.page_url))


def _disputes(papers: Papers, disputed: frozenset[str], titles: dict[str, str]) -> Iterator[Dispute]:
    """Every clash with its message; a page in conflict that no clash explains is told with who says what."""
    explained = {url for conflict in papers.conflicts for url in conflict.page_urls}
    unexplained = [Conflict(clash=Clash.PEOPLE, page_urls=(url,), message="") for url in sorted(disputed - explained)]
    for conflict in (*papers.conflicts, *unexplained):
        said = [one for one in papers.answers if one.page_url in conflict.page_urls and one.state in SAID]
        yield Dispute(
            pages=tuple((url, titles.get(url, "")) for url in conflict.page_urls),
            clash=conflict.clash,
            message="" if conflict.clash is Clash.PEOPLE else conflict.message,
            sides=tuple(
                Side(who=one.volunteer, decision=one.decision, target=one.target, reason=one.reason, note=one.note)
                for one in (said if conflict.clash is Clash.PEOPLE else ())
            ),
        )


def _people(rows: Iterable[Row], answers: Iterable[Answer]) -> list[Person]:
    """Everybody who was asked, in the order of names."""
    asked: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        asked[row.volunteer].append(row)
    answered: dict[str, set[str]] = defaultdict(set)
    last: dict[str, str] = {}
    for one in answers:
        last[one.volunteer] = max(last.get(one.volunteer, ""), one.read_at)
        if one.state in DONE and one.reference:
            answered[one.volunteer].add(one.reference)
    return [
        Person(
            name=name,
            pages=len(asked[name]),
            answered=len(answered[name] & {row.reference for row in asked[name]}),
            minutes=sum(row.minutes for row in asked[name]),
            last=last.get(name, ""),
        )
        for name in sorted(asked)
    ]
