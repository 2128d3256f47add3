"""Says which page each returned row is about, from everything that could tell; never from where the row stands.

A row carries its identity four times: the short reference that people see, a hidden key inside the yellow block (it
travels with the answers), the address, and the title. Where they contradict each other, what happened to the
whole sheet tells which to trust: references that repeat were dragged down, keys that repeat were copied down with an
answer, keys that only changed places were sorted with the answers.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assignments import identity
from assignments.identity import Key
from assignments.placing.sent import Sent
from assignments.records import LEAD, Row

SORTED = 3
"""So many rows must have changed places before it is called sorting; two may have been swapped on purpose."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one returned row says of itself."""

    typed: str = ""
    """The reference as it stands there."""
    key: Key | None = None
    url: str = ""
    """Canonical; empty when there is none."""
    title: str = ""
    wanted: bool = True
    """False for rows without any answer, about which nobody needs to be asked."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Which row that was sent out this is."""

    row: Row | None = None
    warning: str = ""
    question: str = ""
    """Why nobody can tell; a guess, where there is one, is named in it."""


def sender(seen: Sequence[Seen], sent: Sent, says: tuple[str, str]) -> tuple[str, str]:
    """(round, part) of the workbook that a sheet comes from: what most of its rows say, else its properties."""
    votes: Counter[tuple[str, str]] = Counter()
    for one in seen:
        row = sent.of_key(one.key) or sent.of_reference(one.typed)
        if row:
            votes[row.round, row.part] += 1
    if not votes:
        return says
    most = max(votes.values())
    return says if votes.get(says, 0) == most else min(who for who, count in votes.items() if count == most)


def place(seen: Sequence[Seen], sent: Sent, who: tuple[str, str]) -> list[Placed]:
    """Place every row of one sheet, which came in the workbook `who` (round, part)."""
    sheet = _Sheet(seen, sent, who)
    return [sheet.foreign(sheet.place(one), one) for one in seen]


def of_another_audit(seen: Sequence[Seen], sent: Sent) -> bool:
    """Whether the rows of a sheet carry identities, but none that this audit gave out."""
    ours = (one for one in seen if sent.of_reference(one.typed) or sent.of_key(one.key))
    return next(ours, None) is None and any(is_foreign(one, sent) for one in seen)


def is_foreign(one: Seen, sent: Sent) -> bool:
    """Whether a row's ID or key is a whole one that this audit did not give out; a mistyped ID is no whole one."""
    if sent.of_key(one.key) or sent.of_reference(one.typed):
        return False
    return one.key is not None or identity.check(identity.tidy(one.typed))


class _Sheet:
    """The rows of one sheet together, for what only the whole can tell."""

    def __init__(self, seen: Sequence[Seen], sent: Sent, who: tuple[str, str]) -> None:
        self.sent, self.who = sent, who
        pairs = [(self._beside(one), sent.of_key(one.key)) for one in seen]
        self.references = Counter(row.reference for row, _ in pairs if row)
        self.keys = Counter(row.reference for _, row in pairs if row)
        self.whole = {a.reference for a, b in pairs if a and a is b}
        apart = [(a.reference, b.reference) for a, b in pairs if a and b and a is not b]
        both = {a for a, _ in apart} & {b for _, b in apart}
        once = all(self.references[a] == 1 and self.keys[b] == 1 for a, b in apart)
        self.sorted = once and len(apart) >= SORTED and 2 * len(both) >= len(apart)

    def _beside(self, one: Seen) -> Row | None:
        """The row that stands beside an answer: by its ID, or where that tells nothing by its address."""
        return self.sent.of_reference(one.typed) or self._by_url(one).row

    def place(self, one: Seen) -> Placed:
        by_reference, by_key = self.sent.of_reference(one.typed), self.sent.of_key(one.key)
        beside = self._beside(one)
        if beside and by_key:
            placed = self._both(beside, by_key)
            if by_reference or not placed.row:
                return placed
            problem = f"The ID “{one.typed}” is not one that was sent out" if one.typed else "The ID is missing"
            return Placed(placed.row, placed.warning or f"{problem}; the hidden key says {placed.row.reference}.")
        if by_reference:
            return self._reference_alone(by_reference, one)
        if by_key:
            return self._key_alone(by_key, one)
        return self._neither(one)

    def _both(self, beside: Row, by_key: Row) -> Placed:
        here, key = beside.reference, by_key.reference
        if here == key:
            return Placed(beside)
        # A copied answer brings its key along and leaves nothing of the one that it was pasted over.
        if self.keys[key] > 1 and self.references[here] == 1 and not self.keys[here] and key in self.whole:
            return Placed(
                beside, f"The answer was copied down from {key}; it was taken for {here}, beside which it stands."
            )
        if self.references[here] > 1 and self.keys[key] == 1 and not self.references[key] and here in self.whole:
            return Placed(by_key, f"The ID {here} was dragged down over others; the answer belongs to {key}.")
        if self.sorted:
            return Placed(
                by_key,
                f"A part of the sheet was sorted alone: beside it stands {here}, but the answer belongs to {key}.",
            )
        return Placed(
            question=f"It stands beside {here}, but the hidden key in the answer says {key}. Which page is it?"
        )

    def _reference_alone(self, row: Row, one: Seen) -> Placed:
        if one.url and one.url != row.page_url and self.sent.of_url(one.url):
            return Placed(
                question=f"The ID {row.reference} stands for {row.page_url}, the address beside it is {one.url}. Which?"
            )
        if not one.url and (other := self._by_its_title(row, one)):
            return Placed(
                question=f"The ID {row.reference} stands for {row.page_url}, the title beside it for {other}. Which?"
            )
        if self.references[row.reference] > 1 and one.url != row.page_url:
            return Placed(
                question=f"The ID {row.reference} stands in {self.references[row.reference]} rows. Which page is this?"
            )
        return Placed(row)

    def _by_its_title(self, row: Row, one: Seen) -> str:
        """The address of another page that a row is about by its title; empty where the title contradicts nothing."""
        titled = self.sent.of_title(one.title)
        return titled[0].page_url if titled and all(other.page_url != row.page_url for other in titled) else ""

    def _key_alone(self, row: Row, one: Seen) -> Placed:
        problem = f"The ID “{one.typed}” is not one that was sent out" if one.typed else "The ID is missing"
        if self.keys[row.reference] == 1:
            return Placed(row, f"{problem}; the hidden key says {row.reference}.")
        return Placed(question=f"{problem}, and the answer was copied from {row.reference}. Which page is it about?")

    def _neither(self, one: Seen) -> Placed:
        by_url = self._by_url(one)
        if by_url.row and (other := self._by_its_title(by_url.row, one)):
            by_url = Placed(question=f"The address {one.url} stands beside the title of {other}. Which page is it?")
        if by_url.row or by_url.question:
            return by_url
        titled = self.sent.of_title(one.title)
        alike = [row for row in titled if (row.round, row.part) == self.who] or titled
        if one.title and len({row.page_url for row in alike}) == 1:
            return Placed(
                question="It has no ID, key or address. "
                f"By its title it could be {alike[0].reference}, {alike[0].page_url}."
            )
        if len(alike) > 1:
            return Placed(
                question=f"It has no ID, key or address, and {len(alike)} pages have the title “{one.title}”."
            )
        if one.url:
            return Placed(question=f"{one.url} is on nobody’s list. Perhaps a page that was missed?")
        if one.typed:
            return Placed(
                question=f"The ID “{one.typed}” is not one that was sent out, and nothing else tells the page."
            )
        return Placed(question="Nothing in the row tells which page it is about.")

    def _by_url(self, one: Seen) -> Placed:
        every = self.sent.of_url(one.url) if one.url else ()
        mine = [row for row in every if (row.round, row.part) == self.who]
        rows = mine or [row for row in every if row.volunteer != LEAD]
        if not rows:
            return Placed()
        if len(rows) > 1:
            return Placed(
                question=f"{one.url} was sent to {len(rows)} people; without its ID nobody can tell whose answer it is."
            )
        if is_foreign(one, self.sent):
            return Placed(
                question="Its ID was given out by another audit. By its address it could be "
                f"{rows[0].reference}, which is {rows[0].volunteer}’s. Whose answer is it?"
            )
        problem = f"The ID “{one.typed}” is not one that was sent out" if one.typed else "The ID is missing"
        return Placed(rows[0], f"{problem}; the address tells that it is {rows[0].reference}.")

    def foreign(self, placed: Placed, one: Seen) -> Placed:
        """Ask about rows that came in somebody else’s workbook."""
        row = placed.row
        if row is None or self.who in {("", ""), (row.round, row.part)}:
            return placed
        if not one.wanted:
            return placed
        return Placed(
            question=f"This row is from {row.volunteer}’s workbook ({row.part} of round {row.round}: {row.page_url}), "
            f"but came in that of {self.who[1]}, round {self.who[0]}. Whose answer is it?"
        )
