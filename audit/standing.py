"""How a page stands among the others: who speaks of it, whether it leads to others, and what became of its family."""

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from audit.links import Links
from crawler.page import Page

LIST = re.compile(
    r"/(?:tags?|categor(?:y|ies)|authors?|page)/|/topics?/[^/]*/?$|/archives?/(?:(?:19|20)\d\d/)?(?:index\.\w+)?$"
    r"|/(?:news|blog|press|posts)/(?:index\.\w+)?$|/(?:19|20)\d\d/(?:\d\d/)?$|[?&](?:page|paged|offset)=\d+"
)
"""Addresses of lists: by subject, by author, by year, and the second page of one."""
LIST_LINKS, WORDS_A_LINK = 10, 20
"""A page of so many links in its text, with fewer words to each than this, is a list: to be in it says nothing."""
CHILDREN = 3
"""A section's front page has so many pages below it."""
FAMILY = 3
"""Fewer pages below one folder are no family."""
MENU_SHARE, FEWEST_MENUS = 0.1, 10
"""What stands in the menus of this share of the pages is one of the site's main entries."""
DATED_KINDS = ("news", "events")
"""What such a page says of another was said on its day; it is no sign that the other is in use."""


@dataclass(frozen=True, slots=True)
class Family:
    """The pages below one folder two levels down, such as the chapters of a guide."""

    path: str
    pages: int
    newest: datetime.date | None
    """The last change of any of them; None where no date is known."""


class Standing:
    """The live pages of a site, seen from outside each."""

    def __init__(
        self,
        live: Iterable[Page],
        starts: Iterable[str],
        links: Links,
        kind_of: Callable[[Page], str],
        changed: Callable[[Page], datetime.date | None],
    ) -> None:
        self._live = tuple(live)
        self._starts = frozenset(starts)
        self._links = links
        self._kind_of = kind_of
        self._changed = changed

    def is_index(self, page: Page) -> bool:
        """Whether the page leads to others: a start page, a list by address, or the front page of a section."""
        return page.url in self._starts or self._is_front(page) or LIST.search(page.url) is not None

    def in_menus(self, page: Page) -> bool:
        """Whether the page stands in the menus of much of the site."""
        return self._links.menus_to(page.url) >= max(FEWEST_MENUS, MENU_SHARE * len(self._live))

    def family(self, page: Page) -> Family | None:
        """The family of a page; None when it has none."""
        return self._families.get(_folder(page.url))

    def folder(self, page: Page) -> str:
        """The path of the folder that a page lies in, or leads into; empty at the top of the site."""
        path = urlsplit(page.url).path.rstrip("/")
        return path if self._below[path] >= CHILDREN else path.rpartition("/")[0]

    def texts_to(self, page: Page) -> int:
        """How many pages name this one in their text; lists, front pages, news and its own family do not count."""
        return self._texts_to.get(page.url, 0)

    @cached_property
    def _below(self) -> Counter[str]:
        """How many pages lie below each path."""
        found: Counter[str] = Counter()
        for page in self._live:
            path = urlsplit(page.url).path.rstrip("/")
            while path := path.rpartition("/")[0]:
                found[path] += 1
        return found

    @cached_property
    def _families(self) -> Mapping[str, Family]:
        members: dict[str, list[Page]] = defaultdict(list)
        for page in self._live:
            if folder := _folder(page.url):
                members[folder].append(page)
        return {
            folder: Family(
                urlsplit(folder).path, len(pages), max((day for day in map(self._changed, pages) if day), default=None)
            )
            for folder, pages in members.items()
            if len(pages) >= FAMILY
        }

    @cached_property
    def _texts_to(self) -> Mapping[str, int]:
        families = {folder: number for number, folder in enumerate(self._families, start=1)}
        return self._links.texts_to(
            frozenset(page.url for page in self._live if self._says_something(page)),
            {page.url: families.get(_folder(page.url), 0) for page in self._live},
        )

    def _is_front(self, page: Page) -> bool:
        """Whether the page is the front page of a section; it names what lies below it, whatever that is worth."""
        path = urlsplit(page.url).path.rstrip("/")
        return path.count("/") <= 1 and self._below[path] >= CHILDREN

    def _says_something(self, page: Page) -> bool:
        """Whether it means something that a page names another."""
        if self._kind_of(page) in DATED_KINDS or self._is_front(page) or LIST.search(page.url):
            return False
        links = self._links.in_text_of(page.url)
        return links < LIST_LINKS or (page.words or 0) >= links * WORDS_A_LINK


def _folder(url: str) -> str:
    """The folder two levels down that an address lies in; empty when it does not lie so deep.

    >>> _folder("https://www.example.org/guides/pool/fees.html")
    'https://www.example.org/guides/pool/'
    """
    parts = urlsplit(url)
    steps = parts.path.split("/")
    return f"{parts.scheme}://{parts.netloc}/{steps[1]}/{steps[2]}/" if len(steps) > 3 else ""  # noqa: PLR2004 — the empty one before the first slash, two folders, and what lies in them
