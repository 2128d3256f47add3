"""What is known of one page that speaks for or against a decision, each under a name and said in words."""

import re
from collections.abc import Iterable
from functools import cached_property
from urllib.parse import unquote, urlsplit

from audit.evidence import dated, day, quote, years
from audit.rule import Finding, Kind, Page
from audit.site import Site

_ONCE = re.compile(
    r"\b(?:webinars?|recap|recording|recorded|livestream|podcast|slides|workshop|summit|conference|meetup|hackathon|symposium"
    r"|roundtable|open\s+day|town\s+hall|panel\s+discussion|keynote|interview\s+with|q\s?&\s?a\s+with|webinaire|atelier|colloque"
    r"|tagung|konferenz|veranstaltung|jornadas?|seminario|gweithdy|cynhadledd)\b",
    re.IGNORECASE,
)
"""Titles of what took place once; a page about it ages as the event does."""
_ASIDE = re.compile(
    r"(?:archived|old|obsolete|deprecated|legacy|retired|outdated|superseded|withdrawn)"
    r"|(?!.*(?:years?|months?|weeks?|days?|how|and|or)[-_]old$).+[-_](?:old|archived|obsolete|deprecated|outdated|superseded|withdrawn)",
    re.IGNORECASE,
)
"""Folders and pages that somebody has put aside: /archived/, fees-old.html; /archives/ may be a record office,
and “two-years-old” is an age."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BROUGHT_UP_TO_DATE = 180
"""Days after its publication from which on a change is more than the mending of slips (our judgement)."""

WORDS = {
    "must-keep": "it is on the list of what must stay",
    "copy": "another page is to stay in its place",
    "page": "a page",
    "document": "a document",
    "news": "news",
    "events": "an event or offer",
    "guidance": "guidance",
    "records": "a record",
    "about": "about the organisation",
    "index": "leads to other pages",
    "in-menus": "stands in the menus of the site",
}
"""How facts are said; a rule's finding is said in its own words."""
NUMBERS = {
    "older-than": "years since the last change",
    "changed-within": "years within which it was changed",
    "links-in-under": "pages that link here",
    "texts-in-under": "pages that name it in their text; lists, front pages, news and its own family left out",
    "texts-in-from": "the same, from so many on",
    "views-under": "visits",
    "words-under": "words of main text",
    "title-year-older-than": "years since the newest year in its title",
    "family-older-than": "years since anything below its folder was changed",
    "family-changed-within": "years within which another page below its folder was changed",
}
"""Signals that end in a number, and what it counts."""
OTHERS = ("once", "put-aside", "brought-up-to-date")
"""Signals whose words depend on the page."""
_NUMBER = re.compile(rf"({'|'.join(NUMBERS)})-(\d+(?:\.\d+)?)")


def is_known(signal: str, rules: Iterable[str]) -> bool:
    """Whether anything gives such a signal: a rule of these ids, a fact, or a number."""
    return signal in WORDS or signal in OTHERS or _NUMBER.fullmatch(signal) is not None or signal in rules


class Signals:
    """What is known of one page."""

    def __init__(self, page: Page, findings: Iterable[Finding], site: Site) -> None:
        self._page = page
        self._site = site
        self._noticed: dict[str, str] = {}
        for finding in findings:
            self._noticed.setdefault(finding.rule, finding.evidence)
        self._said: dict[str, str] = {}

    def words(self, signal: str) -> str:
        """How a signal is said that holds; empty when it does not hold."""
        if signal not in self._said:
            self._said[signal] = self._words(signal)
        return self._said[signal]

    def _words(self, signal: str) -> str:
        if signal in self._noticed:
            return f"{signal.replace('-', ' ')}: {self._noticed[signal]}"
        if signal in WORDS:
            return WORDS[signal] if self._holds(signal) else ""
        if number := _NUMBER.fullmatch(signal):
            return self._numbers(number[1], float(number[2]))
        if signal == "once":
            return f"about what took place once: {quote(self._page.title)}" if _ONCE.search(self._page.title) else ""
        if signal == "put-aside":
            steps = unquote(urlsplit(self._page.url).path).strip("/").split("/")
            aside = next(filter(_ASIDE.fullmatch, (step.partition(".")[0] for step in steps)), "")
            return f"its address says that it was put aside: {quote(aside)}" if aside else ""
        return self._brought_up_to_date() if signal == "brought-up-to-date" else ""

    def _holds(self, fact: str) -> bool:
        page, site = self._page, self._site
        match fact:
            case "must-keep":
                return site.must_keep(page)
            case "copy":
                return self._is_copy
            case "index":
                return site.standing.is_index(page)
            case "in-menus":
                return site.standing.in_menus(page)
            case "page" | "document":
                return page.kind is Kind(fact)
            case _:
                return self._kind == fact

    @cached_property
    def _kind(self) -> str:
        return self._site.kind_of(self._page)

    @cached_property
    def _is_copy(self) -> bool:
        stays = self._site.survivor(self._page)
        if stays is None or stays.url == self._page.url:
            return False
        return self._page.url in self._site.alike or bool(self._site.same_text(self._page))

    def _brought_up_to_date(self) -> str:
        published, modified = self._site.day(self._page.published), self._site.day(self._page.modified)
        if published is None or modified is None or modified > self._site.today:
            return ""
        late = (modified - published).days >= _BROUGHT_UP_TO_DATE
        return f"changed on {day(modified)}, long after it was published" if late else ""

    def _numbers(self, name: str, number: float) -> str:  # noqa: PLR0911 — one line a signal
        page, site = self._page, self._site
        match name:
            case "older-than":
                date = site.changed(page)
                return f"not changed since {dated(page, date)}" if date and years(date, site.today) >= number else ""
            case "changed-within":
                date = site.changed(page)
                return f"changed on {day(date)}" if date and years(date, site.today) <= number else ""
            case "links-in-under":
                count = site.links_in(page)
                return f"{count or 'no'} {'page links' if count == 1 else 'pages link'} here" if count < number else ""
            case "texts-in-under":
                count = site.standing.texts_to(page)
                if count > 1:
                    few = f"only {count} other pages speak of it in their text"
                else:
                    few = f"{'only one' if count else 'no'} other page speaks of it in its text"
                return few if count < number else ""
            case "texts-in-from":
                count = site.standing.texts_to(page)
                return f"{count} other pages speak of it in their text" if count >= number else ""
            case "views-under":
                views = site.visits(page)
                return ("no visits" if not views else "few visits") if views is not None and views < number else ""
            case "title-year-older-than":
                year = max(map(int, _YEAR.findall(page.title)), default=site.today.year)
                return f"its title names {year}" if site.today.year - year >= number else ""
            case "words-under":
                return f"{page.words or 0} words" if (page.words or 0) < number else ""
            case _:
                return self._family(name, number)

    def _family(self, name: str, number: float) -> str:
        family = self._site.standing.family(self._page)
        if family is None or family.newest is None:
            return ""
        since = years(family.newest, self._site.today)
        if name == "family-older-than":
            return f"nothing under {family.path} changed since {day(family.newest)}" if since >= number else ""
        return f"other pages under {family.path} were changed on {day(family.newest)}" if since <= number else ""
