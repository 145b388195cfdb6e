"""The form of an inspector: what it scores is what the generator scores, and what it hands over passes the check."""

import json
import random
import shutil
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page

from generator.judging.checks.results.rounds import round_problems
from generator.judging.scoring.pools import Plan, plan_of
from generator.judging.scoring.unscored_checks import is_unscored, unscored_checks_of
from generator.judging.scoring.visits import Visit
from generator.model.dataset import Rulebook
from generator.model.keys import WindowKey
from generator.model.rules import Policy, Vocabulary, Word
from generator.model.standard import Clause, Deduct, Given, Grade, Guidance, Limit, Range, Standard, Tick
from generator.presenting.pages.rules.entry import entry_rules
from generator.reading.record import read_record
from tests.browser.test_checklists import CHECKLISTS, NOTES, STANDARDS, alone, answer, centre_data, figures, standard_at
from tests.fixtures.command import windowboard
from tests.fixtures.folders import ROOT
from tests.fixtures.serving import served

SITE = "http://site.test/"
FILLINGS = 50
WORDS = Vocabulary(trades=(), themes=(), roles=(), channels=(Word(id="weekly", name="周督查"),))
HEAD = {"centre": "hall", "date": "2026-11-20", "channel": "weekly", "team": "B"}
RANGED = """
id: ranged
edition: "1"
title: 酌情
kind: scored
summary: 扣多少由检查人定。
source: {heading: 酌情}
applies_to: [bank]
effective: 2026-01-01
scale: {full: 100, precision: 2}
min_coverage: 0.3
sections:
  - id: "1"
    title: 甲
    points: 60
    clauses:
      - id: "1.1"
        text: 甲一
        theme: t
        roles: [all]
        points: 40
        check:
          method: deduct
          faults:
            - {id: some, text: 酌情, minus: {least: 1, most: 3.5}, each: true, at_most: 9}
            - {id: once, text: 一次, minus: {least: 0.5, most: 12}}
      - {id: "1.2", text: 甲二, theme: t, roles: [all], points: 20, check: {method: points, step: 0.25}}
  - id: "2"
    title: 乙
    clauses:
      - id: "2.1"
        text: 乙一
        theme: t
        roles: [all]
        points: 40
        check: {method: limit, measure: 时间, target: 0.9, min_cases: 5, below: {each: 0.01, minus: 1}}
bands:
  - {id: good, name: 好, at_least: 80}
  - {id: poor, name: 差, at_least: 0}
"""


def ranged() -> Standard:
    """A standard that leaves amounts to the inspector, and asks for five cases."""
    read = read_record(RANGED.encode(), "ranged.yml", Standard)
    assert isinstance(read, Standard), read
    return read


NOTED = [
    one
    for path in sorted((ROOT / "standards").glob("*.yml"))
    if "\nsections:\n" in path.read_text("utf-8") and is_unscored(one := standard_at(path))
]
"""What windows are inspected by and nothing counts: the six aspects, the elements of a guide, hygiene, conduct."""
DRIVEN = {**{name: STANDARDS[name] for name in (*CHECKLISTS, "desk", "desk with full marks")}, "ranged": ranged()} | {
    one.id: one for one in NOTED
}


def rulebook(standard: Standard) -> Rulebook:
    """The rules of a city that has one standard."""
    policy = Policy(
        site_title="s", publisher="p", region="r", hotline="1", complaint="c", licence="l", time_zone="Asia/Shanghai"
    )
    return Rulebook(
        policy=policy, vocabulary=WORDS, standards={standard.ref: standard}, boards={}, programmes={}, paths={}
    )


def told(dice: random.Random) -> dict[str, str]:
    """A note and the name of evidence, or neither."""
    return {"note": dice.choice(NOTES), "evidence": dice.choice(("", "照片 0427", NOTES[6]))}


def answered(clause: Clause, dice: random.Random, care: float) -> dict[str, Any]:
    """What may be filled in for a clause; with `care` something that is not in order."""
    check = clause.check
    if isinstance(check, Limit):
        cases = dice.choice((1, 4, 20, 40, 1000))
        return {"cases": cases, "within": dice.randint(0, cases + (dice.random() < care))}
    if isinstance(check, Grade):
        return {"level": dice.choice(check.levels).id}
    if isinstance(check, Given):
        steps = Fraction(clause.points or 0) / Fraction(check.step)
        return {"points": float(dice.randint(0, int(steps)) * check.step)}
    if isinstance(check, Tick | Guidance):
        return {"found": {"": told(dice)}} if dice.random() < 0.4 else {}
    found: dict[str, Any] = {}
    for fault in check.faults if isinstance(check, Deduct) else ():
        if dice.random() < 0.3 and fault.per == "visit":
            found[fault.id] = {"count": dice.choice((1, 2, 7)), **told(dice)}
            if isinstance(fault.minus, Range):
                found[fault.id]["note"] = "" if dice.random() < care else "理由"
                amount = dice.choice((fault.minus.least, fault.minus.most, (fault.minus.least + fault.minus.most) / 2))
                found[fault.id]["minus"] = float(amount) if dice.random() >= care else 999
    return {"found": found} if found else {}


def filling(standard: Standard, dice: random.Random) -> dict[str, Any]:
    """What somebody may have filled in for a window."""
    care = dice.choice((0.0, 0.0, 0.0, 0.3))
    scope = dice.choice(("all", "all", "part"))
    clauses: dict[str, Any] = {}
    for clause in (clause for section in standard.sections for clause in section.clauses):
        given = answered(clause, dice, care) if scope == "all" or dice.random() < 0.8 else {}
        if dice.random() < 0.2:
            given = {"na": True, "reason": "" if dice.random() < care else "不办这项"}
        elif scope == "part" and dice.random() < 0.7 and not isinstance(clause.check, Limit | Grade | Given):
            given["looked"] = True
        if given and dice.random() >= care / 4:
            clauses[clause.id] = given
    vetoes = {one.id: {"note": "经查实"} for one in standard.vetoes if dice.random() < 0.1}
    return {"scope": scope, "clauses": clauses, "vetoes": vetoes}


DRIVE = """async ([site, rules, head, fillings]) => {
  const { visitOf, roundText } = await import(`${site}assets/windowboard/rounds.js`);
  const { scoreInspection } = await import(`${site}assets/windowboard/scoring.js`);
  return fillings.map((given) => {
    const { inspection, left } = visitOf(rules, given, new Set(rules.open));
    const text = left.length ? "" : roundText(rules, head, [{ window: "w1", inspection }]);
    return { left, text, score: left.length ? null : scoreInspection(rules, inspection) };
  });
}"""


@pytest.fixture(scope="module")
def driven(browser: Browser) -> Iterator[Page]:
    """A page with nothing on it that can load the scripts."""
    page = browser.new_page()
    page.route(f"{SITE}**", answer({"": "<!doctype html><title>x</title>"}))
    page.goto(SITE)
    yield page
    page.close()


@pytest.mark.parametrize("name", DRIVEN)
def test_the_score_on_the_screen_is_that_of_the_generator(driven: Page, name: str) -> None:
    """Fifty fillings of each standard: what is ready makes a file that the checks accept, with the same score.

    By a standard that scores nothing the same clauses were looked at, and the same was noted.
    """
    standard = DRIVEN[name]
    plan = plan_of(standard)
    dice = random.Random(name)  # noqa: S311  # repeatable on purpose
    fillings = [filling(standard, dice) for _ in range(FILLINGS)]
    rules = json.loads(json.dumps(entry_rules(rulebook(standard), standard)))
    ready = 0
    for given, found in zip(fillings, driven.evaluate(DRIVE, [SITE, rules, HEAD, fillings]), strict=True):
        assert bool(found["text"]) == (not found["left"])
        if found["left"]:
            continue
        ready += 1
        held_against(plan, found, given)
    assert ready >= FILLINGS // 5


def held_against(plan: Plan, found: dict[str, Any], given: dict[str, Any]) -> None:
    """The file passes every check of rounds, and its score by the generator is what the browser said."""
    data = centre_data(plan.standard, found["text"])
    refused = {problem.code.slug for problem in round_problems(data, {plan.ref: plan}, WORDS)}
    assert refused <= {"no-limit-stated"}, (refused, found["text"], given)
    file = data.rounds[0]
    if file.round.clean:
        assert found["text"].endswith('clean: ["w1"]\n')
        return
    if is_unscored(plan.standard):
        visit = Visit(file.round, file.round.inspections[0])
        (check,) = unscored_checks_of({plan.ref: plan}, WindowKey("hall", "w1"), [visit])
        assert (set(check.seen), {one.clause for one in check.noted}) == looked_at(plan, given), found["text"]
        return
    assert found["score"] == figures(alone(plan, file)), found["text"]


def looked_at(plan: Plan, given: dict[str, Any]) -> tuple[set[str], set[str]]:
    """The clauses that somebody said were looked at, and those at which something was tapped."""
    told = given["clauses"]
    noted = {clause for clause, one in told.items() if one.get("found")}
    looked = {clause for clause, one in told.items() if {"looked", "cases"} & one.keys()}
    return (set(plan.clauses) if given["scope"] == "all" else looked | noted), noted


def test_what_is_not_in_order_is_told_and_makes_no_file(driven: Page) -> None:
    """Silence about a figure, an amount without a reason, too much that does not apply, and nothing at all."""
    standard = DRIVEN["ranged"]
    rules = json.loads(json.dumps(entry_rules(rulebook(standard), standard)))
    whole = {"1.2": {"points": 20}, "2.1": {"cases": 9, "within": 9}}
    fillings: list[dict[str, Any]] = [
        {"scope": "all", "clauses": {}},
        {"scope": "part", "clauses": {}},
        {"scope": "all", "clauses": {**whole, "1.1": {"found": {"some": {"count": 1, "minus": 2}}}}},
        {"scope": "all", "clauses": {**whole, "1.1": {"found": {"some": {"count": 1, "minus": 4, "note": "x"}}}}},
        {"scope": "all", "clauses": {**whole, "1.2": {"points": 20.1}}},
        {"scope": "all", "clauses": {**whole, "2.1": {"cases": 9, "within": 10}}},
    ]
    said = driven.evaluate(DRIVE, [SITE, rules, HEAD, fillings])
    assert [[(one["clause"], one["reason"]) for one in each["left"]] for each in said] == [
        [("1.2", "figure"), ("2.1", "figure")],
        [("", "nothing")],
        [("1.1", "note")],
        [("1.1", "amount")],
        [("1.2", "points")],
        [("2.1", "cases")],
    ]


@pytest.mark.parametrize(
    ("forge", "address", "name", "body"),
    [
        ("github", "https://git.example.com/office/city/new/main", "filename", "value"),
        ("gitea", "https://git.example.com/office/city/_new/main/", "filename", "value"),
        ("gitlab", "https://git.example.com/office/city/-/new/main/", "file_name", "content"),
    ],
)
def test_the_page_of_a_forge_is_filled_in(driven: Page, forge: str, address: str, name: str, body: str) -> None:
    """Path and text stand in the address as each forge reads them; what is too long for one has none."""
    repository = {"forge": forge, "address": "https://git.example.com/office/city/", "branch": "main"}
    ask = """async ([site, repository, text]) => {
      const { forgeAddress } = await import(`${site}assets/windowboard/rounds.js`);
      return forgeAddress(repository, "results/hall/2026-11/a.yml", text);
    }"""
    made = driven.evaluate(ask, [SITE, repository, 'note: "甲 & 乙 + 丙"\n'])
    asked = parse_qs(urlsplit(made).query)
    assert made.partition("?")[0] == address
    assert asked == {name: ["results/hall/2026-11/a.yml"], body: ['note: "甲 & 乙 + 丙"\n']}
    assert "+" not in made.partition("?")[2]
    assert not driven.evaluate(ask, [SITE, repository, "甲" * 1000])


# In the sample city, on a phone


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project with its standards, centres and windows and no result; its data lie in a Gitea."""
    root = tmp_path_factory.mktemp("city")
    shutil.copytree(ROOT / "standards", root / "standards")
    for centre in (ROOT / "results").glob("*/centre.yml"):
        (root / "results" / centre.parent.name).mkdir(parents=True)
        shutil.copy(centre, root / "results" / centre.parent.name)
    with (root / "standards" / "policy.yml").open("a", encoding="utf-8") as policy:
        policy.write("repository: {forge: gitea, address: https://git.example.com/office/city}\n")
    done = windowboard(root, "build")
    assert done.returncode == 0, done
    return root


@pytest.fixture(scope="module")
def at(city: Path) -> Iterator[str]:
    """Where its site is served."""
    with served(city / "site") as address:
        yield address


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone that was never here."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, accept_downloads=True, has_touch=True, reduced_motion="reduce"
    )
    yield context
    context.close()


def opened(phone: BrowserContext, address: str) -> Page:
    """A form, ready to be filled in and kept for the time without a line."""
    page = phone.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(address)
    page.get_by_text("没有网络也打得开").wait_for()
    assert faults == []
    return page


def begin(page: Page, centre: str, team: str = "B") -> None:
    """Fill in the head."""
    page.get_by_label("服务机构").select_option(centre)
    page.get_by_label("日期").fill("2026-11-18")
    page.get_by_label("检查方式").select_option("weekly")
    page.get_by_label("检查组代号").fill(team)


def fault(page: Page, clause: str, name: str) -> Any:  # noqa: ANN401  # a locator
    """A fault of a clause, as what is tapped and what unfolds below it."""
    return page.locator(f"[data-clause='{clause}'] [data-fault='{name}']")


def handed_over(page: Page, folder: Path) -> Path:
    """Take the file away."""
    with page.expect_download() as download:
        page.get_by_role("button", name="下载文件").tap()
    path = folder / download.value.suggested_filename
    path.parent.mkdir(parents=True, exist_ok=True)
    download.value.save_as(path)
    return path


def test_a_round_of_six_windows_without_a_line(phone: BrowserContext, city: Path, at: str, tmp_path: Path) -> None:
    """Entered at 390 px, the line lost, closed half way and opened again, handed over: accepted by `check`."""
    page = opened(phone, f"{at}entry/hospital-100.html")
    phone.set_offline(True)
    begin(page, "yunze-first-hospital")
    names = page.locator("[data-said=windows] li")
    assert names.count() >= 6
    for place in range(3):
        names.nth(place).get_by_label("没有发现问题").check()
    names.nth(3).get_by_role("button").tap()
    page.get_by_label("全部条款都查了").check()
    row = fault(page, *first_counted(page))
    row.get_by_role("checkbox").check()
    row.get_by_role("button", name="多一处").tap()
    row.get_by_label("备注").fill('台面: "杂物" # 三处')
    row.get_by_label("证据名称").fill("照片 0427")
    shown = page.locator("[data-said=result]").inner_text()
    page.close()
    page = phone.new_page()
    page.goto(f"{at}entry/hospital-100.html")
    page.get_by_text("没有网络也打得开").wait_for()
    names = page.locator("[data-said=windows] li")
    assert names.nth(0).get_by_label("没有发现问题").is_checked()
    names.nth(3).get_by_role("button").tap()
    assert page.locator("[data-said=result]").inner_text() == shown
    assert fault(page, *first_counted(page)).get_by_label("证据名称").input_value() == "照片 0427"
    page.get_by_role("button", name="下一个窗口").tap()
    page.get_by_label("只查了一部分").check()
    assert "还没有查到的条款" in page.locator("[data-said=result]").inner_text()
    assert page.get_by_role("button", name="下载文件").is_disabled()
    page.get_by_label("本章都查了").first.check()
    names.nth(5).get_by_role("button").tap()
    page.get_by_label("全部条款都查了").check()
    page.locator("[data-veto] input").first.check()
    page.locator("[data-veto]").first.get_by_label("备注").fill("经查实")
    link = page.get_by_role("link", name="在代码仓库网站上新建").get_attribute("href") or ""
    path = handed_over(page, tmp_path / "given")
    assert parse_qs(urlsplit(link).query)["value"] == [path.read_text("utf-8")]
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    phone.set_offline(False)
    copy = tmp_path / "city"
    shutil.copytree(city, copy, ignore=shutil.ignore_patterns("site", "build"))
    folder = copy / "results" / "yunze-first-hospital" / "2026-11"
    folder.mkdir()
    shutil.copy(path, folder)
    assert path.name == "18-weekly-b-hospital-100.yml"
    read = yaml.safe_load(path.read_text("utf-8"))
    assert (len(read["clean"]), len(read["inspections"])) == (3, 3)
    finding = read["inspections"][0]["findings"][0]
    assert (finding["count"], finding["note"], finding["evidence"]) == (2, '台面: "杂物" # 三处', "照片 0427")
    done = windowboard(copy, "check", "--as-of", "2026-11-24")
    assert (done.returncode, "1 个检查批次，没有问题" in done.stderr) == (0, True), done


def test_what_scores_nothing_is_noted_on_the_same_form(
    phone: BrowserContext, city: Path, at: str, tmp_path: Path
) -> None:
    """The six aspects of a special inspection, without a line: what was seen and looked at, and a clean window."""
    page = opened(phone, f"{at}entry/special-inspection.html")
    phone.set_offline(True)
    begin(page, "yunze-government-hall", "Z")
    names = page.locator("[data-said=windows] li")
    names.nth(0).get_by_label("没有发现问题").check()
    names.nth(1).get_by_role("button").tap()
    page.get_by_label("只查了一部分").check()
    row = fault(page, "3.2", "")
    row.get_by_role("checkbox").check()
    row.get_by_label("备注").fill("老年人没有另外的办法")
    row.get_by_label("证据名称").fill("照片 0427")
    page.locator("[data-clause='3.5'] [data-part=looked]").check()
    assert page.locator("[data-said=result] p").first.inner_text().startswith("发现 1 项看了 2 条")
    assert "分" not in page.locator("[data-said=windows]").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    path = handed_over(page, tmp_path / "given")
    phone.set_offline(False)
    assert path.name == "18-weekly-z-special-inspection.yml"
    read = yaml.safe_load(path.read_text("utf-8"))
    (told,) = read["inspections"]
    assert (len(read["clean"]), told["assessed"]) == (1, ["3.2", "3.5"])
    assert told["findings"] == [{"clause": "3.2", "note": "老年人没有另外的办法", "evidence": "照片 0427"}]
    copy = tmp_path / "city"
    shutil.copytree(city, copy, ignore=shutil.ignore_patterns("site", "build"))
    folder = copy / "results" / "yunze-government-hall" / "2026-11"
    folder.mkdir()
    shutil.copy(path, folder)
    done = windowboard(copy, "check", "--as-of", "2026-11-24")
    assert (done.returncode, "1 个检查批次，没有问题" in done.stderr) == (0, True), done


def first_counted(page: Page) -> tuple[str, str]:
    """Clause and id of the first fault that is counted: it has a count to be filled in."""
    found: list[str] = page.evaluate(
        """() => { const rules = JSON.parse(document.getElementById("wb-rules").textContent);
          for (const rule of rules.clauses)
            for (const [id, one] of Object.entries(rule.faults ?? {})) if (one.each) return [rule.id, id]; }"""
    )
    return found[0], found[1]


def test_facts_become_a_file_of_events(phone: BrowserContext, city: Path, at: str, tmp_path: Path) -> None:
    """A letter of thanks is entered, mended and handed over: accepted by `check`; the same number twice is refused."""
    slug = next(
        one for one in CHECKLISTS if "data-fact" in (city / "site" / "entry" / f"{one}.html").read_text("utf-8")
    )
    page = opened(phone, f"{at}entry/{slug}.html")
    page.get_by_label("检查之外查实的事").check()
    page.get_by_label("服务机构").select_option(index=1)
    page.get_by_label("检查组代号").fill("z9")
    centre = page.get_by_label("服务机构").input_value()
    page.get_by_role("button", name="加入这一批").tap()
    assert page.locator("[data-said=told]").inner_text().startswith("编号用字母")
    for _ in range(2):
        page.locator("[data-fact=id]").fill("TS-2026-0417")
        page.locator("[data-fact=window]").select_option(index=1)
        page.get_by_label("哪一条").select_option(index=1)
        page.get_by_label("哪天发生").fill("2026-11-02")
        page.get_by_label("哪天查实").fill("2026-11-10")
        page.get_by_label("来源").select_option("complaint")
        if page.get_by_label("扣多少分").is_visible():
            page.get_by_label("扣多少分").fill(page.get_by_label("扣多少分").get_attribute("min") or "")
        page.locator("[data-fact=note]").fill("工单反映属实")
        page.locator("[data-fact=evidence]").fill("工单 20260001")
        page.get_by_role("button", name="加入这一批").tap()
    assert "一件事只记一次" in page.locator("[data-said=told]").inner_text()
    page.reload()
    page.locator("[data-said=facts] li").wait_for()
    assert page.locator("[data-fact=note]").input_value() == "工单反映属实"
    path = handed_over(page, tmp_path / "given")
    copy = tmp_path / "city"
    shutil.copytree(city, copy, ignore=shutil.ignore_patterns("site", "build"))
    folder = copy / "results" / centre / "events"
    folder.mkdir()
    shutil.copy(path, folder)
    assert path.name == "2026-11-ts-2026-0417.yml"
    done = windowboard(copy, "check", "--as-of", "2026-11-24")
    assert done.returncode == 0, done


def test_nothing_is_lost_without_a_warning(phone: BrowserContext, at: str) -> None:
    """Clearing asks, harder before it was handed over; where nothing can be kept, leaving asks as well."""
    page = opened(phone, f"{at}entry/hospital-100.html")
    begin(page, "yunze-first-hospital")
    page.locator("[data-clean]").first.check()
    asked: list[str] = []

    def refuse(dialog: Any) -> None:  # noqa: ANN401  # as Playwright hands it
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    page.get_by_role("button", name="清除，填下一批").tap()
    assert page.locator("[data-clean]").first.is_checked()
    with page.expect_download():
        page.get_by_role("button", name="下载文件").tap()
    page.get_by_role("button", name="清除，填下一批").tap()
    assert asked == [
        "填的内容还没有交出，清除以后找不回来。还要清除吗？",
        "清除这台设备上填的全部内容？",
    ]
    phone.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked'); }});")
    page.goto(f"{at}entry/hospital-100.html")
    page.get_by_text("关掉网页填的就丢了").wait_for()
    begin(page, "yunze-first-hospital")
    page.locator("[data-clean]").first.check()
    page.close(run_before_unload=True)
    page.wait_for_event("dialog")
    assert len(asked) == 3


def test_the_worker_sees_these_pages_alone_and_the_form_stays_with_the_visitor(phone: BrowserContext, at: str) -> None:
    """Other pages are not kept, nothing is sent anywhere, and no search engine is told of the form."""
    page = opened(phone, f"{at}entry/hospital-100.html")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    begin(page, "yunze-first-hospital")
    page.locator("[data-clean]").first.check()
    assert sent == []
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
    other = phone.new_page()
    other.goto(f"{at}index.html")
    assert other.evaluate("navigator.serviceWorker.controller") is None
    phone.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        other.goto(f"{at}lists/index.html")


def test_without_javascript_it_says_how_else(browser: Browser, at: str) -> None:
    """The workbook is named, and nothing that would not work is shown."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{at}entry/hospital-100.html")
    assert "windowboard sheet round --standard hospital-100 -o round.xlsx" in page.locator(".wb-entry").inner_text()
    assert page.locator(".wb-entry :is(input, select, button):visible").count() == 0
    context.close()


def test_it_is_linked_where_those_who_inspect_look(phone: BrowserContext, at: str) -> None:
    """From the 督办台 and the self-checks, two taps away."""
    page = phone.new_page()
    page.goto(f"{at}overview.html")
    page.get_by_role("link", name="检查组录入检查结果").tap()
    page.locator("#entry ~ ul a").first.tap()
    page.wait_for_url("**/entry/*.html")
