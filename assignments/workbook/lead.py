"""Draws a workbook for the lead in the look of the volunteers': a banner that counts, what to do, and yellow cells."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from assignments import identity
from assignments.decisions import NEEDS_TARGET, NOT_MINE
from assignments.settings import PAPERS, Look
from assignments.workbook.cells import Canvas, Formula, GrowingSheet, Value, Wrapped, clean, height
from assignments.workbook.formulas import is_text
from assignments.workbook.layout import FIRST, HEADER
from assignments.workbook.styles import MONO, Styles

LOWEST_ROW = 34.0
BAR = 20
"""Blocks of the bar in the banner."""
DONE, WHICH_PAGE, WHAT = "✓ done", "← which page?", "← which decision?"


@dataclass(frozen=True, slots=True)
class Said:
    """Text in one cell of which parts stand out: (words, "" for plain, "bold", or a decision whose colour they get)."""

    parts: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return "".join(text for text, _ in self.parts)


Cell = Value | Said


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet."""

    cells: Sequence[Cell]
    proposed: Sequence[str] = ()
    """What the drop-down of the ID's cell proposes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column."""

    heading: str
    width: float
    field: str = ""
    """Its name in the catalogue; `status` for the one that says what a row still needs."""
    answer: bool = False
    """Whether the lead writes in it."""
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One workbook of the lead’s."""

    name: str
    title: str
    """Of the banner."""
    hello: str
    """What to do, in a line or two."""
    columns: Sequence[Column]
    lines: Iterable[Line]
    count: int
    """How many lines there are; they come one at a time, for a site can have many."""
    properties: Mapping[str, str]
    """By which it is known when it comes back."""


def write(file: Path, look: Look, what: Sheet) -> None:
    """Write the workbook, a row at a time."""
    options = {"strings_to_urls": False, "strings_to_formulas": False, "constant_memory": True}
    book = xlsxwriter.Workbook(str(file), options)
    book.set_size(2400, 1500)
    sheet = book.add_worksheet(what.name, GrowingSheet)
    canvas = Canvas(sheet, look, Styles(book, look.colours))
    _banner(canvas, what)
    for n, column in enumerate(what.columns):
        sheet.set_column(n, n, column.width, None, {"hidden": column.hidden})
        canvas.put(HEADER, n, column.heading, canvas.styles.heading("answers" if column.answer else "page"))
    proposed: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, line in enumerate(what.lines, FIRST):
        _row(canvas, what, number, line.cells)
        if line.proposed:
            proposed[tuple(line.proposed)].append(number)
    if any(column.field == "decision" for column in what.columns):
        _decisions(book, canvas, what)
    _propose(sheet, what, proposed)
    _arrange(sheet, look, what)
    for name, value in what.properties.items():
        book.set_custom_property(name, value, "text")
    book.close()


def _propose(sheet: GrowingSheet, what: Sheet, proposed: Mapping[tuple[str, ...], Sequence[int]]) -> None:
    at = next((n for n, column in enumerate(what.columns) if column.field == "reference"), 0)
    for choices, rows in proposed.items():
        options = {"validate": "list", "source": list(choices), "show_error": False}
        others = {"other_cells": [[row, at, row, at] for row in rows]}
        sheet.data_validation(rows[0], at, rows[0], at, options | others)


def _banner(canvas: Canvas, what: Sheet) -> None:
    styles, colours = canvas.styles, canvas.look.colours
    fields = [column.field for column in what.columns]
    for n in range(len(what.columns)):
        canvas.put(0, n, None, styles.banner())
    canvas.put(0, 0, what.title, styles.banner())
    if "status" in fields:
        at = xl_col_to_name(fields.index("status"))
        done = f'COUNTIF({at}{FIRST + 1}:{at}{FIRST + what.count},"{DONE}")'
        filled = f"ROUND({BAR}*{done}/{what.count},0)"
        bar = Formula(f'=REPT("█",{filled})&REPT("░",{BAR}-{filled})', "░" * BAR)
        bright = styles.banner(font_name=MONO, font_size=12, bold=False, font_color=colours["answers-light"], indent=0)
        first = next(n for n, column in enumerate(what.columns) if column.answer and not column.hidden)
        canvas.put(0, max(first - 1, 1), bar, bright)
        told = Formula(f'={done}&" of {what.count} done"', f"0 of {what.count} done")
        canvas.put(0, first, told, styles.banner(font_size=12, bold=False, indent=0))
    canvas.sheet.set_row(0, 30)
    hello = styles.make(bg_color=colours["page-light"], font_color=colours["page"], valign="vcenter", indent=1)
    width = sum(column.width for column in what.columns[: _printed(what) + 1] if not column.hidden)
    canvas.put_across(1, (0, _printed(what)), what.hello, hello)
    canvas.sheet.set_row(1, max(24.0, height(Wrapped(what.hello, min(width, 150)))))
    canvas.sheet.set_row(HEADER, 36)


def _row(canvas: Canvas, what: Sheet, number: int, row: Sequence[Cell]) -> None:
    styles, colours = canvas.styles, canvas.look.colours
    looks = {
        "reference": styles.fact(font_name=MONO, font_size=9, font_color=colours["quiet"]),
        "page": styles.fact(bold=True),
        "open": styles.link(),
        "status": styles.fact(bold=True, font_color=colours["page"]),
    }
    texts: list[Wrapped] = []
    for n, (value, column) in enumerate(zip(row, what.columns, strict=True)):
        style = looks.get(column.field, styles.fact(font_size=10))
        if column.answer:
            style = styles.answer(bold=column.field == "decision")
        if column.field == "status":
            value = _status(canvas.look, what, number)  # noqa: PLW2901 — it belongs to the place, not to the row
        if isinstance(value, Said):
            _put_said(canvas, (number, n), value)
        else:
            canvas.put(number, n, value, style)
        if isinstance(value, str | Said) and not column.hidden:
            large = column.answer or column.field == "page"
            texts.append(Wrapped(str(value), column.width, 11 if large else 10, column.field in ("page", "decision")))
    canvas.sheet.grow(number, max(LOWEST_ROW, height(*texts)))


def _put_said(canvas: Canvas, at: tuple[int, int], said: Said) -> None:
    """Text of which parts stand out; where a cell cannot hold it so, the plain text."""
    style = canvas.styles.fact(font_size=10)
    fragments: list[object] = []
    for text, kind in said.parts:
        if kind:
            fragments.append(canvas.styles.make(bold=True, font_size=10, font_color=_ink(canvas.look, kind)))
        if fit := clean_part(text):
            fragments.append(fit)
    if len(said.parts) < 2 or len(str(said)) > 8000 or canvas.sheet.write_rich_string(*at, *fragments, style) != 0:  # noqa: PLR2004 — long enough
        canvas.put(*at, str(said), style)


def clean_part(text: str) -> str:
    """Text for a part of a cell: as `clean`, but spaces and lines at its ends stay."""
    inside = clean(text)
    if not inside:
        return text if not text.strip(" \n") else ""
    before = text[: len(text) - len(text.lstrip(" \n"))]
    return before + inside + text[len(text.rstrip(" \n")) :]


def _ink(look: Look, kind: str) -> str:
    """A letter's colour for a decision: the chip's colour, dark enough to be read."""
    chip = look.colours.get(kind)
    if chip is None:
        return look.colours["page"]
    red, green, blue = (int(chip[n : n + 2], 16) for n in (1, 3, 5))
    return f"#{''.join(f'{max(0, 2 * part - 330):02X}' for part in (red, green, blue))}"


def _status(look: Look, what: Sheet, number: int) -> Formula:
    """What a row still needs; empty while nothing is picked."""
    cell = {column.field: f"{xl_col_to_name(n)}{number + 1}" for n, column in enumerate(what.columns)}
    needs = ",".join(
        is_text(cell["decision"], look.decisions[name].word) for name in look.decisions if name in NEEDS_TARGET
    )
    lacks = f'AND(OR({needs or "FALSE"}),{cell["target"]}="")'
    full = f'IF({lacks},"{WHICH_PAGE}","{DONE}")'
    return Formula(f'=IF({cell["decision"]}="",IF({cell["target"]}&{cell["note"]}="","","{WHAT}"),{full})', "")


def _decisions(book: xlsxwriter.Workbook, canvas: Canvas, what: Sheet) -> None:
    """The drop-down of decisions, in their colours; “not mine” is no word for the lead."""
    sheet, look = canvas.sheet, canvas.look
    lists = book.add_worksheet(identity.LISTS)
    choices = [one.word for name, one in look.decisions.items() if name != NOT_MINE]
    for n, word in enumerate(choices):
        lists.write_string(n, 0, clean(word))
    lists.write_string(0, 1, clean(look.words.cells.gone))
    lists.hide()
    fields = [column.field for column in what.columns]
    first, last = FIRST, FIRST + max(what.count, 1) - 1
    at, target = fields.index("decision"), fields.index("target")
    source = f"={identity.LISTS}!$A$1:$A${len(choices)}"
    options = {"validate": "list", "source": source, "error_type": "warning"}
    sheet.data_validation(first, at, last, at, options)
    says = look.words.cells
    hint = {"input_title": clean(says.target_title, 32), "input_message": clean(says.target, 255)}
    gone = {"validate": "list", "source": f"={identity.LISTS}!$B$1", "show_error": False} | hint
    sheet.data_validation(first, target, last, target, gone)
    cell = f"${xl_col_to_name(at)}{first + 1}"
    for name, decision in look.decisions.items():
        chip = canvas.styles.change(bg_color=look.colours[name], bold=True)
        rule = {"type": "formula", "criteria": f"={is_text(cell, decision.word)}", "format": chip}
        sheet.conditional_format(first, at, last, at, rule | {"stop_if_true": True})
    if "status" in fields:
        state = f"${xl_col_to_name(fields.index('status'))}{first + 1}"
        red = canvas.styles.change(bg_color=look.colours["missing"])
        rule = {"type": "formula", "criteria": f'={state}="{WHICH_PAGE}"', "format": red, "stop_if_true": True}
        sheet.conditional_format(first, target, last, target, rule)
        green = canvas.styles.change(bg_color=look.colours["done"])
        rule = {"type": "formula", "criteria": f'={state}="{DONE}"', "format": green}
        sheet.conditional_format(first, 0, last, len(fields) - 1, rule)


def _arrange(sheet: GrowingSheet, look: Look, what: Sheet) -> None:
    last = FIRST + max(what.count, 1) - 1
    sheet.hide_gridlines(2)
    sheet.set_tab_color(look.colours["answers"])
    sheet.freeze_panes(FIRST, 2)
    sheet.autofilter(HEADER, 0, last, len(what.columns) - 1)
    first = next((n for n, column in enumerate(what.columns) if column.answer), 0)
    sheet.set_selection(FIRST, first, FIRST, first)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(len(what.columns) - 1)}{last + 1}"})
    sheet.set_landscape()
    sheet.set_paper(PAPERS[look.paper])
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER)
    sheet.print_area(0, 0, last, _printed(what))
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)
    sheet.set_footer("&C&P / &N&R&A")


def _printed(what: Sheet) -> int:
    """The last column that is printed: facts behind the yellow cells are left out."""
    wanted = [n for n, column in enumerate(what.columns) if column.answer or column.field == "status"]
    return wanted[-1] if wanted else len(what.columns) - 1
