"""There is a newer edition of this page or document on the site.

Search engines often show the old one first, and readers take it for the present one.

Point to the newer edition at the top, merge them, or archive the old one.
"""

from audit.editions import Period
from audit.rule import About, Certainty, Evidence, Example, Page, Rule, Seen, Severity, Site, quote, short

REPLACING = (Period.YEAR, Period.QUARTER, Period.VERSION)
"""Editions by month or day, such as minutes, stand beside each other."""


def check(page: Page, site: Site) -> Evidence:
    series = site.series(page)
    if series is None or series.period not in REPLACING:
        return
    own = next(edition.rank for edition in series.editions if edition.key == page.url)
    if own < series.newest.rank:
        severity = Severity.LOW if site.kind_of(page) in ("records", "news") else None
        newest = f"{quote(series.newest.title, 60)} ({short(series.newest.key, page.url)})"
        yield Seen(f"{quote(page.title, 60)}; there is {newest}", severity)


def titled(title: str, path: str) -> Example:
    html = f"<title>{title}</title><main><h1>{title}</h1></main>"
    return Example(url=f"https://www.example.org/{path}", html=html)


RULE = Rule(
    id="newer-edition",
    title="A newer edition exists",
    severity=Severity.MEDIUM,
    certainty=Certainty.LIKELY,
    doc=__doc__,
    check=check,
    about=About.LIVE,
    advice="Point to the newer edition, merge them, or archive the old one.",
    flags=(
        Example(
            html=titled("Annual report 2018-19", "page").html,
            others=(titled("Annual report 2023-24", "report-2023"),),
            says=("“Annual report 2018-19”; there is “Annual report 2023-24” (/report-2023)",),
        ),
        Example(
            html='<html lang="it"><title>Bilancio 2019</title><main><h1>Bilancio 2019</h1></main>',
            others=(titled("Bilancio 2023", "bilancio"),),
            says=("“Bilancio 2019”; there is “Bilancio 2023” (/bilancio)",),
        ),
    ),
    passes=(
        Example(html=titled("Annual report 2023-24", "page").html, others=(titled("Annual report 2018-19", "old"),)),
        Example(html=titled("Annual report 2018-19", "page").html, others=(titled("Annual accounts 2023-24", "b"),)),
        Example(html=titled("Minutes, 3 March 2024", "page").html, others=(titled("Minutes, 7 April 2024", "b"),)),
    ),
)
