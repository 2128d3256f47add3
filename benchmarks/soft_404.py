"""Soft 404s known by their words alone, without probes: precision, recall and F1 on error pages and pages about them.

    python -m benchmarks.soft_404

`labels/soft_404.csv` holds titles, headings and first words: of error pages of public repositories and of pages about
such pages, shortened, and some of our own making. `tuned` was read while the wordings were written. `kept aside` and
`last` were each collected after that and scored before they were read: precision 1.0 and recall .83 both times. What
they lacked was then put in as words of a language or a kind, so their present figures prove nothing about others.
"""

from audit.not_found import not_found
from benchmarks.corpora import labels, scores


def main() -> None:
    """Print the scores of both halves, and what was wrong."""
    rows = labels("soft_404")
    for half in ("tuned", "kept aside", "last"):
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
