"""The report as a web page: safe, built for everybody, whole on paper; a real browser shows it."""

import re
import shutil
import subprocess
from itertools import pairwise

import pypdfium2
import pytest
import small
from selectolax.lexbor import LexborHTMLParser

from assignments.report import report
from audit.rule import Finding

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")


@pytest.fixture
def page(small_workspace):
    """The report's page of the small audit, as a tree."""
    return LexborHTMLParser(report(small_workspace, small.NOW).page.read_text(encoding="utf-8"))


def test_nothing_from_the_web_becomes_markup(small_workspace):
    text = report(small_workspace, small.NOW).page.read_text(encoding="utf-8")

    assert small.EVIL not in text
    assert "&lt;script&gt;alert(&#39;title&#39;)&lt;/script&gt;" in text
    assert text.count("<script") == 1
    assert "<b>12</b>" not in text


def test_only_web_addresses_become_links(small_workspace):
    evil = "javascript:alert(1)"
    known = {"severity": small.FINDINGS[0].severity, "certainty": small.FINDINGS[0].certainty}
    small_workspace.append(Finding, [Finding(page_url=evil, rule="old-page", evidence="x", **known)])
    page = LexborHTMLParser(report(small_workspace, small.NOW).page.read_text(encoding="utf-8"))

    assert evil in page.html
    assert {link.attributes["href"][:8] for link in page.css("a[href]") if link.attributes["href"][0] != "#"} == {
        "https://"
    }


def test_the_page_asks_nothing_of_the_network(small_workspace):
    text = report(small_workspace, small.NOW).page.read_text(encoding="utf-8")
    page = LexborHTMLParser(text)

    assert (
        page.css_first('meta[http-equiv="Content-Security-Policy"]')
        .attributes["content"]
        .startswith("default-src 'none';")
    )
    assert [node.tag for node in page.css("img, iframe, object, embed, link[rel=stylesheet], script[src], form")] == []
    assert re.findall(r"url\((?!#)|@import|src=", text) == []


def test_the_page_is_built_for_everybody(page):
    levels = [int(heading.tag[1]) for heading in page.css("h1, h2, h3")]
    ids = [node.attributes["id"] for node in page.css("[id]")]

    assert page.css_first("html").attributes["lang"] == "en-GB"
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert [len(page.css(tag)) for tag in ("main", "header", "footer")] == [1, 1, 1]
    assert page.css_first("a.skip").attributes["href"] == "#main"
    assert [cell.html for cell in page.css("thead th:not([scope=col]), tbody th:not([scope=row])")] == []
    assert len(ids) == len(set(ids))
    assert [
        link.attributes["href"] for link in page.css('a[href^="#"]') if link.attributes["href"][1:] not in ids
    ] == []
    assert [
        node.attributes["aria-labelledby"]
        for node in page.css("[aria-labelledby]")
        if not set(node.attributes["aria-labelledby"].split()) <= set(ids)
    ] == []
    assert all(node.attributes.get("tabindex") == "0" for node in page.css("[role=region]"))


def chromium(tmp_path, *options):
    """Run a real browser once; what it prints and what it says on stderr."""
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    run = subprocess.run(
        [*command, "--enable-logging=stderr", *options], capture_output=True, text=True, timeout=90, check=True
    )
    return run.stdout, run.stderr


@needs_chromium
def test_a_real_browser_shows_it_without_an_error(small_workspace, tmp_path):
    file = report(small_workspace, small.NOW).page
    dom, said = chromium(tmp_path, "--dump-dom", file.as_uri())
    page = LexborHTMLParser(dom)

    assert [line for line in said.splitlines() if ":CONSOLE" in line] == []
    assert page.css_first("h1").text() == "www.bryn.example"
    assert len(page.css("table.sortable thead th button")) == 12, "the script made the headings sort"
    assert "hidden" not in page.css_first("#tools").attributes


@needs_chromium
def test_it_prints_whole(small_workspace, tmp_path):
    """What is folded up on the screen stands on paper."""
    file = report(small_workspace, small.NOW).page
    chromium(tmp_path, f"--print-to-pdf={tmp_path / 'report.pdf'}", file.as_uri())
    with pypdfium2.PdfDocument(tmp_path / "report.pdf") as printed:
        text = " ".join(page.get_textpage().get_text_bounded() for page in printed)

    assert "which answers 404" in " ".join(text.split())
