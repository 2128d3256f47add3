"""The sheet for what fits no page: pages that were missed, what should change, other help on offer."""

from assignments.workbook.cells import Canvas

LINES = 6
WIDTHS = (3, 120)


def write(canvas: Canvas) -> None:
    """Write the sheet: a heading, a hint and yellow lines for each subject."""
    sheet, styles, look = canvas.sheet, canvas.styles, canvas.look
    says = look.words.ideas
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
        sheet.write_blank(0, column, None, styles.banner())
    canvas.put(0, 1, says.title, styles.banner(indent=0))
    sheet.set_row(0, 36)
    canvas.put(1, 1, says.intro, styles.plain(font_size=12))
    sheet.set_row(1, 28)
    row = 3
    for heading, hint in (
        (says.missed, says.missed_hint),
        (says.change, says.change_hint),
        (says.help, says.help_hint),
    ):
        canvas.put(row, 1, heading, styles.heading("answers"))
        sheet.set_row(row, 20)
        canvas.put(row + 1, 1, hint, styles.quiet(italic=True, font_size=10))
        for line in range(row + 2, row + 2 + LINES):
            sheet.write_blank(line, 1, None, styles.answer())
            sheet.grow(line, 20)
        row += LINES + 3
    sheet.hide_gridlines(2)
    sheet.set_tab_color(look.colours["facts"])
    sheet.protect("", {"format_cells": True, "format_columns": True, "format_rows": True})
    sheet.set_selection(5, 1, 5, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
