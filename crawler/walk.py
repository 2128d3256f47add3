"""One walk through a parsed page: every element is visited once, and what it says is written down."""

from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.elements import LANDMARK_ROLES, ROLES, SOURCES, Role, named
from crawler.head import Head
from crawler.lines import one_line, typed_lines
from crawler.links import Attributes, alternative, in_srcset, in_style, link, role_of
from crawler.page import Image, Link, LinkKind, Place
from crawler.seen import Block, Mark, Seen
from crawler.urls import FROM_THE_ROOT, TRACKING, Tracking, folder_of, resolve, root_of

TEXT = 2
"""Lexbor's number for a piece of text."""
LINK = role_of(LinkKind.LINK, Place.CONTENT)
IN_NAVIGATION = role_of(LinkKind.LINK, Place.NAVIGATION) - LINK
"""What to add to a role for a link that stands in navigation."""
STRUCTURE = Role.MAIN | Role.BODY | Role.LANDMARK | Role.NAVIGATION | Role.ABSENT | Role.SVG | Role.COMMENTS | Role.PRE
"""Roles that hold for everything inside the element."""
NAMED_FREELY = frozenset(["body", "html", "a"])
"""Their classes say nothing about what stands in them."""
NAMING = frozenset(["class", "id", "name", "itemprop", "role", "style", "background"])
"""Attributes that change what an element is to a walk; most elements have none of them."""
STANDARD = 256
"""Lexbor’s numbers for the elements of HTML are smaller; those of others are made for each page."""
TAGS: dict[int, tuple[str, int]] = {}
"""Name and role of each element of HTML by its number, which is asked for sooner than its name."""
OWN_PAGE = frozenset(["", "#", "?", " ", "\t", "\n", "\r", "\f"])
"""An address that begins so may lead to the page itself."""
INLINE = ("data:", "DATA:")
"""An address that begins so is the thing itself."""
NAVIGATION_SHARE = 0.5
"""A part that is called navigation but holds more of the page's text than this is none."""


Frame = tuple[LexborNode, str, int, int, int]
"""An element that is open: its node, tag and role, and what `inside` and `region` were outside it."""


class Walker:
    """Walks one page; `walk` is what others call.

    `words` is the running text of the page; lines, headings, links and marks are slices of it.
    """

    def __init__(self, base: str, drop: Tracking) -> None:
        self.seen = Seen(base)
        self.blocks = self.seen.blocks
        self.head = Head(self.seen, drop)
        self.drop = drop
        self.words: list[str] = []
        self.line_at = 0
        self.linked = 0
        self.link: tuple[int, int, Attributes] | None = None
        """Of the link that is being read: where its words begin, its place in `found`, its attributes."""
        self.alts: list[str] = []
        self.heading_at = (0, 0, 0)
        """Of the heading that is being read: where its words begin, and how many lines and pictures stand before it."""
        self.inside = Role.NONE
        self.region = 0
        self.weights = [0]
        """Characters of text in each region."""
        self.marks: list[tuple[Mark, int]] = []
        self.found: list[tuple[str, str, int, int, int] | None] = []
        self.sends = False
        """Whether the form that was met last sends what was typed, and is no search."""

    def walk(self, root: LexborNode | None) -> Seen:  # noqa: C901, PLR0912, PLR0915 — a call for each step would double its time
        """Visit everything below `root`, in the order of the page.

        Half of the time that a page takes goes into this loop, so blocks, which are most elements, need no call.
        """
        open_elements: list[Frame] = []
        words, tags = self.words, TAGS
        block, absent, a_link = Role.BLOCK, Role.ABSENT, Role.LINK
        begun = False  # whether the line that is being read holds anything yet
        node = root
        while node is not None:
            number = node.tag_id
            if number == TEXT:
                if not self.inside & absent:
                    text = node.text_content or ""
                    if begun or not text.isspace():
                        words.append(text)
                        begun = True
            else:
                tag, role = tags.get(number) or _known(node)
                attributes = node.attributes
                if attributes and not NAMING.isdisjoint(attributes):
                    if len(attributes) > 1 or "class" not in attributes:
                        role = self.read_names(tag, role, attributes)
                    elif tag not in NAMED_FREELY:  # most that have attributes have a class and nothing else
                        role |= named(attributes["class"] or "")
                frame = (node, tag, role, self.inside, self.region)
                if role:
                    if begun and role & block:
                        self.end_line()
                        begun = False
                    if role == a_link:
                        self.enter_link(attributes)
                    elif role != block:
                        self.enter(frame, attributes)
                child = node.first_child
                if child is not None:
                    open_elements.append(frame)
                    node = child
                    continue
                if role and role != block:
                    self.leave(frame)
            following = node.next
            while following is None and open_elements:
                frame = open_elements.pop()
                role = frame[2]
                if role:
                    if begun and role & block:
                        self.end_line()
                        begun = False
                    if role == a_link:
                        self.leave_link()
                    elif role != block:
                        self.leave(frame)
                following = frame[0].next
            node = following
        self.end_line()
        self.seen.links = list(self.links())
        return self.seen

    def enter(self, frame: Frame, attributes: Attributes) -> None:
        """Note an element's beginning."""
        node, tag, role, _, _ = frame
        if role & STRUCTURE:
            self.enter_part(tag, role)
        if role & Role.LINK:
            self.enter_link(attributes)
        elif role & Role.HEADING:
            self.heading_at = (len(self.words), len(self.seen.blocks), len(self.seen.images))
        if role & Role.SOURCE:
            self.source(tag, attributes)
        if role & Role.HEAD:
            for href, kind in self.head.read(node, tag, attributes, self.inside):
                self.find(href, kind)
        if role & Role.DATE:
            self.enter_mark(node, attributes)

    def enter_part(self, tag: str, role: int) -> None:
        """Note that a part of the page begins."""
        if tag == "header" and self.inside & (Role.MAIN | Role.BODY):
            role &= ~Role.LANDMARK  # what stands at the head of an article is part of it
        if role & Role.MAIN:
            role &= ~Role.BODY  # `<main id="main-content">`; a body is what stands in it
            self.inside &= ~Role.LANDMARK
        self.inside |= role & STRUCTURE
        if role & Role.NAVIGATION and not self.region:
            self.region = len(self.weights)
            self.weights.append(0)

    def read_names(self, tag: str, role: int, attributes: Attributes) -> int:
        """What the attributes that all elements may have add to an element's role."""
        names, anchor = attributes.get("class"), attributes.get("id")
        if tag == "a" and (name := attributes.get("name")) and name != anchor:
            self.seen.anchors.append(name)
        if anchor:
            self.seen.anchors.append(anchor)
            if anchor.replace("-", "_").isidentifier():  # `id-1.2`, `sort(int)` name one thing on one page, and no part
                names = f"{names} {anchor}" if names else anchor
        if names and tag not in NAMED_FREELY:
            role |= named(names)
        if "itemprop" in attributes:
            role |= named(attributes["itemprop"] or "") & Role.DATE
        if "role" in attributes:
            role |= LANDMARK_ROLES.get(attributes["role"] or "", Role.NONE)
        if "background" in attributes and tag in SOURCES:
            role |= Role.SOURCE
        if "style" in attributes:
            for picture in in_style(attributes["style"] or ""):
                self.find(picture, LinkKind.IMAGE)
        return role

    def leave(self, frame: Frame) -> None:
        """Note an element's end."""
        node, tag, role, inside, region = frame
        if role & Role.LINK:
            self.leave_link()
        elif role & Role.HEADING:
            words_at, lines_at, images_at = self.heading_at
            if text := one_line(self.words[words_at:]):
                self.seen.headings.append((int(tag[1]), text))
                self.seen.heading_places.append((lines_at, self.inside))
            elif heard := _heard(node, self.seen.images[images_at:]):
                self.seen.pictured.append((len(self.seen.headings), (int(tag[1]), heard)))
        if role & Role.DATE:
            mark, start = self.marks.pop()
            mark.text = one_line(self.words[start:])
        if role & STRUCTURE:
            self.inside, self.region = inside, region

    def end_line(self) -> None:
        """End the line of text that is being read."""
        words = self.words
        if text := one_line(words[self.line_at :]):
            if self.link:
                self.linked += len(one_line(words[max(self.line_at, self.link[0]) :]))
            region = self.region
            self.weights[region] += len(text)
            if self.inside & Role.PRE and (lines := typed_lines(words[self.line_at :])):
                for line in lines:
                    self.blocks.append(Block(line, self.inside, region, self.linked * len(line) // len(text)))
            else:
                self.blocks.append(Block(text, self.inside, region, self.linked))
        words.append(" ")
        self.line_at = len(words)
        self.linked = 0

    def enter_link(self, attributes: Attributes) -> None:
        """Begin to read what can be clicked on."""
        if self.link:
            self.leave_link()
        if "href" in attributes or "xlink:href" in attributes:
            self.link = (len(self.words), len(self.found), attributes)
            self.found.append(None)
            self.alts = []

    def leave_link(self) -> None:
        """Write the link down with what it says."""
        if self.link is None:
            return
        start, place, attributes = self.link
        self.link = None
        words, line_at = self.words, self.line_at
        text = one_line(words[start:])
        self.linked += len(text) if start >= line_at else len(one_line(words[line_at:]))
        if self.alts:
            text = " ".join([text, *self.alts]).strip()
        if not text:
            text = one_line([attributes.get("aria-label") or attributes.get("title") or ""])
        href = attributes.get("href", attributes.get("xlink:href")) or ""
        self.found[place] = (href, text, LINK, self.inside & Role.LANDMARK, self.region)

    def find(self, href: str, kind: LinkKind, text: str = "") -> None:
        """Write a link down that has no words of its own."""
        if href.startswith(INLINE):
            return
        role = role_of(kind, Place.CONTENT)
        self.found.append((href, one_line([text]), role, self.inside & Role.LANDMARK, self.region))

    def links(self) -> Iterator[Link]:
        """What was found, once it is known which parts are navigation."""
        heavy = sum(self.weights) * NAVIGATION_SHARE
        self.seen.navigation = {number for number, weight in enumerate(self.weights) if number and weight <= heavy}
        navigation, base, drop = self.seen.navigation, self.seen.base, self.drop
        folder, site = folder_of(base), root_of(base)  # the same for many pages: what was made once is found again
        for entry in self.found:
            if entry:
                href, text, role, in_landmark, region = entry
                if in_landmark or region in navigation:
                    role += IN_NAVIGATION
                near = site if href.startswith(FROM_THE_ROOT) else base if href[:1] in OWN_PAGE else folder
                if made := link(href, near, text, role, drop):
                    yield made

    def source(self, tag: str, attributes: Attributes) -> None:
        """Note what an element loads."""
        alt = attributes.get("alt") or attributes.get("title") or ""
        if tag == "img":
            src = attributes.get("src") or ""
            given = alternative(attributes)
            src = resolve(src, self.seen.base, self.drop) if src and not src.startswith(INLINE) else ""
            self.seen.images.append(Image(src=src, alt=given))
            self.seen.pictures += not self.inside & Role.ABSENT
            if self.link and given and given.strip():
                self.alts.append(one_line([given]))
        if tag == "form":
            self.seen.has_form = True
            self.sends = _sends(attributes.get("method"))
        sends = _sends(attributes.get("formmethod")) if "formmethod" in attributes else self.sends
        for name, kind in SOURCES[tag]:
            if sends and name in ("action", "formaction"):
                continue  # what is typed is sent there; nobody goes there by a click alone
            if (href := attributes.get(name)) and href[0] != "#":  # a part of this very page is drawn, not loaded
                self.find(href, kind, alt)
        if srcset := attributes.get("srcset"):
            for href in in_srcset(srcset):
                self.find(href, LinkKind.IMAGE, alt)

    def enter_mark(self, node: LexborNode, attributes: Attributes) -> None:
        """Begin to read an element that may hold a date."""
        around = node.parent.attributes if node.parent else {}
        names = f"{around.get('class') or ''} {around.get('itemprop') or ''}"
        before = one_line(self.words[self.line_at :])
        mark = Mark(attributes, names, before, len(self.seen.blocks), self.inside, self.region)
        self.seen.marks.append(mark)
        self.marks.append((mark, len(self.words)))


def _known(node: LexborNode) -> tuple[str, int]:
    """Name and role of an element that was not met before, or that is none of HTML."""
    tag = node.tag or ""
    known = (tag, ROLES.get(tag, Role.NONE))
    if node.tag_id < STANDARD:
        TAGS[node.tag_id] = known
    return known


def _heard(heading: LexborNode, images: Iterable[Image]) -> str:
    """What is heard of a heading that has no words of its own."""
    return one_line([heading.attributes.get("aria-label") or " ".join(image.alt or "" for image in images)])


def _sends(method: str | None) -> bool:
    """Whether a form with this method sends what was typed in; one that only asks has an address of its own."""
    return (method or "get").strip().lower() != "get"


def walk(tree: LexborHTMLParser, url: str, drop: Tracking = TRACKING) -> Seen:
    """Everything that one page says and leads to."""
    return Walker(url, drop).walk(tree.root)
