"""Which standards have a checklist."""

import shutil
from pathlib import Path

import pytest

from generator.gathering.gather import Gathered
from generator.judging.scoring.editions import newest_of
from generator.judging.scoring.self_checks import has_checklist
from tests.fixtures.folders import ROOT
from tests.fixtures.town import gathered

CHECKLISTS = (
    "bank-branch",
    "hospital-100",
    "postal-star",
    "power-supply",
    "red-flag-window",
    "self-check-template",
    "window-self-check",
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project with its standards, centres and windows, and without a single round."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "standards", root / "standards")
    for centre in (ROOT / "results").glob("*/centre.yml"):
        (root / "results" / centre.parent.name).mkdir(parents=True)
        shutil.copy(centre, root / "results" / centre.parent.name)
    return root


def test_all_that_is_scored_has_a_checklist_but_the_appraisal(project: Path) -> None:
    """A window checks itself by what it is judged by, and by the two lists that are made for it."""
    found = gathered(project)
    assert isinstance(found, Gathered), found
    newest = newest_of(found.site.rulebook.standards.values())
    assert [one.id for one in newest if has_checklist(one)] == list(CHECKLISTS)
