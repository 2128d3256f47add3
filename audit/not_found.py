"""Recognises a page that says of itself that it is not there, by its title, its heading and its first words."""

import re

from audit.gone_words import fold, languages, marks
from audit.groups import plain

SHORT = 100
"""A page of more words must also say it to the reader, not in its title alone: it may be about such pages."""
LONG = 600
"""Error pages with a search, a menu and advice have up to so many words (our judgement); longer ones are articles."""
BARE = 60
"""A page of so few words that excuses itself to the reader needs no telling title."""
CURT = 25
"""A page that says no more than this, and excuses itself, is nothing else."""
FIRST_WORDS, FIRST_LETTERS = 90, 1_000
"""Who excuses themselves does it at once."""
LONG_WORD = 12
"""Letters for which a word is counted at least: in Chinese and Japanese no space parts the words."""

_LANGUAGES = languages()
_UNSPACED = (
    r"(?:页面|頁面|网页|網頁|内容|文章|地址|ページ|URL|페이지)[^。.!?！？\n]{0,15}(?:不存在|未找到|找不到|无法找到|沒有找到|没有找到|沒找到"
    r"|已被?删除|已被?刪除|見つかりません|存在しません|찾을 수 없|존재하지)"
    r"|(?:找不到|未找到|没有找到|沒有找到|无法找到)[^。.!?！？\n]{0,12}(?:页面|頁面|网页|網頁|内容)"
)
"""In Chinese, Japanese and Korean, where no space parts the words."""
_REGRET = (
    "desole|entschuldigung|lo sentimos|lamentamos|leider|malheureusement|helaas|purtroppo|tyvarr|beklager|hoppla"
    "|upp?s|oups|ops|ojoj|sajnos|bohuzel|niestety|к сожалению|ne pare rau|valitettavasti"
)
_ERROR = (
    "error|http|code|codigo|erreur|fehler|fehlercode|fout|fel|feil|fejl|virhe|gwall|errore|erro|błąd|bład|chyba|hiba"
    "|eroare|ошибка|помилка|hata|greska|napaka|viga|klaida|kluda"
)
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
_GONE_FOR_GOOD = (
    r"(?:(?:is |was |are |were )?not found|(?:could not|cannot|couldnt|cant) be found"
    r"|(?:is |are )?no longer (?:available|exists?|here|online|listed|on the market|on sale|for sale)"
    r"|(?:is |are )?not available|(?:is )?unavailable"
    r"|does ?no?t exist)"
)
_TAKEN_AWAY = r"(?:has |have |was )?(?:been )?(?:removed|deleted|expired|withdrawn)"
_CONTENT = (
    r"(?:product|item|event|article|post|story|job|vacancy|advert|listing|offer|category|course|profile|entry|record"
    r"|template|topic|thread)"
)
"""What a page may be about: an error page says of it, as of a page, that it is gone, and nothing else."""
_NAMES = re.compile(
    "|".join(
        (
            rf"{_THING} {_GONE}",
            r"not found|nothing found|nothing (?:to see )?here|missing page|page error|error page",
            rf"(?:the |this |that )?(?:{_CONTENT}|page|content) (?:{_GONE_FOR_GOOD}|{_TAKEN_AWAY})",
            (
                r"(?:we )?(?:are |were )?(?:sorry )?(?:but )?(?:we )?(?:cant|cannot|couldnt|could not|can not"
                r"|didnt)(?: seem to)? "
                r"(?:find|locate) (?:the|that|this|your|what|any)(?: (?:page|file|document|thing))?.{0,40}"
            ),
            r"there(?:s| is) (?:no(?: such)? page|nothing)(?: here)?",
            *(
                rf"(?:{gone})|(?:\w{{1,14}} ){{0,2}}(?:{things}|{content}) (?:\w+ ){{0,3}}?(?:{gone}|{lost})(?: \w+)?"
                rf"|(?:\w+ ){{0,3}}?(?:{seek}) (?:\w+ ){{0,3}}?(?:{things}).{{0,40}}"
                for things, content, gone, lost, seek in _LANGUAGES
            ),
            rf"\w{{0,8}}(?:{_UNSPACED}).{{0,4}}",
        )
    )
)
"""What a page calls itself that is not there, in lower case without punctuation and accents."""
_MARKS = marks() | frozenset(
    {"not", "nothing", "missing", "error", "gone", "unavailable", "cannot", "cant", "couldnt", "didnt", "doesnt"}
    | {"isnt", "wasnt", "no", "longer", "removed", "deleted", "expired", "withdrawn"}
)
"""A title in letters of the West that has none of these words is no name: seen at less cost than by the expression."""
_ANYTHING_GONE = re.compile(
    "|".join((rf"(?:\w+ ){{1,4}}{_GONE_FOR_GOOD}", *(rf"(?:\w+ ){{1,3}}(?:{one.gone})" for one in _LANGUAGES)))
)
"""A whole heading that says of any one thing that it is not there: so much only where the page has little else."""
_NUMBER = re.compile(rf"^(?:(?:{_ERROR}) )*(?:404|410|four oh four)(?: (?:{_ERROR}))?(?: |$)")
_NUMBER_AFTER = re.compile(rf" (?:(?:{_ERROR}) )*(?:404|410)$")
_LEAD_IN = re.compile(rf"^(?:(?:oops|oh no|sorry|error|whoops|uh oh|unfortunately|{_REGRET}) )+")
_UPSET = re.compile(
    r"\b(?:oops|sorry|whoops|four oh four|uh oh|404|410|error|erreur|fehler|lost|missing|not found|unfortunately"
    rf"|{_REGRET})\b"
)
_SERVERS = re.compile(
    r"\bwas not found on (?:this|the) server\b|\bHTTP (?:status|error) 404\b|\borigin server did not find\b"
    r"|\bno explicit mapping for /error\b|\bthe directory or file specified does not exist\b"
    r"|\bsite configured at this address does not contain\b|\bthere is currently no text in this page\b",
    re.IGNORECASE,
)
"""What Apache, IIS, Tomcat, Spring, GitHub and MediaWiki say themselves."""
_PARTS = re.compile(r"\s+[|–—·»:-]+\s+|\s*\|\s*")
_EXCUSES = re.compile(
    "|".join(
        (
            (
                r"\b(?:can(?:['’]?t|not| not)|could(?:n['’]?t| not)|unable to|didn['’]?t|did not"
                r"|failed to)(?: seem to)? (?:find|locate)\b(?! your address)"
                r"(?:[^.!?,\n]{0,40}\b(?:page|looking for|requested|address|url|file)"
                rf"| (?:a|the|that|any) {_CONTENT})\b"
            ),
            (
                r"\b(?:page|file|document|article|resource|content|url|address|link"
                r"|site)\b[^.!?\n]{0,40}\b(?:you(?:['’]?(?:re|ve)| are| were| have)?"
                r" (?:looking|requested|trying|tried|after|followed|entered|typed|asked|want|clicked|seek)"
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
            r"\bpage not found\b(?! (?:errors?|messages?|pages?|handler|template|responses?|screen)\b)",
            r"\bfour[- ]oh[- ]four\b",
            r"\b(?:followed|clicked)\b[^.!?\n]{0,20}\blink\b[^.!?\n]{0,9}\b(?:no longer works?|(?:is|was) broken)\b",
            (
                rf"\b(?:this|the) (?:requested )?{_CONTENT}\b[^.!?\n]{{0,40}}\b(?:is gone"
                r"|is (?:no longer|not) available|(?:has|have) been (?:\w+ or )?(?:removed|deleted)"
                r"|does(?: not|n['’]t) exist|was not found)\b"
            ),
            (
                r"\b(?:there['’]?s|there is) (?:no page|nothing)(?: here| at this)\b"
                r"|\bnothing (?:was found )?at this (?:address|location|url)"
            ),
            *(
                rf"\b(?:{things})\b[^.!?\n]{{0,80}}\b(?:{gone}|{lost})\b"
                rf"|\b(?:{seek})\b[^.!?,\n]{{0,40}}\b(?:{things})\b"
                for things, _, gone, lost, seek in _LANGUAGES
            ),
            _UNSPACED,
        )
    ),
    re.IGNORECASE,
)
"""How a site excuses itself to the reader."""
_OUTRIGHT = re.compile(
    r"\byou(?:['’]?(?:re|ve)| are| were| have)?(?: \w+)? (?:looking|trying|requested|asked)\b"
    r"|\brequested\b|\b(?:may|might) have (?:been )?(?:moved|removed|deleted|renamed)\b",
    re.IGNORECASE,
)
"""An excuse that speaks of what the reader came for needs no regret and no advice beside it."""
_SPEAKS = re.compile(r"\b(?:we|you|your|wir|sie|nous|vous|du|vi)\b")
EXCUSE_SHARE = 0.6
"""Of a heading that is an excuse."""
FEW = 6
"""Words of a heading that only names what is missing."""
_NO_EXCUSE = re.compile(
    r"\b(?:if|whether|unless|where|when|wenn|falls|hvis)\b[^.!?]*$|[“„«‘\"][^”“»’\".!?]{0,20}$", re.IGNORECASE
)
"""What makes none of an excuse that comes after it: a condition (“If the address you are looking for is not in the
list, call us.”), and a mark that quotes it."""
_NEXT_STEP = re.compile(
    r"\bhome ?page\b|\bgo (?:back|home)\b|\breturn (?:home|to)\b|\bback to\b|\bsearch\b|\bcheck the (?:address"
    r"|url|link|spelling)|\b(?:mis)?-?typed?\b|\bcontact us\b"
    r"|\bretour\b|\bzur[üu]ck\b|\bvolver\b|\bvoltar\b|\btorna\b|\bterug\b|\btilba[gk]e\b|\btillbaka\b|\bvissza\b"
    r"|\bzp[ěe]t\b|\bsprawd[źz]\b|\bg[łl][óo]wnej\b|\b[îi]napoi\b|\betusivulle\b|\bforside\w*|\bstartsidan\b"
    r"|\baccueil\b|\bstartseite\b|\bsuche\b|\brecherche\b|\binicio\b|\bbuscar?\b|\bhafan\b",
    re.IGNORECASE,
)
_ABOUT_IT = re.compile(
    r"\bstatus codes?\b|\bHTTP\b(?!\W{1,3}(?:error\W+)?404)|\b(?:the|a|your|web) (?:web )?servers?\b"
    r"|\bservers? (?:return|respond|send|answer)|\berror (?:page|response|template)s?\b"
    r"|\b(?:error|this) (?:code|message|phrase|error|status)s?\b"
    r"|\b(?:404|not found|soft|page)['’”\"]? (?:error|code|message|status|response|handling)s?\b"
    r"|\bfehler(?:meldung|code|seite)\w*|\bbedeutet\b|\bmessage d['’]erreur\b|\bsignifie\b|\bsignifica\b"
    r"|\bc[óo]digos? de (?:error|estado)\b|\bdevelopers?\b|\bhow to\b|\b(?:broken|dead) links\b|\buser experience\b"
    r"|\bSEO\b|\bstatuscodes?\b|\bcode d['’]erreur\b|文档|文檔|教程|如何|状态码|狀態碼",
    re.IGNORECASE,
)
"""Words of a page that explains what a 404 is."""
ABOUT = 2
"""So many of them tell that a page explains it, whatever else it says."""
_ASKED = re.compile(r"[^.!?\n]*\?")
"""After an excuse it makes none: “Cannot find a page?”"""
_ABOUT_404 = re.compile(r"^(?!(?:error|http|code|erreur|fehler|fehlercode|fout|fel) ).+ (?:404|410)\b")
"""A heading that comes to the number after other words: it is what the page is about."""


def not_found(title: str, heading: str, text: str, words: int) -> str:
    """The words by which a page of so many `words` says that it is not there; empty where it does not.

    A page that is about such pages has a title or a first sentence like theirs, but not both; wordings are ours.
    """
    words = max(words, len(text) // LONG_WORD)
    titled = next((part for part in _PARTS.split(title) if _is_name(part)), "")
    # An article's own heading says what it is about, whatever its title begins with.
    named = heading if heading and _is_name(heading) else ""
    if words > BARE and not named and not titled and not _is_upset(heading):
        return ""
    first = " ".join(text[:FIRST_LETTERS].split()[:FIRST_WORDS])
    if words <= FEW and not heading and _ANYTHING_GONE.fullmatch(_bare(first)):
        return first
    if words <= SHORT and (server := _SERVERS.search(f"{heading}\n{first}")):
        return server[0]
    excuse = _excuse(first) or ("" if _is_bare(heading) else _excuse(heading))
    about = len(_ABOUT_IT.findall(f"{heading} {text if words <= SHORT else first}"))
    if about >= ABOUT + bool(named and excuse) or _is_subject(title, heading, excuse, named):
        return ""
    if not named and words <= BARE:
        gone = _ANYTHING_GONE.fullmatch(_bare(heading)) and (excuse or _NEXT_STEP.search(first))
        named = (titled or heading) if gone or _is_excuse(heading) else ""
    if not named and (not heading or _UPSET.search(_plain(heading)) or excuse):
        named = titled or (heading if _is_upset(heading) and excuse else "")
    if not named and (not heading or _is_upset(heading)):
        named = next((part for part in _PARTS.split(title) if _is_excuse(part)), "")
    if named and words <= (LONG if excuse else SHORT):
        return named if excuse or not about else ""
    telling = f"{title} {heading} {first}"
    outright = excuse and (
        words <= CURT or _OUTRIGHT.search(excuse) or _UPSET.search(_plain(telling)) or _NEXT_STEP.search(first)
    )
    return excuse if outright and words <= BARE and not about else ""


def _is_subject(title: str, heading: str, excuse: str, named: str) -> bool:
    """Whether what a heading names is what the page is about: a novel called “Not Found”, all about the error 404."""
    if named:
        return not excuse and title.startswith(f"{heading}: ")
    return not _excuse(heading) and _ABOUT_404.search(_plain(heading)) is not None


def _excuse(words: str) -> str:
    """The first excuse that is said outright; empty when there is none."""
    found = _EXCUSES.finditer(fold(words))
    said = (excuse for excuse in found if not _NO_EXCUSE.search(words, 0, excuse.start()))
    return next((words[one.start() : one.end()] for one in said if not _ASKED.match(words, one.end())), "")


def _is_name(words: str) -> bool:
    """Whether a title, or all parts of it, say nothing but “not found”."""
    return (
        bool(words.strip())
        and not words.endswith("?")
        and all(_says_nothing_else(part) for part in _PARTS.split(words))
    )


def _is_bare(heading: str) -> bool:
    """Whether a heading names what is missing, but does not excuse itself to a reader: an article may be called so."""
    words = _plain(heading).removeprefix("error ")
    return _is_name(heading) and len(words.split()) <= FEW and not _LEAD_IN.search(words) and not _SPEAKS.search(words)


def _is_upset(heading: str) -> bool:
    """Whether a heading says nothing but “Sorry” or “Oops”."""
    return bool(heading) and not _LEAD_IN.sub("", _plain(heading) + " ").strip()


def _is_excuse(heading: str) -> bool:
    """Whether a heading is an excuse to the reader and little else."""
    return not heading.endswith("?") and len(_excuse(heading)) > EXCUSE_SHARE * len(heading)


def _bare(part: str) -> str:
    """A title in plain words without its regret, its “error” and its number."""
    bare = _LEAD_IN.sub("", _plain(part) + " ").strip()
    return _LEAD_IN.sub("", _NUMBER_AFTER.sub("", _NUMBER.sub("", bare)) + " ").strip()


def _plain(words: str) -> str:
    return fold(plain(words))


def _says_nothing_else(part: str) -> bool:
    rest = _bare(part)
    if not rest:
        return _NUMBER.search(_LEAD_IN.sub("", _plain(part) + " ")) is not None
    return not (rest.isascii() and _MARKS.isdisjoint(rest.split())) and _NAMES.fullmatch(rest) is not None
