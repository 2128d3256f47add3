"""The demo, run once as people run it; what it leaves behind is looked at from all sides."""

import csv
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import openpyxl
import pytest

import cli
from assignments.demo.story import _free
from assignments.demo.teller import Teller
from assignments.records import Agreement, Answer, Conflict, Decision, Row, State
from assignments.verdict import Verdict
from audit.check import RuleFailure
from audit.rule import Finding
from audit.rulebook import rulebook
from crawler.workspace import Workspace
from samples.server import SampleSite

FAULTS = tomllib.loads(files("samples").joinpath("faults.toml").read_text(encoding="utf-8"))
HEALTHY = FAULTS.pop("healthy")["pages"]
PEOPLE = ["Bram Whitlock", "Hester Quill", "Idris Vaughan", "Mina Kaplan", "Rosa Tindall"]
WITHOUT_A_RULE = {"awkward-address", "nearly-empty-list"}
NOT_IN_THE_DEMO = {
    "broken-external-link": "whether a host exists can only be asked where there is a network",
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The finished process and the folder that it made."""
    folder = tmp_path_factory.mktemp("demo")
    environment = os.environ | {"PYTHONPATH": str(Path(cli.__file__).parent), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "cli", "demo"],
        cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done, folder / "audit-demo"


@pytest.fixture
def workspace(demo):
    with Workspace(demo[1]) as opened:
        yield opened


@pytest.fixture(scope="module")
def flagged(demo):
    """Paths with what each rule notices there, also what the report only says once for the whole site."""
    found = {}
    with Workspace(demo[1]) as workspace:
        for finding in workspace.records(Finding):
            found.setdefault(finding.rule, set()).add(path(finding.page_url))
    return found


def path(url):
    parts = urlsplit(url)
    return parts.path + ("?" + parts.query if parts.query else "")


def test_the_demo_tells_its_steps_to_people_and_the_folder_to_programs(demo):
    done, folder = demo
    assert done.stdout == "audit-demo\n"
    assert re.findall(r"^\d\. (\w+)", done.stderr, re.MULTILINE) == [
        "Crawl", "Import", "Check", "Assign", "Two", "Merge", "Settle", "Report", "Verify",
    ]  # fmt: skip
    assert "audit crawl https://www.your-site.example/ -w our-audit" in done.stderr.splitlines()[-2:][0]
    assert max(map(len, done.stderr.replace(str(folder.parent), "").splitlines())) <= 100


def test_everything_that_an_audit_makes_is_there(demo):
    _, folder = demo
    assert {entry.name for entry in folder.iterdir()} >= {
        "archive", "audit.db", "audit.toml", "post", "reports", "returned", "verification", "visits.csv",
        "volunteers.csv", "worksheets",
    }  # fmt: skip
    kinds = Counter(file.suffix for file in (folder / "worksheets/1").iterdir())
    assert kinds == {".xlsx": 5, ".eml": 5}
    assert {file.name for file in (folder / "post").iterdir()} == {
        "Mina Kaplan.xlsx", "Moorings HQ final.xlsx", "Rosa (1).xlsx", "bram so far.xlsx", "conflicts.xlsx",
        "pages_idris.csv",
    }  # fmt: skip
    assert (folder / "reports/report.html").stat().st_size > 20_000
    assert openpyxl.load_workbook(folder / "reports/audit.xlsx", read_only=True).sheetnames


def test_every_address_of_the_sample_site_was_found(demo, workspace):
    crawl = workspace.inventory.crawls()[-1]
    pages = {path(page.url): page for page in workspace.inventory.pages(crawl.id)}
    html = {address for address, (name, _) in SampleSite().files.items() if name.endswith((".html", ".htm"))}
    assert html - set(pages) == {"/404", "/directory/not-found", "/staff/index.htm"}
    assert {page.status for page in pages.values() if page.fetched_at} == {200, 301, 404, 410, 500}


def test_no_rule_broke_off(workspace):
    assert list(workspace.records(RuleFailure)) == []


@pytest.mark.parametrize("rule", sorted(FAULTS.keys() - NOT_IN_THE_DEMO.keys() - WITHOUT_A_RULE))
def test_every_listed_fault_is_found(flagged, rule):
    assert set(FAULTS[rule]["pages"]) - flagged.get(rule, set()) == set()


def test_every_fault_has_a_rule_but_for_two():
    assert FAULTS.keys() - {rule.id for rule in rulebook().rules} == WITHOUT_A_RULE


def test_healthy_pages_are_left_alone(workspace):
    said = [
        (path(finding.page_url), finding.rule, finding.evidence)
        for finding in workspace.records(Finding)
        if path(finding.page_url) in HEALTHY and finding.certainty != "hint"
    ]
    assert said == []


def test_every_colleague_got_a_share_and_some_pages_went_to_two(workspace):
    rows = list(workspace.records(Row))
    assert sorted({row.volunteer for row in rows}) == PEOPLE
    times = Counter(row.page_url for row in rows)
    assert set(times.values()) == {1, 2}


def test_every_row_that_went_out_is_accounted_for(demo, workspace):
    rows = list(workspace.records(Row))
    answers = list(workspace.records(Answer))
    returned = Counter(answer.reference for answer in answers if answer.volunteer in PEOPLE)
    assert set(returned) == {row.reference for row in rows}
    assert set(returned.values()) == {1}
    blank = {answer.volunteer for answer in answers if answer.state == State.UNCHANGED}
    assert blank == {"Bram Whitlock"}
    assert not [answer for answer in answers if answer.state in (State.INVALID, State.UNPLACED)]
    with (demo[1] / "post/pages_idris.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file, delimiter=";"))
    idris = [row for row in rows if row.volunteer == "Idris Vaughan"]
    assert {line[0] for line in lines[3:]} == {row.reference for row in idris}


def test_people_disagreed_and_the_lead_settled_it(workspace):
    assert list(workspace.records(Conflict)) == []
    decisions = {path(one.page_url): one for one in workspace.records(Decision)}
    states = Counter(one.state for one in decisions.values())
    assert states[Agreement.CONFLICT] == 0
    assert states[Agreement.AGREED] > states[Agreement.OPEN] > 0
    assert decisions["/archive/webcam.htm"].decision == "delete"


def test_a_second_crawl_finds_what_was_done_and_what_the_webmaster_forgot(demo, workspace):
    verdicts = {path(one.page_url): one for one in workspace.records(Verdict)}
    decided = {path(one.page_url) for one in workspace.records(Decision) if one.state is Agreement.AGREED}
    moved = [one for one in verdicts.values() if one.decision in ("delete", "merge")]

    assert set(verdicts) == decided
    outcomes = [one.outcome for one in sorted(moved, key=lambda one: one.page_url)]
    assert outcomes == ["done"] * (len(moved) - 1) + ["not done"]
    assert verdicts["/guidance/oil-spills"].outcome == "done"
    assert "Was it done?" in (demo[1] / "reports/report.html").read_text(encoding="utf-8")


def test_another_demo_in_the_same_place_gets_a_folder_of_its_own(tmp_path):
    taken = tmp_path / "audit-demo"
    assert _free(taken) == taken
    taken.mkdir()
    assert _free(taken) == taken
    (taken / "my notes.txt").write_text("mine")
    (tmp_path / "audit-demo-2").write_text("a file")
    assert _free(taken) == tmp_path / "audit-demo-3"


def test_the_demo_is_told_in_whole_words_on_a_narrow_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "50")
    said = []
    Teller(said.append).paragraph("Every row finds its page again, however the file was sorted, renamed or saved.")

    assert said == ["Every row finds its page again, however the file\nwas sorted, renamed or saved.", ""]
