"""The sitemap names an address that redirects, asks search engines to stay away, or names another one as the right one.

Search engines are told two things at once, and may believe the wrong one.

Put the right address into the sitemap, or take this one out.
"""

from audit.rule import About, Certainty, Evidence, Example, FoundBy, Page, Rule, Severity, Site, short

OK = 200


def check(page: Page, site: Site) -> Evidence:
    if page.found_by is not FoundBy.SITEMAP:
        return
    if page.variant_of and page.status == OK:
        yield f"in the sitemap, but {short(page.variant_of, page.url)} is the same page"
    elif page.redirects_to:
        yield f"in the sitemap, but redirects to {short(page.redirects_to, page.url)}"
    elif "noindex" in page.robots:
        yield "in the sitemap, but asks search engines to stay away (noindex)"
    elif page.canonical not in ("", page.url):
        yield f"in the sitemap, but names {short(page.canonical, page.url)} as the right address"


IN_SITEMAP = {"found_by": FoundBy.SITEMAP}
RULE = Rule(
    id="sitemap-mismatch",
    title="Sitemap and page disagree",
    severity=Severity.LOW,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    about=About.ADDRESSES,
    advice="Put the right address into the sitemap, or take this one out.",
    flags=(
        Example(
            status=301,
            headers={"location": "/new"},
            facts=IN_SITEMAP,
            says=("in the sitemap, but redirects to /new",),
        ),
        Example(
            html='<meta name="robots" content="noindex">',
            facts=IN_SITEMAP,
            says=("in the sitemap, but asks search engines to stay away (noindex)",),
        ),
        Example(
            html='<link rel="canonical" href="/right">',
            facts=IN_SITEMAP,
            says=("in the sitemap, but names /right as the right address",),
        ),
    ),
    passes=(Example(html="<p>Fine</p>", facts=IN_SITEMAP), Example(html='<meta name="robots" content="noindex">')),
)
