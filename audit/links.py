"""The links of a whole site as columns of integers: what rules ask about links is answered here."""

from array import array
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

import numpy
from numpy.typing import NDArray

from crawler.linkstate import Judged, LinkState, judge
from crawler.page import Link, LinkKind, Place
from crawler.workspace.bulk import Bulk, LinkColumns, kind_and_place

STATES = tuple(LinkState)
UNCHECKED = judge(None)
REMEMBERED = 300_000
"""Link texts that are kept in memory; beyond that the memory is emptied and refilled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which links somebody asks for; an empty condition holds for all."""

    states: tuple[LinkState, ...] = ()
    kinds: tuple[LinkKind, ...] = ()
    place: Place | None = None
    to: Callable[[str], bool] | None = None
    """Asked once for each distinct address of the site; give a function of the module, not one made on the way."""
    text: Callable[[str], bool] | None = None
    """Asked once for each distinct link text."""
    fragment: bool = False
    """Only links to a place within a page."""


ALL = Wanted()
WITH_FRAGMENT = Wanted(fragment=True)
MOST_WANTED = 64
"""Answers for the whole site that are kept; beyond that all are forgotten and found again."""


@cache
def _state_table(states: tuple[LinkState, ...]) -> NDArray[numpy.bool_]:
    return numpy.array([state in states for state in STATES])


@cache
def _role_table(kinds: tuple[LinkKind, ...], place: Place | None) -> NDArray[numpy.bool_]:
    pairs = [kind_and_place(role) for role in range(len(LinkKind) * len(Place))]
    return numpy.array([(not kinds or kind in kinds) and place in (None, where) for kind, where in pairs])


class Links:
    """All links of one crawl; a link object is made only when somebody asks for it."""

    def __init__(self, bulk: Bulk, crawl: int, judged: Mapping[str, Judged]) -> None:
        self._bulk = bulk
        self._columns: LinkColumns = bulk.links(crawl)
        self._urls = bulk.urls(crawl)
        self._numbers = {url: number for number, url in self._urls.items()}
        self._judged = judged
        self._strings: dict[int, str] = {0: ""}
        self._chosen: dict[Wanted, tuple[NDArray[numpy.int32], array[int]]] = {}
        """For what was asked for before: where such links stand, and where those of each page begin among them."""
        self._answers: dict[Callable[[str], bool], NDArray[numpy.bool_]] = {}

    def __len__(self) -> int:
        return len(self._columns.page)

    def judged(self, url: str) -> Judged:
        """What is known of an address that is linked to."""
        return self._judged.get(url, UNCHECKED)

    @cached_property
    def _states(self) -> NDArray[numpy.int8]:
        """The state of each link's target, as its place in STATES."""
        by_number = numpy.full(self._size, STATES.index(LinkState.UNCHECKED), dtype=numpy.int8)
        for url, judged in self._judged.items():
            if url in self._numbers:
                by_number[self._numbers[url]] = STATES.index(judged.state)
        return by_number[self._columns.target]

    @cached_property
    def _size(self) -> int:
        """One more than the greatest number of a URL."""
        return max(self._urls, default=0) + 1

    @cached_property
    def _page_starts(self) -> NDArray[numpy.int64]:
        """For each number of a URL, where the links of that page begin in the columns."""
        return numpy.searchsorted(self._columns.page, numpy.arange(self._size + 1))

    @cached_property
    def _by_target(self) -> tuple[NDArray[numpy.int64], NDArray[numpy.int32]]:
        """For each number of a URL, where the links to it begin in an order of links by target; and that order."""
        order = numpy.argsort(self._columns.target, kind="stable").astype(numpy.int32)
        starts = numpy.searchsorted(self._columns.target[order], numpy.arange(self._size + 1))
        return starts, order

    @cached_property
    def _pages_to(self) -> NDArray[numpy.int64]:
        """For each number of a URL, how many other pages link to it."""
        return self._counted(numpy.ones(len(self), dtype=bool))

    @cached_property
    def _menus_to(self) -> NDArray[numpy.int64]:
        """For each number of a URL, how many other pages link to it in their navigation."""
        return self._counted(self._columns.role % 2 == 1)

    @cached_property
    def _in_text(self) -> NDArray[numpy.int64]:
        """For each number of a URL, how many links to click on that page has in its text."""
        chosen = _role_table((LinkKind.LINK,), Place.CONTENT)[self._columns.role]
        return numpy.bincount(self._columns.page[chosen], minlength=self._size)

    def in_text_of(self, url: str) -> int:
        """How many links to click on a page has in its text."""
        return int(self._in_text[self._numbers[url]]) if url in self._numbers else 0

    def texts_to(self, sources: Collection[str], families: Mapping[str, int]) -> dict[str, int]:
        """For each address how many of the pages `sources` link to it in their text.

        Links within one family (a number other than 0 that both pages have) do not count.
        """
        counts, family = numpy.zeros(self._size, dtype=bool), numpy.zeros(self._size, dtype=numpy.int32)
        counts[[self._numbers[url] for url in sources if url in self._numbers]] = True
        for url, number in families.items():
            family[self._numbers.get(url, 0)] = number
        family[0] = 0
        page, target = self._columns.page, self._columns.target
        chosen = _role_table((LinkKind.LINK,), Place.CONTENT)[self._columns.role] & counts[page]
        chosen &= (family[page] == 0) | (family[page] != family[target])
        found = self._counted(chosen)
        return {url: int(found[number]) for url, number in self._numbers.items() if found[number]}

    def _counted(self, chosen: NDArray[numpy.bool_]) -> NDArray[numpy.int64]:
        """For each target, the distinct other pages that the chosen links stand on."""
        chosen = chosen & (self._columns.page != self._columns.target)
        pairs = self._columns.target[chosen].astype(numpy.int64) * self._size + self._columns.page[chosen]
        pairs.sort()
        first = numpy.ones(len(pairs), dtype=bool)
        first[1:] = pairs[1:] != pairs[:-1]
        return numpy.bincount(pairs[first] // self._size, minlength=self._size)

    def of(self, url: str, wanted: Wanted) -> list[Link]:
        """The links of a page in its order, those that are asked for only."""
        return self._made(self._places_of(url, wanted))

    def _places_of(self, url: str, wanted: Wanted) -> NDArray[numpy.integer]:
        number = self._numbers.get(url, 0)
        known = self._chosen.get(wanted)
        if known is None:
            if wanted == ALL:
                return numpy.arange(int(self._page_starts[number]), int(self._page_starts[number + 1]))
            if len(self._chosen) >= MOST_WANTED:
                self._chosen.clear()
            places = numpy.flatnonzero(self._where(wanted)).astype(numpy.int32)
            known = (places, array("i", numpy.searchsorted(places, self._page_starts).astype("i")))
            self._chosen[wanted] = known
        places, starts = known
        return places[starts[number] : starts[number + 1]]

    def _where(self, wanted: Wanted) -> NDArray[numpy.bool_]:
        """Which links of the whole site are such."""
        columns = self._columns
        chosen = numpy.ones(len(self), dtype=bool)
        if wanted.states:
            chosen &= _state_table(wanted.states)[self._states]
        if wanted.kinds or wanted.place is not None:
            chosen &= _role_table(wanted.kinds, wanted.place)[columns.role]
        if wanted.to is not None:
            chosen &= self._urls_where(wanted.to)[columns.target]
        if wanted.text is not None:
            chosen &= self._strings_where(wanted.text)[columns.text]
        if wanted.fragment:
            chosen &= columns.fragment != 0
        return chosen

    def _urls_where(self, holds: Callable[[str], bool]) -> NDArray[numpy.bool_]:
        """For each number of a URL whether it is such; each distinct address is looked at once for the whole site."""
        if holds not in self._answers:
            table = numpy.zeros(self._size, dtype=bool)
            table[[number for number, url in self._urls.items() if holds(url)]] = True
            self._answers[holds] = table
        return self._answers[holds]

    def _strings_where(self, holds: Callable[[str], bool]) -> NDArray[numpy.bool_]:
        """For each number of a link text whether it is such."""
        if holds not in self._answers:
            table = numpy.zeros(int(self._columns.text.max(initial=0)) + 1, dtype=bool)
            used = numpy.unique(self._columns.text).tolist()
            for start in range(0, len(used), REMEMBERED):
                strings = self._bulk.strings(used[start : start + REMEMBERED])
                table[[number for number, string in strings.items() if holds(string)]] = True
            self._answers[holds] = table
        return self._answers[holds]

    def fragments_of(self, url: str) -> list[Link]:
        """The links of a page that point to a place within a page."""
        return self._made(self._places_of(url, WITH_FRAGMENT))

    def to(self, url: str, at_most: int) -> list[tuple[str, Link]]:
        """The first links from other pages to an address, as (page's URL, link); those in texts before menus."""
        places = self._places_to(url)
        in_menu = self._columns.role[places] % 2
        places = places[numpy.argsort(in_menu, kind="stable")]
        _, first = numpy.unique(self._columns.page[places], return_index=True)
        chosen = places[numpy.sort(first)][:at_most]
        return list(zip([self._urls[int(n)] for n in self._columns.page[chosen]], self._made(chosen), strict=True))

    def pages_to(self, url: str) -> int:
        """How many other pages link to an address."""
        return int(self._pages_to[self._numbers[url]]) if url in self._numbers else 0

    def menus_to(self, url: str) -> int:
        """How many other pages link to an address in their navigation."""
        return int(self._menus_to[self._numbers[url]]) if url in self._numbers else 0

    def _places_to(self, url: str) -> NDArray[numpy.int32]:
        """Which links lead from other pages to an address, in the order of pages."""
        number = self._numbers.get(url)
        starts, order = self._by_target
        if number is None:
            return order[:0]
        places = order[starts[number] : starts[number + 1]]
        others: NDArray[numpy.int32] = places[self._columns.page[places] != number]
        return others

    def _made(self, places: NDArray[numpy.integer]) -> list[Link]:
        if not len(places):
            return []
        columns = self._columns
        fragments, texts = columns.fragment[places].tolist(), columns.text[places].tolist()
        self._remember({*fragments, *texts})
        made = []
        for target, fragment, text, role in zip(
            columns.target[places].tolist(), fragments, texts, columns.role[places].tolist(), strict=True
        ):
            kind, place = kind_and_place(role)
            strings = self._strings
            made.append(
                Link(url=self._urls[target], fragment=strings[fragment], text=strings[text], kind=kind, place=place)
            )
        return made

    def _remember(self, numbers: set[int]) -> None:
        if len(self._strings) > REMEMBERED:
            self._strings = {0: ""}
        # asked of the dict itself: to subtract its keys would go through all that are remembered
        if new := numbers.difference(self._strings):
            self._strings.update(self._bulk.strings(new))
