"""The tables of the published data as records: who was inspected and what was found, and what scores are made of.

What belongs to a record stands in another table, in the order of the records that it belongs to, and these say how
many there are of it.
"""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from generator.verifying.published.figures import Json
from generator.verifying.published.methods import BY_CLAUSE
from generator.verifying.published.release import Release, UnreadableError

SCORES: Final = "data/scores-"
RECORDS: Final = "data/records-"
FINDINGS: Final = "data/findings-"
EVENTS: Final = "data/events.csv"
PARTS: Final = "data/parts/"
RISKY: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
"""What a text begins with that has an apostrophe before it in a file for spreadsheets."""
TRUTHS: Final = {"true": True, "false": False}
OF_ROUND: Final = ("standard", "date", "channel", "team", "late", "out_of_hours")
OF_VISIT: Final = (
    "date",
    "channel",
    "team",
    "weight",
    "coverage",
    "base",
    "score",
    "band",
    "reason",
    "found",
    "needed",
)
OF_SCORE: Final = (
    *("base", "event_points", "bonus", "exact", "available", "coverage", "counted", "days", "announced", "computed"),
    *("found", "needed", "full", "not_assessed", "not_applicable", "bonuses", "lowered", "struck"),
)
WHOLE: Final = "*"
"""The pool that a whole standard shares."""


def csv_rows(release: Release, path: str) -> list[Json]:
    """The lines of a file for spreadsheets: an empty cell is None. Raises UnreadableError."""
    text = release.text(path).removeprefix("\ufeff")
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        names = lines[0]
        told = {cell: _told_in(cell) for line in lines[1:] for cell in line}  # most cells say what others say too
        return [{name: told[cell] for name, cell in zip(names, line, strict=True)} for line in lines[1:]]
    except (csv.Error, ValueError, IndexError) as error:
        raise UnreadableError(path) from error


def _told_in(cell: str) -> str | None:
    quoted = cell.startswith("'") and cell.lstrip("'").startswith(RISKY)
    return (cell[1:] if quoted else cell) or None


def score_rows(release: Release, period: str) -> list[Json]:
    """The rows of the scores of a period."""
    rows = csv_rows(release, f"{SCORES}{period}.csv")
    return [row | {name: TRUTHS.get(row[name], row[name]) for name in ("lowered", "closed")} for row in rows]


class Tables:
    """The tables of a file, each of which is gone through once."""

    def __init__(self, release: Release, path: str) -> None:
        """Read them."""
        self.path, self.head = path, release.json(path)
        self._tables: dict[str, Iterator[Json]] = {name: self._rows(one) for name, one in self.head["tables"].items()}

    def _rows(self, columns: Json) -> Iterator[Json]:
        names, values = list(columns), list(columns.values())
        if len({len(column) for column in values}) > 1:
            raise UnreadableError(self.path)
        return (dict(zip(names, row, strict=True)) for row in zip(*values, strict=True))

    def every(self, table: str) -> Iterator[Json]:
        """All that is left of a table."""
        return self._tables[table]

    def take(self, table: str, count: object) -> list[Json]:
        """The next records of a table. Raises UnreadableError where it has fewer."""
        return taken(self._tables[table], count, self.path)

    def end(self) -> None:
        """Raise UnreadableError where a record belongs to none."""
        if any(True for table in self._tables.values() for _ in table):
            raise UnreadableError(self.path)


def taken(rows: Iterator[Json], count: object, path: str) -> list[Json]:
    """The next of some records; `count`: None for none of them. Raises UnreadableError where there are fewer."""
    wanted = count if isinstance(count, int) else 0
    found = list(islice(rows, wanted))
    if len(found) != wanted:
        raise UnreadableError(path)
    return found


def rounds_of_centres(release: Release) -> dict[str, list[Json]]:
    """Every round by its centre, in order."""
    found: dict[str, list[Json]] = {}
    for path in release.below(RECORDS, ".json.gz"):
        tables = Tables(release, path)
        file = path.replace(RECORDS, FINDINGS).replace(".json.gz", ".csv.gz")
        findings = iter(csv_rows(release, file) if file in release.digests else [])
        for line in tables.every("rounds"):
            told = {name: line.get(name) for name in OF_ROUND}
            inspections = [
                _inspection(one, tables, (findings, file), {"centre": line["centre"], **told})
                for one in tables.take("inspections", line["inspections"])
            ]
            told |= {"inspections": inspections, "clean": _split(line.get("clean"))}
            found.setdefault(line["centre"], []).append(told)
        tables.end()
        if next(findings, None) is not None:
            raise UnreadableError(file)
    return found


def _inspection(line: Json, tables: Tables, findings: tuple[Iterator[Json], str], head: Json) -> Json:
    """An inspection with all that it found; each finding says whose it is, as its round does."""
    rows = taken(findings[0], line.get("findings"), findings[1])
    own = {name: head[name] for name in ("centre", "date", "standard", "channel", "team")} | {"window": line["window"]}
    if any(row[name] != value for row in rows for name, value in own.items()):
        raise UnreadableError(findings[1])
    told: Json = {"window": line["window"], "assessed": _items(line["assessed"])}
    told |= {name: line[name] for name in ("nothing_found", "announced", *BY_CLAUSE) if line.get(name)}
    told["findings"] = [
        {name: row[name] for name in ("clause", "fault", "minus", "note", "evidence")} | {"count": int(row["count"])}
        for row in rows
        if row["kind"] == "finding"
    ]
    told["unmet"] = [_only(row, "clause", "note", "evidence") for row in rows if row["kind"] == "unmet"]
    told["vetoes"] = [{"veto": row["fault"], **_only(row, "note", "evidence")} for row in rows if row["kind"] == "veto"]
    told["not_applicable"] = [_only(one, "clause", "reason") for one in tables.take("exemptions", line["exemptions"])]
    return told


def _items(text: str) -> str | list[str]:
    return text if text == "all" else _split(text)


def _split(text: str | None) -> list[str]:
    return text.split(",") if text else []


def _only(row: Json, *names: str) -> Json:
    return {name: row[name] for name in names}


def events_of_centres(release: Release) -> dict[str, list[Json]]:
    """Every proved fact by its centre, in order."""
    found: dict[str, list[Json]] = {}
    for row in csv_rows(release, EVENTS) if EVENTS in release.digests else ():
        told = {name: value for name, value in row.items() if name != "centre" and value is not None}
        found.setdefault(row["centre"], []).append(told)
    return found


def parts_of(release: Release, path: str) -> list[Json]:
    """The scores of a board in a period with their parts, in order."""
    tables = Tables(release, path)
    found = []
    for line in tables.every("scores"):
        told = {name: line.get(name) for name in OF_SCORE}
        told |= {"board": tables.head["board"], "period": tables.head["period"]}
        told |= {name: line[name] for name in ("centre", "window")}
        told["visits"] = [{name: one.get(name) for name in OF_VISIT} for one in tables.take("visits", line["visits"])]
        told["pools"] = [_pool_told(one, tables) for one in tables.take("pools", line["pools"])]
        found.append(told)
    tables.end()
    return found


def _pool_told(line: Json, tables: Tables) -> Json:
    told = {name: line.get(name) for name in ("pool", "state", "earned", "cases", "within")}
    return told | {name: tables.take(name, line.get(name)) for name in ("taken", "losses", "events")}


def folded(score: Json) -> Json:
    """A score as it is recomputed, in the form in which its parts are published."""
    outcome, pools = score["outcome"], []
    whole: dict[str, str] = {}
    for pool in score["pools"]:
        state = _plain_state(pool)
        if state:
            whole[state] = f"{whole[state]},{pool['pool'] or WHOLE}" if state in whole else pool["pool"] or WHOLE
        else:
            pools.append(_pool_folded(pool))
    return {
        **{name: score.get(name) for name in OF_SCORE},
        **{name: outcome.get(name) for name in ("found", "needed")},
        **{name: whole.get(name) for name in ("full", "not_assessed", "not_applicable")},
        "visits": [_visit_folded(one) for one in score["inspections"]],
        "pools": pools,
        "bonuses": [
            _only(one, "clause", "count", "earned", "withheld") | {"events": [event["id"] for event in one["events"]]}
            for one in score["bonuses"]
        ],
        "lowered": [
            {name: one.get(name) for name in ("kind", "cause", "band", "inspection", "event")}
            for one in score["lowered"]
        ],
    }


def _plain_state(pool: Json) -> str:
    """Under which name a pool of which nothing else is told stands; none where there is more."""
    if pool["taken"] or pool["losses"] or pool["events"] or pool["cases"]:
        return ""
    if pool["state"] == "assessed":
        return "full" if pool["earned"] == pool["points"] else ""
    return "" if pool["earned"] else str(pool["state"]).replace("-", "_")


def _pool_folded(pool: Json) -> Json:
    told: dict[str, Any] = {
        "pool": pool["pool"] or WHOLE,
        "state": None if pool["state"] == "assessed" else pool["state"],
        "earned": pool["earned"],
        "cases": pool["cases"] or None,
        "within": pool["within"] if pool["cases"] else None,
    }
    told["taken"] = [_only(one, "clause", "lost", "weight") for one in pool["taken"]]
    told["losses"] = [_only(one, "clause", "cause", "minus", "inspection", "weight") for one in pool["losses"]]
    return told | {"events": [_only(one, "id", "minus") for one in pool["events"]]}


def _visit_folded(one: Json) -> Json:
    told = _only(one, "date", "channel", "team", "weight", "coverage", "base")
    return {name: told.get(name, one["outcome"].get(name)) for name in OF_VISIT}
