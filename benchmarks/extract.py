"""Extraction side by side with BeautifulSoup and trafilatura on the same pages, in one run: CPU a page, as ratios.

    python benchmarks/extract.py FOLDER…

The folders hold HTML files, such as those of Debian's packages postgresql-doc-15 and openjdk-17-doc.

Ours gives every fact of the inventory (links with kind and place, main text, dates, headings, anchors, images …);
BeautifulSoup gives only what it must to be compared: title, language, headings, links with text, text and its words;
trafilatura only the main text. At the end stands one hostile page: 5 MB that nest without end.
"""

import argparse
import random
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import trafilatura
from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning

from crawler.extract import extract
from crawler.page import Extract, Response

warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
PAGES = 200
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]


def ours(response: Response) -> Extract:
    """All facts."""
    return extract(response)


def beautiful_soup(response: Response) -> object:
    """The least that an inventory needs."""
    soup = BeautifulSoup(response.body, "lxml")
    for element in soup(["script", "style"]):
        element.decompose()
    links = [
        (urljoin(response.url, str(a["href"])), a.get_text(" ", strip=True)) for a in soup.find_all("a", href=True)
    ]
    text = soup.get_text(" ", strip=True)
    headings = [heading.get_text(" ", strip=True) for heading in soup.find_all(HEADINGS)]
    return soup.title, links, headings, len(text.split())


def with_trafilatura(response: Response) -> object:
    """The main text alone."""
    return trafilatura.extract(response.body)


def cpu(read: Callable[[Response], object], responses: list[Response], rounds: int) -> float:
    """CPU seconds a page: the best of several rounds, since others use the machine too."""
    best = float("inf")
    for _ in range(rounds):
        started = time.process_time()
        for response in responses:
            read(response)
        best = min(best, time.process_time() - started)
    return best / len(responses)


def compare(folder: Path) -> None:
    """Measure all on a sample of one folder."""
    files = sorted(folder.rglob("*.html"))
    sample = random.Random(1).sample(files, min(PAGES, len(files)))
    responses = [
        Response(
            url=f"http://127.0.0.1/{file.relative_to(folder).as_posix()}",
            status=200,
            headers={"content-type": "text/html"},
            body=file.read_bytes(),
        )
        for file in sample
    ]
    links = sum(len(extract(response).links) for response in responses) / len(responses)
    size = sum(len(response.body) for response in responses) / len(responses)
    print(f"{folder.name}: {len(responses)} pages, {size / 1000:.0f} kB and {links:.0f} links a page")
    mine = cpu(ours, responses, 5)
    print(f"  ours           {1000 * mine:7.2f} ms/page")
    for name, read in (("BeautifulSoup", beautiful_soup), ("trafilatura", with_trafilatura)):
        theirs = cpu(read, responses, 1)
        print(f"  {name:14} {1000 * theirs:7.2f} ms/page   {theirs / mine:5.1f} times ours")


def hostile() -> None:
    """One page made to hurt."""
    page = b"<div><p>some text <a href=x>y</a>" * 150_000
    response = Response(url="http://127.0.0.1/", status=200, headers={"content-type": "text/html"}, body=page)
    print(f"one page of {len(page) / 1e6:.1f} MB, nested without end: {cpu(ours, [response], 1):.2f} s")


def main() -> None:
    """Read the command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folders", nargs="+", type=Path)
    for folder in options.parse_args().folders:
        compare(folder)
    hostile()


if __name__ == "__main__":
    main()
