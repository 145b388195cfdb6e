"""What a city's `theme/` may hold, and what is said of anything else."""

from pathlib import Path

import pytest

from generator.model.own_theme import NOTHING_OWN, NavigationEntry, OwnTheme
from generator.presenting.pages.city.own import html_of
from generator.publishing.html.frame import with_own
from generator.reading.own_theme import read_own_theme
from generator.telling.messages import line
from tests.fixtures.folders import ROOT

RUNS = "theme/logo.svg:1:1: picture-with-a-script the picture runs something or asks another host for something:"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><circle r="1"/></svg>'


def lay_out(root: Path, **files: str) -> Path:
    """A project whose `theme/` holds these files; a double underscore stands for a slash, a single one for a dot."""
    for name, text in files.items():
        path = root / "theme" / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def told(root: Path) -> list[str]:
    """What is said of the theme of a project, in English."""
    read = read_own_theme(root)
    assert isinstance(read, tuple), read
    return [line(problem, "en") for problem in read]


def test_everything_that_a_theme_may_hold_is_taken(tmp_path: Path) -> None:
    """A picture, colours, pages with files beside them, blocks; README.md and hidden files are passed over."""
    lay_out(
        tmp_path,
        logo_svg=PICTURE,
        colours_css=":root { --wb-brand: #800 }",
        pages__about_md="---\ntitle: 关于本站\n---\n正文\n",
        pages__notice_md="---\ntitle: 通知公告\nplace: navigation\nafter: home\ncalled: 公告\n---\n",
        pages__files__form_pdf="%PDF",
        blocks__announce_html="<p>放假</p>",
        README_md="notes",
        _hidden="",
    )
    read = read_own_theme(tmp_path)
    assert isinstance(read, OwnTheme)
    assert read.files == {
        "assets/own/logo.svg": "theme/logo.svg",
        "assets/own/colours.css": "theme/colours.css",
        "pages/files/form.pdf": "theme/pages/files/form.pdf",
    }
    assert [(page.name, page.called, page.head.place, page.body) for page in read.pages] == [
        ("about", "关于本站", "footer", "正文\n"),
        ("notice", "公告", "navigation", ""),
    ]
    assert read.blocks == {"announce": "<p>放假</p>"}


@pytest.mark.parametrize("theme", ["none", "the product's own"])
def test_a_theme_that_is_none_adds_nothing(tmp_path: Path, theme: str) -> None:
    """Neither a project without the folder nor the repository of the product, or a copy of it, has one of its own."""
    assert read_own_theme(tmp_path if theme == "none" else ROOT) == NOTHING_OWN


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"colors_css": ""}, 'theme/colors.css:1:1: no-place-in-theme there is no place in theme/ for "colors.css"'),
        ({"pages__x_html": ""}, 'theme/pages/x.html:1:1: no-place-in-theme there is no place in theme/ for "x.html"'),
        (
            {"blocks__content_html": ""},
            (
                'theme/blocks/content.html:1:1: no-such-block the frame has no block called "content.html"; there are '
                "announce.html, header.html, brand.html, tabs.html, footer.html, official.html, extrahead.html"
            ),
        ),
        (
            {"pages__x_md": "# 标题\n"},
            "theme/pages/x.md:1:1: no-head-of-page the page does not begin with a head between two lines of ---",
        ),
        (
            {"pages__x_md": "---\ntitle: 标题\nplace: top\n---\n"},
            'theme/pages/x.md:3:8: unknown-value there is no "top"; known are: navigation, footer',
        ),
        (
            {"logo_svg": "<svg><script>alert(1)</script></svg>"},
            f"{RUNS} <script",
        ),
        (
            {"logo_svg": '<svg><image href="https://elsewhere.example/x.png"/></svg>'},
            f'{RUNS} href="https://',
        ),
    ],
)
def test_whatever_has_no_place_is_named(tmp_path: Path, files: dict[str, str], expected: str) -> None:
    """With its path, and for a head with the line in the file."""
    assert told(lay_out(tmp_path, **files)) == [expected]


def test_a_file_beside_pages_is_none_that_runs(tmp_path: Path) -> None:
    """A page of HTML or a script would go past every look at the site."""
    (problem,) = told(lay_out(tmp_path, pages__files__x_html=""))
    assert problem.startswith(
        'theme/pages/files/x.html:1:1: not-a-file-beside-pages "x.html" cannot stand beside pages'
    )


def test_the_text_of_a_page_becomes_html_with_links_that_lead_on() -> None:
    """To pages beside it, to files, and elsewhere; what sets blocks of ours aside is nothing in it."""
    made = html_of("[关于](about.md#x) [表](files/a.md.pdf) [外](https://a.example/b.md)\n\n<!--/raw-->\n")
    assert '<a href="about.html#x">' in made
    assert '<a href="files/a.md.pdf">' in made
    assert '<a href="https://a.example/b.md">' in made
    assert "raw" not in made


def test_a_page_stands_in_the_navigation_where_it_says() -> None:
    """Behind the entry it names; at the end where the row has no such entry; those of one place by name."""
    row = [{"首页": "index.md"}, {"榜单": "lists/index.md"}, {"评分方法": "method.md"}]
    own = [
        NavigationEntry(title=title, page=f"pages/{title}.html", after=after)
        for title, after in (("a", "home"), ("b", "search"), ("c", "home"), ("d", "lists"))
    ]
    assert [next(iter(entry)) for entry in with_own(row, own)] == ["首页", "a", "c", "榜单", "d", "评分方法", "b"]
