"""What is known of one address of a site: the words that the whole project speaks.

The forms are structs of msgspec: every page makes hundreds, and a dataclass takes ten times as long to make.
"""

from enum import StrEnum

from msgspec import Struct, field


class Word(StrEnum):
    """Base of the sets of words below."""

    __hash__ = str.__hash__
    """Python's own is written in Python; members are looked up for every link of every page."""


class Kind(Word):
    """What an address turned out to hold."""

    PAGE = "page"
    DOCUMENT = "document"
    IMAGE = "image"
    OTHER = "other"


class FoundBy(Word):
    """How the crawl came to know an address."""

    LINK = "link"
    SITEMAP = "sitemap"
    LIST = "list"
    """A start page, or a line of `--list`."""
    VISITS = "visits"


class DatedBy(Word):
    """Where the date of a page was read."""

    JSON_LD = "json-ld"
    META = "meta"
    HEADER = "header"
    SITEMAP = "sitemap"
    TEXT = "text"
    URL = "url"
    DOCUMENT = "document"
    NONE = "none"


class LinkKind(Word):
    """What a browser does with a link."""

    LINK = "link"
    IMAGE = "image"
    SCRIPT = "script"
    STYLE = "style"
    FRAME = "frame"
    MEDIA = "media"


class Place(Word):
    """Whether a link belongs to what the page says or to what stands on every page."""

    CONTENT = "content"
    NAVIGATION = "navigation"


class Response(Struct, frozen=True, kw_only=True):
    """What a server answered to one request, as bytes: from the network, from an archive, or made by a test."""

    url: str
    status: int
    headers: dict[str, str] = field(default_factory=dict)
    """Names in lower case; a header that came twice is joined by a comma."""
    body: bytes = b""
    fetched_at: str = ""
    """ISO 8601 with zone."""


class Link(Struct, frozen=True, kw_only=True, gc=False):
    """One way from a page to an address."""

    url: str
    """Absolute and canonical, without the fragment; what does not begin with http is kept as it was written, for no
    browser can open it from the web (`file:///C:/…`, `htp://…`)."""
    fragment: str = ""
    text: str = ""
    """What a reader sees to click on; the alt text where an image is linked."""
    kind: LinkKind = LinkKind.LINK
    place: Place = Place.CONTENT


class DateSeen(Struct, frozen=True, kw_only=True):
    """One candidate for a page's date, kept as evidence."""

    date: str
    """ISO 8601, the day alone or with time and zone."""
    means: str
    """published, modified, reviewed (the page was looked at) or review due (the page should be looked at by then)."""
    dated_by: DatedBy
    quote: str = ""
    """What was read, for example `Last updated: 3 May 2019`."""


class Image(Struct, frozen=True, kw_only=True, gc=False):
    """A picture on a page, as far as rules ask about it."""

    src: str
    alt: str | None
    """What is heard in its place; None when the page says nothing of it, empty when it says that it is decoration."""


class Page(Struct, frozen=True, kw_only=True):
    """One address of the site and the facts about it that fit a table row; what it says is in `Content`."""

    url: str
    """Absolute and canonical."""
    status: int = 0
    """HTTP status; 0 when there was no answer."""
    error: str = ""
    """Why there is no answer or no content, in words; empty when all is well."""
    redirects_to: str = ""
    """Where the server sends the visitor, or the page itself does so within ten seconds (meta refresh)."""
    kind: Kind = Kind.PAGE
    content_type: str = ""
    bytes: int | None = None
    title: str = ""
    description: str = ""
    heading: str = ""
    """The first h1."""
    language: str = ""
    words: int | None = None
    """Words of the main text; None when there is none to count."""
    published: str = ""
    modified: str = ""
    dated_by: DatedBy = DatedBy.NONE
    author: str = ""
    canonical: str = ""
    """The address that the page itself says is the one to use; empty when it says none."""
    robots: str = ""
    """The page's wishes to search engines (meta robots and X-Robots-Tag), lower case, for example `noindex`."""
    text_hash: str = ""
    """Fingerprint of the main text: pages with equal text have equal hashes. Empty when there is no text."""
    soft_404: float | None = None
    """How like the site's own error page this page is, 0 to 1; None when it was not compared."""
    needs_script: bool = False
    """True when the page holds next to nothing, and scripts would make it."""
    rendered: bool = False
    """True when a browser ran the scripts, and the facts are those of what it showed."""
    etag: str = ""
    last_modified: str = ""
    """The two headers as received, for asking again cheaply."""
    fetched_at: str = ""
    failed_at: str = ""
    """Of an address outside the site: since when every check found it gone; empty when the last one did not."""
    variant_of: str = ""
    """The address under which this very page was read; empty when it is this one."""
    archive_file: str = ""
    archive_offset: int | None = None
    """Where the response stands in the archive."""
    depth: int | None = None
    """Clicks from a start page; None when no link leads here."""
    found_by: FoundBy = FoundBy.LINK


class Content(Struct, frozen=True, kw_only=True):
    """What a page or document says: large, so it is stored compressed and loaded for one page at a time."""

    text: str = ""
    """Main text, navigation and boilerplate left out; one block (paragraph, heading, list item, cell) a line."""
    headings: tuple[tuple[int, str], ...] = ()
    """(level, text) in the order of the page."""
    anchors: tuple[str, ...] = ()
    """ids and names that a fragment may point to."""
    images: tuple[Image, ...] = ()
    dates: tuple[DateSeen, ...] = ()
    document: dict[str, str | int | bool] = field(default_factory=dict)
    """Facts that only documents have: pages, tagged, scanned, producer, format; empty for pages."""
    form: bool = False
    """Whether the page, where it has few words, gives something to fill in besides a search."""


class Extract(Struct, frozen=True, kw_only=True):
    """All that one response gives: the form in which a crawl hands a page to the workspace."""

    page: Page
    content: Content = field(default_factory=Content)
    links: tuple[Link, ...] = ()
