"""The address redirects more than once, goes in a circle, or redirects to a page that is not there.

Each hop costs visitors time, and some programs follow only the first; at the end of a circle nobody arrives anywhere.

Let the first address redirect straight to the last one, and correct the links that use the old address.
"""

from audit.rule import (
    About,
    Certainty,
    Evidence,
    Example,
    LinkState,
    Page,
    Rule,
    Seen,
    Severity,
    Site,
    Threshold,
    short,
)
from crawler.linkstate import HOPS


def check(page: Page, site: Site) -> Evidence:
    if not page.redirects_to or page.variant_of:  # all addresses of a host that redirects are no news
        return
    hops = site.chain(page)
    path = " → ".join(short(hop.url, page.url) for hop in hops)
    last = hops[-1]
    if last in hops[:-1] or len(hops) > HOPS:
        yield Seen(f"goes in a circle: {path}", Severity.CRITICAL)
    elif site.state(last) is LinkState.BROKEN:
        yield Seen(f"ends nowhere: {path} ({last.status or last.error})", Severity.HIGH)
    elif len(hops) - 1 >= site.threshold(RULE, "hops"):
        yield f"{path} ({last.status})" if last.status else path


def redirect(path: str, to: str) -> Example:
    return Example(url=f"https://www.example.org{path}", status=301, headers={"location": to})


A, B, C = redirect("/a", "/b"), redirect("/b", "/c"), Example(url="https://www.example.org/c", html="<p>Here</p>")
RULE = Rule(
    id="redirect-chain",
    title="Redirects take a detour or end nowhere",
    severity=Severity.MEDIUM,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    about=About.ADDRESSES,
    advice="Redirect the first address straight to the last.",
    thresholds={"hops": Threshold(2, "hops before the page is reached", "SEOnaut, rules 14 and 23")},
    flags=(
        Example(url=A.url, status=301, headers=A.headers, others=(B, C), says=("/a → /b → /c (200)",)),
        Example(
            url=A.url,
            status=301,
            headers=A.headers,
            others=(redirect("/b", "/a"),),
            says=("goes in a circle: /a → /b → /a",),
        ),
        Example(
            url=A.url,
            status=301,
            headers=A.headers,
            others=(Example(url=B.url, status=404),),
            says=("ends nowhere: /a → /b (404)",),
        ),
    ),
    passes=(
        Example(url=B.url, status=301, headers=B.headers, others=(C,)),
        C,
        redirect("/a", "https://other.example/"),
    ),
)
