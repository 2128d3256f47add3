"""What stands in the target cell: an address, a reference, “gone”, or something to ask about."""

import re
from dataclasses import dataclass

from assignments.decisions import GONE, MERGE, NEEDS_TARGET
from assignments.placing.said import Said
from assignments.placing.sent import Sent
from assignments.placing.typed import ERROR, fold
from assignments.placing.typed import GONE as GONE_WORDS
from assignments.records import Row
from crawler.urls import resolve

ADDRESS = re.compile(r"https?://[^\s<>\"”“]+[^\s<>\"”“.,;:!?)\]]", re.IGNORECASE)

PATH = re.compile(r"(?<!\S)/[\w%~-][^\s<>\"”“]*[^\s<>\"”“.,;:!?)\]]|(?<!\S)/(?!\S)")
"""The site's own address in short; “and/or” is none."""
BARE = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}(?:/\S*)?")
"""An address without its scheme."""
FILE = re.compile(r"[^/]+\.(?:html?|php\d?|aspx?|jsp|cfm|pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|txt|csv)", re.IGNORECASE)
"""The last part of an address only, which does not tell the page; no host ends so."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where visitors shall find what they look for."""

    text: str = ""
    """An absolute canonical address, `gone`, or what was typed where the decision needs none."""
    warning: str = ""
    question: str = ""


def read(said: Said, decision_cell: str, row: Row, sent: Sent) -> Target:
    """Read the target of a decision; where its cell is empty, reason, note and decision may name it."""
    decision, cell = said.decision, said.target
    if not cell:
        elsewhere = f"{said.note}\n{said.reason}\n{decision_cell}"
        return _without(decision, elsewhere, row, _beside(decision_cell, row, sent))
    found = _one(cell, row, sent)
    if (known := sent.known_as(found.text) if found.text.startswith("http") else found.text) != found.text:
        found = Target(known, f"The target {known} was read from “{cell}”.")
    if decision not in NEEDS_TARGET:
        return Target(found.text or cell, found.warning)
    if found.question:
        return found
    return _checked(decision, found, row)


def _beside(decision_cell: str, row: Row, sent: Sent) -> set[str]:
    """Pages that the decision cell names in short: `delete -> /about`, `merge with K482TM`."""
    paths = {url for text in PATH.findall(decision_cell) if (url := resolve(text, row.page_url))}
    references = {known for token in re.findall(r"\b\w{6}\b", decision_cell) if (known := sent.of_reference(token))}
    return paths | {known.page_url for known in references}


def _without(decision: str, elsewhere: str, row: Row, beside: set[str]) -> Target:
    if decision not in NEEDS_TARGET:
        return Target()
    addresses = {url for text in ADDRESS.findall(elsewhere) if (url := resolve(text, row.page_url))} | beside
    if len(addresses) == 1:
        url = addresses.pop()
        return _checked(decision, Target(url, f"The target {url} was read from what stands beside it."), row)
    if decision == MERGE:
        return Target(question="It says merge, but not into which page.")
    if any(fold(part) == GONE for part in re.split(r"[\n.;,]", elsewhere)):
        return Target(GONE, "“gone” was read from the note or the reason.")
    return Target(question="It says delete, but not where its visitors should go (a page, or “gone”).")


def _checked(decision: str, found: Target, row: Row) -> Target:
    if found.text == row.page_url:
        return Target(question=f"It says {decision}, with the page itself as its target.")
    if decision == MERGE and found.text == GONE:
        return Target(question="It says merge, but the target says “gone”. Should it be deleted?")
    return found


def _one(cell: str, row: Row, sent: Sent) -> Target:
    """The one page that a target cell names, in whatever way."""
    if ERROR.match(cell):
        return Target(question=f"The cell for the page that takes over shows a spreadsheet error ({cell}).")
    if known := sent.of_reference(cell):
        return Target(known.page_url)
    if fold(cell) in GONE_WORDS | {GONE} or re.fullmatch(r"[-–—_.]+", cell):
        return Target(GONE, "" if fold(cell) == GONE else f"“{cell}” was read as gone.")
    if cell == "/":
        return Target(question="The target “/” may be the start page, or nothing at all. Which?")
    return _address(cell, row) or _by_name(cell, sent)


def _address(cell: str, row: Row) -> Target | None:
    addresses = ADDRESS.findall(cell)
    if len(addresses) > 1:
        return Target(question=f"“{cell}” names {len(addresses)} pages; there can be one.")
    if addresses and (url := resolve(addresses[0], row.page_url)):
        more = len(cell.replace(addresses[0], "").strip()) > 1
        return Target(url, f"The target {url} was read from “{cell}”." if more else "")
    if re.fullmatch(r"/\S*", cell) and (url := resolve(cell, row.page_url)):
        return Target(url)
    bare = BARE.fullmatch(cell) and not FILE.fullmatch(cell)
    return _like_site(url, cell, row) if bare and (url := resolve(f"https://{cell}", row.page_url)) else None


def _by_name(cell: str, sent: Sent) -> Target:
    named = [row.page_url for token in re.findall(r"\b\w{6}\b", cell.upper()) if (row := sent.of_reference(token))]
    if len(named) == 1:
        url = named[0]
        return Target(url, f"The target {url} was read from “{cell}”.")
    titled = {other.page_url for other in sent.of_title(cell)}
    if len(titled) == 1:
        url = titled.pop()
        return Target(url, f"“{cell}” is the title of {url}, which was taken as the target.")
    return Target(question=f"The target “{cell}” is no web address, no ID and no page’s title.")


def _like_site(url: str, cell: str, row: Row) -> Target:
    """An address typed without its scheme has the scheme of the site, when it is on the site."""
    scheme = row.page_url.split(":", 1)[0]
    same = resolve(scheme + url[url.index(":") :], row.page_url)
    if same.split("/")[2] == row.page_url.split("/")[2]:
        return Target(same)
    return Target(url, f"“{cell}” was read as {url}, a page of another site.")
