"""Every visible string comes from one catalogue, and each catalogue is whole."""

import datetime
import tomllib
from importlib import resources

import pytest

from assignments import words
from assignments.decisions import DECISIONS


def _texts(table, place=""):
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _texts(value, f"{place}{key}.")
        elif isinstance(value, list):
            yield from ((f"{place}{key}.{n}", text) for n, text in enumerate(value))
        else:
            yield f"{place}{key}", value


def _catalogue(language):
    text = resources.files("assignments").joinpath("words", f"{language}.toml").read_text(encoding="utf-8")
    return dict(_texts(tomllib.loads(text)))


@pytest.mark.parametrize("language", words.languages())
def test_a_catalogue_has_the_same_texts_and_the_same_names_to_fill_in_as_the_english_one(language):
    english, other = _catalogue("en"), _catalogue(language)

    def named(catalogue):
        """Rules say in their own files what they say in English."""
        free = ("reasons.", "notices.", "signals.")
        return {key: words.names(text) for key, text in catalogue.items() if not key.startswith(free)}

    assert named(other) == named(english)


@pytest.mark.parametrize("language", words.languages())
def test_no_two_headings_and_no_two_decisions_are_called_the_same(language):
    catalogue = words.load(language)
    headings = [text.casefold() for key, text in _catalogue(language).items() if key.startswith("columns.")]

    assert len(set(headings)) == len(headings)
    assert len({word.word.casefold() for word in catalogue.decisions.values()}) == len(DECISIONS)
    assert all(len(name) <= 31 for name in (catalogue.tabs.start, catalogue.tabs.pages, catalogue.tabs.ideas))


def test_the_first_of_a_month_is_written_as_people_do():
    days = [datetime.date(2020, 4, day) for day in (1, 2)]

    assert [words.load("fr").day(day) for day in days] == ["1er avril 2020", "2 avril 2020"]
    assert [words.load().day(day) for day in days] == ["1 April 2020", "2 April 2020"]


def test_the_lead_can_put_a_text_of_their_own():
    own = words.load(texts={"start.hello": "Dear {name},", "decisions.keep.word": "leave it"})

    assert own.start.hello == "Dear {name},"
    assert own.decisions["keep"].word == "leave it"


@pytest.mark.parametrize(
    ("language", "texts", "message"),
    [
        ("xx", {}, "there is no such catalogue. There are: en"),
        ("en", {"start.helo": "x"}, "“start.helo”, which is no text of the workbook"),
        ("en", {"start": "x"}, "“start”, which is no text of the workbook"),
        ("en", {"start.hello": "Hi {nome}"}, "has {nome}, which cannot be filled in there. Possible: {name}."),
        ("en", {"start.hello": "Hi {"}, "has {}, which cannot be filled in there"),
    ],
)
def test_a_wrong_setting_is_named_with_its_remedy(language, texts, message):
    with pytest.raises(words.WordsError, match=r"audit\.toml") as error:
        words.load(language, texts)

    assert message in str(error.value)
