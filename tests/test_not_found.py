"""Soft 404s by their words: error pages are known, and pages about error pages are not taken for them."""

import csv
from pathlib import Path

import pytest

from audit.not_found import not_found

LABELS = Path(__file__).parents[1] / "benchmarks" / "labels" / "soft_404.csv"
with LABELS.open(encoding="utf-8", newline="") as file:
    ROWS = [pytest.param(row, id=f"{row['title']}-{row['heading']}"[:60]) for row in csv.DictReader(file)]
ARTICLE = "When nobody finds a page, a link was wrong or the page has gone. " * 60


@pytest.mark.parametrize("row", ROWS)
def test_a_page_that_excuses_itself_is_told_from_a_page_about_it(row):
    said = not_found(row["title"], row["heading"], row["text"], len(row["text"].split()))

    assert bool(said) == (row["label"] == "yes")


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
    ],
)
def test_a_short_page_that_speaks_of_another_thing_that_is_not_there_is_no_error_page(heading, text):
    assert not_found(heading, heading, text, len(text.split())) == ""


def test_an_excuse_counts_after_a_condition_in_another_sentence():
    text = "If you typed it, check the spelling. The page you requested could not be found."

    assert not_found("Bryn", "Bryn", text, len(text.split())) == "The page you requested could not be found"
