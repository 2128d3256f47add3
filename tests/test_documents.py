"""Documents become facts, and none can stop a crawl."""

import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from crawler.documents.reader import DocumentReader, extract_document
from crawler.page import DatedBy, Kind, Response

SAMPLES = Path(__file__).parent.parent / "samples" / "site" / "documents"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def read(body, name="file.pdf", reader=None):
    response = Response(url=f"https://example.org/docs/{name}", status=200, body=body)
    return reader.extract(response) if reader else extract_document(response)


def archive(**parts):
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def test_a_pdf_gives_its_facts():
    found = read((SAMPLES / "mooring-conditions-2026.pdf").read_bytes())
    page, document = found.page, found.content.document
    assert (page.kind, page.title, page.author) == (
        Kind.DOCUMENT,
        "Mooring conditions 2026",
        "Tarrow Harbours Inspectorate",
    )
    assert (page.language, page.modified, page.dated_by) == ("en-GB", "2026-01-05T09:00:00Z", DatedBy.DOCUMENT)
    assert page.words == 250
    assert (document["format"], document["pages"], document["tagged"], document["scanned"]) == ("PDF", 1, True, False)
    assert found.content.text.startswith("Mooring conditions 2026\nThese are the conditions")
    assert [date.means for date in found.content.dates] == ["published", "modified"]


def test_a_scan_is_said_to_be_one_and_has_no_words():
    found = read((SAMPLES / "Board Minutes March 2014.pdf").read_bytes())
    assert (found.content.document["scanned"], found.page.words, found.page.error) == (True, None, "")


def test_a_word_file_gives_text_by_paragraph_and_its_links():
    body = archive(
        **{
            "word/document.xml": f'<w:document {WORD} xmlns:r="{RELATION}"><w:body><w:p><w:r><w:t>First </w:t></w:r>'
            '<w:hyperlink r:id="r1"><w:r><w:t>link</w:t></w:r></w:hyperlink></w:p><w:p><w:r><w:t>Second</w:t><w:tab/>'
            "<w:t>line</w:t></w:r></w:p></w:body></w:document>",
            "word/_rels/document.xml.rels": f'<Relationships><Relationship Id="r1" Type="{RELATION}/hyperlink" '
            'Target="../a.html#b"/></Relationships>',
            "word/styles.xml": f'<w:styles {WORD}><w:lang w:val="cy-GB"/></w:styles>',
            "docProps/core.xml": "<c><title>T</title><creator>A</creator><modified>2019-05-03T10:00:00Z</modified></c>",
            "docProps/app.xml": "<p><Pages>3</Pages><Application>Writer</Application></p>",
        }
    )
    found = read(body, "form.docx")
    assert found.content.text == "First link\nSecond line"
    assert [(link.url, link.fragment, link.text) for link in found.links] == [
        ("https://example.org/a.html", "b", "link")
    ]
    assert (found.page.title, found.page.author, found.page.language) == ("T", "A", "cy-GB")
    assert (found.page.modified, found.page.words) == ("2019-05-03T10:00:00Z", 4)
    assert found.content.document == {"format": "Word", "pages": 3, "producer": "Writer"}


def test_a_workbook_gives_the_words_of_its_cells(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Harbour", 12, "Depth of water"])
    book.active["A2"].hyperlink = "https://example.org/depth"
    book.create_sheet("More")
    book.save(tmp_path / "b.xlsx")
    found = read((tmp_path / "b.xlsx").read_bytes(), "b.xlsx")
    assert (found.content.text.splitlines()[:2], found.content.document["pages"]) == (["Harbour", "Depth of water"], 2)
    assert found.links[0].url == "https://example.org/depth"


def test_a_presentation_is_read_slide_by_slide():
    slide = '<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>Slide {}</a:t></a:r></a:p></p:sld>'
    slides = {f"ppt/slides/slide{n}.xml": slide.format(n) for n in (10, 9, 1)}
    found = read(archive(**{"ppt/presentation.xml": "<p/>"} | slides), "s.pptx")
    assert (found.content.text, found.content.document["pages"]) == ("Slide 1\nSlide 9\nSlide 10", 3)


def test_an_opendocument_text_is_read():
    body = archive(
        **{
            "mimetype": "application/vnd.oasis.opendocument.text",
            "meta.xml": '<m xmlns:meta="meta"><title>T</title><initial-creator>A</initial-creator>'
            "<date>2020-01-02</date>"
            '<meta:document-statistic meta:page-count="2"/></m>',
            "content.xml": '<c xmlns:text="t" xmlns:xlink="x"><text:h>Head</text:h><text:p>One '
            "<text:span>two</text:span> "
            '<text:a xlink:href="http://x.org">three</text:a> four</text:p></c>',
        }
    )
    found = read(body, "t.odt")
    assert found.content.text == "Head\nOne two three four"
    assert (found.page.title, found.page.modified, found.links[0].text) == ("T", "2020-01-02", "three")
    assert found.content.document["pages"] == 2


def test_rtf_is_read():
    found = read((SAMPLES / "tariff-2013.doc").read_bytes(), "tariff.doc")
    assert (found.page.title, found.content.document["format"]) == ("Harbour tariff 2013", "RTF")
    assert "boat of up to six metres pays £4.50 a night" in found.content.text


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"%PDF-1.7 nothing", "it is damaged (Failed to load document (PDFium: Data format error).)"),
        (b"PK\3\4 nothing", "it is damaged or made to do harm (File is not a zip file)"),
        (b"<html>", "it is none of the formats that its name or its type claims"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is damaged (not an OLE2 structured storage file)"),
        (
            archive(**{"word/document.xml": b" " * 100_000_001}),
            "it is damaged or made to do harm (word/document.xml unpacks to more than 100 MB)",
        ),
    ],
)
def test_what_cannot_be_read_is_said_with_the_reason(body, error):
    found = read(body, "x.pdf")
    assert found.page.kind in (Kind.DOCUMENT, Kind.PAGE)
    if found.page.kind is Kind.DOCUMENT:
        assert found.page.error == f"could not be read: {error}"


W = f"<w:d {WORD}><w:p><w:t>The harbour is open</w:t></w:p></w:d>"


@pytest.mark.parametrize(
    ("parts", "error"),
    [
        ({"docProps/core.xml": "<broken"}, "was read in part: docProps/core.xml is damaged (Couldn't find end"),
        (
            {"word/_rels/document.xml.rels": "<x>"},
            "was read in part: word/_rels/document.xml.rels is damaged (",
        ),
        ({"docProps/app.xml": "<p><Pages>99999999999999999999</Pages></p>"}, ""),
    ],
)
def test_a_damaged_part_beside_the_text_does_not_lose_the_text(parts, error):
    found = read(archive(**{"word/document.xml": W} | parts), "x.docx")
    assert (found.content.text, found.page.error[: len(error)]) == ("The harbour is open", error)
    assert bool(found.page.error) is bool(error)


def test_dates_that_are_none_and_dates_to_come_are_not_believed():
    core = "<c><created>{}</created><modified>{}</modified></c>"

    def dates(created, modified):
        body = archive(**{"word/document.xml": W, "docProps/core.xml": core.format(created, modified)})
        response = Response(
            url="https://example.org/a.docx", status=200, body=body, fetched_at="2026-06-01T00:00:00+00:00"
        )
        page = extract_document(response).page
        return page.published, page.modified, str(page.dated_by)

    assert dates("yesterday", "2019-13-45T99:99:99Z") == ("", "", "none")
    assert dates("1904-01-01T00:00:00Z", "2036-01-01T00:00:00Z") == ("", "", "none")
    assert dates("2019-05-03T10:00:00+02:00", "2020-05-03T10:00:00Z") == (
        "2019-05-03T10:00:00+02:00",
        "2020-05-03T10:00:00Z",
        "document",
    )


def pdf(*objects):
    """A PDF of hand-made objects, the first of which is its catalogue."""
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count, start = len(objects) + 1, len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, table)
    return body + b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (count, start)


def stream(content, more=b""):
    return b"<</Length %d %b>>stream\n%b\nendstream" % (len(content), more, content)


def typed(*lines, more=b"", said=b""):
    """A PDF of one page with such lines, one under the other; `said` is what it says of itself."""
    shown = b"BT /F 12 Tf 20 180 Td 14 TL " + b"".join(b"(%b) Tj T* " % line for line in lines) + b"ET"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>%b>>" % more
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    made = pdf(CATALOGUE, ONE_PAGE, page, stream(shown), font, b"<<%b>>" % said)
    return made.replace(b"/Root 1 0 R", b"/Root 1 0 R/Info 6 0 R")


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A %d 0 R>>>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>>>"
ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
HARMFUL = {
    "a page tree that contains itself": (CATALOGUE, b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>", PAGE, stream(b"")),
    "a form that draws itself twice": (CATALOGUE, ONE_PAGE, PAGE, stream(b"/A Do"), stream(b"/A Do /A Do", FORM % 5)),
    "a page that unpacks to a hundred megabytes": (
        *(CATALOGUE, ONE_PAGE, PAGE),
        stream(zlib.compress(zlib.compress(b"BT (a) Tj ET " * 9_000_000, 1), 9), b"/Filter[/FlateDecode/FlateDecode]"),
    ),
    "a billion pages that are not there": (
        CATALOGUE,
        b"<</Type/Pages/Kids[3 0 R]/Count 1000000000>>",
        PAGE,
        stream(b""),
    ),
}


@pytest.mark.parametrize("objects", HARMFUL.values(), ids=HARMFUL)
def test_a_pdf_made_to_do_harm_is_a_value_with_a_reason_and_the_next_one_is_read(objects):
    with DocumentReader() as reader:
        found = read(pdf(*objects), reader=reader)
        assert found.page.kind is Kind.DOCUMENT
        assert found.page.error.startswith("could not be read: ") or found.content.document["pages"] == 1
        good = read((SAMPLES / "mooring-conditions-2026.pdf").read_bytes(), reader=reader)
        assert (good.page.error, good.page.words) == ("", 250)


def test_of_a_pdf_with_very_many_pages_the_first_thousand_are_read():
    pages = 3000
    kids = b" ".join(b"%d 0 R" % (number + 4) for number in range(pages))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 3 0 R>>"
    tree = b"<</Type/Pages/Count %d/Kids[%b]>>" % (pages, kids)
    document = read(pdf(CATALOGUE, tree, stream(b"0 0 m"), *[page] * pages)).content.document
    assert (document["pages"], document["text cut"]) == (3000, True)


def test_a_word_that_is_parted_at_the_end_of_a_line_is_one_word():
    found = read(typed(b"Boats wait in the har-", b"bour for the tide."))
    assert (found.content.text, found.page.words) == ("Boats wait in the harbour for the tide.", 8)


def test_what_no_reader_sees_stands_neither_in_the_title_nor_in_the_text_of_a_pdf():
    body = typed(b"Open\\002 daily", said=b"/Title(\0D\0u\0e\0s)/Creator(W\0)")
    found = read(body)
    assert (found.page.title, found.content.text, found.content.document["producer"]) == ("Dues", "Open daily", "W")


def test_an_address_without_http_in_a_document_is_that_of_a_host():
    link = b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(%b)>>>>"
    addresses = (b"www.example.com/a", b"WWW.example.com", b"fees.html#b", b"mailto:a@example.org", b"file:///C:/a.doc")
    found = read(typed(b"a", more=b"/Annots[%b]" % b"".join(link % address for address in addresses)))
    assert [link.url for link in found.links] == [
        "http://www.example.com/a",
        "http://www.example.com/",
        "https://example.org/docs/fees.html",
        "file:///C:/a.doc",
    ]


def test_a_pdf_for_certain_people_is_not_called_damaged():
    lock = b"/Root 1 0 R/ID[(a)(a)]/Encrypt<</Filter/Adobe.PubSec/V 4/SubFilter/adbe.pkcs7.s5>>"
    assert (
        read(typed(b"a").replace(b"/Root 1 0 R", lock)).page.error
        == "could not be read: it opens for certain people only"
    )


def test_a_document_without_end_is_stopped_and_the_next_one_is_read():
    body = (SAMPLES / "mooring-conditions-2026.pdf").read_bytes()
    with DocumentReader(patience=0.001) as reader:
        assert read(body, reader=reader).page.error == "could not be read: it takes more than 0.001 seconds"
    with DocumentReader() as reader:
        assert read(body, reader=reader).page.error == ""
        reader._child.kill()
        reader._child.wait()
        assert read(body, reader=reader).page.error == ""


def test_entities_of_an_office_file_are_not_expanded():
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    bomb += '<w:d xmlns:w="w"><w:p><w:t>x&b;</w:t></w:p></w:d>'
    found = read(archive(**{"word/document.xml": bomb}), "x.docx")
    reason = "it is damaged or made to do harm (word/document.xml defines words of its own)"
    assert (found.content.text, found.page.error) == ("", f"could not be read: {reason}")
