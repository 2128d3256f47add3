"""The page has not been changed for years, as far as its date can be known.

Advice, names, prices and links go out of date unnoticed; readers cannot tell whether they may rely on the page.

Read it: confirm that it still holds and say so with a date, bring it up to date, or take it down.
"""

from audit.rule import Certainty, DatedBy, Evidence, Example, Page, Rule, Seen, Severity, Site, Threshold, dated, years

SAID_BY_THE_PAGE = (DatedBy.JSON_LD, DatedBy.META, DatedBy.TEXT)
OWN_RULES = ("news", "events", "records")
"""News and events have rules of their own; records are meant to stay as they are."""


STEPS = (
    ("high", Severity.HIGH),
    ("medium", Severity.MEDIUM),
    ("low", Severity.LOW),
    ("guidance", Severity.LOW),
)


def check(page: Page, site: Site) -> Evidence:
    date = site.changed(page)
    kind = site.kind_of(page)
    if date is None or kind in OWN_RULES:
        return
    age = years(date, site.today)
    steps = STEPS if kind == "guidance" else STEPS[:-1]
    severity = next((severity for name, severity in steps if age >= site.threshold(RULE, name)), None)
    if severity:
        yield Seen(
            f"not changed since {dated(page, date)}",
            severity,
            Certainty.LIKELY if page.dated_by in SAID_BY_THE_PAGE else Certainty.HINT,
        )


HTML = "<title>Grants</title><main><h1>Grants</h1><p>Ask us for money.</p></main>"


def said(date: str) -> dict[str, str]:
    return {"modified": date, "dated_by": DatedBy.TEXT}


RULE = Rule(
    id="old-page",
    title="Not changed for years",
    severity=Severity.LOW,
    certainty=Certainty.LIKELY,
    doc=__doc__,
    check=check,
    advice="Confirm that it still holds, bring it up to date, or take it down.",
    thresholds={
        "low": Threshold(3, "years since the last change", "NHS and Baltimore County: review every three years"),
        "medium": Threshold(5, "years since the last change", "CART, Department for Business and Trade: weak signal"),
        "high": Threshold(10, "years since the last change", "CART, Department for Business and Trade: strong signal"),
        "guidance": Threshold(1, "years since the last change of guidance", "AGIMO: review guidance within 12 months"),
    },
    flags=(
        Example(html=HTML, facts=said("2014-05-03"), says=("not changed since 3 May 2014 (by its text)",)),
        Example(html=HTML, facts=said("2020-05-03"), says=("not changed since 3 May 2020 (by its text)",)),
        Example(
            url="https://www.example.org/guidance/grants/",
            html=HTML,
            facts=said("2025-05-03"),
            says=("not changed since 3 May 2025 (by its text)",),
        ),
    ),
    passes=(
        Example(html=HTML, facts=said("2025-05-03")),
        Example(html=HTML, facts=said("2014-05-03"), url="https://www.example.org/minutes/2014-05"),
        Example(html="<p>Ask us for money.</p>"),
    ),
)
