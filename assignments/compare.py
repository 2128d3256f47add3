"""Says what changed on a site between two crawls, address by address."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import msgspec

from assignments.said import counted
from crawler.commands import command
from crawler.errors import AuditError
from crawler.linkstate import judge
from crawler.page import Kind, Page
from crawler.workspace import Crawl, Workspace

SHOWN = 10
"""Addresses that are listed of each kind of change; --json has them all."""


class CompareError(AuditError):
    """A crawl that was named does not exist."""


class Change(StrEnum):
    """What happened to an address, in the order in which it is told."""

    NEW = "new"
    GONE = "gone"
    MOVED = "now leads elsewhere"
    REPAIRED = "answers again"
    BROKEN = "new address that fails"
    NOT_FOUND = "no longer found"
    TEXT = "text changed"
    TITLE = "title changed"


@dataclass(frozen=True, slots=True)
class Changed:
    """One change of one address."""

    url: str
    change: Change
    before: str
    after: str


def compare(folder: Path, old: str, new: str) -> list[Changed]:
    """What changed between two crawls; each is the number of a crawl in `folder`, or the folder of another audit.

    Only pages and documents count. An address that the new crawl knows but did not ask is no change, and half a crawl
    proves no address missing. Raises CompareError when there is no such crawl, WorkspaceError when a folder holds no
    audit.
    """
    with ExitStack() as opened:
        before, after = ({page.url: page for page in _pages(folder, name, opened)} for name in (old, new))
        whole = _looked_everywhere(folder, new, old)
        return [one for one in changes(before, after) if whole or one.change is not Change.NOT_FOUND]


def notes(folder: Path, old: str, new: str) -> Iterator[str]:
    """What a crawl that did not look everywhere cannot tell, in a sentence each."""
    if not _looked_everywhere(folder, new, old):
        yield "The new crawl did not look everywhere, so it cannot tell which addresses are no longer found."
    if not _looked_everywhere(folder, old, new):
        yield "The old crawl did not look everywhere, so what is called new may have been there already."


def _looked_everywhere(folder: Path, name: str, other: str) -> bool:
    """Whether a crawl went to its end without a limit of pages or clicks, and was not narrower than the other one."""
    with ExitStack() as opened:
        (_, crawl), (_, beside) = (_crawl(folder, one, opened) for one in (name, other))
    limits = (crawl.options.get("max_pages"), crawl.options.get("max_depth"))
    narrowed, also = ([one.options.get(option) for option in ("include", "exclude")] for one in (crawl, beside))
    return crawl.state == "finished" and limits == (None, None) and (not any(narrowed) or narrowed == also)


def _pages(folder: Path, name: str, opened: ExitStack) -> Iterator[Page]:
    workspace, crawl = _crawl(folder, name, opened)
    return workspace.inventory.pages(crawl.id)


def _crawl(folder: Path, name: str, opened: ExitStack) -> tuple[Workspace, Crawl]:
    workspace = opened.enter_context(Workspace(folder if name.isdecimal() else Path(name)))
    crawls = {str(crawl.id): crawl for crawl in workspace.inventory.crawls()}
    found = crawls.get(name) if name.isdecimal() else next(reversed(crawls.values()), None)
    if not found:
        there = ", ".join(crawls) or "none"
        raise CompareError(
            f"There is no crawl {name} in {workspace.folder.resolve()}; crawls there: {there}. A second crawl is made "
            f"with: {command('audit crawl --fresh URL', workspace.folder)}"
        )
    return workspace, found


def changes(before: Mapping[str, Page], after: Mapping[str, Page]) -> Iterator[Changed]:
    """Every change, in the order of addresses."""
    for url in sorted(before.keys() | after.keys()):
        yield from _changes(url, before.get(url), after.get(url))


def _changes(url: str, old: Page | None, new: Page | None) -> Iterator[Changed]:
    if new is None:
        if old and _reads(old):
            yield Changed(url, Change.NOT_FOUND, _state(old), "")
    elif not new.fetched_at:
        return  # not asked this time: nothing is known
    elif _reads(new):
        yield from _of_readable(url, old, new)
    elif old and _reads(old):
        yield Changed(url, Change.MOVED if new.redirects_to else Change.GONE, _state(old), _state(new))
    elif (old is None or not old.fetched_at) and not new.redirects_to and new.kind is Kind.PAGE:
        yield Changed(url, Change.BROKEN, "", _state(new))


def _of_readable(url: str, old: Page | None, new: Page) -> Iterator[Changed]:
    if old is None or not old.fetched_at:
        yield Changed(url, Change.NEW, "", _state(new))
    elif not _reads(old):
        yield Changed(url, Change.REPAIRED, _state(old), _state(new))
    else:
        if old.text_hash != new.text_hash:
            yield Changed(url, Change.TEXT, _words(old), _words(new))
        if old.title != new.title:
            yield Changed(url, Change.TITLE, old.title, new.title)


def _reads(page: Page) -> bool:
    return 200 <= page.status < 300 and page.kind in (Kind.PAGE, Kind.DOCUMENT)  # noqa: PLR2004 — HTTP's class of success


def _state(page: Page) -> str:
    if page.redirects_to:
        return f"redirects to {page.redirects_to}"
    return judge(page).error or str(page.status)


def _words(page: Page) -> str:
    return "" if page.words is None else counted(page.words, "word")


def told(changed: Iterable[Changed]) -> Iterator[str]:
    """What changed, in words, line by line: how many of each kind, and the first of them."""
    kinds: dict[Change, list[Changed]] = defaultdict(list)
    for one in changed:
        kinds[one.change].append(one)
    if not kinds:
        yield "Nothing changed: every page and document is as it was."
    for kind in Change:
        if found := kinds[kind]:
            yield f"{kind.capitalize()}: {counted(len(found), 'address', 'addresses')}"
            yield from (f"  {one.url}{_detail(one)}" for one in found[:SHOWN])
            if len(found) > SHOWN:
                yield f"  … and {len(found) - SHOWN:,} more; --json lists them all"


def _detail(one: Changed) -> str:
    """What it was and what it is, where both say something."""
    return f"  (was: {one.before}; now: {one.after})" if one.before and one.after else ""


def as_json(changed: Iterable[Changed]) -> str:
    """One JSON object a change and line."""
    return "".join(msgspec.json.encode(one).decode() + "\n" for one in changed)
