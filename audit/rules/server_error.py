"""The server failed or did not answer when this address was asked for, several times over.

Visitors get an error message in place of the page; it may be a bad moment, or the page may be broken for good.

Open the page: if it works now, nothing needs doing; if not, tell the people who run the server.
"""

from audit.rule import About, Certainty, Evidence, Example, Page, Rule, Severity, Site, links_here

FAILED = range(500, 600)


def check(page: Page, site: Site) -> Evidence:
    if page.status not in FAILED and (page.status or not page.fetched_at):
        return
    said = f"answers {page.status}" if page.status else page.error or "does not answer"
    where = links_here(page, site)
    yield f"{said}; linked from {where}" if where else said


HOME = Example(url="https://www.example.org/", html='<p><a href="/search">Search</a></p>')
RULE = Rule(
    id="server-error",
    title="Server fails or does not answer",
    severity=Severity.HIGH,
    certainty=Certainty.LIKELY,
    doc=__doc__,
    check=check,
    about=About.ADDRESSES,
    advice="Open the page; if it still fails, tell the people who run the server.",
    flags=(
        Example(
            url="https://www.example.org/search",
            status=503,
            others=(HOME,),
            says=("answers 503; linked from / “Search”",),
        ),
        Example(
            url="https://www.example.org/search",
            facts={"status": 0, "error": "no answer within 20 seconds"},
            others=(HOME,),
            says=("no answer within 20 seconds; linked from / “Search”",),
        ),
    ),
    passes=(Example(html="<p>Search</p>"), Example(status=404)),
)
