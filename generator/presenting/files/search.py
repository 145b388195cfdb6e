"""What can be found on the site."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from generator.judging.scoring.editions import newest_of, standard_of
from generator.judging.scoring.self_checks import has_checklist
from generator.model.centre import Centre, Window
from generator.model.dataset import Rulebook
from generator.model.rules import Board, ListKind, Vocabulary
from generator.model.scores import BoardPeriod
from generator.model.search import SearchKind, SearchRecord
from generator.model.site import Site
from generator.model.standard import Clause, Section, Standard
from generator.presenting.atlas import Atlas
from generator.presenting.parts.rules.clauses import clauses_of
from generator.presenting.parts.rules.rules import binding, cards_of, working_roles
from generator.presenting.text import addresses
from generator.presenting.text.checks import check_words
from generator.presenting.text.list_marks import MARKS
from generator.presenting.text.wording import holidays_text, hours_rows, joined, kind_text, period_text, standing_text
from generator.words.phrases import say, told

KINDS: Final[Mapping[SearchKind, str]] = {
    "window": say("服务窗口"),
    "centre": say("服务机构"),
    "list": say("榜单"),
    "standard": say("标准"),
    "theme": say("主题"),
    "clause": say("条款"),
    "checklist": say("自查表"),
    "conduct": say("岗位须知"),
    "page": say("说明"),
}
"""Kinds of what is found, in the order in which they are offered, and their names on the page."""

KIND_MARKS: Final[Mapping[ListKind, str]] = {
    mark.kind: say("{name}·{meaning}", name=mark.name, meaning=mark.meaning) for mark in MARKS
}
"""The lists by id, each with word and meaning."""


def search_records(atlas: Atlas, pages: Iterable[SearchRecord]) -> Iterator[SearchRecord]:
    """Say what can be found, in the language of the site; `pages` are the fixed ones."""
    for one in chain(_records(atlas.site), pages):
        yield replace(
            one,
            title=told(one.title, atlas.lang),
            summary=told(one.summary, atlas.lang),
            body=told(one.body, atlas.lang),
            words=tuple(told(one.body, atlas.lang).split()) if one.kind == "page" else one.words,
            outcome=told(one.outcome, atlas.lang),
            bands=tuple(told(band, atlas.lang) for band in one.bands),
        )


def _records(site: Site) -> Iterator[SearchRecord]:
    """Say what can be found.

    Windows, centres, boards with their newest list, standards with their clauses and self-checks, roles with their
    cards, themes.
    """
    names = _Names(site.rulebook.vocabulary)
    newest = tuple(_newest_lists(site))
    stands = _stands(newest)
    for centre_id, centre in site.centres.items():
        yield _centre_record(centre_id, centre, names)
        for window in centre.windows:
            yield _window_record(centre_id, centre, window, names, stands.get((centre_id, window.id), ()))
    for lists in newest:
        yield from _list_records(lists, names)
    for standard in newest_of(site.rulebook.standards.values()):
        yield _standard_record(standard, names)
        for section in standard.sections:
            for clause in section.clauses:
                yield _clause_record(standard, section, clause, names)
        if has_checklist(standard):
            yield _checklist_record(standard, names)
    yield from _role_records(site.rulebook, names)
    yield from _theme_records(site.rulebook)


class _Names:
    """Names of what the data calls by id; an id that has none stands for itself."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.trades = {word.id: word.name for word in vocabulary.trades}
        self.themes = {word.id: word.name for word in vocabulary.themes}
        self.roles = {role.id: role.name for role in vocabulary.roles}

    def of_trades(self, trades: Iterable[str]) -> str:
        return joined(self.trades.get(trade, trade) for trade in trades)

    def of_roles(self, roles: Iterable[str]) -> str:
        return joined(self.roles.get(role, role) for role in roles)


@dataclass(frozen=True, kw_only=True, slots=True)
class _NewestList:
    """A board and the lists of its newest period."""

    board: Board
    period: BoardPeriod | None
    standard: Standard


def _newest_lists(site: Site) -> Iterator[_NewestList]:
    for board_id, board in sorted(site.rulebook.boards.items()):
        periods = site.boards.get(board_id, ())
        yield _NewestList(
            board=board,
            period=periods[0] if periods else None,
            standard=site.rulebook.standards[standard_of(board, periods[0].period) if periods else board.standard],
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Stand:
    """Where a window stands on one board now."""

    board: str
    outcome: str
    """Period, score, band and list, in words."""
    band: str
    listed: str


def _stands(newest: Iterable[_NewestList]) -> Mapping[tuple[str, str], tuple[_Stand, ...]]:
    """Where each window (centre, window) stands now."""
    stands: dict[tuple[str, str], tuple[_Stand, ...]] = {}
    for lists in newest:
        if lists.period is None:
            continue
        period = _period_words(lists.period)
        bands = {band.id: band.name for band in lists.standard.bands}
        for row in (*lists.period.ranked, *lists.period.unrated):
            told = standing_text(row, bands)
            listed = "" if row.listed == "none" else row.listed
            said = say("{n} 分 {band}", n=told.score, band=told.band) if told.score else told.band
            stand = _Stand(
                board=lists.board.title,
                outcome=say("{period} {said} · {list}", period=period, said=said, list=KIND_MARKS[listed])
                if listed
                else say("{period} {said}", period=period, said=said),
                band=told.band if told.score else "",
                listed=listed,
            )
            key = row.who
            stands[key] = (*stands.get(key, ()), stand)
    return stands


def _period_words(period: BoardPeriod) -> str:
    """The period, and whether what is said of it may still change."""
    text = period_text(period.period)
    return text if period.closed else say("{period}（进行中）", period=text)


def _sentences(*parts: str) -> str:
    """Parts of a text, each ended; those that are empty are left out."""
    return joined(
        (part if part.endswith(("。", "！", "？")) else say("{part}。", part=part) for part in parts if part), ""
    )


def _labelled(label: str, texts: Iterable[str]) -> str:
    """Texts behind the word that says what they are; nothing where there are none."""
    text = joined(texts, "；")
    return say("{label}：{text}", label=label, text=text) if text else ""


def _window_record(
    centre_id: str, centre: Centre, window: Window, names: _Names, stands: tuple[_Stand, ...]
) -> SearchRecord:
    lists = tuple(dict.fromkeys(one.listed for one in stands if one.listed))
    bands = tuple(dict.fromkeys(one.band for one in stands if one.band))
    outcomes = (
        say("{board}：{outcome}", board=one.board, outcome=one.outcome) if len(stands) > 1 else one.outcome
        for one in stands
    )
    return SearchRecord(
        address=addresses.window_page(centre_id, window.id),
        kind="window",
        title=window.name,
        summary=say(
            "{centre} · {district} · {trades}",
            centre=centre.name,
            district=centre.district,
            trades=names.of_trades([centre.trade]),
        ),
        body=_sentences(
            _labelled(say("办理"), [joined(window.services)]),
            _labelled(say("岗位"), [names.of_roles(window.roles)]),
            _labelled(say("原名"), window.formerly),
            _labelled(say("服务时间"), (joined(row, " ") for row in hours_rows(window.hours))) if window.hours else "",
        ),
        outcome=joined(outcomes, "；"),
        names=(centre.name, *window.formerly),
        words=window.services,
        district=centre.district,
        centre=centre_id,
        trades=(centre.trade,),
        lists=lists,
        bands=bands,
    )


def _centre_record(centre_id: str, centre: Centre, names: _Names) -> SearchRecord:
    return SearchRecord(
        address=addresses.centre_page(centre_id),
        kind="centre",
        title=centre.name,
        summary=say(
            "{district} · {of_trades} · {n} 个窗口",
            district=centre.district,
            of_trades=names.of_trades([centre.trade]),
            n=len(centre.windows),
        ),
        body=_sentences(
            say("地址：{address}", address=centre.address),
            say("电话：{phone}", phone=centre.phone) if centre.phone else "",
            _labelled(say("服务时间"), (joined(row, " ") for row in hours_rows(centre.hours))),
            holidays_text(centre.holidays) if centre.hours else "",
            _labelled(say("原名"), centre.formerly),
        ),
        names=centre.formerly,
        words=(centre.district, centre.address),
        district=centre.district,
        centre=centre_id,
        trades=(centre.trade,),
    )


def _list_records(lists: _NewestList, names: _Names) -> Iterator[SearchRecord]:
    """The board and its newest list. Who stands on it is not said: results are not indexed."""
    board = lists.board
    trade = names.of_trades([board.trade])
    marks = joined(KIND_MARKS.values())
    body = _sentences(_labelled(say("标准"), [lists.standard.title]))
    yield SearchRecord(
        address=addresses.board_page(board.id),
        kind="list",
        title=board.title,
        summary=say("{trade}服务窗口的{marks}和全部名次", trade=trade, marks=marks),
        body=body,
        trades=(board.trade,),
    )
    if lists.period is None:
        return
    period = period_text(lists.period.period)
    counts = Counter[str](row.listed for row in lists.period.ranked)
    entries = joined((say("{mark} {n} 个窗口", mark=mark, n=counts[name]) for name, mark in KIND_MARKS.items()), "，")
    yield SearchRecord(
        address=addresses.period_page(board.id, lists.period.period),
        kind="list",
        title=say("{board} {period}", board=board.title, period=period),
        summary=say("{trade}服务窗口{period}的{marks}和全部名次", trade=trade, period=period, marks=marks),
        body=body,
        outcome=say("{period} {entries}", period=_period_words(lists.period), entries=entries),
        trades=(board.trade,),
        lists=tuple(name for name in KIND_MARKS if counts[name]),
    )


def _standard_record(standard: Standard, names: _Names) -> SearchRecord:
    return SearchRecord(
        address=addresses.standard_page(standard.id),
        kind="standard",
        title=standard.title,
        summary=standard.summary,
        body=_sentences(
            say("{kind}，{edition} 版", kind=kind_text(standard.kind), edition=standard.edition),
            _labelled(say("适用"), [names.of_trades(standard.applies_to)]),
            _labelled(say("章节"), (section.title for section in standard.sections)),
            _labelled(say("等级"), (band.name for band in standard.bands)),
            _labelled(say("一票否决"), (veto.text for veto in standard.vetoes)),
            _labelled(say("来源"), [standard.source.heading]),
        ),
        trades=standard.applies_to,
    )


def _clause_record(standard: Standard, section: Section, clause: Clause, names: _Names) -> SearchRecord:
    return SearchRecord(
        address=addresses.standard_page(standard.id, clause.id),
        kind="clause",
        title=f"{standard.title} {clause.id} {section.title}",
        summary=clause.text,
        body=_sentences(
            clause.situation or "",
            *(_labelled(term.name, [joined(term.parts)]) or term.name for term in clause.terms),
            check_words(clause.check),
            _labelled(say("要做"), clause.do),
            _labelled(say("不做"), clause.dont),
            _labelled(say("这样说"), clause.say),
            _labelled(say("不说"), clause.never_say),
            _labelled(say("依据"), clause.legal_basis),
            _labelled(say("查证"), clause.evidence_source),
            _labelled(say("改进"), [clause.remedy] if clause.remedy else []),
            _labelled(say("主题"), [names.themes.get(clause.theme, clause.theme)]),
            _labelled(say("岗位"), [names.of_roles(clause.roles)]),
        ),
        trades=standard.applies_to,
    )


def _checklist_record(standard: Standard, names: _Names) -> SearchRecord:
    return SearchRecord(
        address=addresses.checklist_page(standard.id),
        kind="checklist",
        title=say("自查表：{title}", title=standard.title),
        summary=say(
            "{of_trades}窗口按这份标准自查，得分当场算出，可打印", of_trades=names.of_trades(standard.applies_to)
        ),
        body=_labelled(say("章节"), (section.title for section in standard.sections)),
        trades=standard.applies_to,
    )


def _role_records(rulebook: Rulebook, names: _Names) -> Iterator[SearchRecord]:
    standards = newest_of(rulebook.standards.values())
    for role in working_roles(rulebook.vocabulary):
        rules = tuple(binding(standards, role))
        themes = {clause.theme for _, clause in rules}
        yield SearchRecord(
            address=addresses.role_page(role.id),
            kind="conduct",
            title=say("{name}须知", name=role.name),
            summary=say("约束{name}的 {n} 条规定：该做什么、不该做什么、怎么说", name=role.name, n=len(rules)),
            body=_sentences(
                _labelled(say("行业"), [names.of_trades(role.trades)] if role.trades else []),
                _labelled(say("主题"), [joined(name for theme, name in names.themes.items() if theme in themes)]),
            ),
            trades=role.trades,
        )
        cards = cards_of(rulebook.vocabulary, role)
        for trade, address in cards:
            yield SearchRecord(
                address=address,
                kind="conduct",
                title=say("{name}随身卡", name=role.name)
                if len(cards) == 1
                else say("{name}随身卡（{trade}）", name=role.name, trade=trade),
                summary=say("{name}的一页卡片：该做什么、不该做什么、怎么说，可打印随身带", name=role.name),
                body=say("口袋卡 工作卡 打印"),
                trades=role.trades,
            )


def _theme_records(rulebook: Rulebook) -> Iterator[SearchRecord]:
    standards = newest_of(rulebook.standards.values())
    for theme in rulebook.vocabulary.themes:
        own = [standard for (standard, clause) in clauses_of(standards).values() if clause.theme == theme.id]
        yield SearchRecord(
            address=addresses.theme_page(theme.id),
            kind="theme",
            title=theme.name,
            summary=say("{name}在各标准里怎样规定，共 {n} 条", name=theme.name, n=len(own)),
            body=_sentences(
                theme.meaning or "", _labelled(say("标准"), dict.fromkeys(standard.title for standard in own))
            ),
        )
