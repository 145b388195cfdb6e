"""Lighthouse's four figures for the site in `site/`, on a phone and on a desk: `python -m tests.tools.lighthouse`.

Needs the command `lighthouse` (`npm install --global lighthouse`) and Chromium. Some figures are timed, so they are no
test: whoever changes the frame reads them. The site is compressed as a host of static files would do it.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final

from generator.publishing.serve import SiteHandler
from tests.fixtures.chromium import find_chromium
from tests.fixtures.folders import ROOT

SITE: Final = ROOT / "site"
PAGES: Final = ("overview.html","search.html","search.html?q=药房","en/index.html","windows/index.html","windows/yunze-first-hospital/pharmacy-3.html",
    "index.html",
    "lists/hospital-counters/index.html",
    "windows/nandu-bank/cash-2.html",
    "standards/hospital-100.html",
)
"""One of each kind that is asked for: home, list, scorecard, standard."""
LOOKS: Final = {"phone": (), "desk": ("--preset=desktop",)}
FIGURES: Final = ("performance", "accessibility", "best-practices", "seo")
ASKED: Final = 95
"""The least of every figure, of a hundred."""
PACKED: Final = {".html", ".css", ".js", ".svg", ".json", ".xml"}


class _Host(SiteHandler):
    """A host of static files that compresses them."""

    def do_GET(self) -> None:  # noqa: N802  # the name that the library gave it
        path = Path(self.translate_path(self.path))
        if path.suffix not in PACKED or not path.is_file():
            super().do_GET()
            return
        body = gzip.compress(path.read_bytes(), mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):  # Lighthouse has seen enough
            self.wfile.write(body)


@contextmanager
def hosted() -> Iterator[str]:
    """Where the site is served, ending in a slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(SITE))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def report(address: str, look: tuple[str, ...], lighthouse: str, chromium: str) -> dict[str, Any]:
    """What Lighthouse says of a page."""
    command = [lighthouse, address, "--quiet", "--output=json", "--chrome-flags=--headless=new --no-sandbox"]
    told = os.environ | {"CHROME_PATH": chromium}
    done = subprocess.run([*command, *look], capture_output=True, check=True, env=told)  # noqa: S603  # our own words
    return json.loads(done.stdout)  # type: ignore[no-any-return]  # a report is an object


def lost(said: dict[str, Any]) -> Iterator[str]:
    """Everything in a report that costs points."""
    for figure in FIGURES:
        for one in said["categories"][figure]["auditRefs"]:
            audit = said["audits"][one["id"]]
            if one["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"    {audit['title']} {audit.get('displayValue', '')}"


def main() -> int:
    """Print the figures of every page, and below each page what costs it points. 1 if any is lower than asked."""
    lighthouse, chromium = shutil.which("lighthouse"), find_chromium()
    if not lighthouse or not chromium:
        sys.stderr.write("needs Chromium, and Lighthouse: npm install --global lighthouse\n")
        return 2
    least = 100
    with hosted() as address:
        for page in PAGES:
            for look, words in LOOKS.items():
                said = report(address + page, words, lighthouse, chromium)
                figures = {name: round(100 * said["categories"][name]["score"]) for name in FIGURES}
                least = min(least, *figures.values())
                told = ", ".join(f"{name} {figure}" for name, figure in figures.items())
                sys.stdout.write("".join(f"{line}\n" for line in (f"{page} ({look}): {told}", *lost(said))))
                sys.stdout.flush()
    return int(least < ASKED)


if __name__ == "__main__":
    sys.exit(main())
