"""The house stays in shape: imports run one way, each library has its place, SQL has one home, files stay short."""

import ast
import re
import shlex
import sys
import tomllib
from fnmatch import fnmatch
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import click
import pytest

import cli
from audit import frame

ROOT = Path(__file__).parent.parent
PACKAGES = ("crawler", "audit", "assignments", "samples")
FILES = sorted([file for package in PACKAGES for file in (ROOT / package).rglob("*.py")] + [ROOT / "cli.py"])
MAY_IMPORT = {
    "crawler": {"crawler"},
    "audit": {"crawler", "audit"},
    "assignments": {"crawler", "audit", "assignments", "samples"},
    "samples": {"samples"},
    "cli": {"crawler", "audit", "assignments", "samples", "cli"},
}
EVERYWHERE = {"msgspec", "numpy"}
"""Plain data and columns of numbers have no one place."""
BROUGHT = {"twisted": "scrapy"}
"""Libraries that are the floor of another one, and come with it."""
PLACES = {
    "ada_url": ["crawler/urls.py"],
    "babel": ["audit/dates_in_text.py"],
    "bs4": ["audit/known.py", "audit/columns.py", "assignments/reading/html.py"],
    "click": ["cli.py", "audit/frame.py", "crawler/asked.py", "assignments/asked.py"],
    "filelock": ["crawler/crawl.py", "assignments/merge.py"],
    "isal": ["crawler/archive.py", "crawler/workspace/packing.py"],
    "jinja2": ["assignments/report/page.py"],
    "krippendorff": ["assignments/agreement.py"],
    "lxml": ["crawler/sitemaps.py", "crawler/documents/*", "assignments/reading/*"],
    "olefile": ["crawler/documents/old.py", "assignments/reading/*"],
    "openpyxl": ["assignments/reading/openxml.py", "assignments/placing/*", "assignments/demo/*"],
    "ortools": ["assignments/flow.py"],
    "playwright": ["crawler/browser.py"],
    "pandas": ["assignments/report/site.py"],
    "protego": ["crawler/robots.py"],
    "pypdfium2": ["crawler/documents/pdf.py"],
    "pyphen": ["audit/readability.py"],
    "python_calamine": ["crawler/documents/old.py", "assignments/reading/calamine.py"],
    "rapidfuzz": [
        "audit/near_duplicates.py",
        "audit/spelling.py",
        "assignments/alarms.py",
        "assignments/show.py",
        "assignments/placing/*",
    ],
    "rensa": ["audit/near_duplicates.py"],
    "rich": [
        "crawler/progress.py",
        "assignments/watch.py",
        "assignments/tell.py",
        "assignments/plan.py",
        "assignments/progress.py",
    ],
    "scrapy": ["crawler/names.py", "crawler/spider.py"],
    "selectolax": ["crawler/extract.py", "crawler/forms.py", "crawler/head.py", "crawler/walk.py"],
    "spellchecker": ["audit/spelling.py"],
    "symspellpy": ["audit/spelling.py"],
    "twisted": ["crawler/names.py", "crawler/spider.py"],
    "w3lib": ["crawler/charset.py"],
    "warcio": ["crawler/archive.py", "crawler/foreign_archive.py"],
    "xlsxwriter": ["assignments/sheets.py", "assignments/workbook/*"],
}
"""Where each third-party library may be imported. Before a line grows: is there a file whose job it is already?"""
SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+(OR \w+ )?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE)\b", re.DOTALL
)
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "base", "misc", "tools"}
MOST_LINES = 400

each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
each_command = pytest.mark.parametrize("name", sorted(cli.main.commands))


@cache
def tree(file):
    return ast.parse(file.read_text(encoding="utf-8"))


def imported(file):
    """The top-level names that a file imports, wherever in it."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


@each_file
def test_imports_run_one_way(file):
    package = file.relative_to(ROOT).parts[0].removesuffix(".py")

    assert set(imported(file)) & MAY_IMPORT.keys() <= MAY_IMPORT[package]


@each_file
def test_each_library_stands_where_it_belongs(file):
    place = file.relative_to(ROOT).as_posix()
    foreign = set(imported(file)) - set(sys.stdlib_module_names) - MAY_IMPORT.keys() - EVERYWHERE
    misplaced = {name for name in foreign if not any(fnmatch(place, allowed) for allowed in PLACES.get(name, []))}

    assert not misplaced, (
        f"{place} imports {misplaced}: give them a place in tests/test_architecture.py, or use another file"
    )


def dependencies():
    """What the project needs, and what somebody may install to render pages; tests' own needs are no part of it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [*project["dependencies"], *project["optional-dependencies"]["render"]]


def test_each_library_that_is_imported_is_a_declared_dependency():
    lines = dependencies()
    declared = {re.match(r"[\w.-]+", line)[0].lower() for line in lines}
    foreign = (
        {BROUGHT.get(name, name) for file in FILES for name in imported(file)}
        - set(sys.stdlib_module_names)
        - MAY_IMPORT.keys()
    )
    offered = packages_distributions()

    assert [name for name in sorted(foreign) if not declared & {one.lower() for one in offered.get(name, [name])}] == []


def test_each_declared_dependency_is_imported_somewhere():
    lines = dependencies()
    offered = packages_distributions()
    used = {one.lower() for file in FILES for name in imported(file) for one in offered.get(name, [])}

    assert [line for line in lines if re.match(r"[\w.-]+", line)[0].lower() not in used] == []


@each_file
def test_sql_has_one_home(file):
    if file.is_relative_to(ROOT / "crawler" / "workspace"):
        return
    texts = [
        node.value for node in ast.walk(tree(file)) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]

    assert "sqlite3" not in set(imported(file))
    assert [text for text in texts if SQL.search(text)] == []


@each_file
def test_a_file_is_short_and_says_what_it_is(file):
    text = file.read_text(encoding="utf-8")
    first = (ast.get_docstring(tree(file)) or "").partition("\n\n")[0]

    assert text.count("\n") < MOST_LINES
    assert first.endswith((".", ":")), "the first paragraph of the docstring says what the file is, in one sentence"
    assert file.stem not in EMPTY_NAMES


@each_file
def test_a_check_that_is_switched_off_bears_its_reason(file):
    """Where a file switches the same check off several times, the reason is said once."""
    switched = re.findall(r"# (?:noqa: |type: ignore\[)([A-Za-z0-9-]+)\]?(.*)", file.read_text(encoding="utf-8"))

    assert {check for check, _ in switched} == {check for check, reason in switched if re.search(r"(—|#) \S", reason)}


@each_command
def test_the_help_of_a_command_holds_an_example_that_can_be_typed(name):
    command = cli.main.commands[name]
    example = (command.epilog or "").removeprefix("\b\nExample:\n").strip()
    first = shlex.split(example.splitlines()[0])

    assert example, "the help ends in an example"
    assert first[:2] == ["audit", name]
    with cli.main.make_context("audit", [name], resilient_parsing=True) as context:
        command.make_parser(click.Context(command, info_name=name, parent=context)).parse_args(first[2:])


@each_command
def test_every_command_takes_what_every_command_takes(name):
    options = {option for parameter in cli.main.commands[name].params for option in parameter.opts}

    assert {"--workspace", "-w", "--quiet", "-q", "--json"} <= options


@each_command
def test_the_readme_tells_of_every_command_in_its_own_words(name):
    words = cli.main.commands[name].get_short_help_str(limit=200)

    assert re.search(
        rf"^\| `audit {name}[^|]*\| {re.escape(words)} \|$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE
    )


@pytest.mark.parametrize("status", [0, 1, 2, frame.NEEDS_A_PERSON, frame.INTERRUPTED])
def test_the_readme_tells_of_every_exit_status(status):
    assert re.search(rf"^\| {status} \| \S", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
