"""Writes the report: a page that everybody understands, and a workbook with everything in it."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from assignments.ours import set_aside, written
from assignments.report.book import write_book
from assignments.report.overview import overview
from assignments.report.page import html
from assignments.whole import whole
from crawler.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """Where the two parts of a report are."""

    page: Path
    workbook: Path
    kept: tuple[str, ...] = ()
    """The workbook of before under a new name, where somebody had typed into it."""


def report(workspace: Workspace, now: datetime.datetime) -> ReportFiles:
    """Write reports/report.html and reports/audit.xlsx; the same inventory and `now` give the same bytes.

    What somebody typed into the workbook of before is kept under a new name.
    Raises NothingCrawledError when there is no inventory, WritingError when a file cannot be written.
    """
    page, workbook = workspace.reports / "report.html", workspace.reports / "audit.xlsx"
    told = overview(workspace, now)
    workspace.reports.mkdir(exist_ok=True)
    with whole(page) as temporary:
        temporary.write_text(html(told), encoding="utf-8", newline="\n")
    kept = set_aside(workspace, [workbook])
    with written(workspace) as begin:
        write_book(workspace, told, begin(workbook))
    return ReportFiles(page, workbook, kept)
