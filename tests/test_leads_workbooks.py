"""The lead’s own workbooks and drafts: nothing that was typed into them is lost."""

import datetime

import openpyxl
from returns import DECISION, NOTE, NOW, REASON, columns, decisions, fill, ready, says, url_of, worksheet

from assignments.account import closing
from assignments.merge import merge
from assignments.records import LEAD, Agreement

LATER = NOW + datetime.timedelta(days=1)


def clashing(work, tmp_path):
    """One page about which two people differ, merged; gives the two files and the workbook of conflicts."""
    files = [
        fill(worksheet(work, who), tmp_path / "in" / f"{who}.xlsx", [0], says(word))
        for who, word in (("maria", "keep"), ("jon", "archive"))
    ]
    return *files, work.folder / merge(work, files, NOW).conflicts_file


def pick(file, decision, sheet="Conflicts"):
    """Pick a decision in the first row of one of the lead's workbooks."""
    book = openpyxl.load_workbook(file)
    book[sheet].cell(4, columns(book[sheet])[DECISION]).value = decision
    book.save(file)


def test_what_the_lead_typed_and_did_not_merge_is_kept(tmp_path):
    with ready(tmp_path / "audit", overlap=1) as work:
        maria, jon, file = clashing(work, tmp_path)
        assert merge(work, [maria], NOW).set_aside == ()  # nothing was typed
        pick(file, "archive")
        typed = file.read_bytes()

        summary = merge(work, [jon], NOW)

        assert summary.set_aside == ("reports/conflicts-typed.xlsx",)
        assert summary.needs_a_person
        assert any("audit merge reports/conflicts-typed.xlsx" in line for line in closing(summary))
        kept = work.reports / "conflicts-typed.xlsx"
        assert kept.read_bytes() == typed
        assert merge(work, [jon], NOW).set_aside == summary.set_aside  # it is told until it is merged or removed
        done = merge(work, [kept], NOW)
        assert (done.conflicts, done.set_aside) == (0, ())
        decision = decisions(work)[url_of(0)]
        assert (decision.decision, decision.decided_by, decision.state) == ("archive", LEAD, Agreement.AGREED)


def test_commands_name_the_audit_where_the_lead_is_not_in_its_folder(tmp_path):
    with ready(tmp_path / "an audit", overlap=1) as work:
        *_, file = clashing(work, tmp_path)
        pick(file, "archive")

        told = "\n".join(closing(merge(work, [tmp_path / "in"], NOW), work.folder))

    for name in ("conflicts.xlsx", "conflicts-typed.xlsx"):
        assert f"audit merge -w '{work.folder}' '{work.folder}/reports/{name}'" in told


def test_the_workbook_of_conflicts_shows_both_sides_and_offers_the_decisions(tmp_path):
    with ready(tmp_path / "audit", overlap=1) as work:
        answers = {"maria": {DECISION: "keep", REASON: "read daily"}, "jon": {DECISION: "delete", NOTE: "gone"}}
        files = [
            fill(worksheet(work, who), tmp_path / f"{who}.xlsx", [0], lambda _, own=own: own)
            for who, own in answers.items()
        ]
        sheet = openpyxl.load_workbook(work.folder / merge(work, files, NOW).conflicts_file)["Conflicts"]

    at = columns(sheet)
    assert (
        sheet.cell(4, at["Who said what"]).value == "Maria Lopez: keep – read daily\nJon Hughes: delete (gone) – gone"
    )
    assert sheet.cell(4, at["What does not fit"]).value.startswith("1. People differ\nOpinions differ.")
    offered = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert offered[sheet.cell(4, at[DECISION]).coordinate] == "Lists!$A$1:$A$8"


def test_what_one_person_says_in_two_files_is_told_with_the_files(tmp_path):
    with ready(tmp_path / "audit") as work:
        files = [
            fill(worksheet(work), tmp_path / f"{name}.xlsx", [0], says(word))
            for name, word in (("maria", "keep"), ("maria (2)", "archive"))
        ]
        sheet = openpyxl.load_workbook(work.folder / merge(work, files, NOW).conflicts_file)["Conflicts"]

    told = [sheet.cell(4, columns(sheet)[heading]).value for heading in ("What does not fit", "Who said what")]
    first, second = "Maria Lopez in “maria.xlsx”: keep", "Maria Lopez in “maria (2).xlsx”: archive"
    assert told == [f"1. People differ\nOpinions differ. {first}; {second}.", f"{first}\n{second}"]


def test_a_decision_in_another_column_is_asked_about_in_its_own_words(tmp_path):
    with ready(tmp_path / "audit") as work:
        typed = {0: {REASON: "to be deleted"}, 1: {NOTE: "keep"}, 2: {REASON: "old"}, 3: {"Still needed": "Archive"}}
        file = fill(worksheet(work), tmp_path / "maria.xlsx", typed, lambda n: typed[n])
        sheet = openpyxl.load_workbook(work.folder / merge(work, [file], NOW).unplaced_file)["Unplaced"]

    matter = columns(sheet)["What the matter is"]
    assert [sheet.cell(row, matter).value for row in (4, 5, 6, 7)] == [
        "No decision is picked, but “to be deleted” is written beside it. Is that the decision?",
        "No decision is picked, but “keep” is written beside it. Is that the decision?",
        "Something is written in the row, but no decision.",
        "No decision is picked, but “Archive” is written beside it. Is that the decision?",
    ]


def test_a_sheet_that_somebody_added_is_named(tmp_path):
    with ready(tmp_path / "audit") as work:
        book = openpyxl.load_workbook(fill(worksheet(work), tmp_path / "maria.xlsx", [0], says("keep")))
        book.create_sheet("My summary")["A1"] = "Everything before 2021 can go."
        book.create_sheet("Figures")["A1"] = 12
        book.save(tmp_path / "maria.xlsx")

        (file,) = merge(work, [tmp_path / "maria.xlsx"], NOW).files

    assert file.message == "Sheets that are none of ours were not read; please look: “My summary”."


def test_a_page_is_proposed_for_a_row_that_could_not_be_placed(tmp_path):
    with ready(tmp_path / "audit") as work:
        file = fill(worksheet(work), tmp_path / "maria.xlsx", [0], says("keep"))
        book = openpyxl.load_workbook(file)
        reference = book["Pages"].cell(4, columns(book["Pages"])["ID"]).value
        for heading in ("ID", "Row key", "Web address", "Open"):
            cell = book["Pages"].cell(4, columns(book["Pages"])[heading])
            cell.value = cell.hyperlink = None
        book.save(file)

        sheet = openpyxl.load_workbook(work.folder / merge(work, [file], NOW).unplaced_file)["Unplaced"]

    place = sheet.cell(4, columns(sheet)["ID"])
    assert place.value is None
    offered = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert offered[place.coordinate] == f'"{reference},none"'


def test_an_edited_draft_of_thanks_stays_as_it_is(tmp_path):
    with ready(tmp_path / "audit") as work:
        merge(work, [fill(worksheet(work), tmp_path / "1" / "maria.xlsx", [0], says("keep"))], NOW)
        merge(work, [fill(worksheet(work, "jon"), tmp_path / "1" / "jon.xlsx", [0], says("keep"))], NOW)
        maria, jon = (work.reports / "thanks" / f"{name}.eml" for name in ("Maria Lopez", "Jon Hughes"))
        maria.write_text(maria.read_text(encoding="utf-8") + "\nP. S. The cake is on me.", encoding="utf-8")
        edited, before = maria.read_bytes(), jon.read_bytes()

        summary = merge(work, [fill(worksheet(work), tmp_path / "2" / "maria.xlsx", [0, 1], says("keep"))], LATER)

        assert maria.read_bytes() == edited
        assert jon.read_bytes() != before  # its date is that of the last merge
        assert (summary.thanks, summary.edited) == (2, ("reports/thanks/Maria Lopez.eml",))
        assert any(
            "Left as you edited them: 1 draft (reports/thanks/Maria Lopez.eml)" in one for one in closing(summary)
        )
        maria.unlink()
        assert merge(work, [tmp_path / "2"], LATER).edited == ()
        assert "2 pages" in maria.read_text(encoding="utf-8")


def test_what_was_typed_into_the_ideas_is_kept_beside_the_new_ones(tmp_path):
    with ready(tmp_path / "audit") as work:
        files = {"maria": "moorings", "jon": "markets"}
        for who, idea in files.items():
            book = openpyxl.load_workbook(worksheet(work, who))
            book["Ideas"]["B6"] = f"The page about {idea}"
            book.save(tmp_path / f"{who}.xlsx")
        ideas = work.folder / merge(work, [tmp_path / "maria.xlsx"], NOW).ideas_file
        book = openpyxl.load_workbook(ideas)
        book["Ideas"]["E4"] = "Ask Bill"
        book.save(ideas)

        summary = merge(work, [tmp_path / "jon.xlsx"], NOW)

        assert summary.set_aside == ("reports/ideas-typed.xlsx",)
        assert [line for line in closing(summary) if "typed" in line] == [
            "What you typed into one of your workbooks was not merged yet and is kept as reports/ideas-typed.xlsx."
        ]
        assert openpyxl.load_workbook(work.reports / "ideas-typed.xlsx")["Ideas"]["E4"].value == "Ask Bill"
        texts = [row[2].value for row in openpyxl.load_workbook(ideas)["Ideas"].iter_rows(min_row=4)]
        assert texts == ["The page about moorings", "The page about markets"]


def test_a_row_that_was_doubted_counts_once_the_lead_says_so_and_not_before(tmp_path):
    with ready(tmp_path / "audit") as work:
        in_order = fill(
            worksheet(work), tmp_path / "maria.xlsx", range(16), lambda n: {DECISION: "archive" if n < 8 else "keep"}
        )
        doubted = merge(work, [in_order], NOW)
        unplaced = work.folder / doubted.unplaced_file
        book = openpyxl.load_workbook(unplaced)
        sheet, at = book["Unplaced"], columns(book["Unplaced"])
        offered = next(one for one in sheet.data_validations.dataValidation if "E4" in one.sqref)

        as_they_were = merge(work, [unplaced], LATER)
        for row in (4, 5):
            sheet.cell(row, at["ID"]).value = "Yes"
        sheet.cell(6, at[DECISION]).value = "update"
        book.save(unplaced)
        settled = merge(work, [unplaced], LATER)

        assert doubted.unsettled == as_they_were.unsettled == 16
        assert "write “yes” in the ID cell" in sheet.cell(4, at["What the matter is"]).value
        assert offered.formula1 == '"yes,none"'
        assert settled.unsettled == 13
        assert {url: (one.decision, one.decided_by) for url, one in decisions(work).items() if one.decision} == {
            url_of(0): ("archive", "Maria Lopez"),
            url_of(1): ("archive", "Maria Lopez"),
            url_of(2): ("update", LEAD),
        }
