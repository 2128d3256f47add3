"""Pages that say of themselves that they are over, and the newest year that a text names."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.endings import PARTS, PATTERNS, STEMS, ended, marked_as_ended, newest_year

TODAY = datetime.date(2026, 6, 1)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("This page is no longer updated.", "en"),
        ("This programme has now been discontinued.", "en-GB"),
        ("In May 2019 this programme was discontinued.", "en-GB"),
        ("This consultation has officially ended.", "en-GB"),
        ("This is an old version.", "en-GB"),
        ("Our learning tool was retired in 2019.", "en-US"),
        ("THIS WEBSITE IS NO LONGER MAINTAINED!", "en"),
        ("This document is retained for historical reference.", "en"),
        ("This is an archived version.", "en"),
        ("Cette page n'est plus mise à jour.", "fr"),
        ("Ce service n’est plus disponible.", "fr"),
        ("Cet outil n’existe plus.", "fr"),
        ("Diese Seite wird nicht mehr gepflegt.", "de"),
        ("Die Seite wurde archiviert.", "de"),
        ("Dieses Angebot ist nicht mehr aktuell.", "de"),
        ("Este servicio ya no está disponible.", "es"),
        ("Esta página ya no se actualiza.", "es"),
        ("Nid yw’r dudalen hon ar gael.", "cy"),
    ],
)
def test_a_page_that_says_it_is_over_is_quoted(sentence, language):
    assert ended(f"A heading\n{sentence}", language) == (sentence,)


@pytest.mark.parametrize(
    "sentence",
    [
        "If this page is withdrawn, we will say so.",
        "This service will be discontinued when nobody uses it.",
        "She retired in 2019 after this course ended well for all.",
        "This is an historical accident that cannot be fixed.",
        "The old hall was replaced by a new one.",
        "Archive",
        "Retired",
        "Children are no longer charged.",
        "This site is no longer supported in your browser.",
        "These forms are no longer available on paper.",
    ],
)
def test_what_ended_beside_the_page_is_left_alone(sentence):
    assert ended(sentence, "en") == ()


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("This service is no longer available at weekends.", "en"),
        ("This page is no longer available in Welsh.", "en"),
        ("Our course is no longer offered on Mondays.", "en"),
        ("Ce service n’est plus gratuit depuis mars.", "fr"),
        ("Ce site n’est plus à présenter.", "fr"),
        ("Das Programm wurde beendet, weil niemand kam.", "de"),
        ("Der Dienst ist nicht mehr so teuer.", "de"),
        ("Dieses Projekt ist nicht mehr wegzudenken.", "de"),
        ("Este programa ya no cobra entrada.", "es"),
        ("Nid yw’r gwasanaeth ar gael ar ddydd Sul.", "cy"),
    ],
)
def test_what_ended_in_part_or_elsewhere_is_left_alone_in_each_language(sentence, language):
    assert ended(sentence, language) == ()


@pytest.mark.parametrize("language", sorted(PATTERNS))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.data())
def test_every_wording_has_a_word_that_makes_its_sentence_worth_a_look(language, data):
    said = " ".join(data.draw(st.from_regex(PATTERNS[language].pattern, fullmatch=True)).lower().split())

    assert any(stem in said for stem in STEMS)
    assert any(PARTS.search(token) for token in said.split())


def test_a_language_that_nobody_put_in_is_not_judged():
    assert ended("This page is no longer updated.", "pl") == ()


def test_a_title_may_bear_a_mark():
    assert marked_as_ended("[Archived] Pool rules")
    assert not marked_as_ended("Archived newspapers and how to read them")


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("In 2013 and in 2016 we met.", 2016),
        ("We plan until 2030.", 2026),
        ("© 2025 The Council", None),
        ("Copyright 2011-2025 The Council, in York since early 1999", None),
        ("2005 - 2014 Example Trust. All rights reserved.", None),
        ("© Copyright since 2014 The Council", None),
        ("Copyright © Bryn Town Council 2014", None),
        ("Our copyright notice of 2014 holds.", 2014),
        ("We were founded in 1995.", None),
        ("Sie wurde gegründet im Jahr 1995.", None),
        ("Founded in 1995, we moved in 2014.", 2014),
        ("We have made shoes since 2009, and sold them since May 2012.", None),
        ("In 2014 all rights to vote were given.", 2014),
        ("Call 020 7946 2015/2.", None),
        ("It was built in 1876.", None),
        ("No year.", None),
        ("Call 01624 685 2014.", None),
        ("We have 2000 members.", None),
        ("It opened on 12 May 2000.", 2000),
        ("Under the Equality Act 2010 we must make adjustments.", None),
        ("The Plain Writing Act of 2010 asks for it, and in 2008 we did it.", 2010),
        ("In 2016 we sold shoes. We have sold hats since March 2017.", 2017),
        ("In 2016 we sold shoes. We have made them since 2009, © 2020 The Council.", 2016),
        ("The Planning (Fees) Regulations (Wales) 2012 set the fee.", None),
        ("In the Order of Merit of 2015 she came first in 2014.", 2015),
        ("We meet ISO 9001:2015.", None),
        ("Use 2001:db8:8000::/48 or 2001::1, as in 2014: it works.", 2014),
    ],
)
def test_the_newest_year_is_that_of_the_text_not_of_the_copyright(text, year):
    found = newest_year(text, TODAY)

    assert (found.year if found else None) == year
