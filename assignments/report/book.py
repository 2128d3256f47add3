"""Lays everything out as one workbook for people who live in Excel, a sheet a table."""

import datetime
from collections.abc import Iterator
from contextlib import suppress
from operator import itemgetter
from pathlib import Path

from assignments.records import Conflict
from assignments.report.overview import Overview
from assignments.report.page import moment
from assignments.rulewords import rule_words
from assignments.sheets import Book, book
from assignments.tables import SUGGESTIONS, TABLES, VERIFIED, Cells, findings, shape
from assignments.verdict import Verdict
from audit.rule import Finding
from audit.suggest import Suggestion
from crawler.fragments import missing, no_such_place
from crawler.linkstate import LinkState, judge_all
from crawler.workspace import Scope, Workspace

LINKS = ("url", "fragment", "state", "status", "error", "links", "on pages", "first page")
NOT_WORKING = (LinkState.BROKEN, LinkState.UNSURE, LinkState.REDIRECT)
DATES = (TABLES["pages"].columns.index("published"), TABLES["pages"].columns.index("modified"))
EXCEL_BEGINS = 1900


def write_book(workspace: Workspace, o: Overview, file: Path) -> None:
    """Write the workbook. Links are many, so there is one line for each address that does not simply work."""
    with book(file, f"Content audit of {o.site}", o.made) as sheets:
        sheets.add("Summary", ("what", "value"), summary(o))
        sheets.add("Pages", shape(workspace, "pages").columns, map(_with_dates, TABLES["pages"].rows(workspace)))
        sheets.add("Findings", ("page_url", "what", "severity", "certainty", "evidence", "rule"), _findings(workspace))
        sheets.add("Links", LINKS, _links(workspace, o.crawl.id))
        for name in ("rows", "answers", "decisions", "redirects"):
            sheets.add(name.capitalize(), shape(workspace, name).columns, TABLES[name].rows(workspace))
        suggestions = workspace.records(Suggestion, order=("page_url",))
        sheets.add(
            "Suggestions", SUGGESTIONS, ((one.page_url, one.decision, one.because, one.target) for one in suggestions)
        )
        ideas = ((one.volunteer, one.round, one.about, one.text) for one in o.work.ideas)
        sheets.add("Ideas", ("volunteer", "round", "about", "text"), ideas)
        clashes = ((", ".join(one.page_urls), one.clash, one.message) for one in workspace.records(Conflict))
        sheets.add("Clashes", ("pages", "clash", "message"), clashes)
        sheets.add("Verified", VERIFIED, _verified(workspace))
        sheets.add("Not fetched", ("url", "why"), _not_fetched(workspace, o.crawl.id))
        _notes(sheets)


def summary(o: Overview) -> Iterator[Cells]:
    """The headline numbers, as (what, value)."""
    w = o.work
    yield "Site", o.site
    yield "As of", moment(o.made)
    yield "Looked at on", moment(o.crawl.started_at)
    yield "The crawl", f"{o.crawl.state} {o.crawl.reason}".strip()
    yield "Pages that can be read", o.pages
    yield "Documents that can be read", o.documents
    yield "Pages and documents with something noticed", o.found
    yield "Things noticed", o.findings
    yield "Last changed three years ago or earlier", o.old
    yield "Without a date that could be read", o.undated
    yield "Colleagues", len(w.people)
    yield "Pages shared out", len(w.shared)
    yield "Pages decided", len(w.decided)
    yield "Pages still open", w.open
    yield "Pages in conflict", len(w.disputed)
    for word, count in w.kinds:
        yield f"Decided: {word}", count
    yield "Returned rows that could not be understood or placed", len(w.unread)
    yield "Lines of the redirect map with a problem", len(w.problems)
    for outcome, count in w.verdicts:
        yield f"Carried out, as a second crawl saw: {outcome}", count
    for one in o.outcomes:
        yield f"Addresses: {one.group}, {one.what}", one.addresses
    for state, count in o.outside:
        yield f"Addresses of other sites: {state}", count
    for remark, title in o.remarks:
        yield f"True of most of the site: {title}", remark.evidence
    for failure in o.failures:
        yield f"Rule that failed: {failure.rule}", failure.reason


def _with_dates(row: Cells) -> list[object]:
    """The row of a page with its dates as dates, which Excel groups by year."""
    cells: list[object] = [*row]
    for place in DATES:
        with suppress(ValueError):
            date = datetime.date.fromisoformat(str(row[place])[:10])
            cells[place] = date if date.year >= EXCEL_BEGINS else row[place]
    return cells


def _findings(workspace: Workspace) -> Iterator[Cells]:
    words = rule_words(workspace.folder, workspace.count(Finding, "rule"))
    for one in findings(workspace):
        yield one.page_url, words[one.rule].title, one.severity, one.certainty, one.evidence, one.rule


def _links(workspace: Workspace, crawl: int) -> Iterator[Cells]:
    """Each address that a visitor does not simply reach, with how many links lead there and the first page with one."""
    inventory = workspace.inventory
    judged = judge_all(inventory.pages(crawl), inventory.pages(crawl, Scope.OUTSIDE))
    found = sorted(workspace.lookup.sources(crawl), key=itemgetter(0))
    for url, sources in found:
        if judged[url].state in NOT_WORKING:
            yield url, "", *judged[url], sources.links, sources.pages, sources.first
    nowhere = missing(workspace, crawl)
    places = workspace.lookup.sources_of_fragments(crawl)
    lost = sorted((one for one in places if one[0] in nowhere), key=itemgetter(0))
    for (url, fragment), sources in lost:
        error = no_such_place(fragment)
        yield url, fragment, LinkState.BROKEN, judged[url].status, error, sources.links, sources.pages, sources.first


def _verified(workspace: Workspace) -> Iterator[Cells]:
    for one in workspace.records(Verdict, order=("page_url",)):
        yield one.page_url, one.decision, one.target, one.outcome, one.seen, "\n".join(one.still_linked)


def _not_fetched(workspace: Workspace, crawl: int) -> Iterator[Cells]:
    for page in workspace.inventory.pages(crawl):
        if page.error:
            yield page.url, page.error


def _notes(sheets: Book) -> None:
    """Say what a sheet could not hold as it is; nothing is left out in silence."""
    notes = [
        (f"Sheet {name}", f"has more rows than Excel can hold and goes on as “{name} 2” …") for name in sheets.long
    ]
    if sheets.cut:
        notes.append(
            ("Texts", f"{sheets.cut:,} were longer than a cell can hold and end in “…”; audit export has them whole")
        )
    if notes:
        sheets.add("Notes", ("what", "value"), notes)
