"""Asks the start pages before anything is written: a crawl that cannot begin leaves no trace."""

from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime

from crawler import robots
from crawler.errand import Answer, Errand, Purpose, Trouble, Turn
from crawler.errors import AuditError
from crawler.manners import TOO_BUSY, in_words, retry_after
from crawler.options import CrawlOptions
from crawler.page import Kind
from crawler.reader import READABLE, Reader
from crawler.urls import guess_kind, resolve, site_of

REDIRECTS = 10
"""Redirects that are followed from a start page."""
SPELLING = "Check the spelling of the address and your connection to the internet."
REMEDIES = {
    Trouble.NO_HOST: SPELLING,
    Trouble.NO_NAMES: SPELLING,
    Trouble.REFUSED: "Check the address (and the port), and whether the server runs.",
    Trouble.TIMEOUT: "Try again later, or check in a browser whether the site answers.",
    Trouble.TLS: (
        "Ask whoever runs the server to renew it, or set verify-certificates = false in audit.toml under [crawl]."
    ),
}
SIGN_IN = "Visitors need to sign in: give what your browser sends with --header 'Name: value', or start elsewhere."


class CrawlError(AuditError):
    """A crawl cannot begin; the message says why, and nothing was written."""


class Preflight:
    """Asks robots.txt and the start pages, and follows their redirects."""

    def __init__(
        self, starts: Sequence[str], options: CrawlOptions, reader: Reader, now: Callable[[], datetime]
    ) -> None:
        self._options = options
        self._now = now
        self._reader = reader
        self._errands: deque[Errand] = deque()
        self._in_flight = 0
        self._hops: dict[str, int] = dict.fromkeys(starts, 0)
        self._problems: dict[str, str] = {}
        self.robots: dict[str, robots.Robots] = {}
        self.answers: list[Answer] = []
        """What the start pages, and those that they redirect to, answered."""
        self.landed: list[str] = []
        """Pages where a start page arrived, redirects followed."""
        self._waiting: list[str] = []
        for start in starts:
            self._ask(start)

    def _ask(self, url: str) -> None:
        address = robots.address(url)
        if address in self.robots:
            if problem := _forbidden(self.robots[address], url):
                self._problems[url] = problem
            else:
                self._ask_page(url)
        else:
            if not self._waiting or all(robots.address(other) != address for other in self._waiting):
                self._errands.append(robots.errand(address))
            self._waiting.append(url)

    def _ask_page(self, url: str) -> None:
        self._errands.append(self._reader.start_errand(url))

    def next(self) -> Turn:
        """Errands until every start page has answered."""
        errands = list(self._errands)
        self._errands.clear()
        self._in_flight += len(errands)
        return Turn(errands, ended=not self._in_flight)

    def done(self, answer: Answer) -> None:
        """Hear one answer."""
        self._in_flight -= 1
        url = answer.errand.url
        if answer.errand.purpose is Purpose.ROBOTS:
            rules = robots.heard(answer, obeyed=not self._options.ignore_robots)
            if isinstance(rules, Errand):
                self._errands.append(rules)
                return
            url = answer.errand.origin
            self.robots[url] = rules
            ready = [start for start in self._waiting if robots.address(start) == url]
            self._waiting = [start for start in self._waiting if start not in ready]
            for start in ready:
                self._ask(start)
            return
        self.answers.append(answer)
        response = answer.response
        location = response.headers.get("location", "") if response and 300 <= response.status < 400 else ""  # noqa: PLR2004 — redirects (RFC 9110, 15.4)
        target = resolve(location, url) if location else ""
        if target and target not in self._hops and self._hops[url] < REDIRECTS:
            self._hops[target] = self._hops[url] + 1
            self._ask(target)
        elif problem := _problem(answer, self._now()):
            self._problems[url] = problem
        else:
            self.landed.append(url)

    def check(self) -> None:
        """Raise CrawlError when no start page is one that a crawl can begin with."""
        if not self.landed:
            problems = list(dict.fromkeys(self._problems.values())) or ["The start page redirects in a circle."]
            raise CrawlError(problems[0])


def _forbidden(rules: robots.Robots, url: str) -> str:
    """Why robots.txt keeps a crawl from beginning; empty when it does not."""
    if not rules.refuses(url):
        return ""
    if rules.problem:
        return (
            f"The rules for programs at {robots.address(url)} could not be read: {rules.problem}. A site whose rules "
            "cannot be known is not crawled, so nothing was begun. Try again later; if the site is your own, "
            "--ignore-robots goes on without its rules."
        )
    return (
        f"The robots.txt of {site_of(url)} does not allow programs to read {url}. "
        "Ask its webmaster to allow “audit”, or, if the site is yours, use --ignore-robots."
    )


def _problem(answer: Answer, now: datetime) -> str:
    """Why a crawl cannot begin with an answer; empty when it can."""
    url, response = answer.errand.url, answer.response
    if response is None:
        remedy = REMEDIES.get(answer.trouble or Trouble.OTHER, "Check in a browser whether the site answers.")
        return f"{url} cannot be reached: {answer.trouble or Trouble.OTHER}. {remedy}"
    pause = retry_after(response.headers.get("retry-after", ""), 0, now) if response.status in TOO_BUSY else 0
    if pause:
        asks = f"its server asks to be left alone for {in_words(pause)}. Try again after that."
        return f"{url} is too busy ({response.status}): {asks}"
    if response.status != 200:  # noqa: PLR2004 — success
        return _said_of(response.status, url)
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if guess_kind(url) is Kind.DOCUMENT or (kind and not kind.startswith(READABLE)):
        return (
            f"{url} is no web page but a file ({kind or 'of unknown type'}). "
            f"Start with a page that links to it, for example {resolve('/', url)}"
        )
    return ""


def _said_of(status: int, url: str) -> str:
    match status // 100:
        case _ if status in (401, 403):
            return f"{url} refuses us ({status}). {SIGN_IN}"
        case _ if status == 429:  # noqa: PLR2004 — too many requests (RFC 6585)
            return f"{url} is too busy (429): its server is asked too often. Try again later."
        case 3:
            return f"{url} redirects in a circle. Check in a browser where it leads, and start there."
        case 5:
            return f"{url} answers with an error of the server ({status}). Try again when the site works."
        case _:
            return f"{url} does not exist ({status}). Check the spelling of the address."
