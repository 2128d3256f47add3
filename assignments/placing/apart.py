"""Takes apart what people put on one sheet: two lists side by side, or a list whose rows and columns are exchanged."""

from collections.abc import Iterator
from dataclasses import replace

from openpyxl.utils import get_column_letter

from assignments.placing.columns import SEARCHED, Headings
from assignments.reading.book import Line, Table

MOST_LINES = 100
"""A sheet with more lines is not turned: a list has some twenty columns."""
TWICE = 3
"""So many headings must come a second time in one line before it heads two lists; one or two are somebody's own."""


def lists(table: Table, headings: Headings) -> Iterator[Table]:
    """The lists that stand side by side on a sheet; mostly there is one."""
    header = next((line for line in table.lines[:SEARCHED] if _is_header(line, headings)), None)
    second = _second(header, headings) if header else 0
    if not second:
        yield table
        return
    yield _between(table, 0, second, table.sheet)
    rest = _between(table, second, 1 << 20, f"{table.sheet}, from column {get_column_letter(second)}".lstrip(", "))
    yield from lists(rest, headings)


def _is_header(line: Line, headings: Headings) -> bool:
    return sum(headings.is_one(text) for text in line.cells.values()) > TWICE


def _second(line: Line, headings: Headings) -> int:
    """The column in which headings begin to come a second time; 0 where they do not."""
    seen: set[str] = set()
    again: list[int] = []
    for column, text in sorted(line.cells.items()):
        name = headings.name(text)
        if name in seen:
            again.append(column)
        elif name:
            seen.add(name)
    return again[0] if len(again) >= TWICE else 0


def _between(table: Table, first: int, end: int, sheet: str) -> Table:
    lines = (
        replace(
            line,
            cells={column: text for column, text in line.cells.items() if first <= column < end},
            links={column: link for column, link in line.links.items() if first <= column < end},
        )
        for line in table.lines
    )
    merged = tuple(one for one in table.merged if first <= one[1] < end)
    return Table(sheet, tuple(line for line in lines if line.cells), merged)


def turned(table: Table) -> Table:
    """A sheet with its columns as rows."""
    rows: dict[int, dict[int, str]] = {}
    links: dict[int, dict[int, str]] = {}
    for line in table.lines:
        for column, text in line.cells.items():
            rows.setdefault(column, {})[line.number] = text
        for column, link in line.links.items():
            links.setdefault(column, {})[line.number] = link
    lines = tuple(Line(number, rows[number], links.get(number, {})) for number in sorted(rows))
    return Table(f"{table.sheet} (turned)".strip(), lines)
