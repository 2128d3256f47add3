"""Tells what a file is by its first bytes and its parts, whatever its name says."""

import io
import re
import struct
import zipfile
from enum import StrEnum

import olefile

from assignments.reading.book import MAX_CELLS, MAX_PARTS, MAX_ROWS, UnreadableError


class Kind(StrEnum):
    """A family of files that one reader reads."""

    OPEN_XML = "xlsx"
    OPEN_DOCUMENT = "ods"
    OLD_EXCEL = "xls"
    HTML = "html"
    TEXT = "csv"
    ZIP = "zip"
    MAIL = "eml"
    OUTLOOK = "msg"


AS_WORKBOOK = "Please ask for it saved as an Excel workbook (in Excel or LibreOffice: File, Save as, type .xlsx)."
SEND_WORKBOOK = "Please ask for the workbook itself."

SHORTCUT = f"It is only a shortcut that leads to the file, not the file itself. {SEND_WORKBOOK}"
TAR = f"It is a tar archive, which is not opened here. {SEND_WORKBOOK}"
PHOTO = f"It is a photo or a film. {SEND_WORKBOOK}"

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", f"It is a PDF, which shows the answers but cannot be read back safely. {SEND_WORKBOOK}"),
    (b"{\\rtf", f"It is a text document (RTF), not a workbook. {SEND_WORKBOOK}"),
    (b"\x89PNG", f"It is a picture, perhaps a screenshot. {SEND_WORKBOOK}"),
    (b"\xff\xd8\xff", f"It is a photo. {SEND_WORKBOOK}"),
    (b"GIF8", f"It is a picture. {SEND_WORKBOOK}"),
    (b"7z\xbc\xaf\x27\x1c", f"It is a 7-Zip archive, which is not opened here. {SEND_WORKBOOK}"),
    (b"Rar!", f"It is a RAR archive, which is not opened here. {SEND_WORKBOOK}"),
    (b"\x1f\x8b", f"It is a gzip archive, which is not opened here. {SEND_WORKBOOK}"),
    (b"BZh", f"It is a bzip2 archive, which is not opened here. {SEND_WORKBOOK}"),
    (b"\xfd7zXZ\0", f"It is an xz archive, which is not opened here. {SEND_WORKBOOK}"),
    (b"MSCF", f"It is a CAB archive, which is not opened here. {SEND_WORKBOOK}"),
    (b"L\0\0\0\x01\x14\x02\0", SHORTCUT),
    (b"[InternetShortcut]", SHORTCUT),
    (b"[Desktop Entry]", SHORTCUT),
    (b"\x78\x9f\x3e\x22", f"It is a “winmail.dat” that Outlook made of the attachment. {SEND_WORKBOOK}"),
)
ENTRY, END, END_64 = b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06"
"""Where an entry of an archive’s directory begins, and the records behind it (PKWARE’s APPNOTE, 4.3)."""
FILEPASS = 0x2F
LONGEST_BEGINNING = 20_000
CONTROLS = frozenset([*range(9), *range(14, 32), 0xFFFD])
"""Characters that text does not hold."""
TOO_MANY = f"It has more than {MAX_ROWS:,} filled rows or {MAX_CELLS:,} filled cells in one workbook. {SEND_WORKBOOK}"
LARGEST_LOCK = 1_000
"""Bytes; Excel’s marker has 165, the smallest workbook some 4,000."""
LOCK_FILE = (
    "It is the small marker that Excel or LibreOffice keeps beside an open workbook, not the workbook. Nothing to do, "
    "unless the workbook itself is missing."
)
EMPTY = "It is empty (0 bytes): something went wrong in saving or sending. Please ask for it once more."
DAMAGED = (
    "It is damaged or was cut off on its way, and cannot be opened. Please ask for a freshly saved copy, as an Excel "
    "workbook (in Excel or LibreOffice: File, Save as, type .xlsx)."
)
UNFINISHED = "It is a download that was not finished. Download it once more, from the mail or from where it was shared."
UNFINISHED_NAMES = (".crdownload", ".part", ".partial", ".download", ".opdownload", ".!ut")
PASSWORD = "It is locked with a password. Please ask for a copy saved without one."  # noqa: S105 — a sentence
BINARY = "It is no workbook, and no file that could hold one. Please ask for the workbook that was sent out, filled in."
XLSB = f"It is a binary workbook (.xlsb), which cannot be read without losing answers. {AS_WORKBOOK}"
NUMBERS = (
    "It is a document of Apple’s Numbers (or Pages, or Keynote). Please ask for it exported for Excel (in Numbers: "
    "File, Export To, Excel), or for the Excel file that was sent out."
)
OTHERS = (
    (("xl/workbook.bin",), XLSB),
    (("word/document",), f"It is a Word document, not a workbook. {SEND_WORKBOOK}"),
    (("ppt/slide", "ppt/presentation"), f"It is a PowerPoint presentation, not a workbook. {SEND_WORKBOOK}"),
)
"""What an archive is by how the names of its parts begin."""
FLAT = f"It is a workbook saved as one XML file, which is not read here. {AS_WORKBOOK}"
GOOGLE = (
    "It is only a shortcut to a Google Sheet, without the answers. Please ask for a download (in Google Sheets: File, "
    "Download, Microsoft Excel)."
)


def of_the_system(name: str) -> bool:
    """Whether a file is one that Macs and Windows put into folders and archives by themselves, by its path."""
    *folders, last = name.replace("\\", "/").split("/")
    return "__MACOSX" in folders or last.startswith("._") or last.lower() in (".ds_store", "thumbs.db", "desktop.ini")


def kind_of(data: bytes, name: str) -> Kind:
    """The family that a file belongs to; raises UnreadableError with its own sentence for each that none reads."""
    if name.startswith(("~$", ".~lock.")) and len(data) < LARGEST_LOCK:
        raise UnreadableError(LOCK_FILE)
    if not data.strip(b"\0 \r\n\t\x1a"):
        raise UnreadableError(EMPTY)
    for magic, sentence in MAGIC:
        if data.startswith(magic):
            raise UnreadableError(sentence)
    if data[4:8] == b"ftyp":
        raise UnreadableError(PHOTO)
    if data[257:262] == b"ustar":
        raise UnreadableError(TAR)
    if data.startswith(b"PK"):
        return _kind_of_zip(data)
    if data.startswith(olefile.MAGIC):
        return _kind_of_ole(data)
    if data[:2] in (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08") and data[2:4] in (
        b"\x04\x00",
        b"\x06\x00",
        b"\x08\x00",
        b"\x10\x00",
    ):
        return Kind.OLD_EXCEL  # Excel 2 to 5 without a container
    return _kind_of_text(data)


def _kind_of_zip(data: bytes) -> Kind:
    told = _parts_told(data)
    if told > MAX_PARTS:
        raise UnreadableError(f"It holds {told:,} files, more than {MAX_PARTS:,}. {SEND_WORKBOOK}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            there = {name.replace("\\", "/").lower() for name in names}
            encrypted = b"encryption-data" in _start(archive, "META-INF/manifest.xml")
            mimetype = _start(archive, "mimetype")
    except Exception as error:  # zipfile raises many kinds for damaged archives
        raise UnreadableError(DAMAGED) from error
    if len(names) > MAX_PARTS:
        raise UnreadableError(f"It holds {len(names):,} files, more than {MAX_PARTS:,}. {SEND_WORKBOOK}")
    if encrypted:
        raise UnreadableError(PASSWORD)
    other = re.match(rb"application/vnd\.oasis\.opendocument\.(text|presentation|graphics)", mimetype)
    if other:
        raise UnreadableError(f"It is a document of another kind ({other[1].decode()}), no workbook. {SEND_WORKBOOK}")
    return _kind_by_parts(there)


def _parts_told(data: bytes) -> int:
    """How many parts the directory of an archive lists; zipfile would take a minute and 1 GB for a million."""
    at = data.rfind(END)
    if at < 0 or len(data) < at + 22:
        return 0
    (size,) = struct.unpack_from("<I", data, at + 12)
    large = data.rfind(END_64, max(0, at - 200), at)
    if 0 <= large <= len(data) - 56:
        (size,) = struct.unpack_from("<Q", data, large + 40)
        at = large
    return data.count(ENTRY, max(0, at - size), at)


def _kind_by_parts(there: set[str]) -> Kind:
    tops = {name.partition("/")[0] for name in there}
    office = "[content_types].xml" in there or "_rels/.rels" in there
    if office and "xl" in tops:
        if "xl/workbook.bin" in there:
            raise UnreadableError(XLSB)
        return Kind.OPEN_XML
    for beginnings, sentence in OTHERS:
        if any(name.startswith(beginnings) for name in there):
            raise UnreadableError(sentence)
    if any(name.endswith(".iwa") or name in ("index.xml", "index.apxl") for name in there) or (
        "index.zip" in there and "metadata" in tops
    ):
        raise UnreadableError(NUMBERS)
    if "content.xml" in there and not office:
        return Kind.OPEN_DOCUMENT
    if not there:
        raise UnreadableError(EMPTY)
    return Kind.OPEN_XML if office or "xl" in tops else Kind.ZIP


def _start(archive: zipfile.ZipFile, part: str) -> bytes:
    try:
        with archive.open(part) as stream:
            return stream.read(1_000_000)
    except KeyError:
        return b""


def _kind_of_ole(data: bytes) -> Kind:
    try:
        with olefile.OleFileIO(data) as container:
            streams = {"/".join(path).lower() for path in container.listdir(streams=True, storages=True)}
            book = streams & {"workbook", "book"}
            locked = bool(book) and _locked(container.openstream(book.pop()).read(LONGEST_BEGINNING))
    except Exception as error:  # olefile raises many kinds for damaged files
        raise UnreadableError(DAMAGED) from error
    if locked or "encryptedpackage" in streams:
        raise UnreadableError(PASSWORD)
    if streams & {"workbook", "book"}:
        return Kind.OLD_EXCEL
    if any(name.startswith("__properties_version") for name in streams):
        return Kind.OUTLOOK
    if "worddocument" in streams:
        raise UnreadableError(f"It is a Word document, not a workbook. {SEND_WORKBOOK}")
    raise UnreadableError(BINARY)


def _locked(records: bytes) -> bool:
    """Whether an old workbook has a password: its FILEPASS record stands near the beginning ([MS-XLS] 2.4.117)."""
    at = 0
    while at + 4 <= len(records):
        kind, length = struct.unpack_from("<HH", records, at)
        if kind == FILEPASS:
            return True
        at += 4 + length
    return False


def _kind_of_text(data: bytes) -> Kind:
    start = data[:20_000]
    plain = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    lower = plain.lower()
    mail = re.sub(rb"\A(?:\d+ *|From [^\r\n]*)\r?\n", b"", plain)  # Apple Mail’s .emlx, and mailboxes
    if re.match(rb"(?:[!-9;-~]+:[ \t].*\r?\n(?:[ \t].*\r?\n)*){2,}", mail) and re.search(
        rb"(?im)^(from|to|subject|mime-version|received|return-path):", mail
    ):
        return Kind.MAIL
    if (
        b"urn:schemas-microsoft-com:office:spreadsheet" in lower and b"<workbook" in lower
    ) or b"<office:document" in lower:
        raise UnreadableError(FLAT)
    if lower.startswith(b"{") and (b"docs.google.com" in lower or b'"doc_id"' in lower):
        raise UnreadableError(GOOGLE)
    if re.search(rb"<(!doctype html|html|head|body|table|meta)\b", lower[:5_000]):
        return Kind.HTML
    if b"<plist" in lower and b"<key>url</key>" in lower:
        raise UnreadableError(SHORTCUT)
    if lower.startswith((b"<?xml", b"<svg")):
        raise UnreadableError(FLAT if b"spreadsheet" in lower else BINARY)
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff") or start.count(b"\0") * 3 > len(start)
    text = start.decode("utf-16-be" if start[:2] == b"\xfe\xff" else "utf-16-le", "replace") if wide else ""
    odd = sum(ord(mark) in CONTROLS for mark in text) if wide else sum(byte in CONTROLS for byte in start)
    if odd * 50 > len(start):
        raise UnreadableError(BINARY)
    return Kind.TEXT
