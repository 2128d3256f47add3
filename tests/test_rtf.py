"""RTF files give what a reader would see in them, in the letters in which it was typed."""

import pytest

from crawler.documents.reader import extract_document
from crawler.page import Response


def read(body):
    return extract_document(Response(url="https://example.org/a.rtf", status=200, body=b"{\\rtf1" + body + b"}"))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"\ansi Zo\u235\'eb and \u-10179?\u-8704? sail\par", "Zoë and 😀 sail"),
        (rb"\ansi\ansicpg1251 \'e3\'e0\'e2\'e0\'ed\'fc", "гавань"),
        (rb"{\fonttbl{\f0\fcharset0 A;}{\f5\fcharset128 B;}}\f0 Port {\f5\'8d\'60} caf\'e9", "Port 港 café"),
        (rb"\mac \'8e", "é"),
        (rb"\uc2 a\u233 xxb{\uc0 \u233 c}", "aébéc"),
        (rb"It\rquote s \ldblquote open\rdblquote  \endash  now\_then\~on", "It’s “open” – now-then on"),
        (rb"Pay \{here\} \\ there\line then\tab on", "Pay {here} \\ there\nthen on"),
        (rb"a{\pict\bin10 }}}\'41{{{ff}b", "ab"),
    ],
    ids=["unicode", "code page", "font", "macintosh", "stand-ins", "marks", "escapes", "binary"],
)
def test_letters_are_those_that_were_typed(body, text):
    assert read(body).content.text == text


def test_what_no_reader_sees_is_no_text():
    found = read(
        rb"{\*\listtable{\list{\listlevel{\leveltext\'02\'00.;}}}}{\listoverridetable x}"
        rb"{\*\mmathPr\mmathFont34\mbrkBin0 y}{\stylesheet{\s1 Normal;}}"
        rb"{\header Page 1}{\listtext 1.}{\field{\*\fldinst PAGE }{\fldrslt 7}} boats"
    )
    assert (found.content.text, found.page.words) == ("7 boats", 2)


def test_what_it_says_of_itself_and_where_it_links():
    found = read(
        rb"{\info{\title Due\u115?}{\author A{\b B}}{\creatim\yr2014\mo3\dy9}{\revtim\yr2015\mo4\dy1\hr8\min5}}"
        rb'See {\field{\*\fldinst{ HYPERLINK "b.html" \\l "fees"}}'
        rb"{\fldrslt{\ul the {\field{\*\fldinst PAGE}{\fldrslt 2}}nd}}} now"
    )
    page = found.page
    assert (page.title, page.author, page.published, page.modified) == (
        "Dues",
        "AB",
        "2014-03-09",
        "2015-04-01T08:05:00",
    )
    assert [(link.url, link.fragment, link.text) for link in found.links] == [
        ("https://example.org/b.html", "fees", "the 2nd")
    ]
    assert found.content.text == "See the 2nd now"


def test_a_file_that_was_cut_off_gives_what_is_there():
    assert read(rb"{\info{\title A}}Open {\b daily {\i from").content.text == "Open daily from"
    assert read(rb"a}}}b\bin-5 c\u99999999 d\ansicpg77777 e\'zz").content.text.startswith("ab")
