"""What is found in the folders that people name: every file, each once, and a sentence for what cannot be read."""

import hashlib
import os
import shutil
import sys
import threading

import pytest
from returns import NOW, fill, ledger, ready, says, worksheet

from assignments.export import export, table
from assignments.merge import MergeError, merge
from assignments.records import State
from assignments.report import report
from assignments.returned import CLOSED, CLOSED_FOLDER, MISSING, NO_FILE, NO_FILES, TOO_LARGE, Copies, find

unix = pytest.mark.skipif(sys.platform == "win32", reason="pipes, links and permissions are Unix's")


def found(*paths):
    return [(path.name, problem) for path, problem in find(paths)]


def test_every_file_below_a_folder_is_found_in_the_order_of_names(tmp_path):
    for name in ("b/2.xlsx", "b/1.xlsx", "a.xlsx", "c/d/3.xlsx", "b/.DS_Store", "b/._1.xlsx", "Thumbs.db"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    assert found(tmp_path) == [(name, "") for name in ("a.xlsx", "1.xlsx", "2.xlsx", "3.xlsx")]


def test_an_empty_folder_and_a_wrong_name_are_said(tmp_path):
    assert found(tmp_path, tmp_path / "nobody.xlsx") == [(tmp_path.name, NO_FILES), ("nobody.xlsx", MISSING)]


@unix
def test_a_linked_folder_is_searched_and_a_circle_of_links_ends(tmp_path):
    (tmp_path / "mails").mkdir()
    (tmp_path / "mails" / "maria.xlsx").touch()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "linked").symlink_to(tmp_path / "mails")
    (tmp_path / "mails" / "back").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "lost.xlsx").symlink_to(tmp_path / "nowhere")
    (tmp_path / "in" / "round.xlsx").symlink_to(tmp_path / "in" / "round.xlsx")

    assert found(tmp_path / "in") == [("maria.xlsx", ""), ("lost.xlsx", MISSING), ("round.xlsx", MISSING)]


@unix
def test_pipes_and_devices_are_not_read(tmp_path):
    os.mkfifo(tmp_path / "pipe.xlsx")

    assert found(tmp_path, type(tmp_path)("/dev/zero")) == [("pipe.xlsx", NO_FILE), ("zero", NO_FILE)]


@unix
def test_what_may_not_be_read_is_named_and_the_others_are_copied(tmp_path, monkeypatch):
    for name in ("in/shut.xlsx", "in/open.xlsx", "in/closed/x.xlsx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    whole, listed = type(tmp_path).open, type(tmp_path).iterdir

    def refuse(path, *args, **kwargs):  # permissions do not bind the superuser, who runs tests in containers
        if path.name == "shut.xlsx":
            raise PermissionError
        return whole(path, *args, **kwargs)

    def hide(path):
        if path.name == "closed":
            raise PermissionError
        return listed(path)

    monkeypatch.setattr(type(tmp_path), "open", refuse)
    monkeypatch.setattr(type(tmp_path), "iterdir", hide)
    copies = Copies(tmp_path / "returned")

    kept = [copies.keep(path, problem) for path, problem in find([tmp_path / "in"])]

    assert [(one.name.rpartition("/")[2], one.problem) for one in kept] == [
        ("closed", CLOSED_FOLDER), ("open.xlsx", ""), ("shut.xlsx", CLOSED),
    ]  # fmt: skip


def test_a_huge_file_is_not_copied(tmp_path):
    with (tmp_path / "huge.xlsx").open("wb") as file:
        file.truncate(2_000_000_000)  # sparse: it takes no room

    kept = Copies(tmp_path / "returned").keep(tmp_path / "huge.xlsx", "")

    assert kept.problem == TOO_LARGE
    assert not (tmp_path / "returned").exists()


@pytest.mark.parametrize(
    "name", ["x" * 240 + ".xlsx", "日本" * 40 + ".xlsx", "a\nb\x1b[31m.xlsx", "…..xlsx", "a .xlsx"]
)
def test_any_name_that_a_file_can_have_is_taken(tmp_path, name):
    with ready(tmp_path / "audit") as work:
        file = fill(worksheet(work), tmp_path / "maria.xlsx", [0], says("keep"))
        (tmp_path / "in").mkdir()
        file.rename(tmp_path / "in" / name)

        summary = merge(work, [tmp_path / "in"], NOW)

        assert [(one.file, one.rows) for one in summary.files] == [(name, 20)]
        assert [copy.suffix for copy in work.returned.iterdir()] == [".xlsx"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take only names that are text")
def test_a_name_that_is_no_text_is_taken(tmp_path):
    with ready(tmp_path / "audit") as work:
        file = fill(worksheet(work), tmp_path / "maria.xlsx", [0], says("keep"))
        (tmp_path / "in").mkdir()
        file.rename(os.fsdecode(os.fsencode(tmp_path / "in") + b"/mar\xeda.xlsx"))

        summary = merge(work, [tmp_path / "in"], NOW)

        assert [(one.file, one.rows) for one in summary.files] == [("mar?a.xlsx", 20)]


def test_a_copy_is_named_by_what_is_in_it_even_while_somebody_saves_the_file(tmp_path):
    file, stop = tmp_path / "maria.xlsx", threading.Event()
    file.write_bytes(b"0" * 1_000_000)

    def save():
        while not stop.is_set():
            file.write_bytes(os.urandom(1_000_000))

    saving = threading.Thread(target=save)
    saving.start()
    try:
        copies = Copies(tmp_path / "returned")
        kept = [copies.keep(file, "") for _ in range(20)]
    finally:
        stop.set()
        saving.join()

    for one in kept:
        assert hashlib.sha256(one.copy.read_bytes()).hexdigest() == one.hash
        assert one.copy.name.startswith(one.hash[:16])


def said_in(work):
    """What the ledger holds beyond rows that brought nothing."""
    return [one for one in ledger(work) if one.state is not State.UNCHANGED]


def test_what_an_audit_wrote_itself_is_no_answer_whoever_names_its_folder(tmp_path):
    with ready(tmp_path / "audit", overlap=1) as work:
        for who, word in (("maria", "keep"), ("jon", "archive")):
            merge(work, [fill(worksheet(work, who), work.folder / "back" / f"{who}.xlsx", range(3), says(word))], NOW)
        report(work, NOW)
        (tmp_path / "sent").mkdir()
        for name in ("answers", "decisions", "rows"):
            export(work, name, "xlsx", tmp_path / "sent" / f"{name}.xlsx")
            export(work, name, "csv", tmp_path / "sent" / f"{name}.csv")
        shutil.copy(work.reports / "audit.xlsx", tmp_path / "sent")
        before = [list(table(work, "decisions")), said_in(work)]

        by_hand = fill(worksheet(work), work.returned / "maria again.xlsx", range(3), says("keep"))
        shutil.copy(by_hand, work.reports / "maria (2).xlsx")

        own = merge(work, [work.folder], NOW)
        with pytest.raises(MergeError) as sent:
            merge(work, [tmp_path / "sent"], NOW)

        assert sorted(one.file for one in own.files) == [
            "conflicts.xlsx", "jon.xlsx", "jon.xlsx", "maria (2).xlsx", "maria again.xlsx", "maria.xlsx", "maria.xlsx",
        ]  # fmt: skip
        assert str(sent.value).count("so nothing in it counts as an answer") == 7
        assert [list(table(work, "decisions")), said_in(work)] == before
