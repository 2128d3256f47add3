"""What is told of the past, laws, and days of other things, in each of the five languages: none is out of date."""

import datetime

import pytest

from audit.passed_dates import passed

TODAY = datetime.date(2026, 6, 1)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("These Regulations will come into force on 1 April 2016.", "en"),
        ("Diese Satzung tritt am 1. Januar 2021 in Kraft.", "de"),
        ("Le présent arrêté entrera en vigueur le 1er janvier 2021.", "fr"),
        ("La presente ordenanza entrará en vigor el 1 de enero de 2021.", "es"),
        ("Bydd y Rheoliadau hyn yn dod i rym ar 1 Ebrill 2016.", "cy"),
        ("Die Regelung gilt ab 1. Januar 2021.", "de"),
    ],
)
def test_the_day_from_which_a_law_is_in_force_is_never_out_of_date(sentence, language):
    assert passed(sentence, language, TODAY) == []


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("It was agreed that the plan will be published by 1 May 2020.", "en"),
        ("The court held in 2015 that the council must pay by 1 May 2016.", "en"),
        ("Die Arbeiten begannen am 1.3.2019 und sollten bis 1.9.2019 dauern.", "de"),
        ("Die Ausstellung lief bis zum 3. Mai 2019.", "de"),
        ("Sie arbeitete bis Mai 2015 im Rathaus.", "de"),
        ("Bis 2015 gab es hier zwei Mühlen.", "de"),
        ("Bis zum 31. März 2015 hatte die Stadt zwei Mühlen.", "de"),
        ("Die Ausstellung findet jedes Jahr am 3. Mai statt, zuletzt am 3. Mai 2019.", "de"),
        ("Le maire annonça en 2019 que la bibliothèque fermera le 4 mai 2019.", "fr"),
        ("Les travaux devaient durer jusqu’au 1er septembre 2019.", "fr"),
        ("Elle dirigea l’école jusqu’en 2015.", "fr"),
        ("L’exposition s’est tenue jusqu’au 3 mai 2019.", "fr"),
        ("Le festival débute en 1998 avec dix films.", "fr"),
        ("Vivía aquí hasta el 3 de mayo de 2015.", "es"),
        ("Antes del 3 de mayo de 2015 no había puente.", "es"),
        ("La obra se inicia en 1998 y termina en 2001.", "es"),
        ("Cytunwyd y bydd y cynllun yn cael ei gyhoeddi erbyn 1 Mai 2020.", "cy"),
        ("Gweithiodd yno tan 3 Mai 2015.", "cy"),
        ("Erbyn 2015 roedd y dref wedi tyfu.", "cy"),
    ],
)
def test_what_is_told_of_the_past_is_left_alone_in_each_language(sentence, language):
    assert passed(sentence, language, TODAY) == []


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Die Regelung gilt bis zum 31. Dezember 2019.", "de"),
        ("Le cours commence en septembre 2019.", "fr"),
        ("El curso empieza en septiembre de 2019.", "es"),
        ("Mae’r ffordd ar gau tan 3 Mai 2019.", "cy"),
    ],
)
def test_what_lasts_until_a_day_or_begins_in_a_month_is_found_in_each_language(sentence, language):
    assert len(passed(sentence, language, TODAY)) == 1


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("They will pay under the deal of 3 May 2019.", "en"),
        ("A plaque will be unveiled for the heroes of 2015.", "en"),
        ("Der Plan wird nach dem Beschluss vom 3. Mai 2019 umgesetzt.", "de"),
        ("Die Gebühren werden nach der Satzung vom 3. Mai 2019 erhoben.", "de"),
        ("La ville appliquera l’arrêté du 3 mai 2019.", "fr"),
        ("Se aplicará la ordenanza de 3 de mayo de 2019.", "es"),
    ],
)
def test_the_day_of_a_decision_is_not_that_on_which_it_will_be_carried_out(sentence, language):
    assert passed(sentence, language, TODAY) == []


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("It will open in the week of 3 May 2019.", "en"),
        ("Work will start in the spring of 2019.", "en"),
        ("Die Halle bleibt vom 3. Mai 2019 an gesperrt.", "de"),
        ("Das Bad bleibt wegen Umbau vom 3. Mai 2019 bis zum 5. Mai 2019 geschlossen.", "de"),
        ("La piscine sera fermée du 3 mai 2019 au 5 mai 2019.", "fr"),
        ("Le guichet sera fermé à partir du 3 mai 2019.", "fr"),
        ("La piscina cerrará del 3 de mayo de 2019 al 5 de mayo de 2019.", "es"),
        ("Las obras empezarán antes del 3 de mayo de 2019.", "es"),
    ],
)
def test_a_span_of_days_and_a_part_of_a_year_are_times_of_what_is_to_come(sentence, language):
    assert len(passed(sentence, language, TODAY)) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "You need to have lived in the UK by 31 December 2020.",
        "This policy was due for review in 2019 and was reviewed in 2020.",
    ],
)
def test_what_must_have_been_done_by_a_day_is_no_deadline_and_what_was_to_be_reviewed_no_promise(sentence):
    assert passed(sentence, "en", TODAY) == []
