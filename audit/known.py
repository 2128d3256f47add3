"""What is known of the pages of one crawl: facts, contents, dates, visits and what audit.toml says of them."""

import datetime
import re
from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from audit.settings import Kinds, RuleSettings, kinds, must_keep, rule_settings, stays_by
from audit.visits import Visits
from crawler import archive
from crawler.page import Content, Kind, Page
from crawler.workspace import Scope, Workspace

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

    from audit.rule import Rule

OK = 200


class Known:
    """The pages of one crawl on one day; `Site` adds their links, and what they have in common."""

    def __init__(
        self, workspace: Workspace, crawl: int, today: datetime.date, bodies: Mapping[str, bytes] | None = None
    ) -> None:
        self.today = today
        self.settings: RuleSettings = rule_settings(workspace.settings_file)
        self._kinds: Kinds = kinds(workspace.settings_file)
        self._must_keep = must_keep(workspace.settings_file)
        self._workspace = workspace
        self._crawl = crawl
        self._bodies = bodies
        self.pages: tuple[Page, ...] = tuple(workspace.inventory.pages(crawl))
        """Every address of the site in the order of its URL, also those that fail or lead elsewhere."""
        self._outside = {page.url: page for page in workspace.inventory.pages(crawl, Scope.OUTSIDE)}
        self._by_url = {page.url: page for page in self.pages}
        self._kind: dict[str, str] = {}
        self._content: tuple[str, Content] = ("", Content())

    def page(self, url: str) -> Page | None:
        """What is known of an address, on the site or linked from it; None when it was never asked for."""
        return self._by_url.get(url) or self._outside.get(url)

    def is_own(self, url: str) -> bool:
        """Whether an address belongs to the audited site."""
        return url in self._by_url

    @cached_property
    def live(self) -> tuple[Page, ...]:
        """Pages and documents of the site that can be read."""
        return tuple(
            page
            for page in self.pages
            if page.status == OK and not page.redirects_to and page.kind in (Kind.PAGE, Kind.DOCUMENT)
        )

    def variants_of(self, page: Page) -> tuple[Page, ...]:
        """Other addresses under which the server shows this very page, which was read once."""
        return self._variants.get(page.url, ())

    @cached_property
    def _variants(self) -> Mapping[str, tuple[Page, ...]]:
        found: dict[str, tuple[Page, ...]] = {}
        for page in self.pages:
            if page.variant_of and page.status == OK:
                found[page.variant_of] = (*found.get(page.variant_of, ()), page)
        return found

    @cached_property
    def starts(self) -> tuple[str, ...]:
        """The addresses that the crawl began with."""
        return next(crawl.starts for crawl in self._workspace.inventory.crawls() if crawl.id == self._crawl)

    def content(self, page: Page) -> Content:
        """What a page says; the page that was asked for last is remembered."""
        if self._content[0] != page.url:
            self._content = (page.url, self._workspace.inventory.content(self._crawl, page.url))
        return self._content[1]

    def text(self, page: Page) -> str:
        """The main text of a page other than the one that is being looked at."""
        return self._workspace.inventory.content(self._crawl, page.url).text

    def soup(self, page: Page) -> "BeautifulSoup":
        """The page as a tree, from the archive; comfortable and slow, so ask `content` first. Empty if not kept."""
        from bs4 import BeautifulSoup  # noqa: PLC0415 — most audits have no rule or column that asks for a tree

        if self._bodies is not None:
            return BeautifulSoup(self._bodies.get(page.url, b""), "html.parser")
        if page.archive_offset is None:
            return BeautifulSoup("", "html.parser")
        return BeautifulSoup(archive.read(self._workspace.archive, page).body, "html.parser")

    def changed(self, page: Page) -> datetime.date | None:
        """The day of a page's last change, or of its publication; None when it is unknown or lies in the future."""
        days = [self.day(date) for date in (page.modified, page.published) if date]
        return max((day for day in days if day and day <= self.today), default=None)

    @staticmethod
    def day(date: str) -> datetime.date | None:
        """The day of a page's date; None where it names none."""
        try:
            return datetime.date.fromisoformat(date[:10])
        except ValueError:
            return None

    def kind_of(self, page: Page) -> str:
        """How a page ages by its place on the site: news, events, guidance, records, about; empty where nothing
        says.
        """
        if page.url not in self._kind:
            self._kind[page.url] = self._kinds.kind_of(page.url)
        return self._kind[page.url]

    def visits(self, page: Page) -> int | None:
        """How often people came; None when nobody counted.

        A page that the statistics do not name had no visits; of documents they may not know, so these count only when
        the statistics name at least one.
        """
        if not self._visits or (page.kind is Kind.DOCUMENT and not self._documents_counted):
            return None
        return self._visits.get(page.url, 0)

    @cached_property
    def _documents_counted(self) -> bool:
        return any(page.kind is Kind.DOCUMENT and page.url in self._visits for page in self.live)

    @cached_property
    def _visits(self) -> Mapping[str, int]:
        return {visits.page_url: visits.views for visits in self._workspace.records(Visits)}

    def must_keep(self, page: Page) -> bool:
        """Whether audit.toml says that the page must stay."""
        return bool(stays_by(page.url, self._must_keep))

    @cached_property
    def former_names(self) -> re.Pattern[str] | None:
        """Finds the former names that audit.toml lists; None when it lists none."""
        names = sorted(self.settings.former_names, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)") if names else None

    @cached_property
    def language(self) -> str:
        """The language of most of the site's pages."""
        counts = Counter(_tag(page.language) for page in self.live if page.language)
        return counts.most_common(1)[0][0] if counts else "en"

    def language_of(self, page: Page) -> str:
        """The language that a page's words are judged in: its own, else that of most pages."""
        return _tag(page.language) or self.language

    def threshold(self, rule: "Rule", name: str) -> float:
        """A rule's number: from audit.toml, or the rule's own."""
        return self.settings.thresholds.get(rule.id, {}).get(name, rule.thresholds[name].default)


def _tag(language: str) -> str:
    """A page's language as HTML wants it: many systems write `en_US` or `en_US.UTF-8` for `en-US`."""
    return language.replace("_", "-").partition(".")[0]
