"""Notices columns of answers that were sorted or moved by themselves, away from their pages."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from assignments.decisions import NEEDS_TARGET
from assignments.placing.said import Said
from assignments.placing.sent import Sent
from assignments.placing.typed import fold
from assignments.records import State

CHANCE = 1000
"""A column counts as sorted alone when its order would come by chance less than once in so many times."""
SHORTEST = 6
"""So many answers are needed to tell."""
COMPARED = ("decision", "reason", "note", "minutes")
"""Columns that people fill in the same rows."""
TORN = 3
"""So many rows must lack what as many others have for nothing; one or two are slips."""
FARTHEST = 2
"""Rows by which a column may have been moved: people insert or delete a cell or two, not a dozen."""


def doubt(said: Sequence[Said], sent: Sent, *, by_key: bool) -> str:
    """Why the answers of a sheet may not be about the pages beside them, as a sentence; empty where nothing says so.

    `by_key` tells that answers stand beside other pages, but brought their keys along: then only the cells left of the
    key, which came with it, are compared.
    """
    alone = [name.capitalize() for name in _sorted_alone(said, sent)]
    if alone:
        return f"{' and '.join(alone)} stands in alphabetical order while the pages do not, as if it was sorted alone"
    if moved := next(_moved(said, ("decision", "reason", "note") if by_key else COMPARED), None):
        return f"{moved[0].capitalize()} and {moved[1]} would stand in the same rows if one had not been moved alone"
    if _torn(said):
        return (
            "Decisions that need another page have none, and others that need none have one, as if one was moved alone"
        )
    if _pushed(said):
        return "The first row is empty and the answers go on below the last page, as if they were moved down alone"
    return ""


def _moved(said: Sequence[Said], names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of columns that are filled in the same rows, but for one or two rows by which one of them was moved."""
    filled = {name: {n for n, one in enumerate(said) if one.columns.get(name)} for name in names}
    for a, b in combinations(filled, 2):
        if len(filled[a]) >= SHORTEST and filled[a] != filled[b]:
            for by in (step * way for step in range(1, FARTHEST + 1) for way in (1, -1)):
                if {n + by for n in filled[a]} == filled[b]:
                    yield a, b


def _torn(said: Sequence[Said]) -> bool:
    """Whether the pages that take over stand beside other decisions than those that need one."""
    need = sum(one.decision in NEEDS_TARGET and not one.target for one in said)
    have = sum(one.decision not in {"", *NEEDS_TARGET} and bool(one.target) for one in said)
    return min(need, have) >= TORN


def _pushed(said: Sequence[Said]) -> bool:
    """Whether all answers stand one row too low, so that the last has no page beside it."""
    if len(said) <= SHORTEST:
        return False
    first, *between, last = said
    lost = last.state is State.UNPLACED and not any(last.columns.get(name) for name in ("reference", "page", "url"))
    return lost and bool(last.decision) and not first.decision and all(one.decision for one in between)


def _sorted_alone(said: Sequence[Said], sent: Sent) -> Iterator[str]:
    """Names of answer columns that were sorted by themselves, as far as the order of their entries betrays it.

    The rows must stand as they were sent, the entries be in order from the first row on without a gap, and that
    order so improbable that chance does not explain it (fewer than 1 in 1,000 arrangements).
    """
    rows = [one.row for one in said if one.row]
    sent_as = sent.order(sorted({(row.round, row.part) for row in rows}))
    order = [sent_as[row.reference] for row in rows]
    if len(order) < SHORTEST or order != sorted(order):
        return
    for name in ("decision", "reason", "note", "target"):
        entries = [fold(one.columns.get(name, "")) for one in said if one.row]
        filled = [entry for entry in entries if entry]
        if len(filled) < SHORTEST or entries[: len(filled)] != filled:
            continue
        if (filled == sorted(filled) or filled == sorted(filled, reverse=True)) and _arrangements(
            [_without_numbers(entry) for entry in filled]
        ) >= CHANCE:
            yield name


def _without_numbers(entry: str) -> str:
    """An entry without its figures: people number things in the order of the rows, and nobody sorted those."""
    return re.sub(r"[\d\W_]+", " ", entry)


def _arrangements(entries: Sequence[str]) -> int:
    """In how many orders these entries can stand."""
    ways, left = 1, len(entries)
    for count in Counter(entries).values():
        for n in range(1, count + 1):
            ways = ways * left // n
            left -= 1
            if ways > CHANCE**4:
                return ways
    return ways
