"""The same page answers at several addresses that differ only in www, http, a slash, capitals or a parameter.

Links, bookmarks and numbers of visitors are split between them, and search engines may show the wrong one.

Choose one address, redirect the others to it, and name it as canonical.
"""

from audit.rule import Certainty, Evidence, Example, Page, Rule, Severity, Site, cut, listed

SHOWN = 2


def check(page: Page, site: Site) -> Evidence:
    others = site.same_address(page) + (() if page.canonical else site.variants_of(page))
    if others:
        yield f"also answers at {listed([cut(other.url, 80) for other in others[:SHOWN]], len(others), 'addresses')}"


HTML = "<title>Fees</title><main><p>Swimming costs three pounds.</p></main>"
VARIANT = {"variant_of": "https://www.example.org/page", "redirects_to": "https://www.example.org/page"}
RULE = Rule(
    id="several-addresses",
    title="One page, several addresses",
    severity=Severity.LOW,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    advice="Choose one address and redirect the others to it.",
    flags=(
        Example(
            html=HTML,
            others=(Example(html=HTML, url="https://www.example.org/Page/"),),
            says=("also answers at https://www.example.org/Page/",),
        ),
        Example(
            html=HTML,
            others=(Example(url="https://www.example.org/page/index.html", facts=VARIANT),),
            says=("also answers at https://www.example.org/page/index.html",),
        ),
        Example(
            html=HTML,
            others=(Example(html=HTML, url="https://www.example.org/page?print=1"),),
            says=("also answers at https://www.example.org/page?print=1",),
        ),
    ),
    passes=(
        Example(html=HTML, others=(Example(url="https://www.example.org/page/", status=301, facts=VARIANT),)),
        Example(
            html=f'<link rel="canonical" href="https://www.example.org/page">{HTML}',
            others=(Example(url="https://www.example.org/page/", facts=VARIANT),),
        ),
        Example(html=HTML, others=(Example(html=HTML, url="https://www.example.org/other"),)),
        Example(
            html=HTML, others=(Example(html=HTML.replace("three", "two"), url="https://www.example.org/page?child=1"),)
        ),
        Example(
            html=f'<link rel="canonical" href="https://www.example.org/page/">{HTML}',
            others=(Example(html=HTML, url="https://www.example.org/page/"),),
        ),
    ),
)
