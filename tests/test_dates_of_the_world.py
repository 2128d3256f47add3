"""Dates are found in the languages of Europe and beyond, whatever form the template gives them."""

import pytest

from crawler.dates.labels import last_label
from crawler.dates.written import find_dates
from crawler.extract import extract
from crawler.page import Response

URL = "https://example.org/news/fair"


def dates_of(html, url=URL):
    page = extract(Response(url=url, status=200, headers={"content-type": "text/html"}, body=html.encode())).page
    return page.published, page.modified, str(page.dated_by)


@pytest.mark.parametrize(
    "text",
    [
        "3 maja 2019",
        "3. května 2019",
        "3. mája 2019",
        "den 3 maj 2019",
        "3. toukokuuta 2019",
        "2019. május 3.",
        "3 мая 2019 г.",
        "3 травня 2019",
        "3 Bealtaine 2019",
        "3 de maio de 2019",
        "3 mei 2019",
        "3 maggio 2019",
        "3 Μαΐου 2019",
        "3 Mayıs 2019",
        "2019 m. gegužės 3 d.",
        "2019. gada 3. maijs",
        "3 de maig de 2019",
        "2019年5月3日",
        "2019. 5. 3.",
        "+02:00May 3rd, 2019|News",
    ],
)
def test_a_day_is_read_in_many_languages(text):
    assert [found.date for found in find_dates(text, month_first=False)] == ["2019-05-03"]


@pytest.mark.parametrize("text", ["Seite 12 2019", "Raum 3 Haus 2019", "12 people 2019"])
def test_a_word_between_numbers_is_not_taken_for_a_month(text):
    assert list(find_dates(text, month_first=False, short=True)) == []


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("06.04.19", ["2019-04-06"]),
        ("6/4/19", ["2019-04-06"]),
        ("17.7.98", ["1998-07-17"]),
        ("Version 3.2.10", []),
        ("02.12.13.14", []),
        ("1.2.19%", []),
        ("32.1.19", []),
        ("1.2.19, which is 3 May 2019", ["2019-05-03"]),
    ],
)
def test_two_digits_are_a_year_where_nothing_better_stands(text, dates):
    assert [found.date for found in find_dates(text, month_first=False, short=True)] == dates


@pytest.mark.parametrize(
    "footer",
    [
        "Last modified: 3 May 2019",
        "Last modified: Fri May  3 10:15:00 EDT 2019",
        "Last updated: 3/May/2019",
        "Modified date: 3 May 2019",
        "Contact us | Privacy | Datum der letzten Änderung: 03.05.2019",
        "This page was last updated on Friday, 3 May 2019 at 10:30",
        "Page last reviewed: 03/05/2019",
        "Stand: 03.05.2019",
        "Zuletzt geändert am 3. Mai 2019",
        "letzte Aktualisierung 03.05.19 A.W.",
        "Mis à jour le 3 mai 2019",
        "Dernière modification : 03/05/2019",
        "Última actualización: 3 de mayo de 2019",
        "Ultimo aggiornamento: 3 maggio 2019",
        "Laatst gewijzigd op: 3 mei 2019",
        "Senast uppdaterad: 3 maj 2019",
        "Sidst opdateret 3. maj 2019",
        "Sist oppdatert: 03.05.2019",
        "Päivitetty 3.5.2019",
        "Ostatnia aktualizacja: 3 maja 2019",
        "Poslední změna: 3. května 2019",
        "Последнее обновление: 3 мая 2019 г.",
        "Utolsó frissítés: 2019. május 3.",
        "Diweddarwyd ddiwethaf: 3 Mai 2019",
        "Nuashonraithe: 3 Bealtaine 2019",
        "最終更新日：2019年5月3日",
    ],
)
def test_a_footer_says_when_the_page_was_changed(footer):
    html = f"<html lang=en-GB><h1>Fair</h1><p>Since 4 June 2011 it is held.</p><footer>© 2024 · {footer}</footer>"
    assert dates_of(html)[:2] == ("", "2019-05-03")


@pytest.mark.parametrize(
    "line",
    [
        "Opublikowano: 3 maja 2019",
        "Publicerad 3 maj 2019",
        "Zveřejněno 3. května 2019",
        "Опубликовано: 3 мая 2019",
        "Publicado em 3 de maio de 2019",
        "Geplaatst op 3 mei 2019",
        "发布时间：2019-05-03 10:30",
        "Dieser Beitrag wurde am 3. Mai 2019 um 10:30 von Jan veröffentlicht",
        "Do 3. Mai 2019, 08:30 | MARKT, UNTERWEGS | 1 Kommentar",
        "03.05.19",
        "von Jan Ohlsen, 3.5.19",
    ],
)
def test_a_line_under_the_heading_says_when_the_page_was_published(line):
    assert dates_of(f"<main><h1>The fair</h1><p>{line}</p><p>It rained.</p></main>")[:2] == ("2019-05-03", "")


@pytest.mark.parametrize(
    "html",
    [
        "<h1>Fair</h1><p>As of version 3.39.0 (2019-05-03), it holds more.</p>",
        "<h1>Fair</h1><p>Gedruckt am: 3. Mai 2019</p>",
        "<h1>Fair</h1><p>The fair has moved on 2019-05-03.</p>",
        "<h1>Fair</h1><p>Ispell 2.1.20</p><p>8.5.36</p>",
        "<h1>Fair</h1><p>Added by Martin, of a very long name, October 2007</p>",
        "<h1>Fair</h1><div class=comments><p>Published 3 May 2019</p><time datetime=2019-05-03>then</time></div>",
        "<h1>Publications</h1>" + "".join(f"<p>Publication | {day} May 2019</p>" for day in (3, 9, 12)),
        "<h1>Notes</h1>" + "".join(f"<h2>N{n}</h2><p class=updated>{n} May 2019</p>" for n in (3, 9, 12)),
    ],
)
def test_dates_of_other_things_are_left_alone(html):
    assert dates_of(html) == ("", "", "none")


@pytest.mark.parametrize(
    ("label", "date", "changed"),
    [
        ("Page last modified on", "May 03, 2019, at 10:15 AM", "2019-05-03"),
        ("Stand:", "Mai 2019", "2019-05-01"),
        ("Updated", "3 May 2019", "2019-05-03"),
        ("Updated fees of", "3 May 2019", ""),
    ],
)
def test_a_label_may_have_a_line_of_its_own(label, date, changed):
    html = f"<html lang=en-US><h1>Fair</h1>{'<p>It rains.' * 30}<dl><dt>{label}</dt><dd>{date}</dd></dl><p>x"
    assert dates_of(html)[1] == changed


def test_a_word_that_only_begins_like_a_label_is_none():
    assert last_label("Publication | ") is None


@pytest.mark.parametrize(
    ("language", "elsewhere", "day"),
    [
        ("en-US", "", "2019-05-03"),
        ("en-US", "25/12/2018", "2019-03-05"),
        ("en-GB", "", "2019-03-05"),
        ("en-GB", "12/25/2018", "2019-05-03"),
        ("en-GB", "12/25/2018 and 25/12/2018", "2019-03-05"),
    ],
)
def test_the_order_of_day_and_month_follows_a_date_that_leaves_no_doubt(language, elsewhere, day):
    html = f"<html lang={language}><h1>Fair</h1><p>Last updated: 05/03/2019</p><p>It was held on {elsewhere} too."
    assert dates_of(html)[1] == day


def test_what_is_shown_counts_when_the_attribute_says_another_day():
    html = "<h1>Fair</h1><p><time datetime='2019-07-03T10:18:46Z'>Published 3 May 2019</time></p>"
    assert dates_of(html) == ("2019-05-03", "", "text")


def test_the_label_that_speaks_of_the_page_comes_before_one_of_a_paragraph():
    html = (
        "<h1>Fair</h1><p>Update on 9 May 2018: it rained.</p><p>And so on.</p><p>Page last modified on 3 May 2019</p>"
    )
    assert dates_of(html)[:2] == ("", "2019-05-03")


def test_a_title_can_end_in_the_day():
    assert dates_of("<title>Fair | News | 03.05.2019</title><p>It rained.</p>") == ("2019-05-03", "", "text")


@pytest.mark.parametrize(
    ("moment", "url", "line", "day"),
    [
        ("2019-05-04T02:12:00Z", "https://example.org/2019/05/03/fair", "", "2019-05-03"),
        ("2019-05-04T02:12:00Z", URL, "Published 3 May 2019, 9:12 PM ET", "2019-05-03"),
        ("2019-05-02T22:12:00Z", URL, "Published 3 May 2019", "2019-05-03"),
        ("2019-05-04T02:12:00Z", URL, "Published 1 May 2019", "2019-05-04T02:12:00Z"),
        ("2019-05-04T02:12:00+02:00", URL, "Published 3 May 2019", "2019-05-04T02:12:00+02:00"),
        ("2019-05-04T14:12:00Z", "https://example.org/2019/05/03/fair", "", "2019-05-04T14:12:00Z"),
        ("2019-05-04", "https://example.org/2019/05/03/fair", "", "2019-05-03"),
        ("2021-08-14T14:12:00Z", "https://example.org/2019/05/03/fair", "", "2019-05-03"),
        ("2019-05-04", "https://archive.example/web/20190503103510/https://example.org/", "", "2019-05-04"),
        ("2019-05-04", "https://example.org/news/20190503-fair", "", "2019-05-04"),
    ],
)
def test_the_day_is_that_of_the_readers_when_a_program_writes_universal_time(moment, url, line, day):
    html = f'<meta property="article:published_time" content="{moment}"><h1>Fair</h1><p>{line}</p>'
    assert dates_of(html, url)[0] == day


def test_the_data_that_names_this_page_comes_before_the_data_of_others():
    html = """<title>The fair</title><script type="application/ld+json">[
        {"@type": "NewsArticle", "headline": "Another thing happened", "datePublished": "2020-01-01"},
        {"@type": "NewsArticle", "url": "https://example.org/news/fair", "datePublished": ["2019-05-03"]}]</script>"""
    assert dates_of(html) == ("2019-05-03", "", "json-ld")


@pytest.mark.parametrize(
    "html",
    [
        '<script type="application/ld+json">{"datePublished": 2019-05-03T06:18:10-03:00, "x": 1}</script>',
        '<meta name="firstPublishedTime" content="2019-05-03-23:59:59">',
        '<meta name="x:pubtime" content="2019-05-03 21:30">',
        "<script>var publish_date = '2019/05/03';</script>",
        '<html data-publishtime="2019-05-03 18:34"><p>Text',
    ],
)
def test_names_that_are_in_no_list_are_understood(html):
    assert dates_of(html)[0][:10] == "2019-05-03"


@pytest.mark.parametrize("name", ["expires-date", "copyright-date", "build_updated", "event-start-date"])
def test_a_name_that_speaks_of_something_else_is_no_date_of_the_page(name):
    assert dates_of(f'<meta name="{name}" content="2019-05-03"><p>Text') == ("", "", "none")


def test_an_hour_that_no_clock_has_does_not_make_a_date_that_no_program_reads():
    assert dates_of('<meta name="date" content="2019-05-03T25:10:00Z">')[0] == "2019-05-03"


@pytest.mark.parametrize(
    "line",
    [
        "page " * 24 + "x published 3 May 2019 ",
        "1" + " ." * 4000 + "3 May 2019",
        "3 May " * 2000 + "2019",
        "20" * 5000,
    ],
)
def test_a_line_made_to_take_long_does_not(line):
    """With half as many words again it would take hours, were one of them read in more than one way."""
    html = f"<h1>Fair</h1><p>{line * 2} and what is told of it</p><time datetime='{line}' title='{line}'>{line}</time>"
    html += f'<script type=\'application/ld+json\'>{{"datePublished": "{line}"}}</script><title>{line}</title>'
    assert dates_of(html + "<p>The end.</p>")[2] in ("text", "json-ld", "none")
