"""Puts text from the web into cells: always as text, never as a formula, never more than a cell can hold."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_pixel_width
from xlsxwriter.worksheet import Worksheet

from assignments.settings import Look
from assignments.workbook.styles import Styles

LONGEST_TEXT = 32_000
"""Excel's own limit is 32,767."""
LONGEST_URL = 2_079
LONGEST_TIP = 255
MOST_LINKS = 65_000
"""Excel drops links beyond 65,530 in one sheet."""
HIGHEST_ROW = 400.0
"""Points; Excel's own limit is 409."""
LINES = {9: 12.0, 10: 12.75, 11: 15.0, 12: 15.75}
"""Points that Excel gives a line of Calibri of so many points."""
AIR = 4.0
"""Points below the last line."""
WIDE = 15
"""Pixels of a letter of the East."""
UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u200b\u202a-\u202e\u2066-\u2069\ufeff]"
)
"""What XML cannot hold, what no eye can see, and what turns the reading order round."""
BREAKABLE = re.compile(r"[^\s/-]+[/-]?|\s+|[/-]")


class GrowingSheet(Worksheet):  # type: ignore[misc] # xlsxwriter ships no types
    """A sheet whose rows have an estimated height, and still grow when somebody types.

    LibreOffice does not fit rows that have no height at all, and a height marked as custom never grows again.
    """

    def __init__(self) -> None:
        super().__init__()
        self.growing: set[int] = set()
        self.links = 0

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:  # noqa: ANN401 — xlsxwriter's own
        if tag == "row" and dict(attributes)["r"] - 1 in self.growing:
            attributes = [(name, value) for name, value in attributes if name != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)

    def grow(self, row: int, height: float) -> None:
        """Let a row start with this height in points."""
        self.set_row(row, min(height, HIGHEST_ROW))
        self.growing.add(row)


@dataclass(frozen=True, slots=True)
class Link:
    """Text that opens an address."""

    url: str
    text: str
    tip: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of ours, with the result that it has at first: previews show that."""

    formula: str
    result: str | int


Value = str | float | date | Link | Formula | None
"""What a cell can hold; text is never read as a formula."""


def clean(text: str, longest: int = LONGEST_TEXT) -> str:
    """Text that any spreadsheet can hold: no control characters, no half characters, no runs of spaces."""
    text = unicodedata.normalize("NFC", UNFIT.sub("", text))
    text = "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


@dataclass(frozen=True, slots=True)
class Canvas:
    """A sheet that is being written, with the words and the styles for it."""

    sheet: GrowingSheet
    look: Look
    styles: Styles

    def put(self, row: int, column: int, value: Value, style: Format) -> None:
        """Write a value as what it is, text as text; nothing leaves a formatted blank cell."""
        match value:
            case Link():
                self._put_link(row, column, value, style)
            case Formula():
                self.sheet.write_formula(row, column, value.formula, style, value.result)
            case date():
                self.sheet.write_datetime(row, column, value, style)
            case int() | float():
                self.sheet.write_number(row, column, value, style)
            case str() if text := clean(value):
                self.sheet.write_string(row, column, text, style)
            case _:
                self.sheet.write_blank(row, column, None, style)

    def put_across(self, row: int, columns: tuple[int, int], text: str, style: Format) -> None:
        """Write text over several columns."""
        self.sheet.merge_range(row, columns[0], row, columns[1], "", style)
        self.put(row, columns[0], text, style)

    def _put_link(self, row: int, column: int, link: Link, style: Format) -> None:
        """A link where a spreadsheet can open the address, and the text alone where it cannot."""
        url, text = link.url, clean(link.text)
        fits = url.startswith(("http://", "https://")) and len(url) <= LONGEST_URL and url == clean(url)
        if fits and text and self.sheet.links < MOST_LINKS:
            self.sheet.links += 1
            if self.sheet.write_url(row, column, url, style, text, clean(link.tip, LONGEST_TIP)) == 0:
                return
        self.put(row, column, link.text or url, self.styles.fact(font_size=10))


PIXELS_A_DIGIT = 7
"""Columns are measured in digits of Calibri 11."""
TIGHT = 0.97
"""Programs break lines earlier than widths of letters let one think; a line too many is better than one cut off."""
BOLD = 1.06
"""Bold letters are about so much wider."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A text in a column so many digits wide."""

    text: str
    width: float
    points: int = 11
    bold: bool = False


def height(*cells: Wrapped) -> float:
    """The height in points that the tallest of some wrapped cells needs, with a little air below."""
    return max(_lines(cell) * LINES.get(cell.points, cell.points * 1.36) for cell in cells) + AIR


def _lines(cell: Wrapped) -> int:
    """About how many lines a text takes."""
    room = cell.width * PIXELS_A_DIGIT * TIGHT * 11 / cell.points / (BOLD if cell.bold else 1)
    lines = 0
    for paragraph in cell.text.split("\n"):
        lines += 1
        used = 0.0
        for word in BREAKABLE.findall(paragraph):
            length = sum(WIDE if unicodedata.east_asian_width(c) in "WF" else xl_pixel_width(c) for c in word)
            if used + length > room and used and not word.isspace():
                lines += 1
                used = 0.0
            lines += max(0, ceil(length / room) - 1)
            used += length
    return lines
