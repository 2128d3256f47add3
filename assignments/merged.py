"""What a merge says of each file that came back, and of all of them together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assignments.agreement import Agreement as Shared


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOutcome:
    """What became of one file."""

    file: str
    inside: str = ""
    volunteer: str = ""
    round: str = ""
    part: str = ""
    read: bool = False
    again: bool = False
    """True when it was merged before: nothing was added."""
    rows: int = 0
    states: Mapping[str, int]
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeSummary:
    """What a merge did, and what needs a person."""

    files: tuple[FileOutcome, ...]
    states: Mapping[str, int]
    decisions: Mapping[str, int]
    """Pages by agreed, conflict and open."""
    conflicts: int
    unsettled: int
    """Rows that could not be placed or understood and wait for somebody."""
    conflicts_file: str
    unplaced_file: str
    ideas_file: str
    """Relative to the workspace; empty where there is nothing to write."""
    set_aside: tuple[str, ...]
    """What the lead typed into such files, now or before, and has not merged yet, under new names."""
    thanks: int
    """Mail drafts in reports/thanks."""
    edited: tuple[str, ...]
    """Those of them that somebody has edited, and that were left as they are."""
    agreement: Shared
    """How far people agree who were asked about the same pages."""

    @property
    def needs_a_person(self) -> bool:
        """Whether anything waits for the lead."""
        return bool(self.conflicts or self.unsettled or self.set_aside or any(not one.read for one in self.files))


Progress = Callable[[FileOutcome, int], None]
"""Hears of each file, and how many are waiting still."""
