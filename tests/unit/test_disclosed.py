"""What a centre makes public of its services, and what the public says of it, in the town."""

import datetime
import shutil
from pathlib import Path

import pytest

from generator.build import decide
from generator.comparing.guard import PublishedBefore, guard, publication_of
from generator.gathering.gather import Gathered
from tests.fixtures.texts import page_at
from tests.fixtures.town import TOWN, Here, gathered, lay_out, slip

DAY = datetime.date(2026, 11, 2)
CENTRE = "results/harbour/centre.yml"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The town, whose bank tells how a service is done and what the public said, as a clause of its standard asks."""
    root = lay_out(tmp_path / "town")
    shutil.copytree(TOWN.parent / "judged", root, dirs_exist_ok=True)
    asked = "text: 常备茶水, discloses: [services, steps, limits, standards, evaluations]"
    slip(root, "standards/desk.yml", "text: 常备茶水", asked)
    return root


def published(root: Path, day: datetime.date = DAY) -> Gathered:
    """What is gathered of the town without problems."""
    found = gathered(root, day)
    assert isinstance(found, Gathered), found
    return found


def texts(root: Path) -> dict[str, str]:
    """Every page and file, by address."""
    contents = decide(published(root), "zh", "", Here())
    return {piece.address: piece.render() for piece in (*contents.pages, *contents.files)}


def test_services_stand_with_their_steps_and_time_on_the_pages_of_centre_and_window(town: Path) -> None:
    """A service of which nothing is told has a dash; a window that tells nothing has no table."""
    every = texts(town)
    centre = every["windows/harbour/index.md"]
    assert '<th scope="row">存取款</th><td data-label="窗口"><a href="cash-1.html#about">现金窗口1</a></td>' in centre
    assert '<td data-label="流程">取号 → 填单 → 核对 → 办理</td><td data-label="时限">当场办结</td>' in centre
    assert '<th scope="row">挂失</th>' in centre
    first, second = (every[f"windows/harbour/cash-{number}.md"] for number in (1, 2))
    assert '<th scope="row">存取款</th><td data-label="流程">取号 → 填单 → 核对 → 办理</td>' in first
    assert '<th scope="row">挂失</th><td data-label="流程">—</td><td data-label="时限">—</td>' in first
    assert "办事流程和时限" not in second


def test_what_the_public_said_stands_by_month_with_shares_that_are_cut_off(town: Path) -> None:
    """39 of 40 are 97.5 %, 200 of 210 not quite 95.24 %; no opinion has no share, and the centre is no window."""
    centre = page_at(published(town).site, "windows/harbour/index.md").render()
    assert "群众评价 <small>机构每月登记的，不影响得分和榜单</small>" in centre
    rows = [line for line in centre.splitlines() if 'data-label="满意"' in line]
    assert [row.partition("</th>")[0].rpartition(">")[2] for row in rows] == ["2026年9月", "2026年9月", "2026年8月"]
    assert 'data-label="满意">39（97.5%）</td>' in rows[0]
    assert 'data-label="按期办结">1（50%）</td>' in rows[0]
    assert 'data-label="满意">—</td>' in rows[1]
    assert "全机构" in rows[2]
    assert 'data-label="满意">200（95.23%）</td>' in rows[2]


def test_a_clause_that_demands_it_is_held_against_what_is_registered(town: Path) -> None:
    """Of three services one has steps and a time; nobody is said to break a rule."""
    centre = page_at(published(town).site, "windows/harbour/index.md").render()
    asked = "柜台标准 3.3</a>：服务事项 2/2 个窗口；服务流程 1/3 项；服务时限 1/3 项；服务标准全文在本站；"
    asked += "群众评价登记到 2026年9月"
    assert f'○</span> 没有登记全</span> <a href="../../standards/desk.html#c-3.3">{asked}' in centre
    (line,) = [line for line in (town / CENTRE).read_text("utf-8").splitlines() if "cash-1, name" in line]
    whole = line.replace("[存取款, 挂失]", "[存取款]")
    slip(town, CENTRE, line, whole)
    other = "services: [存取款], roles: [teller], opened"
    guides = ", guides: [{service: 存取款, steps: [取号], within: 十分钟}], opened"
    slip(town, CENTRE, other, other.replace(", opened", guides))
    met = page_at(published(town).site, "windows/harbour/index.md").render()
    assert "✔</span> 已登记</span>" in met
    assert "服务流程 2/2 项" in met


def test_a_centre_that_nothing_demands_it_of_and_that_tells_nothing_is_not_spoken_of(tmp_path: Path) -> None:
    """No word of opinions, guides or demands."""
    centre = page_at(published(lay_out(tmp_path)).site, "windows/harbour/index.md").render()
    for word in ("群众评价", "事项、流程和时限", "标准要求公开的", "窗口按哪些标准服务"):
        assert word not in centre


def test_the_open_data_have_guides_and_opinions_as_they_are_registered(town: Path) -> None:
    """In the register of the centre."""
    register = texts(town)["data/centres/harbour.json"]
    assert '{"complaints":2,"month":"2026-09","rated":40,"satisfied":39,"settled":1' in register
    assert '"guides":[{"service":"存取款","steps":["取号","填单","核对","办理"],"within":"当场办结"}]' in register


def test_what_was_published_of_opinions_changes_by_an_amendment_alone(town: Path) -> None:
    """Nor can a month be taken out; another may come."""
    before = PublishedBefore(publication=publication_of(published(town).site))

    def told() -> list[str]:
        return [
            f"{problem.code.slug} {problem.facts['changes']}"
            for problem in guard([before])(published(town).site, lambda _: None)
        ]

    assert told() == []
    text = (town / CENTRE).read_text(encoding="utf-8")
    slip(town, CENTRE, "rated: 40, satisfied: 39", "rated: 40, satisfied: 40")
    assert told() == ["published-fact-changed evaluations.2026-09.cash-1 40 39 2 1 → 40 40 2 1"]
    without = [line for line in text.splitlines() if "month: 2026-08" not in line]
    (town / CENTRE).write_text("\n".join(without), encoding="utf-8")
    assert told() == ["published-fact-changed evaluations.2026-08 210 200 3 3 → –"]
    oldest = "  - {month: 2026-08"
    later = "  - {month: 2026-10, rated: 9, satisfied: 9, complaints: 0, settled: 0, source: 评价器}\n"
    (town / CENTRE).write_text(text.replace(oldest, later + oldest), encoding="utf-8")
    assert told() == []


def test_a_month_that_is_not_over_has_no_opinions_yet(town: Path) -> None:
    """On its last day it is not; on the next one it is."""
    slip(town, CENTRE, "month: 2026-08", "month: 2026-10")
    found = gathered(town, datetime.date(2026, 10, 31))
    assert isinstance(found, list)
    assert [(problem.code.slug, problem.line) for problem in found] == [("month-not-over", 12)]
    assert isinstance(gathered(town, datetime.date(2026, 11, 1)), Gathered)
