"""What one walk through a page writes down, before it is decided what the page is about and when it was made."""

from dataclasses import dataclass, field

from msgspec import Struct

from crawler.links import Attributes
from crawler.page import Image, Link


class Block(Struct, gc=False):
    """One line of text as it stands on the page."""

    text: str
    inside: int
    """MAIN, BODY, LANDMARK: what it stands in."""
    region: int
    """Number of the part called navigation that it stands in; 0 when in none."""
    linked: int
    """How many of its characters can be clicked on."""


@dataclass(slots=True)
class Mark:
    """An element that may hold a date."""

    attributes: Attributes
    around: str
    """Class and itemprop of the element around it."""
    before: str
    """What stands before it in its line."""
    line: int
    """How many lines of text stand before it."""
    inside: int
    region: int
    """As in Block."""
    text: str = ""


@dataclass(slots=True)
class Seen:
    """What was seen on the way."""

    base: str
    title: str = ""
    language: str = ""
    metas: dict[str, str] = field(default_factory=dict)
    """Name, property, itemprop or http-equiv in lower case, with the first content given for it."""
    canonical: str = ""
    author: str = ""
    refresh: tuple[int, str] | None = None
    """Seconds and address of a `meta` refresh."""
    links: list[Link] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    heading_places: list[tuple[int, int]] = field(default_factory=list)
    """Of each heading: how many lines stand before it, and `inside` as in Block."""
    pictured: list[tuple[int, tuple[int, str]]] = field(default_factory=list)
    """Headings that are a picture, or have but a label, each with the number of other headings before it."""
    anchors: list[str] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    """JSON-LD as it stands in the page."""
    has_form: bool = False
    pictures: int = 0
    """Pictures that a visitor with scripts sees."""
    scripts: int = 0
    """Scripts that run, those without a file of their own included."""
    asks_for_scripts: bool = False
    """Whether the page tells visitors without JavaScript about it."""
    navigation: set[int] = field(default_factory=set)
    """Numbers of the parts that are called navigation and are it."""
