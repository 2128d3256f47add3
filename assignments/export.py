"""Writes one table of the audit as CSV, JSON lines or a workbook, a row at a time, the same bytes each time.

CSV is for programs: a cell holds exactly what the site or the person wrote, so a title that begins with `=` stays as
it is. Who wants to open a table in a spreadsheet program takes XLSX, where every text is a text.
"""

import csv
import datetime
import io
import shutil
import tempfile
from collections.abc import Generator, Iterable
from contextlib import closing, suppress
from pathlib import Path
from typing import BinaryIO

import msgspec

from assignments.sheets import book
from assignments.tables import TABLES, Cells, NothingCrawledError, Table, latest, shape
from assignments.whole import whole
from crawler.workspace import Workspace

NO_TIME = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
"""What a workbook says about when it was made, where no crawl gives a time: the clock would make exports differ."""


def table(workspace: Workspace, name: str) -> Generator[Cells]:
    """The rows of one of TABLES, one at a time; None where nothing is known."""
    yield from TABLES[name].rows(workspace)


def export(workspace: Workspace, name: str, form: str, file: Path) -> int:
    """Write a table to a file as csv, jsonl or xlsx, and return its number of rows.

    Raises WritingError when the file cannot be written, NothingCrawledError when there is no inventory.
    """
    with whole(file) as temporary:
        if form == "xlsx":
            return _xlsx(workspace, name, temporary)
        with temporary.open("wb") as out:
            return stream(workspace, name, form, out)


def stream(workspace: Workspace, name: str, form: str, out: BinaryIO) -> int:
    """Write a table as csv, jsonl or xlsx into an open stream, and return its number of rows."""
    if form == "xlsx":  # an archive is written to and fro, which a pipe does not bear
        with tempfile.TemporaryDirectory() as folder:
            count = _xlsx(workspace, name, made := Path(folder) / "table.xlsx")
            with made.open("rb") as file:
                shutil.copyfileobj(file, out)
        return count
    with closing(table(workspace, name)) as rows:  # a full disk ends it half-way, while the database is still open
        return WRITERS[form](shape(workspace, name), rows, out)


def _xlsx(workspace: Workspace, name: str, file: Path) -> int:
    with book(file, name, _made(workspace)) as sheets:
        return sheets.add(name, shape(workspace, name).columns, table(workspace, name))


def _csv(form: Table, rows: Iterable[Cells], out: BinaryIO) -> int:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    try:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(form.columns)
        count = 0
        for count, row in enumerate(rows, 1):  # noqa: B007 — the last number is the count
            writer.writerow(row)
        return count
    finally:
        text.detach()  # flushes; the stream is not ours to close


def _jsonl(form: Table, rows: Iterable[Cells], out: BinaryIO) -> int:
    encode = msgspec.json.Encoder().encode
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007 — the last number is the count
        out.write(encode(dict(zip(form.columns, row, strict=True))) + b"\n")
    return count


def form_of(file: Path | None) -> str:
    """The form that a file's name asks for; csv when it asks for none."""
    ending = file.suffix.lower().removeprefix(".") if file else ""
    return ending if ending in FORMS else "csv"


WRITERS = {"csv": _csv, "jsonl": _jsonl}
FORMS = (*WRITERS, "xlsx")


def _made(workspace: Workspace) -> datetime.datetime:
    """The time of the inventory, so that two exports of it are equal to the byte."""
    with suppress(NothingCrawledError, ValueError):
        return datetime.datetime.fromisoformat(latest(workspace).started_at)
    return NO_TIME
