"""What every reader gives: sheets of cells as text, and the limits that hold whatever a file claims."""

import datetime
import re
import unicodedata
from dataclasses import dataclass, field

MAX_FILE = 30_000_000
"""Bytes of one file. A workbook of 1,000 pages has 0.1 MB; 30 MB leaves room for pictures."""
MAX_UNPACKED = 150_000_000
"""Bytes of XML in one workbook after unpacking."""
MAX_PARTS = 5_000
"""Files inside one workbook, archive or mail."""
MAX_PARCEL = 200_000_000
"""Bytes that an archive or mail may unpack to."""
MAX_ROWS = 200_000
"""Filled rows of one sheet."""
MAX_CELLS = 3_000_000
"""Filled cells of one workbook."""
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Of a sheet in Excel and LibreOffice; nobody types farther out."""
MAX_TEXT = 32_767
"""Characters of one cell: what Excel itself allows."""

HYPERLINK = re.compile(r"""=?\s*HYPERLINK\(\s*["']([^"']+)["']""", re.IGNORECASE)
"""A link that is a formula; its first part is where a click leads."""
INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff"
    "\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)
"""Marks that nobody sees and nobody typed on purpose (zero width, direction, control), and halves of characters."""


LOCAL = " local"
"""Stands behind a time of which the file does not say in what zone it is; other times are in UTC."""


class UnreadableError(Exception):
    """The file cannot be read; the message is a sentence for the lead that says what to ask the volunteer for."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet, with its filled cells only."""

    number: int
    """As the spreadsheet program counts, from 1."""
    cells: dict[int, str]
    """Text by column, from 1."""
    links: dict[int, str] = field(default_factory=dict)
    """Where a click on the cell leads."""
    hidden: bool = False
    """Whether the spreadsheet program does not show it; False where the format does not say."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet."""

    sheet: str
    """Its name; empty where the format has none."""
    lines: tuple[Line, ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Cells that were made one: first row, first column, last row, last column."""


@dataclass(frozen=True, slots=True)
class Book:
    """One workbook, as values only: nothing in it was calculated, followed or run."""

    tables: tuple[Table, ...]
    properties: dict[str, str] = field(default_factory=dict)
    """Custom document properties, and `modified` (ISO 8601, UTC or LOCAL) when the program that saved it said when."""
    comments: int = 0
    """Comments that people pinned to cells; they are not read."""
    notices: tuple[str, ...] = ()
    """Sentences for the lead about the file as a whole."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file that holds other files: an archive or a mail."""

    files: tuple[tuple[str, bytes], ...]
    """Name and content, in the order of the parcel."""
    notices: tuple[str, ...] = ()


def text_of(value: object) -> str:
    """A cell's value as the text that a person would have typed: 12.0 is `12`, a day is `2026-03-01`, nothing is ``."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004 — beyond it floats skip integers
            return str(int(value))
        case datetime.datetime() if value.time() == datetime.time():
            return value.date().isoformat()
        case datetime.datetime():
            return value.isoformat(sep=" ", timespec="seconds")
        case _:
            return clean(str(value))


def clean(text: str) -> str:
    """Text in one Unicode form, without the marks that nobody sees; line breaks and tabs inside stay."""
    if text.isascii() and text.isprintable():
        return text[:MAX_TEXT].strip()
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", text)).replace("\r\n", "\n").replace("\r", "\n")
    return text[:MAX_TEXT].strip().strip("\u00a0").strip()
