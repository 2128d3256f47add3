"""A link points to a certain place of a page of this site (the part after #), and the page has no such place.

Readers land at the top of a long page and have to look for what they were promised.

Correct the part after #, or give the place on the page that name.
"""

from audit.rule import Certainty, Evidence, Example, LinkKind, Page, Rule, Severity, Site, quote, short
from audit.spelling import closest

HINTS = 10
"""So many links of a page get a hint of what may be meant: each is compared with all places of a page."""


def check(page: Page, site: Site) -> Evidence:
    if page.needs_script:
        return
    links = (link for link in site.fragment_links(page) if link.kind is LinkKind.LINK and not site.has_place(link))
    for number, link in enumerate(links):
        near = closest(link.fragment, site.anchors(link.url)) if number < HINTS else ""
        where = "this page" if link.url == page.url else short(link.url, page.url)
        yield f"{quote(link.text or 'link', 50)} points to #{link.fragment} on {where}" + (
            f"; there is #{near}" if near else ""
        )


LINK = '<p>Read <a href="/fees#part-two">part two</a>.</p>'
RULE = Rule(
    id="missing-fragment",
    title="Links to a place that a page does not have",
    severity=Severity.LOW,
    certainty=Certainty.LIKELY,
    doc=__doc__,
    check=check,
    advice="Correct the part of the link after #.",
    flags=(
        Example(
            html=LINK,
            others=(Example(url="https://www.example.org/fees", html='<h2 id="part-2">Two</h2>'),),
            says=("“part two” points to #part-two on /fees; there is #part-2",),
        ),
        Example(html='<p><a href="#notes">Notes</a></p>', says=("“Notes” points to #notes on this page",)),
    ),
    passes=(
        Example(html=LINK, others=(Example(url="https://www.example.org/fees", html='<h2 id="part-two">Two</h2>'),)),
        Example(html=LINK, others=(Example(url="https://www.example.org/fees", status=404),)),
        Example(html='<p><a href="#top">Top</a> <a href="#">Menu</a> <a href="#!/map">Map</a></p>'),
        Example(
            html='<p><a href="https://other.example/#x">Other</a></p>', others=(Example(url="https://other.example/"),)
        ),
    ),
)
