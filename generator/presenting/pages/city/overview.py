"""How the whole city stands, on one sheet: for whoever supervises it."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator.judging.analysis.city import Change, District, changes_of, districts_of
from generator.judging.analysis.heat import heat_map
from generator.judging.analysis.losses import lost_in
from generator.model.cases import Appeal, Objection, of_kind
from generator.model.keys import WindowKey
from generator.model.scores import Rated
from generator.presenting.atlas import Atlas
from generator.presenting.parts.process.clocks import Clock
from generator.presenting.parts.scores.unscored import tally_text
from generator.presenting.pictures.heat import HeatView, heat_of
from generator.presenting.pictures.stands import BandCount, band_counts
from generator.presenting.pictures.strips import Strip, strip_of
from generator.presenting.text.addresses import (
    AGENDA,
    CASES,
    LISTS,
    WINDOWS,
    Paths,
    case_place,
    entry_place,
    period_page,
    standard_page,
    why_place,
)
from generator.presenting.text.agenda import reason_text
from generator.presenting.text.names import WindowLink, link_to, names_of
from generator.presenting.text.wording import day_text, period_text, points_text, score_text
from generator.words.phrases import say

DAYS: Final = 30
"""Days ahead of which the deadlines are told."""
SOON: Final = 100
"""Deadlines that stand here, the earliest ones; of the others is told how many there are, and from which day on."""
FIRST: Final = 10
"""Windows of the agenda that stand here; its own page has all of them."""
CLAUSES: Final = 3
"""Clauses of a standard that are named as those that lose most."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tile:
    """A figure of the city."""

    figure: str
    what: str
    path: str
    """The way to what it counts."""
    late: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class DeadlineLine:
    """A day by which something is to happen."""

    day: str
    what: str
    link: WindowLink
    path: str
    """The way to the case or entry."""
    late: str
    """How many days overdue, in words; empty where it is not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WaitingLine:
    """An appeal or an objection that waits for its decision."""

    kind: str
    """What it is, in words."""
    link: WindowLink
    path: str
    """The way to the case."""
    clock: Clock


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeLine:
    """A window that rose or fell."""

    link: WindowLink
    why: str
    before: str
    after: str
    points: str


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardState:
    """A board in its newest period."""

    title: str
    path: str
    period: str
    bands: tuple[BandCount, ...]
    """Best first."""
    unrated: int
    median: str
    """Empty without scores."""
    before: str
    """The median of the period before, where it was judged by the same edition; else empty."""
    strip: Strip
    risen: tuple[ChangeLine, ...]
    fallen: tuple[ChangeLine, ...]
    heat: HeatView | None
    """None where nobody lost anything."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ClauseLine:
    """A clause that loses much."""

    clause: str
    path: str
    text: str
    times: int
    lost: str


@dataclass(frozen=True, kw_only=True, slots=True)
class StandardLosses:
    """The clauses of a standard that lose most."""

    title: str
    clauses: tuple[ClauseLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaFirst:
    """A window of the agenda, with its most urgent reason."""

    link: WindowLink
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class UnscoredState:
    """What inspections by a standard that scores nothing came to."""

    title: str
    path: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OverviewPage:
    """What the page says."""

    day: str
    tiles: tuple[Tile, ...]
    overdue: tuple[DeadlineLine, ...]
    deadlines: tuple[DeadlineLine, ...]
    """The earliest of those that are ahead."""
    deadlines_count: int
    """Of all that are ahead."""
    deadlines_left: int
    """Of those, how many do not stand here."""
    later: str
    """The day of the first of them; empty where there is none."""
    waiting: tuple[WaitingLine, ...]
    """By the last day for the decision."""
    agenda: tuple[AgendaFirst, ...]
    """Its first windows."""
    agenda_count: int
    """How many windows it has."""
    boards: tuple[BoardState, ...]
    districts: tuple[tuple[str, District], ...]
    """Each with its name in the data."""
    standards: tuple[StandardLosses, ...]
    unscored: tuple[UnscoredState, ...]


def view(atlas: Atlas, paths: Paths) -> OverviewPage:
    """Tiles, deadlines, who waits for a decision, the head of the agenda, boards, districts and clauses."""
    waiting = sorted(_waiting(atlas, paths), key=lambda one: (one.clock.day, one.path))
    deadlines = sorted(_deadlines(atlas, paths), key=lambda one: (one.day, one.link.window_path))
    agenda = atlas.agenda
    overdue = tuple(one for one in deadlines if one.late)
    ahead = [one for one in deadlines if not one.late]
    return OverviewPage(
        day=day_text(atlas.site.as_of.day),
        tiles=tuple(_tiles(atlas, paths, len(overdue), len(agenda))),
        overdue=overdue,
        deadlines=tuple(ahead[:SOON]),
        deadlines_count=len(ahead),
        deadlines_left=max(0, len(ahead) - SOON),
        later=ahead[SOON].day if len(ahead) > SOON else "",
        waiting=tuple(waiting),
        agenda_count=len(agenda),
        agenda=tuple(
            AgendaFirst(link=link_to(atlas.names[line.who], paths), text=reason_text(line.reasons[0]))
            for line in agenda[:FIRST]
        ),
        boards=tuple(_board(atlas, board, paths) for board in atlas.site.boards if atlas.periods(board)),
        districts=tuple(
            (atlas.districts.get(one.name, one.name), one) for one in districts_of(atlas.names, atlas.newest_rows)
        ),
        standards=tuple(_standards(atlas, paths)),
        unscored=tuple(
            UnscoredState(
                title=atlas.standard_name(standard),
                path=paths(f"{atlas.standard_page(standard)}#seen"),
                text=tally_text(tally),
            )
            for ref, tally in atlas.unscored.items()
            for standard in (atlas.site.rulebook.standards[ref],)
        ),
    )


def _tiles(atlas: Atlas, paths: Paths, overdue: int, agenda: int) -> Iterator[Tile]:
    rows = list(atlas.newest_rows.values())
    site = atlas.site
    waiting = sum(case.decision is None for _, case in of_kind(site.cases, Appeal))
    objected = sum(case.answer is None for _, case in of_kind(site.cases, Objection))
    yield Tile(
        figure=str(sum(row.rank > 0 for row in rows)),
        what=say("个窗口已评定，共 {n} 个", n=len(atlas.names)),
        path=paths(WINDOWS),
    )
    yield Tile(
        figure=str(sum(row.listed == "red" for row in rows)),
        what=say("个窗口在最新红榜（表扬）"),
        path=paths(LISTS),
    )
    yield Tile(
        figure=str(sum(one.state == "current" for one in site.entries)),
        what=say("个条目仍在绿榜（曝光）"),
        path=paths(LISTS),
    )
    yield Tile(figure=str(overdue), what=say("项整改逾期"), path="#overdue", late=overdue > 0)
    yield Tile(figure=str(waiting), what=say("件申诉等待决定"), path=paths(CASES), late=False)
    if objected:
        yield Tile(figure=str(objected), what=say("件异议等待答复"), path=paths(CASES), late=False)
    yield Tile(figure=str(agenda), what=say("个窗口在待查清单"), path=paths(AGENDA))


def _deadlines(atlas: Atlas, paths: Paths) -> Iterator[DeadlineLine]:
    """What is overdue, and what is to happen within so many days."""
    today = atlas.site.as_of.day
    last = today + datetime.timedelta(days=DAYS)
    for entry in atlas.site.entries:
        place = paths(entry_place(*entry.key, atlas.docket.pages))
        if entry.state != "current" or entry.verified:
            continue
        if entry.overdue or entry.rectify_by <= last:
            yield _deadline(atlas, entry.who, entry.rectify_by, (say("整改期限"), place), paths)
        if today <= entry.appeal_by <= last:
            yield _deadline(atlas, entry.who, entry.appeal_by, (say("申诉期限"), place), paths)
        if today <= entry.expires <= last:
            yield _deadline(atlas, entry.who, entry.expires, (say("期满退出"), place), paths)
    for one in atlas.site.deadlines:
        if one.overdue or one.rectify_by <= last:
            place = paths(case_place(one.centre, one.case, atlas.docket.pages))
            yield _deadline(atlas, WindowKey(one.centre, one.window), one.rectify_by, (say("整改期限"), place), paths)


def _waiting(atlas: Atlas, paths: Paths) -> Iterator[WaitingLine]:
    """Appeals and objections without a decision or an answer."""
    cases = atlas.site.cases
    for file in (*(file for file, _ in of_kind(cases, Appeal)), *(file for file, _ in of_kind(cases, Objection))):
        told = atlas.docket.case(file, paths)
        for clock in told.clocks:
            link = link_to(atlas.names[file.who], paths)
            yield WaitingLine(kind=told.kind_name, link=link, path=told.path, clock=clock)


def _deadline(atlas: Atlas, who: WindowKey, day: datetime.date, what: tuple[str, str], paths: Paths) -> DeadlineLine:
    left = (day - atlas.site.as_of.day).days
    return DeadlineLine(
        day=day.isoformat(),
        what=what[0],
        link=link_to(atlas.names[who], paths),
        path=what[1],
        late=say("已逾期 {n} 天", n=-left) if left < 0 else "",
    )


def _board(atlas: Atlas, board: str, paths: Paths) -> BoardState:
    newest = atlas.periods(board)[0]
    standard = atlas.standard(*newest.place)
    before = atlas.comparable(newest)
    risen, fallen = changes_of(newest, before) if before else ((), ())
    heat = heat_map(newest.place, lost_in(newest, atlas.site.losses, atlas.site.hidden), atlas.site.hidden)
    return BoardState(
        title=atlas.board(board).title,
        path=paths(period_page(*newest.place)),
        period=period_text(newest.period),
        bands=band_counts(standard, newest),
        unrated=len(newest.unrated),
        median=atlas.median_text(newest),
        before=atlas.median_text(before) if before else "",
        strip=strip_of(standard, newest),
        risen=tuple(_change(atlas, one, paths) for one in risen),
        fallen=tuple(_change(atlas, one, paths) for one in fallen),
        heat=heat_of(
            newest.period, heat, atlas.names, standard, names_of(atlas.site.rulebook.vocabulary.themes), paths
        ),
    )


def _change(atlas: Atlas, change: Change, paths: Paths) -> ChangeLine:
    before, after = (
        score_text(row.outcome.score) if isinstance(row.outcome, Rated) else "" for row in (change.before, change.after)
    )
    sign = "＋" if change.points > 0 else "−"
    return ChangeLine(
        link=link_to(atlas.names[change.after.who], paths),
        why=paths(why_place(change.after.who, change.after.period)),
        before=before,
        after=after,
        points=f"{sign}{score_text(abs(change.points))}",
    )


def _standards(atlas: Atlas, paths: Paths) -> Iterator[StandardLosses]:
    """Of the newest edition that each board judges by, the clauses that lose most."""
    newest = (periods[0] for periods in atlas.site.boards.values() if periods)
    for ref in dict.fromkeys(atlas.standard(*period.place).ref for period in newest):
        tally = atlas.losses.get(ref)
        standard = atlas.site.rulebook.standards[ref]
        clauses = {clause.id: clause for section in standard.sections for clause in section.clauses}
        worst = [(one, told) for one, told in (tally.clauses.items() if tally else ()) if one in clauses][:CLAUSES]
        if worst:
            yield StandardLosses(
                title=standard.title,
                clauses=tuple(
                    ClauseLine(
                        clause=one,
                        path=paths(standard_page(standard.id, one)),
                        text=clauses[one].text,
                        times=times,
                        lost=points_text(points),
                    )
                    for one, (times, points) in worst
                ),
            )
