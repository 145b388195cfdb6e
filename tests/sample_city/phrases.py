"""What inspectors write down: notes by clause and fault, reasons, evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

PHRASES: Final = Path(__file__).parent / "phrases"

UNMET: Final = "unmet"
"""Stands for the fault of a clause that is met or not met."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrases:
    """The words that belong to one standard."""

    notes: Mapping[tuple[str, str], tuple[str, ...]]
    """By clause and fault. A fault with many variants is a common one."""
    reasons: Mapping[str, tuple[str, ...]]
    """Why a clause does not apply to windows without any of its roles, by clause."""
    without: Mapping[str, tuple[str, ...]]
    """Why a clause does not apply to the windows that the cast names, by clause."""
    idle: Mapping[str, tuple[str, ...]]
    """Why there was nothing to look at in most inspections, by clause."""
    bonuses: Mapping[str, tuple[tuple[str, str], ...]]
    """Note and evidence, by bonus clause."""
    evidence: Mapping[str, tuple[str, ...]]
    """By clause, section or theme; `any` where none of them is named."""
    patrols: tuple[tuple[str, ...], ...]
    """Sections and clauses that a daily patrol looks at."""
    visits: tuple[tuple[str, ...], ...]
    """Sections and clauses that a mystery visit can judge."""
    counts: Mapping[str, int]
    """The most occurrences of a fault in one finding, by clause; three where it is not named."""
    cases: Mapping[str, tuple[int, int]]
    """Fewest and most cases of a sample, by clause; 20 to 50 where it is not named."""


def load_phrases(standard: str) -> Phrases:
    """The words for a standard, by its id."""
    document = _document(PHRASES / f"{standard}.yml")
    common = _document(PHRASES / "evidence.yml")
    notes = {
        (clause, fault): tuple(texts) for clause, faults in document["notes"].items() for fault, texts in faults.items()
    }
    return Phrases(
        notes=notes,
        reasons=_texts(document.get("reasons", {})),
        without=_texts(document.get("without", {})),
        idle=_texts(document.get("idle", {})),
        bonuses={
            clause: tuple((entry["note"], entry["evidence"]) for entry in entries)
            for clause, entries in document.get("bonuses", {}).items()
        },
        evidence=_texts(common | document.get("evidence", {})),
        patrols=tuple(tuple(items) for items in document["patrols"]),
        visits=tuple(tuple(items) for items in document["visits"]),
        counts={clause: int(most) for clause, most in document.get("counts", {}).items()},
        cases={clause: (int(low), int(high)) for clause, (low, high) in document.get("cases", {}).items()},
    )


def _texts(mapping: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(texts) for key, texts in mapping.items()}


def _document(path: Path) -> dict[str, Any]:
    # BaseLoader builds texts, lists and mappings and nothing else.
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 -- see the line above
    return dict(document)
