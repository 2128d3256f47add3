"""Which pages of a site share their text, their address but for its spelling, or their title."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from crawler.page import Page
from crawler.urls import parts_of

_INDEX = re.compile(r"/(?:index|default|home)\.(?:html?|php|aspx?|jsp)$")
_APOSTROPHE = re.compile("['’]")
_NO_LETTER = re.compile(r"[\W_]+")


class Groups:
    """Pages and documents by what they share; a page that names another address as the right one is left out."""

    def __init__(self, live: Iterable[Page]) -> None:
        self._live = tuple(page for page in live if page.canonical in ("", page.url))

    def _by(self, key: Callable[[Page], object]) -> Mapping[object, tuple[Page, ...]]:
        groups: dict[object, list[Page]] = defaultdict(list)
        for page in self._live:
            if name := key(page):
                groups[name].append(page)
        return {name: tuple(pages) for name, pages in groups.items() if len(pages) > 1}

    @cached_property
    def _texts(self) -> Mapping[object, tuple[Page, ...]]:
        return self._by(lambda page: page.text_hash)

    @cached_property
    def _addresses(self) -> Mapping[object, tuple[Page, ...]]:
        return self._by(lambda page: (spelling(page.url), page.text_hash) if page.text_hash else None)

    @cached_property
    def _titles(self) -> Mapping[object, tuple[Page, ...]]:
        return self._by(lambda page: plain(page.title))

    def same_text(self, page: Page) -> tuple[Page, ...]:
        """Other pages with the very same main text at truly other addresses."""
        others = self._texts.get(page.text_hash, ())
        return tuple(other for other in others if spelling(other.url) != spelling(page.url))

    def same_address(self, page: Page) -> tuple[Page, ...]:
        """The same text at addresses that differ in spelling only."""
        others = self._addresses.get((spelling(page.url), page.text_hash), ())
        return tuple(other for other in others if other.url != page.url)

    def same_title(self, page: Page) -> tuple[Page, ...]:
        """Other pages whose title is the same but for case and punctuation, and whose text is another."""
        others = self._titles.get(plain(page.title), ())
        return tuple(other for other in others if other.url != page.url and other.text_hash != page.text_hash)


def spelling(url: str) -> str:
    """What is left of an address without scheme, www, case, index file, slash at the end and parameters.

    >>> spelling("http://www.example.org/About/index.html?from=menu")
    'example.org/about'
    """
    parts = parts_of(url.lower())
    return parts.netloc.removeprefix("www.") + _INDEX.sub("/", parts.path).rstrip("/")


def plain(title: str) -> str:
    """A title in lower case without punctuation.

    >>> plain("Don’t Pay: Fees & Charges – 2024")
    'dont pay fees charges 2024'
    """
    return _NO_LETTER.sub(" ", _APOSTROPHE.sub("", title.casefold())).strip()
