"""What a rule is, what it sees and what it says; a rule file imports from here alone."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from audit.site import Site
from crawler.page import Page

__all__ = ["Certainty", "Evidence", "Example", "Finding", "Page", "Rule", "Seen", "Severity", "Site", "Threshold"]


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


@dataclass(frozen=True, slots=True)
class Seen:
    """What a rule saw, where the rule's own severity or certainty is not the right one for this case."""

    evidence: str
    severity: Severity | None = None
    certainty: Certainty | None = None


Evidence = Iterator[str | Seen]
"""What `check` yields: the words that were seen, short enough for a worksheet; nothing that changes by itself."""


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

    html: str = ""
    says: tuple[str, ...] = ()
    """The exact evidence; empty for a page that passes."""
    url: str = "https://www.example.org/page"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    others: tuple["Example", ...] = ()
    """Other addresses of the same small site."""
    today: datetime.date = datetime.date(2026, 6, 1)


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
