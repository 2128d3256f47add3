"""What volunteers do to a workbook, done in a real LibreOffice: no answer is misplaced, none is lost.

Each answer’s note names the row that it was typed in, so that a misplaced one betrays itself.
"""

import re
from collections import Counter

import pytest
from office import office  # noqa: F401 — a fixture
from returns import DECISION, MINUTES, NOTE, NOW, REASON, TARGET, answer_of, ledger, url_of, worksheet

from assignments.merge import merge
from assignments.records import State

LETTERS = {DECISION: "E", REASON: "F", TARGET: "G", NOTE: "H", MINUTES: "J"}
ANSWERED, SENT = 15, 20
FILL = ["type", {f"{LETTERS[h]}{4 + n}": v for n in range(ANSWERED) for h, v in answer_of(n).items()}]
ALL, PAGE, YELLOW, FACTS = "A4:T23", "A4:D23", "E4:K23", "L4:T23"
WITHOUT_IDENTITY = [["clear", "A4:C23"], ["clear", "I4:I23"], ["clear", "T4:T23"]]

ACCEPTED = {"accepted": 15, "unchanged": 5}
"""All fifteen answers came home."""
COPIED = {2, 3}
"""Notes that a copied answer took the place of."""
ASKED = "asked"
"""No answer was taken; each of the fifteen waits for somebody’s word."""

NO_WORD = {"accepted": 15, "invalid": 1, "unchanged": 4}
STRANGER = {"accepted": 15, "unchanged": 5, "unplaced": 1}
COPY = {"accepted": 15, "unchanged": 25}
NEW_HEADINGS = {"A3": "Number", "E3": "My choice", "F3": "My thoughts", "G3": "Where to", "H3": "More", "J3": "Time"}
LONELY = [["clear", "A4:A23"], ["clear", "I4:I23"], ["clear", "T4:T23"], ["clear", "C4:C23"]]

MISHAPS = {
    "nothing at all": ([], ACCEPTED, ""),
    "sorted by title, whole rows": ([["sort", ALL, 1]], ACCEPTED, ""),
    "sorted by decision, whole rows": ([["sort", ALL, 4]], ACCEPTED, ""),
    "sorted by decision downwards": ([["sort", ALL, 4, {"down": True}]], ACCEPTED, ""),
    "only the page block sorted": ([["sort", "A4:C23", 1]], ACCEPTED, "sorted alone"),
    "only the yellow block sorted": ([["sort", YELLOW, 3]], ACCEPTED, "sorted alone"),
    "only the yellow block sorted, decision first": ([["sort", YELLOW, 0]], ACCEPTED, "sorted alone"),
    "decisions sorted alone": ([["sort", "E4:E18", 0]], ASKED, "as if it was sorted alone"),
    "notes sorted alone, downwards": ([["sort", "H4:H18", 0, {"down": True}]], ASKED, "as if it was sorted alone"),
    "answers sorted without the hidden key": ([["sort", "E4:H18", 0]], ASKED, "as if it was sorted alone"),
    "rows hidden": ([["hide_rows", 8, 6]], ACCEPTED, ""),
    "columns hidden": ([["hide_columns", "A B T"]], ACCEPTED, ""),
    "columns inserted": ([["insert_columns", "E", 2], ["insert_columns", "A", 1]], ACCEPTED, ""),
    "rows inserted": ([["insert_rows", 10, 3], ["insert_rows", 1, 2]], ACCEPTED, ""),
    "headings repeated further down": ([["insert_rows", 12, 1], ["copy", "A3:T3", "A12"]], ACCEPTED, ""),
    "columns in another order": ([["insert_columns", "A", 1], ["move", "I1:I23", "A1"]], ACCEPTED, ""),
    "banner deleted": ([["delete_rows", 1, 2]], ACCEPTED, ""),
    "banner and headings deleted": ([["delete_rows", 1, 3]], ACCEPTED, ""),
    "headings renamed": (
        [["type", NEW_HEADINGS]],
        ACCEPTED,
        "",
    ),
    "headings mistyped": ([["type", {"E3": "DECISON", "F3": " reason: ", "H3": "NOTE(S)"}]], ACCEPTED, ""),
    "ID dragged down": ([["drag", "A4:A18"]], ACCEPTED, "dragged down"),
    "IDs mistyped": ([["type", {"A4": "XXXXXX", "A5": "12", "A6": "?"}]], ACCEPTED, "the hidden key says"),
    "IDs deleted": ([["clear", "A4:A23"]], ACCEPTED, "The ID is missing"),
    "ID column deleted": ([["delete_columns", "A"]], ACCEPTED, "The ID is missing"),
    "key column deleted": ([["delete_columns", "I"]], ACCEPTED, ""),
    "address column deleted": ([["delete_columns", "T"]], ACCEPTED, ""),
    "ID and key deleted": ([["delete_columns", "A I"]], ACCEPTED, "the address tells"),
    "ID, key and address deleted": (LONELY, ASKED, "By its title it could be"),
    "sorted, then ID, key and address deleted": ([["sort", ALL, 1], *LONELY], ASKED, "By its title it could be"),
    "every identity deleted": (WITHOUT_IDENTITY, ASKED, "Nothing in the row tells"),
    "key overwritten by a wide paste": ([["type", {f"I{n}": "yes" for n in range(4, 19)}]], ACCEPTED, ""),
    "rows deleted": ([["delete_rows", 8, 3]], {"accepted": 12, "unchanged": 5}, ""),
    "sheet renamed": ([["rename_sheet", "Maria’s list (final)"]], ACCEPTED, ""),
    "sheet renamed, the others deleted": ([["rename_sheet", "x"], ["delete_other_sheets"]], ACCEPTED, ""),
    "sheet copied": ([["copy_sheet", "Pages_2"]], COPY, "The same answer stands in"),
    "values pasted into a new book": ([["values_only"]], ACCEPTED, ""),
    "rows repeated": ([["copy", "A4:T8", "A30"]], {"accepted": 15, "unchanged": 10}, "The same answer stands in"),
    "a row repeated with another decision": (
        [["copy", "A4:T4", "A30"], ["type", {"E30": "archive"}]],
        {"accepted": 14, "unchanged": 5, "conflict": 2},
        "has different answers in this file",
    ),
    "figures, dates and emoji for words": (
        [["type", {"F4": 12, "F5": "2026-03-01", "F6": "00123", "F7": "🙂 \u200bfine"}], ["formula", "F8", "=TODAY()"]],
        ACCEPTED,
        "",
    ),
    "answers copied down": ([["copy", "E5:K5", "E6"], ["copy", "E5:K5", "E7"]], ACCEPTED, "copied down"),
    "decisions merged into one cell": ([["clear", "E5:E6"], ["merge", "E4:E6"]], ACCEPTED, "Filled down"),
    "a formula in a note": ([["formula", "H20", '="a"&"b"']], NO_WORD, "but no decision"),
    "an error in a decision": ([["formula", "E20", "=NA()"]], NO_WORD, "could not be read"),
    "comments and colours": ([["comment", "E5", "why?"], ["colour", "E4:E9", 255]], ACCEPTED, ""),
    "a page that is not on the list": (
        [["type", {"B25": "Old harbour page", "E25": "delete", "T25": "https://www.town.example/harbour-old"}]],
        STRANGER,
        "Perhaps a page that was missed?",
    ),
    "a row of sums": ([["type", {"A26": "Total", "J26": 99}]], STRANGER, "“Total”"),
    "minutes in words": (
        [["type", {"K4": "5 min", "K5": "1h", "K6": "2-3", "K7": "5,5", "K8": "a while"}]],
        ACCEPTED,
        "",
    ),
    "typed words": (
        [["type", {"E4": "Keep ", "E5": "UPDATE!", "E7": "bin it", "E8": "archive?"}]],
        {"accepted": 14, "invalid": 1, "unchanged": 5},
        "has a question mark",
    ),
}  # fmt: skip


def outcome(workspace):
    """(states, answers on the wrong page, notes that are nowhere in the ledger)."""
    answers = [answer for answer in ledger(workspace) if answer.file != "notes"]
    wrong = []
    for answer in answers:
        noted = re.search(r"note (\d+)", answer.note)
        copied = "copied down" in answer.message
        if answer.state is State.ACCEPTED and noted and not copied and answer.page_url != url_of(int(noted[1])):
            wrong.append(answer)
    there = {int(n) for answer in answers for n in re.findall(r"note (\d+)", answer.typed)}
    return Counter(answer.state.value for answer in answers), wrong, set(range(ANSWERED)) - there


SOME = (
    "nothing at all",
    "only the yellow block sorted",
    "answers copied down",
    "every identity deleted",
    "IDs deleted",
)
CASES = [
    *((name, "xlsx") for name in MISHAPS),
    *((name, ending) for name in SOME for ending in ("ods", "xls", "csv")),
    ("decisions merged into one cell", "ods"),
    ("an error in a decision", "ods"),
    ("sheet copied", "ods"),
]


@pytest.mark.parametrize(("name", "ending"), CASES)
def test_mishap(office, work, tmp_path, name, ending):
    steps, expected, words = MISHAPS[name]
    file = tmp_path / f"maria.{ending}"
    office.do(worksheet(work), [FILL, *steps], file)
    if ending == "csv":
        file = next(tmp_path.glob("maria*.csv"))

    merge(work, [file], NOW)

    states, wrong, lost = outcome(work)
    assert wrong == []
    assert lost == ({4, 5, 6} if name == "rows deleted" else COPIED if name == "answers copied down" else set())
    if expected is ASKED:
        assert states["accepted"] == 0
        assert sum(states.values()) - states["unchanged"] == ANSWERED
    elif expected is not None:
        assert dict(states) == expected
    assert any(words in answer.message for answer in ledger(work))
