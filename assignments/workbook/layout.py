"""Where things stand on the sheet of pages: its columns from left to right, and its rows."""

from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from assignments.settings import Look

HEADER = 2
FIRST = 3
"""Rows as XlsxWriter counts, from 0: banner, group labels, headings, then the pages."""
MOST_SIMILAR = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its field as the catalogue calls it, its heading, its width in letters, its group."""

    field: str
    heading: str
    width: float
    group: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where things stand on the sheet, for formulas: its name, how many pages it lists, and its columns."""

    sheet: str
    rows: int
    columns: tuple[Column, ...]

    @property
    def letters(self) -> dict[str, str]:
        """Columns by field, as Excel names them."""
        return {column.field: xl_col_to_name(n) for n, column in enumerate(self.columns)}

    def at(self, field: str) -> int:
        """The number of a column, from 0."""
        return [column.field for column in self.columns].index(field)

    @property
    def first(self) -> int:
        """The first row that belongs to a page, as Excel counts."""
        return FIRST + 1

    @property
    def last(self) -> int:
        """The last row that belongs to a page, as Excel counts."""
        return FIRST + max(self.rows, 1)

    def range(self, field: str) -> str:
        """All cells of a column: `K4:K63`."""
        return f"{self.letters[field]}{self.first}:{self.letters[field]}{self.last}"


def columns(look: Look, similar: int) -> tuple[Column, ...]:
    """The columns from left to right; the answers and what is still needed fit a laptop's screen."""
    h = look.words.columns
    own = [Column(f"question {n}", q.heading, q.width, "answers") for n, q in enumerate(look.questions, 1)]
    return (
        Column("reference", h.reference, 8, "page"),
        Column("page", h.page, 29, "page"),
        Column("open", h.open, 7, "page"),
        Column("noticed", h.noticed, 38, "page"),
        Column("decision", h.decision, 11, "answers"),
        Column("reason", h.reason, 15, "answers"),
        Column("target", h.target, 15, "answers"),
        Column("note", h.note, 14, "answers"),
        *own,
        Column("key", h.key, 8, "answers"),
        Column("status", h.status, 13.5, "status"),
        Column("minutes", h.minutes, 9.5, "extras"),
        Column("wrong_finding", h.wrong_finding, 16, "extras"),
        *(
            Column(f"similar {n}", h.similar if n == 1 else f"{h.similar} {n}", 30, "facts")
            for n in range(1, similar + 1)
        ),
        Column("section", h.section, 18, "facts"),
        Column("kind", h.kind, 10, "facts"),
        Column("words", h.words, 8, "facts"),
        Column("changed", h.changed, 13, "facts"),
        Column("visits", h.visits, 9, "facts"),
        Column("links_in", h.links_in, 9, "facts"),
        Column("because", h.because, 34, "facts"),
        Column("url", h.url, 60, "facts"),
        Column("in_full", h.in_full, 60, "facts"),
    )
