"""The notice to a centre before its results are public: a sheet of A4 and its text, with the same words."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.judging.process.clocks import Timetable, clocks_of, noticed
from generator.judging.process.workdays import after
from generator.judging.scoring.editions import standard_of
from generator.model.cases import CaseFile, Correction, Notice, Withdrawal, of_kind
from generator.model.centre import Centre
from generator.model.dataset import Rulebook
from generator.model.keys import RowKey
from generator.model.scores import EventLoss, Loss, PeriodScore, PoolScore, Standing
from generator.presenting.parts.rules.editions import name_of, page_of
from generator.presenting.parts.scores.evidence import unsettled_text
from generator.presenting.parts.scores.ledger import lowering_lines
from generator.presenting.parts.scores.reasons import reasons_of
from generator.presenting.parts.scores.standard_index import StandardIndex
from generator.presenting.text.addresses import Paths, window_page
from generator.presenting.text.checks import cause_text
from generator.presenting.text.list_marks import GREEN
from generator.presenting.text.markup import render
from generator.presenting.text.wording import SOURCES, day_text, joined, period_text, points_text, standing_text
from generator.words.languages import Language
from generator.words.phrases import say, told


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeRow:
    """A window of the centre on a board in the period, with the parts of its score where there are any."""

    standing: Standing
    score: PeriodScore | None


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeMatter:
    """What a notice is about."""

    rulebook: Rulebook
    timetable: Timetable
    centre_id: str
    centre: Centre
    cases: tuple[CaseFile, ...]
    """Of the centre; those that lie after the day of the notice have not happened."""
    period: str
    day: datetime.date
    """The day of the notice."""
    exposed: tuple[NoticeRow, ...]
    """The windows that are to be exposed, or that only lack certainty."""
    others: tuple[NoticeRow, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeClause:
    """A clause that lost points: in full, with everything that was seen."""

    text: str
    """Its number, the clause, and what it lost."""
    found: tuple[str, ...]
    """One finding, or proved fact, a line."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeWindow:
    """A window that is to be exposed, or whose band is not settled."""

    name: str
    id: str
    """`centre/window`."""
    board: str
    standard: str
    result: str
    lowered: tuple[str, ...]
    clauses: tuple[NoticeClause, ...]
    days: tuple[str, str]
    """The last days to reply and to appeal, in words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeView:
    """What a notice says."""

    lang: Language
    title: str
    centre: str
    intro: str
    windows: tuple[NoticeWindow, ...]
    how: str
    hotline: str
    others: tuple[tuple[str, str], ...]
    """Name and result of each window of the centre that is not meant."""
    publisher: str
    day: str
    receipt: str
    """What the centre fills in when it is handed over."""


def notice_of(matter: NoticeMatter, lang: Language) -> NoticeView:
    """The notice in words."""
    policy = matter.rulebook.policy
    period = period_text(matter.period)
    public = max(_days(matter, row.standing.key)[2] for row in matter.exposed)
    count = len({row.standing.window for row in matter.exposed})
    decision = clocks_of(policy.process, matter.period).decision
    return NoticeView(
        lang=lang,
        title=say("检查结果通知"),
        centre=matter.centre.name,
        intro=say(
            "{period}的检查结果将在 {public}起公布。下列 {n} 个窗口可能公开曝光，或等级未定，先行通知。",
            period=period,
            public=day_text(public),
            n=count,
        ),
        windows=tuple(_window(matter, row) for row in matter.exposed),
        how=say(
            "向{publisher}书面提出，写明窗口、日期、条款和理由。回应与结果一并公布；申诉由没有查过本窗口的检查组裁定，"
            "{n} 个工作日内作出决定，裁定前不公布本窗口的结果。",
            publisher=policy.publisher,
            n=decision,
        ),
        hotline=say("热线：{hotline}", hotline=policy.hotline),
        others=tuple(_other(matter, row) for row in matter.others),
        publisher=policy.publisher,
        day=day_text(matter.day),
        receipt=say("送达回执：本通知已收到。机构盖章：＿＿＿＿＿＿＿＿＿＿ 送达日期：＿＿＿＿＿＿＿＿＿＿"),
    )


def notice_text(view: NoticeView) -> str:
    """The notice as plain text."""
    return "".join(f"{told(line, view.lang)}\n" for line in _lines(view))


def notice_page(view: NoticeView) -> str:
    """The notice as a page for A4, which stands by itself: it loads nothing."""
    return render("notice.html.jinja", view.lang, notice=view)


def _lines(view: NoticeView) -> Iterator[str]:
    yield view.title
    yield say("{centre}：", centre=view.centre)
    yield view.intro
    for one in view.windows:
        yield ""
        yield say("{name}（{id}）", name=one.name, id=one.id)
        yield say("榜单：{board}", board=one.board)
        yield say("依据：{standard}", standard=one.standard)
        yield say("结果：{result}", result=one.result)
        yield from one.lowered
        for clause in one.clauses:
            yield clause.text
            yield from (say("  {line}", line=line) for line in clause.found)
        yield from one.days
    yield ""
    yield say("怎样回应和申诉")
    yield view.how
    yield view.hotline
    if view.others:
        yield ""
        yield say("本机构其他窗口")
        yield from (say("{name}：{result}", name=name, result=result) for name, result in view.others)
    yield ""
    yield say("{publisher} {day}", publisher=view.publisher, day=view.day)


def _days(matter: NoticeMatter, row: RowKey) -> tuple[datetime.date, datetime.date, datetime.date]:
    """The last day to reply before the result is public, the last to appeal, and the first on which it can be."""
    own = [file for file in matter.cases if file.about == row and file.case.begun <= matter.day]
    changed = [case.date for _, case in of_kind(own, Correction)]
    changed += [case.date for _, case in of_kind(own, Withdrawal)]
    given = (case.date for _, case in of_kind(own, Notice))
    begun = noticed(matter.timetable, row.period, changed, given) or matter.day
    clocks, calendar = clocks_of(matter.timetable.process, row.period), matter.timetable.calendar
    return (
        after(calendar, begun, clocks.preview),
        after(calendar, begun, clocks.appeal),
        after(calendar, begun, clocks.preview + 1),
    )


def _index(matter: NoticeMatter, row: Standing) -> StandardIndex:
    standards = matter.rulebook.standards
    ref = standard_of(matter.rulebook.boards[row.board], row.period)
    channels = {word.id: word.name for word in matter.rulebook.vocabulary.channels}
    paths = Paths(window_page(matter.centre_id, row.window))
    return StandardIndex(standards[ref], channels, paths, page_of(standards, ref))


def _name(matter: NoticeMatter, window: str) -> str:
    return next(one.name for one in matter.centre.windows if one.id == window)


def _window(matter: NoticeMatter, row: NoticeRow) -> NoticeWindow:
    standing, score = row.standing, row.score
    index = _index(matter, standing)
    board = matter.rulebook.boards[standing.board]
    reply_by, appeal_by, _ = _days(matter, standing.key)
    lowered = lowering_lines(score.lowered, index, score.inspections) if score else ()
    return NoticeWindow(
        name=_name(matter, standing.window),
        id=f"{standing.centre}/{standing.window}",
        board=say("{board}，{period}", board=board.title, period=period_text(standing.period)),
        standard=name_of(matter.rulebook.standards, index.standard.ref),
        result=say(
            "{result}，{listed}",
            result=_result(standing, index),
            listed=say("拟列入{name}·{meaning}", name=GREEN.name, meaning=GREEN.meaning)
            if standing.listed == "green"
            else say("不列入名单（{why}）", why=unsettled_text(board, index.standard, standing)),
        ),
        lowered=tuple(
            say("{what}，等级最高为“{band}”：{note}", what=one.what, band=one.band, note=one.note) for one in lowered
        ),
        clauses=tuple(_clauses(score, index)) if score else (),
        days=(
            say("最后回应日：{day}", day=day_text(reply_by)),
            say("最后申诉日：{day}", day=day_text(appeal_by)),
        ),
    )


def _result(standing: Standing, index: StandardIndex) -> str:
    outcome = standing_text(standing, index.bands)
    return say("{n} 分，{band}", n=outcome.score, band=outcome.band) if outcome.score else outcome.band


def _other(matter: NoticeMatter, row: NoticeRow) -> tuple[str, str]:
    board = matter.rulebook.boards[row.standing.board]
    result = _result(row.standing, _index(matter, row.standing))
    return _name(matter, row.standing.window), say("{board}，{result}", board=board.title, result=result)


def _clauses(score: PeriodScore, index: StandardIndex) -> Iterator[NoticeClause]:
    """Every clause that lost points, the worst first, with all that was seen."""
    for one in reasons_of(score, index).lines:
        pools = [pool for pool in score.pools if one.clause in _of_pool(pool)]
        found = [line for pool in pools for line in _found(pool, one.clause, score, index)]
        text = say("{id} {text}（失 {lost} 分）", id=one.clause, text=one.text, lost=one.lost)
        yield NoticeClause(text=text, found=tuple(found) or (one.seen,))


def _of_pool(pool: PoolScore) -> Iterable[str]:
    """The clauses that lose their points to a pool."""
    return {pool.pool, *(one.clause for one in pool.losses), *(one.clause for one in pool.events)}


def _found(pool: PoolScore, clause: str, score: PeriodScore, index: StandardIndex) -> Iterator[str]:
    losses: Sequence[Loss] = [one for one in pool.losses if one.clause == clause and one.minus]
    for loss in losses:
        visit = score.inspections[loss.inspection]
        what = cause_text(index.clauses[clause], loss.cause)
        yield _with_grounds(
            say(
                "{day} {channel} {team} 组：{what}，−{minus}",
                day=visit.date.isoformat(),
                channel=index.channels[visit.channel],
                team=visit.team,
                what=say("{what} ×{count}", what=what, count=loss.count) if loss.count > 1 else what,
                minus=points_text(loss.minus),
            ),
            (loss.note, loss.evidence),
        )
    for event in pool.events:
        if event.clause == clause:
            yield _fact(event, index)


def _fact(event: EventLoss, index: StandardIndex) -> str:
    text = say(
        "{day} 查实（{source}，{id}）：{what}，−{minus}",
        day=event.proved.isoformat(),
        source=SOURCES[event.source],
        id=event.id,
        what=cause_text(index.clauses[event.clause], event.cause),
        minus=points_text(event.minus),
    )
    return _with_grounds(text, (event.note, event.evidence))


def _with_grounds(text: str, grounds: Iterable[str | None]) -> str:
    return joined((text, *(one for one in grounds if one)), "；")
