"""What editors propose in a city: its own ids where they may stand, and nothing that is not proposed is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.reading.schemas import schemas
from tests.fixtures.command import windowboard
from tests.fixtures.town import lay_out, slip

CENTRE = "results/harbour/centre.yml"


def schema_of(root: Path, kind: str) -> Any:  # noqa: ANN401  # a JSON Schema
    """A schema as an editor reads it."""
    return json.loads((root / ".windowboard" / f"{kind}.json").read_text("utf-8"))


def proposed(part: Any) -> dict[str, str]:  # noqa: ANN401  # a part of a JSON Schema
    """Which values are proposed, and what they are."""
    (first, _) = part["anyOf"]
    return dict(zip(first["enum"], first["enumDescriptions"], strict=True))


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The town after `windowboard schemas`."""
    root = lay_out(tmp_path)
    done = windowboard(root, "schemas")
    assert (done.returncode, ".windowboard/round.json" in done.stderr) == (0, True), done
    return root


def test_a_round_is_written_with_the_ids_of_its_city(town: Path) -> None:
    """Standards, channels, windows, clauses, faults and vetoes, each with its name."""
    schema = schema_of(town, "round")
    parts = {name: record["properties"] for name, record in schema["$defs"].items()}
    assert proposed(schema["properties"]["standard"]) == {"desk@1": "柜台标准"}
    assert proposed(schema["properties"]["channel"]) == {"weekly": "周督查", "monthly": "月通报", "self": "自查"}
    assert proposed(parts["Inspection"]["window"])["cash-1"] == "现金窗口1，港口支行"
    assert proposed(schema["properties"]["clean"]["items"]).keys() == {"cash-1", "cash-2"}
    assert proposed(parts["Finding"]["clause"])["1.1"] == "desk：台面整洁"
    assert proposed(parts["Finding"]["fault"])["silent"] == "2.1：不问候"
    assert proposed(parts["Offence"]["veto"]) == {"bribery": "收礼（柜台标准）"}
    assert parts["Inspection"]["levels"]["properties"].keys() == {"3.2"}
    assert parts["Inspection"]["sampled"]["properties"]["3.1"]["description"] == "desk：五分钟办结"
    every = {
        value for one in parts["Inspection"]["assessed"]["anyOf"] if "items" in one for value in proposed(one["items"])
    }
    assert {"1", "1.1", "3.3"} <= every


def test_rules_are_written_with_the_words_of_the_vocabulary(town: Path) -> None:
    """Themes, roles and trades in a standard; bands and trades on a board; a mapping by channels."""
    clause = schema_of(town, "standard")["$defs"]["Clause"]["properties"]
    assert proposed(clause["theme"]) == {"environment": "环境", "attitude": "态度"}
    assert proposed(clause["roles"]["items"])["teller"] == "柜员"
    board = schema_of(town, "board")
    assert proposed(board["properties"]["trade"]) == {"bank": "银行", "post": "邮政"}
    assert board["properties"]["channels"]["properties"].keys() == {"weekly", "monthly", "self"}
    assert proposed(board["$defs"]["ListRule"]["properties"]["bands"]["items"])["poor"] == "不良"


def unproposed(schema: Any) -> Any:  # noqa: ANN401  # a JSON Schema
    """The schema without what is proposed: a value has another alternative, a mapping its form of keys."""
    if isinstance(schema, list):
        return [unproposed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    told = {key: unproposed(one) for key, one in schema.items()}
    if "patternProperties" in told:
        told.pop("properties", None)
    if "enumDescriptions" in next(iter(told.get("anyOf", [])), {}):
        _, value = told.pop("anyOf")
        told |= value
    return told


def test_what_is_not_proposed_is_no_mistake(town: Path) -> None:
    """What the schemas of the product accept these accept: besides proposals they are the same."""
    for kind, text in schemas().items():
        assert unproposed(schema_of(town, kind)) == json.loads(text), kind


def test_a_new_city_has_them_at_once(tmp_path: Path) -> None:
    """`init` writes them with its own ids."""
    begun = CliRunner().invoke(main, ["init", str(tmp_path / "kaohe"), "--defaults"])
    assert begun.exit_code == 0, begun.output
    assert "weekly" in proposed(schema_of(tmp_path / "kaohe", "round")["properties"]["channel"])


def test_a_city_in_disorder_is_told_where(tmp_path: Path) -> None:
    """Nothing is written of rules that cannot be read."""
    root = lay_out(tmp_path)
    slip(root, CENTRE, "trade: bank", "trade: [bank]")
    done = windowboard(root, "schemas")
    assert done.returncode == 2
    assert "results/harbour/centre.yml:2" in done.stderr
    assert not (root / ".windowboard").exists()
