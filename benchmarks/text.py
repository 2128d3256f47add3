"""Main text: trafilatura, resiliparse and ours side by side on labelled pages, in one run.

    python benchmarks/text.py --site 18f=FOLDER --site apache-incubator=FOLDER … [--held-out]
    python benchmarks/text.py --texts FOLDER

benchmarks/labels/text.json names pages of real sites and says, by a selector made by hand for each template, what a
reader would call their text: what `keep` selects without what `drop` selects. Precision and recall count words. Half of
the pages were kept aside while ours was written; `--held-out` measures on those. FOLDER holds pages NAME.html, and in
NAME.txt beside each what it says: what its publisher wrote into its own data as the body, or what somebody copied out.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import fmean

import trafilatura
from resiliparse.extract.html2text import extract_plain_text
from selectolax.lexbor import LexborHTMLParser

from crawler.charset import to_utf8
from crawler.text import main_text
from crawler.walk import walk

LABELS = Path(__file__).parent / "labels" / "text.json"

Page = tuple[str, bytes, Counter[str]]
"""Name, HTML and the words that a reader would call its text."""


def ours(html: bytes) -> str:
    """The product: the walk that every page gets anyway, and the choice of lines."""
    return main_text(walk(LexborHTMLParser(to_utf8(html)), "http://127.0.0.1/"))


def all_text(html: bytes) -> str:
    """What no extractor at all would give."""
    return "\n".join(block.text for block in walk(LexborHTMLParser(to_utf8(html)), "http://127.0.0.1/").blocks)


def with_trafilatura(html: bytes) -> str:
    """Trafilatura as it comes."""
    return trafilatura.extract(html) or ""


def with_resiliparse(html: bytes) -> str:
    """Resiliparse's main content."""
    return extract_plain_text(html.decode("utf-8", "replace"), main_content=True)


def wanted(html: bytes, keep: str, drop: str) -> Counter[str]:
    """The words that a reader would call the page's text."""
    tree = LexborHTMLParser(to_utf8(html))
    for node in tree.css(f"script, style, noscript, svg, button, select, textarea{', ' + drop if drop else ''}"):
        node.decompose()
    return words("\n".join(node.text(separator=" ") for node in tree.css(keep)))


def words(text: str) -> Counter[str]:
    """Words in lower case, without the marks around them."""
    return Counter(word for part in text.lower().split() if (word := part.strip(".,;:!?()[]{}“”\"'|#*-–—›»«")))


def score(found: Counter[str], want: Counter[str]) -> tuple[float, float]:
    """Precision and recall."""
    common = (found & want).total()
    return common / found.total() if found else float(not want), common / want.total() if want else 1.0


def measure(name: str, read: Callable[[bytes], str], pages: list[Page]) -> float:
    """Print the figures of one extractor; give its CPU seconds."""
    read(pages[0][1])
    started = time.process_time()
    texts = [read(html) for _, html, _ in pages]
    seconds = time.process_time() - started
    scores = [score(words(text), want) for text, (_, _, want) in zip(texts, pages, strict=True)]
    precision, recall = fmean(p for p, _ in scores), fmean(r for _, r in scores)
    f1 = fmean(2 * p * r / (p + r) if p + r else 0 for p, r in scores)
    poor = sum(p + r == 0 or 2 * p * r / (p + r) < 0.8 for p, r in scores)
    print(
        f"  {name:22} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  pages below .8: {poor:2}"
        f"  {1000 * seconds / len(pages):7.2f} ms/page"
    )
    return seconds


def labelled(sites: dict[str, Path], *, held_out: bool) -> list[Page]:
    """The pages of the labels, with the words that belong to them."""
    pages = []
    for label in json.loads(LABELS.read_text(encoding="utf-8")):
        if label["site"] in sites and label["held_out"] == held_out:
            html = (sites[label["site"]] / label["path"]).read_bytes()
            pages.append((f"{label['site']} {label['path']}", html, wanted(html, label["keep"], label["drop"])))
    return pages


def copied_out(folder: Path) -> list[Page]:
    """The pages of a folder, each with its text beside it."""
    return [
        (file.stem, file.read_bytes(), words(file.with_suffix(".txt").read_text(encoding="utf-8")))
        for file in sorted(folder.glob("*.html"))
    ]


def main() -> None:
    """Read the command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--site", action="append", default=[], metavar="NAME=FOLDER")
    options.add_argument("--texts", type=Path, metavar="FOLDER")
    options.add_argument("--held-out", action="store_true")
    options.add_argument("--worst", action="store_true", help="name the pages with what ours reaches on each")
    chosen = options.parse_args()
    if chosen.texts:
        pages = copied_out(chosen.texts)
    else:
        sites = {name: Path(folder) for name, _, folder in (site.partition("=") for site in chosen.site)}
        pages = labelled(sites, held_out=chosen.held_out)
    if chosen.worst:
        for name, html, want in pages:
            print("{:.3f} {:.3f} {}".format(*score(words(ours(html)), want), name))
    print(f"{len(pages)} pages{', kept aside' if chosen.held_out else ''}")
    mine = measure("ours (with all links)", ours, pages)
    measure("no extraction", all_text, pages)
    for name, read in (("resiliparse", with_resiliparse), ("trafilatura", with_trafilatura)):
        print(f"    CPU, ours = 1: {measure(name, read, pages) / mine:.1f}")


if __name__ == "__main__":
    main()
