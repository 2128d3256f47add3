"""The things that are kept about people's work: who was asked for what, what came back, and what was decided."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

LEAD = "the lead"
"""Who decides where volunteers differ; stands in the place of a volunteer's name."""


ASKED = "conflicts"
"""Stands in the place of a round where the lead is asked."""


class State(StrEnum):
    """What became of one returned row."""

    ACCEPTED = "accepted"
    UNCHANGED = "unchanged"
    """Nothing was filled in, or the same answer was read before."""
    SUPERSEDED = "superseded"
    CONFLICT = "conflict"
    INVALID = "invalid"
    UNPLACED = "unplaced"
    """Nobody can tell which page it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Volunteer:
    """A colleague who offered help."""

    name: str
    email: str = ""
    hours: float = 1.0
    skills: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    not_sections: tuple[str, ...] = ()
    """Sections that they must not get."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One dealing-out of pages."""

    TABLE: ClassVar[str] = "rounds"
    KEY: ClassVar[tuple[str, ...]] = ("name",)
    APPEND_ONLY: ClassVar[bool] = False

    name: str
    crawl: int
    started_at: str
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one volunteer got in one round: one workbook."""

    TABLE: ClassVar[str] = "batches"
    KEY: ClassVar[tuple[str, ...]] = ("round", "part")
    APPEND_ONLY: ClassVar[bool] = False

    round: str
    part: str
    """Short name of the batch within the round, for example `B07`."""
    volunteer: str
    email: str
    hours: float
    file: str
    """Name of the workbook, relative to the workspace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One page that one volunteer was asked about: one line of a workbook."""

    TABLE: ClassVar[str] = "rows"
    KEY: ClassVar[tuple[str, ...]] = ("reference",)
    APPEND_ONLY: ClassVar[bool] = False

    reference: str
    """Short id with a check character; unique in the workspace."""
    round: str
    part: str
    volunteer: str
    page_url: str
    minutes: float
    """What the page is expected to take."""
    because: str
    """Why this person got this page."""
    evidence: str = ""
    """Fingerprint of what was to be judged: while it stays, a decision stays too."""
    handed_to: str = ""
    """Who got the page when this person left; the row itself can still be answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One returned row, as it was read: a line of the ledger, never changed and never removed."""

    TABLE: ClassVar[str] = "answers"
    KEY: ClassVar[tuple[str, ...]] = ()
    APPEND_ONLY: ClassVar[bool] = True

    reference: str
    round: str
    volunteer: str
    page_url: str
    decision: str
    """One of the contract's words; empty when none was given or understood."""
    reason: str
    target: str
    note: str
    minutes: float | None
    """Minutes that the volunteer says it took."""
    wrong_finding: str
    """What the volunteer says is noticed wrongly."""
    file: str
    file_hash: str
    """SHA-256 of the returned file's bytes."""
    sheet: str
    row: int
    """As the spreadsheet program counts, from 1."""
    state: State
    """As it was when the row was read; a later answer can supersede it, which is worked out when asked."""
    message: str
    read_at: str
    typed: str
    """The row's cells as they were typed, as JSON, so that nothing is lost that was not understood."""
    settles: str = ""
    """Which earlier line of the ledger this one is the lead's word about (`place` of it); empty for most."""
    own: tuple[tuple[str, str], ...] = ()
    """What stands in the lead's own columns: (heading, text)."""

    @property
    def place(self) -> str:
        """Where it stood: one line of the ledger, for good; in single spaces, as cells hold it."""
        return f"{self.file_hash[:16]}/{' '.join(self.sheet.split())}/{self.row}"


class Agreement(StrEnum):
    """Whether a page is decided."""

    AGREED = "agreed"
    CONFLICT = "conflict"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is to become of one page, derived from the ledger."""

    TABLE: ClassVar[str] = "decisions"
    KEY: ClassVar[tuple[str, ...]] = ("page_url",)
    APPEND_ONLY: ClassVar[bool] = False

    page_url: str
    decision: str = ""
    target: str = ""
    reason: str = ""
    note: str = ""
    decided_by: str = ""
    state: Agreement = Agreement.OPEN
    verdict: str = ""
    """What a second crawl found of it; empty until then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """One line of the redirect map."""

    TABLE: ClassVar[str] = "redirects"
    KEY: ClassVar[tuple[str, ...]] = ("from_url",)
    APPEND_ONLY: ClassVar[bool] = False

    from_url: str
    to_url: str
    """Empty: the page is gone for good."""
    status: int
    problem: str = ""
    """Why this line cannot be used as it stands; empty when it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """One file that came back, and what became of it."""

    TABLE: ClassVar[str] = "returned"
    KEY: ClassVar[tuple[str, ...]] = ("file_hash",)
    APPEND_ONLY: ClassVar[bool] = True

    file_hash: str
    """SHA-256 of its bytes."""
    file: str
    """The name that it came under."""
    copy: str
    """Where its copy is, relative to the workspace."""
    inside: str
    """The archive or mail that it came in; empty when it came by itself."""
    round: str
    part: str
    rows: int
    """Rows of pages in it; each of them is a line of the ledger."""
    comments: int
    modified: str
    """When it was saved, as it says itself: ISO 8601 in UTC, or with “local” behind it; empty when it does not say."""
    message: str
    """What the lead should know of it."""
    merged_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """One file of the last merge that could not be read, or only in part."""

    TABLE: ClassVar[str] = "files_unread"
    KEY: ClassVar[tuple[str, ...]] = ()
    APPEND_ONLY: ClassVar[bool] = False

    file: str
    inside: str
    """The archive or mail that it came in; empty when it came by itself."""
    message: str
    """Why, and what to ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One page that the lead is asked about in `conflicts.xlsx`; its reference comes back in that file."""

    TABLE: ClassVar[str] = "questions"
    KEY: ClassVar[tuple[str, ...]] = ("reference",)
    APPEND_ONLY: ClassVar[bool] = True

    reference: str
    page_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A workbook or draft for the lead as it was written last: a file that differs was typed in."""

    TABLE: ClassVar[str] = "files_written"
    KEY: ClassVar[tuple[str, ...]] = ("file", "file_hash")
    APPEND_ONLY: ClassVar[bool] = False

    file: str
    """Relative to the workspace."""
    file_hash: str
    """SHA-256 of its bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """One line of an Ideas sheet."""

    TABLE: ClassVar[str] = "ideas"
    KEY: ClassVar[tuple[str, ...]] = ()
    APPEND_ONLY: ClassVar[bool] = True

    volunteer: str
    round: str
    about: str
    """The heading under which it was written."""
    text: str
    file_hash: str
    read_at: str


class Clash(StrEnum):
    """Why decisions cannot stand as they are."""

    PEOPLE = "people differ"
    TARGET_GOES = "the target goes too"
    CIRCLE = "a circle of targets"
    TARGET_FAILS = "the target does not answer"
    CHILDREN = "pages below it stay"
    SURVIVORS = "two survivors of one duplicate"
    MUST_KEEP = "must be kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Something that the lead must settle before decisions can be carried out."""

    TABLE: ClassVar[str] = "conflicts"
    KEY: ClassVar[tuple[str, ...]] = ()
    APPEND_ONLY: ClassVar[bool] = False

    clash: Clash
    page_urls: tuple[str, ...]
    """The pages whose decisions clash; each can be decided anew to settle it."""
    message: str
