"""What a volunteer's workbook holds, read back by programs that share no code with the writer."""

import dataclasses
import datetime as dt
import re
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assignments import identity
from assignments.decisions import ASKED_WHY, DECISIONS, NEEDS_NOTE, NEEDS_TARGET
from assignments.records import Row
from assignments.settings import SettingsError, read
from assignments.workbook import Book, Entry, Meaning, Similar, Suggested, write
from assignments.workbook.cells import clean
from crawler.page import Kind, Page

MADE = dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC)


def _entry(n, **facts):
    url = facts.pop("url", f"https://town.example/pensions/{n}")
    row = Row(
        reference=identity.make(n),
        round="1",
        part="B07",
        volunteer="Maria",
        page_url=url,
        minutes=3.0,
        because="You offered pensions; about 12 of your 90 minutes",
    )
    page = Page(url=url, status=200, title=facts.pop("title", f"Page {n}"), words=120, modified="2019-05-03")
    return Entry(row=row, page=page, title=page.title, section="pensions", views=1234, links_in=5, **facts)


def _book(*entries, **more):
    known = {
        "audit": "town.example-1234abcd",
        "site": "town.example",
        "round": "1",
        "part": "B07",
        "volunteer": "Maria",
        "due": dt.date(2026, 12, 12),
        "made": MADE,
    }
    return Book(**known | more, entries=entries or (_entry(1), _entry(2), _entry(3)))


def _look(folder, toml=""):
    file = folder / "audit.toml"
    file.write_text(toml, encoding="utf-8")
    return read(file)


def _written(book, folder, toml=""):
    file = folder / "maria.xlsx"
    write(book, _look(folder, toml), file)
    return file


def _pages(file, headings=3):
    """The sheet of pages as a list of dicts by heading."""
    sheet = openpyxl.load_workbook(file).worksheets[1]
    rows = list(sheet.iter_rows(values_only=True))
    return [dict(zip(rows[headings - 1], row, strict=True)) for row in rows[headings:]]


def test_a_page_stands_in_one_row_with_what_was_noticed_in_plain_words(tmp_path):
    entry = _entry(
        1,
        noticed=tuple(f"Thing {n}" for n in range(8)),
        suggested=Suggested("archive", "Nobody visited it."),
        similar=(Similar("Twin", "https://town.example/twin"),),
    )

    (row,) = _pages(_written(_book(entry), tmp_path))

    shown = {heading: value for heading, value in row.items() if heading != "Still needed"}
    assert shown == {
        "ID": identity.make(1),
        "Page": "Page 1",
        "Open": "open ↗",
        "What we noticed": "\n".join(
            [*(f"• Thing {n}" for n in range(4)), "… and 4 more", "→ Perhaps archive? Nobody visited it."]
        ),
        "Decision": None,
        "Reason": None,
        "Which page instead?": None,
        "Note": None,
        "Row key": f"{identity.make(1)}.B07.r1",
        "Minutes": None,
        "What did we get wrong?": None,
        "Similar page": "Twin",
        "Section": "pensions",
        "Kind": "page",
        "Words": 120,
        "Last changed": dt.datetime(2019, 5, 3),  # noqa: DTZ001 — a spreadsheet knows no zones
        "Visits": 1234,
        "Links to it": 5,
        "Why you": "You offered pensions; about 12 of your 90 minutes",
        "All that we noticed": " · ".join(f"Thing {n}" for n in range(8)),
        "Web address": "https://town.example/pensions/1",
    }


def test_long_notes_are_cut_in_the_row_and_stand_whole_in_a_column_of_their_own(tmp_path):
    notes = tuple(f"Thing {n}: " + " ".join(["what it saw"] * 40) for n in range(6))

    (row,) = _pages(_written(_book(_entry(1, noticed=notes)), tmp_path))

    *lines, more = row["What we noticed"].split("\n")
    assert [(line[:9], len(line), line[-1]) for line in lines] == [(f"• Thing {n}", 82, "…") for n in range(4)]
    assert more == "… and 2 more"
    assert row["All that we noticed"] == " · ".join(notes)


def test_what_the_notes_mean_stands_on_a_sheet_of_its_own(tmp_path):
    meaning = Meaning(title="Very little text", why="People find nothing.", advice="Add what is missing.", pages=2)
    file = _written(dataclasses.replace(_book(), meanings=(meaning,)), tmp_path)

    rows = list(openpyxl.load_workbook(file)["Notes explained"].iter_rows(values_only=True))

    assert rows[0][0] == "What our notes mean"
    assert rows[3:] == [
        ("The note", "Why it matters", "What you could do", "On your pages"),
        ("Very little text", "People find nothing.", "Add what is missing.", 2),
    ]


def test_a_screen_reader_is_told_of_headings_and_pictures(tmp_path):
    file = _written(_book(), tmp_path)
    book = openpyxl.load_workbook(file)
    last = book["Pages"].cell(3, book["Pages"].max_column).column_letter
    with zipfile.ZipFile(file) as parts:
        drawing = parts.read("xl/drawings/drawing1.xml").decode()

    assert book.defined_names[f"TitleRegion1.A3.{last}6.2"].attr_text == "'Pages'!$B$3"
    assert book["Pages"].print_title_rows == "$3:$3"
    assert book["Pages"].freeze_panes == "D4"
    assert 'descr="Ring chart: how many of your pages are done' in drawing


def test_no_row_asks_for_more_than_three_cells():
    asked = {name: 1 + (name in ASKED_WHY) + (name in NEEDS_TARGET) + (name in NEEDS_NOTE) for name in DECISIONS}

    assert max(asked.values()) == 3
    assert (asked["keep"], asked["not mine"]) == (1, 1)


def test_identity_is_written_three_ways(tmp_path):
    file = _written(_book(), tmp_path)
    book = openpyxl.load_workbook(file)
    known = {
        "audit_id": "town.example-1234abcd",
        "audit_round": "1",
        "audit_batch": "B07",
        "audit_volunteer": "Maria",
        "audit_made": "2026-11-23T10:00:00+00:00",
        "audit_schema": "1",
    }

    assert {prop.name: prop.value for prop in book.custom_doc_props} == known
    assert dict(book[identity.SHEET].iter_rows(values_only=True)) == known
    assert [sheet.sheet_state for sheet in book] == [*["visible"] * 4, "hidden", "veryHidden"]
    assert [identity.parse_key(row["Row key"]) for row in _pages(file)] == [
        identity.Key(identity.make(n), "B07", "1") for n in (1, 2, 3)
    ]


def test_two_independent_readers_see_the_same_cells(tmp_path):
    calamine = pytest.importorskip("python_calamine", reason="a second reader of workbooks")
    file = _written(_book(_entry(1, noticed=("“Quoted” & <tagged>",)), _entry(2, title="Ünïcödé – 頁")), tmp_path)

    one = _pages(file)
    rows = calamine.CalamineWorkbook.from_path(str(file)).get_sheet_by_index(1).to_python()
    other = [dict(zip(rows[2], row, strict=True)) for row in rows[3:]]

    for mine, theirs in zip(one, other, strict=True):
        for heading in ("ID", "Page", "What we noticed", "Row key", "Web address"):
            assert mine[heading] == theirs[heading]


HOSTILE = st.one_of(
    st.sampled_from(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "{=1}", "http://x.example", "mailto:a@b", "_x000D_"]),
    st.sampled_from(
        ["\ud800half", "a\x00b\x1fc", "\uffff", "x" * 40_000, "\u202egnp.exe", "<b>&amp;</b>", "]]>", "0012"]
    ),
    st.text(st.characters(codec=None), max_size=80),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HOSTILE, HOSTILE)
def test_text_from_the_web_never_becomes_a_formula_and_never_spoils_the_file(tmp_path, title, noticed):
    entry = _entry(1, title=title, noticed=(noticed,), similar=(Similar(title, "https://town.example/x"),))

    file = _written(_book(entry), tmp_path)

    sheet = openpyxl.load_workbook(file).worksheets[1]
    formulas = {cell.coordinate for row in sheet.iter_rows(min_row=4) for cell in row if cell.data_type == "f"}
    status = next(cell.column_letter for cell in sheet[3] if cell.value == "Still needed")
    assert formulas == {f"{status}4"}
    assert sheet["B4"].value == (clean(title, 300) or entry.page.url)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "file:///etc/passwd", "\\\\server\\share", "www.town.example", "http://x/" + "a" * 3000],
)
def test_an_address_that_a_spreadsheet_should_not_open_is_text(tmp_path, url):
    sheet = openpyxl.load_workbook(_written(_book(_entry(1, url=url)), tmp_path)).worksheets[1]

    assert sheet["C4"].hyperlink is None
    assert sheet["C4"].value == "open ↗"


def test_a_page_opens_with_one_click(tmp_path):
    sheet = openpyxl.load_workbook(_written(_book(), tmp_path)).worksheets[1]

    assert [sheet[f"C{row}"].hyperlink.target for row in (4, 5, 6)] == [
        f"https://town.example/pensions/{n}" for n in (1, 2, 3)
    ]


def test_equal_input_gives_equal_bytes(tmp_path):
    one, other = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    for file in (one, other):
        write(_book(), _look(tmp_path), file)

    assert one.read_bytes() == other.read_bytes()


def test_rows_have_a_height_that_still_grows(tmp_path):
    file = _written(_book(_entry(1, noticed=("long words " * 40,))), tmp_path)

    with zipfile.ZipFile(file) as parts:
        xml = parts.read("xl/worksheets/sheet2.xml").decode()
    row = xml[xml.index('<row r="4"') :].split(">")[0]
    assert 'ht="' in row
    assert "customHeight" not in row


def test_the_lead_may_choose_words_colours_questions_and_decisions(tmp_path):
    toml = """
    [worksheet]
    lead = "helen@town.example"
    decisions = ["keep", "delete"]
    [worksheet.texts]
    "decisions.keep.word" = "leave as it is"
    "start.hello" = "Dear {name}"
    [worksheet.colours]
    banner = "#400040"
    [[worksheet.questions]]
    heading = "Who owns it?"
    choices = ["Policy", "Press"]
    """
    file = _written(_book(), tmp_path, toml)
    book = openpyxl.load_workbook(file)

    start = [cell for row in book["Start here"].iter_rows(values_only=True) for cell in row if cell]
    lists = [cell for row in book["Lists"].iter_rows(values_only=True) for cell in row if cell]
    assert start[0] == "Dear Maria"
    assert any("helen@town.example" in str(text) for text in start)
    assert {"leave as it is", "delete", "Policy", "Press"} <= set(lists)
    assert "update" not in lists
    assert "Who owns it?" in _pages(file)[0]
    assert book["Start here"]["A1"].fill.fgColor.rgb == "FF400040"


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('[worksheet]\ndecisions = ["kepe"]', "decisions has “kepe”. Possible: keep, update"),
        ("[worksheet]\ndecisions = []", "decisions is empty"),
        ('[worksheet.colours]\nbaner = "#000000"', "has “baner”. Possible: banner"),
        ('[worksheet.colours]\nbanner = "red"', "“red” is no colour. Write it like “#1F5C6B”"),
        ('[worksheet]\npaper = "A5"', "Possible: A4, letter"),
        ('[worksheet]\nlogo = "no.png"', "logo = “no.png”: there is no such file"),
        ('[[worksheet.questions]]\nheading = "note"', "a heading that the workbook has already"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path, toml, message):
    with pytest.raises(SettingsError) as error:
        _look(tmp_path, toml)

    assert message in str(error.value)


def test_a_workbook_without_pages_opens_too(tmp_path):
    file = tmp_path / "none.xlsx"
    write(Book(**{**_fields(_book()), "entries": ()}), _look(tmp_path), file)

    assert openpyxl.load_workbook(file).sheetnames[:3] == ["Start here", "Pages", "Ideas"]


def _fields(book):
    return {name: getattr(book, name) for name in book.__dataclass_fields__}


def test_documents_say_that_they_are_documents(tmp_path):
    entry = _entry(1)
    page = Page(url=entry.page.url, status=200, kind=Kind.DOCUMENT)

    (row,) = _pages(_written(_book(Entry(row=entry.row, page=page, title="(no title) /pensions/1")), tmp_path))

    assert row["Kind"] == "document"
    assert row["Page"] == "(no title) /pensions/1"
    assert row["What we noticed"] == "Nothing stands out."


def test_a_workbook_in_french_speaks_no_english(tmp_path):
    entry = _entry(1, suggested=Suggested("delete", "Personne."), noticed=("Vu",))
    book = openpyxl.load_workbook(_written(_book(entry), tmp_path, '[worksheet]\nlanguage = "fr"'))

    texts = {
        str(cell)
        for sheet in book.worksheets[:3]
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    }
    english = {word for text in texts for word in re.findall(r"\b(the|page instead|noticed|done|needed)\b", text)}
    assert book.sheetnames[:3] == ["Commencer ici", "Les pages", "Idées"]
    assert "Bonjour Maria – merci de votre aide !" in texts
    assert "• Vu\n→ Peut-être : supprimer ? Personne." in texts
    assert any("avant le 12 décembre 2026" in text for text in texts)
    assert english == set()
