"""Gathers all that the report says, as plain values: the page and the workbook only lay it out."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assignments import ledger
from assignments.agreement import Agreement
from assignments.records import Conflict, Decision, Idea, Redirect, Round, Row, Unread
from assignments.report.found import RuleLine, WorstPage, begin_with, rule_lines
from assignments.report.site import (
    OK,
    AgeBar,
    Outcome,
    SectionLine,
    SitePage,
    ages,
    outcomes,
    outside,
    readable,
    sections,
)
from assignments.report.work import Papers, Work, work
from assignments.rulewords import rule_words
from assignments.settings import read as read_look
from assignments.tables import GRAVE, findings, latest
from assignments.tally import tally
from assignments.verdict import Verdict
from audit.check import RuleFailure
from audit.noise import Remark
from audit.rule import FalseAlarms
from audit.suggest import Suggestion
from crawler.page import Kind, Page
from crawler.urls import host_of
from crawler.workspace import Crawl, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The state of an audit at one moment."""

    site: str
    """The host of the first start page."""
    made: datetime.datetime
    crawl: Crawl
    pages: int
    documents: int
    addresses: int
    """All that the crawl came to know of the site."""
    found: int
    """Pages and documents about which something was noticed."""
    findings: int
    rules: tuple[RuleLine, ...]
    begin: tuple[WorstPage, ...]
    bars: tuple[AgeBar, ...]
    undated: int
    old: int
    """Pages and documents that were changed last three years ago or earlier."""
    unshared: int
    """Pages and documents that can be read and that nobody was asked about."""
    sections: tuple[SectionLine, ...]
    outcomes: tuple[Outcome, ...]
    outside: tuple[tuple[str, int], ...]
    """(state, addresses) of other sites."""
    rounds: tuple[Round, ...]
    work: Work
    remarks: tuple[tuple[Remark, str], ...]
    """What is true of most of the site, each with what its rule is called."""
    failures: tuple[RuleFailure, ...]
    agreement: Agreement
    alarms: dict[str, FalseAlarms]
    """What people say of rules that they found wrong at least once, by the rule."""
    suggested: tuple[tuple[str, int], ...]
    """(decision, pages) that the signals speak for, most pages first."""
    titles: dict[str, str]
    """Titles of the site's addresses."""


def overview(workspace: Workspace, now: datetime.datetime) -> Overview:
    """Gather what is known of an audit. Raises NothingCrawledError when there is no inventory."""
    crawl = latest(workspace)
    pages = list(workspace.inventory.pages(crawl.id))
    seen = list(findings(workspace))
    titles = labels(pages) | _as_they_were(workspace, pages)
    live = readable(pages)
    done = work(
        Papers(
            rows=workspace.records(Row),
            answers=ledger.lines(workspace),
            decisions=workspace.records(Decision),
            conflicts=tuple(workspace.records(Conflict)),
            redirects=tuple(workspace.records(Redirect, order=("from_url",))),
            unread=tuple(workspace.records(Unread)),
            ideas=tuple(workspace.records(Idea)),
            verdicts=tuple(workspace.records(Verdict)),
        ),
        titles,
    )
    urls = {page.url for page in live}
    flagged = {finding.page_url for finding in seen}
    links_in = {url: degree.links_in for url, degree in workspace.lookup.degrees(crawl.id).items()}
    remarks = sorted(workspace.records(Remark), key=lambda remark: (GRAVE[remark.severity], -remark.pages, remark.rule))
    words = rule_words(workspace.folder, {one.rule for one in seen} | {one.rule for one in remarks})
    counted = tally(workspace, {rule: one.title for rule, one in words.items()})
    lines = rule_lines(seen, titles, links_in, words)
    bars, undated = ages(live, now.date())
    parts = sections(live, now.date(), found=flagged, shared=set(done.shared), decided=set(done.decided))
    return Overview(
        site=read_look(workspace.settings_file).site or (host_of(crawl.starts[0]) if crawl.starts else ""),
        made=now,
        crawl=crawl,
        pages=_of(live, Kind.PAGE),
        documents=_of(live, Kind.DOCUMENT),
        addresses=len(pages),
        found=len(flagged & urls),
        findings=len(seen),
        rules=lines,
        begin=begin_with([one for one in seen if one.page_url in urls], titles, links_in, lines),
        bars=bars,
        undated=undated,
        old=sum(bar.pages for bar in bars if bar.old),
        unshared=len(urls - done.shared),
        sections=parts,
        outcomes=outcomes(pages),
        outside=outside(workspace, crawl.id),
        rounds=tuple(workspace.records(Round)),
        work=done,
        remarks=tuple((remark, words[remark.rule].title) for remark in remarks),
        failures=tuple(workspace.records(RuleFailure)),
        agreement=counted.agreement,
        alarms={one.rule: one for one in counted.alarms if one.wrong},
        suggested=tuple(Counter(one.decision for one in workspace.records(Suggestion)).most_common()),
        titles=titles,
    )


def labels(pages: Iterable[Page]) -> dict[str, str]:
    """What each page is called that answers: its title, or its main heading where several pages share the title."""
    known = [page for page in pages if page.status == OK]
    times = Counter(page.title for page in known)
    return {
        page.url: page.heading if page.heading and times[page.title] > 1 else page.title or page.heading
        for page in known
    }


def _as_they_were(workspace: Workspace, pages: Iterable[Page]) -> dict[str, str]:
    """What pages were called that somebody was asked about and that do not answer any more."""
    there = {page.url for page in pages if page.status == OK}
    gone = {row.page_url for row in workspace.records(Row)} - there
    found: dict[str, str] = {}
    for crawl in workspace.inventory.crawls() if gone else ():
        found |= labels(page for _, (_, page) in workspace.lookup.pages(crawl.id, gone))
    return found


def _of(pages: tuple[SitePage, ...], kind: Kind) -> int:
    return sum(page.kind is kind for page in pages)
