"""Gathers what people wrote on the Ideas sheets into one table for the lead."""

from collections.abc import Iterator
from functools import cache

from assignments import words
from assignments.placing.typed import fold
from assignments.reading.book import Book, Table
from assignments.records import Idea, Returned


def ideas_of(book: Book, returned: Returned, volunteer: str, now: str) -> Iterator[Idea]:
    """The lines of a workbook’s Ideas sheet that a person wrote, with the heading that they stand under."""
    headings, ours, tabs = _ours()
    named = [table for table in book.tables if fold(table.sheet) in tabs]
    for table in named or [table for table in book.tables if _has(table, set(headings))]:
        for about, text in _of_table(table, headings, ours):
            yield Idea(
                volunteer=volunteer,
                round=returned.round,
                about=about,
                text=text,
                file_hash=returned.file_hash,
                read_at=now,
            )


@cache
def _ours() -> tuple[dict[str, str], set[str], set[str]]:
    """What we ourselves wrote on the sheet, in every language: headings, other texts, names of the tab."""
    catalogues = [words.load(language) for language in words.languages()]
    ideas = [one.ideas for one in catalogues]
    headings = {fold(text): text for one in ideas for text in (one.missed, one.change, one.help)}
    texts = {
        fold(text) for one in ideas for text in (one.title, one.intro, one.missed_hint, one.change_hint, one.help_hint)
    }
    return headings, texts, {fold(one.tabs.ideas) for one in catalogues}


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
