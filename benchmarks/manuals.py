"""What editors of a manual took out between two releases: decisions to score “archive or delete” by, on guides.

    pip download --no-deps --no-binary :all: nova==17.0.13 nova==25.2.1
    python -m benchmarks.manuals nova-17.0.13.tar.gz nova-25.2.1.tar.gz doc/source /tmp/nova
    python -m benchmarks.suggestions /tmp/nova /tmp/nova/decisions.csv

Others that were scored so: cinder 11.2.2 and 20.3.2, keystone 12.0.3 and 21.0.1, neutron 11.0.8 and 20.5.0, salt
2016.11.10 and 3006.30 (doc/topics); kept aside horizon 12.0.4 and 22.2.0, ironic 9.1.7 and 20.1.3.

The older release becomes a site (the sources' reStructuredText as plain pages at the same paths, the chapters' front
pages as its menu), which is crawled. A page went (`delete`) when the newer release has none at its path and no page
that holds a third of its runs of five words, which would be a move. The sources bear no dates: every page is given one
of five years and up to three days ago, by chance, as if nobody had looked at the manual since. So age says nothing, and
the other signs are measured.
"""

import argparse
import csv
import datetime
import random
import re
import tarfile
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from html import escape
from pathlib import Path, PurePosixPath

from benchmarks.rules import crawled

MOVED = 1 / 3
"""A page is found again when this share of its runs of words is on one page of the newer release."""
RUN = 5
YEARS, DAYS, SEED = 5, 4, 20261126
"""Some days, since a day that all pages have is taken for the template's."""
SOURCE = re.compile(r"\.(?:rst|txt)$")
HEADING = re.compile(r"^(?!\.\.)(\S[^\n]*)\n([=\-~^\"'`+*#.])\2{2,}$", re.MULTILINE)
LABEL = re.compile(r"^\.\. _`?([^`:\n]+)`?:\s*$", re.MULTILINE)
ROLE = re.compile(r":(\w+):`(?:([^`<]*?)\s*<([^`>]+)>|([^`]+))`")
OUTSIDE = re.compile(r"`([^`<]+?)\s*<(https?://[^`>]+)>`__?")
SETTINGS = '[sections]\nnews = ["*/releases/*"]\nguidance = ["*"]\n'


def sources(archive: Path, folder: str) -> dict[str, str]:
    """The texts below a folder of a release, by their path in it without the ending."""
    found = {}
    with tarfile.open(archive) as packed:
        for member in packed:
            path = PurePosixPath(*PurePosixPath(member.name).parts[1:])
            if member.isfile() and path.is_relative_to(folder) and SOURCE.search(path.name):
                name = SOURCE.sub("", str(path.relative_to(folder)))
                file = packed.extractfile(member)
                if file and not name.startswith("_"):
                    found[name] = file.read().decode("utf-8", "replace")
    return found


def runs(text: str) -> set[tuple[str, ...]]:
    """The runs of five words of a text."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))}


def decisions(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each page of the older release, and what became of it."""
    pages_with: dict[tuple[str, ...], list[str]] = {}
    for name, text in new.items():
        for run in runs(text):
            pages_with.setdefault(run, []).append(name)
    for name, text in sorted(old.items()):
        own = runs(text)
        held = Counter(page for run in own for page in pages_with.get(run, ()))
        stays = name in new or max(held.values(), default=0) >= MOVED * len(own)
        yield name, "keep" if stays else "delete"


class Manual:
    """The pages of one release, and how they name each other."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        last = datetime.date.today() - datetime.timedelta(days=365 * YEARS)  # noqa: DTZ011 — as the check sees it
        chance = random.Random(SEED)
        self._changed = {name: last - datetime.timedelta(days=chance.randrange(DAYS)) for name in sorted(texts)}
        self._labels = {label.lower(): name for name, text in texts.items() for label in LABEL.findall(text)}

    def path(self, name: str) -> str:
        """Where a page stands on the site: the front page of a folder at its path."""
        folder = name.removesuffix("/index")
        return f"/{name if folder in self.texts else folder}/"

    def title(self, name: str) -> str:
        """The first heading of a page."""
        heading = HEADING.search(self.texts[name])
        return heading[1] if heading else name

    def html(self, name: str) -> str:
        """A page with the menu of the manual."""
        fronts = sorted(front for front in self.texts if front.endswith("index") and front.count("/") <= 1)
        menu = "".join(self.link(front, self.title(front)) for front in fronts)
        title = escape(self.title(name))
        body = "\n".join(self._blocks(name))
        return (
            f'<!doctype html><html lang="en"><title>{title}</title>'
            f'<meta property="article:modified_time" content="{self._changed[name]}">'
            f"<nav>{menu}</nav><main><h1>{title}</h1>{body}</main>"
        )

    def _blocks(self, name: str) -> Iterator[str]:
        for block in re.split(r"\n\s*\n", HEADING.sub(r"\n\n§\1\n\n", self.texts[name])):
            text = block.strip("\n")
            if text.startswith("§"):
                yield f"<h2>{escape(text[1:])}</h2>"
            elif text.lstrip().startswith(".. "):  # a directive or a comment
                continue
            elif entries := self._entries(name, text):
                yield f"<ul>{''.join(entries)}</ul>"
            elif text.strip():
                yield f"<p>{self._links(name, text)}</p>"

    def _entries(self, name: str, text: str) -> list[str]:
        """The lines of a block that is nothing but paths of other pages, as tables of contents are."""
        lines = text.split("\n")
        found = [self._page(name, re.sub(r".*<(.+)>$", r"\1", line.strip())) for line in lines]
        return [f"<li>{self.link(page, self.title(page))}</li>" for page in found if page] if all(found) else []

    def _links(self, name: str, text: str) -> str:
        text = OUTSIDE.sub(r'<a href="\2">\1</a>', escape(text, quote=False).replace("&lt;", "<").replace("&gt;", ">"))
        return ROLE.sub(partial(self._role, name), text)

    def _role(self, name: str, found: re.Match[str]) -> str:
        target = found[3] or found[4]
        page = self._page(name, target) if found[1] == "doc" else self._labels.get(target.lower())
        words = found[2] or (self.title(page) if page else target)
        return self.link(page, words) if page and page != name else words

    def _page(self, name: str, path: str) -> str | None:
        """The page that a path names, seen from another; None when there is none."""
        steps: list[str] = [] if path.startswith("/") else list(PurePosixPath(name).parent.parts)
        for step in SOURCE.sub("", path.strip()).split("/"):
            if step == "..":
                steps = steps[:-1]
            elif step not in ("", "."):
                steps.append(step)
        page = "/".join(steps)
        return page if page in self.texts else None

    def link(self, page: str, words: str) -> str:
        """A link to a page."""
        return f'<a href="{self.path(page)}">{escape(words)}</a>'


def main() -> None:
    """Make the site, crawl it, and write down the decisions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("older", type=Path)
    parser.add_argument("newer", type=Path)
    parser.add_argument("folder", help="of the texts in the archives, for example doc/source")
    parser.add_argument("workspace", type=Path)
    options = parser.parse_args()
    manual = Manual(sources(options.older, options.folder))
    site = options.workspace / "site"
    for name in manual.texts:
        file = site / manual.path(name).strip("/") / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(manual.html(name), encoding="utf-8")
    every = "".join(f"<li>{manual.link(name, manual.title(name))}</li>" for name in sorted(manual.texts))
    (site / "index.html").write_text(f"<title>Manual</title><main><ul>{every}</ul></main>", encoding="utf-8")
    (options.workspace / "audit.toml").write_text(SETTINGS, encoding="utf-8")
    crawled(site, options.workspace)
    decided = list(decisions(manual.texts, sources(options.newer, options.folder)))
    with (options.workspace / "decisions.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("url", "decision"), *((manual.path(name), what) for name, what in decided)])
    print(f"{len(decided)} pages, of which {sum(what == 'delete' for _, what in decided)} went.")


if __name__ == "__main__":
    main()
