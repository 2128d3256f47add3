"""An audit whose pages were shared out in real workbooks, and hands that fill them in as volunteers do."""

import atexit
import datetime
import functools
import shutil
import tempfile
from pathlib import Path

import openpyxl

from assignments import identity, settings
from assignments.records import Answer, Batch, Decision, Round, Row
from assignments.workbook import Book, Entry, write
from crawler.page import Extract, Page
from crawler.workspace import Workspace

NOW = datetime.datetime(2026, 6, 1, 9, 30, tzinfo=datetime.UTC)
MADE = datetime.datetime(2026, 5, 1, 9, 0, tzinfo=datetime.UTC)
SITE = "https://www.town.example/"
PEOPLE = ("Maria Lopez", "Jon Hughes")
SUBJECTS = (
    "Parking",
    "Library",
    "Allotments",
    "Waste",
    "Licensing",
    "Markets",
    "Museums",
    "Schools",
    "Benches",
    "Trees",
)


def url_of(n: int) -> str:
    """The address of the n-th page of the site."""
    return f"{SITE}{SUBJECTS[n % 10].lower()}/page-{n}"


def title_of(n: int) -> str:
    """Titles are not in the order of the pages, so that a sheet sorted by them is another sheet."""
    return f"{SUBJECTS[(n * 7) % 10]} and {SUBJECTS[(n * 3 + 1) % 10].lower()}, part {n}"


def shared_out(
    folder: Path, *, people=PEOPLE, each: int = 20, toml: str = "", overlap: int = 0, round_name: str = "1"
) -> Workspace:
    """A workspace with a crawl and a workbook for each person, `each` pages in it; `overlap` pages go to all."""
    workspace = Workspace(folder, create=True)
    if toml:
        workspace.settings_file.write_text(toml, encoding="utf-8")
    crawl = workspace.inventory.begin([SITE], {}, "2026-05-01T08:00:00+00:00")
    pages = [
        Page(url=url_of(n), status=200, title=title_of(n), words=100, text_hash=f"t{n}")
        for n in range(each * len(people) + 50)
    ]
    gone = Page(url=f"{SITE}lost", status=404, title="Not found")
    moved = Page(url=f"{SITE}moved", status=301, redirects_to=url_of(1))
    workspace.inventory.record(
        crawl.id, [Extract(page=page) for page in [*pages, gone, moved, Page(url=SITE, status=200, title="Town")]]
    )
    workspace.inventory.end(crawl.id, "finished", "", "2026-05-01T08:10:00+00:00")
    deal(workspace, people, each, overlap, round_name=round_name)
    return workspace


@functools.cache
def _template(overlap: int) -> Path:
    folder = Path(tempfile.mkdtemp()) / "audit"
    atexit.register(shutil.rmtree, folder.parent, ignore_errors=True)
    shared_out(folder, overlap=overlap).close()
    return folder


def ready(folder: Path, overlap: int = 0, toml: str = "") -> Workspace:
    """As `shared_out` with two people and twenty pages each; made once and copied."""
    shutil.copytree(_template(overlap), folder)
    workspace = Workspace(folder)
    workspace.settings_file.write_text(toml, encoding="utf-8")
    return workspace


def deal(workspace: Workspace, people, each: int, overlap: int = 0, *, round_name: str = "1", at=MADE) -> None:
    """Share pages out as one round, in the order of the pages."""
    audit = identity.of_audit(workspace.inventory.crawls()[0])
    pages = {page.url: page for page in workspace.inventory.pages(1)}
    workspace.append(Round, [Round(name=round_name, crawl=1, started_at=at.isoformat())])
    number = identity.first_number(audit) + len(list(workspace.records(Row)))
    look = settings.read(workspace.settings_file)
    folder = workspace.worksheets / round_name
    folder.mkdir(parents=True, exist_ok=True)
    for person, name in enumerate(people):
        part = f"B{person + 1:02}"
        chosen = [*range(overlap), *range(overlap + person * each, overlap + (person + 1) * each - overlap)]
        rows = [
            Row(
                reference=identity.make(number + n), round=round_name, part=part, volunteer=name, page_url=url_of(page),
                minutes=3, because="Your share",
            )
            for n, page in enumerate(chosen)
        ]  # fmt: skip
        number += len(rows)
        file = folder / f"{name.split()[0].lower()}.xlsx"
        entries = tuple(
            Entry(row=row, page=pages[row.page_url], title=pages[row.page_url].title, noticed=("2 links lead nowhere",))
            for row in rows
        )
        write(
            Book(
                audit=audit,
                site="www.town.example",
                round=round_name,
                part=part,
                volunteer=name,
                due=None,
                entries=entries,
                made=MADE,
            ),
            look,
            file,
        )
        workspace.append(Row, rows)
        workspace.append(
            Batch,
            [
                Batch(
                    round=round_name,
                    part=part,
                    volunteer=name,
                    email="",
                    hours=1,
                    file=str(file.relative_to(workspace.folder)),
                )
            ],
        )


def worksheet(workspace: Workspace, name: str = "maria", round_name: str = "1") -> Path:
    """The workbook that was sent to a person."""
    return workspace.worksheets / round_name / f"{name}.xlsx"


def columns(sheet, header: int = 3) -> dict[str, int]:
    """Column numbers by heading."""
    return {cell.value: cell.column for cell in sheet[header] if cell.value}


DECISION, REASON, TARGET, NOTE, MINUTES, WRONG = (
    "Decision", "Reason", "Which page instead?", "Note", "Minutes", "What did we get wrong?",
)  # fmt: skip


def answer_of(n: int) -> dict[str, str | int]:
    """The answer that a volunteer gives to the n-th row: each names its row, so that a misplaced one is seen."""
    kind = n % 5
    said: dict[str, str | int] = {
        NOTE: f"{SUBJECTS[(n * 7 + 3) % 10]} team knows, note {n}",
        REASON: f"because of {SUBJECTS[(n * 3 + 2) % 10].lower()} {n}",
        MINUTES: n + 1,
    }
    match kind:
        case 0:
            return said | {DECISION: "keep"}
        case 1:
            return said | {DECISION: "update"}
        case 2:
            return said | {DECISION: "merge", TARGET: url_of(45)}
        case 3:
            return said | {DECISION: "delete", TARGET: "gone"}
        case _:
            return said | {DECISION: "archive"}


def fill(file: Path, to: Path, rows, answers=answer_of) -> Path:
    """Type answers into the rows (counted from 0) of a workbook and save it elsewhere."""
    book = openpyxl.load_workbook(file)
    sheet = book["Pages"]
    at = columns(sheet)
    for n in rows:
        for heading, value in answers(n).items():
            sheet.cell(4 + n, at[heading]).value = value
    to.parent.mkdir(parents=True, exist_ok=True)
    book.save(to)
    return to


def ledger(workspace: Workspace) -> list[Answer]:
    """All lines of the ledger."""
    return list(workspace.records(Answer))


def decisions(workspace: Workspace) -> dict[str, Decision]:
    """What is decided, by page."""
    return {one.page_url: one for one in workspace.records(Decision)}


def says(decision: str, target: str = "", note: str = ""):
    """The same answer for every row."""
    return lambda _: {DECISION: decision, TARGET: target, NOTE: note}
