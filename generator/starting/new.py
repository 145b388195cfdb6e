"""New files of every kind: commented, right as they stand, and claiming nothing that nobody saw."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from generator.gathering.freezing import add_frozen
from generator.gathering.gather import NO_SUCH_CENTRE_HERE
from generator.judging.analysis.quotas import in_service_between
from generator.judging.checks.process.cases import NO_RESULT_IN_PERIOD
from generator.judging.checks.results.visits import ONLINE, is_open
from generator.judging.process.holidays import calendar_in
from generator.judging.scoring.editions import judges, newest_of, standard_of, standards_of
from generator.judging.scoring.periods import first_day, last_day, period_on
from generator.judging.scoring.pools import observed
from generator.judging.scoring.ranking import on_board
from generator.model.cases import CaseKind, Suspension, of_kind
from generator.model.centre import Centre, Window
from generator.model.dataset import CentreData, Rulebook
from generator.model.problem import Code, InputError, Problem
from generator.model.results import Figure, Inspection
from generator.model.rules import SELF, Board, PeriodKind
from generator.model.standard import Clause, Standard
from generator.reading.centre import read_centre
from generator.reading.locate import located
from generator.reading.tree import list_sources
from generator.starting.adding import rules_of
from generator.starting.city import board_text, centre_text, clerk_roles, standard_text
from generator.starting.files import filled
from generator.starting.writing import put_new
from generator.upgrading.yaml_text import mapping, row, scalar

_BY_HAND: Final[Mapping[CaseKind, bool]] = {
    "reply": True,
    "appeal": True,
    "rectification": True,
    "self-rectification": True,
    "follow-up": True,
    "waiver": True,
    "notice": True,
    "objection": True,
    "suspension": True,
    "correction": False,  # `impact` writes it
    "withdrawal": False,  # it lists what is gone
}
CASES: Final = tuple(kind for kind, by_hand in _BY_HAND.items() if by_hand)
"""Kinds of case that are begun by hand."""
USUAL_TEAM: Final = "A"
DAYS_LOOKED_BACK: Final = 15
"""Days within which a window is open again, over the longest holidays too."""
CHARACTERS_SHOWN: Final = 36
"""Characters of a clause's text that stand beside its number."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """What a command wrote."""

    paths: tuple[str, ...]
    frozen: tuple[str, ...] = ()
    """Editions that a new round cites first, and that were frozen with it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What a new standard, board or centre is to be; what is left out is looked up or has a usual value."""

    name: str
    title: str | None = None
    standard: str | None = None
    trade: str | None = None
    period: PeriodKind = "month"
    today: datetime.date


NO_WINDOW_OPEN: Final = Code(
    slug="no-window-open",
    says="{date} 这一天没有开着的窗口：还没有启用、已经停办、不营业，或暂停服务",
    mend="用 --date 写检查的那一天；不在办公时间的检查（如夜间暗访），先写出别的一天，再改 date 和文件名，"
    "加一行 out_of_hours: 原因。",
    wrong="windowboard new round hall-1 --date 2026-11-22",
    right="windowboard new round hall-1 --date 2026-11-23",
)
SAY_WHICH: Final = Code(
    slug="say-which",
    says="要指明是哪一个；有：{known}",
    mend="加上 --{option} 和其中的一个。",
    wrong="windowboard new board desks",
    right="windowboard new board desks --standard community-desk",
)
NO_SUCH_CHOICE: Final = Code(
    slug="no-such-choice",
    says="没有“{value}”可选；有：{known}",
    mend="在 --{option} 后面写其中的一个；还没有的标准，连同它的行业，先用 windowboard add standard 取来。",
    wrong="windowboard new board desks --standard desk",
    right="windowboard new board desks --standard community-desk",
)
OWN_TEAM_NOT_SAID: Final = Code(
    slug="own-team-not-said",
    says="自查由 {centre} 自己的人做，要写明是哪个组：加 --team 和它的代号",
    mend="用这个机构自己的组；它不能在别的检查方式下检查本机构。写进 centre.yml 的 teams 以后，不用每次都写。",
    wrong="windowboard new round hall-1 --channel self",
    right="windowboard new round hall-1 --channel self --team Z",
)
NO_SELF_CHECK_TO_MEND: Final = Code(
    slug="no-self-check-to-mend",
    says="窗口 {window} 没有写明由谁、何时、怎样改的自查",
    mend="先在自查的检查批次里写 mend：条款、怎么改（how）、哪个岗位（who）、哪天前（by）。",
    wrong="windowboard new case hall-1 --kind self-rectification --window w-2",
    right="windowboard new case hall-1 --kind self-rectification --window w-1",
)


def new_standard(root: Path, wish: Wish) -> Made:
    """`standards/<name>.yml`: a standard with one clause of each common method, to be filled in."""
    rules = rules_of(root)
    trades = [word.id for word in rules.vocabulary.trades]
    text = standard_text(wish.name, wish.title or "服务窗口检查标准", trades, rules.vocabulary.themes[0].id, wish.today)
    return _put(root, {f"standards/{wish.name}.yml": text})


def new_board(root: Path, wish: Wish) -> Made:
    """`standards/boards/<name>.yml`: a board of the windows of a trade under a standard."""
    rules = rules_of(root)
    judging = {one.id: one for one in newest_of(rules.standards.values()) if one.bands}
    chosen = _one_of("standard", wish.standard and wish.standard.partition("@")[0], judging)
    trades = {word.id: word for word in rules.vocabulary.trades if word.id in judging[chosen].applies_to}
    wanted = trades[_one_of("trade", wish.trade, trades)]
    text = board_text(wish.name, wish.title, judging[chosen], wanted, wish.period, wish.today)
    return _put(root, {f"standards/boards/{wish.name}.yml": text})


def new_centre(root: Path, wish: Wish) -> Made:
    """`results/<name>/centre.yml`: a centre with two windows."""
    rules = rules_of(root)
    wanted = _one_of("trade", wish.trade, [word.id for word in rules.vocabulary.trades])
    named = wish.title or "某某服务大厅（示例）"
    text = centre_text(named, wanted, rules.policy.region, clerk_roles(rules.vocabulary, wanted), wish.today)
    return _put(root, {f"results/{wish.name}/centre.yml": text})


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """What a round is begun with; what is left out is looked up or has a usual value."""

    standard: str | None
    day: datetime.date
    channel: str
    team: str | None
    latest: bool = False
    """Where nobody named the day: the last one up to it on which a window was open."""


def new_round(root: Path, centre: str, visit: Visit) -> Made:
    """A round of all windows that are open on its day, each with the least that a round can say of it."""
    city = _City.of(root, centre)
    channel = _one_of("channel", visit.channel, (word.id for word in city.rules.vocabulary.channels))
    team = visit.team or city.usual_team(channel)
    before = range(DAYS_LOOKED_BACK if visit.latest else 1)
    days = (visit.day - datetime.timedelta(days=one) for one in before)
    day = next((one for one in days if city.open_on(one, channel)), visit.day)
    windows = city.open_on(day, channel)
    if not windows:
        facts = {"centre": centre, "date": day.isoformat()}
        path = f"results/{centre}/centre.yml"
        raise InputError([Problem(path=path, code=NO_WINDOW_OPEN, facts=facts, line=1, column=1)])
    standard = city.standard(visit.standard, day)
    name = f"{day:%d}-{channel}-{team.lower()}"
    text = filled(
        "new/round.yml",
        standard=standard.ref,
        date=day.isoformat(),
        channel=channel,
        channels="、".join(f"{word.id} {word.name}" for word in city.rules.vocabulary.channels),
        team=scalar(team),
        first=windows[0].id,
        inspections="\n".join(_inspection(window, standard) for window in windows),
        examples="\n".join(f"# {line}" for line in _examples(standard)),
    )
    made = _put(root, {f"results/{centre}/{day:%Y-%m}/{name}.yml": text})
    return Made(paths=made.paths, frozen=add_frozen(root, city.rules, [standard.ref]))


def new_event(root: Path, centre: str, visit: Visit) -> Made:
    """A file of events without any: how one is written stands in it."""
    city = _City.of(root, centre)
    standard = city.standard(visit.standard, visit.day)
    text = filled(
        "new/events.yml",
        standard=standard.ref,
        year=f"{visit.day:%Y}",
        date=visit.day.isoformat(),
        window=city.centre.windows[0].id,
        team=scalar(visit.team or USUAL_TEAM),
        example="".join(f"#    {line}\n" for line in _fact(standard)),
    )
    return _put(root, {f"results/{centre}/events/{visit.day:%Y-%m}.yml": text})


@dataclass(frozen=True, kw_only=True, slots=True)
class Matter:
    """What a case is about."""

    kind: str
    window: str | None
    board: str | None
    period: str | None
    day: datetime.date
    text: str


def new_case(root: Path, centre: str, matter: Matter) -> Made:
    """A case about a window; an appeal contests all that was found in the period, so that some of it can be deleted."""
    city = _City.of(root, centre)
    windows = {window.id: window for window in city.centre.windows}
    window = _one_of("window", matter.window, windows)
    if matter.kind == "suspension":
        text = filled("new/suspension.yml", window=window, since=matter.day.isoformat(), text=scalar(matter.text))
        return _put(root, {f"results/{centre}/cases/{matter.day:%Y-%m}-{window}-suspension.yml": text})
    if matter.kind == "self-rectification":
        return _put(root, city.mending(window, matter))
    boards = {board.id: board for board in city.boards(windows[window]) if city.may_be_about(matter.kind, board)}
    board = _one_of("board", matter.board, boards)
    period = matter.period or city.newest_period(boards[board], window)
    if not period or not city.has_result(boards[board], window, period):
        facts = {"window": window, "board": board, "period": period or "–"}
        path = f"results/{centre}"
        raise InputError([Problem(path=path, code=NO_RESULT_IN_PERIOD, facts=facts, line=1, column=1)])
    values = {"window": window, "board": board, "period": period, "date": matter.day.isoformat()}
    values["text"] = scalar(matter.text)
    if matter.kind == "appeal":
        values["contested"] = "".join(city.contested(boards[board], window, period))
    text = filled(f"new/{matter.kind}.yml", **values)
    since = matter.day.isoformat() if matter.kind == "follow-up" else period.lower()  # of one row there may be several
    return _put(root, {f"results/{centre}/cases/{since}-{window}-{matter.kind}.yml": text})


@dataclass(frozen=True, kw_only=True, slots=True)
class _City:
    """What new results of a centre have to agree with."""

    root: Path
    rules: Rulebook
    data: CentreData

    @classmethod
    def of(cls, root: Path, centre: str) -> "_City":
        rules = rules_of(root)
        files = [file for file in list_sources(root)[0] if file.path.startswith(f"results/{centre}/")]
        if not files:
            known = sorted(path.parent.name for path in (root / "results").glob("*/centre.yml"))
            facts = {"value": centre, "known": ", ".join(known)}
            raise InputError([Problem(path="results", code=NO_SUCH_CENTRE_HERE, facts=facts, line=1, column=1)])
        reading = read_centre(root, centre, files)
        if reading.data is None:
            raise InputError(located(root, reading.problems))
        return cls(root=root, rules=rules, data=reading.data)

    @property
    def centre(self) -> Centre:
        return self.data.centre

    def open_on(self, day: datetime.date, channel: str) -> list[Window]:
        """The windows that a visit of this channel can find on a day."""
        calendar = calendar_in(self.rules.policy)
        shut = {
            one.window
            for _, one in of_kind(self.data.cases, Suspension)
            if one.since <= day and (one.until is None or day <= one.until)
        }
        return [
            window
            for window in self.centre.windows
            if in_service_between(window, day, day)
            and (channel == ONLINE or (window.id not in shut and is_open(self.centre, window, day, calendar)))
        ]

    def usual_team(self, channel: str) -> str:
        """The team of a round of which nobody said it; of a self-check the centre's own. Raises InputError for none."""
        if channel != SELF:
            return USUAL_TEAM
        if self.centre.teams:
            return self.centre.teams[0]
        raise InputError([Problem(path="--team", code=OWN_TEAM_NOT_SAID, facts={"centre": self.data.id})])

    def boards(self, window: Window) -> Iterator[Board]:
        """The boards on which a window may stand."""
        for board in self.rules.boards.values():
            if on_board(board, self.data.id, self.centre, window):
                yield board

    def may_be_about(self, kind: str, board: Board) -> bool:
        """Whether such a case may be about rows of a board."""
        return kind != "follow-up" or self.rules.standards[board.standard].kind == "appraisal"

    def standard(self, wanted: str | None, day: datetime.date) -> Standard:
        """The edition that was asked for, or the one by which the boards of the centre judge that day."""
        judged = {
            standard_of(board, period)
            for window in self.centre.windows
            for board in self.boards(window)
            if judges(board, period := period_on(board, day))
        }
        if wanted and "@" not in wanted:
            judged = {ref for ref in judged if ref.partition("@")[0] == wanted} or {
                one.ref for one in newest_of(self.rules.standards.values()) if one.id == wanted
            }
        chosen = _one_of(
            "standard", wanted if wanted and "@" in wanted else None, sorted(judged or self.rules.standards)
        )
        return self.rules.standards[chosen]

    def days_of(self, window: str, ref: str | None = None) -> Iterator[datetime.date]:
        """The days on which something was found out about a window, under an edition or any."""
        for file in self.data.rounds:
            if ref in {None, file.round.standard} and any(one.window == window for one in file.round.every):
                yield file.round.date
        for record in self.data.events:
            if record.window == window and ref in {None, record.event.standard}:
                yield record.event.proved

    def newest_period(self, board: Board, window: str) -> str:
        """The newest period of a board in which something was found out about a window; empty where nothing was."""
        newest = max((day for ref in standards_of(board) for day in self.days_of(window, ref)), default=None)
        return period_on(board, newest) if newest else ""

    def has_result(self, board: Board, window: str, period: str) -> bool:
        """Whether the row of a window in a period has anything that a case could be about."""
        days = self.days_of(window, standard_of(board, period))
        return any(period_on(board, day) == period for day in days)

    def mending(self, window: str, matter: Matter) -> dict[str, str]:
        """The file of a rectification that follows from the newest self-check of a window that says who mends what."""
        found = [
            (file.round.date, file.round.standard, inspection.mend)
            for file in self.data.rounds
            if file.round.channel == SELF and file.round.date <= matter.day
            for inspection in file.round.inspections
            if inspection.window == window and inspection.mend
        ]
        if not found:
            facts = {"window": window, "centre": self.data.id}
            path = f"results/{self.data.id}"
            raise InputError([Problem(path=path, code=NO_SELF_CHECK_TO_MEND, facts=facts, line=1, column=1)])
        date, standard, mend = max(found, key=lambda one: one[:2])
        text = filled(
            "new/self-rectification.yml",
            window=window,
            standard=standard,
            checked=date.isoformat(),
            date=matter.day.isoformat(),
            by=max(one.by for one in mend).isoformat(),
            clauses=row(one.clause for one in mend),
            text=scalar(matter.text),
        )
        return {f"results/{self.data.id}/cases/{date:%Y-%m}-{window}-self-rectification.yml": text}

    def contested(self, board: Board, window: str, period: str) -> Iterator[str]:
        """Everything found at a window in a period, as an appeal names it, a line each."""
        ref, since, until = standard_of(board, period), first_day(period), last_day(period)
        found = [
            mapping({"standard": ref, "date": None, "channel": file.round.channel}).removesuffix("}")
            + f", date: {file.round.date}, {named}}}"
            for file in self.data.rounds
            if file.round.standard == ref and since <= file.round.date <= until
            for inspection in file.round.every
            if inspection.window == window
            for named in _found(inspection)
        ]
        facts = [
            record.event.id
            for record in self.data.events
            if record.window == window and record.event.standard == ref and since <= record.event.proved <= until
        ]
        if found:
            yield "findings:\n"
            yield from (f"  - {line}\n" for line in found)
        if facts:
            yield f"events: {row(facts)}\n"


def _found(inspection: Inspection) -> Iterator[str]:
    for finding in inspection.findings:
        fault = f", fault: {finding.fault}" if finding.fault else ""
        yield f'clause: "{finding.clause}"{fault}'
    given = (one.clause for one in inspection.unmet), *inspection.figures.values()
    for clauses in given:
        yield from (f'clause: "{clause}"' for clause in clauses)
    yield from (f"veto: {offence.veto}" for offence in inspection.vetoes)


def _inspection(window: Window, standard: Standard) -> str:
    """A visit that looked at one clause: too little for a score."""
    clauses = [clause for section in standard.sections for clause in section.clauses if observed(clause)]
    silent = [clause for clause in clauses if clause.check.silent]
    clause = (silent or clauses)[0]
    figure = "" if silent else f", {_figure(clause)}"
    return f'  - {{window: {window.id}, assessed: ["{clause.id}"]{figure}}} # {window.name}'


def _figure(clause: Clause) -> str:
    """How an inspection says what it saw under a clause, where silence says nothing; empty where it does."""
    figure = clause.check.example(clause.points or Decimal(0))
    return "" if figure is None else f'{clause.check.told_under}: {{"{clause.id}": {_written(figure)}}}'


def _written(figure: Figure) -> str:
    if not is_dataclass(figure):
        return str(figure)
    return f"{{{', '.join(f'{one.name}: {getattr(figure, one.name)}' for one in fields(figure))}}}"


def _examples(standard: Standard) -> Iterator[str]:
    """One example of each way to say what was found, then every clause with what it asks for."""
    seen = set()
    clauses = [clause for section in standard.sections for clause in section.clauses]
    for clause in clauses:
        example = _example(clause)
        if example and example.partition(":")[0] not in seen:
            seen.add(example.partition(":")[0])
            yield f"  {example}"
    for veto in standard.vetoes[:1]:
        yield f"  vetoes: [{{veto: {veto.id}, note: 经过, evidence: 编号}}] # {veto.text}"
    for clause in [clause for clause in clauses if clause.may_not_apply][:1]:
        yield f'  not_applicable: [{{clause: "{clause.id}", reason: 本窗口没有这项业务}}]'
    yield "条款："
    for clause in clauses:
        if observed(clause):
            yield f"  {clause.id}  {_short(clause.text)}{_asked(clause)}"


def _example(clause: Clause) -> str:
    check = clause.check
    match check.told_under:
        case "findings":
            seen = next((one for one, _ in check.choices), "")
            said = f'clause: "{clause.id}", fault: {seen}, count: 1, note: 看到的情况, evidence: 照片 1 张'
            return f"findings: [{{{said}}}]" if seen else ""
        case "unmet":
            return f'unmet: [{{clause: "{clause.id}", note: 看到的情况}}]'
        case _:  # a figure, or nothing that an inspection says
            return _figure(clause)


def _asked(clause: Clause) -> str:
    """What a clause is worth and what can be said of it."""
    worth = f"（{clause.points} 分）" if clause.points else ""
    choices = "、".join(f"{one} {_short(text)}" for one, text in clause.check.choices)
    return f"{worth}：{choices}" if choices else worth


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= CHARACTERS_SHOWN else f"{plain[: CHARACTERS_SHOWN - 1]}…"


def _fact(standard: Standard) -> Iterator[str]:
    """The lines that say which fact of a standard an event proves."""
    for section in standard.sections:
        for clause in section.clauses:
            check = clause.check
            if check.part == "bonus":
                yield f'clause: "{clause.id}"          # 加分：{_short(clause.text)}'
                return
            for fault in check.faults if check.method == "deduct" else ():
                if fault.per == "period":
                    yield f'clause: "{clause.id}"          # {_short(clause.text)}'
                    yield f"fault: {fault.id}       # {_short(fault.text)}"
                    return
    for veto in standard.vetoes[:1]:
        yield f"veto: {veto.id}         # {_short(veto.text)}"


def _one_of(option: str, wanted: str | None, known: Iterable[str]) -> str:
    """What is wanted, if it is known; the only one there is, if nothing is wanted. Raises InputError otherwise."""
    there = list(known)
    if wanted in there:
        return str(wanted)
    if wanted is None and len(there) == 1:
        return there[0]
    facts = {"option": option, "known": ", ".join(there)}
    if wanted is None:
        raise InputError([Problem(path=f"--{option}", code=SAY_WHICH, facts=facts)])
    raise InputError([Problem(path=f"--{option}", code=NO_SUCH_CHOICE, facts={**facts, "value": wanted})])


def _put(root: Path, files: Mapping[str, str]) -> Made:
    return Made(paths=put_new(root, files))


CODES: Final = (NO_WINDOW_OPEN, SAY_WHICH, NO_SUCH_CHOICE, OWN_TEAM_NOT_SAID, NO_SELF_CHECK_TO_MEND)
