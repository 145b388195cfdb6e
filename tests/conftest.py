"""What the tests share: golden files, the sample site, and how Hypothesis draws its examples."""

import datetime
import fcntl
import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from generator.build import build
from generator.checking import Built
from tests.fixtures.folders import ROOT
from tests.fixtures.golden import WRITTEN, Golden

SITE_DAY = datetime.date(2026, 11, 23)
"""The day the sample site of the tests speaks of."""
SITE_URL = "https://windows.service.yunze.example/"
"""Where the sample site of the tests would stand: it is built as it would be published."""

# A slow machine is no fault of the code. In continuous integration the same examples are drawn every time, so that a
# change never fails for what another one broke; on a developer's machine new ones are tried with every run.
settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
settings.register_profile("quick", parent=settings.get_profile("house"), max_examples=12)
settings.load_profile("house")


def pytest_collection_finish() -> None:
    """What was loaded stays to the end: whoever looks for garbage need not look through it again and again."""
    gc.freeze()


def pytest_addoption(parser: pytest.Parser) -> None:
    """An option for whoever changed what people read, and meant it."""
    parser.addoption("--update", action="store_true", help="write golden files as texts come out now, compare nothing")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the golden files that were written, for they have to be read."""
    told = [fact for report in terminalreporter.getreports("passed") for fact in report.user_properties]
    if written := sorted({str(path) for kind, path in told if kind == WRITTEN}):
        terminalreporter.section("golden files written: read the difference before you commit it")
        for path in written:
            terminalreporter.line(path)


@pytest.fixture(scope="session", autouse=True)
def own_caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the program keeps for a user is kept for the run of the tests, and touches nobody's home."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("caches")))
        yield


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Holds a text against its golden file."""
    return Golden(update=request.config.getoption("--update"), told=request.node.user_properties)


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site that `windowboard build` makes of the sample data; nobody changes it.

    Built once in a run: whichever worker comes first builds, the others wait and find it.
    """
    name = "sample"
    whole_run = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        whole_run = whole_run.parent
    root = whole_run / f"{name}-of-all"
    with whole_run.joinpath(f"{name}.lock").open("w") as waiting:
        fcntl.flock(waiting, fcntl.LOCK_EX)
        if not root.is_dir():
            made = tmp_path_factory.mktemp(name)
            for folder in ("standards", "results"):
                shutil.copytree(ROOT / folder, made / folder)
            (made / "mkdocs.yml").write_text("extra:\n  languages: [zh, en]\n", encoding="utf-8")
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("SITE_URL", SITE_URL)
                built = build(made, SITE_DAY, lambda _step, _done, _total: None)
            assert isinstance(built, Built), built
            made.rename(root)
    return root / "site"


@pytest.fixture(scope="session")
def english_site(sample_site: Path) -> Path:
    """The half of it that is in English."""
    return sample_site / "en"
