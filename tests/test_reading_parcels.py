"""Archives and mails give up what lies in them; what is locked, damaged or too deep is named."""

import email.message
import io
import mailbox
import subprocess
import sys
import zipfile

import openpyxl
import pytest
from crawling import ROOT
from returns import NOW, fill, ready, says, worksheet

from assignments.merge import MergeError, merge
from assignments.reading.book import Book, Parcel, UnreadableError
from assignments.reading.child import Reader


@pytest.fixture(scope="module")
def reader():
    with Reader() as one:
        yield one


def workbook():
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def packed(parts, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def read(reader, tmp_path, data, name="a"):
    (tmp_path / "a").write_bytes(data)
    return reader.read(tmp_path / "a", name)


def mail(name="maria.xlsx", html=""):
    one = email.message.EmailMessage()
    one["From"], one["To"], one["Subject"] = "maria@town.example", "lead@town.example", "Done!"
    one.set_content("Here it is.")
    if html:
        one.add_alternative(html, subtype="html")
    one.add_attachment(workbook(), maintype="application", subtype="octet-stream", filename=name)
    one.add_attachment(b"GIF89a", maintype="image", subtype="gif", filename="logo.gif")
    return one


def test_what_macs_add_to_an_archive_is_no_file(reader, tmp_path):
    parts = {"in/a.csv": "ID,Decision\n", "__MACOSX/in/._a.csv": "x", "in/.DS_Store": "x", "in/._b.xlsx": "x"}

    assert read(reader, tmp_path, packed(parts)).files == (("a.csv", b"ID,Decision\n"),)


def test_folders_with_telling_names_do_not_make_an_archive_a_workbook(reader, tmp_path):
    parts = {"audit/worksheets/1/maria.xlsx": workbook(), "word/jon.xlsx": workbook(), "ppt/x.xlsx": workbook()}

    assert [name for name, _ in read(reader, tmp_path, packed(parts)).files] == ["maria.xlsx", "jon.xlsx", "x.xlsx"]


def test_a_locked_file_in_an_archive_does_not_hide_the_others(reader, tmp_path):
    data = bytearray(packed({"a.csv": "ID,Decision\n", "b.csv": "x"}))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 8] |= 1

    found = read(reader, tmp_path, bytes(data))

    assert [name for name, _ in found.files] == ["a.csv"]
    assert found.notices == ("“b.csv” in it is locked with a password. Please ask for it without one.",)


def test_a_damaged_file_in_an_archive_does_not_hide_the_others(reader, tmp_path):
    data = packed({"a.csv": b"ID,Decision\n" * 50, "b.csv": b"B" * 50}, zipfile.ZIP_STORED)

    found = read(reader, tmp_path, data.replace(b"B" * 50, b"C" * 50))  # its checksum no longer fits

    assert [name for name, _ in found.files] == ["a.csv"]
    assert found.notices[0].startswith("“b.csv” in it is damaged.")


@pytest.mark.parametrize("html", ["", "<html><body><table><tr><td>Hello</td></tr></table></body></html>"])
def test_a_mail_gives_its_workbook_and_not_its_signature(reader, tmp_path, html):
    found = read(reader, tmp_path, bytes(mail(html=html)))

    assert [name for name, _ in found.files] == ["maria.xlsx"]


def test_a_table_saved_as_text_is_no_signature(reader, tmp_path):
    one = mail()
    for name, text in (("Pages.txt", "ID\tDecision\nK482TM\tkeep\n"), ("ATT00001.txt", "Town Council\n")):
        one.add_attachment(text, filename=name)

    assert [name for name, _ in read(reader, tmp_path, bytes(one)).files] == ["maria.xlsx", "Pages.txt"]


def test_a_forwarded_mail_gives_what_was_forwarded(reader, tmp_path):
    outer = email.message.EmailMessage()
    outer["From"], outer["Subject"] = "lead@town.example", "Fwd: Done!"
    outer.set_content("See below.")
    outer.add_attachment(mail())

    assert [name for name, _ in read(reader, tmp_path, bytes(outer)).files] == ["maria.xlsx"]


def test_a_mail_kept_by_apple_mail_is_a_mail(reader, tmp_path):
    data = bytes(mail())

    assert len(read(reader, tmp_path, str(len(data)).encode() + b"\n" + data).files) == 1


def test_every_mail_of_a_mailbox_is_opened(reader, tmp_path):
    box = mailbox.mbox(tmp_path / "box")
    for name in ("maria.xlsx", "jon.xlsx"):
        box.add(mail(name))
    box.close()

    assert [name for name, _ in reader.read(tmp_path / "box", "Inbox").files] == ["maria.xlsx", "jon.xlsx"]


@pytest.mark.parametrize("kind", ["text", "presentation"])
def test_open_documents_that_are_no_workbooks_are_named(reader, tmp_path, kind):
    parts = {"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<a/>"}

    with pytest.raises(UnreadableError, match=f"a document of another kind .{kind}."):
        read(reader, tmp_path, packed(parts))


def test_an_unfinished_download_is_named_and_a_finished_one_is_read(reader, tmp_path):
    whole = workbook()

    with pytest.raises(UnreadableError, match="a download that was not finished"):
        read(reader, tmp_path, whole[:1000], "maria.xlsx.crdownload")
    assert isinstance(read(reader, tmp_path, whole, "maria.xlsx.crdownload"), Book)


def test_a_workbook_is_found_in_an_archive_in_a_mail_in_an_archive_and_no_deeper(tmp_path):
    with ready(tmp_path / "audit") as work:
        data = fill(worksheet(work), tmp_path / "maria.xlsx", [0], says("keep")).read_bytes()
        for n in range(4):
            data = packed({f"{n}.zip" if n else "maria.xlsx": data})
        (tmp_path / "deep.zip").write_bytes(data)
        with pytest.raises(MergeError, match="lies in 3 archives or mails"):
            merge(work, [tmp_path / "deep.zip"], NOW)
        (tmp_path / "less.zip").write_bytes(zipfile.ZipFile(io.BytesIO(data)).read("3.zip"))

        summary = merge(work, [tmp_path / "less.zip"], NOW)

    assert summary.states["accepted"] == 1
    assert [one.file for one in summary.files] == ["less.zip", "2.zip", "1.zip", "maria.xlsx"]


def test_an_archive_of_itself_ends(reader, tmp_path):
    inner = packed({"a.csv": "x"})

    assert isinstance(read(reader, tmp_path, packed({"a.zip": inner, "b.zip": inner})), Parcel)


def test_an_archive_without_files_says_so(reader, tmp_path):
    with pytest.raises(UnreadableError, match="an archive without any file in it"):
        read(reader, tmp_path, packed({"in/": "", "__MACOSX/x": "y"}))


HELD = """
import pathlib, resource, sys, time
from assignments.reading.child import read_all
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
files = sorted(pathlib.Path(sys.argv[1]).iterdir())
found = read_all(((file, file.name) for file in files), children=4)
sizes = [len(next(found).files[0][1])]
time.sleep(3)  # the children read on
sizes += [len(one.files[0][1]) for one in found]
print(sizes, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1000)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in other units elsewhere")
def test_of_many_heavy_archives_one_is_held_at_a_time(tmp_path):
    size = 20_000_000
    for n in range(9):
        with zipfile.ZipFile(tmp_path / f"{n}.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr("list.csv", bytes(size))

    done = subprocess.run(
        [sys.executable, "-c", HELD, tmp_path], capture_output=True, text=True, timeout=100, check=True, cwd=ROOT
    )

    sizes, megabytes = done.stdout.rsplit(" ", 1)
    assert sizes == str([size] * 9)
    assert int(megabytes) < 5 * size // 1_000_000, "eight are on their way; one is there, and twice for a moment"
