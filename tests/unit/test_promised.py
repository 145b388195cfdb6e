"""By when results are promised to be public (公布期限): what is due next, and what came late."""

import datetime
from pathlib import Path

import pytest

from generator.build import decide
from generator.gathering.gather import Gathered
from generator.judging.analysis.promised import due_day, promise_of
from generator.model.cases import EarlierClocks, Process
from generator.model.rules import Board, ListRule
from generator.publishing.contents import EarlierRelease, Origin
from tests.fixtures.town import Here, gathered, lay_out, slip

HOME, LISTS, LOG = "index.md", "lists/index.md", "corrections.md"
NOW, OCTOBER = "lists/banks/index.md", "lists/banks/2026-10.md"
SOON = "preview: 0, publish_within: 20"
HELD = "preview: 10, publish_within: 30"
ALL = (HOME, LISTS, NOW, OCTOBER, LOG)


def day(text: str) -> datetime.date:
    """A day."""
    return datetime.date.fromisoformat(text)


def texts(root: Path, now: str, *before: str, process: str = SOON) -> dict[str, tuple[str, str]]:
    """Digest and text of pages of the town; `before`: the days of earlier releases, oldest first."""
    if not (root / "results").exists():
        lay_out(root)
        slip(root, "standards/policy.yml", "preview: 0", process)
    found = gathered(root, day(now))
    assert isinstance(found, Gathered), found
    chain = tuple(EarlierRelease(as_of=one, commit=None, release="0" * 64) for one in reversed(before))
    contents = decide(found, "zh", "", Here(), origin=Origin(chain=chain))
    return {piece.address: (piece.digest, piece.render()) for piece in contents.pages if piece.address in ALL}


@pytest.mark.parametrize(
    ("now", "process", "says"),
    [
        ("2026-10-25", SOON, "2026年10月的结果不晚于 2026年11月20日公布"),
        ("2026-11-02", SOON, "2026年11月的结果不晚于 2026年12月20日公布"),
        ("2026-11-05", HELD, "2026年10月的结果不晚于 2026年11月30日公布"),
        (
            "2026-12-01",
            f"{HELD}, notice: required",
            "2026年10月的结果应当不晚于 2026年11月30日公布，已经迟了",
        ),
        ("2027-01-21", SOON, "2026年11月的结果应当不晚于 2026年12月20日公布，已经迟了"),
    ],
)
def test_pages_say_by_when_the_next_results_are_due(tmp_path: Path, now: str, process: str, says: str) -> None:
    """On the page of the board, among the boards and on the first page: in words, and as data for a script."""
    told = texts(tmp_path / "town", now, process=process)
    for page in (HOME, LISTS, NOW):
        assert says in told[page][1], page
        assert 'data-due="2026-1' in told[page][1]
        assert "assets/windowboard/due.js" in told[page][1]
    assert "data-due" not in told.get(OCTOBER, ("", ""))[1]


def test_nothing_is_promised_where_the_policy_says_nothing(tmp_path: Path) -> None:
    """As before: not in words, not as data."""
    told = texts(tmp_path / "town", "2026-12-30", "2026-10-20", process="preview: 0")
    assert not any("data-due" in text or "迟" in text for _, text in told.values())


def test_what_came_late_says_so(tmp_path: Path) -> None:
    """The chain has a release of 20 October and then none before 3 December: October was promised for 20 November."""
    late = "本期结果应当不晚于 2026年11月20日公布，2026年12月3日才公布，迟了 13 天"
    first = texts(tmp_path / "town", "2026-12-03", "2026-10-20")
    then = texts(tmp_path / "town", "2026-12-09", "2026-10-20", "2026-12-03")
    for told in (first, then):
        assert all(late in told[page][1] for page in (LISTS, NOW, OCTOBER))
        assert '<td class="wb-num" data-label="公布日期">2026-12-03</td>' in told[LOG][1]
        assert "13 天" in told[LOG][1]
    in_time = texts(tmp_path / "town", "2026-12-09", "2026-10-20", "2026-11-19", "2026-12-03")
    assert not any("才公布" in text for _, text in in_time.values())
    assert in_time[OCTOBER][0] != then[OCTOBER][0]
    assert first[OCTOBER] == then[OCTOBER]


def test_nobody_knows_when_what_was_there_at_the_first_release_was_published(tmp_path: Path) -> None:
    """A city that begins to keep the chain in December has no late October; one without a chain neither."""
    for before in ((), ("2026-12-01",), ("2026-12-01", "2026-12-02")):
        told = texts(tmp_path / "town", "2026-12-03", *before)
        assert not any("才公布" in text for _, text in told.values())


def test_a_preview_that_began_late_makes_the_results_late(tmp_path: Path) -> None:
    """Notice is given on 1 December: without any chain the data say that October came late."""
    process = f"{HELD}, notice: required"
    root = tmp_path / "town"
    texts(root, "2026-12-01", process=process)
    (root / "results/harbour/cases").mkdir()
    for window in ("cash-1", "cash-2"):
        (root / f"results/harbour/cases/notice-{window}.yml").write_text(
            f"kind: notice\nwindow: {window}\nabout: {{board: banks, period: 2026-10}}\ndate: 2026-12-01\n",
            encoding="utf-8",
        )
    told = texts(root, "2026-12-20")
    assert "应当不晚于 2026年11月30日公布，2026年12月16日才公布，迟了 16 天" in told[OCTOBER][1]


def board(**more: object) -> Board:
    """A board of months."""
    rule = ListRule(bands=("good",))
    said: dict[str, object] = {"id": "b", "title": "b", "standard": "s@1", "trade": "bank", "period": "month"}
    said |= {"channels": {"weekly": 1}, "min_inspections": 1, "red": rule, "green": rule, **more}
    return Board(**said)  # type: ignore[arg-type]  # the fields of a board


EARLIER = EarlierClocks(until=day("2026-10-31"))
PROCESS = Process(publish_within=30, earlier=(EARLIER,))


def test_a_promise_does_not_reach_back() -> None:
    """Periods that run by earlier clocks were promised nothing: the first that was is due."""
    assert due_day(PROCESS, "2026-10") is None
    assert due_day(PROCESS, "2026-11") == day("2026-12-30")
    found = promise_of(PROCESS, board(), (), (), day("2026-11-05"))
    assert (found.place.period, found.due) == ("2026-11", day("2026-12-30")) if found else None


@pytest.mark.parametrize(("more", "now"), [({"until": "2026-10"}, "2026-12-05"), ({"since": "2027-01"}, "2026-12-05")])
def test_a_board_that_judges_nothing_owes_nothing(more: dict[str, object], now: str) -> None:
    """One that has ended, and one that has not begun."""
    assert promise_of(Process(publish_within=30), board(**more), (), (), day(now)) is None


@pytest.mark.parametrize(
    ("kind", "period", "due"),
    [
        ("week", "2026-W41", "2026-11-10"),
        ("quarter", "2026-Q4", "2027-01-30"),
        ("half-year", "2026-H2", "2027-01-30"),
        ("year", "2026-Y", "2027-01-30"),
    ],
)
def test_every_kind_of_period_can_be_promised(kind: str, period: str, due: str) -> None:
    """No holidays are asked for: the day is known years ahead."""
    now = "2026-10-07" if kind == "week" else "2026-12-05"
    found = promise_of(Process(publish_within=30), board(period=kind), (), (), day(now))
    assert found is not None
    assert (found.place.period, found.due) == (period, day(due))
