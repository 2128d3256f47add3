"""Says what came of a verification, decision by decision, in plain words or as JSON."""

from collections import Counter
from collections.abc import Iterator

import msgspec

from assignments.decisions import DELETE, GONE, MERGE
from assignments.said import counted
from assignments.verdict import Outcome, Verdict
from assignments.verify import Verified

SHOWN = 20
"""Decisions that are told of each outcome; --json and the report have them all."""
WORST_FIRST = tuple(reversed(Outcome))


def needs_a_person(verified: Verified) -> bool:
    """Whether anything is left to do, or to look at."""
    left = any(one.outcome is not Outcome.DONE or one.still_linked for one in verified.verdicts)
    return left or bool(verified.cut_short)


def told(verified: Verified) -> Iterator[str]:
    """The outcome in words, line by line: what is left to do first, then what is proven."""
    counts = Counter(one.outcome for one in verified.verdicts)
    for outcome in WORST_FIRST:
        those = [one for one in verified.verdicts if one.outcome is outcome]
        if those and outcome is not Outcome.DONE:
            yield f"{outcome.capitalize()}: {counted(len(those), 'decision')}"
            yield from map(_line, those[:SHOWN])
            yield from _more(len(those))
            yield ""
    linked = [one for one in verified.verdicts if one.still_linked]
    if linked:
        yield f"Links that still lead to what was to go: {counted(len(linked), 'page')}"
        for one in linked[:SHOWN]:
            more = f" and {len(one.still_linked) - 1} more" if len(one.still_linked) > 1 else ""
            yield f"  {one.page_url} is linked from {one.still_linked[0]}{more}"
        yield from _more(len(linked))
        yield ""
    shares = ", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome if counts[outcome])
    yield f"{counted(len(verified.verdicts), 'decision')} looked at again: {shares}."
    if verified.undecided:
        yield f"{counted(verified.undecided, 'page')} without a firm decision: there is nothing to verify yet."
    if verified.cut_short:
        yield f"Not everything could be asked: {verified.cut_short}"
    if len(verified.verdicts) == counts[Outcome.DONE] and not linked and not verified.cut_short:
        yield "Everything that was decided was done."


def _line(one: Verdict) -> str:
    return f"  {one.page_url} — {_decided(one)}: {one.seen}."


def _decided(one: Verdict) -> str:
    if one.decision in (DELETE, MERGE) and one.target:
        return f"{one.decision} ({'gone' if one.target == GONE else f'to {one.target}'})"
    return one.decision


def _more(number: int) -> Iterator[str]:
    if number > SHOWN:
        yield f"  … and {number - SHOWN:,} more; --json and the report have them all"


def as_json(verified: Verified) -> str:
    """One JSON object a decision and line."""
    return "".join(msgspec.json.encode(one).decode() + "\n" for one in verified.verdicts)
