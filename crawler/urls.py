"""Addresses: resolved as browsers do, brought to one canonical form, and compared.

The canonical form is what the WHATWG URL standard serialises (case of scheme and host, default port, dot segments,
characters that must be escaped), with RFC 3986's normal form of percent-encoding (6.2.2), and without tracking
parameters, an empty query and the fragment. It keeps everything that a server may answer differently to: the order of
parameters, the case of the path, the slash at its end.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import SplitResult, unquote, urlsplit

import ada_url

from crawler.page import Kind

TRACKING_PARAMETERS = (
    "utm_*", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "_ga", "_gl", "fbclid", "msclkid", "yclid", "twclid",
    "ttclid", "li_fat_id", "igshid", "mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "hsctatracking", "vero_id",
    "oly_anon_id", "oly_enc_id", "pk_campaign", "pk_kwd", "pk_source", "pk_medium", "mtm_*", "matomo_*", "piwik_*",
    "jsessionid", "phpsessid", "aspsessionid*", "sessionid", "session_id", "sessid", "oscsid", "zenid", "cfid",
    "cftoken",
)  # fmt: skip
"""Parameters that never choose a page, only say who came from where; `[crawl] tracking-parameters` replaces them."""

_LANGUAGE = re.compile(
    r"(?:ar|bg|bn|cs|cy|da|de|el|en|es|et|eu|fa|fi|fr|ga|gd|gl|gu|he|hi|hr|hu|hy|is|it|ja|ko|lt|lv|mk|mt|nl|no|nb|nn"
    r"|pa|pl|pt|ro|ru|sk|sl|so|sq|sr|sv|sw|ta|th|tr|uk|ur|vi|zh)(?:[-_][A-Za-z]{2,4})?"
)
"""Languages that stand as the first folder of many sites."""

_DOCUMENT = re.compile(
    r"pdf|docx?|docm|dotx?|rtf|od[tspg]|xls|xls[xmb]|csv|ppt|ppt[xm]|pps|ppsx|pages|numbers|key|epub", re.IGNORECASE
)
_IMAGE = re.compile(r"jpe?g?|jpg|png|gif|svgz?|webp|avif|bmp|tiff?|ico|hei[cf]|apng|jfif", re.IGNORECASE)
_OTHER = re.compile(
    r"css|m?js|json|map|xml|rss|atom|txt|zip|t?gz|tar|bz2|xz|7z|rar|jar|exe|msi|dmg|iso|apk|deb|rpm|bin|mp[34]|wav|og[gav]"
    r"|m4[av]|aac|flac|mov|avi|wmv|mpe?g|webm|flv|swf|woff2?|[to]tf|eot|ics|vcf|vtt|srt|km[lz]|gpx|shp|dwg|psd|ai|e?ps|wasm"
    r"|webmanifest|ya?ml|sql|md5|sha1|sha256|asc|sig|torrent",
    re.IGNORECASE,
)

AROUND = " \t\n\r\f\0"
FROM_THE_ROOT = ("/", "http://", "https://")
"""Addresses that begin so are the same from all pages of a site, so that each is resolved once."""
_OWN_PAGE = re.compile(r"(?:https?:)?(?:[?#]|$)", re.IGNORECASE)
"""An address that begins so belongs to the page on which it stands, not only to the folder."""
_PERCENT = re.compile(r"(?<!%)(?<!%[0-9A-Fa-f])%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid)=[^/?;]*|/\([AFSX]\([^/()]*\)\)", re.IGNORECASE)
"""As Java, PHP and ASP.NET write a session into the path."""
_DATE_FOLDER = re.compile(r"(?:19|20)\d\d(?:-?[01]\d(?:-?[0-3]\d)?)?")
_MONTH_OR_DAY = re.compile(r"[0-3]?\d")
_SITE = re.compile(r"https?://(?:[^/@]*@)?(?:www\.)?(\[[^\]/]*\]|[^/?:]*)(?::(\d+))?")


class Tracking:
    """Recognises parameters to drop, made by `tracking`; an object because a pattern is dear as the key of a cache."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.match = pattern.match


def tracking(names: Iterable[str]) -> Tracking:
    """Turn names (a `*` at the end stands for any ending; case does not count) into what `resolve` asks for."""
    return _tracking(tuple(names))


@lru_cache(maxsize=64)
def _tracking(names: tuple[str, ...]) -> Tracking:
    parts = (re.escape(name[:-1]) + r"[^=]*" if name.endswith("*") else re.escape(name) for name in names)
    return Tracking(re.compile(rf"(?:{'|'.join(parts) or '(?!)'})(?:=|\Z)", re.IGNORECASE))


TRACKING = tracking(TRACKING_PARAMETERS)


def resolve(href: str, base: str, drop: Tracking = TRACKING) -> str:
    """The canonical address that `href` on the page `base` leads to; empty when it is no http(s) address."""
    href = href.strip(AROUND)
    address, mark, _ = href.partition("#")
    if address[-1:] in AROUND and mark:
        address += mark  # a space before a fragment is part of the address
    if address.startswith(FROM_THE_ROOT):
        base = root_of(base)
    else:
        base = base.partition("#")[0] if _OWN_PAGE.match(address) else folder_of(base)
    return join(address, base, drop)


def spellings(url: str) -> Iterator[str]:
    """A canonical address, and those under which the same page is mostly found: other scheme, www, slash at the end."""
    scheme, mark, rest = url.partition("://")
    slash = rest.removesuffix("/") if rest.endswith("/") else f"{rest}/"
    for path in (rest, slash):
        www = path.removeprefix("www.") if path.startswith("www.") else f"www.{path}"
        for host in (path, www):
            yield f"{scheme}{mark}{host}"
            yield f"{'http' if scheme == 'https' else 'https'}{mark}{host}"


@lru_cache(maxsize=1 << 10)
def root_of(base: str) -> str:
    """Scheme and host of the page `base`: all that an address FROM_THE_ROOT needs of it."""
    slash = base.find("/", len("https://"))
    return base[: slash + 1] if slash > 0 else base


@lru_cache(maxsize=1 << 10)
def folder_of(base: str) -> str:
    """What relative addresses on the page `base` begin with, up to and with the last slash of its path."""
    slash = base.rfind("/", 0, _end_of_path(base)) + 1
    return base[:slash] if slash > len("https://") else base


def _end_of_path(url: str) -> int:
    """Where query or fragment begin."""
    ends = [at for at in (url.find("?"), url.find("#")) if at >= 0]
    return min(ends, default=len(url))


@lru_cache(maxsize=1 << 15)
def join(href: str, folder: str, drop: Tracking) -> str:
    """`resolve` where `href` has no space around it and no fragment; asked with the `folder_of` the page, once each."""
    try:
        url: str = ada_url.join_url(folder, href)
    except ValueError:
        return ""
    if not url.startswith(("http://", "https://")):
        return ""
    url = url.partition("#")[0]
    if "%" in url:
        url = _PERCENT.sub(_normal_form, url)
    if ";" in url or "(" in url:
        url = _SESSION_IN_PATH.sub("", url)
    page, mark, query = url.partition("?")
    if mark:
        kept = "&".join(pair for pair in query.split("&") if not drop.match(pair))
        return f"{page}?{kept}" if kept else page
    return url


def _normal_form(escape: re.Match[str]) -> str:
    character = chr(int(escape[1], 16))
    return character if character in _UNRESERVED else escape[0].upper()


def split_fragment(href: str) -> tuple[str, str]:
    """Split `href` into the part before `#` and the decoded fragment after it."""
    address, _, fragment = href.strip(AROUND).partition("#")
    return address, unquote(fragment) if "%" in fragment else fragment


def parts_of(url: str) -> SplitResult:
    """`urlsplit` for addresses as pages give them: one that is none (`ftp://[user@]host/`) is all path."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", url, "", "")


def host_of(url: str) -> str:
    """The host of an http(s) address, with its port where that is not the usual one; empty for other addresses."""
    scheme, mark, rest = url.partition("://")
    if not mark or scheme not in ("http", "https"):
        return ""
    return re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition("@")[2]


def site_of(url: str) -> str:
    """The host without `www.` and with an unusual port: equal for all addresses of one site, http or https."""
    found = _SITE.match(url)
    return f"{found[1]}:{found[2]}" if found and found[2] else found[1] if found else ""


def same_site(url: str, start: str) -> bool:
    """Whether `url` is on the site of `start`; with or without `www.`, http or https, but on the same port."""
    site = site_of(url)
    return bool(site) and site == site_of(start)


def site_key(url: str) -> str:
    """What is equal for addresses that certainly are one page: http or https, with or without `www.`.

    A slash or `index.html` at the end is no certain sign: many servers answer one with the page and the other with an
    error or a redirect, and both are facts that somebody wants to know.
    """
    found = _SITE.match(url)
    return f"{site_of(url)}{url[found.end() :]}" if found else url


def section(url: str) -> str:
    """The first folder of the path in plain letters; empty for the home page and for pages that stand in no folder.

    Folders of dates (`/2019/05/03/`) and languages (`/en/`) are passed over; a file (`/contact.html`) is no folder.
    """
    path = unquote(url[: _end_of_path(url)].partition("://")[2].partition("/")[2])
    parts = [part for part in path.split("/") if part]
    if parts and _LANGUAGE.fullmatch(parts[0]):
        parts = parts[1:]
    if parts and _DATE_FOLDER.fullmatch(parts[0]):
        parts = parts[1:]
        while parts and _MONTH_OR_DAY.fullmatch(parts[0]):
            parts = parts[1:]
        parts = parts[:-1]  # after a date even the folder at the end is the title of one page
    if not parts or (len(parts) == 1 and not path.endswith("/") and "." in parts[0]):
        return ""
    return parts[0]


def guess_kind(url: str) -> Kind:
    """What an address probably holds, by the ending of its path; a page when the ending says nothing."""
    path = url[: _end_of_path(url)].partition("://")[2].partition("/")[2]
    name, dot, ending = path.rpartition("/")[2].rpartition(".")
    if not name or not dot:
        return Kind.PAGE
    kinds = ((_DOCUMENT, Kind.DOCUMENT), (_IMAGE, Kind.IMAGE), (_OTHER, Kind.OTHER))
    return next((kind for pattern, kind in kinds if pattern.fullmatch(ending)), Kind.PAGE)
