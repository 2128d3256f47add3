"""Recognises a page that says of itself that it is not there, by its title, its heading and its first sentences.

No wording is known: what a sentence claims is put together from its words (audit/claims.py). Whether the page as a
whole claims it is a matter of points: for where claims stand, whether they speak of what the reader came for, what
else is said, and whether it is told to others that there are such pages.

In a crawl this is the fall-back: what a site shows for invented addresses is known by itself, whatever it says
(crawler/probes.py). That finds the jokes, too, which no words do; but only where the site answers alike throughout a
folder. The words find the others: a record that has gone, a shop that says so in its own way. Of labelled error pages
they find 94 in 100 (benchmarks/soft_404.py).
"""

import re
from collections.abc import Iterable
from math import log2

from audit.claims import STRONG, WEAK, Parts, Sentence, judge, promising
from audit.gone_words import read, tongues

POINTS = {
    "heading: strong": 1.9,
    "heading: weak": 1.5,
    "heading: points": 1.6,
    "heading: topic": -1.1,
    "points": 1.0,
    "sought": 0.8,
    "regret": 1.2,
    "number": 1.9,
    "step": 0.7,
    "lost": -1.4,
    "any": -1.3,
    "unknown in claim": -0.5,
    "unknown in title": -1.6,
    "unknown in text": -1.1,
    "about": -1.2,
    "about in heading": -1.3,
}
"""What counts for and against a page, by logistic regression over labelled pages (benchmarks/soft_404.py --fit).

“heading” is what its heading claims; “points”, “sought”, “any” and “unknown” are of the claims in heading and text, as
audit/claims.py explains them; “lost” counts where nothing but that something is over is claimed; “topic” is a heading
that claims nothing and names another thing.
"""
ENOUGH = -1.6
"""Points of a page that says that it is not there: .3 above where the regression draws the line, as a false alarm costs
more trust than a miss."""
FIRST_WORDS, FIRST_LETTERS = 100, 1_200
"""Who excuses themselves does it at once; of title, heading and text no more is read, however long they are."""
LONG = 100
"""A page of more words says it both above and below, or is about something else (our judgement, as are those below)."""
TITLE_PARTS = 5
HEADING_WORDS = 12
"""Of a first line that stands for the heading of a page that has none."""
LONG_WORD = 12
"""Letters for which a word is counted at least: in Chinese and Japanese no space parts the words."""
START = 30
"""Words in which it shows whether a page says something else."""
_PARTS = re.compile(r"\s+[|–—·»:•-]+\s+|\s*[|»]\s*|:\s+")
_SENTENCES = re.compile(r"(?:[^.!?。！？，\n]|[.!?](?!\s|$))+[.!?。！？，]*")
_HEADING_SENTENCES = re.compile(r"(?<=[.!?。！])\s+")
_QUOTED = re.compile(r"“[^”\n]+”|„[^“”\n]+[“”]|«[^»\n]+»|‘[^’\n]+’|「[^」\n]+」|『[^』\n]+』|\"[^\"\n]+\"")
"""What is told of others, as is what a title or heading asks: “What is a 404?”."""
_QUESTIONS = re.compile(r"[^.!?？。\n]+[?？]")
_SERVERS = re.compile(
    r"\borigin server did not find\b|\bthe directory or file specified does not exist\b"
    r"|\bno explicit mapping for /error\b|\bthere is currently no text in this page\b",
    re.IGNORECASE,
)
"""What Tomcat, IIS, Spring and MediaWiki say in sentences that claim nothing of a page, or explain at length."""


def not_found(title: str, heading: str, text: str, words: int) -> str:
    """The words by which a page of so many `words` says that it is not there; empty where it does not."""
    title, heading = title[:FIRST_LETTERS], heading[:FIRST_LETTERS]
    if words <= LONG and (server := _SERVERS.search(_QUOTED.sub("", f"{heading}\n{text[:FIRST_LETTERS]}"))):
        return server[0]
    facts, said = weigh(title, heading, text, words)
    return said if said and sum(POINTS[fact] * times for fact, times in facts.items()) > ENOUGH else ""


def weigh(title: str, heading: str, text: str, words: int) -> tuple[dict[str, float], str]:
    """What counts for and against a page, how often, and its claim in its own words; empty where it claims nothing."""
    long = max(words, len(text) // LONG_WORD) > LONG
    heading = heading or _first_line(text)
    titled: Parts = [(part, read(part)) for part in _PARTS.split(title)[:TITLE_PARTS] if _is_said(part)]
    above: Parts = [(part, read(part)) for part in _heading_parts(heading)]
    if long and not any(sentence.claims or sentence.regret for sentence in judge(promising(titled + above))):
        return {}, ""
    below: Parts = [(part, read(part)) for part in _sentences(text, heading)]
    known = tongues([word for _, words_read in (*titled, *above, *below) for word in words_read]) | {"en"}
    if not _claims(judge(promising(titled + above + below), known)):
        return {}, ""
    facts, claims = _facts(judge(titled, known), judge(above, known), judge(below, known))
    whole = f"{heading}\n{text[:FIRST_LETTERS]}"
    others = (*_QUOTED.findall(whole), *_QUESTIONS.findall(f"{title}\n{heading}"))
    facts["about"] += len(_claims(judge([(part, read(part)) for part in others], known)))
    headed, told, _ = claims
    if long and told.claims < STRONG and not (headed.claims == STRONG and headed.points):
        return {}, ""
    return facts, max(claims, key=lambda sentence: sentence.claims).words.rstrip(".,。，")


def _facts(
    titles: list[Sentence], headings: list[Sentence], body: list[Sentence]
) -> tuple[dict[str, float], tuple[Sentence, Sentence, Sentence]]:
    """What counts for and against a page, and what claims the most in its heading, its text and its title."""
    headed, told, named = _best(headings), _best(_claims(body)), _best(titles)
    spoken = _claims([headed, told])
    return {
        "heading: strong": headed.claims == STRONG,
        "heading: weak": headed.claims == WEAK,
        "heading: points": headed.claims == STRONG and headed.points,
        "heading: topic": not headed.claims and headed.unknown > 0 and not headed.regret and not headed.amiss,
        "points": any(sentence.points or sentence.sought for sentence in spoken),
        "sought": any(sentence.sought for sentence in spoken),
        "regret": any(sentence.regret for sentence in (*titles, *headings, *body)),
        "number": any(sentence.number for sentence in _claims(titles + headings)),
        "step": min(sum(sentence.steps for sentence in body), 2),
        "lost": all(sentence.lost for sentence in _claims([headed, told, named])),
        "any": any(sentence.any for sentence in spoken),
        "unknown in claim": sum(min(sentence.unknown, 5) for sentence in spoken),
        "unknown in title": min(named.unknown, 5) if named.claims else 0,
        "unknown in text": log2(1 + sum(sentence.unknown for sentence in body if sentence.after < START)),
        "about": min(sum(sentence.about for sentence in body), 6),
        "about in heading": min(sum(sentence.about for sentence in (*titles, *headings)), 2),
    }, (headed, told, named)


def _first_line(text: str) -> str:
    """What stands for the heading of a page that has none; empty where its text begins with a sentence."""
    line = text[:FIRST_LETTERS].lstrip().partition("\n")[0]
    return line if len(line.split()) <= HEADING_WORDS else ""


def _is_said(part: str) -> bool:
    """Whether it is more than space, and no question: “Cannot find a page?” is none to be believed."""
    return bool(part.strip()) and not part.rstrip().endswith(("?", "？"))


def _heading_parts(heading: str) -> list[str]:
    lines = [line for line in _HEADING_SENTENCES.split(heading) if _is_said(line)]
    return [part for line in lines for part in _PARTS.split(line) if _is_said(part)]


def _sentences(text: str, heading: str) -> Iterable[str]:
    """The sentences of the first words of a text, but for heading, questions, and what is quoted."""
    text = _QUOTED.sub(" ... ", " ".join(text[:FIRST_LETTERS].split(" ")[:FIRST_WORDS]))
    for found in _SENTENCES.finditer(text):
        said = found[0].strip()
        if _is_said(said) and said != heading.strip():
            yield said


def _claims(sentences: list[Sentence]) -> list[Sentence]:
    return [sentence for sentence in sentences if sentence.claims]


def _best(sentences: list[Sentence]) -> Sentence:
    return max(sentences, key=lambda sentence: sentence.weight, default=Sentence())
