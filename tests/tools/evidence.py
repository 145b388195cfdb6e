"""How far the figures can be trusted: `python -m tests.tools.evidence`, about a quarter of an hour on one core.

Windows of known quality are inspected month after month, and the program's own code judges what was found: scores,
spreads, intervals, lists. What it says is held against what is known, and the table goes to `theme/simulation.json`,
which the page of the method prints with the assumptions. `--boards` says how many boards each row has; with
`--dry` nothing is written. Seeds are fixed, so the same program writes the same table.

The model; its spread of rates was chosen before the table was made, by trying a few on the plain board:

- A board has windows of centres of ten, judged by `hospital-100` and the rules of its board, without the limit of ten
  praised. The truth of a window is the score of a single full visit on average. On most boards what windows lose is
  log-normal, so that of a hundred about 2 are poor and 31 excellent.
- A visit sees the faults of a window as Poisson numbers, up to the bounds that the standard sets. Each clause of each
  window has a rate of its own (standard deviation of its logarithm 0.3), which its faults share alike. A team that
  finds more or fewer faults multiplies the rates; so does the day, by an effect that all windows of a centre share
  (standard deviation of its logarithm 0.15).
- A month is one monthly visit of the whole standard (weight 4), and weekly ones (weight 2) of three clauses in four.
"""

import argparse
import datetime
import json
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache
from itertools import accumulate, groupby
from math import exp, log, pi, sqrt
from pathlib import Path
from random import Random
from typing import Any, Final

import click

from generator.judging.scoring.figures import band_of, rounded
from generator.judging.scoring.pools import Plan, plan_of
from generator.judging.scoring.ranking import rank_board, standing_of
from generator.judging.scoring.scores import score_period
from generator.judging.scoring.teams import effect_of, team_sums
from generator.judging.scoring.visits import Visit
from generator.model.keys import PlaceKey, WindowKey
from generator.model.problem import InputError
from generator.model.results import Finding, Inspection, Round
from generator.model.rules import Board, Certainty
from generator.model.scores import BoardPeriod, PeriodScore, Rated, Standing
from generator.model.standard import Band, Deduct, Standard
from generator.product import THEME
from generator.reading.rulebook import read_rulebook
from generator.reading.tree import list_sources
from tests.fixtures.folders import ROOT

SEED: Final = 20
BOARDS: Final = 100
MONTHS: Final = 6
CENTRE: Final = 10
"""Windows of a centre."""
DAY: Final = 0.15
ERRATIC: Final = 0.3
"""Standard deviations of logarithms: of a day, and of each single visit to an erratic window."""
UNLIKE: Final = 0.3
"""The same of the clauses of one window: each has its own weak points."""
HARSH: Final = {"A": 1.3, "B": 1.0, "C": 0.7}
FAR: Final = 65
"""Power is told for the truly poor, and for those below so many points."""

Told = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Variant:
    """A row of the table: what is unlike the plain board."""

    id: str
    like: str = ""
    """The row whose windows and visits it has, under other rules; empty: it has its own."""
    times: int = 1
    """So many times the boards of the other rows."""
    windows: int = 100
    weekly: int = 4
    daily: int = 0
    patrols: int = 0
    """Visits a month that look at one section only."""
    erratic: int = 0
    """So many of the windows are erratic."""
    poor: bool = True
    """False: the truth of every window lies between 70.5 and 76."""
    harsh: bool = False
    """Teams find 1.3, 1 and 0.7 of the faults."""
    gaps: float = 0
    """Share of the months in which nobody comes to a window."""
    single: bool = False
    """One team sees the whole of a centre, always."""
    min_teams: int = 2
    praise: int = 3
    """Periods that the red list asks for."""


VARIANTS: Final = (
    Variant(id="plain", times=2),
    Variant(id="praise-one", like="plain", times=2, praise=1),
    Variant(id="erratic", erratic=20),
    Variant(id="nobody-poor", poor=False),
    Variant(id="mixed-teams", harsh=True),
    Variant(id="single-teams", harsh=True, single=True),
    Variant(id="single-teams-listed", like="single-teams", harsh=True, single=True, min_teams=1),
    Variant(id="patrols", patrols=6),
    Variant(id="gaps", gaps=0.25),
    Variant(id="three-visits", weekly=2),
    Variant(id="twelve-visits", weekly=4, daily=7),
    Variant(id="twenty-windows", windows=20),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """What everything is judged by."""

    board: Board
    standard: Standard
    plan: Plan
    faults: tuple[tuple[str, str, int, bool], ...]
    """Clause, fault, points, and whether they are taken each time."""
    caps: Mapping[str, int]
    """Points of each clause."""

    @property
    def clauses(self) -> tuple[str, ...]:
        """What visits look at."""
        return tuple(self.caps)


@dataclass(frozen=True, kw_only=True, slots=True)
class Patient:
    """A window of known quality."""

    key: WindowKey
    truth: float
    rates: tuple[float, ...]
    """Faults that a visit sees on average, in the order of `Rules.faults`."""
    erratic: bool


@dataclass(kw_only=True, slots=True)
class Tally:
    """What came out of a row."""

    seen: Counter[str | tuple[str, str]] = field(default_factory=Counter)
    half: Fraction = Fraction(0)
    """Sum of half widths."""
    boards: list[Counter[str | tuple[str, str]]] = field(default_factory=list)
    """What was seen of each board by itself."""


@cache
def rules() -> Rules:
    """The board of the hospitals, with its newest edition."""
    rulebook, problems = read_rulebook(ROOT, list_sources(ROOT)[0])
    if rulebook is None:
        raise InputError(problems)
    board = rulebook.boards["hospital-counters"]
    standard = rulebook.standards[board.standard]
    clauses = [(one, one.check) for section in standard.sections for one in section.clauses]
    faults = tuple(
        (clause.id, fault.id, int(plan.faults[clause.id, fault.id].minus / plan.unit), bool(fault.each))
        for plan in [plan_of(standard)]
        for clause, check in clauses
        if isinstance(check, Deduct)
        for fault in check.faults
        if fault.per == "visit"
    )
    seen = {clause for clause, *_ in faults}
    return Rules(
        board=replace(board, earlier=(), red=replace(board.red, at_most=None)),
        standard=standard,
        plan=plan_of(standard),
        faults=faults,
        caps={one.id: int(one.points or 0) for one, _ in clauses if one.id in seen},
    )


def bands_of() -> tuple[Band, ...]:
    """The bands, the best first."""
    return tuple(sorted(rules().standard.bands, key=lambda band: band.at_least, reverse=True))


# --- windows of known quality -----------------------------------------------------------------------------------------


def _taken(clause: str, rate: float) -> float:
    """Points that a visit takes from a clause on average, its faults sharing this rate alike."""
    known = rules()
    cap = known.caps[clause]
    own = [(minus, each) for one, _, minus, each in known.faults if one == clause]
    chances = [1.0] + [0.0] * cap
    for minus, each in own:
        mean = rate / len(own)
        numbers = [exp(-mean)]
        while each and len(numbers) <= cap:
            numbers.append(numbers[-1] * mean / len(numbers))
        numbers.append(1 - sum(numbers))
        new = [0.0] * (cap + 1)
        for lost, chance in enumerate(chances):
            for number, likely in enumerate(numbers):
                new[min(cap, lost + number * minus)] += chance * likely
        chances = new
    return sum(lost * chance for lost, chance in enumerate(chances))


GRID: Final = [place / 5 for place in range(-60, 21)]
"""Logarithms of rates at which averages are known."""


@cache
def _averages(clause: str, spread: float) -> tuple[float, ...]:
    """What `_taken` is on average over effects of this spread, on the grid."""
    steps = [place / 2 for place in range(-8, 9)]
    weights = [exp(-(step**2) / 2) / sqrt(2 * pi) / 2 for step in steps]
    return tuple(
        sum(weight * _taken(clause, exp(place + step * spread)) for step, weight in zip(steps, weights, strict=True))
        for place in GRID
    )


def _lost(logs: Mapping[str, float], spread: float) -> float:
    """Points that a full visit takes on average."""
    found = 0.0
    for clause, place in logs.items():
        known = _averages(clause, spread)
        at = min(max((place - GRID[0]) * 5, 0), len(GRID) - 1.001)
        low = int(at)
        found += known[low] + (known[low + 1] - known[low]) * (at - low)
    return found


def patients(variant: Variant, dice: Random) -> tuple[Patient, ...]:
    """The windows of a board."""
    return tuple(_patient(variant, dice, number) for number in range(variant.windows))


def _patient(variant: Variant, dice: Random, number: int) -> Patient:
    known = rules()
    wanted = min(60.0, exp(dice.gauss(1.963, 0.709))) if variant.poor else dice.uniform(24, 29.5)
    erratic = number < variant.erratic
    spread = sqrt(DAY**2 + ERRATIC**2) if erratic else DAY
    bent = {clause: dice.gauss(0, UNLIKE) for clause in known.clauses}
    low, high = -10.0, 4.0
    for _ in range(40):
        middle = (low + high) / 2
        if _lost({clause: middle + one for clause, one in bent.items()}, spread) < wanted:
            low = middle
        else:
            high = middle
    share = Counter(clause for clause, *_ in known.faults)
    return Patient(
        key=WindowKey(f"c{number // CENTRE:02}", f"w{number % CENTRE}"),
        truth=100 - _lost({clause: low + one for clause, one in bent.items()}, spread),
        rates=tuple(exp(low + bent[clause]) / share[clause] for clause, *_ in known.faults),
        erratic=erratic,
    )


# --- visits -----------------------------------------------------------------------------------------------------------


def _plan_of_month(variant: Variant, dice: Random) -> Iterator[tuple[str, str, int]]:
    """Channel, what is looked at, and day of each visit to a centre."""
    yield "monthly", "all", 20
    yield from (("weekly", "part", 2 + 7 * number) for number in range(variant.weekly))
    yield from (("daily", "part", 3 + 3 * number) for number in range(variant.daily))
    sections = [section.id for section in rules().standard.sections]
    yield from (("daily", dice.choice(sections), 4 + 4 * number) for number in range(variant.patrols))


def visits_of(variant: Variant, windows: Sequence[Patient], month: str, dice: Random) -> dict[WindowKey, list[Visit]]:
    """What is found in a month, by window."""
    found: dict[WindowKey, list[Visit]] = {one.key: [] for one in windows}
    year, number = map(int, month.split("-"))
    missed = {one.key for one in windows if variant.gaps and dice.random() < variant.gaps}
    for centre in sorted({one.key.centre for one in windows}):
        for channel, looked_at, day in _plan_of_month(variant, dice):
            team = "ABC"[int(centre[1:]) % 3] if variant.single else dice.choice("ABC")
            effect = dice.gauss(0, DAY) + (log(HARSH[team]) if variant.harsh else 0)
            told = Round(
                standard=rules().standard.ref, date=datetime.date(year, number, day), channel=channel, team=team
            )
            for one in windows:
                if one.key.centre == centre and one.key not in missed:
                    found[one.key].append(Visit(told, _inspection(one, looked_at, effect, dice)))
    return found


def _inspection(one: Patient, looked_at: str, effect: float, dice: Random) -> Inspection:
    known = rules()
    assessed: tuple[str, ...] | None = None
    if looked_at == "part":
        assessed = tuple(sorted(dice.sample(known.clauses, round(len(known.clauses) * 0.75))))
    elif looked_at != "all":
        assessed = (looked_at,)
    own = effect + (dice.gauss(0, ERRATIC) if one.erratic else 0)
    sums = list(accumulate(one.rates))
    seen: Counter[int] = Counter()
    for _ in range(_poisson(sums[-1] * exp(own), dice)):
        seen[min(bisect(sums, dice.random() * sums[-1]), len(sums) - 1)] += 1
    kept = None if assessed is None else set(assessed)
    findings = []
    for place, count in sorted(seen.items()):
        clause, fault, _, each = known.faults[place]
        if kept is None or clause in kept or clause.split(".")[0] in kept:
            findings.append(Finding(clause=clause, fault=fault, count=count if each else 1))
    return Inspection(window=one.key.window, assessed=assessed or "all", findings=tuple(findings))


def _poisson(mean: float, dice: Random) -> int:
    """How many, by multiplying chances; quick for the small means of faults."""
    number, product, end = 0, dice.random(), exp(-mean)
    while product > end:
        number += 1
        product *= dice.random()
    return number


# --- what the program says, and what is true --------------------------------------------------------------------------


def run(variant: Variant, boards: int, months: int = MONTHS) -> Told:
    """A row of the table."""
    return run_alike((variant,), boards, months)[0]


def run_alike(variants: Sequence[Variant], boards: int, months: int = MONTHS) -> list[Told]:
    """The rows of variants with the same windows and visits, which differ by what their lists ask for."""
    first, tallies = variants[0], [Tally() for _ in variants]
    judged_by = [_board(variant) for variant in variants]
    for number in range(boards):
        before = [Counter(tally.seen) for tally in tallies]
        dice = Random(f"{SEED} {first.like or first.id} {number}")  # noqa: S311  # lots, no secrets
        windows = patients(first, dice)
        past: list[dict[WindowKey, Standing]] = []
        for place in range(months):
            month = f"2026-{place + 1:02}"
            scores = [
                score_period(rules().plan, judged_by[0], month, one, found)
                for one, found in visits_of(first, windows, month, dice).items()
            ]
            standings = [standing_of(rules().standard, judged_by[0], score) for score in scores]
            for tally, board in zip(tallies, judged_by, strict=True):
                period = rank_board(board, rules().standard, month, standings, datetime.date(2027, 1, 1), past)
                _count(tally, windows, period, full=len(past) >= _asked() - 1)
                _count_teams(tally, scores, period)
            past.insert(0, {row.who: row for row in standings})
        for tally, seen in zip(tallies, before, strict=True):
            tally.boards.append(tally.seen - seen)
    return [_told(variant, tally, boards) for variant, tally in zip(variants, tallies, strict=True)]


def _board(variant: Variant) -> Board:
    known = rules().board
    red, green = (replace(rule, min_teams=variant.min_teams) for rule in (known.red, known.green))
    return replace(known, red=replace(red, certain=Certainty(periods=variant.praise)), green=green)


def _asked() -> int:
    certain = rules().board.green.certainty("green")
    return certain.periods if certain else 1


def _count(tally: Tally, windows: Iterable[Patient], period: BoardPeriod, *, full: bool) -> None:
    """Count what was said of a month; `full`: enough months are known for both lists."""
    known, seen = rules(), tally.seen
    truth = {one.key: one.truth for one in windows}
    bands = {key: band_of(known.standard, rounded(Fraction(score), 1)) for key, score in truth.items()}
    order = sorted((truth[row.who] for row in period.ranked), reverse=True)
    seen["months"] += 1
    seen["full"] += full
    for row in period.ranked:
        if row.interval is None or not isinstance(row.outcome, Rated):
            continue
        score, band = truth[row.who], bands[row.who]
        seen["rows"] += 1
        seen["rows", band] += 1
        seen["inside", band] += row.interval.low <= score <= row.interval.high
        seen["place"] += row.first <= 1 + order.index(score) <= row.last
        tally.half += Fraction(row.interval.high - row.interval.low) / 2
        if full:
            seen["praised"] += row.listed == "red"
            seen["praised", "falsely"] += row.listed == "red" and band not in known.board.red.bands
            seen["poor"] += band in known.board.green.bands
            seen["far"] += score < FAR
            seen["exposed"] += row.listed == "green"
            seen["exposed", "falsely"] += row.listed == "green" and band not in known.board.green.bands
            seen["exposed", "poor"] += row.listed == "green" and band in known.board.green.bands
            seen["exposed", "far"] += row.listed == "green" and score < FAR


def _count_teams(tally: Tally, scores: Iterable[PeriodScore], period: BoardPeriod) -> None:
    """Count how often teams are told apart, and how many of their inspections tell nothing of them."""
    known = rules()
    sums = team_sums(scores, {known.standard.ref: known.standard})
    spreads = {PlaceKey(known.board.id, period.period): period.pooled} if period.pooled else {}
    for one in sums:
        effect = effect_of([one], spreads, 1)
        tally.seen["teams"] += 1
        tally.seen["teams", "apart"] += effect is not None and effect.certain
        tally.seen["inspections"] += one.inspections
        tally.seen["inspections", "alone"] += one.alone


def _told(variant: Variant, tally: Tally, boards: int) -> Told:
    seen = tally.seen
    bands = [band.id for band in bands_of()]
    return {
        "id": variant.id,
        "boards": boards,
        "windows": variant.windows,
        "months": seen["months"],
        "months_full": seen["full"],
        "coverage": [_percent(seen["inside", band], seen["rows", band]) for band in bands],
        "coverage_errors": [_error(tally, band) for band in bands],
        "half_width": _ratio(tally.half, seen["rows"], 2),
        "places": _percent(seen["place"], seen["rows"]),
        "exposed": _ratio(seen["exposed"], seen["full"], 3),
        "exposed_falsely": _ratio(seen["exposed", "falsely"], seen["full"], 3),
        "exposed_false_share": _percent(seen["exposed", "falsely"], seen["exposed"]),
        "praised": _ratio(seen["praised"], seen["full"], 2),
        "praised_falsely": _ratio(seen["praised", "falsely"], seen["full"], 3),
        "praised_false_share": _percent(seen["praised", "falsely"], seen["praised"]),
        "power": _percent(seen["exposed", "poor"], seen["poor"]),
        "power_far": _percent(seen["exposed", "far"], seen["far"]),
        "teams_apart": _percent(seen["teams", "apart"], seen["teams"]),
        "alone": _percent(seen["inspections", "alone"], seen["inspections"]),
    }


def _error(tally: Tally, band: str) -> str:
    """Standard error of a coverage, in percent: windows of one board are seen month after month, so boards count."""
    rows, inside = tally.seen["rows", band], tally.seen["inside", band]
    if not rows:
        return ""
    apart = sum(Fraction(one["inside", band] - Fraction(inside * one["rows", band], rows)) ** 2 for one in tally.boards)
    return f"{100 * sqrt(apart) / rows:.1f}"


def _ratio(part: Fraction | int, whole: int, places: int) -> str:
    """A quotient, rounded half up; empty where there is nothing to divide by."""
    return format(rounded(Fraction(part) / whole, places), "f") if whole else ""


def _percent(part: int, whole: int) -> str:
    return _ratio(part * 100, whole, 1)


def main() -> None:
    """Simulate every row, print it, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.tools.evidence", description="Simulate known windows.")
    parser.add_argument("--boards", type=int, default=BOARDS, help="boards of a hundred windows in each row")
    parser.add_argument("--only", help="this row and no other; nothing is written")
    parser.add_argument("--dry", action="store_true", help="write nothing")
    flags = parser.parse_args()
    rows = []
    for _, alike in groupby(VARIANTS, key=lambda variant: variant.like or variant.id):
        asked = [variant for variant in alike if flags.only in {None, variant.id}]
        if asked:
            rows += run_alike(asked, max(1, asked[0].times * flags.boards * 100 // asked[0].windows))
            click.echo("\n".join(_line(row) for row in rows[-len(asked) :]))
    if not (flags.only or flags.dry):
        write(THEME / "simulation.json", rows)


def _line(row: Told) -> str:
    told = {key: one or "–" for key, one in row.items()}
    shares = zip(bands_of(), row["coverage"], row["coverage_errors"], strict=True)
    coverage = ", ".join(f"{band.id} {share} ± {error}" if share else f"{band.id} –" for band, share, error in shares)
    return (
        f"{told['id']}: coverage {coverage}; half width {told['half_width']}; places {told['places']}\n"
        f"  exposed {told['exposed']} a month, {told['exposed_falsely']} falsely ({told['exposed_false_share']} %); "
        f"power {told['power']}, below {FAR} {told['power_far']}\n"
        f"  praised {told['praised']} a month, {told['praised_falsely']} falsely ({told['praised_false_share']} %); "
        f"teams told apart {told['teams_apart']}, inspections of windows seen by one team {told['alone']}"
    )


def write(path: Path, rows: Sequence[Told]) -> None:
    """The table as the page of the method reads it."""
    facts = {"bands": [band.name for band in bands_of()], "months": MONTHS, "rows": rows}
    text = json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
