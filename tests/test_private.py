"""A public site cannot send a crawl into a private network: not by links, redirects, names or odd ways to write one."""

import contextlib
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from crawling import ROOT
from little_server import LittleServer

from crawler.errand import Trouble
from crawler.options import CrawlOptions
from crawler.page import FoundBy
from crawler.private import is_private, is_public
from crawler.scope import Boundary
from crawler.urls import resolve

PRIVATE = [
    "http://10.0.0.1/",
    "http://169.254.169.254/latest/meta-data",
    "http://localhost/",
    "http://localhost./",
    "http://site.localhost/",
    "http://127.1/",
    "http://127.0.0.1./",
    "http://2130706433/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://%31%32%37.0.0.1/",
    "http://①②⑦.0.0.1/",
    "http://user:word@127.0.0.1:80/",
    "http://[::1]:80/",
    "http://[fd00::1]/",
    "http://[fe80::1]/",
    "http://[::]/",
    "http://[::ffff:10.0.0.1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::10.0.0.1]/",
    "http://[2002:a00:1::]/",
    "http://192.168.1.1/router",
    "http://100.64.0.1/",
    "http://printer.local/",
]
ASKS = """
import socket, sys
from datetime import UTC, datetime
from crawler.errand import Errand, Purpose, Turn
from crawler.spider import Manners, run

class Asker:
    def __init__(self, urls):
        self.urls, self.left = urls, len(urls)
    def next(self):
        urls, self.urls = self.urls, []
        return Turn([Errand(url=url, purpose=Purpose.PAGE, timeout=10) for url in urls], ended=not self.left)
    def done(self, answer):
        self.left -= 1
        print(answer.errand.url, answer.trouble, answer.response and answer.response.status)

system = socket.getaddrinfo
def named(host, port, *args, **kwargs):
    name, _, answers = host.partition(".by.")
    if not answers:
        return system(host, port, *args, **kwargs)
    if answers.startswith("eai"):
        raise socket.gaierror(getattr(socket, answers.replace("-", "_").upper()), "trouble")
    return [entry for one in answers.split(".and.") for entry in system(one.replace("-", ":"), port, *args, **kwargs)]
socket.getaddrinfo = named  # the name service: town.by.--1.and.127.0.0.1 has these two addresses

private = sys.argv[1] == "private"
manners = Manners(user_agent="audit", concurrency=2, adapt=False, private=private, verify=True)
run(Asker(sys.argv[2:]), manners, lambda: datetime.now(UTC))
"""
"""Asks for addresses over the network as a crawl does, and tells what came."""


def asked(kind, *urls):
    """What the network part of a crawl of a public (or private) site says of these addresses."""
    command = [sys.executable, "-c", ASKS, kind, *urls]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60).stdout
    return dict(line.split(" ", 1) for line in told.splitlines())


@pytest.mark.parametrize("url", PRIVATE)
def test_a_link_from_a_public_site_into_a_private_network_is_left_out_with_the_reason(url):
    boundary = Boundary(("https://www.example.org/",), CrawlOptions(), private=False, year=2026)
    found = boundary.place(resolve(url, url), 1, FoundBy.LINK)
    assert found is not None
    assert found.left_out


@pytest.mark.parametrize(
    "url", ["https://www.example.org/", "http://8.8.8.8/", "http://[2600::1]/", "http://[64:ff9b::808:808]/"]
)
def test_the_internet_is_not_private(url):
    assert not is_private(url)


def test_whoever_asks_for_a_private_address_no_connection_is_made():
    server = LittleServer({})
    with server.running():
        own = socket.gethostname()
        ways = ["127.0.0.1", "localhost", "site.localhost", "[::ffff:7f00:1]"]
        with contextlib.suppress(OSError):  # not every computer knows its own name
            ways += [] if is_public(socket.gethostbyname(own)) else [own]
        urls = [f"http://{host}:{server.port}/" for host in ways]
        told = asked("public", *urls)
    assert server.asked == []
    assert told == dict.fromkeys(urls, f"{Trouble.PRIVATE} None")


def test_a_site_in_a_private_network_may_be_asked_by_address_and_by_name():
    server = LittleServer({"/": (200, {}, b"")})
    with server.running():
        urls = [f"http://{host}:{server.port}/" for host in ("127.0.0.1", "localhost", "site.localhost")]
        told = asked("private", *urls)
    assert told == dict.fromkeys(urls, "None 200")


class SixthVersion(ThreadingHTTPServer):
    """Listens where only those come who know the newer kind of address."""

    address_family = socket.AF_INET6


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        ("private", "town.by.--1", "None 200"),
        ("private", "town.by.--1.and.127.0.0.1", "None 200"),
        ("private", "town.by.127.0.0.1.and.--1", "None 200"),
        ("private", "town.localhost", "None 200"),
        ("private", "[::1]", "None 200"),
        ("public", "town.by.--1", f"{Trouble.PRIVATE} None"),
        ("public", "town.by.--1.and.10.0.0.1", f"{Trouble.PRIVATE} None"),
        ("public", "town.localhost", f"{Trouble.PRIVATE} None"),
        ("public", "[::1]", f"{Trouble.PRIVATE} None"),
    ],
)
def test_a_server_that_has_only_an_address_of_the_newer_kind_is_found(kind, name, said):
    asked_for = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked_for.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

    with SixthVersion(("::1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        url = f"http://{name}:{server.server_address[1]}/"
        told = asked(kind, url)
        server.shutdown()
        thread.join()
    assert told == {url: said}
    assert asked_for == (["/"] if said == "None 200" else [])


def test_a_name_that_does_not_exist_is_told_from_a_name_service_in_trouble():
    urls = {
        "http://town.by.eai-noname/": f"{Trouble.NO_HOST} None",
        "http://town.by.eai-again/": f"{Trouble.NO_NAMES} None",
    }
    assert asked("public", *urls) == urls
