"""How evidence is worded: short quotes, addresses without host, dates that everybody reads the same way."""

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

from crawler.page import DatedBy, Page
from crawler.urls import parts_of

if TYPE_CHECKING:
    from audit.site import Site

LONGEST = 200
"""Characters of evidence that a cell of a worksheet shows without scrolling."""
QUOTED = 70
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def cut(text: str, length: int) -> str:
    """The text on one line, ended with … where it was longer than `length`.

    >>> cut("A  long story", 7)
    'A long…'
    """
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def quote(text: str, length: int = QUOTED) -> str:
    """The text in curly quotes, cut to `length` characters.

    >>> quote("Apply now")
    '“Apply now”'
    """
    return f"“{cut(text, length)}”"


def short(url: str, beside: str) -> str:
    """An address as somebody on the page `beside` would name it: without scheme and host where these are the same.

    >>> short("https://www.example.org/a?b=1", "https://www.example.org/")
    '/a?b=1'
    """
    there, here = parts_of(url), parts_of(beside)
    if (there.scheme, there.netloc) != (here.scheme, here.netloc):
        return cut(url, QUOTED + 20)
    return cut(there.path + (f"?{there.query}" if there.query else ""), QUOTED)


def day(date: datetime.date) -> str:
    """A date as it is said.

    >>> day(datetime.date(2014, 5, 3))
    '3 May 2014'
    """
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def listed(first: Sequence[str], total: int, of: str) -> str:
    """The first few things, and how many more there are.

    >>> listed(["/a", "/b"], 5, "pages")
    '/a, /b and 3 more pages'
    """
    if total <= len(first):
        return " and ".join(part for part in (", ".join(first[:-1]), *first[-1:]) if part)
    rest = total - len(first)
    return f"{', '.join(first)} and {rest:,} more {of[:-1] if rest == 1 else of}"


DATED_BY = {
    DatedBy.JSON_LD: "by its own data",
    DatedBy.META: "by its own data",
    DatedBy.HEADER: "as the server says",
    DatedBy.SITEMAP: "as the sitemap says",
    DatedBy.TEXT: "by its text",
    DatedBy.URL: "by its address",
    DatedBy.DOCUMENT: "by the file's own data",
    DatedBy.NONE: "",
}


def dated(page: Page, date: datetime.date) -> str:
    """A page's date with how it is known: `3 May 2014 (by its text)`."""
    return f"{day(date)} ({DATED_BY[page.dated_by]})"


def years(since: datetime.date, until: datetime.date) -> float:
    """Years between two days, a year of 365.25 days."""
    return (until - since).days / 365.25


def links_here(page: Page, site: "Site") -> str:
    """The pages that link to an address, with the words of the link; empty when no page does."""
    total = site.links_in(page)
    first = [
        f"{short(source.url, page.url)} {quote(link.text or 'picture', 40)}" for source, link in site.links_to(page, 2)
    ]
    return listed(first, total, "pages")
