"""Reads CSV and its relatives: the encoding and the separator are found out, nothing is converted."""

import csv
import io
import re
from collections import Counter

from assignments.reading.book import MAX_CELLS, MAX_ROWS, Book, Line, Table, UnreadableError, clean
from assignments.reading.sniff import BINARY, DAMAGED, TOO_MANY

SEPARATORS = ",;\t|"
SAMPLE = 60
"""Rows by which the separator is chosen."""


def read(data: bytes) -> Book:
    """Read one table; raises UnreadableError."""
    text, notices = decode(data)
    csv.field_size_limit(10_000_000)
    told = re.match(r'"?sep=(.)"?\r?\n', text)
    separator = told[1] if told else _separator(text)
    lines, left = list[Line](), MAX_CELLS
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1):
            cells = {column: tidy for column, cell in enumerate(row, 1) if (tidy := clean(cell))}
            left -= len(cells)
            if left < 0 or len(lines) >= MAX_ROWS:
                raise UnreadableError(TOO_MANY)
            if cells and not (told and number == 1):
                lines.append(Line(number, cells))
    except csv.Error as error:
        raise UnreadableError(DAMAGED) from error
    return Book((Table("", tuple(lines)),), notices=notices)


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and a sentence where its encoding had to be guessed."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), ()
    start = data[:4000]
    if start.count(b"\0") * 3 > len(start):
        return data.decode("utf-16-le" if start[1:2] == b"\0" else "utf-16-be", errors="replace"), ()
    if data.count(b"\0") * 100 > len(data):
        raise UnreadableError(BINARY)
    data = data.replace(b"\0", b"")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        notice = (
            "It was saved in an old encoding (Windows-1252): letters with accents are kept, emoji and other scripts "
            "had become “?” when it was saved."
        )
        return data.decode("cp1252", errors="replace"), (notice,)


def _separator(text: str) -> str:
    """The separator that cuts most rows into the same number of cells, and into most."""

    def fit(separator: str) -> tuple[int, int]:
        widths: Counter[int] = Counter()
        try:
            for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator)):
                if number >= SAMPLE:
                    break
                if len(row) > 1:
                    widths[len(row)] += 1
        except csv.Error:
            pass
        width, rows = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return rows * min(width, 8), width

    return max(SEPARATORS, key=fit)
