"""What a page says about itself, mostly in its `head`: title, language, base, metas, canonical, scripts and styles."""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.elements import Role
from crawler.lines import one_line
from crawler.links import Attributes, in_refresh, in_sheet, in_srcset, relation_kind
from crawler.page import LinkKind
from crawler.seen import Seen
from crawler.urls import Tracking, resolve

Loaded = Iterator[tuple[str, LinkKind]]
"""What an element loads or leads to: addresses as they were written, each with its kind."""


class Head:
    """Notes in `seen` what such elements say; each of them may stand anywhere on a page."""

    def __init__(self, seen: Seen, drop: Tracking) -> None:
        self._seen = seen
        self._drop = drop
        self._based = False

    def read(self, node: LexborNode, tag: str, attributes: Attributes, inside: int) -> Loaded:
        """Note one element; `inside` is what it stands in, as in Block. Yields what it loads."""
        seen = self._seen
        if tag == "meta":
            yield from self._meta(attributes, inside)
        elif tag == "link":
            yield from self._relation(attributes)
        elif tag == "script":
            self._script(node, attributes)
        elif tag == "style":
            yield from in_sheet(node.text())
        elif tag == "noscript":
            seen.asks_for_scripts |= "javascript" in node.text().lower()
        elif tag == "title" and not seen.title and not inside & Role.SVG:
            seen.title = one_line([node.text()])
        elif tag == "base" and not self._based and (href := attributes.get("href")):
            self._based = True
            seen.base = resolve(href, seen.base, self._drop) or seen.base
        elif tag == "html":
            seen.language = (attributes.get("lang") or attributes.get("xml:lang") or "").strip()

    def _script(self, node: LexborNode, attributes: Attributes) -> None:
        """A script, or the data that stand in one."""
        kind = (attributes.get("type") or "").strip().lower()
        if kind == "application/ld+json":
            self._seen.data.append(node.text())
        elif kind in ("", "module") or kind.endswith(("javascript", "ecmascript")):
            self._seen.scripts += 1

    def _relation(self, attributes: Attributes) -> Loaded:
        relations, href = attributes.get("rel") or "", attributes.get("href")
        if href and (kind := relation_kind(relations, attributes)):
            yield href, kind
        for picture in in_srcset(attributes.get("imagesrcset") or ""):
            yield picture, LinkKind.IMAGE
        if href and not self._seen.canonical and "canonical" in relations.lower().split():
            self._seen.canonical = resolve(href, self._seen.base, self._drop)

    def _meta(self, attributes: Attributes, inside: int) -> Loaded:
        content = attributes.get("content") or ""
        for name in ("name", "property", "itemprop", "http-equiv"):
            if said := attributes.get(name):
                self._seen.metas.setdefault(said.strip().lower(), content)
        if (attributes.get("http-equiv") or "").strip().lower() == "refresh" and self._seen.refresh is None:
            refresh = in_refresh(content)
            if not inside & Role.ABSENT:  # in a `noscript` it moves nobody who has scripts
                self._seen.refresh = refresh
            if refresh[1]:
                yield refresh[1], LinkKind.LINK
