"""Reads the lead’s own list of what could not be placed or understood: only rows that got a word are settled by it."""

import json
from dataclasses import replace

from assignments.placing.answers import Cells, Grammar
from assignments.placing.place import Placed
from assignments.placing.said import Said
from assignments.records import Answer, State

ABOUT_NO_PAGE = "none"
"""What the lead writes in the place of an ID where a row is about no page."""
RIGHT = "yes"
"""What the lead writes there where a row is right as it stands."""
NO_PAGE = frozenset({ABOUT_NO_PAGE, "-", "–"})


def placed(cells: Cells, at: Placed, before: Answer | None, grammar: Grammar) -> Placed:
    """Where a row of the list belongs: where its own cells say, or where it stood before if the lead calls it right."""
    row = grammar.sent.of_reference(before.reference) if before and _word(cells.get("reference")) == RIGHT else None
    return Placed(row) if row else at


def settling(one: Said, before: Answer | None) -> Said:
    """What a row of the list says of the answer `before` that it stands for; None where that was settled since."""
    if before is None:
        return replace(one, state=State.UNCHANGED, message="This row has been settled already.")
    if _word(one.columns.get("reference", "")) in NO_PAGE:
        message = "The lead says that it is about no page."
        return replace(one, row=None, state=State.UNCHANGED, settles=before.place, message=message)
    if not _typed_anew(one, before):
        return replace(one, state=State.UNCHANGED, message=f"Still open: {before.message}")
    if one.state in (State.INVALID, State.UNPLACED):
        return replace(one, settles=before.place)  # it waits in the place of the volunteer's
    if one.state is not State.ACCEPTED:
        return replace(one, state=State.UNCHANGED, message=f"Still open: {one.message}")
    message = f"Placed by the lead; it came in {_from(before)}. {one.message}".strip()
    return replace(one, settles=before.place, message=message)


def _word(text: str) -> str:
    return text.strip().casefold()


def _from(before: Answer) -> str:
    sheet = f"“{before.sheet}” " if before.sheet else ""
    return f"“{before.file}”, {sheet}row {before.row}"


def _typed_anew(one: Said, before: Answer) -> bool:
    """Whether the lead has changed what stood in a row of that list."""
    decision = json.loads(before.typed).get("decision", before.decision)
    stood = (before.reference, decision, before.reason, before.target, before.note)
    stands = (one.columns.get(name, "") for name in ("reference", "decision", "reason", "target", "note"))
    return any(there.split() != now.split() for there, now in zip(stood, stands, strict=True))
