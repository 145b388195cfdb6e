"""Edit by edit: whatever was kept between builds, the bytes are those of a first build of the same data."""

import os
import random
from pathlib import Path

import pytest

from tests.fixtures.edits import EDITS, begun, dealt, walked

SEQUENCES = int(os.environ.get("WINDOWBOARD_SEQUENCES", "4"))
"""Sequences of edits; hundreds where somebody has the time."""
STEPS, EACH = 3, 4
"""Steps of a sequence, each followed by a build, and edits of a step."""
SEED = int(os.environ.get("WINDOWBOARD_SEED", "16"))
DEALT = dealt(random.Random(SEED), SEQUENCES, STEPS, EACH)  # noqa: S311 -- repeatable on purpose


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town as it was built once."""
    return begun(tmp_path_factory.mktemp("edits") / "town")


def test_every_kind_of_edit_is_tried() -> None:
    """The sequences are long enough together."""
    assert {name for steps in DEALT for names in steps for name in names} == EDITS.keys()


@pytest.mark.parametrize("number", range(SEQUENCES))
def test_any_sequence_of_edits_gives_the_bytes_of_a_first_build(base: Path, tmp_path: Path, number: int) -> None:
    """Data, rules, theme and settings change, what was made is altered, what is kept is lost; the sums tell of it."""
    dice = random.Random(f"{SEED} {number}")  # noqa: S311 -- repeatable on purpose
    assert list(walked(base, tmp_path, DEALT[number], dice)) == []
