"""What a simulation of windows of known quality showed: `theme/simulation.json`, written by `make evidence`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from generator.product import THEME
from generator.words.phrases import say

NAMES: Final[Mapping[str, str]] = {
    "plain": say("一般情形"),
    "praise-one": say("红榜只要一期"),
    "erratic": say("忽好忽坏"),
    "nobody-poor": say("没有不良"),
    "mixed-teams": say("三组松紧不同"),
    "single-teams": say("三组松紧不同，一组包一家"),
    "single-teams-listed": say("一组包一家，又不要求两个组"),
    "patrols": say("只看一章的巡查"),
    "gaps": say("有的月份没有查"),
    "three-visits": say("每月三次检查"),
    "twelve-visits": say("每月十二次检查"),
    "twenty-windows": say("二十个窗口"),
}
"""What each row is called."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SimulatedRow:
    """What came out for one kind of board; shares are percentages, a dash where there was nothing to count."""

    name: str
    boards: str
    coverage: tuple[str, ...]
    """By band of the truth, in the order of `Simulation.bands`: how often it lies within the interval, with the
    standard error that the simulation leaves."""
    half_width: str
    places: str
    exposed: str
    """On each board and in each month, as `exposed_falsely`, `praised` and `praised_falsely`."""
    exposed_falsely: str
    exposed_false_share: str
    power: str
    """Of the windows that are truly poor, those that are exposed."""
    power_far: str
    praised: str
    praised_falsely: str
    praised_false_share: str
    teams_apart: str
    alone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Simulation:
    """The whole table."""

    months: int
    bands: tuple[str, ...]
    """Names of bands, the best first."""
    rows: tuple[SimulatedRow, ...]


@cache
def simulation() -> Simulation:
    """The table as it was written last."""
    known = json.loads((THEME / "simulation.json").read_text(encoding="utf-8"))
    return Simulation(
        months=known["months"], bands=tuple(known["bands"]), rows=tuple(_row(row) for row in known["rows"])
    )


def _row(row: Mapping[str, Any]) -> SimulatedRow:
    told = {key: row[key] or "—" for key in SimulatedRow.__slots__ if key not in {"name", "coverage", "boards"}}
    shares = zip(row["coverage"], row["coverage_errors"], strict=True)
    coverage = tuple(f"{share} ± {error}" if share else "—" for share, error in shares)
    return SimulatedRow(name=NAMES[row["id"]], boards=str(row["boards"]), coverage=coverage, **told)
