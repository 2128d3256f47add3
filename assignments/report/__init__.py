"""Writes the report: a page that everybody understands, and a workbook with everything in it."""

import datetime
from dataclasses import dataclass
from pathlib import Path

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


def report(workspace: Workspace, now: datetime.datetime) -> ReportFiles:
    """Write reports/report.html and reports/audit.xlsx; the same inventory and `now` give the same bytes.

    Raises NothingCrawledError when there is no inventory, WritingError when a file cannot be written.
    """
    files = ReportFiles(workspace.reports / "report.html", workspace.reports / "audit.xlsx")
    told = overview(workspace, now)
    workspace.reports.mkdir(exist_ok=True)
    with whole(files.page) as temporary:
        temporary.write_text(html(told), encoding="utf-8", newline="\n")
    with whole(files.workbook) as temporary:
        write_book(workspace, told, temporary)
    return files
