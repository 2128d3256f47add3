"""Documents that a real LibreOffice has written give their facts, whatever format it wrote them in."""

import shutil
import subprocess
from pathlib import Path

import pytest

from crawler.documents.reader import extract_document
from crawler.page import Response

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "xlink": "http://www.w3.org/1999/xlink",
    }.items()
)
LINK = '<text:a xlink:type="simple" xlink:href="https://example.org/port">harbour</text:a>'
BODIES = {
    "text": f'<text:h text:outline-level="1">Dues</text:h><text:p>The {LINK} is open.</text:p>',
    "presentation": f'<draw:page draw:name="a"><draw:frame svg:width="9cm" svg:height="4cm" svg:x="1cm" svg:y="1cm">'
    f"<draw:text-box><text:p>The {LINK} is open.</text:p></draw:text-box></draw:frame></draw:page>",
    "spreadsheet": f'<table:table table:name="S"><table:table-row><table:table-cell office:value-type="string"><text:p>'
    f"{LINK}</text:p></table:table-cell></table:table-row></table:table>",
}
PDF = "pdf:writer_pdf_Export:" + '{"UseTaggedPDF":{"type":"boolean","value":"%s"}}'


def flat(kind):
    """A document in one XML file, as LibreOffice reads and writes it."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMESPACES} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.{kind}"><office:meta><dc:title>Dues 2019</dc:title>'
        "<meta:initial-creator>Zoë Harbour</meta:initial-creator>"
        "<meta:creation-date>2019-05-03T10:00:00</meta:creation-date><dc:date>2020-06-04T11:00:00</dc:date></office:meta>"
        '<office:styles><style:default-style style:family="paragraph"><style:text-properties fo:language="fr" '
        f'fo:country="FR"/></style:default-style></office:styles><office:body><office:{kind}>{BODIES[kind]}'
        f"</office:{kind}></office:body></office:document>"
    )


@pytest.fixture(scope="module")
def written_by_libreoffice(tmp_path_factory):
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("documents")

    def write(kind, to, name):
        source = folder / f"{kind}.f{'od' + kind[0]}"
        source.write_text(flat(kind), encoding="utf-8")
        command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
        command += ["--convert-to", to, "--outdir", folder / "out", source]
        done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)
        made = folder / "out" / f"{kind}.{to.partition(':')[0]}"
        if not made.exists():
            pytest.skip(f"this LibreOffice cannot write it: {done.stderr}")
        body = Path(made).read_bytes()
        made.unlink()
        return extract_document(Response(url=f"https://example.org/docs/{name}", status=200, body=body))

    return write


@pytest.mark.parametrize(
    ("kind", "to", "facts"),
    [
        ("text", "docx", {"format": "Word"}),
        ("text", "odt", {"format": "OpenDocument text", "pages": 1}),
        ("text", PDF % "true", {"format": "PDF", "pages": 1, "tagged": True, "scanned": False}),
        ("text", PDF % "false", {"format": "PDF", "pages": 1, "tagged": False, "scanned": False}),
        ("presentation", "pptx", {"format": "PowerPoint", "pages": 1}),
        ("spreadsheet", "ods", {"format": "OpenDocument spreadsheet", "pages": 1}),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_every_fact_of_a_document_is_found(written_by_libreoffice, kind, to, facts):
    found = written_by_libreoffice(kind, to, "dues.pdf")
    page, document = found.page, found.content.document
    assert (page.title, page.author, page.error) == ("Dues 2019", "Zoë Harbour", "")
    assert {name: document.get(name) for name in facts} == facts
    assert document["producer"]
    assert [(link.url, link.text) for link in found.links] == [("https://example.org/port", "harbour")]
    said = {"text": "Dues\nThe harbour is open.", "presentation": "The harbour is open.", "spreadsheet": "harbour"}
    assert found.content.text == said[kind]
    assert page.language in (("fr-FR",) if kind == "text" else ("fr-FR", "en-US")), "in slides and sheets: as installed"


@pytest.mark.parametrize(
    ("kind", "to", "form", "text"),
    [
        ("text", "doc", "Word (old)", "Dues\nThe harbour is open."),
        ("spreadsheet", "xls", "Excel (old)", "harbour"),
    ],
)
def test_a_document_of_before_2007_gives_what_it_says(written_by_libreoffice, kind, to, form, text):
    found = written_by_libreoffice(kind, to, f"dues.{to}")
    assert (found.page.title, found.page.author, found.page.error) == ("Dues 2019", "Zoë Harbour", "")
    assert (found.page.published[:10], found.page.modified[:10]) == ("2019-05-03", "2020-06-04")
    assert (found.content.document["format"], found.content.text) == (form, text)
    links = [("https://example.org/port", "harbour")] if kind == "text" else []
    assert [(link.url, link.text) for link in found.links] == links
