"""Makes ledger lines of one workbook that came back: every row in it is accounted for, or an error is raised."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assignments import settling
from assignments.earlier import Known, compared
from assignments.ideas import ideas_of
from assignments.identity import LISTS, SHEET, Property
from assignments.placing import apart
from assignments.placing import columns as columns_
from assignments.placing import place as place_
from assignments.placing.answers import Grammar, rows_of, seen, understand
from assignments.placing.columns import Columns
from assignments.placing.moved import doubt
from assignments.placing.said import Said
from assignments.placing.typed import fold
from assignments.reading.book import Book, Table
from assignments.records import ASKED, LEAD, Answer, Idea, Returned, State
from assignments.returned import Kept
from assignments.said import counted
from assignments.tables import FOR_READING, ROWS
from crawler.errors import AuditError

NAMED = 5
"""So many sheets are named in a sentence."""
BY_LEAD = "unplaced"
"""Part of the workbook in which the lead says where rows belong; its rows are anybody's."""


class SumError(AuditError):
    """Rows of a returned file got lost on the way to the ledger; nothing of it was merged."""


class NoPagesError(Exception):
    """A workbook without any sheet of pages; the message is a sentence for the lead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """One workbook, ready for the ledger."""

    returned: Returned
    answers: tuple[Answer, ...]
    ideas: tuple[Idea, ...]
    volunteer: str


def of_book(book: Book, kept: Kept, known: Known) -> Understood:
    """Understand one workbook.

    Raises NoPagesError when it is not one of ours, SumError when rows got lost (which would be a fault of ours).
    """
    properties = _properties(book)
    theirs = properties.get(Property.AUDIT, "")
    if theirs and theirs != known.audit:
        raise NoPagesError(
            f"It belongs to another audit ({theirs}; this one is {known.audit}). "
            "Merge it in that audit’s folder, with -w FOLDER."
        )
    said: list[Said] = []
    strange: list[str] = []
    above: list[str] = []
    expected, who = 0, ("", "")
    for table, columns in _lists(book, known.grammar):
        found, who = _of_table(table, columns, properties, known)
        expected += _count(table, columns)
        said += found
        if who[0] != ASKED and "settles" not in columns.at:  # the lead's own workbooks have columns of their own
            strange += columns_.strange(table, columns, known.grammar.headings)
            above += columns_.above(table, columns, known.grammar.vocabulary)
    if not said and not expected:
        raise NoPagesError(_why_none(book))
    said = _repeats(said)
    volunteer = next((one.row.volunteer for one in said if one.row and (one.row.round, one.row.part) == who), "")
    known.saved[kept.hash] = properties.get("modified", "")
    answers = _answers(said, kept, known, volunteer)
    if len(answers) != expected:
        raise SumError(
            f"{kept.name}: {expected} rows were read, but {len(answers)} accounted for. Nothing of this merge was "
            "kept. This is a fault of the program: please report it, with the file."
        )
    returned = Returned(
        file_hash=kept.hash,
        file=kept.name,
        copy=kept.copy.name if kept.copy else "",
        inside=kept.inside,
        round=who[0],
        part=who[1],
        rows=len(answers),
        comments=book.comments,
        modified=properties.get("modified", ""),
        message=" ".join((*book.notices, *_about(book, said, known, who), *_not_read(strange, above))),
        merged_at=known.now,
    )
    ideas = tuple(ideas_of(book, returned, volunteer, known.now))
    known.fresh.add(kept.hash)
    known.ledger.add(answers)
    return Understood(returned=returned, answers=answers, ideas=ideas, volunteer=volunteer)


def _lists(book: Book, grammar: Grammar) -> list[tuple[Table, Columns]]:
    """The lists of pages in a workbook, wherever they stand."""
    tables = [table for table in book.tables if not _for_reading(table)]

    def those_of(tables: Iterable[Table]) -> list[tuple[Table, Columns]]:
        parts = [part for table in tables for part in apart.lists(table, grammar.headings)]
        found = ((part, columns_.find(part, grammar.headings, grammar.vocabulary, grammar.layout)) for part in parts)
        return [(part, columns) for part, columns in found if columns is not None]

    return those_of(tables) or those_of(apart.turned(table) for table in tables if len(table.lines) <= apart.MOST_LINES)


def _for_reading(table: Table) -> bool:
    """Whether it is a table that this program wrote to be read: what stands in it has been counted, or is no answer."""
    first = table.lines[0].cells if table.lines else {}
    headings = tuple(first.get(column, "") for column in range(1, len(first) + 1))
    return headings == ROWS.columns or any(headings[: len(columns)] == columns for columns in FOR_READING)


def _properties(book: Book) -> dict[str, str]:
    """The document's properties, and the hidden sheet that repeats them."""
    found: dict[str, str] = {}
    for table in book.tables:
        if table.sheet == SHEET:
            found |= {line.cells[1]: line.cells.get(2, "") for line in table.lines if 1 in line.cells}
    return found | {name: value for name, value in book.properties.items() if value}


def _count(table: Table, columns: Columns) -> int:
    """Rows of a sheet, counted apart from the way they take: filled lines without headings and what is above them."""
    above = {line.number for line in table.lines if line.number < columns.first}
    with_identity = {cells.line.number for cells in rows_of(table, columns)} & above
    return sum(1 for line in table.lines if line.number not in columns.headers | (above - with_identity))


def _of_table(
    table: Table, columns: Columns, properties: Mapping[str, str], known: Known
) -> tuple[list[Said], tuple[str, str]]:
    grammar = known.grammar
    rows = rows_of(table, columns)
    all_seen = [seen(cells, columns, grammar) for cells in rows]
    says = (properties.get(Property.ROUND, ""), properties.get(Property.PART, ""))
    by_lead = says[1] == BY_LEAD or "settles" in columns.at
    if not by_lead and not properties.get(Property.AUDIT) and place_.of_another_audit(all_seen, grammar.sent):
        raise NoPagesError("Its IDs were given out by another audit. Merge it in that audit’s folder, with -w FOLDER.")
    who = ("", "") if by_lead else place_.sender(all_seen, grammar.sent, says)
    placed = place_.place(all_seen, grammar.sent, who)
    before = [known.ledger.open.get(cells.get("settles")) for cells in rows]
    if by_lead:
        placed = [settling.placed(*three, grammar) for three in zip(rows, placed, before, strict=True)]
    three = zip(rows, placed, all_seen, strict=True)
    said = [understand(row, columns, grammar, table.sheet) for row in three]
    if by_lead:
        return [settling.settling(*two) for two in zip(said, before, strict=True)], who
    by_key = any(
        one.row and own.key and own.typed and one.row is not grammar.sent.of_reference(own.typed)
        for one, own in zip(placed, all_seen, strict=True)
    )
    why = doubt(said, grammar.sent, by_key=by_key)
    return [_doubted(one, why) if why else one for one in said], who


def _doubted(one: Said, why: str) -> Said:
    """Ask about an answer on a sheet where answers seem to have been moved away from their pages."""
    if one.state is not State.ACCEPTED:
        return one
    question = (
        f"{why}: is this answer about this page? Please ask. Where it is, write “{settling.RIGHT}” in the ID cell of "
        "this row in unplaced.xlsx."
    )
    return replace(one, state=State.INVALID, message=f"{question} {one.message}".strip())


def _repeats(said: list[Said]) -> list[Said]:
    """Where one page stands several times in a file: equal answers count once, different ones are a conflict."""
    groups: dict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(said):
        if one.state is State.ACCEPTED and one.row:
            groups[one.row.reference].append(n)
    for places in groups.values():
        if len(places) == 1:
            continue
        where = ", ".join(_where(said[n]) for n in places)
        if len({said[n].content for n in places}) == 1:
            for n in places[1:]:
                said[n] = replace(
                    said[n], state=State.UNCHANGED, message=f"The same answer stands in {_where(said[places[0]])}."
                )
        else:
            for n in places:
                message = f"The page has different answers in this file: {where}. {said[n].message}".strip()
                said[n] = replace(said[n], state=State.CONFLICT, message=message)
    return said


def _where(one: Said) -> str:
    return f"“{one.sheet}” row {one.line}" if one.sheet else f"row {one.line}"


def _answers(said: Sequence[Said], kept: Kept, known: Known, volunteer: str) -> tuple[Answer, ...]:
    """The ledger lines of one workbook, each compared with what came before it for the same row."""
    standing = known.ledger.standing(one.row.reference for one in said if one.row)
    answers = []
    for one in said:
        answer = _answer(one, kept, known, volunteer)
        if one.row:
            so_far = standing[one.row.reference]
            answer = compared(answer, one.row, so_far, known)
            so_far.add(answer)
        answers.append(answer)
    return tuple(answers)


def _answer(one: Said, kept: Kept, known: Known, volunteer: str) -> Answer:
    row = one.row
    settled = known.ledger.open.get(one.settles) if one.settles else None
    who = row.volunteer if row else volunteer or (settled.volunteer if settled else "")
    if settled and (settled.decision != one.decision or settled.volunteer == LEAD):
        who = LEAD
    return Answer(
        reference=row.reference if row else "",
        round=row.round if row else "",
        volunteer=who,
        page_url=row.page_url if row else "",
        decision=one.decision,
        reason=one.reason,
        target=one.target,
        note=one.note,
        minutes=one.minutes,
        wrong_finding=one.wrong_finding,
        file=kept.name,
        file_hash=kept.hash,
        sheet=one.sheet,
        row=one.line,
        state=one.state,
        message=one.message,
        read_at=known.now,
        typed=one.typed,
        settles=one.settles,
        own=one.own or (settled.own if settled else ()),
    )


def _about(book: Book, said: Sequence[Said], known: Known, who: tuple[str, str]) -> list[str]:
    """Sentences for the lead about the file as a whole."""
    found = []
    answered = sum(one.state is not State.UNCHANGED for one in said)
    if not answered:
        found.append("No row in it is filled in.")
    if book.comments:
        found.append(
            f"It has {counted(book.comments, 'comment')} pinned to cells, which are not read; please look at them."
        )
    if sheets := _unread_sheets(book, {one.sheet for one in said}, known):
        found.append(f"Sheets that are none of ours were not read; please look: {', '.join(sheets[:NAMED])}.")
    there = {one.row.reference for one in said if one.row}
    missing = len(known.grammar.sent.of_part(who) - there)
    if missing and who[0] != ASKED:
        found.append(f"{missing} of the rows that were sent {'are' if missing > 1 else 'is'} not in it.")
    return found


def _unread_sheets(book: Book, read: Container[str], known: Known) -> list[str]:
    """Sheets with words that somebody has added to one of our workbooks; other files have names of their own."""
    if not _properties(book).get(Property.AUDIT):
        return []
    ours = (*known.grammar.tabs, fold(SHEET), fold(LISTS))
    return [
        f"“{table.sheet}”"
        for table in book.tables
        if table.sheet not in read
        and not fold(table.sheet).startswith(ours)
        and any(re.search(r"[^\W\d_]{2}", text) for line in table.lines for text in line.cells.values())
    ]


def _not_read(strange: Sequence[str], above: Sequence[str]) -> Iterator[str]:
    """Sentences about what stands on a sheet outside the list."""
    if strange:
        names = ", ".join(dict.fromkeys(strange))
        yield f"What stands in columns that are not ours was kept, but not read; please look: {names}."
    if above:
        words = ", ".join(f"“{text}”" for text in above[:3])
        yield f"Above the list somebody wrote {words}, which was not read: if it is about all pages, please ask."


def _why_none(book: Book) -> str:
    if any(map(_for_reading, book.tables)):
        return (
            "It is a table that this program wrote to be read (audit.xlsx, or audit export), so nothing in it counts "
            "as an answer. Answers are written into the workbooks that were sent out."
        )
    if not any(table.lines for table in book.tables):
        return "It has no filled cells. Please ask for the workbook once more."
    named = [f"“{table.sheet}”" for table in book.tables if table.sheet]
    names = ", ".join(named[:NAMED]) + (" …" if len(named) > NAMED else "")
    return (
        f"No sheet of pages was found in it{f' (sheets: {names})' if names else ''}. "
        "Is it the Pages tab that was saved? Please ask for the whole workbook."
    )
