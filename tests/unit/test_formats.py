"""Problems as machines read them: each format says all of them, and nothing of a text becomes part of the form."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest

from generator.judging.checks.references import NO_SUCH_CHANNEL, NO_SUCH_WINDOW
from generator.model.problem import Problem
from generator.telling.formats import FORMATS, MachineFormat, written
from generator.telling.messages import remedy, sentence
from tests.fixtures.command import windowboard
from tests.fixtures.town import lay_out, slip

HOSTILE = "<a href='x'>&]]>\"%,:"
PROBLEMS = (
    Problem(path="results/港口/a.yml", code=NO_SUCH_WINDOW, facts={"value": HOSTILE, "known": "w1"}, line=3, column=5),
    Problem(path="standards", code=NO_SUCH_CHANNEL, facts={"value": "x", "known": "weekly"}),
    Problem(path="results/港口/b.yml", code=NO_SUCH_WINDOW, facts={"value": "y", "known": "w1"}, line=9, column=1),
)


def told(form: MachineFormat, *, explained: bool = False) -> Any:  # noqa: ANN401  # what JSON holds
    """What a program reads."""
    return json.loads(written(PROBLEMS, form, "zh", explained=explained))


def test_json_says_place_code_and_sentence() -> None:
    """And with --explain what to do."""
    first, second, _ = told("json", explained=True)
    assert first == {
        "path": "results/港口/a.yml",
        "line": 3,
        "column": 5,
        "code": "no-such-window",
        "message": sentence(PROBLEMS[0], "zh"),
        "remedy": remedy(PROBLEMS[0], "zh"),
    }
    assert (second["line"], second["column"]) == (0, 0)
    assert "remedy" not in told("json")[0]


def test_sarif_names_each_rule_once_and_every_result_its_rule() -> None:
    """As its schema asks: a place has a line from 1 on, and the index of a rule is that of its id."""
    log = told("sarif", explained=True)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in rules] == ["no-such-window", "no-such-channel"]
    assert [rules[one["ruleIndex"]]["id"] for one in run["results"]] == [one["ruleId"] for one in run["results"]]
    places = [one["locations"][0]["physicalLocation"] for one in run["results"]]
    assert [one["region"]["startLine"] for one in places] == [3, 1, 9]
    assert places[0]["artifactLocation"] == {"uri": "results/%E6%B8%AF%E5%8F%A3/a.yml"}
    assert len({one["partialFingerprints"]["windowboard/v1"] for one in run["results"]}) == 3
    assert rules[0]["help"] == {"text": remedy(PROBLEMS[0], "zh")}


def test_junit_has_a_case_for_every_problem_and_one_that_passed_where_there_is_none() -> None:
    """A test runner shows them; a run without a case would be taken for one that did not run."""
    suite = Xml.fromstring(written(PROBLEMS, "junit", "zh", explained=True))  # noqa: S314  # our own
    assert (suite.get("tests"), suite.get("failures")) == ("3", "3")
    failure = suite[0].find("failure")
    assert failure is not None
    assert failure.get("message") == sentence(PROBLEMS[0], "zh")
    assert HOSTILE in (failure.text or "")
    assert suite[0].get("classname") == "results/港口/a.yml"
    clean = Xml.fromstring(written((), "junit", "zh", explained=False))  # noqa: S314  # as above
    assert (clean.get("tests"), clean.get("failures"), len(clean)) == ("1", "0", 1)


@pytest.mark.parametrize("form", [one for one in FORMATS if one != "plain"])
def test_a_check_prints_its_report_on_standard_output_alone(tmp_path: Path, form: MachineFormat) -> None:
    """Whatever is wrong, the report can be piped; people read the same on standard error."""
    root = lay_out(tmp_path)
    clean = windowboard(root, "check", "--format", form)
    assert clean.returncode == 0, clean
    slip(root, "results/harbour/2026-10/12-weekly-a.yml", "channel: weekly", "channel: weakly")
    done = windowboard(root, "check", "--format", form)
    assert done.returncode == 2
    assert done.stdout.count("no-such-channel") >= 1
    assert clean.stdout.count("no-such-channel") == 0
    assert ("no-such-channel" in done.stderr) == (form != "github")
