"""One run of a crawl: preflight, then the crawl itself, then the end that makes the inventory exact."""

from collections.abc import Callable, Sequence
from datetime import datetime

from crawler.archive import Archive
from crawler.director import Leader
from crawler.errand import Answer, Turn
from crawler.ground import Ground
from crawler.options import CrawlOptions, CrawlSettings, Render
from crawler.page import FoundBy
from crawler.preflight import REDIRECTS, Preflight
from crawler.progress import Progress
from crawler.reader import Reader
from crawler.recorder import Recorder
from crawler.scope import TOO_MANY, Boundary
from crawler.urls import resolve, tracking
from crawler.workspace import Crawl, Discovered, Workspace


class Session:
    """The director of one run."""

    def __init__(
        self,
        workspace: Workspace,
        starts: Sequence[str],
        options: CrawlOptions,
        settings: CrawlSettings,
        *,
        now: Callable[[], datetime],
        watch: Callable[[Progress], None],
        private: bool,
        goes_on: Crawl | None,
        earlier: Crawl | None,
        software: str,
        render: Render,
    ) -> None:
        self._workspace = workspace
        self._starts = tuple(starts)
        self._options = options
        self._settings = settings
        self._now = now
        self._watch = watch
        self._software = software
        self._render = render
        self._boundary = Boundary(self._starts, options, private=private, year=now().year)
        self._archive: Archive | None = None
        self._reader = Reader(workspace, earlier.id if earlier else None, options, settings, starts=starts, now=now)
        self._leader: Leader | None = None
        self._crawl = goes_on
        self._preflight = Preflight(self._starts, options, self._reader, now)
        if goes_on:
            self._go_on(goes_on)

    def next(self) -> Turn:
        """What is to be done now."""
        if self._leader is None:
            turn = self._preflight.next()
            if not turn.ended:
                return turn
            self._preflight.check()
            self._begin()
        assert self._leader is not None
        return self._leader.next()

    def done(self, answer: Answer) -> None:
        """Hear the answer to one errand."""
        (self._leader or self._preflight).done(answer)

    def _begin(self) -> None:
        inventory, at = self._workspace.inventory, self._at()
        with self._workspace.transaction():
            crawl = inventory.begin(self._starts, self._options.kept(), at)
            inventory.discover(crawl.id, [Discovered(url, 0, FoundBy.LIST) for url in self._starts])
        self._crawl = crawl
        for url in self._preflight.landed:
            self._boundary.widen(url)
        leader = self._lead(crawl, self._preflight.landed)
        leader.first(self._preflight.answers)

    def _go_on(self, crawl: Crawl) -> None:
        inventory = self._workspace.inventory
        homes = []
        for start in self._starts:
            page = self._workspace.lookup.page(crawl.id, start)
            hops = 0
            while page and page.redirects_to and hops < REDIRECTS:
                self._boundary.widen(page.redirects_to)
                page = self._workspace.lookup.page(crawl.id, page.redirects_to)
                hops += 1
            if page:
                homes.append(page.url)
        if crawl.options != self._options.kept():
            inventory.readmit(crawl.id, self._boundary.left_out)
        inventory.go_on(crawl.id, self._options.kept())
        self._lead(crawl, homes)

    def _lead(self, crawl: Crawl, homes: Sequence[str]) -> Leader:
        name = f"{self._now():%Y%m%dT%H%M%S}-crawl-{crawl.id}"
        self._archive = self._reader.archive = Archive(self._workspace.archive, name, self._software)
        recorder = Recorder(self._workspace, crawl.id, self._archive, self._boundary)
        ground = Ground(
            workspace=self._workspace,
            crawl=crawl.id,
            starts=self._starts,
            homes=homes,
            options=self._options,
            settings=self._settings,
            now=self._now,
            watch=self._watch,
            boundary=self._boundary,
            render=self._render,
        )
        drop = tracking(self._settings.tracking_parameters)
        listed = (resolve(line, line, drop) for line in self._options.listed)
        recorder.discover((url for url in listed if url), None, FoundBy.LIST)
        self._leader = Leader(ground, recorder, self._reader, self._preflight.robots)
        return self._leader

    def close(self) -> None:
        """Write down what came last; called on every way out."""
        try:
            if self._leader:
                self._leader.close()
        finally:
            if self._archive:
                self._archive.close()

    def end(self) -> Crawl:
        """Make the inventory exact and say how the crawl ended."""
        assert self._crawl is not None
        assert self._leader is not None
        inventory, crawl = self._workspace.inventory, self._crawl.id
        with self._workspace.transaction():
            if self._leader.cut_short:
                inventory.end(crawl, "cut short", self._leader.cut_short, self._at())
            else:
                if self._options.max_pages is not None:
                    inventory.leave_out_waiting(crawl, TOO_MANY)
                inventory.settle(crawl, unite=self._options.follow)
                self._leader.outside.settle()
                inventory.mark_soft_404(crawl, self._leader.probes.likeness(inventory.texts(crawl)))
                inventory.end(crawl, "finished", "", self._at())
        return next(found for found in inventory.crawls() if found.id == crawl)

    @property
    def remarks(self) -> list[str]:
        """What people should know beside the inventory."""
        return self._leader.remarks if self._leader else []

    def _at(self) -> str:
        return self._now().isoformat(timespec="seconds")
