"""What the words of each page say, judged once for all rules; on large sites by several processes at a time."""

import datetime
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from multiprocessing import get_context

from audit.abbreviations import KNOWN, Unexplained, unexplained
from audit.endings import NamedYear, ended, newest_year
from audit.language import language_read
from audit.open_calls import open_calls
from audit.passed_dates import Passed, passed
from audit.plain_words import PLAIN, Avoidable, avoidable
from audit.readability import Readability, readability
from audit.spelling import Misspelling, misspellings
from crawler.workspace.packing import unpack

CHUNK = 100
"""Pages that are handed to a process at a time."""
MOST_PROCESSES = 8
LONG_AGO = 365
"""Days after which no call for applications is still open (our judgement)."""
AHEAD = 150
"""Chunks that may be under way: the processes go on while the rules wait for what concerns the whole site, and some
15,000 pages' words, of 4 kB each, fit in memory."""


@dataclass(frozen=True, slots=True)
class Words:
    """What one text says."""

    passed: tuple[Passed, ...]
    """Sentences that time has overtaken; none in a language that the method does not know."""
    readability: Readability | None
    """How hard the prose is; None where that is not judged: another language than English, or no prose."""
    misspellings: tuple[Misspelling, ...]
    """Likely slips of the pen; none in a language that is not judged."""
    unexplained: tuple[Unexplained, ...]
    """Abbreviations that the page never explains; none in a language that is not judged."""
    avoidable: tuple[Avoidable, ...]
    """Words that a plain one could stand for."""
    invites: tuple[str, ...]
    """Sentences that invite to apply, register or come, where the page was written over a year ago; else none."""
    ended: tuple[str, ...]
    """Sentences that say that what the page is about has ended; none in a language that is not known."""
    newest_year: NamedYear | None
    """The newest year that the text names; None when it names none."""


@dataclass(frozen=True)
class Measure:
    """What words are measured by: the day, the site's own words, and the words to avoid."""

    today: datetime.date
    own_words: frozenset[str]
    avoid: Mapping[str, str]

    def words(self, text: str, language: str, written: datetime.date | None = None) -> Words:
        """Judge a text of one block a line in a language (`en-GB`); `written` is the day of its last change."""
        read = language_read(text) if language.partition("-")[0].lower() in ("", "en") else ""
        english = read == "en"
        if read and not english:
            language = read
        avoid = self._avoid_in_english if english else self.avoid
        return Words(
            tuple(passed(text, language, self.today, written)),
            readability(text, language) if english else None,
            tuple(misspellings(text, language, self.own_words) or ()) if english else (),
            tuple(unexplained(text, self._explained)) if english else (),
            tuple(avoidable(text, avoid)) if avoid else (),
            open_calls(text, language) if written and (self.today - written).days >= LONG_AGO else (),
            ended(text, language),
            newest_year(text, self.today),
        )

    @cached_property
    def _avoid_in_english(self) -> Mapping[str, str]:
        return {**PLAIN, **self.avoid}

    @cached_property
    def _explained(self) -> frozenset[str]:
        """Abbreviations that need no explanation."""
        return KNOWN | self.own_words


Packed = tuple[str, bytes, str, datetime.date | None]
"""A page's URL, its packed content, its language and the day of its last change."""


def judged(pages: Iterable[Packed], measure: Measure) -> Iterator[tuple[str, Words]]:
    """Judge many pages in several processes, in their order; only as many pages are under way as keep them busy."""
    processes = min(MOST_PROCESSES, os.cpu_count() or 1)
    remaining = iter(pages)
    # A process that is started afresh inherits neither threads nor the open database.
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=_begin, initargs=(measure,)) as pool:
        underway: deque[Future[list[tuple[str, Words]]]] = deque()
        while True:
            while len(underway) < AHEAD and (chunk := list(islice(remaining, CHUNK))):
                underway.append(pool.submit(_judged, chunk))
            if not underway:
                return
            yield from underway.popleft().result()


_measures: list[Measure] = []
"""The measure of this process, set when it begins."""


def _begin(measure: Measure) -> None:
    _measures[:] = [measure]


def _judged(pages: list[Packed]) -> list[tuple[str, Words]]:
    return [
        (url, _measures[0].words(unpack(packed).text, language, written)) for url, packed, language, written in pages
    ]
