"""The page links to a page of this site that does not exist, fails, or redirects to one that does.

Readers who trust the link arrive at an error message, and search engines think less of the page.

Link to the right address, or take the link out.
"""

from audit.rule import (
    Certainty,
    Evidence,
    Example,
    LinkKind,
    LinkState,
    Page,
    Rule,
    Seen,
    Severity,
    Site,
    Wanted,
    quote,
    short,
)

BROKEN = Wanted(states=(LinkState.BROKEN,), kinds=(LinkKind.LINK, LinkKind.FRAME))


def check(page: Page, site: Site) -> Evidence:
    for link in site.links_from(page, BROKEN):
        if site.is_own(link.url):
            yield Seen(
                f"{quote(link.text or 'link', 50)} leads to {short(link.url, page.url)}: {site.judged(link).error}",
                template=site.on_every_page(link),
            )


LINK = '<p>Read <a href="/grants">how to apply</a>.</p>'
RULE = Rule(
    id="broken-link",
    title="Links to missing pages of this site",
    severity=Severity.HIGH,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    advice="Link to the right address, or take the link out.",
    flags=(
        Example(
            html=LINK,
            others=(Example(url="https://www.example.org/grants", status=404),),
            says=("“how to apply” leads to /grants: does not exist (404)",),
        ),
    ),
    passes=(
        Example(html=LINK, others=(Example(url="https://www.example.org/grants"),)),
        Example(
            html=LINK,
            others=(
                Example(url="https://www.example.org/grants", status=301, headers={"location": "/money"}),
                Example(url="https://www.example.org/money"),
            ),
        ),
    ),
)
