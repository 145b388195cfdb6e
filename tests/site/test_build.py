"""From files to a site by the command, as CI and people run it."""

import json
import re
import shutil
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.gathering import memory as memory_module
from generator.gathering.centre_parts import KeptReading
from generator.gathering.last_build import LastBuild
from generator.gathering.packing import UnpackError, unpacked
from generator.model.dataset import Rulebook
from generator.model.judged import CentreSummary, WindowResult
from generator.model.scores import BoardPeriod, PeriodScore
from tests.fixtures.command import windowboard, windowboard_apart
from tests.fixtures.town import lay_out, slip, tree

WEEKLY = "results/harbour/2026-10/12-weekly-a.yml"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The town with everything that a site needs."""
    return lay_out(tmp_path / "town")


def test_a_build_ends_with_what_was_published(town: Path) -> None:
    """Plain lines where there is no terminal; the last one says what was published, and what it was compared with."""
    built = windowboard_apart("build", "--root", str(town))
    assert (built.returncode, built.stdout) == (0, "")
    pages = len(list((town / "build" / "pages").rglob("*.md")))
    assert built.stderr.splitlines()[-1] == (
        f"已发布到 site/：{pages} 页，其中新做 {pages} 页，撤下 0 项；数据截至 2026-10-20。没有遗漏。"
        "此前没有发布，无可对照。"
    )
    compared = "Compared with the earlier site/ (2026-10-20): every published figure is accounted for."
    other = windowboard(town, "build", "--lang", "en")  # the interface is another one, and so is every page
    assert other.stderr.splitlines()[-1] == (
        f"Published to site/: {pages} pages, {pages} of them made anew, 0 items taken down; data of 2026-10-20. "
        f"Nothing was left out. {compared}"
    )
    again = windowboard(town, "build", "--lang", "en")
    assert again.stderr.splitlines()[-1] == (
        f"site/ is up to date: {pages} pages, data of 2026-10-20; nothing had to be changed. {compared}"
    )


def test_the_same_data_give_the_same_bytes(town: Path, tmp_path: Path) -> None:
    """Whether built at once or edit by edit, here or elsewhere."""
    assert windowboard(town, "build").returncode == 0
    for written, mistyped in (("count: 2, note", "count: 1, note"), ("count: 1, note", "count: 3, note")):
        slip(town, WEEKLY, written, mistyped)
        assert windowboard(town, "build").returncode == 0
    other = lay_out(tmp_path / "elsewhere")
    slip(other, WEEKLY, "count: 2, note", "count: 3, note")
    assert windowboard(other, "build").returncode == 0
    assert tree(town / "site") == tree(other / "site")


def test_windows_of_the_same_id_keep_their_scorecards_apart(town: Path) -> None:
    """Those of a large centre are made many at a time; a small one after it calls its windows by the same ids."""
    more = [
        f"  - {{id: desk-{number}, name: 咨询台{number}, services: [咨询], roles: [teller]}}\n" for number in range(5)
    ]
    events = shutil.ignore_patterns("events")  # each has one number, and is told once
    shutil.copytree(town / "results" / "harbour", town / "results" / "quay", ignore=events)
    centre = town / "results" / "harbour" / "centre.yml"
    centre.write_text(centre.read_text("utf-8") + "".join(more), encoding="utf-8")
    slip(town, "results/quay/centre.yml", "name: 港口支行", "name: 码头支行")
    for edit in ("", "count: 1, note"):
        if edit:  # one window of one centre is made again, alone
            slip(town, "results/quay/2026-10/12-weekly-a.yml", "count: 2, note", edit)
        built = windowboard(town, "build")
        assert built.returncode == 0, built.stderr
        for page in (town / "site" / "windows").glob("*/*-*.html"):
            own, other = ("港口支行", "码头支行") if page.parent.name == "harbour" else ("码头支行", "港口支行")
            (title,) = re.findall("<title>(.*?)</title>", page.read_text("utf-8"))
            assert (own in title, other in title) == (True, False), page


def test_bad_input_leaves_everything_as_it_was(town: Path) -> None:
    """Exit 2, every problem with its place, no traceback, and not a byte is written anywhere."""
    assert windowboard(town, "build").returncode == 0
    slip(town, WEEKLY, "fault: untidy", "fault: untydy")
    slip(town, "results/harbour/centre.yml", "days: [sat]", "days: [fri]")
    before = tree(town)
    refused = windowboard_apart("build", "--lang", "en", "--root", str(town))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.splitlines() == [
        f'{WEEKLY}:9:32: no-such-fault fault "untydy" is not one of clause 1.1: untidy, closed',
        "results/harbour/centre.yml:6:3: opening-hours-given-twice the opening hours of fri are given twice",
        "Not published: 2 problems; site/ is as it was.",
    ]
    assert tree(town) == before


@pytest.mark.parametrize("left", ["nothing", "no rounds"])
def test_a_project_before_its_first_round_is_a_site(town: Path, left: str) -> None:
    """Whoever starts sees their windows, or the standards alone, and that nothing was inspected yet."""
    for records in ("2026-10", "events"):
        shutil.rmtree(town / "results" / "harbour" / records)
    if left == "nothing":
        shutil.rmtree(town / "results")
    built = windowboard(town, "build")
    assert built.returncode == 0, built.stderr
    assert built.stderr.splitlines()[-1].endswith("数据截至 2026-01-01。没有遗漏。此前没有发布，无可对照。")
    assert "还没有" in (town / "site" / "index.html").read_text(encoding="utf-8")
    assert (town / "site" / "windows" / "harbour" / "cash-1.html").exists() is (left == "no rounds")


def test_a_build_with_damaged_memory_is_the_same(town: Path) -> None:
    """Parts of scores that were kept and cannot be read any more cost time, and nothing else."""
    assert windowboard(town, "build").returncode == 0
    before = tree(town / "site")
    memory = town / "build" / "memory.db"
    whole = memory.read_bytes()
    with sqlite3.connect(memory) as database:  # found out only where the scores are wanted
        database.execute("UPDATE records SET record = x'00' WHERE kind = 'scores'")
    database.close()
    for damaged, said in (
        (memory.read_bytes(), True),
        (whole[: len(whole) // 2], True),
        (b"no memory at all", True),
        (b"", True),
        (whole, False),
    ):
        memory.write_bytes(damaged)
        shutil.rmtree(town / "build" / "pages")
        built = windowboard(town, "build", "--lang", "zh", "--verify")  # else nothing would have changed
        assert built.returncode == 0, built.stderr
        assert ("已损坏，已丢弃" in built.stderr) is said, damaged[:20]
        assert tree(town / "site") == before


NEEDED = [Rulebook, KeptReading, WindowResult, tuple[PeriodScore, ...], str, Mapping[str, str]]
"""What a build reads that it has just written."""
KEPT_FOR_LATER = [CentreSummary, BoardPeriod, frozenset[str], LastBuild]
"""What it writes for the next one alone."""


def unreadable(monkeypatch: pytest.MonkeyPatch, *wrong: object) -> list[object]:
    """Have no record of some kinds be read back, as it was written or otherwise; every attempt to is noted."""
    tried: list[object] = []

    def read(data: bytes, kind: type[object]) -> object:
        if kind in wrong:
            tried.append(kind)
            raise UnpackError
        return unpacked(data, kind)

    monkeypatch.setattr(memory_module, "unpacked", read)
    memory_module.load_rulebook.cache_clear()
    memory_module.plans_in.cache_clear()
    return tried


def test_a_record_that_is_written_and_never_read_back_ends_in_one_line(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After one more attempt: nothing is judged without end, no traceback is seen, the earlier site stays.

    What only the next run would read costs that one its time. A check writes nothing, also where it finds this out.
    """
    assert windowboard(town, "build").returncode == 0
    before = tree(town / "site")
    slip(town, WEEKLY, "count: 2, note", "count: 1, note")
    for wrong in NEEDED:
        with monkeypatch.context() as patched:
            tried = unreadable(patched, wrong)
            done = windowboard(town, "build", "--lang", "zh")
        assert (done.returncode, done.said.count("not-read-back"), 1 <= len(tried) <= 4) == (2, 1, True), wrong
        assert "\nbuild/memory.db: not-read-back " in f"\n{done.said}", done.said
        assert tree(town / "site") == before, wrong
    with monkeypatch.context() as patched:
        unreadable(patched, *KEPT_FOR_LATER)
        for _ in range(2):
            done = windowboard(town, "build", "--lang", "zh", "--verify")
            assert done.returncode == 0, done.said
        assert "已损坏，已丢弃" in done.stderr
        kept = tree(town / "build")
        unreadable(patched, BoardPeriod, Rulebook)
        assert windowboard(town, "check").returncode == 2
        assert tree(town / "build") == kept


def test_a_check_writes_nothing(town: Path) -> None:
    """Whoever may only read the project can check it, before and after a build."""
    before = tree(town)
    checked = windowboard(town, "check", "--lang", "en")
    assert checked.stderr.splitlines()[-1] == "No problems. Checked: centres 1, windows 2, rounds 2."
    assert tree(town) == before
    assert windowboard(town, "build").returncode == 0
    before = tree(town)
    assert windowboard(town, "check").returncode == 0
    assert tree(town) == before


def test_a_site_that_could_not_be_made_is_refused_with_exit_1(town: Path) -> None:
    """Right data and a broken frame: nothing is published, and what MkDocs said is passed on."""
    assert windowboard(town, "build").returncode == 0
    before = tree(town / "site")
    (town / "mkdocs.yml").write_text("markdown_extensions: [no_such_extension]\n", encoding="utf-8")
    refused = windowboard(town, "build", "--lang", "en")
    assert refused.returncode == 1
    assert "mkdocs.yml: mkdocs-complains" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert tree(town / "site") == before


def test_a_folder_that_is_no_project_is_refused(tmp_path: Path) -> None:
    """Whoever runs the command in the wrong place is told so."""
    for command in ("check", "build"):
        refused = windowboard(tmp_path, command, "--lang", "en")
        said = f"there is no standards/ in {tmp_path}: go to the folder of your project, or name it with --root"
        assert refused.returncode == 2
        assert refused.said.splitlines()[0] == f"standards: no-project-here {said}"
    assert list(tmp_path.iterdir()) == []


def test_problems_as_annotations(town: Path) -> None:
    """A workflow command of GitHub for each problem, which a value cannot break out of."""
    slip(town, WEEKLY, "fault: untidy", 'fault: "x\\n::error::y%0A"')
    seen = windowboard(town, "check", "--format", "github", "--lang", "en")
    assert seen.returncode == 2
    place = f"::error file={WEEKLY},line=9,col=32,title=unknown-value"
    known = "untidy 杂乱, closed 无人, silent 不问候, curt 生硬"
    said = rf'there is no "x\n::error::y%250A"; known are: {known}'
    assert seen.stdout.splitlines() == [f"{place}::{said}"]


def test_problems_as_a_report(town: Path) -> None:
    """A Code Climate report of GitLab; an empty one where all is well."""
    assert json.loads(windowboard(town, "check", "--format", "gitlab").stdout) == []
    slip(town, WEEKLY, "fault: untidy", "fault: untydy")
    (entry,) = json.loads(windowboard(town, "check", "--format", "gitlab", "--lang", "en").stdout)
    assert entry["check_name"] == "no-such-fault"
    assert entry["location"] == {"path": WEEKLY, "positions": {"begin": {"line": 9, "column": 32}}}


def test_what_to_do_stands_below_each_problem(town: Path) -> None:
    """With `--explain`; the values of the case stand in it, as they do in the problem."""
    slip(town, "results/harbour/centre.yml", "name: 港口支行", "name: 110")
    seen = windowboard(town, "check", "--explain", "--lang", "en")
    assert seen.said.splitlines()[-3:] == [
        "results/harbour/centre.yml:1:7: unquoted-text text is expected and 110 is none: put it in quotes",
        '    Write "110"; "1.10" and 1.1 are not the same clause.',
        "Not accepted: 1 problem.",
    ]
    annotated = windowboard(town, "check", "--explain", "--format", "github", "--lang", "en").stdout
    assert annotated.endswith('put it in quotes%0AWrite "110"; "1.10" and 1.1 are not the same clause.\n')
    (entry,) = json.loads(windowboard(town, "check", "--explain", "--format", "gitlab", "--lang", "en").stdout)
    assert entry["content"] == {"body": 'Write "110"; "1.10" and 1.1 are not the same clause.'}


def test_a_site_that_was_only_looked_at_holds_nobody(town: Path) -> None:
    """What speaks against a change then goes with the site: said where nothing records that it was published."""
    hint = "对照的是 site/ 里的网站。它没有公布过、只是在本机看过的，删去 site/ 再生成。"
    assert windowboard(town, "build", "--as-of", "2026-10-20").returncode == 0
    slip(town, "standards/boards/banks.yml", "title: 银行窗口榜", "title: 银行榜")
    for command in ("check", "build"):
        done = windowboard(town, command, "--as-of", "2026-10-20")
        assert (done.returncode, done.stderr.splitlines()[-1]) == (2, hint), done
    (town / "published.json").write_text('{"commit": "", "day": "2026-10-20"}')
    assert hint not in windowboard(town, "check", "--as-of", "2026-10-20").said
    (town / "published.json").unlink()
    shutil.rmtree(town / "site")
    assert windowboard(town, "build", "--as-of", "2026-10-20").returncode == 0


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-10-20", "Board banks, 2026-10: not over yet; it is published once it is over and its preview too."),
        (
            "2026-11-02",
            "Board banks, 2026-10: public from 2026-11-16 on; --as-of 2026-11-16 shows the site of that day.",
        ),
        ("2026-11-16", ""),
    ],
)
def test_a_first_build_says_from_when_on_there_are_lists(tmp_path: Path, day: str, said: str) -> None:
    """Nobody has to guess why every list is empty; once one is public nothing more is said."""
    town = lay_out(tmp_path)
    slip(town, "standards/policy.yml", "preview: 0", "preview: 10")
    built = windowboard(town, "build", "--as-of", day, "--lang", "en")
    assert built.returncode == 0, built.stderr
    lines = [line for line in built.stderr.splitlines() if line.startswith("Board ")]
    assert lines == ([said] if said else [])
