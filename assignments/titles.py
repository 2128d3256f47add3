"""How pages are called where people see them: by their own titles, without the site's name, and each told apart."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from crawler.page import Page

BETWEEN = re.compile(r"\s*\|+\s*|\s+[‹›«»·•–—:/-]+\s+|:\s+")
"""What stands between a page's own title and the name of the site."""
REPEATED = 1 / 3
"""What begins or ends so great a part of the titles is the site's, not the page's: a section is mostly less."""
FEWEST = 4
"""In fewer titles nothing can be seen to repeat."""
PARTS = 3
"""`Page – Department – Town` has two names to take off, `Town | Page` one."""
MOST_COUNTED = 5_000
"""Of more titles every second, third … is counted: what repeats across a site shows in them too."""
LONGEST_TITLE = 500
"""What is longer is no title that could be cut in two."""
LONGEST_HEADING = 80
Ends = tuple[frozenset[str], ...]


def called(pages: Iterable[Page]) -> Mapping[str, str]:
    """What to call each page, by URL: its title less what repeats across the site; empty without title and heading.

    Where the site's name is all there is of a title, the first heading takes its place. Pages of one title are told
    apart by their headings, and where these are the same too, by their paths.
    """
    pages = tuple(pages)
    headings = {page.url: " ".join(page.heading.split()) for page in pages}
    titles = {page.url: " ".join(page.title.split()) for page in pages}
    there = list(filter(None, titles.values()))
    ends = ends_of(sample(there, len(there)))
    names = {url: without_ends(title, ends) or headings[url] for url, title in titles.items()}
    namesakes = defaultdict(list)
    for url, name in names.items():
        if name:
            namesakes[name].append(url)
    for name, urls in namesakes.items():
        if len(urls) > 1:
            names |= dict(told_apart(name, {url: headings[url] for url in urls}))
    return names


def told_apart(name: str, headings: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Pages of one name with what tells them apart."""
    often = Counter(headings.values())
    for url, heading in headings.items():
        path = "/" + url.partition("://")[2].partition("/")[2]
        apart = heading and heading != name and often[heading] == 1
        yield url, f"{name} – {heading[:LONGEST_HEADING]}" if apart else f"{name} ({path})"


def sample(titles: Iterable[str], count: int) -> list[str]:
    """Of many titles every second, third …; all that there are of a few."""
    return list(islice(titles, 0, None, -(-count // MOST_COUNTED) or 1))


def ends_of(titles: Sequence[str]) -> Ends:
    """What begins or ends many of these titles, with what stands between it and the rest; a name after the other."""
    found: list[frozenset[str]] = []
    while len(found) < PARTS and (repeated := _repeated([title for title in titles if title])):
        found.append(repeated)
        titles = [_without(title, repeated) for title in titles]
    return tuple(found)


def without_ends(title: str, ends: Ends) -> str:
    """A title without what begins or ends many."""
    for repeated in ends:
        title = _without(title, repeated)
    return title


def _cuts(title: str) -> Iterator[tuple[str, str]]:
    """Each way to cut a title in two: (what would be taken off, what would be left)."""
    for between in BETWEEN.finditer(title) if len(title) <= LONGEST_TITLE else ():
        if title[: between.start()].strip():
            yield title[: between.end()].strip(), title[between.end() :].strip()
        if title[between.end() :].strip():
            yield title[between.start() :].strip(), title[: between.start()].strip()


def _repeated(titles: list[str]) -> frozenset[str]:
    """Beginnings and endings that many titles have, each with what stands between it and the rest."""
    counts = Counter(off for title in titles for off in {off for off, _ in _cuts(title)})
    enough = max(FEWEST, REPEATED * len(titles))
    return frozenset(off for off, count in counts.items() if count >= enough)


def _without(title: str, repeated: frozenset[str]) -> str:
    """A title without the longest beginning or ending that repeats."""
    return min((left for off, left in _cuts(title) if off in repeated), key=len, default=title)
