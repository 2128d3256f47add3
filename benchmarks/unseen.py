"""Rules that judge words, on pages of some hundred organisations that nobody had looked at before.

    pip download --no-deps --no-binary :all: formasaurus==0.10.0
    python -m benchmarks.unseen formasaurus-0.10.0.tar.gz

Passed dates: 263 texts of 146 organisations' pages (councils, universities, societies, hospitals, parks; most in
English), retold with other names and things, and judged before the rule was asked. Halves A and B by the organisation.
When first scored, A had 20 right, none wrong and 22 missed, B 24, 2 and 18. Then the wordings were mended by A, which
changed nothing in B, and then by B. C was gathered after the first mending, and nothing was mended by it: it has 31
right, 2 wrong and 24 missed.

Abbreviations and slips of the pen: every one that was found on the pages of 207 organisations and firms that
formasaurus keeps (2014 to 2016, MIT; up to three of each), judged one by one. Halves by the organisation, too. When
first scored, 60 of 164 abbreviations were right in A and 60 of 160 in B; mended by A, 59 of 113 in B. Then brackets
with a space in them, Canada's provinces and a few well-known names were mended by B. Since then letters count in
sentences of prose only, and not where they begin a longer name: 68 of 90 in both halves, which had been looked at by
then, and 23 of 41 on pages of 95 hosts that are not in the labels (forums and goods from the same archive, news from
newspaper4k 0.9.6), where 142 were found before. All 22 slips were right when first scored. What is found beyond the
labels counts as wrong; missed are right ones that the rule named once.

What `audit crawl --from-warc` noticed on the same pages is judged in `labels/unseen_findings.csv`.
"""

import argparse
import datetime
import tarfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from audit.abbreviations import KNOWN, unexplained
from audit.language import language_read
from audit.passed_dates import passed
from audit.spelling import long_words, misspellings, site_words
from benchmarks.corpora import labels, scores
from crawler.extract import extract
from crawler.page import Response

TODAY = datetime.date(2026, 6, 1)
PAGES = "formasaurus/data/html/"

Found = tuple[str, str, str]
"""Organisation, rule and word."""


def sentences() -> None:
    """Passed dates on the retold sentences."""
    rows = labels("passed_dates_unseen")
    for half in sorted({row["half"] for row in rows}):
        counts: Counter[tuple[bool, bool]] = Counter()
        for row in rows:
            if row["half"] == half:
                written = datetime.date.fromisoformat(row["written"]) if row["written"] else None
                found = bool(passed(row["text"], row["language"], TODAY, written))
                counts[found, row["label"] == "yes"] += 1
        scores(f"passed dates, {half}", counts[True, True], counts[True, False], counts[False, True])


def pages(archive: Path, wanted: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """Text and language of the wanted pages, by organisation; `wanted` has the organisation of each."""
    found: dict[str, list[tuple[str, str]]] = {}
    with tarfile.open(archive) as packed:
        for member in packed:
            name = member.name.partition(PAGES)[2]
            file = packed.extractfile(member) if name in wanted else None
            if file:
                url = f"https://{wanted[name]}/{name}"
                headers = {"content-type": "text/html; charset=utf-8"}
                seen = extract(Response(url=url, status=200, headers=headers, body=file.read()))
                found.setdefault(wanted[name], []).append((seen.content.text, seen.page.language))
    return found


def words(archive: Path) -> None:
    """Abbreviations and slips, each once for an organisation."""
    rows = labels("unseen_words")
    organisations = {row["page"]: row["organisation"] for row in rows}
    half_of = {row["organisation"]: row["half"] for row in rows}
    right = {(row["organisation"], row["rule"], row["word"]) for row in rows if row["label"] == "yes"}
    got: set[Found] = set()
    for organisation, its in pages(archive, organisations).items():
        learnt = site_words(Counter(word for text, _ in its for word in long_words(text)))
        known = KNOWN | {label.upper() for label in organisation.split(".")}
        site_language = next((language for _, language in its if language), "")
        for text, own_language in its:
            language = own_language or site_language
            if language[:2].lower() in ("", "en") and language_read(text) == "en":
                slips = misspellings(text, language, learnt) or ()
                got |= {(organisation, "misspelling", one.word) for one in slips}
                got |= {(organisation, "unexplained-abbreviation", one.short) for one in unexplained(text, known)}
    for rule in ("misspelling", "unexplained-abbreviation"):
        for half in ("A", "B"):
            here = {one for one in got if one[1] == rule and half_of[one[0]] == half}
            wanted = {one for one in right if one[1] == rule and half_of[one[0]] == half}
            scores(f"{rule}, {half}", len(here & wanted), len(here - wanted), len(wanted - here))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Scores the rules that judge words on pages nobody had looked at.")
    parser.add_argument("archive", type=Path, help="formasaurus-0.10.0.tar.gz")
    sentences()
    words(parser.parse_args().archive)
