"""The page links to a page of another site that does not exist (any more), as two checks at least a day apart say.

A link that leads nowhere wastes the reader's time and makes them doubt the rest of the page.

Link to the page's new address or to another source, or take the link out.
"""

from audit.rule import Certainty, Evidence, Example, LinkState, Page, Rule, Seen, Severity, Site, Wanted, quote, short

BROKEN = Wanted(states=(LinkState.BROKEN,))


def check(page: Page, site: Site) -> Evidence:
    for link in site.links_from(page, BROKEN):
        if site.is_own(link.url):
            continue
        yield Seen(
            f"{quote(link.text or 'picture', 50)} leads to {short(link.url, page.url)}: {site.judged(link).error}",
            template=site.on_every_page(link),
        )


THEIRS = "https://other.example/report"
BEFORE = "2026-05-01T12:00:00+00:00"
LINK = f'<p>See <a href="{THEIRS}">their report</a>.</p>'
RULE = Rule(
    id="broken-external-link",
    title="Links to missing pages of other sites",
    severity=Severity.MEDIUM,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    advice="Correct the link, link to another source, or take it out.",
    flags=(
        Example(
            html=LINK,
            others=(Example(url=THEIRS, status=404, facts={"failed_at": BEFORE}),),
            says=(f"“their report” leads to {THEIRS}: does not exist (404); first seen so on 1 May 2026",),
        ),
    ),
    passes=(
        Example(html=LINK, others=(Example(url=THEIRS),)),
        Example(html=LINK, others=(Example(url=THEIRS, status=404),)),
        Example(html=LINK, others=(Example(url=THEIRS, status=403),)),
        Example(
            html=LINK,
            others=(Example(url=THEIRS, facts={"status": 0, "error": "no answer within 20 seconds"}),),
        ),
        Example(html=LINK),
    ),
)
