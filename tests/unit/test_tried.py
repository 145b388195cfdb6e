"""What the check refuses is not written: new files of every kind, from what is wrong and from what is borderline."""

import datetime
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from generator.gathering.gather import gather
from generator.model.problem import InputError
from generator.starting import new
from generator.starting.new import CASES, Made, Matter, Visit, Wish
from generator.starting.trying import Trial
from tests.fixtures.town import TOWN, Here, gathered, lay_out, slip, tree

TODAY: Final = datetime.date(2026, 11, 3)
PERSON: Final = "请找张主任，电话 13800138000"
Make = Callable[[Path, Trial], Made]


def day(text: str) -> datetime.date:
    """A day as it is typed."""
    return datetime.date.fromisoformat(text)


def wish(make: Callable[[Path, Wish, Trial], Made], **said: Any) -> Make:  # noqa: ANN401  # fields of Wish
    """A new standard, board or centre."""
    return lambda root, trial: make(root, Wish(**{"name": "x", "today": TODAY, **said}), trial)


def visit(make: Callable[[Path, str, Visit, Trial], Made], **said: Any) -> Make:  # noqa: ANN401  # fields of Visit
    """A new round or file of events."""
    usual = {"standard": "desk", "day": TODAY, "channel": "weekly", "team": None}
    return lambda root, trial: make(root, "harbour", Visit(**{**usual, **said}), trial)


def matter(**said: Any) -> Make:  # noqa: ANN401  # fields of Matter
    """A new case."""
    usual = {"window": "cash-1", "board": "banks", "period": "2026-10", "day": TODAY, "text": "属实，已经改正。"}
    return lambda root, trial: new.new_case(root, "harbour", Matter(**{**usual, **said}), trial)


STANDARDS: Final[tuple[dict[str, Any], ...]] = (
    {},
    {"name": "desk"},
    {"name": "a" * 65},
    {"name": "con"},
    {"title": "王局长专用标准"},
    {"title": "x" * 300},
    {"title": " "},
    {"title": '窗口 "样板" # 一: 二'},
    {"title": "{{ 甲 }}\n- a: b"},
    {"title": "身份证 110101199003074477"},
    {"today": day("1999-12-31")},
)
BOARDS: Final[tuple[dict[str, Any], ...]] = (
    {},
    {"standard": "desk"},
    {"standard": "desk@1"},
    {"standard": "desk@2"},
    {"standard": "desk", "name": "banks"},
    {"standard": "desk", "name": "index"},
    {"standard": "desk", "title": "李主任榜"},
    {"standard": "desk", "title": "反\u202e向"},
    {"standard": "desk", "title": "y" * 500},
    {"standard": "desk", "trade": "hospital"},
    {"standard": "deeds", "period": "year"},
)
CENTRES: Final[tuple[dict[str, Any], ...]] = (
    {},
    {"trade": "bank"},
    {"trade": "hospital"},
    {"trade": "bank", "name": "harbour"},
    {"trade": "bank", "name": "a" * 80},
    {"trade": "bank", "name": "events"},
    {"trade": "bank", "title": "服务厅 13912345678"},
    {"trade": "bank", "title": "甲\t乙"},
    {"trade": "bank", "title": "z" * 300},
    {"trade": "bank", "title": "<script>"},
)
ROUNDS: Final[tuple[dict[str, Any], ...]] = (
    {},
    {"day": day("2026-11-01")},
    {"day": day("2026-11-04")},
    {"day": day("2026-10-12")},
    {"day": day("2026-10-12"), "team": "C"},
    {"day": day("2025-11-03")},
    {"channel": "self", "team": "A"},
    {"channel": "self"},
    {"team": "SELF"},
    {"team": "../../x"},
    {"team": "一组"},
    {"standard": "desk@9"},
    {"standard": "nope"},
)
EVENTS: Final[tuple[dict[str, Any], ...]] = (
    {},
    {"day": day("2026-10-03")},
    {"day": day("2026-12-03")},
    {"day": day("2020-01-01")},
    {"team": "a/b"},
    {"team": "Z"},
    {"standard": "deeds"},
    {"standard": "desk@1"},
    {"standard": "desk@9"},
    {"standard": "nope"},
)
MATTERS: Final[tuple[dict[str, Any], ...]] = (
    {},
    {"day": day("2026-11-04")},
    {"day": day("2026-10-31")},
    {"day": day("2026-09-01")},
    {"text": PERSON},
    {"text": "x" * 5000},
    {"text": " "},
    {"text": "甲: 乙 # 丙\n- 丁"},
    {"period": "2026-09"},
    {"period": "../2026-10"},
    {"board": "staff", "day": day("2026-10-15")},
    {"board": "staff", "window": "cash-2"},
    {"window": "cash-2"},
    {"window": "cash-9"},
)


def wishes() -> Iterator[tuple[str, Make]]:
    """Whatever is tried, each under a name."""
    for number, said in enumerate(STANDARDS):
        yield f"standard-{number}", wish(new.new_standard, **said)
    for number, said in enumerate(BOARDS):
        yield f"board-{number}", wish(new.new_board, **said)
    for number, said in enumerate(CENTRES):
        yield f"centre-{number}", wish(new.new_centre, **said)
    for number, said in enumerate(ROUNDS):
        yield f"round-{number}", visit(new.new_round, **said)
    for number, said in enumerate(EVENTS):
        yield f"event-{number}", visit(new.new_event, **said)
    for kind in CASES:
        for number, said in enumerate(MATTERS):
            yield f"{kind}-{number}", matter(kind=kind, **said)


def on(day: datetime.date) -> Trial:
    """The check of a day."""
    return Trial(check=lambda root, last: gather(root, Here(), last, lambda *_: None, keep=False), day=day)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town with an appraisal and a self-check, of which somebody mends something, and what was judged of it."""
    root = lay_out(tmp_path_factory.mktemp("town"))
    shutil.copytree(TOWN.parent / "trained", root, dirs_exist_ok=True)
    checked = "results/harbour/2026-10"
    shutil.copytree(TOWN.parent / "mending" / checked, root / checked, dirs_exist_ok=True)
    assert not isinstance(gathered(root, TODAY), list)
    return root


@pytest.mark.parametrize("make", [pytest.param(make, id=name) for name, make in wishes()])
def test_what_the_check_refuses_is_not_written(town: Path, tmp_path: Path, make: Make) -> None:
    """It is refused with the sentences of the check, and what is written passes."""
    root, unchecked = tmp_path / "tried", tmp_path / "written"
    for folder in (root, unchecked):
        shutil.copytree(town, folder)
    before = tree(root)
    try:
        make(root, on(TODAY))
        told = None
    except InputError as error:
        told = sorted(repr(one) for one in error.problems)
        assert tree(root) == before
    try:
        make(unchecked, Trial(check=lambda _root, _day: None, day=TODAY))
        found = gathered(unchecked, TODAY)
        wrong = found if isinstance(found, list) else None
    except InputError as error:  # asked back before anything could be checked
        wrong = list(error.problems)
    assert told == (None if wrong is None else sorted(map(repr, wrong)))


def test_an_appeal_that_comes_too_late_is_told_and_not_written(town: Path, tmp_path: Path) -> None:
    """Its time limit is over: `check` would say so of the file."""
    shutil.copytree(town, tmp_path, dirs_exist_ok=True)
    before = tree(tmp_path)
    with pytest.raises(InputError) as refused:
        matter(kind="appeal", day=day("2026-12-10"))(tmp_path, on(day("2026-12-10")))
    assert [(one.path, one.code.slug) for one in refused.value.problems] == [
        ("results/harbour/cases/2026-10-cash-1-appeal.yml", "late-appeal")
    ]
    assert tree(tmp_path) == before


def test_what_was_wrong_before_keeps_nobody_from_beginning_a_file(town: Path, tmp_path: Path) -> None:
    """It is the matter of another file, and of the check; what is wrong with the new one is told all the same."""
    shutil.copytree(town, tmp_path, dirs_exist_ok=True)
    slip(tmp_path, "results/harbour/2026-10/12-weekly-a.yml", "date: 2026-10-12", "date: 2026-10-13")
    with pytest.raises(InputError) as refused:
        matter(kind="reply", text=PERSON)(tmp_path, on(TODAY))
    assert {one.code.slug for one in refused.value.problems} == {"mobile-number", "name-of-person"}
    assert visit(new.new_round)(tmp_path, on(TODAY)).paths == ("results/harbour/2026-11/03-weekly-a.yml",)


def test_a_project_that_freezes_no_edition_goes_on_so(town: Path, tmp_path: Path) -> None:
    """With one of its cited editions frozen, the check would ask for the others."""
    shutil.copytree(town, tmp_path, dirs_exist_ok=True)
    assert visit(new.new_round)(tmp_path, on(TODAY)).frozen == ()
    assert not (tmp_path / "standards" / "editions.yml").exists()
