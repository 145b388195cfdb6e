"""The site on this machine, built again whenever its sources change."""

import queue
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from generator.model.problem import Code, InputError, Problem
from generator.publishing.releasing.release import TURN
from generator.publishing.writing import regular_files
from generator.words.languages import TAGS

NOWHERE: Final = "/dev/null/"
"""A path that is no file."""
WATCHED: Final = ("standards", "results", "theme", "mkdocs.yml")
CHANGES: Final = {"created", "modified", "moved", "deleted"}
"""Kinds of events that mean a change; reading a file is an event too."""
REST: Final = 0.5
"""Seconds without a further change before a build: an editor saves in several steps."""
TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
}


LATELY: Final = 30.0
"""Seconds for which a file that a new site lacks is still given: a page of the earlier one may ask for it yet."""
VISITORS: Final = 128
"""Requests that may wait: a browser asks for a page with all that it names at once."""

PORT_NOT_FREE: Final = Code(
    slug="port-not-free",
    says="端口 {port} 不能用：{reason}",
    mend="换一个端口（--port 8001），或结束占用它的程序。",
    wrong="windowboard serve --port 80",
    right="windowboard serve --port 8001",
)


class SiteHandler(SimpleHTTPRequestHandler):
    """Answers with files of the site and nothing else; the folder is looked up anew for each request."""

    server_version = "windowboard"
    sys_version = ""

    def end_headers(self) -> None:
        """Let no browser keep what the next build may change, and say that files are given whole."""
        self.send_header("Cache-Control", "no-store")
        self.send_header("Accept-Ranges", "none")
        super().end_headers()

    def translate_path(self, path: str) -> str:
        """The file that is meant: of the site, or for a while of the one before it; never what a link leads out to."""
        site = Path(self.directory)
        with suppress(OSError, ValueError):  # a zero byte, a name that is too long
            place = super().translate_path(path)
            inside = Path(place).relative_to(site)
            for folder in (site, site.parent / "build" / TURN):
                found = folder / inside
                if found.exists() and (folder == site or time.time() - folder.stat().st_ctime < LATELY):
                    real = found.resolve()
                    return f"{found}{'/' * place.endswith('/')}" if real == folder.resolve() / inside else NOWHERE
        return NOWHERE

    def guess_type(self, path: Any) -> str:  # noqa: ANN401 - the types of the base class
        """Tell the type by the end of the name, with the encoding of all our texts."""
        return TYPES.get(Path(path).suffix) or super().guess_type(path)

    def list_directory(self, path: Any) -> None:  # noqa: ANN401 - the types of the base class
        """Show no listing: a folder without an index page is not there."""
        del path
        self.send_error(404)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Show the site's own page for what is not there, in its language, unless it was there a moment ago."""
        first = unquote(urlsplit(self.path).path).lstrip("/").partition("/")[0]
        site = Path(self.directory)
        page = site / first / "404.html" if first in TAGS and (site / first).is_dir() else site / "404.html"
        lately = getattr(self.server, "lately", {}).get(unquote(urlsplit(self.path).path).lstrip("/"))
        if code == 404 and lately is not None:  # noqa: PLR2004 - the status itself
            self._give(200, self.guess_type(urlsplit(self.path).path), lately)
            return
        if code != 404 or not page.is_file():  # noqa: PLR2004 - the status itself
            super().send_error(code, message, explain)
            return
        self._give(code, TYPES[".html"], page.read_bytes())

    def _give(self, code: int, kind: str, body: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - the signature of the base class
        """Say nothing of single requests."""


class _Watcher(FileSystemEventHandler):
    def __init__(self, root: Path, changes: queue.SimpleQueue[str]) -> None:
        self._sources = tuple(str(root / name) for name in WATCHED)
        self._changes = changes

    def on_any_event(self, event: FileSystemEvent) -> None:
        paths = (str(event.src_path), str(getattr(event, "dest_path", "")))
        if event.event_type in CHANGES and any(path.startswith(self._sources) for path in paths):
            self._changes.put(paths[0])


class SiteServer(ThreadingHTTPServer):
    """Says nothing of visitors who hang up, and remembers what the last change took away."""

    request_queue_size = VISITORS

    def __init__(self, root: Path, port: int) -> None:
        """Serve `root/site` for this machine only; port 0 takes a free one. Raises InputError (port-not-free)."""
        self.lately: Mapping[str, bytes] = {}
        self.root = root
        try:
            super().__init__(("127.0.0.1", port), partial(SiteHandler, directory=str(root / "site")))
        except OSError as error:
            facts = {"port": str(port), "reason": error.strerror or str(error)}
            raise InputError([Problem(path="serve", code=PORT_NOT_FREE, facts=facts)]) from error

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - the signature of the base class
        """Whoever hangs up is no fault."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)

    def changed(self, rebuild: Callable[[], None]) -> None:
        """Build, and keep what the new site lacks of the earlier one until the next change."""
        before = set(regular_files(self.root / "site"))
        rebuild()
        gone = before - set(regular_files(self.root / "site"))
        kept: dict[str, bytes] = {}
        for path in gone:
            with suppress(OSError):
                kept[path] = (self.root / "build" / TURN / path).read_bytes()
        self.lately = kept
        timer = threading.Timer(LATELY, self._forget, [kept])
        timer.daemon = True
        timer.start()

    def _forget(self, kept: Mapping[str, bytes]) -> None:
        if self.lately is kept:
            self.lately = {}


def serve(root: Path, port: int, rebuild: Callable[[], None], started: Callable[[str], None]) -> None:
    """Serve `root/site` until interrupted, and call `rebuild` after every change of the sources.

    `rebuild` prints its own problems; when it fails it leaves the earlier site, which goes on being served. `started`
    is called once with the address, after a first build. Raises InputError (port-not-free) before anything is built.
    """
    server = SiteServer(root, port)
    rebuild()
    changes: queue.SimpleQueue[str] = queue.SimpleQueue()
    observer = Observer()
    watcher = _Watcher(root, changes)
    observer.schedule(watcher, str(root))
    for name in WATCHED:
        if (root / name).is_dir():
            observer.schedule(watcher, str(root / name), recursive=True)
    observer.start()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    started(f"http://127.0.0.1:{server.server_address[1]}/")
    try:
        while True:
            changes.get()
            _wait_for_rest(changes)
            server.changed(rebuild)
    except KeyboardInterrupt:
        return
    finally:
        observer.stop()
        observer.join()
        server.shutdown()
        server.server_close()


def _wait_for_rest(changes: queue.SimpleQueue[str]) -> None:
    while True:
        try:
            changes.get(timeout=REST)
        except queue.Empty:
            return


CODES: Final = (PORT_NOT_FREE,)
