"""Cuts the cells of a table apart that some program put into one column, separators and all."""

import csv
from collections import Counter
from dataclasses import replace

from assignments.reading.book import MAX_CELLS, Line, Table, clean
from assignments.reading.text import SAMPLE, SEPARATORS

FEWEST = 3
"""A text with fewer separators is a text."""
WIDEST = 5
"""Columns of which the first holds nearly all: commas in the texts cut a line further."""
SHARE = 0.5
"""Share of the lines that must have one and the same number of separators; sentences do not."""


def cut(table: Table) -> Table:
    """The table as it was before, where its lines are whole lines of a text file; else the table itself.

    A program that expects other separators opens such a file so, and cuts at those inside the texts instead.
    """
    sample = table.lines[:SAMPLE]
    if len(sample) < FEWEST or sum(max(line.cells) <= WIDEST for line in sample) < SHARE * len(sample):
        return table

    def alike(mark: str) -> int:
        """So many lines have the same number of separators."""
        counts = Counter(line.cells.get(1, "").count(mark) for line in sample)
        return max((lines for times, lines in counts.items() if times >= FEWEST), default=0)

    mark = max(SEPARATORS, key=alike)
    if alike(mark) < SHARE * len(sample):
        return table
    return Table(table.sheet, tuple(_cut(line, mark) for line in table.lines))


def _cut(line: Line, mark: str) -> Line:
    other = next(one for one in (",", ";") if one != mark)
    whole = other.join(line.cells.get(column, "") for column in range(1, max(line.cells) + 1))
    try:
        parts = next(csv.reader([whole], delimiter=mark))
    except (csv.Error, StopIteration):
        return line
    cells = {column: tidy for column, part in enumerate(parts, 1) if (tidy := clean(part))}
    return replace(line, cells=cells) if cells and len(cells) < MAX_CELLS else line
