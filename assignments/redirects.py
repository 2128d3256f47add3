"""The redirect map: where the visitors of pages that go are sent, and why a line of it cannot be used."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from assignments.decisions import GONE
from assignments.firm import GOES, Firm
from assignments.records import Decision, Redirect
from crawler.workspace import Status

Find = Callable[[str], Status | None]
"""Tells what the last crawl found at an address; None where it never heard of it."""


def fails(target: str, found: Find, source: str) -> str:
    """Why visitors cannot be sent to an address, as far as the last crawl knows."""
    end = _final(target, found)
    there = found(end)
    if there is None:
        if urlsplit(end).netloc == urlsplit(source).netloc:
            return f"the crawl found no page at {end}"
        return ""
    if not there.fetched or there.status == 200:  # noqa: PLR2004 — HTTP’s “all is well”
        return ""
    return f"{end} answers {there.status}" if there.status else f"{end} does not answer"


def _final(url: str, found: Find) -> str:
    """Where the site’s own redirects lead from an address."""
    seen = {url}
    while (there := found(url)) and there.redirects_to and there.redirects_to not in seen:
        url = there.redirects_to
        seen.add(url)
    return url


def redirects(firm: Firm, found: Find) -> Iterator[Redirect]:
    """The redirect map: one line for each page that goes, straight to where its visitors end; problems are named."""
    for one in firm.going():
        to, problem = _way(one, firm, found)
        if not problem and to:
            problem = fails(to, found, one.page_url)
        status = 301 if to else 410
        yield Redirect(from_url=one.page_url, to_url=to, status=status, problem=problem[:1].upper() + problem[1:])


def _way(one: Decision, firm: Firm, found: Find) -> tuple[str, str]:
    """Where a page’s visitors end (empty: gone), and why that cannot be used."""
    seen = {one.page_url: None}
    to = one.target
    while to != GONE:
        to = _final(to, found)
        if to in seen:
            return to, "the redirects go round in a circle: " + " → ".join([*seen, to])
        nxt = firm.get(to)
        if nxt is None or nxt.decision not in GOES:
            return to, ""
        seen[to] = None
        to = nxt.target
    if len(seen) > 1:
        return "", f"it was to go to {list(seen)[1]}, which is to be deleted"
    return "", ""
