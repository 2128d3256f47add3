"""Lets a file appear whole or not at all: it is written under a temporary name beside its place and renamed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crawler.errors import AuditError


class WritingError(AuditError):
    """A file could not be written; what stood in its place is unchanged."""


@contextmanager
def whole(file: Path) -> Iterator[Path]:
    """Give the temporary name to write to; at the end it becomes `file`.

    Raises WritingError when the folder or the disk does not let us write, or when another program holds the file.
    """
    temporary = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        temporary.touch()  # a folder that is missing is said before the work
        yield temporary
        temporary.replace(file)
    except OSError as error:
        raise WritingError(
            f"Cannot write {file}: {error.strerror or error}. Check that the folder exists, that there is room, "
            "and that the file is not open in another program."
        ) from error
    finally:
        temporary.unlink(missing_ok=True)
