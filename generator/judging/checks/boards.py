"""Whether vocabulary, standards, boards and centres agree with one another."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from generator.judging.checks.editions import earlier_problems, since_problems
from generator.judging.checks.references import known, repeated, unknown
from generator.judging.scoring.editions import standards_of
from generator.model.cases import Process
from generator.model.centre import Centre, ExceptionalDays, OpenHours, Window
from generator.model.dataset import Rulebook
from generator.model.problem import Problem, Route
from generator.model.rules import SELF, Board, Vocabulary
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
            yield Problem(path=VOCABULARY, route=(name, place, "id"), code="repeated-id", facts={"value": value})
    trades = [trade.id for trade in vocabulary.trades]
    for number, role in enumerate(vocabulary.roles):
        for place, trade in enumerate(role.trades):
            yield from unknown(VOCABULARY, ("roles", number, "trades", place), "no-such-trade", trade, trades)


def clock_problems(path: str, process: Process) -> Iterator[Problem]:
    """Earlier clocks that do not follow one another: nobody could tell which of two a period runs by."""
    for place, (before, after) in enumerate(pairwise(process.earlier), start=1):
        if after.until <= before.until:
            facts = {"until": after.until.isoformat(), "before": before.until.isoformat()}
            yield Problem(
                path=path, route=("process", "earlier", place, "until"), code="clocks-out-of-order", facts=facts
            )


def contradiction_problems(path: str, standard: Standard, rulebook: Rulebook) -> Iterator[Problem]:
    """Contradictions that name a standard or a clause which no edition has."""
    clauses: dict[str, set[str]] = {}
    for one in rulebook.standards.values():
        clauses.setdefault(one.id, set()).update(_clause_ids(one))
    for number, issue in enumerate(standard.known_issues):
        for place, named in enumerate(issue.contradicts):
            route: Route = ("known_issues", number, "contradicts", place)
            yield from unknown(path, (*route, "own"), "no-such-contradicted-clause", named.own, _clause_ids(standard))
            yield from unknown(path, (*route, "standard"), "no-such-contradicted-clause", named.standard, clauses)
            if named.standard in clauses:
                yield from unknown(
                    path, (*route, "clause"), "no-such-contradicted-clause", named.clause, clauses[named.standard]
                )


def _clause_ids(standard: Standard) -> list[str]:
    return [clause.id for section in standard.sections for clause in section.clauses]


def board_problems(path: str, board: Board, rulebook: Rulebook) -> Iterator[Problem]:
    """A board that could not be made as its author meant it."""
    vocabulary = rulebook.vocabulary
    trades = [trade.id for trade in vocabulary.trades]
    yield from unknown(path, ("trade",), "no-such-trade", board.trade, trades)
    channels = [channel.id for channel in vocabulary.channels]
    for channel in board.channels:
        if channel not in channels:
            facts = {"value": channel, "known": known(channels, channel)}
            yield Problem(path=path, route=("channels", channel), code="no-such-channel", facts=facts, at_key=True)
    if not any(board.channels.values()):
        yield Problem(path=path, route=("channels",), code="all-channels-weigh-zero", facts={"board": board.id})
    if board.channels.get(SELF):
        facts = {"channel": SELF, "board": board.id}
        yield Problem(path=path, route=("channels", SELF), code="self-check-weighs", facts=facts)
    yield from unknown(path, ("standard",), "no-such-standard", board.standard, rulebook.standards)
    yield from since_problems(path, board)
    yield from earlier_problems(path, board, rulebook)
    routes: list[Route] = [*(("earlier", place, "standard") for place in range(len(board.earlier))), ("standard",)]
    for route, ref in zip(routes, standards_of(board), strict=True):
        standard = rulebook.standards.get(ref)
        if standard is not None:
            yield from _board_and_standard(path, board, (route, standard), trades)
    for place, band in enumerate(board.green.bands):
        if band in board.red.bands:
            yield Problem(path=path, route=("green", "bands", place), code="band-red-and-green", facts={"band": band})


def _board_and_standard(path: str, board: Board, cited: tuple[Route, Standard], trades: list[str]) -> Iterator[Problem]:
    """A board and an edition it judges by, which it names at the route."""
    route, standard = cited
    if standard.scale is None:
        yield Problem(path=path, route=route, code="board-of-unscored-standard", facts={"standard": standard.ref})
    if board.trade in trades and board.trade not in standard.applies_to:
        facts = {"trade": board.trade, "standard": standard.ref, "known": ", ".join(standard.applies_to)}
        yield Problem(path=path, route=("trade",), code="board-standard-for-other-trade", facts=facts)
    bands = [band.id for band in standard.bands]
    for name, rule in (("red", board.red), ("green", board.green)):
        for place, band in enumerate(rule.bands):
            yield from unknown(path, (name, "bands", place), "no-such-band", band, bands)
    best = max(standard.bands, key=lambda band: band.at_least, default=None)
    if best is not None and best.id in board.green.bands and best.id not in board.red.bands:
        place = board.green.bands.index(best.id)
        yield Problem(path=path, route=("green", "bands", place), code="best-band-on-green", facts={"band": best.id})


def board_centre_problems(rulebook: Rulebook, centres: Mapping[str, Centre]) -> Iterator[Problem]:
    """Boards that name centres which do not exist or belong to another trade."""
    for board in rulebook.boards.values():
        path = rulebook.paths[f"board:{board.id}"]
        of_trade = [centre_id for centre_id, centre in centres.items() if centre.trade == board.trade]
        for place, centre_id in enumerate(board.centres):
            if centre_id not in of_trade:
                facts = {"value": centre_id, "trade": board.trade, "known": known(of_trade, centre_id)}
                yield Problem(path=path, route=("centres", place), code="no-such-centre-in-trade", facts=facts)


def centre_problems(path: str, centre: Centre, vocabulary: Vocabulary) -> Iterator[Problem]:
    """A centre with unknown words, windows that stand twice, or hours that overlap."""
    trades = [trade.id for trade in vocabulary.trades]
    yield from unknown(path, ("trade",), "no-such-trade", centre.trade, trades)
    roles = [role.id for role in vocabulary.roles if not role.trades or centre.trade in role.trades]
    for place, value in repeated(window.id for window in centre.windows):
        yield Problem(path=path, route=("windows", place, "id"), code="repeated-id", facts={"value": value})
    yield from _names(path, (), centre)
    yield from _hours(path, centre.hours, ("hours",))
    yield from _exceptions(path, centre.exceptions, ("exceptions",))
    for number, window in enumerate(centre.windows):
        route: Route = ("windows", number)
        for place, role in enumerate(window.roles):
            yield from unknown(path, (*route, "roles", place), "no-such-role", role, roles)
        yield from _hours(path, window.hours, (*route, "hours"))
        yield from _exceptions(path, window.exceptions, (*route, "exceptions"))
        yield from _names(path, route, window)
        if window.opened and window.closed and window.closed < window.opened:
            facts = {"opened": window.opened.isoformat(), "closed": window.closed.isoformat()}
            yield Problem(path=path, route=(*route, "closed"), code="closed-before-opened", facts=facts)


def _names(path: str, route: Route, named: Centre | Window) -> Iterator[Problem]:
    """Former names that stand twice, or are the present one."""
    for place, value in repeated(named.formerly):
        yield Problem(path=path, route=(*route, "formerly", place), code="listed-twice", facts={"value": value})
    if named.name in named.formerly:
        place = named.formerly.index(named.name)
        yield Problem(
            path=path, route=(*route, "formerly", place), code="formerly-is-present-name", facts={"value": named.name}
        )


def _hours(path: str, hours: tuple[OpenHours, ...], route: Route) -> Iterator[Problem]:
    days = [day for entry in hours for day in entry.days]
    for _, day in repeated(days):
        yield Problem(path=path, route=route, code="opening-hours-given-twice", facts={"day": day})
    for number, entry in enumerate(hours):
        yield from _spans(path, entry.open, (*route, number, "open"))


def _exceptions(path: str, exceptions: tuple[ExceptionalDays, ...], route: Route) -> Iterator[Problem]:
    """Exceptional days that end before they begin, that stand twice, or with hours that overlap."""
    seen: list[ExceptionalDays] = []
    for number, entry in enumerate(exceptions):
        yield from _spans(path, entry.open, (*route, number, "open"))
        if entry.until and entry.until < entry.since:
            facts = {"since": entry.since.isoformat(), "until": entry.until.isoformat()}
            yield Problem(path=path, route=(*route, number, "until"), code="exceptional-days-backwards", facts=facts)
        elif any(entry.since <= (one.until or one.since) and one.since <= (entry.until or entry.since) for one in seen):
            facts = {"since": entry.since.isoformat()}
            yield Problem(path=path, route=(*route, number, "since"), code="exceptional-days-overlap", facts=facts)
        seen.append(entry)


def _spans(path: str, spans: tuple[str, ...], route: Route) -> Iterator[Problem]:
    times = [time for span in spans for time in span.split("-")]
    if any(earlier >= later for earlier, later in pairwise(times)):
        yield Problem(path=path, route=route, code="opening-hours-out-of-order", facts={"hours": ", ".join(spans)})
