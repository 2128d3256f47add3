"""Measures CPU a page, memory and disk of a crawl, beside advertools in the same run.

    python benchmarks/crawl.py FOLDER_OF_A_SITE [--start index.html] [--advertools PYTHON]

Serves the folder with nginx on loopback (Debian's postgresql-doc-15 and openjdk-17-doc are a small and a big real
site), politeness off. PYTHON is an interpreter that has advertools installed. The machine's noise falls on both alike:
trust the ratio. Pages are HTML pages that answered 200; the rules are not run.
"""

import argparse
import json
import os
import resource
import socket
import subprocess
import sys
import tempfile
import textwrap
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
OURS = "import cli; cli.check.callback = lambda **_: None; cli.main()"
THEIRS = """
import sys, advertools
advertools.crawl(sys.argv[1], sys.argv[2], follow_links=True, allowed_domains=["127.0.0.1", sys.argv[1].split("/")[2]],
    custom_settings={"ROBOTSTXT_OBEY": False, "LOG_LEVEL": "ERROR", "CONCURRENT_REQUESTS": 16,
                     "CONCURRENT_REQUESTS_PER_DOMAIN": 16, "DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False})
"""


@contextmanager
def served(root: Path, folder: Path):  # noqa: ANN201 — a generator of one address
    """Serve a folder with nginx."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    paths = " ".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        textwrap.dedent(f"""
        worker_processes 1; pid {folder}/pid; error_log {folder}/log; daemon off;
        events {{ worker_connections 512; }}
        http {{ include /etc/nginx/mime.types; access_log off; keepalive_requests 1000000; {paths}
                server {{ listen 127.0.0.1:{port}; root {root.resolve()}; }} }}
        """)
    )
    server = subprocess.Popen(["nginx", "-c", folder / "nginx.conf"])
    time.sleep(0.5)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait()


def measured(command: list[object], **more: object) -> tuple[float, float, float, str]:
    """CPU seconds, wall seconds and peak megabytes of a command and its children, and what it printed."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **more)
    out = process.stdout.read()
    _, _, usage = os.wait4(process.pid, 0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.monotonic() - begun, usage.ru_maxrss / 1024, out.decode()


def without_browser(folder: Path) -> Path:
    """A folder for a crawl that fetches what servers send, as the others do: nothing is shown in a browser."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "audit.toml").write_text('[crawl]\nrender = "never"\n', encoding="utf-8")
    return folder


def main() -> None:
    """Crawl with both, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", type=Path)
    parser.add_argument("--start", default="")
    parser.add_argument("--advertools", metavar="PYTHON")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, served(asked.root, Path(name)) as url:
        folder = Path(name)
        ours = [sys.executable, "-c", OURS, "crawl", url + asked.start, "-w", folder / "audit", "--json", "-q"]
        cpu, wall, peak, out = measured([*ours, "--delay", 0, "--concurrency", 16, "--no-external"], cwd=ROOT)
        pages = json.loads(out.splitlines()[0])["kinds"]["page"]
        links = len(subprocess.run(
            [sys.executable, "cli.py", "export", "links", "-w", folder / "audit", "--format", "jsonl"],
            capture_output=True, check=True, cwd=ROOT,
        ).stdout.splitlines())  # fmt: skip
        size = (folder / "audit" / "audit.db").stat().st_size
        print(
            f"audit:      {pages} pages, {cpu * 1000 / pages:.2f} ms CPU a page, {wall:.1f} s, peak {peak:.0f} MB, "
            f"{links} links, database {size / 1e6:.1f} MB"
        )
        if asked.advertools:
            output = folder / "advertools.jl"
            path = {**os.environ, "PATH": f"{Path(asked.advertools).parent}:{os.environ['PATH']}"}
            theirs, wall, peak, _ = measured([asked.advertools, "-c", THEIRS, url + asked.start, output], env=path)
            lines = sum(1 for _ in output.open(encoding="utf-8"))
            each = theirs * 1000 / lines
            print(f"advertools: {lines} pages, {each:.2f} ms CPU a page, {wall:.1f} s, peak {peak:.0f} MB")
            print(f"ratio:      {(theirs / lines) / (cpu / pages):.1f}")


if __name__ == "__main__":
    main()
