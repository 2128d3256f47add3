"""Sitemaps are read to the end of what can be read."""

import gzip
import os
import re
from pathlib import Path

import pytest
from crawling import crawl, inventory
from little_server import LittleServer, page

from crawler.sitemaps import Sitemap, SitemapEntry, read_sitemap

URL = "https://example.org/sitemap.xml"
HEAD = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:xhtml="http://www.w3.org/1999/xhtml" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'
)


def read(text, url=URL):
    return read_sitemap(text.encode() if isinstance(text, str) else text, url)


def test_pages_come_with_their_dates_and_languages_and_without_their_pictures():
    found = read(
        HEAD
        + "<url><loc> https://example.org/a?x=1&amp;utm_source=s </loc><lastmod>2019-05-03T10:00:00+01:00</lastmod>"
        "<image:image><image:loc>https://example.org/i.png</image:loc></image:image>"
        '<xhtml:link rel="alternate" hreflang="cy" href="/cy/a"/></url>'
        "<url><loc><![CDATA[https://example.org/b]]></loc><lastmod>2019</lastmod></url><url/></urlset>"
    )
    assert found == Sitemap(
        pages=(
            SitemapEntry(
                url="https://example.org/a?x=1",
                lastmod="2019-05-03T10:00:00+01:00",
                alternates=("https://example.org/cy/a",),
            ),
            SitemapEntry(url="https://example.org/b"),
        )
    )


def test_an_index_names_further_sitemaps_also_when_it_is_packed():
    index = "<sitemapindex><sitemap><loc>/s1.xml.gz</loc><lastmod>2020-01-02</lastmod></sitemap></sitemapindex>"
    expected = Sitemap(sitemaps=(SitemapEntry(url="https://example.org/s1.xml.gz", lastmod="2020-01-02"),))
    assert read(index) == read(gzip.compress(index.encode())) == expected


def test_a_plain_list_and_a_feed_are_sitemaps_too():
    assert [p.url for p in read("https://example.org/a\nhttps://example.org/b\n").pages] == [
        "https://example.org/a",
        "https://example.org/b",
    ]
    feed = "<rss><channel><link>/</link><item><title>x</title><link>/news/1</link></item></channel></rss>"
    assert [p.url for p in read(feed).pages] == ["https://example.org/news/1"]


def test_broken_xml_gives_what_it_holds_and_says_where_it_breaks():
    found = read(HEAD + "<url><loc>https://example.org/a?b=1&c=2</loc></url>\n<url><loc>https://example.org/d</loc></u")
    assert [page.url for page in found.pages] == ["https://example.org/a?b=1&c=2", "https://example.org/d"]
    assert found.problem.startswith("it is broken XML in line 2 (")


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "it is no sitemap: neither XML nor a list of addresses"),
        (b"<!DOCTYPE html><p>Not found", "it is a web page and no sitemap"),
        (b"<svg/>", "it is XML, but no sitemap"),
        (b"\x1f\x8bnothing", "it cannot be unpacked (Error -3 while decompressing data: unknown compression method)"),
        (gzip.compress(HEAD.encode())[:-20], "it ends too early: the packed file is cut off"),
        (b'<!DOCTYPE x [<!ENTITY a "aaa">]><urlset/>', "it declares entities, which no sitemap needs and attacks use"),
    ],
)
def test_what_is_no_sitemap_is_said_to_be_none(body, problem):
    assert read(body).problem == problem


def test_a_packed_bomb_is_read_up_to_the_limit():
    bomb = gzip.compress(HEAD.encode() + b"<url><loc>https://example.org/a</loc></url>" + b" " * 60_000_000, 9)
    assert read(bomb) == Sitemap(
        pages=(SitemapEntry(url="https://example.org/a"),),
        problem="it is larger than 50 MB, the rest was not read",
    )


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2019-05-03", "2019-05-03"),
        ("2019-05-03 10:00", "2019-05-03T10:00:00"),
        ("2019-05-03T10:00:00.123Z", "2019-05-03T10:00:00Z"),
        ("2019-05-03T10:00+0100", "2019-05-03T10:00:00+01:00"),
        ("Fri, 03 May 2019 10:00:00 GMT", "2019-05-03T10:00:00Z"),
        ("3 May 2019", "2019-05-03"),
        ("2019-05", ""),
        ("2019-13-45", ""),
        ("now", ""),
    ],
)
def test_lastmod_is_read_in_all_forms_and_believed_in_none_that_no_calendar_has(written, read_as):
    found = read(f"{HEAD}<url><loc>/a</loc><lastmod>{written}</lastmod></url></urlset>")
    assert [page.lastmod for page in found.pages] == [read_as]


XML = '<?xml version="1.0" encoding="{}"?><urlset><url><loc>https://example.org/ä</loc></url></urlset>'


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(gzip.compress(XML.format("utf-8").encode())),
        gzip.compress(XML.format("utf-8").encode()[:30]) + gzip.compress(XML.format("utf-8").encode()[30:]),
        b"\xef\xbb\xbf" + XML.format("utf-8").encode(),
        XML.format("utf-16").encode("utf-16"),
        b"\xfe\xff" + XML.format("utf-16").encode("utf-16-be"),
        XML.format("iso-8859-1").encode("latin-1"),
        XML.format("utf-8").replace("<urlset>", '<urlset xmlns="http://www.google.com/schemas/sitemap/0.84">').encode(),
        XML.format("utf-8").replace("urlset>", "s:urlset>").replace("<s:urlset>", '<s:urlset xmlns:s="x">').encode(),
        "\ufeffhttps://example.org/ä\r\n".encode(),
    ],
)
def test_a_sitemap_is_read_however_it_is_packed_and_encoded(body):
    found = read(body)
    assert ([page.url for page in found.pages], found.problem) == (["https://example.org/%C3%A4"], "")


def test_news_pictures_films_and_pages_for_telephones_are_no_addresses_of_their_own():
    found = read(
        HEAD.replace("<urlset", '<urlset xmlns:n="n" xmlns:v="v"')
        + '<url><xhtml:link rel="alternate" media="only screen" href="https://m.example.org/a"/>'
        "<loc>/a</loc><n:news><n:publication_date>2019-05-03</n:publication_date><n:title>T</n:title></n:news>"
        "<v:video><v:player_loc>/p</v:player_loc><v:content_loc>/v.mp4</v:content_loc></v:video></url></urlset>"
    )
    assert found == Sitemap(pages=(SitemapEntry(url="https://example.org/a"),))


def test_an_entry_of_a_feed_is_the_page_and_not_the_answers_to_it():
    found = read(
        '<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="/feed"/><entry>'
        '<link rel="replies" href="/a/comments"/><link rel="alternate" href="/a"/>'
        "<updated>2019-05-03T10:00:00Z</updated></entry></feed>"
    )
    assert found == Sitemap(pages=(SitemapEntry(url="https://example.org/a", lastmod="2019-05-03T10:00:00Z"),))


def test_a_sitemap_is_followed_where_it_has_moved_and_one_that_is_named_and_gone_is_said(tmp_path):
    index = b"<sitemapindex><sitemap><loc>/s.xml</loc></sitemap><sitemap><loc>/index.xml</loc></sitemap></sitemapindex>"
    pages = b"<urlset><url><loc>/alone</loc></url><url><loc>https://elsewhere.example/</loc></url></urlset>"
    robots = b"\xef\xbb\xbfSitemap: /sitemap.xml\nUser-agent: *\nDisallow:\nsitemap: /gone.xml\n"
    routes = {
        "/": page(title="Home"),
        "/alone": page(title="Alone"),
        "/robots.txt": (200, {"Content-Type": "text/plain"}, robots),
        "/sitemap.xml": (301, {"Location": "/index.xml"}, b""),
        "/index.xml": (200, {"Content-Type": "application/xml"}, index),
        "/s.xml": (200, {"Content-Type": "application/xml"}, pages),
    }
    with LittleServer(routes).running() as site:
        result = crawl(tmp_path, site.url)
        found = {url.removeprefix(site.url): str(page.found_by) for url, page in inventory(tmp_path).items()}
        assert found == {"/": "list", "/alone": "sitemap"}
        assert f"The sitemap {site.url}/gone.xml could not be read: the server answers 404." in result.stdout
        assert site.times("/index.xml") == 1


def test_the_usual_place_is_tried_without_a_word_when_no_sitemap_is_named(tmp_path):
    with LittleServer({"/": page(title="Home")}).running() as site:
        result = crawl(tmp_path, site.url)
        assert site.times("/sitemap.xml") == 1
    assert "sitemap" not in result.stdout


@pytest.mark.skipif("AUDIT_SHARED" not in os.environ, reason="AUDIT_SHARED does not name the folder with real sitemaps")
@pytest.mark.parametrize("name", ["18f.xml", "apache-incubator.xml"])
def test_real_sitemaps_are_read_whole(name):
    body = Path(os.environ["AUDIT_SHARED"], "gold", "sitemaps", name).read_bytes()
    found = read(body)
    assert found.problem == ""
    assert len(found.pages) == len(set(re.findall(rb"<loc>(.*?)</loc>", body)))
