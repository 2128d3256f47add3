"""Rules that are made for English pass over texts in other languages, whatever a page says of its language."""

import pytest

from audit.english import reads_english

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
    assert reads_english(text) is english
