"""What a workbook says: one volunteer's pages of one round, with all that was noticed about them."""

from dataclasses import dataclass
from datetime import date, datetime

from assignments.records import Row
from crawler.page import Page


@dataclass(frozen=True, slots=True)
class Similar:
    """A page that says nearly the same."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the findings together make one think of."""

    decision: str
    """One of the contract's words."""
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What one kind of note means, for somebody who never heard of it."""

    title: str
    why: str
    advice: str
    pages: int
    """On so many of the volunteer's pages it was noticed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the sheet of pages."""

    row: Row
    page: Page
    title: str
    """What the page is called: never empty."""
    noticed: tuple[str, ...] = ()
    """What was found, in plain words, the worst first."""
    suggested: Suggested | None = None
    similar: tuple[Similar, ...] = ()
    section: str = ""
    views: int | None = None
    links_in: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What one volunteer gets in one round."""

    audit: str
    site: str
    round: str
    part: str
    volunteer: str
    due: date | None
    entries: tuple[Entry, ...]
    meanings: tuple[Meaning, ...] = ()
    """Of the notes that occur in it, the most frequent first."""
    why: str = ""
    """Why just these pages, in a sentence or two; empty where there is nothing to say."""
    made: datetime
    """Written into the file, so that equal input gives equal bytes."""
