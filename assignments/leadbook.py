"""Writes the lead’s own workbooks, which come back through a merge: conflicts, and rows that nobody could place."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from assignments import identity
from assignments.decide import say
from assignments.decisions import NOT_MINE
from assignments.identity import Property
from assignments.records import ASKED, Answer, Conflict, Idea, Returned, Row, Written
from assignments.settings import Look
from assignments.understand import BY_LEAD
from assignments.whole import whole
from assignments.workbook.cells import clean
from crawler.workspace import Workspace

CONFLICTS = "conflicts.xlsx"
UNPLACED = "unplaced.xlsx"
IDEAS = "ideas.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What both workbooks need."""

    look: Look
    audit: str
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """One workbook of the lead’s."""

    file: str
    name: str
    who: tuple[str, str]
    """Round and part, by which it is known when it comes back."""
    hello: str
    columns: Sequence["_Column"]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    width: float
    answer: bool = False
    hidden: bool = False


def set_aside(workspace: Workspace) -> tuple[str, ...]:
    """Rename those of the lead’s workbooks that were typed in and not merged since; give their new names.

    They are about to be written anew, which would destroy what was typed.
    """
    ours = {one.file_hash for one in workspace.records(Written)}
    merged = {one.file_hash for one in workspace.records(Returned)}
    names = []
    for name in (CONFLICTS, UNPLACED, IDEAS):
        file = workspace.reports / name
        if not file.exists() or _hash(file) in ours | merged:
            continue
        kept, n = file.with_stem(f"{file.stem}-typed"), 1
        while kept.exists():
            n += 1
            kept = file.with_stem(f"{file.stem}-typed-{n}")
        file.rename(kept)
        names.append(f"{workspace.reports.name}/{kept.name}")
    return tuple(names)


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def write_conflicts(
    workspace: Workspace,
    paper: Paper,
    conflicts: Sequence[Conflict],
    questions: Mapping[str, Row],
    answers: Mapping[str, Sequence[Answer]],
) -> str:
    """Write `reports/conflicts.xlsx`, a row a page that can be decided anew; give its name, empty without conflicts."""
    h = paper.look.words.columns
    columns = [
        _Column(h.reference, 9),
        _Column(h.page, 34),
        _Column("What does not fit", 60),
        _Column("Who said what", 46),
        _Column(h.decision, 13, answer=True),
        _Column(h.target, 34, answer=True),
        _Column(h.note, 30, answer=True),
        _Column(h.key, 8, answer=True, hidden=True),
        _Column(h.url, 60),
    ]
    rows = []
    for url, messages in _by_page(conflicts).items():
        row = questions[url]
        sides = "\n".join(_side(one) for one in answers.get(url, ()) if one.decision)
        title = paper.titles.get(url) or url
        rows.append([row.reference, title, "\n".join(messages), sides, "", "", "", identity.key(row), url])
    hello = (
        "Decisions that do not fit together. Pick a Decision for the page that should change (others may stay empty), "
        f"save, and run: audit merge reports/{CONFLICTS}"
    )
    sheet = _Sheet(file=CONFLICTS, name="Conflicts", who=(ASKED, "L1"), hello=hello, columns=columns, rows=rows)
    return _write(workspace, paper, sheet)


def _by_page(conflicts: Sequence[Conflict]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for n, conflict in enumerate(conflicts, 1):
        for url in conflict.page_urls:
            found.setdefault(url, []).append(f"{n}. {conflict.message}")
    return found


def _side(one: Answer) -> str:
    why = " – ".join(text for text in (one.reason, one.note) if text)
    return f"{one.volunteer}: {say(one)}{f' ({why})' if why else ''}"


def write_unplaced(workspace: Workspace, paper: Paper, unsettled: Sequence[Answer]) -> str:
    """Write `reports/unplaced.xlsx`, a row for each that waits for a word; give its name, empty where there is none."""
    h = paper.look.words.columns
    columns = [
        _Column(h.reference, 10, answer=True),
        _Column(h.decision, 13, answer=True),
        _Column(h.reason, 24, answer=True),
        _Column(h.target, 34, answer=True),
        _Column(h.note, 34, answer=True),
        _Column("What the matter is", 60),
        _Column("As it was typed", 50),
        _Column("File", 26),
        _Column("Sheet", 12),
        _Column("Row", 7),
        _Column("From", 18),
        _Column("Page it seems to be about", 50),
        _Column("Line of the ledger", 8, hidden=True),
    ]
    rows = [
        [
            one.reference, _typed(one).get("decision", one.decision), one.reason, one.target, one.note, one.message,
            _shown(one), one.file, one.sheet, str(one.row), one.volunteer, one.page_url, one.place,
        ]
        for one in unsettled
    ]  # fmt: skip
    hello = (
        "Rows that could not be placed or understood. Put the page’s ID or web address into the first column (“none”: "
        f"about no page), or correct the decision; save, and run: audit merge reports/{UNPLACED}"
    )
    sheet = _Sheet(file=UNPLACED, name="Unplaced", who=("", BY_LEAD), hello=hello, columns=columns, rows=rows)
    return _write(workspace, paper, sheet)


def _typed(one: Answer) -> dict[str, str]:
    return dict(json.loads(one.typed))


def _shown(one: Answer) -> str:
    return "\n".join(f"{name}: {text}" for name, text in _typed(one).items())


def write_ideas(workspace: Workspace, paper: Paper, ideas: Sequence[Idea]) -> str:
    """Write `reports/ideas.xlsx`, a row an idea; give its name, empty where there are none."""
    columns = [_Column("Volunteer", 22), _Column("About", 36), _Column("Idea", 90), _Column("Round", 8)]
    rows = [[one.volunteer, one.about, one.text, one.round] for one in ideas]
    hello = "What your colleagues wrote on their Ideas sheets. Nothing needs to be filled in here."
    sheet = _Sheet(file=IDEAS, name="Ideas", who=("", "ideas"), hello=hello, columns=columns, rows=rows)
    return _write(workspace, paper, sheet)


def _write(workspace: Workspace, paper: Paper, sheet: _Sheet) -> str:
    file = workspace.reports / sheet.file
    if not sheet.rows:
        file.unlink(missing_ok=True)
        return ""
    workspace.reports.mkdir(parents=True, exist_ok=True)
    with whole(file) as unfinished:
        _write_book(unfinished, paper, sheet)
    workspace.replace(Written, [Written(file=sheet.file, file_hash=_hash(file))], file=sheet.file)
    return f"{workspace.reports.name}/{sheet.file}"


def _write_book(file: Path, paper: Paper, what: _Sheet) -> None:
    book = xlsxwriter.Workbook(str(file), {"strings_to_urls": False, "strings_to_formulas": False})
    colours = paper.look.colours
    plain = {"valign": "top", "text_wrap": True, "border": 1, "border_color": colours["answer-line"]}
    fact, answer = book.add_format(plain), book.add_format(plain | {"bg_color": colours["answer"], "num_format": "@"})
    head = {"bold": True, "font_color": "#FFFFFF", "valign": "vcenter", "text_wrap": True}
    heads = {
        True: book.add_format(head | {"bg_color": colours["answers"]}),
        False: book.add_format(head | {"bg_color": colours["page"]}),
    }
    sheet = book.add_worksheet(what.name)
    sheet.merge_range(
        0, 0, 0, min(5, len(what.columns) - 1), what.hello, book.add_format({"text_wrap": True, "valign": "vcenter"})
    )
    sheet.set_row(0, 36)
    for n, column in enumerate(what.columns):
        sheet.set_column(n, n, column.width, None, {"hidden": column.hidden})
        sheet.write_string(1, n, column.heading, heads[column.answer])
    for number, row in enumerate(what.rows, 2):
        for n, (text, column) in enumerate(zip(row, what.columns, strict=True)):
            sheet.write_string(number, n, clean(text), answer if column.answer else fact)
    _choices(book, sheet, paper, what)
    sheet.freeze_panes(2, 2)
    sheet.autofilter(1, 0, 1 + len(what.rows), len(what.columns) - 1)
    for property_, value in _identity(paper, what.who):
        book.set_custom_property(property_, value, "text")
    book.close()


def _identity(paper: Paper, who: tuple[str, str]) -> Iterator[tuple[str, str]]:
    yield Property.AUDIT, paper.audit
    yield Property.ROUND, who[0] or ASKED
    yield Property.PART, who[1]
    yield Property.SCHEMA, identity.SCHEMA


def _choices(book: xlsxwriter.Workbook, sheet: xlsxwriter.workbook.Worksheet, paper: Paper, what: _Sheet) -> None:
    """The drop-down of decisions; “not mine” is no word for the lead."""
    headings = [column.heading for column in what.columns]
    if paper.look.words.columns.decision not in headings:
        return
    lists = book.add_worksheet(identity.LISTS)
    choices = [one.word for name, one in paper.look.decisions.items() if name != NOT_MINE]
    for n, word in enumerate(choices):
        lists.write_string(n, 0, clean(word))
    lists.hide()
    at = headings.index(paper.look.words.columns.decision)
    source = f"={identity.LISTS}!$A$1:$A${len(choices)}"
    options = {"validate": "list", "source": source, "error_type": "warning"}
    sheet.data_validation(2, at, 1 + len(what.rows), at, options)
