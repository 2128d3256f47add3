"""Turns the sheets of one returned workbook into answers: one for every row, with a state and a sentence."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

import msgspec
from openpyxl.utils import get_column_letter

from assignments import identity
from assignments.decisions import DECISIONS, NEEDS_NOTE
from assignments.placing import target
from assignments.placing.columns import ANSWERS, Columns, Headings, own_column
from assignments.placing.minutes import minutes_of
from assignments.placing.place import Placed, Seen
from assignments.placing.said import Said
from assignments.placing.sent import Sent
from assignments.placing.target import BARE
from assignments.placing.typed import ERROR, Reading, Vocabulary, fold
from assignments.reading.book import HYPERLINK, Line, Table
from assignments.records import State
from crawler.urls import resolve

EMPTY = frozenset({"NaN", "<NA>", "NaT"})
"""What programs for data write where a cell is empty; no person does."""


LONGEST_WORD = 60
"""Letters of a cell that may be a decision, in a column where none is expected."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """What is needed to understand answers: words, headings, layout, and what was sent."""

    vocabulary: Vocabulary
    headings: Headings
    layout: tuple[str, ...]
    tabs: tuple[str, ...]
    """Names of the sheets that a workbook goes out with, folded, in all languages."""
    questions: tuple[str, ...]
    """Headings of the lead's own question columns."""
    allowed: frozenset[str]
    """The decisions that this audit uses."""
    sent: Sent
    base: str
    """The site's address, against which addresses are resolved."""


@dataclass(frozen=True, slots=True)
class Cells:
    """One row with its cells by the name of their column."""

    line: Line
    by_name: dict[str, str]
    filled_down: tuple[str, ...] = ()

    def get(self, name: str) -> str:
        """The text of a cell; empty when there is none."""
        return self.by_name.get(name, "")


def rows_of(table: Table, columns: Columns) -> list[Cells]:
    """Every line that is a row: all below the headings, and above them those that carry an ID or a key."""
    names = {column: name for name, column in columns.at.items()}
    down = _filled_down(table, columns)
    found = []
    for line in table.lines:
        if line.number in columns.headers:
            continue
        by_name = {names[c]: text for c, text in line.cells.items() if c in names and text not in EMPTY}
        if line.number < columns.first and not (
            identity.check(identity.tidy(by_name.get("reference", ""))) or identity.parse_key(by_name.get("key", ""))
        ):
            continue
        more = {name: text for name, text in down.get(line.number, {}).items() if name not in by_name}
        found.append(Cells(line, by_name | more, tuple(more)))
    return found


def _filled_down(table: Table, columns: Columns) -> dict[int, dict[str, str]]:
    """What cells that were merged with the one above mean: the same as that one."""
    if not table.merged:
        return {}
    there = {line.number: line.cells for line in table.lines}
    numbers = sorted(there)
    down: dict[int, dict[str, str]] = {}
    for top, left, bottom, _ in table.merged:
        for name in ANSWERS:
            text = there.get(top, {}).get(left, "") if columns.at.get(name) == left else ""
            if text and top not in columns.headers:
                for number in numbers[bisect_right(numbers, top) : bisect_right(numbers, min(bottom, top + 5000))]:
                    if name in down.get(number, {}):
                        break  # merges that overlap are none of a spreadsheet's: each cell is filled once
                    down.setdefault(number, {})[name] = text
    return down


def seen(cells: Cells, columns: Columns, grammar: Grammar) -> Seen:
    """What a row says of its identity."""
    key = identity.parse_key(cells.get("key"))
    typed = cells.get("reference")
    if key is None or not typed:
        own = map(own_column, grammar.questions)
        answers = {columns.at[name] for name in (*ANSWERS, *own) if name in columns.at}
        for column, text in cells.line.cells.items():
            if key is None and len(text) < 40 and "." in text:  # noqa: PLR2004 — a key is short
                key = identity.parse_key(text)
            if (
                not typed
                and column not in answers
                and identity.check(identity.tidy(text))
                and grammar.sent.of_reference(text)
            ):
                typed = text
    title = cells.get("page")
    if not typed:  # somebody may have put both into one cell
        inside = [found for found in identity.SHAPE.findall(title) if grammar.sent.of_reference(found)]
        typed = inside[0] if len(inside) == 1 else ""
    url = _url(cells.get("url"), grammar) or _linked(cells, columns, grammar)
    if not (grammar.sent.of_reference(typed) or grammar.sent.of_key(key)):
        url = grammar.sent.spelled(url) if url else _short_url(cells, grammar)
    return Seen(typed, key, url, title, wanted=_answered(cells, grammar))


def _url(text: str, grammar: Grammar) -> str:
    text = text.strip()
    if formula := HYPERLINK.match(text):
        text = formula[1]
    return (
        resolve(text, grammar.base) if text.lower().startswith(("http://", "https://", "/")) and " " not in text else ""
    )


def _linked(cells: Cells, columns: Columns, grammar: Grammar) -> str:
    """The address that a click on the row leads to.

    Links do not always move when a sheet is sorted: one counts only where the title says the same.
    """
    for name in ("page", "open", "url"):
        link = _url(cells.line.links.get(columns.at.get(name, 0), ""), grammar)
        if link and any(row.page_url == link for row in grammar.sent.of_title(cells.get("page"))):
            return link
    return ""


def _short_url(cells: Cells, grammar: Grammar) -> str:
    """The address of a page that was sent out, typed without its scheme, as its path, or in the place of its title."""
    for text in (cells.get("url"), cells.get("page")):
        bare = f"https://{text}" if BARE.fullmatch(text) else text
        if (url := _url(bare, grammar)) and grammar.sent.of_url(known := grammar.sent.spelled(url)):
            return known
    return ""


def _answered(cells: Cells, grammar: Grammar) -> bool:
    written = any(cells.get(name) for name in ANSWERS if name != "minutes")
    return written or bool(_own(cells, grammar) or _overtyped(cells, grammar))


def _overtyped(cells: Cells, grammar: Grammar) -> str:
    """A decision that somebody has typed over our word about what the row still needs."""
    text = cells.get("status")
    return text if fold(text) in grammar.vocabulary.words else ""


def _own(cells: Cells, grammar: Grammar) -> tuple[tuple[str, str], ...]:
    """What stands in the lead's own columns, each with its heading."""
    return tuple((heading, text) for heading in grammar.questions if (text := cells.get(own_column(heading))))


def understand(row: tuple[Cells, Placed, Seen], columns: Columns, grammar: Grammar, sheet: str) -> Said:
    """Say what one row means, given its cells, the page that it was placed on, and what it says of itself."""
    cells, placed, one = row
    minutes, about_minutes = minutes_of(cells.get("minutes"))
    blank = Said(
        sheet=sheet,
        line=cells.line.number,
        row=placed.row,
        state=State.UNCHANGED,
        typed=_as_json(cells, columns),
        minutes=minutes,
        columns=cells.by_name,
    )
    if not one.wanted:
        return _without_answer(blank, placed, one, cells, grammar)
    reading = grammar.vocabulary.read(cells.get("decision")) if cells.get("decision") else Reading()
    note = "\n".join(filter(None, (cells.get("note"), reading.remark)))
    said = replace(
        blank,
        decision=reading.decision,
        reason=cells.get("reason"),
        target=cells.get("target"),
        note=note,
        wrong_finding=cells.get("wrong_finding"),
        own=_own(cells, grammar),
    )
    if placed.row is None:
        return replace(said, state=State.UNPLACED, message=placed.question)
    warnings = [placed.warning, reading.warning, about_minutes, *_odd_cells(cells)]
    question = reading.question or _no_decision(cells, said, grammar)
    if reading.decision:
        where = target.read(said, cells.get("decision"), placed.row, grammar.sent)
        said = replace(said, target=where.text or said.target)
        warnings.append(where.warning)
        question = where.question or _lacking(said, grammar) or _another(cells, columns, said, grammar)
    return replace(
        said,
        state=State.INVALID if question else State.ACCEPTED,
        message=" ".join(filter(None, (question, *warnings))),
    )


def _without_answer(blank: Said, placed: Placed, one: Seen, cells: Cells, grammar: Grammar) -> Said:
    known = placed.row or one.key or grammar.sent.of_url(one.url) or grammar.sent.of_title(one.title)
    named = set(cells.by_name.values())
    own = [cells.get(name) for name in ("reference", "page", "url", "minutes") if cells.get(name)]
    if known or not (own or any(text not in named for text in cells.line.cells.values())):
        return replace(blank, message="Nothing is filled in.")
    return replace(blank, state=State.UNPLACED, message=placed.question)


def _odd_cells(cells: Cells) -> Iterator[str]:
    if cells.filled_down:
        yield f"Filled down from merged cells: {', '.join(sorted(cells.filled_down))}."
    for name in ("reason", "target", "note", "minutes", "wrong_finding"):
        if ERROR.match(cells.get(name)):
            yield f"The cell for {name.replace('_', ' ')} shows a spreadsheet error ({cells.get(name)})."


def _no_decision(cells: Cells, said: Said, grammar: Grammar) -> str:
    if cells.get("decision"):
        return ""
    beside = (_overtyped(cells, grammar), said.reason, said.note)
    short = (text for text in beside if text and len(text) < LONGEST_WORD)
    if elsewhere := next((text for text in short if grammar.vocabulary.read(text).decision), ""):
        return f"No decision is picked, but “{elsewhere}” is written beside it. Is that the decision?"
    return "Something is written in the row, but no decision." if said.reason or said.target or said.note else ""


def _lacking(said: Said, grammar: Grammar) -> str:
    if said.decision not in grammar.allowed:
        words = ", ".join(word for word in DECISIONS if word in grammar.allowed)
        return f"“{said.decision}” is not among the decisions of this audit ({words})."
    if said.decision in NEEDS_NOTE and not said.note and not said.reason:
        return "It says not sure, but not what the question is."
    return ""


def _another(cells: Cells, columns: Columns, said: Said, grammar: Grammar) -> str:
    """Whether a second decision stands in the row, in a column that is none of ours."""
    ours = set(columns.at.values())
    for column, text in cells.line.cells.items() if columns.headers else ():
        if column not in ours and len(text) < LONGEST_WORD:
            other = grammar.vocabulary.read(text).decision
            if other and other != said.decision:
                return f"Beside “{said.decision}” stands “{text}” in column {get_column_letter(column)}. Which is it?"
    return ""


def _as_json(cells: Cells, columns: Columns) -> str:
    names = {column: name for name, column in columns.at.items()}
    found = {names.get(column, get_column_letter(column)): text for column, text in sorted(cells.line.cells.items())}
    return msgspec.json.encode(found).decode()
