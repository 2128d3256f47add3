"""One returned row, understood as far as it can be by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assignments.records import Row, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one row says, and what is the matter with it."""

    sheet: str
    line: int
    row: Row | None
    state: State
    decision: str = ""
    reason: str = ""
    target: str = ""
    note: str = ""
    minutes: float | None = None
    wrong_finding: str = ""
    own: tuple[tuple[str, str], ...] = ()
    """What stands in the lead's own columns: (heading, text)."""
    message: str = ""
    typed: str = ""
    settles: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    """The cells of known columns, as typed."""

    @property
    def content(self) -> tuple[object, ...]:
        """What two answers must share to be the same answer."""
        return (self.decision, self.target, self.reason, self.note, self.wrong_finding, self.own)
