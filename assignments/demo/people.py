"""Plays the five colleagues of the sample: opens their workbooks, answers as they would, and saves as people do."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.formula.translate import Translator
from openpyxl.worksheet.worksheet import Worksheet

from assignments.decisions import ARCHIVE, DELETE, GONE, KEEP, NOT_MINE, UPDATE
from assignments.records import Row
from assignments.words import Words

LINES_BEFORE_HEADINGS = 10
"""Headings are looked for so far down."""
DIFFERENCES = 3
"""Pages on which two people do not agree."""
STOPS_HALF_WAY = "Bram Whitlock"
NEEDED_NO_MORE = "No longer needed"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the colleagues think of one page: a line of the sample's `answers.csv`."""

    page: str
    """Path on the sample site."""
    decision: str = KEEP
    reason: str = ""
    target: str = ""
    note: str = ""
    minutes: str = "3"


def opinions() -> dict[str, Opinion]:
    """What the colleagues think, by path; of all other pages they think that they can stay."""
    lines = files("samples").joinpath("answers.csv").read_text(encoding="utf-8").splitlines()
    return {line["page"]: Opinion(**line) for line in csv.DictReader(lines)}


class Pages:
    """The sheet of pages of one workbook (where none is so called, the first sheet), open to be filled in."""

    def __init__(self, file: Path, words: Words) -> None:
        self.book = openpyxl.load_workbook(file)
        name = words.tabs.pages
        self.sheet: Worksheet = self.book[name if name in self.book.sheetnames else self.book.sheetnames[0]]
        self._words = words
        top = enumerate(self.sheet.iter_rows(max_row=LINES_BEFORE_HEADINGS, values_only=True), 1)
        row, headings = next((row, cells) for row, cells in top if cells[0] == words.columns.reference)
        self.first = row + 1
        self._columns = {str(heading): column for column, heading in enumerate(headings, 1)}

    def urls(self) -> Iterator[tuple[int, str]]:
        """Row and address of every page in the order of the sheet."""
        column = self._columns[self._words.columns.url]
        for row in range(self.first, self.sheet.max_row + 1):
            if url := self.sheet.cell(row, column).value:
                yield row, str(url)

    def answer(self, row: int, opinion: Opinion, url: str) -> None:
        """Type an opinion into the yellow cells."""
        columns = self._words.columns
        target = opinion.target
        for heading, typed in (
            (columns.decision, opinion.decision),
            (columns.reason, opinion.reason),
            (columns.target, target if target in ("", GONE) else urljoin(url, target)),
            (columns.note, opinion.note),
            (columns.minutes, float(opinion.minutes)),
        ):
            if typed and heading in self._columns:
                self.sheet.cell(row, self._columns[heading]).value = typed

    def shown(self) -> Iterator[list[object]]:
        """What stands in the cells; formulas are left out, because nothing here works them out."""
        for row in self.sheet.iter_rows():
            yield ["" if cell.data_type == "f" else cell.value for cell in row]

    def sort(self) -> None:
        """Sort whole rows by decision, as the filter button does."""
        decision = self._columns[self._words.columns.decision]
        rows = list(self.sheet.iter_rows(min_row=self.first))
        order = sorted(rows, key=lambda row: str(row[decision - 1].value or "~").lower())
        held = [
            [(cell.value, cell.hyperlink and cell.hyperlink.target, cell.coordinate) for cell in row] for row in order
        ]
        for row, values in zip(rows, held, strict=True):
            for cell, (value, link, was) in zip(row, values, strict=True):
                assert isinstance(cell, Cell)  # the sheet of pages has no merged cells below its headings
                cell.value = value
                cell.hyperlink = link
                if cell.data_type == "f":
                    cell.value = Translator(str(value), was).translate_formula(cell.coordinate)

    def write_idea(self, text: str) -> None:
        """Write into the first yellow line of the sheet for ideas."""
        ideas = self.book[self._words.tabs.ideas]
        lines = enumerate(ideas.iter_rows(min_col=2, max_col=2, values_only=True), 1)
        hint = next(row for row, cells in lines if cells[0] == self._words.ideas.missed_hint)
        ideas.cell(hint + 1, 2).value = text


class Mind:
    """What one colleague thinks; of some pages, that they should be treated otherwise than the others say."""

    def __init__(self, otherwise: frozenset[str] = frozenset(), shared: frozenset[str] = frozenset()) -> None:
        self._known = opinions()
        self._otherwise = otherwise
        self.shared = shared
        """Pages that somebody else was given, too."""

    def of(self, url: str) -> Opinion:
        """The opinion of a page."""
        path = unquote(urlsplit(url).path)
        opinion = self._known.get(path, Opinion(path))
        if url not in self._otherwise:
            return opinion
        if opinion.decision == DELETE:
            return replace(opinion, decision=ARCHIVE, target="", note="I would rather keep a copy.")
        return replace(opinion, decision=DELETE, reason=NEEDED_NO_MORE, target=GONE, note="Nobody ever asks for it.")


def minds(rows: Sequence[Row]) -> tuple[dict[str, Mind], int]:
    """What each colleague thinks, by name, and on how many pages two of them differ."""
    owners: dict[str, list[str]] = {}
    for row in sorted(rows, key=lambda row: row.page_url):
        owners.setdefault(row.page_url, []).append(row.volunteer)
    shared = {url: names for url, names in owners.items() if len(names) > 1}
    answered = [url for url, names in shared.items() if STOPS_HALF_WAY not in names]
    differs = {url: shared[url][-1] for url in answered[:DIFFERENCES]}
    return {
        name: Mind(frozenset(url for url, who in differs.items() if who == name), frozenset(shared)) for name in HABITS
    }, len(differs)


Play = Callable[[Pages, Mind], None]
"""How somebody fills in a sheet."""


def _everything(pages: Pages, mind: Mind) -> None:
    for row, url in pages.urls():
        pages.answer(row, mind.of(url), url)


def _sorted(pages: Pages, mind: Mind) -> None:
    for row, url in pages.urls():
        opinion = mind.of(url)
        pages.answer(row, replace(opinion, decision=f"{opinion.decision.capitalize()} "), url)
    pages.sort()


def _half(pages: Pages, mind: Mind) -> None:
    rows = list(pages.urls())
    for row, url in rows[: len(rows) // 2]:
        pages.answer(row, mind.of(url), url)


def _in_own_words(pages: Pages, mind: Mind) -> None:
    own = {DELETE: "bin it", UPDATE: "UPDATE!"}
    rows = list(pages.urls())
    handed_back = [row for row, url in rows if url not in mind.shared][-1:]
    for row, url in rows:
        opinion = mind.of(url)
        if row in handed_back:
            opinion = Opinion(opinion.page, NOT_MINE, note="I wrote this one myself.")
        pages.answer(row, replace(opinion, decision=own.get(opinion.decision, opinion.decision)), url)
    pages.write_idea("There is nothing about the ferry. People ask me about it every day.")


@dataclass(frozen=True, slots=True)
class Habit:
    """How one colleague goes about it."""

    file: str
    """The name under which the file comes back."""
    does: str
    """In words, for the person who watches."""
    play: Play


HABITS = {
    "Hester Quill": Habit("Moorings HQ final.xlsx", "answered everything and sorted the rows by decision", _sorted),
    STOPS_HALF_WAY: Habit("bram so far.xlsx", "did half, and sent that", _half),
    "Rosa Tindall": Habit("Rosa (1).xlsx", "wrote “bin it”, handed one page back, and left an idea", _in_own_words),
    "Idris Vaughan": Habit("pages_idris.csv", "saved the sheet as CSV", _everything),
    "Mina Kaplan": Habit("Mina Kaplan.xlsx", "answered everything", _everything),
}


def fill_in(sent: Path, volunteer: str, mind: Mind, words: Words, to: Path) -> tuple[Path, str]:
    """Fill in one workbook and save it into the folder `to`; gives the file and, in words, what was done to it."""
    habit = HABITS[volunteer]
    pages = Pages(sent, words)
    habit.play(pages, mind)
    file = to / habit.file
    if file.suffix == ".csv":
        with file.open("w", encoding="utf-8-sig", newline="") as out:
            csv.writer(out, delimiter=";").writerows(pages.shown())
    else:
        pages.book.save(file)
    return file, habit.does


def settle(conflicts: Path, words: Words, to: Path) -> Path:
    """Play the lead: decide on every page about which people differ, and save the workbook into the folder `to`."""
    pages = Pages(conflicts, words)
    _everything(pages, Mind())
    file = to / conflicts.name
    pages.book.save(file)
    return file
