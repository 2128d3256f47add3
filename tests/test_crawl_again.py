"""A crawl that was stopped, killed or cut off goes on; a second one is refused; a fresh one asks for what changed."""

import signal
import time

from crawling import comparable, crawl, inventory, many, started
from little_server import LittleServer, page

from crawler.workspace import Workspace

HTML = {"Content-Type": "text/html"}


def test_a_killed_crawl_goes_on_to_the_same_inventory(tmp_path):
    server = LittleServer(many(300))
    with server.running():
        assert crawl(tmp_path / "whole", server.url).returncode == 0
        server.asked.clear()
        for _ in range(2):
            process = started(tmp_path / "killed", server.url)
            before = len(server.asked)
            while len(server.asked) < before + 60 and process.poll() is None:
                time.sleep(0.01)
            process.kill()
            process.wait()
        assert crawl(tmp_path / "killed", server.url).returncode == 0
    assert comparable(inventory(tmp_path / "killed")) == comparable(inventory(tmp_path / "whole"))


def test_the_second_crawl_of_a_workspace_is_refused(tmp_path):
    server = LittleServer(many(50))
    with server.running():
        process = started(tmp_path / "audit", server.url, "--delay", "0.5")
        while not server.times("/0"):
            time.sleep(0.01)
        result = crawl(tmp_path / "audit", server.url)
        process.kill()
        process.wait()
    assert result.returncode == 1
    assert "Another crawl is running" in result.stderr


def test_a_fresh_crawl_asks_only_for_what_has_changed(tmp_path):
    def unchanged(headers):
        if headers.get("If-None-Match") == '"1"':
            return 304, {"ETag": '"1"'}, b""
        return page("/b", headers={"ETag": '"1"'})

    server = LittleServer({"/": unchanged, "/b": page(title="B")})
    with server.running():
        assert crawl(tmp_path, server.url).returncode == 0
        assert crawl(tmp_path, server.url, "--fresh").returncode == 0
    assert comparable(inventory(tmp_path, 1)) == comparable(inventory(tmp_path, 0))
    with Workspace(tmp_path) as workspace:
        links = [list(workspace.inventory.links(crawl.id)) for crawl in workspace.inventory.crawls()]
    assert links[0] == links[1] != []


def test_a_site_that_stops_answering_ends_the_crawl_which_goes_on_the_next_time(tmp_path):
    server = LittleServer({**many(60), "/": page(*(f"/{n}" for n in range(60)))})
    healthy = dict(server.routes)
    with server.running():
        server.routes.update({f"/{n}": (500, HTML, b"") for n in range(20, 60)})
        result = crawl(tmp_path, server.url)
        assert result.returncode == 3
        assert "stopped answering" in result.stdout
        server.routes.update(healthy)
        assert crawl(tmp_path, server.url).returncode == 0
    assert {p.status for p in inventory(tmp_path).values()} == {200}


def test_ctrl_c_ends_cleanly_and_the_same_command_goes_on(tmp_path):
    server = LittleServer(many(120))
    with server.running():
        process = started(tmp_path, server.url, "--delay", "0.05")
        while len(server.asked) < 20:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        kept = sum(bool(p.fetched_at) for p in inventory(tmp_path).values())
        assert kept >= 10
        server.asked.clear()
        assert crawl(tmp_path, server.url).returncode == 0
    assert server.times("/") == 0
