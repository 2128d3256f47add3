"""Proves that decisions were carried out: fetches again what was decided on, and judges by what is there now."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from assignments.decisions import ARCHIVE, GONE, KEEP, REWRITE, UPDATE
from assignments.firm import GOES
from assignments.records import Agreement, Decision, Round, Row
from assignments.verdict import OK, Case, Seen, Verdict, judge
from audit.known import Known
from crawler.commands import command
from crawler.crawl import CrawlSummary, crawl
from crawler.errors import AuditError
from crawler.options import CrawlOptions
from crawler.page import Kind, Page, Place
from crawler.progress import Progress
from crawler.workspace import Crawl, Workspace

VISIT = "verification"
"""The folder within the workspace that holds what second crawls found; the inventory itself stays as it is."""
CHANGED = frozenset({UPDATE, REWRITE, ARCHIVE})
"""Decisions whose outcome may stand anywhere on the page, also in a banner."""
CONTROLS = 20
"""Pages that nobody was to touch, and that show what the template has changed meanwhile."""
STALE = datetime.timedelta(days=1)
"""A verification that was stopped goes on within this time; later, what it saw may no longer be so."""
LOOKED_AT = 25
"""Pages that linked to a removed page and are looked at again; those that link in their text come first."""


class VerifyError(AuditError):
    """There is nothing that could be verified; the message says what to do first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What came of a verification."""

    verdicts: tuple[Verdict, ...]
    """One for each firm decision, in the order of addresses."""
    undecided: int
    """Pages that somebody was asked about and that have no firm decision: nothing could be verified there."""
    cut_short: str
    """Why not everything was asked; empty when it was."""


def verify(
    workspace: Workspace,
    now: Callable[[], datetime.datetime],
    watch: Callable[[Progress], None],
    asked: CrawlOptions,
) -> Verified:
    """Fetch again what was decided on, and the pages that linked to what was to go; keep a verdict on each decision.

    Of `asked`, delay, headers and user agent count. One that was stopped within a day goes on. Raises VerifyError when
    nothing is decided yet, CrawlError when the site cannot be reached. One verification a process, because a crawl can
    only be started once.
    """
    decisions = sorted(workspace.records(Decision), key=lambda one: one.page_url)
    firm = [one for one in decisions if one.state is Agreement.AGREED]
    if not firm:
        raise VerifyError(
            f"Nothing is decided yet in {workspace.folder.resolve()}, so there is nothing to verify. "
            f"Merge what your colleagues sent back first: {command('audit merge FOLDER', workspace.folder)}"
        )
    past = Past(workspace)
    linkers = {one.page_url: past.linkers(one.page_url) for one in firm if one.decision in GOES}
    addresses = [*_addresses(firm), *(url for urls in linkers.values() for url in urls)]
    with Workspace(workspace.folder / VISIT, create=True, settings=workspace.settings_file) as visit:
        first, look = past.first, replace(asked, listed=tuple(dict.fromkeys(addresses)))
        summary = _visit(visit, first, look, now, watch)
        compared = Comparison(past, Present(visit, summary.crawl, now().date()), _stay_as_they_are(firm, past.first))
        at = now().isoformat(timespec="seconds")
        verdicts = tuple(compared.verdict(one, linkers.get(one.page_url, ()), at) for one in firm)
    _keep(workspace, verdicts)
    return Verified(
        verdicts=verdicts,
        undecided=len(decisions) - len(firm),
        cut_short=summary.crawl.reason if summary.needs_a_person else "",
    )


def _stay_as_they_are(firm: Iterable[Decision], first: Crawl) -> Iterator[str]:
    """Pages that nobody was to touch: what differs on them is the work of the template."""
    kept = [one.page_url for one in firm if one.decision == KEEP]
    changed = {one.page_url for one in firm if one.decision in CHANGED}
    yield from kept[:: max(len(kept) // CONTROLS, 1)]
    yield from (url for url in first.starts if url not in changed)


def _addresses(firm: Iterable[Decision]) -> Iterator[str]:
    for one in firm:
        yield one.page_url
        if one.target not in ("", GONE):
            yield one.target


def _visit(
    visit: Workspace,
    first: Crawl,
    asked: CrawlOptions,
    now: Callable[[], datetime.datetime],
    watch: Callable[[Progress], None],
) -> CrawlSummary:
    """Ask just the listed addresses, and where they redirect to."""
    last = next(reversed(visit.inventory.crawls()), None)
    stale = last and now() - datetime.datetime.fromisoformat(last.started_at) > STALE
    options = replace(
        asked,
        follow=False,
        external=False,
        ignore_robots=bool(first.options.get("ignore_robots")),
        fresh=bool(last and (stale or last.state == "finished")),
    )
    return crawl(visit, first.starts, options, now, watch)


class Past:
    """The site as it was when people judged it: each page as in the crawl from which it was dealt."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        crawls = {crawl.id: crawl for crawl in workspace.inventory.crawls()}
        finished = [crawl for crawl in crawls.values() if crawl.state == "finished"] or list(crawls.values())
        rounds = {one.name: one.crawl for one in workspace.records(Round)}
        self._dealt = {row.page_url: rounds[row.round] for row in workspace.records(Row) if row.round in rounds}
        self.first = finished[-1]
        """The crawl that says where the site begins, and how it may be asked."""
        self._known: dict[int, Known] = {}

    def _crawl(self, url: str) -> int:
        return self._dealt.get(url, self.first.id)

    def seen(self, url: str, day: datetime.date, *, whole: bool) -> Seen:
        """What a page was; with all its words when it is to be looked at `whole`."""
        crawl = self._crawl(url)
        if whole and crawl not in self._known:
            self._known[crawl] = Known(self._workspace, crawl, day)
        return _seen(self._workspace, crawl, url, self._known[crawl] if whole else None)

    def linkers(self, url: str) -> tuple[str, ...]:
        """Pages that linked to a page, at most LOOKED_AT; those first that do so in their text."""
        links = self._workspace.lookup.links_to(self._crawl(url), url)
        links.sort(key=lambda one: (one[1].place is Place.NAVIGATION, one[0]))
        return tuple(dict.fromkeys(page for page, _ in links if page != url))[:LOOKED_AT]


class Present:
    """The site as the second crawl found it."""

    def __init__(self, visit: Workspace, crawl: Crawl, day: datetime.date) -> None:
        self._visit = visit
        self._crawl = crawl.id
        self.day = day
        self._known = Known(visit, crawl.id, day)
        self._pages: Mapping[str, Page] = {page.url: page for page in self._known.pages}

    def page(self, url: str) -> Page | None:
        """What is known of an address."""
        return self._pages.get(url)

    def seen(self, url: str, *, whole: bool) -> Seen:
        """What a page is now."""
        return _seen(self._visit, self._crawl, url, self._known if whole else None)

    def still_linking(self, pages: Iterable[str], url: str) -> Iterator[str]:
        """Those of some pages that are there and link to an address."""
        for page in pages:
            found = self._pages.get(page)
            if (
                found
                and found.status == OK
                and not found.redirects_to
                and any(link.url == url for _, link in self._visit.lookup.links_from(self._crawl, page))
            ):
                yield page


class Comparison:
    """The site then and now; `controls` are pages that nobody was to touch."""

    def __init__(self, past: Past, present: Present, controls: Iterable[str]) -> None:
        self._past = past
        self._present = present
        self._template: frozenset[str] = frozenset().union(*map(self._moved, controls))

    def _moved(self, url: str) -> frozenset[str]:
        """Lines of a page that came or went."""
        return self._past.seen(url, self._present.day, whole=True).words ^ self._present.seen(url, whole=True).words

    def verdict(self, one: Decision, linkers: Iterable[str], at: str) -> Verdict:
        """The verdict on one decision; `linkers` are pages that linked to what was to go."""
        whole = one.decision in CHANGED
        before = self._past.seen(one.page_url, self._present.day, whole=whole)
        after = self._present.seen(one.page_url, whole=whole)
        case = Case(decision=one, before=before, after=after, now=self._present.page, template=self._template)
        outcome, seen = judge(case)
        return Verdict(
            page_url=one.page_url,
            decision=one.decision,
            target=one.target,
            outcome=outcome,
            seen=seen,
            still_linked=tuple(self._present.still_linking(linkers, one.page_url)),
            checked_at=at,
        )


def _seen(workspace: Workspace, crawl: int, url: str, known: Known | None) -> Seen:
    page = workspace.lookup.page(crawl, url)
    if page is None:
        return Seen()
    links = frozenset(link.url for _, link in workspace.lookup.links_from(crawl, url) if link.place is Place.CONTENT)
    readable = known and page.kind is Kind.PAGE and page.archive_file
    lines = known.soup(page).get_text("\n").splitlines() if known and readable else ()
    return Seen(page=page, links=links, words=frozenset(" ".join(line.split()) for line in lines) - {""})


def _keep(workspace: Workspace, verdicts: Iterable[Verdict]) -> None:
    """Note each verdict beside its decision, as long as that is still the same."""
    found = {one.page_url: one for one in verdicts}
    with workspace.transaction():
        decisions = [_with_verdict(one, found.get(one.page_url)) for one in workspace.records(Decision)]
        workspace.replace(Decision, decisions)
        workspace.replace(Verdict, found.values())


def _with_verdict(decision: Decision, verdict: Verdict | None) -> Decision:
    if verdict and (verdict.decision, verdict.target) == (decision.decision, decision.target):
        return replace(decision, verdict=verdict.outcome)
    return replace(decision, verdict="")
