"""What the words of one page say, judged once for all the rules that ask."""

import datetime
from collections.abc import Mapping
from functools import cached_property

from audit.abbreviations import KNOWN, Unexplained, unexplained
from audit.passed_dates import Passed, passed
from audit.plain_words import PLAIN, Avoidable, avoidable
from audit.readability import Readability, readability
from audit.spelling import Misspelling, misspellings


class Words:
    """One text in one language; nothing is judged before somebody asks."""

    def __init__(
        self, text: str, language: str, today: datetime.date, own_words: frozenset[str], avoid: Mapping[str, str]
    ) -> None:
        self._text = text
        self._language = language
        self._today = today
        self._own_words = own_words
        self._avoid = avoid

    @property
    def _english(self) -> bool:
        return self._language.partition("-")[0].lower() in ("", "en")

    @cached_property
    def passed(self) -> list[Passed]:
        """Sentences that time has overtaken; none in a language that the method does not know."""
        return passed(self._text, self._language, self._today)

    @cached_property
    def readability(self) -> Readability | None:
        """How hard the prose is; None where that is not judged: another language than English, or no prose."""
        return readability(self._text, self._language)

    @cached_property
    def misspellings(self) -> list[Misspelling]:
        """Likely slips of the pen; none in a language that is not judged."""
        return misspellings(self._text, self._language, self._own_words) or []

    @cached_property
    def unexplained(self) -> list[Unexplained]:
        """Abbreviations that the page never explains."""
        return unexplained(self._text, KNOWN | self._own_words) if self._english else []

    @cached_property
    def avoidable(self) -> list[Avoidable]:
        """Words that a plain one could stand for."""
        return avoidable(self._text, {**PLAIN, **self._avoid}) if self._english or self._avoid else []
