"""Many of the page's sentences are long. Only English text is judged.

Whoever reads on a small screen, in a hurry or in a second language loses the thread.

Make two sentences out of each, or a list.
"""

from audit.rule import Certainty, Evidence, Example, Page, Rule, Severity, Site, Threshold, quote


def check(page: Page, site: Site) -> Evidence:
    found = site.words(page).readability
    if (
        found
        and found.sentences >= site.threshold(RULE, "sentences")
        and found.long_share >= site.threshold(RULE, "share")
    ):
        yield f"{found.long_share:.0%} of its sentences have more than 25 words: {quote(found.longest[0], 130)}"


LONG = "If you want to swim in the pool " + "and then in the sea " * 5 + "you need a ticket."
RULE = Rule(
    id="long-sentences",
    title="Many long sentences",
    severity=Severity.MEDIUM,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    advice="Make two sentences out of each, or a list.",
    thresholds={
        "share": Threshold(
            0.2, "share of sentences of more than 25 words", "GOV.UK: at most 25 words; the share is our judgement"
        ),
        "sentences": Threshold(5, "sentences; pages of fewer are not judged", "our judgement"),
    },
    flags=(
        Example(
            html=f'<html lang="en"><main><p>{(LONG + " It is fun. ") * 4}</p></main>',
            says=(f"50% of its sentences have more than 25 words: “{LONG[:129]}…”",),
        ),
    ),
    passes=(Example(html=f'<html lang="en"><main><p>{LONG} {"It is fun. " * 9}</p></main>'),),
)
