"""The lead’s own workbooks: nothing that was typed into them is lost."""

import openpyxl
from returns import DECISION, NOW, columns, fill, ready, worksheet

from assignments.account import closing
from assignments.merge import merge


def test_what_the_lead_typed_and_did_not_merge_is_kept(tmp_path):
    with ready(tmp_path / "audit", overlap=1) as work:
        marias = fill(worksheet(work), tmp_path / "in" / "maria.xlsx", [0], lambda _: {DECISION: "keep"})
        jons = fill(worksheet(work, "jon"), tmp_path / "in" / "jon.xlsx", [0], lambda _: {DECISION: "archive"})
        file = work.folder / merge(work, [marias, jons], NOW).conflicts_file
        assert merge(work, [marias], NOW).set_aside == ()  # nothing was typed
        book = openpyxl.load_workbook(file)
        book["Conflicts"].cell(3, columns(book["Conflicts"], header=2)[DECISION]).value = "archive"
        book.save(file)
        typed = file.read_bytes()

        summary = merge(work, [jons], NOW)

        assert summary.set_aside == ("reports/conflicts-typed.xlsx",)
        assert summary.needs_a_person
        assert any("audit merge reports/conflicts-typed.xlsx" in line for line in closing(summary))
        kept = work.reports / "conflicts-typed.xlsx"
        assert kept.read_bytes() == typed
        assert merge(work, [kept], NOW).conflicts == 0
