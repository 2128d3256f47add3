"""A small town's website and three people who help with it, for tests of dealing pages out."""

import datetime

import openpyxl
import pytest

from assignments.assign import AssignOptions, assign
from assignments.records import Answer, Batch, Row, State
from audit.rule import Certainty, Finding, Severity
from crawler.page import Content, Extract, Kind, Link, Page
from crawler.workspace import Workspace

NOW = datetime.datetime(2026, 11, 23, 10, tzinfo=datetime.UTC)
SITE = "https://town.example/"
PEOPLE = """name,email,hours,skills,interests,not
Ann Lee,ann@x.example,2,,pensions,
Bo Shah,bo@x.example,1,,libraries,
Cy Roe,,1,,,library
"""


def page(path, title, **facts):
    known = {"status": 200, "words": 400, "text_hash": path} | facts
    links = known.pop("links", ())
    page = Page(url=SITE + path, title=title, **known)
    return Extract(page=page, content=Content(), links=links)


def site():
    yield page("", "Welcome")
    for n in range(20):
        yield page(f"pensions/{n:02}", f"Your pension, part {n}")
        yield page(f"library/{n:02}", f"Books and opening hours {n}")
        yield page(f"planning/{n:02}", f"Planning notice {n}")
    yield page("planning/twin", "Planning notice 3 again", text_hash="planning/03")
    links = (Link(url=SITE + "library/plan.pdf", text="The plan"),)
    yield page("planning/long", "The plan", links=links)
    yield page("library/plan.pdf", "The plan as PDF", kind=Kind.DOCUMENT)
    yield page("old", "", status=301, redirects_to=SITE)
    yield page("gone", "", status=404)
    yield page("logo.png", "", kind=Kind.IMAGE)


@pytest.fixture
def workspace(tmp_path):
    with Workspace(tmp_path / "audit", create=True) as opened:
        crawl = opened.inventory.begin([SITE], {}, "2026-11-01T10:00:00+00:00")
        opened.inventory.record(crawl.id, site())
        opened.inventory.end(crawl.id, "finished", "", "2026-11-01T11:00:00+00:00")
        opened.append(Finding, [finding("planning/05"), finding("planning/06", Severity.CRITICAL)])
        yield opened


def finding(path, severity=Severity.LOW, evidence="“will open in 2019”"):
    return Finding(
        page_url=SITE + path, rule="thin-page", severity=severity, certainty=Certainty.SURE, evidence=evidence
    )


def people_file(workspace, text=PEOPLE):
    file = workspace.folder / "people.csv"
    file.write_text(text, encoding="utf-8")
    return file


def deal_out(workspace, text=PEOPLE, **options):
    """Deal pages; the options are those of AssignOptions."""
    return assign(workspace, people_file(workspace, text), AssignOptions(**options), NOW)


def rows_of(workspace, **where):
    return list(workspace.records(Row, **where))


def answer(row, decision="keep", **more):
    known = {
        "reference": row.reference, "round": row.round, "volunteer": row.volunteer, "page_url": row.page_url,
        "decision": decision, "reason": "", "target": "", "note": "", "minutes": None, "wrong_finding": "",
        "file": "a.xlsx", "file_hash": "0", "sheet": "Pages", "row": 4, "state": State.ACCEPTED, "message": "",
        "read_at": "2026-12-01T10:00:00+00:00", "typed": "{}",
    }  # fmt: skip
    return Answer(**known | more)


def filled(workspace, volunteer, count, decision="keep"):
    """A copy of somebody's newest workbook with the first rows answered."""
    batch = [batch for batch in workspace.records(Batch) if batch.volunteer == volunteer][-1]
    book = openpyxl.load_workbook(workspace.folder / batch.file)
    sheet = book.worksheets[1]
    column = next(cell.column for cell in sheet[3] if cell.value == "Decision")
    for row in range(4, 4 + count):
        sheet.cell(row, column).value = decision
    file = workspace.folder / f"back from {volunteer}.xlsx"
    book.save(file)
    return file
