"""Words that say what a date means, in English, Welsh, French, German, Spanish and some neighbours."""

import re
from typing import NamedTuple

PUBLISHED, MODIFIED, REVIEWED, REVIEW_DUE = "published", "modified", "reviewed", "review due"

_REVIEW_DUE = (
    r"next review(?:ed)?(?: is)?(?: due)?(?: date)?|"
    r"review(?: is)? due(?: date)?|due for review|to be reviewed|review(?:ed)? (?:by|before)|review date|"
    r"adolygiad nesaf|nächste (?:über)?prüfung|prochaine (?:révision|revue)|próxima revisión"
)
_REVIEWED = (
    r"(?:last|date|page|content|medically|clinically)? ?reviewed|last review|adolygwyd|"
    r"zuletzt (?:geprüft|überprüft)|geprüft am|dernière (?:révision|revue)|revue? le|vérifiée? le|"
    r"revisad[oa]|última revisión"
)
_MODIFIED = (
    r"last[ -](?:update|modif|change|edit|revis|amend|refresh|saved)\w*|up-?dated?\b|modified|revised|amended|edited|"
    r"last mod\b|current as of|diweddarwyd|diweddariad diwethaf|newidiwyd|"
    r"mise?s? à jour|dernière (?:modification|mise)|modifiée? le|actualisée? le|"
    r"zuletzt (?:geändert|aktualisiert|bearbeitet)|letzte (?:änderung|aktualisierung|bearbeitung)|aktualisiert|"
    r"geändert am|\bstand\b(?=:| vom| \d)|actualizad[oa]|actualización|última modificación|modificad[oa]|"
    r"ultim[ao] (?:aggiornamento|modifica)|aggiornat[oa]|laatst (?:gewijzigd|bijgewerkt|aangepast)|"
    r"atualizad[oa]|atualização"
)
_PUBLISHED = (
    r"(?:first )?publish(?:ed)?|publication date|posted|release date|released|issued|date issued|created|submitted|"
    r"written|dated?\b|date added|added|filed|uploaded|press release|news release|cyhoeddwyd|postiwyd|dyddiad|"
    r"publiée?s?|date de publication|mise? en ligne|rédigé|paru|"
    r"veröffentlicht|veröffentlichung|erstellt|publiziert|erschienen|datum|pressemitteilung|"
    r"publicad[oa]|publicación|fecha|creado|pubblicat[oa]|gepubliceerd|geplaatst"
)
_LABELS = ((REVIEW_DUE, _REVIEW_DUE), (REVIEWED, _REVIEWED), (MODIFIED, _MODIFIED), (PUBLISHED, _PUBLISHED))
_LABEL = re.compile(
    "|".join(rf"(?P<l{number}>\b(?:{words}))" for number, (_, words) in enumerate(_LABELS)), re.IGNORECASE
)
_MEANS = {f"l{number}": means for number, (means, _) in enumerate(_LABELS)}


EVENT = re.compile(
    r"\b(?:event|deadline|close[sd]?|closing|open(?:s|ed)?|start(?:s|ed)?|end(?:s|ed)?|until|till|expires?|expiry|"
    r"(?:by|on or before)(?=\W*$)|before|from|due|when|register|apply|will|"
    r"meeting|conference|effective|commenc\w+|valid|born|died|joined|since|accessed|retrieved|downloaded|archived|"
    r"veranstaltung|bis|ab|frist|abgerufen|jusqu\w*|avant|événement|hasta|evento|consulté)\b",
    re.IGNORECASE,
)
"""Words before a date that make it the date of something else than the page."""
COPYRIGHT = re.compile(r"©|\(c\)|copyright|hawlfraint", re.IGNORECASE)

_MARKS = (
    (REVIEW_DUE, re.compile(r"next-?review|review-?due|review-?by|review-?date", re.IGNORECASE)),
    (REVIEWED, re.compile(r"reviewed", re.IGNORECASE)),
    (MODIFIED, re.compile(r"modif|updat|changed|revised|last-?edit|aktualis|geaendert", re.IGNORECASE)),
    (
        PUBLISHED,
        re.compile(
            r"publi|posted|entry-?date|post-?date|article-?date|created|submitted|issued|pubdate|dateline",
            re.IGNORECASE,
        ),
    ),
)
NO_PAGE = re.compile(
    r"event|dtstart|dtend|deadline|start-?date|end-?date|expire|comment|reply|calendar|countdown|birth", re.IGNORECASE
)
"""Names of elements whose date is not that of the page."""


class Label(NamedTuple):
    """A label in a text, and where it stands."""

    means: str
    start: int
    end: int


def last_label(text: str) -> Label | None:
    """The last label in a text, which says what a date after it means."""
    found = None
    for found in _LABEL.finditer(text):  # noqa: B007 — the last one is wanted
        pass
    return Label(_MEANS[found.lastgroup or ""], found.start(), found.end()) if found else None


def named_means(names: str) -> str:
    """What class or itemprop of an element say its date means; empty when they say nothing of it.

    WordPress calls the date of a page that was never changed `published updated`.
    """
    said = [means for means, pattern in _MARKS if pattern.search(names)]
    return PUBLISHED if {PUBLISHED, MODIFIED} <= set(said) else next(iter(said), "")
