"""Finds sentences that invite to something which lasts for weeks: on a page of long ago it is over."""

import re

from audit.tokens import Finds, sentences_with

MOST = 3
"""So many are quoted."""
LONGEST = 400
"""Characters of a sentence that is looked at."""
_CALLS = {
    "en": (
        (
            r"(?:currently|now)\s+(?:recruiting|hiring|(?:accepting|taking|inviting|seeking|open\s+for)\s+(?:\w+\s+){0,2}?"
            r"(?:applications?|nominations?|registrations?|proposals|bids|comments|entries|submissions|bookings|applicants))\b"
        ),
        (
            r"(?:applications?|nominations?|registrations?|submissions?|entries|bookings?|bidding|consultation|competition)"
            r"\s+(?:is|are)\s+(?:now\s+)?open\b(?!\s+source)"
        ),
        r"now\s+is\s+the\s+time\s+to\s+(?:apply|register|enter|vote)\b",
        r"(?:apply|register|rsvp|enrol|nominate)\s+(?:now|today)\b",
        (
            r"(?:register|rsvp|sign\s+up)\b[^.?!]{0,15}\b(?:for|to)\b[^.?!]{0,40}\b(?:tickets?|event|webinar|workshop|session"
            r"|livestream|talk|conference|seats?|places?|training|hackathon)\b"
        ),
        (
            r"to\s+(?:bid|apply|register|rsvp|attend|enter|nominate)\b[^.?!]{0,40},\s*(?:please\s+)?"
            r"(?:click|visit|e-?mail|fill|complete|send|submit|go\s+to|register|contact)\b"
        ),
        r"please\s+(?:consider\s+applying|join\s+us\s+(?:on|at|this|next|tomorrow|tonight))\b",
        r"come\s+to\s+our\b[^.?!]{0,40}\b(?:event|talk|meeting|session|workshop|open\s+day)\b",
        r"(?:look\s+forward\s+to|welcome|invite|asking\s+for)\s+your\s+(?:responses|proposals?|bids|applications?|entries)\b",
    ),
    "fr": (
        r"les\s+(?:inscriptions|candidatures)\s+sont\s+(?:désormais\s+)?ouvertes\b",
        r"(?:inscrivez-vous|postulez)\s+(?:dès\s+maintenant|maintenant|ici|vite)\b",
    ),
    "de": (
        r"jetzt\s+(?:anmelden|bewerben)\b",
        r"(?:die\s+)?(?:anmeldung|bewerbung)\s+ist\s+(?:ab\s+sofort|jetzt)\b[^.?!]{0,20}\b(?:möglich|offen|freigeschaltet)\b",
        r"(?:melden|bewerben)\s+sie\s+sich\s+(?:jetzt|gleich)\b",
    ),
    "es": (
        r"(?:inscripciones|solicitudes|candidaturas)\s+(?:ya\s+)?(?:están\s+)?abiert[oa]s\b",
        r"(?:inscríbete|inscríbase|regístrate|regístrese)\s+(?:ahora|aquí|ya)\b",
    ),
    "cy": (r"(?:gwnewch\s+gais|cofrestrwch|ymgeisiwch)\s+(?:nawr|heddiw|yma)\b",),
}
PATTERNS = {language: re.compile(rf"\b(?:{'|'.join(calls)})") for language, calls in _CALLS.items()}
"""For texts in lower case; each looks once for the beginning of a word, in a tenth of the time that many looks take."""
PARTS = re.compile(
    r"\b(?:now|currently|open|apply|register|rsvp|enrol|nominate|sign|bid|attend|enter|join|come|forward|welcome|invite"
    r"|asking|inscri|candidatur|postulez|anmeld|melden|bewerb|solicitudes|inscríb|regístr|gwnewch|cofrestrwch|ymgeisiwch)"
)
"""The beginnings of words of which every call has one: a sentence without them is not looked at."""
_AT_BEGINNING = {"en": re.compile(r"(?:please\s+)?(?:apply|register|rsvp|nominate)\s+(?:here|online|below)\b")}
"""Of a sentence."""
_NO_CALL = re.compile(
    r"\b(?:newsletters?|mailing\s+list|updates|e-?mail\s+alerts?|was|were|had|announced|said|if|when|once|would|lettre"
    r"\s+d['’]information|boletín|cylchlythyr)\b",
    re.IGNORECASE,
)
"""What is offered for good, told of the past or tied to a condition."""


def open_calls(text: str, language: str) -> tuple[str, ...]:
    """The first sentences of a text of one block a line that invite to apply, register or come; ours are the wordings.

    An empty `language` is read as English; in a language without wordings there are none.
    """
    language = language.partition("-")[0].lower() or "en"
    pattern, beginning = PATTERNS.get(language), _AT_BEGINNING.get(language)
    if pattern is None:
        return ()
    found = [
        one
        for one, _ in sentences_with(text, _WORTH_A_LOOK.among(text).keys())
        if len(one) <= LONGEST
        and (pattern.search(one.lower()) or (beginning and beginning.match(one.lower())))
        and not _NO_CALL.search(one)
    ]
    return tuple(found[:MOST])


def _worth_a_look(token: str) -> bool:
    """Whether a token may be part of a call."""
    return PARTS.search(token.lower()) is not None


_WORTH_A_LOOK = Finds(_worth_a_look)
