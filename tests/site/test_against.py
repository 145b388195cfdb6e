"""No published figure changes or disappears without a case: the gate closed on real builds, sites and revisions.

October of the small town is over on the day of its commit, and published.
"""

import datetime
import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.comparing.guard import PublishedBefore, earlier_site, guard, publication_of
from generator.comparing.impact import Impact, impact_of
from generator.comparing.revision import Against, at_revision
from generator.gathering.gather import Gathered, gather
from generator.gathering.memory import MEMORY
from generator.judging.history.publication import Publication
from generator.model.problem import InputError
from generator.model.site import Site
from generator.reading.record import read_record
from generator.telling.impact_text import markdown_impact, plain_impact
from generator.telling.messages import line
from tests.fixtures.command import windowboard
from tests.fixtures.folders import ROOT, TESTS
from tests.fixtures.town import TOWN, Here, gathered, git, lay_out, slip, state_year, tree

DAY = datetime.date(2026, 11, 20)
WEEKLY = "results/harbour/2026-10/12-weekly-a.yml"
MONTHLY = "results/harbour/2026-10/20-monthly-b.yml"
CENTRE = "results/harbour/centre.yml"
BOARD = "standards/boards/banks.yml"
CASES = "results/harbour/cases"
SLIP = (WEEKLY, "count: 2, note", "count: 1, note")
"""A finding that was entered wrongly: cash-1 has 92.7, not 92.0."""
SILENT = (
    f"{CASES}/correction-2026-10-cash-1.yml:1:1: silent-change what was published of banks 2026-10 "
    "harbour/cash-1 would change "
    "silently: score 92.0 → 92.7; no case says why"
)
CORRECTION = """\
kind: correction
window: cash-1
about: {board: banks, period: 2026-10}
date: 2026-11-20
reason: 单据散放只有一处，录入时多记了一处。
evidence: 现场照片 1 张
approved_by: D
changes:
  - {figure: score, old: "92.0", new: "92.7"}
"""

REASON = "调阅当天录像，听取双方意见，对照标准原文逐条核对以后作出这一裁定"
NEW = "results/harbour/2026-10/26-weekly-c.yml"
ROUND = """\
standard: desk@1
date: {day}
{late}channel: weekly
team: C
inspections:
  - {{window: cash-1, assessed: ["1", "2"], findings: [{{clause: "2.2", fault: curt}}]}}
"""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The town as it was committed when October was over."""
    return commit(lay_out(tmp_path / "town"))


def commit(root: Path) -> Path:
    """A repository whose one commit is what was published."""
    (root / ".gitignore").write_text("build\nsite\n")
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "data", date="2026-11-10T12:00:00+08:00")
    return root


def write(root: Path, path: str, text: str) -> None:
    """A file of the project."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def before(root: Path) -> PublishedBefore:
    """What the commit published."""
    earlier = at_revision(root, Against(revision="HEAD"), Here(), None)
    assert earlier
    return earlier


def site_before(root: Path) -> PublishedBefore:
    """What the site in `site/` says."""
    earlier = earlier_site(root)
    assert isinstance(earlier, PublishedBefore)
    return earlier


def told(root: Path, earlier: Sequence[PublishedBefore] | None = None, day: datetime.date = DAY) -> list[str]:
    """What speaks against publishing the project as it stands, as it is printed."""
    asked = guard([before(root)] if earlier is None else earlier)
    try:
        gather(root, Here(), day, lambda _step, _done, _total: None, guard=asked)
    except InputError as error:
        return [line(problem, "en") for problem in error.problems]
    return []


def looked_at(site: Site, earlier: PublishedBefore | None) -> Impact:
    """The impact of a site on what was published earlier."""
    return impact_of(site, earlier, tuple(guard([earlier] if earlier else [])(site, lambda _day: None)))


def site_of(root: Path, day: datetime.date = DAY) -> Site:
    """The site of a project without problems."""
    found = gathered(root, day)
    assert isinstance(found, Gathered), found
    return found.site


# --- by the command ---------------------------------------------------------------------------------------------------


def test_a_silent_edit_is_refused_and_a_correction_lets_it_pass(tmp_path: Path) -> None:
    """Exit 2 with row, figure, old, new and the file that is missing; nothing is written; then it is published."""
    root = lay_out(tmp_path / "town")
    assert windowboard(root, "build", "--as-of", "2026-11-20").returncode == 0
    slip(root, *SLIP)
    was = tree(root)
    hint = (
        "It was compared with the site in site/. If that was never published and only looked at on this machine, "
        "delete site/ and build again."
    )
    for command, last in (
        ("build", "Not published: 1 problem; site/ is as it was."),
        ("check", "Not accepted: 1 problem."),
    ):
        refused = windowboard(root, command, "--as-of", "2026-11-20", "--lang", "en")
        assert (refused.returncode, refused.said.splitlines()) == (2, [SILENT, last, hint])
        assert tree(root) == was
    write(root, f"{CASES}/note-of-cash-1.yml", CORRECTION)
    built = windowboard(root, "build", "--as-of", "2026-11-20", "--lang", "en")
    assert built.returncode == 0, built.stderr
    assert built.stderr.splitlines()[-1].endswith(
        "Compared with the earlier site/ (2026-11-20): every published figure is accounted for."
    )
    assert "92.7" in (root / "site" / "windows" / "harbour" / "cash-1.html").read_text(encoding="utf-8")
    # What was published with its correction is what the next build finds; the correction is part of it.
    assert windowboard(root, "check", "--as-of", "2026-11-20").returncode == 0
    (root / CASES / "note-of-cash-1.yml").unlink()
    refused = windowboard(root, "build", "--as-of", "2026-11-20", "--lang", "en")
    assert refused.returncode == 2
    assert refused.stderr.splitlines()[0].startswith(f"{CASES}/note-of-cash-1.yml:1:1: published-case-changed ")


def test_a_fresh_checkout_is_guarded_by_a_revision(tmp_path: Path) -> None:
    """Without a site of its own, as in CI: refused against the commit, built without it."""
    root = commit(lay_out(tmp_path / "town"))
    slip(root, *SLIP)
    for command in ("build", "check"):
        refused = windowboard(root, command, "--against", "HEAD", "--as-of", "2026-11-20", "--lang", "en")
        assert refused.returncode == 2
        assert refused.said.splitlines()[0] == SILENT
        assert not (root / "site").exists()
    assert windowboard(root, "impact", "--against", "HEAD", "--as-of", "2026-11-20").returncode == 0
    assert not (root / "build").exists(), "whoever asks for the impact writes nothing"
    write(root, f"{CASES}/c.yml", CORRECTION)
    built = windowboard(root, "build", "--against", "HEAD", "--as-of", "2026-11-20", "--lang", "en")
    assert built.returncode == 0, built.stderr
    short = before(root).revision
    assert built.stderr.splitlines()[-1].endswith(
        f"Compared with revision {short} (2026-11-10): every published figure is accounted for."
    )


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        ("nowhere", "the repository has no revision 'nowhere'; a shallow clone needs its whole history first"),
        ("--all", "the repository has no revision '--all'; a shallow clone needs its whole history first"),
        ("\x1b[31m", r"the repository has no revision '\x1b[31m'; a shallow clone needs its whole history first"),
    ],
)
def test_a_revision_that_is_not_there_is_said_in_a_sentence(town: Path, revision: str, said: str) -> None:
    """Exit 2, and nothing that the name holds reaches git as an option or the terminal as a command."""
    for command in ("build", "check", "impact"):
        refused = windowboard(town, command, f"--against={revision}", "--lang", "en")
        assert (refused.returncode, refused.said.splitlines()[-2]) == (2, f"--against: no-such-revision {said}")


def test_an_empty_revision_is_no_way_to_compare_with_nothing(town: Path) -> None:
    """As a variable that is empty in a script would be."""
    for command in ("build", "check", "impact"):
        refused = windowboard(town, command, "--against", "")
        assert (refused.returncode, "--against 后面没有版本" in refused.stderr) == (2, True), command
    assert not (town / "site").exists()


def test_outside_a_repository_nothing_can_be_named(tmp_path: Path) -> None:
    """Said as it is."""
    root = lay_out(tmp_path / "town")
    refused = windowboard(root, "check", "--against", "HEAD", "--lang", "en")
    assert refused.returncode == 2
    assert refused.said.splitlines()[-2] == (
        f"--against: no-git-repository {root} is in no git repository: there is nothing that --against could name"
    )


# --- kinds of change --------------------------------------------------------------------------------------------------


def test_a_wrong_correction_is_refused_on_its_line(town: Path) -> None:
    """With the values that are right."""
    slip(town, *SLIP)
    write(town, f"{CASES}/c.yml", CORRECTION.replace("92.0", "91.0"))
    (only,) = told(town)
    assert only == (
        f"{CASES}/c.yml:9:5: case-misstates-figure the case does not say what was and will be "
        "published: score of banks 2026-10 "
        "harbour/cash-1 is written as 91.0 → 92.7, and is 92.0 → 92.7"
    )
    write(town, f"{CASES}/c.yml", CORRECTION.replace("92.7", "93.0"))
    assert [one.split(" ")[1] for one in told(town)] == ["case-misstates-figure", "case-misstates-new-figure"]
    write(town, f"{CASES}/c.yml", CORRECTION)
    assert told(town) == []


def test_a_deleted_round_needs_a_withdrawal(town: Path) -> None:
    """Nobody loses a result by deleting a file."""
    (town / MONTHLY).unlink()
    (only,) = told(town)
    assert only.startswith(f"{CASES}/correction-2026-10-cash-1.yml:1:1: silent-change")
    figures = re.findall(r"(\w+) (\S+) → (\S+?)[;]", only)
    changes = "".join(
        f"  - {{figure: {figure}"
        + "".join(f', {key}: "{value}"' for key, value in (("old", old), ("new", new)) if value != "–")
        + "}\n"
        for figure, old, new in figures
    )
    write(
        town,
        f"{CASES}/w.yml",
        "kind: withdrawal\nwindow: cash-1\nabout: {board: banks, period: 2026-10}\ndate: 2026-11-20\nreason: r\n"
        f"inspections: [{{standard: desk@1, date: 2026-10-20, channel: monthly}}]\nchanges:\n{changes}",
    )
    assert told(town) == []


def test_a_window_that_is_deleted_or_renamed_by_id_is_refused(town: Path) -> None:
    """Its name may change, its id not."""
    slip(town, CENTRE, "name: 现金窗口1", "name: 现金窗口壹")
    assert [one.split(" ")[1] for one in told(town)] != ["published-window-vanishes"]
    for path in (WEEKLY, CENTRE):
        text = (town / path).read_text(encoding="utf-8")
        (town / path).write_text(text.replace("cash-2", "cash-9"), encoding="utf-8")
    found = told(town)
    assert (
        f"{CENTRE}:1:1: published-window-vanishes what was published of harbour/cash-2 would vanish: banks 2026-10"
        in found
    )


@pytest.mark.parametrize(("written", "edited"), [
    ("note: 单据散放", "note: 单据凌乱"),
    ("team: A", "team: C"),
])  # fmt: skip
@pytest.mark.parametrize("by", ["site", "revision"])
def test_what_was_found_is_not_put_otherwise_without_a_correction(
    tmp_path: Path, by: str, written: str, edited: str
) -> None:
    """No figure moves with it, and yet people have read it. Every window of the round is told, and may be corrected."""
    root = commit(lay_out(tmp_path / "town"))
    if by == "site":
        assert windowboard(root, "build").returncode == 0
    earlier = [site_before(root) if by == "site" else before(root)]
    slip(root, WEEKLY, written, edited)
    found = told(root, earlier)
    assert found[0] == (
        f"{CASES}/correction-2026-10-cash-1.yml:1:1: silent-change-of-record what inspections of "
        "banks 2026-10 harbour/cash-1 were "
        "published to have found would change silently; no case says why"
    )
    case = CORRECTION.replace(
        '{figure: score, old: "92.0", new: "92.7"}', f'{{figure: record, old: "{written}", new: "{edited}"}}'
    )
    for line_ in found:
        window = line_.split(" harbour/")[1].split(" ")[0]
        write(root, f"{CASES}/{window}.yml", case.replace("window: cash-1", f"window: {window}"))
    assert told(root, earlier) == []


PREVIEW = "process: {preview: 10, appeal: 10, rectification: {simple: 10, complex: 30}, expiry: 6}"
SHORTER = "process: {preview: 5, appeal: 5, rectification: {simple: 5, complex: 30}, expiry: 3"
EARLIER = ", earlier: [{until: 2026-10-31, preview: 10, appeal: 10, rectification: {simple: 10, complex: 30}}]}"
SHORTENED = (
    "standards/policy.yml:8:1: silent-change-of-clocks clocks that have begun to run would change "
    "silently: preview 10, appeal 10, "
    "rectification 10 30, expiry 6, decision 10, praise 0, objection 10, relapse 60 → preview 5, appeal 5, "
    "rectification 5 30, expiry 3, decision 10, praise 0, objection 10, relapse 60 (banks 2026-10)"
)


@pytest.mark.parametrize("by", ["site", "revision"])
@pytest.mark.parametrize("day", [datetime.date(2026, 11, 10), datetime.date(2026, 11, 20)], ids=["preview", "public"])
def test_a_clock_that_runs_is_not_shortened(tmp_path: Path, by: str, day: datetime.date) -> None:
    """Neither in the preview nor for an entry that is public; the old clocks stand beside the new ones then."""
    root = lay_out(tmp_path / "town")
    slip(root, "standards/policy.yml", "process: {preview: 0}", PREVIEW)
    commit(root)
    if by == "site":
        assert windowboard(root, "build", "--as-of", str(day)).returncode == 0
        earlier = site_before(root)
    else:
        earlier = PublishedBefore(publication=publication_of(site_of(root, day)))
    assert told(root, [earlier], day) == []
    slip(root, "standards/policy.yml", PREVIEW, f"{SHORTER}}}")
    assert told(root, [earlier], day) == [SHORTENED]
    slip(root, "standards/policy.yml", f"{SHORTER}}}", SHORTER + EARLIER)
    assert told(root, [earlier], day) == []
    before = earlier.publication
    assert publication_of(site_of(root, day)).entries == before.entries


def test_a_clock_may_change_while_a_period_runs(tmp_path: Path) -> None:
    """It has not begun to run."""
    root = lay_out(tmp_path)
    slip(root, "standards/policy.yml", "process: {preview: 0}", PREVIEW)
    day = datetime.date(2026, 10, 31)
    earlier = PublishedBefore(publication=publication_of(site_of(root, day)))
    slip(root, "standards/policy.yml", PREVIEW, f"{SHORTER}}}")
    assert told(root, [earlier], day) == []


@pytest.mark.parametrize("by", ["site", "revision"])
def test_a_window_is_not_added_to_what_is_closed(tmp_path: Path, by: str) -> None:
    """Its entry says since when it is there."""
    root = commit(lay_out(tmp_path / "town"))
    if by == "site":
        assert windowboard(root, "build", "--as-of", "2026-11-20").returncode == 0
    earlier = [site_before(root) if by == "site" else before(root)]
    text = (root / CENTRE).read_text(encoding="utf-8")
    window = "  - {id: cash-3, name: 现金窗口3, services: [存取款], roles: [teller]"
    write(root, CENTRE, f"{text}{window}}}\n")
    (only,) = told(root, earlier)
    silently = "would come silently onto lists that are closed: banks 2026-10"
    assert only == f"{CENTRE}:12:5: silent-addition-to-lists window harbour/cash-3 {silently}"
    write(root, CENTRE, f"{text}{window}, opened: 2026-11-01}}\n")
    assert told(root, earlier) == []


@pytest.mark.parametrize("by", ["site", "revision"])
def test_a_board_keeps_the_title_and_the_rules_of_its_archive(tmp_path: Path, by: str) -> None:
    """A new title needs the old one beside it, and pages show both; a rule that moves nothing is a change, too."""
    root = commit(lay_out(tmp_path / "town"))
    if by == "site":
        assert windowboard(root, "build", "--as-of", "2026-11-20").returncode == 0
    earlier = [site_before(root) if by == "site" else before(root)]
    slip(root, BOARD, "title: 银行窗口榜", "title: 银行榜")
    (only,) = told(root, earlier)
    assert only.startswith(
        f'{BOARD}:2:8: former-name-missing banks was published as "银行窗口榜" and is now called "银行榜"'
    )
    slip(root, BOARD, "title: 银行榜", "title: 银行榜\nformerly: [银行窗口榜]")
    assert told(root, earlier) == []
    slip(root, BOARD, "at_most: 10", "at_most: 5")
    (only,) = told(root, earlier)
    assert only == (
        f"{BOARD}:1:1: silent-change-of-rules the rules that closed lists of board banks were "
        "published by would change silently: "
        "red excellent 10 → excellent 5"
    )
    slip(root, BOARD, "at_most: 5", "at_most: 10")
    if by == "site":
        assert windowboard(root, "build", "--as-of", "2026-11-20").returncode == 0
        for page in ("index", "2026-10"):
            assert "原名 银行窗口榜" in (root / f"site/lists/banks/{page}.html").read_text(encoding="utf-8")


RENAMED = (
    f'{CENTRE}:11:24: former-name-missing harbour/cash-2 was published as "现金窗口2" and is now called "对公窗口"; '
)


@pytest.mark.parametrize("by", ["site", "revision"])
def test_a_new_name_needs_the_old_one_beside_it(tmp_path: Path, by: str) -> None:
    """Of a window and of a centre, on the line of the name; and what was a former name stays one."""
    root = commit(lay_out(tmp_path / "town"))
    if by == "site":
        assert windowboard(root, "build").returncode == 0
    earlier = [site_before(root) if by == "site" else before(root)]
    slip(root, CENTRE, "name: 现金窗口2", "name: 对公窗口")
    (only,) = told(root, earlier)
    assert only.startswith(RENAMED)
    slip(root, CENTRE, "name: 对公窗口", "name: 对公窗口, formerly: [现金窗口2]")
    assert told(root, earlier) == []
    slip(root, CENTRE, "name: 港口支行", "name: 新港银行")
    (only,) = told(root, earlier)
    assert "former-name-missing harbour was published as" in only
    slip(root, CENTRE, "name: 新港银行", "name: 新港银行\nformerly: [港口支行]")
    assert told(root, earlier) == []
    if by == "site":
        assert windowboard(root, "build").returncode == 0
        assert "原名 港口支行" in (root / "site/windows/harbour/index.html").read_text(encoding="utf-8")
        slip(root, CENTRE, ", formerly: [现金窗口2]", "")
        (only,) = told(root, [site_before(root)])
        assert 'former-name-missing harbour/cash-2 was published as "现金窗口2" and is now called "对公窗口"' in only


def test_a_deleted_centre_and_a_deleted_board_are_refused(town: Path) -> None:
    """Each is told: its periods, and the board as a fact of the rules."""
    events = shutil.ignore_patterns("events")  # each has one number, and is told once
    shutil.copytree(town / "results" / "harbour", town / "results" / "pier", ignore=events)
    git(town, "add", ".")
    git(town, "commit", "-qm", "more", date="2026-11-11T12:00:00+08:00")
    shutil.rmtree(town / "results" / "pier")
    assert (
        "results/pier/centre.yml:1:1: published-window-vanishes what was published of pier would vanish: banks 2026-10"
        in told(town)
    )
    git(town, "checkout", "-q", ".")
    (town / BOARD).rename(town / "standards" / "boards" / "others.yml")
    slip(town, "standards/boards/others.yml", "id: banks", "id: others")
    assert told(town) == [
        (
            "standards/amendments.yml:1:1: published-fact-changed what was published of board banks "
            "would change silently: whole"
        ),
        f"{BOARD}:1:1: published-period-vanishes published periods of board banks would vanish: 2026-10",
    ]


def test_an_upheld_appeal_passes(town: Path) -> None:
    """The finding is struck, and the figures are others."""
    write(
        town,
        f"{CASES}/a.yml",
        "kind: appeal\nwindow: cash-2\nabout: {board: banks, period: 2026-10}\nopened: 2026-11-12\ngrounds: g\n"
        "findings: [{standard: desk@1, date: 2026-10-12, channel: weekly, veto: bribery}]\n"
        f"decision: {{date: 2026-11-18, team: B, outcome: upheld, reason: {REASON}}}\n",
    )
    assert told(town) == []
    assert publication_of(site_of(town)) != before(town).publication


@pytest.mark.parametrize(
    "decision",
    [
        "",
        f"decision: {{date: 2026-11-18, team: B, outcome: upheld, reason: {REASON}}}\n",
    ],
)
def test_an_appeal_explains_every_board_that_shows_what_it_contests(tmp_path: Path, decision: str) -> None:
    """Neither the row that it hides on another board nor the figures that it changes there need a case of their own."""
    root = lay_out(tmp_path)
    text = (root / BOARD).read_text(encoding="utf-8")
    write(root, "standards/boards/desks.yml", text.replace("id: banks", "id: desks").replace("[poor]", "[]"))
    commit(root)
    write(
        root,
        f"{CASES}/a.yml",
        "kind: appeal\nwindow: cash-2\nabout: {board: banks, period: 2026-10}\nopened: 2026-11-12\ngrounds: g\n"
        f"findings: [{{standard: desk@1, date: 2026-10-12, channel: weekly, veto: bribery}}]\n{decision}",
    )
    assert told(root) == []
    changed = {
        place
        for place, now in publication_of(site_of(root)).periods.items()
        if now != before(root).publication.periods[place]
    }
    assert changed == {("banks", "2026-10"), ("desks", "2026-10")}


@pytest.mark.parametrize(
    ("path", "written", "edited"),
    [
        ("standards/desk.yml", "name: 优秀, at_least: 90}", "name: 优秀, at_least: 95}"),
        ("standards/desk.yml", "minus: 3", "minus: 6"),
        (BOARD, "monthly: 2", "monthly: 1"),
        (BOARD, "red: {bands: [excellent], at_most: 10, certain: false}", "red: {bands: [fair]}"),
        (BOARD, "min_inspections: 1", "min_inspections: 2"),
    ],
)
def test_an_edited_rule_is_refused_for_what_was_published(town: Path, path: str, written: str, edited: str) -> None:
    """A threshold, a fault, a weight, a list, a minimum: each published row needs its case."""
    slip(town, path, written, edited)
    found = told(town)
    assert found
    codes = {one.split(" ")[1] for one in found}
    assert codes == {"silent-change", "silent-change-of-rules" if path == BOARD else "published-fact-changed"}


def test_a_new_edition_and_a_new_period_pass(tmp_path: Path) -> None:
    """Rules change from a new period on, and October stays as it was."""
    root = commit(lay_out(tmp_path))
    shutil.copytree(TESTS / "cases" / "town-editions", root, dirs_exist_ok=True)
    assert told(root, day=datetime.date(2026, 11, 17)) == []
    assert {period.period for period in site_of(root).boards["banks"]} == {"2026-10", "2026-11"}


def test_figures_of_a_running_period_may_change_and_its_inspections_stay(town: Path) -> None:
    """With a commit in October itself; the town publishes periods while they run.

    A new inspection may change a figure; one that was taken in is corrected with a reason, or not at all.
    """
    git(town, "commit", "--amend", "-qm", "data", date="2026-10-25T12:00:00+08:00")
    write(town, NEW, ROUND.format(day="2026-10-26", late=""))
    assert told(town, day=datetime.date(2026, 10, 27)) == []
    (town / NEW).unlink()
    slip(town, *SLIP)
    (altered,) = told(town)
    assert altered == (
        f"{CASES}/correction-2026-10-cash-1.yml:1:1: taken-in-altered an inspection or event that was taken in says "
        "something else: banks 2026-10 harbour/cash-1 desk@1 2026-10-12 weekly; published or not, "
        "nothing changes without a reason"
    )
    (town / WEEKLY).write_bytes((TOWN / WEEKLY).read_bytes())
    (town / MONTHLY).unlink()
    (only,) = told(town)
    assert only == (
        f"{CASES}/withdrawal-2026-10-cash-1.yml:1:1: published-inspections-vanish the published "
        "inspections of banks 2026-10 harbour/cash-1 "
        "would fall from 2 to 1; no case says why"
    )


def test_an_edit_cannot_hide_behind_an_earlier_day(tmp_path: Path) -> None:
    """Data that are edited and not committed speak of their newest day, on which October was still held.

    What was published is compared as it would be on the day it was published; the same data look back unhindered.
    """
    root = lay_out(tmp_path / "town")
    slip(root, "standards/policy.yml", "process: {preview: 0}", "process: {preview: 5}")
    commit(root)
    assert told(root, day=datetime.date(2026, 10, 25)) == []
    assert site_of(root, datetime.date(2026, 10, 25)).boards["banks"] == ()
    slip(root, *SLIP)
    assert told(root, day=datetime.date(2026, 10, 25)) == [SILENT]
    shown = windowboard(root, "impact", "--against", "HEAD", "--lang", "en")
    assert "score 92.0 → 92.7" in shown.stdout


# --- what is compared with --------------------------------------------------------------------------------------------


def test_a_site_and_its_revision_say_the_same(tmp_path: Path) -> None:
    """What is read from the data files is what was gathered; so no comparison depends on which of the two is there."""
    root = commit(lay_out(tmp_path / "town"))
    slip(root, *SLIP)
    write(root, f"{CASES}/c.yml", CORRECTION)
    git(root, "add", ".")
    git(root, "commit", "-qm", "corrected", date="2026-11-20T12:00:00+08:00")
    assert windowboard(root, "build").returncode == 0
    site = earlier_site(root)
    assert isinstance(site, PublishedBefore)
    assert site.publication == before(root).publication
    assert len(site.publication.cases) == 1


def test_a_damaged_site_is_no_reason_to_pass(tmp_path: Path) -> None:
    """Who cannot compare must not publish."""
    root = lay_out(tmp_path / "town")
    assert windowboard(root, "build").returncode == 0
    for name, left in (
        *((name, -9) for name in ("scores-2026-10.csv", "boards.json", "cases.json", "windows.json", "index.json")),
        *((name, 0) for name in ("scores-2026-10.csv", "cases.json", "windows.json", "index.json")),
    ):
        path = root / "site" / "data" / name
        whole = path.read_bytes()
        path.unlink()  # with nothing left of it, the file is gone
        if left:
            path.write_bytes(whole[:left])
        refused = windowboard(root, "build", "--lang", "en")
        assert refused.returncode == 2
        assert refused.stderr.splitlines()[0] == (
            f"site/data/{name}: earlier-site-altered what was published before has been altered: "
            "its SHA-256 is not the one in data/index.json, and nothing can be compared with it"
            if left and name != "index.json"  # of the index itself no other file says the sum
            else f"site/data/{name}: earlier-site-unreadable the data of the earlier site cannot be read: "
            "nobody could tell what has changed"
        )
        path.unlink(missing_ok=True)
        path.write_bytes(whole)


@pytest.mark.parametrize("left", ["", 'board,period\n"', "board\nhall,2026-10\n"])
def test_a_table_of_an_earlier_program_that_cannot_be_read_is_no_reason_to_pass(tmp_path: Path, left: str) -> None:
    """It told no sums of its files: nothing in it, a text that does not end, and more cells than its head has."""
    root = lay_out(tmp_path / "town")
    assert windowboard(root, "build").returncode == 0
    index = root / "site" / "data" / "index.json"
    told = json.loads(index.read_bytes())
    del told["digests"]
    index.write_text(json.dumps(told), encoding="utf-8")
    (root / "site" / "data" / "scores-2026-10.csv").write_text(left, encoding="utf-8")
    refused = windowboard(root, "build")
    assert (refused.returncode, "site/data/scores-2026-10.csv: earlier-site-unreadable" in refused.stderr) == (2, True)


def test_what_a_revision_published_is_kept_by_what_it_holds(town: Path) -> None:
    """The second time nothing is gathered; what is damaged is made again, and another day is another answer."""
    first = before(town)
    assert first.row
    gather(town, Here(), DAY, lambda _step, _done, _total: None, beside=[first.row])
    assert before(town) == replace(first, row=None)
    other = at_revision(town, Against(revision="HEAD"), Here(), datetime.date(2026, 10, 31))
    assert other
    assert other.row
    assert other.publication != first.publication
    (town / MEMORY).write_bytes((town / MEMORY).read_bytes()[:5000])
    assert before(town) == first


def test_a_revision_of_another_form_is_said_with_its_first_problem(town: Path) -> None:
    """Whoever changes the form of the data is told how to go on."""
    slip(town, "standards/desk.yml", "points: 8", "points: eight")
    git(town, "commit", "-qam", "broken")
    with pytest.raises(InputError) as caught:
        at_revision(town, Against(revision="HEAD"), Here(), None)
    (problem,) = caught.value.problems
    assert problem.code.slug == "revision-of-other-form"
    assert problem.facts["first"].startswith("standards/desk.yml:")


def test_a_revision_before_the_first_standards_published_nothing(tmp_path: Path) -> None:
    """The first commit of a project has nothing to compare with."""
    root = lay_out(tmp_path)
    git(root, "init", "-q")
    git(root, "commit", "-q", "--allow-empty", "-m", "begin")
    assert at_revision(root, Against(revision="HEAD"), Here(), None) is None


@pytest.mark.parametrize(
    ("published", "silent"),
    [
        ((), False),
        (("--published", "2026-11-15"), False),
        (("--published", "2026-11-16"), True),
        (("--published", "2026-11-15T15:59:00Z"), False),
        (("--published", "2026-11-15T16:00:00Z"), True),
    ],
)
def test_what_clocks_released_after_a_commit_is_guarded_too(
    tmp_path: Path,
    published: tuple[str, ...],
    silent: bool,  # noqa: FBT001  # one of two
) -> None:
    """A commit of 10 November is built again every day: on the 16th, by the time of the city, its October is out.

    Before that nobody has seen its figures, and still its inspections were taken in.
    """
    root = lay_out(tmp_path / "town")
    slip(root, "standards/policy.yml", "preview: 0", "preview: 10")
    commit(root)
    slip(root, *SLIP)
    checked = windowboard(
        root, "check", "--against", "HEAD", "--as-of", "2026-11-20T04:00:00Z", "--lang", "en", *published
    )
    told = checked.stdout.splitlines()
    assert (checked.returncode, SILENT in told, any("taken-in-altered" in one for one in told)) == (
        2,
        silent,
        not silent,
    )


def test_the_holidays_of_a_year_can_be_stated_once_they_are_missed(tmp_path: Path) -> None:
    """On the day on which clocks ran into it nothing was published: what was before that is compared with."""
    root = lay_out(tmp_path / "town")
    slip(root, "standards/policy.yml", "preview: 0", "preview: 10")
    slip(root, WEEKLY, "date: 2026-10-12", "date: 2026-12-14")
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "data", date="2026-12-20T12:00:00+08:00")
    asked = ("check", "--against", "HEAD", "--as-of", "2027-01-05", "--published", "2027-01-05", "--lang", "en")
    missed = windowboard(root, *asked)
    assert (missed.returncode, "unknown-holidays" in missed.stdout, "compared" in missed.stderr) == (2, True, False)
    state_year(root, 2027)
    stated = windowboard(root, *asked)
    assert stated.returncode == 0, stated.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--as-of", "2026-11-31"), "“2026-11-31”不是一天（2026-10-31），也不是时刻（2026-10-31T16:30:00Z）"),
        (("--as-of", "2026-11-30T10:00"), "不是一天"),
        (("--as-of", "9999-12-31T23:59:59Z"), "不是一天"),
        (("--as-of", "0001-01-01"), "不是一天"),
        (("--as-of", "today\x1b[2J"), "“today\\x1b[2J”不是一天"),
        (("--published", "2026-11-30"), "请一并写明版本"),
    ],
)
def test_a_moment_that_is_none_is_told(words: tuple[str, ...], said: str) -> None:
    """How a day and an instant are written; an instant without a zone is none."""
    refused = windowboard(TOWN, "check", *words)
    assert refused.returncode == 2
    assert said in refused.stderr


# --- impact -----------------------------------------------------------------------------------------------------------


def test_the_impact_of_a_threshold_says_who_changes_band(town: Path) -> None:
    """Bands before and after, each window with old and new, what is needed, and a case to copy."""
    slip(town, "standards/desk.yml", "name: 优秀, at_least: 90}", "name: 优秀, at_least: 95}")
    earlier = before(town)
    assert "\n".join(plain_impact(looked_at(site_of(town), earlier), "zh")) == (
        f"""\
影响：与 {earlier.revision}（数据截至 2026-11-10）对照
1 个榜单周期、1 个窗口的数字会变。

银行窗口榜（banks 2026-10，周期已结束）
    优秀  1 → 0 (-1)
    合格  0 → 1 (+1)
    不良  1 → 1
  harbour/cash-1  港口支行 现金窗口1
      等级 优秀 → 合格，榜单 红榜·表扬 → –

发布之前还要补上（2）：
  {CASES}/correction-2026-10-cash-1.yml: silent-change 已公布的 banks 2026-10 harbour/cash-1 会无声改变：\
band excellent → fair; list red → –；没有说明理由的处理记录
  standards/amendments.yml: published-fact-changed 已公布的 standard desk@1 会无声改变：frame …

可以这样写（补上日期和理由）：
  # {CASES}/correction-2026-10-cash-1.yml
  kind: correction
  window: cash-1
  about: {{board: banks, period: "2026-10"}}
  date: yyyy-mm-dd
  reason: …
  evidence: …
  approved_by: …
  changes:
    - {{figure: band, old: "excellent", new: "fair"}}
    - {{figure: list, old: "red"}}"""
    )


def test_the_case_that_the_impact_prints_is_the_one_that_is_asked_for(town: Path) -> None:
    """Copied, with a day and a reason, it lets the change pass."""
    slip(town, *SLIP)
    lines = list(plain_impact(looked_at(site_of(town), before(town)), "en"))
    start = next(place for place, text in enumerate(lines) if text.startswith("  # results/"))
    text = "\n".join(one.removeprefix("  ") for one in lines[start + 1 :]) + "\n"
    text = (
        text.replace("yyyy-mm-dd", "2026-11-20").replace("reason: …", "reason: r").replace("evidence: …", "evidence: e")
    )
    text = text.replace("approved_by: …", "approved_by: D")
    write(town, lines[start].removeprefix("  # "), text)
    assert told(town) == []


def test_the_impact_of_a_frozen_edition_is_told_all_the_same(tmp_path: Path) -> None:
    """Whoever thinks of another threshold sees whom it would move, and that it takes a new edition."""
    root = lay_out(tmp_path / "town")
    assert windowboard(root, "freeze").returncode == 0
    commit(root)
    slip(root, "standards/desk.yml", "name: 优秀, at_least: 90}", "name: 优秀, at_least: 95}")
    shown = windowboard(root, "impact", "--against", "HEAD", "--lang", "en")
    assert shown.returncode == 0, shown.stderr
    assert "      band 优秀 → 合格, list red list (praise) → –" in shown.stdout.splitlines()
    assert "Needed before this can be published (2):" in shown.stdout
    assert "standards/desk.yml:2:10: frozen-scoring-changed" in shown.stdout


def test_no_change_has_no_impact(town: Path) -> None:
    """Said in a line each."""
    assert list(plain_impact(looked_at(site_of(town), before(town)), "en"))[1:] == [
        "No published figure changes.",
        "",
        "No case is needed.",
    ]
    assert next(plain_impact(looked_at(site_of(town), None), "en")).startswith("Impact: that revision has no")


def test_nothing_in_the_data_steers_the_comment(town: Path) -> None:
    """A name cannot mention anybody, link, load a picture or break out of its cell."""
    slip(town, BOARD, "title: 银行窗口榜", 'title: "@all ![x](//e.example) | <b>`*_"')
    slip(town, *SLIP)
    text = "\n".join(markdown_impact(looked_at(site_of(town), before(town)), "zh"))
    heading = next(one for one in text.splitlines() if one.startswith("### "))
    shown = heading.split("<code>")[1].split("</code>")[0]
    assert not set(shown) & set("@![]()|<>`*_")
    assert shown.startswith("&#64;all ")
    assert "<pre>\n# results/harbour/cases/correction-2026-10-cash-1.yml" in text


# --- whatever is edited -----------------------------------------------------------------------------------------------

EDITS = (
    SLIP,
    (WEEKLY, '{clause: "2.1", fault: silent}', '{clause: "2.1", fault: silent, count: 2}'),
    (WEEKLY, "cases: 20, within: 17", "cases: 20, within: 20"),
    (WEEKLY, "date: 2026-10-12", "date: 2026-11-03"),
    (WEEKLY, "vetoes: [{veto: bribery, note: 经查实}]", "vetoes: []"),
    (MONTHLY, "channel: monthly", "channel: self"),
    (MONTHLY, '"3.2": top', '"3.2": low'),
    (CENTRE, "name: 现金窗口1", "name: 现金窗口壹"),
    (CENTRE, "closed: 2026-12-31", "closed: 2026-12-30"),
    (BOARD, "at_most: 10", "at_most: 1"),
    (BOARD, "min_inspections: 1", "min_inspections: 2"),
    ("standards/desk.yml", "name: 合格, at_least: 60", "name: 合格, at_least: 93"),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.sets(st.sampled_from(EDITS), min_size=1, max_size=4))
def test_no_published_figure_changes_between_two_builds_without_a_case(
    tmp_path_factory: pytest.TempPathFactory, edits: set[tuple[str, str, str]]
) -> None:
    """Whatever is edited: either the build is refused, or every figure of October is what it was."""
    root = lay_out(tmp_path_factory.mktemp("town"))
    first = PublishedBefore(publication=publication_of(site_of(root)))
    for edit in sorted(edits):
        slip(root, *edit)
    if not told(root, [first]):
        assert october(publication_of(site_of(root))) == october(first.publication)


def october(publication: Publication) -> object:
    """All that was published of it."""
    return publication.periods["banks", "2026-10"]


def test_a_problem_of_the_earlier_site_is_a_problem(tmp_path: Path) -> None:
    """`site/` of somebody else is none of ours, and none to compare with."""
    (tmp_path / "site").mkdir()
    assert earlier_site(tmp_path) is None
    (tmp_path / "site" / "build.json").write_text("{}")
    with pytest.raises(InputError) as caught:
        earlier_site(tmp_path)
    assert [problem.code.slug for problem in caught.value.problems] == ["earlier-site-unreadable"]


def test_the_example_of_the_documentation_lets_its_correction_pass(tmp_path: Path) -> None:
    """The edit that is named beside it changes what it says, and nothing is refused."""
    from generator.model.cases import Correction  # noqa: PLC0415  # of this example only

    for lang in ("", "en"):
        pages = ROOT / "docs" / "pages" / lang
        text = (pages / "supervisor.md").read_text(encoding="utf-8")
        example = (pages / "example.md").read_text(encoding="utf-8")
        ((mark, case),) = re.findall(r"^<!-- case: (.+?) -->\n```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
        assert isinstance(read_record(case.encode(), "case.yml", Correction), Correction)
        root = tmp_path / f"of{lang}"
        files = re.findall(r"^<!-- file: (\S+) -->\n```yaml\n(.*?)^```", example, re.MULTILINE | re.DOTALL)
        for path, content in files:
            write(root, path, content)
        for rules in ("vocabulary.yml", "policy.yml"):
            shutil.copy(ROOT / "standards" / rules, root / "standards")
        first = PublishedBefore(publication=publication_of(site_of(root, datetime.date(2026, 11, 20))))
        slip(root, *mark.split(" | "))
        assert [one.split(" ")[1] for one in told(root, [first])] == ["silent-change"]
        write(root, "results/yunhe/cases/sample-of-october.yml", case)
        assert told(root, [first]) == []
