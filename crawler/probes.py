"""Finds soft 404s: asks for invented addresses, and says how like the answer each page of the site is."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from crawler.errand import Answer, Errand, Purpose
from crawler.page import Content, Kind
from crawler.reader import READABLE, Reader

FOLDERS = 20
"""Folders that are probed, those with the most pages first: sites answer the same way throughout a folder."""
_WORD = re.compile(r"\w+")


class Probes:
    """What the site says of addresses that do not exist."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._samples: list[Counter[str]] = []

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
                self._samples.append(_words(response.url, found.page.title, found.content))

    def likeness(self, pages: Iterable[tuple[str, str, Content]]) -> Iterator[tuple[str, float]]:
        """(address, likeness from 0 to 1) of pages given as (address, title, content); nothing where all is honest.

        Likeness is the share of words that two texts have in common (Dice's coefficient over words with their counts).
        """
        if self._samples:
            for url, title, content in pages:
                words = _words(url, title, content)
                yield url, round(max(_alike(words, sample) for sample in self._samples), 2)


def _words(url: str, title: str, content: Content) -> Counter[str]:
    """The words of a page, without those of its address: error pages like to repeat it."""
    own = set(_WORD.findall(url.lower()))
    return Counter(word for word in _WORD.findall(f"{title}\n{content.text}".lower()) if word not in own)


def _alike(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0
