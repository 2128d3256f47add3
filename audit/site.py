"""The whole site as rules see it: read-only, and what needs every page is worked out once, in bulk."""

import datetime
import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from functools import cache, cached_property
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from audit.clusters import Alike, alike, documents_as_pages
from audit.editions import Series, series
from audit.groups import Groups
from audit.links import Links, Wanted
from audit.settings import Kinds, RuleSettings, fits, kinds, rule_settings
from audit.spelling import site_words
from audit.visits import Visits
from audit.words import Words
from crawler.fragments import is_missing
from crawler.linkstate import HOPS, Judged, LinkState, judge, judge_all
from crawler.page import Content, Kind, Link, LinkKind, Page, Place
from crawler.workspace import Scope, Workspace

if TYPE_CHECKING:
    from audit.rule import Rule

OK = 200
ALL = Wanted()
ALIKE = 0.9
"""Share of words in common that makes pages near-duplicates (Screaming Frog's default)."""
REPEATED = 0.8
"""Share of words in common that makes a document a repetition of a page (CART: candidate from 0.8)."""
TEMPLATE_PAGES = 10
"""A link in the menus of this many pages is said once, for the template."""
MOST = 0.4
"""Share of the pages that makes a link part of the template wherever it stands."""
REMEMBERED = 5_000
"""Pages whose anchors are kept in memory."""


class Site:
    """One crawl of one site, on one day.

    `bodies` gives the HTML of pages that are in no archive, by URL; examples of rules come so.
    """

    def __init__(
        self, workspace: Workspace, crawl: int, today: datetime.date, bodies: Mapping[str, bytes] | None = None
    ) -> None:
        self.today = today
        self.settings: RuleSettings = rule_settings(workspace.settings_file)
        self._kinds: Kinds = kinds(workspace.settings_file)
        self._workspace = workspace
        self._crawl = crawl
        self._bodies = bodies
        self.pages: tuple[Page, ...] = tuple(workspace.inventory.pages(crawl))
        """Every address of the site in the order of its URL, also those that fail or lead elsewhere."""
        self._outside = {page.url: page for page in workspace.inventory.pages(crawl, Scope.OUTSIDE)}
        self._by_url = {page.url: page for page in self.pages}
        self._links = Links(workspace.bulk, crawl, judge_all(self.pages, self._outside.values()))
        self._content: tuple[str, Content] = ("", Content())
        self._words: tuple[str, Words] = ("", Words("", "", today, frozenset(), {}))
        self._anchors: dict[str, frozenset[str]] = {}

    # Pages

    def page(self, url: str) -> Page | None:
        """What is known of an address, on the site or linked from it; None when it was never asked for."""
        return self._by_url.get(url) or self._outside.get(url)

    def is_own(self, url: str) -> bool:
        """Whether an address belongs to the audited site."""
        return url in self._by_url

    @cached_property
    def live(self) -> tuple[Page, ...]:
        """Pages and documents of the site that can be read."""
        return tuple(
            page
            for page in self.pages
            if page.status == OK and not page.redirects_to and page.kind in (Kind.PAGE, Kind.DOCUMENT)
        )

    @cached_property
    def starts(self) -> tuple[str, ...]:
        """The addresses that the crawl began with."""
        return next(crawl.starts for crawl in self._workspace.inventory.crawls() if crawl.id == self._crawl)

    def content(self, page: Page) -> Content:
        """What a page says; the page that was asked for last is remembered."""
        if self._content[0] != page.url:
            self._content = (page.url, self._workspace.inventory.content(self._crawl, page.url))
        return self._content[1]

    def soup(self, page: Page) -> BeautifulSoup:
        """The page as a tree, from the archive; comfortable and slow, so ask `content` first. Empty if not kept."""
        if self._bodies is not None:
            return BeautifulSoup(self._bodies.get(page.url, b""), "html.parser")
        return BeautifulSoup("", "html.parser")

    def changed(self, page: Page) -> datetime.date | None:
        """The day of a page's last change, or of its publication; None when it is unknown or lies in the future."""
        days = [self._day(date) for date in (page.modified, page.published) if date]
        return max((day for day in days if day and day <= self.today), default=None)

    @staticmethod
    def _day(date: str) -> datetime.date | None:
        try:
            return datetime.date.fromisoformat(date[:10])
        except ValueError:
            return None

    def kind_of(self, page: Page) -> str:
        """How a page ages by its place on the site: news, events, guidance, records; empty where nothing says."""
        return self._kinds.kind_of(page.url)

    def visits(self, page: Page) -> int | None:
        """How often people came; None when nobody counted."""
        return self._visits.get(page.url, 0) if self._visits else None

    @cached_property
    def _visits(self) -> Mapping[str, int]:
        return {visits.page_url: visits.views for visits in self._workspace.records(Visits)}

    def must_keep(self, page: Page) -> bool:
        """Whether audit.toml says that the page must stay."""
        return fits(page.url, self.settings.must_keep)

    @cached_property
    def former_names(self) -> re.Pattern[str] | None:
        """Finds the former names that audit.toml lists; None when it lists none."""
        names = sorted(self.settings.former_names, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)") if names else None

    def page_like(self, document: Page) -> Page | None:
        """The page that says the same as a document; None when there is none."""
        return self._by_url.get(self._documents_as_pages.get(document.url, ""))

    @cached_property
    def _documents_as_pages(self) -> Mapping[str, str]:
        lengths = [page.words or 0 for page in self.live if page.kind is Kind.DOCUMENT and page.words]
        if not lengths:
            return {}
        shortest, longest = min(lengths) * REPEATED, max(lengths) / REPEATED
        comparable = frozenset(page.url for page in self.live if shortest <= (page.words or 0) <= longest)
        return documents_as_pages(self._texts(comparable), self._by_url, REPEATED)

    def _texts(self, urls: Container[str]) -> Iterator[tuple[str, str]]:
        contents = self._workspace.bulk.contents(self._crawl)
        return ((url, content.text) for url, content in contents if url in urls)

    @cached_property
    def alike(self) -> Mapping[str, Alike]:
        """Every page of a cluster of pages that say nearly the same, by its URL."""
        pages = frozenset(page.url for page in self.live if page.kind is Kind.PAGE and page.canonical in ("", page.url))
        likeness = self.settings.thresholds.get("near-duplicate", {}).get("likeness", ALIKE)
        return alike(self._texts(pages), self._by_url, self._worth, likeness)

    def near_duplicates(self, page: Page) -> tuple[Page, ...]:
        """The other pages of a page's cluster, without those that say the very same."""
        place = self.alike.get(page.url)
        if place is None:
            return ()
        members = (self._by_url[url] for url in self._members[place.cluster])
        return tuple(other for other in members if other.url != page.url and other.text_hash != page.text_hash)

    @cached_property
    def _members(self) -> Mapping[str, tuple[str, ...]]:
        """The URLs of each cluster, most like its centre first."""
        found: dict[str, list[str]] = {}
        for place in self.alike.values():
            found.setdefault(place.cluster, []).append(place.page_url)
        return {cluster: tuple(urls) for cluster, urls in found.items()}

    def text(self, page: Page) -> str:
        """The main text of a page other than the one that is being looked at."""
        return self._workspace.inventory.content(self._crawl, page.url).text

    def _worth(self, page: Page) -> tuple[float, ...]:
        """What speaks for keeping a page of a cluster: links in, visits, newest, shortest address; the greater wins."""
        date = self.changed(page)
        return (self.links_in(page), self.visits(page) or 0, date.toordinal() if date else 0, -len(page.url))

    @cached_property
    def _series(self) -> Mapping[str, Series]:
        found = series([(page.url, page.title) for page in self.live if page.title], self.language)
        return {edition.key: one for one in found for edition in one.editions}

    def series(self, page: Page) -> Series | None:
        """The editions of one thing that a page or document belongs to; None when it is no edition."""
        return self._series.get(page.url)

    @cached_property
    def language(self) -> str:
        """The language of most of the site's pages."""
        counts = Counter(page.language for page in self.live if page.language)
        return counts.most_common(1)[0][0] if counts else "en"

    def words(self, page: Page) -> Words:
        """What the page's words say: passed dates, readability, spelling; the page asked for last is remembered."""
        if self._words[0] != page.url:
            text = self.content(page).text
            language = page.language or self.language
            words = Words(text, language, self.today, self._own_words, self.settings.words_to_avoid)
            self._words = (page.url, words)
        return self._words[1]

    @cached_property
    def _own_words(self) -> frozenset[str]:
        """Words and abbreviations that need no explanation here: learnt from the site, and named in audit.toml."""
        live = frozenset(page.url for page in self.live)
        return site_words(text for _, text in self._texts(live)) | frozenset(self.settings.known_words)

    def threshold(self, rule: "Rule", name: str) -> float:
        """A rule's number: from audit.toml, or the rule's own."""
        return self.settings.thresholds.get(rule.id, {}).get(name, rule.thresholds[name].default)

    # Links

    @cache  # noqa: B019 — a site lives as long as its check
    def to_heavy(self, most: int) -> Wanted:
        """Pictures of more than so many bytes."""
        every = chain(self.pages, self._outside.values())
        heavy = frozenset(page.url for page in every if (page.bytes or 0) > most and page.status == OK)
        return Wanted(kinds=(LinkKind.IMAGE,), to=heavy.__contains__)

    @cached_property
    def to_private_hosts(self) -> Wanted:
        """Links to the hosts that audit.toml names as private."""
        patterns = self.settings.private_hosts
        return Wanted(to=lambda url: fits(urlsplit(url).netloc, patterns))

    def links_from(self, page: Page, wanted: Wanted = ALL) -> list[Link]:
        """The links of a page in its order, those that are wanted only."""
        return self._links.of(page.url, wanted)

    def count_links(self, page: Page, wanted: Wanted = ALL) -> int:
        """How many links of a page are wanted; cheaper than to ask for them."""
        return self._links.count_of(page.url, wanted)

    def has_place(self, link: Link) -> bool:
        """Whether a page of the site has the place that a link's fragment names; True where nobody can tell."""
        target = self._by_url.get(link.url)
        return target is None or not is_missing(link.fragment, target, self.anchors(link.url))

    def anchors(self, url: str) -> frozenset[str]:
        """The places within a page that a fragment may name."""
        if url not in self._anchors:
            if len(self._anchors) > REMEMBERED:
                self._anchors.clear()
            self._anchors[url] = frozenset(self._workspace.inventory.content(self._crawl, url).anchors)
        return self._anchors[url]

    def is_orphan(self, page: Page) -> bool:
        """Whether no other page of the site links to this one, straight or through a redirect."""
        return page.url not in self.starts and not self.links_in(page) and page.url not in self._redirected_to

    @cached_property
    def _redirected_to(self) -> frozenset[str]:
        """Addresses that links lead to through redirects."""
        linked = (page for page in self.pages if page.redirects_to and self.links_in(page))
        return frozenset(hop.url for page in linked for hop in self.chain(page)[1:])

    def fragment_links(self, page: Page) -> list[Link]:
        """The links of a page that point to a place within a page."""
        return self._links.fragments_of(page.url)

    def links_to(self, page: Page, at_most: int = 3) -> list[tuple[Page, Link]]:
        """The first pages that link to an address, with the link; links in the text come before links in menus."""
        return [(self._by_url[url], link) for url, link in self._links.to(page.url, at_most)]

    def links_in(self, page: Page) -> int:
        """How many other pages of the site link to an address."""
        return self._links.pages_to(page.url)

    def judged(self, link: Link) -> Judged:
        """What happens to a visitor who follows a link: state, status and the reason in words."""
        return self._links.judged(link.url)

    def state(self, page: Page) -> LinkState:
        """What happens to a visitor who comes to this address."""
        return self._links.judged(page.url).state

    def failed_before(self, url: str) -> bool:
        """Whether an address of another site was missing in an earlier crawl too, at least a day before this one."""
        return url in self._failed_before

    @cached_property
    def _failed_before(self) -> frozenset[str]:
        now = {page.url: page.fetched_at for page in self._outside.values() if self._broken(page)}
        earlier = [crawl.id for crawl in self._workspace.inventory.crawls() if crawl.id < self._crawl]
        return frozenset(
            page.url
            for crawl in (earlier if now else ())
            for page in self._workspace.inventory.pages(crawl, Scope.OUTSIDE)
            if page.url in now and self._broken(page) and _days(page.fetched_at, now[page.url]) >= 1
        )

    @staticmethod
    def _broken(page: Page) -> bool:
        return judge(page, outside=True).state is LinkState.BROKEN

    def on_every_page(self, link: Link) -> bool:
        """Whether a link belongs to the template: in the menus of many pages, or anywhere on most of the site."""
        if link.place is Place.NAVIGATION and self._links.menus_to(link.url) >= TEMPLATE_PAGES:
            return True
        return self._links.pages_to(link.url) >= max(TEMPLATE_PAGES, MOST * len(self.live))

    def end(self, page: Page) -> str:
        """The address where a redirect leads in the end, as far as that is known."""
        last = self.chain(page)[-1]
        return last.redirects_to or last.url

    def chain(self, page: Page) -> tuple[Page, ...]:
        """An address and where it leads, hop by hop, to the first that does not redirect, is unknown or comes again."""
        hops, seen = [page], {page.url}
        while hops[-1].redirects_to and len(hops) <= HOPS:
            following = self.page(hops[-1].redirects_to)
            if following is None:
                break
            hops.append(following)
            if following.url in seen:
                break
            seen.add(following.url)
        return tuple(hops)

    # What several pages have in common

    @cached_property
    def _groups(self) -> Groups:
        return Groups(self.live)

    def same_text(self, page: Page) -> tuple[Page, ...]:
        """Other pages with the very same main text at truly other addresses."""
        return self._groups.same_text(page)

    def same_address(self, page: Page) -> tuple[Page, ...]:
        """The same page at addresses that differ in spelling only: www, http, a slash, case, a parameter."""
        return self._groups.same_address(page)

    def same_title(self, page: Page) -> tuple[Page, ...]:
        """Other pages whose title is the same but for case and punctuation, and whose text is another."""
        return self._groups.same_title(page)


def _days(earlier: str, later: str) -> float:
    """Days between two times; both are ISO 8601 with zone."""
    parse = datetime.datetime.fromisoformat
    return (parse(later) - parse(earlier)).total_seconds() / 86_400
