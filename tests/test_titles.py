"""What pages are called: without what repeats across the site, and told apart."""

import pytest

from assignments.titles import called
from crawler.page import Page


def _called(*titles, headings=()):
    """What pages with these titles are called, in their order."""
    headings = dict(enumerate(headings))
    pages = [Page(url=f"https://town.example/{n}", title=t, heading=headings.get(n, "")) for n, t in enumerate(titles)]
    return list(called(pages).values())


@pytest.mark.parametrize(
    "title",
    ["{} – Town of Harbour", "{} | Town", "{} - Parks: the Town", "Town: all services | {}", "TOWN » {}", "{} :: Town"],
)
def test_the_name_of_the_site_is_left_out_wherever_it_stands(title):
    own = ["Bins", "Fees – a list", "Rates: who pays", "Schools"]

    assert _called(*(title.format(name) for name in own)) == own


def test_two_names_are_left_out_one_after_the_other():
    own = ["Bins", "Fees", "Rates", "Schools"]

    assert _called(*(f"{name} – Services – Town" for name in own)) == own


def test_what_only_some_titles_share_stays():
    titles = ["Minutes: May", "Minutes: June", "Fees", "Rates", "Schools", "Bins", "Town: home", "About us"]

    assert _called(*titles) == titles


def test_a_title_that_is_the_sites_name_alone_gives_way_to_the_heading():
    titles = ["Town | Bins", "Town | Fees", "Town | Rates", "Town |"]

    assert _called(*titles, headings=("", "", "", "Ask us")) == ["Bins", "Fees", "Rates", "Ask us"]


def test_pages_of_one_title_are_told_apart_by_their_headings_or_else_by_their_paths():
    titles = ["News", "News", "News", "Fees"]

    assert _called(*titles, headings=("May", "June", "", "")) == ["News – May", "News – June", "News (/2)", "Fees"]


def test_without_title_and_heading_there_is_no_name():
    assert _called("", "Bins") == ["", "Bins"]
