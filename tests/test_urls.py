"""Addresses are resolved as browsers do and compared as people mean."""

import pytest

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
