"""A web server on loopback that answers as a test tells it to, and remembers what it was asked."""

import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class LittleServer:
    """Routes: path → (status, headers, body), or a function of the request's headers that gives one."""

    def __init__(self, routes):
        self.routes = routes
        self.asked = []
        """(method, path, headers) in the order of arrival."""
        self.moments = []
        """When each arrived, in seconds of a clock that never goes back."""

    def times(self, path, method="GET"):
        return sum((method, path) == seen[:2] for seen in self.asked)

    @contextmanager
    def running(self):
        server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        self.port = server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        try:
            yield self
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    def _handler(self):
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                site.moments.append(time.monotonic())
                site.asked.append((self.command, self.path, dict(self.headers)))
                status, headers, body = site.answer(self.path, self.headers)
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            do_HEAD = do_GET  # noqa: N815 — the name that http.server asks for

            def log_message(self, *_):
                pass

        return Handler

    def answer(self, path, headers):
        found = self.routes.get(path)
        if callable(found):
            found = found(headers)
        return found or (404, {"Content-Type": "text/html"}, b"<title>Not found</title>")


def page(*links, title="A page", text="", headers=None):
    """A page with these links."""
    anchors = "".join(f'<p><a href="{link}">to {link}</a></p>' for link in links)
    body = f"<!doctype html><html lang=en><title>{title}</title><body><h1>{title}</h1>{anchors}{text}</body></html>"
    return 200, {"Content-Type": "text/html; charset=utf-8", **(headers or {})}, body.encode()
