"""The page gives no summary (meta description) for search results, or one that is cut off there.

Without it search engines show a sentence of their choice, and people cannot tell whether the page is what they need.

Write one or two sentences, under 160 characters, that say what the page gives to whom.
"""

from audit.rule import Certainty, Evidence, Example, Page, Rule, Severity, Site, Threshold, cut


def check(page: Page, site: Site) -> Evidence:
    if not page.description:
        if "noindex" not in page.robots:
            yield "no summary"
    elif len(page.description) > site.threshold(RULE, "most"):
        yield f"{len(page.description)} characters: “{cut(page.description, 120)}”"


RULE = Rule(
    id="missing-summary",
    title="Summary missing or too long",
    severity=Severity.LOW,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    advice="Write one or two sentences that say what the page gives to whom.",
    thresholds={"most": Threshold(160, "characters", "GOV.UK content audit guidance")},
    flags=(
        Example(html="<title>Fees</title>", says=("no summary",)),
        Example(
            html=f'<meta name="description" content="{"Prices for all. " * 11}">',
            says=(f"175 characters: “{'Prices for all. ' * 7}Prices…”",),
        ),
    ),
    passes=(
        Example(html='<meta name="description" content="What the pool costs, for whom, and how to pay.">'),
        Example(html='<meta name="robots" content="noindex">'),
    ),
)
