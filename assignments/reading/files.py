"""Reads one file, whatever it is: looks at its content, and gives it to the reader of its family."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from assignments.reading.book import LAST_COLUMN, LAST_ROW, MAX_FILE, MAX_PARCEL, Book, Parcel, UnreadableError
from assignments.reading.one_column import cut
from assignments.reading.sniff import (
    BINARY,
    DAMAGED,
    EMPTY,
    SEND_WORKBOOK,
    UNFINISHED,
    UNFINISHED_NAMES,
    Kind,
    kind_of,
)

TOO_LARGE = (
    f"It is larger than {MAX_FILE // 1_000_000} MB, which no worksheet is (are there pictures in it?). {SEND_WORKBOOK}"
)
TOO_FAR = (
    f"It has cells farther out than {LAST_ROW:,} rows and {LAST_COLUMN:,} columns, where no spreadsheet program has "
    f"any. {SEND_WORKBOOK}"
)
REPAIRED = "A part of it is damaged or unusual; what could be read was read. Please look over what came of it."


def read(path: Path, name: str) -> Book | Parcel:
    """Read the file at `path`, which came under `name`.

    Raises UnreadableError with a sentence for the lead. To be called in the child process: libraries may abort.
    """
    size = path.stat().st_size
    if size > MAX_FILE and not (zipfile.is_zipfile(path) and size < MAX_PARCEL // 2):
        raise UnreadableError(TOO_LARGE)
    try:
        return _read(path.read_bytes(), name)
    except UnreadableError as error:
        if str(error) in (DAMAGED, EMPTY, BINARY) and name.lower().endswith(UNFINISHED_NAMES):
            raise UnreadableError(UNFINISHED) from error
        raise


def _read(data: bytes, name: str) -> Book | Parcel:
    kind = kind_of(data, name)
    if len(data) > MAX_FILE and kind is not Kind.ZIP:
        raise UnreadableError(TOO_LARGE)
    found = _reader(kind)(data)
    if isinstance(found, Book):
        found = replace(found, tables=tuple(map(cut, found.tables)))
    lines = (line for table in found.tables for line in table.lines) if isinstance(found, Book) else ()
    if any(line.number > LAST_ROW or max(line.cells) > LAST_COLUMN for line in lines):
        raise UnreadableError(TOO_FAR)
    return found


def _open_xml(data: bytes) -> Book:
    from assignments.reading import openxml  # noqa: PLC0415 — as below

    empty: Book | None = None
    try:
        book = openxml.read(data)
        if any(table.lines for table in book.tables):
            return book
        empty = book  # or it is written in a way that openpyxl passes over, such as Excel's “strict” kind
    except MemoryError:
        raise
    except UnreadableError as error:
        if str(error) != DAMAGED:
            raise
    except Exception:  # noqa: BLE001, S110 — openpyxl raises many kinds for odd workbooks; the second reader gets its turn
        pass
    from assignments.reading import calamine  # noqa: PLC0415 — as below

    try:
        second = calamine.read(data)
    except UnreadableError:
        if empty is not None:
            return empty
        raise
    if empty is not None and not any(table.lines for table in second.tables):
        return empty
    return Book(second.tables, second.properties, second.comments, (*second.notices, REPAIRED))


def _reader(kind: Kind) -> Callable[[bytes], Book | Parcel]:
    """The reader of a family; its libraries load when the first such file comes, so that a child starts at once."""
    if kind is Kind.OPEN_XML:
        return _open_xml
    module, function = READERS[kind]
    reader: Callable[[bytes], Book | Parcel] = getattr(import_module(f"assignments.reading.{module}"), function)
    return reader


READERS = {
    Kind.OPEN_DOCUMENT: ("opendocument", "read"),
    Kind.OLD_EXCEL: ("calamine", "read"),
    Kind.HTML: ("html", "read"),
    Kind.TEXT: ("text", "read"),
    Kind.ZIP: ("parcels", "from_zip"),
    Kind.MAIL: ("parcels", "from_mail"),
    Kind.OUTLOOK: ("parcels", "from_outlook"),
}
