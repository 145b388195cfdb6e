"""One question has one answer: whoever asks before a publication hears what `publish` would say."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.fixtures.command import Done, windowboard
from tests.fixtures.town import git, lay_out, slip

WEEKLY: Final = "results/harbour/2026-10/12-weekly-a.yml"
REPLY: Final = """kind: reply
window: cash-1
about: {board: banks, period: "2026-10"}
date: 2026-11-11
text: 已经改正。
"""
APPEAL: Final = """kind: appeal
window: cash-1
about: {board: banks, period: "2026-10"}
opened: 2026-11-11
grounds: 认为有误。
findings:
  - {standard: desk@1, date: 2026-10-12, channel: weekly, clause: "1.1", fault: untidy}
decision:
  date: 2026-11-18
  team: D
  outcome: rejected
  reason: 调看当天大厅录像，听取双方意见，对照标准逐条核对，情况与检查记录相符，维持原来的结果。
"""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The town in a repository; October was published on 20 November, ten days after its commit."""
    root = lay_out(tmp_path / "town")
    (root / ".gitignore").write_text("/build/\n/site/\n/published.json\n/release.json\n/changes.json\n/SHA256SUMS\n")
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "data", date="2026-11-10T12:00:00+08:00")
    assert windowboard(root, "publish", "--anew", "--as-of", "2026-11-20").returncode == 0
    return root


def put(path: str, text: str) -> Callable[[Path], None]:
    """Write a file."""

    def write(root: Path) -> None:
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")

    return write


def late_round(root: Path) -> None:
    """A round of the month that was running when the last publication was made, and that nobody had entered."""
    text = (root / WEEKLY).read_text(encoding="utf-8").replace("2026-10-12", "2026-11-03")
    put("results/harbour/2026-11/03-weekly-a.yml", text)(root)


EDITS: Final[dict[str, Callable[[Path], None]]] = {
    "a reply that is dated back": put("results/harbour/cases/2026-10-cash-1-reply.yml", REPLY),
    "an appeal that comes with its decision": put("results/harbour/cases/2026-10-cash-1-appeal.yml", APPEAL),
    "a finding that is gone": lambda root: slip(root, WEEKLY, "count: 2, note", "count: 1, note"),
    "a round that is gone": lambda root: (root / WEEKLY).unlink(),
    "a round of a month that runs": late_round,
    "a title": lambda root: slip(root, "standards/boards/banks.yml", "title: 银行窗口榜", "title: 银行榜"),
    "a rule": lambda root: slip(root, "standards/boards/banks.yml", "weekly: 1", "weekly: 3"),
    "the region": lambda root: slip(root, "standards/policy.yml", "region: 港口镇", "region: 码头镇"),
    "an address": lambda root: slip(root, "results/harbour/centre.yml", "码头路 1 号", "码头路 2 号"),
    "nothing": lambda _root: None,
}


def problems(done: Done) -> set[str]:
    """The files and the names of what stands in the way, wherever in a file."""
    return set(re.findall(r"^ *(\S+?): ?(?:\d+:\d+: )?([a-z]+(?:-[a-z]+)+) ", done.said, re.MULTILINE))


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
@pytest.mark.parametrize("is_committed", [True, False], ids=["committed", "as it stands"])
def test_impact_and_check_ask_for_what_publish_asks_for(
    town: Path, edit: Callable[[Path], None], *, is_committed: bool
) -> None:
    """Against HEAD, which need not be what was published last, and whether or not the change is committed."""
    edit(town)
    day = ("--as-of", "2026-12-10")
    if is_committed:
        git(town, "add", ".")
        git(town, "commit", "-qm", "edit", "--allow-empty", date="2026-12-09T12:00:00+08:00")
    told = windowboard(town, "impact", "--against", "HEAD", *day)
    checked = windowboard(town, "check", "--against", "HEAD", *day)
    if not is_committed:
        git(town, "add", ".")
        git(town, "commit", "-qm", "edit", "--allow-empty", date="2026-12-09T12:00:00+08:00")
    published = windowboard(town, "publish", *day)
    assert problems(told) == problems(checked) == problems(published)
    assert ("不需要补写处理记录。" in told.stdout) == (published.returncode == 0)
    assert checked.returncode == published.returncode


def test_the_day_of_the_last_publication_need_not_be_told(town: Path) -> None:
    """It is remembered: against the day of the commit alone, a reply of the day after it would be none that is late."""
    EDITS["a reply that is dated back"](town)
    told = windowboard(town, "impact", "--against", "HEAD", "--as-of", "2026-12-10")
    assert "dated-back date 写的日期是 2026-11-11，而 2026-11-20 公布时还没有它" in told.stdout
    assert json.loads((town / "published.json").read_text())["day"] == "2026-11-20"


def test_the_corrections_of_what_was_published_last_are_printed(town: Path) -> None:
    """Against a commit that has the error already, nothing changes; what was published before it does."""
    EDITS["a finding that is gone"](town)
    git(town, "commit", "-qam", "silent", date="2026-12-09T12:00:00+08:00")
    told = windowboard(town, "impact", "--against", "HEAD", "--as-of", "2026-12-10")
    assert "已发布的数字没有变化。" in told.stdout
    assert "  # results/harbour/cases/correction-" in told.stdout


def test_a_record_that_is_damaged_is_told_by_whoever_asks_first(town: Path) -> None:
    """With the sentence of `publish`."""
    (town / "published.json").write_text("<html>")
    for command in ("impact", "check"):
        done = windowboard(town, command, "--against", "HEAD", "--as-of", "2026-12-10")
        assert (done.returncode, "record-of-publication-damaged" in done.said) == (2, True), done
