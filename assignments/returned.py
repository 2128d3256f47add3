"""Finds the files that came back and keeps a copy of each, by its content, before anything else is done with it."""

import hashlib
import os
import re
import shutil
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assignments.reading.sniff import of_the_system
from crawler.workspace.door import DATABASE, SETTINGS

LARGEST = 200_000_000
"""Bytes; larger files are not even copied."""
SHORT = 16
"""Figures of a hash in a copy's name."""
LONGEST = 200
"""Bytes of a copy's name; file systems take 255, with the hash."""
OF_THE_AUDIT = frozenset(
    {DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", SETTINGS, "crawl.lock", "merge.lock", "archive", "verification"}
)
"""What lies in the folder of an audit and never came back; `worksheets/` may have been filled in where they are."""
TO_BE_READ = frozenset({"audit.xlsx", "report.html", "ideas.xlsx", "thanks"})
"""What lies in its `reports/` for people to read; `conflicts.xlsx` and `unplaced.xlsx` come back."""
COPY = re.compile(rf"[0-9a-f]{{{SHORT}}}-")
"""How the name of a copy in `returned/` begins; what somebody has put there by hand is read."""
TOO_LARGE = f"It is larger than {LARGEST // 1_000_000} MB. Please ask for the workbook itself."
MISSING = "There is no such file or folder. Check the name, or drag the file into the terminal."
NO_FILES = "The folder holds no files. Save the attachments into it first."
CLOSED = "It may not be read. Close the program that has it open, or change its permissions."
CLOSED_FOLDER = "The folder may not be opened, so nothing in it was read. Change its permissions."
NO_FILE = "It is no file but a device or a pipe, which is not read here."
FAILED = "It could not be read from the disk ({}). Copy it to another place and try again."


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that came back, or what stands in the way of it."""

    name: str
    copy: Path | None = None
    """Where its copy is; None when there is none."""
    hash: str = ""
    problem: str = ""
    inside: str = ""
    """The archive or mail that it came in."""
    new: bool = False
    """True when the copy was made just now."""


def find(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Every file that the paths name, folders searched in the order of names, with what stands in its way."""
    for path in paths:
        if not path.is_dir():
            yield path, _problem(path)
            continue
        found = list(_inside(path, set()))
        yield from found or [(path, NO_FILES)]


def _inside(folder: Path, seen: set[tuple[int, int]]) -> Iterator[tuple[Path, str]]:
    """Every file in a folder; a folder that leads back to one that was seen is not entered again."""
    try:
        there = folder.stat()
        if (there.st_dev, there.st_ino) in seen:
            return
        seen.add((there.st_dev, there.st_ino))
        entries = sorted(entry for entry in folder.iterdir() if not _of_the_audit(entry))
    except OSError:
        yield folder, CLOSED_FOLDER
        return
    for entry in entries:
        if entry.is_dir():
            yield from _inside(entry, seen)
        elif not of_the_system(entry.name):
            yield entry, _problem(entry)


def _of_the_audit(entry: Path) -> bool:
    """Whether it belongs to the audit itself, in whose folder somebody looks for what came back."""
    folder = entry.parent
    if (folder / DATABASE).is_file():
        return entry.name in OF_THE_AUDIT
    if not (folder.parent / DATABASE).is_file():
        return False
    is_report = folder.name == "reports" and entry.name in TO_BE_READ
    return is_report or (folder.name == "returned" and COPY.match(entry.name) is not None)


def _problem(path: Path) -> str:
    try:
        kind = path.stat().st_mode
    except OSError:  # there is nothing, or a link that leads nowhere or in a circle
        return MISSING
    return "" if stat.S_ISREG(kind) else NO_FILE


class Copies:
    """The folder with a copy of everything that came back, each under the beginning of its hash and its name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._there = {file.name[:SHORT]: file for file in folder.iterdir()} if folder.is_dir() else {}

    def keep(self, path: Path, problem: str) -> Kept:
        """Copy one file; one that is there already is not copied again.

        Raises OSError when the copy cannot be written; what keeps the file itself from being read is a problem of its
        own.
        """
        if problem:
            return Kept(plain(str(path)), problem=problem)
        name = plain(path.name)
        try:
            with path.open("rb") as stream:
                if os.fstat(stream.fileno()).st_size > LARGEST:
                    return Kept(name, problem=TOO_LARGE)
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
        except PermissionError:
            return Kept(name, problem=CLOSED)
        except OSError as error:
            return Kept(name, problem=FAILED.format(error.strerror or error))
        return self._place(name, digest, path)

    def keep_attachment(self, name: str, content: bytes, inside: str) -> Kept:
        """The same for a file that came inside another."""
        return self._place(plain(name), hashlib.sha256(content).hexdigest(), content, inside)

    def _place(self, name: str, digest: str, source: Path | bytes, inside: str = "") -> Kept:
        there = self._there.get(digest[:SHORT])
        if there is not None:
            return Kept(name, there, digest, inside=inside)
        self.folder.mkdir(parents=True, exist_ok=True)
        copy = self.folder / f"{digest[:SHORT]}-{safe(name)}"
        unfinished = self.folder / f"~{digest[:SHORT]}.part"
        try:
            if isinstance(source, Path):
                shutil.copyfile(source, unfinished)
            else:
                unfinished.write_bytes(source)
            with unfinished.open("r+b") as stream:
                copied = hashlib.file_digest(stream, "sha256").hexdigest()
                os.fsync(stream.fileno())  # a power cut must not leave the name of a copy with nothing in it
            if copied != digest:  # somebody saved it between the two looks
                return self._place(name, copied, unfinished.read_bytes(), inside)
            unfinished.replace(copy)
        finally:
            unfinished.unlink(missing_ok=True)  # of a full disk, half a copy is left
        self._there[digest[:SHORT]] = copy
        return Kept(name, copy, digest, inside=inside, new=True)


def plain(name: str) -> str:
    """A name that can be written down: what is no text in it (file systems take any bytes) becomes a question mark."""
    return name.encode("utf-8", "replace").decode()


def safe(name: str) -> str:
    """A name that every file system takes; the end, where the kind of file stands, is kept."""
    tidy = re.sub(r"[^\w.() +&,@=–-]", "_", name).lstrip(". ").rstrip(". ")
    return tidy[-80:].encode()[-LONGEST:].decode(errors="ignore") or "file"
