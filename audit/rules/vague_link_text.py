"""A link's words say nothing about where it leads: “click here”, “more”, or a bare address.

People who scan a page, and those who listen to a list of its links, cannot tell what they will get (WCAG 2.4.4).

Let the link's words name what is behind it, as in “how to apply for a grant”.
"""

import re
from pathlib import PurePosixPath

from audit.groups import plain
from audit.rule import (
    Certainty,
    Evidence,
    Example,
    Link,
    LinkKind,
    Page,
    Place,
    Rule,
    Severity,
    Site,
    Wanted,
    listed,
    quote,
    short,
)
from crawler.urls import parts_of

VAGUE = frozenset(
    (
        "click here", "click", "here", "more", "read more", "more info", "more information", "learn more",
        "find out more", "link", "this link", "this", "this page", "see more", "view more", "details", "continue",
        "continue reading",
        "go", "cliciwch yma", "yma", "mwy", "darllen mwy", "hier", "hier klicken", "mehr", "weiterlesen", "mehr lesen",
        "ici", "cliquez ici", "en savoir plus", "lire la suite", "aqui", "aquí", "haga clic aquí", "más", "leer más",
        "qui", "leggi tutto",
    )
)  # fmt: skip
POINTING = re.compile(
    r"(?:see |read |view |in |on |at |from )?(?:this|these|that) (?:one|here|(?:blog |news |web )?"
    r"(?:page|post|article|site|website|document|file|report|video|form|list|story|piece|item|address|url)s?)(?: here)?"
)
"""“this post”: it points at something, and a list of links does not show at what."""
ADDRESS = re.compile(r"(?:https?://|www\.)\S{25,}", re.IGNORECASE)
"""A short address (www.example.org) names its site well enough."""
SHOWN = 3


def vague(text: str) -> bool:
    """Whether the words of a link say nothing about where it leads."""
    words = plain(text)
    if not words:
        return text.strip() not in ("", "#")  # which stands for numbers before the letters from A to Z
    return words in VAGUE or POINTING.fullmatch(words) is not None or ADDRESS.fullmatch(text.strip()) is not None


def named(link: Link) -> bool:
    """Whether the words are the name of what is behind them: “continue” that leads to #continue is a term."""
    end = PurePosixPath(parts_of(link.url).path).stem
    return plain(link.text) != "" and plain(link.text) in (plain(link.fragment), plain(end))


def points_to_itself(link: Link, page: Page) -> bool:
    """Whether it is the “¶” beside a heading, which nobody lists."""
    return not plain(link.text) and link.url == page.url


WANTED = Wanted(kinds=(LinkKind.LINK,), place=Place.CONTENT, text=vague)


def check(page: Page, site: Site) -> Evidence:
    links = [link for link in site.links_from(page, WANTED) if not (named(link) or points_to_itself(link, page))]
    if links:
        first = [f"{quote(link.text, 40)} ({short(link.url, page.url)[:40]})" for link in links[:SHOWN]]
        yield listed(first, len(links), "links")


RULE = Rule(
    id="vague-link-text",
    title="Links that do not say where they lead",
    severity=Severity.LOW,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    advice="Let the link's words name what is behind it.",
    flags=(
        Example(html='<p>To apply <a href="/form">click here</a>.</p>', says=("“click here” (/form)",)),
        Example(
            html='<p>As <a href="/post">this blog post</a> says<a href="/form">.</a></p>',
            says=("“this blog post” (/post) and “.” (/form)",),
        ),
        Example(
            html='<p>See <a href="/form">https://www.example.org/forms/apply-for-a-grant</a>.</p>',
            says=("“https://www.example.org/forms/apply-for…” (/form)",),
        ),
    ),
    passes=(
        Example(html='<p>See <a href="/form">how to apply</a> or <a href="/">www.example.org</a>.</p>'),
        Example(html='<p>See <a href="/form">this form for grants</a>.</p>'),
        Example(html='<p>The word <a href="/words#continue">continue</a> stands in a loop.</p>'),
        Example(html='<h2 id="fees">Fees <a href="#fees">¶</a></h2>'),
        Example(html='<p><a href="/a-to-z/numbers">#</a> <a href="/a-to-z/a">A</a> <a href="/a-to-z/b">B</a></p>'),
    ),
)
