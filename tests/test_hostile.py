"""A hostile server cannot hurt a crawl: it ends, its memory stays small, and each deed is a value with a reason."""

import shutil
import subprocess
import sys

import pytest
from crawling import COMMAND, ROOT, crawl, inventory
from hostile_server import certificate, hostile

from crawler.errand import Trouble

MEMORY = 500
"""Megabytes."""
MEASURED = """
import subprocess, sys
status = subprocess.run(sys.argv[1:]).returncode
try:
    import resource
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
except ImportError:
    print(0)
sys.exit(status)
"""
"""Runs a command in a small process, which is not taken for the command's own size, and prints what it needed (KB)."""


@pytest.fixture(scope="module")
def survived(tmp_path_factory):
    """Everything the hostile server does, crawled once: pages by path, and the crawl's largest memory in KB."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "audit.toml").write_text("[crawl]\ntimeout = 5\nmax-megabytes = 5\n")
    with hostile() as port:
        url = f"http://127.0.0.1:{port}"
        command = [*COMMAND, "crawl", f"{url}/", "-w", str(folder), "--exclude", "/many/*"]
        measured = [sys.executable, "-c", MEASURED, *command]
        process = subprocess.run(measured, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
        assert process.returncode == 0, process.stderr
        pages = {address.removeprefix(url): page for address, page in inventory(folder).items()}
        return pages, int(process.stdout.splitlines()[-1])


def test_each_deed_is_a_value_with_a_reason(survived):
    told = {path: (p.status, p.error) for path, p in survived[0].items() if not path.startswith(("/many/", "/chain/"))}
    assert told == {
        "/": (200, ""),
        "/endless-body": (0, "larger than 5 MB, so it was not read"),
        "/endless-headers": (0, "no answer within 5 seconds"),
        "/endless-header": (0, "the connection broke off"),
        "/slow": (0, "no answer within 5 seconds"),
        "/silent": (0, "no answer within 5 seconds"),
        "/closes": (0, "the connection broke off"),
        "/nonsense": (0, "no answer that could be read"),
        "/bomb": (200, "unpacks to more than 5 MB"),
        "/deflate-bomb": (200, "unpacks to more than 5 MB"),
        "/packed-twice": (200, "unpacks to more than 5 MB"),
        "/zstd": (200, "packed in a way that cannot be read (zstd)"),
        "/damaged-gzip": (200, ""),
        "/brotli": (200, "packed in a way that cannot be read (br)"),
        "/not-packed": (200, ""),
        "/charset": (200, ""),
        "/nul": (200, ""),
        "/links": (200, ""),
        "/deep": (200, ""),
        "/cookie": (302, ""),
        "/short": (200, "the server broke off in the middle"),
        "/long": (200, ""),
        "/not-a-page": (200, ""),
        "/bad-length": (0, "no answer that could be read"),
        "/bad-location": (301, ""),
        "/odd-status": (799, ""),
        "/document.pdf": (200, ""),
    }


def test_every_link_of_a_page_with_fifty_thousand_is_known(survived):
    assert sum(path.startswith("/many/") for path in survived[0]) == 50_000


def test_a_long_chain_of_redirects_is_followed_to_its_end_one_page_a_step(survived):
    chain = {path: p.status for path, p in survived[0].items() if path.startswith("/chain/")}
    assert chain == {f"/chain/{n}": 301 for n in range(31)}


@pytest.mark.parametrize(
    ("name", "days"),
    [
        pytest.param("localhost", 1, id="made by the host itself"),
        pytest.param("elsewhere.example", 1, id="for another host"),
        pytest.param("localhost", -1, id="expired"),
    ],
)
def test_an_invalid_certificate_is_said_and_can_be_allowed(tmp_path, name, days):
    if not shutil.which("openssl"):
        pytest.skip("openssl makes the certificate, and it is not here")
    with hostile(certificate(tmp_path, name, days)) as port:
        url = f"https://localhost:{port}/not-packed"
        refused = crawl(tmp_path / "audit", url)
        assert refused.returncode == 1
        assert Trouble.TLS in refused.stderr
        (tmp_path / "lax").mkdir()
        (tmp_path / "lax" / "audit.toml").write_text("[crawl]\nverify-certificates = false\n")
        allowed = crawl(tmp_path / "lax", url, "--max-pages", "1")
    assert "not valid" not in allowed.stderr
    assert inventory(tmp_path / "lax")[url].status == 200


def test_the_memory_of_all_these_crawls_stayed_small(survived):
    if sys.platform == "win32":
        pytest.skip("Windows has no resource module")
    _, kilobytes = survived
    assert kilobytes / 1024 < MEMORY
