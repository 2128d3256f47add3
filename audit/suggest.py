"""Turns what was noticed about a page into one suggested decision with its reasons, by a table that can be changed."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from itertools import takewhile
from pathlib import Path
from typing import ClassVar

import msgspec

from audit.evidence import cut, dated, years
from audit.rule import Finding, Kind, Page
from audit.settings import KINDS
from audit.site import Site
from crawler.settings import Section, SettingsError, read

TABLE = "suggestions.toml"
NONE = "none"
"""The decision of a row that ends the search without a suggestion."""
DECISIONS = (NONE, "keep", "update", "rewrite", "merge", "archive", "delete", "convert")
_NUMBER = re.compile(r"(older-than|links-in-under|views-under|words-under)-(\d+(?:\.\d+)?)")
WORDS = {
    "must-keep": "audit.toml says that it must stay",
    "copy": "another page is to stay in its place",
    "page": "a page",
    "document": "a document",
    "news": "news",
    "events": "an event or offer",
    "guidance": "guidance",
    "records": "a record",
}
"""How facts are said; a rule's finding is said in its own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What could become of one page; a person decides."""

    TABLE: ClassVar[str] = "suggestions"
    KEY: ClassVar[tuple[str, ...]] = ("page_url",)
    APPEND_ONLY: ClassVar[bool] = False

    page_url: str
    decision: str
    because: str
    """The signals that speak for it, in words."""
    target: str = ""
    """For merge: the page that is to stay."""


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of the table."""

    decision: str
    when: tuple[str, ...]
    unless: tuple[str, ...] = ()


class SuggestionSettings(Section, frozen=True):
    """The section [suggestions] of audit.toml."""

    rows: tuple[Row, ...] = ()
    """Rows that come before the table's own."""


class Signals:
    """What is known of one page that speaks for a decision."""

    def __init__(self, page: Page, findings: Iterable[Finding], site: Site) -> None:
        self._page = page
        self._site = site
        self._noticed: dict[str, str] = {}
        for finding in findings:
            self._noticed.setdefault(finding.rule, finding.evidence)

    def words(self, signal: str) -> str:
        """How a signal is said that holds; empty when it does not hold."""
        if number := _NUMBER.fullmatch(signal):
            return self._numbers(number[1], float(number[2]))
        if signal in WORDS:
            return WORDS[signal] if signal in self._facts else ""
        if signal in self._noticed:
            return f"{signal.replace('-', ' ')}: {self._noticed[signal]}"
        return ""

    @cached_property
    def _facts(self) -> frozenset[str]:
        page, site = self._page, self._site
        place = site.alike.get(page.url)
        stays = site.survivor(page)
        known = {
            "must-keep": site.must_keep(page),
            "copy": stays is not None and stays.url != page.url and (place is not None or bool(site.same_text(page))),
            "page": page.kind is Kind.PAGE,
            "document": page.kind is Kind.DOCUMENT,
            **{kind: site.kind_of(page) == kind for kind in KINDS},
        }
        return frozenset(name for name, holds in known.items() if holds)

    @cached_property
    def _links_in(self) -> int:
        return self._site.links_in(self._page)

    def _numbers(self, name: str, number: float) -> str:
        page, site = self._page, self._site
        if name == "older-than":
            date = site.changed(page)
            old = date is not None and years(date, site.today) >= number
            return f"not changed since {dated(page, date)}" if date and old else ""
        if name == "links-in-under":
            count = self._links_in
            return f"{count or 'no'} {'page links' if count == 1 else 'pages link'} here" if count < number else ""
        if name == "views-under":
            views = site.visits(page)
            return ("no visits" if not views else "few visits") if views is not None and views < number else ""
        return f"{page.words or 0} words" if (page.words or 0) < number else ""


def table(settings: Path, rules: Iterable[str]) -> tuple[Row, ...]:
    """The rows in their order: those of audit.toml, then ours.

    Raises SettingsError when a row names a decision or a signal that nobody knows.
    """
    own = read(settings, "suggestions", SuggestionSettings).rows
    ours = tomllib.loads(files("audit").joinpath(TABLE).read_text(encoding="utf-8"))["rows"]
    known = {*WORDS, *rules}
    for row in own:
        if row.decision not in DECISIONS:
            raise SettingsError(
                f"{settings}: [suggestions] cannot suggest “{row.decision}”. Known: {', '.join(DECISIONS)}."
            )
        for signal in (*row.when, *row.unless):
            if signal not in known and not _NUMBER.fullmatch(signal):
                raise SettingsError(
                    f"{settings}: [suggestions] names the signal “{signal}”, which nothing gives. It may be the id of "
                    f"a rule (audit rules), one of {', '.join(WORDS)}, or a number such as older-than-5."
                )
    return (*own, *msgspec.convert(ours, tuple[Row, ...]))


def suggest(findings: Mapping[str, Iterable[Finding]], site: Site, rows: Iterable[Row]) -> Iterator[Suggestion]:
    """The suggestions for pages and documents that can be read, in the order of their URLs; none where no row holds.

    `findings` are all that the rules noticed, by URL, also what is only said once for the whole site.
    """
    rows = tuple(rows)
    for page in site.live:
        signals = Signals(page, findings.get(page.url, ()), site)
        for row in rows:
            words = list(takewhile(bool, map(signals.words, row.when)))
            if len(words) == len(row.when) and not any(map(signals.words, row.unless)):
                if row.decision == NONE:
                    break
                survivor = site.survivor(page) if row.decision == "merge" else None
                yield Suggestion(
                    page_url=page.url,
                    decision=row.decision,
                    because=cut("; ".join(words), 400),
                    target=survivor.url if survivor else "",
                )
                break
