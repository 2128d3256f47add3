"""The page says by when it was to be reviewed, and that day has passed.

It tells every reader that what it says has not been checked as promised.

Review it, and write the new date.
"""

import datetime

from audit.passed_dates import Kind as Overtaken
from audit.rule import Certainty, Evidence, Example, Page, Rule, Severity, Site, day, quote


def check(page: Page, site: Site) -> Evidence:
    printed = [
        (seen.quote or seen.date, seen.date[:10]) for seen in site.content(page).dates if seen.means == "review due"
    ]
    due = {date: words for words, date in printed}
    due.update((one.date.isoformat(), one.quote) for one in site.words(page).passed if one.kind is Overtaken.REVIEW)
    for date, words in sorted(due.items()):
        if date < site.today.isoformat():
            yield f"{quote(words, 120)} ({day(datetime.date.fromisoformat(date))})"


def text(sentence: str) -> str:
    return f'<html lang="en-GB"><main><h1>Asthma</h1><p>Breathe slowly.</p><p>{sentence}</p></main>'


RULE = Rule(
    id="review-overdue",
    title="Its own review date has passed",
    severity=Severity.HIGH,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    advice="Review it, and write the new date.",
    flags=(
        Example(
            html=text("Next review due: 3 March 2021"),
            says=("“Next review due: 3 March 2021” (3 March 2021)",),
        ),
    ),
    passes=(Example(html=text("Next review due: 3 March 2029")), Example(html=text("Last reviewed: 3 March 2021"))),
)
