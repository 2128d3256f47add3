"""Soft 404s known by their words alone, without probes: precision, recall and F1 on error pages and pages about them.

    python -m benchmarks.soft_404

`labels/soft_404.csv` holds titles, headings and first words: of error pages of public repositories and of pages about
such pages, shortened, and some of our own making. `tuned` was read while the wordings were written. Every other part
was collected after that, without a look at the wordings, and scored before anything was mended by it. F1 at first
sight: `kept aside` .91, `last` .91, `first fresh` .88, `second fresh` .89, `third fresh` .75 (harsh),
`fourth fresh` .81 (with articles about error pages cut down to a paragraph), `fifth fresh` .91 (all of real pages and
templates, none of our own making: precision .97, recall .86). Each was then used to mend by, so what is
printed proves nothing about others.
"""

from audit.not_found import not_found
from benchmarks.corpora import labels, scores


def main() -> None:
    """Print the scores of both halves, and what was wrong."""
    rows = labels("soft_404")
    for half in dict.fromkeys(row["half"] for row in rows):
        here = [row for row in rows if row["half"] == half]
        said = [not_found(row["title"], row["heading"], row["text"], len(row["text"].split())) for row in here]
        wanted = [row["label"] == "yes" for row in here]
        right = sum(bool(words) and want for words, want in zip(said, wanted, strict=True))
        scores(half, right, sum(map(bool, said)) - right, sum(wanted) - right)
        for row, words, want in zip(here, said, wanted, strict=True):
            if bool(words) != want:
                print(f"    {'missed' if want else 'wrong'}: {row['title']} | {row['heading']} | {row['text'][:80]!r}")


if __name__ == "__main__":
    main()
