"""Turns what a server answered into facts: pure, so that a crawl, an archive and a test get the same ones."""

import dataclasses
import re

from selectolax.lexbor import LexborHTMLParser

from crawler.page import Content, Extract, Kind, Page, Response
from crawler.text import count_words, fingerprint, main_text
from crawler.urls import TRACKING, Tracking, guess_kind, resolve
from crawler.walk import one_line, walk

HTML = ("text/html", "application/xhtml+xml")
UNSURE = ("", "text/plain", "application/octet-stream", "binary/octet-stream", "application/x-download")
REDIRECTS = range(300, 400)
EMPTY_PAGE = 20
"""Words; a page with fewer that loads scripts is made by them."""
_DOCUMENT = re.compile(r"/pdf$|officedocument|opendocument|/msword|ms-(excel|powerpoint|word)|/(rtf|csv|epub\+zip)$")


def extract(response: Response, drop: Tracking = TRACKING) -> Extract:
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
        return Extract(page=dataclasses.replace(page, redirects_to=resolve(headers["location"], response.url, drop)))
    if page.kind is not Kind.PAGE or not response.body:
        return Extract(page=page)
    return _extract_page(page, response, drop)


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


def _extract_page(page: Page, response: Response, drop: Tracking) -> Extract:
    tree = LexborHTMLParser(response.body.replace(b"\0", b""), encoding=True)
    seen = walk(tree, page.url, drop)
    metas = seen.metas
    text = main_text(seen.blocks, has_main=seen.has_main)
    robots = ", ".join(part for part in (page.robots, metas.get("robots", "").strip().lower()) if part)
    words = count_words(text)
    return Extract(
        page=dataclasses.replace(
            page,
            title=seen.title,
            description=one_line(metas.get("description") or metas.get("og:description", "")),
            heading=next((words for level, words in seen.headings if level == 1), ""),
            language=seen.language or response.headers.get("content-language", "") or metas.get("content-language", ""),
            words=words,
            author=one_line(metas.get("author", "")),
            canonical=seen.canonical,
            robots=robots,
            text_hash=fingerprint(text),
            needs_script=words < EMPTY_PAGE and seen.scripts > 0,
        ),
        content=Content(
            text=text, headings=tuple(seen.headings), anchors=tuple(seen.anchors), images=tuple(seen.images)
        ),
        links=tuple(seen.links),
    )
