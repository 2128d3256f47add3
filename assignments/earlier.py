"""Compares an answer with what came earlier for the same row: it supersedes, repeats, adds, or contradicts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assignments.ledger import Ledger, Standing, content
from assignments.placing.answers import Grammar
from assignments.reading.book import LOCAL
from assignments.records import LEAD, Answer, Row, State

FARTHEST_ZONE = 14
"""Hours between local time and UTC, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a merge knows before it reads a file."""

    grammar: Grammar
    audit: str
    ledger: Ledger
    saved: dict[str, str]
    """When each file was saved, by its hash, as far as it says."""
    fresh: set[str]
    """Hashes of the files of this very merge."""
    rounds: Mapping[str, int]
    """Rounds by name, numbered in the order in which they were dealt."""
    now: str


def compared(answer: Answer, row: Row, standing: Standing, known: Known) -> Answer:
    """Compare an answer with what counts so far for the same row."""
    before = [
        old for old in standing.answers if old.file_hash != answer.file_hash and old.volunteer == answer.volunteer
    ]
    if answer.state is State.UNCHANGED and before and not answer.decision:
        return replace(answer, message=f"{answer.message} The answer from “{before[-1].file}” stays.")
    if answer.state is not State.ACCEPTED:
        return answer
    if before and not answer.decision:
        answer = _beside_decision(answer, before)
    if len(before) == 1 and content(before[0]) == content(answer):
        return replace(
            answer,
            state=State.UNCHANGED,
            message=f"The same answer came in “{before[0].file}”. {answer.message}".strip(),
        )
    problem = _problem(answer, row, before, known)
    if problem:
        answer = replace(answer, state=State.CONFLICT, message=f"{problem} {answer.message}".strip())
    return answer


def _beside_decision(answer: Answer, before: Sequence[Answer]) -> Answer:
    """An answer that decides nothing adds to what the same person decided before; it takes nothing back."""
    if len(before) > 1:
        question = f"What came before in “{before[-1].file}” still waits for the lead’s word."
        return replace(answer, state=State.CONFLICT, message=f"{question} {answer.message}".strip())
    (old,) = before
    stays = f"The decision from “{old.file}” stays. {answer.message}".strip() if old.decision else answer.message
    return replace(
        answer,
        decision=old.decision,
        reason=old.reason,
        target=old.target,
        note=old.note,
        minutes=old.minutes if answer.minutes is None else answer.minutes,
        wrong_finding=answer.wrong_finding or old.wrong_finding,
        own=tuple((dict(old.own) | dict(answer.own)).items()),
        message=stays,
    )


def _problem(answer: Answer, row: Row, before: Sequence[Answer], known: Known) -> str:
    """Why an answer may not simply supersede the one before."""
    newer = [
        other.round
        for other in (known.grammar.sent.of_url(row.page_url) if len(known.rounds) > 1 else ())
        if known.rounds.get(other.round, 0) > known.rounds.get(row.round, 0)
    ]
    if newer and row.volunteer != LEAD:
        return f"It answers round {row.round}, but round {newer[-1]} asks about the page anew. Does it still hold?"
    for old in before:
        says = f"“{old.file}” says something else ({old.decision or 'no decision'})"
        if old.file_hash in known.fresh:
            return f"{says}, and both came at once. Which is right?"
        saved, saved_before = known.saved.get(answer.file_hash, ""), known.saved.get(old.file_hash, "")
        if _is_older(saved, saved_before):
            return f"{says}, and was saved later than this file. Which is right?"
    return ""


def _is_older(saved: str, before: str) -> bool:
    """Whether a file was saved before another one; where only one says in what zone, zones must not explain it."""
    apart = timedelta(hours=FARTHEST_ZONE if saved.endswith(LOCAL) != before.endswith(LOCAL) else 0)
    try:
        one, other = (datetime.fromisoformat(text.removesuffix(LOCAL)) for text in (saved, before))
    except ValueError:
        return False
    return one.replace(tzinfo=None) + apart < other.replace(tzinfo=None)
