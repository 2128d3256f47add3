"""The page is very long, or has long stretches of text without a heading.

People read pages in glances; what has no heading is not found, and few read to the end.

Divide it by headings that say what comes, move what few need to pages of its own, and cut the rest.
"""

from audit.rule import Certainty, Evidence, Example, Page, Rule, Severity, Site, Threshold


def check(page: Page, site: Site) -> Evidence:
    words = page.words or 0
    if words < site.threshold(RULE, "words-a-heading"):
        return
    headings = len(site.content(page).headings)
    if words > site.threshold(RULE, "words-a-heading") * max(1, headings):
        yield f"{words:,} words with {'1 heading' if headings == 1 else f'{headings} headings'}"
    elif words > site.threshold(RULE, "words"):
        yield f"{words:,} words"


RULE = Rule(
    id="long-page",
    title="Long, or few headings",
    severity=Severity.LOW,
    certainty=Certainty.HINT,
    doc=__doc__,
    check=check,
    advice="Divide it by headings, and cut what nobody needs.",
    thresholds={
        "words": Threshold(3000, "words of main text", "our judgement; GOV.UK asks for 500 where possible"),
        "words-a-heading": Threshold(
            500, "words per heading", "our judgement; GOV.UK: a heading every 3 to 5 paragraphs"
        ),
    },
    flags=(
        Example(html=f"<main><h1>Fees</h1><p>{'word ' * 700}</p></main>", says=("701 words with 1 heading",)),
        Example(html=f"<main>{('<h2>Fees</h2><p>' + 'word ' * 399 + '</p>') * 8}</main>", says=("3,200 words",)),
    ),
    passes=(Example(html=f"<main><h1>Fees</h1><p>{'word ' * 300}</p><h2>More</h2><p>{'word ' * 300}</p></main>"),),
)
