"""What is kept between builds belongs to the program that made it: a change of the program reaches every page."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures.folders import ROOT
from tests.fixtures.town import lay_out, slip


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
    slip(program, "generator/publishing/breadcrumbs.py", '"BreadcrumbList"', '"Trail"')
    slip(program, "generator/publishing/converting.py", "guarded(trailed(", "guarded('<!-- converted -->' + trailed(")
    slip(
        program, "generator/publishing/publish.py", "put(folder, path, content)", "put(folder, path, b'// ' + content)"
    )
    site = built(program, town)
    page = (site / "windows" / "harbour" / "cash-1.html").read_text("utf-8")
    assert '"@type":"Trail"' in page
    assert "<!-- converted -->" in page
    assert (site / "assets/windowboard/frame.js").read_bytes().startswith(b"// ")
