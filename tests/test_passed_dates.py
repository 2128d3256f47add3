import datetime

import pytest

from audit.passed_dates import LONGEST_QUOTE, Kind, Passed, passed

TODAY = datetime.date(2026, 6, 1)

OVERTAKEN = [
    ("In 2019, the county office will move into a new building.", "2019-12-31", Kind.FUTURE),
    ("We’re hosting an open day on Friday, May 9, 2014.", "2014-05-09", Kind.FUTURE),
    ("Volunteers are needed for the 2019 festival, which will be held in York.", "2019-12-31", Kind.FUTURE),
    ("Applications will close on 2 February 2015.", "2015-02-02", Kind.FUTURE),
    ("The meeting will be held on Friday 3 May 2019 at 7pm.", "2019-05-03", Kind.FUTURE),
    ("The library is closed until 4 January 2020.", "2020-01-04", Kind.FUTURE),
    ("From 1 April 2019 we will charge £5 for each visit.", "2019-04-01", Kind.FUTURE),
    ("The new school will open in September 2018.", "2018-09-30", Kind.FUTURE),
    ("The works are due to be completed by spring 2019.", "2019-05-31", Kind.FUTURE),
    ("The museum reopens 4 May 2021.", "2021-05-04", Kind.FUTURE),
    ("Entries close 5pm Friday 3 May 2019.", "2019-05-03", Kind.FUTURE),
    ("We look forward to seeing you on 4 May 2019.", "2019-05-04", Kind.FUTURE),
    ("The fund is open to applications until 31 March 2020.", "2020-03-31", Kind.FUTURE),
    ("Tickets go on sale on 1 March 2019.", "2019-03-01", Kind.FUTURE),
    ("Here is what we have planned for 2016:", "2016-12-31", Kind.FUTURE),
    ("Consultation period: 1 May 2019 to 30 June 2019", "2019-05-01", Kind.CLOSED),
    ("Work is expected to finish in 2015.", "2015-12-31", Kind.FUTURE),
    ("The closing date for applications is 5pm on Monday 3 June 2019.", "2019-06-03", Kind.CLOSED),
    ("Please apply by 3 May 2019.", "2019-05-03", Kind.CLOSED),
    ("Consultation closes: 5 January 2020", "2020-01-05", Kind.CLOSED),
    ("Page last reviewed: 3 May 2018. Next review due: 3 May 2021.", "2021-05-03", Kind.REVIEW),
    ("Next review due: March 2021", "2021-03-31", Kind.REVIEW),
    ("The closing date for comments on the draft plan is 5 September 2019.", "2019-09-05", Kind.CLOSED),
    ("Deadline for receipt of applications: 31 January 2018", "2018-01-31", Kind.CLOSED),
    ("31 March 2017: deadline for papers", "2017-03-31", Kind.CLOSED),
    ("Term 1 starts - Monday, 9th September 2019", "2019-09-09", Kind.FUTURE),
    ("This week’s trip is on 23 May 2017.", "2017-05-23", Kind.FUTURE),
    ("The dates of the 2020 festival are 18 to 27 September 2020.", "2020-09-27", Kind.FUTURE),
    ("We’ll be closed from 5 October 2015.", "2015-10-05", Kind.FUTURE),
    ("A second round will be held online on Mon. November 6, 2023.", "2023-11-06", Kind.FUTURE),
    ("Notification of acceptance: 1 May 2017", "2017-05-01", Kind.CLOSED),
    ("Interviews: 2 November 2022", "2022-11-02", Kind.CLOSED),
    ("Read our latest report (2015).", "2015-12-31", Kind.LATEST),
    ("This is our current strategy 2010-2015.", "2015-12-31", Kind.LATEST),
]
STILL_TRUE = [
    "The exemption applies if the tenancy begins on or after 1 April 2015.",
    "You will need your P60 for the year to 5 April 2019.",
    "Standards set in 2011 will remain.",
    "Jane joined the board in March 2015 and will chair the audit committee.",
    "It was due to open in May 2018 but was delayed.",
    "The 2011 census will help you find your family.",
    "Founded in 1719, the society will celebrate its history.",
    "The school was founded in 1990.",
    "Published on 3 May 2019",
    "© 2015 The Council",
    "The minister said the bridge will open in May 2015.",
    "“We will open in May 2015,” said the mayor.",
    "This will replace the policy adopted in 2014.",
    "We will follow the 2014 guidance.",
    "The exhibition ran until 3 May 2015.",
    "The shop was open until May 2015.",
    "Our current members since 2015 are listed here.",
    "In recent years, 2015 to 2019, the number fell.",
    "Version 2.0.2015 will install itself.",
    "Call 020 7946 2015 and we will help.",
    "The project will run from May 2015 to May 2030.",
    "Applications will close on 2 February 2027.",
    "The Act of 2014 will apply.",
    "He served until 2015.",
    "Our latest report (2025).",
    "This will not work with versions prior to 3.9.0 (2015-10-14).",
    "The meeting was held online, due to COVID-19, on 24 August 2021.",
    "Her book, published by Example Press in 2013, is good.",
    "Version 4 was current in 2012.",
    "Nobody can predict what I’ll learn in 2023.",
    "It stood in the park until the current building opened in 1998.",
    "31 March 2017: the new deadlines were told to all.",
    "(Closes: #1234) as the maintainer wrote on Mon, 22 Mar 2010.",
]


@pytest.mark.parametrize(("sentence", "date", "kind"), OVERTAKEN)
def test_a_sentence_that_time_has_overtaken_is_quoted(sentence, date, kind):
    found = passed(sentence, "en-GB", TODAY)

    assert [(one.date.isoformat(), one.kind) for one in found] == [(date, kind)]
    assert found[0].quote in sentence


@pytest.mark.parametrize("sentence", STILL_TRUE)
def test_history_quotations_and_what_is_still_to_come_are_left_alone(sentence):
    assert passed(sentence, "en-GB", TODAY) == []


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("L’atelier aura lieu le 3 mai 2019.", "fr"),
        ("Inscriptions jusqu'au 3 mai 2019.", "fr-FR"),
        ("Date limite : 3 mai 2019", "fr"),
        ("La date limite de dépôt des dossiers est repoussée au 3 mai 2019.", "fr"),
        ("3 mai 2019 : date limite d’envoi des articles", "fr"),
        ("3. Mai 2019: Anmeldeschluss", "de"),
        ("3 de mayo de 2019: fecha límite de envío", "es"),
        ("3 Mai 2019: dyddiad cau", "cy"),
        ("Die Tagung findet am 3. Mai 2019 statt.", "de"),
        ("Bewerben Sie sich bis zum 3. Mai 2019.", "de-AT"),
        ("Anmeldeschluss: 3.5.2019", "de"),
        ("El curso se celebrará el 3 de mayo de 2019.", "es"),
        ("Fecha límite: 3/5/2019", "es-MX"),
        ("Cynhelir y cyfarfod ar 3 Mai 2019.", "cy"),
        ("Ymgeisiwch erbyn 3 o Fai 2019.", "cy"),
    ],
)
def test_five_languages_are_understood(sentence, language):
    assert [one.date for one in passed(sentence, language, TODAY)] == [datetime.date(2019, 5, 3)]


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Das Museum wurde am 3. Mai 2019 eröffnet.", "de"),
        ("Le musée a été ouvert le 3 mai 2019.", "fr"),
        ("El museo fue inaugurado el 3 de mayo de 2019.", "es"),
        ("Agorwyd yr amgueddfa ar 3 Mai 2019.", "cy"),
        ("Konferencja odbędzie się do 3 May 2019.", "pl"),
    ],
)
def test_the_past_and_unknown_languages_are_left_alone(sentence, language):
    assert passed(sentence, language, TODAY) == []


def test_day_and_month_stand_in_the_order_of_the_language():
    sentence = "Closing date: 03/04/2019"

    assert [one.date for one in passed(sentence, "en-GB", TODAY)] == [datetime.date(2019, 4, 3)]
    assert [one.date for one in passed(sentence, "en-US", TODAY)] == [datetime.date(2019, 3, 4)]
    assert passed(sentence, "en", TODAY) == []
    assert [one.date for one in passed("Closing date: 13/04/2019", "en", TODAY)] == [datetime.date(2019, 4, 13)]


def test_a_label_on_the_line_above_belongs_to_its_date():
    assert passed("Next review due\nMarch 2021", "en", TODAY) == [
        Passed("Next review due: March 2021", datetime.date(2021, 3, 31), Kind.REVIEW)
    ]


def test_a_long_sentence_is_cut_round_its_date():
    sentence = "words " * 40 + "and the hall will be closed until 4 January 2020 " + "more " * 40 + "end."

    (found,) = passed(sentence, "en", TODAY)

    assert len(found.quote) <= LONGEST_QUOTE
    assert found.quote.startswith("…words")
    assert "will be closed until 4 January 2020" in found.quote
    assert found.quote.endswith("more…")


def test_an_invitation_belongs_to_the_dates_before_it_but_not_to_those_at_the_other_end_of_an_endless_line():
    near = "The fair on 3 May 2019, with " + "many stalls and " * 10 + "music: register now for a place"
    far = "The fair on 3 May 2019, with " + "many stalls and " * 100 + "music: register now for a place"

    assert [one.date for one in passed(near, "en", TODAY)] == [datetime.date(2019, 5, 3)]
    assert passed(far, "en", TODAY) == []
    assert passed("3 May 2019 and " * 3_000, "en", TODAY) == []


@pytest.mark.parametrize("mark", "“«„‘")
def test_an_endless_line_of_quotation_marks_that_never_close_takes_no_time(mark):
    line = "It will close in 2014, " + f"{mark}a " * 200_000

    assert [one.date.year for one in passed(line, "en", TODAY)] == [2014]


def test_yesterday_has_passed_and_today_has_not():
    assert passed("Apply by 31 May 2026.", "en", TODAY)
    assert not passed("Apply by 1 June 2026.", "en", TODAY)
    assert not passed("Apply by June 2026.", "en", TODAY)


def test_ten_thousand_sentences_that_time_has_overtaken_are_found():
    text = "\n".join(f"Pool {number:05} will close in 2014." for number in range(10_000))

    assert len(passed(text, "en", TODAY)) == 10_000


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("Please join us on Friday, May 9 at noon.", datetime.date(2014, 5, 9)),
        ("We will be accepting applications until midnight on Sunday, 21 March.", datetime.date(2015, 3, 21)),
        ("Deadline: 7 May", datetime.date(2014, 5, 7)),
        ("The fair will be held on 2 January.", datetime.date(2015, 1, 2)),
    ],
)
def test_a_date_without_a_year_is_the_next_one_after_the_page_was_written(sentence, date):
    written = datetime.date(2014, 12, 20) if date.year == 2015 else datetime.date(2014, 4, 28)

    assert [one.date for one in passed(sentence, "en", TODAY, written)] == [date]
    assert passed(sentence, "en", TODAY) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The market will be held on 4 May every year.",
        "Children must have arrived by 4 May.",
        "The hall opened on 2 May.",
        "It will show what happened on 4 August, when the war began.",
        "Please join us on 3 March.",  # eleven months away: more likely the one that had passed
        "May 3 of you come along?",
    ],
)
def test_a_date_without_a_year_that_recurs_or_looks_back_is_left_alone(sentence):
    assert passed(sentence, "en", TODAY, datetime.date(2014, 4, 28)) == []


def test_small_words_may_stand_in_a_date_without_a_year():
    sentence = "Los plazos terminan el 2 de diciembre, según las bases."

    assert [one.date.isoformat() for one in passed(sentence, "es", TODAY, datetime.date(2025, 11, 23))] == [
        "2025-12-02"
    ]


def test_a_date_without_a_year_is_still_to_come_on_a_page_of_this_month():
    assert passed("Please join us on 9 June.", "en", TODAY, datetime.date(2026, 5, 28)) == []


def test_what_is_called_current_is_none_beside_an_old_season():
    (found,) = passed("We are currently accepting applications for the Spring 2017 cohort.", "en", TODAY)

    assert found.kind is Kind.LATEST


@pytest.mark.parametrize(
    ("sentence", "language", "date"),
    [
        ("Phase two starts in Q3 2024.", "en", "2024-09-30"),
        ("The library is closed until Easter 2023.", "en", "2023-04-30"),
        ("From fiscal year 2024 onwards agencies will report quarterly.", "en", "2024-12-31"),
        ("Les résultats seront publiés au printemps 2023.", "fr", "2023-05-31"),
        ("Wir planen, den Dienst im zweiten Quartal 2023 zu starten.", "de", "2023-06-30"),
        ("La nueva biblioteca abrirá en otoño de 2023.", "es", "2023-11-30"),
        ("Disgwylir i'r gwaith orffen yng ngwanwyn 2024.", "cy", "2024-05-31"),
    ],
)
def test_parts_of_a_year_are_dates_in_every_language(sentence, language, date):
    assert [one.date.isoformat() for one in passed(sentence, language, TODAY)] == [date]


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Bids can be submitted until noon on 28 June 2024.", "en"),
        ("We are accepting nominations through November 17, 2023.", "en"),
        ("The council tax for 2019/20 will be set in February.", "en"),
        ("The new rule goes into effect January 1, 2024.", "en-US"),
        ("Expected start: January 2024", "en"),
        ("Les travaux devraient s'achever fin 2024.", "fr"),
        ("Ouverture prévue à l'automne 2023", "fr"),
        ("Die Stelle ist zum 1. Oktober 2023 zu besetzen.", "de"),
        ("Ab Januar 2024 können Anträge nur noch online gestellt werden.", "de"),
        ("Está previsto que las obras terminen en junio de 2024.", "es"),
        ("Mae'r ymgynghoriad yn dod i ben ar 14 Mehefin 2024.", "cy"),
    ],
)
def test_the_present_may_speak_of_what_is_to_come(sentence, language):
    assert len(passed(sentence, language, TODAY)) == 1


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("The Regulations come into force on 1 October 2015.", "en"),
        ("The deadline of 31 October 2019 was extended twice.", "en"),
        ("We have 18 months of data from June 2015 through January 2017.", "en"),
        ("Chair of the board until March 2020", "en"),
        ("Les demandes déposées avant le 1er janvier 2018 restent valables.", "fr"),
        ("Le pont est resté fermé jusqu'au 12 mai 2014.", "fr"),
        ("Das Rathaus, 1998 bis 2003 saniert, steht unter Denkmalschutz.", "de"),
        ("Los contratos firmados antes del 1 de enero de 2019 no están incluidos.", "es"),
        ("La exposición pudo visitarse hasta el 14 de enero de 2018.", "es"),
    ],
)
def test_laws_conditions_ranges_and_what_is_told_are_left_alone(sentence, language):
    assert passed(sentence, language, TODAY) == []


def test_a_list_under_a_heading_of_what_is_to_come_is_found_once_when_all_of_it_has_passed():
    listed = "Upcoming meetings\nTuesday 12 September 2023, 7pm\nTown hall\n10 October 2023"

    assert passed(listed, "en", TODAY) == [
        Passed("Upcoming meetings: Tuesday 12 September 2023, 7pm", datetime.date(2023, 9, 12), Kind.FUTURE)
    ]
    assert passed(f"{listed}\n14 November 2028", "en", TODAY) == []
    assert passed(listed.replace("Upcoming", "Past"), "en", TODAY) == []
    assert passed("Kommende Veranstaltungen\n12. Mai 2023 Tag der offenen Tür", "de", TODAY)


@pytest.mark.parametrize(
    ("link", "language"),
    [("Next post", "en"), ("Prochain article", "fr"), ("Nächster Beitrag", "de"), ("Erthygl nesaf", "cy")],
)
def test_what_leads_to_the_next_page_is_no_heading_of_what_is_to_come(link, language):
    assert passed(f"{link}\n12.5.2019 Bryn", language, TODAY) == []


def test_what_stands_twice_is_said_once():
    twice = "The fair will be held on 3 May 2019.\nTickets\nThe fair will be held on 3 May 2019."

    assert passed(twice, "en", TODAY) == [
        Passed("The fair will be held on 3 May 2019.", datetime.date(2019, 5, 3), Kind.FUTURE)
    ]


def test_a_line_is_said_once_though_its_heading_is_both_a_label_and_that_of_a_list():
    assert passed("Next meeting\n12 September 2023", "en", TODAY) == [
        Passed("Next meeting: 12 September 2023", datetime.date(2023, 9, 12), Kind.CLOSED)
    ]


@pytest.mark.parametrize(
    ("begins", "language", "again"),
    [
        ("Closing date", "en", "1"),
        ("Closing date", "en", " 11:30"),
        ("Upcoming meetings\nOn", "en", " 11:30 am"),
        ("Date limite", "fr", " 12h30"),
        ("Bewerbungsfrist", "de", "tag"),
        ("Fecha límite", "es", " 10:15"),
        ("Dyddiad cau", "cy", " 11yb"),
    ],
)
def test_a_timetable_before_a_date_takes_no_time(begins, language, again):
    """It has billions of ways to be read as small words and numbers; were they all tried, this would not end."""
    assert passed(f"{begins} {again * 60}x 3.5.2019", language, TODAY) == []
