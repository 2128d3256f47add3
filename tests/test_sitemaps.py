"""Sitemaps are read to the end of what can be read."""

import gzip
import os
import re
from pathlib import Path

import pytest

from crawler.sitemaps import Sitemap, SitemapEntry, read_sitemap, robots_sitemaps

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


def test_robots_txt_names_sitemaps():
    robots = "User-agent: *\nDisallow: /x\nSITEMAP: /a.xml \nsitemap:https://example.org/b.xml\nSitemap: /a.xml\n"
    assert robots_sitemaps(robots, "https://example.org/robots.txt") == [
        "https://example.org/a.xml",
        "https://example.org/b.xml",
    ]


@pytest.mark.skipif("AUDIT_SHARED" not in os.environ, reason="AUDIT_SHARED does not name the folder with real sitemaps")
@pytest.mark.parametrize("name", ["18f.xml", "apache-incubator.xml"])
def test_real_sitemaps_are_read_whole(name):
    body = Path(os.environ["AUDIT_SHARED"], "gold", "sitemaps", name).read_bytes()
    found = read(body)
    assert found.problem == ""
    assert len(found.pages) == len(set(re.findall(rb"<loc>(.*?)</loc>", body)))
