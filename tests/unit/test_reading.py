"""Reading: files to records, routes to places, folders to lists of files, problems to words."""

import datetime
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.judging.checks.references import NO_SUCH_CLAUSE, NO_SUCH_FAULT
from generator.judging.checks.results.figures import NO_SUCH_LEVEL
from generator.model.centre import Centre, OpenHours, Window
from generator.model.problem import Problem
from generator.model.results import Exemption, Finding, Inspection, Offence, Round, Sample, Unmet
from generator.model.standard import Bonus, Deduct, Fault, Grade, Guidance, Level, Limit, Standard, Tick
from generator.reading.centre import read_centre
from generator.reading.characters import forbidden_in
from generator.reading.locate import located
from generator.reading.mismatch import MISSING_KEY, MISSPELT_KEY, mismatch
from generator.reading.record import SIZE_LIMIT, decoded, read_record
from generator.reading.rulebook import read_rulebook
from generator.reading.schemas import FOLDER, schemas
from generator.reading.strict_yaml import OddTextError, Value, read_marked, read_plain
from generator.reading.tree import SourceFile, digest, digest_of, list_sources, read_bytes
from generator.telling.codes import CODES
from generator.telling.messages import line, sentence

ROUND: Final = """\
# 第 41 周
standard: hospital-100@2024
date: 2026-10-12
channel: weekly
team: 017
inspections:
  - window: cashier-1
    assessed: all
    findings: [{clause: "1.10", fault: untidy, count: 2, note: 9:30 药盒堆在台面, evidence: "照片: 2 张"}]
    unmet:
      - {clause: "1.2", note: no}
    levels: {"2.1": good}
    sampled: {"3.1": {cases: 40, within: 38}}
    vetoes: [{veto: bribery, note: 收受红包}]
    not_applicable: [{clause: "5.8", reason: 本窗口无影像业务}]
  - window: pharmacy-2
    assessed: ["1", "2.1"]   # 只查了两章
    findings:
      - clause: "1.1"
        fault: untidy
        note: |
          第一行
          第二行 #3 柜
"""

WHOLE_ROUND: Final = Round(
    standard="hospital-100@2024",
    date=datetime.date(2026, 10, 12),
    channel="weekly",
    team="017",
    inspections=(
        Inspection(
            window="cashier-1",
            assessed="all",
            findings=(
                Finding(clause="1.10", fault="untidy", count=2, note="9:30 药盒堆在台面", evidence="照片: 2 张"),
            ),
            unmet=(Unmet(clause="1.2", note="no"),),
            levels={"2.1": "good"},
            sampled={"3.1": Sample(cases=40, within=38)},
            vetoes=(Offence(veto="bribery", note="收受红包"),),
            not_applicable=(Exemption(clause="5.8", reason="本窗口无影像业务"),),
        ),
        Inspection(
            window="pharmacy-2",
            assessed=("1", "2.1"),
            findings=(Finding(clause="1.1", fault="untidy", note="第一行\n第二行 #3 柜\n"),),
        ),
    ),
)

STANDARD: Final = """\
id: hospital-100
edition: "2024"
title: 医院服务窗口检查考核细则
kind: scored
summary: 医院窗口的环境与服务
source: {heading: 医院服务窗口检查考核细则(100分)}
applies_to: [hospital]
effective: 2024-01-01
scale: {full: 100, precision: 1}
min_coverage: 0.5
sections:
  - id: "1"
    title: 环境卫生
    clauses:
      - id: "1.1"
        text: 桌面干净
        theme: environment
        roles: [all]
        points: 4.5
        check: {method: deduct, faults: [{id: untidy, text: 发现一处不达标, minus: 1, each: true}]}
      - {id: "1.2", text: 挂牌, theme: environment, roles: [all], points: 5, check: {method: tick}}
      - id: "1.3"
        text: 微笑
        theme: attitude
        roles: [all]
        points: 5
        check: {method: level, levels: [{id: good, name: 好, share: 1}, {id: fair, name: 一般, share: 0.6}]}
      - id: "1.4"
        text: 候时
        theme: efficiency
        roles: [all]
        points: 5
        check: {method: limit, measure: 等候时间, unit: 分钟, at_most: 10, target: 0.95}
      - {id: B-1, text: 锦旗, theme: attitude, roles: [all], check: {method: bonus, plus: 0.5, each: true}}
      - {id: "1.5", text: 建议, theme: attitude, roles: [all], check: {method: none}}
"""

CENTRE: Final = """\
name: 市人民医院
trade: hospital
district: 东城
address: 人民路 1 号
hours: [{days: [mon, fri], open: [08:00-12:00, 13:30-17:00]}]
sample: true
windows:
  - {id: cashier-1, name: 收费一号窗口, services: [收费], roles: [cashier]}
"""

BOARD: Final = """\
id: hospital-counters
title: 医院窗口
standard: hospital-100@2024
trade: hospital
period: month
channels: {weekly: 1}
min_inspections: 1
red: {bands: [good]}
green: {bands: [poor]}
"""

VOCABULARY: Final = """\
trades: [{id: hospital, name: 医院}]
themes: [{id: environment, name: 环境}]
roles: [{id: all, name: 全部岗位}]
channels: [{id: weekly, name: 周督查}]
"""

POLICY: Final = """\
site_title: 窗口服务公示
publisher: 市政务服务管理局
region: 江州市
hotline: "12345"
complaint: 拨打热线
licence: CC BY 4.0
time_zone: Asia/Shanghai
"""


def write(root: Path, files: dict[str, str]) -> Path:
    """Write files below a folder and give the folder."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project without a mistake."""
    return write(
        tmp_path,
        {
            "standards/hospital-100.yml": STANDARD,
            "standards/boards/hospital-counters.yml": BOARD,
            "standards/vocabulary.yml": VOCABULARY,
            "standards/policy.yml": POLICY,
            "standards/README.md": "",
            "standards/.hidden": "",
            "results/people-hospital/centre.yml": CENTRE,
            "results/people-hospital/2026-10/12-weekly.yml": ROUND,
        },
    )


def told(problems: tuple[Problem, ...]) -> list[str]:
    """Give the English lines of problems."""
    return [line(problem, "en") for problem in problems]


def test_a_round_is_read_whole() -> None:
    """Every kind of value arrives exactly as written: `017`, `no` and `9:30` are text, days are days."""
    assert read_record(ROUND.encode(), "x.yml", Round) == WHOLE_ROUND


def test_line_ends_of_windows_are_line_ends() -> None:
    """A file saved with CR LF gives the same record as one saved with LF."""
    assert read_record(ROUND.replace("\n", "\r\n").encode(), "x.yml", Round) == WHOLE_ROUND


def test_a_standard_is_read_whole() -> None:
    """Each check method becomes its own record, and figures stay exact."""
    standard = read_record(STANDARD.encode(), "x.yml", Standard)
    assert isinstance(standard, Standard)
    clauses = standard.sections[0].clauses
    assert [clause.check for clause in clauses] == [
        Deduct(method="deduct", faults=(Fault(id="untidy", text="发现一处不达标", minus=Decimal(1), each=True),)),
        Tick(method="tick"),
        Grade(
            method="level",
            levels=(
                Level(id="good", name="好", share=Decimal(1)),
                Level(id="fair", name="一般", share=Decimal("0.6")),
            ),
        ),
        Limit(method="limit", measure="等候时间", unit="分钟", at_most=Decimal(10), target=Decimal("0.95")),
        Bonus(method="bonus", plus=Decimal("0.5"), each=True),
        Guidance(method="none"),
    ]
    assert [clause.points for clause in clauses] == [Decimal("4.5"), 5, 5, 5, None, None]
    assert (standard.ref, standard.effective, standard.min_coverage) == (
        "hospital-100@2024",
        datetime.date(2024, 1, 1),
        Decimal("0.5"),
    )


def test_a_centre_is_read_whole() -> None:
    """Opening times stay text in their form; what is left out has its default."""
    assert read_record(CENTRE.encode(), "x.yml", Centre) == Centre(
        name="市人民医院",
        trade="hospital",
        district="东城",
        address="人民路 1 号",
        hours=(OpenHours(days=("mon", "fri"), open=("08:00-12:00", "13:30-17:00")),),
        sample=True,
        windows=(Window(id="cashier-1", name="收费一号窗口", services=("收费",), roles=("cashier",)),),
    )


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("0", 0),
        ("-12", -12),
        ("1.10", Decimal("1.10")),
        ("-0.5", Decimal("-0.5")),
        ("True", "True"),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("null", "null"),
        ("~", "~"),
        ("017", "017"),
        ("0o17", "0o17"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("+1", "+1"),
        ("1.", "1."),
        (".5", ".5"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("9:30", "9:30"),
        ("2026-02-30", "2026-02-30"),
        ("2026-10-12T08:00:00", "2026-10-12T08:00:00"),
        ('"1"', "1"),
        ("'true'", "true"),
        ("１２", "１２"),
    ],
)
def test_only_truth_values_and_plain_numbers_are_anything_but_text(written: str, value: Value) -> None:
    """A single value means what YAML 1.2 says at its narrowest, in both readings alike."""
    text = f"key: {written}\n"
    marked = read_marked(text)
    assert read_plain(text) == {"key": value}
    assert marked.top is not None
    assert marked.top.value == {"key": value}
    assert type(marked.top.fields["key"].value) is type(value)


def test_every_key_and_value_is_found_at_its_place() -> None:
    """Lines and columns are those of an editor, counted in characters, for keys and values, in blocks and braces."""
    marked = read_marked('甲:\n  - {乙: "丙", 丁: [一, 二]}\n  - |\n    文字\n')
    assert marked.top is not None
    outer = marked.top.fields["甲"]
    inner = outer.items[0]
    assert (marked.top.keys["甲"].line, marked.top.keys["甲"].column) == (1, 1)
    assert [(node.mark.line, node.mark.column) for node in outer.items] == [(2, 5), (3, 5)]
    assert [(mark.line, mark.column) for mark in inner.keys.values()] == [(2, 6), (2, 14)]
    assert [(node.mark.line, node.mark.column) for node in inner.fields["丁"].items] == [(2, 18), (2, 21)]


def shapes() -> st.SearchStrategy[Any]:
    """Draw values such as data files have."""
    words = st.text(max_size=8)
    singles = st.one_of(words, st.booleans(), st.integers(-(10**6), 10**6))
    return st.recursive(
        singles, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(words, inner, max_size=3))
    )


@given(shapes())
def test_the_fast_and_the_careful_reading_agree(value: Any) -> None:  # noqa: ANN401 -- any shape at all
    """Where the fast reading gives a value, the careful one gives an equal value and finds no fault."""
    check_agreement(json.dumps(value, ensure_ascii=False))


@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                ": ",
                "- ",
                "\n",
                "  ",
                "[",
                "]",
                "{",
                "}",
                ", ",
                '"',
                "'",
                "#",
                " #",
                "&b ",
                "*b",
                "!c ",
                "|\n",
                ">",
                "?",
                "1",
                "-1.5",
                "true",
                "<<",
                "：",
                "%",
                "---\n",
                "@",
                "\t",
                "\\",
                "药",
            ]
        ),
        max_size=40,
    )
)
def test_the_readings_agree_on_pieces_of_yaml(pieces: list[str]) -> None:
    """Whatever is put together from the signs of YAML, the two readings never contradict one another."""
    check_agreement("".join(pieces))


def check_agreement(text: str) -> None:
    """Hold the two readings of one text against one another."""
    if forbidden_in(text) is not None:
        return
    marked = read_marked(text)
    try:
        plain = read_plain(text)
    except OddTextError:
        return
    assert marked.faults == ()
    assert marked.top is not None
    assert repr(marked.top.value) == repr(plain)


def check_outcome(data: bytes, record: type[Any]) -> None:
    """Expect a record, or problems that stand somewhere and can be put into words."""
    read = read_record(data, "x.yml", record)
    if isinstance(read, record):
        return
    assert isinstance(read, tuple)
    assert read
    lines = data.count(b"\n") + 1
    for problem in read:
        assert 1 <= problem.line <= lines
        assert problem.column >= 1
        assert forbidden_in(line(problem, "zh")) is None
        assert "\n" not in line(problem, "en")
        assert problem.code.slug in CODES


@given(st.binary(max_size=200))
def test_random_bytes_are_refused_with_a_place(data: bytes) -> None:
    """No sequence of bytes raises anything."""
    check_outcome(data, Round)


@st.composite
def mutations(draw: st.DrawFn, text: str) -> bytes:
    """Draw a good file with a few places overwritten, cut out, doubled or swapped."""
    data = text.encode()
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 30)))
        other = draw(st.integers(0, len(data)))
        put = draw(
            st.one_of(
                st.binary(max_size=4),
                st.sampled_from([*":,[]{}-#&*!|>'\"%@`\t\n\\?~：，“ ", "- ", ": ", " #", "true", "1.5", '"x']).map(
                    str.encode
                ),
                st.just(data[other : other + 30]),
            )
        )
        data = data[:start] + put + data[end:]
    return data


@given(mutations(ROUND))
def test_a_damaged_round_is_a_round_or_a_list_of_problems(data: bytes) -> None:
    """A good file with a few random changes never raises anything."""
    check_outcome(data, Round)


@given(mutations(STANDARD))
def test_a_damaged_standard_is_a_standard_or_a_list_of_problems(data: bytes) -> None:
    """The same of standards, which have every kind of field."""
    check_outcome(data, Standard)


@given(mutations(ROUND))
def test_the_readings_agree_on_a_damaged_round(data: bytes) -> None:
    """A damaged file means the same to both readings, if the fast one takes it at all."""
    text = decoded(data)
    if isinstance(text, str):
        check_agreement(text)


def test_a_schema_rule_without_words_of_its_own_is_still_told() -> None:
    """A rule that pydantic may add some day gives a general sentence, not a crash."""
    schema = {"type": "str"}
    found = mismatch(schema, {"type": "string_is_dull", "loc": (), "input": "药盒", "ctx": {}})
    assert found is not None
    assert sentence(Problem(path="x.yml", code=found.code, facts=found.facts), "en") == (
        '"药盒" does not fit (string_is_dull)'
    )


def test_a_route_becomes_a_place(project: Path) -> None:
    """A value, a key, a value that is not there, and a file that is gone: each problem has a line and a column."""
    path = "results/people-hospital/2026-10/12-weekly.yml"
    routes = [
        Problem(path=path, code=NO_SUCH_FAULT, route=("inspections", 0, "findings", 0, "fault")),
        Problem(path=path, code=NO_SUCH_CLAUSE, route=("inspections", 0, "levels", "2.1"), at_key=True),
        Problem(path=path, code=NO_SUCH_LEVEL, route=("inspections", 0, "levels", "2.1")),
        Problem(path=path, code=NO_SUCH_CLAUSE, route=("inspections", 1, "unmet", 3, "clause")),
        Problem(path=path, code=NO_SUCH_CLAUSE, route=()),
        Problem(path="results/gone.yml", code=NO_SUCH_CLAUSE, route=("inspections",)),
        Problem(path=path, code=NO_SUCH_CLAUSE, route=("date",), line=7, column=7),
    ]
    found = located(project, routes)
    assert [(problem.line, problem.column) for problem in found] == [
        (9, 40),
        (12, 14),
        (12, 21),
        (16, 5),
        (2, 1),
        (1, 1),
        (7, 7),
    ]
    assert [replace(problem, line=0, column=0) for problem in found[:-1]] == routes[:-1]


def test_a_line_says_where_and_what() -> None:
    """The line of a problem is path, line, column, code and a sentence with the values."""
    problem = Problem(
        path="results/a/2026-10/x.yml",
        code=NO_SUCH_FAULT,
        facts={"fault": "untydy", "clause": "1.1", "known": "untidy, dirty"},
        line=12,
        column=8,
    )
    assert line(problem, "en") == (
        'results/a/2026-10/x.yml:12:8: no-such-fault fault "untydy" is not one of clause 1.1: untidy, dirty'
    )
    assert line(problem).startswith("results/a/2026-10/x.yml:12:8: no-such-fault ")
    assert "untydy" in line(problem)


def test_values_in_a_line_cannot_steer_a_terminal() -> None:
    """Control characters, line breaks and turned writing are shown as escapes; long values are cut."""
    facts = {"key": "\x1b[31m红\n二\u202e{near}", "near": "x" * 500}
    problem = Problem(path="results/\x07\udcff.yml", code=MISSPELT_KEY, facts=facts, line=1, column=1)
    assert line(problem, "en") == (
        "results/\\x07\\udcff.yml:1:1: misspelt-key there is no key "
        f'"\\x1b[31m红\\n二\\u202e{{near}}"; did you mean "{"x" * 119}…"?'
    )


def test_a_problem_without_its_facts_is_still_told() -> None:
    """A missing fact leaves a gap in the sentence."""
    assert line(Problem(path="x.yml", code=MISSING_KEY), "en") == 'x.yml: missing-key "…" is missing'


def test_the_committed_schemas_are_those_of_the_records() -> None:
    """Whoever changes a record runs `python -m generator.reading.schemas`."""
    committed = {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}
    assert committed == dict(schemas())


def objects_of(schema: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 -- a JSON Schema is a tree of plain values
    """Give every object schema within a schema."""
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for value in schema.values():
            yield from objects_of(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from objects_of(value)


def test_schemas_refuse_unknown_keys_and_empty_values() -> None:
    """An editor marks a misspelt key and an empty value, as the reader does."""
    for text in schemas().values():
        schema = json.loads(text)
        assert [each for each in objects_of(schema) if each["additionalProperties"] is not False] == []
        assert '"null"' not in text


def test_files_are_listed_by_path_and_kind(project: Path) -> None:
    """Hidden files and README.md are passed over; everything else is listed in one order."""
    files, problems = list_sources(project)
    assert [(file.path, file.kind) for file in files] == [
        ("results/people-hospital/2026-10/12-weekly.yml", "round"),
        ("results/people-hospital/centre.yml", "centre"),
        ("standards/boards/hospital-counters.yml", "board"),
        ("standards/hospital-100.yml", "standard"),
        ("standards/policy.yml", "policy"),
        ("standards/vocabulary.yml", "vocabulary"),
    ]
    assert problems == ()


def test_whatever_has_no_place_is_told(project: Path) -> None:
    """Stray files, wrong suffixes, bad names, links, pipes and missing files are problems of the tree."""
    write(
        project,
        {
            "standards/notes.txt": "",
            "standards/boards/a.yaml": "",
            "standards/boards/Upper.yml": "",
            "standards/programmes/Upper.yml": "",
            "standards/index.yml": "",
            "standards/plans/plan.yml": "",
            "results/stray.yml": "",
            "results/Bad_Centre/centre.yml": "",
            "results/con/centre.yml": "",
            "results/no-centre/2026-13/x.yml": "",
            "results/people-hospital/cases/Appeal.yml": "",
            "results/people-hospital/cases/deeper/x.yml": "",
            "results/people-hospital/notes.md": "",
            "results/people-hospital/2026-10/deeper/x.yml": "",
            "results/people-hospital/2026-10/名称.yml": "",
        },
    )
    (project / "standards/policy.yml").unlink()
    (project / "standards/policy.yml").symlink_to("/etc/hostname")
    (project / "results/linked").symlink_to(project / "results/people-hospital", target_is_directory=True)
    os.mkfifo(project / "results/people-hospital/2026-10/pipe.yml")
    assert [f"{problem.path} {problem.code.slug}" for problem in list_sources(project)[1]] == [
        "results/Bad_Centre malformed-centre-folder",
        "results/con reserved-name",
        "results/linked not-a-plain-file",
        "results/no-centre/2026-13 malformed-month-folder",
        "results/no-centre/centre.yml no-centre-file",
        "results/people-hospital/2026-10/deeper misplaced-file",
        "results/people-hospital/2026-10/pipe.yml not-a-plain-file",
        "results/people-hospital/2026-10/名称.yml malformed-file-name",
        "results/people-hospital/cases/Appeal.yml malformed-file-name",
        "results/people-hospital/cases/deeper misplaced-file",
        "results/people-hospital/notes.md misplaced-file",
        "results/stray.yml misplaced-file",
        "standards/boards/Upper.yml malformed-file-name",
        "standards/boards/a.yaml name-without-yml",
        "standards/index.yml reserved-name",
        "standards/notes.txt misplaced-file",
        "standards/plans/plan.yml misplaced-file",
        "standards/policy.yml missing-file",
        "standards/policy.yml not-a-plain-file",
        "standards/programmes/Upper.yml malformed-file-name",
    ]


def test_an_empty_project_lacks_its_vocabulary_and_policy(tmp_path: Path) -> None:
    """Where there is nothing, the two files that every project needs are named."""
    files, problems = list_sources(tmp_path)
    assert files == ()
    assert told(problems) == [
        "standards/policy.yml:1:1: missing-file this file is missing and needed",
        "standards/vocabulary.yml:1:1: missing-file this file is missing and needed",
    ]


def test_only_regular_files_of_a_sane_size_are_opened(tmp_path: Path) -> None:
    """A pipe is not waited for, a link not followed, a huge file not loaded; each is told."""
    os.mkfifo(tmp_path / "pipe.yml")
    (tmp_path / "link.yml").symlink_to("/etc/hostname")
    (tmp_path / "folder.yml").mkdir()
    with (tmp_path / "huge.yml").open("wb") as file:
        file.truncate(SIZE_LIMIT + 1)
    outcomes = {
        name: read_bytes(tmp_path, name) for name in ("pipe.yml", "link.yml", "folder.yml", "huge.yml", "gone.yml")
    }
    assert {name: found.code.slug for name, found in outcomes.items() if isinstance(found, Problem)} == {
        "pipe.yml": "not-a-plain-file",
        "link.yml": "not-a-plain-file",
        "folder.yml": "not-a-plain-file",
        "huge.yml": "file-too-large",
        "gone.yml": "unreadable-file",
    }


def test_equal_bytes_have_equal_digests(tmp_path: Path) -> None:
    """A digest names a content; a file that cannot be read has one too, so that whoever reads it can say why."""
    (tmp_path / "a.yml").write_bytes(b"a: 1\n")
    assert digest_of(tmp_path / "a.yml") == digest(b"a: 1\n")
    assert digest_of(tmp_path / "a.yml") != digest(b"a: 2\n")
    assert digest_of(tmp_path / "gone.yml") == "unreadable-file"


def test_a_rulebook_is_read_whole(project: Path) -> None:
    """Standards by id and edition, boards by id, and the file of each."""
    rulebook, problems = read_rulebook(project, list_sources(project)[0])
    assert problems == ()
    assert rulebook is not None
    assert list(rulebook.standards) == ["hospital-100@2024"]
    assert list(rulebook.boards) == ["hospital-counters"]
    assert dict(rulebook.paths) == {
        "hospital-100@2024": "standards/hospital-100.yml",
        "board:hospital-counters": "standards/boards/hospital-counters.yml",
    }
    assert rulebook.policy.hotline == "12345"


def test_an_id_is_the_name_of_its_file(project: Path) -> None:
    """A standard or board under another name is told, at its id."""
    (project / "standards/hospital-100.yml").rename(project / "standards/hospital.yml")
    (project / "standards/boards/hospital-counters.yml").rename(project / "standards/boards/counters.yml")
    rulebook, problems = read_rulebook(project, list_sources(project)[0])
    assert rulebook is None
    assert told(located(project, problems)) == [
        (
            'standards/hospital.yml:1:5: id-differs-from-file the id "hospital-100" is not the name of '
            "the file, hospital.yml"
        ),
        (
            'standards/boards/counters.yml:1:5: id-differs-from-file the id "hospital-counters" is not '
            "the name of the file, counters.yml"
        ),
    ]


def test_a_broken_board_does_not_hide_the_rest(project: Path) -> None:
    """With one board refused, results can still be checked against the standards."""
    write(project, {"standards/boards/hospital-counters.yml": BOARD.replace("month", "decade")})
    rulebook, problems = read_rulebook(project, list_sources(project)[0])
    assert rulebook is not None
    assert dict(rulebook.boards) == {}
    assert told(problems) == [
        (
            'standards/boards/hospital-counters.yml:5:9: unknown-value there is no "decade"; '
            "known are: week, month, quarter, half-year, year"
        ),
    ]


def test_ids_that_are_addresses_of_the_site_are_reserved(project: Path) -> None:
    """A role or a window called `index` would take the place of a page."""
    write(
        project,
        {
            "standards/vocabulary.yml": VOCABULARY.replace("id: all", "id: index"),
            "results/people-hospital/centre.yml": CENTRE.replace("cashier-1", "index"),
        },
    )
    files = list_sources(project)[0]
    centre = read_centre(project, "people-hospital", [file for file in files if file.kind == "centre"])
    assert told(located(project, read_rulebook(project, files)[1])) == [
        'standards/vocabulary.yml:3:14: reserved-id the id "index" is reserved'
    ]
    assert told(located(project, centre.problems)) == [
        'results/people-hospital/centre.yml:8:10: reserved-id the id "index" is reserved'
    ]


def test_every_file_of_a_centre_is_told_of_at_once(project: Path) -> None:
    """Problems of several rounds come together, and the good rounds are there all the same."""
    folder = "results/people-hospital/2026-10"
    write(
        project,
        {
            f"{folder}/05-weekly.yml": ROUND.replace("2026-10-12", "2026-10-05"),
            f"{folder}/19-weekly.yml": ROUND.replace("2026-10-12", "2026-10-32"),
            f"{folder}/26-weekly.yml": ROUND.replace("window: pharmacy-2", "Window: pharmacy-2"),
        },
    )
    files = [file for file in list_sources(project)[0] if file.path.startswith("results/")]
    reading = read_centre(project, "people-hospital", reversed(files))
    assert told(reading.problems) == [
        f"{folder}/19-weekly.yml:3:7: no-such-day there is no such day as 2026-10-32",
        f'{folder}/26-weekly.yml:16:5: missing-key "window" is missing',
        f'{folder}/26-weekly.yml:16:5: misspelt-key there is no key "Window"; did you mean "window"?',
    ]
    assert reading.data is not None
    assert [file.path for file in reading.data.rounds] == [f"{folder}/05-weekly.yml", f"{folder}/12-weekly.yml"]


def test_a_round_that_was_read_before_is_not_read_again(project: Path) -> None:
    """Rounds are known by the digest of their bytes, wherever they stand."""
    files = [file for file in list_sources(project)[0] if file.path.startswith("results/")]
    first = read_centre(project, "people-hospital", files)
    second = read_centre(project, "people-hospital", files, first)
    assert first.data is not None
    assert second.data is not None
    assert list(first.rounds_by_digest) == [digest(ROUND.encode())]
    assert second.data.rounds[0].round is first.data.rounds[0].round


def test_a_centre_without_a_readable_file_has_no_data(project: Path) -> None:
    """Its rounds are read all the same, so that their problems are told."""
    write(
        project,
        {
            "results/people-hospital/centre.yml": "",
            "results/people-hospital/2026-10/12-weekly.yml": ROUND.replace("team: 017", "team: 张三"),
        },
    )
    files = [file for file in list_sources(project)[0] if file.path.startswith("results/")]
    reading = read_centre(project, "people-hospital", files)
    assert reading.data is None
    assert [f"{problem.path}:{problem.line}:{problem.column} {problem.code.slug}" for problem in reading.problems] == [
        "results/people-hospital/2026-10/12-weekly.yml:5:7 malformed-team",
        "results/people-hospital/centre.yml:1:1 empty-file",
    ]


def test_a_file_that_vanishes_between_listing_and_reading_is_told(project: Path) -> None:
    """A race with somebody who deletes a file ends in a problem, not in a crash."""
    gone = SourceFile(path="results/people-hospital/2026-10/gone.yml", kind="round")
    reading = read_centre(project, "people-hospital", [gone])
    assert told(reading.problems) == [
        (
            "results/people-hospital/2026-10/gone.yml:1:1: unreadable-file the file cannot be read: No "
            "such file or directory"
        )
    ]
