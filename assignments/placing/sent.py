"""Everything that was ever sent out, looked up in the database by each way in which a row can be known again."""

from collections import OrderedDict
from collections.abc import Iterable
from functools import lru_cache

from assignments import identity
from assignments.firm import Found
from assignments.identity import Key
from assignments.placing.names import Names
from assignments.records import ASKED, LEAD, Question, Row
from crawler.urls import spellings
from crawler.workspace import Workspace

LEADS_PART = "L1"
HELD = 8
"""The rows of so many workbooks are held at a time: those of one come together, and its neighbours may be mixed in."""
REMEMBERED = 1_000
"""So many answers of the database to other questions are remembered."""


class Sent:
    """All rows that were sent to volunteers, and the pages that the lead was asked about."""

    def __init__(self, workspace: Workspace, names: Names) -> None:
        workspace.index(Row, "part", "page_url")
        workspace.index(Question, "page_url")
        self._workspace = workspace
        self._names = names
        self._found = Found(workspace)
        self._parts: OrderedDict[tuple[str, str], dict[str, Row]] = OrderedDict()
        self._held: dict[str, Row] = {}
        self._by_reference = lru_cache(REMEMBERED)(self._look_up)
        self.of_url = lru_cache(REMEMBERED)(self._of_url)
        """The rows about a page, by its address."""

    def of_reference(self, typed: str) -> Row | None:
        """The row that a visible reference names, however it was typed."""
        return self._row(identity.tidy(typed)) if typed else None

    def of_key(self, key: Key | None) -> Row | None:
        """The row that a hidden key names."""
        row = self._row(key.reference) if key else None
        return row if row and key and (row.part, row.round) == (key.part, key.round) else None

    def of_title(self, title: str) -> list[Row]:
        """The rows about the pages that are called so."""
        return [row for url in self._names.pages(title) for row in self.of_url(url)]

    def spelled(self, url: str) -> str:
        """The address under which a page was sent out, however it is spelled; the address itself where none was."""
        return next((one for one in spellings(url) if self.of_url(one)), url)

    def known_as(self, url: str) -> str:
        """The address under which the audit knows a page, however it is spelled; itself where it knows none."""
        return next((one for one in spellings(url) if self.of_url(one) or self._found.status(one)), url)

    def of_part(self, part: tuple[str, str]) -> frozenset[str]:
        """References of the rows that one workbook (round, part) was sent with."""
        return frozenset(self._part(part))

    def order(self, parts: Iterable[tuple[str, str]]) -> dict[str, int]:
        """Where each row of some parts stood when it was sent, by its reference."""
        return {reference: n for n, reference in enumerate(one for part in parts for one in self._part(part))}

    def _row(self, reference: str) -> Row | None:
        return self._held.get(reference) or self._by_reference(reference)

    def _look_up(self, reference: str) -> Row | None:
        for row in self._workspace.records(Row, reference=reference):
            self._part((row.round, row.part))  # its neighbours will be asked for next
            return row
        for question in self._workspace.records(Question, reference=reference):
            return row_of(question)
        return None

    def _of_url(self, url: str) -> tuple[Row, ...]:
        asked = self._workspace.records(Question, page_url=url)
        return (*self._workspace.records(Row, page_url=url), *map(row_of, asked))

    def _part(self, part: tuple[str, str]) -> dict[str, Row]:
        """The rows of one workbook in the order in which they were sent; the least used one makes room for it."""
        if part in self._parts:
            self._parts.move_to_end(part)
            return self._parts[part]
        rows = (
            map(row_of, self._workspace.records(Question))
            if part == (ASKED, LEADS_PART)
            else self._workspace.records(Row, part=part[1], round=part[0])
        )
        self._parts[part] = found = {row.reference: row for row in rows}
        self._held |= found
        if len(self._parts) > HELD:
            _, old = self._parts.popitem(last=False)
            for reference in old:
                del self._held[reference]
        return found


def row_of(question: Question) -> Row:
    """A page that the lead is asked about, as a row of the lead's workbook."""
    return Row(
        reference=question.reference,
        round=ASKED,
        part=LEADS_PART,
        volunteer=LEAD,
        page_url=question.page_url,
        minutes=0,
        because="",
    )
