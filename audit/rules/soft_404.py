"""The server says that all is well, but the page says “not found”, or is like what comes for invented addresses.

Search engines and link checkers count a dead page as alive, so links to it are never noticed and never mended.

Let the server answer 404 or 410 for it, bring the page back, or redirect the address.
"""

import re

from audit.groups import plain
from audit.rule import About, Certainty, Evidence, Example, Page, Rule, Severity, Site, Threshold, quote

_THING = "(the |this |that )?(requested )?(page|file|document)( you (were |are )?(looking for|requested))?"
_NOT_FOUND = re.compile(
    "|".join(
        (
            r"(error )?(http )?(404|410)( error)?( (page |file )?not found)?",
            rf"{_THING} (not found|(was|is|could|can) ?not (be )?found|(was|is|could|can)nt (be )?found)",
            rf"{_THING} (no longer exists|does not exist|doesnt exist|is (no longer|not) available|is missing|is gone)",
            r"not found",
            r"we (cant|cannot|couldnt|could not) find (the|that|this|your) page.*",
            r"tudalen (heb ei (chanfod|darganfod)|ddim ar gael)|ni (chanfuwyd|ddaethpwyd o hyd ir?) y? ?dudalen.*",
            r"(die )?seite (wurde )?(leider )?nicht gefunden|page (introuvable|non trouv[ée]e)",
            r"p[áa]gina no encontrada|pagina non trovata|pagina niet gevonden",
        )
    )
)
"""What a page calls itself that is not there: en, cy, de, fr, es, it, nl; in lower case without punctuation."""
_LEAD_IN = re.compile(r"^((oops|sorry|error|whoops|uh oh) )+(?=\D)")
_PARTS = re.compile(r"\s+[|–—·»:-]+\s+|\s*\|\s*")


def check(page: Page, site: Site) -> Evidence:
    if page.url in site.starts or page.needs_script:
        return
    if page.soft_404 is not None and page.soft_404 >= site.threshold(RULE, "likeness"):
        yield f"{page.soft_404:.0%} like the page that the site shows for addresses that do not exist"
    elif (page.words or 0) <= site.threshold(RULE, "words") and (
        words := not_found(page.title) or not_found(page.heading)
    ):
        yield f"answers 200, but says {quote(words)}"


def not_found(heading: str) -> str:
    """The part of a title or heading that says nothing but “not found”; a title about such pages has none."""
    return next((part for part in _PARTS.split(heading) if _NOT_FOUND.fullmatch(_LEAD_IN.sub("", plain(part)))), "")


def titled(title: str, heading: str = "") -> str:
    return f"<title>{title}</title><main><h1>{heading or title}</h1><p>Try the search.</p></main>"


RULE = Rule(
    id="soft-404",
    title="Says “not found” but answers “all is well”",
    severity=Severity.HIGH,
    certainty=Certainty.LIKELY,
    doc=__doc__,
    check=check,
    about=About.PAGES,
    advice="Let the server answer 404, bring the page back, or redirect the address.",
    thresholds={
        "likeness": Threshold(0.9, "share of words in common with the site's own error page", "our judgement"),
        "words": Threshold(100, "words; a page that says “not found” and has more may be about it", "Google: soft 404"),
    },
    flags=(
        Example(html=titled("Page not found | Example"), says=("answers 200, but says “Page not found”",)),
        Example(
            html=titled("Example", "Sorry, we can’t find that page"),
            says=("answers 200, but says “Sorry, we can’t find that page”",),
        ),
        Example(html=titled("404"), says=("answers 200, but says “404”",)),
        Example(html=titled("Seite nicht gefunden – Beispiel"), says=("answers 200, but says “Seite nicht gefunden”",)),
        Example(
            html=titled("Shop"),
            facts={"soft_404": 0.97},
            says=("97% like the page that the site shows for addresses that do not exist",),
        ),
    ),
    passes=(
        Example(html=titled("Designing a 404 page")),
        Example(html=titled("What to do when a page is not found")),
        Example(html=titled("Lost and found")),
        Example(html=titled("Route 404")),
        Example(html=titled("Page not found"), status=404),
        Example(html=titled("Shop"), facts={"soft_404": 0.4}),
    ),
)
