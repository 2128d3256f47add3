"""Reads the texts of a whole site once, for all that compares them with each other or counts their words."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from audit.shingles import Words, word_hashes
from audit.spelling import long_words


@dataclass(frozen=True, slots=True)
class AllTexts:
    """What is kept of the texts: four bytes a word, and how often the site uses which."""

    numbered: Mapping[str, Words]
    """The words of each text as numbers, by its URL."""
    pages: Mapping[str, int]
    """On how many pages each long word stands."""

    def of(self, urls: Container[str]) -> Iterator[tuple[str, Words]]:
        """The words of some texts, in the order in which they were read."""
        return ((url, words) for url, words in self.numbered.items() if url in urls)


def all_texts(texts: Iterable[tuple[str, str]]) -> AllTexts:
    """Read (URL, text) pairs."""
    numbered: dict[str, Words] = {}
    pages: Counter[str] = Counter()
    for url, text in texts:
        numbered[url] = word_hashes(text)
        pages.update(long_words(text))
    return AllTexts(numbered, pages)
