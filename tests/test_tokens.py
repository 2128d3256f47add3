"""A text is cut into tokens, and what was found out about a token is not found out twice, within limits."""

import datetime

from audit import tokens
from audit.tokens import Facts, cut, sentences_with
from audit.words import Measure

TEXT = "We recieve “grants” today. Ask the FSRB.\nThe FSRB will utilise it in order to help."


def test_a_text_is_cut_into_sentences_and_these_at_their_spaces():
    assert cut("Who pays? You do.\nFees") == (
        ("Who pays?", ["Who", "pays?"]),
        ("You do.", ["You", "do."]),
        ("Fees", ["Fees"]),
    )
    assert tokens.tokens("You do what you do.\nFees") == {"You", "do", "what", "you", "do.", "Fees"}


def test_only_sentences_with_a_wanted_token_are_given():
    assert [sentence for sentence, _ in sentences_with(TEXT, {"FSRB"})] == [TEXT.splitlines()[1]]
    assert list(sentences_with(TEXT, set())) == []


def test_a_fact_is_found_once_and_all_are_forgotten_when_there_are_too_many(monkeypatch):
    monkeypatch.setattr(tokens, "MOST_REMEMBERED", 2)
    asked = []
    facts = Facts(lambda token: asked.append(token) or len(token))

    assert [facts[token] for token in ("a", "bird", "a", "sang", "bird")] == [1, 4, 1, 4, 4]
    assert asked == ["a", "bird", "sang", "bird"]
    assert len(facts) == 2


def test_a_token_of_a_megabyte_is_not_remembered():
    facts = Facts(len)

    assert [facts[token] for token in ("bird", "a" * 1_000_000)] == [4, 1_000_000]
    assert facts == {"bird": 4}


def test_what_is_remembered_of_other_pages_changes_nothing(monkeypatch):
    measure = Measure(datetime.date(2026, 6, 1), frozenset(), {})
    first = measure.words(TEXT, "en-GB")
    monkeypatch.setattr(tokens, "MOST_REMEMBERED", 3)
    for page in ("Nothing of the kind stands here.", TEXT.upper(), f"{TEXT} And more."):
        measure.words(page, "en-GB")
        assert measure.words(TEXT, "en-GB") == first
    assert [one.word for one in first.avoidable] == ["utilise", "in order to"]
    assert [one.short for one in first.unexplained] == ["FSRB"]
