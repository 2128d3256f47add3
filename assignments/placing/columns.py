"""Finds out which column is which: by headings, wherever they stand and however they were typed, then by content."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from rapidfuzz import fuzz, process

from assignments import identity
from assignments.placing.typed import Vocabulary, fold
from assignments.reading.book import Line, Table
from assignments.said import counted

ANSWERS = frozenset({"decision", "reason", "target", "note", "minutes", "wrong_finding"})
IDENTITY = frozenset({"reference", "key", "url", "page"})
OTHER_HEADINGS: dict[str, str] = {
    "reference": "reference", "row id": "reference", "page id": "reference", "ref": "reference",
    "title": "page", "page": "page", "page title": "page", "page name": "page",
    "what to do": "decision", "action": "decision", "your decision": "decision", "verdict": "decision",
    "why": "reason", "why?": "reason", "reasons": "reason",
    "target": "target", "where": "target", "where to": "target",
    "merge into": "target", "new address": "target", "new address / merge into": "target",
    "redirect": "target", "redirect to": "target", "send visitors to": "target",
    "notes": "note", "comment": "note", "comments": "note", "remark": "note", "remarks": "note", "question": "note",
    "key": "key", "row key": "key", "time": "minutes", "mins": "minutes", "minutes taken": "minutes",
    "is a finding wrong?": "wrong_finding", "wrong?": "wrong_finding",
    "line of the ledger": "settles",
    "url": "url", "address": "url", "web address": "url", "link": "url", "page url": "url",
}  # fmt: skip
"""What people rename headings to; the workbook’s own headings come from its catalogue."""
ALIKE = 88
"""Per cent of letters that two headings share when one is taken for a typing error of the other."""
SHORT, LONG = 5, 60
"""Letters: shorter headings are too like each other to be mistyped, longer ones are sentences."""
ENOUGH = 2
"""Headings that make a line a header."""
REMEMBERED = 20_000
"""Texts of which it is remembered whether they are headings; most texts in the same place are the same."""
SEARCHED = 200
"""Lines in which the header is looked for, and by which content is judged."""
SHARE = 0.6
"""Share of a column’s filled cells that must look like one thing."""


def own_column(heading: str) -> str:
    """The name of a column of the lead's own; in quotation marks, so that it is never one of ours."""
    return f"“{heading}”"


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things are on one sheet."""

    at: Mapping[str, int]
    """Column number by name, from 1."""
    headers: frozenset[int]
    """Lines that are headings and no rows."""
    first: int
    """Number of the first line that can be a row; lines above it are the sheet’s own banner."""
    guessed: tuple[str, ...] = ()
    """Columns that were told by what is in them."""


class Headings:
    """Every heading that a column may have, in all languages."""

    def __init__(self, catalogues: Iterable[Mapping[str, str]]) -> None:
        self.names = {fold(heading): name for heading, name in OTHER_HEADINGS.items()}
        for catalogue in catalogues:
            self.names |= {fold(heading): name for name, heading in catalogue.items()}
        self._long = [heading for heading in self.names if len(heading) >= SHORT]
        self._known: dict[str, str] = {}

    def name(self, text: str) -> str:
        """The column that a heading stands for; empty when it is no heading."""
        if len(text) > 2 * LONG:
            return ""
        if text not in self._known:
            if len(self._known) > REMEMBERED:
                self._known.clear()
            self._known[text] = self._name(fold(text))
        return self._known[text]

    def is_one(self, text: str) -> bool:
        """Whether a text is a heading, letter by letter: quick enough for every cell."""
        return len(text) < LONG and fold(text) in self.names

    def _name(self, folded: str) -> str:
        if not folded or len(folded) > LONG:
            return ""
        if folded in self.names:
            return self.names[folded]
        if len(folded) < SHORT:
            return ""
        near = process.extract(folded, self._long, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
        names = {self.names[heading] for heading, _, _ in near}
        return names.pop() if len(names) == 1 else ""


def find(table: Table, headings: Headings, vocabulary: Vocabulary, layout: Sequence[str]) -> Columns | None:
    """Say which column is which; None when this is no sheet of pages.

    `layout` names the columns in the order in which they were sent.
    """
    named = {line.number: {} if _is_row(line) else _named(line, headings) for line in table.lines[:SEARCHED]}
    header = max(table.lines[:SEARCHED], key=lambda line: (len(named[line.number]), -line.number), default=None)
    at: dict[str, int] = {}
    taken: set[int] = set()
    headers: set[int] = set()
    first = 0
    if header is not None and len(named[header.number]) >= ENOUGH:
        at |= named[header.number]
        like = max(ENOUGH, len(at) // 2)
        headers = {
            line.number
            for line in table.lines
            if not _is_row(line) and len(named.get(line.number) or _exact(line, headings)) > like
        }
        headers.add(header.number)
        first = header.number + 1
        taken = {column for column in header.cells if column in at.values() or fold(header.cells[column])}
    rows = [line for line in table.lines if line.number not in headers]
    body = [line for line in rows if line.number >= first] or rows
    guessed = _by_content(body[:SEARCHED], at, vocabulary)
    at |= guessed
    known_columns = set(at.values())
    other = {column for column in taken if header is not None and headings.name(header.cells[column])}
    placed = _by_layout(at, other | known_columns, layout)
    at |= placed
    told = at.keys() - placed.keys()
    known = IDENTITY & told
    answers = ANSWERS & told
    # Reference or key alone will do (its answers may have been deleted), and so do answers alone (their identity may).
    if not ({"reference", "key"} & known or (known and "decision" in answers) or len(answers) > ENOUGH):
        return None
    return Columns(at, frozenset(headers), first, tuple(sorted({*guessed, *placed})))


def strange(table: Table, columns: Columns, headings: Headings) -> list[str]:
    """Columns with words in them that are none of ours, each with the number of its rows; of a sheet with headings."""
    above = {
        column: line.cells[column] for line in table.lines if line.number in columns.headers for column in line.cells
    }
    ours = set(columns.at.values())
    ours |= {column for column, text in above.items() if headings.name(text) and headings.name(text) not in columns.at}
    filled = Counter(
        column
        for line in table.lines
        if line.number >= columns.first and line.number not in columns.headers
        for column, text in line.cells.items()
        if column not in ours and re.search(r"[^\W\d_]{2}", text)
    )
    return [
        f"“{above[column]}” ({counted(rows, 'row')})"
        if column in above
        else f"{get_column_letter(column)} ({counted(rows, 'row')})"
        for column, rows in sorted(filled.items())
        if columns.headers
    ]


def above(table: Table, columns: Columns, vocabulary: Vocabulary) -> list[str]:
    """What somebody wrote over the headings, where it names a decision: it may be meant for all pages."""
    return [
        text
        for line in table.lines
        if line.number < columns.first and line.number not in columns.headers and not _is_row(line)
        for text in line.cells.values()
        if not text.startswith("=") and any(word in vocabulary.words for word in re.findall(r"\w+", fold(text)))
    ]


def _is_row(line: Line) -> bool:
    """Whether a line carries an identity: then it is a row, however much it may look like headings."""
    return any(
        identity.check(identity.tidy(text)) or text.startswith(("http://", "https://")) or identity.parse_key(text)
        for text in line.cells.values()
        if len(text) < LONG or "/" in text
    )


def _named(line: Line, headings: Headings) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, text in sorted(line.cells.items()):
        name = headings.name(text)
        if name and name not in found:
            found[name] = column
    return found


def _exact(line: Line, headings: Headings) -> dict[str, int]:
    """As `_named`, without typing errors: quick enough for every line of a large sheet."""
    return {
        headings.names[f]: c
        for c, text in line.cells.items()
        if len(text) < LONG and (f := fold(text)) in headings.names
    }


def _by_content(body: list[Line], at: Mapping[str, int], vocabulary: Vocabulary) -> dict[str, int]:
    """Columns without a heading that give themselves away: references, keys, addresses, decisions."""
    tests: dict[str, Callable[[str], bool]] = {
        "reference": lambda text: identity.check(identity.tidy(text)),
        "key": lambda text: identity.parse_key(text) is not None,
        "decision": lambda text: fold(text) in vocabulary.words,
        "url": lambda text: re.match(r"https?://\S+$", text) is not None,
    }
    filled: Counter[int] = Counter(column for line in body for column in line.cells)
    found: dict[str, int] = {}
    for name, test in tests.items():
        if name in at:
            continue
        hits: Counter[int] = Counter(
            column
            for line in body
            for column, text in line.cells.items()
            if column not in at.values() and column not in found.values() and test(text)
        )
        good = [c for c, n in hits.items() if (n >= SHARE * filled[c] and n > 1) or n == filled[c]]
        if name == "url":  # the page’s own address fills its column; the target’s is filled here and there
            good = [c for c in good if hits[c] >= SHARE * len(body)]
        if good:
            found[name] = max(good, key=lambda column: (hits[column], -column))
    return found


def _by_layout(at: Mapping[str, int], named: set[int], layout: Sequence[str]) -> dict[str, int]:
    """The other answer columns, when the known ones stand as they were sent, moved by one number of columns."""
    anchors = [name for name in ("reference", "page", "decision", "key") if name in at and name in layout]
    shifts = Counter(at[name] - layout.index(name) for name in anchors)
    if not shifts:
        return {}
    shift, times = max(shifts.items(), key=lambda item: item[1])
    if times < ENOUGH:
        return {}
    places = {name: layout.index(name) + shift for name in (*ANSWERS, "page") if name not in at and name in layout}
    return {name: column for name, column in places.items() if column > 0 and column not in named}
