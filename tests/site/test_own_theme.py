"""A city's own logo, colours, pages, blocks and official facts, on its site."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from tests.fixtures.command import windowboard
from tests.fixtures.town import lay_out, tree

OFFICIAL = """
official:
  organiser: 港口镇人民政府
  contact: 0575-87654321，港口路 1 号
  code: "3306000001"
  icp: 浙ICP备12345678号-1
  police: 浙公网安备 33060002000001号
  mark: 08C2B2C6B6F8D3F4E053012819AC1234
"""

NOTICE = """---
title: 通知公告
place: navigation
called: 公告
after: home
---

见[表](files/form.csv)，电话 0575-12345678。
"""
FACTS = (
    "关于本站",
    "主办单位：港口镇人民政府",
    "联系方式：0575-87654321",
    "网站标识码：3306000001",
    "党政机关网站标识",
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town with all that it may add, built."""
    root = lay_out(tmp_path_factory.mktemp("town"))
    with (root / "standards" / "policy.yml").open("a", encoding="utf-8") as policy:
        policy.write(OFFICIAL)
    for path, text in {
        "logo.svg": '<svg xmlns="http://www.w3.org/2000/svg"><circle r="1"/></svg>',
        "colours.css": ":root { --wb-brand: #8a1c1c }",
        "pages/notice.md": NOTICE,
        "pages/about.md": "---\ntitle: 关于本站\n---\n\n## 由来\n",
        "pages/files/form.csv": "项目\n",
        "blocks/announce.html": "<p>国庆放假</p>{{ super() }}",
    }.items():
        (root / "theme" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "theme" / path).write_text(text, encoding="utf-8")
    built = windowboard(root, "build")
    assert built.returncode == 0, built.stderr
    return root


def pages(root: Path) -> Iterator[tuple[str, str]]:
    """Address and text of every page of its site."""
    for path in sorted((root / "site").rglob("*.html")):
        yield path.relative_to(root / "site").as_posix(), path.read_text("utf-8")


def test_every_page_carries_what_the_city_adds(town: Path) -> None:
    """Logo, colours, the entry of the navigation, the block, the way to the other page, and every official fact."""
    for address, text in pages(town):
        up = "/" if address == "404.html" else "../" * address.count("/")
        assert f'<img class="wb-logo" src="{up}assets/own/logo.svg" alt="">' in text, address
        assert f'<link rel="stylesheet" href="{up}assets/own/colours.css">' in text, address
        assert re.search(r"首页</a></li>\s*<li><a [^>]*>公告</a>", text), address
        assert "<p>国庆放假</p>" in text, address
        foot = unescape(re.sub(r"<[^>]+>", "|", text.partition('class="wb-official"')[2]))
        for fact in FACTS:
            assert f"|{fact}" in foot, (address, fact)
        assert 'href="https://beian.miit.gov.cn/">浙ICP备12345678号-1</a>' in text
        assert "code=33060002000001" in text


def test_an_own_page_is_a_page_of_the_site(town: Path) -> None:
    """Its title is its heading, its links are looked at, and its telephone number is printed on purpose."""
    notice = (town / "site" / "pages" / "notice.html").read_text("utf-8")
    assert "<h1>通知公告</h1>" in notice
    assert '<a href="files/form.csv">表</a>，电话 0575-12345678。' in notice
    assert (town / "site" / "pages" / "files" / "form.csv").read_text("utf-8") == "项目\n"
    assert re.findall(r"<a [^>]*aria-current[^>]*>([^<]*)", notice) == ["公告"]
    about = (town / "site" / "pages" / "about.html").read_text("utf-8")
    assert "aria-current" not in about


def test_a_dead_link_on_an_own_page_is_refused(town: Path) -> None:
    """As on any other page; the site stays as it was."""
    before = tree(town / "site")
    about = town / "theme" / "pages" / "about.md"
    good = about.read_text("utf-8")
    about.write_text(f"{good}\n[榜单](../list/index.html)\n", "utf-8")
    refused = windowboard(town, "build", "--lang", "en")
    about.write_text(good, "utf-8")
    assert refused.returncode == 1
    assert "pages/about.html: dead-link" in refused.stderr
    assert tree(town / "site") == before


def test_a_broken_block_is_refused_with_its_line(town: Path) -> None:
    """It is a template: what does not close is found before any page is made."""
    block = town / "theme" / "blocks" / "announce.html"
    good = block.read_text("utf-8")
    block.write_text("<p>\n{{ super( }}</p>", "utf-8")
    refused = windowboard(town, "build", "--lang", "en")
    block.write_text(good, "utf-8")
    assert refused.returncode == 1
    assert "theme/blocks/announce.html:2:1: broken-block" in refused.stderr


def test_check_looks_at_the_theme_too(town: Path) -> None:
    """What a build would refuse for the sake of the theme, a check says."""
    (town / "theme" / "colors.css").write_text("")
    checked = windowboard(town, "check", "--lang", "en")
    (town / "theme" / "colors.css").unlink()
    assert checked.returncode == 2
    assert "theme/colors.css:1:1: no-place-in-theme" in checked.stderr + checked.stdout
