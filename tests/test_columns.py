"""Columns of one's own: a name and a CSS selector in audit.toml, read from the archive without fetching anything."""

import csv
import io
import json

import openpyxl
import pytest
from click.testing import CliRunner
from crawling import crawl
from little_server import LittleServer, page

from audit.columns import OF_PAGES, columns
from cli import main
from crawler.settings import SettingsError
from crawler.workspace import Workspace

OWNER = '<p class="owner">Ann  Moss</p><p class="owner">Tom Price</p>'
SETTINGS = """
[columns]
owner = ".owner"
picture = "img"
topic = 'meta[name="topic"]'
"Last check" = "time:nth-of-type(1)"
"""
TOPIC = "<meta name=topic content=Harbours><img src=a.png alt='A quay'><time datetime=2024-05-01></time>"


@pytest.fixture
def crawled(tmp_path):
    """Two pages: one with all that the columns ask for, one without any of it."""
    (tmp_path / "audit.toml").write_text(SETTINGS)
    server = LittleServer({"/": page("/plain", text=OWNER + TOPIC), "/plain": page(text="<p>=1+1</p>")})
    with server.running():
        assert crawl(tmp_path, server.url).returncode == 0
    asked = len(server.asked)
    run(tmp_path, "check")
    yield server.url, tmp_path
    assert len(server.asked) == asked


def run(folder, *arguments, exit_code=0):
    result = CliRunner().invoke(main, [*arguments, "-w", str(folder)])
    assert result.exit_code == exit_code, result.output
    return result


def exported(folder):
    return list(csv.DictReader(io.StringIO(run(folder, "export", "pages").stdout)))


def own(row):
    return {name: value for name, value in row.items() if name not in OF_PAGES}


def test_ones_own_columns_stand_after_those_of_every_audit(crawled):
    _, folder = crawled
    home, _, plain = exported(folder)

    assert list(home) == [*OF_PAGES, "owner", "picture", "topic", "Last check"]
    assert own(home) == {
        "owner": "Ann Moss; Tom Price", "picture": "A quay", "topic": "Harbours", "Last check": "2024-05-01",
    }  # fmt: skip
    assert set(own(plain).values()) == {""}


def test_new_columns_need_a_check_and_nothing_else(crawled):
    _, folder = crawled
    (folder / "audit.toml").write_text('[columns]\n"first heading" = "h1"\n')
    run(folder, "check")

    assert own(exported(folder)[0]) == {"first heading": "A page"}


def test_show_and_the_workbook_have_them_too(crawled):
    url, folder = crawled
    run(folder, "report")
    book = openpyxl.load_workbook(folder / "reports" / "audit.xlsx")
    heading, first = list(book["Pages"].iter_rows(values_only=True))[:2]
    shown = run(folder, "show", f"{url}/")

    assert dict(zip(heading, first, strict=True))["owner"] == "Ann Moss; Tom Price"
    assert "owner: Ann Moss; Tom Price" in shown.output
    assert json.loads(run(folder, "show", f"{url}/", "--json").stdout)["own"]["topic"] == "Harbours"


def test_a_page_whose_copy_is_gone_is_said_and_the_others_are_read(crawled):
    _, folder = crawled
    with Workspace(folder) as workspace:
        workspace._connection.execute(
            "UPDATE pages SET archive_file = 'gone.warc.gz' WHERE title = 'A page' AND depth = 1"
        )
    result = run(folder, "check", exit_code=3)

    assert "[columns]" in result.output
    assert "gone.warc.gz" in result.output
    assert own(exported(folder)[0])["topic"] == "Harbours"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('owner = "p:("', "in [columns]: “owner” has a selector that cannot be read"),
        ('Title = "h1"', "in [columns]: “Title” is the name of a column that every audit has"),
        ('" " = "h1"', "is no name for a column"),
        ("owner = 3", "in [columns], a value must be text between quotation marks"),
    ],
)
def test_a_column_that_cannot_be_is_named_before_anything_is_fetched(tmp_path, text, words):
    (tmp_path / "audit.toml").write_text(f"[columns]\n{text}\n")
    with pytest.raises(SettingsError) as error:
        columns(tmp_path / "audit.toml")
    result = crawl(tmp_path, "http://127.0.0.1:1/")

    assert words in str(error.value)
    assert (result.returncode, result.stdout) == (1, "")
    assert words in result.stderr
