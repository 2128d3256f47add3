"""Office documents are read by what their parts say of each other, and each part once, however large it is."""

import zipfile
from io import BytesIO

import pytest

from crawler.documents.reader import extract_document
from crawler.page import Response

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = f'xmlns:w="w" xmlns:r="{OFFICE}" xmlns:mc="mc" xmlns:a="a" xmlns:p="p"'


def read(name, **parts):
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for part, content in parts.items():
            file.writestr(part, content)
    return extract_document(Response(url=f"https://example.org/{name}", status=200, body=made.getvalue()))


def relations(**targets):
    """What a part has to do with: kind and identity, and where that is."""
    made = (f'<R Id="{key}" Type="{OFFICE}/{key.rstrip("0123456789")}" Target="{to}"/>' for key, to in targets.items())
    return f"<Relationships>{''.join(made)}</Relationships>"


def word(inside, **parts):
    return read("a.docx", **{"word/document.xml": f"<w:document {NAMES}>{inside}</w:document>"}, **parts)


def test_text_that_stands_there_twice_or_was_moved_away_is_read_once():
    box = "<w:p><w:t>Boats only</w:t></w:p>"
    found = word(
        f"<w:p><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
        "<w:moveFrom><w:t>Gone</w:t></w:moveFrom><w:ruby><w:rt><w:t>とう</w:t></w:rt><w:t>東</w:t></w:ruby></w:p>"
    )
    assert found.content.text == "Boats only\n東"


def test_sheets_and_slides_are_those_that_are_listed_in_the_order_in_which_they_are_shown():
    slide = (
        f"<p:sld {NAMES}><a:p><a:r><a:rPr><a:hlinkClick r:id='hyperlink1'/></a:rPr><a:t>%s</a:t></a:r></a:p></p:sld>"
    )
    found = read(
        "a.pptx",
        **{
            "_rels/.rels": relations(officeDocument="/ppt/show.xml"),
            "ppt/show.xml": f"<p:p {NAMES}><p:sldId r:id='slide2'/><p:sldId r:id='slide1'/></p:p>",
            "ppt/_rels/show.xml.rels": relations(slide1="slides/a.xml", slide2="/ppt/slides/b.xml"),
            "ppt/slides/a.xml": slide % "Second",
            "ppt/slides/b.xml": slide % "First",
            "ppt/slides/slide9.xml": slide % "Thrown away",
            "ppt/slides/_rels/a.xml.rels": relations(hyperlink1="http://example.org/b"),
        },
    )
    assert (found.content.text, found.content.document) == ("First\nSecond", {"format": "PowerPoint", "pages": 2})
    assert [(link.url, link.text) for link in found.links] == [("http://example.org/b", "Second")]


def test_of_a_workbook_with_more_text_than_is_read_the_beginning_is_read():
    cells = "<c t='inlineStr'><is><t>Depth of water</t></is></c>" * 400_000
    parts = {"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": f"<worksheet>{cells}</worksheet>"}
    found = read("a.xlsx", **parts)
    assert (found.page.error, found.content.document["text cut"], found.page.words > 1_000_000) == ("", True, True)


def test_text_before_the_damage_is_kept():
    found = word("<w:p><w:t>The harbour is open</w:t></w:p><w:p></w:q>")
    assert found.content.text == "The harbour is open"
    assert found.page.error.startswith("was read in part: it is damaged or made to do harm (Opening and ending tag")


TEXT = "<c xmlns:text='t'><text:tracked-changes><text:p>Was</text:p></text:tracked-changes><text:p>Is</text:p></c>"
LOCKED = "<m><file-entry full-path='content.xml'><encryption-data/></file-entry></m>"
KIND = "application/vnd.oasis.opendocument.text-template"


@pytest.mark.parametrize(
    ("parts", "kind", "text", "error"),
    [
        ({"mimetype": KIND, "content.xml": TEXT}, "OpenDocument text", "Is", ""),
        ({"content.xml": TEXT}, "OpenDocument", "Is", ""),
        (
            {"mimetype": KIND, "content.xml": "\x8f\x02", "META-INF/manifest.xml": LOCKED},
            "OpenDocument text",
            "",
            "could not be read: it is protected by a password",
        ),
        ({"a.txt": "a"}, "archive", "", "could not be read: it is an archive of other files"),
        ({"xl/workbook.bin": "a"}, "Excel (binary)", "", ""),
    ],
    ids=["template", "without its kind", "locked", "archive", "binary workbook"],
)
def test_what_kind_of_archive_it_is_is_said(parts, kind, text, error):
    found = read("a.odt", **parts)
    assert (found.content.document["format"], found.content.text, found.page.error) == (kind, text, error)


@pytest.mark.parametrize(
    "whole", ["<hyperlink href='http://example.org/b'><t>x</t></hyperlink>", "<rPr><a href='b'/></rPr>"]
)
def test_a_part_that_begins_with_a_link_is_read(whole):
    assert read("a.docx", **{"word/document.xml": whole}).page.error == ""
