"""Reads Word, Excel and PowerPoint files of before 2007: a small file system with streams in one file.

Word's text after Microsoft's [MS-DOC], sections 2.4.1 and 2.8.35; Excel's through python-calamine.
"""

import itertools
import re
import struct
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

import olefile
from python_calamine import CalamineError, CalamineWorkbook

from crawler.documents.facts import MOST_DIGITS, MOST_TEXT, NEEDS_A_KEY, Facts
from crawler.lines import one_line

OLD = {
    "WordDocument": "Word (old)",
    "Workbook": "Excel (old)",
    "Book": "Excel (old)",
    "PowerPoint Document": "PowerPoint (old)",
}
OLDEST = 1980
"""Years before are signs of an unset clock."""
UTF8_PAGE = 65001
WORD_97 = 0xC1
LOCKED, SECOND_TABLE, PIECES = 0x0100, 0x0200, 0x0004
"""Flags at the beginning of Word's main stream."""
ONE_BYTE = 1 << 30
FILE_PASS = 0x2F
FIRST_RECORDS = 200
"""The record that says how a workbook is locked, and the bytes in which it stands (python-calamine does not tell)."""
_FIELD = re.compile("\x13([^\x13\x14\x15]*)(?:\x14([^\x13\x14\x15]*))?\x15")
_LINK = re.compile(r'HYPERLINK\s+"([^"]*)"(?:\s+\\l\s+"([^"]*)")?')
_BREAKS = {
    7: "\n",
    9: " ",
    11: "\n",
    12: "\n",
    14: "\n",
    30: "-",
    160: " ",
    1: None,
    2: None,
    5: None,
    8: None,
    31: None,
}
"""What stands for cells, lines, pages, columns and hyphens; marks of pictures, notes and remarks."""


def read_old(body: bytes) -> Facts:
    """The facts of a Word, Excel or PowerPoint file of before 2007; the text of PowerPoint is not read."""
    facts = Facts(format="Office (old)")
    try:
        with olefile.OleFileIO(BytesIO(body)) as file:
            facts.format = next((name for stream, name in OLD.items() if file.exists(stream)), facts.format)
            known = file.get_metadata()
            facts.title, facts.author = _decoded(known.title, known), _decoded(known.author, known)
            facts.producer = _decoded(known.creating_application, known)
            facts.created = _time(known.create_time)
            facts.modified = _time(known.last_saved_time)
            counts = (known.num_pages, known.slides)
            facts.pages = next((n for n in counts if isinstance(n, int) and 0 < n < 10**MOST_DIGITS), None)
            if file.exists("EncryptedPackage"):
                facts.problem = NEEDS_A_KEY
            elif facts.format == "Word (old)":
                _read_word(file, facts)
            elif facts.format == "Excel (old)":
                _read_excel(file, body, facts)
    except (OSError, ValueError, AttributeError, IndexError, struct.error) as error:
        facts.problem = f"it is damaged ({error})"
    return facts


def _read_word(file: olefile.OleFileIO, facts: Facts) -> None:
    """The text of Word 97 to 2003, in the pieces that its table lists; of older files that of one piece."""
    stream = file.openstream("WordDocument").read()
    version, flags = struct.unpack_from("<2xH6xH", stream)
    if flags & LOCKED:
        facts.problem = NEEDS_A_KEY
        return
    if version < WORD_97:
        start, end = struct.unpack_from("<II", stream, 0x18)
        _tell(stream[start:end].decode("cp1252", "replace") if not flags & PIECES else "", facts)
        return
    length, notes = struct.unpack_from("<II", stream, 0x4C)
    place, size = struct.unpack_from("<II", stream, 0x1A2)
    table = file.openstream("1Table" if flags & SECOND_TABLE else "0Table").read()[place : place + size]
    text = "".join(_pieces(stream, table))
    _tell(text[: length + notes], facts)


def _pieces(stream: bytes, table: bytes) -> Iterator[str]:
    """The text by pieces: the table names their ends in characters, and where each stands, in one byte or in two."""
    place = 0
    while table[place : place + 1] == b"\x01":  # looks, of which the length comes first
        place += 3 + struct.unpack_from("<H", table, place + 1)[0]
    count = (struct.unpack_from("<I", table, place + 1)[0] - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", table, place + 5)
    for number, (first, end) in enumerate(itertools.pairwise(ends)):
        start = struct.unpack_from("<I", table, place + 5 + 4 * (count + 1) + 8 * number + 2)[0]
        length = min(max(end - first, 0), MOST_TEXT)
        if start & ONE_BYTE:
            start = (start & ~ONE_BYTE) // 2
            yield stream[start : start + length].decode("cp1252", "replace")
        else:
            yield stream[start : start + 2 * length].decode("utf-16-le", "replace")


def _tell(text: str, facts: Facts) -> None:
    """Lines and links of a text in which fields stand as code, separator and what is shown."""
    facts.cut = len(text) > MOST_TEXT
    text = text[:MOST_TEXT]
    while text != (inner := _FIELD.sub(lambda field: _shown(field, facts), text)):
        text = inner
    lines = (one_line([line]) for line in text.translate(_BREAKS).splitlines())
    facts.text = "\n".join(line for line in lines if line)


def _shown(field: re.Match[str], facts: Facts) -> str:
    if link := _LINK.search(field[1]):
        facts.links.append((link[1] + (f"#{link[2]}" if link[2] else ""), one_line([field[2] or ""])))
    return field[2] or ""


def _read_excel(file: olefile.OleFileIO, body: bytes, facts: Facts) -> None:
    """The words of the cells; numbers say nothing."""
    stream = file.openstream("Workbook" if file.exists("Workbook") else "Book").read(FIRST_RECORDS)
    place = 0
    while place + 4 <= len(stream):
        record, length = struct.unpack_from("<HH", stream, place)
        if record == FILE_PASS:
            facts.problem = NEEDS_A_KEY
            return
        place += 4 + length
    try:
        with CalamineWorkbook.from_filelike(BytesIO(body)) as book:
            facts.pages = len(book.sheet_names) or None
            words: list[str] = []
            for name in book.sheet_names:
                rows = book.get_sheet_by_name(name).iter_rows()
                words += (line for row in rows for cell in row if isinstance(cell, str) and (line := one_line([cell])))
    except CalamineError:
        return  # Excel 5 and older: what the file says of itself is all that is known
    else:
        facts.text = "\n".join(words)
        facts.text, facts.cut = facts.text[:MOST_TEXT], len(facts.text) > MOST_TEXT


def _time(written: object) -> str:
    """ISO 8601; empty for the zero of the format, which is the year 1601, and for what is no time."""
    if isinstance(written, datetime) and written.year >= OLDEST:
        return written.isoformat(timespec="seconds")
    return ""


def _decoded(value: object, known: olefile.OleMetadata) -> str:
    """A text in the encoding that the file says; what stands after a zero byte is rubbish."""
    text = str(value or "")
    if isinstance(value, bytes):
        page = known.codepage % 0x10000 if isinstance(known.codepage, int) else 1252
        try:
            text = value.decode("utf-8" if page == UTF8_PAGE else f"cp{page}", "replace")
        except LookupError:
            text = value.decode("cp1252", "replace")
    return text.partition("\0")[0].strip()
