"""The gate between frontier and network: what robots.txt forbids, and what was read elsewhere, stays out."""

from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import islice

from crawler import robots
from crawler.errand import Answer, Errand
from crawler.options import CrawlOptions
from crawler.origins import Origins
from crawler.page import Kind, Page
from crawler.reader import Reader
from crawler.recorder import Recorder, unanswered
from crawler.sameness import DEEPER, Sameness, fewer_folders, one_folder_less
from crawler.urls import root_of
from crawler.variants import INDEX, Facts, Learned, facts_of, file_name, twins
from crawler.workspace import Waiting, Workspace

OK = 200
BATCH = 500
"""Pages of an earlier run that are held in memory to learn from them."""


class Gate:
    """Says of each row whether it is asked now, later or never."""

    def __init__(
        self,
        workspace: Workspace,
        crawl: int,
        homes: Sequence[str],
        *,
        recorder: Recorder,
        reader: Reader,
        options: CrawlOptions,
        now: Callable[[], datetime],
    ) -> None:
        self._inventory = workspace.inventory
        self._crawl = crawl
        self._recorder = recorder
        self._reader = reader
        self._options = options
        self._now = now
        self.errands: deque[Errand] = deque()
        """What has to be known before the rows that wait here can be asked."""
        self._robots: dict[str, robots.Robots] = {}
        self._held: dict[str, list[Waiting]] = {}
        """Rows of a host whose robots.txt is on its way, by that file's address."""
        self._origins = Origins(homes, reader, lambda url: self._page(workspace, url))
        self._learned = Learned()
        self._sameness = Sameness()
        self._index_names: set[str] = set()
        self._read: dict[str, Facts] = {}
        """Pages that were read since `learn` was called last: the database may not know them yet."""
        self._out: set[str] = set()
        """Addresses that are being asked."""
        self._behind: dict[str, list[Waiting]] = {}
        """Rows that may be the page of an address that is being asked, by that address."""
        self._learn_from_before()

    def _page(self, workspace: Workspace, url: str) -> Page | None:
        self._recorder.flush()
        return workspace.lookup.page(self._crawl, url)

    # robots.txt

    def ask_rules(self, address: str) -> None:
        """Ask for a robots.txt, once."""
        if address not in self._held and address not in self._robots:
            self._held[address] = []
            self.errands.append(robots.errand(address))

    def learn_rules(self, address: str, rules: robots.Robots) -> None:
        """Hear what a robots.txt says."""
        self._robots[address] = rules

    def refuses(self, url: str) -> str:
        """Why robots.txt forbids an address, where the one of its host is known; empty when it does not."""
        rules = self._robots.get(robots.address(url))
        return rules.refuses(url) if rules else ""

    def rules_heard(self, answer: Answer) -> tuple[robots.Robots, list[Waiting]] | None:
        """What an answer brings: rules and the rows that need not wait any longer; None when a redirect is followed."""
        rules = robots.heard(answer, obeyed=not self._options.ignore_robots)
        if isinstance(rules, Errand):
            self.errands.append(rules)
            return None
        self._robots[answer.errand.origin] = rules
        return rules, self._held.pop(answer.errand.origin, [])

    # Rows

    @property
    def held(self) -> list[Waiting]:
        """The rows that wait here."""
        waiting = (*self._held.values(), *self._behind.values())
        return [*(row for rows in waiting for row in rows), *self._origins.held]

    def errand(self, row: Waiting) -> Errand | None:
        """The errand for a row; None when it has to wait here, or is never asked and this is noted."""
        address = robots.address(row.url)
        if address not in self._robots:
            self.ask_rules(address)
            self._held[address].append(row)
        elif refusal := self._robots[address].refuses(row.url):
            self._recorder.leave_out(row, refusal)
        elif trap := self._trap(row.url):
            self._recorder.leave_out(row, trap)
        elif not self._options.follow or not self._stays_out(row):  # what was asked for one by one is asked
            self._out.add(row.url)
            return self._reader.errand(row)
        return None

    def _trap(self, url: str) -> str:
        """Why experience says that an address only repeats what was read; empty when it does not."""
        if not self._options.follow:
            return ""
        if self._sameness.deeper and self._inventory.knows_any(self._crawl, fewer_folders(url)):
            return DEEPER
        return self._sameness.reason(url)

    def _stays_out(self, row: Waiting) -> bool:
        """Whether the host of a row, or its address, shows nothing that is not read elsewhere."""
        verdict = self._origins.verdict(row.url)
        if verdict is None:
            if errand := self._origins.hold(row):
                self.errands.append(errand)
        elif verdict.root:
            self._recorder.unite(row, verdict.root + row.url[len(root_of(row.url)) :], verdict.status)
        elif verdict.trouble:
            self._recorder.add(row, unanswered(row, verdict.trouble, self._now()))
        else:
            return self._was_read(row)
        return True

    def origin_heard(self, answer: Answer) -> list[Waiting]:
        """The rows that an answer about another host of the site lets go on."""
        heard = self._origins.heard(answer)
        if isinstance(heard, Errand):
            self.errands.append(heard)
            return []
        return heard

    def ask_again(self) -> None:
        """Let hosts that did not answer be asked once more."""
        self._origins.forget_troubles()

    # Pages under several addresses

    def read(self, page: Page) -> list[Waiting]:
        """Hear what an address turned out to be; the rows that waited for it."""
        if page.status == OK and page.kind is Kind.PAGE:
            self._read[page.url] = facts_of(page)
        return self.not_asked(page.url)

    def not_asked(self, url: str) -> list[Waiting]:
        """Hear that an address is not being asked any more; the rows that waited for it.

        An address that has to be asked again later keeps none waiting: two might wait for each other for ever.
        """
        self._out.discard(url)
        return self._behind.pop(url, [])

    def learn(self) -> None:
        """Compare the pages that were recorded since the last time with those whose addresses hardly differ."""
        read, self._read = self._read, {}
        self._index_names.update(name for name in map(file_name, read) if INDEX.fullmatch(name.lower()))
        others = {url: list(twins(url, self._index_names)) for url in read}
        facts = self._inventory.facts(self._crawl, [twin for found in others.values() for _, twin in found]) | read
        pairs = {(min(url, twin), max(url, twin), how) for url in read for how, twin in others[url] if twin in facts}
        for one, other, how in pairs:
            self._learned.hear(facts[one], facts[other], how)
        shorter = {url: less for url in read if (less := one_folder_less(url))}
        facts = self._inventory.facts(self._crawl, shorter.values()) | read
        for url, page in read.items():
            self._sameness.hear(page, facts.get(shorter.get(url, "")))

    def _learn_from_before(self) -> None:
        """Learn from what an earlier run of this crawl fetched, as that run did."""
        pages = (page for page in self._inventory.all_facts(self._crawl) if page.status == OK)
        while batch := list(islice(pages, BATCH)):
            self._read = {page.url: page for page in batch}
            self.learn()

    def _was_read(self, row: Waiting) -> bool:
        """Whether an address is, as far as experience tells, a page that was read, or is just now asked for."""
        ways = self._learned.ways
        likely = [twin for how, twin in twins(row.url, self._index_names) if how in ways] if ways else []
        for twin in likely:
            if twin in self._out:
                self._behind.setdefault(twin, []).append(row)
                return True
        known = {
            **self._inventory.facts(self._crawl, likely),
            **{url: self._read[url] for url in likely if url in self._read},
        }
        main = next((one.url for one in known.values() if one.status == OK and not one.redirects_to), "")
        if main:
            self._recorder.unite(row, main, OK)
        return bool(main)
