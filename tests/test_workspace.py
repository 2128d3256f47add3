"""The workspace opens what is ours, refuses the rest with a sentence, and keeps each change whole."""

import sqlite3
from dataclasses import dataclass
from types import SimpleNamespace
from typing import ClassVar

import pytest

from crawler.page import Content, Extract, FoundBy, Image, Link, LinkKind, Page, Place
from crawler.workspace import Begins, Discovered, OneOf, Workspace, WorkspaceError
from crawler.workspace.schema import VERSION

AT = "2026-01-02T03:04:05+00:00"
HOME = Page(url="https://a.example/", status=200, depth=0, found_by=FoundBy.LIST, title="Home")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    TABLE: ClassVar[str] = "notes"
    KEY: ClassVar[tuple[str, ...]] = ("name",)
    APPEND_ONLY: ClassVar[bool] = True

    name: str
    words: tuple[str, ...] = ()
    minutes: float | None = None
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LongerNote:
    TABLE: ClassVar[str] = "notes"
    KEY: ClassVar[tuple[str, ...]] = ("name",)
    APPEND_ONLY: ClassVar[bool] = True

    name: str
    words: tuple[str, ...] = ()
    minutes: float | None = None
    done: bool = False
    colour: str = "grey"


@pytest.fixture
def workspace(tmp_path):
    with Workspace(tmp_path / "audit", create=True) as opened:
        yield opened


def test_a_page_comes_back_as_it_was_recorded(workspace):
    inventory = workspace.inventory
    crawl = inventory.begin([HOME.url], {"max_pages": 5}, AT)
    content = Content(text="Hello", headings=((1, "Home"),), images=(Image(src="a.png", alt=None),))
    link = Link(url="https://a.example/b", fragment="c", text="B", kind=LinkKind.FRAME, place=Place.NAVIGATION)
    inventory.record(crawl.id, [Extract(page=HOME, content=content, links=(link,))])

    assert list(inventory.pages(crawl.id)) == [HOME]
    assert inventory.content(crawl.id, HOME.url) == content
    assert list(inventory.links(crawl.id)) == [(HOME.url, link)]


def test_an_address_waits_until_it_is_recorded_and_is_taken_breadth_first(workspace):
    inventory = workspace.inventory
    crawl = inventory.begin([HOME.url], {}, AT)
    inventory.discover(crawl.id, [Discovered("https://a.example/deep", 2), Discovered(HOME.url, 0, FoundBy.LIST)])
    inventory.discover(crawl.id, [Discovered(HOME.url, 5)])

    assert [item.url for item in inventory.take(crawl.id, 9)] == [HOME.url, "https://a.example/deep"]
    inventory.record(crawl.id, [Extract(page=HOME)])
    assert [item.url for item in inventory.take(crawl.id, 9)] == ["https://a.example/deep"]
    waiting = list(inventory.pages(crawl.id))[1]
    assert (waiting.status, waiting.error) == (0, "not fetched yet")


def test_a_change_that_fails_half_way_leaves_nothing(workspace):
    workspace.append(Note, [Note(name="a")])

    with pytest.raises(sqlite3.IntegrityError):
        workspace.append(Note, [Note(name="b"), Note(name="a")])

    assert list(workspace.records(Note)) == [Note(name="a")]


def test_a_ledger_refuses_to_forget(workspace):
    workspace.append(Note, [Note(name="a", words=("x", "y"), minutes=1.5, done=True)])

    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        workspace.replace(Note, [])

    assert list(workspace.records(Note)) == [Note(name="a", words=("x", "y"), minutes=1.5, done=True)]


def test_a_ledger_that_began_as_a_draft_refuses_to_forget_as_well(workspace):
    draft = workspace.draft()
    draft.append(Note, [Note(name="a")])
    with workspace.transaction():
        draft.keep(Note)

    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        workspace.replace(Note, [])

    assert list(workspace.records(Note)) == [Note(name="a")]


def test_where_temporary_files_have_less_room_than_the_audit_the_sentence_names_their_folder(
    workspace, tmp_path, monkeypatch
):
    def full():
        yield Note(name="a")
        raise sqlite3.OperationalError("database or disk is full")

    (tmp_path / "small").mkdir()
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path / "small"))
    monkeypatch.setattr("tempfile.gettempdir", pytest.fail)  # it would write to find one
    room = {workspace.folder: 900_000_000, tmp_path / "small": 3_000_000}
    monkeypatch.setattr("shutil.disk_usage", lambda folder: SimpleNamespace(free=room[folder]))

    with pytest.raises(WorkspaceError, match=r"\(900 MB free, and 3 MB for temporary files in .*small\)"):
        workspace.draft().append(Note, full())

    assert list(workspace.draft().records(Note)) == []


def test_each_record_has_its_own_values_however_alike_it_is_to_the_one_before(workspace):
    notes = [
        Note(name="a", words=("x",), minutes=1.0, done=True),
        Note(name="b", words=("x",), minutes=None, done=True),
        Note(name="c", words=("x", "y"), minutes=1.0, done=False),
        Note(name="d", words=(), minutes=1.0, done=True),
    ]
    workspace.append(Note, notes)

    assert list(workspace.records(Note)) == notes


def test_records_of_an_older_program_gain_the_new_columns_defaults(workspace):
    workspace.append(Note, [Note(name="a")])
    workspace.append(LongerNote, [LongerNote(name="b", colour="red")])

    assert list(workspace.records(LongerNote)) == [LongerNote(name="a"), LongerNote(name="b", colour="red")]


def test_no_audit_here_says_how_to_start_one(tmp_path):
    with pytest.raises(WorkspaceError, match=r"There is no audit in .* yet\. Start one with: audit crawl"):
        Workspace(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_workspace_of_an_older_program_is_converted_and_keeps_what_is_in_it(tmp_path):
    with Workspace(tmp_path, create=True) as new:
        new.inventory.discover(new.inventory.begin([HOME.url], {}, AT).id, [Discovered(HOME.url)])
    connection = sqlite3.connect(tmp_path / "audit.db")
    for column in ("failed_at", "variant_of", "rendered"):
        connection.execute(f"ALTER TABLE pages DROP COLUMN {column}")
    connection.execute("DROP TABLE repeats")
    connection.execute("PRAGMA user_version = 1")
    connection.close()

    with Workspace(tmp_path) as converted:
        assert [(page.url, page.rendered) for page in converted.inventory.pages(1)] == [(HOME.url, False)]


def test_a_workspace_of_a_newer_program_is_refused_and_stays_as_it_was(tmp_path):
    Workspace(tmp_path, create=True).close()
    connection = sqlite3.connect(tmp_path / "audit.db")
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    before = (tmp_path / "audit.db").read_bytes()

    with pytest.raises(WorkspaceError, match="made by a newer version of this program"):
        Workspace(tmp_path)

    assert (tmp_path / "audit.db").read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"this is no database, it is a letter " * 50, b"SQLite format 3\x00" + b"\x01" * 500]
)
def test_a_file_that_is_no_database_of_ours_is_refused(tmp_path, content):
    (tmp_path / "audit.db").write_bytes(content)

    with pytest.raises(WorkspaceError, match=r"audit\.db is damaged or no database of this program"):
        Workspace(tmp_path)

    assert (tmp_path / "audit.db").read_bytes() == content


def test_a_database_of_another_program_is_refused(tmp_path):
    connection = sqlite3.connect(tmp_path / "audit.db")
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()

    with pytest.raises(WorkspaceError, match="is a database of another program"):
        Workspace(tmp_path)


def test_a_folder_in_which_the_database_cannot_be_opened_is_said_in_a_sentence(tmp_path):
    Workspace(tmp_path, create=True).close()
    (tmp_path / "audit.db-wal").mkdir()  # as on a disk that can only be read: SQLite cannot make this file

    with pytest.raises(WorkspaceError, match="even to look at an audit that is needed"):
        Workspace(tmp_path)


def notes(workspace, **where):
    return [note.name for note in workspace.records(Note, **where)]


def test_a_draft_is_added_in_one_go_or_not_at_all(workspace):
    workspace.append(Note, [Note(name="old")])
    given_up, draft = workspace.draft(), workspace.draft()
    given_up.append(Note, [Note(name="lost")])
    draft.append(Note, [Note(name="b"), Note(name="a", words=("x",))], by=("name",))

    assert notes(workspace) == ["old"]
    assert list(draft.records(Note, name="a")) == [Note(name="a", words=("x",))]
    with workspace.transaction():
        draft.keep(Note)
    assert notes(workspace) == ["old", "b", "a"]
    assert list(workspace.draft().records(Note)) == []


def test_records_are_found_by_one_of_several_values_and_by_how_they_begin(workspace):
    names = ["a/2", "b", "a", "a/1", "a/\u00ff", "a0"]
    workspace.append(Note, [Note(name=name, done=name == "b") for name in names])
    workspace.index(Note, "done")

    assert notes(workspace, name=OneOf({"a", "b", "c"})) == ["b", "a"]
    assert notes(workspace, name=Begins("a/")) == ["a/2", "a/1", "a/\u00ff"]
    assert notes(workspace, name=Begins("a/"), order=("name",)) == ["a/1", "a/2", "a/\u00ff"]
    assert [number for number, _ in workspace.numbered(Note, done=True)] == [2]
    assert workspace.count(Note, "done") == {0: 5, 1: 1}
    assert workspace.count(LongerNote, "colour") == {}
