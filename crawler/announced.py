"""Asks for the sitemaps of a site, and takes the addresses that they announce."""

from collections import deque

from crawler import robots
from crawler.errand import Answer, Errand
from crawler.extract import REDIRECTS
from crawler.page import FoundBy
from crawler.reader import Reader
from crawler.recorder import Recorder
from crawler.sitemaps import read_sitemap
from crawler.urls import Tracking, resolve

ADDRESSES = 500_000
"""Addresses that are taken from sitemaps."""
SITEMAPS = 1000
"""Sitemaps that are read; the standard allows 50,000 addresses in each."""


class Announced:
    """The sitemaps of one crawl; what is to be asked is put into `errands`."""

    def __init__(self, reader: Reader, recorder: Recorder, errands: deque[Errand], drop: Tracking) -> None:
        self._reader = reader
        self._recorder = recorder
        self._errands = errands
        self._drop = drop
        self._known: set[str] = set()
        self._guessed: set[str] = set()
        """Sitemaps that nobody named; that they are not there is no news."""
        self._room = ADDRESSES
        self.awaited = 0
        """Sitemaps that were asked for and did not come yet."""
        self.remarks: list[str] = []
        """What people should know of those that could not be read."""

    def learn(self, address: str, rules: robots.Robots) -> None:
        """Ask for the sitemaps that a robots.txt names, or for the usual ones."""
        for sitemap in rules.sitemaps:
            self.ask(sitemap, address)
        if not rules.names_sitemaps:
            self._guessed.update(resolve(sitemap, address) for sitemap in rules.sitemaps)

    def ask(self, address: str, base: str) -> None:
        """Ask for one sitemap, once."""
        url = resolve(address, base)
        if url and url not in self._known and len(self._known) < SITEMAPS and self._recorder.may_ask(url):
            self._known.add(url)
            self.awaited += 1
            self._errands.append(self._reader.sitemap_errand(url))

    def heard(self, answer: Answer) -> None:
        """Take what came: further sitemaps are asked for, pages go to the frontier."""
        self.awaited -= 1
        url = answer.errand.url
        response = self._reader.plain(answer)
        if response is not None and response.status in REDIRECTS and response.headers.get("location"):
            self.ask(response.headers["location"], url)
            return
        if response is None or response.status != 200:  # noqa: PLR2004 — only a success holds a sitemap
            if url not in self._guessed:
                why = f"the server answers {response.status}" if response else answer.detail or "it cannot be unpacked"
                self.remarks.append(f"The sitemap {url} could not be read: {why}.")
            return
        found = read_sitemap(response.body, response.url, self._drop)
        if found.problem:
            self.remarks.append(f"The sitemap {response.url} was not read whole: {found.problem}.")
        for entry in found.sitemaps:
            self.ask(entry.url, response.url)
        for entry in found.pages[: self._room]:
            self._recorder.discover([entry.url, *entry.alternates], None, FoundBy.SITEMAP)
            if entry.lastmod:
                self._reader.sitemap_dates[entry.url] = entry.lastmod
        if len(found.pages) > self._room:
            self.remarks.append(f"The sitemaps name more than {ADDRESSES:,} addresses; the rest was not read.")
        self._room = max(self._room - len(found.pages), 0)
