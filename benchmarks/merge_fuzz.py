"""Merges files with random damage, prints what became of them: `python benchmarks/merge_fuzz.py [SECONDS] [SEED]`.

Bytes are flipped, cut, repeated and moved in workbooks of every format, and inside the packed parts of .xlsx and
.ods. What counts: no traceback, no file over 60 s, no answer on the wrong page, rows in = rows accounted for.
"""

import argparse
import io
import random
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "tests")]

from returns import NOW, fill, ledger, ready, url_of, worksheet  # noqa: E402 — found through the path above

from assignments.merge import MergeError, merge  # noqa: E402 — as above
from assignments.records import State  # noqa: E402 — as above


def main(seconds: int = 60, seed: int = 1) -> None:
    """Damage, merge, count."""
    chance = random.Random(seed)
    outcomes: Counter[str] = Counter()
    slowest, wrong = 0.0, 0
    with tempfile.TemporaryDirectory() as folder:
        sources = seeds(Path(folder))
        until = time.monotonic() + seconds
        with ready(Path(folder) / "audit") as work:
            n = 0
            while time.monotonic() < until:
                batch = Path(folder) / f"batch{n}"
                batch.mkdir()
                for k in range(20):
                    source = chance.choice(sources)
                    (batch / f"{n}-{k}{source.suffix}").write_bytes(damaged(source.read_bytes(), chance))
                n += 1
                before = time.monotonic()
                try:
                    summary = merge(work, [batch], NOW)
                except MergeError:
                    outcomes["refused with a sentence"] += 20
                    continue
                slowest = max(slowest, time.monotonic() - before)
                for one in summary.files:
                    outcomes["read" if one.rows or one.again else "refused with a sentence"] += 1
                    if sum(one.states.values()) != one.rows:
                        outcomes["ROWS LOST"] += 1
            for answer in ledger(work):
                noted = re.search(r"note (\d+)$", answer.note)
                if (
                    answer.state is State.ACCEPTED
                    and noted
                    and int(noted[1]) < 20
                    and answer.page_url != url_of(int(noted[1]))
                ):
                    wrong += 1
            rows = Counter(answer.state.value for answer in ledger(work))
    print(f"{sum(outcomes.values())} damaged files: {dict(outcomes)}; slowest batch of 20: {slowest:.1f} s")
    print(f"rows: {dict(rows)}; on the wrong page: {wrong}")


def seeds(folder: Path) -> list[Path]:
    """The same answers in every format."""
    with ready(folder / "seed") as work:
        first = fill(worksheet(work), folder / "maria.xlsx", range(15))
    made = [first]
    for ending in ("ods", "xls", "csv", "html"):
        subprocess.run(
            ["soffice", "--headless", "--convert-to", ending, "--outdir", folder, first],
            capture_output=True,
            check=False,
        )
        made += [folder / f"maria.{ending}"] * (folder / f"maria.{ending}").exists()
    return made


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A file with one to five accidents in it; of packed files half are damaged inside and packed again."""
    if data[:2] == b"PK" and chance.random() < 0.5:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        name = chance.choice(list(parts))
        parts[name] = accidents(parts[name], chance)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in parts.items():
                if chance.random() > 0.02:
                    archive.writestr(part, content)
        return out.getvalue()
    return accidents(data, chance)


def accidents(data: bytes, chance: random.Random) -> bytes:
    """Flip, cut, repeat, move."""
    for _ in range(chance.randint(1, 5)):
        if len(data) < 4:
            break
        a, b = sorted(chance.randrange(len(data)) for _ in range(2))
        b = min(b, a + chance.choice([1, 4, 64, 4096]))
        match chance.randrange(5):
            case 0:
                data = data[:a] + chance.randbytes(b - a) + data[b:]
            case 1:
                data = data[:a] + data[b:]
            case 2:
                data = data[:b] + data[a:b] + data[b:]
            case 3:
                data = data[: max(a, len(data) // 2)]
            case 4:
                data = data[:a] + data[b:] + data[a:b]
    return data


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("seconds", nargs="?", type=int, default=60, help="how long to go on")
    asked.add_argument("seed", nargs="?", type=int, default=1, help="which damage")
    main(**vars(asked.parse_args()))
