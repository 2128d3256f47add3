"""What a site's robots.txt allows, as RFC 9309 says."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from crawler.page import Response

READ = 500 * 1024
"""Bytes of robots.txt that are read; RFC 9309, 2.5 asks for at least these."""
LIMIT = 20_000_000
"""Bytes; a robots.txt that is larger counts as none."""
PRODUCT = "audit"
"""The name that robots.txt may address us by."""
LONGEST_DELAY = 30.0
"""Seconds; a longer crawl-delay would make the crawl of a thousand pages last longer than a night."""


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host; all is allowed when it has none."""

    rules: Protego | None = None
    obeyed: bool = True
    """False: what it forbids is fetched, but its sitemaps are read."""

    def allows(self, url: str) -> bool:
        """Whether an address may be fetched."""
        return self.rules is None or not self.obeyed or bool(self.rules.can_fetch(url, PRODUCT))

    @property
    def delay(self) -> float:
        """Seconds that are wanted between two requests."""
        wanted = self.rules.crawl_delay(PRODUCT) if self.rules and self.obeyed else None
        return min(float(wanted or 0), LONGEST_DELAY)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps that it names."""
        return tuple(self.rules.sitemaps) if self.rules else ()


def address(url: str) -> str:
    """Where the robots.txt for an address is."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


def read(response: Response | None, *, obeyed: bool = True) -> Robots:
    """Understand what came for robots.txt: a missing or unreadable one allows everything."""
    if response is None or response.status != 200:  # noqa: PLR2004 — only a success holds rules; for 5xx RFC 9309 would forbid all, which would hide a site from its own audit
        return Robots()
    text = response.body[:READ].decode("utf-8-sig", "ignore")
    if text.lstrip()[:1] == "<":  # an error page that calls itself a success
        return Robots()
    return Robots(Protego.parse(text), obeyed)
