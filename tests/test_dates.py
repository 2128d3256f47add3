"""A page's dates are found where people and programs write them, and what is no date of the page is left alone."""

import itertools
import re
from pathlib import Path

import pytest
from babel.dates import get_month_names

from crawler.dates import choose, stamps
from crawler.dates.months import month_of
from crawler.dates.written import find_dates, machine_date, month_comes_first
from crawler.extract import extract
from crawler.page import DatedBy, DateSeen, Response

URL = "https://example.org/news/fair"


def page_of(html, url=URL, **headers):
    names = {"content-type": "text/html"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return extract(
        Response(url=url, status=200, headers=names, body=html.encode(), fetched_at="2026-06-01T00:00:00+00:00")
    )


def dates_of(html, url=URL, **headers):
    page = page_of(html, url, **headers).page
    return page.published, page.modified, str(page.dated_by)


PAGES = sorted((Path(__file__).parent / "pages" / "dates").glob("*.html"))
EXPECTED = re.compile(r"<!-- published: (\S+); modified: (\S+); dated by: (\S+) -->")
"""The first line of each page says what is to be found in it."""


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_the_dates_of_pages_of_many_kinds_are_found(file):
    html = file.read_text(encoding="utf-8")
    published, modified, dated_by = EXPECTED.match(html).groups()
    expected = (published.replace("none", ""), modified.replace("none", ""), dated_by)
    assert dates_of(html) == expected


@pytest.mark.parametrize(
    "path",
    [
        "2019/05/03/fair/",
        "news/2019-05-03-fair.html",
        "n/20190503/fair",
        "b/2019/may/3/fair",
        "2019/HARBOUR/05/03/fair",
        "2019/old_harbour/5/3/fair",
        "a/201905/03/f123.html",
        "c/2019/0503/f123.html",
        "t20190503_123.htm",
        "20190503140506",
    ],
)
def test_an_address_can_hold_the_date(path):
    assert dates_of("<h1>Fair</h1>", f"https://example.org/{path}") == ("2019-05-03", "", "url")


@pytest.mark.parametrize("path", ["2019/05/fair", "item/201905031", "x?d=2019-05-99", "version-1.2019.05"])
def test_a_number_in_an_address_is_no_date(path):
    assert dates_of("<h1>Fair</h1>", f"https://example.org/{path}") == ("", "", "none")


def test_the_header_is_believed_only_when_nothing_else_is_known():
    header = "Fri, 03 May 2019 10:00:00 GMT"
    assert dates_of("<h1>Fair</h1>", last_modified=header) == ("", "2019-05-03T10:00:00Z", "header")
    assert dates_of("<h1>Fair</h1><p>Published 1 May 2018", last_modified=header) == ("2018-05-01", "", "text")


def test_the_sitemap_says_when_a_page_was_changed():
    response = Response(url=URL, status=200, headers={"content-type": "text/html"}, body=b"<p>Published 1 May 2018")
    page = extract(response, sitemap_date="2019-05-03").page
    assert (page.published, page.modified, page.dated_by) == ("2018-05-01", "2019-05-03", DatedBy.SITEMAP)


def test_every_candidate_is_kept_with_what_was_read():
    found = page_of(
        "<h1>F</h1><p>Published 3 May 2019</p><footer>Last updated: 4 June 2020. Next review due: 1 July 2027</footer>"
    ).content.dates
    assert found == (
        DateSeen(date="2019-05-03", means="published", dated_by=DatedBy.TEXT, quote="Published 3 May 2019"),
        DateSeen(date="2020-06-04", means="modified", dated_by=DatedBy.TEXT, quote="Last updated: 4 June 2020"),
        DateSeen(date="2027-07-01", means="review due", dated_by=DatedBy.TEXT, quote="Next review due: 1 July 2027"),
    )


def test_a_day_that_is_the_same_on_most_pages_is_a_stamp_and_not_believed():
    def dates(day, stamped):
        return (
            DateSeen(date=f"2019-05-{day:02}", means="published", dated_by=DatedBy.TEXT),
            DateSeen(date=f"{stamped}T10:{day:02}:00Z", means="modified", dated_by=DatedBy.META),
        )

    pages = [dates(day, "2026-06-01") for day in range(1, 21)]
    distrusted = stamps(pages)
    assert distrusted == {(DatedBy.META, "modified", "2026-06-01")}
    assert choose(pages[2]) == ("2019-05-03", "2026-06-01T10:03:00Z", DatedBy.META)
    assert choose(pages[2], distrusted) == ("2019-05-03", "", DatedBy.TEXT)
    assert stamps(pages[:5]) == frozenset(), "on a small site equal days may be true"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("3rd of May, 2019", "2019-05-03"),
        ("May 3rd, 2019", "2019-05-03"),
        ("3-May-2019", "2019-05-03"),
        ("2019/5/3", "2019-05-03"),
        ("13/5/2019", "2019-05-13"),
        ("5/13/2019", "2019-05-13"),
        ("3. März 2019", "2019-03-03"),
        ("1er août 2019", "2019-08-01"),
        ("3 Gorffennaf 2019", "2019-07-03"),
        ("May 3,2019", "2019-05-03"),
        ("May 3 , 2019", "2019-05-03"),
        ("May-03-2019", "2019-05-03"),
        ("Friday, May the 3rd 2019", "2019-05-03"),
        ("3.mai.2019", "2019-05-03"),
        ("Ngày 3 tháng 5 năm 2019", "2019-05-03"),
        ("3 maggio 201914:12", "2019-05-03"),
        ("May 3, 20199:12 am", "2019-05-03"),
        ("03/05/201914:12", "2019-05-03"),
        ("3 May 201914", None),
        ("May 3-5, 2019", None),
        ("31 February 2019", None),
        ("10.1.2.2019", None),
    ],
)
def test_dates_are_read_as_people_write_them(text, date):
    assert next((found.date for found in find_dates(text, month_first=False)), None) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2019-05-03T10:15:00.123+0100", "2019-05-03T10:15:00+01:00"),
        ("20190503", "2019-05-03"),
        ("Fri, 03 May 2019 10:15:00 GMT", "2019-05-03T10:15:00Z"),
        ("Wed Mar 12 2014 14:11:00 GMT+0000 (Coordinated Universal Time)", "2014-03-12"),
        ("next week", ""),
        ("2019-13-03", ""),
    ],
)
def test_dates_are_read_as_programs_write_them(text, date):
    assert machine_date(text) == date


@pytest.mark.parametrize(
    ("language", "url", "first"),
    [
        ("en-US", URL, True),
        ("en-GB", URL, False),
        ("en", URL, True),
        ("en", "https://www.example.gov.uk/", False),
        ("", "https://www.example.gov/", True),
        ("", URL, False),
        ("fr", URL, False),
    ],
)
def test_the_order_of_day_and_month_follows_the_language(language, url, first):
    assert month_comes_first(language, url) is first


def test_months_are_known_by_the_names_that_unicode_gives_them_in_the_languages_of_europe():
    languages = (
        "pl cs sk sv da nb nn fi is et lv lt hu ro ru uk be bg sr mk sl hr sq el tr ca gl eu ga gd mt nl "
        "de fr es it pt id"
    )
    found: dict[str, int] = {}
    for language in languages.split():
        for width, context in itertools.product(("wide", "abbreviated"), ("format", "stand-alone")):
            for number, written in get_month_names(width, context, language).items():
                words = written.lower().replace("’", " ").replace("-", " ").strip(".").split()
                # Catalan and Gaelic have the article in it: “d’abril”, “an t-samhain”
                name = " ".join(words) if language == "ga" else words[-1]
                if len(name) > 2:  # shorter ones are other words in other languages
                    found.setdefault(name, int(number))

    assert {name: month_of(name) for name in found} == found
    assert month_of("RFC") == 0
