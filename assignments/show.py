"""Everything that is known of one page, gathered from the inventory, the findings and the ledger."""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from rapidfuzz import fuzz, process

from assignments import identity, ledger
from assignments.records import Answer, Decision, Question, Row
from assignments.rulewords import rule_words
from assignments.tables import GRAVE, latest
from assignments.verdict import Verdict
from audit.columns import Value
from audit.rule import Finding
from audit.suggest import Suggestion
from crawler.commands import command
from crawler.dates import doubts
from crawler.errors import AuditError
from crawler.fragments import judge_fragment
from crawler.linkstate import LinkState, judge, judge_all
from crawler.page import DateSeen, Link, Page, Place
from crawler.urls import resolve, section, spellings
from crawler.workspace import Scope, Workspace

NEAREST = 5
LIKE = 60
"""How like an address must be to be worth naming, of 100 (share of equal characters in order)."""


class UnknownAddressError(AuditError):
    """The inventory has no such address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedFrom:
    """One page that links to the page in question, with the words of its first link."""

    page_url: str
    text: str
    place: Place
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSeen:
    """One link on the page, with what came of asking for its target."""

    url: str
    fragment: str
    text: str
    state: LinkState
    status: int | None
    error: str


class DateRead(DateSeen, frozen=True, kw_only=True):
    """A candidate for the page's date, and why it dates nothing."""

    doubt: str = ""
    """Empty for one that agrees with the dates that are believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One page and all that happened to it."""

    page: Page
    section: str
    dates: tuple[DateRead, ...]
    findings: tuple[Finding, ...]
    linked_from: tuple[LinkedFrom, ...]
    links: tuple[LinkSeen, ...]
    same_text: tuple[str, ...]
    """Other pages whose main text is equal."""
    variants: tuple[str, ...]
    """Other addresses of this very page."""
    rows: tuple[Row, ...]
    answers: tuple[Answer, ...]
    decision: Decision | None
    verdict: Verdict | None
    """What a second crawl found of the decision."""
    suggestion: Suggestion | None
    """What the findings together speak for; a person decides."""
    own: dict[str, str]
    """What it says in columns of the lead's own, by their names."""
    titles: dict[str, str]
    """What each rule among the findings is called, in plain words."""


def story(workspace: Workspace, address: str) -> Story:
    """Everything known of one page; the address may lack its scheme, its host or the slash at its end, or be an ID.

    Raises UnknownAddressError, which names the nearest addresses, and NothingCrawledError.
    """
    crawl = latest(workspace)
    page = _page(workspace, crawl.id, address, crawl.starts)
    content = workspace.inventory.content(crawl.id, page.url)
    same = workspace.lookup.pages_with_text(crawl.id, page.text_hash) if page.text_hash else []
    found = sorted(workspace.records(Finding, page_url=page.url), key=lambda f: (GRAVE[f.severity], f.rule, f.evidence))
    rules = {finding.rule for finding in found}
    words = rule_words(workspace.folder, rules)
    return Story(
        page=page,
        section=section(page.url),
        dates=tuple(_dates(page, content.dates)),
        findings=tuple(found),
        linked_from=tuple(_linked_from(workspace.lookup.links_to(crawl.id, page.url), page.url)),
        links=tuple(_links(workspace, crawl.id, page.url)),
        same_text=tuple(other.url for other in same if other.url != page.url),
        variants=tuple(workspace.lookup.variants(crawl.id, page.url)),
        rows=tuple(workspace.records(Row, page_url=page.url)),
        answers=tuple(ledger.lines_about(workspace, page.url)),
        decision=next(workspace.records(Decision, page_url=page.url), None),
        verdict=next(workspace.records(Verdict, page_url=page.url), None),
        suggestion=next(workspace.records(Suggestion, page_url=page.url), None),
        own={one.name: one.value for one in workspace.records(Value, page_url=page.url)},
        titles={rule: words[rule].title for rule in rules},
    )


def _page(workspace: Workspace, crawl: int, address: str, starts: tuple[str, ...]) -> Page:
    for variant in (*_variants(address.strip(), starts[0] if starts else ""), *_known_as(workspace, address)):
        if page := workspace.lookup.page(crawl, variant):
            return page
    known = [page.url for page in workspace.inventory.pages(crawl, Scope.SITE)]
    near = process.extract(address, known, scorer=fuzz.ratio, limit=NEAREST, score_cutoff=LIKE)
    nearest = "".join(f"\n  {url}" for url, *_ in near)
    every = command("audit export pages", workspace.folder)
    hint = f"Did you mean one of these?{nearest}" if near else f"List all pages with: {every}"
    raise UnknownAddressError(f"{address} is not in the inventory of {workspace.folder.resolve()}. {hint}")


def _known_as(workspace: Workspace, address: str) -> Iterator[str]:
    """The page that an ID of a volunteer's workbook, or of the lead's own, stands for."""
    reference = identity.tidy(address)
    if identity.check(reference):
        yield from (row.page_url for row in workspace.records(Row, reference=reference))
        yield from (asked.page_url for asked in workspace.records(Question, reference=reference))


def _dates(page: Page, seen: tuple[DateSeen, ...]) -> Iterator[DateRead]:
    why = doubts(seen, page.published, page.modified, not_after=page.fetched_at)
    for date, doubt in zip(seen, why, strict=True):
        yield DateRead(**msgspec.structs.asdict(date), doubt=doubt)


def _variants(address: str, start: str) -> Iterator[str]:
    """The canonical addresses that a person may mean, the likeliest first."""
    typed = [address] if "://" in address else [f"https://{address}", resolve(address, start)]
    for url in typed:
        yield from spellings(resolve(url, start))


def _links(workspace: Workspace, crawl: int, url: str) -> Iterator[LinkSeen]:
    """The links of one page, judged without reading the rest of the crawl."""
    links = [link for _, link in workspace.lookup.links_from(crawl, url)]
    known: dict[str, tuple[Scope, Page]] = {}
    wanted = {link.url for link in links}
    while wanted:  # ends: each round knows more addresses, and a crawl has finitely many
        new = dict(workspace.lookup.pages(crawl, wanted))
        known |= new
        wanted = {page.redirects_to for _, page in new.values() if page.redirects_to} - known.keys()
    of = {where: [page for scope, page in known.values() if scope is where] for where in Scope}
    judged = judge_all(of[Scope.SITE], of[Scope.OUTSIDE])
    for link in links:
        seen = judged.get(link.url, judge(None))
        scope, target = known.get(link.url, (Scope.OUTSIDE, None))
        if target and link.fragment and scope is Scope.SITE:
            read = workspace.lookup.page(crawl, target.variant_of) or target
            anchors = workspace.inventory.content(crawl, read.url).anchors
            seen = judge_fragment(seen, link.fragment, read, anchors)
        status = None if seen.state is LinkState.UNCHECKED else seen.status
        yield LinkSeen(
            url=link.url, fragment=link.fragment, text=link.text, state=seen.state, status=status, error=seen.error
        )


def _linked_from(links: list[tuple[str, Link]], url: str) -> list[LinkedFrom]:
    """The pages that link to an address: those that do so in their text before those that have it in a menu."""
    pages: dict[str, list[Link]] = {}
    for page, link in links:
        if page != url:
            pages.setdefault(page, []).append(link)
    found = []
    for page, there in pages.items():
        first = next((link for link in there if link.place is Place.CONTENT), there[0])
        found.append(LinkedFrom(page_url=page, text=first.text, place=first.place, times=len(there)))
    return sorted(found, key=lambda one: one.place is Place.NAVIGATION)
