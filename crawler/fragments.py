"""Finds the links that lead to a place within a page (`#opening-hours`) where the page has no such place."""

from collections.abc import Container
from itertools import groupby
from operator import itemgetter
from urllib.parse import quote

from crawler.linkstate import Judged, LinkState
from crawler.page import Kind, Page
from crawler.workspace import Workspace

TOP = "top"
"""Leads to the top of any page (HTML standard, 7.4.6.4)."""
DIRECTIVE = ":~:"
"""What follows it marks words for the browser and names no place (URL Fragment Text Directives)."""
ROUTES = ("!", "/")
"""A fragment that begins with one of these is an address within a program that runs in the page; no server knows it."""


def is_missing(fragment: str, page: Page, anchors: Container[str]) -> bool:
    """Whether a reader who follows the fragment stays at the top of the page because it has no such place.

    Only a page that was read can lack a place, and not one that scripts make in the reader's browser.
    """
    if page.kind is not Kind.PAGE or page.status != 200 or page.needs_script:  # noqa: PLR2004 — HTTP's “OK”
        return False
    place = fragment.partition(DIRECTIVE)[0]
    if not place or place.lower() == TOP or place.startswith(ROUTES):
        return False
    return place not in anchors and quote(place) not in anchors  # browsers try the words as they stand first


def no_such_place(fragment: str) -> str:
    """Why a link to a place within a page does not work."""
    return f"the page has no place named “{fragment}”"


def judge_fragment(judged: Judged, fragment: str, page: Page, anchors: Container[str]) -> Judged:
    """What is known of a link to a place within a page, when this is known of the link to the page."""
    if judged.state is not LinkState.OK or not is_missing(fragment, page, anchors):
        return judged
    return Judged(LinkState.BROKEN, judged.status, no_such_place(fragment))


def missing(workspace: Workspace, crawl: int) -> set[tuple[str, str]]:
    """Every (URL, fragment) that some page of the site links to in vain; each page is read once."""
    found: set[tuple[str, str]] = set()
    for url, pairs in groupby(workspace.lookup.fragments(crawl), key=itemgetter(0)):
        page = workspace.lookup.page(crawl, url)
        if page and page.variant_of:
            page = workspace.lookup.page(crawl, page.variant_of)
        if page:
            anchors = frozenset(workspace.inventory.content(crawl, page.url).anchors)
            found.update(pair for pair in pairs if is_missing(pair[1], page, anchors))
    return found
