"""Archives of wget, Heritrix and Browsertrix are read, also when they are cut off, and what they lack is said."""

import gzip
import shutil
import subprocess
import zipfile
from io import BytesIO

import openpyxl
import pytest
from crawling import crawl, inventory
from little_server import LittleServer
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.archive import ArchiveError
from crawler.foreign_archive import ForeignArchive

ROOT = "https://www.example.org"
HTML = [("Content-Type", "text/html")]
DAY = {"WARC-Date": "2019-05-03T10:15:00.123456Z"}


class Written:
    """A WARC that is put together as a crawler puts it."""

    def __init__(self, version="1.0", gzip=True):
        self.stream = BytesIO()
        self.writer = WARCWriter(self.stream, gzip=gzip, warc_version=version)

    def add(self, kind, url, body=b"", *, headers=HTML, status="200 OK", content_type=None, **more):
        http = StatusAndHeaders(status, headers, protocol="HTTP/1.1") if headers else None
        record = self.writer.create_warc_record(
            url,
            kind,
            payload=BytesIO(body),
            length=len(body),
            http_headers=http,
            warc_content_type=content_type or "",
            warc_headers_dict=DAY | {name.replace("_", "-"): value for name, value in more.items()},
        )
        self.writer.write_record(record)
        return record

    def save(self, file):
        file.write_bytes(self.stream.getvalue())
        return file


def pages(file):
    archive = ForeignArchive(file)
    return {response.url: response.body for response in archive.responses()}, archive.notes()


@pytest.fixture(scope="module")
def wget(tmp_path_factory):
    """What wget keeps of a site of three pages, packed and not."""
    if not shutil.which("wget"):
        pytest.skip("wget is not installed")
    folder = tmp_path_factory.mktemp("wget")
    book = BytesIO()
    openpyxl.Workbook().save(book)
    page = (200, {"Content-Type": "text/html"}, b"<title>Fair</title><a href=/a>a</a> <a href=/b.xlsx>b</a>")
    sheet = (
        200,
        {"Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
        book.getvalue(),
    )
    with LittleServer({"/": page, "/a": page, "/b.xlsx": sheet}).running() as site:
        for name, more in (("packed", []), ("plain", ["--no-warc-compression"])):
            command = ["wget", "--quiet", "--recursive", "--execute=robots=off", f"--warc-file={folder / name}", *more]
            subprocess.run([*command, f"--directory-prefix={folder / 'out'}", site.url], check=True, timeout=60)
        yield folder, site.url


@pytest.mark.parametrize("name", ["packed.warc.gz", "plain.warc"])
def test_what_wget_keeps_becomes_an_inventory(wget, tmp_path, name):
    folder, root = wget
    result = crawl(tmp_path, "--from-warc", folder / name)
    assert result.returncode == 0, result.stderr
    found = inventory(tmp_path)
    assert {url: (str(page.kind), page.status, page.title) for url, page in found.items()} == {
        f"{root}/": ("page", 200, "Fair"),
        f"{root}/a": ("page", 200, "Fair"),
        f"{root}/b.xlsx": ("document", 200, ""),
    }


@pytest.mark.parametrize("name", ["packed.warc.gz", "plain.warc"])
def test_an_archive_without_its_end_gives_what_it_holds_and_says_what_is_missing(wget, tmp_path, name):
    folder, _ = wget
    whole = (folder / name).read_bytes()
    cut = tmp_path / name
    found, notes = pages(folder / name)
    assert notes == []
    before = {}
    for size in range(len(whole) // 4, len(whole), len(whole) // 50):
        cut.write_bytes(whole[:size])
        some, said = pages(cut)
        assert before.items() <= some.items() <= found.items(), "no page is there in half, and none is lost"
        assert all(sentence.startswith(f"{name} ends too early, or is damaged: ") for sentence in said)
        before = some
    first = whole.index(b"<title>Fair") if name == "plain.warc" else len(whole) - 40
    cut.write_bytes(whole[: first + 5])
    assert len(pages(cut)[1]) == 1


def test_heritrix_notes_look_ups_and_requests_beside_its_pages(tmp_path):
    made = Written()
    made.add("response", "dns:www.example.org", b"20190503 A 192.0.2.1", headers=None, content_type="text/dns")
    made.add("request", f"{ROOT}/", b"", headers=[("Host", "www.example.org")], status="GET / HTTP/1.0")
    first = made.add("response", f"{ROOT}/", b"<title>Home</title><a href=/copy>c</a>")
    digest = first.rec_headers.get_header("WARC-Payload-Digest")
    made.add("metadata", f"{ROOT}/", b"via: x", headers=None, content_type="application/warc-fields")
    made.add("revisit", f"{ROOT}/copy", WARC_Payload_Digest=digest, WARC_Refers_To_Target_URI=f"{ROOT}/")
    made.add("revisit", f"{ROOT}/", WARC_Payload_Digest=digest)
    made.add("revisit", f"{ROOT}/old", WARC_Payload_Digest="sha1:NOWHERE")
    home = b"<title>Home</title><a href=/copy>c</a>"
    found, notes = pages(made.save(tmp_path / "h.warc.gz"))
    assert {url: body for url, body in found.items() if url.startswith("http")} == {
        f"{ROOT}/": home,
        f"{ROOT}/copy": home,
    }
    assert len(notes) == 1
    assert notes[0].startswith("h.warc.gz: 1 of its records say that an address gave the same as before, and what that")
    assert crawl(tmp_path / "audit", "--from-warc", tmp_path / "h.warc.gz").returncode == 0
    assert {url: page.title for url, page in inventory(tmp_path / "audit").items()} == {
        f"{ROOT}/": "Home",
        f"{ROOT}/copy": "Home",
    }


def test_browsertrix_packs_its_archive_into_a_wacz_with_pictures_of_pages(tmp_path):
    made = Written(version="1.1")
    made.add("response", f"{ROOT}/", b"<title>Home</title>", headers=[*HTML, ("x-orig-content-encoding", "br")])
    made.add("resource", f"urn:view:{ROOT}/", b"\x89PNG", headers=None, content_type="image/png")
    made.add("resource", f"urn:pageinfo:{ROOT}/", b"{}", headers=None, content_type="application/json")
    made.add("resource", f"urn:text:{ROOT}/", b"Home", headers=None, content_type="text/plain")
    with zipfile.ZipFile(tmp_path / "site.wacz", "w") as file:
        file.writestr("datapackage.json", "{}")
        file.writestr("pages/pages.jsonl", "{}")
        file.writestr("archive/rec-1.warc.gz", made.stream.getvalue())
    result = crawl(tmp_path / "audit", "--from-warc", tmp_path / "site.wacz")
    assert result.returncode == 0, result.stderr
    found = inventory(tmp_path / "audit")
    assert {url: page.title for url, page in found.items()} == {f"{ROOT}/": "Home"}
    assert found[f"{ROOT}/"].fetched_at == "2019-05-03T10:15:00+00:00"


def test_a_page_packed_in_an_unknown_way_is_kept_without_its_text_and_said(tmp_path):
    made = Written()
    made.add("response", f"{ROOT}/", b"rubbish", headers=[*HTML, ("Content-Encoding", "zstd")])
    found, notes = pages(made.save(tmp_path / "z.warc.gz"))
    assert found == {f"{ROOT}/": b""}
    assert notes == ["z.warc.gz: 1 of its records are packed in a way that cannot be unpacked here."]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"hello", "cannot be read as a web archive (WARC or WACZ)"),
        (b"PK\3\4 hello", "cannot be read as a web archive (WARC or WACZ)"),
        ("in one piece", "is packed in one piece, so no record in it can be found. Unpack it (gunzip)"),
        ("a zip", "is a zip file without a web archive (WARC) in it."),
    ],
)
def test_what_is_no_archive_is_said_to_be_none(tmp_path, body, sentence):
    file = tmp_path / "some.warc.gz"
    made = Written(gzip=False)
    for number in range(3):
        made.add("response", f"{ROOT}/{number}", b"<title>Home</title>")
    if body == "in one piece":
        file.write_bytes(gzip.compress(made.stream.getvalue()))
    elif body == "a zip":
        with zipfile.ZipFile(file, "w") as zipped:
            zipped.writestr("readme.txt", "hello")
    else:
        file.write_bytes(body)
    with pytest.raises(ArchiveError, match=r"some\.warc\.gz") as raised:
        pages(file)
    assert sentence in str(raised.value)
