"""Judges whether a decision was carried out: from what was decided, what the page was, and what it is now."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from textwrap import shorten
from typing import ClassVar

from assignments.decisions import ARCHIVE, CONVERT, DELETE, GONE, KEEP, MERGE, REWRITE, UPDATE
from assignments.records import Decision
from audit.groups import spelling
from crawler.page import Kind, Page

OK = 200
REMOVED = (404, 410)
PERMANENT = (301, 308)
"""Redirects that search engines and bookmarks follow for good (RFC 9110, 15.4)."""
REFUSED = (401, 403, 407, 429)
"""Answers that say nothing of the page, only that a program does not get it."""
FAILED = 500
QUOTED = 80
"""Characters of a line that are quoted."""
HOPS = 10
"""Redirects that are followed, as browsers do."""
LIKE_ERROR_PAGE = 0.9
"""A page that is so like the site's own error page is one (as the rule on soft 404s has it)."""
SAYS_ARCHIVED = re.compile(
    r"\b(?:archived?|withdrawn|superseded|historical|no longer (?:current|updated|maintained|in force|valid)"
    r"|kept for (?:the|our) records?|archiviert|zurückgezogen|nicht mehr aktuell|archivée?s?|retirée?s?"
    r"|n['’]est plus (?:à jour|en vigueur)|archifwyd|wedi['’]i archifo|archivad[oa]s?|retirad[oa]s?)\b",
    re.IGNORECASE,
)
"""What pages say that are kept for the record (English, German, French, Welsh, Spanish)."""
AN_ARCHIVE = re.compile(r"//(?:[\w.-]*\.)?(?:web)?archive\b|//archiv\w*\.|/archiv\w*(?:/|$)", re.IGNORECASE)
"""Addresses of archives: web.archive.org, webarchive.nationalarchives.gov.uk, archive.example.org, /archive/."""


class Outcome(StrEnum):
    """Whether a decision was carried out, the worst last."""

    DONE = "done"
    DIFFERENTLY = "done differently"
    CANNOT_TELL = "cannot tell"
    NOT_DONE = "not done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a second crawl found of one decision."""

    TABLE: ClassVar[str] = "verdicts"
    KEY: ClassVar[tuple[str, ...]] = ("page_url",)
    APPEND_ONLY: ClassVar[bool] = False

    page_url: str
    decision: str
    target: str
    outcome: Outcome
    seen: str
    """What was found, as a sentence without its full stop."""
    still_linked: tuple[str, ...]
    """Pages that still link to a page that was to go."""
    checked_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One page at one time, as far as a decision's outcome depends on it."""

    page: Page | None = None
    """None when nothing is known of the address."""
    links: frozenset[str] = field(default_factory=frozenset)
    """Where its links outside the menus lead."""
    words: frozenset[str] = field(default_factory=frozenset)
    """All lines that a visitor can read on it, banners and boxes too; only where an outcome depends on them."""


Judged = tuple[Outcome, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One decision, and all that its outcome depends on."""

    decision: Decision
    before: Seen
    """The page when people judged it."""
    after: Seen
    """What it is now."""
    now: Callable[[str], Page | None]
    """Knows every address that was asked since."""
    template: frozenset[str] = field(default_factory=frozenset)
    """Lines that came or went also on pages that were to stay as they are, so that they are no sign of work."""

    @property
    def page(self) -> Page:
        """What is at the address now; only where it was asked."""
        assert self.after.page is not None
        return self.after.page


def judge(case: Case) -> Judged:
    """Whether a decision was carried out, and what was seen."""
    page, word = case.after.page, case.decision.decision
    if page is None or not page.fetched_at:
        return Outcome.CANNOT_TELL, (page and page.error) or "it was not asked"
    if page.status == 0 or page.status in REFUSED or page.status >= FAILED:
        return Outcome.CANNOT_TELL, page.error or f"it answers {page.status}"
    if word in JUDGES:
        return JUDGES[word](case)
    return Outcome.CANNOT_TELL, f"nobody can see from outside whether “{word}” was done"


def _leaves(case: Case) -> Judged:
    target = case.decision.target
    return _gone(case.page) if target in ("", GONE) else _sent_on(case.page, target, case.now)


def _gone(page: Page) -> Judged:
    if page.status in REMOVED:
        return Outcome.DONE, f"it answers {page.status}"
    if page.redirects_to:
        return Outcome.DIFFERENTLY, f"it was to be gone, but sends visitors to {page.redirects_to}"
    if (page.soft_404 or 0) >= LIKE_ERROR_PAGE:
        return Outcome.DIFFERENTLY, "it shows the site’s error page, but answers 200 in place of 404 or 410"
    return Outcome.NOT_DONE, f"it still answers {page.status}"


def _sent_on(page: Page, target: str, now: Callable[[str], Page | None]) -> Judged:
    if page.status in REMOVED:
        return Outcome.DIFFERENTLY, f"it answers {page.status} and does not send visitors to {target}"
    if not page.redirects_to:
        return Outcome.NOT_DONE, f"it still answers {page.status}"
    way = _way(page, now)
    if not any(_alike(stop, target) for stop in way):
        return Outcome.DIFFERENTLY, f"it sends visitors to {way[-1]}, not to {target}"
    end = now(way[-1])
    if end and end.fetched_at and end.status != OK:
        says = f"answers {end.status}" if end.status else f"could not be reached ({end.error})"
        return Outcome.NOT_DONE, f"it sends visitors to {way[-1]}, which {says}"
    if page.status not in PERMANENT:
        how = f"a temporary redirect ({page.status})" if page.status != OK else "the page itself, not by the server"
        return Outcome.DIFFERENTLY, f"visitors are sent to {target} by {how}, so search engines keep the old address"
    return Outcome.DONE, f"it sends visitors to {target} ({page.status})"


def _changed(case: Case) -> Judged:
    page, was = case.page, case.before.page
    if astray := _astray(page, case.now):
        return astray
    if was is None or not was.fetched_at:
        return Outcome.CANNOT_TELL, "it is not known what it said before"
    if sign := _sign_of_work(case, was):
        return Outcome.DONE, sign
    if was.text_hash or page.kind is Kind.PAGE:
        return Outcome.NOT_DONE, "its text, title, summary and links are as they were"
    return Outcome.CANNOT_TELL, "its text cannot be read, and the file is as large as it was"


def _sign_of_work(case: Case, was: Page) -> str:
    """What shows that somebody has worked on a page; empty when nothing does."""
    page, before, after = case.page, case.before, case.after
    parts = (
        ("its text", was.text_hash != page.text_hash),
        ("its title", was.title != page.title),
        ("its summary", was.description != page.description),
        ("where its links lead", before.links != after.links),
    )
    if changed := [name for name, differs in parts if differs]:
        return f"{_listed(changed)} changed"
    if lines := sorted((after.words ^ before.words) - case.template, key=len):
        says = "now" if lines[-1] in after.words else "no longer"
        return f"beside its main text it {says} says “{shorten(lines[-1], QUOTED, placeholder=' …')}”"
    return (
        "the file is another one"
        if not was.text_hash and page.kind is not Kind.PAGE and was.bytes != page.bytes
        else ""
    )


def _archived(case: Case) -> Judged:
    page, was = case.page, case.before.page
    if page.status in REMOVED:
        return Outcome.DIFFERENTLY, f"it answers {page.status}; the copy that was made of it is in the archive folder"
    end = _way(page, case.now)[-1]
    if page.redirects_to and AN_ARCHIVE.search(end):
        return Outcome.DONE, f"visitors are sent to {end}"
    if astray := _astray(page, case.now):
        return astray
    if sign := _sign_of_archiving(case):
        return Outcome.DONE, sign
    if was and was.text_hash == page.text_hash:
        return Outcome.NOT_DONE, "it is as it was: no word of being archived, and search engines may list it"
    return Outcome.CANNOT_TELL, "its text changed, but does not say that it is archived"


def _sign_of_archiving(case: Case) -> str:
    """What shows that a page is kept for the record only; empty when nothing does."""
    page, was = case.page, case.before.page
    if "noindex" in page.robots and not (was and "noindex" in was.robots):
        return "search engines are asked to leave it out (noindex)"
    said, says = _archive_words(case.before), _archive_words(case.after)
    if new := [word for word in says if word not in said]:
        return f"it now says “{new[0]}”"
    return "it stands in an archive" if AN_ARCHIVE.search(page.url) else ""


def _archive_words(seen: Seen) -> list[str]:
    lines = sorted(seen.words | {seen.page.title if seen.page else ""})
    return [found[0].lower() for line in lines for found in SAYS_ARCHIVED.finditer(line)]


def _converted(case: Case) -> Judged:
    page, target, now = case.page, case.decision.target, case.now
    to = target if target not in ("", GONE) else (_way(page, now)[-1] if page.redirects_to else "")
    if not to:
        if page.kind is Kind.PAGE and page.status == OK:
            return Outcome.DONE, "there is a page at its address now"
        return Outcome.CANNOT_TELL, "nobody has said at which address the new page is"
    there = now(to)
    if there is None or not there.fetched_at:
        return Outcome.CANNOT_TELL, f"the new page {to} was not asked"
    if there.status != OK:
        says = f"answers {there.status}" if there.status else f"could not be reached ({there.error})"
        return Outcome.NOT_DONE, f"the new page {to} {says}"
    if there.kind is not Kind.PAGE:
        return Outcome.NOT_DONE, f"what is at {to} is no page"
    return Outcome.DONE, f"the page {to} takes its place"


def _kept(case: Case) -> Judged:
    page, was = case.page, case.before.page
    if astray := _astray(page, case.now):
        return astray
    if was and was.text_hash != page.text_hash:
        return Outcome.DONE, "it is there; its text was changed meanwhile"
    return Outcome.DONE, "it is there, as it was"


def _astray(page: Page, now: Callable[[str], Page | None]) -> Judged | None:
    """What became of a page that was to stay at its address; None when it is there."""
    if page.status in REMOVED:
        return Outcome.NOT_DONE, f"it was to stay, but answers {page.status}"
    if page.redirects_to:
        way = _way(page, now)
        end = now(way[-1])
        if end and end.fetched_at and end.status != OK:
            return Outcome.NOT_DONE, f"it was to stay, but leads to {way[-1]}, which answers {end.status}"
        if _alike(page.url, way[-1]):
            return None
        return Outcome.DIFFERENTLY, f"it was to stay, but sends visitors to {way[-1]}"
    if (page.soft_404 or 0) >= LIKE_ERROR_PAGE:
        return Outcome.NOT_DONE, "it was to stay, but shows the site’s error page"
    return None if page.status == OK else (Outcome.CANNOT_TELL, f"it answers {page.status}")


def _way(page: Page, now: Callable[[str], Page | None]) -> list[str]:
    """Every address that a visitor of a page is sent to, in order; the page's own when it sends nobody anywhere."""
    way = [page.redirects_to or page.url]
    while len(way) < HOPS and (found := now(way[-1])) and found.redirects_to and found.redirects_to not in way:
        way.append(found.redirects_to)
    return way


def _alike(one: str, other: str) -> bool:
    """Whether two addresses are the same but for spelling (http or https, www, a slash at the end)."""
    return spelling(one) == spelling(other) and one.partition("?")[2] == other.partition("?")[2]


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


JUDGES: Mapping[str, Callable[[Case], Judged]] = {
    KEEP: _kept,
    UPDATE: _changed,
    REWRITE: _changed,
    MERGE: _leaves,
    ARCHIVE: _archived,
    DELETE: _leaves,
    CONVERT: _converted,
}
"""Who judges which word."""
