"""Journeys through the sample city as the people take them for whom the site is made: from home, by what they see.

Links, buttons and fields are found by the names that people read or hear; no address is guessed. Whatever goes wrong on
the way, on whichever page, fails the journey.
"""

import datetime
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin

import pytest
import yaml
from playwright.sync_api import Browser, Locator, Page, expect

from generator.build import build
from generator.checking import Built
from tests.fixtures.folders import ROOT
from tests.fixtures.serving import served
from tests.fixtures.town import TOWN, lay_out, slip
from tests.fixtures.visiting import Visitors, follow, reached, region


def found_in(window: str, month: str) -> Iterator[dict[str, Any]]:
    """What inspectors wrote of a window in a month, as it stands in the results."""
    centre, _, own = window.partition("/")
    for path in sorted((ROOT / "results" / centre / month).glob("*.yml")):
        for one in yaml.safe_load(path.read_text(encoding="utf-8"))["inspections"]:
            if one["window"] == own:
                yield from one.get("findings", ())


def test_nothing_that_goes_wrong_on_a_journey_is_passed_over(browser: Browser, sample_address: str) -> None:
    """The gate closes: a dead link, a picture from elsewhere, a style that the policy forbids, a broken script."""
    visitors = Visitors(browser, sample_address)
    page = visitors()
    smuggled = '<img src="gone.png"><img src="http://127.0.0.1:9/x.png"><p style="color: red">.</p>'
    with page.expect_response("**/gone.png"):
        page.evaluate("(text) => document.body.insertAdjacentHTML('beforeend', text)", smuggled)
    page.evaluate("() => { setTimeout(() => { throw new Error('broken'); }); }")
    page.wait_for_timeout(200)
    page.context.close()
    for part in ("404 http", "img-src: http://127.0.0.1:9/", "style-src-attr: inline", "broken"):
        assert any(part in one for one in visitors.wrong), part


# --- the public -------------------------------------------------------------------------------------------------------


def test_from_a_name_to_the_reasons_for_the_green_list_and_how_to_complain(arrive: Visitors) -> None:
    """A citizen types the name of a window: list, section, clause, fault, note; then the hotline, then the centre."""
    page = arrive()
    page.get_by_role("searchbox", name="找我的窗口").fill("邮政储蓄窗口2")
    page.get_by_role("button", name="查找").click()
    follow(page.locator("#search-results"), "邮政储蓄窗口2")
    expect(page.get_by_role("heading", level=1)).to_have_text("邮政储蓄窗口2 望湖邮政支局")
    verdict = page.get_by_role("region", name="邮政服务窗口榜")
    expect(verdict).to_contain_text("绿榜·曝光 本期检查结果不良")
    follow(page, "为什么是这个分")
    expect(page.get_by_role("heading", name="为什么是这个分")).to_be_in_viewport()
    written = next(one for one in found_in("wanghu-post/savings-2", "2026-10") if one.get("note"))
    note = page.locator(".wb-opened").get_by_text(written["note"]).first
    assert not note.is_visible()
    section = page.locator(".wb-opened details").filter(has=page.get_by_text(written["note"])).first
    section.locator("summary").click()
    expect(note).to_be_visible()
    clause = section.get_by_role("link", name=written["clause"], exact=True).first
    expect(clause).to_be_visible()
    fault = note.locator("xpath=ancestor::li[1]/b")
    expect(fault).to_contain_text(re.compile(r"\S{4,}"))
    follow(page, "投诉")
    complain = page.locator("section").filter(has=page.get_by_role("heading", name="投诉与建议"))
    expect(complain.get_by_text("12345").first).to_be_in_viewport()
    words = complain.inner_text()
    assert 0 < words.index("12345") < words.index("服务机构")
    follow(page, "望湖邮政支局")
    expect(page.locator(".wb-sub").first).to_contain_text("电话 12345")
    expect(page.get_by_text("雁书路 3 号").first).to_be_visible()


def test_an_english_reader_comes_from_the_chinese_home_to_what_a_band_means(arrive: Visitors) -> None:
    """By the switch, the search and the scorecard to the bounds of the bands; then back to the Chinese of that page."""
    page = arrive()
    follow(page, "English")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("searchbox", name="Find my window").fill("Electricity")
    page.get_by_role("button", name="Find", exact=True).click()
    results = page.locator("#search-results")
    expect(results).to_contain_text("Poor")
    follow(results, re.compile("60.8 points Poor · Green list·named"))
    verdict = page.get_by_role("region", name="Electricity service halls")
    expect(verdict).to_contain_text("60.8 points Poor")
    expect(verdict).to_contain_text("Windows with poor results in this period")
    follow(verdict, re.compile("^Power supply windows: service standard"))
    band = page.get_by_role("row").filter(has=page.get_by_text("Poor", exact=True))
    expect(band).to_contain_text("below 70 points")
    assert "/en/standards/power-supply.html" in page.url
    follow(page, "中文")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    assert page.url == urljoin(arrive.home, "standards/power-supply.html")


def test_from_a_green_list_to_the_cases_of_an_entry_and_to_the_corrections(arrive: Visitors) -> None:
    """List of a trade, entry, reply, appeal with its grounds and reason, the ledger, what was corrected."""
    page = arrive()
    follow(page, "邮政服务窗口榜")
    green = region(page, "绿榜·曝光")
    expect(green).to_contain_text("2026年10月")
    follow(green, "机构回应")
    expect(reached(page)).to_contain_text("机构回应：“三个月的检查合起来上了绿榜")
    upheld = region(page, "^申诉 ").get_by_role("listitem").filter(has_text="申诉成立").first
    follow(upheld, "现金柜台2")
    expect(page.get_by_role("heading", level=1)).to_have_text("现金柜台2 云泽银行南渡支行")
    expect(page.get_by_text("申诉成立，已撤销：")).to_be_visible()
    follow(page, "处理记录与回应")
    follow(page, "申诉")
    expect(reached(page)).to_contain_text("申诉成立（检查组 Z 复核）：复核组现场确认标牌由商场设置")
    follow(region(page, "绿榜条目"), "邮政服务窗口榜 2026年10月")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2026年10月")
    expect(page.get_by_text("本页为归档")).to_be_visible()
    follow(page, "处理记录")
    follow(page, "更正记录")
    row = page.get_by_role("row").filter(has_text="不动产登记窗口2")
    expect(row).to_contain_text("66.4 → 67.9")
    follow(row, "处理记录")
    expect(reached(page)).to_contain_text("经检查组与窗口核对轮岗台账后更正")


SHOWN_AT_ITS_CORNER: Final = """(one) => {
  const { x, y } = one.getBoundingClientRect();
  return one.contains(document.elementFromPoint(x + 9, y + 9));
}"""

KINDS: Final = {
    "waiver": ("提前公布", "已同意", "同意不等预告期届满即公布"),
    "reply": ("回应", "已登载", "机构回应：“"),
    "appeal open": ("申诉", "审理中", "申诉尚未作出决定，内容暂不公布"),
    "appeal upheld": ("申诉", "申诉成立", "复核）：复核组现场确认"),
    "appeal rejected": ("申诉", "申诉不成立", "维持原结果"),
    "rectification open": ("整改", "整改中", "责令整改：复杂问题，限 30 个工作日"),
    "rectification verified": ("整改", "整改通过，晚 79 天", "专项组回访，按标准全部条款复查"),
    "entry overdue": ("绿榜条目", "仍在绿榜，整改逾期", "（已逾期）"),
    "entry that runs": ("绿榜条目", "仍在绿榜", "整改期限 2026-12-28（未到）"),
    "entry put right": ("绿榜条目", "整改通过，晚 79 天", "整改通过 2026-11-13"),
    "entry expired": ("绿榜条目", "期满退出，未见整改通过", "期满退出 2026-11-19（已退出）"),
    "rectification that relapsed": ("整改", "2026-09-23 复发，重新整改", "责令整改"),
    "correction": ("更正", "已更正", "得分 66.4 → 67.9"),
    "notice": ("通知", "已送达", "通知送达机构：当面送达"),
    "objection": ("异议", "已答复", "收到异议：有办事人来电反映"),
    "withdrawal": ("撤回", "已撤回", "撤回的检查：2026-08-27 日巡查"),
    "suspension": ("暂停服务", "暂停中", "依据：服务窗口卫生管理制度 8.1"),
}
"""Every kind of case and every end that an entry of the green list may come to: heading, state, words."""


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_case_is_reached_from_home_and_back_from_its_window(arrive: Visitors, kind: str) -> None:
    """Home, ledger, the case in its words; its window, which tells of it too and leads back to it."""
    heading, state, words = KINDS[kind]
    page = arrive()
    follow(page, "处理记录：申诉、回应与整改")
    group = region(page, f"^{heading} ")
    of_state = group.get_by_role("listitem").filter(has=page.get_by_text(state, exact=True))
    case = of_state.filter(has_text=words).first
    expect(case).to_be_visible()
    place = case.get_attribute("id")
    follow(case, re.compile("窗口|柜台"))
    name = "绿榜条目" if heading == "绿榜条目" else heading
    if kind == "suspension":
        expect(page.get_by_text("暂停服务 自 2026-10-15 起")).to_be_visible()
    follow(page, "处理记录与回应")
    line = page.locator("#cases ~ ul > li").filter(has=page.get_by_text(state, exact=True)).filter(has_text=name).first
    expect(line).to_be_visible()
    line.locator("a").first.click()
    expect(page.locator(f"[id='{place}']" if name != "绿榜条目" else "main")).to_contain_text(words)
    if name != "绿榜条目":
        reached(page)


def test_what_is_in_preview_is_counted_from_home_on_and_named_nowhere(browser: Browser, tmp_path: Path) -> None:
    """A town whose October is held: home, list and ledger say how many and until when; no window says that it is it."""
    lay_out(tmp_path)
    shutil.copytree(TOWN.parent / "court", tmp_path, dirs_exist_ok=True)
    slip(tmp_path, "standards/policy.yml", "process: {preview: 0}", "process: {preview: 10}")
    (tmp_path / "results" / "harbour" / "cases" / "waiver-2.yml").unlink()
    assert isinstance(build(tmp_path, datetime.date(2026, 11, 15), lambda _step, _done, _total: None), Built)
    with served(tmp_path / "site") as address:
        page = browser.new_page()
        page.goto(address)
        board = region(page, "银行窗口榜")
        words = "2026年10月在预告期，最迟 2026年11月16日公布（已检查 3 次）"
        expect(board).to_contain_text(f"尚未公布 {words}")
        follow(page, "银行窗口榜")
        expect(page.get_by_role("list", name="尚未公布")).to_contain_text(words)
        page.go_back()
        follow(page, "处理记录：申诉、回应与整改")
        follow(page, "尚未公布")
        expect(page.locator("#held ~ ul").first).to_contain_text(words)
        follow(page, "窗口")
        names = page.locator(".wb-finder tbody a[href*='cash']").all_inner_texts()
        assert len(names) == 2
        for name in names:
            follow(page, name)
            expect(page.get_by_text("2026年10月在预告期，最迟 2026年11月16日公布")).to_be_visible()
            assert "绿榜" not in page.locator("article").inner_text()
            page.go_back()
        page.close()


# --- staff ------------------------------------------------------------------------------------------------------------


def test_from_the_rules_of_a_role_to_its_card_and_its_self_check(arrive: Visitors) -> None:
    """A clerk reads what binds the role, opens the card, fills in a self-check, and keeps the round that it makes."""
    page = arrive()
    follow(page, "各岗位须知")
    follow(page, "医院")
    follow(page, "收费员")
    expect(page.get_by_role("heading", level=1)).to_have_text("收费员须知")
    follow(page, "随身卡")
    expect(page.get_by_role("heading", level=1)).to_have_text("收费员随身卡")
    assert page.locator(".wb-cardbody li").count() > 10
    follow(page, "收费员须知")
    follow(page, "医院服务窗口检查考核细则")
    expect(page.get_by_role("heading", level=1)).to_have_text("自查表：医院服务窗口检查考核细则")
    page.get_by_label("服务机构").locator("visible=true").select_option(label="云泽市中医医院")
    page.get_by_role("combobox", name=re.compile("^窗口")).select_option(label="挂号收费窗口1")
    for row in page.locator("tr[data-clause]").filter(has=page.get_by_text("做到", exact=True)).all():
        row.get_by_text("做到", exact=True).click()
    untidy = page.locator("tr[data-clause='1.1']")
    untidy.get_by_role("spinbutton").fill("2")
    untidy.get_by_label("备注").fill("票据堆在台面")
    result = page.get_by_role("status").filter(has_text="得分率")
    expect(result).to_contain_text("98.0 分 优秀")  # two of a hundred points
    expect(page.get_by_role("heading", name="要改的 1 条")).to_be_visible()
    expect(result).to_be_in_viewport()
    with page.expect_download() as downloaded:
        page.get_by_role("button", name="下载结果").click()
    expect(page.get_by_text("已下载")).to_contain_text("windowboard check")
    kept = yaml.safe_load(downloaded.value.path().read_text(encoding="utf-8"))
    (inspection,) = kept["inspections"]
    assert (kept["standard"], kept["channel"], inspection["window"]) == ("hospital-100@2026", "self", "registration-1")
    assert [(one["clause"], one["count"], one["note"]) for one in inspection["findings"]] == [
        ("1.1", 2, "票据堆在台面")
    ]


@pytest.mark.parametrize("width", [390, 1280])
def test_from_a_fault_to_its_clause_and_to_where_points_are_lost_most(arrive: Visitors, width: int) -> None:
    """An inspector reads a fault, its clause in the standard, and how often the city loses points by it; and back."""
    page = arrive(width=width)
    follow(page, "榜单")
    follow(page, "医院服务窗口榜")
    follow(page.get_by_role("row").filter(has_text="挂号收费窗口1").filter(has_text="云泽市中医医院"), "挂号收费窗口1")
    follow(page, "为什么是这个分")
    card = page.url
    section = page.locator(".wb-opened details[open]").filter(has=page.locator("li small"))  # the worst is open
    lost = section.locator("p", has=page.locator("a[href*='#c-']")).first
    number = lost.get_by_role("link").inner_text()
    follow(lost, number)
    clause = reached(page)
    expect(clause.get_by_role("rowheader")).to_have_text(number)
    assert clause.evaluate(SHOWN_AT_ITS_CORNER)
    follow(page, "哪些条款失分最多")
    expect(page.get_by_role("heading", name="哪些条款失分最多")).to_be_in_viewport()
    losses = page.get_by_role("table").filter(has=page.get_by_role("columnheader", name="占全部失分"))
    follow(losses.get_by_role("row").nth(1), re.compile(r"^[\d.]+"))
    reached(page)
    page.go_back()
    page.go_back()
    page.go_back()
    assert page.url == card


# --- every page, by everybody -----------------------------------------------------------------------------------------

UNSEEN: Final = """() => {
  const one = document.activeElement;
  if (one === document.body) return "nothing";
  const name = `${one.tagName} ${one.getAttribute("aria-label") ?? one.innerText ?? ""} ${one.id}`.slice(0, 60);
  // What chooses the colours has no size of its own: its picture is beside it.
  const seen = one.matches(".md-option") ? document.querySelector(".wb-tone:not([hidden])") : one;
  const [box] = seen.getClientRects();
  if (!box || box.width < 2 || box.height < 2) return `${name}: has no size`;
  const at = (share) => document.elementFromPoint(box.x + Math.min(box.width / 2, 20), box.y + box.height * share);
  const mine = (element) => element && (seen === element || seen.contains(element));
  if (![0.2, 0.5, 0.8].some((share) => mine(at(share)))) return `${name}: is out of sight or covered`;
  const { outlineStyle, outlineWidth } = getComputedStyle(seen);
  const drawn = outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
  const parted = one.type === "date"; // its parts have the focus
  return drawn || parted ? "" : `${name}: nothing shows that it has the focus`;
}"""
"""What is wrong with how the focus is seen."""
NOWHERE: Final = "nothing"


def tab(page: Page, *, back: bool = False) -> str:
    """One step of the focus; what is wrong with how it is seen then."""
    page.keyboard.press("Shift+Tab" if back else "Tab")
    return str(page.evaluate(UNSEEN))


def tab_to(page: Page, wanted: Locator, most: int = 160) -> None:
    """Go on until something has the focus, which is seen all the way."""
    for _ in range(most):
        assert tab(page) == ""
        if wanted.evaluate_all("all => all.includes(document.activeElement)"):
            return
    pytest.fail(f"not reached by the keyboard: {wanted}")


def test_the_way_to_the_reasons_by_the_keyboard_alone_in_the_large_type(arrive: Visitors) -> None:
    """Skip link first, 长辈版 on and remembered, search and clear and search again, scorecard, section, clause."""
    page = arrive(width=1280)
    assert tab(page) == ""
    expect(page.locator(":focus")).to_have_text("跳到正文")
    page.keyboard.press("Enter")
    assert tab(page) == ""
    expect(page.locator("main :focus")).to_have_attribute("id", "wb-home-q")
    page.reload()
    tab_to(page, page.get_by_role("button", name="长辈版"), 6)
    page.keyboard.press("Enter")
    page.reload()
    expect(page.locator("html")).to_have_class(re.compile("wb-elder"))
    tab_to(page, page.locator("#wb-home-q"))
    page.keyboard.type("现金柜台2")
    page.keyboard.press("Enter")
    found = page.locator("#search-results > li > a")
    expect(found).to_have_count(3)
    tab_to(page, page.locator("#search-q"))
    page.keyboard.press("Escape")
    expect(found).to_have_count(0)
    page.keyboard.type("邮政储蓄窗口2")
    page.keyboard.press("Enter")
    expect(found).to_have_count(1)
    tab_to(page, found)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("邮政储蓄窗口2 望湖邮政支局")
    tab_to(page, page.get_by_role("link", name="为什么是这个分", exact=True))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="看全部内容"))
    page.keyboard.press("Enter")
    page.get_by_role("link", name="为什么是这个分", exact=True).focus()
    closed = page.locator(".wb-opened details:not([open]) summary").first.inner_text()  # the worst is open already
    section = page.locator(".wb-opened details").filter(has_text=closed.splitlines()[0])
    tab_to(page, section.locator("summary"))
    page.keyboard.press("Enter")
    clause = section.get_by_role("link").first
    expect(clause).to_be_visible()
    tab_to(page, clause, 2)
    page.keyboard.press("Enter")
    reached(page)
    expect(page.locator("html")).to_have_class(re.compile("wb-elder"))


WALKED: Final = (
    "lists/hospital-counters/index.html",
    "windows/wanghu-post/savings-2.html",
    "checklists/hospital-100.html",
    "commitments.html",
    "standards/bank-branch.html",
    "search.html?q=药房",
)


@pytest.mark.parametrize(("address", "look"), [(WALKED[0], ""), *((one, "长辈版") for one in WALKED)])
def test_the_focus_is_seen_on_the_whole_way_through_a_page_and_out_of_it(
    arrive: Visitors, address: str, look: str
) -> None:
    """On a phone: never on what is clipped, covered or out of sight; nothing keeps it."""
    page = arrive(address)
    if look == "长辈版":
        page.get_by_role("button", name="长辈版").click()
        page.reload()
    if "search" in address:
        expect(page.locator("#search-results a").first).to_be_visible()
    unseen = []
    for back in (False, True):
        for step in range(300):
            said = tab(page, back=back)
            unseen += [said] if said and said != NOWHERE else []
            on_top = page.evaluate("document.activeElement.matches('.md-skip')")
            if (step and on_top) or (not back and said == NOWHERE):
                break
        else:
            pytest.fail("the focus does not leave the page")
    assert unseen == []


def test_nothing_moves_where_stillness_is_asked_for(arrive: Visitors) -> None:
    """No transition, no animation and no smooth scrolling on any element."""
    moving = """() => [...document.querySelectorAll("*")].filter((one) => {
      const style = getComputedStyle(one);
      const lasts = (times) => times.split(",").some((time) => parseFloat(time) > 0);
      return lasts(style.transitionDuration) && style.transitionProperty !== "none"
        || lasts(style.animationDuration) && style.animationName !== "none" || style.scrollBehavior === "smooth";
    }).map((one) => `${one.tagName} ${one.className}`)"""
    page = arrive(still=True)
    for address in WALKED:
        page.goto(urljoin(arrive.home, address))
        assert page.evaluate(moving) == [], address
    page.evaluate("document.documentElement.style.scrollBehavior = 'smooth'")
    assert [one.split()[0] for one in page.evaluate(moving)] == ["HTML"]


# --- what is spoken ---------------------------------------------------------------------------------------------------

SPEECH: Final = """window.spoken = []; Object.defineProperty(window, "speechSynthesis", {value: {
  speak: (words) => window.spoken.push([words.lang, words.text]), cancel: () => {}}});"""


def test_what_is_read_aloud_is_the_card_without_its_signs(arrive: Visitors) -> None:
    """Name, score, band, list, place and sum, in the language of the page; a voice would call ▼ a triangle."""
    page = arrive("windows/wanghu-post/savings-2.html", before=SPEECH)
    page.get_by_role("button", name="朗读结果").click()
    lang, text = page.evaluate("window.spoken.at(-1)")
    assert lang == "zh-CN"
    wanted = ["邮政储蓄窗口2", "77.6 分", "未达星级", "绿榜·曝光", "第 8 名", "失分的条款有"]
    assert sorted(wanted, key=text.index) == wanted
    assert not re.search("[★▼]", text)


def test_where_there_is_no_voice_there_is_no_button(arrive: Visitors) -> None:
    """What cannot work is not shown."""
    page = arrive(
        "windows/wanghu-post/savings-2.html",
        before="Object.defineProperty(window, 'speechSynthesis', {value: undefined});",
    )
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert not page.locator(".wb-read").is_visible()


def test_a_page_that_comes_back_is_as_large_as_was_chosen_since_and_silent(arrive: Visitors) -> None:
    """A browser keeps pages for the way back; the choice of another page holds there too."""
    page = arrive("windows/wanghu-post/savings-2.html", before=SPEECH)
    page.get_by_role("button", name="朗读结果").click()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    page.evaluate("localStorage.setItem('windowboard.elder', 'on')")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert page.get_by_role("button", name="长辈版").get_attribute("aria-pressed") == "true"
    expect(page.locator("html")).to_have_class(re.compile("wb-elder"))
    expect(page.get_by_role("button", name="朗读结果")).to_have_attribute("aria-pressed", "false")


# --- what is found can be passed on -----------------------------------------------------------------------------------

FACETS: Final = {
    "search": (("搜索",), "#search", "#search-results > li", "窗口"),
    "ranking": (("榜单", "医院服务窗口榜"), "#wb-ranks", ".wb-ranking tbody tr", "窗口"),
    "cases": (("处理记录",), "#wb-cases", ".wb-docket > li", "窗口"),
}
"""The way from home, the form, what it finds, and a word."""


@pytest.mark.parametrize("place", FACETS)
def test_what_a_filter_finds_is_found_again_by_whoever_gets_the_address(arrive: Visitors, place: str) -> None:
    """Each filter alone beside a word, in another browser: the same question, the same choice, the same results."""
    way, form, row, word = FACETS[place]
    page = arrive(width=1280)
    for name in way:
        follow(page, name)

    def shown(which: Page) -> list[str]:
        if place == "search":
            expect(which.locator("#search-results")).to_have_attribute("aria-busy", "false")
            expect(which.locator("#search-status")).to_have_text(re.compile("^找到"))
        return [text.split("\n")[0] for text in which.locator(row).locator("visible=true").all_inner_texts()]

    selects = page.locator(form).get_by_role("combobox")
    expect(selects.first).to_be_visible()
    names = selects.evaluate_all("all => all.map((one) => one.name)")
    assert len(names) >= 2
    whole = shown(page) if place != "search" else []
    for name in names:
        page.locator(form).get_by_role("searchbox").fill(word)
        page.locator(form).get_by_role("searchbox").press("Enter")
        shown(page)
        select = page.locator(f"{form} select[name={name}]")
        values = select.locator("option:not([disabled])").evaluate_all("all => all.map((one) => one.value)")
        select.select_option(values[-1])
        found = shown(page)
        assert found, page.url
        assert found != whole
        other = arrive(page.url, width=1280)
        assert shown(other) == found, page.url
        assert other.locator(f"{form} select[name={name}]").input_value() == values[-1]
        assert other.locator(form).get_by_role("searchbox").input_value() == word
        other.context.close()
        select.select_option("")


@pytest.mark.parametrize(
    ("place", "asked", "words"),
    [
        ("ranking", "收费窗口２", "收费窗口2"),
        ("ranking", "诊药房窗口", "门诊药房窗口"),
        ("cases", "现金柜台２", "现金柜台2"),
    ],
)
def test_a_table_is_filtered_by_full_width_signs_and_from_the_middle_of_a_word(
    arrive: Visitors, place: str, asked: str, words: str
) -> None:
    """As the search and the finder do it."""
    way, form, row, _ = FACETS[place]
    page = arrive()
    for name in way:
        follow(page, name)
    page.locator(form).get_by_role("searchbox").fill(asked)
    shown = page.locator(row).locator("visible=true")
    expect(shown.first).to_contain_text(words)
    assert all(words in text for text in shown.all_inner_texts())


def test_a_ranking_is_sorted_on_a_phone_too(arrive: Visitors) -> None:
    """Where the rows are cards the heads are buttons above them."""
    page = arrive()
    follow(page, "医院服务窗口榜")
    ranking = page.locator(".wb-ranking")
    first = ranking.locator("tbody tr").first
    best = first.inner_text()
    ranking.get_by_role("button", name="得分", exact=True).click()
    worst = first.inner_text()
    ranking.get_by_role("button", name="得分", exact=True).click()
    assert (worst != best, first.inner_text()) == (True, best)


# --- without scripts --------------------------------------------------------------------------------------------------


def test_the_whole_way_without_scripts(arrive: Visitors) -> None:
    """Home, list, scorecard, standard, cases, finder, search: complete; what needs a script says so, with a way on."""
    page = arrive(scripts=False)
    follow(page, "医院服务窗口榜")
    ranking = page.locator(".wb-ranking tbody tr")
    assert ranking.locator("visible=true").count() == ranking.count() == 16
    expect(page.get_by_text("筛选和排序要用到浏览器的 JavaScript，现在它没有运行。下面是全部排名")).to_be_visible()
    follow(ranking.filter(has_text="中药房代煎窗口"), "中药房代煎窗口")
    expect(page.locator(".wb-big")).to_have_text("一票否决：利用岗位吃、拿、卡、要，经查证属实")
    expect(page.get_by_text("营业状态要用 JavaScript，服务时间见下。")).to_be_visible()
    section = page.locator(".wb-opened details").filter(has_text="仪容仪表")  # the worst is open already
    section.locator("summary").click()
    expect(section.locator("li").first).to_be_visible()
    follow(page, "服务时间")
    expect(page.get_by_role("table", name="服务时间")).to_be_in_viewport()
    follow(page, re.compile("^医院服务窗口检查考核细则"))
    clauses = page.locator(".wb-clauses tbody tr")
    assert clauses.locator("visible=true").count() == clauses.count() > 15
    follow(page, "处理记录")
    cases = page.locator(".wb-docket > li")
    assert cases.locator("visible=true").count() == cases.count() > 15
    expect(page.get_by_text("筛选要用到浏览器的 JavaScript，现在它没有运行。下面是全部处理记录")).to_be_visible()
    follow(page, "首页")
    follow(page, re.compile("^医院 "))
    windows = page.locator(".wb-finder tr[data-trade]")
    assert windows.locator("visible=true").count() == windows.count() == 76
    expect(page.get_by_text("筛选要用到浏览器的 JavaScript，现在它没有运行。下面是全部窗口")).to_be_visible()
    follow(page, "首页")
    page.get_by_role("searchbox", name="找我的窗口").fill("药房")
    page.get_by_role("button", name="查找").click()
    expect(page.get_by_text("搜索要用到浏览器的 JavaScript，现在它没有运行。")).to_be_visible()
    follow(page, "云泽市中医医院")
    follow(page, "门诊药房窗口1")
    expect(page.get_by_role("heading", level=1)).to_have_text("门诊药房窗口1 云泽市中医医院")
    assert page.get_by_role("button", name=re.compile("朗读|长辈")).locator("visible=true").count() == 0
    assert page.get_by_role("radio").count() == 0  # the switch of colours


def test_the_feed_of_a_page_is_named_in_its_head_and_on_it(arrive: Visitors) -> None:
    """Whoever wants to be told when a list or a centre changes finds how."""
    page = arrive()
    for way, name in (("邮政服务窗口榜", "订阅（Atom）"), ("望湖邮政支局", "订阅更新（Atom）")):
        follow(page, way)
        link = page.get_by_role("link", name=name)
        address = urljoin(page.url, link.get_attribute("href") or "")
        assert page.request.get(address).text().startswith("<?xml")
        assert page.evaluate("document.querySelector('link[type=\"application/atom+xml\"]').href") == address
