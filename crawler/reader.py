"""Makes errands for addresses of the site, and facts of what they bring."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from msgspec.structs import replace

from crawler.archive import Archive
from crawler.encoding import EncodingError, unpacked
from crawler.errand import Answer, Errand, Purpose, Trouble
from crawler.extract import HTML, extract, kind_of
from crawler.options import CrawlOptions, CrawlSettings
from crawler.page import Extract, Kind, Page, Response
from crawler.scripted import EMPTY, UNREAD
from crawler.urls import guess_kind, site_of, tracking
from crawler.workspace import Waiting, Workspace

READABLE = (*HTML, "text/plain", "application/octet-stream", "application/xml", "text/xml")
"""Content types that may be pages."""
HEAD_REFUSED = frozenset({400, 403, 404, 405, 406, 500, 501, 503})
"""Answers to HEAD after which GET is tried: many servers answer only GET well."""
NOT_MODIFIED = 304


class Reader:
    """Knows how an address of the site is asked for, and reads the answer."""

    def __init__(
        self,
        workspace: Workspace,
        earlier: int | None,
        options: CrawlOptions,
        settings: CrawlSettings,
        *,
        starts: Sequence[str],
        now: Callable[[], datetime],
    ) -> None:
        self._workspace = workspace
        self._earlier = earlier
        self.archive: Archive | None = None
        """Where responses are kept; set before the first is read."""
        self._headers = dict(options.headers)
        self._sites = {site_of(start) for start in starts}
        self._timeout = settings.timeout
        self._limit = settings.max_megabytes * 1_000_000
        self.sitemap_dates: dict[str, str] = {}
        """What sitemaps say of when pages changed."""
        self.drop = tracking(settings.tracking_parameters)
        self._now = now

    def headers(self, url: str) -> dict[str, str]:
        """What a person wants to be sent to the site; to no other one, where a start page or robots.txt may lead."""
        return self._headers if site_of(url) in self._sites else {}

    def errand(self, row: Waiting) -> Errand:
        """How an address is asked for: pages are read, of all else the headers come first."""
        return self._errand(row, "GET" if guess_kind(row.url) is Kind.PAGE else "HEAD")

    def _errand(self, row: Waiting, method: str, bodies: tuple[str, ...] = READABLE) -> Errand:
        headers = self.headers(row.url)
        if method == "GET" and self._earlier is not None:
            headers = {**headers, **self._workspace.inventory.validators(self._earlier, row.url)}
        return Errand(
            url=row.url,
            purpose=Purpose.PAGE,
            row=row,
            method=method,
            headers=headers,
            timeout=self._timeout,
            limit=self._limit,
            bodies=bodies,
            sitemap_date=self.sitemap_dates.get(row.url, ""),
        )

    def start_errand(self, url: str, purpose: Purpose = Purpose.PAGE) -> Errand:
        """How a page is asked for that has no row in the frontier: a start page, an invented address."""
        return Errand(
            url=url,
            purpose=purpose,
            headers=self.headers(url),
            timeout=self._timeout,
            limit=self._limit,
            bodies=READABLE,
        )

    def sitemap_errand(self, address: str) -> Errand:
        """How a sitemap is asked for; the standard allows 50 MB."""
        return Errand(
            url=address,
            purpose=Purpose.SITEMAP,
            headers=self.headers(address),
            timeout=self._timeout,
            limit=60_000_000,
        )

    def again(self, answer: Answer) -> Errand | None:
        """The errand that has to follow: HEAD was refused or met a page, or a document is there to be read."""
        response, row = answer.response, answer.errand.row
        assert row is not None
        if response is None:
            return None
        if (answer.headers_only or answer.errand.method == "HEAD") and self._is_document(response):
            return self._errand(row, "GET", bodies=("",))
        if answer.errand.method != "HEAD":
            return None
        is_page = response.status == 200 and response.headers.get("content-type", "").startswith(HTML)  # noqa: PLR2004 — success
        return self._errand(row, "GET") if is_page or response.status in HEAD_REFUSED else None

    def _is_document(self, response: Response) -> bool:
        """Whether a response announces a document that is not too large to be read."""
        content_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return (
            response.status == 200  # noqa: PLR2004 — success
            and kind_of(response.url, content_type, b"") is Kind.DOCUMENT
            and (_announced(response) or 0) <= self._limit
        )

    def plain(self, answer: Answer) -> Response | None:
        """The response with its body unpacked; None when there is none, or none that can be unpacked."""
        if answer.response is None:
            return None
        try:
            return self._unpacked(answer.response)
        except EncodingError:
            return None

    def _unpacked(self, response: Response) -> Response:
        encoding = response.headers.get("content-encoding", "")
        return replace(response, body=unpacked(response.body, encoding, self._limit)) if encoding else response

    def facts(self, response: Response) -> Extract:
        """The facts of a response that is not kept."""
        return extract(response, self.drop)

    def read(self, answer: Answer) -> Extract:
        """The facts of an answer; what went wrong stands in the page's `error`."""
        response, url = answer.response, answer.errand.url
        if response is None:
            at = self._now().isoformat(timespec="seconds")
            return Extract(page=Page(url=url, error=_said(answer), kind=guess_kind(url), fetched_at=at))
        if response.status == NOT_MODIFIED and self._earlier is not None:
            return self._as_before(self._earlier, response)
        try:
            date = self.sitemap_dates.get(url, "")
            facts = answer.facts if date == answer.errand.sitemap_date else None
            found = facts or extract(self._unpacked(response), self.drop, sitemap_date=date)
        except EncodingError as error:
            found = unread(response, str(error))
        except Exception as error:  # noqa: BLE001 — one page that no parser can bear must not end the crawl
            found = unread(response, f"could not be read ({type(error).__name__}: {error})")
        page = found.page
        if answer.broken_off and not page.error:
            page = replace(page, error="the server broke off in the middle")
        if answer.headers_only or answer.errand.method == "HEAD":
            page = replace(page, bytes=_announced(response))
        else:
            assert self.archive is not None
            page = replace(page, archive_file=self.archive.name, archive_offset=self.archive.write(response))
        return replace(found, page=page)

    def shown(self, answer: Answer, found: Extract) -> Extract:
        """The facts of a page as a browser showed it; `found` is what the server's HTML says, for where that failed."""
        response = answer.response
        if response is None:
            said = UNREAD if found.page.needs_script else "read without its scripts"
            return replace(found, page=replace(found.page, error=f"{said}: {answer.detail}"))
        seen = extract(response, self.drop, sitemap_date=self.sitemap_dates.get(response.url, ""))
        assert self.archive is not None
        page = replace(
            seen.page,
            error=EMPTY if seen.page.needs_script else "",
            rendered=True,
            bytes=found.page.bytes,
            archive_file=self.archive.name,
            archive_offset=self.archive.write(response, of=found.page),
        )
        return replace(seen, page=page)

    def _as_before(self, crawl: int, response: Response) -> Extract:
        """What an earlier crawl recorded of a page that has not changed since."""
        page = self._workspace.lookup.page(crawl, response.url)
        if page is None or not page.fetched_at or page.status != 200:  # noqa: PLR2004 — only a success was asked whether it has changed
            return unread(response, "answers “not modified” (304), though nothing is known of it")
        assert self.archive is not None
        self.archive.write_unchanged(response, page)
        links = self._workspace.lookup.links_as_read(crawl, page.url)
        content = self._workspace.inventory.content(crawl, page.url)
        return Extract(page=replace(page, fetched_at=response.fetched_at), content=content, links=links)


def _said(answer: Answer) -> str:
    if answer.trouble is Trouble.TOO_LARGE:
        return f"larger than {answer.errand.limit // 1_000_000} MB, so it was not read"
    if answer.trouble is Trouble.TIMEOUT:
        return f"no answer within {answer.errand.timeout:g} seconds"
    return answer.trouble or Trouble.OTHER


def unread(response: Response, error: str) -> Extract:
    """A page of which only its answer is known, and why."""
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Extract(
        page=Page(
            url=response.url, status=response.status, error=error, content_type=kind, fetched_at=response.fetched_at
        )
    )


def _announced(response: Response) -> int | None:
    length = response.headers.get("content-length", "")
    return int(length) if re.fullmatch(r"[0-9]{1,15}", length) else None
