"""Columns of one's own: a name and a CSS selector in audit.toml, read from the archived HTML of every page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from audit.evidence import cut
from audit.known import OK, Known
from crawler.errors import AuditError
from crawler.page import Kind
from crawler.settings import SettingsError, read_names
from crawler.workspace import Workspace

if TYPE_CHECKING:
    from bs4 import Tag

OF_PAGES = (
    "url", "status", "error", "redirects_to", "kind", "content_type", "bytes", "title", "description", "heading",
    "language", "words", "depth", "links_in", "links_out", "published", "modified", "dated_by", "reading_ease",
    "section", "author", "views", "found_by", "fetched_at", "findings",
)  # fmt: skip
"""The columns that every audit has of its pages; one's own stand after them."""
LONGEST = 2_000
"""Characters of a value that are kept."""
BETWEEN = "; "
"""Stands between the texts of several elements that a selector chooses."""
SAYS = {"meta": "content", "img": "alt", "input": "value", "link": "href", "time": "datetime"}
"""Attributes that say what an element without text of its own stands for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of one's own."""

    TABLE: ClassVar[str] = "own_columns"
    KEY: ClassVar[tuple[str, ...]] = ("name",)
    APPEND_ONLY: ClassVar[bool] = False

    name: str
    selector: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What one page says in a column of one's own; pages that say nothing there have none."""

    TABLE: ClassVar[str] = "own_values"
    KEY: ClassVar[tuple[str, ...]] = ("page_url", "name")
    APPEND_ONLY: ClassVar[bool] = False

    page_url: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A page whose copy in the archive could not be read, and why."""

    page_url: str
    reason: str


def columns(file: Path) -> tuple[Column, ...]:
    """The section [columns] of audit.toml.

    Raises SettingsError that names the key: a name that is taken, a selector that is none.
    """
    found = tuple(Column(name=name, selector=selector) for name, selector in read_names(file, "columns").items())
    if found:
        from bs4 import BeautifulSoup  # noqa: PLC0415 — loading it takes longer than a small crawl may
    for column in found:
        where = f"{file}: in [columns]: “{column.name}”"
        if not column.name.strip() or not column.name.isprintable():
            raise SettingsError(f'{where} is no name for a column. Write letters, for example: owner = ".owner".')
        if column.name.lower() in OF_PAGES:
            raise SettingsError(f"{where} is the name of a column that every audit has. Take another name.")
        try:
            BeautifulSoup("", "html.parser").select(column.selector)
        except Exception as error:  # soupsieve has several kinds of them
            raise SettingsError(
                f"{where} has a selector that cannot be read: {str(error).splitlines()[0].rstrip('.:')}. "
                'Write a CSS selector, for example: owner = "p.owner".'
            ) from error
    return found


def values(site: Known, wanted: tuple[Column, ...]) -> Iterator[Value | Unreadable]:
    """What every page of the site says in these columns; a page whose copy cannot be read comes with the reason."""
    for page in site.live if wanted else ():
        if page.kind is Kind.PAGE and page.status == OK:
            try:
                soup = site.soup(page)
                for column in wanted:
                    if said := BETWEEN.join(filter(None, map(_said, soup.select(column.selector)))):
                        yield Value(page_url=page.url, name=column.name, value=cut(said, LONGEST))
            except (AuditError, RecursionError) as error:
                yield Unreadable(page.url, str(error))


def _said(element: "Tag") -> str:
    """The text of an element in one line, or what it stands for where it has none."""
    text = " ".join(element.get_text(" ").split())
    attribute = element.get(SAYS.get(element.name, "")) or ""
    return text or " ".join(str(attribute).split())


def kept(workspace: Workspace) -> tuple[tuple[str, ...], Mapping[str, Mapping[str, str]]]:
    """The names of the columns that the last check read, and by URL what pages say in them."""
    names = tuple(column.name for column in workspace.records(Column))
    said: dict[str, dict[str, str]] = {}
    for value in workspace.records(Value) if names else ():
        said.setdefault(value.page_url, {})[value.name] = value.value
    return names, said
