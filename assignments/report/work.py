"""What the report says about people’s work: who was asked, what came back, what was decided, what waits."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assignments.decisions import DECISIONS, NOT_SURE
from assignments.records import Agreement, Answer, Decision, Redirect, Row, State

SAID = (State.ACCEPTED, State.CONFLICT)
"""States of answers that say something about their page."""


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
    """A page that waits for the lead's word."""

    url: str
    title: str
    sides: tuple[Side, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The work of all, as it stands."""

    shared: frozenset[str]
    """Pages that somebody was asked about."""
    decided: frozenset[str]
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
    redirects: tuple[Redirect, ...]
    problems: tuple[Redirect, ...]
    """Lines of the redirect map that cannot be used as they stand."""
    verdicts: tuple[tuple[str, int], ...]


def work(
    rows: Sequence[Row],
    answers: Sequence[Answer],
    decisions: Sequence[Decision],
    redirects: Sequence[Redirect],
    titles: dict[str, str],
) -> Work:
    """Gather what became of the rows that were dealt; `answers` is the ledger with what was superseded marked."""
    shared = frozenset(row.page_url for row in rows)
    agreed = [decision for decision in decisions if decision.state is Agreement.AGREED]
    disputed = [decision for decision in decisions if decision.state is Agreement.CONFLICT]
    settled = {decision.page_url for decision in (*agreed, *disputed)}
    words = Counter(decision.decision for decision in agreed)
    known = [word for word in DECISIONS if words[word]]
    verdicts = Counter(decision.verdict for decision in decisions if decision.verdict)
    return Work(
        shared=shared,
        decided=frozenset(decision.page_url for decision in agreed),
        disputes=tuple(_dispute(decision, answers, titles) for decision in disputed),
        open=len(shared - settled),
        kinds=tuple((word, words[word]) for word in (*known, *sorted(words.keys() - set(DECISIONS)))),
        people=tuple(_people(rows, answers)),
        questions=tuple(one for one in answers if one.decision == NOT_SURE and one.state in SAID),
        unread=tuple(one for one in answers if one.state in (State.INVALID, State.UNPLACED)),
        redirects=tuple(redirects),
        problems=tuple(line for line in redirects if line.problem),
        verdicts=tuple(sorted(verdicts.items(), key=lambda item: (-item[1], item[0]))),
    )


def _dispute(decision: Decision, answers: Iterable[Answer], titles: dict[str, str]) -> Dispute:
    said = [one for one in answers if one.page_url == decision.page_url and one.state in SAID]
    return Dispute(
        url=decision.page_url,
        title=titles.get(decision.page_url, ""),
        sides=tuple(
            Side(who=one.volunteer, decision=one.decision, target=one.target, reason=one.reason, note=one.note)
            for one in said
        ),
        note=decision.note,
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
        if one.state in SAID:
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
