"""The labelled sites: unpacked into a temporary folder, read by our own extraction, and split in two halves by page.

Labels were made by hand by reading the pages. A page whose address has an even SHA-256 was looked at while the rules
were made; the others were kept aside until the end.
"""

import csv
import hashlib
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crawler.extract import extract
from crawler.page import Response

LABELS = Path(__file__).parent / "labels"
SITES = {"18f": "18f.tar.xz", "apache": "apache-incubator.tar.xz"}
HALVES = ("tuned", "kept aside")


def labels(name: str) -> list[dict[str, str]]:
    """The rows of one table of labels."""
    with (LABELS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def half(page: str) -> str:
    """Which half a page belongs to."""
    return HALVES[hashlib.sha256(page.encode()).digest()[0] % 2]


@contextmanager
def unpacked(site: str) -> Iterator[Path]:
    """The folder that a site's files lie in, for as long as they are needed."""
    archive = Path(os.environ["AUDIT_SHARED"]) / "corpora" / SITES[site]
    with tempfile.TemporaryDirectory() as folder, tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
        (root,) = Path(folder).iterdir()
        yield root


def texts(site: str) -> Iterator[tuple[str, str, str]]:
    """Path, main text and language of each HTML page of a site."""
    with unpacked(site) as root:
        for file in sorted(root.rglob("*.html")):
            response = Response(
                url=f"https://{site}.example/{file.relative_to(root)}",
                status=200,
                headers={"content-type": "text/html; charset=utf-8"},
                body=file.read_bytes(),
            )
            found = extract(response)
            yield str(file.relative_to(root)), found.content.text, found.page.language


def scores(name: str, right: int, wrong: int, missed: int) -> None:
    """Print precision, recall and F1 of one half."""
    precision = right / (right + wrong) if right + wrong else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    print(f"{name:24} right {right:3}  wrong {wrong:3}  missed {missed:3}  ", end="")
    print(f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
