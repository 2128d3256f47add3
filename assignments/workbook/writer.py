"""Writes a whole workbook: four sheets to see, two to hide, and its identity in the document's properties."""

from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from assignments import identity
from assignments.identity import Property
from assignments.settings import PAPERS, Look
from assignments.workbook import explained, formulas, ideas, pages, start
from assignments.workbook.book import Book
from assignments.workbook.cells import Canvas, GrowingSheet, clean
from assignments.workbook.layout import Place
from assignments.workbook.styles import Styles


def write(book: Book, look: Look, file: Path) -> None:
    """Write a workbook under a temporary name and rename it; the folder must exist."""
    unfinished = file.with_name(f"~{file.name}.part")
    try:
        _write(book, look, unfinished)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def _write(book: Book, look: Look, file: Path) -> None:
    words, tabs = look.words, look.words.tabs
    workbook = xlsxwriter.Workbook(str(file), {"default_date_format": words.cells.date, "strings_to_urls": False})
    try:
        workbook.set_size(2400, 1500)
        styles = Styles(workbook, look.colours)
        sheets = {
            name: workbook.add_worksheet(name, GrowingSheet)
            for name in (tabs.start, tabs.pages, tabs.ideas, tabs.explained, identity.LISTS, identity.SHEET)
        }
        canvases = {name: Canvas(sheet, look, styles) for name, sheet in sheets.items()}
        place = pages.write(book, canvases[tabs.pages])
        start.write(book, canvases[tabs.start], place, workbook.add_chart({"type": "doughnut"}))
        ideas.write(canvases[tabs.ideas])
        explained.write(book, canvases[tabs.explained])
        _mark_headings(workbook, place)
        _write_lists(workbook, sheets[identity.LISTS], look, place)
        _write_identity(workbook, sheets[identity.SHEET], book)
        for sheet in sheets.values():
            sheet.set_paper(PAPERS[look.paper])
    finally:
        workbook.close()


def _mark_headings(workbook: xlsxwriter.Workbook, place: Place) -> None:
    """Tell screen readers where headings stand: in the row of headings, and a page's name in its column.

    JAWS reads them out from a name that begins with TitleRegion: number, first and last cell, number of the sheet.
    """
    first, last = place.letters["reference"], xl_col_to_name(len(place.columns) - 1)
    sheet = place.sheet.replace("'", "''")
    workbook.define_name(
        f"TitleRegion1.{first}{place.first - 1}.{last}{place.last}.2",
        f"='{sheet}'!${place.letters['page']}${place.first - 1}",
    )


def _write_lists(workbook: xlsxwriter.Workbook, sheet: GrowingSheet, look: Look, place: Place) -> None:
    """The words of the drop-downs, and the two numbers of the chart."""
    columns = {
        "Decisions": [decision.word for decision in look.decisions.values()],
        "Reasons": look.words.reasons,
        "Targets": [look.words.cells.gone],
    }
    columns |= {
        f"Question{n}": list(question.choices) for n, question in enumerate(look.questions, 1) if question.choices
    }
    for number, (name, choices) in enumerate(columns.items()):
        for row, choice in enumerate(choices):
            sheet.write_string(row, number + 3, clean(choice))
        letter = xl_col_to_name(number + 3)
        workbook.define_name(name, f"={identity.LISTS}!${letter}$1:${letter}${len(choices)}")
    sheet.write_string(0, 0, look.words.start.done)
    sheet.write_formula(0, 1, f"={formulas.count_done(look, place)}", None, 0)
    sheet.write_string(1, 0, look.words.start.to_do)
    sheet.write_formula(1, 1, f"={place.rows}-B1", None, place.rows)
    sheet.hide()


def _write_identity(workbook: xlsxwriter.Workbook, sheet: GrowingSheet, book: Book) -> None:
    """Who and what this file is: once in the properties, once in a sheet that only programs see."""
    known = {
        Property.AUDIT: book.audit,
        Property.ROUND: book.round,
        Property.PART: book.part,
        Property.VOLUNTEER: book.volunteer,
        Property.MADE: book.made.isoformat(),
        Property.SCHEMA: identity.SCHEMA,
    }
    for row, (name, value) in enumerate(known.items()):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, clean(value))
        workbook.set_custom_property(name, clean(value, 255), "text")
    sheet.very_hidden()
    workbook.set_properties(
        {
            "title": clean(f"{book.site} – {book.volunteer}", 255),
            "subject": f"{Property.AUDIT}={book.audit};{Property.ROUND}={book.round};{Property.PART}={book.part}",
            "author": "audit",
            "created": book.made.replace(tzinfo=None),
        }
    )
