"""What a rule is, what it sees and what it says; a rule file imports from here alone."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

from audit.evidence import cut, dated, day, links_here, listed, quote, short, years
from audit.links import Wanted
from audit.site import Site
from crawler.linkstate import LinkState
from crawler.page import Content, DatedBy, FoundBy, Kind, Link, LinkKind, Page, Place

__all__ = [
    "About",
    "Certainty",
    "Content",
    "DatedBy",
    "Evidence",
    "Example",
    "Finding",
    "FoundBy",
    "Kind",
    "Link",
    "LinkKind",
    "LinkState",
    "Page",
    "Place",
    "Rule",
    "Seen",
    "Severity",
    "Site",
    "Threshold",
    "Wanted",
    "cut",
    "dated",
    "day",
    "links_here",
    "listed",
    "quote",
    "short",
    "years",
]


class Severity(StrEnum):
    """How much it hurts the people who come to the site."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Certainty(StrEnum):
    """How sure the rule can be that what it saw is what it says."""

    SURE = "sure"
    LIKELY = "likely"
    HINT = "hint"


class About(StrEnum):
    """Which addresses a rule is asked about."""

    PAGES = "pages that can be read"
    DOCUMENTS = "documents that can be read"
    LIVE = "pages and documents that can be read"
    ADDRESSES = "all addresses, also those that fail or lead elsewhere"

    def covers(self, page: Page) -> bool:
        """Whether a rule about these is asked about this page."""
        if self is About.ADDRESSES:
            return True
        live = page.status == 200 and not page.redirects_to  # noqa: PLR2004 — HTTP's word for “here it is”
        kinds = {About.PAGES: (Kind.PAGE,), About.DOCUMENTS: (Kind.DOCUMENT,), About.LIVE: (Kind.PAGE, Kind.DOCUMENT)}
        return live and page.kind in kinds[self]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a rule saw, where the rule's own severity or certainty is not the right one for this case."""

    evidence: str
    severity: Severity | None = None
    certainty: Certainty | None = None
    template: bool = False
    """True for what stands on many pages in the same words because the template does: it is said once."""


Evidence = Iterator[str | Seen]
"""What `check` yields: the words that were seen, short enough for a worksheet, with nothing that changes by itself."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that a rule compares with; audit.toml can change it."""

    default: float
    means: str
    """What is counted, with its unit: `years since the last change`."""
    source: str
    """Who says so; `our judgement` where nobody does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A page, as HTML, that a rule flags or passes; examples are the rule's tests and part of its documentation."""

    html: str | bytes = ""
    """The body of the answer; bytes where it is no HTML."""
    says: tuple[str, ...] = ()
    """The exact evidence; empty for a page that passes."""
    url: str = "https://www.example.org/page"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    """What the crawl knows beside the answer itself, by the names of Page: `{"depth": 6}`."""
    others: tuple["Example", ...] = ()
    """Other addresses: of the same small site, or of other hosts that it links to."""
    text: str = ""
    """The main text, for a document whose inside a test need not read."""
    document: dict[str, str | int | bool] = field(default_factory=dict)
    """What the crawl knows of a document's inside, as in Content."""
    today: datetime.date = datetime.date(2026, 6, 1)
    settings: str = ""
    """What audit.toml says, where the rule asks for it."""
    views: int | None = None
    """How often people came; None when nobody counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that can be noticed about a page."""

    id: str
    """The file's name with dashes."""
    title: str
    """The first words that a volunteer reads: `Links that lead nowhere`."""
    severity: Severity
    certainty: Certainty
    doc: str
    """Three paragraphs: what is noticed / why it matters / how to put it right."""
    advice: str
    """One sentence for the worksheet: what one could do."""
    check: Callable[[Page, Site], Evidence]
    about: About = About.PAGES
    thresholds: dict[str, Threshold] = field(default_factory=dict)
    flags: tuple[Example, ...]
    passes: tuple[Example, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that one rule noticed on one page."""

    TABLE: ClassVar[str] = "findings"
    KEY: ClassVar[tuple[str, ...]] = ()
    APPEND_ONLY: ClassVar[bool] = False

    page_url: str
    rule: str
    severity: Severity
    certainty: Certainty
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FalseAlarms:
    """What the people who looked at the pages say of one rule."""

    TABLE: ClassVar[str] = "false_alarms"
    KEY: ClassVar[tuple[str, ...]] = ("rule",)
    APPEND_ONLY: ClassVar[bool] = False

    rule: str
    judged: int
    """Answered pages on which the rule noticed something."""
    wrong: int
    """Those of them where somebody says that it is not so."""

    @property
    def rate(self) -> float:
        """Share of false alarms among what was judged."""
        return self.wrong / self.judged
