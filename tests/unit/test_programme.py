"""Inspection quotas: what was due, what was done, what is overdue, to the day."""

import datetime
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.gathering.gather import Gathered
from generator.judging.analysis.quotas import programme_record, span_of, spans_due
from generator.judging.process.holidays import ANNOUNCED
from generator.model.centre import Centre, Window
from generator.model.programme import (
    Group,
    InspectionTeam,
    Programme,
    ProgrammeRecord,
    Quota,
    QuotaPeriod,
    RoundLine,
    UnseenWindow,
)
from generator.presenting.artefact import Artefact
from tests.fixtures.city import city
from tests.fixtures.texts import page_at
from tests.fixtures.town import gathered, lay_out, slip


def day(text: str) -> datetime.date:
    """A day of 2026, `10-21`, or of any year, `2027-01-01`."""
    return datetime.date.fromisoformat(text if text.count("-") == 2 else f"2026-{text}")


def centre(district: str, windows: int = 6) -> Centre:
    """A hall with some windows."""
    return Centre(
        name="大厅",
        trade="government",
        district=district,
        address="路 1 号",
        hours=(),
        windows=tuple(
            Window(id=f"w{number}", name=f"窗口{number}", services=("办事",), roles=()) for number in range(windows)
        ),
    )


CENTRES = {"city": centre("城区"), **{f"county-{number}": centre(f"县{number}") for number in range(1, 6)}}
WEEKLY = Quota(
    id="weekly",
    title="每周检查",
    clauses=("1",),
    every="week",
    times=1,
    windows=5,
    channels=("weekly", "online"),
)
MONTHLY = replace(WEEKLY, id="tour", every="month", windows=None, districts=4, days=5)


def round_line(date: str, team: str = "A", windows: int = 5, at: str = "city", channel: str = "weekly") -> RoundLine:
    """A round of so many windows."""
    names = tuple(f"w{number}" for number in range(windows))
    return RoundLine(date=day(date), centre=at, channel=channel, team=team, windows=names)


def programme(quota: Quota = WEEKLY, since: str = "09-28", **group: Any) -> Programme:  # noqa: ANN401  # its fields
    """A programme with one quota."""
    return Programme(
        id="halls",
        title="检查计划",
        standard="plan@1",
        since=day(since),
        unseen_after=30,
        teams=(InspectionTeam(id="A", name="一组"), InspectionTeam(id="B", name="二组")),
        groups=(Group(id="all", name="全部", quotas=(quota,), **group),),
    )


def periods(
    rounds: Iterable[RoundLine], today: str = "10-26", of: Programme | None = None
) -> dict[str, tuple[QuotaPeriod, ...]]:
    """The periods of the only quota, newest first, by team."""
    record = programme_record(of or programme(centres=("city",)), CENTRES, rounds, day(today), ANNOUNCED)
    return {one.team: one.periods for one in record.quotas}


def states(rounds: Iterable[RoundLine], today: str = "10-26", of: Programme | None = None) -> dict[str, str]:
    """How each period stands."""
    return {one.period: one.state for one in periods(rounds, today, of)[""]}


# 28 September 2026 is a Monday, of ISO week 40.
EVERY_WEEK = tuple(round_line(date) for date in ("09-30", "10-08", "10-15", "10-22"))


def test_a_week_without_a_round_is_overdue_and_no_other() -> None:
    """Rounds in every week but one leave exactly that one overdue."""
    assert states(EVERY_WEEK) == {
        "2026-W44": "running",
        "2026-W43": "met",
        "2026-W42": "met",
        "2026-W41": "met",
        "2026-W40": "met",
    }
    for number, week in enumerate(("2026-W40", "2026-W41", "2026-W42", "2026-W43")):
        rest = [*EVERY_WEEK[:number], *EVERY_WEEK[number + 1 :]]
        assert [name for name, state in states(rest).items() if state == "overdue"] == [week]


@pytest.mark.parametrize(
    ("date", "week"),
    [("10-11", "2026-W41"), ("10-12", "2026-W42"), ("10-18", "2026-W42"), ("10-19", "2026-W43")],
)
def test_a_round_one_day_earlier_or_later_lands_in_its_own_week(date: str, week: str) -> None:
    """Sunday is the last day of a week and Monday the first of the next."""
    found = states([round_line(date)])
    assert [name for name, state in found.items() if state == "met"] == [week]


@pytest.mark.parametrize(
    ("date", "month"), [("09-30", "2026-09"), ("10-01", "2026-10"), ("10-31", "2026-10"), ("11-01", "2026-11")]
)
def test_a_round_lands_in_its_own_month(date: str, month: str) -> None:
    """The first and the last day of a month belong to it."""
    monthly = programme(replace(WEEKLY, every="month"), since="2026-09-01", centres=("city",))
    found = states([round_line(date)], "12-01", monthly)
    assert [name for name, state in found.items() if state == "met"] == [month]


@pytest.mark.parametrize(
    ("date", "week", "first"),
    [
        ("2026-12-31", "2026-W53", "2026-12-28"),
        ("2027-01-03", "2026-W53", "2026-12-28"),
        ("2027-01-04", "2027-W01", "2027-01-04"),
        ("2024-12-30", "2025-W01", "2024-12-30"),
        ("2023-01-01", "2022-W52", "2022-12-26"),
    ],
)
def test_the_week_at_the_turn_of_the_year_is_one_week(date: str, week: str, first: str) -> None:
    """A week belongs whole to the year in which its Thursday lies, as ISO 8601 has it."""
    span = span_of(day(date), "week")
    assert (span.period, span.first) == (week, day(first))
    assert span.last == span.first + datetime.timedelta(days=6)


def test_a_round_of_the_new_year_counts_for_the_week_that_began_in_the_old_one() -> None:
    """28 December 2026 to 3 January 2027 is one week, and one round in it is enough."""
    found = states([round_line("2027-01-02")], "2027-01-11", programme(since="2026-12-21", centres=("city",)))
    assert found == {"2027-W02": "running", "2027-W01": "overdue", "2026-W53": "met", "2026-W52": "overdue"}


def test_only_whole_weeks_and_months_since_the_beginning_are_due() -> None:
    """A programme that begins on a Tuesday owes nothing for that week; one that has not begun owes nothing at all."""
    assert [one.period for one in spans_due(day("10-13"), day("10-26"), "week")] == ["2026-W44", "2026-W43"]
    assert [one.period for one in spans_due(day("10-12"), day("10-18"), "week")] == ["2026-W42"]
    assert [one.period for one in spans_due(day("09-02"), day("11-01"), "month")] == ["2026-11", "2026-10"]
    assert spans_due(day("11-02"), day("11-01"), "week") == ()


def test_a_period_is_overdue_from_the_day_after_its_last() -> None:
    """On its last day there is still time."""
    assert states([], "10-25")["2026-W43"] == "running"
    assert states([], "10-26")["2026-W43"] == "overdue"


def test_a_visit_to_too_few_windows_is_shown_and_does_not_count() -> None:
    """Five windows are asked for; the same window twice is one, and two teams make no visit together."""
    (one, *_) = periods([round_line("10-20", windows=4), round_line("10-20", windows=4, channel="online")], "10-25")[""]
    assert (one.state, len(one.visits), [visit.windows for visit in one.short]) == ("running", 0, [4])
    (one, *_) = periods([round_line("10-20", windows=4), round_line("10-20", "B", windows=4)], "10-25")[""]
    assert (one.state, [visit.team for visit in one.short]) == ("running", ["A", "B"])
    (one, *_) = periods([round_line("10-20")], "10-25")[""]
    assert (one.state, [visit.windows for visit in one.visits]) == ("met", [5])


def test_channels_that_the_quota_does_not_name_and_other_centres_do_not_count() -> None:
    """A self-check is no inspection, and neither is one elsewhere."""
    assert states([round_line("10-20", channel="self"), round_line("10-20", at="county-1")])["2026-W43"] == "overdue"


def test_each_team_that_is_named_owes_the_quota_by_itself() -> None:
    """The rounds of one do not pay for the other."""
    found = periods([round_line("10-20", "A")], of=programme(replace(WEEKLY, teams=("A", "B")), centres=("city",)))
    assert {team: one[1].state for team, one in found.items()} == {"A": "met", "B": "overdue"}


def test_a_tour_of_some_days_is_one_visit_and_no_round_is_counted_twice() -> None:
    """Four counties within five days are one visit; the fifth day after the first is too late for the first."""
    tour = programme(MONTHLY, since="2026-10-01", districts=("县1", "县2", "县3", "县4", "县5"))
    days = [("10-12", "1"), ("10-14", "2"), ("10-15", "3"), ("10-16", "4")]
    (one,) = periods([round_line(date, at=f"county-{at}") for date, at in days], "10-31", tour)[""]
    assert [(str(visit.first), str(visit.last), visit.districts) for visit in one.visits] == [
        ("2026-10-12", "2026-10-16", 4)
    ]
    days[3] = ("10-17", "4")
    (one,) = periods([round_line(date, at=f"county-{at}") for date, at in days], "10-31", tour)[""]
    assert (one.visits, len(one.short)) == ((), 4)
    days.append(("10-18", "1"))
    (one,) = periods([round_line(date, at=f"county-{at}") for date, at in days], "10-31", tour)[""]
    assert [(str(visit.first), visit.districts) for visit in one.visits] == [("2026-10-14", 4)]


def test_a_group_with_fewer_than_are_asked_for_is_visited_whole() -> None:
    """Of two counties both are due each time; of a hall with four windows all four."""
    two = programme(MONTHLY, since="2026-10-01", districts=("县1", "县2"))
    (one,) = periods([round_line("10-12", at="county-1"), round_line("10-13", at="county-2")], "10-31", two)[""]
    assert (one.state, one.need.districts) == ("met", 2)
    (one,) = periods([round_line("10-12", at="county-1")], "10-31", two)[""]
    assert one.state == "running"


def test_nothing_is_due_in_a_week_without_a_working_day() -> None:
    """The whole week of 16 February 2026 is Spring Festival; that of 28 September has three working days."""
    found = states([], "03-02", programme(since="02-09", centres=("city",)))
    assert found == {"2026-W10": "running", "2026-W09": "overdue", "2026-W08": "free", "2026-W07": "overdue"}


def test_windows_that_nobody_saw_for_too_long_are_named() -> None:
    """Never seen first, then the longest ago; a self-check is no inspection, and a closed window is not missed."""
    seen = [round_line("10-20", windows=3), round_line("09-01", windows=4), round_line("10-25", channel="self")]
    closed = Window(id="w9", name="旧窗口", services=("办事",), roles=(), closed=day("10-25"))
    city = replace(CENTRES["city"], windows=(*CENTRES["city"].windows, closed))
    record = programme_record(programme(centres=("city",)), {"city": city}, seen, day("10-26"), ANNOUNCED)
    assert [(one.window, one.last, one.days) for one in record.unseen] == [
        ("w4", None, 0),
        ("w5", None, 0),
        ("w3", day("09-01"), 55),
    ]


def test_the_order_of_rounds_does_not_matter() -> None:
    """Files are read in any order."""
    assert periods(EVERY_WEEK) == periods(EVERY_WEEK[::-1])


@pytest.mark.parametrize(
    ("committed", "today", "state"),
    [
        ("2026-10-25T23:59:59 +0800", "2026-10-25", "running"),
        ("2026-10-26T00:00:00 +0800", "2026-10-26", "overdue"),
        ("2026-10-25T15:59:59 +0000", "2026-10-25", "running"),
        ("2026-10-25T16:00:00 +0000", "2026-10-26", "overdue"),
        ("2026-10-25T11:59:59 -0400", "2026-10-25", "running"),
        ("2026-10-25T12:00:00 -0400", "2026-10-26", "overdue"),
    ],
)
def test_the_day_turns_at_midnight_of_the_policy(tmp_path: Path, committed: str, today: str, state: str) -> None:
    """Data committed at 23:59 in Shanghai speak of that day, at 00:00 of the next, wherever it was committed."""
    town = lay_out(tmp_path)
    environment = {
        "GIT_COMMITTER_DATE": committed,
        "GIT_AUTHOR_DATE": committed,
        "PATH": "/usr/bin:/bin",
        "HOME": str(town),
    }
    for command in (
        ["init", "-q", "."],
        ["add", "standards", "results"],
        ["-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "-m", "Data"],
    ):
        subprocess.run(["git", *command], cwd=town, env=environment, check=True)  # noqa: S603, S607  # our own words
    found = gathered(town)
    assert isinstance(found, Gathered)
    assert found.site.as_of.day == day(today)
    (record,) = found.site.programmes
    (quota,) = record.quotas
    assert {one.period: one.state for one in quota.periods}["2026-W43"] == state


def records(root: Path) -> tuple[ProgrammeRecord, ...]:
    """What came of the programmes of a project by 26 October."""
    found = gathered(root, day("10-26"))
    assert isinstance(found, Gathered)
    return found.site.programmes


@pytest.mark.parametrize(
    ("date", "week"), [("2026-10-18", "2026-W42"), ("2026-10-19", "2026-W43"), ("2026-10-11", "2026-W41")]
)
def test_rounds_of_files_land_in_their_week(tmp_path: Path, date: str, week: str) -> None:
    """From the file to the week: the round of the town, moved a day, moves the week that is met."""
    town = lay_out(tmp_path)
    moved = f"date: {date}\nout_of_hours: 值班抽查"  # a Sunday is the last day of its week, and the bank is shut
    slip(town, "results/harbour/2026-10/12-weekly-a.yml", "date: 2026-10-12", moved)
    found = gathered(town, day("2026-10-26"))
    assert isinstance(found, Gathered)
    (record,) = found.site.programmes
    assert [one.period for one in record.quotas[0].periods if one.state == "met"] == [week]


def test_a_second_run_says_what_one_from_nothing_says(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Quotas follow every change of the programme and of the rounds, whatever is kept of the run before."""
    town = lay_out(tmp_path)
    # the last edit shuts a window before the day of the round
    slip(town, "results/harbour/2026-10/12-weekly-a.yml", "team: A", "out_of_hours: 值班抽查\nteam: A")
    edits = (
        ("standards/programmes/rounds.yml", "times: 1", "times: 2"),
        ("results/harbour/2026-10/12-weekly-a.yml", "date: 2026-10-12", "date: 2026-10-19"),
        ("results/harbour/2026-10/12-weekly-a.yml", "team: A", "team: B"),
        ("results/harbour/centre.yml", "closed: 2026-12-31", "closed: 2026-10-11"),
    )
    told = [records(town)]
    for edit in edits:
        slip(town, *edit)
        fresh = tmp_path_factory.mktemp("fresh")
        for name in ("standards", "results"):
            shutil.copytree(town / name, fresh / name)
        told.append(records(town))
        assert told[-1] == records(fresh), edit
        assert told[-1] != told[-2], edit


# --- the page ---------------------------------------------------------------------------------------------------------


def page(record: ProgrammeRecord | None = None) -> Artefact:
    """The page of the fixture's city, with another record of its programme."""
    site = city().site
    return page_at(replace(site, programmes=(record,)) if record else site, "programme.md")


def test_the_page_says_what_was_due_done_and_overdue_in_words() -> None:
    """Beside each sign stands its word; a visit that was too small is told and not counted."""
    text = page().render()
    assert "截至 2026年10月31日" in text
    first, _, rest = text.partition("<details")
    assert '<a href="#q-halls-halls-weekly">每周检查</a><small>（政务大厅）</small>' in first
    assert "2026年10月19日至25日应查 1 次，查了 0 次" in first
    assert "近 5 周共逾期 3 次" in first
    row = rest[rest.index("2026年10月19日至25日") :].partition("</tr>")[0]
    assert "✘</span> 逾期" in row
    assert "另有 1 次范围不够，不计：10月20日 检查一组 2 个窗口" in row
    assert "本组现有 2 个，每次全部" in text
    assert "近 5 周：已完成 2，逾期 3" in text


def test_the_page_names_windows_that_nobody_saw() -> None:
    """Never, or too long ago, each with the way to its page."""
    (record,) = city().site.programmes
    unseen = (
        UnseenWindow(group="halls", centre="east-hall", window="rare", last=None, days=0),
        UnseenWindow(group="halls", centre="west-hall", window="part", last=day("07-01"), days=122),
    )
    text = page(replace(record, unseen=unseen)).render()
    never, _, long_ago = text.partition("超过 60 天没有检查的窗口 <small>1 个</small>")
    assert '<a href="windows/east-hall/rare.html">备用窗口</a>' in never
    assert "最近一次 2026年7月1日，距今 122 天" in long_ago


def test_findings_are_no_part_of_the_page() -> None:
    """What was found may be held back; when and where somebody looked is not."""
    texts = [page().render(), repr(page().ingredients)]
    assert not any(word in text for text in texts for word in ("untidy", "台面一处不整洁", "score"))


def test_another_day_makes_another_page() -> None:
    """The page speaks of a day: its ingredients know it."""
    site = city().site
    later = replace(site, as_of=replace(site.as_of, day=day("11-01")))
    assert repr(page_at(later, "programme.md").ingredients) != repr(page().ingredients)


def test_windows_of_one_department_are_one() -> None:
    """Five windows of three departments are no visit of four departments; a window that names none is its own."""
    halls = tuple(
        replace(window, department=name)
        for window, name in zip(CENTRES["city"].windows, ("税务", "税务", "税务", "社保", None, "社保"), strict=True)
    )
    city = {"city": replace(CENTRES["city"], windows=halls)}

    def state(quota: Quota) -> tuple[str, int, int]:
        record = programme_record(
            programme(quota), city, [round_line("10-20"), round_line("10-13")], day("10-26"), ANNOUNCED
        )
        newest = next(one for one in record.quotas[0].periods if one.period == "2026-W43")
        return newest.state, newest.need.departments, (newest.visits or newest.short)[0].departments

    assert state(replace(WEEKLY, windows=None, departments=3)) == ("met", 3, 3)
    assert state(replace(WEEKLY, windows=None, departments=9)) == ("met", 3, 3)  # all that there are
    few = {**city, "other": centre("城区", 2)}
    record = programme_record(
        programme(replace(WEEKLY, windows=None, departments=4)), few, [round_line("10-20")], day("10-26"), ANNOUNCED
    )
    assert next(one for one in record.quotas[0].periods if one.period == "2026-W43").state == "overdue"
