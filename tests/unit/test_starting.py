"""How a city begins and goes on: whatever is written passes the check as it stands, and nothing is ever overwritten."""

import datetime
import itertools
import re
import shutil
from pathlib import Path

import pytest
import yaml

from generator.gathering.gather import Gathered, gather
from generator.model.problem import InputError
from generator.model.rules import PeriodKind, Role, Vocabulary, Word
from generator.reading.record import read_record
from generator.starting import new
from generator.starting.adding import Added, add_standard
from generator.starting.city import FORGES, OWN_STANDARD, Beginning, begin, refuse_begun, usual_standards
from generator.starting.library import shelf, words
from generator.starting.new import CASES, Made, Matter, Visit, Wish
from generator.starting.trying import Trial
from generator.starting.vocabulary import with_words
from generator.starting.writing import put_new
from generator.upgrading.yaml_text import scalar
from tests.fixtures.folders import ROOT
from tests.fixtures.town import TOWN, Here, gathered, lay_out, tree

TODAY = datetime.date(2026, 11, 23)
TRADES = tuple(word.id for word in words().trades)


def beginning(
    *trades: str, standards: tuple[str, ...] | None = None, forges: tuple[str, ...] = tuple(FORGES)
) -> Beginning:
    """The answers of a county."""
    return Beginning(
        region="青田县",
        publisher="青田县政务服务管理局",
        hotline="12345",
        time_zone="Asia/Shanghai",
        trades=trades,
        standards=usual_standards(trades) if standards is None else standards,
        forges=forges,
        today=TODAY,
    )


def clean(root: Path) -> Gathered:
    """What is gathered of a city that has no problem."""
    found = gathered(root, TODAY)
    assert isinstance(found, Gathered), found
    return found


def made(outcome: Made) -> Path:
    """The path of the one file that was written."""
    (path,) = outcome.paths
    return Path(path)


def on(day: datetime.date) -> Trial:
    """What new files are tried by on a day."""
    return Trial(check=lambda root, last: gather(root, Here(), last, lambda *_: None, keep=False), day=day)


TRIAL = on(TODAY)


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A city with one trade, as it begins."""
    begin(tmp_path, beginning("government"))
    return tmp_path


# A city begins


@pytest.mark.parametrize("trades", [*[(one,) for one in TRADES], ("bank", "hospital"), TRADES], ids=" ".join)
def test_a_city_of_any_trades_is_right_as_it_begins(tmp_path: Path, trades: tuple[str, ...]) -> None:
    """With the words that its standards use and no others, and a board for each trade that a standard judges."""
    begin(tmp_path, beginning(*trades))
    site = clean(tmp_path).site
    vocabulary = site.rulebook.vocabulary
    clauses = [clause for one in site.rulebook.standards.values() for part in one.sections for clause in part.clauses]
    assert {word.id for word in vocabulary.trades} == set(trades)
    assert {word.id for word in vocabulary.themes} == {clause.theme for clause in clauses}
    assert all(set(role.trades) <= set(trades) for role in vocabulary.roles)
    judged = {one for name in usual_standards(trades) for one in shelf()[name].standard.applies_to}
    assert {board.trade for board in site.rulebook.boards.values()} == set(trades) & judged or not usual_standards(
        trades
    )


def test_a_city_may_begin_with_a_standard_of_its_own(tmp_path: Path) -> None:
    """One of every common method, whose points add up; a board stands on it."""
    begin(tmp_path, beginning("property", standards=()))
    rulebook = clean(tmp_path).site.rulebook
    (standard,) = rulebook.standards.values()
    assert standard.id == OWN_STANDARD
    assert [board.standard for board in rulebook.boards.values()] == [standard.ref]


def test_nothing_is_begun_twice_and_nothing_overwritten(tmp_path: Path) -> None:
    """What stands in the folder stays as it is; a folder that has data is named."""
    (tmp_path / "README.md").write_text("mine")
    refuse_begun(tmp_path)
    begun = begin(tmp_path, beginning("bank"))
    assert begun.kept == ("README.md",)
    assert (tmp_path / "README.md").read_text() == "mine"
    with pytest.raises(InputError) as refused:
        refuse_begun(tmp_path)
    assert [problem.path for problem in refused.value.problems] == ["standards", "results"]


def test_workflows_are_written_for_the_forges_that_were_asked_for(tmp_path: Path) -> None:
    """Each is YAML, installs the stated version, publishes with one command, and pins what it uses as ours do."""
    begin(tmp_path / "all", beginning("bank"))
    begin(tmp_path / "one", beginning("bank", forges=("gitlab",)))
    paths = set(itertools.chain.from_iterable(FORGES.values()))
    assert paths <= tree(tmp_path / "all").keys()
    assert paths & tree(tmp_path / "one").keys() == {".gitlab-ci.yml", ".gitlab/CODEOWNERS"}
    ours = "".join(path.read_text("utf-8") for path in (ROOT / ".github" / "workflows").glob("*.yml"))
    for path in sorted(path for path in paths if path.endswith(".yml")):
        text = (tmp_path / "all" / path).read_text("utf-8")
        assert yaml.safe_load(text)
        assert "pip install --quiet -r requirements.txt" in text
        assert [used for used in re.findall(r"uses: (\S+@\S+ # \S+)", text) if used not in ours] == []
        assert text.count("uses:") == len(re.findall(r"uses: \S+@[0-9a-f]{40} # v", text))


# A standard of the library


def test_every_standard_of_the_library_fits_any_city(tmp_path: Path) -> None:
    """One after the other, in a city of another trade too, each with the words it needs; in the end all of them."""
    begin(tmp_path, beginning("property", standards=()))
    for name in shelf():
        add_standard(tmp_path, name)
        clean(tmp_path)


def test_a_standard_brings_its_words_and_changes_no_other_line(city: Path) -> None:
    """They stand behind the words that are there; comments stay."""
    path = city / "standards" / "vocabulary.yml"
    before = path.read_text("utf-8").splitlines()
    added = add_standard(city, "bank-branch")
    assert isinstance(added, Added)
    assert added.words == (
        "银行",
        "标识指引",
        "举止仪态",
        "服务用语",
        "隐私与信息安全",
        "公开公示",
        "银行柜员",
        "大堂经理",
    )
    after = path.read_text("utf-8").splitlines()
    assert [line for line in after if line in before] == before
    assert len(after) - len(before) == len(added.words)


def test_what_is_there_or_unknown_is_refused(city: Path) -> None:
    """Neither the standard nor the vocabulary is touched."""
    before = tree(city)
    for name, code in (("red-flag-window", "file-is-there"), ("red-flag", "not-in-library")):
        with pytest.raises(InputError) as refused:
            add_standard(city, name)
        assert [problem.code.slug for problem in refused.value.problems] == [code]
    assert tree(city) == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
trades: [{id: a, name: A}]
themes: []
roles:
- id: r
  name: R
# end
channels: []
""",
            """
trades: [{id: a, name: A}, {id: b, name: B, meaning: 行业}]
themes: [{id: t, name: T}]
roles:
- id: r
  name: R
- {id: s, name: 岗, trades: [b]}
# end
channels: []
""",
        ),
        (
            """channels: []
trades:
    - id: a # one
      name: A

themes:
    - {id: u, name: U}
roles: [{id: r, name: R}]""",
            """channels: []
trades:
    - id: a # one
      name: A
    - {id: b, name: B, meaning: 行业}

themes:
    - {id: u, name: U}
    - {id: t, name: T}
roles: [{id: r, name: R}, {id: s, name: 岗, trades: [b]}]
""",
        ),
    ],
)
def test_words_are_put_where_people_wrote_theirs(text: str, expected: str) -> None:
    """On one line or on many, however far indented, with comments among them."""
    added = Vocabulary(
        trades=(Word(id="b", name="B", meaning="行业"),),
        themes=(Word(id="t", name="T"),),
        roles=(Role(id="s", name="岗", trades=("b",)),),
        channels=(),
    )
    assert with_words(text, added) == expected
    assert isinstance(read_record(expected.encode(), "vocabulary.yml", Vocabulary), Vocabulary)


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "012",
        "a: b",
        "a #b",
        "12345",
        "- a",
        "'a'",
        "某某 县",
        "（示例）",
        "a\\b",
        "[x]",
        "是",
        "null",
        "a:",
        "/x",
    ],
)
def test_a_text_is_read_as_it_was_written(text: str) -> None:
    """Quoted exactly where it would be something else."""
    assert yaml.safe_load(f"x: {scalar(text)}") == {"x": text}
    assert yaml.safe_load(f"[{scalar(text)}]") == [text]


# New files


def test_a_new_standard_board_and_centre_are_right_as_they_stand(city: Path) -> None:
    """One built on the other, and a second of the same name is refused."""
    written = [
        made(new.new_standard(city, Wish(name="desk", title="便民窗口检查标准", today=TODAY), TRIAL)),
        made(new.new_board(city, Wish(name="desks", standard="desk", today=TODAY), TRIAL)),
        made(new.new_centre(city, Wish(name="hall-2", title="新大厅", today=TODAY), TRIAL)),
    ]
    assert written == [
        Path("standards/desk.yml"),
        Path("standards/boards/desks.yml"),
        Path("results/hall-2/centre.yml"),
    ]
    site = clean(city).site
    assert site.rulebook.boards["desks"].standard == "desk@2026"
    assert site.centres["hall-2"].name == "新大厅"
    before = tree(city)
    with pytest.raises(InputError) as again:
        new.new_board(city, Wish(name="desks", standard="desk", today=TODAY), TRIAL)
    assert [problem.code.slug for problem in again.value.problems] == ["file-is-there"]
    assert tree(city) == before


@pytest.mark.parametrize(
    ("period", "since", "title"),
    [
        ("week", "2026-W48", "周榜"),
        ("quarter", "2026-Q4", "季度榜"),
        ("half-year", "2026-H2", "半年榜"),
        ("year", "2026-Y", "年度榜"),
    ],
)
def test_a_new_board_of_other_periods_is_named_by_them(city: Path, period: PeriodKind, since: str, title: str) -> None:
    """Beside the board of months: it begins with the period of today, and is called otherwise."""
    new.new_board(city, Wish(name="others", period=period, today=TODAY), TRIAL)
    boards = clean(city).site.rulebook.boards
    assert (boards["others"].period, boards["others"].since) == (period, since)
    assert boards["others"].title.endswith(title)
    assert len({(board.title, board.en) for board in boards.values()}) == len(boards)


def test_windows_of_a_new_city_have_no_inspectors_for_clerks(city: Path) -> None:
    """Who inspects serves at no window."""
    (windows,) = {one.roles for one in clean(city).site.centres["hall-1"].windows}
    assert windows == ("government-clerk", "agent")


def test_what_could_be_meant_in_several_ways_is_asked_back(city: Path) -> None:
    """With what there is to choose from."""
    new.new_standard(city, Wish(name="desk", today=TODAY), TRIAL)
    for standard, code in ((None, "say-which"), ("desks", "no-such-choice")):
        with pytest.raises(InputError) as refused:
            new.new_board(city, Wish(name="x", standard=standard, today=TODAY), TRIAL)
        assert [(one.path, one.code.slug, one.facts["known"]) for one in refused.value.problems] == [
            ("--standard", code, "desk, red-flag-window")
        ]


@pytest.mark.parametrize("name", [name for name, one in shelf().items() if one.standard.bands])
def test_a_new_round_claims_next_to_nothing(tmp_path: Path, name: str) -> None:
    """Under any standard that is scored: it passes, its edition is frozen with it, and nobody has a score by it."""
    trade = shelf()[name].standard.applies_to[0]
    begin(tmp_path, beginning(trade, standards=(name,)))
    outcome = new.new_round(tmp_path, "hall-1", Visit(standard=None, day=TODAY, channel="weekly", team="A"), TRIAL)
    assert made(outcome) == Path("results/hall-1/2026-11/23-weekly-a.yml")
    assert outcome.frozen == (shelf()[name].standard.ref,)
    clean(tmp_path)
    found = gathered(tmp_path, datetime.date(2026, 12, 21))
    assert isinstance(found, Gathered), found
    periods = [period for board in found.site.boards.values() for period in board]
    assert [row.window for period in periods for row in period.unrated] == ["desk-1", "desk-2"] * len(periods)
    assert not [row for period in periods for row in period.ranked]


def test_a_new_round_says_how_everything_is_written(city: Path) -> None:
    """An example of each key that its standard asks for, and every clause that visits look at."""
    new.new_standard(city, Wish(name="desk", today=TODAY), TRIAL)
    visit = Visit(standard="desk", day=TODAY, channel="monthly", team="B1")
    text = (city / made(new.new_round(city, "hall-1", visit, TRIAL))).read_text("utf-8")
    keys = re.findall(r"^#   (\w+): ", text, re.MULTILINE)
    assert keys == ["findings", "unmet", "levels", "sampled"]
    assert re.findall(r"^#   (\d\.\d) ", text, re.MULTILINE) == ["1.1", "1.2", "2.1", "2.2"]
    for key, example in re.findall(r"^#   (\w+): (.*)$", text, re.MULTILINE):
        (city / "results/hall-1/2026-11/23-monthly-b1.yml").write_text(
            text.replace('assessed: ["1.1"]}', f'assessed: ["1.1", "1.2"], {key}: {example}}}', 1)
            if key in {"findings", "unmet"}
            else text.replace('assessed: ["1.1"]}', f'assessed: ["{example[2:5]}"], {key}: {example}}}', 1),
            "utf-8",
        )
        clean(city)


def test_a_centre_that_is_not_there_or_shut_has_no_round(city: Path) -> None:
    """The name is compared with those there are; windows that open later, or not on that day, are not visited."""
    before = tree(city)
    for centre, day, channel, code in (
        ("hall", TODAY, "weekly", "no-such-centre-here"),
        ("hall-1", datetime.date(2026, 10, 1), "weekly", "no-window-open"),
        ("hall-1", datetime.date(2026, 11, 22), "weekly", "no-window-open"),
        ("hall-1", TODAY, "weakly", "no-such-choice"),
        ("hall-1", TODAY, "self", "own-team-not-said"),
    ):
        with pytest.raises(InputError) as refused:
            new.new_round(city, centre, Visit(standard=None, day=day, channel=channel, team=None), TRIAL)
        assert [problem.code.slug for problem in refused.value.problems] == [code]
    assert tree(city) == before


def test_a_round_of_today_is_of_the_last_day_on_which_a_window_was_open(city: Path) -> None:
    """Begun on a Sunday: of Friday, so that it passes as it stands."""
    visit = Visit(standard=None, day=datetime.date(2026, 11, 22), channel="weekly", team=None, latest=True)
    assert made(new.new_round(city, "hall-1", visit, TRIAL)) == Path("results/hall-1/2026-11/20-weekly-a.yml")
    clean(city)


def test_a_new_round_leaves_out_windows_that_are_shut_by_order(city: Path) -> None:
    """Nobody can have visited them."""
    matter = Matter(kind="suspension", window="desk-1", board=None, period=None, day=TODAY, text="整修。")
    new.new_case(city, "hall-1", matter, TRIAL)
    path = made(new.new_round(city, "hall-1", Visit(standard=None, day=TODAY, channel="weekly", team=None), TRIAL))
    assert re.findall(r"window: ([\w-]+)", (city / path).read_text("utf-8")) == ["desk-2"]
    clean(city)


def test_a_self_check_is_of_a_team_of_the_centre(city: Path) -> None:
    """Not of the one that inspects it, whose visits would count no more."""
    path = city / "results/hall-1/centre.yml"
    path.write_text(path.read_text("utf-8").replace("# teams: [A]", "teams: [Z]"), "utf-8")
    new.new_round(city, "hall-1", Visit(standard=None, day=TODAY, channel="weekly", team=None), TRIAL)
    outcome = new.new_round(city, "hall-1", Visit(standard=None, day=TODAY, channel="self", team=None), TRIAL)
    assert made(outcome) == Path("results/hall-1/2026-11/23-self-z.yml")
    clean(city)


def test_a_new_file_of_events_tells_none(city: Path) -> None:
    """How one is written stands in it; with the signs of the comment taken away it is one."""
    path = city / made(new.new_event(city, "hall-1", Visit(standard=None, day=TODAY, channel="", team="A"), TRIAL))
    clean(city)
    lines = path.read_text("utf-8").replace("events: []", "events:").splitlines()
    path.write_text("\n".join(line[1:] if line.startswith("#  ") else line for line in lines) + "\n", "utf-8")
    new.new_round(city, "hall-1", Visit(standard=None, day=TODAY, channel="weekly", team="A"), TRIAL)
    clean(city)


@pytest.mark.parametrize("kind", CASES)
def test_a_new_case_is_right_as_it_stands(tmp_path: Path, kind: str) -> None:
    """About a window that was judged; an appeal contests everything that was found at it."""
    day = datetime.date(2026, 11, 3)
    lay_out(tmp_path)
    window = "cash-2"
    if kind == "self-rectification":
        checked = "results/harbour/2026-10"
        shutil.copytree(TOWN.parent / "mending" / checked, tmp_path / checked, dirs_exist_ok=True)
        window = "cash-1"
    if kind == "follow-up":
        shutil.copytree(TOWN.parent / "trained", tmp_path, dirs_exist_ok=True)
    path = made(
        new.new_case(
            tmp_path,
            "harbour",
            Matter(kind=kind, window=window, board=None, period="2026-10", day=day, text="属实。"),
            on(day),
        )
    )
    begins = {"suspension": "2026-11", "follow-up": "2026-11-03"}.get(kind, "2026-10")
    assert path.name == f"{begins}-{window}-{kind}.yml"
    found = gathered(tmp_path, day)
    assert isinstance(found, Gathered), found


@pytest.mark.parametrize("kind", ["appeal", "objection"])
def test_what_a_new_case_says_behind_a_hash_is_right_once_it_is_taken_off(tmp_path: Path, kind: str) -> None:
    """The decision and the answer that are offered pass the check, by a team that may give them."""
    day = datetime.date(2026, 11, 3)
    lay_out(tmp_path)
    matter = Matter(kind=kind, window="cash-2", board=None, period="2026-10", day=day, text="属实。")
    path = tmp_path / made(new.new_case(tmp_path, "harbour", matter, on(day)))
    head, mark, rest = path.read_text("utf-8").partition("去掉行首的“# ”")
    taken_off = rest.replace("\n# ", "\n").replace("team: B", "team: D")
    path.write_text(head + mark + taken_off, "utf-8")
    assert "\ndecision:\n" in path.read_text("utf-8") or "\nanswer:\n" in path.read_text("utf-8")
    found = gathered(tmp_path, day)
    assert isinstance(found, Gathered), found


def test_an_appeal_against_nothing_is_refused(city: Path) -> None:
    """A visit that found nothing at the window leaves nothing to contest; a reply is offered."""
    new.new_round(city, "hall-1", Visit(standard=None, day=TODAY, channel="weekly", team="A"), TRIAL)
    matter = Matter(kind="appeal", window="desk-1", board=None, period=None, day=TODAY, text="…")
    with pytest.raises(InputError) as refused:
        new.new_case(city, "hall-1", matter, TRIAL)
    assert [problem.code.slug for problem in refused.value.problems] == ["nothing-to-contest"]


def test_a_case_about_nothing_is_refused(city: Path) -> None:
    """Where nobody was there in the period, there is nothing to reply to."""
    matter = Matter(kind="reply", window="desk-1", board=None, period=None, day=TODAY, text="…")
    with pytest.raises(InputError) as refused:
        new.new_case(city, "hall-1", matter, TRIAL)
    assert [problem.code.slug for problem in refused.value.problems] == ["no-result-in-period"]


def test_files_are_written_all_or_none(tmp_path: Path) -> None:
    """Where one cannot be written, those before it are taken away again."""
    (tmp_path / "b").write_text("a file, and no folder", encoding="utf-8")
    with pytest.raises(OSError, match="b"):
        put_new(tmp_path, {"a/one.yml": "one", "b/two.yml": "two"})
    assert tree(tmp_path) == {"b": b"a file, and no folder"}
