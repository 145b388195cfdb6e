"""The last look through a finished site before it is published."""

import datetime
from pathlib import Path
from typing import Final

import pytest

from generator.build import build
from generator.publishing.contents import Refused
from generator.telling.messages import line
from tests.fixtures.town import lay_out, slip

DAY: Final = datetime.date(2026, 10, 31)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The town with everything that a site needs."""
    return lay_out(tmp_path)


def refused(root: Path) -> list[str]:
    """What is said where a build is refused; nothing where it is not."""
    try:
        build(root, DAY, lambda _step, _done, _total: None)
    except Refused as error:
        return [line(problem, "en") for problem in error.problems]
    return []


def test_the_finished_site_is_looked_through_before_it_is_published(project: Path) -> None:
    """The number of an identity card in the frame is caught on the pages it makes; the earlier site stays as it is."""
    assert refused(project) == []
    before = (project / "site" / "build.json").read_bytes()
    announced(project, "<p>11010519491231002X</p>\n")
    said = refused(project)
    assert said
    assert all(
        'personal-data-in-output personal data, "11…2X" (masked), stands in what was about to be published' in one
        for one in said
    )
    assert any(one.startswith("index.html:") for one in said)
    assert (project / "site" / "build.json").read_bytes() == before


def test_a_template_that_prints_a_number_is_caught(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A telephone number that no record, no rule and no own page says on purpose is nobody's to publish."""
    announced(project, "<p>13800138000</p>\n")
    assert refused(project) == []
    monkeypatch.setattr("generator.build._allowed_numbers", lambda _site, _own: frozenset())
    (project / "theme" / "blocks" / "announce.html").write_text("<p>13800138000 </p>\n", encoding="utf-8")
    assert any('personal data, "13…00" (masked)' in one for one in refused(project))


def announced(root: Path, text: str) -> None:
    """A block of the frame that the city writes itself: it stands on every page."""
    (root / "theme" / "blocks").mkdir(parents=True)
    (root / "theme" / "blocks" / "announce.html").write_text(text, encoding="utf-8")


def test_published_numbers_pass_the_last_look(project: Path) -> None:
    """The phones of centres and what the rules print stand on pages and in the data."""
    slip(project, "results/harbour/centre.yml", "address: 码头路 1 号", "address: 码头路 1 号\nphone: 0571-87654321")
    slip(project, "standards/policy.yml", "complaint: 请拨打 12345。", "complaint: 请拨打 010-65001234。")
    assert refused(project) == []
    assert "0571-87654321" in (project / "site/windows/harbour/index.html").read_text(encoding="utf-8")
