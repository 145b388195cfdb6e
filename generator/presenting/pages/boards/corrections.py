"""The log of corrections: every published figure that has changed, the latest first; and every amendment.

An amendment is about anything else that was published: a rule, a register, the words of a case.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, assert_never

from generator.judging.analysis.promised import Late
from generator.model.amendments import Amended, AmendedKind, Amendment
from generator.model.cases import About, Revision
from generator.presenting.atlas import Atlas
from generator.presenting.parts.process.figures import ChangeLine, change_lines
from generator.presenting.text.addresses import PROGRAMME, Paths, board_page, case_place, centre_page, period_page
from generator.presenting.text.names import WindowLink, link_to
from generator.presenting.text.wording import period_text
from generator.words.phrases import say


@dataclass(frozen=True, kw_only=True, slots=True)
class RevisionLine:
    """A line of the log."""

    day: str
    link: WindowLink
    board: str
    period: str
    path: str
    """The way to the lists of the period."""
    changes: tuple[ChangeLine, ...]
    because: str
    """Why a case about another period moved a figure of this one; empty where it is about this one."""
    reason: str
    """Of the case, or of what began or ended with it."""
    case_path: str
    commit: str
    """Short hash; empty where none is known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AmendedLine:
    """What is said otherwise."""

    what: str
    """As the amendment names it."""
    name: str
    """In plain words; empty where there are none."""
    old: str
    new: str
    """Both empty: a text, which is not repeated here."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AmendmentLine:
    """An amendment in words."""

    day: str
    kind: str
    thing: str
    """The name of what is amended; empty where there is only one of its kind."""
    path: str
    """The way to it; empty where it has no page."""
    changes: tuple[AmendedLine, ...]
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LateLine:
    """A period that was published later than promised."""

    board: str
    period: str
    path: str
    """The way to its lists."""
    due: str
    public: str
    days: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectionsPage:
    """What the page says."""

    revisions: tuple[RevisionLine, ...]
    amendments: tuple[AmendmentLine, ...]
    late: tuple[LateLine, ...]


def view(atlas: Atlas, paths: Paths) -> CorrectionsPage:
    """Every correction, every amendment, and what came late, the latest first."""
    amendments = sorted(atlas.site.rulebook.amendments, key=lambda one: one.date, reverse=True)
    return CorrectionsPage(
        revisions=tuple(revision_line(atlas, one, paths) for one in atlas.site.revisions),
        amendments=tuple(_amendment_line(atlas, one, paths) for one in amendments),
        late=tuple(
            _late_line(atlas, one, paths)
            for one in sorted(atlas.late.values(), key=lambda one: one.public, reverse=True)
        ),
    )


def _late_line(atlas: Atlas, one: Late, paths: Paths) -> LateLine:
    return LateLine(
        board=atlas.board(one.place.board).title,
        period=period_text(one.place.period),
        path=paths(period_page(*one.place)),
        due=one.due.isoformat(),
        public=one.public.isoformat(),
        days=one.days,
    )


KINDS: Final[Mapping[AmendedKind, str]] = {
    "policy": say("全站规则"),
    "vocabulary": say("词表"),
    "programme": say("检查计划"),
    "board": say("榜单"),
    "centre": say("服务机构"),
    "standard": say("标准"),
    "case": say("处理记录"),
    "inspection": say("检查记录"),
}
"""Kinds of what is amended, and their names on the page."""

_WHATS: Final[Mapping[str, str]] = {
    "whole": say("不再使用"),
    "since": say("起算日期"),
    "times": say("次数"),
    "windows": say("窗口数"),
    "channels": say("检查方式"),
    "unseen_after": say("久未检查的天数"),
    "names_for": say("名称保留的月数"),
    "late_after": say("录入期限"),
    "publish_within": say("公布期限"),
    "review_panel": say("复核组"),
    "publisher": say("发布单位"),
    "region": say("地区"),
    "licence": say("许可"),
    "title": say("名称"),
    "name": say("名称"),
    "en": say("英文名称"),
    "note": say("说明"),
    "meaning": say("释义"),
    "kind": say("类别"),
    "applies_to": say("适用行业"),
    "source": say("来源"),
    "sections": say("章节"),
    "known_issues": say("对来源的说明"),
    "until": say("截止日期"),
    "department": say("部门"),
    "tier": say("级别"),
    "effective": say("施行日期"),
    "frame": say("评分规则"),
    "evidence": say("证据"),
    "district": say("所在区县"),
    "trade": say("行业"),
    "sample": say("示例数据"),
    "time_zone": say("时区"),
    "own_team": say("检查组查本机构"),
    "opened": say("启用日期"),
    "closed": say("停办日期"),
    "text": say("文字"),
    "reason": say("理由"),
    "grounds": say("申诉理由"),
    "red": say("红榜条件"),
    "green": say("绿榜条件"),
    "late": say("补录"),
    "removed": say("撤下"),
    "altered": say("改动"),
}
"""What amendments name most often, by the last word of its name."""


def _amendment_line(atlas: Atlas, one: Amendment, paths: Paths) -> AmendmentLine:
    thing, path = _thing(atlas, one, paths)
    return AmendmentLine(
        day=one.date.isoformat(),
        kind=KINDS[one.kind],
        thing=thing,
        path=path,
        changes=tuple(map(_amended_line, one.changes)),
        reason=one.reason,
    )


def _amended_line(change: Amended) -> AmendedLine:
    of_clause, _, clause = change.what.partition(" ")
    name = _WHATS.get(change.what.rpartition(".")[2], "")
    if of_clause == "clause" and clause:
        name = say("条款 {id}", id=clause)
    return AmendedLine(what=change.what, name=name, old=change.old or "", new=change.new or "")


def _thing(atlas: Atlas, one: Amendment, paths: Paths) -> tuple[str, str]:
    """The name of what is amended, and the way to its page; what is gone has its id, and no page."""
    rulebook, key = atlas.site.rulebook, one.id or ""
    match one.kind:
        case "programme" if key in rulebook.programmes:
            return rulebook.programmes[key].title, paths(PROGRAMME)
        case "board" if key in atlas.site.boards:
            return rulebook.boards[key].title, paths(board_page(key))
        case "centre" if key in atlas.site.centres:
            return atlas.site.centres[key].name, paths(centre_page(key))
        case "case" if any(key == f"{file.centre}/{file.id}" for file in atlas.site.cases):
            centre, _, case = key.partition("/")
            return key, paths(case_place(centre, case, atlas.docket.pages))
        case "standard" if key in rulebook.standards:
            standard = rulebook.standards[key]
            return f"{standard.title} {standard.edition}", ""
        case "programme" | "board" | "centre" | "case" | "standard" | "policy" | "vocabulary" | "inspection":
            return key, ""
        case _:
            assert_never(one.kind)


def revision_line(atlas: Atlas, revision: Revision, paths: Paths) -> RevisionLine:
    """A line of the log, on the page that `paths` leads from."""
    return RevisionLine(
        day=revision.date.isoformat(),
        link=link_to(atlas.name_at(revision.key), paths),
        board=atlas.board(revision.board).title,
        period=period_text(revision.period),
        path=paths(period_page(*revision.place)),
        changes=change_lines(
            atlas.site.rulebook, About(board=revision.board, period=revision.period), revision.changes
        ),
        because=_because(atlas, revision),
        reason=revision.reason or say("窗口在申诉处理期间不参加排名；处理开始或满期时，其他窗口的名次随之移动。"),
        case_path=paths(case_place(revision.case_centre or revision.centre, revision.case, atlas.docket.pages)),
        commit=_commit(atlas, revision),
    )


def _because(atlas: Atlas, revision: Revision) -> str:
    about = atlas.abouts.get((revision.case_centre or revision.centre, revision.case))
    if about is None or about == revision.place:
        return ""
    board, period = atlas.board(about.board).title, period_text(about.period)
    return say("申诉针对的是{board} {period}；这一期也用到那里的检查，所以跟着变。", board=board, period=period)


def _commit(atlas: Atlas, revision: Revision) -> str:
    return atlas.site.commits.get(f"results/{revision.case_centre or revision.centre}/cases/{revision.case}.yml", "")
