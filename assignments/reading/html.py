"""Reads tables in HTML, which some programs save under the name of a workbook."""

from bs4 import BeautifulSoup
from bs4.element import Tag

from assignments.reading.book import MAX_CELLS, MAX_ROWS, Book, Line, Table, UnreadableError, clean
from assignments.reading.sniff import SEND_WORKBOOK, TOO_MANY
from assignments.reading.text import decode

NO_TABLE = f"It is a web page without a table. {SEND_WORKBOOK}"
WIDEST = 1_000
"""Rows or columns that a cell may span; worksheets have some 25 columns."""


def read(data: bytes) -> Book:
    """Read every outermost table; raises UnreadableError."""
    text, notices = decode(data)
    soup = BeautifulSoup(text, "lxml")
    tables = [
        _table(number, tag) for number, tag in enumerate(soup.find_all("table"), 1) if not tag.find_parent("table")
    ]
    if not any(table.lines for table in tables):
        raise UnreadableError(NO_TABLE)
    return Book(tuple(tables), notices=notices)


def _table(number: int, table: Tag) -> Table:
    lines, merged = list[Line](), list[tuple[int, int, int, int]]()
    below: dict[int, int] = {}  # column -> rows that a cell from above still covers
    left = MAX_CELLS
    for row_number, row in enumerate(table.find_all("tr"), 1):
        cells, links, column = dict[int, str](), dict[int, str](), 1
        covered = {c for c, rows in below.items() if rows}
        below = {c: rows - 1 for c, rows in below.items() if rows > 1}
        for cell in row.find_all(["td", "th"], recursive=False):
            while column in covered:
                column += 1
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            if down > 1 or across > 1:
                merged.append((row_number, column, row_number + down - 1, column + across - 1))
            if down > 1:
                below |= dict.fromkeys(range(column, column + across), down - 1)
            if text := clean(cell.get_text("")):
                cells[column] = text
            link = cell.find("a", href=True)
            if isinstance(link, Tag):
                links[column] = clean(str(link["href"]))
            column += across
        left -= len(cells)
        if left < 0 or len(lines) > MAX_ROWS:
            raise UnreadableError(TOO_MANY)
        if cells:
            lines.append(Line(row_number, cells, links))
    return Table(f"table {number}" if number > 1 else "", tuple(lines), tuple(merged))


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name, "1"))
    return min(max(1, int(value)), WIDEST) if value.isdecimal() and len(value) < 6 else 1  # noqa: PLR2004 — 5 digits will do
