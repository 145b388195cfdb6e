"""The program's own digest: what is kept between runs belongs to one version of it."""

import shutil
from pathlib import Path

import pytest

from generator import product
from generator.product import PROGRAM, program_digest


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the program that is taken for it."""
    folder = shutil.copytree(PROGRAM, tmp_path / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(product, "PROGRAM", folder)
    return folder


@pytest.mark.parametrize(
    "path",
    [
        "publishing/html/breadcrumbs.py",
        "publishing/html/converting.py",
        "publishing/html/content_policy.py",
        "publishing/html/raw_block.py",
        "words/phrases.py",
        "words/templates.py",
        "presenting/table.py",
        "judging/whole.py",
        "telling/earlier_codes.yml",
    ],
)
def test_every_file_of_the_program_counts(copy: Path, path: str) -> None:
    """Pages, scores and messages are made anew by a program that is another one."""
    before = program_digest.__wrapped__()
    with (copy / path).open("a", encoding="utf-8") as file:
        file.write("\n# another one\n")
    assert program_digest.__wrapped__() != before


def test_the_same_program_is_the_same_wherever_it_stands(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither its folder nor what Python leaves in it, or is just writing into it, is part of it."""
    own = program_digest.__wrapped__()
    (copy / "publishing" / "__pycache__").mkdir()
    (copy / "publishing" / "__pycache__" / "frame.pyc").write_bytes(b"compiled")
    (copy / "publishing" / "__pycache__" / "frame.pyc.140235").write_bytes(b"half compi")
    assert program_digest.__wrapped__() == own
    monkeypatch.setattr(product, "PROGRAM", PROGRAM)
    assert program_digest.__wrapped__() == own


def test_a_library_of_another_version_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page may come out differently by what made it."""
    before = program_digest.__wrapped__()
    monkeypatch.setattr(product, "version", dict.fromkeys(product.LIBRARIES, "1").__getitem__)
    assert program_digest.__wrapped__() != before
