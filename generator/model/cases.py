"""Cases: what is said about a published result, done about it, or changed in it.

One file, `results/<centre>/cases/<case>.yml`, is one case about one window of the centre; the name of the file is the
case's id. Every step has its day: nothing counts before it.

Whatever is true of every kind of case is asked of it by the same name: its window, its `begun`, what it is `about`, and
its `changes`. A new kind says so too, or the checker names it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeVar, assert_never

from generator.model.events import Event
from generator.model.keys import OfPlace, OfRow, RowKey, WindowKey
from generator.model.scalars import (
    CalendarDays,
    Day,
    Days,
    EventId,
    ItemId,
    Months,
    Name,
    Period,
    Slug,
    StandardRef,
    TeamCode,
    Text,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class About(OfPlace):
    """A window's row on a board in a period: what a case is about."""

    board: Slug
    period: Period


@dataclass(frozen=True, kw_only=True, slots=True)
class Visited:
    """An inspection of the case's window: at most one has this standard, day and channel."""

    standard: StandardRef
    date: Day
    channel: Slug


@dataclass(frozen=True, kw_only=True, slots=True)
class Contested:
    """A finding of an inspection, as the round has it: a fault, a clause not met, a level, a sample, or a veto."""

    standard: StandardRef
    date: Day
    channel: Slug
    clause: ItemId | None = None
    """Left out exactly where a veto is contested."""
    fault: Slug | None = None
    """Named exactly where the clause is checked by faults."""
    veto: Slug | None = None


ChangedFigure = Literal["score", "band", "rank", "list", "unrated", "record"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A published figure that changed. Both are written as published; an empty one is left out.

    `record`: what was found, where a record says otherwise than before; both in short words of their own.
    """

    figure: ChangedFigure
    old: Name | None = None
    new: Name | None = None


LoggedFigure = Literal[ChangedFigure, "unsettled", "interval", "range", "together"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Logged:
    """A published figure that changed, as the log of corrections has it; an interval or a range by both its ends."""

    figure: LoggedFigure
    old: str | None
    new: str | None


Moved = Literal["nothing", "row", "findings"]
"""Which published figures a case accounts for: none, those of the row it is about, or all that rest on its findings."""


class _Case:
    """What kinds of cases are asked besides, and what most of them answer.

    What has no usual answer each kind says itself, or the checker names it: `moves`; `tells_of_exposure`, whether only
    a window that is to be exposed has such a case; `goes_with_row`, whether an appeal that withholds its row withholds
    it too; `changes`; and `begins`, the key under which its first day stands.
    """

    __slots__ = ()

    @property
    def outcome(self) -> str:
        """How it was decided; empty where there is nothing to decide, or nothing yet."""
        return ""

    @property
    def ended(self) -> Day | None:
        """The day on which it was decided or answered, or is over; None where it has no such day."""
        return None

    @property
    def effort(self) -> tuple[str, Day | None]:
        """Of what is put right: how hard it is said to be, and the day of the inspection that verified it."""
        return "", None


class _Dated(_Case):
    """A case that is said once."""

    __slots__ = ()
    begins: ClassVar[str] = "date"
    date: Day

    @property
    def begun(self) -> Day:
        """The day of its first step."""
        return self.date


class _Opened(_Case):
    """A case that takes its time."""

    __slots__ = ()
    begins: ClassVar[str] = "opened"
    opened: Day
    changes: ClassVar[tuple[Change, ...]] = ()

    @property
    def begun(self) -> Day:
        """The day of its first step."""
        return self.opened


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice(_Dated):
    """The centre was told what is to be published of its window, and until when it can answer."""

    moves: ClassVar[Moved] = "nothing"
    tells_of_exposure: ClassVar[bool] = True
    goes_with_row: ClassVar[bool] = False
    kind: Literal["notice"]
    window: Slug
    about: About
    date: Day
    """The day on which it was handed over."""
    delivery: Text | None = None
    """How it was handed over, without the name of anybody."""
    changes: ClassVar[tuple[Change, ...]] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiver(_Dated):
    """The centre lets an entry of the green list be published before its preview is over."""

    moves: ClassVar[Moved] = "nothing"
    tells_of_exposure: ClassVar[bool] = True
    goes_with_row: ClassVar[bool] = False
    kind: Literal["waiver"]
    window: Slug
    about: About
    date: Day
    reason: Text
    changes: ClassVar[tuple[Change, ...]] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply(_Dated):
    """The centre's own words, shown beside the score."""

    moves: ClassVar[Moved] = "nothing"
    tells_of_exposure: ClassVar[bool] = False
    goes_with_row: ClassVar[bool] = False
    kind: Literal["reply"]
    window: Slug
    about: About
    date: Day
    text: Text
    changes: ClassVar[tuple[Change, ...]] = ()


DecisionOutcome = Literal["upheld", "rejected"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """How an appeal ended. `team` is another than those whose findings are contested."""

    date: Day
    team: TeamCode
    outcome: DecisionOutcome
    reason: Text


@dataclass(frozen=True, kw_only=True, slots=True)
class Appeal(_Opened):
    """The centre contests findings; while it is undecided the entry is held. Upheld: the findings are struck."""

    moves: ClassVar[Moved] = "findings"
    tells_of_exposure: ClassVar[bool] = False
    goes_with_row: ClassVar[bool] = True
    kind: Literal["appeal"]
    window: Slug
    about: About
    opened: Day
    grounds: Text
    findings: tuple[Contested, ...] = ()
    """What inspections found."""
    events: tuple[EventId, ...] = ()
    """Proved facts, by their ids."""
    decision: Decision | None = None

    @property
    def outcome(self) -> str:
        """How the panel decided."""
        return self.decision.outcome if self.decision else ""

    @property
    def ended(self) -> Day | None:
        """The day of the decision."""
        return self.decision.date if self.decision else None

    @property
    def upheld(self) -> Decision | None:
        """The decision that strikes the findings; None where there is none, or they stand."""
        return self.decision if self.decision and self.decision.outcome == "upheld" else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What was found out about an objection, and by whom: a team that is none of the centre's."""

    date: Day
    team: TeamCode
    text: Text


@dataclass(frozen=True, kw_only=True, slots=True)
class Objection(_Opened):
    """Somebody holds that a published result is wrong, or a praise undeserved: it is answered in public."""

    moves: ClassVar[Moved] = "nothing"
    tells_of_exposure: ClassVar[bool] = False
    goes_with_row: ClassVar[bool] = True
    kind: Literal["objection"]
    window: Slug
    about: About
    opened: Day
    text: Text
    """What is objected, without the name of whoever says it."""
    answer: Answer | None = None

    @property
    def ended(self) -> Day | None:
        """The day of the answer."""
        return self.answer.date if self.answer else None


StepKind = Literal["plan", "done", "return-visit"]

Difficulty = Literal["simple", "complex"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A step of a rectification."""

    date: Day
    step: StepKind
    text: Text


@dataclass(frozen=True, kw_only=True, slots=True)
class Rectification(_Opened):
    """What the centre does about an entry, or about findings that ask for it."""

    moves: ClassVar[Moved] = "nothing"
    tells_of_exposure: ClassVar[bool] = False
    goes_with_row: ClassVar[bool] = True
    kind: Literal["rectification"]
    window: Slug
    about: About
    opened: Day
    difficulty: Difficulty
    """Which of the policy's two time limits it has."""
    clauses: tuple[ItemId, ...] = ()
    """What is to be put right; empty: everything the entry was listed for."""
    steps: tuple[Step, ...] = ()
    verified_by: Visited | None = None
    """The later inspection that assessed these clauses and found nothing."""

    @property
    def effort(self) -> tuple[str, Day | None]:
        """How hard it is said to be, and the day of the inspection that verified it."""
        return self.difficulty, self.verified_by.date if self.verified_by else None


@dataclass(frozen=True, kw_only=True, slots=True)
class SelfChecked:
    """A self-check of the case's window: at most one has this standard and day."""

    standard: StandardRef
    date: Day


@dataclass(frozen=True, kw_only=True, slots=True)
class SelfRectification(_Opened):
    """What the centre does about what it found in itself (自纠). No score, list or clock of a board depends on it."""

    moves: ClassVar[Moved] = "nothing"
    tells_of_exposure: ClassVar[bool] = False
    goes_with_row: ClassVar[bool] = False
    kind: Literal["self-rectification"]
    window: Slug
    self_check: SelfChecked
    """The self-check that it follows from."""
    opened: Day
    by: Day
    """The last day for it: none later than the self-check itself said."""
    clauses: tuple[ItemId, ...] = ()
    """What is to be put right; empty: everything for which the self-check says who mends it."""
    steps: tuple[Step, ...] = ()
    verified_by: Visited | None = None
    """The later inspection, by others, that assessed these clauses and found nothing."""
    about: ClassVar[None] = None
    """No row of a board: the window itself."""

    @property
    def effort(self) -> tuple[str, Day | None]:
        """The last day that it gave itself, and the day of the inspection that verified it."""
        return self.by.isoformat(), self.verified_by.date if self.verified_by else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction(_Dated):
    """A published result was wrong and has been put right."""

    moves: ClassVar[Moved] = "row"
    tells_of_exposure: ClassVar[bool] = False
    goes_with_row: ClassVar[bool] = True
    kind: Literal["correction"]
    window: Slug
    about: About
    date: Day
    reason: Text
    evidence: Text | None = None
    """What shows that the result was wrong; every correction that is new has it."""
    approved_by: TeamCode | None = None
    """Who let it be corrected: neither a team whose findings it touches nor one of the centre's own."""
    changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Withdrawal(_Dated):
    """Inspections or events were taken out of the results; nothing else may make a published result disappear."""

    moves: ClassVar[Moved] = "row"
    tells_of_exposure: ClassVar[bool] = False
    goes_with_row: ClassVar[bool] = True
    kind: Literal["withdrawal"]
    window: Slug
    about: About
    date: Day
    reason: Text
    inspections: tuple[Visited, ...] = ()
    """Those that were taken out."""
    events: tuple[EventId, ...] = ()
    """The ids of facts that were taken out, or turned out not to be."""
    changes: tuple[Change, ...] = ()
    """Empty: the figures are the same without them."""


FollowUpKind = Literal["reward", "penalty", "training"]


@dataclass(frozen=True, kw_only=True, slots=True)
class FollowUp(_Dated):
    """What followed from an appraisal was done at the window: a reward, a penalty or training, of nobody by name."""

    moves: ClassVar[Moved] = "nothing"
    tells_of_exposure: ClassVar[bool] = False
    goes_with_row: ClassVar[bool] = True
    kind: Literal["follow-up"]
    window: Slug
    about: About
    date: Day
    """The day on which it was done."""
    done: FollowUpKind
    """Which of the three it was."""
    clauses: tuple[ItemId, ...] = ()
    """Only of training: the clauses of the appraisal in which staff were trained; empty: in all of it."""
    text: Text
    """What was done, without the name of anybody."""
    evidence: Text
    """What shows that it was."""
    changes: ClassVar[tuple[Change, ...]] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Suspension(_Case):
    """The window is shut by order; in a period of which it is shut for most working days it is not ranked."""

    moves: ClassVar[Moved] = "nothing"
    tells_of_exposure: ClassVar[bool] = False
    goes_with_row: ClassVar[bool] = False
    begins: ClassVar[str] = "since"
    kind: Literal["suspension"]
    window: Slug
    since: Day
    until: Day | None = None
    """Last day of the suspension; None: it goes on."""
    reason: Text
    standard: StandardRef | None = None
    """With `clause`: the rule that it rests on."""
    clause: ItemId | None = None
    about: ClassVar[None] = None
    """No row of a board: the window itself."""
    changes: ClassVar[tuple[Change, ...]] = ()

    @property
    def begun(self) -> Day:
        """The day of its first step."""
        return self.since

    @property
    def ended(self) -> Day | None:
        """Its last day."""
        return self.until


Case = (
    Notice
    | Waiver
    | Reply
    | Appeal
    | Objection
    | Rectification
    | SelfRectification
    | Correction
    | Withdrawal
    | FollowUp
    | Suspension
)

CaseKind = Literal[
    "notice",
    "waiver",
    "reply",
    "appeal",
    "objection",
    "rectification",
    "self-rectification",
    "correction",
    "withdrawal",
    "follow-up",
    "suspension",
]

K = TypeVar("K", bound=Case)


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseFile:
    """A case and the file it stands in."""

    id: Slug
    """The name of the file; unique within its centre."""
    path: str
    centre: Slug
    case: Case

    @property
    def who(self) -> WindowKey:
        """The window it is about."""
        return WindowKey(self.centre, self.case.window)

    def row(self, place: OfPlace) -> RowKey:
        """The row of its window at a place of a board."""
        return RowKey(place.board, place.period, self.centre, self.case.window)

    @property
    def about(self) -> RowKey | None:
        """The row that its case is about; None where that is the window itself."""
        return self.row(self.case.about) if self.case.about else None


def of_kind(files: Iterable[CaseFile], kind: type[K]) -> Iterator[tuple[CaseFile, K]]:
    """The cases of one kind, each after its file. Where kinds differ, `match` tells them apart: it forgets none."""
    return ((file, file.case) for file in files if isinstance(file.case, kind))


def amending(files: Iterable[CaseFile]) -> Iterator[tuple[CaseFile, Correction | Withdrawal]]:
    """The cases that say what they change, each after its file; what an appeal changes is computed."""
    for file in files:
        case = file.case
        match case:
            case Correction() | Withdrawal():
                yield file, case
            case Notice() | Waiver() | Reply() | Appeal() | Objection() | Rectification():
                pass
            case SelfRectification() | FollowUp() | Suspension():
                pass
            case _:
                assert_never(case)


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeLimits:
    """Working days that a rectification may take."""

    simple: Days
    complex: Days


@dataclass(frozen=True, kw_only=True, slots=True)
class Clocks:
    """The clocks of a period. Working days are those of mainland China, with its holidays and make-up days."""

    preview: Days = 10
    """Working days after the end of a period before a green entry may be public. 0: there is no preview, and a
    period that is still running is published as it stands."""
    appeal: Days = 10
    """Working days after the end of a period in which an appeal may be opened."""
    notice: Literal["required", "none"] = "none"
    """`required`: preview and time to appeal of a window that is to be exposed are counted from the day on which its
    centre was given notice, and nothing of the period is public before. `none`: from the end of the period."""
    rectification: TimeLimits = TimeLimits(simple=10, complex=30)
    """Counted from the day an entry becomes public."""
    decision: Days = 10
    """Working days after an appeal in which it is decided. After twice as many the row is shown again, and the appeal
    beside it."""
    praise: Days = 0
    """Working days from publication on for which a red list stands open to objections (公示期). 0: it is not said."""
    objection: Days = 10
    """Working days after an objection in which it is answered."""
    expiry: Months = 6
    """Months after which an exposure leaves the current list."""
    publish_within: CalendarDays | None = None
    """Days after the end of a period by which its results are promised to be public (公布期限); pages say what is due
    next, and what came late. None: nothing is promised."""
    relapse_days: CalendarDays = 60
    """Days after a verification within which the same clause, lost again, opens what was verified anew."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EarlierClocks(Clocks):
    """The clocks of the periods that ended before they were changed."""

    until: Day
    """Periods that end on this day or before run by them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Process(Clocks):
    """The policy's clocks."""

    earlier: tuple[EarlierClocks, ...] = ()
    """Those that ran before: whoever changes a clock keeps the old ones here."""
    late_after: Days = 5
    """Working days after its date within which a round or an event has to be entered; later it says why it is late."""
    names_for: Months | None = None
    """Months after an exposure ended for which the page of its period calls the window by its name; then by its id.
    None: for ever."""
    review_panel: tuple[TeamCode, ...] = ()
    """Who decides appeals; empty: anybody but those whose findings are contested and the centre's own."""
    own_team: Literal["forbidden", "allowed"] = "forbidden"
    """Whether a team may inspect the centre that its members come from."""


EntryState = Literal["current", "rectified", "expired"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry(OfRow):
    """A place on the green list and where its process stands on the day of the site."""

    board: str
    period: str
    centre: str
    window: str
    state: EntryState
    """`current`: on the current list. The others have left it. Of a row under appeal there is no entry to be told."""
    waived: bool
    public: Day
    """First day on which it could be public."""
    appeal_by: Day
    rectify_by: Day
    verified: Day | None
    expires: Day
    """First day on which it is off the current list."""
    overdue: bool
    """Still current, not verified, and past `rectify_by`."""
    late: int = 0
    """Days from `rectify_by` to the verification, where that came later."""
    relapsed: Day | None = None
    """The day on which something that had been verified was found lost again, until a later inspection verified it."""
    appealed: bool = False
    """An appeal against it was not decided in twice the time for it: it is shown, and the appeal goes on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadline(OfRow):
    """The clock of a rectification of findings at a window that is on no green list for them, until it is verified."""

    centre: str
    case: str
    board: str
    period: str
    window: str
    rectify_by: Day
    left: int
    """Days from the day of the site to that day; below 0 it is overdue by so many."""
    overdue: bool
    relapsed: Day | None = None
    """As in `Entry`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Relapse(OfRow):
    """What a rectification had put right was lost again soon after it was verified."""

    board: str
    period: str
    """Of the row that shows the later inspection or event: nothing is told of it before that row is public."""
    centre: str
    window: str
    case: str
    """The rectification."""
    date: Day
    clauses: tuple[str, ...]
    """Clauses, or vetoes, that were found again on this day."""


HeldState = Literal["running", "preview", "waiting", "unnoticed"]
"""Why a period is not public. `waiting`: it is over, and a board that shows the same inspections is not public yet.
`unnoticed`: it is over, and not every centre was given the notice that the policy requires."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldPeriod(OfPlace):
    """A period of a board of which nothing is published yet, so that nobody can be singled out by elimination."""

    board: str
    period: str
    state: HeldState
    previews: int
    """Windows on its green list, or borderline there, whose preview is not over; 0 unless it is in preview."""
    public: Day | None
    """The day it is published unless every centre waives; None unless it is in preview."""
    inspections: int
    """Counted so far."""
    unnoticed: int = 0
    """Windows of which no notice was given yet, or none since a correction; 0 unless that is its state."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Struck:
    """A finding or a proved fact that an upheld appeal took out of the score."""

    case: str
    contested: Contested | Event
    note: str | None
    evidence: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Revision(OfRow):
    """A line of the log of corrections: a published figure that changed, and the case that says why."""

    centre: str
    window: str
    board: str
    period: str
    case: str
    case_centre: str = ""
    """Centre of the case, where that is another: the appeal of one window may move the ranks of others. Else empty."""
    date: Day
    reason: str
    """Empty where others only moved because an appeal began, or was not decided in its time."""
    changes: tuple[Logged, ...]
