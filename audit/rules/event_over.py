"""An event, a vacancy, a consultation or another offer has closed, and the page still invites people to take part.

People get ready, apply or travel in vain, and stop believing the site.

Say that it is over and what came of it, or take the page down.
"""

from dataclasses import replace

from audit.passed_dates import Kind as Overtaken
from audit.rule import Certainty, Evidence, Example, Page, Rule, Seen, Severity, Site, Threshold, day, quote


def check(page: Page, site: Site) -> Evidence:
    for one in site.words(page).passed:
        if one.kind is not Overtaken.CLOSED:
            continue
        over = (site.today - one.date).days
        if over >= site.threshold(RULE, "grave"):
            yield Seen(f"{quote(one.quote, 160)} ({day(one.date)})", Severity.HIGH)
        elif over >= site.threshold(RULE, "days"):
            yield f"{quote(one.quote, 160)} ({day(one.date)})"
    written = site.changed(page)
    if written and site.kind_of(page) in ("news", "events") and not site.words(page).ended:
        for invitation in site.words(page).invites:
            yield Seen(f"{quote(invitation, 130)} on a page of {day(written)}", certainty=Certainty.HINT)


def text(sentence: str) -> str:
    return f'<html lang="en-GB"><main><h1>Join us</h1><p>{sentence}</p></main>'


def news(sentence: str, published: str) -> Example:
    return Example(
        url="https://www.example.org/news/fair", html=text(sentence), facts={"published": published, "modified": ""}
    )


RULE = Rule(
    id="event-over",
    title="Invites to what is over",
    severity=Severity.MEDIUM,
    certainty=Certainty.LIKELY,
    doc=__doc__,
    check=check,
    advice="Say that it is over and what came of it, or take it down.",
    thresholds={
        "days": Threshold(30, "days since it closed", "our judgement"),
        "grave": Threshold(365, "days since it closed", "Baltimore County: past events go after a year"),
    },
    flags=(
        Example(
            html=text("Closing date: 31 May 2019."),
            says=("“Closing date: 31 May 2019.” (31 May 2019)",),
        ),
        replace(
            news("Applications are now open.", "2019-05-03"),
            says=("“Applications are now open.” on a page of 3 May 2019",),
        ),
    ),
    passes=(
        news("Applications are now open.", "2026-05-03"),
        news("Applications are now open in spring: sign up for our newsletter.", "2019-05-03"),
        Example(html=text("Closing date: 31 May 2027.")),
        Example(html=text("Closing date: 20 May 2026.")),
    ),
)
