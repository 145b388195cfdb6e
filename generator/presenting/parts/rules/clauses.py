"""Clauses across standards: by theme, and where they contradict one another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from generator.judging.scoring.editions import newest_of
from generator.model.dataset import Rulebook
from generator.model.standard import Clause, Contradiction, Deduct, KnownIssue, Standard, checked_by
from generator.presenting.parts.rules.editions import page_of
from generator.presenting.text.addresses import SCORING_ANCHOR, Paths, clause_anchor, standard_page
from generator.presenting.text.checks import fault_text
from generator.presenting.text.wording import joined
from generator.words.phrases import say

ClauseKey = tuple[str, str]
"""Standard (without its edition) and clause."""

Clauses = Mapping[ClauseKey, tuple[Standard, Clause]]
"""Every clause of the newest editions, standard by standard."""


class RuleKey(NamedTuple):
    """What is at odds: a clause of a standard (without its edition), a fault of it, or a veto."""

    standard: str
    clause: str = ""
    fault: str = ""
    veto: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ruled:
    """A rule that is at odds with others, in words."""

    standard: Standard
    clause: Clause | None
    """None: it is a veto."""
    id: str
    address: str
    text: str
    follows: str
    """What follows from it, where that is what they differ in."""


def clauses_of(standards: tuple[Standard, ...]) -> Clauses:
    """Every clause by its key, in order."""
    return {
        (standard.id, clause.id): (standard, clause)
        for standard in standards
        for section in standard.sections
        for clause in section.clauses
    }


Told = tuple[Standard, KnownIssue, tuple[RuleKey, ...]]
"""A standard, its known issue, and the rules that are at odds."""


def contradictions(standards: tuple[Standard, ...]) -> tuple[Told, ...]:
    """Each known issue that names contradicting rules, with the rules; those that name the most come first.

    Both sides may tell of a contradiction. It is kept once: an issue all of whose rules stand in another is left out.
    What the newest edition has no more is left out too, and so is an issue with fewer than two left.
    """
    there = ruled_in(standards)
    found = [(one, issue, _sides(one, issue, there)) for one in standards for issue in one.known_issues]
    kept: list[Told] = []
    for told in sorted(found, key=lambda told: -len(told[2])):
        keys = set(told[2])
        if len(keys) > 1 and not any(keys <= set(others) for _, _, others in kept):
            kept.append(told)
    return tuple(kept)


def sides_of(standard: Standard, named: Contradiction) -> tuple[RuleKey, RuleKey]:
    """The rule of the standard itself, and the other."""
    return (
        RuleKey(standard.id, named.own or "", named.own_fault or "", named.own_veto or ""),
        RuleKey(named.standard, named.clause or "", named.fault or "", named.veto or ""),
    )


def ruled_in(standards: tuple[Standard, ...]) -> Mapping[RuleKey, Ruled]:
    """Every clause, fault and veto of some standards."""
    return {key: one for standard in standards for key, one in _ruled(standard)}


def _ruled(standard: Standard) -> Iterator[tuple[RuleKey, Ruled]]:
    bands = {band.id: band.name for band in standard.bands}
    for (_, clause_id), (_, clause) in clauses_of((standard,)).items():
        bare = Ruled(
            standard=standard,
            clause=clause,
            id=clause_id,
            address=standard_page(standard.id, clause_id),
            text=clause.text,
            follows="",
        )
        yield RuleKey(standard.id, clause_id), bare
        for _, check in checked_by([clause], Deduct):
            for fault in check.faults:
                follows = say("{fault}：{how}", fault=fault.text, how=fault_text(fault))
                yield RuleKey(standard.id, clause_id, fault.id), replace(bare, follows=follows)
    for veto in standard.vetoes:
        yield (
            RuleKey(standard.id, veto=veto.id),
            Ruled(
                standard=standard,
                clause=None,
                id=say("一票否决"),
                address=f"{standard_page(standard.id)}#{SCORING_ANCHOR}",
                text=veto.text,
                follows=say("等级最高为“{band}”", band=bands[veto.band]),
            ),
        )


def _sides(standard: Standard, issue: KnownIssue, there: Mapping[RuleKey, Ruled]) -> tuple[RuleKey, ...]:
    named = [key for one in issue.contradicts for key in sides_of(standard, one)]
    return tuple(key for key in dict.fromkeys(named) if key in there)


@dataclass(frozen=True, kw_only=True, slots=True)
class IssueView:
    """A known issue, with the way to each rule that is at odds."""

    where: str
    text: str
    reading: str
    clauses: tuple[tuple[str, str], ...]
    """Standard and rule, and the way there."""


def issue_view(rulebook: Rulebook, standard: Standard, issue: KnownIssue, paths: Paths) -> IssueView:
    """A known issue on the page of an edition."""
    titles = {one.id: one.title for one in newest_of(rulebook.standards.values())}
    page = page_of(rulebook.standards, standard.ref)
    named = [
        pair
        for one in issue.contradicts
        for own, other in (sides_of(standard, one),)
        for pair in (
            (say("本标准 {own}", own=_name(own)), paths(f"{page}#{_anchor(own)}")),
            (
                joined((titles[other.standard], _name(other)), " "),
                paths(f"{standard_page(other.standard)}#{_anchor(other)}"),
            ),
        )
    ]
    return IssueView(where=issue.where, text=issue.text, reading=issue.reading, clauses=tuple(dict.fromkeys(named)))


def _name(key: RuleKey) -> str:
    return key.clause or say("一票否决")


def _anchor(key: RuleKey) -> str:
    return clause_anchor(key.clause) if key.clause else SCORING_ANCHOR
