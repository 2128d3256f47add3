"""A piece of news, a press release or a blog post is older than a year.

Old news in search results is taken for new; few people need it, and everybody has to find their way round it.

Mark it as old or withdraw it; keep what people still use, and move lasting advice to a page of its own.
"""

from dataclasses import replace

from audit.rule import Certainty, DatedBy, Evidence, Example, Page, Rule, Severity, Site, Threshold, dated, years


def check(page: Page, site: Site) -> Evidence:
    date = site.changed(page)
    if (
        date
        and not site.standing.is_index(page)
        and site.kind_of(page) == "news"
        and years(date, site.today) >= site.threshold(RULE, "years")
    ):
        yield f"news of {dated(page, date)}"


def news(date: str) -> Example:
    facts = {"published": date, "dated_by": DatedBy.META}
    return Example(url="https://www.example.org/news/fete", html="<p>Summer fête</p>", facts=facts)


RULE = Rule(
    id="old-news",
    title="News older than a year",
    severity=Severity.LOW,
    certainty=Certainty.LIKELY,
    doc=__doc__,
    check=check,
    advice="Mark it as old or withdraw it, unless people still use it.",
    thresholds={
        "years": Threshold(
            1, "years since publication or the last change", "GOV.UK: news older than a year may be withdrawn"
        )
    },
    flags=(replace(news("2019-07-01"), says=("news of 1 July 2019 (by its own data)",)),),
    passes=(news("2026-02-01"), replace(news("2019-07-01"), url="https://www.example.org/fees")),
)
