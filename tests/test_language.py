"""Rules that are made for English pass over texts in other languages, whatever a page says of its language."""

import datetime

import pytest

from audit.language import language_read
from audit.words import Measure

FRENCH = (
    "La ville propose une aide pour les familles qui louent un appartement dans le centre.\n"
    "Vous pouvez demander cette aide avec le formulaire, sur place ou par courrier, et le service vous répond.\n"
    "Une commission examine les dossiers des personnes qui ne sont pas encore connues du service social."
)
ENGLISH = (
    "The city offers help to families that rent a flat in the centre.\n"
    "You can ask for it with this form, at the counter or by letter, and the office will answer within three weeks.\n"
    "A board looks at the files of those who are not known to the social service yet."
)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("The office is closed.", True),
        ("Termine", True),
        (ENGLISH, True),
        (FRENCH, False),
        ("Das Amt ist am Montag nicht geöffnet, und die Kasse auch nicht.", False),
        (f"{FRENCH}\n{ENGLISH}", False),
        (f"{FRENCH}\nThe use of this page is free, and you can copy it from our site.", False),
        (f"{ENGLISH}\nThe motto: « Les uns pour les autres, et la ville pour tous ».", True),
        ("Liste: " + " ".join(f"Ort{number}" for number in range(100)), False),
        ("This is a list of the streets: " + " ".join(f"Street{number}" for number in range(100)), True),
    ],
)
def test_a_text_is_read_as_english_when_english_words_are_the_commonest(text, english):
    assert (language_read(text) == "en") is english


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", FRENCH),
        ("de", "Das Amt ist am Montag nicht geöffnet, und die Kasse auch nicht."),
        ("es", "El ayuntamiento ayuda a las familias con el alquiler, y los vecinos lo piden por carta."),
        ("cy", "Mae’r swyddfa ar gau yn y bore, ac mae hefyd ar gau gyda’r nos."),
        ("", "Ort1 Ort2 " + " ".join(f"Ort{number}" for number in range(100))),
    ],
)
def test_another_language_is_known_by_its_commonest_words(language, text):
    assert language_read(text) == language


def test_a_page_that_calls_itself_english_is_read_in_the_language_that_it_is_in():
    measure = Measure(datetime.date(2026, 6, 1), frozenset(), {})

    said = measure.words(f"{FRENCH}\nLes candidatures seront reçues jusqu’au 3 mai 2019.", "en-GB")

    assert [one.date for one in said.passed] == [datetime.date(2019, 5, 3)]
    assert said.readability is None
