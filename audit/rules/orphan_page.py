"""No page of the site links to this page or document; it is only known from the sitemap, a list, or its visits.

Nobody finds it who does not know its address, and nobody remembers to look after it.

Link to it from where people would look for it, or remove it.
"""

from audit.rule import About, Certainty, Evidence, Example, FoundBy, Page, Rule, Severity, Site

KNOWN_BY = {
    FoundBy.SITEMAP: "it is named in the sitemap",
    FoundBy.LIST: "it stands in the list of addresses",
    FoundBy.VISITS: "people come to it all the same",
    FoundBy.LINK: "only an address that is not live links to it",
}


def check(page: Page, site: Site) -> Evidence:
    if site.is_orphan(page) and "noindex" not in page.robots:
        yield f"no page links to it; {KNOWN_BY[page.found_by]}"


LINKING = Example(url="https://www.example.org/", html='<p><a href="/page">The page</a></p>')
RULE = Rule(
    id="orphan-page",
    title="No page links to it",
    severity=Severity.MEDIUM,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    about=About.LIVE,
    advice="Link to it where people would look for it, or remove it.",
    flags=(
        Example(
            html="<p>Lost</p>",
            facts={"found_by": FoundBy.SITEMAP},
            says=("no page links to it; it is named in the sitemap",),
        ),
        Example(
            html='<p><a href="/page">This page</a></p>',
            facts={"found_by": FoundBy.VISITS},
            says=("no page links to it; people come to it all the same",),
        ),
    ),
    passes=(
        Example(html="<p>Found</p>", others=(LINKING,)),
        Example(url="https://www.example.org/", html="<p>Home</p>"),
        Example(
            html="<p>Found through a redirect</p>",
            others=(
                Example(url="https://www.example.org/", html='<p><a href="/old">Old</a></p>'),
                Example(url="https://www.example.org/old", status=301, headers={"location": "/page"}),
            ),
        ),
    ),
)
