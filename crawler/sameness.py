"""Learns from what was read which addresses only repeat it: parameters that change nothing, pages one folder deeper."""

from collections import Counter
from collections.abc import Iterator

from crawler.urls import root_of
from crawler.variants import Facts, same

PROOFS = 30
"""Pairs that must have shown the same page, and none two, before the rest of such addresses is left out."""
REMEMBERED = 50_000
"""Addresses with parameters that are compared."""
DEEPER = "a trap: the same pages again, each time one folder deeper"


class Sameness:
    """What pairs of addresses showed so far; an address is only left out when its page was read under another."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], Facts] = {}
        """The first page that was read of those that differ in one parameter only: (address without it, its name)."""
        self._same: Counter[str] = Counter()
        self._other: Counter[str] = Counter()

    def hear(self, page: Facts, shorter: Facts | None) -> None:
        """Take a page into account, and the one whose address lacks its first folder, where that was read."""
        if not page.text_hash:  # an empty page proves nothing
            return
        if shorter and shorter.text_hash:
            (self._same if same(page, shorter) else self._other)["/"] += 1
        for rest, name in _without_one(page.url):
            first = self._first.get((rest, name))
            if first:
                (self._same if same(page, first) else self._other)[name] += 1
            elif len(self._first) < REMEMBERED:
                self._first[rest, name] = page

    @property
    def deeper(self) -> bool:
        """Whether pages one folder deeper are known to be the same again."""
        return self._proven("/")

    def reason(self, url: str) -> str:
        """Why an address with parameters need not be asked; empty when it must."""
        if "?" in url:
            for rest, name in _without_one(url):
                if (rest, name) in self._first and self._proven(name):
                    return f"a trap: the parameter “{name}” changes nothing"
        return ""

    def _proven(self, name: str) -> bool:
        return self._same[name] >= PROOFS and not self._other[name]


def _without_one(url: str) -> Iterator[tuple[str, str]]:
    """(the address without it, its name) for each parameter of an address."""
    page, _, query = url.partition("?")
    pairs = query.split("&") if query else []
    for at, pair in enumerate(pairs):
        yield f"{page}?{'&'.join(pairs[:at] + pairs[at + 1 :])}", pair.partition("=")[0]


def one_folder_less(url: str) -> str:
    """An address without the first folder of its path; empty when it has none.

    >>> one_folder_less("https://www.example.org/news/about/contact")
    'https://www.example.org/about/contact'
    """
    root = root_of(url)
    _, slash, rest = url[len(root) :].partition("?")[0].partition("/")
    return f"{root}{url[len(root) :].partition('/')[2]}" if slash and rest else ""


def fewer_folders(url: str) -> Iterator[str]:
    """An address without the first folder of its path, without the first two, and so on."""
    while url := one_folder_less(url):
        yield url
