"""Self-checks: a form for every standard by which a window can inspect itself, on paper or in the browser.

The page carries the rules of the standard as figures, made of the plan that the generator itself scores by;
`theme/assets/scoring.js` does the same arithmetic with them on the visitor's device.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from markupsafe import Markup

from generator.judging.scoring.editions import by_edition, newest_of
from generator.judging.scoring.pools import FaultRule, Plan, observed, plan_of
from generator.judging.scoring.self_checks import has_checklist
from generator.model.dataset import Rulebook
from generator.model.results import FIGURE_KEYS
from generator.model.standard import Bound, Clause, Deduct, Fault, Section, Standard, checked_by
from generator.presenting.atlas import Atlas
from generator.presenting.parts.scores.worth import section_points, standard_points
from generator.presenting.text.addresses import Paths, standard_page
from generator.presenting.text.checks import check_lines, fault_text
from generator.presenting.text.markup import island_text
from generator.presenting.text.names import names_of
from generator.presenting.text.wording import BandLine, band_lines, joined, kind_text, points_text, rate_text
from generator.words.phrases import say


@dataclass(frozen=True, kw_only=True, slots=True)
class FaultField:
    """A fault to be counted, or to be ticked where it is taken once."""

    id: str
    text: str
    minus: str
    each: bool
    stated: bool
    """Taken only where the centre has stated a limit."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ClauseRow:
    """A clause as a row of the form."""

    id: str
    text: str
    path: str
    """The way to the clause on the page of its standard."""
    method: str
    """`proved` where only events can take or add points: there is nothing for a self-check to say."""
    points: str
    """Empty where it has none of its own."""
    hints: tuple[str, ...] = ()
    """How it is checked; of faults not, they stand in the row themselves."""
    faults: tuple[FaultField, ...] = ()
    levels: tuple[tuple[str, str], ...] = ()
    """Id and name."""
    step: str = ""
    """The step in which points are given; empty where they are not."""
    figured: bool = False
    """Whether it is told by a figure, for which parts/figures.jinja has the fields."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionForm:
    """A section of the form."""

    title: str
    note: str
    rows: tuple[ClauseRow, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ChecklistView:
    """A self-check in full."""

    title: str
    ref: str
    kind: str
    edition: str
    trades: str
    standard_path: str
    scoring: tuple[str, ...]
    bands: tuple[BandLine, ...]
    sections: tuple[SectionForm, ...]
    vetoes: tuple[tuple[str, str, str], ...]
    """Id, text, and name of the band at best."""
    effective: str
    rules: Markup
    """The rules of the standard as JSON, for the script."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ChecklistPage:
    """What the page says."""

    checklist: ChecklistView


def each(atlas: Atlas) -> Iterator[str]:
    """Every standard by which a window can check itself, by id."""
    return (one.id for one in newest_of(atlas.site.rulebook.standards.values()) if has_checklist(one))


def view(rulebook: Rulebook, standard: str, paths: Paths) -> ChecklistPage:
    """The form of a standard; of several editions of the newest."""
    newest = by_edition(rulebook.standards.values())[standard][-1]
    rules = rules_of(plan_of(newest), rulebook.policy.time_zone)
    roles = (one for one in rulebook.vocabulary.roles if not one.trades or {*one.trades} & {*newest.applies_to})
    rules |= {"roles": [{"id": one.id, "name": one.name} for one in roles if not one.apart]}
    return ChecklistPage(checklist=form_of(rulebook, newest, rules, paths))


def rules_of(plan: Plan, time_zone: str) -> dict[str, object]:
    """All figures that score an inspection by a standard; exact ones are text (`19/20`), points are in units."""
    standard = plan.standard
    scale = standard.scale
    return {
        "standard": standard.ref,
        "effective": standard.effective.isoformat(),
        "time_zone": time_zone,
        "trades": standard.applies_to,
        "full": scale.full if scale else 0,
        "precision": scale.precision if scale else 0,
        "full_marks": standard.not_applicable == "full-marks",
        "least": _exact(standard.min_coverage or 0),
        "unit": str(plan.unit),
        "pools": [
            {
                "section": pool.section,
                "points": str(pool.points),
                "clauses": sorted(pool.observed, key=pool.clauses.index),
                "given": len(pool.observed) < len(pool.clauses),
            }
            for pool in plan.pools
        ],
        "clauses": [
            _clause_rules(plan, clause)
            for section in standard.sections
            for clause in section.clauses
            if clause.id in plan.observed
        ],
        "bands": [{"id": one.id, "name": one.name, "least": _exact(one.at_least)} for one in standard.bands],
        "vetoes": {one.id: one.band for one in standard.vetoes},
        "floors": [{"section": one.section, "below": _exact(one.below), "band": one.band} for one in standard.floors],
    }


def _clause_rules(plan: Plan, clause: Clause) -> dict[str, object]:
    check = clause.check
    rules: dict[str, object] = {"id": clause.id, "method": check.method, "remedy": clause.remedy or ""}
    rules["pool"] = plan.pool_of[clause.id]
    if check.told_under in FIGURE_KEYS:
        rules["points"] = _exact(clause.points or 0)
    rules |= {name: _figures(bound) for name, bound in check.bounds.items()}
    for _, deduct in checked_by([clause], Deduct):
        rules["faults"] = {fault: _fault_rules(plan.faults[clause.id, fault]) for fault, _ in deduct.choices}
    return rules


def _figures(bound: Bound) -> object:
    """Exact figures as text; whole numbers stay what they are."""
    match bound:
        case Decimal():
            return _exact(bound)
        case tuple():
            return [_exact(one) for one in bound]
        case Mapping():
            return {name: _exact(one) for name, one in bound.items()}
        case _:
            return bound


def _fault_rules(rule: FaultRule) -> dict[str, object]:
    return {
        "minus": str(rule.minus),
        "range": rule.range and [str(bound) for bound in rule.range],
        "each": rule.each,
        "cap": None if rule.cap is None else str(rule.cap),
    }


def _exact(value: Fraction | Decimal | int) -> str:
    return str(Fraction(value))


def form_of(rulebook: Rulebook, standard: Standard, rules: dict[str, object], paths: Paths) -> ChecklistView:
    """A standard as a form to be filled in, with the figures that its script needs."""
    bands = {band.id: band.name for band in standard.bands}
    trades = names_of(rulebook.vocabulary.trades)
    return ChecklistView(
        title=standard.title,
        ref=standard.ref,
        kind=kind_text(standard.kind),
        edition=standard.edition,
        trades=joined(trades[trade] for trade in standard.applies_to),
        standard_path=paths(standard_page(standard.id)),
        scoring=_scoring(standard) if standard.scale else (),
        bands=band_lines(standard),
        sections=tuple(
            SectionForm(
                title=f"{section.id} {section.title}",
                note=_note(section),
                rows=tuple(_row(clause, standard.id, paths) for clause in section.clauses),
            )
            for section in standard.sections
        ),
        vetoes=tuple((veto.id, veto.text, bands[veto.band]) for veto in standard.vetoes),
        effective=standard.effective.isoformat(),
        rules=island_text(json.dumps(rules, ensure_ascii=True, sort_keys=True, separators=(",", ":"))),
    )


def _scoring(standard: Standard) -> tuple[str, ...]:
    """How the figure comes about, as short as it must be known to whoever fills in the form on paper."""
    points = points_text(standard_points(standard))
    full = standard.scale.full if standard.scale else 0
    exempt = say("不适用的不算在总分里") if standard.not_applicable == "rescale" else say("不适用的按满分计")
    lines = [
        say(
            "得分 ＝ 各项得分 ÷ 适用分值（全部适用为 {points} 分）× {full}；{exempt}。",
            points=points,
            full=full,
            exempt=exempt,
        )
    ]
    if standard.min_coverage is not None:
        lines.append(say("查到的内容不到适用分值的 {rate}，不出得分。", rate=rate_text(standard.min_coverage)))
    return tuple(lines)


def _note(section: Section) -> str:
    points = section_points(section)
    own = any(clause.points is not None for clause in section.clauses)
    notes = [say("{n} 分", n=points_text(points))] if points else []
    if points and not own:
        notes.append(say("各条共用，要一起查完才计分"))
    return joined(notes, "，")


def _row(clause: Clause, standard: str, paths: Paths) -> ClauseRow:
    check = clause.check
    proved = check.part != "guidance" and not observed(clause)
    figured = check.told_under in FIGURE_KEYS
    levels = check.choices if figured else ()
    step = check.bounds.get("step")
    return ClauseRow(
        id=clause.id,
        text=clause.text,
        path=paths(standard_page(standard, clause.id)),
        method="proved" if proved else check.method,
        points="" if clause.points is None else points_text(clause.points),
        hints=check_lines(clause) if proved or (figured and not levels) else (),
        faults=tuple(
            _fault(fault)
            for _, deduct in checked_by([clause], Deduct)
            for fault in deduct.faults
            if fault.per == "visit"
        ),
        levels=levels,
        step=points_text(step) if isinstance(step, Decimal) else "",
        figured=figured,
    )


def _fault(fault: Fault) -> FaultField:
    return FaultField(id=fault.id, text=fault.text, minus=fault_text(fault), each=fault.each, stated=fault.stated)
