"""What a site's robots.txt allows, asked for and understood as RFC 9309 says."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from crawler.encoding import EncodingError, beginning
from crawler.errand import Answer, Errand, Purpose, Trouble
from crawler.page import Response
from crawler.urls import resolve

READ = 500 * 1024
"""Bytes of robots.txt that are read, packed and unpacked; RFC 9309, 2.5 asks for at least these."""
REDIRECTS = 5
"""Redirects that are followed; after more of them RFC 9309, 2.3.1.2 counts the file as missing."""
PRODUCT = "audit"
"""The name that robots.txt may address us by."""
LONGEST_DELAY = 30.0
"""Seconds; a longer crawl-delay would make the crawl of a thousand pages last longer than a night."""
FORBIDDEN = "robots.txt does not allow it"
UNREACHABLE = (Trouble.NO_HOST, Trouble.NO_NAMES, Trouble.REFUSED, Trouble.TLS)
"""Troubles of the whole server: the page that was wanted tells them better than its robots.txt."""


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host; all is allowed when it has none."""

    rules: Protego | None = None
    obeyed: bool = True
    """False: what it forbids is fetched, but its sitemaps are read."""
    problem: str = ""
    """Why the rules cannot be known, in words; nothing may be fetched then (RFC 9309, 2.3.1.4)."""

    def refuses(self, url: str) -> str:
        """Why an address may not be fetched; empty when it may."""
        if not self.obeyed:
            return ""
        if self.problem:
            return f"the rules for programs (robots.txt) could not be read: {self.problem}"
        return FORBIDDEN if self.rules is not None and not self.rules.can_fetch(url, PRODUCT) else ""

    @property
    def delay(self) -> float:
        """Seconds that are wanted between two requests."""
        wanted = self.rules.crawl_delay(PRODUCT) if self.rules and self.obeyed else None
        return min(float(wanted or 0), LONGEST_DELAY)

    @property
    def names_sitemaps(self) -> bool:
        """Whether it says where the sitemaps are."""
        return bool(self.rules and any(self.rules.sitemaps))

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """Where its sitemaps are: those that it names, or the usual place."""
        if self.problem and self.obeyed:
            return ()
        return tuple(self.rules.sitemaps if self.rules else ()) or ("/sitemap.xml",)


def address(url: str) -> str:
    """Where the robots.txt for an address is."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


def errand(address: str) -> Errand:
    """How a robots.txt is asked for."""
    return Errand(url=address, purpose=Purpose.ROBOTS, enough=READ, origin=address)


def heard(answer: Answer, *, obeyed: bool) -> Errand | Robots:
    """What an answer gives: the rules, or the errand that follows a redirect.

    A missing file (4xx), an endless chain of redirects and an error page that calls itself a success allow everything;
    a server that fails, or does not answer, forbids everything.
    """
    response, asked = answer.response, answer.errand
    if response is None:
        trouble = answer.trouble or Trouble.OTHER
        return Robots(obeyed=obeyed, problem="" if trouble in UNREACHABLE else trouble)
    if response.status >= 500:  # noqa: PLR2004 — the class of HTTP statuses that mean a server's failure (RFC 9110, 15.6)
        return Robots(obeyed=obeyed, problem=f"the server answers with an error ({response.status})")
    location = response.headers.get("location", "") if 300 <= response.status < 400 else ""  # noqa: PLR2004 — redirects (RFC 9110, 15.4)
    target = resolve(location, asked.url) if location else ""
    if target and asked.hops < REDIRECTS:
        return Errand(url=target, purpose=Purpose.ROBOTS, enough=READ, origin=asked.origin, hops=asked.hops + 1)
    return _read(response, obeyed=obeyed) if response.status == 200 else Robots(obeyed=obeyed)  # noqa: PLR2004 — only a success holds rules


def _read(response: Response, *, obeyed: bool) -> Robots:
    try:
        body = beginning(response.body, response.headers.get("content-encoding", ""), READ)
    except EncodingError as error:
        return Robots(obeyed=obeyed, problem=str(error))
    text = body.decode("utf-8-sig", "ignore")
    return Robots(None if text.lstrip()[:1] == "<" else Protego.parse(text), obeyed)
