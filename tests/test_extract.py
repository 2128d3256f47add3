"""A response becomes facts, whatever it holds."""

from crawler.extract import extract
from crawler.page import Kind, Link, LinkKind, Place, Response

URL = "https://example.org/folder/page.html"


def page_of(html, **headers):
    body = html.encode() if isinstance(html, str) else html
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return extract(Response(url=URL, status=200, headers={"content-type": "text/html"} | names, body=body))


def test_the_facts_of_a_page_are_read():
    found = page_of(
        """<!doctype html><html lang=en-GB><head><title> A  fair </title><meta name=Description content="About it">
        <link rel=canonical href=/fair><meta name=robots content=NOINDEX><meta name=author content="J. Doe"></head>
        <body><nav><a href=/>Home</a></nav><main><h1>The fair</h1><p id=when>It is <b>today</b>.</p></main>"""
    )
    assert (found.page.title, found.page.description, found.page.heading) == ("A fair", "About it", "The fair")
    assert (found.page.language, found.page.canonical) == ("en-GB", "https://example.org/fair")
    assert (found.page.robots, found.page.author, found.page.words) == ("noindex", "J. Doe", 5)
    assert found.content.text == "The fair\nIt is today."
    assert found.content.anchors == ("when",)
    assert found.content.headings == ((1, "The fair"),)


def test_links_stand_in_the_order_of_the_page_with_kind_and_place():
    found = page_of(
        "<nav><a href=/a>A</a></nav><p><a href='b.html#c'>B <img src=i.png alt=picture></a><a href=mailto:x@y>M</a>"
    )
    assert found.links == (
        Link(url="https://example.org/a", text="A", place=Place.NAVIGATION),
        Link(url="https://example.org/folder/i.png", text="picture", kind=LinkKind.IMAGE),
        Link(url="https://example.org/folder/b.html", fragment="c", text="B picture"),
    )


def test_a_redirect_says_where_it_leads():
    found = extract(Response(url=URL, status=301, headers={"location": "../new"}))
    assert found.page.redirects_to == "https://example.org/new"


def test_a_document_is_no_page():
    found = extract(Response(url=URL, status=200, headers={"content-type": "application/pdf"}, body=b"%PDF-1.7"))
    assert found.page.kind is Kind.DOCUMENT
