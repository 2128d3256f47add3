"""Each table of the contract comes out whole, in its columns and order, for programs and for spreadsheet people."""

import datetime
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
import small
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

import cli
from assignments import sheets
from assignments.export import export
from assignments.tables import TABLES
from audit.visits import Visits
from crawler.page import Extract, Link, Page
from crawler.workspace import Workspace


def run(workspace, *arguments, status=0):
    """What a command prints, its standard error, and the exit status that was expected."""
    result = CliRunner().invoke(cli.main, [*arguments, "-w", str(workspace.folder)])
    assert result.exit_code == status, result.output
    return result


def lines(workspace, table):
    """A table as JSON lines, read again."""
    return [json.loads(line) for line in run(workspace, "export", table, "--format", "jsonl").stdout.splitlines()]


def test_pages_have_the_contracts_columns_and_all_that_is_known(small_workspace):
    pages = {page["url"]: page for page in lines(small_workspace, "pages")}

    assert list(pages) == sorted(pages)
    assert pages[small.at("grants/apply")] == {
        "url": "https://www.bryn.example/grants/apply",
        "status": 200,
        "error": "",
        "redirects_to": "",
        "kind": "page",
        "content_type": "text/html",
        "bytes": 4000,
        "title": "How to apply",
        "description": "",
        "heading": "How to apply",
        "language": "en-GB",
        "words": 120,
        "depth": 2,
        "links_in": 1,
        "links_out": 3,
        "published": "2012-01-05",
        "modified": "2014-03-02",
        "dated_by": "text",
        "reading_ease": None,
        "section": "grants",
        "author": "Mair Evans",
        "views": None,
        "found_by": "link",
        "fetched_at": "2026-05-30T08:00:05+00:00",
        "findings": 2,
    }
    assert " ".join(pages[small.at("")]) == (
        "url status error redirects_to kind content_type bytes title description heading language words depth "
        "links_in links_out published modified dated_by reading_ease section author views found_by fetched_at findings"
    )


def test_an_address_that_was_not_fetched_says_why(small_workspace):
    pages = {page["url"]: page for page in lines(small_workspace, "pages")}

    assert [
        (pages[small.at(path)]["status"], pages[small.at(path)]["error"])
        for path in ("grants/2013", "private/list", "slow")
    ] == [
        (0, "not fetched yet"),
        (0, "robots.txt asks crawlers to stay away"),
        (0, "no answer within 20 seconds"),
    ]


def test_pages_say_how_hard_they_are_to_read_and_how_often_people_came(small_workspace):
    small_workspace.append(Visits, [Visits(page_url=small.at("news/"), views=41, source="june.csv")])
    pages = {page["url"].removeprefix(small.SITE): page for page in lines(small_workspace, "pages")}

    assert [
        (pages[path]["reading_ease"], pages[path]["views"]) for path in ("", "news/", "grants/form.pdf", "logo.png")
    ] == [
        (116.15, 0),
        (None, 41),
        (None, 0),
        (None, None),
    ]


def test_links_say_whether_they_work(small_workspace):
    content = [link for link in lines(small_workspace, "links") if link["place"] == "content"]

    assert list(content[0]) == ["page_url", "url", "fragment", "text", "kind", "place", "state", "status", "error"]
    assert [
        (link["url"].removeprefix(small.SITE), link["fragment"], link["state"], link["status"]) for link in content
    ] == [
        ("grants/", "", "ok", 200),
        ("old", "", "redirect", 301),
        ("grants/apply", "step-2", "ok", 200),
        ("grants/apply", "forms", "broken", 200),
        ("grants/form.pdf", "", "ok", 200),
        ("grants/2013", "", "unchecked", None),
        ("https://partner.example/", "", "ok", 200),
        ("https://gone.example/page", "", "broken", 404),
        ("https://slow.example/", "", "unsure", 0),
        ("grants/missing", "", "broken", 404),
        ("news/2015/fete", "", "ok", 200),
    ]


def test_the_other_tables_are_what_was_recorded(small_workspace):
    assert lines(small_workspace, "findings")[0] == {
        "page_url": small.at("grants/apply"),
        "rule": "broken-link",
        "severity": "high",
        "certainty": "sure",
        "evidence": "“the guidance” leads to /grants/missing, which answers 404",
    }
    assert lines(small_workspace, "rows")[0] == {
        "reference": "P-1A",
        "round": "Spring",
        "volunteer": "Mair Evans",
        "page_url": small.at("grants/apply"),
        "minutes": 6.0,
        "because": "grants, which you know",
    }
    assert lines(small_workspace, "decisions")[2] == {
        "page_url": small.at("grants/apply"),
        "decision": "rewrite",
        "target": "",
        "reason": "out of date",
        "note": "The steps changed in 2020",
        "decided_by": "Mair Evans",
        "state": "agreed",
        "verdict": "",
    }
    assert run(small_workspace, "export", "redirects").stdout == (
        "from,to,status,problem\n"
        "https://www.bryn.example/grants/apply-copy,https://www.bryn.example/grants/apply,301,\n"
        "https://www.bryn.example/grants/old-form,https://www.bryn.example/grants/missing,301,the target answers 404\n"
        "https://www.bryn.example/news/2015/fete,,410,\n"
    )


def test_the_ledger_keeps_every_answer_and_says_which_was_superseded(small_workspace):
    answers = lines(small_workspace, "answers")

    assert " ".join(answers[0]) == (
        "reference round volunteer page_url decision reason target note file sheet row state message read_at"
    )
    assert [(answer["reference"], answer["decision"], answer["state"]) for answer in answers] == [
        ("P-1A", "keep", "superseded"),
        ("P-1A", "rewrite", "accepted"),
        ("P-2B", "keep", "conflict"),
        ("P-3C", "merge", "accepted"),
        ("P-4D", "", "unchanged"),
        ("P-5E", "delete", "accepted"),
        ("P-6F", "delete", "conflict"),
        ("P-7G", "", "invalid"),
        ("", "", "unplaced"),
    ]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx"])
def test_two_exports_are_equal_to_the_byte(small_workspace, tmp_path, table, form):
    for name in ("one", "two"):
        export(small_workspace, table, form, tmp_path / name)

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert not list(tmp_path.glob(".*"))


def test_csv_holds_exactly_what_the_site_says(small_workspace):
    assert '"=HYPERLINK(""https://evil.example/"",""Click"")"' in run(small_workspace, "export", "pages").stdout


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(small_workspace, tmp_path):
    run(small_workspace, "export", "pages", "-o", str(tmp_path / "pages.xlsx"))
    sheet = openpyxl.load_workbook(tmp_path / "pages.xlsx")["pages"]

    assert [cell.data_type for row in sheet for cell in row if cell.value == small.FORMULA] == ["s", "s"]
    assert "<f>" not in zipfile.ZipFile(tmp_path / "pages.xlsx").read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("table", TABLES)
def test_a_workbook_holds_the_same_rows_as_the_json_lines(small_workspace, tmp_path, table):
    result = run(small_workspace, "export", table, "-o", str(tmp_path / "table.xlsx"))
    header, *rows = CalamineWorkbook.from_path(tmp_path / "table.xlsx").get_sheet_by_name(table).to_python()

    wanted = [["" if value is None else value for value in line.values()] for line in lines(small_workspace, table)]
    assert tuple(header) == TABLES[table].columns
    assert rows == wanted
    assert result.stderr == f"{len(rows)} rows of {table} written to {tmp_path / 'table.xlsx'}.\n"


def test_a_table_longer_than_a_sheet_goes_on_on_the_next(small_workspace, tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 4)
    export(small_workspace, "rows", "xlsx", tmp_path / "rows.xlsx")

    book = CalamineWorkbook.from_path(tmp_path / "rows.xlsx")
    assert [(name, book.get_sheet_by_name(name).height) for name in book.sheet_names] == [("rows", 5), ("rows 2", 4)]


def test_a_text_longer_than_a_cell_is_cut_and_counted(tmp_path):
    with sheets.book(tmp_path / "long.xlsx", "long", datetime.datetime(2026, 1, 1)) as book:  # noqa: DTZ001 — no zone needed here
        book.add("long", ["text"], [["é" * 40_000], ["😀" * 20_000], ["short"]])

    rows = CalamineWorkbook.from_path(tmp_path / "long.xlsx").get_sheet_by_name("long").to_python()
    assert [len(text.encode("utf-16-le")) // 2 for (text,) in rows[1:]] == [32_767, 32_767, 5]
    assert book.cut == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_a_workbook_does_not_go_to_the_terminal(small_workspace):
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "cli", "export", "pages", "--format", "xlsx", "-w", small_workspace.folder]
    environment = os.environ | {"PYTHONPATH": str(Path(cli.__file__).parent)}
    done = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, env=environment, check=False)
    os.close(theirs)
    os.close(ours)

    assert done.returncode == 2
    assert "Name a file with -o, for example -o pages.xlsx." in " ".join(done.stderr.decode().split())


def test_a_workbook_goes_through_a_pipe_as_it_goes_to_a_file(small_workspace, tmp_path):
    export(small_workspace, "pages", "xlsx", tmp_path / "pages.xlsx")

    piped = run(small_workspace, "export", "pages", "--format", "xlsx").stdout_bytes

    assert piped == (tmp_path / "pages.xlsx").read_bytes()


def test_an_unknown_table_is_a_wrong_command_line(small_workspace):
    assert "'pages', 'links'" in run(small_workspace, "export", "people", status=2).stderr


def test_a_file_that_cannot_be_written_is_said_and_leaves_nothing(small_workspace, tmp_path):
    result = run(small_workspace, "export", "pages", "-o", str(tmp_path / "none" / "pages.csv"), status=1)

    assert result.stderr == (
        f"Error: Cannot write {tmp_path / 'none' / 'pages.csv'}: No such file or directory. Check that the folder "
        "exists, that there is room, and that the file is not open in another program.\n"
    )


def test_a_failed_export_leaves_the_old_file_as_it_was(tmp_path):
    (tmp_path / "pages.csv").write_text("old")
    with Workspace(tmp_path / "empty", create=True) as workspace:
        result = run(workspace, "export", "pages", "-o", str(tmp_path / "pages.csv"), status=1)

    assert "Nothing has been crawled into" in result.stderr
    assert (tmp_path / "pages.csv").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir() if path.name != "empty"] == ["pages.csv"]


def test_a_quarter_of_a_million_links_stream_in_little_memory(tmp_path):
    """Twice the links, (nearly) the same memory: nothing is kept for each link."""
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from assignments.export import stream\n"
        "from crawler.workspace import Workspace\n"
        "with Workspace(Path(sys.argv[1])) as workspace, open(os.devnull, 'wb') as out:\n"
        "    rows = stream(workspace, 'links', sys.argv[2], out)\n"
        "status = Path('/proc/self/status').read_text()\n"  # getrusage would count the parent's memory, too
        "print(rows, status.partition('VmHWM:')[2].split()[0])\n"
    )
    used = []
    for links in (500, 5000):
        pages = [Page(url=small.at(str(number)), status=200, fetched_at=small.FETCHED) for number in range(50)]
        menu = tuple(Link(url=small.at(str(number % 50)), text=f"Link {number}") for number in range(links))
        with Workspace(tmp_path / str(links), create=True) as workspace:
            crawl = workspace.inventory.begin([small.SITE], {}, small.STARTED)
            workspace.inventory.record(crawl.id, [Extract(page=page, links=menu) for page in pages])
        arguments = [sys.executable, "-c", script, str(tmp_path / str(links)), "csv"]
        rows, peak = subprocess.run(arguments, capture_output=True, text=True, check=True).stdout.split()
        assert int(rows) == 50 * links
        used.append(int(peak))

    assert used[1] - used[0] < 10_000, "kilobytes more for 225,000 links more"
