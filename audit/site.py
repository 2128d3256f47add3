"""The whole site as rules see it: read-only, and what needs every page is worked out once, in bulk."""

import datetime
from collections.abc import Iterator, Mapping
from functools import cached_property
from urllib.parse import urlsplit

from audit.all_texts import AllTexts, all_texts
from audit.clusters import Alike, alike, documents_as_pages
from audit.editions import Series, series
from audit.groups import Groups
from audit.repeats import Repeat, repeats
from audit.spelling import site_words
from audit.ways import Ways
from audit.words import Measure, Words, judged
from crawler.page import Kind, Page
from crawler.workspace import Workspace

ALIKE = 0.9
"""Share of words in common that makes pages near-duplicates (Screaming Frog's default)."""
REPEATED = 0.8
"""Share of words in common that makes a document a repetition of a page (CART: candidate from 0.8)."""
LARGE = 3_000
"""Pages from which on it pays to start processes of their own that judge words."""


class Site(Ways):
    """One crawl of one site, on one day.

    `bodies` gives the HTML of pages that are in no archive, by URL; examples of rules come so.
    """

    def __init__(
        self, workspace: Workspace, crawl: int, today: datetime.date, bodies: Mapping[str, bytes] | None = None
    ) -> None:
        super().__init__(workspace, crawl, today, bodies)
        self._words: tuple[str, Words] | None = None

    def same_text(self, page: Page) -> tuple[Page, ...]:
        """Other pages with the very same main text at truly other addresses."""
        return self._groups.same_text(page)

    def same_address(self, page: Page) -> tuple[Page, ...]:
        """The same page at addresses that differ in spelling only: www, http, a slash, case, a parameter."""
        return self._groups.same_address(page)

    def same_title(self, page: Page) -> tuple[Page, ...]:
        """Other pages whose title is the same but for case and punctuation, and whose text is another."""
        return self._groups.same_title(page)

    @cached_property
    def _groups(self) -> Groups:
        return Groups(self.live)

    @cached_property
    def alike(self) -> Mapping[str, Alike]:
        """Every page of a cluster of pages that say nearly the same, by its URL."""
        pages = frozenset(page.url for page in self.live if page.kind is Kind.PAGE and page.canonical in ("", page.url))
        likeness = self.settings.thresholds.get("near-duplicate", {}).get("likeness", ALIKE)
        return alike(self._all_texts.of(pages), self._by_url, self._worth, likeness)

    def near_duplicates(self, page: Page) -> tuple[Page, ...]:
        """The other pages of a page's cluster, without those that say the very same."""
        place = self.alike.get(page.url)
        if place is None:
            return ()
        members = (self._by_url[url] for url in self._members[place.cluster])
        return tuple(other for other in members if other.url != page.url and other.text_hash != page.text_hash)

    @cached_property
    def _members(self) -> Mapping[str, tuple[str, ...]]:
        """The URLs of each cluster, most like its centre first."""
        found: dict[str, list[str]] = {}
        for place in self.alike.values():
            found.setdefault(place.cluster, []).append(place.page_url)
        return {cluster: tuple(urls) for cluster, urls in found.items()}

    def survivor(self, page: Page) -> Page | None:
        """The page that is proposed to stay of those that say the same or nearly the same; None when nothing does."""
        if place := self.alike.get(page.url):
            return self._by_url[place.survivor]
        same = self.same_text(page)
        return max((page, *same), key=self._worth) if same else None

    def _worth(self, page: Page) -> tuple[float, ...]:
        """What speaks for keeping a page of a cluster: links in, visits, newest, shortest address; the greater wins."""
        date = self.changed(page)
        return (self.links_in(page), self.visits(page) or 0, date.toordinal() if date else 0, -len(page.url))

    def page_like(self, document: Page) -> Page | None:
        """The page that says the same as a document; None when there is none."""
        return self._by_url.get(self._documents_as_pages.get(document.url, ""))

    @cached_property
    def _documents_as_pages(self) -> Mapping[str, str]:
        lengths = [page.words or 0 for page in self.live if page.kind is Kind.DOCUMENT and page.words]
        if not lengths:
            return {}
        shortest, longest = min(lengths) * REPEATED, max(lengths) / REPEATED
        comparable = frozenset(page.url for page in self.live if shortest <= (page.words or 0) <= longest)
        return documents_as_pages(self._all_texts.of(comparable), self._by_url, REPEATED)

    def pages_within(self, document: Page) -> tuple[Page, ...]:
        """The pages whose text stands within a longer document, such as a booklet, in the order of their share."""
        within = self._booklets.get(document.url, ())
        same = self.page_like(document)
        return tuple(self._by_url[repeat.page] for repeat in within if same is None or repeat.page != same.url)

    @cached_property
    def _booklets(self) -> Mapping[str, tuple[Repeat, ...]]:
        documents = frozenset(page.url for page in self.live if page.kind is Kind.DOCUMENT and page.words)
        pages = frozenset(page.url for page in self.live if page.kind is Kind.PAGE)
        found: dict[str, list[Repeat]] = {}
        for repeat in repeats(self._all_texts.of(documents), self._all_texts.of(pages), REPEATED):
            found.setdefault(repeat.document, []).append(repeat)
        return {url: tuple(of) for url, of in found.items()}

    @cached_property
    def _all_texts(self) -> AllTexts:
        live = frozenset(page.url for page in self.live)
        contents = self._workspace.bulk.contents(self._crawl)
        return all_texts((url, content.text) for url, content in contents if url in live)

    def series(self, page: Page) -> Series | None:
        """The editions of one thing that a page or document belongs to; None when it is no edition."""
        return self._series.get(page.url)

    @cached_property
    def _series(self) -> Mapping[str, Series]:
        found = series([(page.url, page.title) for page in self.live if page.title], self.language)
        return {edition.key: one for one in found for edition in one.editions}

    def words(self, page: Page) -> Words:
        """What the page's words say: passed dates, readability, spelling; the page asked for last is remembered."""
        if self._words is None or self._words[0] != page.url:
            self._words = next(self._judged, None) if len(self.live) >= LARGE else None
            if self._words is None or self._words[0] != page.url:  # somebody asks out of turn
                language = self.language_of(page)
                text = self.content(page).text
                self._words = (page.url, self._measure.words(text, language, self._written(page)))
        return self._words[1]

    @cached_property
    def _judged(self) -> Iterator[tuple[str, Words]]:
        """The words of all live pages in the order of their URLs, judged ahead by several processes."""
        facts = {page.url: (self.language_of(page), self._written(page)) for page in self.live}
        packed = self._workspace.bulk.packed(self._crawl)
        return judged(((url, content, *facts[url]) for url, content in packed if url in facts), self._measure)

    def _written(self, page: Page) -> datetime.date | None:
        """When a page was changed last, where it was published with a date, as news are; None where that is not known.

        What is only known to be changed may have been looked at for another reason.
        """
        return self.changed(page) if page.published else None

    @cached_property
    def _measure(self) -> Measure:
        return Measure(self.today, self._own_words, self.settings.words_to_avoid)

    @cached_property
    def _own_words(self) -> frozenset[str]:
        """Words and abbreviations that need no explanation here: learnt from the site, named in audit.toml, and in its
        address, which is the organisation's own name.
        """
        own_name = {label.upper() for url in self.starts for label in (urlsplit(url).hostname or "").split(".")}
        return site_words(self._all_texts.pages) | own_name | frozenset(self.settings.known_words)
