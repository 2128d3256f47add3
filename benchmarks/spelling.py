"""Spelling: precision and recall on labelled words of real pages, and seconds.

    AUDIT_SHARED=FOLDER python -m benchmarks.spelling

Labelled are the slips of the pen that reading all unknown words of the two sites brought to light, and right words
that are easily taken for slips. A word that is found and not labelled counts as wrong.
"""

import time
from collections import Counter

from audit.spelling import long_words, misspellings, site_words
from benchmarks.corpora import HALVES, SITES, half, labels, scores, texts


def main() -> None:
    """Print the figures of both halves."""
    rows = labels("spelling")
    where = {(row["site"], row["word"]): half(f"{row['site']}/{row['page']}") for row in rows}
    wanted = {(row["site"], row["word"]) for row in rows if row["label"] == "yes"}
    found: dict[tuple[str, str], str] = {}
    seconds, words = 0.0, 0
    for site in SITES:
        pages = list(texts(site))
        started = time.process_time()
        learnt = site_words(Counter(word for _, text, _ in pages for word in long_words(text)))
        for path, text, language in pages:
            for find in misspellings(text, language, learnt) or ():
                found.setdefault((site, find.word), half(f"{site}/{path}"))
        seconds += time.process_time() - started
        words += sum(len(text.split()) for _, text, _ in pages)
    for name in HALVES:
        want = {key for key in wanted if where[key] == name}
        got = {key for key, its in found.items() if where.get(key, its) == name}
        scores(f"words, {name}", len(got & want), len(got - want), len(want - got))
        print(f"    wrong: {', '.join(word for _, word in sorted(got - want))}")
        print(f"    missed: {', '.join(word for _, word in sorted(want - got))}")
    print(f"{1000 * seconds / words * 500:.3f} CPU ms for 500 words, learning and loading included")


if __name__ == "__main__":
    main()
