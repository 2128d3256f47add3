"""Says of a link's target whether a visitor arrives: ok, redirect, broken, unsure or unchecked, and why."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from crawler.page import Page

HOPS = 20
"""Redirects that are followed before a chain counts as endless; browsers give up at 20, too (Fetch standard, 4.5)."""
NO_SUCH_HOST = "the host name does not exist"
"""The error of a page whose host the name service denies while it knows others: a dead address, not a dead network."""
WALLS = {
    401: "asks for a password (401)",
    403: "refuses programs or strangers (403)",
    407: "asks for a proxy's password (407)",
    429: "says that we ask too often (429)",
    451: "withheld for legal reasons (451)",
    999: "refuses programs (999)",
}
"""Answers that say something about who asked, not about the page."""
GONE = {404: "does not exist (404)", 410: "was removed for good (410)"}


class LinkState(StrEnum):
    """What happens to a visitor who follows a link."""

    OK = "ok"
    REDIRECT = "redirect"
    BROKEN = "broken"
    UNSURE = "unsure"
    UNCHECKED = "unchecked"


class Judged(NamedTuple):
    """What is known of a link's target."""

    state: LinkState
    status: int
    """HTTP status of the target; 0 when there was no answer."""
    error: str
    """Why it is not ok, in words; empty for ok and redirect."""


def judge(target: Page | None, *, outside: bool = False, end: Page | None = None) -> Judged:
    """Judge the target of a link; `end` is the page that a redirecting target leads to in the end, where known.

    `outside` says whether the visitor ends outside the audited site: at `end` where there is one.

    On the audited site every failure is broken: its people can put it right. Outside it only 404, 410 and a host that
    does not exist are broken; what may be a wall against programs or a bad moment is unsure.
    """
    if target is None:
        return Judged(LinkState.UNCHECKED, 0, "not fetched")
    if not target.fetched_at:
        return Judged(LinkState.UNCHECKED, 0, target.error or "not fetched")
    if target.redirects_to:
        return _judge_redirect(target, end, outside=outside)
    return Judged(_state(target, outside=outside), target.status, _reason(target))


def judge_all(inside: Iterable[Page], outside: Iterable[Page]) -> dict[str, Judged]:
    """Judge every address of a crawl, redirects followed to their end: address → what is known of it.

    An address that is missing here was never asked for: judge it with `judge(None)`.
    """
    own = {page.url: page for page in inside}
    other = {page.url: page for page in outside}
    every = {**other, **own}
    return {
        url: judge(page, outside=(end or page).url not in own, end=end)
        for url, page in every.items()
        for end in [_end(page, every) if page.redirects_to else None]
    }


def _end(page: Page, every: dict[str, Page]) -> Page | None:
    """The page at the end of a redirect chain; the page itself when the chain never ends; None when it is unknown."""
    here: Page | None = page
    for _ in range(HOPS):
        if here is None or not here.redirects_to:
            return here
        here = every.get(here.redirects_to)
    return page


def _judge_redirect(target: Page, end: Page | None, *, outside: bool) -> Judged:
    if end is not None and end.redirects_to:
        return Judged(LinkState.BROKEN, target.status, "redirects in a circle")
    if end is None or not end.fetched_at:
        return Judged(LinkState.REDIRECT, target.status, "")
    state = _state(end, outside=outside)
    if state is LinkState.OK:
        return Judged(LinkState.REDIRECT, target.status, "")
    return Judged(state, end.status, f"redirects to {end.url}: {_reason(end)}")


def _state(page: Page, *, outside: bool) -> LinkState:
    if 200 <= page.status < 300:  # noqa: PLR2004 — the class of HTTP statuses that mean success (RFC 9110, 15.3)
        return LinkState.OK
    if page.status in GONE or page.error == NO_SUCH_HOST:
        return LinkState.BROKEN
    if outside or page.status == 401:  # noqa: PLR2004 — a page behind a password is there for those who have it
        return LinkState.UNSURE
    return LinkState.BROKEN


def _reason(page: Page) -> str:
    if 200 <= page.status < 300:  # noqa: PLR2004 — as above
        return ""
    if words := GONE.get(page.status) or WALLS.get(page.status):
        return words
    if page.status >= 500:  # noqa: PLR2004 — the class of HTTP statuses that mean a server's failure (RFC 9110, 15.6)
        return f"fails on the server ({page.status})"
    if page.status:
        return f"answers with an error ({page.status})"
    return page.error or "does not answer"
