"""Near copies of the kinds that happen, planted among the pages of manuals; precision, recall and F1 of pages.

    python -m benchmarks.copies [--seed 77]

The manuals are Debian packages; one that is not installed is named and left out. Of half of the pages of a manual (at
most 200) a copy is planted: words changed here and there, a paragraph taken out, put in or moved, years and a name
exchanged, a print version, two sentences rewritten (to be found, with the page that was copied); a third of the words
or of the paragraphs exchanged, the first half alone (not to be found). No threshold was chosen by these manuals.
"""

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from audit.near_duplicates import clusters
from audit.shingles import numbered
from benchmarks.corpora import scores
from crawler.extract import extract
from crawler.page import Response

MANUALS = {
    "exim4-doc-html": "/usr/share/doc/exim4-doc-html/spec_html",
    "apache2-doc": "/usr/share/doc/apache2-doc/manual/en",
    "python3-doc": "/usr/share/doc/python3/html",
    "git-doc": "/usr/share/doc/git/html",
    "postgresql-doc-15": "/usr/share/doc/postgresql-doc-15/html",
}
MOST = 200
SHORTEST = 80
"""Words of the pages that are copied."""
Change = Callable[[list[str], list[str], random.Random], list[str]]
"""What becomes of a page's lines; the second lines are those of some other page."""


def reworded(share: tuple[float, float]) -> Change:
    """Words here and there exchanged for others."""

    def change(lines: list[str], other: list[str], chance: random.Random) -> list[str]:
        words = [line.split() for line in lines]
        places = [(row, column) for row, line in enumerate(words) for column in range(len(line))]
        vocabulary = " ".join(other).split() or ["other"]
        for row, column in chance.sample(places, max(1, round(chance.uniform(*share) * len(places)))):
            words[row][column] = chance.choice(vocabulary)
        return [" ".join(line) for line in words]

    return change


def small(lines: Sequence[str], whole: Sequence[str], chance: random.Random) -> str:
    """One line of at most a twelfth of the words of a whole page; empty when there is none."""
    most = len(" ".join(whole).split()) // 12
    return chance.choice([line for line in lines if 3 <= len(line.split()) <= most] or [""])


def cut(lines: list[str], _: list[str], chance: random.Random) -> list[str]:
    """A paragraph taken out."""
    gone = small(lines, lines, chance)
    return [line for line in lines if line != gone]


def added(lines: list[str], other: list[str], chance: random.Random) -> list[str]:
    """A paragraph put in."""
    place = chance.randrange(len(lines) + 1)
    return [*lines[:place], small(other, lines, chance), *lines[place:]]


def moved(lines: list[str], other: list[str], chance: random.Random) -> list[str]:
    """A paragraph put elsewhere."""
    line = small(lines, lines, chance)
    return added([one for one in lines if one != line], [line], chance) if line else added(lines, other, chance)


def renamed(lines: list[str], _: list[str], __: random.Random) -> list[str]:
    """Another year, another name."""
    text = re.sub(r"\b(?:19|20)\d\d\b", lambda year: str(int(year[0]) + 1), "\n".join(lines))
    names = Counter(re.findall(r"\b[A-Z][a-z]{3,}\b", text)).most_common()
    rare = [name for name, times in names if times <= len(text.split()) / 33]
    return (text.replace(rare[0], "Exampleton") if rare else text).splitlines()


def printed(lines: list[str], _: list[str], __: random.Random) -> list[str]:
    """A version to be printed."""
    return ["Print this page", *lines, "Printed from the website of the town hall, page 1 of 2"]


def rewritten(lines: list[str], _: list[str], chance: random.Random) -> list[str]:
    """Two sentences told in other words."""
    changed = {small(lines, lines, chance), small(lines, lines, chance)} - {""}
    return [" ".join(sorted(line.split())[: -(len(line.split()) // 3) or None]) for line in changed] + [
        line for line in lines if line not in changed
    ]


def exchanged(lines: list[str], other: list[str], chance: random.Random) -> list[str]:
    """A good third of the paragraphs exchanged."""
    words, done, result = len(" ".join(lines).split()), 0, list(lines)
    for place in chance.sample(range(len(lines)), len(lines)):
        if done > words / 3:
            break
        done += len(lines[place].split())
        result[place] = chance.choice(other)
    return result


def begun(lines: list[str], _: list[str], __: random.Random) -> list[str]:
    """The first half alone."""
    return " ".join(lines).split()[: len(" ".join(lines).split()) // 2]


ALIKE: tuple[Change, ...] = (reworded((0.01, 0.07)), cut, added, moved, renamed, printed, rewritten)
UNLIKE: tuple[Change, ...] = (reworded((0.2, 0.4)), exchanged, begun)


def texts(root: Path) -> dict[str, str]:
    """The main text of each page, by its path; of equal texts one."""
    found: dict[str, str] = {}
    for file in sorted(root.rglob("*.html")):
        url = f"https://www.example.org/{file.relative_to(root)}"
        headers = {"content-type": "text/html; charset=utf-8"}
        text = extract(Response(url=url, status=200, headers=headers, body=file.read_bytes())).content.text
        found.setdefault(text, str(file.relative_to(root)))
    return {path: text for text, path in found.items()}


def measured(manual: str, pages: dict[str, str], seed: int) -> tuple[int, int, int]:
    """Pages found rightly, found wrongly and missed."""
    chance = random.Random(f"{manual} {seed}")
    alone = {member.key for cluster in clusters(numbered(pages.items())) for member in cluster.members}
    chosen = [path for path, text in pages.items() if path not in alone and len(text.split()) >= SHORTEST]
    wanted: dict[str, bool] = {}
    planted: dict[str, str] = {}
    for number, path in enumerate(chance.sample(chosen, min(MOST, len(chosen) // 2))):
        change = (ALIKE + UNLIKE)[number % len(ALIKE + UNLIKE)]
        copy = "\n".join(change(pages[path].splitlines(), pages[chance.choice(chosen)].splitlines(), chance))
        planted[f"{path} (copy)"] = copy
        wanted[path] = wanted[f"{path} (copy)"] = change in ALIKE
    found = {
        member.key for cluster in clusters(numbered([*pages.items(), *planted.items()])) for member in cluster.members
    }
    named = {path for path, alike in wanted.items() if alike}
    return len(found & named), len(found - named - alone), len(named - found)


def main() -> None:
    """Plant, find, count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=77, help="which pages are copied, and how")
    seed = parser.parse_args().seed
    total = [0, 0, 0]
    for package, folder in MANUALS.items():
        if not Path(folder).is_dir():
            print(f"Left out, because it is not installed: {package}.")
            continue
        counts = measured(package, texts(Path(folder)), seed)
        scores(package, *counts)
        total = [one + more for one, more in zip(total, counts, strict=True)]
    scores("together", *total)


if __name__ == "__main__":
    main()
