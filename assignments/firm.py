"""Decisions that nobody contradicts, and what the last crawl found: looked up where they are kept, a few remembered."""

from collections.abc import Iterator
from functools import lru_cache

from assignments.decisions import ARCHIVE, CONVERT, DELETE, KEEP, MERGE, REWRITE, UPDATE
from assignments.records import Agreement, Decision
from crawler.workspace import Begins, OneOf, Status, Workspace

GOES = frozenset({DELETE, MERGE})
"""Decisions after which a page’s address leads somewhere else, or nowhere."""
STAYS = frozenset({KEEP, UPDATE, REWRITE, CONVERT, ARCHIVE})
"""Decisions after which the page still answers at its address."""
REMEMBERED = 5_000
"""Many pages lead to a few."""


class Firm:
    """The decisions on which all agree who were asked."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.get = lru_cache(REMEMBERED)(self._get)
        """The decision on a page, by its address; None where there is none, or people differ."""

    def going(self) -> Iterator[Decision]:
        """Those after which a page is gone, in the order of addresses."""
        return self._workspace.records(
            Decision, order=("page_url",), state=Agreement.AGREED, decision=OneOf(sorted(GOES))
        )

    def staying(self, folder: str) -> Iterator[Decision]:
        """Those after which a page stays whose address begins so, in the order of addresses."""
        return self._workspace.records(
            Decision,
            order=("page_url",),
            page_url=Begins(folder),
            state=Agreement.AGREED,
            decision=OneOf(sorted(STAYS)),
        )

    def _get(self, url: str) -> Decision | None:
        return next(self._workspace.records(Decision, page_url=url, state=Agreement.AGREED), None)


class Found:
    """What the crawl that everything speaks of found on the site."""

    def __init__(self, workspace: Workspace) -> None:
        crawl = workspace.inventory.current()
        self._crawl = crawl.id if crawl else 0
        self._lookup = workspace.lookup
        self.status = lru_cache(REMEMBERED)(self._status)
        """What was found at an address; None where the crawl never heard of it."""

    def same_texts(self) -> Iterator[list[str]]:
        """Addresses of one text, for each text that there is more than once."""
        return self._lookup.same_texts(self._crawl)

    def titles(self) -> Iterator[tuple[str, str, str]]:
        """(address, title, first heading) of each address of the site."""
        return self._lookup.titles(self._crawl)

    def _status(self, url: str) -> Status | None:
        return self._lookup.status(self._crawl, url)
