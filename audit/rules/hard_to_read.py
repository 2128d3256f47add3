"""The text is hard to read: long words in long sentences. Only English text is judged.

Many readers give up or misunderstand, and those who manage need longer than they should.

Shorten the sentences that are named here, and put plain words for long ones.
"""

from audit.rule import Certainty, Evidence, Example, Page, Rule, Seen, Severity, Site, Threshold, quote


def check(page: Page, site: Site) -> Evidence:
    found = site.words(page).readability
    if found is None or found.words < site.threshold(RULE, "words"):
        return
    ease = max(0.0, found.reading_ease)
    if ease >= site.threshold(RULE, "hard"):
        return
    longest = f"; for example {quote(found.longest[0], 130)}" if found.longest else ""
    severity = Severity.HIGH if ease < site.threshold(RULE, "very-hard") else None
    yield Seen(f"reading ease {ease:.0f} of 100{longest}", severity)


HARD = (
    "Notwithstanding the aforementioned considerations, organisational implementation of administrative requirements "
    "necessitates comprehensive interdepartmental collaboration. "
)
RULE = Rule(
    id="hard-to-read",
    title="Hard to read",
    severity=Severity.MEDIUM,
    certainty=Certainty.LIKELY,
    doc=__doc__,
    check=check,
    advice="Shorten the longest sentences and use plain words.",
    thresholds={
        "hard": Threshold(50, "points of Flesch's reading ease", "CART, Department for Business and Trade"),
        "very-hard": Threshold(30, "points of Flesch's reading ease", "Flesch 1949: under 30 is for scholars"),
        "words": Threshold(100, "words of prose; fewer are not judged", "our judgement"),
    },
    flags=(Example(html=f'<html lang="en"><main><p>{HARD * 8}</p></main>', says=("reading ease 0 of 100",)),),
    passes=(
        Example(html=f'<html lang="en"><main><p>{"We swim in the big pool each day. " * 20}</p></main>'),
        Example(html=f'<html lang="fi"><main><p>{HARD * 8}</p></main>'),
    ),
)
