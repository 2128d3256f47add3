"""The sheet that greets: what this is about, four steps, how far one is, what each decision means, and whom to ask."""

from xlsxwriter.chart import Chart
from xlsxwriter.image import Image

from assignments.people import first_name
from assignments.settings import Look
from assignments.workbook import formulas
from assignments.workbook.book import Book
from assignments.workbook.cells import Canvas, Wrapped, clean, height
from assignments.workbook.layout import Place
from assignments.workbook.styles import MONO

NUMBER, LABEL, LEFT, RIGHT, PICTURE = range(5)
WIDTHS = (5, 15, 65, 42, 27)
"""Of the columns: a step's number; with it a label; its text, in two; and what stands at the right."""
TEXT = WIDTHS[LEFT] + WIDTHS[RIGHT]
CHART = {"width": 190, "height": 142}
"""Pixels."""
LOGO_HEIGHT = 40
"""Pixels."""
LINE = {"bottom": 1, "bottom_color": "#E4E8EA", "indent": 1}


def write(book: Book, canvas: Canvas, place: Place, chart: Chart) -> None:
    """Write the sheet; the numbers on it follow the sheet of pages. `chart` is an empty doughnut."""
    sheet, look = canvas.sheet, canvas.look
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    row = _write_welcome(book, canvas)
    _draw_chart(canvas, chart, row)
    row = _write_steps(book, canvas, row)
    row = _write_progress(canvas, row, place)
    row = _write_decisions(canvas, row)
    row = _write_small_print(book, canvas, row + 1)
    sheet.activate()
    sheet.set_selection(0, 0, 0, 0)
    sheet.hide_gridlines(2)
    sheet.set_tab_color(look.colours["page"])
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, row, PICTURE)
    sheet.set_margins(0.4, 0.4, 0.5, 0.5)


def _write_welcome(book: Book, canvas: Canvas) -> int:
    sheet, look, styles = canvas.sheet, canvas.look, canvas.styles
    says = look.words.start
    sheet.write_blank(0, PICTURE, None, styles.banner())
    canvas.put_across(0, (NUMBER, RIGHT), says.hello.format(name=first_name(book.volunteer)), styles.banner())
    sheet.set_row(0, 38)
    if look.logo:
        sheet.insert_image(
            0,
            PICTURE,
            str(look.logo),
            {"description": says.logo, "object_position": 1, "x_offset": 8, "y_offset": 5} | _scale(look),
        )
    time = look.words.duration(sum(entry.row.minutes for entry in book.entries))
    intro = says.intro.format(site=book.site, pages=look.words.pages.of(len(book.entries)), time=time)
    canvas.put_across(1, (NUMBER, PICTURE), intro, styles.plain(font_size=12, indent=1))
    sheet.set_row(1, height(Wrapped(intro, sum(WIDTHS) - 6, 12)) + 6)
    return 2


def _scale(look: Look) -> dict[str, float]:
    """Make the logo as high as the banner, whatever its size."""
    high = Image(str(look.logo)).height or LOGO_HEIGHT
    return {"x_scale": LOGO_HEIGHT / high, "y_scale": LOGO_HEIGHT / high}


def _write_steps(book: Book, canvas: Canvas, row: int) -> int:
    sheet, look, styles = canvas.sheet, canvas.look, canvas.styles
    says = look.words.start
    by = says.due.format(date=look.words.day(book.due)) if book.due else says.no_due
    number = styles.plain(bold=True, font_size=14, font_color="white", bg_color=look.colours["page"], align="center")
    number.set_bottom(5)
    number.set_bottom_color("#FFFFFF")
    for n, step in enumerate(says.steps, 1):
        words = step.format(tab=look.words.tabs.pages, by=by)
        sheet.write_number(row, NUMBER, n, number)
        canvas.put_across(row, (LABEL, RIGHT), words, styles.plain(font_size=12, **LINE))
        sheet.set_row(row, max(26, height(Wrapped(words, WIDTHS[LABEL] + TEXT - 4, 12))))
        row += 1
    return row


def _write_progress(canvas: Canvas, row: int, place: Place) -> int:
    """A button that leads to the first page, and how far one is, in one line."""
    sheet, look, styles = canvas.sheet, canvas.look, canvas.styles
    says, colour = look.words.start, look.colours["page"]
    sheet.set_row(row, 7)
    row += 1
    button = styles.plain(
        bold=True,
        font_size=12,
        bg_color=look.colours["answers-light"],
        font_color=look.colours["link"],
        align="center",
        border=1,
        border_color=look.colours["answer-line"],
    )
    sheet.merge_range(row, NUMBER, row, LEFT, "", button)
    name = look.words.tabs.pages.replace("'", "''")
    target = f"internal:'{name}'!{place.letters['decision']}{place.first}"
    sheet.write_url(row, NUMBER, target, button, clean(says.go), clean(says.go, 255))
    bar = styles.plain(font_name=MONO, font_size=14, font_color=colour, text_wrap=False, indent=1)
    canvas.put(row, RIGHT, formulas.bar(look, place), bar)
    count = styles.plain(bold=True, font_size=13, font_color=colour, align="center", text_wrap=False)
    canvas.put(row, PICTURE, formulas.progress(look, place), count)
    sheet.set_row(row, 26)
    sheet.set_row(row + 1, 7)
    return row + 2


def _write_decisions(canvas: Canvas, row: int) -> int:
    sheet, look, styles = canvas.sheet, canvas.look, canvas.styles
    says = look.words.start
    canvas.put_across(row, (NUMBER, LABEL), says.decision, styles.heading("answers", indent=1))
    canvas.put(row, LEFT, says.when, styles.heading("answers", indent=1))
    canvas.put_across(row, (RIGHT, PICTURE), says.example, styles.heading("answers", indent=1))
    sheet.set_row(row, 19)
    example = styles.plain(italic=True, font_color=look.colours["quiet"], **LINE)
    for name, decision in look.decisions.items():
        row += 1
        chip = styles.chip(name, bottom=1, bottom_color="#FFFFFF")
        canvas.put_across(row, (NUMBER, LABEL), decision.word, chip)
        canvas.put(row, LEFT, decision.means, styles.plain(**LINE))
        canvas.put_across(row, (RIGHT, PICTURE), decision.example, example)
        needed = height(
            Wrapped(decision.means, WIDTHS[LEFT] - 1), Wrapped(decision.example, WIDTHS[RIGHT] + WIDTHS[PICTURE] - 2)
        )
        sheet.set_row(row, max(19, needed))
    return row + 1


def _write_small_print(book: Book, canvas: Canvas, row: int) -> int:
    sheet, look, styles = canvas.sheet, canvas.look, canvas.styles
    says, tabs = look.words.start, look.words.tabs
    ask = says.ask.format(who=look.lead, tab=tabs.ideas) if look.lead else says.ask_nobody.format(tab=tabs.ideas)
    notes = says.notes_text.format(column=look.words.columns.noticed, tab=tabs.explained)
    sheet.set_row(row - 1, 8)
    top = {"valign": "top", "align": "left", "indent": 1}
    for label, text in ((says.why, book.why), (says.notes, notes), (says.questions, ask)):
        if not text:
            continue
        canvas.put_across(row, (NUMBER, LABEL), label, styles.plain(bold=True, **top))
        canvas.put_across(row, (LEFT, PICTURE), text, styles.plain(**top))
        label_width = WIDTHS[NUMBER] + WIDTHS[LABEL] - 2
        sheet.set_row(row, height(Wrapped(text, TEXT + WIDTHS[PICTURE] - 4), Wrapped(label, label_width, bold=True)))
        row += 1
    small = styles.quiet(text_wrap=False, valign="vcenter", indent=1)
    canvas.put(row, 0, says.file.format(audit=book.audit, round=book.round, part=book.part), small)
    sheet.set_row(row, 22)
    return row


def _draw_chart(canvas: Canvas, chart: Chart, row: int) -> None:
    """A ring of what is done; a nicety, since not every program keeps charts."""
    look = canvas.look
    points = [{"fill": {"color": look.colours["ring"]}}, {"fill": {"color": look.colours["ring-rest"]}}]
    chart.add_series({"categories": "=Lists!$A$1:$A$2", "values": "=Lists!$B$1:$B$2", "points": points})
    chart.set_title({"name": look.words.start.progress, "name_font": {"size": 10}})
    chart.set_legend({"position": "bottom"})
    chart.set_hole_size(62)
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size(CHART)
    canvas.sheet.insert_chart(
        row, PICTURE, chart, {"description": look.words.start.chart, "x_offset": 2, "y_offset": 2, "object_position": 2}
    )
