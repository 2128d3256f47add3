"""Finds the table in a volunteers' file: any separator, encoding or workbook, with titles above and notes below it."""

import csv
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assignments.headings import folded
from assignments.reading.book import Book, Line, Table, UnreadableError
from crawler.errors import AuditError

LARGEST_FILE = 10_000_000
"""Bytes; a table of people is a few kilobytes."""
HEADER_WITHIN = 30
"""The headings are looked for in so many rows: titles and notes may stand above them."""
MOST_BLANK_ROWS = 1_000
LONGEST_CELL = 1_000
HEADINGS = {
    "name": (
        *("name", "full name", "volunteer", "who", "colleague", "nom", "enw", "nom et prenom", "prenom et nom"),
        *("vor- und nachname", "vorname und nachname", "nombre y apellidos"),
    ),
    "first": ("first name", "forename", "given name", "firstname", "first", "prenom", "vorname"),
    "last": ("last name", "surname", "family name", "lastname", "last", "nachname"),
    "email": (
        *("email", "e-mail", "mail", "email address", "e-mail address", "mail address", "courriel", "ebost"),
        *("e-mail-adresse", "adresse e-mail", "adresse mail", "correo electronico"),
    ),
    "hours": (
        *("hours", "hour", "hours offered", "hours available", "available hours", "stunden", "heures", "oriau"),
        *("time", "time available", "time offered"),
    ),
    "skills": (
        *("skills", "skill", "good at", "can do", "expertise", "experience", "strengths", "competences"),
        *("kenntnisse", "fahigkeiten", "sgiliau"),
    ),
    "interests": (
        *("interests", "interest", "interested in", "topics", "subjects", "themes", "interessen", "themen"),
        *("interets", "centres d interet", "diddordebau"),
    ),
    "not": (
        *("not", "not sections", "must not", "not these", "exclude", "except", "avoid"),
        *("bitte nicht", "nicht", "pas", "sauf"),
    ),
}
"""Headings as they are called most."""
TELLING = {
    "email": {"email", "e-mail", "mail", "courriel"},
    "hours": {"hours", "hour", "stunden", "heures", "oriau"},
    "skills": {"skills", "skill", "expertise", "strengths", "good"},
    "interests": {"interests", "interest", "interested", "topics", "subjects"},
    "not": {"not", "exclude", "avoid"},
    "first": {"forename"},
    "last": {"surname"},
    "name": {"name"},
}
"""A longer heading is known by such a word: `How many hours can you give?`. The first that has one wins."""
OF_OTHERS = frozenset(
    {"company", "team", "manager", "department", "organisation", "organization", "user", "file", "line", "group"}
    | {"section", "middle", "nick"}
)
"""`Manager's name` is nobody's who volunteers."""


class VolunteersError(AuditError):
    """The volunteers' table cannot be used; the message names the rows and the remedy."""


@dataclass(frozen=True, slots=True)
class Person:
    """One person's row; `number` as a spreadsheet program counts."""

    number: int
    cells: dict[str, str]
    """By field, those that are filled in."""
    hidden: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The table in a file."""

    people: tuple[Person, ...]
    notices: tuple[str, ...]
    """How headings were understood that are not called as usual, and which are not used."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """The cells of a sheet, as they are typed or stored; numbers of rows that are hidden."""

    rows: list[list[str]]
    hidden: frozenset[int] = field(default_factory=frozenset)


def find(file: Path) -> Found:
    """Read the table of a CSV file, a workbook (.xlsx, .ods, .xls) or a page (.html).

    Raises VolunteersError when there is no such file or no heading `name` in it.
    """
    sheet = _rows(file)
    rows = sheet.rows
    header = _header(rows)
    if header is None:
        seen = next((filled for row in rows if (filled := _filled(row))), [])
        shown = ", ".join(cell.strip()[:80] for cell in seen[:8])
        raise VolunteersError(
            f"{file} has no column “name”. Its first row reads: {shown or '(nothing)'}. Give the columns headings: "
            "name, and if you like email, hours, skills, interests, not."
        )
    fields, notices = _fields(rows[header])
    people = []
    for number, row in enumerate(rows[header + 1 :], header + 2):
        cells: dict[str, str] = defaultdict(str)
        for field_, cell in zip(fields, row, strict=False):
            if field_ and not cells[field_]:
                cells[field_] = _text(cell)
        if any(_text(cell) for cell in row):
            people.append(Person(number, dict(cells), number in sheet.hidden))
    return Found(tuple(people), tuple(notices))


def _fields(headings: Sequence[str]) -> tuple[list[str], list[str]]:
    """The field of each column, empty for one that is not used, and what should be said about the headings."""
    exact = [_called(cell) for cell in headings]
    fields, guessed, unused = [], [], []
    for cell, known in zip(headings, exact, strict=True):
        field_ = known
        if not known and (guess := _guessed(cell)) and guess not in exact and guess not in fields:
            field_ = guess
            guessed.append(f"“{_text(cell)}” as {guess}")
        if field_ in fields:
            field_ = ""
        if not field_ and cell.strip():
            unused.append(_text(cell))
        fields.append(field_)
    notices = [f"Columns are read so: {', '.join(guessed)}."] if guessed else []
    return fields, [*notices, f"Columns that are not used: {', '.join(unused)}."] if unused else notices


def _rows(file: Path) -> _Rows:
    try:
        size = file.stat().st_size
        data = file.read_bytes() if size <= LARGEST_FILE else b""
    except OSError as error:
        raise VolunteersError(
            f"The volunteers' table {file} cannot be read: {error.strerror}. Check the name and the folder."
        ) from error
    if size > LARGEST_FILE:
        raise VolunteersError(
            f"{file} is larger than {LARGEST_FILE // 1_000_000} MB. Is it really the volunteers' table?"
        )
    if not data.strip():
        raise VolunteersError(
            f"{file} is empty. It needs a row of headings (at least “name”) and a row for each person."
        )
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or data.lstrip()[:1] == b"<":
        return _workbook_rows(file)
    if data.startswith(b"%PDF-") or (b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise VolunteersError(f"{file} is no table. Save the volunteers as an Excel workbook (.xlsx) or as CSV.")
    return _Rows(_text_rows(_decoded(data)))


def _workbook_rows(file: Path) -> _Rows:
    """The first sheet that has a heading `name`; else the first with anything in it."""
    from assignments.reading.files import read as read_any  # noqa: PLC0415 — readers that a CSV file need not wait for

    try:
        book = read_any(file, file.name)
    except UnreadableError as error:
        raise VolunteersError(f"{file} cannot be read. {error}") from error
    if not isinstance(book, Book):
        raise VolunteersError(f"{file} holds other files. Take the volunteers' table out of it and name that.")
    sheets = [
        _Rows(
            [[line.cells.get(n, "") for n in range(1, max(line.cells, default=0) + 1)] for line in _every_line(table)],
            frozenset(line.number for line in table.lines if line.hidden),
        )
        for table in book.tables
    ]
    with_names = (sheet for sheet in sheets if _header(sheet.rows) is not None)
    return next(with_names, next((sheet for sheet in sheets if sheet.rows), _Rows([])))


def _every_line(table: Table) -> Iterator[Line]:
    """The rows of a sheet with the blank ones between them, so that row numbers stay those of the program."""
    number = 0
    for line in table.lines:
        if line.number > number + MOST_BLANK_ROWS:
            return
        yield from (Line(blank, {}) for blank in range(number + 1, line.number))
        yield line
        number = line.number


def _decoded(data: bytes) -> str:
    """Text in the encodings that spreadsheet programs save: UTF-8 with or without mark, UTF-16, Windows."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _text_rows(text: str) -> list[list[str]]:
    """The rows of a CSV text, separated by what gives the most headings that we know, or else the most columns."""
    csv.field_size_limit(LARGEST_FILE)

    def worth(separator: str) -> tuple[int, int]:
        rows = _split(text, separator)[:HEADER_WITHIN]
        return max(map(_known, rows)), max(map(len, rows))

    return _split(text, max(";\t|,", key=worth))


def _split(text: str, separator: str) -> list[list[str]]:
    if text.lower().startswith("sep="):  # Excel's own first line
        text = text.partition("\n")[2]
        return [[], *csv.reader(io.StringIO(text, newline=""), delimiter=separator)]
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)) or [[]]


def _called(cell: str) -> str:
    """Which column a heading names; empty for one that is called otherwise."""
    heading = folded(re.sub(r"\(.*?\)", " ", cell))
    return next((name for name, names in HEADINGS.items() if heading in names), "")


def _guessed(cell: str) -> str:
    """Which column a longer heading means; empty for none."""
    words = set(re.split(r"[ /]+", folded(cell)))
    meant = next((name for name, telling in TELLING.items() if words & telling), "")
    return "" if meant == "name" and words & OF_OTHERS else meant


def _filled(row: list[str]) -> list[str]:
    return [cell for cell in row if cell.strip()]


def _known(row: list[str]) -> int:
    return len({found for cell in row if (found := _called(cell) or _guessed(cell))})


def _header(rows: list[list[str]]) -> int | None:
    """The row that holds the headings: the first that names a name as it is called most, or else in any words."""
    for name in (_called, lambda cell: _called(cell) or _guessed(cell)):
        for number, row in enumerate(rows[:HEADER_WITHIN]):
            if {"name", "first", "last"} & {name(cell) for cell in row} and (name is _called or len(_filled(row)) > 1):
                return number
    return None


def _text(cell: str) -> str:
    """A cell without control characters and spare spaces."""
    text = "".join(" " if unicodedata.category(letter).startswith("C") else letter for letter in cell)
    return " ".join(text.split())[:LONGEST_CELL]
