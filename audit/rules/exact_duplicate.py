"""Other addresses of the site hold exactly the same text.

Somebody will correct one of them and forget the other; then readers find two versions and cannot tell which is right.

Keep the one that people link to, and redirect the other addresses to it.
"""

from audit.rule import About, Certainty, Evidence, Example, Page, Rule, Severity, Site, Threshold, listed, short

SHOWN = 3


def check(page: Page, site: Site) -> Evidence:
    if (page.words or 0) < site.threshold(RULE, "words"):
        return
    others = site.same_text(page)
    if others:
        first = [short(other.url, page.url) for other in others[:SHOWN]]
        yield f"same text as {listed(first, len(others), 'addresses')}"


TEXT = "<main><h1>Parking</h1><p>" + "You may park here on weekdays. " * 10 + "</p></main>"
RULE = Rule(
    id="exact-duplicate",
    title="Same text at another address",
    severity=Severity.HIGH,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    about=About.LIVE,
    advice="Keep one and redirect the others to it.",
    thresholds={"words": Threshold(20, "words of main text, so that empty pages are no copies", "our judgement")},
    flags=(
        Example(
            html=TEXT, others=(Example(html=TEXT, url="https://www.example.org/copy"),), says=("same text as /copy",)
        ),
    ),
    passes=(
        Example(
            html=TEXT, others=(Example(html=TEXT.replace("weekdays", "Sundays"), url="https://www.example.org/b"),)
        ),
        Example(html="<p>Empty</p>", others=(Example(html="<p>Empty</p>", url="https://www.example.org/b"),)),
        Example(
            html=f'<link rel="canonical" href="https://www.example.org/copy">{TEXT}',
            others=(Example(html=TEXT, url="https://www.example.org/copy"),),
        ),
    ),
)
