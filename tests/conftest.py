"""What the tests share: the sample site, the browser that opens it, and how Hypothesis draws its examples."""

import datetime
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from generator.build import Built, build
from generator.words.phrases import Language

ROOT = Path(__file__).parent.parent
SITE_DAY = datetime.date(2026, 11, 23)
"""The day the sample site of the tests speaks of."""
SITE_URL = "https://windows.service.yunze.example/"
"""Where the sample site of the tests would stand: it is built as it would be published."""

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS = (
    "--no-sandbox",  # Chromium refuses its sandbox to root, which is who continuous integration is
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# A slow machine is no fault of the code. In continuous integration the same examples are drawn every time, so that a
# change never fails for what another one broke; on a developer's machine new ones are tried with every run.
settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("house")


def find_chromium() -> str | None:
    """Path of the browser on this machine."""
    return next((found for name in CHROMIUM_NAMES if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser on this machine; without one a test fails, none is skipped."""
    return find_chromium() or pytest.fail("there is no Chromium on this machine: apt-get install chromium")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One headless browser for all tests; each opens pages of its own in it."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_FLAGS))
        yield running
        running.close()


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site that `windowboard build` makes of the sample data; nobody changes it."""
    return _sample(tmp_path_factory.mktemp("sample"), "zh")


@pytest.fixture(scope="session")
def english_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the English interface."""
    return _sample(tmp_path_factory.mktemp("english-sample"), "en")


def _sample(root: Path, lang: Language) -> Path:
    for folder in ("standards", "results", "theme"):
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copy(ROOT / "mkdocs.yml", root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", SITE_URL)
        built = build(root, SITE_DAY, lambda _step, _done, _total: None, lang=lang)
    assert isinstance(built, Built), built
    return root / "site"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name that the library gave it
        """Say nothing."""


@pytest.fixture(scope="session")
def sample_address(sample_site: Path) -> Iterator[str]:
    """Where the sample site is served, ending in a slash."""
    with served(sample_site) as address:
        yield address


@pytest.fixture(scope="session")
def english_address(english_site: Path) -> Iterator[str]:
    """Where the English one is served."""
    with served(english_site) as address:
        yield address


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Where a folder is served, ending in a slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
