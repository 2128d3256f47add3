"""The command line answers at once, keeps results apart from talk, and ends with the promised exit status."""

import errno
import json
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest
import small
from click.testing import CliRunner

import cli
from assignments import settings
from assignments.tables import TABLES
from crawler.errors import AuditError
from crawler.options import CrawlSettings
from crawler.page import Extract, Page
from crawler.settings import SECTIONS, read
from crawler.workspace import Workspace

ROOT = Path(__file__).parent.parent
HEAVY = {
    "scrapy",
    "twisted",
    "pandas",
    "numpy",
    "openpyxl",
    "xlsxwriter",
    "jinja2",
    "rich",
    "ortools",
    "bs4",
    "msgspec",
    "lxml",
}


def run(*arguments, **environment):
    """The program as a process of its own, with nothing of our environment but what it needs to run."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "HOME", "TEMP") if name in os.environ}
    command = [sys.executable, str(ROOT / "cli.py"), *arguments]
    return subprocess.run(
        command,
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={**kept, "PYTHONUTF8": "1", **environment},
        timeout=60,
    )


def test_help_loads_no_heavy_library():
    script = "import sys, cli; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    ).stdout.split()

    assert HEAVY & set(loaded) == set()


@pytest.mark.parametrize("arguments", [[], ["-h"], ["--help"], ["export", "-h"], ["export", "--help"]])
def test_help_is_printed_to_stdout(arguments):
    result = CliRunner().invoke(cli.main, arguments)

    assert "Usage: " in result.output
    assert result.exit_code == (0 if arguments else 2)


@pytest.mark.parametrize(
    "arguments",
    [
        ["nothing"],
        ["crawl"],
        ["export"],
        ["export", "people"],
        ["export", "pages", "--format", "pdf"],
        ["show"],
        ["show", "a", "b"],
        ["--no"],
    ],
)
def test_a_wrong_command_line_ends_with_2_and_nothing_on_stdout(arguments):
    result = CliRunner().invoke(cli.main, arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Usage: ")


def test_the_name_of_a_table_in_place_of_a_command_leads_to_export():
    ended = CliRunner().invoke(cli.main, ["findings", "-w", "x"])

    assert ended.exit_code == 2
    assert ended.stderr.endswith("No such command 'findings'. That table is written with: audit export findings\n")


@pytest.mark.parametrize("arguments", [["show", "/"], ["report"], ["export", "pages"], ["check"]])
def test_a_folder_without_an_audit_is_said_in_one_sentence(tmp_path, arguments):
    result = run(*arguments, "-w", str(tmp_path / "none"))

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == (
        f"Error: There is no audit in {tmp_path / 'none'} yet. Start one with: audit crawl https://your.site/ "
        "— or name another folder with -w FOLDER.\n"
    )
    assert not (tmp_path / "none").exists()


def test_the_folder_can_be_named_in_the_environment(small_workspace):
    result = run("export", "decisions", AUDIT_WORKSPACE=str(small_workspace.folder))

    assert (result.returncode, result.stdout.count("\n")) == (0, 7)


def test_the_option_wins_over_the_environment(small_workspace, tmp_path):
    result = run("export", "decisions", "-w", str(small_workspace.folder), AUDIT_WORKSPACE=str(tmp_path / "other"))

    assert result.returncode == 0


@pytest.mark.parametrize(("quiet", "said"), [([], True), (["-q"], False), (["--quiet"], False)])
def test_quiet_says_nothing_but_errors(small_workspace, tmp_path, quiet, said):
    result = run("export", "rows", "-o", str(tmp_path / "rows.csv"), "-w", str(small_workspace.folder), *quiet)

    assert (result.returncode, result.stdout, bool(result.stderr)) == (0, "", said)
    assert (tmp_path / "rows.csv").read_text(encoding="utf-8").startswith("reference,round,")


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}, {"FORCE_COLOR": "1", "NO_COLOR": "1"}])
def test_no_colour_where_nobody_wants_it(small_workspace, environment):
    result = run("show", "/grants/apply", "-w", str(small_workspace.folder), **environment)

    assert result.returncode == 0
    assert "\x1b[3" not in result.stdout


def test_json_gives_one_object_a_line(small_workspace):
    result = run("export", "pages", "--json", "-w", str(small_workspace.folder))

    assert [json.loads(line)["url"] for line in result.stdout.splitlines()][:2] == [small.SITE, small.at("grants/")]


def test_the_tables_of_the_command_line_are_the_tables_there_are():
    (table,) = [parameter for parameter in cli.main.commands["export"].params if parameter.name == "table"]

    assert list(table.type.choices) == list(TABLES)


def test_a_reader_that_goes_away_is_no_traceback(small_workspace):
    """`audit export pages | head -1` ends quietly."""
    command = [sys.executable, str(ROOT / "cli.py"), "export", "links", "-w", str(small_workspace.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        process.stdout.close()
        said = process.stderr.read()

    assert "Traceback" not in said


def test_ctrl_c_ends_with_130_and_a_sentence(monkeypatch):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("crawler.workspace.Workspace.__init__", stopped)
    result = CliRunner().invoke(cli.main, ["report"])

    assert result.exit_code == 130
    assert result.stderr == "Stopped. What was done so far is kept; the same command goes on from there.\n"


def test_our_errors_end_with_1_and_never_with_a_traceback(monkeypatch):
    def failing(*_, **__):
        raise AuditError("It cannot be done. Do that instead.")

    monkeypatch.setattr("crawler.workspace.Workspace.__init__", failing)
    result = CliRunner().invoke(cli.main, ["report"])

    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "Error: It cannot be done. Do that instead.\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_an_export_to_a_full_disk_is_one_sentence(small_workspace):
    command = [sys.executable, str(ROOT / "cli.py"), "export", "links", "-w", str(small_workspace.folder)]
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)

    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert "No space left on device" in result.stderr


@pytest.mark.skipif(not list(distributions(name="audit")), reason="audit is not installed, only run from its folder")
def test_the_version_is_that_of_the_package():
    declared = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)

    assert CliRunner().invoke(cli.main, ["--version"]).stdout == f"audit, version {declared[1]}\n"


def test_what_the_system_refuses_is_said_in_a_sentence(tmp_path, monkeypatch):
    def full(*_args):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "returned/x.xlsx")

    monkeypatch.setattr("crawler.workspace.door.Workspace.__init__", full)
    ended = CliRunner().invoke(cli.main, ["report", "-w", str(tmp_path)])

    assert ended.exit_code == 1
    assert "Cannot read or write returned/x.xlsx: No space left on device." in ended.stderr


def test_a_file_in_the_place_of_a_folder_is_said_in_a_sentence(small_workspace):
    reports = small_workspace.folder / "reports"
    reports.write_text("", encoding="utf-8")
    ended = CliRunner().invoke(cli.main, ["report", "-w", str(small_workspace.folder)])

    said = f"Error: {reports} is a file, where a folder is needed. Rename it, and give the same command again.\n"
    assert (ended.exit_code, ended.stderr) == (1, said)


def test_a_database_that_turns_out_damaged_is_said_in_a_sentence(tmp_path):
    with Workspace(tmp_path, create=True) as workspace:
        crawl = workspace.inventory.begin(["https://a.example/"], {}, "2026-01-01T00:00:00+00:00")
        found = (Extract(page=Page(url=f"https://a.example/{n}", status=200, title="T" * 200)) for n in range(500))
        workspace.inventory.record(crawl.id, found)
    file = tmp_path / "audit.db"
    data = bytearray(file.read_bytes())
    for page in range(4096 * 30, len(data), 4096):
        data[page : page + 200] = b"U" * 200
    file.write_bytes(data)

    ended = CliRunner().invoke(cli.main, ["export", "pages", "-w", str(tmp_path)])

    assert ended.exit_code == 1
    assert "audit.db is damaged" in ended.stderr


def test_a_setting_in_the_place_of_a_section_is_named(tmp_path):
    Workspace(tmp_path, create=True).close()
    (tmp_path / "audit.toml").write_text("crawl = 3\n", encoding="utf-8")

    ended = CliRunner().invoke(cli.main, ["crawl", "http://127.0.0.1:9/", "-w", str(tmp_path)])

    assert ended.exit_code == 1
    assert "“crawl” must be a section: write [crawl]" in ended.stderr


def test_a_section_that_nobody_knows_is_named(tmp_path):
    Workspace(tmp_path, create=True).close()
    (tmp_path / "audit.toml").write_text("[rule]\noff = []\n", encoding="utf-8")

    ended = CliRunner().invoke(cli.main, ["crawl", "http://127.0.0.1:9/", "-w", str(tmp_path)])

    assert ended.exit_code == 1
    assert "has no section [rule]. Did you mean “rules”?" in ended.stderr


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        (
            '[rules]\nmust-keep = "/legal/*"',
            'in [rules], “must-keep” must be a list, such as ["one", "two"], and is text',
        ),
        (
            '[rules.thresholds.old-page]\nhigh = "8"',
            "below “thresholds” must be a number, and is text between quotation",
        ),
        ("[sections]\nnews = [1]", "“news no. 1” must be text between quotation marks, and is a whole number"),
        ('[crawl]\nrender = "sometimes"', "“render” must be one of “never”, “needed”, “always”"),
        ("[rules]\noff = { a = 1 }", '“off” must be a list, such as ["one", "two"], and is a section of its own'),
        ("[columns]\nowner = 5", "a value must be text between quotation marks, and is a whole number"),
    ],
)
def test_a_wrong_setting_is_said_in_words_before_anything_is_fetched(tmp_path, toml, words):
    (tmp_path / "audit.toml").write_text(toml, encoding="utf-8")

    result = CliRunner().invoke(cli.main, ["crawl", "http://127.0.0.1:9/", "-w", str(tmp_path)])

    assert result.exit_code == 1
    assert words in result.stderr
    assert "Correct that and try again." in result.stderr
    assert not (tmp_path / "audit.db").exists()


def test_a_day_in_another_form_is_named_with_the_form_that_is_read(tmp_path):
    result = CliRunner().invoke(
        cli.main, ["assign", "--volunteers", "a.csv", "--due", "12.12.2026", "-w", str(tmp_path)]
    )

    assert result.exit_code == 2
    assert "“12.12.2026” is no day that can be read for certain. Write it as 2026-12-31." in result.stderr


def test_the_settings_that_the_readme_shows_are_understood(tmp_path):
    shown = re.search(r"```toml\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)[1]
    folder = tmp_path / "audit"
    small.build(folder).close()
    (folder / "audit.toml").write_text(shown, encoding="utf-8")
    for named in ("logo.png", "mail.txt"):
        (folder / named).touch()

    assert tomllib.loads(shown).keys() <= set(SECTIONS)
    assert CliRunner().invoke(cli.main, ["check", "-w", str(folder)]).exit_code == 0
    assert settings.read(folder / "audit.toml").lead == "Ann Moss <ann@your-site.example>"
    assert read(folder / "audit.toml", "crawl", CrawlSettings).contact == "web-team@your-site.example"


def test_the_name_of_a_file_cannot_steer_the_terminal(capsys):
    cli.Setting(Path(), quiet=False, json=False).say("a\x1b[2J\x9b1m\tb\n")

    assert capsys.readouterr().err == "a[2J1m\tb\n\n"
