"""Some words are likely misspelt. Only English text is judged, by a British and an American dictionary.

Slips make readers doubt the care that went into the rest.

Correct them; a name that is right can be listed in audit.toml as a known word.
"""

from audit.rule import Certainty, Evidence, Example, Page, Rule, Severity, Site, Threshold, listed

SHOWN = 4


def check(page: Page, site: Site) -> Evidence:
    found = site.words(page).misspellings
    if len(found) >= site.threshold(RULE, "words"):
        yield listed([f"“{one.word}” ({one.meant}?)" for one in found[:SHOWN]], len(found), "words")


TEXT = "<p>You will recieve a letter within two weeks.</p><p>Ask about the accomodation at the desk near the door.</p>"
RULE = Rule(
    id="misspelling",
    title="Likely spelling mistakes",
    severity=Severity.LOW,
    certainty=Certainty.HINT,
    doc=__doc__,
    check=check,
    advice="Correct them, or list what is right as a known word.",
    thresholds={
        "words": Threshold(1, "words on a page", "70 of 72 different words on pages of 209 organisations were right")
    },
    flags=(
        Example(
            html=f'<html lang="en-GB"><main>{TEXT}</main>',
            says=("“recieve” (receive?) and “accomodation” (accommodation?)",),
        ),
    ),
    passes=(
        Example(
            html='<html lang="en-GB"><main><p>Ask for the “accomodation” of the old letters at the desk.</p></main>'
        ),
        Example(html='<html lang="en-GB"><main><p>You will receive a letter about your accommodation soon.</p></main>'),
        Example(html='<html lang="cy"><main><p>Byddwch yn recieve llythyr accomodation cyn hir iawn.</p></main>'),
    ),
)
