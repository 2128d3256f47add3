"""Soft 404s known by their words alone, without probes: precision, recall and F1 on error pages and pages about them.

    python -m benchmarks.soft_404           # by the points that audit/not_found.py has
    python -m benchmarks.soft_404 --fit     # each part by points from all other parts; then those from all of them

`labels/soft_404.csv` holds titles, headings and first words: of error pages of public repositories and of pages about
such pages, shortened, and some of our own making. `tuned` was read while the first wordings were written. Every other
part was collected after that, without a look at the words, and scored before anything was mended by it.

F1 at first sight, while the wordings of errors were listed: `kept aside` .91, `last` .91, `first fresh` .88,
`second fresh` .89, `third fresh` .75, `fourth fresh` .81, `fifth fresh` .91, `sixth fresh` .77. Since sentences are
put together from words and weighed: `seventh fresh` .90 (the lists: .81), `eighth fresh` .91 (.85), `ninth fresh` .92
(.80), `tenth fresh` .93 (.81), `eleventh fresh` .96 (.80), `twelfth fresh` .91 (.80), `thirteenth fresh` .92 (.78),
`fourteenth fresh` .91 (.70), `fifteenth fresh` .89, `sixteenth fresh` .98; since empty lists and the reader's own
things count for nothing: `seventeenth fresh` .93, `eighteenth fresh` .91, `nineteenth fresh` .85. From the fifteenth on
all was taken that repositories and pages held, found by language or kind of template, jokes and half sentences too, but
for what an earlier set had word for word. Most of the nineteenth are pages of people, of which every eighth says
nothing by which a reader would know it (“NOPE. Go back.”).
Each was then used to mend by, so what is printed without `--fit` proves nothing about others. With `--fit` the points
come from other parts than those that are scored, but the words were chosen with all of them in sight.
"""

import sys

import numpy as np

from audit.not_found import POINTS, not_found, weigh
from benchmarks.corpora import labels, scores

ROUNDS = 30
"""Of Newton's method; it stands still after ten."""
RESTRAINT = 1.0
"""How strongly points are held near to nothing (the ridge of the regression)."""


def main() -> None:
    """Print the scores of every part, and what was wrong."""
    rows = labels("soft_404")
    if "--fit" in sys.argv:
        fit(rows)
        return
    for half in dict.fromkeys(row["half"] for row in rows):
        here = [row for row in rows if row["half"] == half]
        judged(half, here, [bool(not_found(*words(row))) for row in here])


def words(row: dict[str, str]) -> tuple[str, str, str, int]:
    """What a page of the table says, as the rule is told it."""
    return row["title"], row["heading"], row["text"], len(row["text"].split())


def judged(half: str, rows: list[dict[str, str]], said: list[bool]) -> None:
    """Print how many were right, and which were not."""
    wanted = [row["label"] == "yes" for row in rows]
    right = sum(one and want for one, want in zip(said, wanted, strict=True))
    scores(half, right, sum(said) - right, sum(wanted) - right)
    for row, one, want in zip(rows, said, wanted, strict=True):
        if one != want:
            print(f"    {'missed' if want else 'wrong'}: {row['title']} | {row['heading']} | {row['text'][:80]!r}")


def fit(rows: list[dict[str, str]]) -> None:
    """Score every part by the points that the others give, and print the points that all of them give."""
    weighed = [weigh(*words(row)) for row in rows]
    claims = np.array([bool(said) for _, said in weighed])
    facts = np.array([[1.0, *(float(found.get(name, 0)) for name in POINTS)] for found, _ in weighed])
    wanted = np.array([row["label"] == "yes" for row in rows])
    halves = np.array([row["half"] for row in rows])
    said = np.zeros(len(rows), dtype=bool)
    for half in dict.fromkeys(halves):
        others, here = (halves != half) & claims, halves == half
        said[here] = (facts[here] @ regression(facts[others], wanted[others]) > 0) & claims[here]
        judged(half, [row for row in rows if row["half"] == half], said[here].tolist())
    right = int((said & wanted).sum())
    scores("all parts", right, int(said.sum()) - right, int(wanted.sum()) - right)
    points = regression(facts[claims], wanted[claims])
    found = {name: round(float(one), 1) for name, one in zip(POINTS, points[1:], strict=True)}
    print(found, "enough", round(-float(points[0]), 1))


def regression(facts: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Logistic regression with a ridge, by Newton's method: what all pages have, then the points of each fact."""
    ridge = np.diag([0.0, *[RESTRAINT] * (facts.shape[1] - 1)])
    points = np.zeros(facts.shape[1])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-facts @ points))
        slope = facts.T @ (wanted - chance) - ridge @ points
        curve = (facts * (chance * (1 - chance))[:, None]).T @ facts + ridge
        points = points + np.linalg.solve(curve, slope)
    return points


if __name__ == "__main__":
    main()
