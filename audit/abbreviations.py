"""Finds abbreviations that a page uses and never explains."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from string import ascii_lowercase

from audit.language import COMMONEST
from audit.spelling import COMMON, frequency
from audit.tokens import Facts, Finds, cut, sentences_with

KNOWN = frozenset(
    re.findall(
        r"\S+",
        """
        AD AGM AIDS AM API APR ASAP ATM BA BBC BC BCE BSc BST CBE CCTV CD CE CEO CET CSS CSV CV DC DIY DNA DOC
        DOCX DVD EEA EST ET EU FAQ FM FTP GB GCSE GDP GIF GMT GP GPS HD HIV HM HMRC HTML HTTP HTTPS ID IP ISBN
        ISO IT JPEG JPG JSON KB KPI LED LGBT LLC LTD MA MB MBA MBE MP MSc NASA NATO NB NHS NVQ OBE OK OS PA PC
        PDF PhD PHP PIN PM PNG PR PS PST QR README RSS RSVP SIM SMS SQL TBA TBC TV UK UN UNESCO URL US USA USB UTC
        VAT VIP VPN WC WHO WWW XLS XLSX XML ZIP JAN FEB MAR JUN JUL AUG SEP SEPT OCT NOV DEC MON TUE WED THU FRI
        SAT SUN EUR USD AVI BMP EPUB MPEG ODS ODT PPT PPTX RTF TIFF WAV WMV CNN DHL DJ FBI CIA CPR FIFA HDTV IBM IQ
        ITV LCD NBA NFL NHL NYC SUV UEFA UPS VHS XP BBQ BMW CBS HBO HP MIT NBC PO UAE USPS CANNOT NOT AND THE ALL YOU
        MUST ONLY NO OR TO IN ON BY IF IS NEW AN AS AT BE DO GO IT OF SO UP WE MY
        ME HE
        """,
    )
)
"""Abbreviations that most readers know, and short words that are sometimes written in capitals (our own list)."""
_STATES = frozenset(
    re.findall(
        r"\w+",
        "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK "
        "OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC AB BC MB NB NL NS ON PE QC SK YT",
    )
)
"""States and provinces as the posts of North America write them; known where they end a place: “Bethesda, MD”."""
_SHORT = re.compile(r"(?<![\w@./#&=%:+~\\-])([A-Z](?:[A-Z]|&[A-Z]){1,5})(?:s|['’]s)?(?![\w@/#=+~\\&-]|\.\w)")
_ROMAN = re.compile(r"^[IVXLC]+$")
_CAPITALS = re.compile(r"[A-Z](?<![\w&].)(?:[A-Z]|&[A-Z]){1,5}")
_TIME = re.compile(r"\d(?:\s?[ap]\.?m\.?|[:.]\d\d)\s+\(?$", re.IGNORECASE)
"""Before a time zone."""
_PLACE, _PLACE_ENDS = re.compile(r"[A-Z][a-z]+, $"), re.compile(r"(?![\w-])")
"""Before and after a state."""
_SMALL_WORD = re.compile(r"[A-Za-z](?<![\w@./-].)[a-z]+(?![\w@/-]|\.\w)")
"""A word of its own that is not in capitals."""
_FORM = re.compile(r"^(.)\1{2,}$")
"""What is to be replaced by something: YYYY."""
_WORD = re.compile(r"[^\W\d_]+")
_NEAR = 21
"""Characters up to a bracket that are looked at."""
_IN_BRACKET, _BRACKET_CLOSES = re.compile(r"[a-z]{3}['’s]*\s*\(\s?$"), re.compile(r"s?\s?\)")
_MEANING_FOLLOWS = re.compile(
    r"s?\s*(?:\((?=[^)]{0,80}[a-z]{3})|[–—=:]\s+[A-Z][a-z]+\s+[A-Za-z]|stands\s+for|is\s+short\s+for)"
)
_NAME_FOLLOWS = re.compile(r"(?:s|['’]s)?(?:\s[A-Z][a-z]+|,?\s(?:Inc|LLC|Ltd|GmbH|Co|Corp|plc|PLC)\b|\s?[®™])")
"""Where letters begin a longer name, of a firm, a body, a product: “the OSI Batteries catalogue”."""
_SMALL = frozenset({"a", "an", "and", "at", "by", "de", "for", "from", "in", "of", "on", "or", "the", "to", "with"})
_NO_SMALL = dict.fromkeys(map(ord, ascii_lowercase))
_GAP = 4
"""Small words between two others that may be left out."""
_BY_CHANCE = 2
_SHORTEST_SHOUT = 3
"""A longer common word in capitals is a word: DONE, STATUS."""
_EVERYDAY = 100_000_000
"""Times in the dictionary's corpus from which on a short word in capitals is a word, too: NOW, ONE (our judgement)."""
_MOST = 100
"""Abbreviations without an explanation beside them; a text with more is a table of codes (our judgement)."""
_FEWEST_WORDS, _SMALL_SHARE = 4, 0.5
"""A sentence of prose has so many words, and such a share of them in small letters. In menus, tables, names of goods
and lines in capitals letters stand for anything: on pages of 207 organisations three of five that stood only there
needed no explanation (benchmarks/unseen.py).
"""


@dataclass(frozen=True, slots=True)
class Unexplained:
    """An abbreviation and the first sentence that uses it."""

    short: str
    sentence: str


def unexplained(text: str, known: frozenset[str] = KNOWN) -> list[Unexplained]:
    """Find abbreviations of two to six capitals that a text of one block a line never explains, each once, in order.

    Explained means: the page says “Freedom of Information (FOI)”, “FOI (Freedom of Information)”, or has somewhere a
    run of words with these initials, small words left out or not. Passed over is what stands in no sentence of prose,
    or only as the beginning of a longer name (“the OSI Batteries catalogue”); also Roman numbers, states in addresses,
    words that the text also writes in small letters, and texts with more than _MOST of them.
    """
    used = _shorts(known).among(text)
    first: dict[str, str] = {}
    for sentence, found in sentences_with(text, used.keys()):
        new = {short for token in found for short in used.get(token, ()) if short not in first}
        if new and _is_prose(sentence):
            places = [place for place in _CAPITALS.finditer(sentence) if place[0] in new]
            first.update((place[0], sentence) for place in places if not _NAME_FOLLOWS.match(sentence, place.end()))
    if not first:
        return []
    uses = _Uses(text, first.keys())
    bare = [short for short in first if not uses.is_explained(short)]
    open_ones = [] if len(bare) > _MOST else [short for short in bare if not uses.is_no_abbreviation(short)]
    if not open_ones:
        return []
    initials = _Initials(text)
    return [Unexplained(short, first[short]) for short in open_ones if not initials.spell(short)]


def _is_prose(sentence: str) -> bool:
    words = _WORD.findall(sentence)
    small = [word for word in words if word.islower()]
    return len(words) >= _FEWEST_WORDS and len(small) >= _SMALL_SHARE * len(words) and not COMMONEST.isdisjoint(small)


class _Uses:
    """Where a text uses some abbreviations; found in one go, since a text may have as many as it likes."""

    def __init__(self, text: str, shorts: AbstractSet[str]) -> None:
        self._text = text
        self._places: dict[str, list[tuple[int, int]]] = {}
        for found in _CAPITALS.finditer(text):
            if found[0] in shorts:
                self._places.setdefault(found[0], []).append(found.span())

    def is_explained(self, short: str) -> bool:
        """Whether an abbreviation stands in brackets after small letters, or is followed by what it means."""
        return any(
            _MEANING_FOLLOWS.match(self._text, end)
            or (_BRACKET_CLOSES.match(self._text, end) and self._follows(_IN_BRACKET, start))
            for start, end in self._places.get(short, ())
        )

    def is_no_abbreviation(self, short: str) -> bool:
        """Whether the letters are a time zone, a state in an address, or a name or word that the text writes small,
        too: MAGMA and Magma, EGG and egg.
        """
        places = self._places.get(short, ())
        if any(self._follows(_TIME, start) for start, _ in places):
            return True
        if len(short) <= _BY_CHANCE:
            return short in _STATES and any(
                self._follows(_PLACE, start) and _PLACE_ENDS.match(self._text, end) for start, end in places
            )
        small = (short.capitalize(), *([short.lower()] if frequency(short.lower()) else []))
        return any(form in self._text and form in self._small_words for form in small)

    @cached_property
    def _small_words(self) -> frozenset[str]:
        return frozenset(_SMALL_WORD.findall(self._text))

    def _follows(self, pattern: re.Pattern[str], start: int) -> bool:
        """Whether the letters right before a place end so."""
        return pattern.search(self._text, max(0, start - _NEAR), start) is not None


class _Initials:
    """The initials of a text's words, in order."""

    def __init__(self, text: str) -> None:
        self._tokens = tuple(chain.from_iterable(found for _, found in cut(text)))
        self._sizes = "".join(map(_SIZES.__getitem__, self._tokens))
        """Those of small words in lower case, the others' in capitals."""
        self._every, self._large = self._sizes.lower(), self._sizes.translate(_NO_SMALL).lower()

    def spell(self, short: str) -> bool:
        """Whether words with the initials of an abbreviation follow each other; small words may count or not."""
        letters = short.replace("&", "")
        forms = {letters, short.replace("&", "A")}
        if len(letters) <= _BY_CHANCE:
            found = any(form in initials for form in forms for initials in self._as_written)
        else:
            found = any(form.lower() in initials for form in forms for initials in (self._every, self._large))
        return found or (len(short) > _BY_CHANCE and _with_gaps(letters).search(self._sizes) is not None)

    @cached_property
    def _as_written(self) -> tuple[str, str]:
        """The same of every word and of those that are not small, in the case that they are written in: two small
        letters follow each other by chance.
        """
        every, large = zip(*map(_AS_WRITTEN.__getitem__, self._tokens), strict=True)
        return "".join(every), "".join(large)


@lru_cache(maxsize=4)
def _shorts(known: frozenset[str]) -> Finds[tuple[str, ...]]:
    """What may be unknown abbreviations in a token: neither Roman numbers nor common words in capitals."""

    def in_token(token: str) -> tuple[str, ...]:
        shorts = () if token.islower() else _SHORT.findall(token)
        return tuple(short for short in shorts if short not in known and not _is_word_or_number(short))

    return Finds(in_token)


def _is_word_or_number(capitals: str) -> bool:
    if _ROMAN.match(capitals) or _FORM.match(capitals):
        return True
    least = COMMON if len(capitals) > _SHORTEST_SHOUT else _EVERYDAY
    return len(capitals) >= _SHORTEST_SHOUT and frequency(capitals.lower()) >= least


def _sizes(token: str) -> str:
    """The initials of a token's words: of small words in lower case, of others in capitals."""
    return "".join(word[0].lower() if word.lower() in _SMALL else word[0].upper() for word in _WORD.findall(token))


def _as_written(token: str) -> tuple[str, str]:
    """The same as they are written, of all words and of those that are not small."""
    words = _WORD.findall(token)
    return "".join(word[0] for word in words), "".join(word[0] for word in words if word.lower() not in _SMALL)


_SIZES, _AS_WRITTEN = Facts(_sizes), Facts(_as_written)


@lru_cache(maxsize=10_000)
def _with_gaps(letters: str) -> re.Pattern[str]:
    """Initials between which small words may stand and count or not: the O of DOI, Department of the Interior.

    The next small word that begins right is taken, or the next large one, and no other is tried: what a later one leads
    to, this one leads to as well.
    """
    more = (rf"(?:(?>[a-z]{{0,{_GAP}}}?{letter.lower()})|[a-z]{{0,{_GAP}}}+{letter})" for letter in letters[1:])
    return re.compile(f"[{letters[0]}{letters[0].lower()}]{''.join(more)}")
