"""Tells when several addresses are one page: with or without www, http or https, a slash, index.html, capitals."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from crawler.page import Page
from crawler.urls import root_of, site_of

SAME_PAGE = "another address of a page that was read"
"""Why a variant is not read itself."""
PROOFS = 3
"""Pairs of addresses that must have been one page, and none two, before the rest of such pairs is believed to be so."""
INDEX = re.compile(r"(?:index|default|home)\.(?:html?|php|aspx?|jsp)")
"""Names of the file that stands for its folder, in lower case."""


class Way(StrEnum):
    """In what two addresses of one host differ."""

    SLASH = "slash"
    INDEX = "index"
    CASE = "case"


class Facts(NamedTuple):
    """What is compared of a page that was fetched."""

    url: str
    status: int
    redirects_to: str
    canonical: str
    text_hash: str
    title: str
    depth: int | None


def facts_of(page: Page) -> Facts:
    """What is compared of a page."""
    return Facts(page.url, page.status, page.redirects_to, page.canonical, page.text_hash, page.title, page.depth)


def key(url: str) -> str:
    """What is left of an address without scheme, www, case, index file and slash at the end; the parameters stay.

    >>> key("http://www.example.org/About/index.html?page=2")
    'example.org/about?page=2'
    """
    page, mark, query = url.partition("?")
    folder, slash, name = page.lower().rpartition("/")
    if not INDEX.fullmatch(name):
        folder = f"{folder}{slash}{name}"
    root = root_of(url).lower()
    path = f"{folder}/"[len(root) - 1 :].rstrip("/")
    return f"{site_of(root)}{path}{mark}{query}"


def file_name(url: str) -> str:
    """What stands after the last slash of the path."""
    return url.partition("?")[0].rpartition("/")[2]


def twins(url: str, index_names: Iterable[str]) -> Iterator[tuple[Way, str]]:
    """Other addresses that may be the same page, and what they differ in; `index_names` are those that a site uses."""
    page, mark, query = url.partition("?")
    folder, _, name = page.rpartition("/")
    rest = f"{mark}{query}"
    if not name:
        yield from ((Way.INDEX, f"{page}{file}{rest}") for file in index_names if INDEX.fullmatch(file.lower()))
        if len(page) > len(root_of(url)):
            yield Way.SLASH, f"{folder}{rest}"
    elif INDEX.fullmatch(name.lower()):
        yield Way.INDEX, f"{folder}/{rest}"
    elif "." not in name:
        yield Way.SLASH, f"{page}/{rest}"
    if page != page.lower():
        yield Way.CASE, f"{page.lower()}{rest}"


def same(one: Facts, other: Facts) -> bool:
    """Whether two answers at addresses with the same `key` are one page: one names the other, or they read the same."""
    if not one.status == other.status == 200 or one.redirects_to or other.redirects_to:  # noqa: PLR2004 — success
        return False
    if one.canonical == other.url or other.canonical == one.url:
        return True
    return bool(one.text_hash) and (one.text_hash, one.title) == (other.text_hash, other.title)


class Learned:
    """In what ways addresses of a site may differ and still be one page, learnt from pairs that were both fetched."""

    def __init__(self) -> None:
        self._proofs: defaultdict[Way, set[frozenset[str]]] = defaultdict(set)
        self._failed: set[Way] = set()

    def hear(self, one: Facts, other: Facts, how: Way) -> None:
        """Take a pair that differs in one way into account; one that is heard twice counts once."""
        if not same(one, other):
            self._failed.add(how)
        elif len(self._proofs[how]) < PROOFS:
            self._proofs[how].add(frozenset((one.url, other.url)))

    @property
    def ways(self) -> frozenset[Way]:
        """Those that held for enough pairs, and failed for none."""
        return frozenset(how for how, pairs in self._proofs.items() if len(pairs) >= PROOFS) - self._failed


def variants(pages: Iterable[Facts], starts: Iterable[str]) -> Mapping[str, str]:
    """Variant → the address that stands for the page, of all pages of a site.

    The address that the page itself names as canonical stands for it, else a start page, the one that takes the fewest
    clicks, the shortest, the first.
    """
    groups: dict[str, list[Facts]] = {}
    for page in pages:
        groups.setdefault(key(page.url), []).append(page)
    first = frozenset(starts)
    found: dict[str, str] = {}
    for group in groups.values():
        left = sorted(group, key=lambda page: _rank(page, first, group)) if len(group) > 1 else []
        while left:
            main, *others = left
            found |= {page.url: main.url for page in others if same(main, page)}
            left = [page for page in others if page.url not in found]
    return found


def _rank(page: Facts, starts: frozenset[str], group: Iterable[Facts]) -> tuple[object, ...]:
    named = any(other.canonical == page.url for other in group)
    return not named, page.url not in starts, page.depth is None, page.depth or 0, len(page.url), page.url
