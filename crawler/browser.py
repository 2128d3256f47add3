"""Runs the scripts of a page in a browser (Chromium, driven by Playwright): the only file that knows Playwright.

The browser has no network. What a page's scripts ask for is fetched by the crawl itself, as politely as all else and
under the same rules about private networks; so no page can make the browser reach what the crawl may not.
"""

import asyncio
import importlib.util
import os
import shutil
import threading
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from crawler.page import Response

if TYPE_CHECKING:
    from playwright.async_api import Browser as Chromium
    from playwright.async_api import Page, Playwright, Request, Route

Load = Callable[[str, dict[str, str]], Awaitable[Response | None]]
"""Fetches an address with these headers; None when it may not be asked, or did not answer."""

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
MISSING = "pip install playwright"
"""What a person has to do before a browser can be used."""
NO_NETWORK = (
    "--proxy-server=http://127.0.0.1:9",  # the port that discards (RFC 863): nobody listens
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
)
QUIET = (
    "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--js-flags=--max-old-space-size=512",
)  # fmt: skip
TABS = 4
"""Pages that are shown at the same time."""
RENEWED = 200
"""Pages after which a new browser is started: the old one has grown by then."""
GIVE_UP = 5
"""Browsers that crash or do not start, one after the other, before no further one is tried; the same for a script."""
KEPT = 50_000_000
"""Bytes of scripts that are kept, because most pages of a site load the same ones."""
CLOSE_SECONDS = 10
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
"""Stands for every picture: a page changes when one fails, and the pictures themselves are not needed."""
BELONG_TO_THE_BODY = ("content-encoding", "content-length", "transfer-encoding", "connection")
OF_THE_SHELL = (*BELONG_TO_THE_BODY, "etag", "last-modified")
"""Headers that say something of what the server sent, and nothing of what scripts made of it."""
SHOWN = """most => {
  const shadows = [];
  const visit = part => part.querySelectorAll('*').forEach(
    one => { if (one.shadowRoot) { shadows.push(one.shadowRoot); visit(one.shadowRoot); } });
  visit(document);
  const root = document.documentElement;
  const html = root.getHTML({shadowRoots: shadows});
  return html.length > most ? null : root.cloneNode(false).outerHTML.replace('</html>', '') + html + '</html>';
}"""
"""Gives the page as it stands, shadow trees included; nothing when it has more characters than that."""


class BrowserError(Exception):
    """A page could not be shown; the message says why, in words."""


def find(executable: str) -> str:
    """The path of a browser: the one that is named, Playwright's own (empty), or one that is installed here.

    Raises BrowserError when there is none, or Playwright itself is missing.
    """
    if importlib.util.find_spec("playwright") is None:
        raise BrowserError(f"Playwright is not installed; get it with: {MISSING}")
    if executable:
        path = shutil.which(executable)
        if path is None:
            raise BrowserError(f"there is no browser at {executable}, which audit.toml names")
        return path
    homes = (os.environ.get("PLAYWRIGHT_BROWSERS_PATH", ""), *PLAYWRIGHT_HOMES)
    if any(home and any(Path(home).expanduser().glob("chromium*")) for home in homes):
        return ""
    installed = next(filter(None, map(shutil.which, NAMES)), None)
    if installed is None:
        raise BrowserError("no Chromium was found; get one with: playwright install chromium")
    return installed


PLAYWRIGHT_HOMES = ("~/.cache/ms-playwright", "~/Library/Caches/ms-playwright", "~/AppData/Local/ms-playwright")
"""Where Playwright puts the browsers that it downloads, on Linux, macOS and Windows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """One page to show."""

    sent: Response
    load: Load
    limit: int
    redirects: list[str] = field(default_factory=list)
    """Where the page's scripts want to take the visitor."""


class Browser:
    """A browser in a thread of its own, started when the first page needs it."""

    def __init__(self, executable: str) -> None:
        self._executable = executable
        self._loop: asyncio.AbstractEventLoop | None = None
        self._playwright: Playwright | None = None
        self._browser: Chromium | None = None
        self._tabs, self._starting = asyncio.Semaphore(TABS), asyncio.Lock()
        self._idle = asyncio.Event()
        self._idle.set()
        self._open = self._shown = self._failures = 0
        self._scripts: dict[str, asyncio.Task[Response | None]] = {}
        self._script_bytes = 0
        self._missed: Counter[str] = Counter()
        """How often a script did not come, by its address."""

    async def show(self, sent: Response, load: Load, *, seconds: float, limit: int) -> Response:
        """The page that scripts make of what a server sent, as HTML of at most `limit` characters.

        A `refresh` header says where the scripts want to take the visitor, where they do. Raises BrowserError.
        """
        if self._loop is None:
            # Scrapy’s own loop cannot start processes on Windows
            self._loop = getattr(asyncio, "ProactorEventLoop", asyncio.new_event_loop)()
            self._loop.set_exception_handler(lambda *_: None)  # requests of closed tabs; what matters is raised
            self._thread = threading.Thread(target=self._loop.run_forever, name="browser", daemon=True)
            self._thread.start()
        here = asyncio.get_running_loop()

        async def load_there(url: str, headers: dict[str, str]) -> Response | None:
            async def load_here() -> Response | None:
                return await load(url, headers)

            return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(load_here(), here))

        job = _Job(sent=sent, load=load_there, limit=limit)
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._show(job, seconds), self._loop))

    async def _show(self, job: _Job, seconds: float) -> Response:
        async with self._tabs:
            html = await self._tried(job, seconds)
            if html is None:
                html = await self._tried(job, seconds)
        if html is None:
            raise BrowserError("the browser crashed over it")
        headers = {name: value for name, value in job.sent.headers.items() if name not in OF_THE_SHELL}
        if job.redirects:
            headers["refresh"] = f"0; url={job.redirects[0]}"
        headers["content-type"] = "text/html; charset=utf-8"
        return replace(job.sent, headers=headers, body=html.encode("utf-8", "replace"))

    async def _tried(self, job: _Job, seconds: float) -> str | None:
        """The page as it stands in the end; None when the browser crashed, maybe over a page in another tab."""
        browser = await self._ready()
        try:
            html = await asyncio.wait_for(self._html(browser, job), seconds)
        except TimeoutError as error:
            raise BrowserError(f"its scripts did not come to an end within {seconds:g} seconds") from error
        except BrowserError:
            raise
        except Exception as error:
            if browser.is_connected():
                raise BrowserError(f"the browser could not show it ({_first_line(error)})") from error
            if self._browser is browser:
                self._browser = None
                self._failures += 1
            return None
        finally:
            self._open -= 1
            if not self._open:
                self._idle.set()
        self._failures = 0
        return html

    async def _ready(self) -> "Chromium":
        """A browser that runs, with room for one page more; a new one when the old one has ended or has grown."""
        async with self._starting:
            if self._failures >= GIVE_UP:
                raise BrowserError(f"the browser crashed {GIVE_UP} times one after the other and is not used any more")
            if not self._browser or not self._browser.is_connected() or self._shown >= RENEWED:
                await self._idle.wait()
                self._browser = await self._new()
            self._shown += 1
            self._open += 1
            self._idle.clear()
            return self._browser

    async def _new(self) -> "Chromium":
        from playwright.async_api import async_playwright  # noqa: PLC0415 — not everybody has it

        await self._end()
        self._shown = 0
        try:
            self._playwright = await async_playwright().start()
            return await self._playwright.chromium.launch(
                executable_path=self._executable or None,
                args=[*NO_NETWORK, *QUIET],
                chromium_sandbox=getattr(os, "geteuid", lambda: 1)() != 0,  # root has to do without
            )
        except Exception as error:
            self._failures += 1
            raise BrowserError(f"the browser did not start ({_first_line(error)})") from error

    async def _html(self, browser: "Chromium", job: _Job) -> str:
        """Show the page in a tab that knows nothing of other pages."""
        context = await browser.new_context(accept_downloads=False, service_workers="block")
        try:
            page = await context.new_page()
            context.on("page", lambda other: asyncio.ensure_future(other.close()))
            await context.route_web_socket("**", lambda socket: socket.close())
            await context.route("**", lambda route: self._answer(route, page, job))
            await page.goto(job.sent.url, wait_until="load", timeout=0)
            await page.wait_for_load_state("networkidle", timeout=0)
            html: str | None = "" if job.redirects else await page.evaluate(SHOWN, job.limit)
        finally:
            with suppress(Exception):  # the browser has ended; what matters was said already
                await asyncio.wait_for(context.close(), CLOSE_SECONDS)
        if html is None:
            raise BrowserError(f"its scripts make a page of more than {job.limit // 1_000_000} MB")
        return f"<!doctype html>{html}"

    async def _answer(self, route: "Route", page: "Page", job: _Job) -> None:
        """Give the browser what it asks for: the page itself, what the crawl fetches for it, or nothing."""
        request = route.request
        kind = request.resource_type
        with suppress(Exception):  # the tab was closed meanwhile
            if kind == "document" and request.frame == page.main_frame:
                await self._go(route, job)
            elif kind in ("script", "fetch", "xhr") and request.method == "GET":  # a crawl changes nothing
                response = await self._loaded(request, job)
                await (_fulfil(route, response) if response else route.abort())
            elif kind == "image":
                await route.fulfill(status=200, content_type="image/svg+xml", body=PICTURE)
            elif kind == "stylesheet":
                await route.fulfill(status=200, content_type="text/css", body="")
            else:
                await route.abort()

    async def _go(self, route: "Route", job: _Job) -> None:
        """Open the page itself; note any other one that its scripts want to go to."""
        if route.request.url.partition("#")[0] == job.sent.url:
            await _fulfil(route, job.sent)
        else:
            job.redirects.append(route.request.url)
            await route.abort()

    async def _loaded(self, request: "Request", job: _Job) -> Response | None:
        """What the crawl fetches for the page; a script is fetched once for all pages."""
        headers = {name: value for name, value in request.headers.items() if name in ("accept", "origin", "referer")}
        if request.resource_type != "script":
            return await job.load(request.url, headers)
        if self._script_bytes > KEPT:
            self._scripts.clear()
            self._script_bytes = 0
        if request.url not in self._scripts:
            self._scripts[request.url] = asyncio.ensure_future(self._script(request.url, headers, job))
        return await asyncio.shield(self._scripts[request.url])

    async def _script(self, url: str, headers: dict[str, str], job: _Job) -> Response | None:
        """Fetch a script; one that did not come is asked for by the next page again, for a while."""
        response = await job.load(url, headers)
        if response is not None and response.status < 500:  # noqa: PLR2004 — the class of servers' failures (RFC 9110, 15.6)
            self._script_bytes += len(response.body)
            return response
        self._missed[url] += 1
        if self._missed[url] < GIVE_UP:
            self._scripts.pop(url, None)
        return response

    async def _end(self) -> None:
        """End the browser and its driver."""
        for part in (self._browser and self._browser.close, self._playwright and self._playwright.stop):
            if part:
                with suppress(Exception):  # it has ended already
                    await asyncio.wait_for(part(), CLOSE_SECONDS)
        self._browser = self._playwright = None

    async def _end_all(self) -> None:
        await self._end()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def close(self) -> None:
        """End the browser, if it was ever started."""
        if self._loop:
            with suppress(TimeoutError):
                asyncio.run_coroutine_threadsafe(self._end_all(), self._loop).result(3 * CLOSE_SECONDS)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(CLOSE_SECONDS)
            if not self._loop.is_running():
                self._loop.close()


async def _fulfil(route: "Route", response: Response) -> None:
    headers = {name: value for name, value in response.headers.items() if name not in BELONG_TO_THE_BODY}
    await route.fulfill(status=response.status, headers=headers, body=response.body)


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]
