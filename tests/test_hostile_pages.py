"""Whatever a page says and wherever it leads, no rule breaks off, and what it says fits a worksheet."""

import datetime

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from audit.evidence import LONGEST
from audit.examples import site_of
from audit.rule import Example
from audit.rulebook import own_rules
from crawler.workspace import Workspace

SITE = "https://www.example.org/"
RULES = list(own_rules())
ODD_ADDRESSES = [
    "http://[user@]host/path", "ftp://[user@]host[[:#]port]/path", "http://[::1]:x/", "//[", "https://",
    "http:///a", "http://www.example.org:99999/", "http://ex ample.org/", "http://\u202emoc.elpmaxe/",
    "http://10.1.2.3/", r"\\server\share\a.doc", "C:/a.doc", "file:///C:/a|b", "mailto:a@b", "#", "#%", "?",
    "?%=&", "%", "%2", "..//..", "http://xn--/", "http://127.1/", "http://user:pa ss@www.example.org/", "a" * 3000,
    "/" * 300, "news/2019/02/31/",
]  # fmt: skip
ODD_SENTENCES = [
    "Apply by 31 February 2019.", "Last updated: 2021-13-45", "Open until 99.99.9999", "© 2009–", "404 not found",
    "Next review due: May 0000", "Registration closes on 1 January 1.", "Click here", "Lorem ipsum dolor sit.",
    "Annual report 2018-19", "The NHS, BBC and (", "𝟙 𝟚 ٣٤ ²⁰¹⁹", "I\u0307stanbul ß ẞ \u200b\u00ad", "29 Feb 2023",
    "Sentence without an end " * 40, "x" * 5000, "www.example.org/" + "a/" * 400, ". . . . . . . . .", "'’'’'’",
]  # fmt: skip
ADDRESSES = st.sampled_from(ODD_ADDRESSES) | st.text(max_size=30)
SENTENCES = st.sampled_from(ODD_SENTENCES) | st.text(max_size=60)
LINK, PARAGRAPH = '<a href="{}">{}</a>', "<p>{}</p>"
ALL = [*(LINK.format(address, "See") for address in ODD_ADDRESSES), *map(PARAGRAPH.format, ODD_SENTENCES)]
ELEMENTS = st.one_of(
    st.builds(LINK.format, ADDRESSES, SENTENCES),
    st.builds('<img src="{}" alt="{}">'.format, ADDRESSES, SENTENCES),
    st.builds(PARAGRAPH.format, SENTENCES),
    st.builds("<h{0}>{1}</h{0}>".format, st.integers(1, 6), SENTENCES),
    st.builds('<meta name="{}" content="{}">'.format, st.sampled_from(["description", "date", "author"]), SENTENCES),
    st.builds('<link rel="canonical" href="{}">'.format, ADDRESSES),
    st.builds('<time datetime="{}">{}</time>'.format, SENTENCES, SENTENCES),
    st.builds("<li>{}".format, SENTENCES),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    title=SENTENCES,
    language=st.sampled_from(["en", "en-GB", "cy", "de", "", "x-klingon", "en_US.UTF-8"]),
    elements=st.lists(ELEMENTS, max_size=12),
    path=st.sampled_from(["", "news/2019/", "events/%E2%80%AE", "a(b", "index.php?id=["]),
)
@example(title="Odd things", language="en", elements=ALL, path="")
@example(title="Report 2019", language="x-klingon", elements=ALL, path="")
def test_no_rule_breaks_off_whatever_a_page_holds(tmp_path_factory, title, language, elements, path):
    html = f'<html lang="{language}"><title>{title}</title><main>{"".join(elements)}</main>'
    page = Example(url=SITE + path, html=html.encode("utf-8", "replace"), today=datetime.date(2026, 6, 1))
    other = Example(url=SITE + "other", html=html.encode("utf-8", "replace"))
    with Workspace(tmp_path_factory.mktemp("hostile"), create=True) as workspace:
        site = site_of(Example(url=page.url, html=page.html, today=page.today, others=(other,)), workspace)
        for rule in RULES:
            for known in site.live:
                if rule.about.covers(known):
                    said = [seen if isinstance(seen, str) else seen.evidence for seen in rule.check(known, site)]
                    assert all(len(evidence) <= LONGEST for evidence in said), rule.id
