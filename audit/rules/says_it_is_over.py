"""The page itself says that what it is about has ended: it is archived, withdrawn, replaced or no longer looked after.

Search engines offer it beside what holds now, and not everybody reads the notice.

Archive it, or redirect its address to what took its place; keep it only where the record matters.
"""

from audit.endings import marked_as_ended
from audit.rule import Certainty, Evidence, Example, Page, Rule, Severity, Site, quote


def check(page: Page, site: Site) -> Evidence:
    if site.standing.is_index(page):
        return
    if marked := next((words for words in (page.title, page.heading) if marked_as_ended(words)), ""):
        yield f"titled {quote(marked, 120)}"
    yield from (quote(sentence, 160) for sentence in site.words(page).ended)


def text(sentence: str, title: str = "The toolkit") -> str:
    return f'<html lang="en-GB"><title>{title}</title><main><h1>{title}</h1><p>{sentence}</p></main>'


RULE = Rule(
    id="says-it-is-over",
    title="Says of itself that it is over",
    severity=Severity.MEDIUM,
    certainty=Certainty.LIKELY,
    doc=__doc__,
    check=check,
    advice="Archive it, or redirect it to what took its place.",
    flags=(
        Example(
            html=text("This page is no longer updated. Use the new one."), says=("“This page is no longer updated.”",)
        ),
        Example(
            html=text("This toolkit has been retired as of May."), says=("“This toolkit has been retired as of May.”",)
        ),
        Example(html=text("Bring a towel.", "Pool rules [archived]"), says=("titled “Pool rules [archived]”",)),
    ),
    passes=(
        Example(html=text("If this page is withdrawn, we will say so here.")),
        Example(html=text("She has retired, and her post has been replaced by two.")),
        Example(html=text("We look after the national archive.", "Archives and records")),
    ),
)
