"""The page uses several words that make plain things sound grand, or that the organisation does not want to use.

Readers have to translate them, and some do not understand them at all.

Put the plain word in their place.
"""

from audit.rule import Certainty, Evidence, Example, Page, Rule, Severity, Site, Threshold, listed

SHOWN = 4


def check(page: Page, site: Site) -> Evidence:
    found = site.words(page).avoidable
    if len(found) >= site.threshold(RULE, "words"):
        kinds = list(dict.fromkeys(f"“{one.word.lower()}” ({one.instead})" for one in found))
        yield listed(kinds[:SHOWN], len(kinds), "words")


RULE = Rule(
    id="words-to-avoid",
    title="Words that have plain ones",
    severity=Severity.LOW,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    advice="Put the plain word in their place.",
    thresholds={"words": Threshold(3, "such words on a page", "our judgement")},
    flags=(
        Example(
            html="<main><p>We commence at nine. We endeavour to facilitate your visit.</p></main>",
            says=("“commence” (start), “endeavour” (try) and “facilitate” (help)",),
        ),
        Example(
            html="<main><p>Our punters, dear punters, are punters.</p></main>",
            settings='[rules.words-to-avoid]\npunters = "people"',
            says=("“punters” (people)",),
        ),
    ),
    passes=(Example(html="<main><p>We commence at nine. You are welcome.</p></main>"),),
)
