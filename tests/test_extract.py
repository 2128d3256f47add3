"""A response becomes facts, whatever it holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract import extract
from crawler.fragments import is_missing
from crawler.nesting import flatten
from crawler.page import Kind, Link, LinkKind, Place, Response

URL = "https://example.org/folder/page.html"


def page_of(html, /, **headers):
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
        Link(url="https://example.org/folder/b.html", fragment="c", text="B picture"),
        Link(url="https://example.org/folder/i.png", text="picture", kind=LinkKind.IMAGE),
    )


def test_a_heading_that_is_a_picture_is_heard_but_the_words_of_a_page_are_its_main_heading():
    found = page_of(
        "<h1><a href=/><img src=i.png alt='Bryn Council'></a></h1><h2>News</h2><h1>The fair</h1>"
        "<h2 aria-label=Fees><svg></svg></h2><h2></h2><p>Daily</p>"
    )

    assert found.content.headings == ((1, "Bryn Council"), (2, "News"), (1, "The fair"), (2, "Fees"))
    assert found.page.heading == "The fair"


@pytest.mark.parametrize(
    ("attributes", "alt"),
    [
        ("", None),
        ("alt", ""),
        ("alt='A tree' title=Tree", "A tree"),
        ("role=presentation", ""),
        ("aria-hidden=true", ""),
        ("aria-label='A tree'", "A tree"),
        ("title='A tree'", "A tree"),
        ("aria-labelledby=tree", ""),
    ],
)
def test_what_is_heard_in_the_place_of_a_picture_is_known(attributes, alt):
    assert [image.alt for image in page_of(f"<img src=i.png {attributes}>").content.images] == [alt]


def test_a_redirect_says_where_it_leads():
    found = extract(Response(url=URL, status=301, headers={"location": "../new"}))
    assert found.page.redirects_to == "https://example.org/new"


def test_a_document_is_no_page():
    found = extract(Response(url=URL, status=200, headers={"content-type": "application/pdf"}, body=b"%PDF-1.7"))
    assert found.page.kind is Kind.DOCUMENT


EVERYWHERE = """<head><base href=/b/><link rel=stylesheet href=s.css><link rel=preload as=image href=p.png>
<link rel=alternate hreflang=cy href=cy><link rel=contents href=toc><link rel=author href=mailto:a@example.org>
<link rel=search type=application/opensearchdescription+xml href=find.xml>
<link rel=alternate type=application/rss+xml href=feed><link rel=preconnect href=//c>
<meta http-equiv=refresh content='30; URL="r.html"'><script src=j.js></script></head><body background=bg.png>
<map><area href=area alt=Map></map>
<img src=i1.png srcset="i2.png 2x, i3.png 100w,i4.png" alt="">
<picture><source srcset=i5.webp></picture>
<iframe src=f.html></iframe><object data=o.swf></object><embed src=e.pdf>
<video src=v.mp4 poster=v.jpg><track src=t.vtt></video>
<audio src=a.mp3></audio><form action=search><input type=image src=go.png>
<button formaction=do>Do</button></form>
<form method=post action=sent></form><svg><a xlink:href=svg><use href=#x></a></svg>
<div style="background:url('bg2.png')"></div>
<noscript><a href=plain>Plain</a></noscript><a href=x aria-label="More about x"></a><a name=top></a>"""


def test_links_are_found_wherever_a_browser_follows_or_loads_them():
    found = page_of(EVERYWHERE, link='</n>; rel="next", </h.css>;rel=stylesheet, </i>; rel=me', refresh="0; url=/gone")
    assert [(link.url.removeprefix("https://example.org/"), str(link.kind)) for link in found.links] == [
        ("n", "link"), ("h.css", "style"), ("gone", "link"),
        ("b/s.css", "style"), ("b/p.png", "image"), ("b/cy", "link"), ("b/toc", "link"),
        ("b/r.html", "link"), ("b/j.js", "script"),
        ("b/bg.png", "image"), ("b/area", "link"), ("b/i1.png", "image"), ("b/i2.png", "image"), ("b/i3.png", "image"),
        ("b/i4.png", "image"), ("b/i5.webp", "image"), ("b/f.html", "frame"),
        ("b/o.swf", "frame"), ("b/e.pdf", "frame"),
        ("b/v.mp4", "media"), ("b/v.jpg", "image"), ("b/t.vtt", "media"), ("b/a.mp3", "media"), ("b/search", "link"),
        ("b/go.png", "image"), ("b/do", "link"), ("b/svg", "link"), ("b/bg2.png", "image"),
        ("b/plain", "link"), ("b/x", "link"),
    ]  # fmt: skip
    assert found.links[-1].text == "More about x"


PARTS_OF_LINKS = {
    "<link rel=preload as=image href=a.png imagesrcset='b.png 1x, c.png 2x'>": ["a.png", "b.png", "c.png"],
    "<style>@import 'a.css'; /* url(no.png) */ p { background: URL( \"b.png\" ) }</style>": ["a.css", "b.png"],
    "<style>@import url(a.css); @font-face { src: url(b.woff2) format('woff2') }</style>": ["a.css", "b.woff2"],
    "<frameset cols='50%,*'><frame src=a><frame src=b></frameset>": ["a", "b"],
    "<template shadowrootmode=open><a href=a>A</a></template>": ["a"],
    "<template><a href=a>Never shown</a></template>": [],
    "<noscript><meta http-equiv=refresh content='0; url=a'></noscript>": ["a"],
    "<form method=post action=a><button formaction=b>Send</button><button formaction=c formmethod=get>C</form>": ["c"],
    "<img src='data:image/png;base64,AAAA' srcset='data:image/png;base64,AA 1x, a.png 2x'>": ["a.png"],
    "<a href='java\nscript:go()'>x</a><a href='\thttps://example.org/folder/a '>A</a>": ["a"],
}


@pytest.mark.parametrize("html", PARTS_OF_LINKS)
def test_each_way_to_write_a_link_leads_where_a_browser_goes(html):
    found = page_of(html)

    assert [link.url.removeprefix("https://example.org/folder/") for link in found.links] == PARTS_OF_LINKS[html]
    assert found.page.redirects_to == ""


def test_what_no_browser_can_open_from_the_web_is_kept_as_it_was_written():
    found = page_of(
        r"<a href='file:///C:/x.doc'>1</a><a href='C:\x.doc'>2</a><a href=htp://x>3</a>"
        "<a href='mailto:a@b'>4</a><a href=mailto/a@b>5"
    )
    assert [link.url for link in found.links] == [
        "file:///C:/x.doc", r"C:\x.doc", "htp://x", "https://example.org/folder/mailto/a@b",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("<p>Café – £5".encode(), "text/html"),
        ("<p>Café – £5".encode(), "text/html; charset=iso-8859-1"),
        ("<p>Café – £5".encode("cp1252"), "text/html; charset=ISO-8859-1"),
        ("<p>Café – £5".encode("cp1252"), "text/html"),
        ("<p>Café – £5".encode("cp1252"), "text/html; charset=utf-8"),
        ("<p>Café – £5".encode("utf-16"), "text/html"),
        (b"\xef\xbb\xbf" + "<p>Café – £5".encode(), "text/html; charset=koi8-r"),
        ("<meta charset=macintosh><p>Café – £5".encode("mac_roman"), "text/html; charset=nonsense"),
        ("<p>Ca\0fé – £5".encode(), "text/html"),
    ],
)
def test_text_is_read_whatever_its_encoding_and_whatever_is_said_about_it(body, content_type):
    assert page_of(body, content_type=content_type).content.text == "Café – £5"


def test_a_page_that_sends_its_visitor_on_is_a_redirect():
    found = page_of("<meta http-equiv=refresh content='0;url=/new'><script></script>")
    assert (found.page.redirects_to, found.page.needs_script) == ("https://example.org/new", False)


TEN = "<p>We are closed today, and open again on Monday at nine."
MENU = "<nav><a href=/a>About us</a> <a href=/b>News</a> <a href=/c>Contact</a></nav>"
APP = "<script src=app.js></script>"


@pytest.mark.parametrize(
    "html",
    [
        f"<div id=root></div>{APP}",
        f"<title>Shop</title><div class=spinner>Loading, please wait</div>{APP}",
        f"{MENU}<main><div id=__next><!-- later --></div></main>{APP}",
        f"{MENU}<app-root>Loading …</app-root>{APP}",
        f"{MENU}<main></main><noscript>You need to enable JavaScript to run this app.</noscript>{APP}",
        f"<div id=root></div><noscript><img src=/count.gif alt=''></noscript>{APP}",
    ],
)
def test_a_page_that_only_scripts_can_fill_is_said_to_be_one(html):
    page = page_of(html).page

    assert page.needs_script
    assert page.error == "hardly any text without scripts (JavaScript), which were not run"


@pytest.mark.parametrize(
    "html",
    [
        TEN,
        f"{TEN}{APP}",
        f"<div id=app>{MENU}{TEN}</div>{APP}",
        f"{TEN * 2}<noscript>Enable JavaScript for the map.</noscript>{APP}",
        f"<img src=poster.png alt=Poster>{APP}",
        "<div id=root></div>",
        '<div></div><script type="application/json">{}</script>',
        f"<meta http-equiv=refresh content='0;url=/new'>{APP}",
    ],
)
def test_a_short_page_that_stands_without_its_scripts_is_none_of_these(html):
    page = page_of(html).page

    assert (page.needs_script, page.error) == (False, "")


def test_what_is_called_navigation_is_left_out_unless_it_is_most_of_the_page():
    found = page_of(
        "<div class=site-nav><a href=a>Home</a></div><div id=content><p>Words of the page.</div>"
        "<div class=footer>Us</div>"
    )
    assert (found.content.text, found.links[0].place) == ("Words of the page.", Place.NAVIGATION)
    found = page_of("<div class=menu><p>All that this page has to say stands here. <a href=a>Go</a></div>")
    assert (found.content.text[:8], found.links[0].place) == ("All that", Place.CONTENT)


@pytest.mark.parametrize("unit", ["<div>", "<b><div>", "<ul><li>x", "<table><tr><td>x", "<x-y>"])
def test_a_page_of_five_megabytes_that_nests_without_end_is_read_to_its_end(unit):
    found = page_of(unit * (5_000_000 // len(unit) - 20_000) + "<a href=x>y</a>" * 1000 + "<p>end")
    assert (found.page.error, len(found.links), found.content.text[-3:]) == ("", 1000, "end")


def test_a_big_page_of_sane_depth_is_left_as_it_is():
    page = b"<ul>" + b"<li><div><a href=x>y</a></div>" * 10_000 + b"</ul>"
    assert flatten(page) == page


@given(st.binary(max_size=400), st.text(max_size=30))
def test_no_bytes_can_hurt(body, content_type):
    assert extract(Response(url=URL, status=200, headers={"content-type": content_type}, body=body)).page.error == ""
    assert page_of(body).page.error == ""


def test_a_picture_that_draws_a_part_of_its_own_page_is_no_link():
    html = '<svg><use href="#icon"></use><use href="/icons.svg#tick"></use></svg>'

    links = extract(
        Response(url="https://a.example/", status=200, headers={"content-type": "text/html"}, body=html.encode())
    ).links

    assert [(link.url, link.fragment) for link in links] == [("https://a.example/icons.svg", "tick")]


@pytest.mark.parametrize(
    ("href", "missing"),
    [
        ("#place", False), ("#old%20name", False), ("#caf%C3%A9", False), ("#%E4%B8%AD", False), ("#", False),
        ("#top", False), ("#TOP", False), ("#:~:text=some,words", False), ("#place:~:text=some", False),
        ("#!/a", False),        ("#Place", True), ("#gone:~:text=some", True), ("#img", True),
    ],
)  # fmt: skip
def test_a_fragment_leads_where_a_browser_takes_it(href, missing):
    found = page_of(
        f"<a href='{href}'>x</a><p id=place><a name='old name'></a><p id=café><p id='%E4%B8%AD'><img name=img>Text."
    )

    assert is_missing(found.links[0].fragment, found.page, found.content.anchors) is missing


def test_an_anchor_may_be_named_twice():
    html = '<a id="new" name="old">Here</a>'

    content = extract(
        Response(url="https://a.example/", status=200, headers={"content-type": "text/html"}, body=html.encode())
    ).content

    assert set(content.anchors) == {"new", "old"}


def test_half_a_character_in_data_for_search_engines_can_be_kept():
    found = page_of(
        r"""<script type="application/ld+json">{"author": "\ud83d\ude00 Ann \ud800",
        "datePublished": "2020-05-01\udfff"}</script><p>Text</p>"""
    )

    assert (found.page.author, found.page.published) == ("\U0001f600 Ann ?", "2020-05-01")
    assert all(seen.quote.encode("utf-8") for seen in found.content.dates)


def test_nothing_on_a_page_can_steer_the_terminal_that_shows_it():
    found = page_of("<title>A&#27;[2J</title><meta name=author content='x&#27;y'><h1>\x9b1mB</h1><a href=/>t&#7;x</a>")

    assert (found.page.title, found.page.author, found.page.heading) == ("A[2J", "xy", "1mB")
    assert found.links[0].text == "tx"
    assert "👩\u200d🔧" in page_of("<title>👩\u200d🔧</title>").page.title


@pytest.mark.parametrize(
    "page",
    [
        "<img srcset='{}'>".format("\t" * 300_000),
        "<img srcset='{}'>".format(", " * 300_000),
        "<p style='{}'>x".format("url(" * 200_000),
        "<p style='url({}'>x".format(" " * 300_000),
    ],
    ids=["space", "commas", "addresses that never end", "space in an address"],
)
def test_an_endless_attribute_that_names_no_picture_takes_no_time(page):
    assert page_of(f"{page}<a href=/a>A</a>").links[-1].url == "https://example.org/a"
