"""Time and memory of a merge of many workbooks, and how memory grows with them.

    python benchmarks/merge_speed.py [WORKBOOKS] [ROWS]   one size: 1,000 workbooks of 100 rows, then the same once more
    python benchmarks/merge_speed.py curve                10,000, 30,000 and 100,000 rows

Each merge runs in a process of its own; the memory is its peak (the children that read files are not in it).
"""

import argparse
import datetime
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "tests")]

from returns import NOW, fill, shared_out, worksheet  # noqa: E402 — found through the path above

from assignments.merge import merge  # noqa: E402 — as above
from crawler.workspace import Workspace  # noqa: E402 — as above

CURVE = (10_000, 30_000, 100_000)
"""Rows."""


def main() -> None:
    """Measure one size, or several."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("workbooks", nargs="?", default="1000", help="how many workbooks come back, or “curve”")
    asked.add_argument("rows", nargs="?", type=int, default=100, help="how many rows each has")
    given = asked.parse_args()
    if given.workbooks == "curve":
        for rows in CURVE:
            measure(rows // given.rows, given.rows)
    else:
        measure(int(given.workbooks), given.rows)


def measure(workbooks: int, rows: int) -> None:
    """Share out, fill in, merge, merge again: each in a process of its own, so that its memory is its own."""
    with tempfile.TemporaryDirectory() as folder:
        _run("make", folder, workbooks, rows)
        for what in ("first", "again"):
            told = json.loads(_run(what, folder))
            print(
                f"{what}: {workbooks} workbooks of {rows} rows in {told['seconds']:.1f} s, {told['cpu']:.1f} CPU s, "
                f"{told['accepted']:,} accepted, {told['conflicts']:,} conflicts, {told['unsettled']:,} unsettled; "
                f"{told['before']:.0f} MB before, at most {told['peak']:.0f} MB",
                flush=True,
            )


def _run(what: str, *arguments: object) -> str:
    code = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import merge_speed as m; m.{what}"
    command = [sys.executable, "-c", f"{code}(*sys.argv[1:])", *map(str, arguments)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def make(folder: str, workbooks: str, rows: str) -> None:
    """An audit, and all its workbooks filled in."""
    people = [f"P{n}" for n in range(int(workbooks))]
    each = int(rows)
    with shared_out(Path(folder) / "audit", people=people, each=each) as workspace:
        for person in people:
            fill(worksheet(workspace, person.lower()), Path(folder) / "in" / f"{person}.xlsx", range(each))


def again(folder: str) -> None:
    """Merge what was merged before."""
    merged(folder, NOW + datetime.timedelta(hours=1))


def first(folder: str) -> None:
    """Merge for the first time."""
    merged(folder, NOW)


def merged(folder: str, now: datetime.datetime) -> None:
    """Merge, and say what it took."""
    with Workspace(Path(folder) / "audit") as workspace:
        began, cpu, before = time.perf_counter(), _cpu(), _peak()
        summary = merge(workspace, [Path(folder) / "in"], now)
        seconds = time.perf_counter() - began
        told = {
            "seconds": seconds, "cpu": _cpu() - cpu, "before": before, "peak": _peak(),
            "accepted": summary.states["accepted"], "conflicts": summary.conflicts, "unsettled": summary.unsettled,
        }  # fmt: skip
        print(json.dumps(told))


def _cpu() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    main()
