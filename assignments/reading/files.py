"""Reads one file, whatever it is: looks at its content, and gives it to the reader of its family."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from assignments.reading import calamine, html, opendocument, openxml, parcels, text
from assignments.reading.book import MAX_FILE, Book, Parcel, UnreadableError
from assignments.reading.sniff import DAMAGED, SEND_WORKBOOK, Kind, kind_of

TOO_LARGE = (
    f"It is larger than {MAX_FILE // 1_000_000} MB, which no worksheet is (are there pictures in it?). {SEND_WORKBOOK}"
)
REPAIRED = "A part of it is damaged or unusual; what could be read was read. Please look over what came of it."


def read(path: Path, name: str) -> Book | Parcel:
    """Read the file at `path`, which came under `name`.

    Raises UnreadableError with a sentence for the lead. To be called in the child process: libraries may abort.
    """
    size = path.stat().st_size
    if size > MAX_FILE and not (zipfile.is_zipfile(path) and size < parcels.MAX_PARCEL // 2):
        raise UnreadableError(TOO_LARGE)
    data = path.read_bytes()
    kind = kind_of(data, name)
    if size > MAX_FILE and kind is not Kind.ZIP:
        raise UnreadableError(TOO_LARGE)
    return READERS[kind](data)


def _open_xml(data: bytes) -> Book:
    try:
        return openxml.read(data)
    except MemoryError:
        raise
    except UnreadableError as error:
        if str(error) != DAMAGED:
            raise
    except Exception:  # noqa: BLE001, S110 — openpyxl raises many kinds for odd workbooks; the second reader gets its turn
        pass
    book = calamine.read(data)
    return Book(book.tables, book.properties, book.comments, (*book.notices, REPAIRED))


READERS: dict[Kind, Callable[[bytes], Book | Parcel]] = {
    Kind.OPEN_XML: _open_xml,
    Kind.OPEN_DOCUMENT: opendocument.read,
    Kind.OLD_EXCEL: calamine.read,
    Kind.HTML: html.read,
    Kind.TEXT: text.read,
    Kind.ZIP: parcels.from_zip,
    Kind.MAIL: parcels.from_mail,
    Kind.OUTLOOK: parcels.from_outlook,
}
