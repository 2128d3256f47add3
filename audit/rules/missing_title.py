"""The page has no title of its own.

The title is what search results, browser tabs and screen readers show; without one nobody knows what the page is.

Give it a title that says what the page is about, with the most telling words first.
"""

from audit.rule import Certainty, Evidence, Example, Page, Rule, Severity, Site, quote


def check(page: Page, site: Site) -> Evidence:
    if not page.title.strip():
        begins = page.heading or site.content(page).text.partition("\n")[0]
        yield f"no title; the page begins {quote(begins)}" if begins else "no title"


RULE = Rule(
    id="missing-title",
    title="No title",
    severity=Severity.HIGH,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    advice="Give it a title that says what it is about.",
    flags=(
        Example(
            html="<main><h1>Parking</h1><p>Where to park</p></main>", says=("no title; the page begins “Parking”",)
        ),
        Example(html="<title> </title>", says=("no title",)),
    ),
    passes=(Example(html="<title>Parking</title><h1>Where to park</h1>"),),
)
