"""Serves the files of a site as its old server did, its redirects included, with the standard library alone."""

import re
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from benchmarks.loopback import Reply, serve

CODES = {"permanent": 301, "temp": 302, "seeother": 303, "gone": 410}
RULE = re.compile(r"\s*Redirect(Match)?\s+(?:(permanent|temp|seeother|gone|\d{3})\s+)?(\S+)\s*(\S*)", re.IGNORECASE)
KINDS = {".html": "text/html", ".htm": "text/html", ".pdf": "application/pdf", ".css": "text/css", ".png": "image/png"}


class Answered(NamedTuple):
    """What the old server would say: a file, a redirect, or neither."""

    status: int
    file: Path | None = None
    location: str = ""


class Site:
    """The files, and the `Redirect` lines of their `.htaccess`."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.rules: list[tuple[str, re.Pattern[str] | None, str, int, str]] = []
        for file in self.root.rglob(".htaccess"):
            folder = "/" + file.parent.relative_to(self.root).as_posix() if file.parent != self.root else ""
            for line in file.read_text(errors="replace").splitlines():
                if found := RULE.match(line):
                    code = (found[2] or "temp").lower()
                    pattern = re.compile(found[3]) if found[1] else None
                    self.rules.append((folder, pattern, found[3], CODES.get(code) or int(code), found[4]))
        self.rules.sort(key=lambda rule: -len(rule[0]))

    def answer(self, path_and_query: str) -> Answered:
        """What is found at a path."""
        parts = urlsplit(path_and_query)
        path = unquote(parts.path or "/")
        file = (self.root / path.lstrip("/")).resolve()
        if not file.is_relative_to(self.root):
            return Answered(400)
        status, to = self._ruled(path)
        if status == 410:
            return Answered(410)
        if to and to.rstrip("/") != path.rstrip("/"):
            return Answered(status, location=to)
        if file.is_dir() and not path.endswith("/"):
            return Answered(301, location=parts._replace(path=parts.path + "/").geturl())
        named = [Path(f"{file}?{query}") for query in (parts.query, unquote(parts.query)) if query]
        index = [file / "index.html", file / "index.htm"] if file.is_dir() else []
        for candidate in [*named, *index, *([] if path.endswith("/") else [file])]:
            if candidate.is_file():
                return Answered(200, candidate)
        return Answered(404)

    def _ruled(self, path: str) -> tuple[int, str]:
        """Status and target of the first rule that fits a path."""
        for folder, pattern, source, status, target in self.rules:
            if folder and path != folder and not path.startswith(folder + "/"):
                continue
            if pattern is None and (path == source or path.startswith(source.rstrip("/") + "/")):
                return status, target + path[len(source) :]
            if pattern is not None and (found := pattern.search(path)):
                to = re.sub(r"\$(\d)", lambda group, found=found: found.group(int(group[1])) or "", target)
                return status, to
        return 0, ""


def is_html(file: Path) -> bool:
    """Whether a file is a page."""
    return file.suffix.lower() in (".html", ".htm") or "?" in file.name


def served(site: Site) -> ThreadingHTTPServer:
    """Serve a site on loopback."""

    def reply(path: str) -> Reply:
        answered = site.answer(path)
        headers = {"LinkChecker": "welcome"}  # so linkchecker may ask more than ten times a second
        if answered.location:
            headers["Location"] = answered.location
        if answered.file:
            kind = "text/html" if is_html(answered.file) else KINDS.get(answered.file.suffix.lower())
            headers["Content-Type"] = kind or "application/octet-stream"
        return Reply(answered.status, headers, answered.file.read_bytes() if answered.file else b"")

    return serve(reply)
