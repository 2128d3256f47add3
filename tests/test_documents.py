"""Documents become facts, and none can stop a crawl."""

import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from crawler.documents import DocumentReader, extract_document
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
    assert "aaaa" not in read(archive(**{"word/document.xml": bomb}), "x.docx").content.text
