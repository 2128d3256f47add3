"""The redirect map: where the visitors of pages that go are sent, and why a line of it cannot be used."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from assignments.decisions import DELETE, GONE, MERGE
from assignments.records import Decision, Redirect
from crawler.page import Page

GOES = frozenset({DELETE, MERGE})
"""Decisions after which a page’s address leads somewhere else, or nowhere."""


@dataclass(frozen=True, slots=True)
class Status:
    """What the last crawl found at an address."""

    status: int
    redirects_to: str = ""
    text_hash: str = ""
    fetched: bool = True
    """False where nobody asked: it waits, or was left out (robots.txt, --max-pages …), so nothing is known of it."""

    @classmethod
    def of(cls, page: Page) -> "Status":
        """The facts of a page that decisions are checked against."""
        return cls(page.status, page.redirects_to, page.text_hash, page.status != 0 or bool(page.fetched_at))


def fails(target: str, inventory: Mapping[str, Status], source: str) -> str:
    """Why visitors cannot be sent to an address, as far as the last crawl knows."""
    end = _final(target, inventory)
    found = inventory.get(end)
    if found is None:
        if urlsplit(end).netloc == urlsplit(source).netloc:
            return f"the crawl found no page at {end}"
        return ""
    if not found.fetched or found.status == 200:  # noqa: PLR2004 — HTTP’s “all is well”
        return ""
    return f"{end} answers {found.status}" if found.status else f"{end} does not answer"


def _final(url: str, inventory: Mapping[str, Status]) -> str:
    """Where the site’s own redirects lead from an address."""
    seen = {url}
    while (found := inventory.get(url)) and found.redirects_to and found.redirects_to not in seen:
        url = found.redirects_to
        seen.add(url)
    return url


def redirects(firm: Mapping[str, Decision], inventory: Mapping[str, Status]) -> Iterator[Redirect]:
    """The redirect map: one line for each page that goes, straight to where its visitors end; problems are named."""
    for url, one in firm.items():
        if one.decision not in GOES:
            continue
        to, problem = _way(url, firm, lambda address: _final(address, inventory))
        if not problem and to:
            problem = fails(to, inventory, url)
        yield Redirect(from_url=url, to_url=to, status=301 if to else 410, problem=problem[:1].upper() + problem[1:])


def _way(url: str, firm: Mapping[str, Decision], final: Callable[[str], str]) -> tuple[str, str]:
    """Where a page’s visitors end (empty: gone), and why that cannot be used."""
    seen = [url]
    to = firm[url].target
    while to != GONE:
        to = final(to)
        if to in seen:
            return to, "the redirects go round in a circle: " + " → ".join([*seen, to])
        nxt = firm.get(to)
        if nxt is None or nxt.decision not in GOES:
            return to, ""
        seen.append(to)
        to = nxt.target
    if len(seen) > 1:
        return "", f"it was to go to {seen[1]}, which is to be deleted"
    return "", ""
