"""Whether vocabulary, standards, boards and centres agree with one another."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from generator.judging.checks.references import (
    LISTED_TWICE,
    NO_SUCH_BAND,
    NO_SUCH_CHANNEL,
    NO_SUCH_ROLE,
    NO_SUCH_STANDARD,
    NO_SUCH_TRADE,
    NO_SUCH_WINDOW,
    REPEATED_ID,
    known,
    repeated,
    unknown,
)
from generator.judging.checks.results.disclosures import disclosure_problems
from generator.judging.checks.rules.editions import earlier_problems, since_problems
from generator.judging.scoring.editions import standards_of
from generator.judging.scoring.visits import counts, weight_of
from generator.model.cases import Process
from generator.model.centre import ALL_DAY, Centre, ExceptionalDays, OpenHours, Window
from generator.model.dataset import Rulebook
from generator.model.problem import Code, Problem, Route
from generator.model.rules import SELF, Board, Shares, Vocabulary
from generator.model.standard import Standard

VOCABULARY = "standards/vocabulary.yml"


def vocabulary_problems(vocabulary: Vocabulary) -> Iterator[Problem]:
    """Words that stand twice, and roles of trades that do not exist."""
    groups = (
        ("trades", vocabulary.trades),
        ("themes", vocabulary.themes),
        ("roles", vocabulary.roles),
        ("channels", vocabulary.channels),
    )
    for name, words in groups:
        for place, value in repeated(word.id for word in words):
            yield Problem(path=VOCABULARY, route=(name, place, "id"), code=REPEATED_ID, facts={"value": value})
    trades = [trade.id for trade in vocabulary.trades]
    for number, role in enumerate(vocabulary.roles):
        for place, trade in enumerate(role.trades):
            yield from unknown(VOCABULARY, ("roles", number, "trades", place), NO_SUCH_TRADE, trade, trades)


CLOCKS_OUT_OF_ORDER: Final = Code(
    slug="clocks-out-of-order",
    says="{until} 不晚于上一行的 {before}",
    mend="较早的期限写在前面，每一行的 until 都比上一行晚。",
    wrong="earlier: [{until: 2025-12-31}, {until: 2025-12-31, preview: 5}]",
    right="earlier: [{until: 2025-12-31}, {until: 2026-06-30, preview: 5}]",
)


PROMISE_WITHIN_PREVIEW: Final = Code(
    slug="promise-within-preview",
    says="公布期限 publish_within 是 {days} 天，而 {preview} 个工作日的公示前期至少要 {least} 天才过完",
    mend="把 publish_within 写成不少于 {least}，再留出通知、复核和遇上节假日的日子；不作承诺的删去这一行。",
    wrong="process: {preview: 10, publish_within: 14}",
    right="process: {preview: 10, publish_within: 30}",
)


def clock_problems(path: str, process: Process) -> Iterator[Problem]:
    """Earlier clocks that do not follow one another, by which nobody could tell which of two a period runs by.

    And days promised for publication that lie within the preview: no week has more than five working days.
    """
    clocks = [(("process",), process), *((("process", "earlier", i), one) for i, one in enumerate(process.earlier))]
    for route, one in clocks:
        least = one.preview + 1 + one.preview // 5 * 2
        if one.publish_within is not None and one.publish_within < least:
            facts = {"days": str(one.publish_within), "preview": str(one.preview), "least": str(least)}
            yield Problem(path=path, route=(*route, "publish_within"), code=PROMISE_WITHIN_PREVIEW, facts=facts)
    for place, (before, after) in enumerate(pairwise(process.earlier), start=1):
        if after.until <= before.until:
            facts = {"until": after.until.isoformat(), "before": before.until.isoformat()}
            yield Problem(
                path=path, route=("process", "earlier", place, "until"), code=CLOCKS_OUT_OF_ORDER, facts=facts
            )


ALL_CHANNELS_WEIGH_ZERO: Final = Code(
    slug="all-channels-weigh-zero",
    says="榜单“{board}”的检查方式权重全是 0，什么也不计入",
    mend="至少给一种检查方式大于 0 的权重。",
    wrong="channels: {weekly: 0, monthly: 0}",
    right="channels: {weekly: 1, monthly: 2, self: 0}",
)
BAND_RED_AND_GREEN: Final = Code(
    slug="band-red-and-green",
    says="等级“{band}”同时属于红榜和绿榜",
    mend="一个等级只能属于一个榜。",
    wrong="red: {bands: [excellent], at_most: 10, certain: false}\ngreen: {bands: [poor, excellent]}",
    right="red: {bands: [excellent], at_most: 10, certain: false}\ngreen: {bands: [poor]}",
)
SELF_CHECK_WEIGHS: Final = Code(
    slug="self-check-weighs",
    says="榜单“{board}”给自查（{channel}）的权重不是 0",
    mend="自查只公示，不计入得分：写 0，或去掉这一项。",
    wrong="channels: {weekly: 1, monthly: 2, self: 1}",
    right="channels: {weekly: 1, monthly: 2, self: 0}",
)


def board_problems(path: str, board: Board, rulebook: Rulebook) -> Iterator[Problem]:
    """A board that could not be made as its author meant it."""
    vocabulary = rulebook.vocabulary
    trades = [trade.id for trade in vocabulary.trades]
    yield from unknown(path, ("trade",), NO_SUCH_TRADE, board.trade, trades)
    channels = [channel.id for channel in vocabulary.channels]
    roles = [role.id for role in vocabulary.roles]
    for place, role in enumerate(board.roles):
        yield from unknown(path, ("roles", place), NO_SUCH_ROLE, role, roles)
    for channel in board.channels:
        if channel not in channels:
            facts = {"value": channel, "known": known(channels, channel)}
            yield Problem(path=path, route=("channels", channel), code=NO_SUCH_CHANNEL, facts=facts, at_key=True)
    if not any(counts(board, channel) for channel in channels):
        yield Problem(path=path, route=("channels",), code=ALL_CHANNELS_WEIGH_ZERO, facts={"board": board.id})
    yield from _combined(path, board, channels)
    if counts(board, SELF):
        facts = {"channel": SELF, "board": board.id}
        yield Problem(path=path, route=("channels", SELF), code=SELF_CHECK_WEIGHS, facts=facts)
    yield from unknown(path, ("standard",), NO_SUCH_STANDARD, board.standard, rulebook.standards)
    yield from since_problems(path, board)
    yield from earlier_problems(path, board, rulebook)
    routes: list[Route] = [*(("earlier", place, "standard") for place in range(len(board.earlier))), ("standard",)]
    for route, ref in zip(routes, standards_of(board), strict=True):
        standard = rulebook.standards.get(ref)
        if standard is not None:
            yield from _board_and_standard(path, board, (route, standard), trades)
    for place, band in enumerate(board.green.bands):
        if band in board.red.bands:
            yield Problem(path=path, route=("green", "bands", place), code=BAND_RED_AND_GREEN, facts={"band": band})


SHARE_WITHOUT_WEIGHT: Final = Code(
    slug="share-without-weight",
    says="通道“{channel}”在 combine 里有份额，在 channels 里却没有权重",
    mend="在 channels 里给它写上权重，或从 shares 里拿掉。",
    wrong="channels: {weekly: 1, monthly: 2, self: 0}\ncombine: {shares: {weekly: 1, self: 1}}",
    right="channels: {weekly: 1, monthly: 2, self: 0}\ncombine: {shares: {weekly: 1, monthly: 1}}",
)


def _combined(path: str, board: Board, channels: list[str]) -> Iterator[Problem]:
    """Shares of channels that do not exist or weigh nothing, and certainty that no mean can give."""
    if isinstance(board.combine, Shares):
        for channel in board.combine.shares:
            route: Route = ("combine", "shares", channel)
            if channel not in channels:
                facts = {"value": channel, "known": known(channels, channel)}
                yield Problem(path=path, route=route, code=NO_SUCH_CHANNEL, facts=facts, at_key=True)
            elif not weight_of(board, channel):
                facts = {"channel": channel, "board": board.id}
                yield Problem(path=path, route=route, code=SHARE_WITHOUT_WEIGHT, facts=facts, at_key=True)
    for place, role in enumerate(board.windows):
        if role in board.windows[:place]:
            yield Problem(path=path, route=("windows", place), code=LISTED_TWICE, facts={"value": role})


BOARD_OF_UNSCORED_STANDARD: Final = Code(
    slug="board-of-unscored-standard",
    says="标准 {standard} 不计分，不能用来排榜",
    mend="换一份计分的标准。",
    wrong="effective: 2026-01-01\nmin_coverage: 0.4",
    right="effective: 2026-01-01\nscale: {full: 100, precision: 1}\nmin_coverage: 0.4",
)
BOARD_STANDARD_FOR_OTHER_TRADE: Final = Code(
    slug="board-standard-for-other-trade",
    says="标准 {standard} 不适用于榜单的行业“{trade}”，只适用于：{known}",
    mend="换一份标准，或改榜单的行业。",
    wrong="standard: desk@1\ntrade: post",
    right="standard: desk@1\ntrade: bank",
)
BEST_BAND_ON_GREEN: Final = Code(
    slug="best-band-on-green",
    says="绿榜包括标准的最高等级“{band}”：没有不达标的窗口也会被曝光",
    mend="绿榜只写不达标的等级；不设“末几名”。",
    wrong="green: {bands: [poor, excellent], at_most: 5}",
    right="green: {bands: [poor]}",
)
NO_LEAST_COVERAGE: Final = Code(
    slug="no-least-coverage",
    says="榜单 {board} 用的标准 {standard} 没有写 min_coverage：只看了一小部分的窗口也会上榜",
    mend="在标准里写 min_coverage，例如 0.6。",
    wrong="scale: {full: 100, precision: 1}\nsections:",
    right="scale: {full: 100, precision: 1}\nmin_coverage: 0.4\nsections:",
)


def _board_and_standard(path: str, board: Board, cited: tuple[Route, Standard], trades: list[str]) -> Iterator[Problem]:
    """A board and an edition it judges by, which it names at the route."""
    route, standard = cited
    if standard.scale is None:
        yield Problem(path=path, route=route, code=BOARD_OF_UNSCORED_STANDARD, facts={"standard": standard.ref})
    elif not standard.min_coverage:
        facts = {"standard": standard.ref, "board": board.id}
        yield Problem(path=path, route=route, code=NO_LEAST_COVERAGE, facts=facts)
    if board.trade in trades and board.trade not in standard.applies_to:
        facts = {"trade": board.trade, "standard": standard.ref, "known": ", ".join(standard.applies_to)}
        yield Problem(path=path, route=("trade",), code=BOARD_STANDARD_FOR_OTHER_TRADE, facts=facts)
    bands = [band.id for band in standard.bands]
    for name, rule in (("red", board.red), ("green", board.green)):
        for place, band in enumerate(rule.bands):
            yield from unknown(path, (name, "bands", place), NO_SUCH_BAND, band, bands)
    best = max(standard.bands, key=lambda band: band.at_least, default=None)
    if best is not None and best.id in board.green.bands and best.id not in board.red.bands:
        place = board.green.bands.index(best.id)
        yield Problem(path=path, route=("green", "bands", place), code=BEST_BAND_ON_GREEN, facts={"band": best.id})


NO_SUCH_CENTRE_IN_TRADE: Final = Code(
    slug="no-such-centre-in-trade",
    says="没有行业“{trade}”的机构“{value}”；已有：{known}",
    mend="写 results/ 里的文件夹名，且行业与榜单一致。",
    wrong="centres: [harbor]",
    right="centres: [harbour]",
)


def board_centre_problems(rulebook: Rulebook, centres: Mapping[str, Centre]) -> Iterator[Problem]:
    """Boards that name centres which do not exist or belong to another trade."""
    for board in rulebook.boards.values():
        path = rulebook.paths[f"board:{board.id}"]
        of_trade = [
            centre_id
            for centre_id, centre in centres.items()
            if board.trade in {centre.trade, *(window.trade for window in centre.windows)}
        ]
        for place, centre_id in enumerate(board.centres):
            if centre_id not in of_trade:
                facts = {"value": centre_id, "trade": board.trade, "known": known(of_trade, centre_id)}
                yield Problem(path=path, route=("centres", place), code=NO_SUCH_CENTRE_IN_TRADE, facts=facts)
        every = {f"{key}/{window.id}" for key, centre in centres.items() for window in centre.windows}
        for place, name in enumerate(board.windows):
            yield from unknown(path, ("windows", place), NO_SUCH_WINDOW, name, every)


CLOSED_BEFORE_OPENED: Final = Code(
    slug="closed-before-opened",
    says="停办日期 {closed} 早于启用日期 {opened}",
    mend="核对两个日期。",
    wrong="opened: 2026-01-05, closed: 2026-01-01",
    right="opened: 2026-01-05, closed: 2026-12-31",
)


def centre_problems(path: str, centre: Centre, vocabulary: Vocabulary) -> Iterator[Problem]:
    """A centre with unknown words, windows that stand twice, or hours that overlap."""
    trades = [trade.id for trade in vocabulary.trades]
    yield from unknown(path, ("trade",), NO_SUCH_TRADE, centre.trade, trades)
    for place, value in repeated(window.id for window in centre.windows):
        yield Problem(path=path, route=("windows", place, "id"), code=REPEATED_ID, facts={"value": value})
    yield from _names(path, (), centre)
    yield from _hours(path, centre.hours, ("hours",))
    yield from _exceptions(path, centre.exceptions, ("exceptions",))
    yield from disclosure_problems(path, centre)
    for number, window in enumerate(centre.windows):
        route: Route = ("windows", number)
        trade = window.trade or centre.trade
        if window.trade:
            yield from unknown(path, (*route, "trade"), NO_SUCH_TRADE, window.trade, trades)
        roles = [role.id for role in vocabulary.roles if not role.trades or trade in role.trades]
        for place, role in enumerate(window.roles):
            yield from unknown(path, (*route, "roles", place), NO_SUCH_ROLE, role, roles)
        yield from _hours(path, window.hours, (*route, "hours"))
        yield from _exceptions(path, window.exceptions, (*route, "exceptions"))
        yield from _names(path, route, window)
        if window.opened and window.closed and window.closed < window.opened:
            facts = {"opened": window.opened.isoformat(), "closed": window.closed.isoformat()}
            yield Problem(path=path, route=(*route, "closed"), code=CLOSED_BEFORE_OPENED, facts=facts)


FORMERLY_IS_PRESENT_NAME: Final = Code(
    slug="formerly-is-present-name",
    says="formerly 里的“{value}”就是现在的名字",
    mend="name 写现在的名字，formerly 只写以前的名字。",
    wrong="name: 现金窗口2, services: [存取款], roles: [teller], formerly: [柜台2, 现金窗口2]",
    right="name: 现金窗口2, services: [存取款], roles: [teller]",
)


def _names(path: str, route: Route, named: Centre | Window) -> Iterator[Problem]:
    """Former names that stand twice, or are the present one."""
    for place, value in repeated(named.formerly):
        yield Problem(path=path, route=(*route, "formerly", place), code=LISTED_TWICE, facts={"value": value})
    if named.name in named.formerly:
        place = named.formerly.index(named.name)
        yield Problem(
            path=path, route=(*route, "formerly", place), code=FORMERLY_IS_PRESENT_NAME, facts={"value": named.name}
        )


OPENING_HOURS_GIVEN_TWICE: Final = Code(
    slug="opening-hours-given-twice",
    says="{day} 的开放时间写了两次",
    mend="把同一天的时段写在一起。",
    wrong='- {days: [fri], open: ["09:00-12:00"]}',
    right='- {days: [sat], open: ["09:00-12:00"]}',
)


def _hours(path: str, hours: tuple[OpenHours, ...], route: Route) -> Iterator[Problem]:
    days = [day for entry in hours for day in entry.days]
    for _, day in repeated(days):
        yield Problem(path=path, route=route, code=OPENING_HOURS_GIVEN_TWICE, facts={"day": day})
    for number, entry in enumerate(hours):
        yield from _spans(path, entry.open, (*route, number, "open"))


EXCEPTIONAL_DAYS_BACKWARDS: Final = Code(
    slug="exceptional-days-backwards",
    says="例外日期的最后一天 {until} 早于第一天 {since}",
    mend="核对两个日期；只有一天的不写 until。",
    wrong="- {since: 2026-12-02, until: 2026-12-01, reason: 检修}",
    right="- {since: 2026-12-01, until: 2026-12-02, reason: 检修}",
)
EXCEPTIONAL_DAYS_OVERLAP: Final = Code(
    slug="exceptional-days-overlap",
    says="从 {since} 起的例外日期与前面写的重叠",
    mend="同一天只写一次。",
    wrong="- {since: 2026-12-01, until: 2026-12-03, reason: 检修}\n"
    '- {since: 2026-12-03, open: ["09:00-12:00"], reason: 检修}',
    right="- {since: 2026-12-01, until: 2026-12-02, reason: 检修}\n"
    '- {since: 2026-12-03, open: ["09:00-12:00"], reason: 检修}',
)


def _exceptions(path: str, exceptions: tuple[ExceptionalDays, ...], route: Route) -> Iterator[Problem]:
    """Exceptional days that end before they begin, that stand twice, or with hours that overlap."""
    seen: list[ExceptionalDays] = []
    for number, entry in enumerate(exceptions):
        yield from _spans(path, entry.open, (*route, number, "open"))
        if entry.until and entry.until < entry.since:
            facts = {"since": entry.since.isoformat(), "until": entry.until.isoformat()}
            yield Problem(path=path, route=(*route, number, "until"), code=EXCEPTIONAL_DAYS_BACKWARDS, facts=facts)
        elif any(entry.since <= (one.until or one.since) and one.since <= (entry.until or entry.since) for one in seen):
            facts = {"since": entry.since.isoformat()}
            yield Problem(path=path, route=(*route, number, "since"), code=EXCEPTIONAL_DAYS_OVERLAP, facts=facts)
        seen.append(entry)


OPENING_HOURS_OUT_OF_ORDER: Final = Code(
    slug="opening-hours-out-of-order",
    says="开放时间 {hours} 有误：时段要前早后晚，依次排列，不能重叠；只有最后一段可以跨过午夜",
    mend='写成 ["08:30-12:00", "13:30-17:30"]。',
    wrong='open: ["08:30-12:00", "11:30-17:30"]',
    right='open: ["08:30-12:00", "13:30-17:30"]',
)


def _spans(path: str, spans: tuple[str, ...], route: Route) -> Iterator[Problem]:
    times = [time for span in spans for time in span.split("-")]
    if len(times) > 1 and times[-1] < times[-2]:
        times.pop()  # the last of a day may end on the next one
    alone = ALL_DAY not in spans or len(spans) == 1
    if not alone or any(earlier >= later for earlier, later in pairwise(times)):
        yield Problem(path=path, route=route, code=OPENING_HOURS_OUT_OF_ORDER, facts={"hours": ", ".join(spans)})


CODES: Final = (
    CLOCKS_OUT_OF_ORDER,
    PROMISE_WITHIN_PREVIEW,
    ALL_CHANNELS_WEIGH_ZERO,
    BAND_RED_AND_GREEN,
    SELF_CHECK_WEIGHS,
    SHARE_WITHOUT_WEIGHT,
    BOARD_OF_UNSCORED_STANDARD,
    BOARD_STANDARD_FOR_OTHER_TRADE,
    BEST_BAND_ON_GREEN,
    NO_LEAST_COVERAGE,
    NO_SUCH_CENTRE_IN_TRADE,
    CLOSED_BEFORE_OPENED,
    FORMERLY_IS_PRESENT_NAME,
    OPENING_HOURS_GIVEN_TWICE,
    EXCEPTIONAL_DAYS_BACKWARDS,
    EXCEPTIONAL_DAYS_OVERLAP,
    OPENING_HOURS_OUT_OF_ORDER,
)
