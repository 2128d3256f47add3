"""The page has no main heading (h1), or its headings skip a level.

People who listen to a page find their way by its headings; a gap makes them think that they missed something.

Give the page one main heading, and let each heading be at most one level below the one before.
"""

from itertools import pairwise

from audit.rule import Certainty, Evidence, Example, Page, Rule, Severity, Site, quote


def check(page: Page, site: Site) -> Evidence:
    headings = site.content(page).headings
    if not any(level == 1 for level, _ in headings):
        yield "no main heading (h1)" + (
            f"; the first is {quote(headings[0][1])} (h{headings[0][0]})" if headings else ""
        )
    for (above, before), (level, heading) in pairwise(headings):
        if level > above + 1:
            yield f"{quote(heading)} (h{level}) follows {quote(before)} (h{above})"
            return


RULE = Rule(
    id="heading-order",
    title="No main heading, or a level skipped",
    severity=Severity.LOW,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    advice="Give it one main heading, and skip no level below.",
    flags=(
        Example(
            html="<main><h2>Fees</h2><p>Three pounds</p></main>",
            says=("no main heading (h1); the first is “Fees” (h2)",),
        ),
        Example(
            html="<main><h1>Pool</h1><p>Open</p><h4>Fees</h4><p>Three pounds</p></main>",
            says=("“Fees” (h4) follows “Pool” (h1)",),
        ),
    ),
    passes=(
        Example(html="<main><h1>Pool</h1><h2>Fees</h2><h3>Children</h3><h2>Hours</h2><p>Daily</p></main>"),
        Example(html='<h1><a href="/"><img src="/logo.png" alt="Pool"></a></h1><main><h2>Fees</h2><p>Daily</p></main>'),
    ),
)
