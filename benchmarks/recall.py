"""Compares a crawl with an independent walk over the same site's files.

    python -m benchmarks.recall FOLDER_OF_A_SITE...
    python -m benchmarks.recall --start toc.html FOLDER_OF_A_SITE

Any folder with HTML files will do, for example a manual (Debian: git-doc, python3-doc, apache2-doc, debian-policy).
Serves each folder on loopback as its old server did, crawls it with `audit crawl`, walks the same files with the
standard library alone, and prints every difference: pages that one found and the other did not, broken links, broken
fragments. Shares no code with the crawler. Ends with 1 when there is any difference.
"""

import argparse
import csv
import io
import re
import subprocess
import sys
import tempfile
from collections import defaultdict, deque
from html.parser import HTMLParser
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote, urljoin, urlsplit

from benchmarks.files import Answered, Site, is_html, served

CLI = Path(__file__).parent.parent / "cli.py"
REFRESH = re.compile(r"\d+\s*[;,]\s*(?:url\s*=\s*)?['\"]?([^'\"]+)", re.IGNORECASE)


class Links(HTMLParser):
    """Every address that a browser would follow or load, and every place that a fragment can point to."""

    SOURCES: ClassVar = {
        "a": ["href"], "area": ["href"], "link": ["href"], "iframe": ["src"], "frame": ["src"], "form": ["action"],
        "img": ["src"], "script": ["src"], "source": ["src"], "video": ["src", "poster"], "audio": ["src"],
        "object": ["data"], "embed": ["src"], "track": ["src"], "input": ["src"],
    }  # fmt: skip
    LEADING: ClassVar = {
        "alternate", "amphtml", "appendix", "author", "canonical", "chapter", "contents", "copyright", "first",
        "glossary", "help", "index", "last", "license", "next", "prev", "previous", "search", "section", "start",
        "subsection", "top", "up",
    }  # fmt: skip
    """Values of rel by which a link element leads to a page, as an a does."""

    def __init__(self, text: str, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self.base = url
        self.followed: list[str] = []
        """href of a, area and some link elements, and where a form that asks (and does not send) leads."""
        self.others: list[str] = []
        self.places: set[str] = set()
        self.refresh = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note what a tag names."""
        known = {name: value or "" for name, value in attributes}
        self.places.update(known[name] for name in ("id", "name") if known.get(name))
        if tag == "base" and known.get("href"):
            self.base = urljoin(self.base, known["href"])
        if tag == "meta" and known.get("http-equiv", "").lower() == "refresh":
            found = REFRESH.match(known.get("content", "").strip())
            if found:
                self.refresh = found[1].strip()
        asks = tag == "form" and known.get("method", "get").lower() in ("", "get") and known.get("action")
        leads = tag == "link" and self.LEADING & set(known.get("rel", "").lower().split())
        leads = leads and known.get("type", "").strip().lower() in ("", "text/html", "application/xhtml+xml")
        for name in self.SOURCES.get(tag, ()):
            if name in known and (tag != "form" or asks):
                # browsers read a backslash in a path as a slash (URL standard, 4.4)
                path = re.split("[?#]", known[name].strip())[0]
                href = path.replace("\\", "/") + known[name].strip()[len(path) :]
                (self.followed if leads or tag in ("a", "area", "form") else self.others).append(href)

    handle_startendtag = handle_starttag


class Walk:
    """Everything that can be reached from the start page."""

    def __init__(self, site: Site, home: str, start: str) -> None:
        self.site, self.home = site, home
        self.pages: dict[str, Links] = {}
        self.broken: dict[str, set[str]] = defaultdict(set)
        """Address that does not exist → pages with an a or area that lead there."""
        self.links: set[tuple[str, str]] = set()
        self.fragments: set[tuple[str, str]] = set()
        self.behind_redirects: set[tuple[str, str]] = set()
        """Fragments that the page at the end of a redirect lacks: the crawl names the redirect, not the fragment."""
        queue, seen = deque([start]), {start}
        while queue:
            url = queue.popleft()
            for target in self._from(url):
                if target not in seen:
                    seen.add(target)
                    queue.append(target)
        self._check_fragments()

    def path(self, url: str) -> str:
        """Path and query of an address of the site; empty for another site."""
        parts = urlsplit(url)
        if f"{parts.scheme}://{parts.netloc}" != self.home.rstrip("/"):
            return ""
        return parts._replace(scheme="", netloc="", fragment="").geturl() or "/"

    def file(self, url: str) -> Path | None:
        """The file that stands behind an address."""
        return self.site.answer(self.path(url)).file

    def end(self, url: str) -> tuple[str, Answered]:
        """Where an address leads in the end."""
        for _ in range(20):
            answered = self.site.answer(self.path(url))
            if not answered.location:
                break
            url = urljoin(url, answered.location).partition("#")[0]
            if not self.path(url):
                return url, Answered(0)
        return url, answered

    def _from(self, url: str) -> list[str]:
        answered = self.site.answer(self.path(url))
        if answered.location:
            target = urljoin(url, answered.location).partition("#")[0]
            return [target] if self.path(target) else []
        if answered.file is None or not is_html(answered.file):
            return []
        found = Links(answered.file.read_bytes().decode("utf-8", "replace"), url)
        self.pages[url] = found
        targets = []
        for href in (*found.followed, *found.others, *([found.refresh] if found.refresh else [])):
            try:
                full = urljoin(found.base, href)
                urlsplit(full).port  # noqa: B018 — raises where the address is none
            except ValueError:
                continue
            target = full.partition("#")[0]
            if self.path(target):
                targets.append(target)
        for href in found.followed:
            self._note(url, found.base, href)
        return targets

    def _note(self, page: str, base: str, href: str) -> None:
        try:
            full = urljoin(base, href)
            path = self.path(full)
        except ValueError:
            return
        if path:
            self.links.add((page, full))
            _, answered = self.end(full.partition("#")[0])
            if answered.status in (404, 410, 400):
                self.broken[full.partition("#")[0]].add(page)

    def _check_fragments(self) -> None:
        for page, full in self.links:
            target, _, fragment = full.partition("#")
            fragment = fragment.partition(":~:")[0]  # what follows is for the browser's search, not for the page
            end, answered = self.end(target)
            known = self.pages.get(end)
            if not fragment or not known or answered.status != 200 or fragment.lower() == "top":
                continue
            if fragment.startswith(("/", "!")):
                continue  # an address within a program that runs in the page
            if fragment not in known.places and unquote(fragment) not in known.places:
                (self.fragments if end == target else self.behind_redirects).add((page, full))


def exported(workspace: Path, table: str) -> list[dict[str, str]]:
    """A table of the crawl, as any other program gets it."""
    command = [sys.executable, CLI, "export", table, "-w", workspace]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    csv.field_size_limit(10_000_000)
    return list(csv.DictReader(io.StringIO(text)))


def broken_in(links: list[dict[str, str]], walk: Walk) -> tuple[dict[str, set[str]], set[tuple[str, str, str]]]:
    """The broken addresses of the site with the pages that link there, and the broken (page, address, fragment)."""
    addresses: dict[str, set[str]] = defaultdict(set)
    fragments = set()
    for row in links:
        if row["state"] == "broken" and row["kind"] == "link" and walk.path(row["url"]):
            if row["status"] == "200":
                fragments.add((row["page_url"], row["url"], row["fragment"]))
            else:
                addresses[row["url"]].add(row["page_url"])
    return addresses, fragments


def compare(walk: Walk, workspace: Path) -> int:
    """Print figures and differences; return how many differences there are."""
    pages = {row["url"]: row for row in exported(workspace, "pages")}
    links = exported(workspace, "links")
    ours_pages = {url for url, row in pages.items() if row["status"] == "200" and row["kind"] == "page"}
    ours_broken, ours_fragments = broken_in(links, walk)
    theirs = {canonical(url): url for url in walk.pages}
    linking = {row["page_url"] for row in links}
    read_as = {walk.file(url): canonical(url) for url in walk.pages if canonical(url) in linking}

    def page_of(url: str) -> str:
        """The address under which the crawl read a page: `/` and `/index.html` are one, and were read once."""
        return read_as.get(walk.file(url), canonical(url))

    differences = 0
    files = {walk.file(url) for url in walk.pages}
    print(f"HTML pages reached: the walk {len(theirs)} ({len(files)} files), the crawl {len(ours_pages)}")
    for title, missing in (
        ("only the walk", sorted(theirs.keys() - ours_pages)),
        ("only the crawl", sorted(ours_pages - theirs.keys())),
    ):
        differences += len(missing)
        for url in missing:
            print(
                f"  page, {title}: {url} {pages.get(url, {}).get('found_by', '')} {pages.get(url, {}).get('error', '')}"
            )
    broken = {canonical(url): set(map(page_of, sources)) for url, sources in walk.broken.items()}
    own = {url: sources for url, sources in ours_broken.items() if sources & ours_pages}
    print(
        f"Broken internal addresses (pages that link there): the walk {len(broken)} "
        f"({len(set().union(*broken.values()))}), the crawl {len(own)} ({len(set().union(*own.values()))})"
    )
    for title, some in (("only the walk", broken.keys() - own.keys()), ("only the crawl", own.keys() - broken.keys())):
        for url in sorted(some):
            differences += 1
            sources = sorted(broken.get(url) or own.get(url) or ())
            print(f"  broken, {title}: {url} on {sources[0]}  [{pages.get(url, {}).get('status')}]")
    fragments = {
        (page_of(page), canonical(full.partition("#")[0]), unquote(full.partition("#")[2]))
        for page, full in walk.fragments
    }
    print(f"Broken fragments (page and link): the walk {len(fragments)}, the crawl {len(ours_fragments)}")
    print(f"  not compared, because a redirect stands between: {len(walk.behind_redirects)}")
    for title, more in (("only the walk", fragments - ours_fragments), ("only the crawl", ours_fragments - fragments)):
        for page, url, fragment in sorted(more):
            differences += 1
            print(f"  fragment, {title}: {url}#{fragment} on {page}")
    return differences


def canonical(url: str) -> str:
    """The walk's addresses in the form of RFC 3986, 6.2.2, so that both sides can be compared."""
    escaped = re.sub(r"[^\x21-\x7e]|[\"<>`{}|\\^ ]", lambda c: "".join(f"%{b:02X}" for b in c[0].encode()), url)
    return re.sub(r"%[0-9a-fA-F]{2}", lambda c: unquote(c[0]) if unquote(c[0]).isalnum() else c[0].upper(), escaped)


def start_of(root: Path, asked: str) -> str:
    """The path that a crawl begins with: as asked, else the folder itself, else its first page by name."""
    if asked or (root / "index.html").exists() or (root / "index.htm").exists():
        return asked
    pages = sorted(file.name for file in root.iterdir() if is_html(file))
    if not pages:
        sys.exit(f"{root} has no HTML file at its top: name the page to begin with, --start PATH")
    return next((name for name in pages if name.startswith("index")), pages[0])


def main() -> None:
    """Crawl, walk, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("roots", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--start", default="", metavar="PATH", help="The page to begin with.")
    asked = parser.parse_args()
    total = 0
    for root in asked.roots:
        site = Site(root)
        server = served(site)
        home = f"http://127.0.0.1:{server.server_address[1]}/"
        start = home + start_of(root, asked.start)
        print(f"{root}, from /{start.removeprefix(home)}")
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, CLI, "crawl", start, "-w", folder, "--no-external", "-q"]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            differences = compare(Walk(site, home, start), Path(folder))
        server.shutdown()
        print(f"{differences} differences\n")
        total += differences
    sys.exit(total > 0)


if __name__ == "__main__":
    main()
