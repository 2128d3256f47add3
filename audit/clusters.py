"""Pages that say nearly the same, in whole clusters, with the one that should stay."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from audit.near_duplicates import clusters
from audit.shingles import Words
from crawler.page import Kind, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """One page's place in a cluster of pages that say nearly the same."""

    TABLE: ClassVar[str] = "clusters"
    KEY: ClassVar[tuple[str, ...]] = ("page_url",)
    APPEND_ONLY: ClassVar[bool] = False

    page_url: str
    cluster: str
    """The address of the page that is most like all the others; it names the cluster."""
    survivor: str
    """The page that we propose to keep."""
    likeness: float
    """Share of words in common with the page that names the cluster, 0 to 1."""


def alike(
    texts: Iterable[tuple[str, Words]],
    pages: Mapping[str, Page],
    worth: Callable[[Page], tuple[float, ...]],
    likeness: float,
) -> dict[str, Alike]:
    """Find the clusters among (URL, words) pairs; the page of the greatest worth is proposed to stay."""
    found = {}
    for cluster in clusters(texts, likeness):
        members = [pages[member.key] for member in cluster.members]
        survivor = max(members, key=worth)
        for member in cluster.members:
            found[member.key] = Alike(
                page_url=member.key,
                cluster=cluster.members[0].key,
                survivor=survivor.url,
                likeness=round(member.likeness, 2),
            )
    return found


def documents_as_pages(
    texts: Iterable[tuple[str, Words]], pages: Mapping[str, Page], likeness: float
) -> dict[str, str]:
    """Documents that say the same as a page: document's URL → page's URL."""
    found = {}
    for cluster in clusters(texts, likeness):
        urls = [member.key for member in cluster.members]
        page = next((url for url in urls if pages[url].kind is Kind.PAGE), None)
        if page:
            found.update({url: page for url in urls if pages[url].kind is Kind.DOCUMENT})
    return found
