"""Addresses are resolved as browsers do and compared as people mean."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.page import Kind
from crawler.urls import guess_kind, host_of, resolve, same_site, section, site_key, split_fragment, tracking

BASE = "http://example.org/p/q.html?x=1"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("../x", "http://example.org/x"),
        (" //WWW.Example.ORG:80/a/../b?utm_source=1&x=2#f\n", "http://www.example.org/b?x=2"),
        ("", BASE),
        ("#top", BASE),
        ("?page=2", "http://example.org/p/q.html?page=2"),
        ("/a%7eb%2fc%c3%a9é", "http://example.org/a~b%2Fc%C3%A9%C3%A9"),
        ("a;jsessionid=12AB?y", "http://example.org/p/a?y"),
        ("?utm_campaign=spring&fbclid=1", "http://example.org/p/q.html"),
        ("mailto/office@example.org", "http://example.org/p/mailto/office@example.org"),
        ("mailto:office@example.org", ""),
        ("C:\\Users\\me\\form.doc", ""),
        ("http://", ""),
    ],
)
def test_an_address_gets_one_canonical_form(href, expected):
    assert resolve(href, BASE) == expected


def test_a_base_without_a_path_is_the_root():
    assert resolve("x", "http://example.org") == "http://example.org/x"


def test_the_lead_can_choose_which_parameters_are_dropped():
    assert resolve("?a=1&utm_x=2&b=3&bb=4", BASE, tracking(["a", "b*"])) == "http://example.org/p/q.html?utm_x=2"
    assert resolve("?a=1&utm_x=2", BASE, tracking([])) == "http://example.org/p/q.html?a=1&utm_x=2"


def test_a_fragment_is_split_off_and_decoded():
    assert split_fragment("a.html#Caf%C3%A9") == ("a.html", "Café")


def test_a_site_is_the_same_with_www_and_https_but_not_on_another_port():
    assert same_site("https://www.example.org/x", "http://example.org/")
    assert not same_site("http://example.org:8080/", "http://example.org/")
    assert not same_site("http://sub.example.org/", "http://example.org/")
    assert not same_site("mailto:a@example.org", "mailto:a@example.org")
    assert same_site("http://[2001:db8::1]:8080/x", "http://[2001:db8::1]:8080/")
    assert not same_site("http://[::1]/", "http://[2001:db8::1]/")
    assert host_of("http://u:p@example.org:8080?x") == "example.org:8080"


def test_variants_that_certainly_are_one_page_share_a_key():
    assert site_key("https://www.example.org/a?b") == site_key("http://example.org/a?b")
    assert site_key("http://example.org/a") != site_key("http://example.org/a/")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", ""),
        ("index.html", ""),
        ("news/", "news"),
        ("news", "news"),
        ("en/news/2019/05/03/fair.html", "news"),
        ("cy/newyddion/x", "newyddion"),
        ("2019/05/03/fair/", ""),
        ("2019/05/news/fair/", "news"),
        ("Caf%C3%A9%20menu/x?y=/z/", "Café menu"),
    ],
)
def test_a_section_is_the_first_folder_that_says_something(path, expected):
    assert section(f"https://example.org/{path}") == expected


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", Kind.PAGE),
        ("a.PDF?x", Kind.DOCUMENT),
        ("a.b/c", Kind.PAGE),
        ("logo.svg", Kind.IMAGE),
        ("feed.xml", Kind.OTHER),
        ("page.aspx", Kind.PAGE),
    ],
)
def test_the_kind_is_guessed_by_the_ending(path, kind):
    assert guess_kind(f"https://example.org/{path}") is kind


@pytest.mark.skipif("AUDIT_SHARED" not in os.environ, reason="AUDIT_SHARED does not name the folder with the URL tests")
def test_addresses_resolve_as_the_url_standard_says():
    """The cases of web-platform-tests: what they refuse is refused, the rest is equal but for our own rules."""
    file = Path(os.environ["AUDIT_SHARED"], "gold", "url-wpt", "urltestdata.json")
    cases = [case for case in json.loads(file.read_text(encoding="utf-8")) if isinstance(case, dict)]
    seen = 0
    for case in cases:
        base = case["base"] or "about:blank"
        if not case.get("failure") and not case["href"].startswith(("http:", "https:")):
            continue
        if "\ud800" <= max(case["input"], default="") <= "\udfff":
            continue  # half a character, which no page that was decoded can hold
        seen += 1
        expected = "" if case.get("failure") else canonical(case["href"])
        assert resolve(case["input"], base, tracking([])) == expected, case
    assert seen > 400


def canonical(href):
    """What this project takes from an address that the standard has serialised."""
    return resolve(href, href, tracking([]))


HREFS = st.text(alphabet=st.sampled_from("abcA%2fF7e.?&=#;/\\:@ é€~+utm_"), max_size=40)


@given(HREFS)
def test_the_canonical_form_of_a_canonical_form_is_itself(href):
    once = resolve(href, BASE)
    assert resolve(once, BASE) == once if once else once == ""


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_can_hurt(href, base):
    assert isinstance(resolve(href, base), str)
    assert isinstance(section(href) + site_key(href) + host_of(href) + guess_kind(href), str)
