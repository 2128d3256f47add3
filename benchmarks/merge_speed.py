"""Time and memory of a merge of many workbooks: `python benchmarks/merge_speed.py [WORKBOOKS] [ROWS]`."""

import datetime
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "tests")]

from returns import NOW, fill, shared_out, worksheet  # noqa: E402 — found through the path above

from assignments.merge import merge  # noqa: E402 — as above


def main(workbooks: int = 1000, rows: int = 100) -> None:
    """Share out, fill in, merge, merge again, and print a line for each."""
    with tempfile.TemporaryDirectory() as folder:
        people = [f"P{n}" for n in range(workbooks)]
        with shared_out(Path(folder) / "audit", people=people, each=rows) as workspace:
            returned = Path(folder) / "in"
            for person in people:
                fill(worksheet(workspace, person.lower()), returned / f"{person}.xlsx", range(rows))
            for what, now in (("merge", NOW), ("again", NOW + datetime.timedelta(hours=1))):
                before, cpu = time.perf_counter(), _cpu()
                summary = merge(workspace, [returned], now)
                seconds = time.perf_counter() - before
                print(
                    f"{what}: {workbooks} workbooks of {rows} rows in {seconds:.1f} s, {_cpu() - cpu:.1f} CPU s, "
                    f"{summary.states['accepted']:,} accepted, parent {_peak(resource.RUSAGE_SELF):.0f} MB, "
                    f"largest child {_peak(resource.RUSAGE_CHILDREN):.0f} MB"
                )


def _cpu() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def _peak(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1000


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
