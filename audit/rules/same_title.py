"""Other pages of the site have the same title, though they say something else.

In search results, tabs and bookmarks nobody can tell the pages apart, so people open the wrong one.

Give each page a title of its own, or merge the pages if they are about the same thing.
"""

import re

from audit.rule import Certainty, Evidence, Example, Page, Rule, Severity, Site, listed, quote, short

SHOWN = 3
NEXT_PAGES = re.compile(r"[?&/](?:page|p|start|offset)[=/]?\d+", re.IGNORECASE)
"""The second page of a list may be called as the first."""


def check(page: Page, site: Site) -> Evidence:
    if NEXT_PAGES.search(page.url):
        return
    others = [other for other in site.same_title(page) if not NEXT_PAGES.search(other.url)]
    if others:
        where = listed([short(other.url, page.url) for other in others[:SHOWN]], len(others), "pages")
        yield f"{quote(page.title)} is also the title of {where}"


def titled(title: str, path: str, text: str) -> Example:
    return Example(url=f"https://www.example.org/{path}", html=f"<title>{title}</title><main><p>{text}</p></main>")


A, B = titled("Fees", "page", "Fees of the pool"), titled("Fees!", "b", "Fees of the library")
RULE = Rule(
    id="same-title",
    title="Same title as another page",
    severity=Severity.MEDIUM,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    advice="Give it a title of its own, or merge the pages.",
    flags=(Example(html=A.html, others=(B,), says=("“Fees” is also the title of /b",)),),
    passes=(
        Example(html=A.html, others=(titled("Fees 2025", "b", "Fees of next year"),)),
        Example(html=A.html, others=(titled("Fees", "page?page=2", "More fees"),)),
        Example(html=A.html, others=(Example(html=A.html, url="https://www.example.org/copy"),)),
    ),
)
