"""What a person may ask of a crawl: on the command line for one crawl, in audit.toml for all of them."""

import fnmatch
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from crawler.errors import AuditError
from crawler.settings import Section
from crawler.urls import TRACKING_PARAMETERS


class OptionError(AuditError):
    """An option of the crawl cannot be used; the message says which and why."""


Render = Literal["never", "needed", "always"]
"""Which pages a browser shows: none, those that scripts make, or all."""


class CrawlSettings(Section, frozen=True):
    """The section `[crawl]` of audit.toml."""

    contact: str = ""
    """Your e-mail address or a web page about you; webmasters see it in their logs."""
    user_agent: str = ""
    """The whole name that servers see; takes the place of `audit/VERSION (+contact)`."""
    tracking_parameters: tuple[str, ...] = TRACKING_PARAMETERS
    """Parameters that never choose a page; `utm_*` stands for all that begin so."""
    timeout: float = 30
    """Seconds that a page may take."""
    outside_timeout: float = 15
    """Seconds that an address outside the site may take."""
    max_megabytes: int = 20
    """Size of the largest page or document that is read."""
    verify_certificates: bool = True
    """Whether an invalid certificate counts as no answer, as it does for visitors."""
    render: Render = "needed"
    """Which pages a browser shows: those that scripts make (where Playwright is installed), all, or none."""
    browser: str = ""
    """The browser to take, for example /usr/bin/chromium; else Playwright's own, or one that is found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlOptions:
    """The options of `audit crawl`."""

    max_pages: int | None = None
    max_depth: int | None = None
    delay: float | None = None
    """Seconds between two requests to the site; None adapts to the server."""
    concurrency: int | None = None
    """Requests at a time to the site; None: two, and eight to a server on this computer."""
    include: tuple[str, ...] = ()
    """Only addresses that match one of these; `*` stands for anything."""
    exclude: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    """Sitemaps beside those that the site itself names."""
    from_warc: tuple[Path, ...] = ()
    """Archives that are inventoried; nothing is fetched then."""
    listed: tuple[str, ...] = ()
    """Addresses that were given in a file."""
    external: bool = True
    """Whether links that leave the site are checked."""
    ignore_robots: bool = False
    headers: tuple[tuple[str, str], ...] = ()
    """Sent to the sites of the start pages only, not to where these redirect: they may hold a password."""
    user_agent: str = ""
    follow: bool = True
    """Whether links are followed; else only the starts, the list, and what they redirect to are asked."""
    processes: int = 1
    """Processes that read pages; the first of them does all else, too."""
    fresh: bool = False
    """Start a new crawl though this one is finished or half done."""

    def kept(self) -> dict[str, object]:
        """What the workspace remembers of a crawl: what decides which addresses are fetched."""
        kept: dict[str, object] = {
            "max_pages": self.max_pages,
            "max_depth": self.max_depth,
            "include": list(self.include),
            "exclude": list(self.exclude),
            "sitemaps": list(self.sitemaps),
            "list": hashlib.sha256("\n".join(self.listed).encode()).hexdigest()[:16] if self.listed else "",
            "from_warc": [file.name for file in self.from_warc],
            "external": self.external,
            "ignore_robots": self.ignore_robots,
        }
        return kept if self.follow else {**kept, "follow": False}

    def unwanted(self, url: str) -> str:
        """Why the options leave an address out; empty when they do not."""
        if any(_matches(url, pattern) for pattern in self.exclude):
            return "left out by --exclude"
        if self.include and not any(_matches(url, pattern) for pattern in self.include):
            return "not among what --include asks for"
        return ""


def listed(file: Path) -> tuple[str, ...]:
    """The addresses of a file, one a line; empty lines and those that begin with `#` are passed over.

    Raises OptionError when the file cannot be read or holds none.
    """
    try:
        lines = [line.strip() for line in file.read_text(encoding="utf-8-sig").splitlines()]
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
        raise OptionError(
            f"The list {file} cannot be read: {why}. It must be a text file, one address a line."
        ) from error
    found = tuple(line for line in lines if line and not line.startswith("#"))
    if not found:
        raise OptionError(f"The list {file} holds no address. Write one a line.")
    return found


def header(text: str) -> tuple[str, str]:
    """A header as `Name: value` in its two parts; raises OptionError when it is none."""
    name, colon, value = text.partition(":")
    if not colon or not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name.strip()) or re.search(r"[\r\n]", value):
        raise OptionError(f"“{text}” is no header. Write it as 'Name: value', for example 'Authorization: Bearer 123'.")
    return name.strip(), value.strip()


def _matches(url: str, pattern: str) -> bool:
    """A pattern that begins with `/` is compared with path and query, any other with the whole address."""
    if pattern.startswith("/"):
        parts = urlsplit(url)
        url = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return fnmatch.fnmatchcase(url, pattern)
