"""Nobody came to the page in the time that the statistics cover, and nobody has changed it for years.

Each sign alone says little; both together name the pages that can most likely go.

Ask whether anything obliges you to keep it; if not, archive or delete it.
"""

from audit.rule import (
    About,
    Certainty,
    DatedBy,
    Evidence,
    Example,
    Page,
    Rule,
    Seen,
    Severity,
    Site,
    Threshold,
    dated,
    years,
)


def check(page: Page, site: Site) -> Evidence:
    date = site.changed(page)
    if date is None or site.visits(page) != 0 or site.must_keep(page):
        return
    age = years(date, site.today)
    if age >= site.threshold(RULE, "strong"):
        yield f"no visits, and not changed since {dated(page, date)}"
    elif age >= site.threshold(RULE, "moderate"):
        yield Seen(f"no visits, and not changed since {dated(page, date)}", Severity.MEDIUM)


BUSY = Example(url="https://www.example.org/", html="<p>Home</p>", views=9000)


def facts(date: str) -> dict[str, str]:
    return {"modified": date, "dated_by": DatedBy.META}


RULE = Rule(
    id="unvisited-and-old",
    title="No visits, and old",
    severity=Severity.HIGH,
    certainty=Certainty.HINT,
    doc=__doc__,
    check=check,
    about=About.LIVE,
    advice="If nothing obliges you to keep it, archive or delete it.",
    thresholds={
        "strong": Threshold(10, "years since the last change", "CART: no visits and 10 years are a strong signal"),
        "moderate": Threshold(5, "years since the last change", "CART: no visits and 5 years are a moderate signal"),
    },
    flags=(
        Example(
            html="<p>Old</p>",
            facts=facts("2012-05-03"),
            others=(BUSY,),
            says=("no visits, and not changed since 3 May 2012 (by its own data)",),
        ),
        Example(
            html="<p>Old</p>",
            facts=facts("2019-05-03"),
            others=(BUSY,),
            says=("no visits, and not changed since 3 May 2019 (by its own data)",),
        ),
    ),
    passes=(
        Example(html="<p>Old, but read</p>", facts=facts("2012-05-03"), views=3, others=(BUSY,)),
        Example(html="<p>Unread, but new</p>", facts=facts("2025-05-03"), others=(BUSY,)),
        Example(html="<p>Nobody counted</p>", facts=facts("2012-05-03")),
    ),
)
