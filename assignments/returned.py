"""Finds the files that came back and keeps a copy of each, by its content, before anything else is done with it."""

import hashlib
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from crawler.workspace import Workspace

LARGEST = 200_000_000
"""Bytes; larger files are not even copied."""
OF_THE_SYSTEM = frozenset((".ds_store", "thumbs.db", "desktop.ini"))
TOO_LARGE = f"It is larger than {LARGEST // 1_000_000} MB. Please ask for the workbook itself."
MISSING = "There is no such file or folder. Check the name, or drag the file into the terminal."
NO_FILES = "The folder holds no files. Save the attachments into it first."


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
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.is_file())
            files = [file for file in inside if file.name.lower() not in OF_THE_SYSTEM]
            yield from ((file, "") for file in files)
            if not files:
                yield path, NO_FILES
        else:
            yield path, "" if path.is_file() else MISSING


def keep(workspace: Workspace, path: Path, problem: str) -> Kept:
    """Copy one file into the workspace's `returned` folder; one that is there already is not copied again."""
    if problem:
        return Kept(str(path), problem=problem)
    try:
        if path.stat().st_size > LARGEST:
            return Kept(path.name, problem=TOO_LARGE)
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return _place(workspace, path.name, digest, path)
    except PermissionError:
        return Kept(
            path.name, problem="It may not be read. Close the program that has it open, or change its permissions."
        )


def keep_attachment(workspace: Workspace, name: str, content: bytes, inside: str) -> Kept:
    """The same for a file that came inside another."""
    return _place(workspace, name, hashlib.sha256(content).hexdigest(), content, inside)


def _place(workspace: Workspace, name: str, digest: str, source: Path | bytes, inside: str = "") -> Kept:
    folder = workspace.returned
    folder.mkdir(parents=True, exist_ok=True)
    there = next(folder.glob(f"{digest[:16]}-*"), None)
    if there is not None:
        return Kept(name, there, digest, inside=inside)
    copy = folder / f"{digest[:16]}-{safe(name)}"
    unfinished = folder / f"~{digest[:16]}.part"
    try:
        if isinstance(source, Path):
            shutil.copyfile(source, unfinished)
        else:
            unfinished.write_bytes(source)
        unfinished.replace(copy)
    finally:
        unfinished.unlink(missing_ok=True)  # of a full disk, half a copy is left
    return Kept(name, copy, digest, inside=inside, new=True)


def safe(name: str) -> str:
    """A name that every file system takes; the end, where the kind of file stands, is kept."""
    tidy = re.sub(r"[^\w.() +&,@=–-]", "_", name).lstrip(". ").rstrip(". ")
    return tidy[-80:] or "file"
