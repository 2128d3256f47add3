"""Other pages of the site say nearly the same.

Readers cannot tell which one is right, and what is corrected on one stays wrong on the others.

Put what differs onto one page, and redirect the others to it.
"""

from audit.near_duplicates import differing_lines
from audit.rule import Certainty, Evidence, Example, Page, Rule, Severity, Site, Threshold, quote, short


def check(page: Page, site: Site) -> Evidence:
    others = site.near_duplicates(page)
    if not others:
        return
    place = site.alike[page.url]
    nearest = next((other for other in others if other.url == place.cluster), others[0])
    likeness = place.likeness if nearest.url == place.cluster else site.alike[nearest.url].likeness
    here, there = differing_lines(site.content(page).text, site.text(nearest))
    more = f" and {len(others) - 1} more" if len(others) > 1 else ""
    yield f"{likeness:.0%} like {short(nearest.url, page.url)}{more}; here {quote(here, 40)}, there {quote(there, 40)}"


LINES = "".join(f"<p>Line {n} tells how the pool works on day {n} of the month.</p>" for n in range(30))
PAGE = f"<title>Pool</title><main><h1>Pool</h1>{LINES}<p>Adults pay three pounds.</p></main>"
OTHER = PAGE.replace("three pounds", "four pounds")
RULE = Rule(
    id="near-duplicate",
    title="Nearly the same text elsewhere",
    severity=Severity.MEDIUM,
    certainty=Certainty.LIKELY,
    doc=__doc__,
    check=check,
    advice="Put what differs onto one page, and redirect the others.",
    thresholds={"likeness": Threshold(0.9, "share of words in common", "Screaming Frog: 90 %")},
    flags=(
        Example(
            html=PAGE,
            others=(Example(url="https://www.example.org/pool", html=OTHER),),
            says=("100% like /pool; here “Adults pay three pounds.”, there “Adults pay four pounds.”",),
        ),
    ),
    passes=(
        Example(html=PAGE, others=(Example(url="https://www.example.org/pool", html=PAGE),)),
        Example(
            html=PAGE,
            others=(Example(url="https://www.example.org/b", html=f"<main><p>{'Other words. ' * 60}</p></main>"),),
        ),
    ),
)
