"""The page says next to nothing: its main text, without menus and footers, is only a few words.

People who were sent here find nothing, and whoever maintains the site looks after an empty shell.

Add what is missing, put the few words on a page where they belong, or remove the page.
"""

import re
from urllib.parse import urlsplit

from audit.rule import (
    Certainty,
    Evidence,
    Example,
    LinkKind,
    Page,
    Place,
    Rule,
    Seen,
    Severity,
    Site,
    Threshold,
    Wanted,
)

EMPTY, NEXT_TO_NOTHING = 10, 50
SHORT_KINDS = ("news", "events", "records")
"""A notice or a record may be short; one of under 50 words is hardly one."""
SHORT_BY_NATURE = re.compile(
    r"(?<![a-z])(?:contact|search|(?:user|member)?-?log-?in|sign-?(?:in|up)|thank|kontakt|cysylltu|recherche|suche"
    r"|register(?![a-z])|registration|(?:un)?subscribe|(?:\w+-)?password|passwort|mot-de-passe)",
    re.IGNORECASE,
)
"""Beginnings of words in addresses of pages that need few words, as forms do: a search, but no research."""
LINKS = Wanted(kinds=(LinkKind.LINK, LinkKind.FRAME, LinkKind.MEDIA), place=Place.CONTENT)
LIST_LINKS, WORDS_A_LINK, MENU_SHARE = 3, 30, 0.05
"""A page of so many links of its own, and of few words between them, is a list and does its work; links to what a
larger share of the site links to are a menu."""


def check(page: Page, site: Site) -> Evidence:
    words = page.words or 0
    if (
        words >= site.threshold(RULE, "words")
        or page.needs_script
        or page.url in site.front_pages
        or "noindex" in page.robots
    ):
        return
    if site.kind_of(page) in SHORT_KINDS and words >= NEXT_TO_NOTHING:
        return
    links = [link for link in site.links_from(page, LINKS) if not site.is_linked_widely(link, MENU_SHARE)]
    if len(links) >= LIST_LINKS and words < len(links) * WORDS_A_LINK:
        return
    if words >= EMPTY and SHORT_BY_NATURE.search(urlsplit(page.url).path):
        return
    if site.content(page).form:
        return
    if words < EMPTY:
        few = {0: "no text to speak of", 1: "1 word of text in all"}
        yield Seen(few.get(words, f"{words} words of text in all"), Severity.HIGH)
    elif words < NEXT_TO_NOTHING:
        yield Seen(f"{words} words of text", Severity.MEDIUM)
    else:
        yield f"{words} words of text"


def page_of(words: int, rest: str = "") -> str:
    return f"<title>Parking</title><main><h1>Parking</h1><p>{'word ' * (words - 1)}</p>{rest}</main>"


RULE = Rule(
    id="thin-page",
    title="Very little text",
    severity=Severity.LOW,
    certainty=Certainty.LIKELY,
    doc=__doc__,
    check=check,
    advice="Add what is missing, merge it into another page, or remove it.",
    thresholds={
        "words": Threshold(
            100,
            "words of main text",
            "our judgement, as 50 and 10 are: pages of 100 to 200 words (SEOnaut: under 200) mostly say enough",
        )
    },
    flags=(
        Example(html=page_of(90), says=("90 words of text",)),
        Example(html=page_of(30), says=("30 words of text",)),
        Example(html="<main><p>Soon</p></main>", says=("1 word of text in all",)),
        Example(html=page_of(40), url="https://www.example.org/research", says=("40 words of text",)),
        Example(html="<title>Parking</title><main></main>", says=("no text to speak of",)),
        Example(html=f"<form role=search><input name=words></form>{page_of(30)}", says=("30 words of text",)),
    ),
    passes=(
        Example(html=page_of(120)),
        Example(html=page_of(40), url="https://www.example.org/contact-us"),
        Example(html=page_of(90), url="https://www.example.org/user/register"),
        Example(html=page_of(22), url="https://www.example.org/lost-password"),
        Example(html=page_of(22, "<form method=post><label>Permit <input name=permit></label></form>")),
        Example(html=page_of(20, "".join(f'<p><a href="/p{n}">Car park {n}</a></p>' for n in range(8)))),
    ),
)
