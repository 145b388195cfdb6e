"""What the sample city needs to know of the standards: pools, faults, limits, and the two ends of the bands.

The files are read as plain text values, by a loader that knows nothing of the strict reader: the sample is written by
one program and read by another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

STANDARDS: Final = Path(__file__).parents[2] / "standards"


@dataclass(frozen=True, kw_only=True, slots=True)
class FaultView:
    """A fault: points taken, once for each occurrence or once in all, and the most that it takes."""

    id: str
    minus: float
    each: bool
    at_most: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Criterion:
    """A clause, by the way it is checked."""

    id: str
    section: str
    theme: str
    roles: tuple[str, ...]
    proved: tuple[str, ...]
    """Faults that are facts proved outside visits."""
    method: str
    pool: str
    """Key of the pool it draws on; empty for clauses that take no part in the base score."""
    faults: tuple[FaultView, ...]
    target: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """A scored standard."""

    ref: str
    trade: str
    """The trade of the board that uses it."""
    until: str
    """The last month that it judges; empty: it is the newest edition."""
    full: float
    top: float
    """Lowest score of the best band."""
    bottom: float
    """Lowest score of the last band but one; below it is the worst."""
    pools: Mapping[str, float]
    criteria: tuple[Criterion, ...]

    def within(self, items: tuple[str, ...]) -> tuple[Criterion, ...]:
        """The criteria of these sections and clauses."""
        wanted = frozenset(items)
        return tuple(criterion for criterion in self.criteria if {criterion.id, criterion.section} & wanted)


def load_rules(standards: Path = STANDARDS) -> dict[str, tuple[Rules, ...]]:
    """The editions that each board judges by, the earliest first, by trade."""
    documents = [_document(path) for path in sorted(standards.glob("*.yml"))]
    by_ref = {f"{document['id']}@{document['edition']}": document for document in documents if "sections" in document}
    boards = [_document(path) for path in sorted((standards / "boards").glob("*.yml"))]
    return {
        board["trade"]: tuple(
            _rules(board["trade"], by_ref[ref], until)
            for ref, until in (
                *((one["standard"], one["until"]) for one in board.get("earlier", ())),
                (board["standard"], ""),
            )
        )
        for board in boards
    }


def _document(path: Path) -> dict[str, Any]:
    # BaseLoader builds texts, lists and mappings and nothing else.
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 -- see the line above
    return dict(document)


def _rules(trade: str, document: Mapping[str, Any], until: str) -> Rules:
    full = float(document["scale"]["full"])
    steps = sorted((float(band["at_least"]) for band in document["bands"]), reverse=True)
    pools: dict[str, float] = {}
    criteria = [
        _criterion(section, clause, full, pools) for section in document["sections"] for clause in section["clauses"]
    ]
    return Rules(
        ref=f"{document['id']}@{document['edition']}",
        trade=trade,
        until=until,
        full=full,
        top=steps[0],
        bottom=steps[-2],
        pools=pools,
        criteria=tuple(criteria),
    )


def _criterion(
    section: Mapping[str, Any], clause: Mapping[str, Any], full: float, pools: dict[str, float]
) -> Criterion:
    check = clause["check"]
    method = check["method"]
    pool = ""
    faults = check.get("faults", ())
    seen = [fault for fault in faults if fault.get("per") != "period" and fault.get("stated") != "true"]
    if method not in {"bonus", "none"} and (seen or not faults):
        if "points" in clause:
            pool, points = clause["id"], float(clause["points"])
        elif "points" in section:
            pool, points = section["id"], float(section["points"])
        else:
            pool, points = "*", full
        pools[pool] = points
    return Criterion(
        id=clause["id"],
        section=section["id"],
        theme=clause["theme"],
        roles=tuple(clause["roles"]),
        method=method,
        pool=pool,
        proved=tuple(fault["id"] for fault in faults if fault.get("per") == "period"),
        faults=tuple(_fault(fault, pools[pool]) for fault in seen),
        target=float(check.get("target", "1")),
    )


def _fault(fault: Mapping[str, Any], pool: float) -> FaultView:
    return FaultView(
        id=fault["id"],
        minus=pool if fault.get("forfeits") == "true" else float(fault["minus"]),
        each=fault.get("each") == "true",
        at_most=float(fault.get("at_most", pool)),
    )
