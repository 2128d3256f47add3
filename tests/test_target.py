"""What stands in the cell for the page that takes over becomes an address, “gone”, or a question; it is not guessed."""

import pytest

from assignments.placing import target
from assignments.placing.names import Names
from assignments.placing.said import Said
from assignments.placing.sent import Sent
from assignments.records import Row, State
from crawler.workspace import Workspace

SITE = "https://town.example/a/"
NO_PAGE = "is no web address, no ID and no page’s title."


def row(reference, name):
    return Row(
        reference=reference, round="1", part="B01", volunteer="Maria", page_url=SITE + name, minutes=1, because=""
    )


OLD = row("K482TM", "old.html")


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    with Workspace(tmp_path_factory.mktemp("sent"), create=True) as workspace:
        workspace.append(Row, [OLD, row("B22B2C", "contact.html")])
        yield Sent(workspace, Names(workspace.draft(), lambda: [(f"{SITE}contact.html", "Contact us", "")]))


@pytest.fixture
def read(sent):
    def read_cell(cell, decision="delete", note=""):
        said = Said(sheet="", line=1, row=OLD, state=State.ACCEPTED, decision=decision, target=cell, note=note)
        return target.read(said, decision, OLD, sent)

    return read_cell


@pytest.mark.parametrize(
    ("cell", "url"),
    [
        (f"{SITE}contact.html", f"{SITE}contact.html"),
        ("/a/contact.html", f"{SITE}contact.html"),
        ("town.example/a/contact.html", f"{SITE}contact.html"),
        ("b22b2c", f"{SITE}contact.html"),
        ("gone", "gone"),
    ],
)
def test_an_address_an_id_and_gone_are_taken_as_they_are(read, cell, url):
    assert read(cell) == target.Target(url)


@pytest.mark.parametrize(
    ("cell", "url", "warning"),
    [
        (f"see {SITE}contact.html", f"{SITE}contact.html", f"was read from “see {SITE}contact.html”."),
        ("contact us", f"{SITE}contact.html", "is the title of"),
        ("page B22B2C", f"{SITE}contact.html", "was read from “page B22B2C”."),
        ("www.county.example", "https://www.county.example/", "a page of another site."),
        ("-", "gone", "“-” was read as gone."),
        ("n/a", "gone", "“n/a” was read as gone."),
    ],
)
def test_what_is_said_in_other_words_is_taken_with_a_warning(read, cell, url, warning):
    found = read(cell)

    assert (found.text, found.question) == (url, "")
    assert warning in found.warning


@pytest.mark.parametrize(
    ("cell", "decision", "question"),
    [
        ("contact.html", "delete", NO_PAGE),
        ("leaflet.PDF", "merge", NO_PAGE),
        ("../contact.html", "delete", NO_PAGE),
        ("info@town.example", "delete", NO_PAGE),
        ("/", "delete", "may be the start page, or nothing at all. Which?"),
        ("/", "merge", "may be the start page, or nothing at all. Which?"),
        ("gone", "merge", "Should it be deleted?"),
        (f"{SITE}old.html", "merge", "with the page itself as its target."),
        (f"{SITE}a {SITE}b", "delete", "names 2 pages; there can be one."),
        ("", "merge", "It says merge, but not into which page."),
        ("", "delete", "not where its visitors should go"),
    ],
)
def test_what_may_be_another_page_is_asked_about(read, cell, decision, question):
    found = read(cell, decision)

    assert found.text == ""
    assert question in found.question


def test_where_the_cell_is_empty_the_note_may_name_the_page_or_say_gone(read):
    assert read("", note=f"same as {SITE}contact.html").text == f"{SITE}contact.html"
    assert read("", note="old; gone").text == "gone"
    assert read("", decision="keep", note=f"same as {SITE}contact.html") == target.Target()
