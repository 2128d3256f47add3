"""What to archive, by points that add up: each kind of section has its own signs, and each sign is said."""

import pytest
from test_suggest import TEXT, home, page, suggested

from audit.rule import FoundBy
from audit.suggest import table
from crawler.settings import SettingsError

__all__ = ["suggested"]
USED = ("rates", "forms", "dates")
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
            "not changed since 5 January 2019 (by its own data); no other page speaks of it in its text; only old "
            "years: names no year after 2014: “In 2014 we gave 50 grants to clubs.”"
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


def guide(**chapters):
    """Menus that lead to the chapters of a guide, and these, each with the day of its last change."""
    links = "".join(f'<a href="/guides/pay/{name}">{name}</a>' for name in chapters)
    return [page("", "Home", text=f"<nav>{links}</nav><p>Hello</p>"), *chapters.values()]


def chapter(name, changed, text=TEXT):
    return page(f"guides/pay/{name}", text=text, changed=changed)


@pytest.mark.parametrize(("changed", "decision"), [("2023-01-05", "archive"), ("2025-01-05", ""), ("", "")])
def test_what_nothing_links_to_is_for_the_archive_after_three_years(suggested, changed, decision):
    lost = page("resources/kit", changed=changed, facts={"found_by": FoundBy.SITEMAP})
    found = suggested(home(), lost)

    assert (of(found, "resources/kit") or ("", ""))[0] == decision


def test_what_was_changed_this_year_is_not_for_the_archive_though_it_looks_old(suggested):
    old = "<p>In 2014 we gave 50 grants to clubs.</p>" + TEXT
    years = {"old": "2021-01-05", "new": "2026-01-05"}
    menu = page(
        "", "Home", text="<nav>" + "".join(f'<a href="/resources/{name}">{name}</a>' for name in years) + "</nav>"
    )
    kits = [
        page(f"resources/{name}", text=f"<p>All about {name}.</p>" * 60 + old, changed=day)
        for name, day in years.items()
    ]
    found = suggested(menu, *kits)

    assert [path for path, one in found.items() if one.decision == "archive"] == ["resources/old"]


def test_a_chapter_that_says_it_is_over_goes_alone(suggested):
    over = "<p>This guide is no longer updated.</p>" + TEXT
    chapters = {name: chapter(name, "2024-01-05", TEXT + f"<p>All about {name}.</p>" * 40) for name in USED}
    naming = page("offices", text="".join(LINK.format(f"guides/pay/{name}") for name in chapters))
    found = suggested(*guide(**chapters, leave=chapter("leave", "2024-01-05", over)), naming)

    gone = [path for path, one in found.items() if path.startswith("guides") and one.decision == "archive"]
    assert gone == ["guides/pay/leave"]


def test_a_chapter_goes_with_the_rest_of_its_guide(suggested):
    old = "<p>In 2014 we gave 50 grants to clubs.</p>" + TEXT
    chapters = {name: chapter(name, "2015-01-05", old) for name in USED}
    found = suggested(*guide(**chapters, leave=chapter("leave", "2024-01-05")))

    assert of(found, "guides/pay/leave") == (
        "archive",
        (
            "guidance; no other page speaks of it in its text; "
            "enough signs speak against 3 of the 3 other pages in its folder"
        ),
    )


def test_a_chapter_stays_with_a_guide_that_is_in_use(suggested):
    chapters = {name: chapter(name, "2024-01-05", TEXT + f"<p>All about {name}.</p>" * 40) for name in USED}
    naming = page("offices", text="".join(LINK.format(f"guides/pay/{name}") for name in chapters))
    found = suggested(*guide(**chapters, leave=chapter("leave", "2015-01-05")), naming)

    assert of(found, "guides/pay/leave")[0] == "update"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("guides/pay/archived/leave", "archived"),
        ("guides/pay-old/leave", "pay-old"),
        ("guides/pay/leave_obsolete.html", "leave_obsolete"),
        ("guides/legacy/leave", "legacy"),
        ("guides/leave-a-legacy", ""),
        ("guides/how-old-are-you", ""),
        ("guides/children-under-two-years-old", ""),
        ("guides/for-young-and-old/leave", ""),
        ("guides/retired-staff", ""),
        ("guides/archives/deeds", ""),
    ],
)
def test_an_address_may_say_that_a_page_was_put_aside(suggested, path, said):
    menu = page("", "Home", text=f'<nav><a href="/{path}">Leave</a></nav><p>Hello</p>')
    found = suggested(menu, page(path, changed="2025-01-05"))

    expected = f"its address says that it was put aside: “{said}”"
    assert (of(found, path) or ("", "")) == (
        ("archive", f"guidance; {expected}; no other page speaks of it in its text") if said else ("", "")
    )


def test_an_old_chapter_by_itself_is_for_the_archive(suggested):
    found = suggested(*guide(leave=chapter("leave", "2015-01-05")))

    assert of(found, "guides/pay/leave")[0] == "archive"


def test_that_the_front_page_of_its_section_names_a_page_does_not_speak_for_it(suggested):
    front = page("guides/", text="".join(LINK.format(f"guides/{name}") for name in (*USED, "leave")))
    others = [page(f"guides/{name}", text=f"<p>All about {name}.</p>" * 40, changed="2016-03-01") for name in USED]
    found = suggested(
        page("", "Home", text=LINK.format("guides/")), front, *others, page("guides/leave", changed="2015-01-05")
    )

    assert of(found, "guides/leave")[0] == "archive"
    assert "no other page speaks of it in its text" in of(found, "guides/leave")[1]


@pytest.mark.parametrize("path", ["topics/kit/use", "kit/archives/use"])
def test_a_page_below_a_subject_or_among_archived_ones_is_no_list(suggested, path):
    menu = page("", "Home", text=f'<nav><a href="/{path}">Use</a></nav><p>Hello</p>')
    found = suggested(menu, page(path, changed="2010-01-05"))

    assert of(found, path)[0] == "archive"


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
        (
            "[suggestions]\nrows = { a = 1 }",
            r"“rows” must be a list of sections: write \[\[suggestions.rows\]\], with two",
        ),
    ],
)
def test_a_weight_without_effect_is_refused(tmp_path, settings, words):
    (tmp_path / "audit.toml").write_text(settings)

    with pytest.raises(SettingsError, match=words):
        table(tmp_path / "audit.toml", [])
