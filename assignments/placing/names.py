"""Finds pages by their names, whole and as workbooks call them; they are worked out when the first name is asked."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import ClassVar

from assignments.placing.typed import fold
from assignments.titles import ends_of, sample, told_apart, without_ends
from crawler.workspace import Draft

Titles = Callable[[], Iterable[tuple[str, str, str]]]
"""Gives (address, title, first heading) of each page, as often as it is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One way in which a page is called."""

    TABLE: ClassVar[str] = "names"
    KEY: ClassVar[tuple[str, ...]] = ()
    APPEND_ONLY: ClassVar[bool] = False

    page_url: str
    name: str
    """Folded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What a page is called before it is told apart from others of that name."""

    TABLE: ClassVar[str] = "own_names"
    KEY: ClassVar[tuple[str, ...]] = ()
    APPEND_ONLY: ClassVar[bool] = False

    page_url: str
    name: str
    heading: str


class Names:
    """The names of all pages, kept in a draft: a site has more of them than there is need to hold."""

    def __init__(self, draft: Draft, titles: Titles) -> None:
        self._draft = draft
        self._titles = titles
        self._known = False

    def pages(self, name: str) -> list[str]:
        """The addresses of the pages that are called so."""
        folded = fold(name)
        if not folded:
            return []
        if not self._known:
            self._draft.append(Name, self._whole(), by=("name",))
            self._draft.append(Own, self._own(), by=("name",))
            self._draft.append(Name, self._apart())
            self._known = True
        return list(dict.fromkeys(one.page_url for one in self._draft.records(Name, name=folded)))

    def _whole(self) -> Iterator[Name]:
        for url, title, heading in self._titles():
            if folded := fold(title or heading):
                yield Name(page_url=url, name=folded)

    def _own(self) -> Iterator[Own]:
        titles = (tidy for _, title, _ in self._titles() if (tidy := " ".join(title.split())))
        ends = ends_of(sample(titles, sum(1 for _, title, _ in self._titles() if title.strip())))
        for url, title, heading in self._titles():
            tidy = " ".join(heading.split())
            if name := without_ends(" ".join(title.split()), ends) or tidy:
                yield Own(page_url=url, name=name, heading=tidy)

    def _apart(self) -> Iterator[Name]:
        for name, group in groupby(self._draft.records(Own, order=("name",)), key=attrgetter("name")):
            own = {one.page_url: one.heading for one in group}
            called = told_apart(name, own) if len(own) > 1 else ((url, name) for url in own)
            yield from (Name(page_url=url, name=fold(told)) for url, told in called)
