"""Words that say what a date means, in the languages of Europe and in Chinese, Japanese and Korean."""

import re
from functools import lru_cache
from typing import NamedTuple

PUBLISHED, CREATED, MODIFIED, REVIEWED, REVIEW_DUE = "published", "created", "modified", "reviewed", "review due"

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
    r"last[ -](?:update|modif|change|edit|revis|amend|refresh|saved|touched|generat)\w*|"
    r"up-?dated?\b|modified|revised|amended|"
    r"edited|last mod\b|current as of|correct (?:as of|as at|at)|diweddarwyd|diweddariad diwethaf|newidiwyd|"
    r"mise?s? à jour|dernière (?:modification|mise)|modifiée? le|actualisée? le|"
    r"zuletzt (?:geändert|aktualisiert|bearbeitet)|letzte[nr]? (?:änderung|aktualisierung|bearbeitung)|aktualisiert|"
    r"geändert am|\bstand\b(?=:| vom| \d)|actualizad[oa]|actualización|última modificación|modificad[oa]|"
    r"ultim[ao] (?:aggiornamento|modifica)|modifica il|aggiornat[oa]|data (?:di )?aggiornamento|atualizad[oa]|"
    r"(?:última )?atualização|última alteração|"
    r"(?:laatst )?(?:gewijzigd|bijgewerkt|aangepast|geactualiseerd)|laatste (?:wijziging|update|aanpassing)|"
    r"(?:senast )?(?:uppdatera[dt]|ändra[dt])|senast granska[dt]|"
    r"(?:sidst|sist) (?:opdateret|oppdatert|ændret|endret|redigeret)|opdateret|oppdatert|päivitetty|muokattu|uppfærð|"
    r"(?:ostatnia |data )?(?:aktualizacj[ai]|modyfikacj[ai])|zaktualizowan[oya]|zmodyfikowan[oya]|"
    r"(?:poslední |posledná )?(?:aktualizace|aktualizácia|změna|zmena|úprava)|změněn[oay]?|"
    r"zmenen[éáý]|aktualizován[oay]?|upraven[oéa]|"
    r"(?:последнее |дата )?(?:обновлени[ея]|изменени[ея])|обновлен[оаы]?|изменен[оаы]?|оновлен[оа]|"
    r"nuashonraithe|nuashonrú|air ùrachadh|(?:utolsó )?(?:frissítés|módosítás)|frissítve|módosítva|"
    r"actualizat[ăe]?|ultima actualizare|(?:son )?güncellen?me|güncellendi|actualitzat|darrera actualització|"
    r"(?:τελευταία )?ενημέρωση|ενημερώθηκε|uuendatud|muudetud|atjaunots|atnaujinta|posodobljeno|ažurirano"
)
_PUBLISHED = (
    r"(?:first )?publish(?:ed)?|publication date|posted|release date|released|issued|date issued|created|submitted|"
    r"written|dated?\b|date added|added|filed|uploaded|press release|news release|cyhoeddwyd|postiwyd|dyddiad|"
    r"publiée?s?|date de publication|mise? en ligne|rédigé|paru|"
    r"veröffentlicht|veröffentlichung|erstellt|publiziert|erschienen|datum|pressemitteilung|redaktionsschluss|"
    r"publicad[oa]|publicación|fecha|creado|pubblicat[oa]|pubblicazione|data(?= ?:)|"
    r"gepubliceerd|geplaatst|publicatiedatum|aangemaakt|publicação|postado|criado|"
    r"publicera[dt]|publiceringsdatum|skapa[dt]|udgivet|offentliggjort|oprettet|publisert|opprettet|julkaistu|luotu|"
    r"opublikowan[oya]|data (?:publikacji|dodania|utworzenia)|utworzon[oya]|dodan[oya]|"
    r"publikován[oay]?|zveřejněn[oya]?|vytvořen[oa]|vloženo|zverejnen[éáý]|publikovan[éáý]|"
    r"опубликован[оаы]?|дата публикации|размещен[оаы]?|опубліковано|foilsithe|foillsichte|megjelen(?:t|és)|közzétéve|"
    r"publicat[ăe]?|data publicării|yayın(?:lanma)? tarihi|yayınlandı|δημοσιεύ(?:θηκε|τηκε)|δημοσίευση|ημερομηνία|"
    r"avaldatud|publicēts|paskelbta|objavljeno"
)
_UNSPACED = {
    MODIFIED: r"更新(?:日期|时间|日時|日)?|最終更新日?|修改(?:日期|时间)?|수정일?",
    PUBLISHED: (
        r"发布(?:日期|时间)?|發布(?:日期|時間)?|发表(?:于|时间)?|日期|时间|時間|"
        r"公開日|掲載日|投稿日|등록일?|입력|게시일?"
    ),
}
"""Words of languages that put no spaces between them."""
_LABELS = ((REVIEW_DUE, _REVIEW_DUE), (REVIEWED, _REVIEWED), (MODIFIED, _MODIFIED), (PUBLISHED, _PUBLISHED))
_LABEL = re.compile(
    "|".join(
        rf"(?P<l{number}>\b(?:{words})(?![^\W\d_])"
        + (f"|(?:{_UNSPACED[means]})(?=\\W*$|[:：]))" if means in _UNSPACED else ")")
        for number, (means, words) in enumerate(_LABELS)
    ),
    re.IGNORECASE,
)
_MEANS = {f"l{number}": means for number, (means, _) in enumerate(_LABELS)}


EVENT = re.compile(
    r"\b(?:event|deadline|close[sd]?|closing|open(?:s|ed)?|start(?:s|ed)?|end(?:s|ed)?|until|till|expires?|expiry|"
    r"(?:by|on or before)(?=\W*$)|before|from|due|when|register|apply|will|"
    r"meeting|conference|effective|commenc\w+|valid|born|died|joined|since|accessed|retrieved|downloaded|archived|"
    r"printed|(?<!usa )today|version|as of|"
    r"veranstaltung|bis|ab|frist|abgerufen|gedruckt|heute|jusqu\w*|avant|événement|imprimée?|hasta|evento|consulté)\b",
    re.IGNORECASE,
)
"""Words before a date that make it the date of something else than the page."""
COPYRIGHT = re.compile(r"©|\(c\)|copyright|hawlfraint", re.IGNORECASE)

_WAS = re.compile(r"\b(?:wurde|wurden|worden|ist)\s+(?:\w+\s+)?am\W*(?:\w+,\s*)?(?:den\s+)?$", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?:(?P<published>veröffentlicht|geschrieben|publiziert|gepostet|eingestellt|erstellt|verfasst)"
    r"|(?P<modified>aktualisiert|geändert|bearbeitet|überarbeitet))\b",
    re.IGNORECASE,
)
_NOT_OF_PAGE = (
    r"expir|event|copyright|start|end(?:$|[^a-z])|birth|death|build|version|verif|comment|schema|valid|crawl|release"
)
_META_NAMES = (
    (MODIFIED, re.compile(r"modif|updat|revis|changed|lastmod", re.IGNORECASE)),
    (
        PUBLISHED,
        re.compile(
            r"publi(?:sh|c)\w*[-_.: ]?(?:date|time|on|at)|^publi(?:shed|cation)|pub-?[_:]?(?:date|time)|"
            r"published$|regdate$|upload(?:ed|date)|"
            r"(?:date|time)[-_.:]?(?:of)?[-_.:]?(?:publi|issu|creat)|(?:creat|issu|post)(?:ed|ion)?[-_.:]?(?:date|time|on|at)",
            re.IGNORECASE,
        ),
    ),
)
_META_NOT = re.compile(_NOT_OF_PAGE, re.IGNORECASE)

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
_NO_PAGE = re.compile(
    r"event|dtstart|dtend|deadline|start-?date|end-?date|expire|comment|reply|calendar|countdown|birth", re.IGNORECASE
)
"""Names of elements whose date is not that of the page."""


OF_THE_PAGE = re.compile(
    r"\b(?:last|latest|page|zuletzt|letzte|dernière|mise? à jour|última|ultim[ao]|laatst|senast|sidst|sist|ostatnia|"
    r"poslední|posledná|последн|utolsó|τελευταία|son|diwethaf|darrera)\b|最后|最終|stand\b",
    re.IGNORECASE,
)
"""Words beside a label that leave no doubt that it speaks of the page, and not of one of its paragraphs."""


REACH = 120
"""Characters at the end of a text in which a label can stand that belongs to the date after it."""
BESIDE = 6
"""Characters between a label and a word for “date” that belongs to it."""
_DATE_WORD = re.compile(r"dated?|datum|data|fecha|dyddiad|日期|时间|時間", re.IGNORECASE)


class Label(NamedTuple):
    """A label in a text, and where it stands."""

    means: str
    start: int
    end: int


@lru_cache(maxsize=1 << 12)
def last_label(text: str) -> Label | None:
    """The last label in a text, which says what a date after it means.

    A mere word for “date” takes its meaning from the label beside it: `Modified date`, `Datum der letzten Änderung`.
    """
    label = None
    for found in _LABEL.finditer(text, max(0, len(text) - REACH)):
        if label and found.start() - label.end <= BESIDE and _DATE_WORD.fullmatch(found[0]):
            label = label._replace(end=found.end())
        else:
            label = Label(_MEANS[found.lastgroup or ""], found.start(), found.end())
    return label


def label_after(before: str, after: str) -> str:
    """What a date means that stands in the middle: `Dieser Beitrag wurde am 3. Mai 2019 von Jan veröffentlicht`."""
    done = _DONE.search(after) if _WAS.search(before) else None
    return (MODIFIED if done["modified"] else PUBLISHED) if done else ""


@lru_cache(maxsize=1 << 12)
def meta_means(name: str) -> str:
    """What the date in a `meta` means by a name that is in no list; empty when the name says nothing of it."""
    if _META_NOT.search(name):
        return ""
    return next((means for means, pattern in _META_NAMES if pattern.search(name)), "")


@lru_cache(maxsize=1 << 12)
def named_means(names: str) -> str:
    """What class or itemprop of an element say its date means; empty when they say nothing of it.

    WordPress calls the date of a page that was never changed `published updated`.
    """
    said = [means for means, pattern in _MARKS if pattern.search(names)]
    return PUBLISHED if {PUBLISHED, MODIFIED} <= set(said) else next(iter(said), "")


@lru_cache(maxsize=1 << 12)
def of_no_page(names: str) -> str:
    """The word in the names of an element by which its date is not that of the page; empty when there is none."""
    found = _NO_PAGE.search(names)
    return found[0].lower() if found else ""
