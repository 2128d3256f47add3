"""Finds where a page itself says that what it is about has ended, and the newest year that a text names."""

import datetime
import re
from typing import NamedTuple

from audit.tokens import Finds, sentences_with

LANGUAGES = frozenset({"en", "cy", "fr", "de", "es"})
FIRST_YEAR = 1990
"""Nobody wrote for the web before."""
MOST = 2
"""Sentences that are quoted."""
LONGEST = 300
"""Characters; who says that something has ended says it shortly."""
_AROUND = 50
_YEAR = re.compile(
    r"(?:19|20)\d\d(?<![\w£$€#./,:-]\d{4})(?<!\d{3} \d{4})(?!(?<=2000)\s+(?:[a-z]+s|people|m²)\b)"
    r"(?![\w%€/-]|[.,:]\d|:[a-fA-F:])"
)
"""No part of a telephone number (685 2014) or of an address on the Internet (2001:db8::), and no number of things (2000
members)."""
_COPYRIGHT = re.compile(
    r"(?:copyright|©|\(c\))(?:\W++(?-i:[A-Z]\w*+|of|the|and)){0,6}\W*(?:since\s+)?(?:(?:19|20)\d\d\s*[-–]\s*)?$",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:since|seit|depuis|desde|ers|founded|established|est\.|born|gegründet|geboren|fondée?s?|née?s?|fundad[oa]s?"
    r"|nacid[oa]s?|sefydlwyd)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
"""Stands before a year from which on something has been so, and still is; nobody is founded or born twice."""
_RIGHTS = re.compile(
    r"[^\n]{0,40}\b(?:all\s+rights\s+reserved|alle\s+rechte\s+vorbehalten|tous\s+droits\s+réservés"
    r"|todos\s+los\s+derechos\s+reservados|cedwir\s+pob\s+hawl)",
    re.IGNORECASE,
)
"""Follows the year of a copyright line without the sign."""
_LAW = re.compile(
    r"\b(?:Acts?|Regulations?|Order|Rules|Bill|Directive|Measure|Law|Code|Charter|Convention|Treaty|Deddf|Rheoliadau)"
    r"(?:\s+\([^()]{1,20}\)|\s+\([^()]{1,20}\)\s+\([^()]{1,20}\))?,?(?:\s+of)?\s+\(?$"
)
"""Stands before the year that is part of a law's name: “Equality Act 2010” is in force, however old."""
_THING = (
    r"(?:page|site|web\s?site|content|article|document|guide|guidance|advice|policy|strategy|resource|tool"
    r"|toolkit|service"
    r"|app|application|platform|software|library|package|repository|product|project|pilot|trial|programme"
    r"|program|scheme"
    r"|initiative|campaign|fund|grant|award|competition|challenge|course|training|group|committee|board"
    r"|community|blog"
    r"|newsletter|database|portal|version|edition|release|standard|template|report|list|section|consultation)"
)
_DONE = (
    r"(?:archived|retired|withdrawn|discontinued|superseded|replaced|decommissioned|deprecated|dissolved|disbanded"
    r"|shut\s+down|closed\s+down|sunset(?:ted)?|phased\s+out|wound\s+(?:up|down)|terminated|abolished|abandoned"
    r"|mothballed)"
)
_NO_LONGER = (
    r"no\s+longer\s+(?:being\s+)?(?:\w+ly\s+)?(?:maintained|updated"
    r"|supported(?!\s+(?:in|by|on)\b[^.]*(?:browser|explorer))|available|active|current|offered|used|in\s+use|in\s+force"
    r"|valid|running|operat\w+|exists?|applies|relevant|funded|accepting|recommended|developed|published)"
    r"(?!\s+(?:(?:in|on)\s+(?:paper|print)|in\s+(?:Welsh|English|French|German|Spanish)|at\s+(?:the\s+)?weekends?"
    r"|on\s+\w+days?|by\s+(?:phone|telephone|post|e-?mail|fax)|as\s+an?)\b)"
)
"""But for a part of it: “on paper”, “at weekends”."""
_NOW = r"(?:now\s+|since\s+|formally\s+|officially\s+|permanently\s+|recently\s+){0,2}"
_ENGLISH = (
    (
        rf"\b(?:this|these|our)\s+(?:[\w’'-]+\s+){{0,3}}?{_THING}s?\s+"
        rf"(?:(?:has|have|had)\s+{_NOW}(?:been\s+){_NOW}{_DONE}|(?:is|are|was|were)\s+{_NOW}{_DONE}"
        rf"|(?:is|are|was|were)\s+{_NOW}{_NO_LONGER}|has\s+{_NOW}(?:ended|closed|retired)\b|{_NO_LONGER})"
    ),
    (
        r"\bthis\s+is\s+(?:an?\s+)?(?:archived|outdated|obsolete|superseded|historical|old|former)\s+"
        r"(?:page|site|website|version|copy|snapshot|document|record|material|content|information|guidance|policy)\b"
    ),
    (
        r"\b(?:this|these|the)\s+(?:[\w’'-]+\s+)?(?:pages?|site|documents?|documentation|contents?|information|articles?"
        r"|guide|guidance|material|version|archive)\s+(?:is|are|has\s+been)\s+(?:kept|provided|available|preserved|retained|left|here)\s+(?:\w+\s+)?(?:only\s+)?(?:for|as\s+an?)\s+"
        r"(?:historical|archival|archive)\s+(?:reference|purposes?|record|interest|reasons?)"
    ),
    (
        r"^(?:archived|retired|withdrawn|superseded|deprecated|obsolete|discontinued|no\s+longer\s+(?:updated"
        r"|maintained))"
        r"\b(?:\s+(?:on|in)\s+[\w\s,]{4,20}|\s+(?:content|page|document|project))[.!:]?$"
    ),
    rf"\b{_NO_LONGER.replace('being', 'be')}.{{0,40}}\bthis\s+{_THING}",
)
_OTHERS = {
    "fr": (
        (
            r"\b(?:ce(?:t(?:te)?)?|la\s+présente|le\s+présent)\s+(?:[\w’'-]+\s+){0,2}?(?:page|site|document|article"
            r"|contenu|service|outil|programme|guide|dispositif|projet)\s+"
            r"(?:n['’]est\s+plus\s+(?:disponible|accessible|actualisée?|mise?\s+à\s+jour|à\s+jour|maintenue?|actifs?"
            r"|active|valable|valide|proposée?|assurée?|utilisée?|en\s+(?:ligne|service|vigueur|cours)|d['’]actualité)\b"
            r"|n['’]existe\s+plus|a\s+été\s+(?:archivée?|retirée?|supprimée?|remplacée?|abandonnée?))"
        ),
    ),
    "de": (
        (
            r"\b(?:diese[rs]?\s+(?:\w+\s+)?(?:seite|webseite|website|dokument|artikel|angebot|dienst|projekt|programm"
            r"|werkzeug|leitfaden|inhalt)|(?:die\s+(?:web)?seite|das\s+dokument))\s+"
            r"(?:wird\s+nicht\s+mehr\s+(?:aktualisiert|gepflegt|betreut|gewartet|angeboten|unterstützt|genutzt|verwendet"
            r"|betrieben|(?:weiter|fort)geführt|weiterentwickelt)|wurde\s+(?:archiviert|eingestellt|ersetzt|beendet"
            r"|zurückgezogen)|ist\s+(?:veraltet|eingestellt|abgelöst|nicht\s+mehr\s+(?:aktuell|aktiv|verfügbar|erreichbar"
            r"|gültig|online|in\s+(?:betrieb|kraft|gebrauch))))\b"
        ),
    ),
    "es": (
        (
            r"\b(?:est[ea]|la\s+presente)\s+(?:página|sitio|documento|artículo|contenido|servicio|herramienta"
            r"|programa|guía|proyecto)\s+"
            r"(?:ya\s+no\s+(?:est[áa]\s+(?:disponible|activ[oa]|vigente|en\s+\w+)|existe|funciona|opera|es\s+válid[oa]"
            r"|se\s+(?:actualiza|mantiene|ofrece|presta|publica|usa|utiliza))"
            r"|ha\s+sido\s+(?:archivad|retirad|reemplazad|sustituid|descontinuad)[oa]"
            r"|fue\s+(?:archivad|retirad|sustituid)[oa])\b"
        ),
    ),
    "cy": (
        (
            r"\b(?:nid\s+yw['’]r|nid\s+yw\s+y)\s+(?:dudalen|ddogfen|gwasanaeth|canllaw|safle|prosiect)\s+(?:hon"
            r"|hwn)?\s*(?:ar\s+gael(?!\s+(?:yn|ar)\b)|yn\s+cael\s+ei\s+ddiweddaru)"
        ),
    ),
}
_NOT_YET = re.compile(
    r"\b(?:if|when|whenever|until|unless|once|whether|(?-i:may)|might|could|can|should|must|will|would|how\s+to|before"
    r"|after|wenn|falls"
    r"|si|cuando|quand|lorsque|sobald|example|e\.g)\b",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"^\W*(?:archived?|retired|withdrawn|superseded|deprecated|obsolete|discontinued|archivé|retiré|archiviert"
    r"|veraltet"
    r"|archivad[oa]|retirad[oa])(?:\]|\)|:|\s[-–—|])"
    r"|[\[(](?:archived?|retired|withdrawn|superseded|deprecated|obsolete|discontinued|no longer \w+|archivé|retiré"
    r"|archiviert|veraltet|archivad[oa]|retirad[oa])[\])]",
    re.IGNORECASE,
)
PATTERNS = {
    language: re.compile("|".join(_ENGLISH if language == "en" else _OTHERS[language]), re.IGNORECASE)
    for language in LANGUAGES
}
STEMS = (
    "no longer", "archiv", "retire", "withdraw", "discontinu", "supersed", "replaced", "decommission", "deprecat",
    "dissol", "disband", "shut down", "closed", "sunset", "phased", "wound", "terminat", "abol", "abandon", "mothball",
    " ended", "outdated", "obsolete", "histor", " old ", " former ", "n'est plus", "n’est plus", "n'existe plus",
    "n’existe plus", "a été", "nicht mehr", "wurde", "veraltet", "eingestellt", "abgelöst", "ya no", "ha sido", "fue ",
    "nid yw",
)  # fmt: skip
"""A sentence without any of these, in lower case, is not looked at: a plain search is a hundred times faster."""
PARTS = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(max(stem.split(), key=len)) for stem in STEMS)})")
"""The longest word of each."""


class NamedYear(NamedTuple):
    """A year and the words round it."""

    year: int
    quote: str


def ended(text: str, language: str) -> tuple[str, ...]:
    """The first sentences that say that what the page is about has ended; none in a language outside LANGUAGES.

    Left out: what is only said to be possible (“if this page is archived”), and long sentences. Wordings are ours.
    """
    main = language.partition("-")[0].lower() or "en"
    if main not in LANGUAGES:
        return ()
    found = []
    for sentence, _ in sentences_with(text, _WORTH_A_LOOK.among(text).keys()):
        if len(sentence) <= LONGEST and any(stem in sentence.lower() for stem in STEMS):
            said = PATTERNS[main].search(sentence)
            if said and not _NOT_YET.search(sentence, 0, said.end()):
                found.append(sentence)
                if len(found) == MOST:
                    break
    return tuple(found)


def _worth_a_look(token: str) -> bool:
    """Whether a token may be part of a stem."""
    return PARTS.search(token.lower()) is not None


_WORTH_A_LOOK = Finds(_worth_a_look)


def marked_as_ended(title: str) -> bool:
    """Whether a title carries a mark such as “[Archived]” or begins “Withdrawn:”.

    >>> marked_as_ended("Pool rules (withdrawn)"), marked_as_ended("How we withdrew from the pool")
    (True, False)
    """
    return _MARKED.search(title) is not None


def newest_year(text: str, today: datetime.date) -> NamedYear | None:
    """The newest year that a text names, from FIRST_YEAR to this one, where it stands first; None when it names none.

    A year still to come counts as this one: a text that looks ahead is no old one. Copyright lines do not count. Names
    of laws, and years since which something has been so, tell only that the text is no older: one that names no other
    years may well hold, and where they are the newest, nothing after them is named.
    """
    newest: re.Match[str] | None = None
    dates_itself = False
    for found in _YEAR.finditer(text):
        year = int(found[0])
        if year < FIRST_YEAR or (dates_itself and newest and year <= int(newest[0])):
            continue
        before = text[max(0, found.start() - _AROUND) : found.start()]
        if _COPYRIGHT.search(before) or _RIGHTS.match(text, found.end()):
            continue
        dates_itself = dates_itself or not (_LAW.search(before) or _SINCE.search(before))
        if newest is None or year > int(newest[0]):
            newest = found
    if newest is None or not dates_itself:
        return None
    return NamedYear(min(int(newest[0]), today.year), _around(text, newest))


def _around(text: str, found: re.Match[str]) -> str:
    """The words of the same line round a year."""
    start = text.rfind("\n", 0, found.start()) + 1
    end = text.find("\n", found.end())
    end = len(text) if end < 0 else end
    first, last = max(start, found.start() - _AROUND), min(end, found.end() + _AROUND)
    if first > start:
        first = text.find(" ", first, found.start()) + 1 or first
    if last < end:
        last = text.rfind(" ", found.end(), last) if " " in text[found.end() : last] else last
    return f"{'…' if first > start else ''}{text[first:last].strip()}{'…' if last < end else ''}"
