"""The page is safe (https) but links to this very site, or loads a picture or script, over the old unsafe http.

Browsers warn about such pages or leave the picture out, and what is sent can be read on the way.

Write https in the address.
"""

from audit.rule import Certainty, Evidence, Example, LinkKind, Page, Rule, Seen, Severity, Site, Wanted, cut, quote


def over_http(url: str) -> bool:
    """Whether an address is asked for without encryption."""
    return url.startswith("http://")


LOADED = (LinkKind.IMAGE, LinkKind.SCRIPT, LinkKind.STYLE, LinkKind.FRAME, LinkKind.MEDIA)
OVER_HTTP = Wanted(to=over_http)


def check(page: Page, site: Site) -> Evidence:
    if over_http(page.url):
        return
    for link in site.links_from(page, OVER_HTTP):
        if link.kind in LOADED:
            yield Seen(f"loads {cut(link.url, 90)}", Severity.MEDIUM, template=site.on_every_page(link))
        elif site.is_own(link.url):
            yield Seen(
                f"{quote(link.text or 'link', 50)} leads to {cut(link.url, 90)}", template=site.on_every_page(link)
            )


RULE = Rule(
    id="insecure-link",
    title="Uses http where https is meant",
    severity=Severity.LOW,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    advice="Write https in the address.",
    flags=(
        Example(
            html='<p><a href="http://www.example.org/fees">Fees</a></p>',
            others=(
                Example(
                    url="http://www.example.org/fees", status=301, headers={"location": "https://www.example.org/fees"}
                ),
            ),
            says=("“Fees” leads to http://www.example.org/fees",),
        ),
        Example(
            html='<p>Map: <img src="http://maps.example/1.png" alt="Map"></p>',
            says=("loads http://maps.example/1.png",),
        ),
    ),
    passes=(
        Example(html='<p><a href="http://other.example/">Other</a> <a href="/fees">Fees</a></p>'),
        Example(html='<p><a href="http://www.example.org/fees">Fees</a></p>', url="http://www.example.org/page"),
    ),
)
