"""The text calls something the latest, the current or this year's, and names a year that lies well back.

Readers take old figures, plans or people for the present ones.

Put the present ones in, or say plainly of which year it speaks.
"""

from audit.passed_dates import Kind as Overtaken
from audit.rule import Certainty, Evidence, Example, Page, Rule, Severity, Site, quote


def check(page: Page, site: Site) -> Evidence:
    for one in site.words(page).passed:
        if one.kind is Overtaken.LATEST:
            yield quote(one.quote, 160)


def text(sentence: str) -> str:
    return f'<html lang="en-GB"><main><h1>Figures</h1><p>{sentence}</p></main>'


RULE = Rule(
    id="no-longer-latest",
    title="Calls old things the latest",
    severity=Severity.MEDIUM,
    certainty=Certainty.HINT,
    doc=__doc__,
    check=check,
    advice="Put the present ones in, or say of which year it speaks.",
    flags=(
        Example(
            html=text("Our latest annual report (2016) is here."),
            says=("“Our latest annual report (2016) is here.”",),
        ),
    ),
    passes=(
        Example(html=text("Our latest annual report (2025) is here.")),
        Example(html=text("These are the figures for 2016.")),
    ),
)
