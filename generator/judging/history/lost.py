"""Periods, windows and centres that were published and would be gone, and windows that would come onto closed lists."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from generator.judging.history.cases import several
from generator.judging.history.publication import Publication
from generator.judging.scoring.periods import last_day
from generator.judging.scoring.ranking import beside
from generator.model.problem import Code, Problem, Route

PUBLISHED_PERIOD_VANISHES: Final = Code(
    slug="published-period-vanishes",
    says="榜单 {board} 已公布的周期会消失：{periods}",
    mend="把榜单文件、检查批次、policy.yml 的 process 和豁免的处理记录恢复原样：公布过的周期不能再撤下。"
    "不再使用的榜单保留文件即可，没有新的检查就没有新的周期。新榜单与它看的是同一些检查的，用 since "
    "写明从还没有公布过的周期开始。",
    wrong="id: banks\nsince: 2026-11",
    right="id: banks\nsince: 2026-10",
)


def lost_periods(places: Iterable[tuple[str, str]], now: Publication) -> Iterator[Problem]:
    """One problem for a board, whatever the number of its periods."""
    by_board: dict[str, list[str]] = {}
    for board, period in places:
        by_board.setdefault(board, []).append(period)
    left = {board for board, _ in now.periods}
    for board, periods in by_board.items():
        facts = {"board": board, "periods": several(periods), "left": "" if board in left else board}
        yield Problem(path=f"standards/boards/{board}.yml", code=PUBLISHED_PERIOD_VANISHES, facts=facts)


JUDGED_ONCE_MORE: Final = Code(
    slug="judged-once-more",
    says="新的榜单 {board} 会把已经公布过的检查再评一遍：{periods}",
    mend="给它写 since，从还没有结束的周期开始；已经公布的名单由原来的榜单给出，有误的写更正。",
    wrong="id: banks-2\nperiod: month",
    right="id: banks-2\nperiod: month\nsince: 2026-11",
)


def judged_once_more(before: Publication, now: Publication) -> Iterator[Problem]:
    """New boards that come with a past: periods that were over, by whose inspections a list was published."""
    known = {key for kind, key in before.facts if kind == "board"} | {board for board, _ in before.periods}
    by_board: dict[str, list[str]] = {}
    for place in sorted(now.periods):
        board, period = place
        if board in known or not now.periods[place].closed or last_day(period) > before.day:
            continue
        published = (before.periods.get(other) for other in beside(now.groups, place))
        if any(one and one.closed for one in published):
            by_board.setdefault(board, []).append(period)
    for board, periods in by_board.items():
        facts = {"board": board, "periods": several(periods)}
        yield Problem(path=f"standards/boards/{board}.yml", code=JUDGED_ONCE_MORE, facts=facts)


PUBLISHED_WINDOW_VANISHES: Final = Code(
    slug="published-window-vanishes",
    says="已公布的 {window} 会消失：{periods}",
    mend="窗口的编号是永久的：改名只改 name；停办写 closed；移出榜单不能追溯到已公布的周期。确实要撤下检查结果，写 "
    "kind: withdrawal 的处理记录。",
    wrong="windows:\n  - {id: cash-1, name: 现金窗口1}",
    right="windows:\n  - {id: cash-1, name: 现金窗口1}\n  - {id: cash-2, name: 现金窗口2, closed: 2026-12-31}",
)


def lost_rows(lost: Mapping[tuple[str, str], Sequence[str]], left: set[str]) -> Iterator[Problem]:
    """One problem for a window, whatever the number of its periods; one for a centre that is gone."""
    by_name: dict[tuple[str, str], list[str]] = {}
    for (centre, window), places in lost.items():
        by_name.setdefault((centre, f"{centre}/{window}" if centre in left else centre), []).extend(places)
    for (centre, name), places in sorted(by_name.items()):
        facts = {"window": name, "periods": several(sorted(set(places)))}
        yield Problem(path=f"results/{centre}/centre.yml", code=PUBLISHED_WINDOW_VANISHES, facts=facts)


SILENT_ADDITION_TO_LISTS: Final = Code(
    slug="silent-addition-to-lists",
    says="窗口 {window} 会无声加入已经归档的名单：{periods}",
    mend="写上 opened（启用日期，或开始纳入检查的日期），此前的周期就不列入它。榜单新纳入的机构同样如此；不便写 "
    "opened 的，另起一个编号的榜单。",
    wrong="{id: cash-3, name: 现金窗口3}",
    right="{id: cash-3, name: 现金窗口3, opened: 2026-11-01}",
)


def added_rows(
    added: Mapping[tuple[str, str], Sequence[str]], routes: Mapping[tuple[str, str], Route]
) -> Iterator[Problem]:
    """One problem for a window, whatever the number of its periods."""
    for (centre, window), places in sorted(added.items()):
        facts = {"window": f"{centre}/{window}", "periods": several(sorted(places))}
        yield Problem(
            path=f"results/{centre}/centre.yml",
            route=routes.get((centre, window), ()),
            code=SILENT_ADDITION_TO_LISTS,
            facts=facts,
        )


CODES: Final = (
    PUBLISHED_PERIOD_VANISHES,
    JUDGED_ONCE_MORE,
    PUBLISHED_WINDOW_VANISHES,
    SILENT_ADDITION_TO_LISTS,
)
