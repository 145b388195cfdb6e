"""The journeys for which the site is made, as few taps as they may take: counted as a finger does, on a phone.

Links are found by the names that people read; a way that becomes longer fails here.
"""

import re
from typing import Final
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Locator, expect

from tests.fixtures.visiting import Visitors, follow, reached, region

SCREEN: Final = 844
"""Pixels that a phone shows at once."""


def below_the_top(one: Locator) -> float:
    """How many screens a finger scrolls until it can tap."""
    box = one.bounding_box()
    assert box
    return box["y"] / SCREEN


def test_from_home_to_why_a_pharmacy_was_exposed_in_june_and_to_a_call(arrive: Visitors) -> None:
    """Board, month, reason, call: four taps, and the reasons are those of June."""
    page = arrive()
    board = page.get_by_role("link", name="医院服务窗口榜", exact=True).first
    assert below_the_top(board) < 2
    follow(page, "医院服务窗口榜")
    left = page.locator("#left + ul").get_by_role("listitem").filter(has_text="门诊药房窗口1")
    assert below_the_top(left) < 2
    follow(left, "2026年6月")
    expect(page.get_by_role("heading", level=1)).to_have_text("医院服务窗口榜 2026年6月")
    row = region(page, "绿榜·曝光").get_by_role("listitem").filter(has_text="门诊药房窗口1")
    assert below_the_top(row) < 2
    follow(row, re.compile("^不良"))
    assert page.url == urljoin(arrive.home, "windows/yunze-first-hospital/2026-06.html#pharmacy-1")
    told = reached(page)
    expect(told).to_contain_text("66.2 分 不良")
    expect(told.get_by_role("listitem").first).to_contain_text(
        re.compile(r"有人排队交费或取药时不交接班.*失 3\.571 分")
    )
    call = told.get_by_role("link", name="12345").first
    expect(call).to_have_attribute("href", "tel:12345")


@pytest.mark.parametrize("width", [390, 1280])
def test_from_the_overview_to_an_overdue_rectification(arrive: Visitors, width: int) -> None:
    """Two taps from home: what is overdue stands on the first screens, the longest overdue first."""
    page = arrive(width=width)
    follow(page, re.compile("^督办"))
    overdue = region(page, "逾期的整改")
    first = overdue.get_by_role("listitem").first
    expect(first).to_contain_text("2026-07-29")
    assert below_the_top(first) < 1
    follow(first, re.compile("已逾期 117 天"))
    case = reached(page)
    expect(case).to_contain_text("整改期限 2026-07-29（已逾期）")
    expect(case).to_be_in_viewport()


def test_from_failing_a_self_check_to_the_two_things_to_mend(arrive: Visitors) -> None:
    """Three taps to the form; two faults counted, and both stand there with the clause and what helps."""
    page = arrive()
    follow(page, "标准")
    follow(page, "自查表")
    follow(page, "医院服务窗口检查考核细则")
    for clause, count in (("1.1", "2"), ("2.1", "1")):
        page.locator(f"tr[data-clause='{clause}']").get_by_role("spinbutton").fill(count)
    heading = page.get_by_role("heading", name="要改的 2 条")
    expect(heading).to_be_visible()
    listed = heading.locator("xpath=following-sibling::*[1]")
    expect(listed).to_contain_text(
        re.compile(r"1\.1 物品和药品归位摆齐.*班前班后各整理一次台面.*2\.1 上岗统一着装", re.DOTALL)
    )


@pytest.mark.parametrize("width", [320, 640])
def test_an_elder_at_twice_the_size_finds_why_and_whom_to_call(arrive: Visitors, width: int) -> None:
    """A phone or a desk of twice the width, enlarged to 200 %: the switch, a door, the board, the window; then a call.

    Nothing sticks out on the way, and no tap needs more than some turns of the wheel.
    """
    page = arrive(width=width)
    page.get_by_role("button", name="长辈版").click()
    follow(page, re.compile("^看红绿榜"))
    board = page.get_by_role("link", name="医院服务窗口榜", exact=True)
    assert below_the_top(board) < 2
    follow(page, "医院服务窗口榜")
    window = region(page, "绿榜·曝光").get_by_role("link", name="中药房代煎窗口", exact=True)
    assert below_the_top(window) < 2.5
    follow(region(page, "绿榜·曝光"), "中药房代煎窗口")
    verdict = page.get_by_role("region", name="医院服务窗口榜")
    expect(verdict).to_contain_text(re.compile("利用岗位吃、拿、卡、要"))
    call = page.get_by_role("link", name="12345").first
    assert below_the_top(call) < 1
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
