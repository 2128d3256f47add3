"""Reads .xls, and workbooks that openpyxl cannot read, through python-calamine.

It is Rust and fast, but one far corner cell makes it abort the whole process (its issue 693): it only ever runs in the
child process. Error cells (#N/A) come back as empty text.
"""

import io
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from assignments.reading.book import MAX_CELLS, MAX_ROWS, Book, Line, Table, UnreadableError, clean, text_of
from assignments.reading.sniff import DAMAGED, PASSWORD, SEND_WORKBOOK


def read(data: bytes) -> Book:
    """Read one workbook; raises UnreadableError."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            tables = []
            left = MAX_CELLS
            for meta in book.sheets_metadata:
                if meta.typ != SheetTypeEnum.WorkSheet:
                    continue
                table = _table(book.get_sheet_by_name(meta.name), meta.name)
                left -= sum(len(line.cells) for line in table.lines)
                if left < 0 or len(table.lines) > MAX_ROWS:
                    raise UnreadableError(
                        f"It has more than {MAX_ROWS:,} filled rows or {MAX_CELLS:,} filled cells. {SEND_WORKBOOK}"
                    )
                tables.append(table)
    except PasswordError as error:
        raise UnreadableError(PASSWORD) from error
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableError(PASSWORD if "assword" in str(error) else DAMAGED) from error
    if not tables:
        raise UnreadableError(DAMAGED)
    return Book(tuple(tables))


def _table(sheet: Any, name: str) -> Table:  # noqa: ANN401 — a calamine sheet
    top, left = sheet.start or (0, 0)
    lines = []
    for number, values in enumerate(sheet.iter_rows(), top + 1):
        cells = {column: text for column, value in enumerate(values, left + 1) if (text := text_of(value))}
        if cells:
            lines.append(Line(number, cells))
    merged = tuple((a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in sheet.merged_cell_ranges or ())
    return Table(clean(name), tuple(lines), merged)
