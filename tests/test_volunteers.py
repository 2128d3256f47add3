"""Volunteers' tables as people make them, and what is said of those that cannot be used."""

import datetime

import openpyxl
import pytest
from office import office  # noqa: F401 — a fixture

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
        ("half an hour", 0.5), ("half a day", 3.5), ("an hour", 1), ("up to 4", 4), ("2-3", 2.5), ("2 to 3 hrs", 2.5),
        ("20-40 min", 0.5), ("2,5 Std.", 2.5), ("environ 3", 3), ("etwa 2h", 2), ("TBC", 4),
        ("k.A.", 4),
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
    for headings in ("First name,Surname", "Prénom,Nom", "Vorname,Nachname", "Name,Surname"):
        assert read(_file(tmp_path, f"{headings}\nAnn,Lee\n")).volunteers[0].name == "Ann Lee"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Ann Lee,ann", "Ann Lee"),
        ("Annabel Lee,Ann", "Annabel Lee"),
        ("Annan,Ann", "Ann Annan"),
        ("Ann Lee,", "Ann Lee"),
    ],
)
def test_a_whole_name_beside_a_first_name_stays_what_it_is(tmp_path, line, name):
    assert read(_file(tmp_path, f"Name,First name\n{line}\n")).volunteers[0].name == name


WHOLE = Volunteer(name="Ann Lee", email="a@x.example", hours=2, skills=("law",), interests=("pensions",))


@pytest.mark.parametrize(
    ("headings", "notices"),
    [
        ("Full name;E-mail address;Hours available;Expertise;Interested in", ()),
        ("Nom et prénom;Adresse e-mail;Heures;Compétences;Centres d'intérêt", ()),
        ("Vor- und Nachname;E-Mail-Adresse;Stunden;Fähigkeiten;Interessen", ()),
        (
            "What is your name?;Email;How many hours can you give?;What are you good at?;Which topics interest you?",
            (
                (
                    "Columns are read so: “What is your name?” as name, “How many hours can you give?” as hours, "
                    "“What are you good at?” as skills, “Which topics interest you?” as interests."
                ),
            ),
        ),
        (
            "NAME *;Your e-mail;Time available (hours);Skills/expertise;Areas of interest",
            (
                (
                    "Columns are read so: “Your e-mail” as email, “Skills/expertise” as skills, “Areas of interest” as "
                    "interests."
                ),
            ),
        ),
    ],
)
def test_headings_are_understood_in_the_words_of_forms_and_of_people(tmp_path, headings, notices):
    offers = read(_file(tmp_path, f"{headings}\nAnn Lee;a@x.example;2;law;pensions\n"))

    assert offers.volunteers == (WHOLE,)
    assert offers.notices == notices


def test_a_second_column_of_one_meaning_and_names_of_others_are_not_taken(tmp_path):
    offers = read(_file(tmp_path, "First Name,Middle Name,Last Name,Manager's name,First Name\nAnn,M,Lee,Bo,Cy\n"))

    assert [v.name for v in offers.volunteers] == ["Ann Lee"]
    assert offers.notices == ("Columns that are not used: Middle Name, Manager's name, First Name.",)


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_sums_remarks_and_hidden_rows_are_said(tmp_path, ending, office):
    rows = [
        ["Volunteers for the review", None],
        ["Name", "Hours"],
        ["Ann Lee", 2],
        ["Bo Shah", 1],
        [],
        ["Total", 3],
        ["* Bo is away until May"],
    ]
    file = _workbook(tmp_path, rows)
    book = openpyxl.load_workbook(file)
    book.active.title = "Pages"  # the hands in LibreOffice look for it
    book.active.merge_cells("A1:B1")
    book.active.row_dimensions[4].hidden = True
    book.save(file)
    kept = tmp_path / f"kept.{ending}"
    office.do(file, [], kept)

    offers = read(kept)

    assert [(v.name, v.hours) for v in offers.volunteers] == [("Ann Lee", 2), ("Bo Shah", 1)]
    hidden = "Rows that the file hides were read too: Bo Shah. Delete them to leave them out."
    assert offers.notices == (
        "Row 6: “Total” is no person’s name; the row is passed over.",
        "Row 7: “* Bo is away until May” is no person’s name; the row is passed over.",
        *((hidden,) if ending != "xls" else ()),  # calamine does not say what an old workbook hides
    )


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("<html><table><tr><th>Name</th><th>Hours</th></tr><tr><td>Ann</td><td>2</td></tr></table></html>", "old.xls"),
        ("| name | hours |\n|---|---|\n| Ann | 2 |\n", "people.md"),
        ("sep=;\nname;hours\n'Ann;2\n", "people.csv"),
        ("name,hours\rAnn,2\r", "people.csv"),
        ("Please fill in your name below\n\nname\thours\nAnn\t2\n", "people.txt"),
    ],
)
def test_tables_in_odd_clothes_are_read(tmp_path, content, name):
    assert [(v.name, v.hours) for v in read(_file(tmp_path, content, name)).volunteers] == [("Ann", 2)]


@pytest.mark.parametrize("typed", ["Ann Lee <a@x.example>", "mailto:a@x.example", "a@x.example; ann@home.example"])
def test_an_address_is_found_in_what_people_paste(tmp_path, typed):
    assert read(_file(tmp_path, f'name,email\nAnn,"{typed}"\n')).volunteers[0].email == "a@x.example"


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
        (b"name,hours\nAnn,nan\n", "Row 2: Ann has “nan” hours, which cannot be"),
        (b"name,hours\nAnn,inf\n", "Row 2: Ann has “inf” hours, which cannot be"),
        (b"name,hours\nAnn,2 per week\n", "Row 2: Ann has “2 per week” hours, which cannot be"),
        (b'name,email\n"Ann,a@x.example\nBo,b@x.example\n', "Row 2: “Ann,a@x.example Bo,b@x.example” cannot be a name"),
        (b"name\n" + b"A" * 81, "cannot be a name. Put the name alone in its cell"),
        (b"Ann Lee,ann@x.example,2\n", "has no column “name”. Its first row reads: Ann Lee, ann@x.example, 2"),
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
