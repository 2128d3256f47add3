"""How the pages of one crawl are tied together: links and where they lead, redirects, orphans."""

import datetime
from collections.abc import Mapping
from functools import cache, cached_property
from itertools import chain

from audit.groups import spelling
from audit.known import OK, Known
from audit.links import ALL, Links, Wanted
from audit.settings import fits
from audit.standing import Standing
from crawler.fragments import is_missing
from crawler.linkstate import HOPS, Judged, LinkState, judge_all
from crawler.page import Link, LinkKind, Page, Place
from crawler.urls import parts_of
from crawler.workspace import Workspace

TEMPLATE_PAGES = 10
"""A link in the menus of this many pages is said once, for the template."""
FEW_PAGES = 3
REMEMBERED = 5_000
"""Pages whose anchors are kept in memory."""


class Ways(Known):
    """The pages of one crawl with the links between them and out of the site."""

    def __init__(
        self, workspace: Workspace, crawl: int, today: datetime.date, bodies: Mapping[str, bytes] | None = None
    ) -> None:
        super().__init__(workspace, crawl, today, bodies)
        self._links = Links(workspace.bulk, crawl, judge_all(self.pages, self._outside.values()))
        self._anchors: dict[str, frozenset[str]] = {}

    def links_from(self, page: Page, wanted: Wanted = ALL) -> list[Link]:
        """The links of a page in its order, those that are wanted only."""
        return self._links.of(page.url, wanted)

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

    def has_place(self, link: Link) -> bool:
        """Whether a page of the site has the place that a link's fragment names; True where nobody can tell."""
        target = self._read_at(link.url)
        return target is None or not is_missing(link.fragment, target, self.anchors(target.url))

    def _read_at(self, url: str) -> Page | None:
        """The page of the site at an address, or the one that was read in its place."""
        page = self._by_url.get(url)
        return self._by_url.get(page.variant_of) if page and page.variant_of else page

    def anchors(self, url: str) -> frozenset[str]:
        """The places within a page that a fragment may name."""
        page = self._read_at(url)
        url = page.url if page else url
        if url not in self._anchors:
            if len(self._anchors) > REMEMBERED:
                self._anchors.clear()
            self._anchors[url] = frozenset(self._workspace.inventory.content(self._crawl, url).anchors)
        return self._anchors[url]

    def fragment_links(self, page: Page) -> list[Link]:
        """The links of a page that point to a place within a page."""
        return self._links.fragments_of(page.url)

    def on_every_page(self, link: Link) -> bool:
        """Whether a link belongs to the template: navigation, and in that of many pages."""
        return link.place is Place.NAVIGATION and self._links.menus_to(link.url) >= TEMPLATE_PAGES

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
        return Wanted(to=lambda url: fits(parts_of(url).netloc, patterns))

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

    def is_linked_widely(self, link: Link, share: float) -> bool:
        """Whether more than a share of the site's pages, and more than a few, link to where a link leads."""
        return self._links.pages_to(link.url) > max(FEW_PAGES, share * len(self.live))

    def end(self, page: Page) -> str:
        """The address where a redirect leads in the end, as far as that is known."""
        last = self.chain(page)[-1]
        return last.redirects_to or last.url

    @cached_property
    def standing(self) -> Standing:
        """How each page stands among the others."""
        return Standing(self.live, self.front_pages, self._links, self.kind_of, self.changed)

    def sent_to(self, url: str) -> tuple[str, ...]:
        """The paths that lead to this address by redirects, but for those of starts and of its other spellings."""
        return self._sent.get(url, ())

    @cached_property
    def _sent(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for page in self.pages:
            if not page.redirects_to or page.url in self.front_pages:
                continue
            if spelling(end := self.end(page)) != spelling(page.url):
                found.setdefault(end, []).append(parts_of(page.url).path)
        return {url: tuple(paths) for url, paths in found.items()}

    @cached_property
    def front_pages(self) -> frozenset[str]:
        """The addresses that the crawl began with, and those that they lead to."""
        return frozenset(self.starts) | {self.end(page) for url in self.starts if (page := self.page(url))}

    def is_orphan(self, page: Page) -> bool:
        """Whether no other page of the site links to this one, straight or through a redirect."""
        return page.url not in self.front_pages and not self.links_in(page) and page.url not in self._redirected_to

    @cached_property
    def _redirected_to(self) -> frozenset[str]:
        """Addresses that links lead to through redirects."""
        linked = (page for page in self.pages if page.redirects_to and self.links_in(page))
        return frozenset(hop.url for page in linked for hop in self.chain(page)[1:])
