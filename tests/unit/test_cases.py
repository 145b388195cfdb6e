"""Cases on the pages: what each says, that nothing is told too early, and that list, scorecard, data and feed agree."""

import csv
import datetime
import io
import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree as ET

import pytest

from generator.judging.scoring.teams import team_sums
from generator.model.cases import HeldPeriod
from generator.model.site import Site
from generator.presenting.atlas import Atlas
from generator.presenting.files.feeds import ATOM
from generator.presenting.parts.process.clocks import clocks_passed, entry_clocks
from generator.presenting.table import site_pages
from generator.presenting.text.markup import escape
from tests.fixtures.city import City, city
from tests.fixtures.contested import DAY, contested
from tests.fixtures.golden import CONTESTED
from tests.fixtures.markup import HOSTILE, Links, converted, skeleton
from tests.fixtures.texts import made, page_at, texts

SECRETS = ("收受香烟", "遗落", "换人值守", "96.7")
"""What would tell of the tax window's October while its appeal is undecided."""


@cache
def ours() -> City:
    """The city with its cases."""
    return contested()


@cache
def written() -> dict[str, str]:
    """Every text of the city with its cases."""
    return dict(texts(ours()))


def test_city_without_cases_says_so() -> None:
    """Nothing is left blank: no case, no correction, and no section of cases on a scorecard."""
    plain = {artefact.address: artefact.render() for artefact in made(replace(city().site, entries=()))}
    assert "还没有处理记录。" in plain["cases/index.md"]
    assert "还没有更正：所有公布过的数字都和公布时一样。" in plain["corrections.md"]
    assert "处理记录与回应" not in city().scorecard("east-hall", "fast")


# What is told, and when


def test_nothing_tells_of_a_result_that_an_appeal_holds() -> None:
    """Neither score nor finding nor what the appeal says of them: not on a page, not in a file, not in a feed."""
    october = ("lists/halls/2026-10.md", "data/scores-2026-10.csv", "data/cases.json")
    for address in (*october, "lists/halls/index.md", "lists/halls/feed.xml", "windows/east-hall/feed.xml"):
        text = written()[address]
        held = [line for line in text.splitlines() if "2026-10" in line and "grave" in line]
        assert [secret for secret in SECRETS if secret in "".join(held)] == [], address
    assert [secret for secret in SECRETS[1:3] if any(secret in text for text in written().values())] == []
    assert "复核中" in written()["windows/east-hall/grave.md"]


def test_decided_appeal_is_told_with_its_grounds_findings_and_reason() -> None:
    """What was contested and why it stands or falls is public once it is decided."""
    page = written()["cases/index.md"]
    for words in ("“岗位牌是检查时碰倒的”", "申诉成立（检查组 B 复核）", "2026-09-12 周督查：1.2 岗位牌摆放正确"):
        assert words in page or str(escape(words)) in page


def test_every_case_and_entry_is_in_the_ledger_once_and_reached_from_its_window() -> None:
    """A case has one place in the ledger; the scorecard of its window leads there."""
    ledger = Links()
    ledger.feed(converted(written()["cases/index.md"])[1])
    site = ours().site
    for file in site.cases:
        place = f"k-{file.centre}.{file.id}"
        assert ledger.places.count(place) == 1
        assert f'href="../../cases/index.html#{place}"' in written()[f"windows/{file.centre}/{file.case.window}.md"]
    for entry in site.entries:
        place = f"e-{entry.board}.{entry.period}.{entry.centre}.{entry.window}"
        assert ledger.places.count(place) == 1
        assert f"#{place}" in written()[f"windows/{entry.centre}/{entry.window}.md"]


def test_every_link_leads_to_a_page_and_a_place_that_exist() -> None:
    """Links into the ledger, to feeds and to lists lead somewhere."""
    found = {}
    for address, text in written().items():
        if address.endswith(".md"):
            links = Links()
            links.feed(converted(text)[1])
            found[f"{address.removesuffix('.md')}.html"] = links
    for address, links in found.items():
        assert len(links.places) == len(set(links.places)), address
        for target in links.targets:
            path, _, place = target.partition("#")
            if "cases" in target or "corrections" in target or "feed.xml" in target or target.startswith("#"):
                parts = address.split("/")[:-1]
                for part in filter(None, path.split("/")):
                    parts = parts[:-1] if part == ".." else [*parts, part]
                page = "/".join(parts) if path else address
                assert page in found or page in written() or page.endswith((".js", "cases.json")), (address, target)
                if place:
                    assert place in found[page].places, (address, target)


def test_current_list_is_what_is_current_whatever_its_period() -> None:
    """The board shows the entry of September, which still runs; August is put right, October is held."""
    page = written()["lists/halls/index.md"]
    green = page.split('<h2 id="green">')[1].split('<h3 id="left">')[0]
    assert green.count("<li>") == 1
    assert "2026年9月" in green
    assert "整改逾期" in green
    assert "2026年10月" in page.split('<h2 id="appealed">')[1].split("</ul>")[0]


def test_entry_that_left_the_current_list_stays_in_the_archive() -> None:
    """August is put right: its archive still has it, with its score."""
    archive = written()["lists/halls/2026-08.md"].split('<h2 id="green">')[1].split("</section>")[0]
    assert "税务窗口" in archive


@pytest.mark.parametrize("days", [30, 400])
def test_archive_does_not_change_as_time_goes_by(days: int) -> None:
    """Nothing on the page of a period depends on a clock: until an exposure ends it is the same to the letter."""
    later = contested(day=DAY).site
    moved = replace(
        later,
        as_of=replace(later.as_of, day=DAY + datetime.timedelta(days=days), newest=DAY),
        held=(),
    )
    for address in ("lists/halls/2026-09.md", "lists/halls/2026-08.md"):
        before = next(one for one in made(later) if one.address == address)
        after = next(one for one in made(moved) if one.address == address)
        assert (after.render(), repr(after.ingredients)) == (before.render(), repr(before.ingredients))


def test_held_period_is_counted_and_not_named() -> None:
    """While a period is in preview, home, list and ledger say how many entries there are, and until when."""
    held = HeldPeriod(
        board="halls", period="2026-11", state="preview", previews=3, public=datetime.date(2026, 12, 15), inspections=40
    )
    site = replace(ours().site, held=(held,))
    pages = {artefact.address: artefact.render() for artefact in site_pages(Atlas(site))}
    for address in ("index.md", "lists/index.md", "lists/halls/index.md", "cases/index.md"):
        assert "2026年11月在预告期，最迟 2026年12月15日公布（已检查 40 次）" in pages[address]


# The figures agree


def test_list_data_and_feed_agree_on_every_entry() -> None:
    """State, days and reply of each entry are the same in the ledger, in the scores, in the cases file and the feed."""
    entries = {(one.board, one.period, one.centre, one.window): one for one in ours().site.entries}
    told = json.loads(written()["data/cases.json"])
    assert {(one["board"], one["period"], one["centre"], one["window"]): one["state"] for one in told["entries"]} == {
        key: one.state for key, one in entries.items()
    }
    seen = set()
    for period in ("2026-08", "2026-09", "2026-10"):
        for row in csv.DictReader(io.StringIO(written()[f"data/scores-{period}.csv"].removeprefix("\ufeff"))):
            key = (row["board"], row["period"], row["centre"], row["window"])
            entry = entries.get(key)
            assert row["process"] == (entry.state if entry else "")
            assert row["public"] == (entry.public.isoformat() if entry else "")
            assert row["expires"] == (entry.expires.isoformat() if entry else "")
            assert (row["list"] == "green") == (entry is not None)
            seen.add(key)
            if row["reply"]:
                assert row["reply"] in written()[f"lists/{row['board']}/{period}.md"]
                assert row["reply"] in written()[f"windows/{row['centre']}/{row['window']}.md"]
                assert row["reply"] in written()[f"lists/{row['board']}/feed.xml"]
                assert row["reply"] in written()[f"windows/{row['centre']}/feed.xml"]
    assert entries.keys() <= seen


def test_aggregates_are_taken_of_what_is_published() -> None:
    """Shares stand beside the numbers they were taken from; of an even number the median is the middle."""
    page = written()["cases/index.md"]
    whole = next(line for line in page.splitlines() if "全部周期</th>" in line)
    assert "<b>66.66%</b> <small>2/3 件数少</small>" in whole  # replies
    assert "<b>50%</b> <small>1/2 件数少</small>" in whole  # appeals upheld
    assert "27 天 <small>件数少</small>" in whole  # 15 September to 12 October
    verified = [
        replace(one, state="rectified", verified=one.public + datetime.timedelta(days=days))
        for one, days in zip(ours().site.entries, (4, -2, 7), strict=True)
    ]
    many = page_at(replace(ours().site, entries=tuple(verified)), "cases/index.md").render()
    assert "4 天" in many  # of 0, 4 and 7


def test_team_sums_count_what_has_a_weight_and_a_score() -> None:
    """The shown scores of counted inspections are added up by team; what is only shown, or has no score, is not."""
    scores = [score for own in city().scores.values() for score in own]
    lines = [line for score in scores for line in score.inspections if line.weight and hasattr(line.outcome, "score")]
    sums = team_sums(scores, ours().site.rulebook.standards)
    assert sum(one.inspections for one in sums) == len(lines)
    assert sum(one.total for one in sums) == sum(line.outcome.score for line in lines if hasattr(line.outcome, "score"))
    assert [(one.board, one.period, one.team) for one in sums] == sorted(
        {(s.board, s.period, "A") for s in scores} & {(one.board, one.period, one.team) for one in sums}
    )


# Nothing goes stale


def replied(site: Site) -> Site:
    """Nobody replied."""
    return replace(site, cases=tuple(file for file in site.cases if file.case.kind != "reply"))


def a_day_later(site: Site) -> Site:
    """The site speaks of the day after."""
    return replace(site, as_of=replace(site.as_of, day=site.as_of.day + datetime.timedelta(days=1)))


def expired(site: Site) -> Site:
    """Every entry has left the current list."""
    entries = tuple(replace(one, state="expired", overdue=False) for one in site.entries)
    return replace(site, entries=entries)


def uncommitted(site: Site) -> Site:
    """No repository."""
    return replace(site, commits={})


def unrevised(site: Site) -> Site:
    """No figure was changed."""
    return replace(site, revisions=())


def released(site: Site) -> Site:
    """Nothing is held."""
    return replace(site, held=())


def alone(site: Site) -> Site:
    """Nobody compares the teams."""
    return replace(site, team_sums=())


@pytest.mark.parametrize("change", [replied, a_day_later, expired, uncommitted, unrevised, released, alone])
def test_equal_ingredients_mean_equal_text(change: Callable[[Site], Site]) -> None:
    """A page whose text changes has told of it in its ingredients."""
    site = ours().site
    pairs = zip(made(site), made(change(site)), strict=True)
    changed = [(before, after) for before, after in pairs if before.render() != after.render()]
    assert changed
    assert [after.address for before, after in changed if repr(before.ingredients) == repr(after.ingredients)] == []


def test_a_scorecard_changes_only_on_the_days_that_it_names() -> None:
    """What a scorecard says of clocks changes with the days that `clocks_passed` tells of, and on no other day.

    The day itself is said on every page on which a clock runs.
    """
    entries = [one for one in ours().site.entries if one.window == "stamps"]
    cards: dict[tuple[int, ...], set[str]] = {}
    for number in range(200):
        day = DAY + datetime.timedelta(days=number)
        at = replace(ours(), site=replace(ours().site, as_of=replace(ours().site.as_of, day=day)))
        card = at.scorecard("post-main", "stamps").replace(f"as_of: {day}\n", "")
        cards.setdefault(clocks_passed(entries, (), day), set()).add(card)
    assert len(cards) == 2  # before and after the day it expires
    assert all(len(found) == 1 for found in cards.values())


def test_a_list_before_its_day_says_that_the_day_is_to_come() -> None:
    """While a month is inspected its list names the day on which it is final: no page says that this has been."""
    entry = replace(ours().site.entries[0], public=DAY + datetime.timedelta(days=1), waived=False)
    told = [next(iter(entry_clocks(entry, DAY + datetime.timedelta(days=number)))) for number in (0, 1, 2)]
    assert [(one.kind, one.state) for one in told] == [("public", "未到"), ("public", ""), ("public", "")]
    assert len({clocks_passed([entry], (), DAY + datetime.timedelta(days=number)) for number in (0, 1)}) == 2


# Nothing in the data is anything but text


def tags_with(ending: str) -> dict[str, list[str]]:
    """By file, the tags where each text of a case has an ending."""
    found = {}
    for address, text in texts(contested(lambda text: f"{text}{ending}")):
        if address.endswith(".xml"):
            found[address] = [one.tag for one in ET.fromstring(text).iter()]  # noqa: S314  # our own text
        elif address in CONTESTED and address.endswith(".md"):
            found[address] = skeleton(converted(text)[1])
    return found


@cache
def harmless_tags() -> dict[str, list[str]]:
    """The same where the ending is a letter."""
    return tags_with("x")


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_text_in_every_case_adds_no_tag(payload: str) -> None:
    """Whatever a reply, a reason or a name says, the pages of cases have the tags that they have anyway."""
    assert tags_with(payload) == harmless_tags()


# Feeds


def test_feeds_are_atom_with_days_of_the_data_and_names_that_stay() -> None:
    """Each entry has an id of its own, which another day leaves as it is; no time is a clock's."""
    for address, text in written().items():
        if address.endswith("feed.xml"):
            feed = ET.fromstring(text)  # noqa: S314  # our own text
            entries = feed.findall(f"{{{ATOM}}}entry")
            names = [one.findtext(f"{{{ATOM}}}id") for one in entries]
            assert len(set(names)) == len(names)
            for one in (feed, *entries):
                for tag in ("id", "title", "updated"):
                    assert one.findtext(f"{{{ATOM}}}{tag}")
            days = [str(one.findtext(f"{{{ATOM}}}updated")) for one in entries]
            assert days == sorted(days, reverse=True)
            assert all(day <= f"{DAY}T00:00:00Z" for day in days)
            later = next(one for one in made(a_day_later(ours().site)) if one.address == address)
            again = ET.fromstring(later.render())  # noqa: S314  # our own text
            assert [one.findtext(f"{{{ATOM}}}id") for one in again.findall(f"{{{ATOM}}}entry")] == names
