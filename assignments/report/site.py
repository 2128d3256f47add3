"""What the report says about the site itself: its pages, how old they are, its sections, and what could not be read."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import isnan

import pandas

from assignments.said import counted
from crawler.linkstate import LinkState, judge, judge_all
from crawler.page import Kind, Page
from crawler.urls import section
from crawler.variants import SAME_PAGE
from crawler.workspace import Scope, Workspace

OK = 200
DAYS_A_YEAR = 365.25
EXAMPLES = 3
LARGEST = 20
"""Sections that have a line of their own."""
SINGLE = 5
"""So many sections of one page each share one line."""
COUNTED = ("pages", "documents", "undated", "found", "shared", "decided")
"""What is counted in each section."""
OLDEST_BARS = 20
"""Years that have a bar of their own; older pages share the first one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """One page or document that can be read, as far as the report asks about it."""

    url: str
    title: str
    kind: Kind
    section: str
    changed: datetime.date | None
    """When it was changed last, or published when nothing is known of changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeBar:
    """How many pages were changed last in one year."""

    label: str
    pages: int
    old: bool
    """Changed last three years ago or earlier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of some of the addresses that the crawl came to know."""

    group: str
    """Read, leads elsewhere, error, no answer or not asked."""
    what: str
    addresses: int
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLine:
    """One part of the site."""

    name: str
    pages: int
    documents: int
    median_age: float | None
    """Years since the last change, half of the dated pages are older; None when no page has a date."""
    undated: int
    found: int
    """Pages and documents about which something was noticed."""
    shared: int
    decided: int


def changed(page: Page) -> datetime.date | None:
    """The day of the last change as far as it is known."""
    for time in (page.modified, page.published):
        try:
            return datetime.date.fromisoformat(time[:10])
        except ValueError:
            continue
    return None


def readable(pages: Iterable[Page]) -> tuple[SitePage, ...]:
    """The pages and documents of a site that a visitor can read."""
    return tuple(
        SitePage(
            url=page.url,
            title=page.title or page.heading,
            kind=page.kind,
            section=section(page.url),
            changed=changed(page),
        )
        for page in pages
        if page.status == OK and not page.redirects_to and page.kind in (Kind.PAGE, Kind.DOCUMENT)
    )


def ages(pages: Iterable[SitePage], today: datetime.date) -> tuple[tuple[AgeBar, ...], int]:
    """A bar a year from the oldest to this one, and the number of pages without a date."""
    dated = [page.changed for page in pages]
    years = Counter(date.year for date in dated if date)
    undated = sum(date is None for date in dated)
    if not years:
        return (), undated
    first = max(min(years), today.year - OLDEST_BARS)
    bars = [
        AgeBar(label=str(year), pages=years[year], old=year <= today.year - 3)
        for year in range(first, max(today.year, *years) + 1)
    ]
    if earlier := sum(count for year, count in years.items() if year < first):
        bars[0] = AgeBar(label=f"≤ {first}", pages=bars[0].pages + earlier, old=True)
    return tuple(bars), undated


def sections(
    pages: Iterable[SitePage], today: datetime.date, *, found: set[str], shared: set[str], decided: set[str]
) -> tuple[SectionLine, ...]:
    """The parts of the site, largest first; those beyond LARGEST, and many of one page, share the last line."""
    table = pandas.DataFrame(
        [
            {
                "name": page.section or "(in no folder)",
                "pages": page.kind is Kind.PAGE,
                "documents": page.kind is Kind.DOCUMENT,
                "age": (today - page.changed).days / DAYS_A_YEAR if page.changed else float("nan"),
                "undated": page.changed is None,
                "found": page.url in found,
                "shared": page.url in shared,
                "decided": page.url in decided,
            }
            for page in pages
        ],
        columns=["name", "age", *COUNTED],
    )
    sizes = sorted(Counter(table["name"]).items(), key=lambda part: (-part[1], part[0]))
    single = sum(size == 1 for _, size in sizes)
    shown = [name for name, _ in sizes[: min(LARGEST, len(sizes) - single if single >= SINGLE else len(sizes))]]
    rest = f"({counted(len(sizes) - len(shown), 'smaller section')})"
    parts = table.assign(name=table["name"].where(table["name"].isin(shown), rest)).groupby("name")
    counts = parts[list(COUNTED)].sum().astype(int).to_dict("index")
    medians = parts["age"].median().round(1).to_dict()
    lines = [*shown, rest] if len(shown) < len(sizes) else shown
    return tuple(
        SectionLine(
            name=name,
            median_age=None if isnan(medians[name]) else medians[name],
            **{column: counts[name][column] for column in COUNTED},
        )
        for name in lines
    )


KINDS = {Kind.PAGE: "pages", Kind.DOCUMENT: "documents", Kind.IMAGE: "images", Kind.OTHER: "other files"}
READ, ELSEWHERE, ERROR, SILENT, NOT_ASKED = "read", "leads elsewhere", "error", "no answer", "not asked"


def outcomes(pages: Iterable[Page]) -> tuple[Outcome, ...]:
    """What became of every address of the site: the numbers add up to all of them, and nothing is passed over."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for page in pages:
        groups[_outcome(page)].append(page.url)
    order = (READ, ELSEWHERE, ERROR, SILENT, NOT_ASKED)
    return tuple(
        Outcome(group=group, what=what, addresses=len(urls), examples=() if group == READ else tuple(urls[:EXAMPLES]))
        for (group, what), urls in sorted(groups.items(), key=lambda item: (order.index(item[0][0]), -len(item[1])))
    )


def _outcome(page: Page) -> tuple[str, str]:
    if page.variant_of:
        return ELSEWHERE, SAME_PAGE
    if page.redirects_to:
        return ELSEWHERE, "redirects to another address"
    judged = judge(page)
    if judged.state is LinkState.OK:
        return READ, KINDS[page.kind] if not page.error else f"{KINDS[page.kind]}, in part: {page.error}"
    if judged.state is LinkState.UNCHECKED:
        return NOT_ASKED, judged.error
    return (ERROR if page.status else SILENT), judged.error


def outside(workspace: Workspace, crawl: int) -> tuple[tuple[str, int], ...]:
    """How many addresses of other sites are in each state, in the order of LinkState."""
    judged = judge_all((), workspace.inventory.pages(crawl, Scope.OUTSIDE))
    states = Counter(seen.state for seen in judged.values())
    return tuple((str(state), states[state]) for state in LinkState if states[state])
