"""How dates, numbers and sizes are said to people, in the terminal and in the report."""

import datetime


def day(time: str) -> str:
    """`3 May 2019` for an ISO date or time; the words as they are when they are none."""
    try:
        date = datetime.date.fromisoformat(time[:10])
    except ValueError:
        return time
    return f"{date.day} {date:%B %Y}"


def counted(number: int, one: str, many: str = "") -> str:
    """`1 page`, `1,200 pages`; `many` where an s at the end is not enough."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def size(count: int) -> str:
    """`900 bytes`, `4 kB`, `1.2 MB`, in thousands as file managers show them."""
    if count < 1000:  # noqa: PLR2004 — a kilobyte
        return counted(count, "byte")
    return f"{count / 1000:,.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:,.1f} MB"  # noqa: PLR2004 — a megabyte
