"""Files that are written again and again, and never over something that a person has typed into them since."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from assignments.records import Returned, Written
from assignments.whole import whole
from crawler.workspace import Workspace


def typed_in(workspace: Workspace, files: Iterable[Path]) -> list[Path]:
    """Those of the files that are there, but neither as we wrote them nor as they were merged."""
    ours = {one.file_hash for one in workspace.records(Written)}
    merged = {one.file_hash for one in workspace.records(Returned)}
    return [file for file in files if file.exists() and _hash(file) not in ours | merged]


def set_aside(workspace: Workspace, files: Iterable[Path]) -> tuple[str, ...]:
    """Rename those of the files that were typed in, which are about to be written anew; give their new names."""
    names = []
    for file in typed_in(workspace, files):
        kept, n = file.with_stem(f"{file.stem}-typed"), 1
        while kept.exists():
            n += 1
            kept = file.with_stem(f"{file.stem}-typed-{n}")
        file.rename(kept)
        names.append(name_of(workspace, kept))
    return tuple(names)


@contextmanager
def written(workspace: Workspace) -> Iterator[Callable[[Path], Path]]:
    """Give a function that says where to write a file; at the end all of them appear under their own names.

    What they hold is kept before that, so that also after a `kill -9` each is known as ours.
    Raises WritingError as `whole` does.
    """
    made: list[tuple[Path, Path]] = []
    known = list(workspace.records(Written))
    with ExitStack() as stack:

        def begin(file: Path) -> Path:
            unfinished = stack.enter_context(whole(file))
            made.append((file, unfinished))
            return unfinished

        yield begin
        fresh = [Written(file=name_of(workspace, file), file_hash=_hash(unfinished)) for file, unfinished in made]
        workspace.replace(Written, dict.fromkeys([*known, *fresh]))
    names = {one.file for one in fresh}
    workspace.replace(Written, [*(one for one in known if one.file not in names), *fresh])


def name_of(workspace: Workspace, file: Path) -> str:
    """How a file of the workspace is called in what is said and kept."""
    return file.relative_to(workspace.folder).as_posix()


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
