"""Runs errands on Scrapy: the only file that knows it, but for how host names are looked up."""

import asyncio
import contextlib
import logging
import signal
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy import signals
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    StopDownload,
)
from scrapy.http import Headers, Request
from scrapy.http import Response as ScrapyResponse

from crawler.browser import Browser, BrowserError
from crawler.errand import Answer, Director, Errand, Purpose, Trouble
from crawler.extract import HTML
from crawler.names import LOOKUPS, PublicResolver, Resolver
from crawler.page import Response
from crawler.private import is_private
from crawler.processes import FEW_BYTES, Helper
from crawler.urls import host_of

TROUBLES: dict[type[BaseException], Trouble] = {
    CannotResolveHostError: Trouble.NO_HOST,
    DownloadConnectionRefusedError: Trouble.REFUSED,
    DownloadTimeoutError: Trouble.TIMEOUT,
    DownloadCancelledError: Trouble.TOO_LARGE,
    ResponseDataLossError: Trouble.CUT,
}
HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate",
}
NO_REQUESTS: tuple[Request, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How the spider behaves towards servers."""

    user_agent: str
    concurrency: int
    """Requests at a time to one host."""
    adapt: bool
    """Whether requests slow down when the server does (AutoThrottle)."""
    private: bool
    """Whether addresses in private networks may be asked."""
    verify: bool
    """Whether an invalid certificate counts as no answer."""


class Spider(scrapy.Spider):
    """Asks the director what to do until it has nothing left."""

    name = "audit"

    def __init__(
        self,
        director: Director,
        manners: Manners,
        now: Callable[[], datetime],
        browser: Browser | None,
        helpers: Sequence[Helper],
    ) -> None:
        super().__init__()
        self.browser = browser
        self.tasks: set[asyncio.Task[None]] = set()
        """Errands that are under way; asyncio itself would forget them."""
        self.director = director
        self.now = now
        self.private = manners.private
        self.doors: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(manners.concurrency))
        """Requests at a time to one host; Scrapy starts all that come at the same moment before it counts them."""
        self.user_agent = manners.user_agent
        self.helpers = helpers
        self.failure: BaseException | None = None
        self.wake = asyncio.Event()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "Spider":  # noqa: ANN401 — Scrapy's signature
        """Make a spider that hears of headers as soon as they are there."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.headers_received, signal=signals.headers_received)
        crawler.signals.connect(spider.bytes_received, signal=signals.bytes_received)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Do errands; sleep until an answer comes or the director wants to be asked again.

        Each is handed to the downloader itself, past the scheduler and the spider's callbacks: they would order and
        filter what the director has ordered and filtered, and cost as much as the download.
        """
        try:
            for helper in self.helpers:
                await helper.open()
            while self.failure is None:
                self.wake.clear()
                turn = self.director.next()
                if turn.ended:
                    break
                for errand in turn.errands:
                    task = asyncio.ensure_future(self._do(errand))
                    self.tasks.add(task)
                    task.add_done_callback(self.tasks.discard)
                if not turn.errands:
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(self.wake.wait(), turn.wait)
        except Exception as error:  # noqa: BLE001 — raised again by `run`; Scrapy would only log it
            self.failure = error
        for helper in self.helpers:
            helper.end()
        for request in NO_REQUESTS:  # Scrapy wants a generator
            yield request

    def _request(self, errand: Errand) -> Request:
        return Request(
            errand.url,
            method=errand.method,
            headers={**HEADERS, "User-Agent": self.user_agent, **errand.headers},
            meta={
                "errand": errand,
                "verbatim_url": True,
                "download_timeout": errand.timeout,
                "download_maxsize": errand.limit,
            },
        )

    def headers_received(self, headers: Headers, request: Request) -> None:
        """Leave off reading when the body is of no use."""
        kind = (headers.get("Content-Type") or b"").decode("latin-1").strip().lower()
        if kind and not kind.startswith(request.meta["errand"].bodies):
            raise StopDownload(fail=False)

    def bytes_received(self, data: bytes, request: Request) -> None:
        """Leave off reading when the beginning of a body is enough."""
        enough = request.meta["errand"].enough
        if enough is not None:
            request.meta["received"] = received = request.meta.get("received", 0) + len(data)
            if received >= enough:
                raise StopDownload(fail=False)

    async def _do(self, errand: Errand) -> None:
        """Do an errand, and hand what came of it to the director."""
        try:
            answer = await (self._show(errand) if errand.show else self._fetch(errand))
            if self.failure is None:
                self.director.done(answer)
        except Exception as error:  # noqa: BLE001 — raised again by `run`; asyncio would only log it
            self.failure = error
        self.wake.set()

    async def _fetch(self, errand: Errand) -> Answer:
        """Do an errand on the network; a page that takes long is read by a helper, where there is one."""
        answer = await self._ask(errand)
        response = answer.response
        if self.helpers and response and errand.purpose is Purpose.PAGE and _takes_long(response):
            helper = min(self.helpers, key=lambda helper: helper.busy)
            answer = replace(answer, facts=await helper.read(response, errand.sitemap_date, errand.limit))
        return answer

    async def _show(self, errand: Errand) -> Answer:
        """Have a page shown in the browser."""
        assert self.browser is not None
        assert errand.show is not None
        sent, load = errand.show.sent, errand.show.load

        async def fetch(url: str, headers: dict[str, str]) -> Response | None:
            return await load(url, headers, self._ask)

        try:
            shown = await self.browser.show(sent, fetch, seconds=errand.timeout, limit=errand.limit)
        except BrowserError as error:
            return Answer(errand=errand, trouble=Trouble.OTHER, detail=str(error))
        return Answer(errand=errand, response=shown)

    async def _ask(self, errand: Errand) -> Answer:
        if not self.private and is_private(errand.url):
            return Answer(errand=errand, trouble=Trouble.PRIVATE)
        assert self.crawler.engine is not None
        try:
            async with self.doors[host_of(errand.url)]:
                return self._answer(errand, await self.crawler.engine.download_async(self._request(errand)))
        except Exception as error:  # noqa: BLE001 — whatever Scrapy raises is a trouble of this one request
            return _trouble(errand, error)

    def _answer(self, errand: Errand, response: ScrapyResponse) -> Answer:
        headers = {
            name.decode("latin-1").lower(): b", ".join(values).decode("utf-8", "replace")
            for name, values in response.headers.items()
        }
        return Answer(
            errand=errand,
            response=Response(
                url=errand.url,
                status=response.status,
                headers=headers,
                body=response.body,
                fetched_at=self.now().isoformat(timespec="seconds"),
            ),
            broken_off="dataloss" in response.flags or "partial" in response.flags,
            headers_only="download_stopped" in response.flags,
        )


def _takes_long(response: Response) -> bool:
    """Whether a page is read sooner by a helper, though it has to be handed over."""
    return len(response.body) >= FEW_BYTES and response.headers.get("content-type", "").startswith(HTML)


def _trouble(errand: Errand, error: BaseException) -> Answer:
    """Why a request brought no answer."""
    detail = str(error)
    trouble = TROUBLES.get(type(error), Trouble.OTHER)
    if trouble is Trouble.NO_HOST:
        trouble = Resolver.troubles.get(urlsplit(errand.url).hostname or "", trouble)
    elif "certificate verify failed" in detail or "VerificationError" in detail:
        trouble = Trouble.TLS
    elif trouble is Trouble.OTHER and ("ConnectionLost" in detail or "ConnectionDone" in detail):
        trouble = Trouble.CUT
    return Answer(errand=errand, trouble=trouble, detail=detail)


def run(
    director: Director,
    manners: Manners,
    now: Callable[[], datetime],
    browser: Browser | None = None,
    helpers: Sequence[Helper] = (),
) -> None:
    """Run until the director has nothing left; raise what it raised, and KeyboardInterrupt after Ctrl-C.

    Scrapy's event loop cannot start twice: one run a process.
    """
    process = AsyncCrawlerProcess(_settings(manners))
    for library in ("scrapy", "twisted"):  # after Scrapy has set them up in its own way
        logging.getLogger(library).setLevel(logging.CRITICAL)
    crawler = process.create_crawler(Spider)
    process.crawl(crawler, director, manners, now, browser, helpers)
    interrupted: list[int] = []

    def interrupt(number: int, _frame: object) -> None:
        from twisted.internet import reactor  # noqa: PLC0415 — importing it earlier would install another one

        interrupted.append(number)
        running: Any = reactor  # Twisted finds out at run time what it is
        running.callFromThread(running.stop)

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        process.start(install_signal_handlers=False)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for helper in helpers:
            helper.kill()
        if browser:
            browser.close()
    failure = crawler.spider.failure if isinstance(crawler.spider, Spider) else None
    if failure is not None:
        raise failure
    if interrupted:
        raise KeyboardInterrupt


def _settings(manners: Manners) -> dict[str, Any]:
    """Only what an errand needs: each component that is left out saves time on every page."""
    return {
        "LOG_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "LOG_VERSIONS": [],  # else a program is started to ask which system this is, and nobody reads the answer
        "DOWNLOAD_HANDLERS_BASE": {"http": HTTP11DownloadHandler, "https": HTTP11DownloadHandler},
        "TELNETCONSOLE_ENABLED": False,
        "EXTENSIONS_BASE": {"scrapy.extensions.throttle.AutoThrottle": 0} if manners.adapt else {},
        "SPIDER_MIDDLEWARES_BASE": {},
        "DOWNLOADER_MIDDLEWARES_BASE": {},
        "STATS_CLASS": "scrapy.statscollectors.DummyStatsCollector",
        "CONCURRENT_ITEMS": 1,  # else Scrapy makes a hundred tasks for every response
        "CONCURRENT_REQUESTS": 1000,  # the director is the one who counts
        "CONCURRENT_REQUESTS_PER_DOMAIN": manners.concurrency,
        "DOWNLOAD_DELAY": 0,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": False,
        "DOWNLOAD_VERIFY_CERTIFICATES": manners.verify,
        "AUTOTHROTTLE_ENABLED": manners.adapt,
        "AUTOTHROTTLE_START_DELAY": 0.5,
        "AUTOTHROTTLE_MAX_DELAY": 30,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": manners.concurrency,
        "HTTPERROR_ALLOW_ALL": True,
        "REACTOR_THREADPOOL_MAXSIZE": LOOKUPS,
        "TWISTED_DNS_RESOLVER": Resolver if manners.private else PublicResolver,
    }
