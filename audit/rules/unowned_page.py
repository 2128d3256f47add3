"""Neither a date nor an author can be found for the page, wherever one could look.

Nobody can tell how far to trust it, and nobody knows whom to ask about it.

Note on the page when it was last reviewed, and by which team.
"""

from audit.rule import Certainty, DatedBy, Evidence, Example, Page, Rule, Severity, Site


def check(page: Page, site: Site) -> Evidence:
    if not (page.author or page.published or page.modified) and page.url not in site.front_pages:
        yield "no date and no author in its text, its data, its address, the sitemap or the server's answer"


RULE = Rule(
    id="unowned-page",
    title="No date and no author",
    severity=Severity.MEDIUM,
    certainty=Certainty.LIKELY,
    doc=__doc__,
    check=check,
    advice="Note when it was last reviewed, and by which team.",
    flags=(
        Example(
            html="<main><p>Ask at the desk.</p></main>",
            says=("no date and no author in its text, its data, its address, the sitemap or the server's answer",),
        ),
    ),
    passes=(
        Example(html="<p>Ask</p>", facts={"modified": "2024-05-01", "dated_by": DatedBy.META}),
        Example(html='<meta name="author" content="Library team"><p>Ask at the desk.</p>'),
    ),
)
