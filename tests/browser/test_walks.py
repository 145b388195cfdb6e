"""The twenty source documents, each walked from its first clause to the last thing that follows from it in the city.

A walk starts at home and goes by links alone. What it has to see on the way, names, figures and set terms, is what its
source says (`tests/cases/library.yml` counts them), so a walk fails where a document is shown and not done.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.fixtures.visiting import Visitors, follow


@dataclass(frozen=True)
class Says:
    """The page says all of this, whatever stands between the words."""

    parts: tuple[str, ...]

    def __call__(self, page: Page) -> None:
        """Hold it against the page, what is folded up too."""
        said = bare(page.locator("main"))
        for part in self.parts:
            assert "".join(part.split()) in said, f"{page.url} does not say {part}"


@dataclass(frozen=True)
class Clause:
    """A clause says all of this, each where it is read."""

    id: str
    parts: tuple[str, ...]

    def __call__(self, page: Page) -> None:
        """Hold it against the row of the clause."""
        said = bare(page.locator(f"[id='c-{self.id}']"))
        for part in self.parts:
            assert "".join(part.split()) in said, f"{page.url}#c-{self.id} does not say {part}"


@dataclass(frozen=True)
class Go:
    """Follow a link of this name; `by`: in the row, entry or section that also says this."""

    name: str
    by: str = ""

    def __call__(self, page: Page) -> None:
        """Open what is folded, and go."""
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        within = page.locator("main").locator("tr, li, section").filter(has_text=self.by) if self.by else page
        link = within.get_by_role("link", name=self.name, exact=True).locator("visible=true")
        with page.expect_navigation():
            (link.first if not self.by else link.last).click()


@dataclass(frozen=True)
class Counts:
    """So many of these stand on the page."""

    what: str
    number: int

    def __call__(self, page: Page) -> None:
        """Count them."""
        expect(page.locator(self.what)).to_have_count(self.number)


@dataclass(frozen=True)
class Bound:
    """The rules of a role that come from this standard, and what they say."""

    role: str
    parts: tuple[str, ...]

    def __call__(self, page: Page) -> None:
        """Read them on the page of the role."""
        Go(self.role)(page)
        expect(page.get_by_role("heading", level=1)).to_have_text(f"{self.role}须知")
        Says(self.parts)(page)


@dataclass(frozen=True)
class Checked:
    """The self-check: with these clauses unmet it comes to this, and says what is to be mended."""

    centre: str
    window: str
    unmet: tuple[str, ...]
    result: str

    def __call__(self, page: Page) -> None:
        """Fill it in."""
        Go("自查表")(page)
        page.get_by_label("服务机构").locator("visible=true").select_option(label=self.centre)
        page.get_by_role("combobox", name=re.compile("^窗口")).select_option(label=self.window)
        page.evaluate(
            """(unmet) => document.querySelectorAll("tr[data-clause]").forEach((row) => {
              const word = unmet.includes(row.dataset.clause) ? "未做到" : "做到";
              [...row.querySelectorAll("label")].find((one) => one.textContent.trim() === word)?.click();
            })""",
            list(self.unmet),
        )
        result = page.get_by_role("status").filter(has_text="得分率")
        expect(result).to_contain_text(self.result)
        expect(page.get_by_role("heading", name=f"要改的 {len(self.unmet)} 条")).to_be_visible()


def bare(where: Locator) -> str:
    """The text of a part of a page without any space."""
    return "".join((where.text_content() or "").split())


def says(*parts: str) -> Says:
    """What the page says."""
    return Says(parts)


def clause(number: str, *parts: str) -> Clause:
    """What a clause says."""
    return Clause(number, parts)


Step = Callable[[Page], None]
CLAUSES: Final = ".wb-clauses tbody tr"
BACK: Final = Go("标准")

WALKS: Final[dict[str, tuple[str, tuple[Step, ...]]]] = {
    "window-self-check": (
        "服务窗口自查自纠",
        (
            Counts(CLAUSES, 16),
            clause("1.1", "窗口号码、服务对象和服务时间"),
            clause("2.5", "岗位轮岗"),
            clause("4.1", "定期清洁消毒"),
            Checked("橘溪街道便民服务站", "综合受理窗口", ("2.5", "4.1"), "87.5"),
            says("未做到"),
            Go("窗口"),
            Go("前台接待窗口", by="物业"),
            says("最近自查", "服务窗口自查自纠", "87.5"),
        ),
    ),
    "service-centre-conduct": (
        "服务中心窗口服务标准",
        (
            Counts(CLAUSES, 17),
            clause("1.4", "微笑", "烦恼"),
            clause("1.6", "不跷二郎腿"),
            clause("2.4", "不顶撞"),
            clause("3.4", "请教上级"),
            says("四、沟通技巧"),
            Go("全部岗位"),
            Bound("政务窗口受理员", ("服务中心窗口服务标准", "不跷二郎腿")),
            Go("服务态度"),
        ),
    ),
}
