"""Another language is whole: nothing that a volunteer sees or gets is left in English."""

import email
import email.policy
import re
import tomllib
import zipfile
from importlib import resources
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from town import SITE, deal_out, workspace  # noqa: F401 — a fixture

from assignments import words
from assignments.choose import Choice
from assignments.records import Batch
from audit.rule import Certainty, Finding, Severity
from audit.suggest import Suggestion
from audit.tell import rules_of
from crawler.page import Extract, Page

NOT_FRENCH = re.compile(
    r"\b(the|of|and|is|are|with|your|this|that|what|which|you|not|page instead|changed|since|done|by|its|text)\b",
    re.IGNORECASE,
)
EVIDENCE = "not changed since 5 May 2019 (by its text); see “L’école d’été” at /ecole/été, and 3 more pages"
TITLES = ("L’école d’été", "Les impôts", "La mairie")


def _visible(file):
    """Every text of a workbook that somebody can come to see: cells, messages, lists, footers, pictures."""
    book = openpyxl.load_workbook(file)
    for sheet in book:
        if sheet.sheet_state == "veryHidden":
            continue
        yield sheet.title if sheet.title != "Lists" else ""
        for row in sheet.iter_rows(values_only=True):
            for text in map(str, filter(None, row)):
                yield from re.findall(r'"([^"]*)"', text) if text.startswith("=") else [text]
        for check in sheet.data_validations.dataValidation:
            yield from filter(None, (check.promptTitle, check.prompt, check.errorTitle, check.error))
        yield from filter(None, (sheet.oddFooter.left.text, sheet.oddFooter.right.text))
    with zipfile.ZipFile(file) as parts:
        for name in parts.namelist():
            if name.startswith(("xl/charts/", "xl/drawings/drawing")):
                for element in ET.fromstring(parts.read(name)).iter():
                    yield element.get("descr", "")
                    yield (element.text or "") if element.tag.endswith("}t") else ""


def _texts(table):
    for value in table.values() if isinstance(table, dict) else table:
        yield from [value] if isinstance(value, str) else _texts(value)


@pytest.fixture
def french(workspace):
    """Pages in French about which every rule has something to say in English, dealt in French."""
    workspace.settings_file.write_text('[worksheet]\nlanguage = "fr"\nlead = "Hélène <h@x.example>"\n', "utf-8")
    crawl = workspace.inventory.crawls()[-1]
    urls = [f"{SITE}ecole/{n}" for n in range(len(TITLES))]
    pages = [Page(url=url, status=200, title=title, words=90) for url, title in zip(urls, TITLES, strict=True)]
    workspace.inventory.record(crawl.id, [Extract(page=page) for page in pages])
    rules = [rule.id for rule in rules_of(workspace.folder).rules]
    known = {"severity": Severity.LOW, "certainty": Certainty.SURE, "evidence": EVIDENCE}
    workspace.append(Finding, [Finding(page_url=urls[n % 3], rule=rule, **known) for n, rule in enumerate(rules)])
    workspace.append(Suggestion, [Suggestion(page_url=urls[0], decision="archive", because=EVIDENCE)])
    deal_out(workspace, "name,email,hours,interests\nZoé,z@x.example,2,impôts\n", choice=Choice(only=("/ecole/*",)))
    (batch,) = workspace.records(Batch)
    return workspace.folder / batch.file


def test_nothing_in_a_french_workbook_is_english(french):
    texts = set(_visible(french))
    english = tomllib.loads(resources.files("assignments").joinpath("words", "en.toml").read_text("utf-8"))
    same = {
        "",
        "1",
        "pages",
        "page",
        "document",
        "image",
        "Minutes",
        "Section",
        "Decision",
        "Note",
        "Questions",
        "Logo",
    }
    left = {text for text in texts if text in set(_texts(english)) - same}

    assert left == set()
    assert {text: found for text in texts if (found := NOT_FRENCH.findall(text))} == {}
    assert any("Inchangée depuis des années" in text for text in texts)
    assert any("5 mai 2019, “L’école d’été”, /ecole/été" in text for text in texts)
    assert any(
        text.startswith("• ")
        and "→ Peut-être : archiver ? Pas modifiée depuis le 5 mai 2019; “L’école d’été”, /ecole/été" in text
        for text in texts
    )


def test_nothing_in_a_french_mail_is_english(french):
    mail = email.message_from_bytes(french.with_suffix(".eml").read_bytes(), policy=email.policy.default)
    text = mail.get_body().get_content()

    assert mail.get_body()["Content-Language"] == "fr-FR"
    assert mail["Subject"] == "town.example : 3 pages que vous seul·e pouvez juger"
    assert NOT_FRENCH.findall(text) == []
    assert text.startswith("Bonjour Zoé,")


@pytest.mark.parametrize("language", [language for language in words.languages() if language != "en"])
def test_every_rule_has_words_in_every_language(language, tmp_path):
    notices = words.load(language).notices

    assert {rule.id for rule in rules_of(tmp_path).rules} - set(notices) == set(), "add them to its [notices]"
