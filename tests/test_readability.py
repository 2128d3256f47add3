import pytest

from audit.readability import readability, syllables

EASY = "The cat sat on the mat. It was warm and dry. The sun was out. She had a nap."
HARD = (
    "Notwithstanding considerable organisational difficulties, interdepartmental representatives collaboratively "
    "established comprehensive accountability mechanisms governing institutional sustainability communications."
)


def test_easy_and_hard_prose_are_told_apart():
    easy, hard = readability(EASY, "en-GB"), readability(HARD, "en-GB")

    assert easy.reading_ease > 90
    assert hard.reading_ease < 30
    assert easy.grade < hard.grade
    assert (easy.sentences, easy.words, easy.words_per_sentence, easy.long_share, easy.longest) == (4, 19, 4.8, 0.0, ())


def test_long_sentences_are_counted_and_the_longest_shown_first():
    long, longer = "word " * 26 + "end.", "word " * 40 + "end."

    found = readability(f"{EASY}\n{long}\n{longer}\n{long}", "en")

    assert found.long_share == round(3 / 7, 3)
    assert found.longest == (longer, long, long)


def test_headings_list_items_and_cells_are_no_sentences():
    menu = "Home\nAbout us\nOpening hours\nMonday\n9am to 5pm\n" + "a heading without an end " * 20

    assert readability(f"{menu}\n{EASY}\n{menu}", "en") == readability(EASY, "en")
    assert readability(menu, "en") is None


@pytest.mark.parametrize("language", ["cy", "fr-FR", "de"])
def test_a_language_that_the_formula_was_not_made_for_is_not_judged(language):
    assert readability(EASY, language) is None


def test_a_text_without_words_is_not_judged():
    assert readability("", "en") is None
    assert readability("…", "en") is None


def test_abbreviations_and_decimals_end_no_sentence():
    assert readability("Dr. Smith of St. Mary paid 3.50 pounds, i.e. too much, to Mr. J. Brown.", "en").sentences == 1


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cat", 1),
        ("standard's", 2),
        ("left-hand", 2),
        ("table", 2),
        ("like", 1),
        ("created", 3),
        ("agencies", 3),
        ("wanted", 2),
        ("licensed", 2),
        ("idea", 2),
        ("the", 1),
        ("b", 1),
    ],
)
def test_syllables_of_common_words(word, count):
    assert syllables(word) == count
