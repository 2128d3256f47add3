"""Reads sitemaps (sitemaps.org, with Google's hreflang links), sitemap indexes, feeds and plain lists of addresses."""

import codecs
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from crawler.dates.written import machine_date
from crawler.urls import TRACKING, Tracking, resolve

LARGEST = 50 * 1024 * 1024
"""Bytes, unpacked: the limit of the sitemap protocol."""
MOST_PACKED = 2
"""Times that one sitemap may be packed."""
_GZIP = b"\x1f\x8b"
_DECLARED = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
"""Says an encoding that the text has no longer once it is read."""
_BARE_AMPERSAND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d+|#[xX][0-9a-fA-F]+);)")
"""The commonest fault of sitemaps; a parser that goes on after it loses the rest of the address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapEntry:
    """One address that a sitemap names."""

    url: str
    """Absolute and canonical."""
    lastmod: str = ""
    """ISO 8601; empty when the sitemap gives none, or one that is no full date."""
    alternates: tuple[str, ...] = ()
    """The same page in other languages (hreflang)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """What one sitemap file says."""

    pages: tuple[SitemapEntry, ...] = ()
    sitemaps: tuple[SitemapEntry, ...] = ()
    """Further sitemaps, when the file is an index."""
    problem: str = ""
    """Why it could not be read, or not to its end; what was read before that is kept."""


def read_sitemap(body: bytes, url: str, drop: Tracking = TRACKING) -> Sitemap:
    """Read the sitemap that was found at `url`; broken ones give what they hold and say what is wrong."""
    body, problem = _unpacked(body)
    start = body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if re.search(rb"<!DOCTYPE\s[^>]*\[|<!ENTITY", start, re.IGNORECASE):
        return Sitemap(problem="it declares entities, which no sitemap needs and attacks use")
    if not start.startswith(b"<"):
        lines = body.decode("utf-8-sig", "replace").split() if not problem else []
        found = [address for line in lines if line.startswith("http") and (address := resolve(line, url, drop))]
        return Sitemap(
            pages=tuple(SitemapEntry(url=address) for address in dict.fromkeys(found)),
            problem=problem or ("" if found else "it is no sitemap: neither XML nor a list of addresses"),
        )
    if re.match(rb"<!doctype html|<html", start, re.IGNORECASE):
        return Sitemap(problem="it is a web page and no sitemap")
    return _from_xml(body, url, drop, problem)


def _unpacked(body: bytes) -> tuple[bytes, str]:
    """The body without gzip, cut at LARGEST, with what was wrong; some servers pack what was packed already."""
    problem = ""
    for _ in range(MOST_PACKED):
        if body.startswith(_GZIP) and not problem:
            body, problem = _gunzipped(body)
    if len(body) > LARGEST:
        return body[:LARGEST], f"it is larger than {LARGEST // 1024 // 1024} MB, the rest was not read"
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if body.startswith(mark):
            body = _DECLARED.sub("", body.decode(encoding, "replace"), count=1).encode()
    return body, problem


def _gunzipped(body: bytes) -> tuple[bytes, str]:
    """All members of a gzip file, one after the other, up to one byte more than LARGEST."""
    pieces: list[bytes] = []
    room = LARGEST + 1
    while body.startswith(_GZIP) and room > 0:
        unpacker = zlib.decompressobj(wbits=31)
        try:
            pieces.append(unpacker.decompress(body, room))
        except zlib.error as error:
            return b"".join(pieces), f"it cannot be unpacked ({error})"
        room -= len(pieces[-1])
        if not unpacker.eof:
            return b"".join(pieces), "it ends too early: the packed file is cut off" if room > 0 else ""
        body = unpacker.unused_data
    return b"".join(pieces), ""


def _from_xml(body: bytes, url: str, drop: Tracking, problem: str) -> Sitemap:
    """Read XML piece by piece; memory holds one entry at a time beside the result."""
    pages: dict[str, SitemapEntry] = {}
    sitemaps: dict[str, SitemapEntry] = {}
    source = BytesIO(_BARE_AMPERSAND.sub(b"&amp;", body))
    # recover: go on after a fault; entities stay closed, nothing is loaded from elsewhere
    events = etree.iterparse(
        source, events=("end",), recover=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    root = ""
    try:
        for _, element in events:
            name = _name(element)
            if name in ("url", "sitemap", "item", "entry"):
                root = root or name
                kept = sitemaps if name == "sitemap" else pages
                for entry in _entry(element, url, drop):
                    kept.setdefault(entry.url, entry)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        problem = problem or f"it is broken XML ({error.msg})"
    errors = [e for e in events.error_log if e.level_name in ("ERROR", "FATAL")]
    if errors and not problem:
        problem = f"it is broken XML in line {errors[0].line} ({errors[0].message}); what could be read was used"
    if not root and not problem and _name(events.root) not in ("urlset", "sitemapindex", "rss", "feed", "RDF"):
        problem = "it is XML, but no sitemap"
    return Sitemap(pages=tuple(pages.values()), sitemaps=tuple(sitemaps.values()), problem=problem)


def _name(element: etree._Element | None) -> str:
    """The element's name without its namespace; empty for comments."""
    return element.tag.rpartition("}")[2] if element is not None and isinstance(element.tag, str) else ""


def _entry(element: etree._Element, base: str, drop: Tracking) -> Iterator[SitemapEntry]:
    """The address that one `url`, `sitemap`, `item` (RSS) or `entry` (Atom) names, if it names one."""
    wanted = ("link",) if _name(element) in ("item", "entry") else ("loc",)
    address = lastmod = ""
    alternates: list[str] = []
    for child in element:
        name = _name(child)
        href = (child.get("href") or "").strip()
        if name == "link" and (href and child.get("hreflang")):
            alternates.append(resolve(href, base, drop))
        elif name in wanted and not address and (child.get("rel") or "alternate") == "alternate":
            address = resolve(("".join(child.itertext())).strip() or href, base, drop)
        elif name in ("lastmod", "updated"):
            lastmod = machine_date("".join(child.itertext()))
    if address:
        yield SitemapEntry(url=address, lastmod=lastmod, alternates=tuple(filter(None, dict.fromkeys(alternates))))
