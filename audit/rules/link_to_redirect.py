"""The page links to an old address of this site, which sends visitors on to the new one.

It works, but each visitor waits a little longer, and the link breaks on the day somebody tidies up the redirects.

Link straight to the new address.
"""

from audit.groups import spelling
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

REDIRECTED = Wanted(states=(LinkState.REDIRECT,), kinds=(LinkKind.LINK, LinkKind.FRAME))


def check(page: Page, site: Site) -> Evidence:
    for link in site.links_from(page, REDIRECTED):
        target = site.page(link.url)
        if target is not None and site.is_own(link.url):
            end = site.end(target)
            if spelling(end) == spelling(link.url):
                continue
            yield Seen(
                f"{quote(link.text or 'link', 50)} leads to {short(link.url, page.url)}, now {short(end, page.url)}",
                template=site.on_every_page(link),
            )


LINK = '<p>Read <a href="/grants">how to apply</a>.</p>'
MONEY = Example(url="https://www.example.org/money", html="<p>Money</p>")
MOVED = Example(url="https://www.example.org/grants", status=301, headers={"location": "/money"})
RULE = Rule(
    id="link-to-redirect",
    title="Links to an old address",
    severity=Severity.LOW,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    advice="Link straight to the new address.",
    flags=(Example(html=LINK, others=(MOVED, MONEY), says=("“how to apply” leads to /grants, now /money",)),),
    passes=(
        Example(
            html=LINK,
            others=(
                Example(url="https://www.example.org/grants", status=301, headers={"location": "/grants/"}),
                Example(url="https://www.example.org/grants/"),
            ),
        ),
        Example(html=LINK, others=(Example(url="https://www.example.org/grants"),)),
        Example(html=LINK, others=(MOVED, Example(url="https://www.example.org/money", status=404))),
    ),
)
