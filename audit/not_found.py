"""Recognises a page that says of itself that it is not there, by its title, its heading and its first words."""

import re

from audit.groups import plain

SHORT = 100
"""A page of more words must also say it to the reader, not in its title alone: it may be about such pages."""
LONG = 600
"""Error pages with a search, a menu and advice have up to so many words (our judgement); longer ones are articles."""
BARE = 60
"""A page of so few words that excuses itself to the reader needs no telling title."""
FIRST_WORDS = 90
"""Who excuses themselves does it at once."""

_THING = (
    r"(?:the |this |that |your |our )?(?:requested |web )?(?:page|file|document|content|resource|url|address"
    r"|(?:short )?link)"
    r"(?: (?:that )?you(?:re| are| were| have|ve)? ?(?:looking for|requested|want|wanted|asked for|trying to \w+))?"
)
_GONE = (
    r"(?:not found|(?:was|is|were|could|can) ?not (?:be )?found|(?:was|is|could|ca)nt (?:be )?found|cannot be found"
    r"|no longer exists|no longer (?:here|available)|does not exist|doesnt exist|not available|isnt (?:here"
    r"|available)"
    r"|is (?:no longer|not) (?:here|available)|is missing|is gone|missing|unavailable|is unavailable"
    r"|has gone missing)"
)
_ELSEWHERE = {
    "de": (
        "seite|webseite|dokument|datei|adresse|url|inhalt",
        (
            "nicht (?:mehr )?(?:gefunden|auffindbar|vorhanden|verfügbar|erreichbar|gültig|existent)(?: werden)?"
            "|existiert (?:leider )?nicht(?: mehr)?|gibt es (?:leider )?nicht(?: mehr)?|fehlt"
            "|(?:wurde )?(?:verschoben|gelöscht)"
        ),
    ),
    "fr": (
        "page|document|fichier|adresse|url|lien",
        (
            "introuvable|non trouv[ée]e?|inexistante?|n['’]?(?:existe|est) (?:pas|plus)(?: \\w+)?"
            "|n['’]?a pas [ée]t[ée] trouv[ée]e?|(?:a )?[ée]t[ée] (?:d[ée]plac[ée]e?|supprim[ée]e?)"
        ),
    ),
    "es": (
        "p[áa]gina|documento|archivo|direcci[óo]n|url",
        (
            "no (?:existe|encontrad[oa]|se (?:ha )?(?:encuentra|encontr\\w+|pudo encontrar)|est[áa] disponible)"
            "|inexistente"
            "|(?:ha sido )?(?:movida|eliminada)"
        ),
    ),
    "pt": (
        "p[áa]gina|documento|arquivo",
        "n[ãa]o (?:existe|encontrad[oa]|foi encontrad[oa]|est[áa] dispon[íi]vel)|inexistente",
    ),
    "it": (
        "pagina|documento|file",
        "non (?:trovat[oa]|esiste(?: pi[ùu])?|[èe] (?:stat[oa] trovat[oa]|disponibile))|inesistente",
    ),
    "nl": (
        "pagina|document|bestand|adres",
        "niet (?:meer )?(?:gevonden|beschikbaar|gevonden worden)|bestaat (?:helaas )?niet(?: meer)?|verwijderd",
    ),
    "sv": ("sidan|dokumentet", "(?:hittades|finns) inte(?: l[äa]ngre)?|kunde inte hittas|saknas"),
    "da": (
        "siden|dokumentet",
        (
            "(?:ble|blev|kunne) ikke (?:funnet|fundet|findes|finnes)|(?:findes|finnes|eksisterer) ikke(?: l[æe]ngere"
            "| lenger)?"
        ),
    ),
    "pl": ("strona|strony|dokument", "nie (?:zosta[łl]a znaleziona|istnieje|znaleziono)"),
    "cy": ("tudalen|dudalen", "(?:heb ei |ddim wedi ei )?(?:chanfod|darganfod)|ddim (?:ar gael|yn bodoli)"),
}
"""Words for what is missing, and for its being so, by language."""
_NAMES = re.compile(
    "|".join(
        (
            rf"{_THING} {_GONE}",
            r"not found|nothing found|nothing here|missing page|page error|error page",
            (
                r"(?:we )?(?:are |were )?(?:sorry )?(?:but )?(?:we )?(?:cant|cannot|couldnt|could not|can not"
                r"|didnt)(?: seem to)? "
                r"(?:find|locate) (?:the|that|this|your|what|any)(?: (?:page|file|document|thing))?.{0,40}"
            ),
            r"there(?:s| is) (?:no(?: such)? page|nothing)(?: here)?",
            (
                r"tudalen (?:heb ei (?:chanfod|darganfod)|ddim ar gael)|ni (?:chanfuwyd"
                r"|ddaethpwyd o hyd ir?) y? ?dudalen.*"
            ),
            *(rf"(?:\w{{1,7}} ){{0,2}}(?:{things}) (?:\w+ ){{0,3}}?(?:{gone})" for things, gone in _ELSEWHERE.values()),
            r"nie znaleziono strony|fant ikke siden|sivua ei l[öo]yt\w+",
        )
    )
)
"""What a page calls itself that is not there, in lower case without punctuation: en, cy, de, fr, es, pt, it, nl, pl,
sv, da, nb, fi."""
_NUMBER = re.compile(
    r"^(?:(?:error|http|code|erreur|fehler|fout|fel|virhe|gwall) )*(?:404|410|four oh four)(?: (?:error|erreur"
    r"|fehler))?(?: |$)"
)
_NUMBER_AFTER = re.compile(r" (?:(?:error|http|erreur|fehler) )*(?:404|410)$")
_LEAD_IN = re.compile(
    r"^(?:(?:oops|oh no|sorry|error|whoops|uh oh|hoppla|ups|d[ée]sol[ée]|entschuldigung|lo sentimos) )+"
)
_UPSET = re.compile(
    r"\b(?:oops|sorry|whoops|four oh four|uh oh|404|410|error|erreur|fehler|lost|missing|not found|hoppla"
    r"|d[ée]sol[ée])\b"
)
_PARTS = re.compile(r"\s+[|–—·»:-]+\s+|\s*\|\s*")
_EXCUSES = re.compile(
    "|".join(
        (
            (
                r"\b(?:can(?:['’]?t|not| not)|could(?:n['’]?t| not)|unable to|didn['’]?t|did not"
                r"|failed to)(?: seem to)? (?:find|locate)\b(?! your address)"
                r"[^.!?\n]{0,40}\b(?:page|looking for|requested|address|url|file)\b"
            ),
            (
                r"\b(?:page|file|document|article|resource|content|url|address|link"
                r"|site)\b[^.!?\n]{0,40}\b(?:you(?:['’]?(?:re|ve)| are| were| have)?"
                r" (?:looking|requested|trying|tried|followed|entered|typed|asked|want|clicked|seek)"
                r"|requested)\b[^.!?\n]{0,80}"
                r"(?:n['’]t\b|\b(?:not|no longer|never|moved|gone|removed|deleted|broken|missing|wrong)\b)"
            ),
            (
                r"\b(?:this|the|that|requested|web) ?(?:page|url|address|file"
                r"|document)\b[^.!?\n]{0,20}?\b(?:could not be|can(?:no|['’]?)t be|was(?: not|n['’]t)"
                r"|is(?: not|n['’]t)|is(?= missing| gone)|has(?= gone)|does(?: not|n['’]t)|no longer|(?:may|might"
                r"|must) have|is no longer|(?:has )?never)\b[^.!?\n]{0,25}"
                r"\b(?:found|exist\w*|here|available(?! (?:in (?:print|paper|\w+ format)|as|by|to)\b)|missing|gone"
                r"|moved|removed|deleted|renamed)\b"
            ),
            r"\bpage not found\b",
            (
                r"\b(?:there['’]?s|there is) (?:no page|nothing)(?: here| at this)\b"
                r"|\bnothing (?:was found )?at this (?:address|location|url)"
            ),
            *(rf"\b(?:{things})\b[^.!?\n]{{0,80}}\b(?:{gone})\b" for things, gone in _ELSEWHERE.values()),
            r"\b(?:sivua|sivu)\b[^.!?\n]{0,40}\b(?:ei löyd\w*|ei löyt\w*)",
        )
    ),
    re.IGNORECASE,
)
"""How a site excuses itself to the reader."""
_CONDITION = re.compile(r"\b(?:if|whether|unless|wenn|falls|hvis)\b[^.!?]*$", re.IGNORECASE)
"""Before an excuse it makes none: “If the address you are looking for is not in the list, call us.”"""
_NEXT_STEP = re.compile(
    r"\bhome ?page\b|\bgo (?:back|home)\b|\breturn (?:home|to)\b|\bback to\b|\bsearch\b|\bcheck the (?:address"
    r"|url|link|spelling)|\b(?:mis)?-?typed?\b|\bcontact us\b"
    r"|\baccueil\b|\bstartseite\b|\bsuche\b|\brecherche\b|\binicio\b|\bbuscar?\b|\bhafan\b",
    re.IGNORECASE,
)
_ABOUT_IT = re.compile(
    r"\bstatus codes?\b|\bHTTP (?:status|response|error)|\b(?:web )?servers? (?:return|respond|send|answer)"
    r"|\berror pages?\b|\bweb ?masters?\b"
    r"|\bdevelopers?\b|\bhow to\b|\bbroken links\b|\bstatuscodes?\b|\bcode d['’]erreur\b",
    re.IGNORECASE,
)
"""Words of a page that explains what a 404 is."""


def not_found(title: str, heading: str, text: str, words: int) -> str:
    """The words by which a page of so many `words` says that it is not there; empty where it does not.

    A page that is about such pages has a title or a first sentence like theirs, but not both; wordings are ours.
    """
    first = " ".join(text.split()[:FIRST_WORDS])
    excuse = _excuse(first) or ("" if _is_bare(heading) else _excuse(heading))
    # An article's own heading says what it is about, whatever its title begins with.
    named = heading if heading and (_is_name(heading) or _is_upset(heading)) else ""
    if not named and (not heading or _UPSET.search(plain(heading)) or excuse):
        named = next((part for part in _PARTS.split(title) if _is_name(part)), "")
    if named and words <= SHORT and not (_is_upset(heading) and not excuse):
        return named if excuse or not _ABOUT_IT.search(f"{heading} {text}") else ""
    if named and excuse and words <= LONG and not _ABOUT_IT.search(f"{heading} {first}"):
        return named
    if excuse and words <= BARE and (_UPSET.search(plain(f"{title} {heading} {first}")) or _NEXT_STEP.search(first)):
        return excuse if not _ABOUT_IT.search(text) else ""
    return ""


def _excuse(words: str) -> str:
    """The first excuse that is said outright; empty when there is none."""
    found = _EXCUSES.finditer(words)
    return next((excuse[0] for excuse in found if not _CONDITION.search(words, 0, excuse.start())), "")


def _is_name(words: str) -> bool:
    """Whether a title, or all parts of it, say nothing but “not found”."""
    return bool(words.strip()) and all(_says_nothing_else(part) for part in _PARTS.split(words))


def _is_bare(heading: str) -> bool:
    """Whether a heading names what is missing, but does not excuse itself to a reader: an article may be called so."""
    return plain(heading) in ("page not found", "404 page not found")


def _is_upset(heading: str) -> bool:
    """Whether a heading says nothing but “Sorry” or “Oops”."""
    return bool(heading) and not _LEAD_IN.sub("", plain(heading) + " ").strip()


def _says_nothing_else(part: str) -> bool:
    bare = _LEAD_IN.sub("", plain(part) + " ").strip()
    rest = _LEAD_IN.sub("", _NUMBER_AFTER.sub("", _NUMBER.sub("", bare)) + " ").strip()
    return _NAMES.fullmatch(rest) is not None if rest else _NUMBER.match(bare) is not None
