"""What each edition of a standard is called, and where it is read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.judging.scoring.editions import by_edition
from generator.model.rules import Vocabulary
from generator.model.standard import Clause, Section, Standard
from generator.presenting.parts.windows.disclosed import DISCLOSED
from generator.presenting.text.addresses import Paths, clause_anchor, edition_page, standard_page
from generator.presenting.text.checks import check_lines
from generator.presenting.text.wording import band_lines, hours_rows, joined, points_text, rate_text
from generator.words.phrases import say


def name_of(standards: Mapping[str, Standard], ref: str) -> str:
    """The title of an edition (`id@edition`), and which edition it is where there are several."""
    standard = standards[ref]
    several = sum(one.id == standard.id for one in standards.values()) > 1
    return (
        say("{title}（版次 {edition}）", title=standard.title, edition=standard.edition) if several else standard.title
    )


def page_of(standards: Mapping[str, Standard], ref: str) -> str:
    """The page of an edition (`id@edition`): the standard's own for the newest, else one of its own."""
    standard = standards[ref]
    newest = by_edition(one for one in standards.values() if one.id == standard.id)[standard.id][-1]
    return standard_page(standard.id) if newest == standard else edition_page(standard.id, standard.edition)


Lines = tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PartChange:
    """A part of a clause, or of the rules of scoring, before and after."""

    name: str
    before: Lines
    after: Lines


@dataclass(frozen=True, kw_only=True, slots=True)
class ClauseChange:
    """A clause that is new, gone, or no longer the same."""

    id: str
    path: str
    """To the clause in the later edition; of one that is gone, in the earlier one."""
    kind: str
    """`added`, `removed` or `changed`."""
    word: str
    text: str
    """Of a clause that was added or removed; else empty."""
    parts: tuple[PartChange, ...]
    """Of a clause that changed; else empty."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """All that differs between two editions."""

    summary: str
    scoring: tuple[PartChange, ...]
    clauses: tuple[ClauseChange, ...]


def changes_between(
    earlier: tuple[Standard, str], later: tuple[Standard, str], vocabulary: Vocabulary, paths: Paths
) -> Changes:
    """What differs between two editions of a standard, each with the page that it is read on."""
    (old, old_page), (new, new_page) = earlier, later
    before, after = _clauses(old), _clauses(new)
    scoring = tuple(_parts(_scoring(old), _scoring(new)))
    clauses: list[ClauseChange] = []
    for clause_id, (section, clause) in after.items():
        path = paths(f"{new_page}#{clause_anchor(clause_id)}")
        if clause_id not in before:
            clauses.append(_whole(clause, path, "added", say("新增")))
            continue
        then = before[clause_id]
        parts = tuple(_parts(_said(*then, vocabulary), _said(section, clause, vocabulary)))
        if parts:
            clauses.append(
                ClauseChange(id=clause_id, path=path, kind="changed", word=say("修改"), text="", parts=parts)
            )
    for clause_id, (_, clause) in before.items():
        if clause_id not in after:
            clauses.append(_whole(clause, paths(f"{old_page}#{clause_anchor(clause_id)}"), "removed", say("删去")))
    return Changes(summary=_summary(scoring, clauses), scoring=scoring, clauses=tuple(clauses))


def _clauses(standard: Standard) -> Mapping[str, tuple[Section, Clause]]:
    return {clause.id: (section, clause) for section in standard.sections for clause in section.clauses}


def _whole(clause: Clause, path: str, kind: str, word: str) -> ClauseChange:
    return ClauseChange(id=clause.id, path=path, kind=kind, word=word, text=clause.text, parts=())


def _summary(scoring: tuple[PartChange, ...], clauses: list[ClauseChange]) -> str:
    kinds = [one.kind for one in clauses]
    counts = [
        say("{word} {count} 条", word=word, count=kinds.count(kind))
        for kind, word in (("added", say("新增")), ("removed", say("删去")), ("changed", say("修改")))
        if kind in kinds
    ]
    return joined([*counts, *([say("评分规则有变")] if scoring else [])], "，") or say("条款与评分规则没有变化")


def _parts(before: Mapping[str, Lines], after: Mapping[str, Lines]) -> Iterator[PartChange]:
    for name in dict.fromkeys((*before, *after)):
        then, now = before.get(name, ()), after.get(name, ())
        if then != now:
            yield PartChange(name=name, before=then, after=now)


def _scoring(standard: Standard) -> Mapping[str, Lines]:
    """The rules of scoring, each under its name."""
    bands = {band.id: band.name for band in standard.bands}
    scale = standard.scale
    exempt = say("不适用的条款不计入总分") if standard.not_applicable == "rescale" else say("不适用的条款按满分计")
    coverage = standard.min_coverage
    return {
        say("适用分制"): ()
        if scale is None
        else (say("{full} 分制，保留 {n} 位小数", full=scale.full, n=scale.precision),),
        say("不适用"): (exempt,) if scale else (),
        say("不适用的上限"): (rate_text(standard.exempt_at_most),) if scale else (),
        say("检查内容下限"): () if coverage is None else (rate_text(coverage),),
        say("等级"): tuple(say("{name}：{range}", name=one.name, range=one.range) for one in band_lines(standard)),
        say("一票否决"): tuple(
            say("{text}：等级最高为“{bands}”", text=veto.text, bands=bands[veto.band]) for veto in standard.vetoes
        ),
        say("章节最低要求"): tuple(
            say(
                "第 {section} 章得分率低于 {rate}：等级最高为“{bands}”",
                section=floor.section,
                rate=rate_text(floor.below),
                bands=bands[floor.band],
            )
            for floor in standard.floors
        ),
        say("章节"): tuple(_section(section) for section in standard.sections),
    }


def _section(section: Section) -> str:
    points = "" if section.points is None else say("，{n} 分", n=points_text(section.points))
    most = "" if section.bonus_at_most is None else say("，加分最多 {n} 分", n=points_text(section.bonus_at_most))
    return say("{id} {title}{points}{most}", id=section.id, title=section.title, points=points, most=most)


def _said(section: Section, clause: Clause, vocabulary: Vocabulary) -> Mapping[str, Lines]:
    """Everything that a clause says, each part under its name."""
    themes = {word.id: word.name for word in vocabulary.themes}
    roles = {role.id: role.name for role in vocabulary.roles}
    return {
        say("章节"): (f"{section.id} {section.title}",),
        say("内容"): (clause.text,),
        say("分值"): () if clause.points is None else (say("{n} 分", n=points_text(clause.points)),),
        say("检查办法"): check_lines(clause),
        say("主题"): (themes[clause.theme],),
        say("岗位"): (joined(roles[role] for role in clause.roles),),
        say("情形"): () if clause.situation is None else (clause.situation,),
        say("应当"): clause.do,
        say("不得"): clause.dont,
        say("可以这样说"): clause.say,
        say("禁止说"): clause.never_say,
        say("用语"): tuple(
            say("{name}：{parts}", name=term.name, parts=joined(term.parts)) if term.parts else term.name
            for term in clause.terms
        ),
        say("依据"): clause.legal_basis,
        say("证据来源"): clause.evidence_source,
        say("整改"): () if clause.remedy is None else (clause.remedy,),
        say("不适用"): (say("可以不适用"),) if clause.may_not_apply else (),
        say("要求的服务时间"): tuple(joined(row, " ") for row in hours_rows(clause.hours)),
        say("要求公开的"): tuple(DISCLOSED[what] for what in clause.discloses),
    }
