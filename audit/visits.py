"""How often people came to a page, as somebody's statistics say."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Visits:
    """The views of one page over the period that was imported."""

    TABLE: ClassVar[str] = "visits"
    KEY: ClassVar[tuple[str, ...]] = ("page_url",)
    APPEND_ONLY: ClassVar[bool] = False

    page_url: str
    views: int
    source: str = ""
    """The file that says so."""
