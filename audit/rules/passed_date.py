"""The text speaks of a date as still to come, and that date has passed.

Readers learn that something “will open in March 2019”, and cannot tell what became of it.

Say what happened, give the new date, or take the sentence out.
"""

from audit.passed_dates import Kind as Overtaken
from audit.rule import Certainty, Evidence, Example, Page, Rule, Severity, Site, day, quote


def check(page: Page, site: Site) -> Evidence:
    for one in site.words(page).passed:
        if one.kind is Overtaken.FUTURE:
            yield f"{quote(one.quote, 160)} ({day(one.date)})"


def text(sentence: str, language: str = "en-GB") -> str:
    return f'<html lang="{language}"><main><h1>The hall</h1><p>{sentence}</p></main>'


RULE = Rule(
    id="passed-date",
    title="Speaks of a past date as to come",
    severity=Severity.HIGH,
    certainty=Certainty.LIKELY,
    doc=__doc__,
    check=check,
    advice="Say what happened, give the new date, or take the sentence out.",
    flags=(
        Example(
            html=text("The new hall will open on 3 March 2019."),
            says=("“The new hall will open on 3 March 2019.” (3 March 2019)",),
        ),
        Example(
            html=text("Das neue Haus wird am 3. März 2019 eröffnet.", "de"),
            says=("“Das neue Haus wird am 3. März 2019 eröffnet.” (3 March 2019)",),
        ),
    ),
    passes=(
        Example(html=text("The hall opened on 3 March 2019.")),
        Example(html=text("The new hall will open on 3 March 2031.")),
        Example(html=text("The society was founded in 1719.")),
    ),
)
