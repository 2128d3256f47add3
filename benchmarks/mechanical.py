"""What can be counted without a reader's judgement: worked out from a site's files by a script of its own.

Shares no code with the crawler or the rules: BeautifulSoup reads the pages, `benchmarks.recall` walks the links. Each
rule is written down here a second time from what its handbook entry says, so what differs is a mistake of one of both.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

from benchmarks.files import Site
from benchmarks.recall import Walk

START = "http://127.0.0.1:1/"
LONGEST_TITLE, SHORTEST_TITLE, LONGEST_SUMMARY, FEWEST_WORDS = 65, 5, 160, 20
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
LIST_PAGE = re.compile(r"[?&/](page|p|start|offset)[=/]?\d+", re.IGNORECASE)
LOADED = {
    "img": "src",
    "script": "src",
    "iframe": "src",
    "frame": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
}
KNOWN_SCHEMES = {
    "http:",
    "https:",
    "mailto:",
    "tel:",
    "sms:",
    "ftp:",
    "file:",
    "data:",
    "javascript:",
    "blob:",
    "about:",
    "git:",
    "svn:",
}
BAD_HOST = re.compile(r"https?://[^/?#]*\s", re.IGNORECASE)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def counted(root: Path) -> tuple[dict[str, set[str]], set[str]]:
    """The paths that each rule should name, by rule, and the paths of all pages that can be reached."""
    site = Site(root)
    walk = Walk(site, START, START)
    found: dict[str, set[str]] = defaultdict(set)
    read: list[tuple[str, str, str]] = []
    elsewhere: set[str] = set()
    for url in walk.pages:
        path = walk.path(url)
        file = site.answer(path).file
        assert file is not None
        soup = BeautifulSoup(file.read_bytes(), "html.parser")
        title = _words(soup.title) if soup.title and soup.title.find_parent("svg") is None else ""
        for rule in (*_head(soup, title), *_body(soup), *_links(soup, walk, url)):
            found[rule].add(path)
        read.append((path, title, _words(soup.body or soup)))
        if _named_elsewhere(soup, url):
            elsewhere.add(path)
    own = [page for page in read if page[0] not in elsewhere]
    for rule, path in (*_same_titles(own), *_copies(own)):
        found[rule].add(path)
    found["broken-link"] = {walk.path(page) for pages in walk.broken.values() for page in pages}
    found["broken-link"] |= {walk.path(url) for url in walk.pages if any(map(_misspelt, walk.pages[url].followed))}
    found["missing-fragment"] = {walk.path(page) for page, _ in walk.fragments}
    again = _again(read)
    for rule in found:
        found[rule] -= again
    found["missing-page"] = {walk.path(url) for url in walk.broken if site.answer(walk.path(url)).status in (404, 410)}
    return found, {walk.path(url) for url in walk.pages} - again


def _again(pages: list[tuple[str, str, str]]) -> set[str]:
    """Pages that came at a shorter address before, as / and /index.html: the inventory holds them once."""
    first: dict[tuple[str, str], str] = {}
    for path, _, text in sorted(pages, key=lambda page: (len(page[0]), page[0])):
        first.setdefault((_spelling(path), text), path)
    return {path for path, _, text in pages if first[_spelling(path), text] != path}


def _same_titles(pages: list[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    titles: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for path, title, text in pages:
        if title and not LIST_PAGE.search(path):
            titles[re.sub(r"\W+", " ", title.casefold()).strip()].add((path, text))
    for same in titles.values():
        yield from (("same-title", path) for path, text in same if {other for _, other in same} - {text})


def _copies(pages: list[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    texts: dict[str, set[str]] = defaultdict(set)
    for path, _, text in pages:
        if len(text.split()) >= FEWEST_WORDS:
            texts[text].add(path)
    for copies in texts.values():
        for path in copies:
            spellings = {_spelling(other) for other in copies - {path}}
            if _spelling(path) in spellings:
                yield "several-addresses", path
            if spellings - {_spelling(path)}:
                yield "exact-duplicate", path


def _named_elsewhere(soup: BeautifulSoup, url: str) -> bool:
    """Whether a page names another address as the right one: then it is no copy, and its title is not its own."""
    named = soup.select_one('link[rel~="canonical"][href]')
    return bool(named) and urljoin(url, str(named["href"])) != url


def _spelling(path: str) -> str:
    return re.sub(r"/index\.html?$", "/", path.partition("?")[0].lower()).rstrip("/")


def _head(soup: BeautifulSoup, title: str) -> Iterator[str]:
    if not title:
        yield "missing-title"
    elif not SHORTEST_TITLE <= len(title) <= LONGEST_TITLE:
        yield "title-length"
    html = soup.find("html")
    if not isinstance(html, Tag) or not (html.get("lang") or html.get("xml:lang")):
        yield "missing-language"
    named = {str(meta.get("name", "")).lower(): str(meta.get("content", "")).strip() for meta in soup.find_all("meta")}
    summary = " ".join(named.get("description", "").split())
    if len(summary) > LONGEST_SUMMARY or not (summary or "noindex" in named.get("robots", "").lower()):
        yield "missing-summary"


def _body(soup: BeautifulSoup) -> Iterator[str]:
    headings = [tag for tag in soup.find_all(HEADINGS) if _words(tag)]
    levels = [int(tag.name[1]) for tag in headings]
    if 1 not in levels or any(below > above + 1 for above, below in pairwise(levels)):
        yield "heading-order"
    if any(image.get("alt") is None for image in soup.find_all("img", src=True)):
        yield "image-without-alt"


def _links(soup: BeautifulSoup, walk: Walk, url: str) -> Iterator[str]:
    if any(_missing(walk, source) for source in _loaded(soup, walk.pages[url].base)):
        yield "broken-media"
    if any(_moved(walk, href) for href in _followed(walk, url)):
        yield "link-to-redirect"


def _loaded(soup: BeautifulSoup, base: str) -> Iterator[str]:
    for name, attribute in LOADED.items():
        for tag in soup.find_all(name):
            if source := str(tag.get(attribute) or "").strip():
                yield urljoin(base, source)
    for tag in soup.find_all("link", href=True):
        if {"stylesheet", "icon"} & {word.lower() for word in tag.get_attribute_list("rel") if word}:
            yield urljoin(base, str(tag["href"]).strip())


def _missing(walk: Walk, url: str) -> bool:
    """Whether a file of this site that a page loads does not exist."""
    target = url.partition("#")[0]
    return bool(walk.path(target)) and walk.end(target)[1].status in (404, 410)


def _followed(walk: Walk, url: str) -> Iterator[str]:
    for href in walk.pages[url].followed:
        try:
            target = urljoin(walk.pages[url].base, href).partition("#")[0]
            if walk.path(target):
                yield target
        except ValueError:
            continue


def _misspelt(href: str) -> bool:
    """Whether an address begins with a scheme that no program knows (htp://), or has a space in its host."""
    scheme = SCHEME.match(href)
    return bool(scheme) and (scheme[0].lower() not in KNOWN_SCHEMES or BAD_HOST.match(href) is not None)


def _moved(walk: Walk, url: str) -> bool:
    """Whether an address of this site leads on to another one, not only to itself with a slash."""
    end, answered = walk.end(url)
    if answered.status == 200 and answered.file and (refresh := walk.pages.get(end)) and refresh.refresh:
        end = urljoin(end, refresh.refresh)
    return answered.status in (200, 0) and end.rstrip("/") != url.rstrip("/")


def _words(tag: Tag | None) -> str:
    return " ".join(tag.get_text(" ").split()) if tag else ""
