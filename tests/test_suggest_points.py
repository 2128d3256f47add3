"""What to archive, by points that add up: each kind of section has its own signs, and each sign is said."""

import pytest
from test_suggest import home, page, suggested

from audit.suggest import table
from crawler.settings import SettingsError

__all__ = ["suggested"]
LINK = '<p>Read <a href="/{0}">about the {0}</a> before you come.</p>'


def of(found, path):
    one = found.get(path)
    return (one.decision, one.because) if one else None


def test_an_old_resource_that_nothing_else_speaks_against_is_only_to_be_updated(suggested):
    linking = [page(name, text=LINK.format("resources/kit") + "<p>More.</p>") for name in ("a", "b", "c")]
    found = suggested(home("resources/kit"), page("resources/kit", changed="2019-01-05"), *linking)

    assert of(found, "resources/kit")[0] == "update"


def test_an_old_resource_that_no_text_names_and_that_names_old_years_is_for_the_archive(suggested):
    text = "<p>In 2014 we gave 50 grants to clubs.</p>" + "<p>This tells what people should know about it.</p>" * 30
    menu = page("", "Home", text='<nav><a href="/resources/kit">Kit</a></nav><p>Hello</p>')
    found = suggested(menu, page("resources/kit", text=text, changed="2019-01-05"))

    assert of(found, "resources/kit") == (
        "archive",
        (
            "not changed since 5 January 2019 (by its own data); only old years: names no year after 2014: “In 2014 we "
            "gave 50 grants to clubs.”; no other page speaks of it in its text"
        ),
    )


def test_a_recording_of_what_took_place_once_ages_as_the_event_does(suggested):
    found = suggested(home("resources/x"), page("resources/x", "Webinar: writing plainly", changed="2020-01-05"))

    assert of(found, "resources/x")[0] == "archive"
    assert "about what took place once: “Webinar: writing plainly”" in of(found, "resources/x")[1]


def test_guidance_of_any_age_that_the_site_leans_on_stays(suggested):
    linking = [page(name, text=LINK.format("guides/pay") + "<p>More.</p>") for name in ("a", "b", "c")]
    found = suggested(home("guides/pay"), page("guides/pay", changed="2005-01-05"), *linking)

    assert of(found, "guides/pay")[0] == "update"


def test_guidance_that_says_it_is_over_goes_however_new_it_is(suggested):
    text = "<p>This guide is no longer updated.</p>" + "<p>This tells what people should know about it.</p>" * 30
    found = suggested(home("guides/pay"), page("guides/pay", text=text, changed="2026-01-05"))

    assert of(found, "guides/pay") == (
        "archive",
        "guidance; says it is over: “This guide is no longer updated.”",
    )


def test_the_front_page_of_a_section_stays_whatever_its_age(suggested):
    below = [page(f"resources/{name}", changed="2026-01-05") for name in "abc"]
    found = suggested(home("resources/"), page("resources/", changed="2005-01-05"), *below)

    assert of(found, "resources/")[0] == "update"


def test_audit_toml_weighs_a_row_of_ours_anew(suggested):
    settings = "[suggestions.enough]\nold-page = 9\n[suggestions.points.old-page]\nonce = 0"
    found = suggested(
        home("resources/x"), page("resources/x", "Webinar: writing", changed="2020-01-05"), settings=settings
    )

    assert of(found, "resources/x")[0] == "update"


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("[suggestions.enough]\nold-pages = 9", "no row “old-pages” to weigh. Known: old-guidance, old-page"),
        ("[suggestions.points.old-page]\nonze = 9", "the signal “onze”, which nothing gives"),
    ],
)
def test_a_weight_without_effect_is_refused(tmp_path, settings, words):
    (tmp_path / "audit.toml").write_text(settings)

    with pytest.raises(SettingsError, match=words):
        table(tmp_path / "audit.toml", [])
