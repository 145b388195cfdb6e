"""The table of migrations, the oldest first. Each is one entry: what changed in the format, and how data follow it.

A migration reads data that this program may refuse, so it looks at texts and nodes, not at records; only standards, of
which no form was lost, are read as records where a round has to be held against its clauses.
"""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeGuard, get_args

import yaml

from generator.judging.checks.rules.doubts import POINTS_BESIDE_THE_SCALE, lint_problems
from generator.judging.checks.rules.frozen import EDITIONS
from generator.judging.history.fingerprints import frozen_of
from generator.judging.scoring.periods import period_of
from generator.judging.scoring.pools import Plan, plan_of
from generator.model.rules import PeriodKind
from generator.model.standard import Standard
from generator.reading.record import read_record
from generator.reading.tree import digest_of_texts
from generator.upgrading.edits import Edits, Node, entries_of, keys_of, text_at, value_of
from generator.upgrading.migrating import Migration, Project
from generator.upgrading.yaml_text import scalar
from generator.words.phrases import later

LEAST: Final = "0.0001"
"""The smallest coverage that can be stated: it asks for nothing that was not asked for before."""
PARTS: Final = 10_000
"""A share is stated to so many parts."""
_CODES: Final = {"E386": "heading-sum-differs", "E387": "total-sum-differs", "E393": "unfilled-blank"}


def _codes_are_words(project: Project) -> None:
    for path in project.paths("standard"):
        text = project.text(path)
        if re.search(r"\bcode: E3\d\d\b", text):
            project.put(path, re.sub(r"\bcode: (E3\d\d)\b", _named, text), "standard")


def _named(found: re.Match[str]) -> str:
    return f"code: {_CODES.get(found[1], found[1])}"


def _bonuses_are_events(project: Project) -> None:
    for centre in project.paths("centre"):
        folder = centre.rpartition("/")[0]
        facts: dict[str, list[str]] = defaultdict(list)
        for path in project.paths("round", f"{folder}/"):
            if "bonuses:" in project.text(path):
                edits = project.edits(path)
                for inspection in entries_of(edits.top, "inspections"):
                    awards = entries_of(inspection, "bonuses")
                    if "bonuses" in keys_of(inspection):
                        edits.remove(inspection, "bonuses")
                    for award in awards:
                        month = text_at(edits.top, "date")[:7]
                        facts[month] += _facts(edits.top, inspection, award, len(facts[month]), path)
                project.put(path, edits.made, "round")
        for month, entries in sorted(facts.items()):
            path = f"{folder}/events/{month}-bonuses.yml"
            project.put(path, "".join([_EVENTS_HEAD, *entries]), "event")


_EVENTS_HEAD: Final = "# 原来写在检查批次里的加分，现在是查实的事件：每件只记一次。\nevents:\n"


def _facts(round_: Node | None, inspection: Node, award: Node, before: int, path: str) -> Iterator[str]:
    """An event for every time that a bonus was counted."""
    date, window, clause = text_at(round_, "date"), text_at(inspection, "window"), text_at(award, "clause")
    centre = path.split("/")[1]
    times = int(text_at(award, "count") or "1")
    for number in range(1, times + 1):
        note = text_at(award, "note") or "检查批次记录的加分"
        lines = {
            "id": f"JF-{date.replace('-', '')}-{digest_of_texts(centre)[:6]}-{before + number}",
            "window": window,
            "standard": text_at(round_, "standard"),
            "clause": f'"{clause}"',
            "happened": date,
            "proved": date,
            "source": "document",
            "team": scalar(text_at(round_, "team")),
            "note": scalar(note if times == 1 else f"{note}（第 {number} 件）"),
            "evidence": scalar(text_at(award, "evidence") or path),
        }
        yield "  - " + "    ".join(f"{key}: {value}\n" for key, value in lines.items())


def _silence_is_explained(project: Project) -> None:
    """Both at once, for what was assessed decides whether anything is left to say."""
    plans = dict(_plans(project))
    for path in project.paths("round"):
        edits = project.edits(path)
        plan = plans.get(text_at(edits.top, "standard"))
        if plan is None:
            continue
        for inspection in entries_of(edits.top, "inspections"):
            _explain(edits, inspection, plan)
        if edits.made != edits.text:
            project.put(path, edits.made, "round")


_TOLD: Final = ("findings", "unmet", "levels", "points", "sampled", "vetoes", "not_applicable")


def _explain(edits: Edits, inspection: Node, plan: Plan) -> None:
    """Leave out of `assessed` what has no figure, as it was counted before; say where nothing was found."""
    assessed = value_of(inspection, "assessed")
    if assessed is None:
        return
    whole = isinstance(assessed, yaml.ScalarNode) and assessed.value == "all"
    items = [text_at(item) for item in entries_of(inspection, "assessed")]
    looked = plan.observed if whole else frozenset().union(*(plan.within.get(item, frozenset()) for item in items))
    blank = looked - plan.silent - _spoken_of(inspection)
    if blank:
        kept = [clause for clause in plan.clauses if clause in looked - blank]
        edits.replace(assessed, _quoted_row(kept))
    elif whole and not any(_tells(inspection, name) for name in (*_TOLD, "nothing_found")):
        edits.add(inspection, "nothing_found: true")


def _spoken_of(inspection: Node) -> set[str]:
    """The clauses of which an inspection says anything."""
    listed = ("not_applicable", "findings", "unmet")
    entries = {text_at(entry, "clause") for name in listed for entry in entries_of(inspection, name)}
    return entries | {key for name in ("levels", "points", "sampled") for key in keys_of(value_of(inspection, name))}


def _tells(inspection: Node, name: str) -> bool:
    """Whether an inspection says anything under a key; an empty list says nothing."""
    value = value_of(inspection, name)
    return value is not None and bool(value.value)


def _exemptions_have_a_bound(project: Project) -> None:
    """A standard that gave more away than is usual says how much, so that what was counted counts."""
    most: dict[str, Fraction] = {}
    plans = dict(_plans(project))
    for path in project.paths("round"):
        if "not_applicable:" in project.text(path):
            top = project.edits(path).top
            plan = plans.get(text_at(top, "standard"))
            for inspection in entries_of(top, "inspections") if plan else ():
                gone = {text_at(entry, "clause") for entry in entries_of(inspection, "not_applicable")}
                share = _share(plan, gone) if plan else Fraction(0)
                most[text_at(top, "standard")] = max(share, most.get(text_at(top, "standard"), Fraction(0)))
    for path, standard in _standards(project):
        share = most.get(standard.ref, Fraction(0))
        edits = project.edits(path)
        if share > Fraction(standard.exempt_at_most) and edits.top is not None:
            bound = Decimal(-(-share.numerator * PARTS // share.denominator)) / PARTS
            if "exempt_at_most" in keys_of(edits.top):
                edits.remove(edits.top, "exempt_at_most")
            edits.insert(edits.top, "scale", f"exempt_at_most: {bound}")
            _put_frozen(project, path, standard, edits.made)


def _share(plan: Plan, gone: set[str]) -> Fraction:
    """The share of all points that does not apply."""
    pools = [pool for pool in plan.pools if pool.observed]
    points = sum((Fraction(pool.points * len(pool.observed & gone), len(pool.observed)) for pool in pools), Fraction(0))
    return points / plan.observable if plan.observable else Fraction(0)


def _exemptions_are_declared(project: Project) -> None:
    plans = dict(_plans(project))
    for centre in project.paths("centre"):
        folder = centre.rpartition("/")[0]
        missing: dict[str, set[str]] = defaultdict(set)
        edits = project.edits(centre)
        for path in project.paths("round", f"{folder}/"):
            if "not_applicable:" in project.text(path):
                top = project.edits(path).top
                plan = plans.get(text_at(top, "standard"))
                for inspection in entries_of(top, "inspections") if plan else ():
                    window = _window(edits.top, text_at(inspection, "window"))
                    for entry in entries_of(inspection, "not_applicable"):
                        clause = text_at(entry, "clause")
                        if plan and clause in plan.observed and not _declared(plan, clause, edits.top, window):
                            missing[plan.standard.id].add(clause)
        if missing and edits.top is not None:
            _declare(edits, missing)
            project.put(centre, edits.made, "centre")


def _window(centre: Node | None, wanted: str) -> Node | None:
    return next((one for one in entries_of(centre, "windows") if text_at(one, "id") == wanted), None)


def _declared(plan: Plan, clause: str, *places: Node | None) -> bool:
    name = plan.standard.id
    if plan.clauses[clause].may_not_apply:
        return True
    return any(clause in map(text_at, entries_of(place, "may_not_apply", name)) for place in places)


def _declare(edits: Edits, missing: dict[str, set[str]]) -> None:
    top = edits.top
    names = keys_of(value_of(top, "may_not_apply"))
    before = {name: list(map(text_at, entries_of(top, "may_not_apply", name))) for name in names}
    whole = {name: sorted({*before.get(name, []), *missing.get(name, ())}) for name in sorted({*before, *missing})}
    entry = "{" + ", ".join(f"{name}: {_quoted_row(clauses)}" for name, clauses in whole.items()) + "}"
    there = value_of(top, "may_not_apply")
    if there is not None:
        edits.replace(there, entry)
    elif top is not None:
        edits.add(top, f"may_not_apply: {entry}")


def _quoted_row(clauses: list[str]) -> str:
    return "[" + ", ".join(f'"{clause}"' for clause in clauses) + "]"


def _coverage_is_stated(project: Project) -> None:
    cited = set()
    for path in project.paths("board"):
        top = project.edits(path).top
        cited |= {text_at(top, "standard"), *(text_at(one, "standard") for one in entries_of(top, "earlier"))}
    for path, standard in _standards(project):
        if standard.ref in cited and standard.scale and standard.min_coverage is None:
            edits = project.edits(path)
            if edits.top is not None:
                edits.insert(edits.top, "scale", f"min_coverage: {LEAST} # 原来没有要求；建议另立一版，写 0.6")
                _put_frozen(project, path, standard, edits.made)


def _totals_are_declared(project: Project) -> None:
    for path, standard in _standards(project):
        edits = project.edits(path)
        for problem in lint_problems(path, standard):
            if problem.code is POINTS_BESIDE_THE_SCALE and edits.top is not None:
                _explain_total(edits, edits.top, standard, problem.facts["sum"])
                _put_frozen(project, path, standard, edits.made)


def _explain_total(edits: Edits, top: Node, standard: Standard, whole: str) -> None:
    """State the sum of all points; where headings state sums of their own, an issue says it, for they would differ."""
    if all(section.declared is None for section in standard.sections):
        edits.insert(top, "scale", f"declared_total: {whole} # 各条分值的和，得分按 scale 折算")
        return
    issue = f"""\
- where: 总分
  text: 各条分值合计 {whole} 分。
  reading: 得分按 scale 折算。
  answers: [{{code: points-beside-the-scale}}]"""
    issues = value_of(top, "known_issues")
    if issues is None:
        edits.add(top, "known_issues:\n" + "\n".join(f"  {line}" for line in issue.splitlines()))
    else:
        edits.append(issues, issue)


def _boards_keep_their_rules(project: Project) -> None:
    """State what boards asked for when nothing was said, so that what they published stays as it is.

    Praise asked for no evidence, evidence for no second team, and several visits of one day counted as several: the
    last until the period of the newest round.
    """
    days = [day for path in project.paths("round") if (day := text_at(project.edits(path).top, "date"))]
    for path in project.paths("board"):
        edits = project.edits(path)
        for kind in ("red", "green"):
            rule = value_of(edits.top, kind)
            if rule is not None and (asked := _asked_for(rule, kind)):
                edits.add(rule, asked)
        period, known = _period_of(edits.top, days), keys_of(edits.top)
        if edits.top and period and "min_inspections" in known and "same_day_until" not in known:
            edits.insert(edits.top, "min_inspections", f"same_day_until: {period} # 公布时同一天的几次检查各算一次")
        project.put(path, edits.made, "board")


def _asked_for(rule: Node, kind: str) -> str:
    """What the rule of a list leaves unsaid that would mean something else now; empty where it leaves nothing so."""
    known = keys_of(rule)
    if "certain" in known:
        return "min_teams: 1" if text_at(rule, "certain") == "true" and "min_teams" not in known else ""
    return "certain: false" if kind == "red" and known else ""


def _period_of(board: Node | None, days: list[str]) -> str:
    """The period of a board that the newest of some days belongs to; empty without any."""
    kind = text_at(board, "period")
    newest = max((day for day in days if re.fullmatch(r"\d{4}-\d\d-\d\d", day)), default="")
    try:
        day = datetime.date.fromisoformat(newest)
    except ValueError:
        return ""
    return period_of(day, kind) if _is_kind(kind) else ""


def _is_kind(text: str) -> TypeGuard[PeriodKind]:
    return text in get_args(PeriodKind)


def _put_frozen(project: Project, path: str, before: Standard, text: str) -> None:
    """Leave a standard that was changed by a migration, and where it is frozen as it was, freeze it as it is."""
    after = read_record(text.encode(), path, Standard)
    if isinstance(after, tuple):
        return
    project.put(path, text, "standard")
    edits = project.edits(EDITIONS)
    frame = value_of(edits.top, "editions", before.ref, "frame")
    if frame is not None and frame.value == frozen_of(before).frame:
        edits.replace(frame, f'"{frozen_of(after).frame}"')
        project.put(EDITIONS, edits.made, "editions")


def _standards(project: Project) -> Iterator[tuple[str, Standard]]:
    for path in project.paths("standard"):
        read = read_record(project.text(path).encode(), path, Standard)
        if not isinstance(read, tuple):
            yield path, read


def _plans(project: Project) -> Iterator[tuple[str, Plan]]:
    for _, standard in _standards(project):
        if standard.scale is not None:
            yield standard.ref, plan_of(standard)


MIGRATIONS: Final[tuple[Migration, ...]] = (
    Migration(
        name="codes-are-words",
        says=later("known_issues 里的提示代码由数字改为单词。"),
        change=_codes_are_words,
    ),
    Migration(
        name="bonuses-are-events",
        says=later("加分是检查以外查实的事件，写在 events/ 里，不再写在检查批次里。"),
        change=_bonuses_are_events,
    ),
    Migration(
        name="exemptions-are-declared",
        says=later("可以不适用的条款要在标准或机构文件里列明（may_not_apply）。"),
        change=_exemptions_are_declared,
    ),
    Migration(
        name="exemptions-have-a-bound",
        says=later("不适用的条款最多占四成分值，标准另写 exempt_at_most 的除外。"),
        change=_exemptions_have_a_bound,
    ),
    Migration(
        name="silence-is-explained",
        says=later("assessed 里的条款都要有结果；整个标准看过、没有发现问题的，要写 nothing_found: true。"),
        change=_silence_is_explained,
    ),
    Migration(
        name="coverage-is-stated",
        says=later("榜单用的标准要写 min_coverage。"),
        change=_coverage_is_stated,
    ),
    Migration(
        name="boards-keep-their-rules",
        says=later("红榜缺省要有证据，证据缺省要两个组的检查，次数改按日期数；榜单写明公布时的规则。"),
        change=_boards_keep_their_rules,
        beside=True,
    ),
    Migration(
        name="totals-are-declared",
        says=later("各条分值的和与 scale 不同时，要写 declared_total。"),
        change=_totals_are_declared,
    ),
)
