"""The page links to an address that only works inside the office: an intranet, a test server, a file on a computer.

Outside the office the link is dead, and it tells strangers names of servers that are none of their business.

Link to the public address, put the file on the site, or take the link out.
"""

import ipaddress
import re
from functools import lru_cache

from audit.rule import Certainty, Evidence, Example, Page, Rule, Severity, Site, Wanted, quote, short
from crawler.urls import parts_of

ENDINGS = (".local", ".localhost", ".internal", ".intranet", ".corp", ".lan", ".home.arpa")
HOST = re.compile(r"[a-z0-9._-]+")
FILE = re.compile(r"file:|[A-Za-z]:[\\/]|\\\\")
OFFICE = re.compile(r"(?:staging|stage|stg|uat|pre-?prod|intranet|dev|test)\d*[.-]")
"""First names of servers that the public does not see; only on the organisation's own hosts, others open theirs."""


def private(url: str) -> bool:
    """Whether the public cannot open an address, by its scheme and host."""
    if url.startswith(("http://", "https://")):
        return _private_host(parts_of(url).hostname or "")
    return FILE.match(url) is not None


@lru_cache(maxsize=65_536)
def _private_host(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        if not HOST.fullmatch(host) or host in ("http", "https"):  # http://http://www.example.org/
            return False  # misspelt, which another rule says
        return "." not in host or host.endswith(ENDINGS) or host.startswith("intranet.")
    return address.is_private or address.is_loopback or address.is_link_local


def office(url: str) -> bool:
    """Whether an address looks like a test server, whoever runs it."""
    return OFFICE.match(parts_of(url).hostname or "") is not None


PRIVATE, OFFICE_SERVERS = Wanted(to=private), Wanted(to=office)


def check(page: Page, site: Site) -> Evidence:
    office_servers = site.links_from(page, OFFICE_SERVERS)
    servers = [link for link in office_servers if domain(link.url) == domain(page.url)]
    named = site.links_from(page, site.to_private_hosts) if site.settings.private_hosts else ()
    for link in dict.fromkeys((*site.links_from(page, PRIVATE), *servers, *named)):
        if not site.is_own(link.url):
            yield f"{quote(link.text or 'link', 50)} leads to {short(link.url, page.url)}"


def domain(url: str) -> str:
    """The host without its first name."""
    return (parts_of(url).hostname or "").partition(".")[2]


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
            html='<p><a href="http://test.example.org/">New</a></p>', says=("“New” leads to http://test.example.org/",)
        ),
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
        Example(html='<p><a href="http://dev.mysql.com/doc">Manual</a></p>'),
        Example(html='<p><a href="mailto:a@example.org">Write</a> <a href="/a">A</a></p>'),
        Example(html='<p><a href="http://http://www.example.com/">Twice</a></p>'),
        Example(html='<p>Write it so: <a href="ftp://[user@]host[:port]/">ftp://[user@]host[:port]/</a></p>'),
    ),
)
