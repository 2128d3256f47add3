"""Leads a crawl: says what is asked next, and hears what came of it."""

from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from time import monotonic

from crawler import robots
from crawler.announced import Announced
from crawler.documents.queue import DocumentQueue
from crawler.errand import Answer, Errand, Purpose, Turn
from crawler.gate import Gate
from crawler.ground import Ground
from crawler.manners import Patience
from crawler.outside import Outside
from crawler.page import Extract, Kind
from crawler.probes import Probes
from crawler.reader import Reader
from crawler.recorder import Recorder
from crawler.rendering import Rendering
from crawler.urls import guess_kind, tracking
from crawler.workspace import Waiting

TAKE = 500
"""Rows of the frontier that are held in memory."""
WATCH_EVERY = 0.25
"""Seconds between two looks at the progress."""
DOCUMENT_EVERY = 0.05
"""Seconds between two looks at the documents that are being read."""


class Leader:
    """Leads the crawl of a site whose start page is known to answer."""

    def __init__(self, ground: Ground, recorder: Recorder, reader: Reader, known: Mapping[str, robots.Robots]) -> None:
        self._ground = ground
        self._recorder = recorder
        self._reader = reader
        timeout = ground.settings.outside_timeout
        self.outside = Outside(ground.workspace, ground.crawl, recorder, timeout, now=ground.now)
        self._patience = Patience(ground.options, ground.now)
        drop = tracking(ground.settings.tracking_parameters)
        self._documents = DocumentQueue(drop)
        self._rows: deque[Waiting] = deque()
        self._asked: dict[int, Waiting] = {}
        self._gate = Gate(
            ground.workspace, ground.crawl, ground.homes, recorder=recorder, reader=reader,
            options=ground.options, now=ground.now,
        )  # fmt: skip
        self.rendering = Rendering(ground, reader, self._patience, self._gate.refuses)
        self._errands = self._gate.errands
        self._sitemaps = Announced(reader, recorder, self._errands, drop)
        self._first: list[Answer] = []
        self._in_flight = 0
        self._more = True
        """Whether rows may wait in the database that are not in memory."""
        self._level = 0
        self._rechecked = self._probed = False
        self.probes = Probes(reader)
        self._pages = ground.workspace.inventory.pages_fetched(ground.crawl)
        self._watched = 0.0
        for address in dict.fromkeys(robots.address(start) for start in ground.starts):
            if address not in known:
                self._gate.ask_rules(address)
        for address, rules in known.items():
            self._learn(address, rules)
        for address in ground.options.sitemaps:
            self._sitemaps.ask(address, ground.starts[0])
        self._patience.asked()  # the start page, a moment ago

    @property
    def cut_short(self) -> str:
        """Why the crawl was cut short; empty when it was not."""
        return self._patience.lost

    @property
    def remarks(self) -> list[str]:
        """What people should know beside the inventory."""
        return self._sitemaps.remarks

    # What is asked

    def next(self) -> Turn:
        """What is to be done now."""
        if self.cut_short:
            return Turn(ended=True)
        self._take_documents()
        if self._recorder.due():
            self._flush()
        self._show()
        errands = [*self._first_things(), *self._site(), *self.outside.next()]
        self._in_flight += len(errands)
        if errands or self._errands or self._in_flight or self._documents or self._patience.wait() > 0:
            return Turn(errands, min(self._patience.wait() or 1.0, DOCUMENT_EVERY if self._documents else 1.0))
        return self.next() if self._goes_on() else Turn(ended=True)

    def _goes_on(self) -> bool:
        """Whether there is still something to do though nothing is under way."""
        self._flush()
        if self.outside.fill() or (not self._full and self._refill()):
            return True
        if not self._rechecked and not self._full:  # what failed may have been a bad moment: it is asked once more
            self._rechecked = self._patience.last_round = True
            self._gate.ask_again()
            if self._recorder.reopen_failed():
                self._pages = self._ground.workspace.inventory.pages_fetched(self._ground.crawl)
                self._more = True
                return True
        if not self._probed:
            self._probed = True
            self._errands.extend(self.probes.errands(self._ground.workspace.inventory.good_pages(self._ground.crawl)))
            return bool(self._errands)
        return False

    def _first_things(self) -> list[Errand]:
        """What is asked before more pages, at the site's pace: robots.txt, sitemaps, an address for the second time."""
        errands = []
        for errand in list(self._errands):
            if errand.purpose is Purpose.OUTSIDE or not self._patience.wait():
                self._errands.remove(errand)
                errands.append(errand)
                if errand.purpose is not Purpose.OUTSIDE:
                    self._patience.asked()
        return errands

    def _site(self) -> list[Errand]:
        errands: list[Errand] = []
        if self._sitemaps.awaited:  # pages are dated by them, so they come first
            return errands
        if self._first:
            self._record_first()
        while len(self._asked) - len(self._documents) < self._patience.at_once and not self._patience.wait():
            if self._documents.full:
                break
            row = self._row()
            if row is None:
                break
            if errand := self._gate.errand(row):
                self._asked[row.id] = row
                self._pages += _counts(row)
                errands.append(errand)
                self._patience.asked()
        return errands

    def _row(self) -> Waiting | None:
        if self._full or (not self._rows and not self._refill()):
            return None
        options = self._ground.options
        row = self._rows.popleft()
        if options.max_depth is not None and row.depth is not None and row.depth > self._level:
            # with a limit of depth, each level is finished first: else an address could be met too deep
            self._rows.appendleft(row)
            if self._asked or self._gate.held:
                return None
            self._rows.clear()
            self._more = True
            self._refill()
            row = self._rows.popleft()
            self._level = max(self._level, row.depth or 0)
        return row

    @property
    def _full(self) -> bool:
        """Whether as many pages were asked as a person wants."""
        most = self._ground.options.max_pages
        return most is not None and self._pages >= most

    def _refill(self) -> bool:
        if self._recorder.has_found():
            self._flush()
        if self._more and not self._rows:
            busy = self._asked.keys() | {row.id for row in self._gate.held} | self._recorder.pending
            limit = TAKE + len(busy)
            taken = self._ground.workspace.inventory.take(self._ground.crawl, limit)
            self._more = len(taken) == limit
            self._rows.extend(row for row in taken if row.id not in busy)
        return bool(self._rows)

    def _flush(self) -> None:
        new = self._recorder.flush()
        self._gate.learn()
        if new:
            self._more = True
            self.outside.fill()

    # What came of it

    def done(self, answer: Answer) -> None:
        """Hear the answer to one errand."""
        self._in_flight -= 1
        purpose = answer.errand.purpose
        if purpose is Purpose.PAGE:
            self._page_done(answer)
        elif purpose is Purpose.OUTSIDE:
            if again := self.outside.done(answer):
                self._errands.append(again)
        elif purpose is Purpose.ROBOTS:
            self._robots_done(answer)
        elif purpose is Purpose.ORIGIN:
            self._rows.extendleft(reversed(self._gate.origin_heard(answer)))
        elif purpose is Purpose.RENDER:
            assert answer.errand.row is not None
            self._finished(answer.errand.row, self.rendering.shown(answer))
        elif purpose is Purpose.PROBE:
            self.probes.done(answer)
        elif purpose is Purpose.SITEMAP:
            if self._patience.postpones(answer):
                self._errands.append(answer.errand)
            else:
                self._sitemaps.heard(answer)

    def _robots_done(self, answer: Answer) -> None:
        heard = self._gate.rules_heard(answer)
        if heard is None:
            return
        rules, rows = heard
        address = answer.errand.origin
        self._learn(address, rules)
        self._rows.extendleft(reversed(rows))
        if rules.problem and rules.obeyed and address in map(robots.address, self._ground.starts):
            self._patience.lose(
                f"The rules for programs at {address} could not be read: {rules.problem}. What was fetched so far is "
                "kept. Run the same command again later; it goes on from there."
            )

    def _learn(self, address: str, rules: robots.Robots) -> None:
        self._gate.learn_rules(address, rules)
        self._patience.slow_down(rules.delay)
        if self._ground.options.follow:
            self._sitemaps.learn(address, rules)

    def _page_done(self, answer: Answer) -> None:
        row = answer.errand.row
        assert row is not None
        if self._patience.postpones(answer):
            del self._asked[row.id]
            self._pages -= _counts(row)
            self._rows.extendleft([*self._gate.not_asked(row.url), row])
            return
        if again := self._reader.again(answer):
            self._errands.append(again)
        else:
            self._read(answer, row)

    def _read(self, answer: Answer, row: Waiting) -> None:
        """Read a page, or have it read where that takes longer: a document, and what a browser has to show."""
        found = self._reader.read(answer)
        document = self._reader.plain(answer) if found.page.kind is Kind.DOCUMENT and not found.page.error else None
        if document and document.status == 200 and document.body:  # noqa: PLR2004 — success
            self._documents.put(row, found, document)
        elif errand := self.rendering.errand(answer, found):
            self._errands.append(errand)
        else:
            self._finished(row, found)

    def _finished(self, row: Waiting, found: Extract) -> None:
        del self._asked[row.id]
        page = self._recorder.add(row, found)
        self._rows.extendleft(reversed(self._gate.read(page)))

    def _take_documents(self) -> None:
        """Note what was found in documents that have been read meanwhile."""
        for read in self._documents.ready():
            self._finished(read.row, read.extract)

    def first(self, answers: list[Answer]) -> None:
        """Hear what the start pages answered before the crawl began."""
        self._first = answers

    def _record_first(self) -> None:
        """Record the start pages, and then those that they redirect to, without asking for them again."""
        first = {answer.errand.url: answer for answer in self._first}
        self._first = []
        self._flush()
        while rows := self._ground.workspace.inventory.waiting(self._ground.crawl, first):
            for row in rows:
                self._pages += _counts(row)
                self._asked[row.id] = row
                self._read(replace(first.pop(row.url), errand=self._reader.errand(row)), row)
            self._flush()

    def _show(self) -> None:
        now = monotonic()
        if now - self._watched >= WATCH_EVERY:
            self._watched = now
            self._ground.watch(self._recorder.progress(self._patience.reason))

    def close(self) -> None:
        """Write down what came last; documents that were not read yet are left to the next session."""
        try:
            self._take_documents()
            self._recorder.flush()
        finally:
            self._documents.close()


def _counts(row: Waiting) -> bool:
    """Whether an address counts for --max-pages: documents and pictures do not."""
    return guess_kind(row.url) is Kind.PAGE
