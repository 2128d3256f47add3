"""Dates and authors that a page states for programs: JSON-LD and `meta`."""

import json
import re
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Any

from crawler.dates.labels import CREATED, MODIFIED, PUBLISHED, REVIEWED, meta_means
from crawler.dates.place import LIST_OF_DATES
from crawler.dates.written import machine_date
from crawler.page import DatedBy, DateSeen

KEYS = {
    "datePublished": PUBLISHED,
    "dateModified": MODIFIED,
    "lastReviewed": REVIEWED,
    "dateCreated": CREATED,
    "uploadDate": CREATED,  # a film's, which the page only shows
}
OTHERS = ("Comment", "Event", "Review", "Rating", "Person", "Product", "JobPosting", "Offer")
"""Things whose dates are not those of the page."""
_BROKEN = re.compile(r'"(datePublished|dateModified|lastReviewed)"\s*:\s*"?([\w:+. ,/-]{8,40})')
OTHER = 3
"""Added to the rank of what does not say that it is the page's subject: so this is the rank of such an article."""
DEEPEST = 6
SHORTEST_HEADLINE = 8
"""Characters; a shorter one is in many titles."""
_IN_SCRIPT = re.compile(
    rb"ub(?:lish(?:ed)?|lication)?[-_]?(?:[Aa]t|[Dd]ate|[Tt]ime|[Oo]n)?[\w-]{0,8}"
    rb"""\\?["']?\s?[:=]\s?\\?["']((?:19|20)\d\d[-/]\d\d?[-/]\d\d?[^"'\\<]{0,25})"""
)
"""`"datePublished": "`, `publishedAt = '`, `data-publishtime="` …; begins with what is in all: the search is quick."""

METAS = {
    PUBLISHED: (
        "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "dcterms.issued",
        "dc.date.issued", "dcterms.date", "dc.date",
        "dcterms.available", "publish-date", "publish_date", "publishdate", "publication_date", "publication-date",
        "publicationdate", "published_time", "published-time", "pubdate", "date_published", "published",
        "parsely-pub-date", "parsely-page", "sailthru.date", "citation_publication_date", "citation_online_date",
        "citation_date",
        "article.published", "article:published", "rnews:datepublished", "displaydate", "originalpublicationdate",
        "govuk:first-published-at", "first-published", "issued", "date",
        "article_date_original", "shareaholic:article_published_time", "bt:pubdate", "cxenseparse:recs:publishtime",
    ),
    CREATED: ("datecreated", "dcterms.created", "dc.date.created", "dc.created", "creation_date", "created"),
    MODIFIED: (
        "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
        "dc.date.modified", "dc.modified", "last-modified", "lastmodified", "last_modified", "lastmod", "modified",
        "modified_time", "modificationdate", "date_modified", "revised", "revision_date", "last-updated",
        "last_updated", "lastupdated", "updated", "updated_time", "govuk:updated-at", "govuk:public-updated-at",
        "rnews:datemodified", "shareaholic:article_modified_time",
    ),
    REVIEWED: (
        "dc.date.reviewed", "dcterms.reviewed", "last-reviewed", "lastreviewed", "datereviewed", "reviewed",
    ),
}  # fmt: skip
"""Names of `meta` by what their date means, in the order in which they are believed."""
MEANINGS = [means for means, names in METAS.items() for _ in names]
RANKS = {name: rank for rank, name in enumerate(name for names in METAS.values() for name in names)}
"""Place of each name among all of them."""


def _things(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:  # noqa: ANN401 — JSON is anything
    """What a piece of JSON-LD speaks about; lists of other pages (`itemListElement`, `hasPart`) are passed over."""
    if isinstance(value, list) and depth < DEEPEST:
        for one in value[:50]:
            yield from _things(one, depth + 1)
    elif isinstance(value, dict) and depth < DEEPEST:
        if not any(other in str(value.get("@type", "")) for other in OTHERS):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(value.get(key), list | dict):
                yield from _things(value[key], depth + 1)


def _parsed(data: Iterable[str]) -> Iterator[dict[str, Any]]:
    for text in data:
        try:
            value = json.loads(text, strict=False)
            if r"\ud" in text.lower():  # half a character is legal in JSON, and nothing that can be kept in UTF-8
                value = json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
            yield from _things(value)
        except (ValueError, RecursionError):
            yield dict(reversed(_BROKEN.findall(text)))  # a comma too many: what is seen first is taken


def in_data(data: Iterable[str], url: str = "", title: str = "") -> list[DateSeen]:
    """Dates of JSON-LD: those of the page's own subject first, then those of an article, of a page, of no type."""
    found = []
    for thing in _parsed(data):
        kind = str(thing.get("@type", ""))
        rank = 0 if re.search(r"Article|Posting|Report|News", kind) else 1 if "Page" in kind else 2
        rank += 0 if _is_subject(thing, url, title) else OTHER
        for key, means in KEYS.items():
            written = thing.get(key)
            written = written[0] if isinstance(written, list) and written else written
            if isinstance(written, str) and (date := machine_date(written)):
                seen = DateSeen(date=date, means=means, dated_by=DatedBy.JSON_LD, quote=f"{key}: {written}"[:120])
                found.append((rank, seen))
    if len({seen.date for rank, seen in found if rank == OTHER and seen.means == PUBLISHED}) >= LIST_OF_DATES:
        found = [(rank, seen) for rank, seen in found if rank != OTHER]  # a page that lists articles is none of them
    return [seen for _, seen in sorted(found, key=lambda pair: pair[0])]


def _is_subject(thing: dict[str, Any], url: str, title: str) -> bool:
    """Whether a thing says by address or headline that the page is about it, and not about a page beside it."""
    about = thing.get("mainEntityOfPage")
    about = about.get("@id") if isinstance(about, dict) else about
    if url and url in (thing.get("url"), thing.get("@id"), about):
        return True
    said = thing.get("headline") or thing.get("name")
    return isinstance(said, str) and len(said) > SHORTEST_HEADLINE and said.lower() in title.lower()


def in_scripts(html: bytes) -> list[DateSeen]:
    """When the page was published, by the data from which its scripts build it: for pages that say it nowhere else."""
    days = {found[1].decode("ascii", "replace") for found in _IN_SCRIPT.finditer(html)}
    if len({machine_date(written)[:10] for written in days}) != 1:
        return []  # none, or those of several pages
    written = min(days)
    date = machine_date(written)
    return [DateSeen(date=date, means=PUBLISHED, dated_by=DatedBy.META, quote=written)] if date else []


def author_in(data: Iterable[str]) -> str:
    """The author that JSON-LD names; empty when it names none."""
    for thing in _parsed(data):
        author = thing.get("author")
        names = [
            one.get("name") if isinstance(one, dict) else one
            for one in (author if isinstance(author, list) else [author])
        ]
        said = ", ".join(" ".join(name.split()) for name in names if isinstance(name, str) and "://" not in name)
        if said:
            return said
    return ""


def in_metas(metas: dict[str, str], *, month_first: bool) -> list[DateSeen]:
    """Dates of `meta` elements; names that are in no list are believed last, by what they are called."""
    known: list[tuple[int, DateSeen]] = []
    others: list[tuple[int, DateSeen]] = []
    for name, content in metas.items():
        written = content.partition('"pub_date":')[2].strip(' "') if name == "parsely-page" else content
        if "20" not in written[:60] and "19" not in written[:60] and not written[:2].isdigit():
            continue
        rank = RANKS.get(name)
        means = MEANINGS[rank] if rank is not None else meta_means(name)
        if means and (date := machine_date(written[:60], month_first=month_first)):
            seen = DateSeen(date=date, means=means, dated_by=DatedBy.META, quote=f"{name}: {written}"[:120])
            (others if rank is None else known).append((rank or 0, seen))
    known.sort(key=itemgetter(0))
    said = {seen.means for _, seen in known}
    more = [] if PUBLISHED in said else [pair for pair in others if pair[1].means not in said]
    return [seen for _, seen in known + more]
