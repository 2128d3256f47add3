"""Invitations to apply, register or come, which are over on a page of long ago."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.open_calls import PARTS, PATTERNS, open_calls


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Applications are now open.", "en-GB"),
        ("We are currently accepting applications for a head of parks.", ""),
        ("Now is the time to apply.", "en"),
        ("Register for a ticket here.", "en"),
        ("To bid on the issue, click here.", "en"),
        ("Les inscriptions sont ouvertes.", "fr"),
        ("Jetzt anmelden!", "de"),
        ("Las inscripciones ya están abiertas.", "es"),
        ("Cofrestrwch nawr.", "cy"),
    ],
)
def test_an_invitation_is_quoted(text, language):
    assert open_calls(text, language) == (text,)


@pytest.mark.parametrize(
    "text",
    [
        "Sign up for our newsletter and register now.",
        "Applications were open until May.",
        "If applications are open, apply today.",
        "Agencies are now taking the next step.",
        "The gardens are open source of joy.",
        "You can register a birth at the town hall.",
    ],
)
def test_what_is_for_good_or_told_of_the_past_is_no_invitation(text):
    assert open_calls(text, "en") == ()


def test_in_a_language_without_wordings_nothing_is_judged():
    assert open_calls("Applications are now open.", "nl") == ()


@pytest.mark.parametrize("language", sorted(PATTERNS))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_every_call_has_a_word_that_makes_its_sentence_worth_a_look(language, data):
    call = data.draw(st.from_regex(PATTERNS[language].pattern, fullmatch=True))

    assert any(PARTS.search(token) for token in call.split())
