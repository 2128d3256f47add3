"""What happens to whole files on their way back: renamed, split, locked, saved as something else, mixed up."""

import shutil
import zipfile
from collections import Counter

import openpyxl
import pytest
from office import office  # noqa: F401 — a fixture
from returns import (
    NOW,
    PEOPLE,
    deal,
    decisions,
    fill,
    ledger,
    says,
    url_of,
    worksheet,
)
from town import deal_out, filled, rows_of, workspace  # noqa: F401 — a fixture

from assignments.merge import MergeError, merge
from assignments.records import Agreement, Conflict, State


def states(work):
    return Counter(answer.state.value for answer in ledger(work))


def sheet_changed(file, to, change):
    """A copy of a workbook after something was done to its sheet of pages."""
    book = openpyxl.load_workbook(file)
    change(book["Pages"])
    book.save(to)
    return to


@pytest.mark.parametrize("name", ["maria.csv", "maria", "maria.pdf", "maria.xlsx.txt"])
def test_a_wrong_or_missing_ending_does_not_matter(work, tmp_path, name):
    file = fill(worksheet(work), tmp_path / "in.xlsx", range(15))

    merge(work, [shutil.copy(file, tmp_path / name)], NOW)

    assert states(work) == {"accepted": 15, "unchanged": 5}


@pytest.mark.parametrize("ending", ["html", "ods", "xls"])
def test_what_libreoffice_saves_under_the_name_of_a_workbook_is_read(office, work, tmp_path, ending):
    file = fill(worksheet(work), tmp_path / "in.xlsx", range(15))
    office.do(file, [["delete_other_sheets"]], tmp_path / f"maria.{ending}")

    merge(work, [shutil.copy(tmp_path / f"maria.{ending}", tmp_path / "maria.xlsx")], NOW)

    assert states(work) == {"accepted": 15, "unchanged": 5}


def test_a_workbook_split_in_two_is_one(work, tmp_path):
    file = fill(worksheet(work), tmp_path / "in.xlsx", range(15))
    halves = [
        sheet_changed(file, tmp_path / "first.xlsx", lambda sheet: sheet.delete_rows(14, 10)),
        sheet_changed(file, tmp_path / "second.xlsx", lambda sheet: sheet.delete_rows(4, 10)),
    ]

    summary = merge(work, halves, NOW)

    assert states(work) == {"accepted": 15, "unchanged": 5}
    assert [one.message for one in summary.files] == ["10 of the rows that were sent are not in it."] * 2


@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_a_workbook_with_a_password_is_asked_for_without(office, work, tmp_path, ending):
    file = fill(worksheet(work), tmp_path / "in.xlsx", range(15))
    office.do(file, [["hide_rows", 30, 1]], tmp_path / f"maria.{ending}", password="secret")

    with pytest.raises(MergeError, match=r"It is locked with a password\. Please ask for a copy saved without one\."):
        merge(work, [tmp_path / f"maria.{ending}"], NOW)


@pytest.mark.parametrize("tab", ["Start here", "Ideas"])
def test_a_wrong_tab_saved_as_text_is_refused(work, tmp_path, tab):
    book = openpyxl.load_workbook(fill(worksheet(work), tmp_path / "in.xlsx", range(15)))
    rows = [[str(cell or "") for cell in row] for row in book[tab].iter_rows(values_only=True)]
    (tmp_path / "maria.csv").write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")

    with pytest.raises(MergeError, match="Is it the Pages tab that was saved"):
        merge(work, [tmp_path / "maria.csv"], NOW)


def test_colours_and_comments_alone_are_said_and_change_nothing(office, work, tmp_path):
    steps = [["comment", "E5", "delete this?"], ["comment", "E6", "and this"], ["colour", "E4:E9", 255]]
    office.do(worksheet(work), steps, tmp_path / "maria.xlsx")

    (one,) = merge(work, [tmp_path / "maria.xlsx"], NOW).files

    assert states(work) == {"unchanged": 20}
    assert one.message == (
        "No row in it is filled in. It has 2 comments pinned to cells, which are not read; please look at them."
    )


@pytest.mark.parametrize("ending", ["xlsx", "ods", "csv"])
def test_an_old_round_is_asked_about_in_every_format(office, work, tmp_path, ending):
    old = fill(worksheet(work), tmp_path / "in.xlsx", range(3), says("keep"))
    office.do(old, [["hide_rows", 30, 1]], tmp_path / f"maria.{ending}")
    deal(work, PEOPLE, 20, round_name="2")
    file = next(file for file in tmp_path.glob(f"maria*.{ending}"))

    merge(work, [file], NOW)

    asked = [answer for answer in ledger(work) if answer.state is State.CONFLICT]
    assert [answer.page_url for answer in asked] == [url_of(n) for n in range(3)]
    assert all("round 2 asks about the page anew" in answer.message for answer in asked)


def test_rows_of_a_colleague_in_ones_own_workbook_are_asked_about(work, tmp_path):
    jons = openpyxl.load_workbook(fill(worksheet(work, "jon"), tmp_path / "jon.xlsx", range(3)))["Pages"]
    taken = [[cell.value for cell in row] for row in jons.iter_rows(min_row=4, max_row=6)]

    def paste(sheet):
        for n, row in enumerate(taken, 24):
            for column, value in enumerate(row, 1):
                sheet.cell(n, column).value = value

    file = sheet_changed(fill(worksheet(work), tmp_path / "in.xlsx", range(15)), tmp_path / "maria.xlsx", paste)

    merge(work, [file], NOW)

    assert states(work) == {"accepted": 15, "unchanged": 5, "unplaced": 3}
    assert "This row is from Jon Hughes’s workbook" in ledger(work)[20].message
    assert "but came in that of B01, round 1" in ledger(work)[20].message


def test_macros_and_links_to_other_workbooks_are_left_alone_and_said(work, tmp_path):
    file = fill(worksheet(work), tmp_path / "maria.xlsm", range(15))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
        archive.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
        archive.writestr("../../evil.xml", "<x/>")

    (one,) = merge(work, [file], NOW).files

    assert states(work) == {"accepted": 15, "unchanged": 5}
    assert one.message == (
        "It holds macros, which were not run. It links to other workbooks, which were not followed. "
        "It holds files with paths that lead outside, which were not unpacked."
    )


def test_the_late_file_of_somebody_who_handed_on_stands_beside_that_of_who_took_over(workspace, tmp_path):
    deal_out(workspace)
    sent = [row.page_url for row in rows_of(workspace, volunteer="Bo Shah")]
    late = shutil.copy(filled(workspace, "Bo Shah", len(sent), "keep"), tmp_path / "late.xlsx")
    deal_out(workspace, "name,hours\nDi Fox,2\n", reassign="Bo Shah")
    taken = [row.page_url for row in rows_of(workspace, volunteer="Di Fox")]
    assert sorted(taken) == sorted(sent)
    merge(workspace, [shutil.copy(filled(workspace, "Di Fox", 3, "archive"), tmp_path / "di.xlsx")], NOW)

    summary = merge(workspace, [late], NOW)

    assert summary.files[0].states == {"accepted": len(sent)}
    found = decisions(workspace)
    assert {url for url in sent if found[url].state is Agreement.CONFLICT} == set(taken[:3])
    assert {(found[url].decision, found[url].decided_by) for url in set(sent) - set(taken[:3])} == {("keep", "Bo Shah")}
    assert (
        sorted(one.message for one in workspace.records(Conflict))
        == ["Opinions differ. Di Fox: archive; Bo Shah: keep."] * 3
    )
