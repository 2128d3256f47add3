"""Makes an inventory of somebody's web archive (WARC from wget, Browsertrix, Heritrix …); nothing is fetched."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from msgspec import structs

from crawler.archive import Archive, ArchiveError
from crawler.documents.reader import extract_document
from crawler.foreign_archive import ForeignArchive
from crawler.options import CrawlOptions, CrawlSettings
from crawler.page import Extract, FoundBy, Response
from crawler.reader import unread
from crawler.scope import Boundary
from crawler.urls import Tracking, resolve, same_site, tracking
from crawler.workspace import Crawl, Discovered, Workspace

BATCH = 100
"""Pages in one transaction."""
NOT_THERE = "not in the archive"
SUCCESS = 200


def take_in(
    workspace: Workspace,
    starts: Sequence[str],
    options: CrawlOptions,
    settings: CrawlSettings,
    now: Callable[[], datetime],
) -> tuple[Crawl, list[str]]:
    """Inventory what the archives hold of the site of `starts`, or of the site of the first page in them.

    Returns the crawl, and what people should know of the files.

    Raises ArchiveError when a file is no archive, or holds no page of that site.
    """
    files = options.from_warc
    notes: list[str] = []
    drop = tracking(settings.tracking_parameters)
    begun = tuple(starts) or (_first_page(files),)
    boundary = Boundary(begun, options, private=True, year=now().year)
    inventory = workspace.inventory
    with workspace.transaction():  # all or nothing: an archive that breaks half way leaves no half inventory
        crawl = inventory.begin(begun, options.kept(), now().isoformat(timespec="seconds"))
        inventory.discover(crawl.id, [Discovered(url, 0, FoundBy.LIST, left_out=NOT_THERE) for url in begun])
        name = f"{now():%Y%m%dT%H%M%S}-crawl-{crawl.id}"
        with Archive(workspace.archive, name, "audit, from another archive") as archive:
            batch: list[Extract] = []
            for response in _dated(files, begun, drop, now(), notes):
                found = _read(response, drop)
                page = structs.replace(found.page, archive_file=archive.name, archive_offset=archive.write(response))
                batch.append(structs.replace(found, page=page))
                if len(batch) >= BATCH:
                    _record(workspace, crawl.id, batch, boundary)
            _record(workspace, crawl.id, batch, boundary)
        inventory.settle(crawl.id)
        inventory.end(crawl.id, "finished", "", now().isoformat(timespec="seconds"))
    return inventory.crawls()[-1], notes


def _read(response: Response, drop: Tracking) -> Extract:
    try:
        return extract_document(response, drop)
    except Exception as error:  # noqa: BLE001 — one page that no parser can bear must not lose the archive
        return unread(response, f"could not be read ({type(error).__name__}: {error})")


def _first_page(files: Sequence[Path]) -> str:
    for file in files:
        for response in ForeignArchive(file).responses():
            url = resolve(response.url, response.url)
            kind = response.headers.get("content-type", "")
            if url and response.status == SUCCESS and kind.startswith(("text/html", "application/xhtml")):
                return url
    raise ArchiveError(f"{', '.join(map(str, files))} holds no web page. Give an archive (WARC or WACZ) of a website.")


def _of_site(archive: ForeignArchive, starts: Sequence[str], drop: Tracking) -> Iterator[Response]:
    for response in archive.responses():
        url = resolve(response.url, response.url, drop)
        if url and any(same_site(url, start) for start in starts):
            yield structs.replace(response, url=url)


def _dated(
    files: Sequence[Path], starts: Sequence[str], drop: Tracking, now: datetime, notes: list[str]
) -> Iterator[Response]:
    """Responses of the site, each with a time; where the archive gives none that can be, that of the one before."""
    latest = now.isoformat(timespec="seconds")
    for file in files:
        undated, before = 0, ""
        archive = ForeignArchive(file)
        for response in _of_site(archive, starts, drop):
            if response.fetched_at and datetime.fromisoformat(response.fetched_at) <= now:
                before = response.fetched_at
                yield response
            else:
                undated += 1
                yield structs.replace(response, fetched_at=before or latest)
        notes += archive.notes()
        if undated:
            notes.append(
                f"{file.name}: {undated:,} of its records have no date, or an impossible one; they count as fetched "
                "together with the record before them."
            )


def _record(workspace: Workspace, crawl: int, batch: list[Extract], boundary: Boundary) -> None:
    """Keep a batch; addresses that it names and that no archive holds are left out with that reason."""
    named = {link.url for found in batch for link in found.links} | {found.page.redirects_to for found in batch}
    known = (boundary.place(url, None, FoundBy.LINK) for url in sorted(named))
    left_out = [replace(found, left_out=found.left_out or NOT_THERE) for found in known if found]
    workspace.inventory.record(crawl, batch, left_out)
    batch.clear()
