"""Notices columns of answers that were sorted by themselves, away from their pages."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from assignments.placing.said import Said
from assignments.placing.sent import Sent
from assignments.placing.typed import fold

CHANCE = 1000
"""A column counts as sorted alone when its order would come by chance less than once in so many times."""
SHORTEST = 6
"""So many answers are needed to tell."""


def sorted_alone(said: Sequence[Said], sent: Sent) -> Iterator[str]:
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
