"""From pages and people to everybody's share: what each page takes, whom it fits, who gets it, and why."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assignments import effort
from assignments.because import Dealt, reasons
from assignments.deal import Hand, attainable, deal, upper_bound
from assignments.effort import Pace
from assignments.fit import Liking, Subject, Topics, fits, likings, may_have
from assignments.neighbours import Neighbours, neighbours
from assignments.records import Volunteer
from assignments.rulewords import Words as RuleWords
from assignments.words import Words
from audit.rule import Finding
from audit.site import Site
from audit.suggest import Suggestion
from crawler.errors import AuditError
from crawler.page import Kind, Page
from crawler.urls import section

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


NEAR_DUPLICATE = "near-duplicate"
"""The rule that says that a page is one of several that say nearly the same."""


class NobodyMayError(AuditError):
    """A page that nobody may have; the message names its section and the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What is dealt, to whom, and what is known of both."""

    site: Site
    pages: tuple[Page, ...]
    findings: Mapping[str, Sequence[Finding]]
    """By page, the gravest first."""
    rules: Mapping[str, RuleWords]
    suggestions: Mapping[str, Suggestion]
    """By page."""
    names: Mapping[str, str]
    """What each page is called, by URL; empty for one that has neither title nor heading."""
    people: tuple[Volunteer, ...]
    pace: Pace
    words: Words

    def name(self, page: Page) -> str:
        """What a page is called, in any case."""
        path = "/" + page.url.partition("://")[2].partition("/")[2]
        return self.names.get(page.url, "") or self.words.cells.untitled.format(address=path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What went before in this round."""

    held: Mapping[str, float]
    """Minutes that people have already, by name."""
    who_has: Mapping[str, str]
    """A person who has the page already and must not get it again, by URL."""
    givers: Mapping[str, str]
    """Who hands the page on, by URL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One page in somebody's share."""

    page: Page
    minutes: float
    because: str
    twins: tuple[Page, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one person gets."""

    person: Volunteer
    items: tuple[Item, ...]
    why: str
    """Said to the person, in the workbook's language."""
    phrases: Mapping[str, int]
    """Pages by the person's own phrase that they answer best, the most first."""

    @property
    def minutes(self) -> float:
        """What it should take this person."""
        return sum(item.minutes for item in self.items)


@dataclass(frozen=True, slots=True)
class Dealing:
    """Everybody's share, and how well the pages fit the people who have them."""

    shares: tuple[Share, ...]
    fitness: float
    """Minutes x fit as a part of the most that any deal could have; 1 where nothing fits anybody."""


def share_out(material: Material, before: Before, overlap: float) -> Dealing:
    """Deal the pages, and `overlap` percent of them to a second person. Raises NobodyMayError."""
    table = _Table(material)
    barred = np.array([table.number.get(before.who_has.get(page.url, ""), -1) for page in material.pages])
    held = np.array([before.held.get(person.name, 0.0) for person in material.people]) / table.paces
    table.refuse_unwanted(barred)
    hand = table.hand(np.arange(len(material.pages)), barred, held)
    first, most = deal(hand), upper_bound(hand)
    second = _seconds(table, first.owner, overlap)
    again = np.full(len(second), -1)
    if len(second):
        again = deal(table.hand(second, first.owner[second], held + first.loads)).owner
    hands: list[list[tuple[int, bool]]] = [[] for _ in material.people]
    for page, person in enumerate(first.owner.tolist()):
        hands[person].append((page, False))
    for page, person in zip(second.tolist(), again.tolist(), strict=True):
        hands[person].append((page, True))
    shares = tuple(table.share(person, sorted(pages), before.givers) for person, pages in enumerate(hands))
    return Dealing(shares, min(1.0, first.fit / most) if most else 1.0)


def _seconds(table: "_Table", owner: Ints, overlap: float) -> Ints:
    """The pages for two people: a sample that is the same each time, of those that somebody else may have."""
    pages = table.material.pages
    others = table.allowed[table.section] & (table.shares > 0)
    others[np.arange(len(pages)), owner] = False
    possible = np.flatnonzero(others.any(axis=1))
    order = sorted(possible.tolist(), key=lambda page: zlib.crc32(pages[page].url.encode("utf-8", "replace")))
    return np.array(sorted(order[: round(len(pages) * overlap / 100)]), dtype=np.int64)


class _Table:
    """The pages and the people as numbers."""

    def __init__(self, material: Material) -> None:
        self.material = material
        people, pages = material.people, material.pages
        self.number = {person.name: number for number, person in enumerate(people)}
        self.paces = np.array([material.pace.of(person.name) for person in people])
        self.shares = np.array([person.hours for person in people]) / self.paces
        self.sections = sorted({section(page.url) for page in pages})
        place = {name: number for number, name in enumerate(self.sections)}
        self.section = np.array([place[section(page.url)] for page in pages], dtype=np.int64)
        self.allowed = may_have(self.sections, people)
        apart = [self.allowed[number].tobytes() for number in self.section]
        alike = {url for url, found in material.findings.items() if any(one.rule == NEAR_DUPLICATE for one in found)}
        self.near: Neighbours = neighbours(material.site, pages, apart, alike)
        self.liked: list[Liking] = likings(Topics([self._subject(page) for page in pages]), people)
        self.fit = fits(len(pages), len(people), self.liked)
        self.minutes: Floats = np.array(
            [
                effort.minutes(page, len(material.findings.get(page.url, ())), len(twins))
                for page, twins in zip(pages, self.near.twins, strict=True)
            ]
        )

    def _subject(self, page: Page) -> Subject:
        material = self.material
        work = [material.rules[finding.rule].title for finding in material.findings.get(page.url, ())]
        if page.kind is Kind.DOCUMENT:
            work.append(f"{Kind.DOCUMENT} {material.words.kinds.document}")
        return Subject(section(page.url), f"{page.title} {page.heading}", page.url, " ".join(work))

    def refuse_unwanted(self, barred: Ints) -> None:
        """Raise NobodyMayError where a page could go to nobody."""
        able = self.allowed & (self.shares > 0)
        alone = able[self.section].sum(axis=1) - np.where(barred >= 0, able[self.section, barred], 0)
        if (alone > 0).all():
            return
        name = self.sections[int(self.section[int(np.argmin(alone))])]
        raise NobodyMayError(
            f"Nobody may take the section “{name or 'top level'}”: everybody with hours to give has it under “not”, or "
            "has its pages already. Take it out of somebody's “not”, add a volunteer, or leave it out with --only."
        )

    def hand(self, pages: Ints, barred: Ints, held: Floats) -> Hand:
        """What is dealt in one go, with shares that make everybody's minutes proportional to their hours."""
        minutes = self.minutes[pages]
        target = self.shares / self.shares.sum() * (minutes.sum() + held.sum()) - np.where(self.shares > 0, held, 0.0)
        target = np.maximum(target, 1e-6 * (self.shares > 0))
        target = attainable(target / target.sum() * minutes.sum(), self._reach(pages, barred))
        _, together = np.unique(self.near.together[pages], return_inverse=True)
        return Hand(
            minutes=minutes,
            section=self.section[pages],
            together=together.astype(np.int64),
            fit=self.fit if len(pages) == len(self.fit) else self.fit[pages],
            allowed=self.allowed,
            barred=barred.astype(np.int64),
            shares=target,
        )

    def _reach(self, pages: Ints, barred: Ints) -> Floats:
        """Minutes of the pages that each person may have."""
        of_sections = np.bincount(self.section[pages], weights=self.minutes[pages], minlength=len(self.sections))
        reach: Floats = (of_sections @ self.allowed).astype(np.float64)
        has = barred >= 0
        theirs = self.allowed[self.section[pages[has]], barred[has]] * self.minutes[pages[has]]
        of_barred: Floats = np.bincount(barred[has], weights=theirs, minlength=len(reach)).astype(np.float64)
        return reach - of_barred

    def share(self, person: int, hand: list[tuple[int, bool]], givers: Mapping[str, str]) -> Share:
        """What one person gets, with a reason for each page."""
        material, says = self.material, self.material.words.because
        own = {page for page, _ in hand}
        handed_on = {url: says.reassigned.format(name=name) for url, name in givers.items()}
        dealt = [
            Dealt(
                page,
                material.name(material.pages[page]),
                section(material.pages[page].url),
                float(self.minutes[page] * self.paces[person]),
                self._kept_with(page, own),
                says.overlap if again else handed_on.get(material.pages[page].url, ""),
            )
            for page, again in hand
        ]
        why = reasons(dealt, person, self.liked, material.words)
        items = tuple(
            Item(page=material.pages[d.page], minutes=round(d.minutes, 1), because=text, twins=self.near.twins[d.page])
            for d, text in zip(dealt, why.each, strict=True)
        )
        return Share(
            person=material.people[person],
            items=items,
            why=why.together if items else "",
            phrases=why.phrases,
        )

    def _kept_with(self, page: int, own: set[int]) -> str:
        """The title of the page that this one had to stay with."""
        first = int(self.near.together[page])
        other = self.near.offered_on[page] if self.near.offered_on[page] in own else first
        return self.material.name(self.material.pages[other]) if other != page and other in own else ""
