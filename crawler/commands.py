"""Commands that a message proposes, as they can be typed from where the lead is."""

import shlex
from pathlib import Path


def command(words: str, folder: Path) -> str:
    """The command with `-w` where the audit lies in another folder than this one.

    >>> command("audit check", Path("our audit"))
    "audit check -w 'our audit'"
    >>> command("audit check", Path())
    'audit check'
    """
    return words if folder == Path() else f"{words} -w {shlex.quote(str(folder))}"
