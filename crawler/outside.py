"""Checks links that leave the site: each address once, each host one request at a time, HEAD first and then GET."""

from collections import deque
from collections.abc import Callable, Iterable
from datetime import datetime

from msgspec.structs import replace

from crawler.errand import Answer, Errand, Purpose, Trouble
from crawler.linkstate import NO_SUCH_HOST, is_gone
from crawler.page import Extract, Kind, Page
from crawler.private import is_named
from crawler.recorder import Recorder, unanswered
from crawler.urls import guess_kind, host_of, resolve
from crawler.workspace import Scope, Waiting, Workspace

AT_ONCE = 50
"""Hosts that are asked at the same time."""
TAKE = 5000
"""Rows of the frontier that are held in memory, so that there are many hosts to choose from."""
REDIRECTS = 10
"""Redirects of other sites that are followed."""
OFFLINE = 30
"""Hosts without an answer, and none with one, after which the way to other sites counts as closed (an intranet)."""
GET_AFTER = frozenset({400, 403, 404, 405, 406, 500, 501, 503})
"""Answers to HEAD that many servers give though they answer GET well (measured by linkchecker and lychee, too)."""


class Outside:
    """The queue of addresses outside the site, a line for each host."""

    def __init__(
        self, workspace: Workspace, crawl: int, recorder: Recorder, timeout: float, *, now: Callable[[], datetime]
    ) -> None:
        self._inventory = workspace.inventory
        self._checks = workspace.checks
        self._gone = workspace.checks.gone()
        self._crawl = crawl
        self._recorder = recorder
        self._timeout = timeout
        self._now = now
        self._lines: dict[str, deque[Waiting]] = {}
        self._queued: set[int] = set()
        self._busy: set[str] = set()
        self._dead: dict[str, Trouble] = {}
        self._reached = False

    def fill(self) -> bool:
        """Take rows from the frontier when the recorder has nothing left to flush; say whether there are any."""
        self.put(self._inventory.take(self._crawl, TAKE + len(self._queued), scope=Scope.OUTSIDE))
        return bool(self._lines)

    def put(self, rows: Iterable[Waiting]) -> None:
        """Let rows wait their turn here."""
        for row in rows:
            if row.id not in self._queued:
                self._queued.add(row.id)
                self._lines.setdefault(host_of(row.url), deque()).append(row)

    @property
    def empty(self) -> bool:
        """Whether nothing is queued or being asked."""
        return not self._lines and not self._busy

    def next(self) -> list[Errand]:
        """One errand for each host that is not being asked, as long as there is room."""
        errands = []
        for host in list(self._lines):
            if len(self._busy) >= AT_ONCE:
                break
            if host not in self._busy and (row := self._row(host)):
                self._busy.add(host)
                errands.append(self._errand(row, "HEAD"))
        return errands

    def _row(self, host: str) -> Waiting | None:
        line = self._lines[host]
        while line:
            row = line.popleft()
            if not self._offline and host not in self._dead:
                return row
            trouble = Trouble.OFFLINE if self._offline else self._dead[host]
            self._end(row, unanswered(row, trouble, self._now()))
        del self._lines[host]
        return None

    @property
    def _offline(self) -> bool:
        return not self._reached and len(self._dead) >= OFFLINE

    def _errand(self, row: Waiting, method: str) -> Errand:
        return Errand(
            url=row.url, purpose=Purpose.OUTSIDE, row=row, method=method, timeout=self._timeout, bodies=("no/body",)
        )

    def done(self, answer: Answer) -> Errand | None:
        """Hear an answer; the second errand for the same address, where one is needed."""
        row = answer.errand.row
        assert row is not None
        host = host_of(row.url)
        if answer.errand.method == "HEAD" and _try_get(answer):
            return self._errand(row, "GET")
        self._busy.discard(host)
        if answer.trouble is Trouble.PRIVATE:
            self._queued.discard(row.id)
            self._recorder.leave_out(row, Trouble.PRIVATE)
        elif answer.trouble is not None:
            if answer.trouble in (Trouble.NO_HOST, Trouble.NO_NAMES, Trouble.REFUSED):
                self._dead[host] = answer.trouble
            self._end(row, unanswered(row, answer.trouble, self._now()))
        else:
            self._reached = True
            self._end(row, self._extract(answer))
        return None

    def _end(self, row: Waiting, extract: Extract) -> None:
        self._queued.discard(row.id)
        if is_gone(extract.page):
            failed_at = self._gone.get(row.url, extract.page.fetched_at)
            extract = replace(extract, page=replace(extract.page, failed_at=failed_at))
        self._recorder.add(row, extract)

    def settle(self) -> None:
        """Tell host names that do not exist from a dead network: some other name must have led to an answer."""
        unknown = self._checks.with_error(self._crawl, Trouble.NO_HOST)
        if unknown and any(is_named(url) for url in self._checks.answered(self._crawl)):
            since = [(url, self._gone.get(url, at)) for url, at in unknown]
            self._checks.mark_gone(self._crawl, NO_SUCH_HOST, since)

    def _extract(self, answer: Answer) -> Extract:
        response, row = answer.response, answer.errand.row
        assert response is not None
        assert row is not None
        location = response.headers.get("location", "")
        target = resolve(location, row.url) if 300 <= response.status < 400 and location else ""  # noqa: PLR2004 — redirects (RFC 9110, 15.4)
        hops = (row.depth or 0) + 1
        if target and hops <= REDIRECTS:
            self._recorder.discover_outside(target, hops)
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        page = Page(
            url=row.url,
            status=response.status,
            redirects_to=target,
            kind=Kind.PAGE if kind == "text/html" else guess_kind(row.url),
            content_type=kind,
            fetched_at=response.fetched_at,
        )
        return Extract(page=page)


def _try_get(answer: Answer) -> bool:
    if answer.response is not None:
        return answer.response.status in GET_AFTER
    return answer.trouble in (Trouble.CUT, Trouble.OTHER)
