"""The page links to a page of this site that does not exist, fails, or redirects to one that does.

Readers who trust the link arrive at an error message, and search engines think less of the page.

Link to the right address, or take the link out.
"""

import re

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


WEB = re.compile(r"https?://\S+$", re.IGNORECASE)
FILE = re.compile(r"[A-Za-z]:[\\/]|\\\\")
"""Begins what stands on a computer, of which another rule speaks."""
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
SLIP = re.compile(r"(?!mailto:)(?:h?[htps]{3,6}|m[ailto]{4,6}):|https?:", re.IGNORECASE)
"""What comes of typing http, https or mailto; other programs have more schemes of their own than can be listed."""


def no_address(url: str) -> bool:
    """Whether nothing at all can open an address, because it is misspelt."""
    if WEB.match(url) or FILE.match(url):
        return False
    return SLIP.match(url) is not None or SCHEME.match(url) is None


MISSPELT = Wanted(to=no_address)


def check(page: Page, site: Site) -> Evidence:
    for link in site.links_from(page, BROKEN):
        if site.is_own(link.url):
            yield Seen(
                f"{quote(link.text or 'link', 50)} leads to {short(link.url, page.url)}: {site.judged(link).error}",
                template=site.on_every_page(link),
            )
    for link in site.links_from(page, MISSPELT):
        yield Seen(
            f"{quote(link.text or 'link', 50)} leads to {quote(link.url, 80)}, which is no address",
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
        Example(
            html='<p><a href="htp://www.example.org/">Home</a></p>',
            says=("“Home” leads to “htp://www.example.org/”, which is no address",),
        ),
        Example(
            html='<p><a href="mailt:ann@example.org">Write</a></p>',
            says=("“Write” leads to “mailt:ann@example.org”, which is no address",),
        ),
    ),
    passes=(
        Example(html='<p><a href="git://git.example.org/a.git">Code</a></p>'),
        Example(html='<p><a href="spotify:track:1">Song</a> <a href="rtsp://www.example.org/a">Film</a></p>'),
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
