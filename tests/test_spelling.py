from collections import Counter
from itertools import islice, product

import pytest

from audit.abbreviations import Unexplained, unexplained
from audit.plain_words import Avoidable, avoidable
from audit.spelling import Misspelling, closest, long_words, misspellings, site_words

SENTENCE = "We will {} the forms that you send to the office."


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("recieve", "receive"),
        ("seperate", "separate"),
        ("aknowledge", "acknowledge"),
        ("accomodate", "accommodate"),
        ("reveiw", "review"),
        ("sytem", "system"),
        ("treid", "tried"),
    ],
)
def test_a_slip_is_found_with_the_word_that_was_meant(word, meant):
    sentence = SENTENCE.format(word)

    assert misspellings(sentence, "en-GB") == [Misspelling(word, meant, sentence)]


@pytest.mark.parametrize(
    "word",
    [
        "organise",
        "organize",
        "colour",
        "color",
        "centre",
        "center",
        "ringfence",
        "reupload",
        "dataset",
        "Kubernetes",
        "kubernetes",
        "recieve@example.org",
        "/recieve/",
        "façade",
        "don’t",
        "analyze",
        "programme",
        "neighborhood",
        "upskill",
        "severities",
        "mtime",
        "plink",
    ],
)
def test_right_words_names_addresses_and_jargon_are_left_alone(word):
    assert misspellings(SENTENCE.format(word), "en") == []


@pytest.mark.parametrize(("word", "meant"), [("colur", "colour"), ("favur", "favour"), ("labelld", "labelled")])
def test_of_two_words_that_are_as_common_it_is_always_the_same_one_that_was_meant(word, meant):
    assert [one.meant for one in misspellings(SENTENCE.format(word), "en")] == [meant]


def test_a_word_is_named_once_with_its_first_sentence():
    text = "They recieve the forms from the office every day.\nYou recieve the forms from the office every day."

    assert [one.sentence for one in misspellings(text, "en")] == [text.splitlines()[0]]


def test_sentences_in_other_languages_and_lists_of_names_are_left_alone():
    text = "El proyecto publico comparten muchas experiencias.\njsmith, abrwon, tgren, marck, pjones and lhang.\n"

    assert misspellings(text, "en") == []


def test_a_page_in_another_language_is_not_judged():
    assert misspellings("Mae hyn yn Gymraeg.", "cy") is None


def test_the_sites_own_words_are_learnt_but_not_a_slip_made_often():
    own = [f"Page {number}: use the gradle tool in the office every day." for number in range(3)]
    slip = [f"Page {number}: please recieve the forms." for number in range(3)] + ["We receive the forms."] * 40

    learnt = site_words(Counter(word for text in (*own, *slip) for word in long_words(text)))

    assert learnt == {"gradle"}
    assert misspellings("You can use the gradle tool in the office.", "en", learnt) == []
    assert [one.word for one in misspellings("You can recieve the tool in the office.", "en", learnt)] == ["recieve"]


def test_an_abbreviation_that_nobody_explains_is_named_with_its_first_sentence():
    assert unexplained("Ask the FSRB first.\nThe FSRB will answer.") == [Unexplained("FSRB", "Ask the FSRB first.")]


@pytest.mark.parametrize(
    "text",
    [
        "Send a freedom of information (FOI) request. FOI is free.",
        "FOI (freedom of information) is free. Make an FOI request.",
        "FOI stands for the right to ask. Make an FOI request.",
        "You have freedom of information. Make an FOI request.",
        "The Department of the Interior owns the land. Ask the DOI.",
        "Download the PDF from the BBC or the NHS in the UK.",
        "READ THE FSRB RULES NOW\nPlease.",
        "King Henry VIII and Louis XIV met. It is DONE.",
        "Write to FSRB@example.org or see /FSRB/ for AB12 codes.",
    ],
)
def test_explained_and_well_known_abbreviations_are_left_alone(text):
    assert unexplained(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Write to us in Bethesda, MD 20817 or in Montreal, QC today.",
        "We answer from 6 a.m. to 5 p.m. CDT and from 14:00 CEST on.",
        "The MAGMA stand is here.\nSee the Magma shop.",
        "Put the EGG in.\nAn egg is enough for most people.",
        "You can order NOW and in ANY shop, but you CANNOT pay.",
        "Write the date as YYYY and the month.",
        "The Economic and Social Chamber ( ESCX) meets here.",
    ],
)
def test_places_hours_names_and_words_in_capitals_are_no_abbreviations(text):
    assert unexplained(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Downloads | QPRT | ZLV tools\nQPRT Keyfob Reader, black\nProduct code: PHLR",
        "The catalogue of QPRT Batteries is free.\nWe are part of The ZLV Group of insurers.",
        "The tool is made by QPRT, Ltd. and by the ZLV® works.",
    ],
)
def test_letters_in_menus_and_in_names_of_firms_and_goods_are_left_alone(text):
    assert unexplained(text) == []


def test_a_name_that_is_also_used_alone_is_an_abbreviation():
    found = unexplained("Ask the QPRT Secretary for the form.\nSend it to the QPRT when it is filled in.")

    assert found == [Unexplained("QPRT", "Send it to the QPRT when it is filled in.")]


def test_letters_that_are_only_like_a_place_or_a_word_are_abbreviations():
    found = unexplained("Ask the MD first.\nThe SVN server is at svn.example.org.\nThe EVA, and evaluation.")

    assert [one.short for one in found] == ["MD", "SVN", "EVA"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The passwd table = passwd(user) of the server and all its users.",
        "You will find the time of the last change (mtimes) in the list.",
        "Please do not write this twice, since that is duplicative and takes time.",
        "Give the form to the officer or to their designee at the end of the month.",
        "It may be set to one of the words “inhome” or to the path of a file.",
        "You can run the gradle task to check that all of it has been built.\nRun: $gradle",
        "Give the name of the targetns to it.\nThe targetns is the name.\nEach targetns is read by it.",
    ],
)
def test_code_terms_in_brackets_and_derived_words_are_no_slips(sentence):
    assert misspellings(sentence, "en") == []


def test_a_slip_behind_a_star_that_begins_a_point_is_found():
    text = "Are there issues that still need to be addressed? * The grant has been recieved by the foundation."

    assert [one.word for one in misspellings(text, "en")] == ["recieved"]


@pytest.mark.parametrize("word", ["accomodation", "recieve", "seperate"])
def test_a_slip_that_somebody_makes_each_time_is_found_on_a_page_that_is_full_of_it(word):
    text = "\n".join(
        f"We will write to you of the {word} thing in {month}." for month in ("May", "June", "July", "August")
    )

    assert [one.word for one in misspellings(text, "en")] == [word]


def test_words_to_avoid_come_with_a_plain_one():
    text = "We utilised it prior to the event.\nRobust work."

    assert avoidable(text) == [
        Avoidable("utilised", "use", "We utilised it prior to the event."),
        Avoidable("prior to", "before", "We utilised it prior to the event."),
        Avoidable("Robust", "strong, thorough", "Robust work."),
    ]


def test_the_list_of_words_to_avoid_can_be_ones_own():
    assert avoidable("Our clients utilise it.", {"client": "person"}) == [
        Avoidable("clients", "person", "Our clients utilise it.")
    ]
    assert avoidable("Our clients utilise it.", {}) == []


@pytest.mark.parametrize("again", [".", "a", "a.", "recieve"])
def test_a_line_of_a_megabyte_without_a_space_takes_no_time(again):
    """Each letter is looked at once or twice: were all that follow looked at for each, this would take an hour."""
    sentence = SENTENCE.format("recieve")

    assert misspellings(f"{again * (1_000_000 // len(again))}\n{sentence}", "en") == [
        Misspelling("recieve", "receive", sentence)
    ]


def test_a_line_of_nothing_but_small_words_takes_no_time_to_look_through_for_the_meaning_of_an_abbreviation():
    text = "Please ask the ABQ now.\n" + "a " * 200_000 + "quay"

    assert [one.short for one in unexplained(text)] == ["ABQ"]


def test_a_table_of_thousands_of_codes_takes_no_time_and_names_none_of_them():
    codes = ["".join(letters) for letters in islice(product("GHJKQWXZ", repeat=5), 20_000)]
    rows = "\n".join(f"Ask for {code} at the desk." for code in codes)

    assert unexplained(rows) == []
    assert [one.short for one in unexplained("\n".join(rows.splitlines()[1:4]))] == codes[1:4]


@pytest.mark.parametrize(
    ("name", "names", "found"),
    [
        ("part-two", {"part-10", "part-2", "fees"}, "part-2"),
        ("fees", {"a-z", "top"}, ""),
        ("fees", (), ""),
        ("fee-10", {f"fee-1{number}" for number in range(5_000)}, "fee-10"),
    ],
)
def test_the_name_that_a_misspelt_one_may_stand_for_is_found_among_few_and_many(name, names, found):
    assert closest(name, names) == found


def test_a_line_of_brackets_that_never_close_takes_no_time_to_look_through_for_meanings():
    text = "Please ask the QPRT now for help.\n" + "QPRT (1 " * 100_000

    assert [one.short for one in unexplained(text)] == ["QPRT"]
