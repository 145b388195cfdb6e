"""Opening hours that a standard demands, held against those that centres publish: what is lacking, to the minute."""

import re
from dataclasses import replace

import pytest

from generator.judging.analysis.opening import Lacking, lacking
from generator.model.centre import OpenHours, Weekday
from generator.model.site import Site
from generator.presenting.pages.boards import commitments
from generator.presenting.pages.windows import demanded
from tests.fixtures.city import city
from tests.fixtures.texts import page_at

WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")
DEMANDED = (OpenHours(days=WEEKDAYS, open=("08:30-12:00", "13:30-17:30")),)

LINE = re.compile(r'<th scope="row"><a href="[^"]*#demanded-hours">([^<]*)</a>')


def hours(*spans: str, days: tuple[Weekday, ...] = WEEKDAYS) -> OpenHours:
    """Hours on some days."""
    return OpenHours(days=days, open=spans)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ((hours("08:30-12:00", "13:30-17:30"),), ()),
        ((hours("08:00-18:00"),), ()),
        ((hours("24h"),), ()),
        ((hours("08:30-12:00", "13:30-17:00"),), (Lacking(days=WEEKDAYS, spans=("17:00-17:30",)),)),
        ((hours("09:00-17:30"),), (Lacking(days=WEEKDAYS, spans=("08:30-09:00",)),)),
        (
            (hours("08:00-18:00", days=WEEKDAYS[:4]), hours("09:00-11:00", "14:00-18:00", days=("fri",))),
            (Lacking(days=("fri",), spans=("08:30-09:00", "11:00-12:00", "13:30-14:00")),),
        ),
        ((hours("08:30-17:30", days=("mon", "wed", "thu", "fri")),), (Lacking(days=("tue",), spans=DEMANDED[0].open),)),
        ((hours("08:30-10:00", "09:30-17:30"),), ()),
    ],
)  # fmt: skip
def test_what_is_lacking_is_told_to_the_minute(given: tuple[OpenHours, ...], found: tuple[Lacking, ...]) -> None:
    """More than is demanded is no fault; days that lack the same stand together."""
    assert lacking(DEMANDED, given) == found


def test_a_night_goes_on_into_the_next_day() -> None:
    """22:00 to 06:00 of a Sunday ends on Monday; what is demanded at night is met by what goes on past midnight."""
    night = (OpenHours(days=("sun",), open=("22:00-06:00",)),)
    assert lacking(night, (hours("22:00-06:00", days=("sun",)),)) == ()
    assert lacking(night, (hours("20:00-00:00", days=("sun",)),)) == (Lacking(days=("mon",), spans=("00:00-06:00",)),)


def site(**given: object) -> Site:
    """The city, where a standard demands hours of its halls; `given`: fields of the hall in the east."""
    whole = city().site
    ref, standard = next(
        (ref, one)
        for ref, one in whole.rulebook.standards.items()
        if whole.centres["east-hall"].trade in one.applies_to
    )
    first, *others = standard.sections
    clause = replace(first.clauses[0], hours=DEMANDED)
    section = replace(first, clauses=(clause, *first.clauses[1:]))
    standards = {**whole.rulebook.standards, ref: replace(standard, sections=(section, *others))}
    centre = replace(whole.centres["east-hall"], **given)  # type: ignore[arg-type]  # fields of a centre
    return replace(
        whole,
        rulebook=replace(whole.rulebook, standards=standards),
        centres={**whole.centres, "east-hall": centre},
    )


def test_both_pages_say_what_was_demanded_what_is_given_and_what_is_lacking() -> None:
    """A public fact with both of its figures: everybody can see why."""
    short = site(hours=(hours("08:30-12:00", "13:30-17:00"),))
    for address in ("windows/east-hall/index.md", "commitments.md"):
        text = page_at(short, address).render()
        assert "✘</span> 不足" in text, address
        assert "少 周一至周五 17:00–17:30" in text, address
        assert "周一至周五 08:30–12:00，13:30–17:30" in text, address
        assert "周一至周五 08:30–12:00，13:30–17:00" in text, address


def test_who_gives_what_is_demanded_is_said_to_and_who_publishes_nothing_is_not_judged() -> None:
    """Silence is no shortfall: nothing can be compared."""
    met = page_at(site(hours=DEMANDED), "windows/east-hall/index.md").render()
    assert "✔</span> 达到" in met
    assert "不足" not in met.partition('id="demanded-hours"')[2].partition("</ul>")[0]
    assert 'id="demanded-hours"' not in page_at(site(hours=()), "windows/east-hall/index.md").render()


def test_a_window_with_hours_of_its_own_is_held_to_them() -> None:
    """The hall gives enough, one of its counters does not."""
    whole = city().site.centres["east-hall"]
    windows = tuple(
        replace(one, hours=(hours("09:00-12:00", "13:30-17:30"),)) if one.id == "slow" else one for one in whole.windows
    )
    text = page_at(site(hours=DEMANDED, windows=windows), "windows/east-hall/index.md").render()
    assert "另有时间，少 周一至周五 08:30–09:00。" in text


def test_many_centres_stand_on_pages_of_their_own_those_that_give_less_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every centre once; the page of commitments names the first, says how many more there are, and leads to all."""
    given = {"short": hours("09:00-10:00"), "met": DEMANDED[0], "meagre": hours("11:00-12:00")}
    few = site(hours=DEMANDED)
    hall = few.centres["east-hall"]
    many = replace(
        few,
        centres=dict(few.centres)
        | {f"hall-{key}": replace(hall, name=key, hours=(one,)) for key, one in given.items()},
    )
    whole = page_at(many, "commitments.md").render()
    every = LINE.findall(whole)
    assert (every[:2], every[-1]) == (["short", "meagre"], "met")
    assert "commitments/hours" not in whole
    monkeypatch.setattr(demanded, "MOST_HOURS", 2)
    monkeypatch.setattr(commitments, "MISSED_SHOWN", 1)
    cut = page_at(many, "commitments.md").render()
    less = sum("✘" in line for line in whole.splitlines() if LINE.search(line))
    assert LINE.findall(cut) == ["short"]
    assert f"还有 {less - 1} 个不足，排在全部机构的最前面。" in cut
    told = f"全部 {len(every)} 个机构的服务时间，{len(every) - less} 个达到要求"
    assert f'<a href="commitments/hours/1.html">{told}</a>' in cut
    numbers = range(1, 1 + (len(every) + 1) // 2)
    pages = [page_at(many, f"commitments/hours/{number}.md").render() for number in numbers]
    assert [name for text in pages for name in LINE.findall(text)] == every
    assert all(f"其中 {less} 个不足，排在前面。" in text for text in pages)
    assert '<a href="2.html">3–4</a>' in pages[0]
