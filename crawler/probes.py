"""Finds soft 404s: asks for invented addresses, and says how like the answer each page of the site is."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from crawler.errand import Answer, Errand, Purpose
from crawler.page import Content, Kind
from crawler.reader import READABLE, Reader

FOLDERS = 20
"""Folders that are probed, those with the most pages first: sites answer the same way throughout a folder."""
_WORD = re.compile(r"\w+")


class Said(NamedTuple):
    """The words of a page, and those of its address."""

    words: Counter[str]
    url: str

    @property
    def address(self) -> list[str]:
        """The words of the address."""
        return _WORD.findall(self.url.lower())


class Probes:
    """What the site says of addresses that do not exist."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._samples: list[Said] = []

    def errands(self, urls: Iterable[str]) -> list[Errand]:
        """An invented address for each of the folders that hold the most pages."""
        folders = Counter(url.partition("?")[0].rpartition("/")[0] + "/" for url in urls)
        chosen = sorted(folders, key=lambda folder: (-folders[folder], folder))
        return [self._errand(folder) for folder in islice(chosen, FOLDERS)]

    def _errand(self, folder: str) -> Errand:
        name = hashlib.sha256(folder.encode()).hexdigest()[:12]  # the same one at every crawl: easy to tell in a log
        return self._reader.start_errand(f"{folder}audit-no-such-page-{name}", Purpose.PROBE)

    def done(self, answer: Answer) -> None:
        """Hear what came; an honest 404 leaves nothing to compare with."""
        response = self._reader.plain(answer)
        if response is None or response.status != 200:  # noqa: PLR2004 — only a success pretends to be a page
            return
        if response.headers.get("content-type", "text/html").startswith(READABLE):
            found = self._reader.facts(response)
            if found.page.kind is Kind.PAGE and not found.page.redirects_to:
                self._samples.append(_said(response.url, found.page.title, found.content))

    def likeness(self, pages: Iterable[tuple[str, str, Content]]) -> Iterator[tuple[str, float]]:
        """(address, likeness from 0 to 1) of pages given as (address, title, content); nothing where all is honest.

        Likeness is the share of words that two texts have in common (Dice's coefficient over words with their counts),
        without those of the addresses where the error page repeats the address that was asked for. It is rounded down:
        1 means the very same words. A page is not compared with what came for an address within its own folder: some
        sites show the list of a folder in the place of what is not in it.
        """
        if self._samples:
            for url, title, content in pages:
                said = _said(url, title, content)
                others = (sample for sample in self._samples if not sample.url.startswith(_folder(url)))
                yield url, max((_alike(said, sample) for sample in others), default=0.0)


def _said(url: str, title: str, content: Content) -> Said:
    return Said(Counter(_WORD.findall(f"{title}\n{content.text}".lower())), url)


def _folder(url: str) -> str:
    """What the addresses of a page's folder begin with, if the page is the list of one: /news, /news/index.html."""
    path = url.partition("?")[0]
    before, _, name = path.rpartition("/")
    return f"{before}/" if not name or name.startswith("index.") else f"{path}/"


def _alike(page: Said, sample: Said) -> float:
    one, other = page.words, sample.words
    repeats = sample.address[-1] in other  # the name that was made up
    without = {*page.address, *sample.address} if repeats else ()
    total = one.total() + other.total() - sum(one[word] + other[word] for word in without)
    common = (one & other).total() - sum(min(one[word], other[word]) for word in without)
    return (200 * common // total) / 100 if total else 0.0
