"""What people type for a decision is taken, taken with a warning, or asked about; never guessed across meanings."""

import pytest

from assignments import words
from assignments.placing.typed import Vocabulary, minutes_of

VOCABULARY = Vocabulary(
    [{d: w.word for d, w in words.load(language).decisions.items()} for language in words.languages()]
)


@pytest.mark.parametrize(
    ("typed", "decision"),
    [("keep", "keep"), ("Delete ", "delete"), ("DELETE!", "delete"), ("“archive”.", "archive"),
     ("Not\u00a0sure", "not sure"), ("  NOT  MINE", "not mine"), ("keep 👍", "keep")],
)  # fmt: skip
def test_case_spaces_and_punctuation_do_not_matter(typed, decision):
    read = VOCABULARY.read(typed)

    assert (read.decision, read.warning, read.question) == (decision, "", "")


@pytest.mark.parametrize(
    ("typed", "decision", "remark"),
    [("bin it", "delete", ""), ("please delete this page", "delete", ""), ("kepp", "keep", ""), ("updte", "update", ""),
     ("leave as is", "keep", ""), ("löschen", "delete", ""), ("effacer", "delete", ""),
     ("don't know", "not sure", ""),
     ("keep - but fix the phone number", "keep", "but fix the phone number"),
     ("merge into https://a.example/b/", "merge", "into https://a.example/b/"),
     ("remove: nobody reads it", "delete", "nobody reads it"), ("delete this one", "delete", "this one"),
     ("archive as outdated", "archive", "as outdated"), ("delete gone", "delete", "gone"),
     ("update phone number", "update", "phone number")],
)  # fmt: skip
def test_plain_synonyms_typing_errors_and_remarks_are_taken_with_a_warning(typed, decision, remark):
    read = VOCABULARY.read(typed)

    assert (read.decision, read.remark, read.question) == (decision, remark, "")
    assert typed in read.warning


@pytest.mark.parametrize(
    "typed",
    ["?", "n/a", "✓", "x", "yes", "3", "👍", "ok", "delete?", "delete or keep", "keep/merge", "don't delete",
     "deleted", "probably delete", "keep, merge later", "delete old links", "archive 2019 news", "convert table",
     "delete everything but the map",
     "delete the second paragraph", "remove the table", "#N/A",
     "=A1", "no", "2026-03-01", "keep 👎", "updated", "keep and archive"],
)  # fmt: skip
def test_what_could_mean_something_else_is_asked_about(typed):
    read = VOCABULARY.read(typed)

    assert read.decision == ""
    assert read.question


@pytest.mark.parametrize("language", words.languages())
def test_every_word_of_every_catalogue_is_understood(language):
    for decision, word in words.load(language).decisions.items():
        assert VOCABULARY.read(word.word.upper()).decision == decision


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("5", 5), ("5,5", 5.5), ("5 min", 5), ("1h", 60), ("1 h 30", 90), ("2-3", 2.5), ("ca. 10", 10), ("00:05:00", 5)],
)
def test_minutes_are_read_as_people_write_them(typed, minutes):
    assert minutes_of(typed)[0] == minutes


@pytest.mark.parametrize("typed", ["half", "a while", "#N/A", "-3", "99999"])
def test_minutes_that_are_no_number_are_named(typed):
    assert minutes_of(typed) == (None, f"The minutes “{typed}” could not be read as a number.")
