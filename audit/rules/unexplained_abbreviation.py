"""The page uses abbreviations that it never explains.

Colleagues know them; many of the people for whom the page is written do not.

Write the words out where they come first, with the abbreviation in brackets.
"""

from audit.rule import Certainty, Evidence, Example, Page, Rule, Severity, Site, listed, quote

SHOWN = 4


def check(page: Page, site: Site) -> Evidence:
    found = site.words(page).unexplained
    if len(found) == 1:
        yield f"{found[0].short}: {quote(found[0].sentence, 120)}"
    elif found:
        yield listed([one.short for one in found[:SHOWN]], len(found), "abbreviations")


RULE = Rule(
    id="unexplained-abbreviation",
    title="Abbreviations that are not explained",
    severity=Severity.LOW,
    certainty=Certainty.HINT,
    doc=__doc__,
    check=check,
    advice="Write the words out where they come first.",
    flags=(
        Example(html="<main><p>Ask the QPRT for help.</p></main>", says=("QPRT: “Ask the QPRT for help.”",)),
        Example(html="<main><p>Ask the QPRT or the ZLV.</p></main>", says=("QPRT and ZLV",)),
        Example(html="<main><p>We teach with QPRT, AR and drones.</p></main>", says=("QPRT and AR",)),
    ),
    passes=(
        Example(html="<main><p>Write to the office in Bethesda, MD 20814.</p></main>"),
        Example(html="<main><p>Ask the Quick Pool Repair Team (QPRT) for help.</p></main>"),
        Example(html="<main><p>Ask the QPRT for help.</p></main>", settings='[rules]\nknown-words = ["QPRT"]'),
    ),
)
