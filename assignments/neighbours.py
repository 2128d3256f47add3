"""Which pages must stay with one person: those that say the same, and documents with the page that offers them."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audit.site import Site
from crawler.page import Kind, Page

ASKED = 3
"""Pages that link to a document and are asked for: links in the text come first."""


@dataclass(frozen=True)
class Neighbours:
    """What belongs together, one entry a page."""

    together: NDArray[np.int64]
    """Pages with the same number belong together."""
    twins: tuple[tuple[Page, ...], ...]
    """Other pages of the site that say the same."""
    offered_on: tuple[int, ...]
    """The page that a document is offered on, by its place among the pages; -1 where there is none."""


def neighbours(
    site: Site, pages: Sequence[Page], apart: Sequence[object], alike: Container[str] = frozenset()
) -> Neighbours:
    """Find what belongs together; pages whose `apart` differs never do (not everybody may have both).

    `alike` names the pages that are known to have near-duplicates: only for them the site's texts are compared.
    """
    place = {page.url: number for number, page in enumerate(pages)}
    parent = list(range(len(pages)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    def join(one: int, other: int) -> None:
        if apart[one] == apart[other]:
            parent[max(root(one), root(other))] = min(root(one), root(other))

    twins = tuple((*site.same_text(page), *(site.near_duplicates(page) if page.url in alike else ())) for page in pages)
    offered_on = [-1] * len(pages)
    for number, page in enumerate(pages):
        for twin in twins[number]:
            if twin.url in place:
                join(number, place[twin.url])
        if page.kind is Kind.DOCUMENT:
            offered_on[number] = _offering(site, page, place)
            if offered_on[number] >= 0:
                join(number, offered_on[number])
    together = np.array([root(number) for number in range(len(pages))], dtype=np.int64)
    return Neighbours(together, twins, tuple(offered_on))


def _offering(site: Site, document: Page, place: dict[str, int]) -> int:
    """The first page with a link to a document that is dealt too."""
    asking: Iterable[Page] = (page for page, _ in site.links_to(document, ASKED))
    return next((place[page.url] for page in asking if page.url in place and page.kind is Kind.PAGE), -1)
