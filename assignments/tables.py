"""The exported tables: their columns in the contract's order, and their rows one at a time, so that millions fit."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from assignments import ledger
from assignments.records import Answer, Decision, Redirect, Row
from assignments.settings import read as read_look
from audit.columns import OF_PAGES, kept
from audit.readability import readability
from audit.rule import Finding, Severity
from audit.visits import Visits
from crawler.errors import AuditError
from crawler.fragments import missing, no_such_place
from crawler.linkstate import LinkState, judge, judge_all
from crawler.page import Content, Kind, Link, Page
from crawler.urls import section
from crawler.workspace import Crawl, Degree, Scope, Workspace

Cell = str | int | float | bool | None
"""None where nothing is known."""
Cells = tuple[Cell, ...]
OK = 200
GRAVE = {severity: place for place, severity in enumerate(Severity)}
"""Sorts the gravest first."""


class NothingCrawledError(AuditError):
    """The workspace has no inventory yet."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table that other programs read."""

    columns: tuple[str, ...]
    rows: Callable[[Workspace], Iterator[Cells]]
    """The rows of a workspace, in an order that is the same each time."""


def shape(workspace: Workspace, name: str) -> Table:
    """One of TABLES as this workspace has it: the lead's own columns stand after those of every audit."""
    table = TABLES[name]
    own: tuple[str, ...] = ()
    if table is PAGES:
        own = tuple(kept(workspace)[0])
    elif table is ANSWERS:
        own = tuple(f"{one} (asked)" if one.casefold() in table.columns else one for one in _asked(workspace))
    return replace(table, columns=(*table.columns, *own))


def latest(workspace: Workspace) -> Crawl:
    """The crawl that exports and reports speak of. Raises NothingCrawledError without one."""
    crawl = workspace.inventory.current()
    if not crawl:
        raise NothingCrawledError(
            f"Nothing has been crawled into {workspace.folder.resolve()} yet. Start with: audit crawl https://your.site/"
        )
    return crawl


def findings(workspace: Workspace) -> Iterator[Finding]:
    """Every finding by page; on one page the gravest first."""
    for _, page in groupby(workspace.records(Finding, order=("page_url",)), key=attrgetter("page_url")):
        yield from sorted(page, key=lambda f: (GRAVE[f.severity], f.rule, f.evidence))


def judge_of(workspace: Workspace, crawl: int) -> Callable[[Link], tuple[LinkState, int | None, str]]:
    """What tells state, status and error of any link of a crawl; it remembers every address, and no link."""
    inventory = workspace.inventory
    judged = judge_all(inventory.pages(crawl), inventory.pages(crawl, Scope.OUTSIDE))
    nowhere = missing(workspace, crawl)
    unknown = judge(None)

    def judge_link(link: Link) -> tuple[LinkState, int | None, str]:
        state, status, error = judged.get(link.url, unknown)
        if state is LinkState.OK and (link.url, link.fragment) in nowhere:
            return LinkState.BROKEN, status, no_such_place(link.fragment)
        return state, None if state is LinkState.UNCHECKED else status, error

    return judge_link


def _pages(workspace: Workspace) -> Iterator[Cells]:
    crawl = latest(workspace).id
    degrees = workspace.lookup.degrees(crawl)
    found = workspace.count(Finding, "page_url")
    views = {visits.page_url: visits.views for visits in workspace.records(Visits)}
    facts = attrgetter(*OF_PAGES[:13])
    own, said = kept(workspace)
    for page, text in _with_text(workspace, crawl):
        degree = degrees.get(page.url, Degree())
        ease = readability(text, page.language) if text else None
        nobody = 0 if views and page.status == OK and page.kind in (Kind.PAGE, Kind.DOCUMENT) else None
        yield (
            *facts(page), degree.links_in, degree.links_out, page.published, page.modified, page.dated_by,
            ease.reading_ease if ease else None, section(page.url), page.author, views.get(page.url, nobody),
            page.found_by, page.fetched_at, found.get(page.url, 0), *map(said.get(page.url, {}).get, own),
        )  # fmt: skip


def _with_text(workspace: Workspace, crawl: int) -> Iterator[tuple[Page, str]]:
    """Every page with its main text, one at a time: both come in the order of URLs, and some pages have no text."""
    contents = workspace.bulk.contents(crawl)
    url, content = next(contents, ("", Content()))
    for page in workspace.inventory.pages(crawl):
        if page.url == url:
            yield page, content.text
            url, content = next(contents, ("", Content()))
        else:
            yield page, ""


def _links(workspace: Workspace) -> Iterator[Cells]:
    crawl = latest(workspace).id
    judge = judge_of(workspace, crawl)
    for page_url, link in workspace.inventory.links(crawl):
        state, status, error = judge(link)
        yield page_url, link.url, link.fragment, link.text, link.kind, link.place, state, status, error


def _findings(workspace: Workspace) -> Iterator[Cells]:
    return map(attrgetter(*FINDINGS.columns), findings(workspace))


def _rows(workspace: Workspace) -> Iterator[Cells]:
    return map(attrgetter(*ROWS.columns), workspace.records(Row))


def _answers(workspace: Workspace) -> Iterator[Cells]:
    facts, asked = attrgetter(*ANSWERS.columns), _asked(workspace)
    for answer in ledger.lines(workspace):
        yield *facts(answer), *map(dict(answer.own).get, asked)


def _asked(workspace: Workspace) -> tuple[str, ...]:
    """Headings of the lead's own columns in worksheets: those of today, then those that were answered before."""
    today = (question.heading for question in read_look(workspace.settings_file).questions)
    answered = (heading for answer in workspace.records(Answer) for heading, _ in answer.own)
    return tuple(dict.fromkeys((*today, *answered)))


def _decisions(workspace: Workspace) -> Iterator[Cells]:
    return map(attrgetter(*DECISIONS.columns), workspace.records(Decision, order=("page_url",)))


def _redirects(workspace: Workspace) -> Iterator[Cells]:
    lines = workspace.records(Redirect, order=("from_url",))
    return map(attrgetter("from_url", "to_url", "status", "problem"), lines)


PAGES = Table(OF_PAGES, _pages)
LINKS = Table(("page_url", "url", "fragment", "text", "kind", "place", "state", "status", "error"), _links)
FINDINGS = Table(
    ("page_url", "rule", "severity", "certainty", "evidence"),
    _findings,
)
ROWS = Table(("reference", "round", "volunteer", "page_url", "minutes", "because"), _rows)
ANSWERS = Table(
    (
        "reference", "round", "volunteer", "page_url", "decision", "reason", "target", "note", "file", "sheet", "row",
        "state", "message", "read_at",
    ),
    _answers,
)  # fmt: skip
DECISIONS = Table(("page_url", "decision", "target", "reason", "note", "decided_by", "state", "verdict"), _decisions)
REDIRECTS = Table(("from", "to", "status", "problem"), _redirects)
TABLES = {
    "pages": PAGES, "links": LINKS, "findings": FINDINGS, "rows": ROWS, "answers": ANSWERS, "decisions": DECISIONS,
    "redirects": REDIRECTS,
}  # fmt: skip
SUGGESTIONS = ("page_url", "decision", "because", "target")
VERIFIED = ("page_url", "decision", "target", "outcome", "what was seen", "still linked from")
"""Headings of two sheets that only `audit.xlsx` has."""
FOR_READING = (ANSWERS.columns, DECISIONS.columns, SUGGESTIONS, VERIFIED)
"""Headings of what is written to be read, and could be taken for lists of answers if it came back."""
