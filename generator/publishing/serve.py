"""The site on this machine, built again whenever its sources change."""

import queue
import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

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


class SiteHandler(SimpleHTTPRequestHandler):
    """Answers with files of the site and nothing else; the folder is looked up anew for each request."""

    server_version = "windowboard"
    sys_version = ""

    def end_headers(self) -> None:
        """Let no browser keep what the next build may change."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def guess_type(self, path: Any) -> str:  # noqa: ANN401 - the types of the base class
        """Tell the type by the end of the name, with the encoding of all our texts."""
        return TYPES.get(Path(path).suffix) or super().guess_type(path)

    def list_directory(self, path: Any) -> None:  # noqa: ANN401 - the types of the base class
        """Show no listing: a folder without an index page is not there."""
        del path
        self.send_error(404)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Show the site's own page for what is not there."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():  # noqa: PLR2004 - the status itself
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", TYPES[".html"])
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


def make_server(root: Path, port: int) -> ThreadingHTTPServer:
    """Make a server of `root/site` for this machine only; port 0 takes a free one. Raises OSError for a taken port."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(SiteHandler, directory=str(root / "site")))


def serve(root: Path, port: int, rebuild: Callable[[], None], started: Callable[[str], None]) -> None:
    """Serve `root/site` until interrupted, and call `rebuild` after every change of the sources.

    `rebuild` prints its own problems; when it fails it leaves the earlier site, which goes on being served. `started`
    is called once with the address. Raises OSError for a taken port.
    """
    server = make_server(root, port)
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
            rebuild()
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
