"""A web server that does what no web server should, each on an address of its own."""

import gzip
import socket
import socketserver
import ssl
import subprocess
import threading
import time
import zlib
from contextlib import contextmanager

PAGE = b"<!doctype html><title>Hostile</title><p>A page.</p>"


def answer(body, *headers, status="200 OK", length=None):
    """A whole HTTP answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", *headers]
    if not any(line.lower().startswith("content-type") for line in headers):
        lines.append("Content-Type: text/html")
    return "\r\n".join([*lines, "", ""]).encode() + body


def endlessly(sock, beginning, piece, pause=0.0):
    """Send a beginning and then the same piece until nobody listens."""
    sock.sendall(beginning)
    while True:
        sock.sendall(piece)
        time.sleep(pause)


BOMB = gzip.compress(bytes(100_000_000), 1)
"""Some hundred kilobytes that unpack to 100 MB."""
DEFLATE_BOMB = zlib.compress(bytes(100_000_000), 1)


def home():
    paths = [*DEEDS, *(f"/chain/{n}" for n in range(1))]
    return "".join(f'<p><a href="{path}">{path}</a></p>' for path in paths).encode()


START = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
DEEDS = {
    "/endless-body": lambda s, _: endlessly(s, f"{START}\r\n".encode(), b"<p>and so on</p>" * 4096),
    "/endless-headers": lambda s, _: endlessly(s, START.encode(), b"X-More: " + b"x" * 1000 + b"\r\n"),
    "/endless-header": lambda s, _: endlessly(s, f"{START}X-Long: ".encode(), b"x" * 65536),
    "/slow": lambda s, _: endlessly(s, f"{START}\r\n".encode(), b"<", 1.0),
    "/silent": lambda _s, _: time.sleep(60),
    "/closes": lambda _s, _: None,
    "/nonsense": lambda s, _: s.sendall(b"\x00\xff garbage \r\n\r\n" * 10),
    "/bomb": lambda s, _: s.sendall(answer(BOMB, "Content-Encoding: gzip")),
    "/deflate-bomb": lambda s, _: s.sendall(answer(DEFLATE_BOMB, "Content-Encoding: deflate")),
    "/packed-twice": lambda s, _: s.sendall(answer(gzip.compress(BOMB), "Content-Encoding: gzip, gzip")),
    "/zstd": lambda s, _: s.sendall(answer(b"\x28\xb5\x2f\xfd" + bytes(99), "Content-Encoding: zstd")),
    "/damaged-gzip": lambda s, _: s.sendall(answer(gzip.compress(PAGE)[:-20], "Content-Encoding: gzip")),
    "/brotli": lambda s, _: s.sendall(answer(b"\x0b\x02\x80", "Content-Encoding: br")),
    "/not-packed": lambda s, _: s.sendall(answer(PAGE, "Content-Encoding: gzip")),
    "/charset": lambda s, _: s.sendall(answer(PAGE + b"\xff\xfe\x80", "Content-Type: text/html; charset=klingon")),
    "/nul": lambda s, _: s.sendall(answer(b"<title>N\x00ul</title>" + b"\x00" * 5000)),
    "/links": lambda s, _: s.sendall(answer(b"".join(b"<a href=/many/%d>x</a>" % n for n in range(50_000)))),
    "/deep": lambda s, _: s.sendall(answer(b"<div>" * 100_000)),
    "/cookie": lambda s, _: s.sendall(answer(b"", "Location: /cookie", "Set-Cookie: seen=1", status="302 Found")),
    "/short": lambda s, _: s.sendall(answer(PAGE, length=9000)),
    "/long": lambda s, _: s.sendall(answer(PAGE, length=10)),
    "/not-a-page": lambda s, _: s.sendall(answer(b"\x89PNG\r\n\x1a\n" + bytes(1000))),
    "/bad-length": lambda s, _: s.sendall(answer(PAGE, length="many")),
    "/bad-location": lambda s, _: s.sendall(answer(b"", "Location: http://[::bad", status="301 Moved")),
    "/odd-status": lambda s, _: s.sendall(answer(PAGE, status="799 Whatever")),
    "/document.pdf": lambda s, _: s.sendall(answer(b"", "Content-Type: application/pdf", length=99999999999)),
}


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        try:
            request = self.request.recv(65536).decode("latin-1")
            path = request.split(" ")[1] if " " in request else "/"
            if path in DEEDS:
                DEEDS[path](self.request, request)
            elif path == "/robots.txt":
                rules = b"".join(b"Disallow: /never/%d\n" % n for n in range(500_000))
                self.request.sendall(answer(b"User-agent: *\n" + rules, "Content-Type: text/plain"))
            elif path.startswith("/chain/"):
                step = int(path[7:])
                where = f"/chain/{step + 1}" if step < 30 else "/"
                self.request.sendall(answer(b"", f"Location: {where}", status="301 Moved"))
            else:
                self.request.sendall(answer(home()) if path == "/" else answer(b"", status="404 Not Found"))
        except OSError:
            pass  # the other side has had enough


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 100

    def handle_error(self, *_):
        """A handshake that fails is what the test is about."""


@contextmanager
def hostile(certificate=None):
    """Run the server; with a certificate it speaks TLS."""
    server = Server(("127.0.0.1", 0), Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def certificate(folder, name, days=1):
    """A certificate for a host name, made by the host itself; one of -1 days has expired."""
    key, request, signed = (folder / file for file in ("key.pem", "request.pem", "signed.pem"))
    (folder / "names.txt").write_text(f"subjectAltName=DNS:{name}\n")
    asking = [
        "openssl",
        "req",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        f"/CN={name}",
        "-keyout",
        key,
        "-out",
        request,
    ]
    signing = ["openssl", "x509", "-req", "-in", request, "-signkey", key, "-days", str(days), "-out", signed]
    for command in (asking, [*signing, "-extfile", folder / "names.txt"]):
        subprocess.run(command, check=True, capture_output=True)
    file = folder / "own.pem"
    file.write_bytes(key.read_bytes() + signed.read_bytes())
    return file


def unused_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
