"""Links: from what stands in an attribute or a header to an address with its kind and place."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from crawler.elements import PRELOADED, RELATIONS
from crawler.page import Link, LinkKind, Place
from crawler.urls import AROUND, TRACKING, Tracking, join, resolve, split_fragment

NOT_FOLLOWED = re.compile(
    r"(?:mailto|tel|javascript|data|sms|callto|about|blob|geo|webcal|skype|whatsapp|fax|xmpp|intent|market|cid|magnet|urn|view-source"
    r"|android-app|ios-app|feed|facetime|maps|viber|tg|bitcoin|sip|sips|ms-\w+):",
    re.IGNORECASE,
)
"""What a browser hands to another program, or runs: no links."""

_PASSED_OVER = dict.fromkeys(map(ord, "\t\n\r"))
"""Characters that browsers take out of an address before they look at it."""
_SRCSET = re.compile(r"([^\s,](?:\S*[^\s,])?)(?:\s+[^,]*)?(?:,|$)")
_STYLE = re.compile(r"url\(\s*+(?:[\"']([^\"']*)[\"']|([^()\"'\s]*))\s*\)", re.IGNORECASE)
_SHEET = re.compile(
    r"/\*.*?\*/|(@import\s+(?:url\()?|url\()\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\"'\s;]*))", re.IGNORECASE | re.DOTALL
)
_FONT = re.compile(r"\.(?:woff2?|[ot]tf|eot)(?:[?#]|$)", re.IGNORECASE)
_REFRESH = re.compile(
    r"\s*(\d*)[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?(?:\"([^\"]*)|'([^']*)|(.*))", re.IGNORECASE | re.DOTALL
)
_HEADER = re.compile(r"<([^<>]*)>((?:\s*;\s*[\w*-]+(?:\s*=\s*(?:\"[^\"]*\"|[^\s\",;]*))?)*)")
_PARAMETER = re.compile(r";\s*([\w-]+)\s*=\s*(?:\"([^\"]*)\"|([^\s\",;]*))")
_PAGES = frozenset(["", "text/html", "application/xhtml+xml"])

KINDS = tuple(LinkKind)
PLACES = tuple(Place)

Attributes = Mapping[str, str | None]


def role_of(kind: LinkKind, place: Place) -> int:
    """Kind and place as one number: hashing members of enumerations took longer than all else that a link costs."""
    return 2 * KINDS.index(kind) + PLACES.index(place)


@lru_cache(maxsize=1 << 13)  # the links that stand on every page; more would be memory for nothing
def link(href: str, base: str, text: str = "", role: int = 0, drop: Tracking = TRACKING) -> Link | None:
    """The link that `href` on the page `base` makes, or None when it leads nowhere on the web.

    `role` is a number of `role_of`. What looks like an address and is none (`file:///C:/…`, `htp://…`, `http://`) is
    kept as it was written.
    """
    address, fragment = split_fragment(href)
    url = resolve(href, base, drop) if address[-1:] in AROUND else join(address, base, drop)
    if not url:
        if not address or NOT_FOLLOWED.match(address.translate(_PASSED_OVER)):
            return None
        url = address
    return Link(url=url, fragment=fragment, text=text, kind=KINDS[role // 2], place=PLACES[role % 2])


def in_srcset(srcset: str) -> list[str]:
    """The addresses of a list of pictures for several sizes of screen."""
    return [href for href in _SRCSET.findall(srcset) if href] if srcset else []


def in_style(style: str) -> list[str]:
    """The addresses that the attribute `style` loads."""
    return [quoted or plain for quoted, plain in _STYLE.findall(style)] if "(" in style else []


def in_sheet(css: str) -> Iterator[tuple[str, LinkKind]]:
    """The addresses that the text of a `style` element loads: further sheets and fonts, pictures; no comments."""
    for word, double, single, plain in _SHEET.findall(css):
        if href := double or single or plain:
            more = word.startswith("@") or _FONT.search(href)
            yield href, LinkKind.STYLE if more else LinkKind.IMAGE


def in_refresh(content: str) -> tuple[int, str]:
    """Seconds and address of a `refresh` (`meta` or header); the address is empty when the page reloads itself."""
    found = _REFRESH.match(content)
    assert found  # every part may be missing
    return int(found[1][:9] or 0), (found[2] or found[3] or found[4] or "").strip()


def relation_kind(relations: str, attributes: Attributes) -> LinkKind | None:
    """What a `link` element or header with this `rel` leads to; None when neither visitors nor browsers get it."""
    for relation in relations.lower().split():
        if kind := RELATIONS.get(relation):
            if kind is LinkKind.LINK and (attributes.get("type") or "").strip().lower() not in _PAGES:
                continue  # feeds, data about the page, and how a browser may search the site
            return kind
        if relation == "preload":
            return PRELOADED.get((attributes.get("as") or "").lower())
    return None


def in_header(header: str) -> Iterator[tuple[str, str, dict[str, str | None]]]:
    """Address, `rel` and parameters of each entry of a `Link:` header (RFC 8288)."""
    for href, parameters in _HEADER.findall(header) if header else ():
        named: dict[str, str | None] = {
            name.lower(): quoted or plain for name, quoted, plain in _PARAMETER.findall(parameters)
        }
        yield href, named.get("rel") or "", named


def alternative(image: Attributes) -> str | None:
    """What is heard in the place of a picture: empty for decoration, None where the page says nothing of it.

    By HTML-AAM's computation of names; the part of the page that `aria-labelledby` names is not looked up.
    """
    if "alt" in image:
        return image["alt"] or ""
    if image.get("role") in ("presentation", "none") or image.get("aria-hidden") == "true":
        return ""
    named = image.get("aria-label") or image.get("title")
    return named or ("" if image.get("aria-labelledby") else None)
