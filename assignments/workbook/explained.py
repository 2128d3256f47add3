"""The sheet that explains our notes: what each kind means that occurs on the pages, and what one could do about it."""

from assignments.workbook.book import Book
from assignments.workbook.cells import Canvas, Wrapped, height

WIDTHS = (34, 62, 52, 12)
HEADER = 3


def write(book: Book, canvas: Canvas) -> None:
    """Write the sheet; without any note only its heading and what it would be for."""
    sheet, styles, words = canvas.sheet, canvas.styles, canvas.look.words
    says = words.explained
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
        sheet.write_blank(0, column, None, styles.banner())
    canvas.put(0, 0, says.title, styles.banner())
    sheet.set_row(0, 36)
    intro = says.intro.format(column=words.columns.noticed, wrong=words.columns.wrong_finding)
    canvas.put_across(1, (0, 2), intro, styles.plain(font_size=12, indent=1))
    sheet.set_row(1, height(Wrapped(intro, sum(WIDTHS[:3]) - 3, 12)) + 10)
    sheet.set_row(2, 6)
    for column, heading in enumerate((says.note, says.why, says.advice)):
        canvas.put(HEADER, column, heading, styles.heading("page", indent=1))
    canvas.put(HEADER, len(WIDTHS) - 1, says.count, styles.heading("page"))
    sheet.set_row(HEADER, height(Wrapped(says.count, WIDTHS[-1], bold=True)) + 4)
    line = {"bottom": 1, "bottom_color": "#E4E8EA", "indent": 1}
    for row, meaning in enumerate(book.meanings, HEADER + 1):
        canvas.put(row, 0, meaning.title, styles.plain(bold=True, **line))
        canvas.put(row, 1, meaning.why, styles.plain(font_color=canvas.look.colours["quiet"], **line))
        canvas.put(row, 2, meaning.advice, styles.plain(**line))
        canvas.put(row, 3, meaning.pages, styles.plain(**line | {"indent": 0, "align": "center"}))
        cells = [
            Wrapped(text, width - 3, bold=not n)
            for n, (text, width) in enumerate(zip((meaning.title, meaning.why, meaning.advice), WIDTHS, strict=False))
        ]
        sheet.set_row(row, height(*cells) + 4)
    sheet.hide_gridlines(2)
    sheet.freeze_panes(HEADER + 1, 0)
    sheet.set_tab_color(canvas.look.colours["facts"])
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER)
    sheet.set_margins(0.4, 0.4, 0.5, 0.5)
