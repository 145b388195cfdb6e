"""Whether the agenda was followed: who was named as a month began, who was inspected by the day, who was left out."""

import datetime
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest

from generator.judging.analysis.demands import with_demands
from generator.judging.history.facts import facts_of
from generator.model.cases import About, Case, CaseFile, Rectification, SelfChecked, SelfRectification, Visited
from generator.model.keys import PlaceKey
from generator.model.programme import Demand, DemandPeriod, Group, InspectionTeam, Programme, ProgrammeRecord, RoundLine
from generator.model.site import Site
from generator.presenting.artefact import Artefact
from generator.telling.agenda_text import agenda_lines
from tests.fixtures.city import city
from tests.fixtures.texts import page_at
from tests.unit.test_agenda import BOARD, entry, period, row

FACTS = Demand(
    id="urgent",
    title="先查有投诉的",
    clauses=("1",),
    reasons=("facts",),
    first=2,
    by=20,
    channels=("weekly", "mystery"),
)
SEPTEMBER = period(
    "2026-09",
    row("east-hall/fast", "99", doubt="crossing"),
    row("east-hall/slow", "98", events=1),
    row("east-hall/rare", "70", events=3),
    row("west-hall/part", "80", events=2),
)


def day(text: str) -> datetime.date:
    """A day of 2026."""
    return datetime.date.fromisoformat(f"2026-{text}")


def seen(date: str, *windows: str, team: str = "A", channel: str = "weekly") -> RoundLine:
    """A round at some windows of the hall in the east."""
    return RoundLine(date=day(date), centre="east-hall", channel=channel, team=team, windows=windows)


def site(demand: Demand = FACTS, *, today: str = "10-31", released: str = "09-30", **told: object) -> Site:
    """The city with one month that is public, and a programme that asks for this of the halls."""
    whole = city().site
    programme = Programme(
        id="plan",
        title="计划",
        standard=next(iter(whole.rulebook.standards)),
        since=day("10-01"),
        unseen_after=60,
        teams=(InspectionTeam(id="A", name="一组"), InspectionTeam(id="B", name="二组")),
        groups=(Group(id="all", name="全部大厅", centres=("east-hall",), quotas=(), agenda=(demand,)),),
    )
    plain = {
        "as_of": replace(whole.as_of, day=day(today)),
        "rulebook": replace(whole.rulebook, programmes={"plan": programme}),
        "boards": {BOARD: (SEPTEMBER,)},
        "released": {PlaceKey(BOARD, "2026-09"): day(released)},
        "programmes": (ProgrammeRecord(programme="plan", quotas=(), unseen=()),),
        "entries": (),
        "deadlines": (),
        "cases": (),
        "hidden": frozenset(),
        "unscored": (),
    }
    return replace(whole, **(plain | told))  # type: ignore[arg-type]  # fields of a site


def followed(of: Site, rounds: Iterable[RoundLine] = ()) -> dict[str, DemandPeriod]:
    """What came of October, by team."""
    (record,) = with_demands(of, rounds)
    return {one.team: one.periods[0] for one in record.demands}


def left_out(found: DemandPeriod) -> list[str]:
    """The windows that were left out, in short."""
    return [one.window for one in found.left_out]


def test_the_first_of_the_agenda_have_each_to_be_inspected_by_the_day() -> None:
    """Three complaints before one; no window of another group, and none that is named for something else."""
    both = [seen("10-05", "rare"), seen("10-20", "slow", team="B")]
    assert followed(site(), both)[""].state == "met"
    late = followed(site(), [both[0], seen("10-21", "slow")])[""]
    assert (late.state, late.named, late.must, left_out(late)) == ("overdue", 2, 2, ["slow"])
    assert late.left_out[0].reasons == ("facts", "unseen")
    assert followed(site(), [seen("10-05", "rare", "fast", "slow", channel="self")])[""].state == "overdue"


def test_until_the_day_is_over_there_is_time() -> None:
    """On its last day the demand is still open; what is done is done."""
    assert followed(site(today="10-20"))[""].state == "running"
    assert followed(site(today="10-21"))[""].state == "overdue"
    assert followed(site(today="10-06"), [seen("10-05", "rare", "slow")])[""].state == "met"


def test_what_was_not_public_as_the_month_began_is_asked_of_nobody() -> None:
    """The list of September came out on the second of October: on the first nobody could know of its complaints."""
    assert followed(site(released="10-01"))[""].must == 2
    after = followed(site(released="10-02"))[""]
    assert (after.state, after.named, after.left_out) == ("free", 0, ())


def test_a_row_under_appeal_is_asked_of_nobody() -> None:
    """As on the agenda itself."""
    held = site(hidden=frozenset({row("east-hall/rare", "70").key}))
    assert left_out(followed(held)[""]) == ["slow"]


def test_a_share_is_that_of_the_inspections_of_each_team() -> None:
    """Two of four are half; a team that inspected nothing owes no share of it; the month has to be over."""
    demand = replace(FACTS, first=None, by=None, share=Decimal("0.5"), teams=("A", "B"))
    rounds = [seen("10-05", "rare", "slow"), seen("10-09", "fast"), seen("10-12", "fast")]
    (record,) = with_demands(site(demand, today="11-02"), rounds)
    october = {one.team: one.periods[1] for one in record.demands}
    assert {team: one.state for team, one in october.items()} == {"A": "met", "B": "free"}
    (record,) = with_demands(site(demand, today="11-02"), [*rounds, seen("10-13", "fast")])
    assert record.demands[0].periods[1].state == "overdue"
    assert followed(site(demand), rounds)["A"].state == "running"


@pytest.mark.parametrize(("verified", "named"), [(None, True), ("10-08", True), ("09-30", False)])
def test_who_put_it_right_late_was_late_until_then(*, verified: str | None, named: bool) -> None:
    """A window that a visit of October found mended was overdue as the month began, and the visit counts."""
    late = replace(entry("east-hall/rare", 0), public=day("08-20"), rectify_by=day("09-10"), expires=day("12-01"))
    late = replace(late, verified=day(verified) if verified else None)
    demand = replace(FACTS, reasons=("overdue",), first=1)
    found = followed(site(demand, entries=(late,)), [seen("10-08", "rare")])[""]
    assert (found.named, found.of_named) == ((1, 1) if named else (0, 0))


def test_findings_and_self_checks_that_were_to_be_put_right_count_too() -> None:
    """Of the first a case says by its opening when it was due; of the second the centre itself."""
    case = Rectification(
        kind="rectification",
        window="rare",
        about=About(board=BOARD, period="2026-09"),
        opened=day("08-03"),
        difficulty="simple",
        clauses=("1.1",),
    )
    own = SelfRectification(
        kind="self-rectification",
        window="slow",
        self_check=SelfChecked(standard="s@1", date=day("09-01")),
        opened=day("09-02"),
        by=day("09-20"),
        verified_by=Visited(standard="s@1", date=day("10-08"), channel="weekly"),
    )
    cases: tuple[Case, ...] = (case, own)
    files = tuple(
        CaseFile(id=f"c{number}", path=f"c{number}.yml", centre="east-hall", case=one)
        for number, one in enumerate(cases)
    )
    demand = replace(FACTS, reasons=("overdue",), first=None, share=Decimal(1))
    assert left_out(followed(site(demand, cases=files))[""]) == ["rare", "slow"]


def test_a_demand_cannot_be_loosened_in_silence() -> None:
    """Each of its figures is a fact of the programme, for which an amendment is asked once it was published."""
    of = site()
    told = facts_of(of.rulebook, of.centres, (), of.as_of.day)["programme", "plan"]
    asked = {name: value for name, value in told.items() if name.startswith("groups.all.agenda.urgent.")}
    assert (asked["groups.all.agenda.urgent.first"], asked["groups.all.agenda.urgent.by"]) == ("2", "20")
    assert asked["groups.all.agenda.urgent.channels"] == "weekly mystery"


def page(of: Site, address: str, rounds: Iterable[RoundLine] = ()) -> Artefact:
    """A page of a site in which it is known what came of the demands."""
    return page_at(replace(of, programmes=with_demands(of, rounds)), address)


def test_both_pages_and_the_command_name_whom_nobody_inspected() -> None:
    """The sign, the word, how many of how many, and each window with why it was named."""
    done = [seen("10-05", "rare")]
    plain = replace(FACTS, channels=("weekly",))
    for address in ("programme.md", "agenda.md"):
        text = page(site(plain), address, done).render()
        assert "✘</span> 逾期" in text, address
        assert "要查的 2 个窗口查了 1 个（截至2026年10月20日）" in text, address
        assert '<a href="windows/east-hall/slow.html">' in text, address
        assert "查实的投诉或事实" in text, address
    told = "\n".join(agenda_lines(replace(site(plain), programmes=with_demands(site(plain), done)), "en"))
    assert "(east-hall/slow)" in told.rpartition("✘")[2]
    assert "(east-hall/rare)" not in told.rpartition("✘")[2]


def test_a_page_without_demands_says_nothing_of_them() -> None:
    """Most programmes ask for none."""
    assert 'id="asked"' not in page_at(city().site, "agenda.md").render()
