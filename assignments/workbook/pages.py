"""The sheet of pages: facts that stay as they are, yellow cells for answers, and what is still needed."""

from datetime import date

from xlsxwriter.format import Format

from assignments import identity
from assignments.settings import Look
from assignments.workbook import formulas
from assignments.workbook.book import Book, Entry
from assignments.workbook.cells import Canvas, Link, Value, Wrapped, clean, height
from assignments.workbook.checks import guard
from assignments.workbook.layout import FIRST, HEADER, MOST_SIMILAR, Place, columns
from assignments.workbook.styles import MONO

MOST_NOTICED = 4
ROOM, SHORTEST = 320, 80
"""Letters that the notes of one page share, and what each has at least: a row stays lower than ten lines or so."""
LOWEST_ROW = 34.0
"""Points: two lines, so that a typed answer seldom moves the sheet."""
LONGEST_TITLE = 300
EXCEL_BEGINS = date(1900, 3, 1)
"""Earlier dates are off by one or impossible in Excel."""


def write(book: Book, canvas: Canvas) -> Place:
    """Write the sheet; gives where things stand, for the other sheets' formulas."""
    similar = min(MOST_SIMILAR, max((len(entry.similar) for entry in book.entries), default=0))
    place = Place(canvas.look.words.tabs.pages, len(book.entries), columns(canvas.look, similar))
    for n, column in enumerate(place.columns):
        canvas.sheet.set_column(n, n, column.width, None, {"hidden": column.field == "key"})
    _write_banner(book, canvas, place)
    _write_headings(canvas, place)
    styles = {column.field: _style(column.field, canvas) for column in place.columns}
    for row, entry in enumerate(book.entries, FIRST):
        values = _values(entry, canvas.look) | {"status": formulas.status(canvas.look, place, row + 1)}
        for n, column in enumerate(place.columns):
            canvas.put(row, n, values.get(column.field), styles[column.field])
        title = Wrapped(str(values["page"]), place.columns[place.at("page")].width, bold=True)
        notes = Wrapped(str(values["noticed"]), place.columns[place.at("noticed")].width, points=10)
        canvas.sheet.grow(row, max(LOWEST_ROW, height(title, notes)))
    guard(canvas, place)
    _arrange(book, canvas, place)
    return place


def _write_banner(book: Book, canvas: Canvas, place: Place) -> None:
    styles, look = canvas.styles, canvas.look
    for n in range(len(place.columns)):
        canvas.put(0, n, None, styles.banner())
    canvas.put(0, 0, look.words.status.banner.format(name=book.volunteer), styles.banner())
    bright = styles.banner(font_name=MONO, font_size=12, bold=False, font_color=look.colours["answers-light"], indent=0)
    canvas.put(0, place.at("noticed"), formulas.bar(look, place), bright)
    canvas.put(0, place.at("decision"), formulas.progress(look, place), styles.banner(font_size=12, bold=False))
    canvas.sheet.set_row(0, 30)


def _write_headings(canvas: Canvas, place: Place) -> None:
    """Two rows: which columns are whose, and the headings that filter buttons hang on."""
    styles, says, colours = canvas.styles, canvas.look.words.status, canvas.look.colours
    facts = styles.group("page-light", colours["page"])
    groups = {
        "page": (says.facts, facts, "page"),
        "answers": (says.answers, styles.group("answers-light", colours["answers"]), "answers"),
        "status": ("", facts, "banner"),
        "extras": (says.extras, styles.group("answers-light", colours["answers"]), "answers"),
        "facts": (says.more, facts, "facts"),
    }
    before = ""
    for n, column in enumerate(place.columns):
        label, style, colour = groups[column.group]
        canvas.put(HEADER - 1, n, label if column.group != before else None, style)
        canvas.put(HEADER, n, column.heading, styles.heading(colour))
        before = column.group
    canvas.sheet.set_row(HEADER - 1, 16)
    canvas.sheet.set_row(HEADER, 36)


def _style(field: str, canvas: Canvas) -> Format:
    """The look of a column's cells."""
    styles, look = canvas.styles, canvas.look
    kind = field.split(maxsplit=1)[0]
    if kind in ("reason", "target", "note", "wrong_finding", "question"):
        return styles.answer()
    if kind in ("open", "similar"):
        return styles.link()
    count = styles.fact(font_size=10, num_format="#,##0", align="center")
    own = {
        "reference": styles.fact(font_name=MONO, font_size=9, font_color=look.colours["quiet"]),
        "page": styles.fact(bold=True),
        "status": styles.fact(bold=True, font_color=look.colours["page"]),
        "changed": styles.fact(font_size=10, num_format=look.words.cells.date, align="left"),
        "decision": styles.answer(bold=True),
        "in_full": styles.fact(font_size=10, text_wrap=False),
        "minutes": styles.answer(num_format="General"),
    }
    return (own | dict.fromkeys(("words", "visits", "links_in"), count)).get(field, styles.fact(font_size=10))


def _values(entry: Entry, look: Look) -> dict[str, Value]:
    """What a page's cells hold, by field; the answers are left out, since they are empty."""
    page, says = entry.page, look.words.cells
    similar = {
        f"similar {n}": Link(other.url, clean(other.title, LONGEST_TITLE) or other.url, says.similar)
        for n, other in enumerate(entry.similar[:MOST_SIMILAR], 1)
    }
    return similar | {
        "reference": entry.row.reference,
        "page": clean(entry.title, LONGEST_TITLE) or page.url,
        "open": Link(page.url, says.open, says.open_tip),
        "noticed": _noticed(entry, look),
        "key": identity.key(entry.row),
        "section": entry.section,
        "kind": getattr(look.words.kinds, page.kind),
        "words": page.words,
        "changed": _day(page.modified or page.published),
        "visits": entry.views,
        "links_in": entry.links_in,
        "because": entry.row.because,
        "in_full": " · ".join(entry.noticed),
        "url": page.url,
    }


def _noticed(entry: Entry, look: Look) -> str:
    """One line a finding, the worst first; what is more than fits is counted, and an idea stands last.

    Each line is cut where it would make the row tall: the whole stands in a column of its own.
    """
    cells = look.words.cells
    each = max(SHORTEST, ROOM // max(1, min(len(entry.noticed), MOST_NOTICED)))
    lines = [f"• {clean(' '.join(text.split()), each)}" for text in entry.noticed[:MOST_NOTICED]]
    if len(entry.noticed) > MOST_NOTICED:
        lines.append(cells.more.format(n=len(entry.noticed) - MOST_NOTICED))
    if entry.suggested and entry.suggested.decision in look.decisions:
        word = look.decisions[entry.suggested.decision].word
        why = clean(entry.suggested.why, SHORTEST)
        lines.append(cells.perhaps.format(decision=word, why=why[:1].upper() + why[1:]).strip())
    return "\n".join(lines) or cells.nothing


def _day(text: str) -> date | str:
    """A date that Excel can hold, or the text as it is."""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return text
    return day if day >= EXCEL_BEGINS else text


def _arrange(book: Book, canvas: Canvas, place: Place) -> None:
    """Panes, filter, protection that lets people sort, and print."""
    sheet, last, decision = canvas.sheet, place.last - 1, place.at("decision")
    sheet.hide_gridlines(2)
    sheet.set_tab_color(canvas.look.colours["answers"])
    sheet.freeze_panes(FIRST, place.at("noticed"))
    sheet.autofilter(HEADER, 0, last, len(place.columns) - 1)
    sheet.set_selection(FIRST, decision, FIRST, decision)
    sheet.protect("", dict.fromkeys(("sort", "autofilter", "format_cells", "format_columns", "format_rows"), True))
    sheet.ignore_errors({"number_stored_as_text": f"A{place.first}:{place.letters['url']}{place.last}"})
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER)
    sheet.print_area(0, 0, last, place.at("wrong_finding"))
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)
    who = clean(book.volunteer, 80).replace("&", "&&")
    sheet.set_footer(f"&L{book.part} – {who}&C&P / &N&R&A")
