"""Turns what a server answered into facts: pure, so that a crawl, an archive and a test get the same ones."""

import re
from collections.abc import Iterator

from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from crawler import forms
from crawler.charset import to_utf8
from crawler.dates import choose, collect
from crawler.dates.data import author_in, in_scripts
from crawler.dates.labels import PUBLISHED
from crawler.lines import one_line
from crawler.links import in_header, in_refresh, link, relation_kind, role_of
from crawler.nesting import flatten
from crawler.page import Content, Extract, Kind, Link, Page, Place, Response
from crawler.scripted import FEW_WORDS, MOUNTS, UNREAD, needs_script
from crawler.seen import Seen
from crawler.text import count_words, fingerprint, main_text
from crawler.urls import TRACKING, Tracking, guess_kind, resolve
from crawler.walk import walk

HTML = ("text/html", "application/xhtml+xml")
UNSURE = ("", "text/plain", "application/octet-stream", "binary/octet-stream", "application/x-download")
REDIRECTS = range(300, 400)
REFRESH_SECONDS = 10
"""A page that goes on by itself within this time is a redirect to its visitors."""
AUTHORS = ("author", "article:author", "dcterms.creator", "dc.creator", "parsely-author", "sailthru.author", "byl")
_SHADOW = re.compile(rb"<template(?=\s[^<>]*shadowrootmode)", re.IGNORECASE)
_DOCUMENT = re.compile(r"/pdf$|officedocument|opendocument|/msword|ms-(excel|powerpoint|word)|/(rtf|csv|epub\+zip)$")


def extract(response: Response, drop: Tracking = TRACKING, *, sitemap_date: str = "") -> Extract:
    r"""All facts of one response; what cannot be read is said in `page.error`, and nothing is raised.

    Links stand in the order of the page. A link whose `url` does not begin with http is one that no browser can open
    from the web (`file:///C:/…`, `C:\\…`, `htp://…`): it is kept as it was written, so that a rule can show it, and
    must not be fetched. `mailto:`, `tel:`, `javascript:`, `data:` and their like are no links.
    """
    headers = response.headers
    content_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    page = Page(
        url=response.url,
        status=response.status,
        kind=kind_of(response.url, content_type, response.body),
        content_type=content_type,
        bytes=len(response.body),
        robots=headers.get("x-robots-tag", "").strip().lower(),
        etag=headers.get("etag", ""),
        last_modified=headers.get("last-modified", ""),
        fetched_at=response.fetched_at,
    )
    if response.status in REDIRECTS and headers.get("location"):
        return Extract(page=replace(page, redirects_to=resolve(headers["location"], response.url, drop)))
    if page.kind is not Kind.PAGE or not response.body:
        return Extract(page=page)
    return _extract_page(page, response, drop, sitemap_date)


def kind_of(url: str, content_type: str, body: bytes) -> Kind:
    """What an answer holds: by its content type, by its first bytes where that says nothing, at last by the address."""
    if content_type in UNSURE:
        start = body[:1000].lstrip().lower()
        kind = guess_kind(url)
        if start.startswith((b"<!doctype html", b"<html", b"<head")):
            kind = Kind.PAGE
        elif start.startswith(b"%pdf-"):
            kind = Kind.DOCUMENT
        elif kind is Kind.PAGE and (content_type or body):
            kind = Kind.OTHER
        return kind
    if content_type in HTML:
        return Kind.PAGE
    if content_type.startswith("image/"):
        return Kind.IMAGE
    return Kind.DOCUMENT if _DOCUMENT.search(content_type) else Kind.OTHER


def _extract_page(page: Page, response: Response, drop: Tracking, sitemap_date: str) -> Extract:
    headers = response.headers
    html = to_utf8(response.body, headers.get("content-type", ""))
    tree = LexborHTMLParser(flatten(_with_shadows(html)))
    seen = walk(tree, page.url, drop)
    metas = seen.metas
    text = main_text(seen)
    words = count_words(text)
    scripted = words < FEW_WORDS and needs_script(seen, (node.text() for node in tree.css(MOUNTS)))
    robots = ", ".join(part for part in (page.robots, metas.get("robots", "").strip().lower()) if part)
    language = seen.language or _plain(headers.get("content-language") or metas.get("content-language", ""))
    dates = collect(seen, page.url, language, header=page.last_modified, sitemap=sitemap_date)
    if not any(date.means == PUBLISHED for date in dates):
        dates = (*in_scripts(html), *dates)
    published, modified, dated_by = choose(dates, not_after=page.fetched_at)
    page = replace(
        page,
        redirects_to=_refreshes_to(seen, headers.get("refresh", ""), page.url, drop),
        title=seen.title,
        description=_plain(metas.get("description") or metas.get("og:description", "")),
        heading=next((words for level, words in seen.headings if level == 1), ""),
        language=language,
        words=words,
        published=published,
        modified=modified,
        dated_by=dated_by,
        author=_author(seen),
        canonical=seen.canonical,
        robots=robots,
        text_hash=fingerprint(text),
        needs_script=scripted,
        error=UNREAD if scripted else "",
    )
    content = Content(
        text=text,
        headings=_headings(seen),
        anchors=tuple(seen.anchors),
        images=tuple(seen.images),
        dates=dates,
        form=seen.has_form and words < forms.FEW_WORDS and forms.asks(tree),
    )
    return Extract(page=page, content=content, links=(*_header_links(response, drop), *seen.links))


def _with_shadows(html: bytes) -> bytes:
    """The page with its declarative shadow trees as plain parts of it, as they are to a visitor."""
    if b"shadowrootmode" not in html:
        return html
    html, opened = _SHADOW.subn(b"<div", html)
    return html.replace(b"</template>", b"</div>") if html.count(b"</template>") == opened else html


def _plain(text: str) -> str:
    return one_line([text])


def _headings(seen: Seen) -> tuple[tuple[int, str], ...]:
    """All headings in their order, those that are pictures among the others."""
    headings = list(seen.headings)
    for place, heading in reversed(seen.pictured):
        headings.insert(place, heading)
    return tuple(headings)


def _refreshes_to(seen: Seen, header: str, url: str, drop: Tracking) -> str:
    """Where page or header send the visitor by themselves, unless he has time to read the page."""
    seconds, href = seen.refresh or in_refresh(header)
    base = seen.base if seen.refresh else url
    target = resolve(href, base, drop) if href and seconds <= REFRESH_SECONDS else ""
    return target if target != url else ""


def _author(seen: Seen) -> str:
    names = (seen.metas.get(name, "") for name in AUTHORS)
    said = next((_plain(name) for name in names if name.strip() and "://" not in name), "")
    return said or author_in(seen.data)


def _header_links(response: Response, drop: Tracking) -> Iterator[Link]:
    """Links that stand in the answer's headers: `Link:` and `Refresh:`."""
    for href, relations, parameters in in_header(response.headers.get("link", "")):
        if (kind := relation_kind(relations, parameters)) and (
            made := link(href, response.url, "", role_of(kind, Place.NAVIGATION), drop)
        ):
            yield made
    if (refresh := response.headers.get("refresh")) and (made := link(in_refresh(refresh)[1], response.url, drop=drop)):
        yield made
