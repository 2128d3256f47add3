"""Volunteers' tables as people make them, and what is said of those that cannot be used."""

import datetime

import openpyxl
import pytest

from assignments.records import Volunteer
from assignments.volunteers import VolunteersError, read


def _file(folder, content, name="people.csv"):
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def _workbook(folder, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / "people.xlsx")
    return folder / "people.xlsx"


PEOPLE = (
    Volunteer(name="Zoë Ames", email="zoe@x.example", hours=1.5, interests=("pensions", "local history")),
    Volunteer(name="Bo Lee", email="", hours=2.0, skills=("plain English",), not_sections=("news",)),
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_encoding_and_separator_is_read(tmp_path, encoding, separator):
    lines = (
        ["name", "email", "hours", "skills", "interests", "not"],
        ["Zoë Ames", "zoe@x.example", "1.5", "", '"pensions; local history"', ""],
        ["Bo Lee", "", "2", "plain English", "", "news"],
    )
    text = "\r\n".join(separator.join(line) for line in lines)

    assert read(_file(tmp_path, text.encode(encoding))).volunteers == PEOPLE


def test_a_workbook_with_a_title_above_blank_rows_and_headings_in_any_case_is_read(tmp_path):
    rows = [
        ["Volunteers for the great tidy-up", None, None],
        [],
        ["E-MAIL", " Name ", "Hours (offered)", "Interests", "Skills", "NOT", "Phone"],
        ["zoe@x.example", "Zoë  Ames", datetime.time(1, 30), "pensions;local history", None, None, 123],
        [],
        [None, "Bo Lee", 2, None, "plain English", "news", None],
    ]

    offers = read(_workbook(tmp_path, rows))

    assert offers.volunteers == PEOPLE
    assert offers.notices == ("Columns that are not used: Phone.",)


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("2", 2), ("1,5", 1.5), ("2h", 2), ("2 hrs", 2), ("90 min", 1.5), ("1h30", 1.5), ("1h 30m", 1.5), ("1:30", 1.5),
        ("1½", 1.5), ("½ hour", 0.5), ("about 3", 3), ("2 hours and 30 minutes", 2.5), ("0", 0),
    ],
)  # fmt: skip
def test_hours_are_understood_as_people_write_them(tmp_path, typed, hours):
    file = _file(tmp_path, f'name;hours\nAnn;"{typed}"\nBo;4\n')

    assert read(file).volunteers[0].hours == pytest.approx(hours)


def test_hours_that_nobody_gave_are_equal_and_one_that_is_missing_is_as_the_others(tmp_path):
    assert [v.hours for v in read(_file(tmp_path, "name\nAnn\nBo\n")).volunteers] == [1, 1]
    assert [v.hours for v in read(_file(tmp_path, "name,hours\nAnn,2\nBo,\nCy,4\n")).volunteers] == [2, 3, 4]


def test_two_people_of_one_name_are_told_apart_by_their_addresses(tmp_path):
    offers = read(_file(tmp_path, "name,email\nAnn Lee,a@x.example\nAnn Lee,b@x.example\n"))

    assert [v.name for v in offers.volunteers] == ["Ann Lee (a@x.example)", "Ann Lee (b@x.example)"]


def test_first_and_last_name_in_columns_of_their_own_are_one_name(tmp_path):
    assert read(_file(tmp_path, "First name,Surname\nAnn,Lee\n")).volunteers[0].name == "Ann Lee"


def test_an_address_that_is_none_is_said_and_left_out(tmp_path):
    offers = read(_file(tmp_path, "name,email\nAnn,ask her\nBo,-\n"))

    assert [v.email for v in offers.volunteers] == ["", ""]
    assert offers.notices == ("Row 2: “ask her” is no e-mail address; Ann's mail will have none.",)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty. It needs a row of headings (at least “name”)"),
        (b"\n  \n", "is empty"),
        (b"name,hours\n", "names nobody"),
        (b"person?,x\nAnn,2\n", "Its first row reads: person?, x"),
        (b"%PDF-1.7 ...", "is no table. Save the volunteers as an Excel workbook"),
        (b"\x01\x00\x02", "is no table"),
        (b"nome,hours\nAnn,2\n", "has no column “name”. Its first row reads: nome, hours"),
        (b"name,hours\nAnn,2\nAnn,3\n", "Row 3: Ann stands in row 2 already"),
        (b"name,email\nAnn,a@x.example\nann,\n", "Row 3: there is another ann in row 2"),
        (b"name,hours\nAnn,2\n,3\n", "Row 3: the name is missing"),
        (b"name,hours\nAnn,lots\n", "Row 2: Ann has “lots” hours, which cannot be"),
        (b"name,hours\nAnn,-1\n", "Row 2: Ann has “-1” hours"),
        (b"name,hours\nAnn,9999\n", "Write a number from 0 to 200"),
        (b"name,hours\nAnn,0\nBo,0\n", "nobody has any hours"),
        (b"PK\x03\x04 no workbook at all", "cannot be read."),
    ],
)
def test_what_cannot_be_used_is_named_with_row_and_remedy(tmp_path, content, message):
    with pytest.raises(VolunteersError) as error:
        read(_file(tmp_path, content))

    assert message in str(error.value)


def test_all_wrong_rows_are_named_at_once(tmp_path):
    with pytest.raises(VolunteersError) as error:
        read(_file(tmp_path, "name,hours\n" + ",2\n" * 12))

    assert str(error.value).count("\n") == 11
    assert str(error.value).endswith("… and 2 more.")


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(VolunteersError, match="cannot be read: No such file or directory"):
        read(tmp_path / "nobody.csv")
