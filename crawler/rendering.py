"""Says which pages a browser has to show, and fetches what their scripts ask for, as politely as all else."""

import asyncio
from collections.abc import Callable

from msgspec.structs import replace

from crawler.errand import Answer, Ask, Errand, Purpose, Show
from crawler.ground import Ground
from crawler.manners import Patience
from crawler.page import Extract, Kind, Response
from crawler.reader import Reader
from crawler.urls import resolve, tracking

HOPS = 5
"""Redirects that are followed to a script: many networks of servers redirect to a version of it."""
REQUESTS = 40
"""For so many requests at the pace of the crawl the scripts of a page are waited for."""
EVERY_PARAMETER = tracking(())
"""A script's address is taken as it stands."""
REDIRECTS = range(300, 400)


class Rendering:
    """Which pages a browser shows, and what it may load for them; without a browser, none."""

    def __init__(self, ground: Ground, reader: Reader, patience: Patience, refuses: Callable[[str], str]) -> None:
        self._reader = reader
        self._boundary = ground.boundary
        self._patience = patience
        self._refuses = refuses
        """Why robots.txt of the site forbids an address; empty when it does not."""
        self._limit = ground.settings.max_megabytes * 1_000_000
        self._timeout = ground.settings.timeout
        self._render = ground.render
        self._found: dict[int, Extract] = {}
        """What the server's HTML says of the pages that are being shown, by row."""

    def errand(self, answer: Answer, found: Extract) -> Errand | None:
        """What the browser has to do for a page; None when the server's HTML is enough, or nobody wants more."""
        page = found.page
        wanted = self._render == "always" or (self._render == "needed" and page.needs_script)
        sent = self._reader.plain(answer)
        if not wanted or page.kind is not Kind.PAGE or page.redirects_to or not sent or sent.status != 200:  # noqa: PLR2004 — success
            return None
        row = answer.errand.row
        assert row is not None
        self._found[row.id] = found
        seconds = self._timeout + REQUESTS * self._patience.delay
        show = Show(sent, self.load)
        return Errand(url=row.url, purpose=Purpose.RENDER, row=row, show=show, timeout=seconds, limit=self._limit)

    def shown(self, answer: Answer) -> Extract:
        """The facts of a page as a browser has shown it, or as the server sent it where that failed."""
        assert answer.errand.row is not None
        return self._reader.shown(answer, self._found.pop(answer.errand.row.id))

    async def load(self, url: str, headers: dict[str, str], ask: Ask) -> Response | None:
        """What a page's scripts ask for; None when it may not be asked, or gave no answer that can be used.

        What robots.txt of the site forbids is not asked; neither is a private network, on behalf of a public site.
        """
        url = resolve(url, url, EVERY_PARAMETER)
        for _ in range(HOPS):
            if not url or not self._boundary.open_to(url) or self._refuses(url):
                return None
            if self._boundary.is_own(url):
                await asyncio.sleep(self._patience.turn())
            sent = {**headers, **self._reader.headers(url)}
            answer = await ask(
                Errand(url=url, purpose=Purpose.LOAD, headers=sent, timeout=self._timeout, limit=self._limit)
            )
            response = self._reader.plain(answer)
            if response is None or response.status not in REDIRECTS or "location" not in response.headers:
                return response and replace(response, url=url)
            url = resolve(response.headers["location"], url, EVERY_PARAMETER)
        return None
