"""Kills a crawl at random moments and goes on, again and again; the inventory must equal that of an undisturbed crawl.

python -m benchmarks.kill [--kills 100] [--pages 1500] [--seed 1]
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from http.server import ThreadingHTTPServer
from pathlib import Path

from benchmarks.loopback import Reply, serve

HTML = {"Content-Type": "text/html"}
CLI = Path(__file__).parent.parent / "cli.py"
UNSTEADY = ("fetched_at", "views", "findings")
"""Columns that may differ between two crawls."""
CRAWL_ONLY = "import cli; cli.check.callback = lambda **_: None; cli.main()"
"""The rules run after the crawl; killing them proves nothing here."""


def served(pages: int, seed: int) -> ThreadingHTTPServer:
    """A site of so many pages, with redirects, missing pages, pictures and links that lead everywhere."""
    chance = random.Random(seed)
    links = {n: [chance.randrange(pages + 20) for _ in range(12)] + [n + 1] for n in range(pages)}

    def reply(path: str) -> Reply:
        name = path.strip("/")
        number = int(name) if name.isdigit() else 0 if not name else -1
        if 0 <= number < pages and number % 17 == 16:
            return Reply(301, {**HTML, "Location": f"/{number // 2}"})
        if 0 <= number < pages:
            anchors = "".join(f'<li><a href="/{n}">page {n}</a>' for n in links[number])
            page = f"<title>Page {number}</title><img src=/{number}.png><ul>{anchors}</ul>"
            return Reply(200, HTML, page.encode())
        return Reply(200, {"Content-Type": "image/png"}) if name.endswith(".png") else Reply(404, HTML)

    return serve(reply)


def crawling(url: str, folder: Path) -> subprocess.Popen[bytes]:
    """Start a crawl."""
    command = [sys.executable, "-c", CRAWL_ONLY, "crawl", url, "-w", folder, "-q", "--delay", "0"]
    return subprocess.Popen(command, cwd=CLI.parent, stdout=subprocess.DEVNULL)


def inventory(folder: Path) -> tuple[list[str], list[str]]:
    """The crawl as two exported tables, without what may differ."""
    tables = []
    for table in ("pages", "links"):
        command = [sys.executable, CLI, "export", table, "-w", folder, "--format", "jsonl"]
        lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
        tables.append(sorted(lines))
    return tables[0], tables[1]


def steady(lines: list[str]) -> list[str]:
    """Lines without the columns that may differ."""
    import json  # noqa: PLC0415 — only here

    return [json.dumps({k: v for k, v in json.loads(line).items() if k not in UNSTEADY}) for line in lines]


def main() -> None:
    """Crawl once in peace and once with kills; compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--pages", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    server = served(asked.pages, asked.seed)
    url = f"http://127.0.0.1:{server.server_address[1]}/"
    chance = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as folder:
        peace, war = Path(folder, "peace"), Path(folder, "war")
        begun = time.monotonic()
        assert crawling(url, peace).wait() == 0
        whole = time.monotonic() - begun
        kills = ended = 0
        while kills < asked.kills:
            process = crawling(url, war)
            try:
                process.wait(chance.uniform(0.3, whole * 1.2))
                ended += 1
                if ended > 3:  # it is finished: begin anew, there are kills left
                    assert [steady(t) for t in inventory(war)] == [steady(t) for t in inventory(peace)]
                    subprocess.run(["rm", "-rf", war], check=True)
                    ended = 0
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                kills += 1
                if kills % 10 == 0:
                    print(f"{kills} kills", file=sys.stderr)
        assert crawling(url, war).wait() == 0
        same = [steady(t) for t in inventory(war)] == [steady(t) for t in inventory(peace)]
    server.shutdown()
    said = "equal" if same else "DIFFERENT"
    print(f"{kills} kills; an undisturbed crawl takes {whole:.1f} s; the inventories are {said}")
    sys.exit(not same)


if __name__ == "__main__":
    main()
