"""The server says that all is well, but the page says “not found”, or is like what comes for invented addresses.

Search engines and link checkers count a dead page as alive, so links to it are never noticed and never mended.

Let the server answer 404 or 410 for it, bring the page back, or redirect the address.
"""

from dataclasses import replace
from urllib.parse import urlsplit

from audit.groups import spelling
from audit.not_found import not_found
from audit.rule import About, Certainty, Evidence, Example, Page, Rule, Seen, Severity, Site, Threshold, cut, quote

FEWEST_WORDS = 3
"""Of fewer words any two pages are alike."""


def check(page: Page, site: Site) -> Evidence:
    if page.redirects_to:
        yield from sent_home(page, site)
    if not About.PAGES.covers(page) or page.url in site.front_pages or page.needs_script:
        return
    words = page.words or 0
    if page.soft_404 is not None and page.soft_404 >= site.threshold(RULE, "likeness") and words >= FEWEST_WORDS:
        said = f"{page.soft_404:.0%} like the page that the site shows for addresses that do not exist"
        yield Seen(said, certainty=Certainty.SURE if page.soft_404 == 1 else None)
    elif words <= site.threshold(RULE, "words") and (
        said := not_found(page.title, page.heading, site.content(page).text, words)
    ):
        yield f"answers 200, but says {quote(said)}"


def sent_home(page: Page, site: Site) -> Evidence:
    """An address that is led to the start page like many others, so that nobody learns that it is gone."""
    home = site.end(page)
    if home not in site.front_pages or page.url in site.front_pages:
        return
    if spelling(home) == spelling(page.url) or not site.links_in(page):
        return
    sent = site.sent_to(home)
    if len(sent) >= site.threshold(RULE, "sent-home"):
        others = [path for path in sent if path != urlsplit(page.url).path]
        said = f"leads to the start page, as {len(others)} other addresses do: {cut(', '.join(others[:3]), 90)}"
        yield Seen(said, Severity.MEDIUM, Certainty.HINT)


def titled(title: str, heading: str = "") -> str:
    return f"<title>{title}</title><main><h1>{heading or title}</h1><p>Try the search.</p></main>"


SENT = tuple(
    Example(url=f"https://www.example.org/old-{number}", status=301, headers={"location": "/"}) for number in range(5)
)
RULE = Rule(
    id="soft-404",
    title="Says “not found” but answers “all is well”",
    severity=Severity.HIGH,
    certainty=Certainty.LIKELY,
    doc=__doc__,
    check=check,
    about=About.ADDRESSES,
    advice="Let the server answer 404, bring the page back, or redirect the address.",
    thresholds={
        "likeness": Threshold(0.9, "share of words in common with the site's own error page", "our judgement"),
        "words": Threshold(600, "words; a page that says “not found” and has more is about it", "our judgement"),
        "sent-home": Threshold(5, "addresses that lead to the start page", "our judgement; Google: soft 404"),
    },
    flags=(
        Example(html=titled("Page not found | Example"), says=("answers 200, but says “Page not found”",)),
        Example(
            html=titled("Example", "Sorry, we can’t find that page"),
            says=("answers 200, but says “Sorry, we can’t find that page”",),
        ),
        Example(html=titled("404"), says=("answers 200, but says “404”",)),
        Example(html=titled("Seite nicht gefunden – Beispiel"), says=("answers 200, but says “Seite nicht gefunden”",)),
        Example(
            html=titled("Shop"),
            facts={"soft_404": 0.97},
            says=("97% like the page that the site shows for addresses that do not exist",),
        ),
        replace(
            SENT[0],
            others=(
                *SENT[1:],
                Example(url="https://www.example.org/", html='<title>Home</title><a href="/old-0">Old</a>'),
            ),
            says=("leads to the start page, as 4 other addresses do: /old-1, /old-2, /old-3",),
        ),
    ),
    passes=(
        Example(html=titled("Designing a 404 page")),
        Example(html=titled("What to do when a page is not found")),
        Example(html=titled("Lost and found")),
        Example(html=titled("Route 404")),
        Example(html=titled("Page not found"), status=404),
        Example(html=titled("Shop"), facts={"soft_404": 0.4}),
        Example(
            url="https://www.example.org/home",
            html=titled("Shop"),
            facts={"soft_404": 1.0},
            others=(Example(url="https://www.example.org/", status=302, headers={"location": "/home"}),),
        ),
    ),
)
