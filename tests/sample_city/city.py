"""Writes the results of the sample city, and changes one of them."""

import re
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from generator.model.events import Event
from generator.model.results import Round
from tests.sample_city.cast import HOUSES
from tests.sample_city.crowd import crowd
from tests.sample_city.days import newest_months
from tests.sample_city.phrases import load_phrases
from tests.sample_city.players import House
from tests.sample_city.rules import STANDARDS, load_rules
from tests.sample_city.schedule import Habits, events_of, rounds_of
from tests.sample_city.text import centre_text, events_text, round_text
from tests.sample_city.visits import Trade

CAST_HABITS: Final = Habits(attendance=0.8, partial=0.12, patrols=3)
CROWD_HABITS: Final = Habits(attendance=1.0, partial=0.05, patrols=2)

BY_HAND: Final = Path(__file__).parent / "by_hand"
"""What no dice can write, as it stands in `results/`: cases, return visits, self-checks, appraisals."""

_COUNTED: Final = re.compile(r"\bcount: (\d+)")


def trades() -> dict[str, Trade]:
    """What inspectors carry along, by trade of the cast: the standard of the board and the words for it."""
    played = {house.centre.trade for house in HOUSES}
    return {
        trade: Trade(rules=rules, earlier=tuple(earlier), phrases=load_phrases(rules.ref.partition("@")[0]))
        for trade, (*earlier, rules) in load_rules(STANDARDS).items()
        if trade in played
    }


def write_city(out: Path, *, seed: int, windows: int | None, months: int) -> None:
    """Write `results/**` to the folder `out`: the cast, or a city of exactly `windows` windows.

    Existing files of other names are left alone. Raises FileExistsError where two rounds would share a file, which
    the cast must never ask for.

    With the cast goes what was written by hand.
    """
    carried = trades()
    houses, habits = (HOUSES, CAST_HABITS) if windows is None else (tuple(crowd(windows, seed)), CROWD_HABITS)
    for number, house in enumerate(houses, start=1):
        trade = carried[house.centre.trade]
        _write_house(out, house, trade, rounds_of(house, trade, newest_months(months), habits, seed))
        _write_events(out / house.id / "events", events_of(house, trade, newest_months(months), number, seed))
    if windows is None:
        for path in sorted(BY_HAND.rglob("*.yml")):
            _write(out / path.relative_to(BY_HAND), path.read_text(encoding="utf-8"))


def write_project(root: Path, *, seed: int, windows: int, months: int) -> None:
    """Write a project with a city of exactly `windows` windows, of which the check has nothing to say.

    Its rules are those of this repository, but nothing is held, so that the newest month is what changes, and
    programmes name no districts, for small cities have not all of them.
    """
    shutil.copytree(STANDARDS, root / "standards")
    policy = root / "standards" / "policy.yml"
    policy.write_text(policy.read_text("utf-8").replace("preview: 10", "preview: 0"), "utf-8")
    for programme in (root / "standards" / "programmes").glob("*.yml"):
        programme.write_text(re.sub(r"(?m)^    districts: .*\n", "", programme.read_text("utf-8")), "utf-8")
    write_city(root / "results", seed=seed, windows=windows, months=months)


def change_one_round(out: Path, number: int = 0) -> Path:
    """Count one finding of the newest month once more (after nine: once), and say in which file.

    `number` picks the file among those of the newest month that have a counted finding, in the order of their paths.
    """
    newest = max(path.name for path in out.glob("*/????-??"))
    files = sorted(path for path in out.glob(f"*/{newest}/*.yml") if _COUNTED.search(path.read_text(encoding="utf-8")))
    path = files[number % len(files)]
    text = path.read_text(encoding="utf-8")
    path.write_bytes(_COUNTED.sub(_one_more, text, count=1).encode())
    return path


def _one_more(match: re.Match[str]) -> str:
    return f"count: {int(match[1]) % 9 + 1}"


def _write_events(folder: Path, events: Iterable[Event]) -> None:
    """A file for every month in which anything was proved."""
    by_month: dict[str, list[Event]] = {}
    for event in events:
        by_month.setdefault(f"{event.proved:%Y-%m}", []).append(event)
    for month, proved in by_month.items():
        _write(folder / f"{month}.yml", events_text(proved))


def _write_house(out: Path, house: House, trade: Trade, rounds: Iterable[Round]) -> None:
    folder = out / house.id
    words = trade.phrases
    exempt = sorted({*words.reasons, *words.without, *words.idle})
    standard = trade.rules.ref.partition("@")[0]
    _write(
        folder / "centre.yml",
        centre_text(replace(house.centre, may_not_apply={standard: tuple(exempt)} if exempt else {})),
    )
    written = set[Path]()
    for visit in rounds:
        path = folder / f"{visit.date:%Y-%m}" / _file_name(visit)
        if path in written:
            raise FileExistsError(path)
        written.add(path)
        _write(path, round_text(visit))


def _file_name(visit: Round) -> str:
    return f"{visit.date.isoformat()}-{visit.channel}-{visit.team.lower()}.yml"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
