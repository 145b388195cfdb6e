"""The form of an inspector: rounds and events by a standard, entered on a phone, with or without a line.

It is the form of the self-check with what only inspectors may say: any channel, several windows, facts proved outside
visits; and there is one by every standard that scores nothing, for what was looked at and seen.
`theme/assets/entry.js` scores by the same figures, and makes files that pass the check.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from fractions import Fraction

from generator.judging.scoring.editions import by_edition, newest_of
from generator.judging.scoring.pools import plan_of
from generator.judging.scoring.unscored_checks import is_unscored
from generator.model.dataset import Rulebook
from generator.model.rules import SELF
from generator.model.standard import (
    Bonus,
    Clause,
    Deduct,
    Fault,
    Guidance,
    Range,
    Standard,
    checked_by,
)
from generator.presenting.atlas import Atlas
from generator.presenting.pages.rules.checklist import ChecklistView, form_of, rules_of
from generator.presenting.text.addresses import Paths
from generator.presenting.text.checks import check_lines, fault_text
from generator.presenting.text.wording import SOURCES
from generator.words.phrases import say


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """What an event can be about."""

    key: str
    """By which the script finds what it is."""
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryPage:
    """What the page says."""

    form: ChecklistView
    scored: bool
    """Else what is looked at is noted and published, and nothing counts."""
    standard: str
    """Its id, without the edition."""
    channels: tuple[tuple[str, str], ...]
    """Id and name."""
    facts: tuple[Fact, ...]
    sources: tuple[tuple[str, str], ...]
    """Where a fact was learned: id and name."""


def each(atlas: Atlas) -> Iterator[str]:
    """Every standard by which windows are inspected, by id."""
    return (one.id for one in newest_of(atlas.site.rulebook.standards.values()) if has_entry(one))


def has_entry(standard: Standard) -> bool:
    """Whether windows are inspected by a standard; an appraisal says what superiors think of their people."""
    return standard.kind != "appraisal"


def view(rulebook: Rulebook, standard: str, paths: Paths) -> EntryPage:
    """The form of a standard; of several editions of the newest."""
    newest = by_edition(rulebook.standards.values())[standard][-1]
    told = list(_facts(newest))
    return EntryPage(
        form=form_of(rulebook, newest, entry_rules(rulebook, newest), paths),
        scored=not is_unscored(newest),
        standard=newest.id,
        channels=tuple((one.id, one.name) for one in rulebook.vocabulary.channels if one.id != SELF),
        facts=tuple(Fact(key=str(key), text=text) for key, (text, _) in enumerate(told)),
        sources=tuple(SOURCES.items()),
    )


def entry_rules(rulebook: Rulebook, standard: Standard) -> dict[str, object]:
    """The figures of the self-check, and what besides them decides whether a file will pass the check."""
    clauses = [clause for section in standard.sections for clause in section.clauses]
    repository = rulebook.policy.repository
    return rules_of(plan_of(standard), rulebook.policy.time_zone) | {
        "scored": not is_unscored(standard),
        "open": [clause.id for clause in clauses if clause.may_not_apply],
        "most_exempt": str(Fraction(standard.exempt_at_most)),
        "guidance": [clause.id for clause, _ in checked_by(clauses, Guidance)],
        "own_team": rulebook.policy.process.own_team,
        "events": {str(key): about for key, (_, about) in enumerate(_facts(standard))},
        "repository": asdict(repository) if repository else None,
    }


def _facts(standard: Standard) -> Iterator[tuple[str, dict[str, object]]]:
    """What events can be about: words, and what stands in the file."""
    for section in standard.sections:
        for clause in section.clauses:
            yield from _of_clause(clause)
    for veto in standard.vetoes:
        yield say("一票否决：{text}", text=veto.text), {"veto": veto.id}


def _of_clause(clause: Clause) -> Iterator[tuple[str, dict[str, object]]]:
    for _ in checked_by([clause], Bonus):
        (how,) = check_lines(clause)
        yield say("{clause} {text}（{how}）", clause=clause.id, text=clause.text, how=how), {"clause": clause.id}
    for _, check in checked_by([clause], Deduct):
        for fault in (one for one in check.faults if one.per == "period"):
            text = say("{clause} {text}（{how}）", clause=clause.id, text=fault.text, how=fault_text(fault))
            yield text, {"clause": clause.id, "fault": fault.id, "range": _bounds(fault)}


def _bounds(fault: Fault) -> list[str] | None:
    """The least and the most points of a fault that leaves the amount to whoever proves it."""
    amount = fault.minus
    return [str(Fraction(end)) for end in (amount.least, amount.most)] if isinstance(amount, Range) else None
