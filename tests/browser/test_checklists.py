"""Self-checks: the browser's arithmetic is the generator's, and what is filled in becomes a round that is accepted."""

import json
import random
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route

from generator.gathering.gather import Gathered
from generator.judging.checks.results.rounds import round_problems
from generator.judging.scoring.pools import Plan, plan_of
from generator.judging.scoring.self_checks import score_alone
from generator.judging.scoring.visits import Visit
from generator.model.centre import Centre, Window
from generator.model.dataset import CentreData, RoundFile
from generator.model.results import Round
from generator.model.rules import Vocabulary, Word
from generator.model.scores import PeriodScore, Rated
from generator.model.standard import Bonus, Clause, Deduct, Given, Grade, Guidance, Limit, Standard
from generator.presenting.atlas import Atlas
from generator.presenting.files.exports import site_exports
from generator.presenting.pages.rules.checklist import rules_of
from generator.presenting.table import site_pages
from generator.product import THEME
from generator.reading.record import read_record
from generator.words.scripts import published_script
from tests.fixtures.chromium import wait_until
from tests.fixtures.command import windowboard
from tests.fixtures.folders import ROOT
from tests.fixtures.markup import converted
from tests.fixtures.scoring_case import CASES, load_case, standard_of
from tests.fixtures.town import TOWN, gathered

CHECKLISTS = (
    "bank-branch",
    "hospital-100",
    "postal-star",
    "power-supply",
    "red-flag-window",
    "self-check-template",
    "window-self-check",
)
SITE = "http://site.test/"
FILLINGS = 20
ANSWERED = "tr[data-clause]:not([data-method=none], [data-method=proved])"
"""Rows with something to fill in: not guidance, and not what only proved facts can touch."""
HEAD = {"centre": "hall", "window": "w1", "date": "2026-11-20", "team": "S1"}
NOTES = (
    "",
    "   ",
    "台面有杂物",
    "a: b, c # d",
    "- [x] {y: z} & *a !b |c >d %e @f `g`",
    "\"quoted\" \\ 'single' \\n",
    "~ null true 0x1F 1e3 .inf 2026-01-01",
    "first\nsecond\r\nthird\tfourth",
    "\u0000\u001b[31m\u202egnp.exe\u200b\ufeff\u2028\ud800x",
    "emoji 🀄 and 𠮷 and é",
    "<script>alert(1)</script><!-- ]]> -->",
    "x" * 700,
    "：、，。“”",
)


def standard_at(path: Path) -> Standard:
    """A standard as the site reads it."""
    read = read_record(path.read_bytes(), path.name, Standard)
    assert isinstance(read, Standard), read
    return read


def standards() -> Iterator[tuple[str, Standard]]:
    """Every standard with a checklist, one of a town that has every method, both with either rule of exemption."""
    for slug in CHECKLISTS:
        yield slug, standard_at(ROOT / "standards" / f"{slug}.yml")
    town = standard_at(TOWN / "standards" / "desk.yml")
    yield "desk", town
    yield "desk with full marks", replace(town, not_applicable="full-marks")
    for path in sorted(CASES.glob("*.yml")):
        yield path.stem, standard_of(load_case(path))


STANDARDS = dict(standards())


def figured(clause: Clause, dice: random.Random, care: float) -> dict[str, Any]:
    """What a clause is answered by that is not met or unmet; nothing where it is."""
    check = clause.check
    if isinstance(check, Limit):
        cases = dice.choice((1, 3, 20, 40, 1000))
        return {"cases": cases, "within": dice.randint(0, cases + (dice.random() < care))}
    if isinstance(check, Grade):
        return {"answer": f"level-{dice.choice(check.levels).id}"}
    if isinstance(check, Given):
        steps = Fraction(clause.points or 0) / Fraction(check.step)
        return {"points": float(dice.randint(0, int(steps)) * check.step)}
    return {}


def filling(standard: Standard, dice: random.Random) -> dict[str, Any]:
    """What somebody may have filled in: mostly sound, here and there unfinished or impossible."""
    care = dice.choice((0.0, 0.0, 0.1, 0.5))
    clauses = {}
    for clause in (clause for section in standard.sections for clause in section.clauses):
        check = clause.check
        given: dict[str, Any] = {"answer": "", "note": dice.choice(NOTES)}
        if isinstance(check, Guidance) or dice.random() < care:
            pass
        elif isinstance(check, Bonus):
            given["count"] = dice.choice((None, 0, 1, 2, 30))
        elif dice.random() < 0.12:
            given["answer"] = "na"
        elif figures_of := figured(clause, dice, care):
            given |= figures_of
        elif dice.random() < 0.5:
            given["answer"] = "met"
        else:
            given["answer"] = "unmet"
            if isinstance(check, Deduct):
                given["faults"] = {fault.id: dice.choice((None, 0, 1, 2, 7)) for fault in check.faults}
                if dice.random() >= care:
                    given["faults"][dice.choice(check.faults).id] = dice.choice((1, 3))
        clauses[clause.id] = given
    vetoes = {one.id: {"found": dice.random() < 0.3, "note": dice.choice(NOTES)} for one in standard.vetoes}
    return {"clauses": clauses, "vetoes": vetoes}


def centre_data(standard: Standard, text: str) -> CentreData:
    """A centre with one window and one file of results: `text`, which is in order."""
    read = read_record(text.encode(), "round.yml", Round)
    assert isinstance(read, Round), (read, text)
    window = Window(id="w1", name="w", services=(), roles=("all",))
    centre = Centre(name="c", trade=standard.applies_to[0], district="d", address="a", hours=(), windows=(window,))
    return CentreData(id="hall", path="centre", centre=centre, rounds=(RoundFile(path="round.yml", round=read),))


def alone(plan: Plan, file: RoundFile) -> PeriodScore:
    """The generator's score of the only inspection of a round."""
    return score_alone(plan, ("hall", "w1"), Visit(file.round, file.round.inspections[0]))


def figures(score: PeriodScore) -> dict[str, Any]:
    """What the generator says, as the browser tells it."""
    outcome = score.outcome
    rated = isinstance(outcome, Rated)
    earned = sum((pool.earned for pool in score.pools), Fraction(0))
    return {
        "score": f"{outcome.score:f}" if isinstance(outcome, Rated) else "",
        "band": outcome.band if isinstance(outcome, Rated) else "",
        "unrated": "" if rated else outcome.reason,  # type: ignore[union-attr]  # no score, so it has a reason
        "share": str(earned / score.available if score.available else Fraction(0)),
        "earned": str(earned),
        "available": str(score.available),
        "coverage": str(score.coverage),
        "base": str(score.base),
        "exact": str(score.exact),
        "lowered": [{"kind": one.kind, "cause": one.cause, "band": one.band} for one in score.lowered],
    }


def losing(score: PeriodScore) -> set[str]:
    """The clauses that lost points, as the generator counts them."""
    limits = {pool.pool for pool in score.pools if pool.cases and pool.earned < pool.points}
    return limits | {loss.clause for pool in score.pools for loss in pool.losses if loss.minus}


@pytest.fixture(scope="module")
def driven(browser: Browser) -> Iterator[Page]:
    """A page with nothing on it that can load the script."""
    page = browser.new_page()
    page.route(f"{SITE}**", answer({"": "<!doctype html><title>x</title>"}))
    page.goto(SITE)
    yield page
    page.close()


def answer(pages: Mapping[str, str]) -> Any:  # noqa: ANN401  # a handler as Playwright takes it
    """What a web server says: pages by address, and the files of the theme."""
    kinds = {"js": "text/javascript", "css": "text/css", "json": "application/json"}

    def answered(route: Route) -> None:
        address = route.request.url.removeprefix(SITE)
        asset = THEME / "assets" / address.rpartition("/")[2]
        if address in pages:
            kind = kinds.get(address.rpartition(".")[2], "text/html")
            route.fulfill(body=pages[address], content_type=f"{kind}; charset=utf-8")
        elif "assets/" in address and asset.is_file():
            text = asset.read_text("utf-8")
            body = published_script(text, "zh") if asset.suffix == ".js" else text
            route.fulfill(body=body, content_type=f"{kinds[asset.suffix[1:]]}; charset=utf-8")
        else:
            route.fulfill(status=404, body="")

    return answered


DRIVE = """async ([address, rules, head, fillings]) => {
  const { inspectionOf, roundText, score } = await import(address);
  return fillings.map((answers) => {
    const { inspection, left } = inspectionOf(rules, answers);
    return { ...score(rules, answers), left, text: roundText(rules, head, inspection) };
  });
}"""


@pytest.mark.parametrize("name", STANDARDS)
def test_browser_and_generator_agree_on_every_figure(driven: Page, name: str) -> None:
    """Any filling gives a round that the checks accept; score, base, bonus, coverage and band are the same."""
    standard = STANDARDS[name]
    plan = plan_of(standard)
    dice = random.Random(name)  # noqa: S311  # repeatable on purpose
    fillings = [filling(standard, dice) for _ in range(FILLINGS if name in CHECKLISTS or "desk" in name else 4)]
    rules = json.loads(json.dumps(rules_of(plan, "Asia/Shanghai")))
    address = f"{SITE}assets/windowboard/checklist.js"
    told = driven.evaluate(DRIVE, [address, rules, HEAD, fillings])
    words = Vocabulary(trades=(), themes=(), roles=(), channels=(Word(id="self", name="自查"),))
    rated = 0
    for found, answers in zip(told, fillings, strict=True):
        text, left, unmet = found.pop("text"), found.pop("left"), found.pop("unmet")
        data = centre_data(standard, text)
        refused = {problem.code.slug for problem in round_problems(data, {standard.ref: plan}, words)}
        unfilled = {"nothing-assessed", "no-limit-stated"}  # nothing was filled in; the centre tells no limit
        assert refused <= unfilled, text
        score = alone(plan, data.rounds[0])
        assert found == figures(score), text
        seen = {clause for clause in unmet if score.pools[plan.pool_of[clause]].state == "assessed"}
        assert seen == losing(score), text  # what to mend is told of a chapter that is not finished, too
        rated += isinstance(score.outcome, Rated)
        open_ones = {clause for clause, given in answers["clauses"].items() if given["answer"] == "met"}
        assert {one["clause"] for one in left if one["reason"] == "open"}.isdisjoint(open_ones)
    assert rated > 0


def test_a_note_stands_in_the_file_as_it_was_written(driven: Page) -> None:
    """Any text is one value of the file: only signs that no file may hold become blanks."""
    standard = STANDARDS["desk"]
    rules = json.loads(json.dumps(rules_of(plan_of(standard), "UTC")))
    fillings = [{"clauses": {"1.2": {"answer": "unmet", "note": note}}} for note in NOTES]
    told = driven.evaluate(DRIVE, [f"{SITE}assets/windowboard/checklist.js", rules, HEAD, fillings])
    notes = [centre_data(standard, one["text"]).rounds[0].round.inspections[0].unmet[0].note for one in told]
    assert notes[:2] == [None, None]
    assert notes[2:7] == list(NOTES[2:7])
    assert notes[7] == "first second  third fourth"
    assert notes[8] == "[31m gnp.exe    x"
    assert notes[9:11] == list(NOTES[9:11])
    assert notes[11] == "x" * 500
    assert notes[12] == NOTES[12]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project with its standards, centres and windows, and without a single round."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "standards", root / "standards")
    for centre in (ROOT / "results").glob("*/centre.yml"):
        (root / "results" / centre.parent.name).mkdir(parents=True)
        shutil.copy(centre, root / "results" / centre.parent.name)
    return root


@pytest.fixture(scope="module")
def pages(project: Path) -> dict[str, str]:
    """The pages of the project's checklists, and the names of its windows, by address."""
    found = gathered(project)
    assert isinstance(found, Gathered), found
    made = {}
    sheets = "".join(
        f'<link rel="stylesheet" href="../assets/windowboard/{name}.css">' for name in ("frame", "windowboard")
    )
    head = f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>x</title>{sheets}'
    for artefact in (*site_pages(Atlas(found.site)), *site_exports(Atlas(found.site))):
        if artefact.address.startswith("checklists/"):
            body = converted(artefact.render())[1]
            made[f"{artefact.address.removesuffix('.md')}.html"] = f'{head}<body class="md-typeset">{body}'
        elif artefact.address == "data/windows.json":
            made[artefact.address] = artefact.render()
    return made


@pytest.fixture
def context(browser: Browser, pages: dict[str, str]) -> Iterator[BrowserContext]:
    """A visitor's browser with nothing stored yet."""
    visitor = browser.new_context(accept_downloads=True)
    visitor.route(f"{SITE}**", answer(pages))
    yield visitor
    visitor.close()


def opened(context: BrowserContext, slug: str) -> Page:
    """A checklist, ready to be filled in."""
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{SITE}checklists/{slug}.html")
    wait_until(page, "document.querySelectorAll('[data-head=centre] option').length > 1")
    assert faults == []
    return page


def put(field: Locator, count: str) -> None:
    """Fill a count in, or tick it where there is nothing to count."""
    if field.get_attribute("type") == "number":
        field.fill(count)
    else:
        field.check()


def fill(page: Page) -> None:
    """By hand: the first line not met in the first way there is, the second does not apply, all others are met."""
    rows = page.locator(ANSWERED)
    for place in range(rows.count()):
        row = rows.nth(place)
        row.locator("[data-part=note]").fill(f"备注 {place}: \"a\", 'b' # c")
        method = row.get_attribute("data-method")
        if method == "limit":
            row.get_by_label("抽查").fill("40")
            row.get_by_label("达标").fill(str(36 - place))
        elif method == "bonus":
            put(row.locator("[data-part=count]"), "3")
        elif place == 0:
            row.get_by_label("未做到").check()
            if row.locator("[data-fault]").count():
                put(row.locator("[data-fault]").first, "2")
        else:
            row.get_by_label("不适用" if place == 1 else "做到", exact=True).check()


def choose(page: Page) -> tuple[str, str]:
    """Choose the first centre and window of the lists; their ids."""
    for name in ("centre", "window"):
        page.locator(f"[data-head={name}]").select_option(index=1)
    return page.locator("[data-head=centre]").input_value(), page.locator("[data-head=window]").input_value()


def state(page: Page) -> dict[str, Any]:
    """Everything that is chosen on the page, without the notes."""
    found: dict[str, Any] = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(
             '.wb-check :is(input, select):not([data-part=note]):not([data-paper] *)')].map((field, place) =>
             [place, ["radio", "checkbox"].includes(field.type) ? field.checked : field.value]))"""
    )
    return found


@pytest.mark.parametrize("slug", CHECKLISTS)
def test_what_is_filled_in_survives_a_reload_and_is_accepted(
    context: BrowserContext, project: Path, tmp_path: Path, slug: str
) -> None:
    """Filled, reloaded, downloaded, put into the project and checked: exit 0, and the score is the generator's."""
    standard = STANDARDS[slug]
    page = opened(context, slug)
    fill(page)
    centre, window = choose(page)
    page.locator("[data-head=date]").fill("2026-10-20")
    before, shown = state(page), page.locator("[data-said=result]").inner_text()
    page.reload()
    wait_until(page, "document.querySelector('[data-head=window]').value !== ''")
    assert (state(page), page.locator("[data-said=result]").inner_text()) == (before, shown)
    page.locator("[data-part=note]").first.fill('再写一遍: "x"')
    with page.expect_download() as download:
        page.get_by_role("button", name="下载结果").click()
    assert page.locator("[data-said=told]").inner_text().startswith("已下载 ")
    name = download.value.suggested_filename
    copy = tmp_path / "project"
    shutil.copytree(project, copy)
    path = copy / "results" / centre / "2026-10" / name
    path.parent.mkdir()
    download.value.save_as(path)
    done = windowboard(copy, "check")
    assert (done.returncode, "1 个检查批次，没有问题" in done.stderr) == (0, True), done
    read = read_record(path.read_bytes(), name, Round)
    assert isinstance(read, Round)
    assert (read.channel, read.team, read.inspections[0].window) == ("self", "S1", window)
    score = alone(plan_of(standard), RoundFile(path=name, round=read))
    assert isinstance(score.outcome, Rated)
    band = next(band.name for band in standard.bands if band.id == score.outcome.band)
    assert page.locator(".wb-check__score").inner_text().split() == [f"{score.outcome.score:f}", "分", band]
    assert page.locator("[data-said=left]").inner_text() == "各条都已计入。"
    page.close()


def test_who_mends_what_goes_into_the_file_and_is_accepted(
    context: BrowserContext, project: Path, tmp_path: Path
) -> None:
    """A role, a day and a measure: the round says so, and the check takes it; what lacks one of them is left out."""
    page = opened(context, "hospital-100")
    fill(page)
    centre, _ = choose(page)
    page.locator("[data-head=date]").fill("2026-10-20")
    (item,) = page.locator("[data-said=mend] li").all()
    item.get_by_label("怎么改").fill("每天开窗前擦一遍台面")
    item.get_by_label("哪天前改好").fill("2026-11-10")

    def downloaded() -> Path:
        with page.expect_download() as download:
            page.get_by_role("button", name="下载结果").click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        return path

    assert "mend:" not in downloaded().read_text(encoding="utf-8")
    item.get_by_label("哪个岗位来改").select_option("cashier")
    path = downloaded()
    found = read_record(path.read_bytes(), path.name, Round)
    assert isinstance(found, Round)
    (mend,) = found.inspections[0].mend
    assert (mend.clause, mend.who, mend.by.isoformat()) == ("1.1", "cashier", "2026-11-10")
    copy = tmp_path / "project"
    shutil.copytree(project, copy)
    (copy / "results" / centre / "2026-10").mkdir()
    shutil.copy(path, copy / "results" / centre / "2026-10")
    done = windowboard(copy, "check")
    assert done.returncode == 0, done
    page.close()


def test_the_score_is_the_one_worked_out_by_hand(context: BrowserContext) -> None:
    """hospital-100: two faults of 1 point, 5 points that do not apply: 93 of 95, which is 97.89."""
    page = opened(context, "hospital-100")
    fill(page)
    assert page.locator("[data-said=result]").inner_text().split("\n")[-1] == "得分率 97.89%（93/95 分）；已查 100%。"
    assert page.locator(".wb-check__score").inner_text() == "97.9 分 优秀"
    (mended,) = page.locator("[data-said=mend] li").all()
    assert mended.inner_text().startswith("1.1 ")
    assert "本站建议：" in mended.inner_text()
    page.get_by_label("有：利用岗位").check()
    assert "有一票否决的情形，等级最高为“不良”" in page.locator("[data-said=result]").inner_text()
    page.close()


def test_what_is_left_out_is_said_with_the_reason(context: BrowserContext) -> None:
    """Silence is no pass: an open line, a fault that is not named, and a pool that is not finished do not count."""
    page = opened(context, "red-flag-window")
    page.locator("tr[data-clause='2.4']").get_by_label("做到", exact=True).check()
    two = page.locator("tr[data-clause='2.9']")
    two.get_by_label("未做到").check()
    two.locator("[data-fault]").fill("")
    said = page.locator("[data-said=left]").inner_text()
    assert said == "没有计入 3 条：2.10、2.11（还没答）；2.9（选了未做到，没写哪一种、几处）。"
    assert page.locator("[data-said=result]").inner_text() == "还没有可以计分的答案。"
    page.get_by_role("button", name="下载结果").click()
    assert page.locator("[data-said=told]").inner_text() == "先选服务机构和窗口。"
    page.close()


def test_answers_stay_on_the_device_and_notes_nowhere(context: BrowserContext) -> None:
    """Nothing is sent, the address stays as it is, no note is stored; the button forgets everything."""
    asked: list[str] = []
    page = opened(context, "window-self-check")
    page.on("request", lambda request: asked.append(request.url))
    fill(page)
    page.keyboard.press("Enter")
    kept = page.evaluate("JSON.stringify(Object.entries(localStorage))")
    assert "windowboard:checklist:window-self-check@2024" in kept
    assert "备注" not in kept
    assert (asked, page.url) == ([], f"{SITE}checklists/window-self-check.html")
    page.get_by_role("button", name="清除全部答案").click()
    assert page.evaluate("localStorage.length") == 0
    assert page.locator("input:checked").count() == 0
    assert page.locator("[data-part=note]").first.input_value() == ""
    page.close()


def test_a_browser_that_stores_nothing_still_counts(context: BrowserContext) -> None:
    """Where storage is blocked the form works, and says what that means."""
    context.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked'); }});")
    page = opened(context, "window-self-check")
    assert "刷新后答案会丢失" in page.locator("[data-said=told]").inner_text()
    fill(page)
    assert page.locator(".wb-check__score").inner_text() == "93.3 分 有待改进"
    assert "刷新后答案会丢失" in page.locator("[data-said=told]").inner_text()
    page.close()


def test_a_fault_and_an_answer_never_contradict_each_other(context: BrowserContext) -> None:
    """A count means not met; met means no count; of a single fault one is taken for granted."""
    page = opened(context, "hospital-100")
    row = page.locator("tr[data-clause='1.1']")
    row.locator("[data-fault]").fill("3")
    assert row.get_by_label("未做到").is_checked()
    row.get_by_label("做到", exact=True).check()
    assert row.locator("[data-fault]").input_value() == ""
    row.get_by_label("未做到").check()
    assert row.locator("[data-fault]").input_value() == "1"
    page.close()


def test_the_keyboard_is_enough(context: BrowserContext) -> None:
    """Tab goes through the fields in their order, space chooses, arrows move within a line."""
    page = opened(context, "window-self-check")
    page.locator("[data-head=team]").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator("tr[data-clause='1.1'] input[value=met]").is_checked()
    page.keyboard.press("ArrowRight")
    assert page.locator("tr[data-clause='1.1'] input[value=unmet]").is_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("桌面")
    assert page.locator("tr[data-clause='1.1'] [data-part=note]").input_value() == "桌面"
    page.close()


@pytest.mark.parametrize("slug", CHECKLISTS)
def test_every_field_has_a_label(context: BrowserContext, slug: str) -> None:
    """Each box and line says what it is for; boxes of one line form a group with the number of the clause."""
    page = opened(context, slug)
    nameless = page.evaluate(
        """[...document.querySelectorAll('.wb-check :is(input, select)')].filter(
             (field) => !field.labels.length || !field.labels[0].textContent.trim()).length"""
    )
    assert nameless == 0
    assert page.locator("input[type=radio]").count() == page.locator("fieldset:has(legend) input[type=radio]").count()
    page.close()


A4 = (186, 273)
"""Millimetres inside the margins."""


@pytest.mark.parametrize("slug", CHECKLISTS)
def test_without_javascript_it_is_a_form_for_a4(browser: Browser, pages: dict[str, str], slug: str) -> None:
    """Boxes, lines and rules are all there; nothing is wider than the sheet, and no row is cut in two."""
    millimetre = 96 / 25.4
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": int(A4[0] * millimetre), "height": int(A4[1] * millimetre)}
    )
    context.route(f"{SITE}**", answer(pages))
    page = context.new_page()
    page.goto(f"{SITE}checklists/{slug}.html")
    page.emulate_media(media="print")
    assert page.locator("[data-live]:visible").count() == 0
    for word in ("服务机构", "窗口", "日期", "自查组代号"):
        assert page.get_by_label(word, exact=True).locator("visible=true").count() == 1
    assert page.get_by_label("不适用").count() == page.locator(ANSWERED).count() > 3
    width, rows = page.evaluate(
        """() => [document.documentElement.scrollWidth, [...document.querySelectorAll('.wb-check tr')].map(
             (row) => [getComputedStyle(row).breakInside, row.getBoundingClientRect().height])]"""
    )
    assert width <= A4[0] * millimetre + 1
    assert {how for how, _ in rows} == {"avoid"}
    assert max(height for _, height in rows) < A4[1] * millimetre / 2
    pdf = page.pdf(prefer_css_page_size=True)
    assert {tuple(map(round, map(float, box.split()))) for box in re.findall(rb"/MediaBox \[([^\]]*)\]", pdf)} == {
        (0, 0, 595, 842)
    }
    context.close()
