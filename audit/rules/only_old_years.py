"""The newest year that the text names lies well back, though nothing says that the page is a record.

Who last touched the page did so about then; what it says of people, prices and programmes is likely as old.

Read it: bring it up to date, or take it down. If it still holds as it is, say so with a date.
"""

from audit.rule import Certainty, DatedBy, Evidence, Example, Page, Rule, Seen, Severity, Site, Threshold, years

OWN_RULES = ("news", "events", "records")
"""These are dated, and their text with them."""


def check(page: Page, site: Site) -> Evidence:
    newest = site.words(page).newest_year
    if newest is None or site.kind_of(page) in OWN_RULES or site.standing.is_index(page):
        return
    changed = site.changed(page)
    since, long = site.today.year - newest.year, site.threshold(RULE, "years")
    if since >= long and (changed is None or years(changed, site.today) >= site.threshold(RULE, "changed")):
        said = f"names no year after {newest.year}: “{newest.quote}”"
        yield Seen(said, Severity.MEDIUM) if since >= 2 * long else said


def text(sentence: str) -> str:
    return f'<html lang="en-GB"><main><h1>Grants</h1><p>{sentence}</p></main>'


RULE = Rule(
    id="only-old-years",
    title="Names no recent year",
    severity=Severity.LOW,
    certainty=Certainty.HINT,
    doc=__doc__,
    check=check,
    advice="Bring it up to date, or take it down.",
    thresholds={
        "years": Threshold(4, "years since the newest year named; twice as many weigh more", "our judgement"),
        "changed": Threshold(2, "years since the last change; what changed later is not judged", "our judgement"),
    },
    flags=(
        Example(
            html=text("In 2013 we gave 40 grants, and in 2014 we gave 50."),
            says=("names no year after 2014: “In 2013 we gave 40 grants, and in 2014 we gave 50.”",),
        ),
        Example(
            html=text("In 2016 we gave 40 grants. Since March 2017 we give loans."),
            says=("names no year after 2017: “In 2016 we gave 40 grants. Since March 2017 we give loans.”",),
        ),
    ),
    passes=(
        Example(html=text("In 2014 we gave 50 grants. Since May 2025 we give loans, too.")),
        Example(html=text("In 2013 we gave 40 grants, and in 2025 we gave 50.")),
        Example(html=text("We give grants.")),
        Example(html=text("In 2014 we gave 50 grants."), url="https://www.example.org/news/grants"),
        Example(html=text("In 2014 we gave 50 grants."), facts={"modified": "2025-05-03", "dated_by": DatedBy.META}),
    ),
)
