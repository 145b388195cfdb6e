"""A standard in full; of several editions each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from generator.judging.analysis.kept import Kept
from generator.judging.analysis.losses import NOTHING_LOST, LossTally
from generator.judging.analysis.unscored import NOTHING_SEEN, UnscoredTally
from generator.judging.scoring.editions import by_edition, newest_of, standards_of
from generator.judging.scoring.self_checks import has_checklist
from generator.model.dataset import Rulebook
from generator.model.rules import Vocabulary
from generator.model.standard import Clause, Limit, Section, Standard, checked_by
from generator.presenting.atlas import Atlas
from generator.presenting.parts.boards.rates import RateBar, rate_bar
from generator.presenting.parts.rules.clauses import IssueView, issue_view
from generator.presenting.parts.rules.editions import Changes, changes_between
from generator.presenting.parts.rules.rules import EVERYONE
from generator.presenting.parts.scores.unscored import Tally, tally_view
from generator.presenting.parts.scores.worth import section_points, standard_points
from generator.presenting.pictures.pareto import Pareto, pareto_of, together
from generator.presenting.text.addresses import (
    PROGRAMME,
    Paths,
    board_page,
    checklist_page,
    clause_anchor,
    edition_file,
    edition_page,
    role_page,
    section_anchor,
    standard_file,
    standard_page,
    theme_page,
)
from generator.presenting.text.checks import check_lines, limit_text
from generator.presenting.text.names import names_of
from generator.presenting.text.wording import (
    BandLine,
    band_lines,
    joined,
    kind_text,
    period_text,
    points_text,
    rate_text,
)
from generator.words.phrases import say

LOSSES_SHOWN: Final = 10
"""Clauses that are named among those that lose most points."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ClauseView:
    """A clause with everything that is said of it."""

    clause: Clause
    anchor: str
    points: str
    """Empty where it has none of its own."""
    kind: str
    """`base`, `bonus` or `guidance`."""
    checks: tuple[str, ...]
    theme: str
    theme_path: str
    roles: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionView:
    """A section of a standard."""

    id: str
    anchor: str
    title: str
    points: str
    """Empty where nothing in it is scored."""
    note: str
    """What its clauses share, and the most that its bonuses add."""
    clauses: tuple[ClauseView, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionLine:
    """An edition among the others."""

    edition: str
    effective: str
    path: str
    state: str
    """现行, or since when it will hold, or nothing."""
    shown: bool
    """It is the one that the page shows."""
    judged: tuple[str, ...]
    """Which periods it judges, a line for each board."""
    changes: Changes | None
    """From the edition before; None of the first."""
    data_path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LossLine:
    """A clause at which points were lost."""

    id: str
    path: str
    text: str
    times: str
    share: str
    """Of all points that were lost under the standard."""
    together: str
    """The same of this clause and all before it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LossView:
    """Where most points were lost."""

    periods: int
    inspections: int
    lines: tuple[LossLine, ...]
    rest: int
    """Clauses that lost points and are not among the lines."""
    pareto: Pareto | None


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptLine:
    """How often a measured limit was kept."""

    clause: str
    path: str
    limit: str
    rate: str
    cases: int
    within: int
    target: str
    bar: RateBar


@dataclass(frozen=True, kw_only=True, slots=True)
class StandardView:
    """A standard in full."""

    title: str
    kind: str
    edition: str
    effective: str
    heading: str
    source_note: str
    summary: str
    trades: str
    current_path: str
    """The way to the newest edition, from an edition that is not; else empty."""
    issues: tuple[IssueView, ...]
    editions: tuple[EditionLine, ...]
    """The newest first; empty where there is only one."""
    losses: LossView | None
    kept: tuple[KeptLine, ...]
    """Measured limits of which cases were sampled."""
    scoring: tuple[str, ...]
    bands: tuple[BandLine, ...]
    vetoes: tuple[tuple[str, str], ...]
    """Text, and name of the band at best."""
    floors: tuple[tuple[str, str, str], ...]
    """Title of the section, the share, and name of the band at best."""
    sections: tuple[SectionView, ...]
    boards: tuple[tuple[str, str], ...]
    """Title and way of the boards that judge by it."""
    programmes: tuple[tuple[str, str], ...]
    """Title and way of the inspection programmes that carry it out."""
    roles: tuple[tuple[str, str], ...]
    """Name of each role that a clause names, and the way to all rules that bind it."""
    checklist_path: str
    """The way to its self-check; empty where there is none."""
    data_path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class StandardPage:
    """What the page says."""

    standard: StandardView
    seen: Tally | None
    """What inspections by it came to, where it scores nothing; None without any."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionKey:
    """An edition, what was lost under it, and how often its limits were kept."""

    standard: str
    """Its id, without the edition."""
    edition: str
    losses: LossTally
    kept: tuple[Kept, ...]
    """How often its measured limits were kept."""
    unscored: UnscoredTally = NOTHING_SEEN


def newest(atlas: Atlas) -> Iterator[EditionKey]:
    """Every standard in its newest edition."""
    return (_key(atlas, one) for one in newest_of(atlas.site.rulebook.standards.values()))


def several(atlas: Atlas) -> Iterator[EditionKey]:
    """Every edition of the standards that have several."""
    editions = by_edition(atlas.site.rulebook.standards.values()).values()
    return (_key(atlas, one) for some in editions if len(some) > 1 for one in some)


def _key(atlas: Atlas, standard: Standard) -> EditionKey:
    losses = atlas.losses.get(standard.ref, NOTHING_LOST)
    kept = atlas.kept.get(standard.ref, ())
    unscored = atlas.unscored.get(standard.ref, NOTHING_SEEN)
    return EditionKey(standard=standard.id, edition=standard.edition, losses=losses, kept=kept, unscored=unscored)


def view(rulebook: Rulebook, key: EditionKey, paths: Paths) -> StandardPage:
    """An edition in full, with what it changed."""
    editions = by_edition(rulebook.standards.values())[key.standard]
    standard = next(one for one in editions if one.edition == key.edition)
    return StandardPage(
        standard=_standard_view(rulebook, editions, standard, key, paths),
        seen=tally_view(standard, key.unscored, paths),
    )


def _standard_view(
    rulebook: Rulebook, editions: tuple[Standard, ...], standard: Standard, key: EditionKey, paths: Paths
) -> StandardView:
    vocabulary = rulebook.vocabulary
    trades = names_of(vocabulary.trades)
    bands = {band.id: band.name for band in standard.bands}
    titles = {section.id: f"{section.id} {section.title}" for section in standard.sections}
    newest = standard is editions[-1]
    return StandardView(
        title=standard.title,
        kind=kind_text(standard.kind),
        edition=standard.edition,
        effective=standard.effective.isoformat(),
        heading=standard.source.heading,
        source_note=standard.source.note or "",
        summary=standard.summary,
        trades=joined(trades[trade] for trade in standard.applies_to),
        current_path="" if newest else paths(standard_page(standard.id)),
        issues=tuple(issue_view(rulebook, standard, issue, paths) for issue in standard.known_issues),
        editions=tuple(_edition_lines(rulebook, editions, standard, paths)) if len(editions) > 1 else (),
        losses=_loss_view(standard, key.losses),
        kept=tuple(_kept_lines(standard, key.kept)),
        scoring=_scoring(standard),
        bands=band_lines(standard),
        vetoes=tuple((veto.text, bands[veto.band]) for veto in standard.vetoes),
        floors=tuple((titles[floor.section], rate_text(floor.below), bands[floor.band]) for floor in standard.floors),
        sections=tuple(_section_view(section, vocabulary, paths) for section in standard.sections),
        boards=tuple(_boards_by(rulebook, standard, paths)),
        programmes=tuple(_programmes_of(rulebook, standard, paths)),
        roles=tuple(_role_links(vocabulary, standard, paths)),
        checklist_path=paths(checklist_page(standard.id)) if newest and has_checklist(standard) else "",
        data_path=paths(standard_file(standard.id) if newest else edition_file(standard.id, standard.edition)),
    )


def _boards_by(rulebook: Rulebook, standard: Standard, paths: Paths) -> Iterator[tuple[str, str]]:
    """Titles and ways of the boards that this edition judges or judged."""
    for board in rulebook.boards.values():
        if standard.ref in standards_of(board):
            yield board.title, paths(board_page(board.id))


def _programmes_of(rulebook: Rulebook, standard: Standard, paths: Paths) -> Iterator[tuple[str, str]]:
    for programme in rulebook.programmes.values():
        if programme.standard == standard.ref:
            yield programme.title, paths(f"{PROGRAMME}#p-{programme.id}")


def _role_links(vocabulary: Vocabulary, standard: Standard, paths: Paths) -> Iterator[tuple[str, str]]:
    named = _roles_named(standard) - {EVERYONE}
    for role in vocabulary.roles:
        if role.id in named:
            yield role.name, paths(role_page(role.id))


def _edition_lines(
    rulebook: Rulebook, editions: tuple[Standard, ...], shown: Standard, paths: Paths
) -> Iterator[EditionLine]:
    """The editions with what each changed, the newest first."""
    pages = [edition_page(one.id, one.edition) for one in editions]
    for place in reversed(range(len(editions))):
        one = editions[place]
        before = (editions[place - 1], pages[place - 1]) if place else None
        yield EditionLine(
            edition=one.edition,
            effective=one.effective.isoformat(),
            path=paths(pages[place]),
            state=say("最新") if one is editions[-1] else "",
            shown=one is shown,
            judged=tuple(_judged(rulebook, one)),
            changes=changes_between(before, (one, pages[place]), rulebook.vocabulary, paths) if before else None,
            data_path=paths(edition_file(one.id, one.edition)),
        )


def _judged(rulebook: Rulebook, standard: Standard) -> Iterator[str]:
    """Which periods an edition judges, board by board."""
    for board in rulebook.boards.values():
        since: str = ""
        after: str = ""
        for one in board.earlier:
            if one.standard == standard.ref:
                yield say("{title}：{since}至{period}", title=board.title, since=since, period=period_text(one.until))
            since = say("{period}之后，", period=period_text(one.until))
            after = say("{period}之后", period=period_text(one.until))
        if board.standard == standard.ref:
            yield (
                say("{title}：{after}", title=board.title, after=after)
                if since
                else say("{title}：全部周期", title=board.title)
            )


def _loss_view(standard: Standard, tally: LossTally) -> LossView | None:
    """The clauses at which most points were lost; none where nothing was inspected or lost."""
    clauses = {clause.id: clause for section in standard.sections for clause in section.clauses}
    total = sum((points for _, points in tally.clauses.values()), Fraction(0))
    if not total:
        return None
    worst = list(tally.clauses.items())[:LOSSES_SHOWN]
    shares = [(clause, points / total) for clause, (_, points) in worst]
    return LossView(
        periods=tally.periods,
        inspections=tally.inspections,
        lines=tuple(
            LossLine(
                id=clause,
                path=f"#{clause_anchor(clause)}",
                text=clauses[clause].text,
                times=str(times) if times else "—",
                share=rate_text(points / total),
                together=rate_text(before),
            )
            for (clause, (times, points)), before in zip(worst, together(shares), strict=True)
        ),
        rest=len(tally.clauses) - len(worst),
        pareto=pareto_of(shares),
    )


def _kept_lines(standard: Standard, kept: Iterable[Kept]) -> Iterator[KeptLine]:
    """In the order of the standard."""
    found = {one.clause: one for one in kept}
    for section in standard.sections:
        for clause, check in checked_by(section.clauses, Limit):
            if one := found.get(clause.id):
                yield KeptLine(
                    clause=clause.id,
                    path=f"#{clause_anchor(clause.id)}",
                    limit=limit_text(check),
                    rate=rate_text(one.rate),
                    cases=one.cases,
                    within=one.within,
                    target=rate_text(check.target),
                    bar=rate_bar(one.rate, check.target),
                )


def _roles_named(standard: Standard) -> set[str]:
    return {role for section in standard.sections for clause in section.clauses for role in clause.roles}


def _scoring(standard: Standard) -> tuple[str, ...]:
    """How points become a score, one sentence a line; none where nothing is scored."""
    if standard.scale is None:
        return ()
    points = standard_points(standard)
    whole = say("各项得分合计 ÷ 适用分值合计 × {full}，再加加分项", full=standard.scale.full)
    lines = [say("{whole}；四舍五入保留 {n} 位小数。", whole=whole, n=standard.scale.precision)]
    if points != standard.scale.full:
        lines.append(
            say(
                "本标准各项分值合计 {points} 分，折算为 {full} 分制。",
                points=points_text(points),
                full=standard.scale.full,
            )
        )
    if standard.not_applicable == "rescale":
        lines.append(say("不适用的条款不计入总分，其余条款按比例折算。"))
    else:
        lines.append(say("不适用的条款按满分计。"))
    if standard.min_coverage is not None:
        lines.append(
            say("已检查内容不到适用分值的 {rate} 时不评分，列为未评定。", rate=rate_text(standard.min_coverage))
        )
    return tuple(lines)


def _section_view(section: Section, vocabulary: Vocabulary, paths: Paths) -> SectionView:
    points = section_points(section)
    shared = points and not any(clause.points is not None and clause.check.part == "base" for clause in section.clauses)
    notes = [say("本章各条共用这些分值，扣完为止")] if shared else []
    if section.bonus_at_most is not None:
        notes.append(say("本章加分合计最多 {n} 分", n=points_text(section.bonus_at_most)))
    return SectionView(
        id=section.id,
        anchor=section_anchor(section.id),
        title=section.title,
        points=points_text(points) if points else "",
        note=joined(notes, "；"),
        clauses=tuple(_clause_view(clause, vocabulary, paths) for clause in section.clauses),
    )


def _clause_view(clause: Clause, vocabulary: Vocabulary, paths: Paths) -> ClauseView:
    themes, roles = names_of(vocabulary.themes), names_of(vocabulary.roles)
    kind = clause.check.part
    return ClauseView(
        clause=clause,
        anchor=clause_anchor(clause.id),
        points=points_text(clause.points) if clause.points is not None and kind == "base" else "",
        kind=kind,
        checks=check_lines(clause) if kind != "guidance" else (),
        theme=themes[clause.theme],
        theme_path=paths(theme_page(clause.theme)),
        roles=joined(roles[role] for role in clause.roles),
    )
