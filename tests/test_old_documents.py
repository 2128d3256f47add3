"""Documents in the binary formats of before 2007, made by hand: what they say of themselves."""

import struct

import pytest

from crawler.documents.reader import extract_document
from crawler.page import Response

SECTOR = 512
SMALLEST = 4096
"""Bytes below which the format puts a stream into another table, which these files do without."""
NONE, LAST, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SUMMARY = bytes.fromhex("E0859FF2F94F6810AB9108002B27B3D9")
TITLE, AUTHOR, PAGES, CREATED = 2, 4, 14, 12
NUMBER, STRING, TIME = 3, 30, 64


def ole(**streams):
    """A compound file of such streams: a header, a table of sectors, a directory, and the streams."""
    table, sectors, entries = [TABLE], [], []
    contents = {name: content.ljust(SMALLEST, b"\0") for name, content in streams.items()}
    for name, content in [("Root Entry", b""), *contents.items()]:
        count, first = -(-len(content) // SECTOR), len(table)
        sectors += [content[place : place + SECTOR].ljust(SECTOR, b"\0") for place in range(0, len(content), SECTOR)]
        table += [*range(first + 1, first + count), LAST] if count else []
        kind, child, right = (2, NONE, len(entries) + 1) if count else (5, 1, NONE)
        right = NONE if len(entries) == len(contents) else right
        label = name.encode("utf-16-le")
        entry = label.ljust(64, b"\0") + struct.pack("<HBBIII", len(label) + 2, kind, 1, NONE, right, child)
        entries.append(entry + bytes(36) + struct.pack("<IQ", first if count else LAST, len(content)))
    directory = b"".join(entries).ljust(-(-len(entries) // 4) * SECTOR, b"\0")
    first = len(table)
    table += [*range(first + 1, first + len(directory) // SECTOR), LAST]
    fat = struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIIII", 0, 1, first, 0, SMALLEST, LAST, 0, LAST, 0, 0).ljust(SECTOR, b"\xff")
    return header[:SECTOR] + fat + b"".join(sectors) + directory


def summary(*said):
    """The stream in which a document says what it is: (identity, kind, value) of each property."""
    places, values = b"", b""
    for identity, kind, value in said:
        places += struct.pack("<II", identity, 8 + 8 * len(said) + len(values))
        content = struct.pack("<I", len(value)) + value if kind == STRING else value
        values += struct.pack("<I", kind) + content.ljust(-(-len(content) // 4) * 4, b"\0")
    section = struct.pack("<II", 8 + len(places + values), len(said)) + places + values
    return struct.pack("<HHI16xI", 0xFFFE, 0, 0, 1) + SUMMARY + struct.pack("<I", 48) + section


def read(body, name="a.doc"):
    return extract_document(Response(url=f"https://example.org/{name}", status=200, body=body))


def test_properties_of_the_wrong_kind_lose_only_themselves():
    said = summary((TITLE, STRING, b"Dues\0"), (CREATED, STRING, b"today"), (PAGES, NUMBER, struct.pack("<i", -2)))
    found = read(ole(Workbook=b"", **{"\5SummaryInformation": said}), "a.xls")
    assert (found.page.title, found.page.error, found.page.published) == ("Dues", "", "")
    assert found.content.document == {"format": "Excel (old)"}


@pytest.mark.parametrize("name", ["plan.docx", "plan.xlsx", "plan.pptx"])
def test_a_document_of_today_that_needs_a_password_is_said_to_need_one(name):
    found = read(ole(EncryptedPackage=b"", EncryptionInfo=b""), name)
    assert found.page.error == "could not be read: it is protected by a password"


def main_stream(version, flags, text=b""):
    """Word's main stream: what it is, in which version, its flags, and text right after 1024 bytes."""
    head = struct.pack("<HHHHHH", 0xA5EC, version, 0, 0, 0, flags).ljust(0x18, b"\0")
    head += struct.pack("<II", 1024, 1024 + len(text))
    return head.ljust(1024, b"\0") + text


@pytest.mark.parametrize(
    ("version", "flags", "text", "error"),
    [
        (0x65, 0, "Dues of caf\xe9s\nPaid", ""),
        (0xC1, 0x0100, "", "could not be read: it is protected by a password"),
        (0xC1, 0, "", "could not be read: it is damaged (file not found)"),
    ],
    ids=["Word 95", "locked", "without its table"],
)
def test_a_word_file_of_the_nineties_is_read_or_said_why_not(version, flags, text, error):
    found = read(ole(WordDocument=main_stream(version, flags, b"Dues of \x13 MACRO \x14caf\xe9s\x15\rPaid\r")))
    assert (found.content.text, found.page.error) == (text, error)


def test_a_workbook_of_the_nineties_that_is_not_read_gives_what_it_says_of_itself():
    said = summary((TITLE, STRING, b"Dues\0"), (AUTHOR, STRING, b"Ann\0"))
    found = read(ole(Book=b"", **{"\5SummaryInformation": said}), "a.xls")
    assert (found.page.title, found.page.author, found.page.words, found.page.error) == ("Dues", "Ann", None, "")


def test_a_workbook_of_before_2007_that_needs_a_password_is_said_to_need_one():
    records = struct.pack("<HH16x", 0x0809, 16) + struct.pack("<HH6x", 0x2F, 6)
    assert read(ole(Workbook=records), "a.xls").page.error == "could not be read: it is protected by a password"
