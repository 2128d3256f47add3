"""The address does not exist: the server answers “not found”, “removed for good” or “refused”.

Visitors who follow a link or a bookmark to it stand before a closed door, and the organisation looks careless.

Bring the page back, redirect the address to the page that does its work now, or correct the links that lead here.
"""

from audit.rule import About, Certainty, Evidence, Example, FoundBy, Page, Rule, Seen, Severity, Site, links_here

REFUSED = range(400, 500)
NOT_MISSING = (401, 429)
"""A page for people with a password is there, and “too many questions” says nothing about the page."""


def check(page: Page, site: Site) -> Evidence:
    if page.status not in REFUSED or page.status in NOT_MISSING:
        return
    where = links_here(page, site)
    if where:
        yield Seen(f"answers {page.status}; linked from {where}", Severity.CRITICAL)
    elif page.found_by is FoundBy.SITEMAP:
        yield Seen(f"answers {page.status}; no page links to it, but the sitemap names it", Severity.MEDIUM)
    elif page.found_by is FoundBy.VISITS:
        yield f"answers {page.status}; no page links to it, but people still come"
    elif page.found_by is FoundBy.LIST:
        yield f"answers {page.status}; it stands in the list of addresses"


HOME = Example(url="https://www.example.org/", html='<title>Home</title><p><a href="/grants">How to apply</a></p>')
RULE = Rule(
    id="missing-page",
    title="Page does not exist",
    severity=Severity.HIGH,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    about=About.ADDRESSES,
    advice="Bring it back, redirect the address, or correct the links that lead here.",
    flags=(
        Example(
            url="https://www.example.org/grants",
            status=404,
            others=(HOME,),
            says=("answers 404; linked from / “How to apply”",),
        ),
        Example(
            url="https://www.example.org/old",
            status=410,
            facts={"found_by": FoundBy.SITEMAP},
            says=("answers 410; no page links to it, but the sitemap names it",),
        ),
    ),
    passes=(
        Example(url="https://www.example.org/grants", html="<p>Grants</p>", others=(HOME,)),
        Example(url="https://www.example.org/staff", status=401),
    ),
)
