"""Hardly anybody, or nobody at all, came to the page in the time that the imported statistics cover.

Each page costs work to keep right, and time for everybody who meets it in a search.

Ask whom it is for: a page that few people need may still have to be there, so this alone is no reason to delete.
"""

from audit.rule import About, Certainty, Evidence, Example, Page, Rule, Seen, Severity, Site, Threshold


def check(page: Page, site: Site) -> Evidence:
    views = site.visits(page)
    if views is None or site.must_keep(page):
        return
    if views == 0:
        yield Seen("no visits in the imported statistics", Severity.HIGH)
    elif views < site.threshold(RULE, "views"):
        yield f"fewer than {site.threshold(RULE, 'views'):g} views in the imported statistics"


BUSY = Example(url="https://www.example.org/", html="<p>Home</p>", views=9000)
RULE = Rule(
    id="few-visits",
    title="Few or no visits",
    severity=Severity.LOW,
    certainty=Certainty.HINT,
    doc=__doc__,
    check=check,
    about=About.LIVE,
    advice="Ask whom it is for; few visits alone are no reason to delete.",
    thresholds={
        "views": Threshold(100, "views in the time that was imported", "CART, Department for Business and Trade")
    },
    flags=(
        Example(html="<p>Rare</p>", others=(BUSY,), says=("no visits in the imported statistics",)),
        Example(
            html="<p>Rare</p>", views=12, others=(BUSY,), says=("fewer than 100 views in the imported statistics",)
        ),
    ),
    passes=(
        Example(html="<p>Asked for</p>", views=400, others=(BUSY,)),
        Example(html="<p>Nobody counted</p>"),
        Example(html="<p>By law</p>", others=(BUSY,), settings='[rules]\nmust-keep = ["*/page"]'),
    ),
)
