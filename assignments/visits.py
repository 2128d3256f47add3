"""Reads how often pages were visited from exports of analytics programs, and finds the pages of the inventory."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from assignments.headings import folded
from assignments.reading.book import Book, Line, Table, UnreadableError
from assignments.reading.child import Reader
from assignments.said import counted
from assignments.tables import latest
from assignments.visit_headings import ADDRESSES, NUMBERS
from audit.visits import Visits
from crawler.commands import command
from crawler.errors import AuditError
from crawler.linkstate import HOPS
from crawler.page import Page
from crawler.urls import resolve, same_site, site_key
from crawler.workspace import Workspace

HEADER_WITHIN = 60
"""Exports begin with titles, dates and notes; the headings are looked for in so many rows."""
MOST_NAMED = 12
"""Headings that a message names."""
LONGEST_NAMED = 40
THOUSANDS = re.compile(r"\d{1,3}([.,' \u00a0\u202f]\d{3})+")
LOOKS_LIKE_ADDRESS = re.compile(r"(https?://|/)\S*|[\w-]+(\.[\w-]+)+(/\S*)?", re.IGNORECASE)
SHOWN = 10
OK = 200


class VisitsError(AuditError):
    """The file cannot be used as a table of visits; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A row whose address is no page of the inventory."""

    address: str
    views: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of a table of visits; every row of it is counted once."""

    source: str
    address_column: str
    views_column: str
    rows: int
    pages: int
    """Pages of the inventory that got visits."""
    views: int
    unmatched: tuple[Unmatched, ...]
    """The most visited first."""
    unused: int
    """Rows without an address or without a number: totals, notes, “(not set)”."""


def import_visits(workspace: Workspace, file: Path) -> Imported:
    """Put the visits of a file in the place of those imported before.

    Rows that lead to one page (a redirect, another host name, a slash more) are added up. Raises VisitsError when the
    file cannot be read, or has no column of addresses or of numbers; NothingCrawledError when there is no inventory.
    """
    crawl = latest(workspace)
    start = crawl.starts[0]
    pages = {page.url: page for page in workspace.inventory.pages(crawl.id)}
    known = _known(pages)
    lines, address, number = _columns(file)
    found: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    unused = 0
    for line in lines:
        typed, views = line.cells.get(address[0], "").strip(), _number(line.cells.get(number[0], ""))
        if views is None or not LOOKS_LIKE_ADDRESS.fullmatch(typed):
            unused += 1
        elif url := _match(typed, start, known, pages):
            found[url] += views
        else:
            lost[typed] += views
    if not found and not lost:
        raise VisitsError(f"{file} has no row with an address and a number under “{address[1]}” and “{number[1]}”.")
    workspace.replace(Visits, [Visits(page_url=url, views=found[url], source=file.name) for url in sorted(found)])
    return Imported(
        source=file.name,
        address_column=address[1],
        views_column=number[1],
        rows=len(lines),
        pages=len(found),
        views=found.total(),
        unmatched=tuple(Unmatched(*row) for row in sorted(lost.items(), key=lambda row: (-row[1], row[0]))),
        unused=unused,
    )


def told(done: Imported, folder: Path) -> Iterator[str]:
    """What was imported, in words, line by line; `folder` is that of the audit, for the command to type."""
    yield (
        f"{done.source}: {counted(done.rows, 'row')} read, addresses from “{done.address_column}”, "
        f"views from “{done.views_column}”."
    )
    have = "has" if done.pages == 1 else "have"
    yield (
        f"{counted(done.pages, 'page')} of the inventory {have} {counted(done.views, 'view')}. "
        f"Run the rules again with: {command('audit check', folder)}"
    )
    if done.unused:
        yield f"Not used, because they hold no address with a number (totals, notes): {counted(done.unused, 'row')}."
    if done.unmatched:
        views = sum(row.views for row in done.unmatched)
        lost = counted(len(done.unmatched), "address", "addresses")
        yield f"Not in the inventory: {lost} with {counted(views, 'view')}. The most visited:"
        yield from (f"  {row.views:>9,}  {row.address}" for row in done.unmatched[:SHOWN])


def as_json(done: Imported) -> str:
    """What was imported, as one JSON object on one line."""
    return msgspec.json.encode(done).decode()


def _columns(file: Path) -> tuple[Sequence[Line], tuple[int, str], tuple[int, str]]:
    """The rows under the headings, and (number, heading) of the two columns that count."""
    if not file.is_file():
        raise VisitsError(f"There is no file {file}. Check the name and the folder.")
    try:
        with Reader() as reader:
            book = reader.read(file, file.name)
    except UnreadableError as error:
        raise VisitsError(f"{file} cannot be read. {error}") from error
    if not isinstance(book, Book):
        raise VisitsError(f"{file} holds other files. Take the table of visits out of it and name that.")
    for table in book.tables:
        if columns := _headings(table):
            return columns
    raise VisitsError(
        f"{file} has no heading that is known for addresses beside one for numbers. {_read(book.tables)}In the file, "
        "call the column of addresses “URL” and the column of numbers “Views”, and try again."
    )


def _read(tables: Sequence[Table]) -> str:
    """What stands where headings are expected: in the first row with two filled cells. A sentence, or nothing."""
    rows = ([" ".join(text.split()) for text in line.cells.values()] for table in tables for line in table.lines)
    row = next((filled for cells in rows if len(filled := [text for text in cells if text]) > 1), [])
    named = [f"“{text if len(text) <= LONGEST_NAMED else text[:LONGEST_NAMED] + '…'}”" for text in row[:MOST_NAMED]]
    more = f" and {len(row) - MOST_NAMED} more" if len(row) > MOST_NAMED else ""
    return f"Read as headings: {', '.join(named)}{more}. " if named else ""


def _headings(table: Table) -> tuple[Sequence[Line], tuple[int, str], tuple[int, str]] | None:
    """The first row that names both columns; None when there is none."""
    for place, line in enumerate(table.lines[:HEADER_WITHIN]):
        named = {folded(text): (column, text.strip()) for column, text in reversed(line.cells.items())}
        address = next((named[name] for name in ADDRESSES if name in named), None)
        number = next((named[name] for name in NUMBERS if name in named), None)
        if address and number:
            return table.lines[place + 1 :], address, number
    return None


def _number(text: str) -> int | None:
    """`1,234`, `1.234`, `1 234` and `1234.0` as 1234; None for everything else and for negative numbers."""
    text = text.strip()
    if THOUSANDS.fullmatch(text):
        return int(re.sub(r"\D", "", text))
    try:
        value = float(text)
    except ValueError:
        return None
    return round(value) if 0 <= value < 1e15 else None  # noqa: PLR2004 — beyond it floats skip integers


def _known(pages: Mapping[str, Page]) -> dict[str, str]:
    """The addresses that certainly are one page, by what they have in common; the address that answers comes first."""
    order = sorted(pages.values(), key=lambda page: (page.status != OK, bool(page.redirects_to), page.url))
    known: dict[str, str] = {}
    for page in order:
        known.setdefault(_key(page.url), page.url)
    return known


def _key(url: str) -> str:
    """Equal for http and https, with or without www and the slash at the end: statistics mix them."""
    return site_key(url).removesuffix("/")


def _match(typed: str, start: str, known: Mapping[str, str], pages: Mapping[str, Page]) -> str:
    """The page of the inventory that an address of the statistics means; empty when there is none."""
    whole = typed if "://" in typed or typed.startswith("/") else f"https://{typed}"
    url = resolve(whole, start)
    if not same_site(url, start) and "://" in typed:
        return ""
    here = known.get(_key(url)) or known.get(_key(url.partition("?")[0]), "")
    for _ in range(HOPS):
        following = pages[here].redirects_to if here else ""
        if not following or following not in pages:
            break
        here = following
    return here
