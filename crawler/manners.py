"""Patience with a server: how many requests at a time, how long between them, and when to give up."""

import email.utils
import math
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

from crawler.errand import Answer, Trouble
from crawler.options import CrawlOptions

BURST = 25
"""Failures in a row after which the site counts as down: to go on would only record errors."""
ATTEMPTS = 3
"""Times that an address is asked for while the server says that it is too busy."""
FIRST_WAIT, LONGEST_WAIT = 2.0, 600.0
"""Seconds that are waited when the server is too busy: where it does not say how long, and at most.

For a longer pause the crawl ends, and whoever began it begins it again when the time has come.
"""
FURTHEST = 100 * 365 * 86400.0
"""Seconds; what lies further ahead no calendar need be asked about."""
TOO_BUSY = (429, 503)
NETWORK = (Trouble.NO_HOST, Trouble.NO_NAMES, Trouble.REFUSED, Trouble.TIMEOUT, Trouble.CUT, Trouble.OTHER)


class Patience:
    """What the answers so far tell about the pace that the server can bear."""

    def __init__(self, options: CrawlOptions, now: Callable[[], datetime]) -> None:
        self._now = now
        self._delay = options.delay or 0.0
        self._concurrency = options.concurrency or 1
        self._not_before = 0.0
        self._attempts: dict[str, int] = {}
        self._failures = 0
        self.reason = ""
        """Why nothing is asked at the moment, in words."""
        self.lost = ""
        """Why the crawl has to stop, in words."""
        self.last_round = False
        """Whether only what failed is asked once more: each answer then is for its address alone."""

    @property
    def at_once(self) -> int:
        """Errands that may be under way; some more than connections, so that none of these is idle."""
        return self._concurrency if self._delay else 2 * self._concurrency

    def slow_down(self, delay: float) -> None:
        """Leave at least so many seconds between two requests."""
        self._delay = max(self._delay, delay)

    def lose(self, reason: str) -> None:
        """Give the site up for now, for a reason that says what to do."""
        self.lost = reason

    @property
    def delay(self) -> float:
        """Seconds between two requests."""
        return self._delay

    def turn(self) -> float:
        """Seconds until a request may be sent that has a place in the line from now on."""
        now = monotonic()
        at = max(self._not_before, now)
        if self._delay:
            self._not_before = at + self._delay
        return at - now

    def asked(self) -> None:
        """Note that a request was sent."""
        if self._delay:
            self._not_before = max(self._not_before, monotonic() + self._delay)

    def wait(self) -> float:
        """Seconds until the next request may be sent."""
        left = max(self._not_before - monotonic(), 0.0)
        if not left:
            self.reason = ""
        return left

    def postpones(self, answer: Answer) -> bool:
        """Hear an answer; say whether its address has to be asked again later."""
        response = answer.response
        status = response.status if response else 0
        if response is not None and status in TOO_BUSY and (status == 429 or "retry-after" in response.headers):  # noqa: PLR2004 — too many requests (RFC 6585)
            attempts = self._attempts.get(answer.errand.url, 0) + 1
            self._attempts[answer.errand.url] = attempts
            wait = retry_after(response.headers.get("retry-after", ""), FIRST_WAIT * 2**attempts, self._now())
            if wait > LONGEST_WAIT:
                if not self.last_round:
                    self.lost = self._come_back(wait)
            elif attempts < ATTEMPTS:
                self._not_before = max(self._not_before, monotonic() + wait)
                self.reason = f"the server asked for a pause of {in_words(wait)}"
                return True
        failed = answer.trouble in NETWORK or status >= 500 or status == 429  # noqa: PLR2004 — servers' failures
        self._failures = self._failures + 1 if failed else 0
        if self._failures >= BURST:
            said = answer.trouble or f"errors ({status})"
            self.lost = (
                f"The site stopped answering: the last {BURST} requests all failed, the last one with “{said}”. "
                "What was fetched so far is kept. Run the same command again later; it goes on from there."
            )
        return False

    def _come_back(self, wait: float) -> str:
        """What to do when the server wants to be left alone for longer than a crawl waits."""
        until = (self._now() + timedelta(seconds=min(wait, FURTHEST))).astimezone()
        return (
            f"The server asks to be left alone for {in_words(wait)}, until {until:%H:%M} on {until.day} {until:%B %Y}. "
            "What was fetched so far is kept. Run the same command again after that; it goes on from there."
        )


def in_words(seconds: float) -> str:
    """A pause in the largest unit that tells it well: `1 second`, `10 minutes`, `2 hours`, `3 days`; rounded up."""
    for unit, size in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * size:
            return f"{math.ceil(seconds / size)} {unit}"
    return "1 second" if 0 < seconds <= 1 else f"{math.ceil(seconds)} seconds"


def retry_after(value: str, otherwise: float, now: datetime) -> float:
    """Seconds that a Retry-After header asks for (RFC 9110, 10.2.3): a number or a date."""
    wait = otherwise
    if re.fullmatch(r"[0-9]{1,9}", value.strip()):  # not isdigit(), which takes “²” for a number
        wait = float(value)
    elif value:
        try:
            wait = (email.utils.parsedate_to_datetime(value) - now).total_seconds()
        except (ValueError, TypeError, OverflowError):
            wait = otherwise
    return max(wait, 0.0)
