"""Gathers what people wrote on the Ideas sheets into one table for the lead."""

from collections.abc import Iterator

from assignments import words
from assignments.placing.typed import fold
from assignments.reading.book import Book, Table
from assignments.records import Idea, Returned


def ideas_of(book: Book, returned: Returned, volunteer: str, now: str) -> Iterator[Idea]:
    """The lines of a workbook’s Ideas sheet that a person wrote, with the heading that they stand under."""
    catalogues = [words.load(language).ideas for language in words.languages()]
    headings = {fold(text): text for one in catalogues for text in (one.missed, one.change, one.help)}
    ours = {
        fold(text)
        for one in catalogues
        for text in (one.title, one.intro, one.missed_hint, one.change_hint, one.help_hint)
    }
    tabs = {fold(words.load(language).tabs.ideas) for language in words.languages()}
    for table in book.tables:
        if fold(table.sheet) in tabs or _has(table, set(headings)):
            for about, text in _of_table(table, headings, ours):
                yield Idea(
                    volunteer=volunteer,
                    round=returned.round,
                    about=about,
                    text=text,
                    file_hash=returned.file_hash,
                    read_at=now,
                )


def _has(table: Table, headings: set[str]) -> bool:
    return sum(fold(text) in headings for line in table.lines[:100] for text in line.cells.values()) > 1


def _of_table(table: Table, headings: dict[str, str], ours: set[str]) -> Iterator[tuple[str, str]]:
    """(heading, what was written under it)."""
    about = ""
    for line in table.lines:
        texts = [text for _, text in sorted(line.cells.items())]
        heading = next((headings[fold(text)] for text in texts if fold(text) in headings), "")
        if heading:
            about = heading
        written = [text for text in texts if fold(text) not in ours and fold(text) not in headings]
        if written:
            yield about, " – ".join(written)
