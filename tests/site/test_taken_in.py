"""What a commit has brought is neither lost nor put otherwise in silence, published or not; what comes late says so."""

import datetime
import shutil
from pathlib import Path

import pytest

from generator.telling.codes import CODES
from tests.fixtures.command import windowboard
from tests.fixtures.town import git, lay_out, slip

WEEKLY = "results/harbour/2026-10/12-weekly-a.yml"
MONTHLY = "results/harbour/2026-10/20-monthly-b.yml"
EVENTS = "results/harbour/events/2026-10.yml"
CASES = "results/harbour/cases"
NEW = "results/harbour/2026-10/16-weekly-c.yml"
ROUND = """\
standard: desk@1
date: 2026-10-16
{late}channel: weekly
team: C
inspections:
  - {{window: cash-1, assessed: ["1", "2"], findings: [{{clause: "2.2", fault: curt}}]}}
"""
LATE = "late: 纸质记录遗漏，核对时补录\n"
CASE = """\
kind: {kind}
window: {window}
about: {{board: banks, period: 2026-10}}
date: {day}
reason: 记录与现场照片不符
{grounds}{more}
"""

GROUNDS = "evidence: 现场照片 2 张\napproved_by: D\n"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The town with a preview, committed on 20 October: its October still runs."""
    root = lay_out(tmp_path / "town")
    slip(root, "standards/policy.yml", "preview: 0", "preview: 10")
    (root / ".gitignore").write_text("build\nsite\n")
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "data", date="2026-10-20T20:00:00+08:00")
    return root


def commit(root: Path, day: str) -> None:
    """Commit what there is on a day."""
    git(root, "add", ".")
    git(root, "commit", "-qm", "more", date=f"{day}T12:00:00+08:00")


def told(root: Path, day: str, *more: str) -> list[str]:
    """The slugs of what speaks against the project on a day, each with the file that is named."""
    asked = ("check", "--against", "HEAD", "--as-of", day, "--lang", "en")
    checked = windowboard(root, *asked, *more)
    lines = [line.split(" ") for line in checked.stdout.splitlines()]
    return [f"{words[1]} {words[0].split(':')[0]}" for words in lines if len(words) > 1 and words[1] in CODES]


def write(root: Path, path: str, text: str) -> None:
    """A file of the project."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def case(root: Path, kind: str, more: str, day: str, window: str = "cash-1") -> None:
    """A case about October."""
    grounds = GROUNDS if kind == "correction" else ""
    text = CASE.format(kind=kind, window=window, day=day, more=more, grounds=grounds)
    write(root, f"{CASES}/{kind}-1.yml", text)


def test_a_round_of_a_running_month_is_not_deleted(town: Path) -> None:
    """Its figures were never public, and it was taken in; a withdrawal that names it says why it is gone."""
    (town / MONTHLY).unlink()
    assert told(town, "2026-10-22") == [f"taken-in-removed {CASES}/withdrawal-2026-10-cash-1.yml"]
    more = "inspections: [{standard: desk@1, date: 2026-10-20, channel: monthly}]"
    case(town, "withdrawal", more, "2026-10-22")
    assert told(town, "2026-10-22") == []
    slip(town, f"{CASES}/withdrawal-1.yml", "date: 2026-10-20", "date: 2026-10-19")
    assert told(town, "2026-10-22") == [
        f"correction-of-nothing {CASES}/withdrawal-1.yml",
        f"taken-in-removed {CASES}/withdrawal-2026-10-cash-1.yml",
    ]


def test_a_withdrawal_explains_once(town: Path) -> None:
    """One that the commit has already explains nothing that goes missing afterwards."""
    more = "inspections: [{standard: desk@1, date: 2026-10-19, channel: monthly}]"
    case(town, "withdrawal", more, "2026-10-20")
    commit(town, "2026-10-21")
    (town / MONTHLY).unlink()
    assert told(town, "2026-10-22") == [f"taken-in-removed {CASES}/withdrawal-2026-10-cash-1.yml"]


def test_a_round_in_preview_is_not_deleted(town: Path) -> None:
    """After the end of the month as little as before it."""
    (town / MONTHLY).unlink()
    assert told(town, "2026-11-05", "--published", "2026-11-05") == [
        f"taken-in-removed {CASES}/withdrawal-2026-10-cash-1.yml"
    ]


def test_a_round_may_be_moved_and_written_otherwise(town: Path) -> None:
    """What counts is what was found, not the name of the file or the order of its lines."""
    (town / MONTHLY).rename(town / "results/harbour/2026-10/20-monthly-again.yml")
    with (town / WEEKLY).open("a", encoding="utf-8") as file:
        file.write("# 复核过\n")
    assert told(town, "2026-10-22") == []


def test_what_was_found_is_not_put_otherwise(town: Path) -> None:
    """A note as little as a count; a correction of the record says why."""
    slip(town, WEEKLY, "count: 2, note", "count: 1, note")
    assert told(town, "2026-10-22") == [f"taken-in-altered {CASES}/correction-2026-10-cash-1.yml"]
    case(town, "correction", 'changes: [{figure: record, old: "两处", new: "一处"}]', "2026-10-22")
    assert told(town, "2026-10-22") == []


def test_a_round_is_not_relabelled(town: Path) -> None:
    """Under another channel or team it is another inspection, and the first is gone."""
    slip(town, MONTHLY, "channel: monthly", "channel: self")
    assert told(town, "2026-10-22") == [f"taken-in-removed {CASES}/withdrawal-2026-10-cash-1.yml"]


def test_an_event_is_not_deleted_nor_altered(town: Path) -> None:
    """A complaint that was proved cannot be talked away before it is public."""
    text = (town / EVENTS).read_text(encoding="utf-8")
    (town / EVENTS).unlink()
    gone = told(town, "2026-10-22")
    assert gone
    assert {one.split(" ")[0] for one in gone} == {"taken-in-removed"}
    write(town, EVENTS, text.replace("note: ", "note: 未", 1))
    assert [one.split(" ")[0] for one in told(town, "2026-10-22")] == ["taken-in-altered"]


def test_what_comes_late_says_why(town: Path) -> None:
    """Five working days are enough to enter a round: until the 23rd, a Friday, without a word; then with a reason."""
    write(town, NEW, ROUND.format(late=""))
    assert told(town, "2026-10-23") == []
    assert told(town, "2026-10-24") == [f"late-without-reason {NEW}"]
    write(town, NEW, ROUND.format(late=LATE))
    assert told(town, "2026-10-24") == []


def test_the_policy_says_how_late(town: Path) -> None:
    """`late_after: 0`: on the day itself."""
    slip(town, "standards/policy.yml", "preview: 10", "preview: 10, late_after: 0")
    commit(town, "2026-10-20")
    write(town, NEW, ROUND.format(late=""))
    assert told(town, "2026-10-20") == [f"late-without-reason {NEW}"]


def test_a_file_that_was_committed_in_time_is_in_time(town: Path) -> None:
    """However long its publication took: what counts is the day of the commit that brought it."""
    write(town, NEW, ROUND.format(late=""))
    commit(town, "2026-10-22")
    assert told(town, "2026-10-30", "--against", "HEAD~1") == []


def test_the_mark_of_lateness_stays(town: Path) -> None:
    """Whoever takes it out afterwards alters the record."""
    write(town, NEW, ROUND.format(late=LATE))
    commit(town, "2026-10-28")
    write(town, NEW, ROUND.format(late=""))
    assert told(town, "2026-10-29") == [f"taken-in-altered {CASES}/correction-2026-10-cash-1.yml"]


def test_what_comes_after_the_notice_takes_a_correction(town: Path) -> None:
    """A clean or a damning visit written in the preview changes the month only with a case, and gives notice anew."""
    commit_of_preview = ("--published", "2026-11-05")
    write(town, NEW, ROUND.format(late=LATE))
    assert told(town, "2026-11-06", *commit_of_preview) == [f"added-after-notice {CASES}/correction-2026-10-cash-1.yml"]
    case(town, "correction", "changes: [{figure: record, new: 补录一次周督查}]", "2026-11-06")
    assert told(town, "2026-11-06", *commit_of_preview) == []


def test_a_shallow_clone_does_not_guess(town: Path, tmp_path: Path) -> None:
    """It knows neither when the data were committed nor what they were; with a day it can still be looked at."""
    slip(town, "standards/policy.yml", "site_title: 港口镇窗口服务", "site_title: 港口镇")
    commit(town, "2026-10-21")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{town}", "shallow")
    shallow = tmp_path / "shallow"
    assert told(shallow, "2026-10-22") == ["shallow-clone --against"]
    refused = windowboard(shallow, "check", "--lang", "en")
    assert refused.returncode == 2
    assert "its history cannot tell the day of the data" in refused.stdout
    assert windowboard(shallow, "check", "--as-of", "2026-10-22").returncode == 0
    shutil.rmtree(shallow / ".git")
    assert windowboard(shallow, "check").returncode == 0


def test_days_are_those_of_the_city(town: Path) -> None:
    """A commit at 23:30 in Shanghai is of that day, whatever day it is in Greenwich."""
    write(town, NEW, ROUND.format(late=""))
    git(town, "add", ".")
    git(town, "commit", "-qm", "more", date="2026-10-23T23:30:00+08:00")
    assert told(town, "2026-10-30", "--against", "HEAD~1") == []
    assert datetime.date(2026, 10, 23).weekday() == 4


def test_a_correction_names_its_grounds_and_who_approved_it(town: Path) -> None:
    """A new one that does not is refused; one that the commit has already stays as it is."""
    slip(town, WEEKLY, "count: 2, note", "count: 1, note")
    case(town, "correction", 'changes: [{figure: record, old: "两处", new: "一处"}]', "2026-10-22")
    slip(town, f"{CASES}/correction-1.yml", GROUNDS, "")
    assert told(town, "2026-10-22") == [f"correction-without-grounds {CASES}/correction-1.yml"]
    commit(town, "2026-10-22")
    assert told(town, "2026-10-23") == []


NOTICE = "kind: notice\nwindow: cash-2\nabout: {{board: banks, period: 2026-10}}\ndate: {day}\n"
APPEAL = """\
kind: appeal
window: cash-2
about: {{board: banks, period: 2026-10}}
opened: 2026-11-05
grounds: {grounds}
findings: [{{standard: desk@1, date: 2026-10-12, channel: weekly, veto: bribery}}]
{decision}"""
REASON = "复核组调阅了当天录像和收据，收受的物品与办件有关，事实清楚，维持原认定不变。"
DECISION = f"decision: {{date: 2026-11-06, team: D, outcome: rejected, reason: {REASON}}}\n"


def test_a_case_about_what_is_not_public_stays_too(town: Path) -> None:
    """An appeal that nobody has seen yet is neither deleted nor made another; its words and steps may go on."""
    write(town, f"{CASES}/appeal-1.yml", APPEAL.format(grounds="物品为客户遗落", decision=""))
    commit(town, "2026-11-05")
    write(town, f"{CASES}/appeal-1.yml", APPEAL.format(grounds="物品为客户遗落，已归还", decision=DECISION))
    assert told(town, "2026-11-06") == []
    commit(town, "2026-11-06")
    write(town, f"{CASES}/appeal-1.yml", APPEAL.format(grounds="物品为客户遗落，已归还", decision=""))
    assert told(town, "2026-11-06") == [f"taken-in-case-changed {CASES}/appeal-1.yml"]
    (town / CASES / "appeal-1.yml").unlink()
    assert told(town, "2026-11-06") == [f"taken-in-case-changed {CASES}/appeal-1.yml"]


def test_a_case_may_get_another_name_before_it_is_public(town: Path) -> None:
    """It says the same in another file."""
    write(town, f"{CASES}/appeal-1.yml", APPEAL.format(grounds="物品为客户遗落", decision=""))
    commit(town, "2026-11-05")
    (town / CASES / "appeal-1.yml").rename(town / CASES / "appeal-2.yml")
    assert told(town, "2026-11-05") == []


def test_what_comes_after_the_notice_of_a_window_takes_a_correction(town: Path) -> None:
    """Where a notice is required, also what came in time; what comes before it takes none."""
    slip(town, "standards/policy.yml", "preview: 10", "preview: 10, notice: required")
    commit(town, "2026-10-30")
    found = ROUND.format(late="").replace("2026-10-16", "2026-10-30").replace("cash-1", "cash-2")
    write(town, "results/harbour/2026-10/30-weekly-c.yml", found)
    assert told(town, "2026-11-03") == []
    write(town, f"{CASES}/notice-1.yml", NOTICE.format(day="2026-11-02"))
    assert told(town, "2026-11-03") == [f"added-after-notice {CASES}/correction-2026-10-cash-2.yml"]
    more = "changes: [{figure: record, new: 补录 10 月 30 日的周督查}]\n"
    case(town, "correction", more, "2026-11-03", window="cash-2")
    assert told(town, "2026-11-03") == []


def test_a_notice_is_entered_in_time(town: Path) -> None:
    """One that is said to have been given weeks ago would shorten the preview."""
    slip(town, "standards/policy.yml", "preview: 10", "preview: 10, notice: required")
    commit(town, "2026-10-30")
    write(town, f"{CASES}/notice-1.yml", NOTICE.format(day="2026-11-02"))
    assert told(town, "2026-11-09") == []
    assert told(town, "2026-11-10") == [f"notice-entered-late {CASES}/notice-1.yml"]


def test_a_self_check_that_is_gone_is_told(town: Path) -> None:
    """No board judges it and no case can be about it: an amendment says that it is gone, or another, and why."""
    path = "results/harbour/2026-10/17-self-s.yml"
    plain = "standard: mood@1\ndate: 2026-10-17\nchannel: self\nteam: SELF\ninspections:\n"
    write(town, "standards/mood.yml", (town / "standards/desk.yml").read_text(encoding="utf-8").replace("desk", "mood"))
    write(town, path, plain + '  - {window: cash-1, assessed: ["2"], nothing_found: true}\n')
    commit(town, "2026-10-20")
    (town / path).unlink()
    assert told(town, "2026-10-20") == ["unjudged-inspection-changed standards/amendments.yml"]
    reason = "date: 2026-10-20, kind: inspection, id: harbour/cash-1 mood@1 2026-10-17 self, reason: 重复录入"
    write(town, "standards/amendments.yml", f"amendments: [{{{reason}, changes: [{{what: removed}}]}}]\n")
    assert told(town, "2026-10-20") == []
    done = windowboard(town, "impact", "--against", "HEAD", "--as-of", "2026-10-20", "--lang", "en")
    assert "removed, judged by no board: harbour/cash-1 mood@1 2026-10-17 self" in done.stdout
