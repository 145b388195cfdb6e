"""From files to a site by the command, as CI and people run it; and the sample city's site in a browser."""

import csv
import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.publishing.serve import make_server
from tests.town import ROOT, lay_out, slip, tree

WEEKLY = "results/harbour/2026-10/12-weekly-a.yml"


def windowboard(root: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """A finished command with all that it said."""
    return subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-m", "generator", *words, "--root", str(root)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The town with everything that a site needs."""
    return lay_out(tmp_path / "town", frame=True)


def test_a_build_ends_with_what_was_published(town: Path) -> None:
    """Plain lines where there is no terminal; the last one says what was published, and what it was compared with."""
    built = windowboard(town, "build")
    assert (built.returncode, built.stdout) == (0, "")
    pages = len(list((town / "build" / "pages").rglob("*.md")))
    assert built.stderr.splitlines()[-1] == (
        f"已发布到 site/：{pages} 页，其中新做 {pages} 页，撤下 0 项；数据截至 2026-10-20。没有遗漏。"
        "此前没有发布，无可对照。"
    )
    compared = "Compared with the earlier site/ (2026-10-20): every published figure is accounted for."
    other = windowboard(town, "build", "--lang", "en")  # the interface is another one, and so is every page
    assert other.stderr.splitlines()[-1] == (
        f"Published to site/: {pages} pages, {pages} of them made anew, 0 items taken down; data of 2026-10-20. "
        f"Nothing was left out. {compared}"
    )
    again = windowboard(town, "build", "--lang", "en")
    assert again.stderr.splitlines()[-1] == (
        f"site/ is up to date: {pages} pages, data of 2026-10-20; nothing had to be changed. {compared}"
    )


def test_the_same_data_give_the_same_bytes(town: Path, tmp_path: Path) -> None:
    """Whether built at once or edit by edit, here or elsewhere."""
    assert windowboard(town, "build").returncode == 0
    for written, mistyped in (("count: 2, note", "count: 1, note"), ("count: 1, note", "count: 3, note")):
        slip(town, WEEKLY, written, mistyped)
        assert windowboard(town, "build").returncode == 0
    other = lay_out(tmp_path / "elsewhere", frame=True)
    slip(other, WEEKLY, "count: 2, note", "count: 3, note")
    assert windowboard(other, "build").returncode == 0
    assert tree(town / "site") == tree(other / "site")


def test_windows_of_the_same_id_keep_their_scorecards_apart(town: Path) -> None:
    """Those of a large centre are made many at a time; a small one after it calls its windows by the same ids."""
    more = [
        f"  - {{id: desk-{number}, name: 咨询台{number}, services: [咨询], roles: [teller]}}\n" for number in range(5)
    ]
    shutil.copytree(town / "results" / "harbour", town / "results" / "quay")
    centre = town / "results" / "harbour" / "centre.yml"
    centre.write_text(centre.read_text("utf-8") + "".join(more), encoding="utf-8")
    slip(town, "results/quay/centre.yml", "name: 港口支行", "name: 码头支行")
    for edit in ("", "count: 1, note"):
        if edit:  # one window of one centre is made again, alone
            slip(town, "results/quay/2026-10/12-weekly-a.yml", "count: 2, note", edit)
        built = windowboard(town, "build")
        assert built.returncode == 0, built.stderr
        for page in (town / "site" / "windows").glob("*/*-*.html"):
            own, other = ("港口支行", "码头支行") if page.parent.name == "harbour" else ("码头支行", "港口支行")
            (title,) = re.findall("<title>(.*?)</title>", page.read_text("utf-8"))
            assert (own in title, other in title) == (True, False), page


def test_bad_input_leaves_everything_as_it_was(town: Path) -> None:
    """Exit 2, every problem with its place, no traceback, and not a byte is written anywhere."""
    assert windowboard(town, "build").returncode == 0
    slip(town, WEEKLY, "fault: untidy", "fault: untydy")
    slip(town, "results/harbour/centre.yml", "days: [sat]", "days: [fri]")
    before = tree(town)
    refused = windowboard(town, "build", "--lang", "en")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.splitlines() == [
        f'{WEEKLY}:9:32: no-such-fault fault "untydy" is not one of clause 1.1: untidy, closed',
        "results/harbour/centre.yml:6:3: opening-hours-given-twice the opening hours of fri are given twice",
        "Not published: 2 problems; site/ is as it was.",
    ]
    assert tree(town) == before


@pytest.mark.parametrize("left", ["nothing", "no rounds"])
def test_a_project_before_its_first_round_is_a_site(town: Path, left: str) -> None:
    """Whoever starts sees their windows, or the standards alone, and that nothing was inspected yet."""
    shutil.rmtree(town / "results" / "harbour" / "2026-10")
    if left == "nothing":
        shutil.rmtree(town / "results")
    built = windowboard(town, "build")
    assert built.returncode == 0, built.stderr
    assert built.stderr.splitlines()[-1].endswith("数据截至 2026-01-01。没有遗漏。此前没有发布，无可对照。")
    assert "还没有" in (town / "site" / "index.html").read_text(encoding="utf-8")
    assert (town / "site" / "windows" / "harbour" / "cash-1.html").exists() is (left == "no rounds")


def test_a_build_with_damaged_memory_is_the_same(town: Path) -> None:
    """Parts of scores that were kept and cannot be read any more cost time, and nothing else."""
    assert windowboard(town, "build").returncode == 0
    before = tree(town / "site")
    (parts,) = (town / "build" / "cache").rglob("centre-harbour.pickle")
    parts.write_bytes(parts.read_bytes()[:100])
    shutil.rmtree(town / "build" / "pages")
    built = windowboard(town, "build")
    assert built.returncode == 0, built.stderr
    assert tree(town / "site") == before


def test_a_check_writes_nothing(town: Path) -> None:
    """Whoever may only read the project can check it, before and after a build."""
    before = tree(town)
    checked = windowboard(town, "check", "--lang", "en")
    assert checked.stderr.splitlines()[-1] == "Checked: 1 centres, 2 windows, 2 rounds; no problems."
    assert tree(town) == before
    assert windowboard(town, "build").returncode == 0
    before = tree(town)
    assert windowboard(town, "check").returncode == 0
    assert tree(town) == before


def test_a_site_that_could_not_be_made_is_refused_with_exit_1(town: Path) -> None:
    """Right data and a broken frame: nothing is published, and what MkDocs said is passed on."""
    assert windowboard(town, "build").returncode == 0
    before = tree(town / "site")
    slip(town, "mkdocs.yml", "attr_list # explicit ids of headings", "no_such_extension")
    refused = windowboard(town, "build", "--lang", "en")
    assert refused.returncode == 1
    assert "mkdocs.yml: mkdocs-complains" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert tree(town / "site") == before


def test_a_folder_that_is_no_project_is_refused(tmp_path: Path) -> None:
    """Whoever runs the command in the wrong place is told so."""
    for command in ("check", "build"):
        refused = windowboard(tmp_path, command, "--lang", "en")
        assert (refused.returncode, refused.stderr.splitlines()[-1]) == (
            2,
            f"There is no standards/ in {tmp_path}: go to the folder of your project, or name it with --root.",
        )
    assert list(tmp_path.iterdir()) == []


def test_problems_as_annotations(town: Path) -> None:
    """A workflow command of GitHub for each problem, which a value cannot break out of."""
    slip(town, WEEKLY, "fault: untidy", 'fault: "x\\n::error::y%0A"')
    seen = windowboard(town, "check", "--format", "github", "--lang", "en")
    assert seen.returncode == 2
    place = f"::error file={WEEKLY},line=9,col=32,title=malformed-id"
    said = r'"x\n::error::y%250A" cannot be an id: small letters, digits and single hyphens only, at most 60 characters'
    assert seen.stdout.splitlines() == [f"{place}::{said}"]


def test_problems_as_a_report(town: Path) -> None:
    """A Code Climate report of GitLab; an empty one where all is well."""
    assert json.loads(windowboard(town, "check", "--format", "gitlab").stdout) == []
    slip(town, WEEKLY, "fault: untidy", "fault: untydy")
    (entry,) = json.loads(windowboard(town, "check", "--format", "gitlab", "--lang", "en").stdout)
    assert entry["check_name"] == "no-such-fault"
    assert entry["location"] == {"path": WEEKLY, "positions": {"begin": {"line": 9, "column": 32}}}


@pytest.mark.parametrize(
    ("code", "exit_code", "said"),
    [
        ("no-such-fault", 0, "no-such-fault fault"),
        ("No-Such-Fault", 0, "no-such-fault fault"),
        ("no-such-problem", 2, "There is no problem code 'no-such-problem'."),
        ("\x1b[31m", 2, r"There is no problem code '\x1b[31m'."),
    ],
)
def test_a_code_is_explained(code: str, exit_code: int, said: str) -> None:
    """What a problem means and what to do; an unknown code is refused, and shown harmless."""
    seen = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-m", "generator", "explain", code, "--lang", "en"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert seen.returncode == exit_code
    assert (seen.stdout + seen.stderr).lower().startswith(said.lower())


# --- the sample city --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample city, built."""
    root = tmp_path_factory.mktemp("city")
    for name in ("standards", "results", "theme"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    built = windowboard(root, "build")
    assert built.returncode == 0, built.stderr
    return root


@pytest.fixture(scope="module")
def address(city: Path) -> Iterator[str]:
    """Where the sample city's site is served."""
    server = make_server(city, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A phone on the home page; whatever it asks of another host, and whatever goes wrong on a page, fails the test."""
    wrong: list[str] = []
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.on(
        "request", lambda asked: None if asked.url.startswith((address, "blob:", "data:")) else wrong.append(asked.url)
    )
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(address)
    yield page
    context.close()
    assert wrong == []


def newest(city: Path) -> list[dict[str, str]]:
    """Every row of the newest month, as it is published for spreadsheets."""
    path = max((city / "site" / "data").glob("scores-????-[01]?.csv"))  # months, not quarters
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_from_home_to_the_clause_and_back(page: Page, city: Path) -> None:
    """A citizen sees a window on the green list, why it stands there, and what the standard says; and finds back."""
    exposed = next(row for row in newest(city) if row["list"] == "green" and row["board"] == "hospital-counters")
    page.get_by_role("link", name="医院服务窗口榜").first.click()
    expect(page).to_have_title(re.compile("医院服务窗口榜"))
    page.get_by_role("link", name=exposed["window_name"], exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(exposed["window_name"])
    expect(page.get_by_text("绿榜·曝光").first).to_be_visible()
    expect(page.get_by_text(exposed["score"]).first).to_be_visible()
    expect(page.get_by_text("12345").last).to_be_visible()
    page.locator(".wb-opened summary").first.click()
    clause = page.locator(".wb-opened details[open] a[href*='#c-']").first
    number = clause.inner_text().strip()
    clause.click()
    assert page.url.endswith(f"standards/hospital-100.html#c-{number}")
    expect(page.locator(f"[id='c-{number}']")).to_be_in_viewport()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(exposed["window_name"])


@pytest.mark.parametrize(
    ("asked", "found"),
    [("药房", "门诊药房窗口3"), ("诊药房窗", "门诊药房窗口3"), ("窗口3", "门诊药房窗口3"), ("四查十对", "3-4-2")],
)
def test_the_search_in_the_header_finds(page: Page, asked: str, found: str) -> None:
    """A word, the middle of a name, a name with digits, a set term of a clause."""
    page.locator("header input[name=q]").fill(asked)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=re.compile(found)).first).to_be_visible()


def test_list_scorecard_and_data_agree(city: Path) -> None:
    """For every window of every board: the figure, band and place of the page are those of the CSV and the JSON."""
    rows = newest(city)
    period = rows[0]["period"]
    published = json.loads((city / "site" / "data" / f"scores-{period}.json").read_text(encoding="utf-8"))
    assert len(rows) == len(published["rows"]) >= 60
    for row, other in zip(rows, published["rows"], strict=True):
        assert (row["window"], row["score"], row["band"], row["list"], row["rank"]) == (
            other["window"],
            other["score"] or "",
            other["band"] or "",
            other["list"],
            str(other["rank"] or ""),
        )
    lists = {
        board: (city / "site" / "lists" / board / f"{period}.html").read_text(encoding="utf-8")
        for board in {row["board"] for row in rows}
    }
    for row in rows:
        card = (city / "site" / "windows" / row["centre"] / f"{row['window']}.html").read_text(encoding="utf-8")
        verdict = card[card.index("wb-verdict") : card.index("wb-jump")]
        assert (f"<b>{row['score']}</b>" in verdict) is bool(row["score"]), row
        assert (f"第 <b>{row['rank']}</b> 名" in verdict) is bool(row["score"]), row
        assert ("绿榜·曝光" in verdict, "红榜·表扬" in verdict) == (row["list"] == "green", row["list"] == "red"), row
        assert f"{row['centre']}/{row['window']}.html" in lists[row["board"]], row


def test_the_printed_sum_rounds_to_the_printed_score(city: Path) -> None:
    """Whoever rounds the last figure of the sum by hand gets the score, on every scorecard."""
    seen = 0
    for path in sorted((city / "site" / "windows").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        for exact, places, score in re.findall(
            r"(?:约|＝|≈|合计) ([\d.]+)，四舍五入保留 (\d) 位小数为 ([\d.]+) 分", text
        ):
            unit = Decimal(1).scaleb(-int(places))
            assert Decimal(exact).quantize(unit, ROUND_HALF_UP) == Decimal(score), path
            seen += 1
    assert seen > 60


def test_a_long_word_stays_on_the_screen(browser: Browser, town: Path) -> None:
    """An address in a note breaks where it must; the figures beside it stay in sight."""
    slip(town, WEEKLY, "note: 单据散放", f'note: "见 https://example.gov.cn/{"x" * 200}"')
    slip(town, WEEKLY, "note: 经查实", f'note: "{"y" * 300}"')
    assert windowboard(town, "build").returncode == 0
    server = make_server(town, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    for window in ("cash-1", "cash-2"):
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/windows/harbour/{window}.html")
        out = page.evaluate(
            "[...document.querySelectorAll('.wb-page *')].filter(e => e.checkVisibility() && "
            "e.getBoundingClientRect().right > innerWidth && !e.closest('.wb-scroll')).map(e => e.outerHTML)"
        )
        assert out == []
    context.close()
    server.shutdown()
    server.server_close()


def test_every_page_says_the_day_of_its_data_and_that_it_is_a_sample(city: Path) -> None:
    """On whatever page somebody lands: how old the data are, and that the city does not exist."""
    pages = [path for path in (city / "site").rglob("*.html") if path.name != "404.html"]
    assert len(pages) > 100
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert re.search(r'数据截至 <time datetime="2026-\d\d-\d\d">', text), path
        assert "示例数据" in text, path
