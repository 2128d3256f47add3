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
