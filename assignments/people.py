"""How people are addressed: by their first name in a greeting, and by a name that every system takes in a file's."""

import re

UNFIT_IN_NAMES = re.compile(r"[<>:\"/\\|?*\x00-\x1f\x7f]+|^[. ]+|[. ]+$")
"""What Windows, macOS or Linux refuse in the name of a file."""


def bare_name(name: str) -> str:
    """A name without the address that tells namesakes apart: `Ann Lee` of `Ann Lee (ann@x.example)`."""
    return re.sub(r" \([^()]*@[^()]*\)$", "", name)


def first_name(name: str) -> str:
    """`Maria` of `Maria del Mar Ruiz` and of `Ruiz, Maria`; the whole name where it is one word."""
    name = bare_name(name)
    last, comma, first = name.partition(",")
    return ((first if comma else last).split() or [name])[0]


def file_name(name: str) -> str:
    """A person's name as part of a file's name on every system."""
    return UNFIT_IN_NAMES.sub("", bare_name(name))[:60].strip() or "volunteer"
