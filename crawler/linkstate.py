"""Says of a link's target whether a visitor arrives: ok, redirect, broken, unsure or unchecked, and why."""

from collections.abc import Iterable
from datetime import datetime, timedelta
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
OF_WHO_ASKS = (401, 429)
"""Those that prove nothing on the audited site either: others have the password, and ask less often."""
CONFIRMED = timedelta(hours=24)
"""How far apart two checks lie that together prove a page of another site gone; our choice: longer than a night."""
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

    On the audited site every failure is broken that says something of the page: its people can put it right, and it
    was asked twice. Outside it only 404, 410 and a host that does not exist are broken, and only when two checks at
    least CONFIRMED apart say so; what may be a wall against programs or a bad moment is unsure.
    """
    if target is None:
        return Judged(LinkState.UNCHECKED, 0, "not fetched")
    if not target.fetched_at and not target.variant_of:
        return Judged(LinkState.UNCHECKED, 0, target.error or "not fetched")
    if target.redirects_to:
        return _judge_redirect(target, end, outside=outside)
    return Judged(_state(target, outside=outside), target.status, _reason(target, outside=outside))


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
    leads = LinkState.OK if 200 <= target.status < 300 and target.variant_of else LinkState.REDIRECT  # noqa: PLR2004 — success (RFC 9110, 15.3)
    if end is None or not end.fetched_at:
        return Judged(leads, target.status, "")
    state = _state(end, outside=outside)
    if state is LinkState.OK:
        return Judged(leads, target.status, "")
    return Judged(state, end.status, f"redirects to {end.url}: {_reason(end, outside=outside)}")


def _state(page: Page, *, outside: bool) -> LinkState:
    if 200 <= page.status < 300:  # noqa: PLR2004 — the class of HTTP statuses that mean success (RFC 9110, 15.3)
        return LinkState.OK
    if outside:
        return LinkState.BROKEN if is_gone(page) and is_confirmed(page.failed_at, page.fetched_at) else LinkState.UNSURE
    return LinkState.UNSURE if page.status in OF_WHO_ASKS else LinkState.BROKEN


def is_gone(page: Page) -> bool:
    """Whether an answer says that there is nothing at an address: no wall, no bad moment."""
    return page.status in GONE or page.error == NO_SUCH_HOST


def is_confirmed(failed_at: str, fetched_at: str) -> bool:
    """Whether the first and the last check that found an address gone lie far enough apart; ISO 8601 with zone."""
    return bool(failed_at) and _time(fetched_at) - _time(failed_at) >= CONFIRMED


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _said_of_checks(page: Page) -> str:
    """On which checks it rests that a page of another site is gone."""
    first = _time(page.failed_at or page.fetched_at)
    day = f"{first.day} {first:%B %Y}"
    if is_confirmed(page.failed_at, page.fetched_at):
        return f"; first seen so on {day}"
    return f", but only one check says so yet, on {day}"


def _reason(page: Page, *, outside: bool) -> str:
    if 200 <= page.status < 300:  # noqa: PLR2004 — as above
        return ""
    if outside and is_gone(page):
        return GONE.get(page.status, page.error) + _said_of_checks(page)
    if words := GONE.get(page.status) or WALLS.get(page.status):
        return words
    if page.status >= 500:  # noqa: PLR2004 — the class of HTTP statuses that mean a server's failure (RFC 9110, 15.6)
        return f"fails on the server ({page.status})"
    if page.status:
        return f"answers with an error ({page.status})"
    return page.error or "does not answer"
