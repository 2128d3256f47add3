"""Says which addresses belong to a crawl: on the site, outside it, or left out and why."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, ip_address

from crawler.errand import Trouble
from crawler.options import CrawlOptions
from crawler.page import FoundBy
from crawler.traps import Traps
from crawler.urls import host_of, site_of
from crawler.workspace import Discovered, Scope

NOT_ASKED = "links that leave the site were not checked (--no-external)"
TOO_DEEP = "deeper than --max-depth allows"
LONGEST_URL = 2000
"""Characters; longer addresses are made by programs that went astray (browsers and servers stop near there, too)."""
TOO_LONG = f"the address has more than {LONGEST_URL} characters"

PRIVATE_NAMES = (".localhost", ".local", ".internal", ".home.arpa")
"""Endings of names that only private networks use (RFC 6761, 6762, 8375; ICANN for `internal`)."""
NOWHERE = IPv4Network("0.0.0.0/8")
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


def is_private(url: str) -> bool:
    """Whether an address names a private network itself; what a host name leads to is seen when it is looked up."""
    host = _host(url)
    address = _ip(host)
    return host == "localhost" or host.endswith(PRIVATE_NAMES) if address is None else not address.is_global


def is_nowhere(url: str) -> bool:
    """Whether an address names a computer that cannot be: `http://2015/` means 0.0.7.223 to a browser."""
    address = _ip(_host(url))
    return address is not None and (address.is_multicast or address in NOWHERE)


def _host(url: str) -> str:
    host = host_of(url)
    return host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]


def _ip(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
