"""The sheet that greets: what this is about, four steps, how far one is, what each decision means, and whom to ask."""

from xlsxwriter.chart import Chart
from xlsxwriter.image import Image

from assignments.people import first_name
from assignments.settings import Look
from assignments.workbook import formulas
from assignments.workbook.book import Book
from assignments.workbook.cells import Canvas, clean, height
from assignments.workbook.layout import Place
from assignments.workbook.styles import MONO

WIDTHS = (19, 60, 54, 36)
TEXT = WIDTHS[1] + WIDTHS[2]
CHART = {"width": 250, "height": 190}
"""Pixels."""
LOGO_HEIGHT = 44
"""Pixels."""


def write(book: Book, canvas: Canvas, place: Place, chart: Chart) -> None:
    """Write the sheet; the numbers on it follow the sheet of pages. `chart` is an empty doughnut."""
    sheet, look = canvas.sheet, canvas.look
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    row = _write_welcome(book, canvas)
    _draw_chart(canvas, chart, row)
    row = _write_steps(book, canvas, row, place)
    row = _write_progress(canvas, row + 1, place)
    row = _write_decisions(canvas, row + 1)
    row = _write_small_print(book, canvas, row + 1)
    sheet.activate()
    sheet.set_selection(row, 3, row, 3)
    sheet.hide_gridlines(2)
    sheet.set_tab_color(look.colours["page"])
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, row, len(WIDTHS) - 1)
    sheet.set_margins(0.4, 0.4, 0.5, 0.5)


def _write_welcome(book: Book, canvas: Canvas) -> int:
    sheet, look, styles = canvas.sheet, canvas.look, canvas.styles
    says = look.words.start
    for column in range(len(WIDTHS)):
        sheet.write_blank(0, column, None, styles.banner())
    canvas.put(0, 0, says.hello.format(name=first_name(book.volunteer)), styles.banner())
    sheet.set_row(0, 42)
    if look.logo:
        sheet.insert_image(
            0,
            3,
            str(look.logo),
            {"description": says.logo, "object_position": 1, "x_offset": 8, "y_offset": 6} | _scale(look),
        )
    time = look.words.duration(sum(entry.row.minutes for entry in book.entries))
    intro = says.intro.format(site=book.site, pages=look.words.pages.of(len(book.entries)), time=time)
    style = styles.plain(font_size=12)
    canvas.put_across(1, (0, 2), intro, style)
    sheet.set_row(1, height([(intro, WIDTHS[0] + TEXT, 12)]) + 14)
    return 3


def _scale(look: Look) -> dict[str, float]:
    """Make the logo as high as the banner, whatever its size."""
    high = Image(str(look.logo)).height or LOGO_HEIGHT
    return {"x_scale": LOGO_HEIGHT / high, "y_scale": LOGO_HEIGHT / high}


def _write_steps(book: Book, canvas: Canvas, row: int, place: Place) -> int:
    sheet, look, styles = canvas.sheet, canvas.look, canvas.styles
    says = look.words.start
    by = says.due.format(date=look.words.day(book.due)) if book.due else says.no_due
    number = styles.chip(
        "keep", bg_color=look.colours["page"], font_color="white", font_size=15, align="center", indent=0
    )
    number.set_bottom(5)
    number.set_bottom_color("#FFFFFF")
    text = styles.plain(font_size=12, indent=1, bottom=1, bottom_color="#E4E8EA")
    for n, step in enumerate(says.steps, 1):
        words = step.format(tab=look.words.tabs.pages, by=by)
        sheet.write_number(row, 0, n, number)
        canvas.put_across(row, (1, 2), words, text)
        sheet.set_row(row, max(30, height([(words, TEXT - 4, 12)])))
        row += 1
    button = styles.plain(
        bold=True, font_size=12, bg_color=look.colours["answers-light"], font_color=look.colours["link"]
    )
    button.set_align("center")
    sheet.set_row(row, 8)
    name = look.words.tabs.pages.replace("'", "''")
    sheet.write_url(
        row + 1,
        1,
        f"internal:'{name}'!{place.letters['decision']}{place.first}",
        button,
        clean(says.go),
        clean(says.go, 255),
    )
    sheet.set_row(row + 1, 26)
    return row + 2


def _write_progress(canvas: Canvas, row: int, place: Place) -> int:
    sheet, look, styles = canvas.sheet, canvas.look, canvas.styles
    canvas.put(row, 0, look.words.start.progress, styles.plain(bold=True))
    bar = styles.plain(font_name=MONO, font_size=16, font_color=look.colours["page"], text_wrap=False)
    canvas.put(row, 1, formulas.bar(look, place), bar)
    canvas.put(
        row, 2, formulas.progress(look, place), styles.plain(bold=True, font_size=13, font_color=look.colours["page"])
    )
    sheet.set_row(row, 28)
    return row + 1


def _write_decisions(canvas: Canvas, row: int) -> int:
    sheet, look, styles = canvas.sheet, canvas.look, canvas.styles
    says = look.words.start
    for column, heading in enumerate((says.decision, says.when, says.example)):
        canvas.put(row, column, heading, styles.heading("answers", indent=1))
    sheet.set_row(row, 20)
    line = {"bottom": 1, "bottom_color": "#E4E8EA", "indent": 1}
    for name, decision in look.decisions.items():
        row += 1
        canvas.put(row, 0, decision.word, styles.chip(name, bottom=1, bottom_color="#FFFFFF"))
        canvas.put(row, 1, decision.means, styles.plain(**line))
        canvas.put(row, 2, decision.example, styles.plain(italic=True, font_color=look.colours["quiet"], **line))
        needed = height([(decision.means, WIDTHS[1] - 3, 11), (decision.example, WIDTHS[2] - 3, 11)])
        sheet.set_row(row, max(21, needed))
    return row + 1


def _write_small_print(book: Book, canvas: Canvas, row: int) -> int:
    sheet, look, styles = canvas.sheet, canvas.look, canvas.styles
    says, ideas = look.words.start, look.words.tabs.ideas
    ask = says.ask.format(who=look.lead, tab=ideas) if look.lead else says.ask_nobody.format(tab=ideas)
    lines = [(says.why, book.why), (says.questions, ask)] if book.why else [(says.questions, ask)]
    for label, text in lines:
        canvas.put(row, 0, label, styles.plain(bold=True, valign="top"))
        style = styles.plain(valign="top", indent=1)
        canvas.put_across(row, (1, 2), text, style)
        sheet.set_row(row, height([(text, TEXT - 4, 11), (label, WIDTHS[0] - 1, 11.5)]))
        row += 1
    small = styles.quiet(text_wrap=False, valign="vcenter")
    canvas.put(row, 0, says.file.format(audit=book.audit, round=book.round, part=book.part), small)
    sheet.set_row(row, 22)
    return row


def _draw_chart(canvas: Canvas, chart: Chart, row: int) -> None:
    """A ring of what is done; a nicety, since not every program keeps charts."""
    look = canvas.look
    points = [{"fill": {"color": look.colours["ring"]}}, {"fill": {"color": look.colours["ring-rest"]}}]
    chart.add_series({"categories": "=Lists!$A$1:$A$2", "values": "=Lists!$B$1:$B$2", "points": points})
    chart.set_title({"name": look.words.start.progress, "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"})
    chart.set_hole_size(62)
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size(CHART)
    canvas.sheet.insert_chart(
        row, 3, chart, {"description": look.words.start.chart, "x_offset": 5, "object_position": 2}
    )
