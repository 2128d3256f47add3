"""Reads the volunteers' table as people make it: any separator, title rows above, hours written in every way."""

import csv
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

from assignments.hours import NOTHING, hours_in
from assignments.reading.book import Book, Line, Table, UnreadableError
from assignments.records import Volunteer
from crawler.errors import AuditError

LARGEST_FILE = 10_000_000
"""Bytes; a table of people is a few kilobytes."""
HEADER_WITHIN = 30
"""The headings are looked for in so many rows: titles and notes may stand above them."""
MOST_HOURS = 200.0
"""More hours than that in one round are a slip of the keyboard."""
MOST_PROBLEMS = 10
MOST_BLANK_ROWS = 1_000
LONGEST_CELL = 1_000
HEADINGS = {
    "name": ("name", "full name", "volunteer", "who", "colleague", "nom", "enw"),
    "first": ("first name", "forename", "given name", "firstname"),
    "last": ("last name", "surname", "family name", "lastname"),
    "email": ("email", "e-mail", "mail", "email address", "e-mail address", "mail address", "courriel"),
    "hours": ("hours", "hour", "time", "hours offered", "hours available", "available hours", "time offered", "heures"),
    "skills": ("skills", "skill", "good at", "can do", "competences"),
    "interests": ("interests", "interest", "interested in", "topics", "subjects"),
    "not": ("not", "not sections", "must not", "not these", "exclude", "except"),
}


class VolunteersError(AuditError):
    """The volunteers' table cannot be used; the message names the rows and the remedy."""


@dataclass(frozen=True, slots=True)
class Offers:
    """Who offered help, in the order of the table, and what should be said about the table."""

    volunteers: tuple[Volunteer, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """One person's row; `number` as a spreadsheet program counts."""

    number: int
    cells: dict[str, str]


def read(file: Path) -> Offers:
    """Read a CSV file or a workbook (.xlsx, .ods, .xls).

    Raises VolunteersError when there is no such file, no heading `name`, nobody in it, or rows that cannot be used:
    a missing name, a doubled name, an impossible number. All such rows are named at once.
    """
    rows = _rows(file)
    lines, unknown = _lines(file, rows)
    problems: list[str] = []
    notices = [f"Columns that are not used: {', '.join(unknown)}."] if unknown else []
    people = [person for line in lines if (person := _person(line, problems, notices))]
    _refuse_doubles(people, problems)
    if problems:
        more = len(problems) - MOST_PROBLEMS
        tail = [f"… and {more} more."] if more > 0 else []
        raise VolunteersError("\n".join([f"{file} cannot be used yet:", *problems[:MOST_PROBLEMS], *tail]))
    if not people:
        raise VolunteersError(f"{file} names nobody. Put one person in each row under the heading “name”.")
    given = [hours for _, _, hours in people if hours is not None]
    usual = (mean(hours for hours in given if hours > 0) if any(given) else 0.0) if given else 1.0
    volunteers = [replace(person, hours=usual if hours is None else hours) for _, person, hours in people]
    if not any(person.hours for person in volunteers):
        raise VolunteersError(f"{file}: nobody has any hours. Give at least one person more than 0 under “hours”.")
    return Offers(tuple(_told_apart(volunteers)), tuple(notices))


def _rows(file: Path) -> list[list[str]]:
    """The cells of the file, as they are typed or stored."""
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
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _workbook_rows(file)
    if data.startswith(b"%PDF-") or (b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise VolunteersError(f"{file} is no table. Save the volunteers as an Excel workbook (.xlsx) or as CSV.")
    return list(_text_rows(_decoded(data)))


def _workbook_rows(file: Path) -> list[list[str]]:
    """The first sheet that has a heading `name`; else the first with anything in it."""
    from assignments.reading.files import read as read_any  # noqa: PLC0415 — readers that a CSV file need not wait for

    try:
        book = read_any(file, file.name)
    except UnreadableError as error:
        raise VolunteersError(f"{file} cannot be read. {error}") from error
    if not isinstance(book, Book):
        raise VolunteersError(f"{file} holds other files. Take the volunteers' table out of it and name that.")
    tables = [[line.cells for line in _every_line(table)] for table in book.tables]
    sheets = [[[cells.get(n, "") for n in range(1, max(cells, default=0) + 1)] for cells in rows] for rows in tables]
    return next((rows for rows in sheets if _header(rows) is not None), next(filter(None, sheets), []))


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


def _text_rows(text: str) -> Iterator[list[str]]:
    """The rows of a CSV text, separated by what gives the most headings that we know, or else the most columns."""
    csv.field_size_limit(LARGEST_FILE)

    def worth(separator: str) -> tuple[int, int]:
        rows = _split(text, separator)[:HEADER_WITHIN]
        return max(map(_known, rows)), max(map(len, rows))

    return iter(_split(text, max(";\t|,", key=worth)))


def _split(text: str, separator: str) -> list[list[str]]:
    if text.lower().startswith("sep="):  # Excel's own first line
        text = text.partition("\n")[2]
        return [[], *csv.reader(io.StringIO(text, newline=""), delimiter=separator)]
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)) or [[]]


def _folded(cell: str) -> str:
    """A heading without case, marks and spare spaces: ` E-Mail* ` is `e-mail`."""
    text = unicodedata.normalize("NFKC", cell).casefold().replace("_", " ")
    return " ".join(re.sub(r"[^\w\s-]", " ", re.sub(r"\(.*?\)", " ", text)).split())


def _field(cell: str) -> str:
    """Which column a heading names; empty for one that we do not know."""
    folded = _folded(cell)
    return next((field for field, names in HEADINGS.items() if folded in names), "")


def _known(row: list[str]) -> int:
    return len({field for cell in row if (field := _field(cell))})


def _header(rows: list[list[str]]) -> int | None:
    """The row that holds the headings: the first that names a name."""
    for number, row in enumerate(rows[:HEADER_WITHIN]):
        fields = {_field(cell) for cell in row}
        if "name" in fields or {"first", "last"} <= fields:
            return number
    return None


def _lines(file: Path, rows: list[list[str]]) -> tuple[list[_Line], list[str]]:
    """The people's rows by field, and the headings that are not used; rows without any text are passed over."""
    header = _header(rows)
    if header is None:
        seen = next((row for row in rows if any(cell.strip() for cell in row)), [])
        shown = ", ".join(cell.strip() for cell in seen[:8] if cell.strip())
        raise VolunteersError(
            f"{file} has no column “name”. Its first row reads: {shown or '(nothing)'}. Give the columns headings: "
            "name, and if you like email, hours, skills, interests, not."
        )
    fields = [_field(cell) for cell in rows[header]]
    unknown = [
        " ".join(cell.split()) for cell, field in zip(rows[header], fields, strict=True) if not field and cell.strip()
    ]
    lines = []
    for number, row in enumerate(rows[header + 1 :], header + 2):
        cells: dict[str, str] = defaultdict(str)
        for field, cell in zip(fields, row, strict=False):
            if field and not cells[field]:
                cells[field] = _text(cell)
        if any(_text(cell) for cell in row):
            lines.append(_Line(number, dict(cells)))
    return lines, unknown


def _text(cell: str) -> str:
    """A cell without control characters and spare spaces."""
    text = "".join(" " if unicodedata.category(letter).startswith("C") else letter for letter in cell)
    return " ".join(text.split())[:LONGEST_CELL]


def _person(line: _Line, problems: list[str], notices: list[str]) -> tuple[int, Volunteer, float | None] | None:
    """One person with row number and hours (None: not said); a row that cannot be used becomes a problem."""
    cells = line.cells
    name = cells.get("name") or " ".join(filter(None, (cells.get("first", ""), cells.get("last", ""))))
    if not name:
        problems.append(f"Row {line.number}: the name is missing. Fill it in, or empty the whole row.")
        return None
    email = cells.get("email", "").removeprefix("mailto:")
    if email.casefold() in NOTHING:
        email = ""
    if email and not re.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;]+", email):
        notices.append(f"Row {line.number}: “{email}” is no e-mail address; {name}'s mail will have none.")
        email = ""
    hours = hours_in(cells.get("hours", ""))
    if hours is not None and not 0 <= hours <= MOST_HOURS:
        problems.append(
            f"Row {line.number}: {name} has “{cells['hours']}” hours, which cannot be. Write a number from 0 to "
            f"{MOST_HOURS:g}, such as 2 or 1.5, or leave it empty."
        )
    person = Volunteer(
        name=name[:80],
        email=email,
        skills=_listed(cells.get("skills", "")),
        interests=_listed(cells.get("interests", "")),
        not_sections=_listed(cells.get("not", "")),
    )
    return line.number, person, hours


def _listed(text: str) -> tuple[str, ...]:
    """The phrases of a cell, separated by `;` (or by commas where there is none), each once."""
    parts = re.split(r"[;\n|]" if ";" in text else r"[,\n|]", text)
    return tuple(dict.fromkeys(part for part in (part.strip(" .") for part in parts) if part.casefold() not in NOTHING))


def _refuse_doubles(people: list[tuple[int, Volunteer, float | None]], problems: list[str]) -> None:
    """One person twice is a problem; two people of one name have different e-mail addresses."""
    seen: dict[tuple[str, str], int] = {}
    namesakes: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, person, _ in people:
        name, email = person.name.casefold(), person.email.casefold()
        earlier = seen.setdefault((name, email), number)
        if earlier != number:
            problems.append(
                f"Row {number}: {person.name} stands in row {earlier} already. Take one out; if they are two people, "
                "give each their own e-mail address."
            )
        namesakes[name].append((number, email))
    for number, person, _ in people:
        others = namesakes[person.name.casefold()]
        if not person.email and any(email for _, email in others):
            problems.append(
                f"Row {number}: there is another {person.name} in row {min(n for n, email in others if email)}. If "
                "they are two people, give each an e-mail address; if not, take one out."
            )


def _told_apart(volunteers: list[Volunteer]) -> Iterator[Volunteer]:
    """People of one name get their e-mail address behind it."""
    names = [person.name.casefold() for person in volunteers]
    for person in volunteers:
        twice = names.count(person.name.casefold()) > 1
        yield replace(person, name=f"{person.name} ({person.email})") if twice else person
