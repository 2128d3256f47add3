"""Finds sentences that invite to something which lasts for weeks: on a page of long ago it is over."""

import re

from audit.sentences import sentences

MOST = 3
"""So many are quoted."""
LONGEST = 400
"""Characters of a sentence that is looked at."""
_CALLS = {
    "en": (
        (
            r"\b(?:currently|now)\s+(?:recruiting|hiring|(?:accepting|taking|inviting|seeking|open\s+for)\s+(?:\w+\s+){0,2}?"
            r"(?:applications?|nominations?|registrations?|proposals|bids|comments|entries|submissions|bookings|applicants))\b"
        ),
        (
            r"\b(?:applications?|nominations?|registrations?|submissions?|entries|bookings?|bidding|consultation|competition)"
            r"\s+(?:is|are)\s+(?:now\s+)?open\b(?!\s+source)"
        ),
        r"\bnow\s+is\s+the\s+time\s+to\s+(?:apply|register|enter|vote)\b",
        r"\b(?:apply|register|rsvp|enrol|nominate)\s+(?:now|today)\b",
        r"^(?:please\s+)?(?:apply|register|rsvp|nominate)\s+(?:here|online|below)\b",
        (
            r"\b(?:register|rsvp|sign\s+up)\b[^.?!]{0,15}\b(?:for|to)\b[^.?!]{0,40}\b(?:tickets?|event|webinar|workshop|session"
            r"|livestream|talk|conference|seats?|places?|training|hackathon)\b"
        ),
        (
            r"\bto\s+(?:bid|apply|register|rsvp|attend|enter|nominate)\b[^.?!]{0,40},\s*(?:please\s+)?"
            r"(?:click|visit|e-?mail|fill|complete|send|submit|go\s+to|register|contact)\b"
        ),
        r"\bplease\s+(?:consider\s+applying|join\s+us\s+(?:on|at|this|next|tomorrow|tonight))\b",
        r"\bcome\s+to\s+our\b[^.?!]{0,40}\b(?:event|talk|meeting|session|workshop|open\s+day)\b",
        r"\b(?:look\s+forward\s+to|welcome|invite|asking\s+for)\s+your\s+(?:responses|proposals?|bids|applications?|entries)\b",
    ),
    "fr": (
        r"\bles\s+(?:inscriptions|candidatures)\s+sont\s+(?:désormais\s+)?ouvertes\b",
        r"\b(?:inscrivez-vous|postulez)\s+(?:dès\s+maintenant|maintenant|ici|vite)\b",
    ),
    "de": (
        r"\bjetzt\s+(?:anmelden|bewerben)\b",
        r"\b(?:die\s+)?(?:anmeldung|bewerbung)\s+ist\s+(?:ab\s+sofort|jetzt)\b[^.?!]{0,20}\b(?:möglich|offen|freigeschaltet)\b",
        r"\b(?:melden|bewerben)\s+sie\s+sich\s+(?:jetzt|gleich)\b",
    ),
    "es": (
        r"\b(?:inscripciones|solicitudes|candidaturas)\s+(?:ya\s+)?(?:están\s+)?abiert[oa]s\b",
        r"\b(?:inscríbete|inscríbase|regístrate|regístrese)\s+(?:ahora|aquí|ya)\b",
    ),
    "cy": (r"\b(?:gwnewch\s+gais|cofrestrwch|ymgeisiwch)\s+(?:nawr|heddiw|yma)\b",),
}
_PATTERNS = {
    language: re.compile("|".join(f"(?:{call})" for call in calls), re.IGNORECASE) for language, calls in _CALLS.items()
}
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
    pattern = _PATTERNS.get(language.partition("-")[0].lower() or "en")
    if pattern is None or not pattern.search(text):
        return ()
    found = [one for one in sentences(text) if len(one) <= LONGEST and pattern.search(one) and not _NO_CALL.search(one)]
    return tuple(found[:MOST])
