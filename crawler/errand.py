"""What the crawl asks the network for, and what comes back: the words between the director and the spider."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from crawler.page import Extract, Response
from crawler.workspace import Waiting


class Trouble(StrEnum):
    """Why a request brought no answer; the value is what people read."""

    NO_HOST = "the host name was not found"
    NO_NAMES = "the host name could not be looked up"
    REFUSED = "the server refused the connection"
    TIMEOUT = "no answer in time"
    TLS = "the certificate of the secure connection is not valid"
    PRIVATE = "leads into a private network, which is not asked from a public site"
    TOO_LARGE = "larger than is read"
    CUT = "the connection broke off"
    OFFLINE = "no other site could be reached from here"
    OTHER = "no answer that could be read"


class Purpose(StrEnum):
    """What an answer is wanted for."""

    PAGE = "page"
    OUTSIDE = "outside"
    ROBOTS = "robots"
    SITEMAP = "sitemap"
    ORIGIN = "origin"
    """The start page under another host or scheme."""
    PROBE = "probe"
    """An invented address, to see what the site says of pages that do not exist."""
    RENDER = "render"
    """A page that was fetched already, to be shown in a browser."""
    LOAD = "load"
    """What the scripts of such a page ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One request to make."""

    url: str
    purpose: Purpose
    row: Waiting | None = None
    """The row of the frontier that it is for, where it is for one."""
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    timeout: float = 30
    """Seconds for the whole answer."""
    limit: int = 20_000_000
    """Bytes; an answer that is larger is given up."""
    enough: int | None = None
    """Bytes after which the rest of an answer is not read, which does no harm; None: all of it is wanted."""
    show: "Show | None" = None
    """What a browser has to show; None where a server is asked."""
    bodies: tuple[str, ...] = ("",)
    """Beginnings of the content types whose body is wanted; of others only the headers are read."""
    origin: str = ""
    """The address that was wanted first, where redirects led to this one."""
    hops: int = 0
    """Redirects that led here."""
    sitemap_date: str = ""
    """What a sitemap says of when the page changed; needed to read it."""


Ask = Callable[[Errand], Awaitable["Answer"]]
"""Makes one request and waits for what becomes of it."""


@dataclass(frozen=True, slots=True)
class Show:
    """A page for a browser."""

    sent: Response
    """What the server sent."""
    load: Callable[[str, dict[str, str], Ask], Awaitable[Response | None]]
    """Fetches an address that the page's scripts ask for, with these headers; None where it may not be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of an errand: a response, or a trouble."""

    errand: Errand
    response: Response | None = None
    """Its body is as it was sent: compressed where `content-encoding` says so."""
    facts: Extract | None = None
    """What the page says, where a helper has read it already."""
    trouble: Trouble | None = None
    detail: str = ""
    """What the library said of the trouble."""
    broken_off: bool = False
    """The body is shorter than the server had announced."""
    headers_only: bool = False
    """The body was not wanted and not read."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a director wants done now."""

    errands: Sequence[Errand] = ()
    wait: float = 1.0
    """Seconds after which it wants to be asked again though no answer came."""
    ended: bool = False


class Director(Protocol):
    """Decides what is asked next, and hears what came of it."""

    def next(self) -> Turn:
        """What is to be done now."""

    def done(self, answer: Answer) -> None:
        """Hear the answer to one errand; exactly once for each."""
