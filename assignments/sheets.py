"""Writes tables as sheets of a workbook row by row, so that memory stays flat and no text ever becomes a formula."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

MOST_ROWS = 1_048_575
"""Rows under the header that a sheet can hold."""
LONGEST = 32_767
"""Characters that a cell can hold, as Excel counts them (UTF-16)."""
WIDTHS = {
    "url": 46, "page_url": 46, "redirects_to": 34, "from": 46, "to": 46, "target": 46, "title": 38, "description": 40,
    "heading": 30, "text": 34, "evidence": 70, "because": 46, "note": 46, "message": 60, "problem": 46, "error": 34,
    "reason": 30, "volunteer": 22, "decided_by": 22, "file": 26, "section": 18, "read_at": 25, "fetched_at": 25,
    "content_type": 18, "decision": 14, "author": 18, "what": 44, "value": 60,
}  # fmt: skip
"""Width of a column by its name, in characters; others are as wide as their heading needs."""


class Book:
    """An open workbook of tables."""

    def __init__(self, file: Path, title: str, made: datetime.datetime) -> None:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(str(file), options)
        self._book.set_properties({"title": title, "created": made.replace(tzinfo=None)})
        look = {"bold": True, "bg_color": "#1D3B4A", "font_color": "#FFFFFF", "valign": "vcenter"}
        self._heading = self._book.add_format(look)
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self.cut = 0
        """Texts that were longer than a cell can hold and end in an ellipsis."""
        self.long: list[str] = []
        """Tables that needed more than one sheet."""

    def close(self) -> None:
        """Write the file."""
        self._book.close()

    def add(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
        """Write a table, on as many sheets as it needs, and return how many rows it has."""
        left, total, sheets = iter(rows), 0, 0
        while True:
            chunk = islice(left, MOST_ROWS)
            sheets += 1
            count = self._sheet(name if sheets == 1 else f"{name} {sheets}", columns, chunk)
            total += count
            if count < MOST_ROWS:
                if sheets > 1:
                    self.long.append(name)
                return total

    def _sheet(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        sheet.set_row(0, 22)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, WIDTHS.get(column, max(10, len(column) + 4)))
            sheet.write_string(0, place, column, self._heading)
        last = 0
        for last, row in enumerate(rows, 1):
            for place, value in enumerate(row):
                self._cell(sheet, last, place, value)
        sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
        return last

    def _cell(self, sheet: Any, row: int, place: int, value: Any) -> None:  # noqa: ANN401 — xlsxwriter ships no types
        if value is None or value == "":
            return
        if isinstance(value, int | float):
            sheet.write_number(row, place, value)
        elif isinstance(value, datetime.date):
            sheet.write_datetime(row, place, value, self._day)
        else:
            sheet.write_string(row, place, self._fitting(str(value)))

    def _fitting(self, text: str) -> str:
        """Cut what a cell cannot hold, and count it."""
        if len(text) <= LONGEST // 2 or len(text.encode("utf-16-le")) // 2 <= LONGEST:
            return text
        self.cut += 1
        return text.encode("utf-16-le")[: 2 * LONGEST - 2].decode("utf-16-le", errors="ignore") + "…"


@contextmanager
def book(file: Path, title: str, made: datetime.datetime) -> Iterator[Book]:
    """Open a workbook to write; it is on the disk when the block ends without an error."""
    opened = Book(file, title, made)
    yield opened
    try:
        opened.close()
    except FileCreateError as error:
        raise OSError(*error.args) from error
