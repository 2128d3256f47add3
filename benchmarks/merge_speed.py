"""Time and memory of a merge of many workbooks: `python benchmarks/merge_speed.py [WORKBOOKS] [ROWS]`."""

import datetime
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


def main(workbooks: int = 1000, rows: int = 100) -> None:
    """Share out, fill in (in a process of its own, so that its memory is not counted), merge, merge again."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "make", folder, str(workbooks), str(rows)]
        subprocess.run(command, check=True)
        with Workspace(Path(folder) / "audit") as workspace:
            for what, now in (("merge", NOW), ("again", NOW + datetime.timedelta(hours=1))):
                before, cpu, peak = time.perf_counter(), _cpu(), _peak(resource.RUSAGE_SELF)
                summary = merge(workspace, [Path(folder) / "in"], now)
                seconds = time.perf_counter() - before
                print(
                    f"{what}: {workbooks} workbooks of {rows} rows in {seconds:.1f} s, {_cpu() - cpu:.1f} CPU s, "
                    f"{summary.states['accepted']:,} accepted, {peak:.0f} MB before, at most "
                    f"{_peak(resource.RUSAGE_SELF):.0f} MB"
                )


def make(folder: Path, workbooks: int, rows: int) -> None:
    """An audit, and all its workbooks filled in."""
    people = [f"P{n}" for n in range(workbooks)]
    with shared_out(folder / "audit", people=people, each=rows) as workspace:
        for person in people:
            fill(worksheet(workspace, person.lower()), folder / "in" / f"{person}.xlsx", range(rows))


def _cpu() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def _peak(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1000


if __name__ == "__main__":
    if sys.argv[1:2] == ["make"]:
        make(Path(sys.argv[2]), *map(int, sys.argv[3:]))
    else:
        main(*map(int, sys.argv[1:]))
