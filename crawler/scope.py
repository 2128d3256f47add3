"""Says which addresses belong to a crawl: on the site, outside it, or left out and why."""

from crawler.errand import Trouble
from crawler.options import CrawlOptions
from crawler.page import FoundBy
from crawler.private import is_nowhere, is_private
from crawler.traps import Traps
from crawler.urls import site_of
from crawler.workspace import Discovered, Scope

NOT_ASKED = "links that leave the site were not checked (--no-external)"
TOO_MANY = "beyond --max-pages"
TOO_DEEP = "deeper than --max-depth allows"
LONGEST_URL = 2000
"""Characters; longer addresses are made by programs that went astray (browsers and servers stop near there, too)."""
TOO_LONG = f"the address has more than {LONGEST_URL} characters"

NO_COMPUTER = "no address that a computer on the internet can have"


class Boundary:
    """The limits of one crawl."""

    def __init__(self, starts: tuple[str, ...], options: CrawlOptions, *, private: bool, year: int) -> None:
        self._traps = Traps(year)
        self._sites = {site_of(start) for start in starts}
        self._starts = frozenset(starts)
        self._options = options
        self._private = private

    @property
    def follows(self) -> bool:
        """Whether the addresses that pages link to belong to the crawl at all."""
        return self._options.follow

    def widen(self, url: str) -> None:
        """Take one more site in: the one that a start page redirects to."""
        self._sites.add(site_of(url))

    def place(self, url: str, depth: int | None, found_by: FoundBy) -> Discovered | None:
        """Where an address belongs; None when it is none that can be fetched."""
        site = site_of(url)
        if not site:
            return None
        if site in self._sites:
            return Discovered(url, depth, found_by, Scope.SITE, self._left_out(url, depth))
        left_out = "" if self._options.external else NOT_ASKED
        if is_nowhere(url):
            left_out = NO_COMPUTER
        elif not self.open_to(url):
            left_out = Trouble.PRIVATE
        return Discovered(url, None, found_by, Scope.OUTSIDE, left_out)

    def is_own(self, url: str) -> bool:
        """Whether an address belongs to the audited site."""
        return site_of(url) in self._sites

    def open_to(self, url: str) -> bool:
        """Whether an address may be asked at all, as far as its own words tell."""
        return self._private or not is_private(url)

    def left_out(self, url: str, depth: int | None) -> str:
        """Why an address is not fetched, empty when it may be."""
        found = self.place(url, depth, FoundBy.LINK)
        return found.left_out if found else "no address of a web page"

    def _left_out(self, url: str, depth: int | None) -> str:
        if url in self._starts:
            return ""
        if len(url) > LONGEST_URL:
            return TOO_LONG
        if self._options.max_depth is not None and depth is not None and depth > self._options.max_depth:
            return TOO_DEEP
        return self._options.unwanted(url) or self._traps.reason(url)
