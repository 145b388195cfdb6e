"""What is kept between builds belongs to the program that made it: a change of the program reaches every page."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures.folders import ROOT
from tests.fixtures.town import git, lay_out, slip

ROUNDED = "generator/judging/scoring/figures.py"
WHOLE = "whole = (2 * value.numerator * unit + value.denominator) // (2 * value.denominator)"
"""How a figure is rounded."""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy of the program that can be changed."""
    for folder in ("generator", "theme"):
        shutil.copytree(ROOT / folder, tmp_path / "program" / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "program"


def built(program: Path, town: Path) -> Path:
    """The site that the program makes with what is kept of earlier builds, in English."""
    told = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-m", "generator", "build", "--lang", "en", "--root", str(town)],
        cwd=program,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert told.returncode == 0, told.stderr
    return town / "site"


def test_a_change_of_the_program_reaches_what_was_kept(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No record, text or script is another one by any of these, and each of them stands in the next site."""
    monkeypatch.setenv("SITE_URL", "https://example.org/")
    town = lay_out(tmp_path / "town")
    built(program, town)
    slip(program, "generator/publishing/html/breadcrumbs.py", '"BreadcrumbList"', '"Trail"')
    slip(
        program,
        "generator/publishing/html/converting.py",
        "guarded(trailed(",
        "guarded('<!-- converted -->' + trailed(",
    )
    slip(program, "generator/publishing/publish.py", "path, published_asset(", "path, b'// ' + published_asset(")
    site = built(program, town)
    page = (site / "windows" / "harbour" / "cash-1.html").read_text("utf-8")
    assert '"@type":"Trail"' in page
    assert "<!-- converted -->" in page
    assert (site / "assets/windowboard/frame.js").read_bytes().startswith(b"// ")


def test_a_program_that_moves_scores_is_refused_by_what_was_published(program: Path, tmp_path: Path) -> None:
    """The release is the record: a revision that is judged anew by the changed program would agree with itself.

    Where no release is at hand, the last line says that the program's own changes are not seen.
    """
    town = lay_out(tmp_path / "town")
    git(town, "init", "-q", "-b", "main")
    git(town, "add", "standards", "results")
    git(town, "commit", "-qm", "first")

    def build(*words: str) -> subprocess.CompletedProcess[str]:
        day = ("--as-of", "2026-11-20", "--lang", "en", "--root", str(town))
        command = [sys.executable, "-m", "generator", "build", *day, *words]
        return subprocess.run(command, cwd=program, capture_output=True, encoding="utf-8", check=False)  # noqa: S603  # our own program

    assert build().returncode == 0
    (town / "site").rename(tmp_path / "published")
    shutil.rmtree(town / "build")
    slip(program, ROUNDED, WHOLE, f"{WHOLE}\n    whole = max(0, whole - unit)")
    refused = build("--against", "HEAD", "--before", str(tmp_path / "published"))
    assert refused.returncode == 2
    assert "silent-change" in refused.stderr
    assert not (town / "site").exists()
    alone = build("--against", "HEAD")
    assert alone.returncode == 0
    assert "judged anew by the program as it is now" in alone.stderr
