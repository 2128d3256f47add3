"""Inventories a site into a workspace: begins, or goes on where the last session ended."""

import gc
import importlib.metadata
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

from crawler import recheck
from crawler import settings as toml
from crawler.browser import Browser, BrowserError, find
from crawler.from_archive import take_in
from crawler.options import CrawlOptions, CrawlSettings
from crawler.outside import Outside
from crawler.preflight import CrawlError
from crawler.private import is_loopback, is_private, is_public
from crawler.processes import Helper
from crawler.progress import Progress
from crawler.recorder import Recorder
from crawler.scope import Boundary
from crawler.scripted import UNREAD
from crawler.session import Session
from crawler.spider import Manners, run
from crawler.summary import CrawlSummary
from crawler.urls import resolve
from crawler.workspace import Crawl, Workspace

__all__ = ["CrawlError", "CrawlSummary", "crawl"]

LOCK = "crawl.lock"
AT_HOME = 8
"""Requests at a time to a server on this computer, which bothers nobody."""
ABROAD = 2
"""Requests at a time to any other server."""


def crawl(
    workspace: Workspace,
    starts: Sequence[str],
    options: CrawlOptions,
    now: Callable[[], datetime],
    watch: Callable[[Progress], None],
) -> CrawlSummary:
    """Inventory the site that `starts` are on; call `watch` with the progress a few times a second.

    A crawl of the same starts that was not finished goes on; one that was finished is left as it is, unless the options
    are others now or `options.fresh` asks for a new one. Ends early and says so when the site stops answering.

    Raises CrawlError when no start page can be fetched (nothing is written then), or another crawl uses the workspace;
    KeyboardInterrupt after Ctrl-C, with all that was done kept. One crawl a process: the network loop starts only once.
    """
    try:
        settings = toml.read(workspace.settings_file, "crawl", CrawlSettings)
        urls, notes = _addresses(starts, options)
        with _alone(workspace.folder):
            if options.from_warc:
                taken, said = take_in(workspace, urls, options, settings, now)
                summary = replace(CrawlSummary.of(workspace, taken), notes=tuple(said))
            else:
                summary = _crawl(workspace, urls, options, settings, now=now, watch=watch)
    except BaseException:
        workspace.discard(LOCK)
        raise
    return replace(summary, notes=(*notes, *summary.notes))


def _crawl(
    workspace: Workspace,
    urls: list[str],
    options: CrawlOptions,
    settings: CrawlSettings,
    *,
    now: Callable[[], datetime],
    watch: Callable[[Progress], None],
) -> CrawlSummary:
    last = _last(workspace, urls)
    browser, lacking = _browser(settings)
    at_home = all(is_loopback(url) for url in urls)
    options = replace(options, concurrency=options.concurrency or (AT_HOME if at_home else ABROAD))
    if last and last.state == "finished" and last.options == options.kept() and not options.fresh:
        with workspace.transaction():
            unread = workspace.inventory.reopen_with(last.id, UNREAD) if browser else 0
            if unread:  # somebody has installed a browser since
                workspace.inventory.go_on(last.id, options.kept())
        if not unread:
            return replace(_already(workspace, last, options, settings, now=now), lacking=lacking)
    earlier = last if options.fresh and last and last.state == "finished" else None
    manners = _manners(options, settings, urls)
    session = Session(
        workspace, urls, options, settings, now=now, watch=watch, private=manners.private,
        goes_on=None if options.fresh else last, earlier=earlier, software=_name(),
        render=settings.render if browser else "never",
    )  # fmt: skip
    helpers = [Helper(settings.tracking_parameters) for _ in range(1, options.processes)]
    gc.freeze()  # what has been loaded stays: to look through it again and again takes time on every page
    gc.set_threshold(10_000, 20, 20)  # and a page makes thousands of objects that are gone with it
    try:
        run(session, manners, now, browser, helpers)
    finally:
        session.close()
    return replace(CrawlSummary.of(workspace, session.end(), lacking=lacking), notes=tuple(session.remarks))


def _browser(settings: CrawlSettings) -> tuple[Browser | None, str]:
    """The browser for pages that scripts make; without one, what a person can do to get one.

    Raises CrawlError when audit.toml asks for a browser to show every page, and there is none.
    """
    if settings.render == "never":
        return None, 'write render = "needed" under [crawl] in audit.toml'
    try:
        return Browser(find(settings.browser)), ""
    except BrowserError as error:
        if settings.render == "always":
            raise CrawlError(f"audit.toml asks for a browser to show every page (render), but {error}.") from error
        return None, str(error)


def _already(
    workspace: Workspace, crawl: Crawl, options: CrawlOptions, settings: CrawlSettings, *, now: Callable[[], datetime]
) -> CrawlSummary:
    """Leave a finished crawl as it is, but for links out of the site that were found gone a day ago or more."""
    rows = recheck.due(workspace, crawl, now()) if options.external else []
    if rows:
        manners = _manners(options, settings, crawl.starts)
        nowhere_own = Boundary(
            (), options, private=manners.private, year=now().year
        )  # no page of the site is read here
        recorder = Recorder(workspace, crawl.id, None, nowhere_own)
        outside = Outside(workspace, crawl.id, recorder, settings.outside_timeout, now=now)
        try:
            run(recheck.Recheck(rows, outside, recorder), manners, now)
        finally:
            recorder.flush()
    return CrawlSummary.of(workspace, crawl, already=True, rechecked=len(rows))


def _manners(options: CrawlOptions, settings: CrawlSettings, starts: Sequence[str]) -> Manners:
    at_home = all(is_loopback(url) for url in starts)
    return Manners(
        user_agent=options.user_agent or settings.user_agent or _user_agent(settings),
        concurrency=options.concurrency or ABROAD,
        adapt=options.delay is None and not at_home,
        private=at_home or any(map(_may_be_private, starts)),
        verify=settings.verify_certificates,
    )


def _may_be_private(url: str) -> bool:
    return is_private(url) or _leads_into_private(url)


def _addresses(starts: Sequence[str], options: CrawlOptions) -> tuple[list[str], list[str]]:
    """The canonical start addresses, with notes on what was assumed."""
    urls, notes = [], []
    given = list(starts) or list(options.listed) or [resolve("/", sitemap) for sitemap in options.sitemaps]
    for start in given:
        text = start.strip()
        if "://" not in text and not text.startswith(("mailto:", "file:")):
            scheme = "http" if is_private(f"http://{text}/") else "https"
            text = f"{scheme}://{text}"
            notes.append(f"“{start}” has no http:// or https:// before it; {text} was taken.")
        url = resolve(text, text)
        if not url or not urlsplit(url).hostname:
            raise CrawlError(f"“{start}” is no address of a web page. Give one like https://www.example.org/")
        urls.append(url)
    if not urls and not options.from_warc:
        raise CrawlError("There is no address to begin with. Give one: audit crawl https://www.example.org/")
    return list(dict.fromkeys(urls)), notes


def _last(workspace: Workspace, starts: list[str]) -> Crawl | None:
    """The latest crawl of the same start pages."""
    same = [crawl for crawl in workspace.inventory.crawls() if crawl.starts == tuple(starts)]
    return same[-1] if same else None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the workspace for this crawl; the operating system lets go of it when the process dies."""
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise CrawlError(
            f"Another crawl is running in {folder.resolve()}. Wait until it has ended, "
            "or choose another folder with -w FOLDER."
        ) from error
    try:
        yield
    finally:
        lock.release()  # the file stays: whoever removed it could take it from a crawl that has just begun


def _leads_into_private(url: str) -> bool:
    """Whether the host name of a start page stands for an address in a private network."""
    try:
        found = socket.getaddrinfo(urlsplit(url).hostname, None, socket.AF_INET)
    except OSError:
        return False  # the preflight says so better
    return any(not is_public(str(entry[4][0])) for entry in found)


def _name() -> str:
    try:
        return f"audit/{importlib.metadata.version('audit')}"
    except importlib.metadata.PackageNotFoundError:  # run from a folder, not installed
        return "audit"


def _user_agent(settings: CrawlSettings) -> str:
    return f"{_name()} (+{settings.contact})" if settings.contact else _name()
