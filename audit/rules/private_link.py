"""The page links to an address that only works inside the office: an intranet, a test server, a file on a computer.

Outside the office the link is dead, and it tells strangers names of servers that are none of their business.

Link to the public address, put the file on the site, or take the link out.
"""

import ipaddress
import re
from functools import lru_cache
from urllib.parse import urlsplit

from audit.rule import Certainty, Evidence, Example, Page, Rule, Severity, Site, Wanted, quote, short

ENDINGS = (".local", ".localhost", ".internal", ".intranet", ".corp", ".lan", ".home.arpa", ".test", ".invalid")
FIRST_PART = re.compile(r"(?:staging|stage|stg|uat|preprod|pre-prod|intranet|dev|test|localhost)\d*(?:[.-]|$)")


def private(url: str) -> bool:
    """Whether the public cannot open an address, by its scheme and host."""
    if not url.startswith(("http://", "https://")):
        return True
    return _private_host(urlsplit(url).hostname or "")


@lru_cache(maxsize=65_536)
def _private_host(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "." not in host or host.endswith(ENDINGS) or FIRST_PART.match(host) is not None
    return address.is_private or address.is_loopback or address.is_link_local


PRIVATE = Wanted(to=private)


def check(page: Page, site: Site) -> Evidence:
    for link in (*site.links_from(page, PRIVATE), *site.links_from(page, site.to_private_hosts)):
        if not site.is_own(link.url):
            yield f"{quote(link.text or 'link', 50)} leads to {short(link.url, page.url)}"


RULE = Rule(
    id="private-link",
    title="Links that only work inside the office",
    severity=Severity.HIGH,
    certainty=Certainty.SURE,
    doc=__doc__,
    check=check,
    advice="Link to the public address, or take the link out.",
    flags=(
        Example(
            html='<p><a href="http://localhost:8080/a">Form</a></p>', says=("“Form” leads to http://localhost:8080/a",)
        ),
        Example(
            html='<p><a href="https://intranet.example.org/hr">HR</a></p>',
            says=("“HR” leads to https://intranet.example.org/hr",),
        ),
        Example(
            html='<p><a href="file:///C:/plans.doc">Plans</a></p>', says=("“Plans” leads to file:///C:/plans.doc",)
        ),
        Example(html='<p><a href="http://10.0.0.7/">Server</a></p>', says=("“Server” leads to http://10.0.0.7/",)),
        Example(
            html='<p><a href="https://cms.example.org/edit">Edit</a></p>',
            settings='[rules]\nprivate-hosts = ["cms.*"]',
            says=("“Edit” leads to https://cms.example.org/edit",),
        ),
    ),
    passes=(
        Example(html='<p><a href="https://www.gov.uk/">GOV.UK</a> <a href="https://tests.example.org/">Tests</a></p>'),
        Example(html='<p><a href="mailto:a@example.org">Write</a> <a href="/a">A</a></p>'),
    ),
)
