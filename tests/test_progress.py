"""Who has done how much, from the ledger and from files that are not merged yet."""

import datetime
import json
import zipfile

import pytest
from click.testing import CliRunner
from town import NOW, PEOPLE, answer, deal_out, filled, people_file, rows_of, workspace  # noqa: F401 — a fixture

from assignments.assign import AssignOptions, assign
from assignments.progress import Done, ProgressError, progress
from assignments.records import Answer, State
from cli import main


def test_what_was_merged_counts_and_what_decides_nothing_does_not(workspace):
    deal_out(workspace, due=datetime.date(2026, 12, 12))
    own = rows_of(workspace, volunteer="Bo Shah")
    workspace.append(
        Answer,
        [
            answer(own[0]),
            answer(own[1], "", state=State.UNCHANGED),
            answer(own[2], "delete", state=State.CONFLICT),
            answer(own[3], "", state=State.INVALID),
        ],
    )

    told = progress(workspace, [], NOW)

    bo = next(one for one in told.people if one.volunteer == "Bo Shah")
    assert (told.round, told.due, told.days_left) == ("1", "2026-12-12", 19)
    assert [one.volunteer for one in told.people] == ["Ann Lee", "Bo Shah", "Cy Roe"]
    assert bo == Done(
        round="1",
        volunteer="Bo Shah",
        pages=len(own),
        done=2,
        not_merged=0,
        minutes_left=round(sum(row.minutes for row in own) - own[0].minutes - own[2].minutes, 1),
        last_heard="2026-12-01T10:00:00+00:00",
    )


def test_files_are_read_without_merging_them(workspace):
    deal_out(workspace)
    file = filled(workspace, "Ann Lee", 5)

    told = progress(workspace, [file], NOW)

    ann = next(one for one in told.people if one.volunteer == "Ann Lee")
    assert (ann.done, ann.not_merged) == (5, 5)
    assert not list(workspace.records(Answer))
    assert not workspace.returned.exists()


def test_what_is_damaged_in_an_archive_is_named(workspace):
    deal_out(workspace)
    file = workspace.folder / "mails.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.write(filled(workspace, "Ann Lee", 5), "ann.xlsx")
        archive.writestr("bo.csv", b"B" * 50)
    file.write_bytes(file.read_bytes().replace(b"B" * 50, b"C" * 50))  # its checksum no longer fits

    told = progress(workspace, [file], NOW)

    assert sum(one.done for one in told.people) == 5
    assert told.unread == ("mails.zip: “bo.csv” in it is damaged. Please ask for the workbook itself.",)


def test_pages_that_were_handed_on_count_for_those_who_have_them_now(workspace):
    deal_out(workspace)
    own = rows_of(workspace, volunteer="Bo Shah")
    workspace.append(Answer, [answer(own[0])])
    deal_out(workspace, reassign="Bo Shah")

    told = progress(workspace, [], NOW)

    pages = {one.volunteer: (one.done, one.pages) for one in told.people}
    assert pages["Bo Shah"] == (1, 1)
    assert sum(pages for _, pages in pages.values()) == 64


def test_somebody_who_handed_everything_on_has_no_full_bar(workspace):
    deal_out(workspace)
    deal_out(workspace, reassign="Bo Shah")

    shown = CliRunner().invoke(main, ["progress", "-w", str(workspace.folder)]).stdout

    bo = next(line for line in shown.splitlines() if "Bo Shah" in line)
    assert bo.split() == ["Bo", "Shah", "handed", "on", "0", "nothing", "yet"]


def test_the_command_shows_bars_and_names_what_it_could_not_read(workspace):
    assign(workspace, people_file(workspace, PEOPLE), AssignOptions(), NOW)
    file = filled(workspace, "Ann Lee", 64)
    other = workspace.folder / "letter.txt"
    other.write_text("Dear all", encoding="utf-8")
    folder = str(workspace.folder)

    shown = CliRunner().invoke(main, ["progress", "-w", folder, str(file), str(other)])
    lines = CliRunner().invoke(main, ["progress", "-w", folder, "--json"])

    ann = next(line for line in shown.stdout.splitlines() if "Ann Lee" in line)
    assert shown.exit_code == 3
    assert "█" * 14 in ann
    assert "32 to merge" in ann
    assert "Not read: letter.txt: No sheet of pages was found in it." in shown.stderr
    assert lines.exit_code == 0
    assert [json.loads(line).get("volunteer") for line in lines.stdout.splitlines()] == [
        "Ann Lee", "Bo Shah", "Cy Roe", None,
    ]  # fmt: skip


def test_before_the_first_round_and_for_a_round_that_is_none_it_says_so(workspace):
    with pytest.raises(ProgressError, match="Start with: audit assign"):
        progress(workspace, [], NOW)
    deal_out(workspace)
    with pytest.raises(ProgressError, match=r"There is no round 7\. There are: 1\."):
        progress(workspace, [], NOW, "7")


def test_a_console_that_lacks_the_bars_shows_the_rest(workspace):
    assign(workspace, people_file(workspace, PEOPLE), AssignOptions(), NOW)

    shown = CliRunner(charset="cp1252").invoke(main, ["progress", "-w", str(workspace.folder)])

    assert shown.exit_code == 0
    assert "?" * 14 in next(line for line in shown.stdout.splitlines() if "Ann Lee" in line)
