"""The page links to a page of another site that does not exist (any more).

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
            certainty=Certainty.SURE if site.failed_before(link.url) else None,
            template=site.on_every_page(link),
        )


LINK = '<p>See <a href="https://other.example/report">their report</a>.</p>'
RULE = Rule(
    id="broken-external-link",
    title="Links to missing pages of other sites",
    severity=Severity.MEDIUM,
    certainty=Certainty.LIKELY,
    doc=__doc__,
    check=check,
    advice="Correct the link, link to another source, or take it out.",
    flags=(
        Example(
            html=LINK,
            others=(Example(url="https://other.example/report", status=404),),
            says=("“their report” leads to https://other.example/report: does not exist (404)",),
        ),
    ),
    passes=(
        Example(html=LINK, others=(Example(url="https://other.example/report"),)),
        Example(html=LINK, others=(Example(url="https://other.example/report", status=403),)),
        Example(
            html=LINK,
            others=(
                Example(
                    url="https://other.example/report", facts={"status": 0, "error": "no answer within 20 seconds"}
                ),
            ),
        ),
        Example(html=LINK),
    ),
)
