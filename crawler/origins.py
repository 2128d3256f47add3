"""Finds out whether another host or scheme of a site (www, http) shows the same pages: two looks at the most."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from crawler.errand import Answer, Errand, Purpose, Trouble
from crawler.page import Page
from crawler.reader import Reader
from crawler.urls import resolve, root_of, same_site
from crawler.variants import facts_of, same
from crawler.workspace import Waiting

HOPS = 3
"""Redirects that are followed: http with www → https with www → https."""


class Verdict(NamedTuple):
    """What an origin (scheme and host) turned out to be."""

    root: str = ""
    """Where its pages are read; empty when it has pages of its own."""
    status: int = 0
    """What it answers: 200, or how it redirects."""
    trouble: Trouble | None = None
    """Why it does not answer at all."""


class Origins:
    """The origins of a site; rows wait here until it is known what the origin of their address is."""

    def __init__(self, homes: Sequence[str], reader: Reader, page: Callable[[str], Page | None]) -> None:
        self._homes = homes
        self._reader = reader
        self._page = page
        self._verdicts = {root_of(home): Verdict() for home in homes}
        self._held: dict[str, list[Waiting]] = {}
        self._wanted: dict[str, str] = {}
        """The page that has to be met under an origin, if its pages are to be read elsewhere."""
        self._status: dict[str, int] = {}
        """What an origin answered first."""

    @property
    def held(self) -> list[Waiting]:
        """The rows that wait."""
        return [row for rows in self._held.values() for row in rows]

    def verdict(self, url: str) -> Verdict | None:
        """What the origin of an address is; None while it is unknown."""
        root = root_of(url)
        home = self._home(root)
        if root not in self._verdicts and (home is None or url == _moved(home, root)):
            return Verdict()  # a start page is asked for itself: many hosts redirect this one to its like, and no other
        return self._verdicts.get(root)

    def hold(self, row: Waiting) -> Errand | None:
        """Let a row wait for the verdict; the errand that brings it, for the first row of an origin."""
        root, home = root_of(row.url), self._home(row.url)
        assert home is not None
        self._held.setdefault(root, []).append(row)
        if len(self._held[root]) > 1:
            return None
        self._wanted[root] = _moved(row.url, root_of(home))
        return self._ask(row.url, root, 0)

    def heard(self, answer: Answer) -> Errand | list[Waiting]:
        """What an answer brings: another look that is needed, or the rows that need not wait any longer.

        An origin redirects when it leads the first row to the same path elsewhere, and shows the same when that row or
        the start page reads as it does elsewhere.
        """
        asked, response = answer.errand, answer.response
        root, home = asked.origin, self._home(asked.origin)
        assert home is not None
        wanted = self._wanted[root]
        location = response.headers.get("location", "") if response and 300 <= response.status < 400 else ""  # noqa: PLR2004 — redirects (RFC 9110, 15.4)
        target = resolve(location, asked.url, self._reader.drop) if location else ""
        if response and not asked.hops:
            self._status[root] = response.status
        if target and target != wanted and same_site(target, asked.url) and asked.hops < HOPS:
            return self._ask(target, root, asked.hops + 1)
        if response is None:
            self._verdicts[root] = Verdict(trouble=answer.trouble or Trouble.OTHER)
        elif (target == wanted != home) or (not target and self._shows(answer, wanted)):
            self._verdicts[root] = Verdict(root_of(home), self._status[root])
        elif wanted != home:
            self._wanted[root] = home
            return self._ask(_moved(home, root), root, 0)
        else:
            self._verdicts[root] = Verdict()
        return self._held.pop(root, [])

    def forget_troubles(self) -> None:
        """Let origins that did not answer be asked once more."""
        self._verdicts = {root: verdict for root, verdict in self._verdicts.items() if not verdict.trouble}

    def _ask(self, url: str, root: str, hops: int) -> Errand:
        return replace(self._reader.start_errand(url, Purpose.ORIGIN), origin=root, hops=hops)

    def _home(self, root: str) -> str | None:
        """The page of the same site that a crawl began with."""
        return next((home for home in self._homes if same_site(home, root)), None)

    def _shows(self, answer: Answer, wanted: str) -> bool:
        """Whether an answer is a page that was read."""
        known, response = self._page(wanted), self._reader.plain(answer)
        return (
            known is not None
            and response is not None
            and same(facts_of(known), facts_of(self._reader.facts(response).page))
        )


def _moved(url: str, root: str) -> str:
    """An address under another origin."""
    return root + url[len(root_of(url)) :]
