"""The page is many clicks away from the start page.

Hardly anybody clicks so often, so only those find it who search, and search engines think it unimportant.

Link to it from a page nearer to the start, or ask whether it is needed.
"""

from audit.rule import Certainty, Evidence, Example, Page, Rule, Severity, Site, Threshold


def check(page: Page, site: Site) -> Evidence:
    if page.depth is not None and page.depth > site.threshold(RULE, "clicks") and site.kind_of(page) != "news":
        yield f"{page.depth} clicks from the start page"


RULE = Rule(
    id="buried-page",
    title="Many clicks from the start page",
    severity=Severity.LOW,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    advice="Link to it from nearer to the start, or ask whether it is needed.",
    thresholds={"clicks": Threshold(4, "clicks from a start page", "SEOnaut: more than 4")},
    flags=(Example(html="<p>Deep</p>", facts={"depth": 6}, says=("6 clicks from the start page",)),),
    passes=(
        Example(html="<p>Near</p>", facts={"depth": 4}),
        Example(html="<p>Only in the sitemap</p>", facts={"depth": None}),
        Example(html="<p>News</p>", url="https://www.example.org/news/fete", facts={"depth": 6}),
    ),
)
