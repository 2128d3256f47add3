"""One walk through a parsed page: every element is visited once, and what each says is written down."""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.page import Image, Link, LinkKind, Place
from crawler.urls import TRACKING, Tracking, resolve, split_fragment

ABSENT = frozenset(
    ["script", "style", "template", "noscript", "svg", "math", "select", "datalist", "textarea", "button"]
)  # fmt: skip
"""Elements whose text is not read as part of the page; links inside are still found."""
BLOCKS = frozenset(
    [
        "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog",
        "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
        "h6", "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section",
        "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    ]
)  # fmt: skip
"""Elements that begin and end a line of text."""
LANDMARKS = frozenset(["nav", "header", "footer", "aside"])
ROLES = frozenset(["navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar"])
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
NO_ADDRESSES = (
    "mailto:", "tel:", "javascript:", "data:", "sms:", "callto:", "about:", "blob:", "geo:", "webcal:", "skype:",
    "whatsapp:", "fax:", "xmpp:", "intent:", "market:", "cid:", "magnet:", "urn:",
)  # fmt: skip
"""What a browser hands to another program, or runs: no links."""
SOURCES = {
    "area": ("href", LinkKind.LINK),
    "img": ("src", LinkKind.IMAGE),
    "iframe": ("src", LinkKind.FRAME),
    "frame": ("src", LinkKind.FRAME),
    "script": ("src", LinkKind.SCRIPT),
    "video": ("src", LinkKind.MEDIA),
    "audio": ("src", LinkKind.MEDIA),
    "source": ("src", LinkKind.MEDIA),
    "track": ("src", LinkKind.MEDIA),
    "embed": ("src", LinkKind.FRAME),
    "object": ("data", LinkKind.FRAME),
    "input": ("src", LinkKind.IMAGE),
    "form": ("action", LinkKind.LINK),
}
RELATIONS = {
    "stylesheet": LinkKind.STYLE,
    "icon": LinkKind.IMAGE,
    "apple-touch-icon": LinkKind.IMAGE,
    "mask-icon": LinkKind.IMAGE,
    "modulepreload": LinkKind.SCRIPT,
    "preload": None,
    "prefetch": None,
    "preconnect": None,
    "dns-prefetch": None,
}
_SPACES = re.compile(r"\s+")
_REFRESH = re.compile(r"^\s*[\d.]*\s*[;,]?\s*(?:url\s*=)?\s*['\"]?([^'\"]*)", re.IGNORECASE)


def one_line(text: str) -> str:
    """The text with each run of white space made one space."""
    return _SPACES.sub(" ", text).strip()


@dataclass(slots=True)
class Block:
    """One line of text as it stands on the page."""

    text: str
    tag: str
    in_main: bool
    place: Place
    linked: int
    """How many of its characters can be clicked on."""


@dataclass(slots=True)
class Walk:
    """What was seen on the way."""

    base: str
    title: str = ""
    language: str = ""
    metas: dict[str, str] = field(default_factory=dict)
    """Name, property or http-equiv in lower case, with the first content given for it."""
    canonical: str = ""
    links: list[Link] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    times: list[tuple[dict[str, str | None], str]] = field(default_factory=list)
    """Attributes and text of each `time`."""
    data: list[str] = field(default_factory=list)
    """JSON-LD as it stands in the page."""
    scripts: int = 0
    has_main: bool = False


class Walker:
    """Walks one page; `walk` is all that others call."""

    def __init__(self, base: str, drop: Tracking) -> None:
        self.seen = Walk(base)
        self.drop = drop
        self.landmarks = 0
        self.mains = 0
        self.absent = 0
        self.line: list[str] = []
        self.linked = 0
        self.line_tag = "body"
        self.link: tuple[str, str, list[str], str] | None = None  # address, fragment, words, label
        self.heading: list[str] | None = None
        self.heading_at = 0

    def add(self, href: str | None, kind: LinkKind, text: str = "") -> None:
        """Write a link down, unless it is no address."""
        if href is None:
            return
        address, fragment = split_fragment(href)
        url = self.address(address)
        if url:
            place = Place.NAVIGATION if self.landmarks else Place.CONTENT
            self.seen.links.append(Link(url=url, fragment=fragment, text=text, kind=kind, place=place))

    def address(self, href: str) -> str:
        """The canonical address; the words as they stand where they look like an address and are none; else empty."""
        url = resolve(href, self.seen.base, self.drop)
        if url or href.lower().startswith(NO_ADDRESSES):
            return url
        return href

    def break_line(self, tag: str) -> None:
        """End the line of text that is being read."""
        if self.line:
            text = one_line("".join(self.line))
            if text:
                place = Place.NAVIGATION if self.landmarks else Place.CONTENT
                self.seen.blocks.append(Block(text, self.line_tag, self.mains > 0, place, self.linked))
            self.line = []
            self.linked = 0
        self.line_tag = tag

    def text(self, node: LexborNode) -> None:
        """Read a piece of text."""
        if self.absent:
            return
        words = node.text_content or ""
        self.line.append(words)
        if self.link is not None:
            self.link[2].append(words)
            self.linked += len(words.strip())
        if self.heading is not None:
            self.heading.append(words)

    def enter(self, node: LexborNode, tag: str) -> tuple[str, str]:  # noqa: C901, PLR0912 — one test a fact
        """Note an element's beginning; gives what `leave` must know."""
        seen = self.seen
        attributes = node.attributes
        undo = ""
        if attributes:
            for name in ("id", "name"):
                if (anchor := attributes.get(name)) and (name == "id" or tag in ("a", "map")):
                    seen.anchors.append(anchor)
            undo = "x" if attributes.get("role") in ROLES else ""
        if tag in BLOCKS:
            self.break_line(tag)
        if tag in HEADINGS:
            self.heading, self.heading_at = [], len(seen.headings)
        elif tag == "a":
            self.enter_link(attributes)
        elif tag in SOURCES:
            self.source(tag, attributes)
        elif tag in ("meta", "link", "base", "html"):
            self.head(tag, attributes)
        elif tag == "title" and not seen.title:
            seen.title = one_line(node.text())
        elif tag == "time":
            seen.times.append((attributes, one_line(node.text() or "")))
        if tag == "script":
            self.script(node, attributes)
        if tag in ABSENT or tag in ("title", "head"):
            self.absent += 1
        if tag == "main" or attributes.get("role") == "main":
            self.mains += 1
            seen.has_main = True
            return tag, "main"
        landmark = (tag in LANDMARKS and tag) or undo
        if landmark and not (self.mains and landmark == "header"):
            self.landmarks += 1
            return tag, "landmark"
        return tag, ""

    def leave(self, tag: str, undo: str) -> None:
        """Note an element's end."""
        if tag in BLOCKS:
            self.break_line("")
        if tag == "a":
            self.leave_link()
        elif tag in HEADINGS and self.heading is not None:
            if words := one_line("".join(self.heading)):
                self.seen.headings.append((HEADINGS[tag], words))
            self.heading = None
        if tag in ABSENT or tag in ("title", "head"):
            self.absent -= 1
        if undo == "main":
            self.mains -= 1
        elif undo == "landmark":
            self.landmarks -= 1

    def enter_link(self, attributes: dict[str, str | None]) -> None:
        """Begin to read what can be clicked on."""
        if "href" in attributes:
            address, fragment = split_fragment(attributes["href"] or "")
            label = attributes.get("aria-label") or ""
            self.link = (self.address(address), fragment, [], label or attributes.get("title") or "")

    def leave_link(self) -> None:
        """Write the link down with what it says."""
        if self.link is None:
            return
        url, fragment, words, label = self.link
        if url:
            place = Place.NAVIGATION if self.landmarks else Place.CONTENT
            text = one_line("".join(words)) or one_line(label)
            self.seen.links.append(Link(url=url, fragment=fragment, text=text, place=place))
        self.link = None

    def source(self, tag: str, attributes: dict[str, str | None]) -> None:
        """Note what an element loads."""
        name, kind = SOURCES[tag]
        alt = attributes.get("alt")
        if tag == "form" and (attributes.get("method") or "get").lower() != "get":
            return
        if tag == "img":
            src = attributes.get("src") or ""
            self.seen.images.append(
                Image(
                    src=resolve(src, self.seen.base, self.drop) if src else "",
                    alt=alt if alt or "alt" not in attributes else "",
                )
            )
            if self.link is not None and alt:
                self.link[2].append(f" {alt} ")
        if attributes.get(name):
            self.add(attributes[name], kind, one_line(alt or attributes.get("title") or ""))
        for candidate in (attributes.get("srcset") or "").split(", "):
            if candidate.strip():
                self.add(candidate.split()[0].strip(","), LinkKind.IMAGE, one_line(alt or ""))
        if attributes.get("poster"):
            self.add(attributes["poster"], LinkKind.IMAGE)

    def script(self, node: LexborNode, attributes: dict[str, str | None]) -> None:
        """Note a script, or the data that stands in one."""
        kind = (attributes.get("type") or "").lower()
        if kind == "application/ld+json":
            self.seen.data.append(node.text())
        elif not kind or "javascript" in kind or kind == "module":
            self.seen.scripts += 1

    def head(self, tag: str, attributes: dict[str, str | None]) -> None:  # noqa: C901 — one test a fact
        """Note what the page says about itself."""
        seen = self.seen
        if tag == "html":
            seen.language = (attributes.get("lang") or attributes.get("xml:lang") or "").strip()
        elif tag == "base":
            if href := attributes.get("href"):
                seen.base = resolve(href, seen.base, self.drop) or seen.base
        elif tag == "meta":
            content = attributes.get("content") or ""
            for name in ("name", "property", "http-equiv", "itemprop"):
                if word := attributes.get(name):
                    seen.metas.setdefault(word.strip().lower(), content)
            if (attributes.get("http-equiv") or "").lower() == "refresh" and (to := _REFRESH.match(content)) and to[1]:
                self.add(to[1], LinkKind.LINK)
        elif href := attributes.get("href"):
            relations = (attributes.get("rel") or "").lower().split()
            if "canonical" in relations and not seen.canonical:
                seen.canonical = resolve(href, seen.base, self.drop)
            kinds = [RELATIONS.get(word, LinkKind.LINK) for word in relations]
            if kinds and (kind := next((k for k in kinds if k), None)):
                self.add(href, kind)


def walk(tree: LexborHTMLParser, url: str, drop: Tracking = TRACKING) -> Walk:
    """Visit every element and text of the page at `url` once, in the order of the page."""
    walker = Walker(url, drop)
    open_elements: list[tuple[LexborNode, tuple[str, str]]] = []
    node = tree.root
    while node is not None:
        tag = node.tag or ""
        child = None
        if tag == "-text":
            walker.text(node)
        elif tag[:1] != "-":
            undo = walker.enter(node, tag)
            child = node.first_child
            if child is not None:
                open_elements.append((node, undo))
                node = child
                continue
            walker.leave(*undo)
        following = node.next
        while following is None and open_elements:
            parent, undo = open_elements.pop()
            walker.leave(*undo)
            following = parent.next
        node = following
    walker.break_line("")
    return walker.seen
