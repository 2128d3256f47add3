"""Writes a crawl down: archive and inventory, many pages in one transaction."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from time import monotonic

from msgspec import structs

from crawler.archive import Archive
from crawler.page import Extract, FoundBy, Page
from crawler.progress import Pace, Progress
from crawler.scope import Boundary
from crawler.workspace import Discovered, Scope, Waiting, Workspace

FLUSH_PAGES = 100
FLUSH_SECONDS = 2.0
"""What a `kill -9` can lose, and what is then fetched again."""
REMEMBERED = 1_000_000
"""Addresses that are known to be known; the inventory knows them all, but asking it takes longer."""


class Recorder:
    """Gathers what answers gave, and hands it over in bulk."""

    def __init__(self, workspace: Workspace, crawl: int, archive: Archive | None, boundary: Boundary) -> None:
        self._inventory = workspace.inventory
        self._crawl = crawl
        self._archive = archive
        self._boundary = boundary
        self._extracts: list[Extract] = []
        self._found: list[Discovered] = []
        self._left_out: list[tuple[int, str]] = []
        self._variants: list[tuple[int, str, int]] = []
        self._seen: set[str] = set()
        self._flushed = monotonic()
        self._pace = Pace()
        self.pending: set[int] = set()
        """Rows that are done, but still wait in the database."""
        counts = self._inventory.counts(crawl)
        self.done = {Scope.SITE: counts.fetched, Scope.OUTSIDE: counts.outside_fetched}
        self.waiting = {Scope.SITE: counts.waiting, Scope.OUTSIDE: counts.outside_waiting}
        self.errors = counts.errors

    def add(self, row: Waiting, extract: Extract) -> Page:
        """Note what an answer gave, and the addresses that it names; the page as it is recorded."""
        page = extract.page
        if page.url != row.url:
            extract = structs.replace(extract, page=structs.replace(page, url=row.url))
        self._extracts.append(extract)
        self.pending.add(row.id)
        self.done[row.scope] += 1
        self.waiting[row.scope] -= 1
        if row.scope is Scope.SITE:
            self.errors += page.status == 0 or page.status >= 400  # noqa: PLR2004 — errors of HTTP begin at 400
            if page.redirects_to:
                self.discover([page.redirects_to], row.depth)
            if self._boundary.follows:
                self.discover((link.url for link in extract.links), None if row.depth is None else row.depth + 1)
        return extract.page

    def discover(self, urls: Iterable[str], depth: int | None, found_by: FoundBy = FoundBy.LINK) -> None:
        """Let addresses wait their turn that are not known yet."""
        seen = self._seen
        if len(seen) > REMEMBERED:
            seen.clear()
        for url in urls:
            if url not in seen:
                seen.add(url)
                if found := self._boundary.place(url, depth, found_by):
                    self._found.append(found)

    def may_ask(self, url: str) -> bool:
        """Whether an address that is no part of the inventory (a sitemap) may be asked."""
        return self._boundary.open_to(url)

    def discover_outside(self, url: str, hops: int) -> None:
        """Let the target of a redirect of another site wait its turn; its depth counts the redirects."""
        if url not in self._seen and (found := self._boundary.place(url, None, FoundBy.LINK)):
            self._seen.add(url)
            self._found.append(replace(found, depth=hops) if found.scope is Scope.OUTSIDE else found)

    def leave_out(self, row: Waiting, reason: str) -> None:
        """Note that an address is not fetched, and why."""
        self._left_out.append((row.id, reason))
        self.pending.add(row.id)
        self.waiting[row.scope] -= 1

    def unite(self, row: Waiting, main: str, status: int) -> None:
        """Note that an address need not be fetched: visitors meet there, with this status, the page of another one."""
        self._variants.append((row.id, main, status))
        self.pending.add(row.id)
        self.waiting[row.scope] -= 1
        self.discover([main], row.depth, row.found_by)

    def reopen_failed(self) -> bool:
        """Let what failed on the site wait once more; say whether there was any."""
        again = self._inventory.reopen(self._crawl)
        self.waiting[Scope.SITE] += again
        self.done[Scope.SITE] -= again
        self.errors -= again
        return again > 0

    def has_found(self) -> bool:
        """Whether addresses were found that the database does not know of yet."""
        return bool(self._found)

    def progress(self, resting: str) -> Progress:
        """How far the crawl is."""
        done, outside = self.done[Scope.SITE], self.done[Scope.OUTSIDE]
        known = done + self.waiting[Scope.SITE]
        rate, growth, outside_rate = self._pace.rates(monotonic(), done, known, outside)
        return Progress(
            done=done,
            waiting=self.waiting[Scope.SITE],
            errors=self.errors,
            outside_done=outside,
            outside_waiting=self.waiting[Scope.OUTSIDE],
            rate=rate,
            growth=growth,
            outside_rate=outside_rate,
            resting=resting,
        )

    def due(self) -> bool:
        """Whether enough has gathered, or waited long enough."""
        gathered = len(self.pending)
        return gathered >= FLUSH_PAGES or (
            bool(self._found or gathered) and monotonic() - self._flushed > FLUSH_SECONDS
        )

    def flush(self) -> bool:
        """Hand everything to the database; say whether new addresses wait now."""
        new = False
        if self.pending or self._found:
            if self._archive:
                self._archive.flush()
            added = self._inventory.record(self._crawl, self._extracts, self._found, self._left_out, self._variants)
            for scope, number in added.items():
                self.waiting[scope] += number
            new = bool(sum(added.values()))
            self._extracts, self._found, self._left_out, self._variants = [], [], [], []
            self.pending.clear()
        self._flushed = monotonic()
        return new


def unanswered(row: Waiting, error: str, at: datetime) -> Extract:
    """The page of an address that gave no answer."""
    return Extract(page=Page(url=row.url, error=error, fetched_at=at.isoformat(timespec="seconds")))
