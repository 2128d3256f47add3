"""Opens what holds other files: archives of attachments, mails as .eml and as Outlook’s .msg."""

import email
import email.policy
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

import olefile

from assignments.identity import SHAPE, check
from assignments.reading.book import MAX_FILE, MAX_PARCEL, MAX_PARTS, Parcel, UnreadableError
from assignments.reading.sniff import DAMAGED, PASSWORD, SEND_WORKBOOK, of_the_system

NOT_WORKBOOKS = (".png", ".jpg", ".jpeg", ".gif", ".ics", ".vcf", ".p7s", ".asc", ".sig")
"""Attachments that every mail program adds by itself, and pictures in a signature."""
TOO_LARGE = (
    f"It would unpack to more than {MAX_PARCEL // 1_000_000} MB or {MAX_PARTS:,} files. "
    "Please put fewer workbooks into it."
)
NOTHING_INSIDE = f"It is an archive without any file in it. {SEND_WORKBOOK}"
FROM_LINE = re.compile(rb"^From [^\r\n]*\r?\n(?=[!-9;-~]+:)", re.MULTILINE)
"""Between the mails of a mailbox (RFC 4155)."""
MOST_NOTICES = 5
IN_TEXT = {"text/html": "text of the mail.html", "text/plain": "text of the mail.csv"}
"""Kinds of a mail's text, the better first, and the names under which they are read."""
NO_ATTACHMENT = f"It is a mail without a workbook attached. {SEND_WORKBOOK}"


def from_zip(data: bytes) -> Parcel:
    """Open an archive; folders in it do not matter, paths that lead outside are only names."""
    files, notices, total, locked = list[tuple[str, bytes]](), list[str](), 0, 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.infolist():
                if part.is_dir() or of_the_system(part.filename):
                    continue
                name = _name(part.filename)
                total += part.file_size
                if total > MAX_PARCEL or len(files) >= MAX_PARTS:
                    raise UnreadableError(TOO_LARGE)
                if part.flag_bits & 1:
                    locked += 1
                    notices.append(f"“{name}” in it is locked with a password. Please ask for it without one.")
                elif part.file_size > MAX_FILE:
                    notices.append(f"“{name}” in it is larger than {MAX_FILE // 1_000_000} MB and was left alone.")
                else:
                    try:
                        files.append((name, archive.read(part)))
                    except Exception:  # noqa: BLE001 — zipfile raises many kinds; the other files still count
                        notices.append(f"“{name}” in it is damaged. {SEND_WORKBOOK}")
    except (zipfile.BadZipFile, EOFError, ValueError, OSError) as error:
        raise UnreadableError(DAMAGED) from error
    if locked and not files:
        raise UnreadableError(PASSWORD)
    if not files and not notices:
        raise UnreadableError(NOTHING_INSIDE)
    return Parcel(tuple(files), _shortened(notices))


def _shortened(notices: list[str]) -> tuple[str, ...]:
    more = len(notices) - MOST_NOTICES
    return (*notices[:MOST_NOTICES], f"So it is with {more} more.") if more > 0 else tuple(notices)


def from_mail(data: bytes) -> Parcel:
    """Take the attachments out of an .eml, or of every mail of a mailbox; forwarded mails included."""
    if re.match(rb"\d+ *\r?\n", data):  # Apple Mail says first how long the mail is
        data = data.partition(b"\n")[2]
    files = list[tuple[str, bytes]]()
    try:
        for one in FROM_LINE.split(data) if data.startswith(b"From ") else [data]:
            message = email.message_from_bytes(one, policy=email.policy.default)
            own = [file for file in _attachments(message) if not _added(file[0].lower(), file[1])]
            files += own or _texts(message)
    except Exception as error:  # the parser raises many kinds for broken mails
        raise UnreadableError(DAMAGED) from error
    return _parcel(files)


def _attachments(message: email.message.Message) -> Iterator[tuple[str, bytes]]:
    for part in message.walk():
        name = part.get_filename() or ""
        if part.is_multipart() or (part.get_content_maintype() == "text" and not name):
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload and part.get_content_maintype() != "image":
            yield name, payload


def _texts(message: email.message.Message) -> Iterator[tuple[str, bytes]]:
    """The text of a mail without a workbook, where it names pages by their IDs: somebody pasted the rows into it."""
    found: dict[str, bytes] = {}
    for part in message.walk():
        kind = part.get_content_type()
        payload = part.get_payload(decode=True)
        if kind in IN_TEXT and kind not in found and isinstance(payload, bytes):
            text = payload.decode(part.get_content_charset("utf-8"), errors="replace")
            if any(map(check, SHAPE.findall(text))):
                found[kind] = text.encode()
    for kind, name in IN_TEXT.items():
        if kind in found:
            yield name, found[kind]
            return


def from_outlook(data: bytes) -> Parcel:
    """Take the attachments out of a .msg, by the names that Microsoft’s [MS-OXMSG] gives to their streams.

    A mail that is attached to the mail holds its own attachments in the same way, further down.
    """
    files = list[tuple[str, bytes]]()
    try:
        with olefile.OleFileIO(data) as container:
            for *top, last in sorted(container.listdir()):
                if last.upper() != "__SUBSTG1.0_37010102" or not top or not top[-1].startswith("__attach_version1.0_"):
                    continue
                place, name = "/".join(top), ""
                for stream, encoding in (("3707001F", "utf-16-le"), ("3707001E", "cp1252"), ("3704001F", "utf-16-le")):
                    if not name and container.exists(f"{place}/__substg1.0_{stream}"):
                        with container.openstream(f"{place}/__substg1.0_{stream}") as text:
                            name = text.read().decode(encoding, errors="replace").rstrip("\0")
                with container.openstream(f"{place}/{last}") as stream_of_file:
                    files.append((name, stream_of_file.read()))
    except Exception as error:  # olefile raises many kinds for damaged files
        raise UnreadableError(DAMAGED) from error
    return _parcel(files)


def _parcel(files: list[tuple[str, bytes]]) -> Parcel:
    if len(files) > MAX_PARTS or sum(len(content) for _, content in files) > MAX_PARCEL:
        raise UnreadableError(TOO_LARGE)
    kept = [(_name(name), content) for name, content in files if not _added(name.lower(), content)]
    if not kept:
        raise UnreadableError(NO_ATTACHMENT)
    return Parcel(tuple(kept))


def _added(name: str, content: bytes) -> bool:
    """Whether a mail program added an attachment by itself; a text is a table where its cells are set apart by tabs."""
    return name.endswith(NOT_WORKBOOKS) or (name.endswith(".txt") and b"\t" not in content)


def _name(path: str) -> str:
    return PurePosixPath(path.replace("\\", "/").replace("\0", "")).name or "attachment"
