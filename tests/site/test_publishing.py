"""From contents to a site: by real MkDocs, on a handful of pages."""

import datetime
import errno
import hashlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.publishing import publish as publish_module
from generator.publishing.contents import Contents, Folder, FolderError, Piece, Published, Refused
from generator.publishing.html.breadcrumbs import trailed
from generator.publishing.html.converting import FOR_SCRIPTS, STYLES, UNUSED
from generator.publishing.html.inspecting import inspect_style, inspect_text
from generator.publishing.html.sitemap import sitemap_files
from generator.publishing.html.unbroken import unbroken
from generator.publishing.lean import lean_page, lean_styles
from generator.publishing.publish import publish
from generator.publishing.releasing import release as release_module
from generator.publishing.serve import SiteServer, serve
from generator.publishing.workers import PREFETCHED, Prefetch, worker_pool
from tests.fixtures.command import windowboard
from tests.fixtures.folders import ROOT
from tests.fixtures.town import Here

DAY = datetime.date(2026, 10, 31)
SEALS = {"SHA256SUMS", "release.json"}
NAV = ("index", "lists/index", "windows/index", "standards/index", "method", "overview", "data/index", "search")


def page(title: str = "题", body: str = "<p>文</p>", head: str = "", template: str = "main.html") -> str:
    """One page as presenting writes it."""
    quoted = json.dumps(title, ensure_ascii=False)
    top = f'title: {quoted}\ntemplate: {template}\nsample: true\ndata_date: "2026-10-31"\n{head}'
    return f"---\n{top}---\n\n# 标题 {{#top}}\n\n<!--raw-->\n{body}\n<!--/raw-->\n"


PAGES = {f"{name}.md": page(name) for name in NAV} | {
    "windows/hall/w1.md": page(
        "一号", '<p><a href="../../standards/s.html#c-1.1">条款</a></p>', template="scorecard.html"
    ),
    "windows/hall/w2.md": page("二号", '<p><a href="w1.html">一号</a></p>', template="scorecard.html"),
    "standards/s.md": page("标准", '<p id="c-1.1">1.1</p>'),
    "cases/index.md": page("处理记录"),  # the footer leads there, and to the next two
    "elder.md": page("长辈版"),
    "corrections.md": page("更正记录"),
}
FILES = {"data/scores.csv": "window,score\nhall/w1,97.5\n"}


def piece(address: str, text: str) -> Piece:
    """A text that says what it is made of by its own digest."""
    return Piece(address=address, digest=hashlib.sha256(text.encode()).hexdigest(), render=lambda: text)


def write_index(text: str, folder: Path, _earlier: Path) -> None:
    """Fill a folder as the search index does."""
    (folder / "index.pf").write_text(text)


def refuse_index(_folder: Path, _earlier: Path) -> None:
    """Fail as the search index does."""
    message = "no room left"
    raise FolderError(message)


def contents(
    pages: Mapping[str, str],
    files: Mapping[str, str] = FILES,
    index: str = "one",
    title: str = "窗口服务公示",
    allowed: frozenset[str] = frozenset(),
) -> Contents:
    """Pages, files and a folder as a search index would be; `allowed`: numbers that may stand in them."""
    make = partial(write_index, index) if index != "full" else refuse_index
    folder = Folder(address="pagefind", digest=index, make=make)
    return Contents(
        title=title,
        day=DAY,
        pages=[piece(*item) for item in pages.items()],
        files=[piece(*item) for item in files.items()],
        folders=(folder,),
        allowed_numbers=allowed,
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def lay_out(root: Path) -> Path:
    """Make a project as the product's own repository is, so that MkDocs alone finds the frame too."""
    root.mkdir(exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "theme", root / "theme")
    return root


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPoolExecutor]:
    """Two processes, as the command has."""
    with worker_pool(2) as executor:
        yield executor


def test_few_results_wait_to_be_taken() -> None:
    """However many calls there are and in whichever order they are taken; each is made once, and its error is told."""
    begun: list[str] = []

    def call(name: str) -> int:
        begun.append(name)
        return int(name)

    calls = {name: partial(call, name) for name in (*map(str, range(20)), "bad")}
    prefetch = Prefetch(Here(), calls)
    order = ["19", *map(str, range(19))]
    for taken, name in enumerate(order):
        assert name in prefetch
        assert len(begun) - taken <= PREFETCHED
        assert prefetch.take(name) == int(name)
        assert name not in prefetch
    with pytest.raises(ValueError, match="bad"):
        prefetch.take("bad")
    with pytest.raises(KeyError):
        prefetch.take("0")
    assert sorted(begun) == sorted(calls)


Build = Callable[..., Published]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty project."""
    return lay_out(tmp_path / "project")


@pytest.fixture
def build(project: Path, pool: ProcessPoolExecutor) -> Build:
    """Publish some pages in the project."""

    def run(pages: Mapping[str, str] = PAGES, root: Path = project, **more: object) -> Published:
        return publish(root, contents(pages, **more), pool=pool)  # type: ignore[arg-type]  # the keywords of `contents`

    return run


def refused(build: Build, pages: Mapping[str, str], **more: object) -> list[str]:
    """Publish what must be refused and tell why."""
    with pytest.raises(Refused) as caught:
        build(pages, **more)
    return [f"{p.path} {p.code.slug} {' '.join(p.facts.values())}".strip() for p in caught.value.problems]


# What is published


def test_a_first_build_makes_the_whole_site(build: Build, project: Path) -> None:
    """Every page, file and folder is there, with the theme's own files, our assets and a stamp without a clock."""
    published = build()
    site = tree(project / "site")
    pages = {address.removesuffix(".md") + ".html" for address in PAGES}
    ours = {"404.html", "build.json", "robots.txt", "data/scores.csv", "pagefind/index.pf"} | SEALS
    assert {path for path in site if not path.startswith("assets/")} == pages | ours
    assert b"margin" in site["assets/windowboard/frame.css"]
    assert any(path.startswith("assets/stylesheets/main.") for path in site)
    assert json.loads(site["build.json"]) == {"day": "2026-10-31", "digest": published.digest, "pages": len(PAGES)}
    assert published.built == tuple(sorted(PAGES))


def test_a_page_has_its_frame(build: Build, project: Path) -> None:
    """Language, banner of sample data, search form, navigation, skip link and day of the data are on a scorecard."""
    build()
    text = (project / "site/windows/hall/w1.html").read_text("utf-8")
    for part in (
        '<html lang="zh-CN"',
        "<title>一号 - ",
        "<strong>示例数据</strong>：城市、机构和结果均为虚构。",
        '<form class="wb-find" role="search" method="get" action="../../search.html">',
        '<a href="../index.html" aria-current="true">窗口</a>',
        '<a href="#top" class="md-skip">',
        '数据截至 <time datetime="2026-10-31">2026-10-31</time>',
        '<link rel="stylesheet" href="../../assets/windowboard/frame.css">',
    ):
        assert part in text
    assert "md-sidebar" not in text


def test_the_same_input_gives_the_same_bytes(build: Build, project: Path, tmp_path: Path) -> None:
    """Another folder, another order of pages and files: not a byte differs."""
    build()
    other = lay_out(tmp_path / "other")
    build(dict(reversed(PAGES.items())), root=other)
    assert tree(project / "site") == tree(other / "site")


def test_a_build_after_changes_equals_a_cold_one(build: Build, project: Path, tmp_path: Path) -> None:
    """Pages, a file and a folder change, come and go: only those are made, and the bytes are the same."""
    build()
    later = {**PAGES, "windows/hall/w2.md": page("新"), "windows/hall/w3.md": page("三"), "index.md": page("首页")}
    del later["method.md"]
    later["method.md"] = PAGES["method.md"]
    build(later, files={}, index="two")
    del later["windows/hall/w3.md"]
    later["windows/hall/w4.md"] = page("四")
    published = build(later, files={"feed.xml": "<feed/>"}, index="three")
    assert published.built == ("windows/hall/w4.md",)
    assert published.removed == ("windows/hall/w3.md",)
    other = lay_out(tmp_path / "other")
    build(later, root=other, files={"feed.xml": "<feed/>"}, index="three")
    assert tree(project / "site") == tree(other / "site")
    assert tree(project / "build/pages") == tree(other / "build/pages")


def test_nothing_is_made_twice(build: Build, project: Path) -> None:
    """An unchanged page is neither rendered nor converted, and an unchanged site is not touched."""
    build()
    before = (project / "site").stat().st_ino

    def unwanted() -> str:
        pytest.fail("rendered again")

    same = [Piece(address=a, digest=piece(a, t).digest, render=unwanted) for a, t in PAGES.items()]
    files = [Piece(address=a, digest=piece(a, t).digest, render=unwanted) for a, t in FILES.items()]
    folder = Folder(address="pagefind", digest="one", make=lambda _folder, _earlier: pytest.fail("made again"))
    with worker_pool(1) as idle:
        again = publish(
            project, Contents(title="窗口服务公示", day=DAY, pages=same, files=files, folders=(folder,)), pool=idle
        )
    assert (again.built, (project / "site").stat().st_ino) == ((), before)


def test_a_new_frame_makes_every_page_anew(build: Build, project: Path) -> None:
    """A new name of the site, a change of mkdocs.yml or of a template reaches all pages."""
    build()
    assert build(title="新").built == tuple(sorted(PAGES))
    assert "<title>一号 - 新" in (project / "site/windows/hall/w1.html").read_text("utf-8")
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("site_description: 新的说明\n")
    assert build(title="新").built == tuple(sorted(PAGES))


def test_a_site_is_on_the_disk_before_it_is_published(
    build: Build, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files and what is noted of them before the exchange, the exchange after it; and nothing twice for nothing."""
    done: list[str] = []

    def settle(folder: Path) -> None:
        (release,) = (project / "build/work").glob("*/next")
        noted = json.loads((project / "build/published.json").read_bytes()).keys()
        assert noted == tree(release).keys()
        state = json.loads((release / "build.json").read_bytes())["digest"][:20]
        assert (project / f"build/state-{state}.json").is_file()
        done.append(f"settled {folder.name}")

    monkeypatch.setattr(publish_module, "settle", settle)
    monkeypatch.setattr(publish_module, "settle_names", lambda folder: done.append(f"named {folder.name}"))
    swap = publish_module.swap  # type: ignore[attr-defined]  # it is what is watched

    def exchanged(*told: Path) -> None:
        done.append("exchanged")
        swap(*told)

    monkeypatch.setattr(publish_module, "swap", exchanged)
    build()
    build()
    assert done == ["settled build", "exchanged", "named project"]


def test_what_cannot_be_written_is_not_published(project: Path, build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails when it is asked to hold the files leaves the earlier site."""
    build()
    before = tree(project / "site")

    def fails(_folder: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(publish_module, "settle", fails)
    with pytest.raises(OSError, match="Input/output"):
        build({**PAGES, "index.md": page("新")})
    assert tree(project / "site") == before
    release_module.settle(project)
    release_module.settle_names(project)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("hooks: [hook.py]\n", "mkdocs.yml settings-reach-out hooks"),
        ("INHERIT: other.yml\n", "mkdocs.yml settings-reach-out INHERIT"),
        ("site_description: !ENV GH_TOKEN\n", "mkdocs.yml settings-reach-out !ENV GH_TOKEN"),
        ("site_description: !ENV [SITE_URL, GH_TOKEN, 'x']\n", "mkdocs.yml settings-reach-out !ENV GH_TOKEN"),
    ],
)
def test_settings_neither_run_anything_nor_publish_a_variable(
    build: Build, project: Path, settings: str, said: str
) -> None:
    """Whoever proposes a change of the data could else run a program, or read a secret on the site."""
    build()
    before = tree(project / "site")
    (project / "hook.py").write_text("raise SystemExit('it ran')")
    (project / "mkdocs.yml").write_text(settings)
    assert refused(build, PAGES) == [said]
    assert tree(project / "site") == before
    (project / "mkdocs.yml").write_text("site_url: !ENV [SITE_URL, 'https://town.example/']\n")
    assert build().new


def test_a_folder_that_cannot_be_made_is_a_refusal(build: Build, project: Path) -> None:
    """The earlier site stays, and what stood in the way is said."""
    build()
    before = tree(project / "site")
    with pytest.raises(Refused) as refused:
        build(index="full")
    assert [(problem.path, problem.code.slug, dict(problem.facts)) for problem in refused.value.problems] == [
        ("pagefind", "search-index-failed", {"message": "no room left"})
    ]
    assert tree(project / "site") == before


def test_an_altered_state_is_not_believed(build: Build, project: Path) -> None:
    """Whoever edits the state gets a full build, not a wrong site."""
    build()
    (state,) = (project / "build").glob("state-*.json")
    state.write_text(state.read_text().replace('"day":"2026', '"day":"2025'))
    assert build().built == tuple(sorted(PAGES))


def test_a_file_lost_from_the_site_is_made_again(build: Build, project: Path) -> None:
    """Pages and theme files that somebody deleted from the site return with the next build."""
    build()
    whole = tree(project / "site")
    (project / "site/windows/hall/w1.html").unlink()
    (project / "site/404.html").unlink()
    assert build().built == ("windows/hall/w1.md",)
    assert tree(project / "site") == whole


def test_a_file_is_looked_through_whole_where_what_may_stand_in_it_is_otherwise(build: Build, project: Path) -> None:
    """A line of before is passed over only where nothing in it would be found today, and nobody touched the file."""
    rows = [f"{number},{'x' * 90}" for number in range(5)]
    text = "\n".join([*rows, f"13800138000,{'x' * 90}", *rows])
    number = frozenset({"13800138000"})
    build(files={"data/a.csv": text}, allowed=number)
    assert build(files={"data/a.csv": f"new\n{text}"}, allowed=number).new
    assert refused(build, PAGES, files={"data/a.csv": text}) == ["data/a.csv personal-data-in-output 13…00"]
    text += f"\n13800138001,{'x' * 90}"
    (project / "site" / "data" / "a.csv").write_text(text)
    wanted = ["data/a.csv personal-data-in-output 13…01"]
    assert refused(build, PAGES, files={"data/a.csv": f"new\n{text}"}, allowed=number) == wanted


@pytest.mark.parametrize("rested", [True, False], ids=["known by its signs", "written just now"])
def test_whatever_was_altered_is_made_again(build: Build, project: Path, *, rested: bool) -> None:
    """Pages, files, folders, theme files and indexes of the site: none is kept unread, whatever its time says."""
    build()
    whole = tree(project / "site")
    if rested:
        for name in whole:
            os.utime(project / "site" / name, (1_700_000_000, 1_700_000_000))
        build()
    theme = next(path for path in whole if path.startswith("assets/stylesheets/main."))
    for path in (
        "windows/hall/w1.html", "data/scores.csv", "pagefind/index.pf", "404.html", "robots.txt", theme,
        "assets/windowboard/frame.css",
    ):  # fmt: skip
        target = project / "site" / path
        told = target.stat()
        target.write_bytes(bytes(byte ^ 1 for byte in whole[path]))
        os.utime(target, ns=(told.st_atime_ns, told.st_mtime_ns))
        build()
        assert tree(project / "site") == whole, path
    (project / "site/pagefind/more.pf").write_text("more")
    build()
    assert tree(project / "site") == whole
    inode = (project / "site").stat().st_ino
    build()
    assert (project / "site").stat().st_ino == inode, "nothing is altered any more"


def test_an_altered_page_is_not_published(build: Build, project: Path) -> None:
    """Whoever edits a page in `build/pages` publishes nothing of it, not even when the frame changes."""
    build()
    page_file = project / "build/pages/windows/hall/w1.md"
    before = page_file.read_bytes()
    for _ in range(2):
        told = page_file.stat()
        page_file.write_bytes(before.replace("一号".encode(), "二号".encode()))
        os.utime(page_file, ns=(told.st_atime_ns, told.st_mtime_ns))
        assert build(title="新").pages == len(PAGES)
        assert page_file.read_bytes() == before
        assert "<title>一号 - 新" in (project / "site/windows/hall/w1.html").read_text("utf-8")
        os.utime(page_file, (1_700_000_000, 1_700_000_000))
        build(title="新")


def test_a_bare_mkdocs_build_works(build: Build, project: Path) -> None:
    """The pages are plain files: MkDocs alone, strict, makes the same of them, and never in `site/`.

    Only the policy of what a page may run is ours; blanks that nobody sees are left out, and files no page asks for.
    """
    build()
    command = [sys.executable, "-m", "mkdocs", "build"]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    assert (done.returncode, "WARNING" in done.stderr) == (0, False)
    bare, site = tree(project / "build/plain"), tree(project / "site")
    made_by_us = {"build.json", "robots.txt", "data/scores.csv", "pagefind/index.pf"} | SEALS
    made_by_it = {"sitemap.xml", "sitemap.xml.gz"}
    made_by_it |= {path for path in bare if UNUSED.search(path)}
    assert made_by_it & site.keys() == set()
    assert {path: _squeezed(path, bare[path]) for path in bare.keys() - made_by_it} == {
        path: _squeezed(path, site[path]) for path in site.keys() - made_by_us
    }


def _squeezed(path: str, data: bytes) -> bytes:
    """A page without policy, blanks beside tags, and what scripts of the theme read; of its styles what is used."""
    if path.startswith(STYLES):
        return lean_styles(data.decode()).encode()
    if not path.endswith(".html"):
        return data
    data = lean_page(unbroken(FOR_SCRIPTS.sub("", data.decode()))).encode()
    page = re.sub(rb"<meta http-equiv=\"Content-Security-Policy\"[^>]*>", b"", data)
    return re.sub(rb"\s+", b" ", re.sub(rb"\s*(<[^>]*>)\s*", rb"\1", page))


# What is not published


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        (
            page() + "\n[nowhere](nowhere.md)\n",
            [
                (
                    "mkdocs.yml mkdocs-complains Doc file 'windows/hall/w2.md' contains a link "
                    "'nowhere.md', but the target "
                    "'windows/hall/nowhere.md' is not found among documentation files."
                ),
            ],
        ),
        (
            page() + "\n<!--raw-->\n",
            [
                "mkdocs.yml mkdocs-complains Error reading page 'windows/hall/w2.md': <!--raw--> without its partner",
            ],
        ),
        (page(body='<p><a href="gone.html">x</a></p>'), ["windows/hall/w2.html dead-link windows/hall/gone.html"]),
        (page(body='<p><a href="#gone">x</a></p>'), ["windows/hall/w2.html dead-link #gone"]),
        (
            page(body='<p><a href="../../standards/s.html#c-9">x</a></p>'),
            ["windows/hall/w2.html dead-link standards/s.html#c-9"],
        ),
        (
            page(body='<p><script src="https://cdn.example/x.js"></script></p>'),
            ["windows/hall/w2.html loads-from-outside https://cdn.example/x.js"],
        ),
    ],
)
def test_what_is_wrong_is_refused_and_the_site_stays(
    build: Build, project: Path, broken: str, expected: list[str]
) -> None:
    """Each planted fault is found and named, and the earlier site keeps every byte."""
    build()
    before = tree(project / "site")
    assert sorted(expected) == sorted(refused(build, {**PAGES, "windows/hall/w2.md": broken}))
    assert tree(project / "site") == before
    assert build().built == ()


@pytest.mark.parametrize("refused_at", ["the last look", "the swap"])
def test_a_refused_build_notes_nothing_of_what_it_did_not_publish(
    build: Build, project: Path, monkeypatch: pytest.MonkeyPatch, refused_at: str
) -> None:
    """However long the files of the site have rested: what is noted of each is the digest that it has."""
    build()
    for path in (project / "site").rglob("*"):
        os.utime(path, ns=(1, 1))
    build()
    before = tree(project / "site")
    other = page("二号", "<p>改</p>", template="scorecard.html")
    if refused_at == "the swap":

        def full(_release: Path, _site: Path) -> bool:
            raise OSError(errno.ENOSPC, "no room left")

        monkeypatch.setattr(release_module, "exchange", full)
        assert refused(build, {**PAGES, "windows/hall/w2.md": other}) == ["site exchange-failed no room left"]
        monkeypatch.undo()
    else:
        refused(build, {**PAGES, "windows/hall/w2.md": other.replace("改", '<a href="gone.html">x</a>')})
    noted = json.loads((project / "build/published.json").read_bytes())
    told = {path: digest for path, (digest, _) in noted.items()}
    assert told == {path: hashlib.sha256(data).hexdigest() for path, data in before.items()}
    assert build().built == ()
    assert tree(project / "site") == before


def test_a_link_to_a_removed_page_is_found_on_a_page_that_did_not_change(build: Build) -> None:
    """When a page goes, the pages that stay are looked at again."""
    build()
    fewer = {address: text for address, text in PAGES.items() if address != "windows/hall/w1.md"}
    assert refused(build, fewer) == ["windows/hall/w2.html dead-link windows/hall/w1.html"]


def test_a_place_that_goes_is_looked_for_on_the_pages_that_stay(build: Build, project: Path) -> None:
    """A page that has not changed may lead there: what a first build refuses, a later one does too."""
    build()
    before = tree(project / "site")
    other = {**PAGES, "standards/s.md": page("标准", '<p id="c-1.2">1.2</p>')}
    assert refused(build, other) == ["windows/hall/w1.html dead-link standards/s.html#c-1.1"]
    assert tree(project / "site") == before
    more = {**PAGES, "standards/s.md": page("标准", '<p id="c-1.1">1.1</p><p id="c-1.2">1.2</p>')}
    assert build(more).built == ("standards/s.md",)


def test_a_page_that_is_no_text_any_more_may_have_had_any_place(build: Build, project: Path) -> None:
    """A disk has garbled the page that loses a place: neither is that place forgotten, nor does the build fall over."""
    build()
    (project / "site/standards/s.html").write_bytes(b"\xc2 garbled")
    other = {**PAGES, "standards/s.md": page("标准", '<p id="c-1.2">1.2</p>')}
    assert refused(build, other) == ["windows/hall/w1.html dead-link standards/s.html#c-1.1"]
    more = {**PAGES, "standards/s.md": page("标准", '<p id="c-1.1">1.1</p><p id="c-1.2">1.2</p>')}
    assert build(more).built == ("standards/s.md",)


def test_a_page_missing_from_the_navigation_is_refused(build: Build) -> None:
    """A stand-in is never published."""
    fewer = {address: text for address, text in PAGES.items() if address != "method.md"}
    assert refused(build, fewer) == ["mkdocs.yml navigation-page-missing method.md"]


@pytest.mark.parametrize(
    "address",
    ["../x.md", "/x.md", "a//b.md", "a/../b.md", ".x.md", "a/.x.md", "a\\b.md", "assets/x.md", "404.md", "x.txt",
     "Method.md", "README.md", "a b.md", "x\n.md", "窗口.md", "a" * 240 + ".md"],
)  # fmt: skip
def test_an_address_that_must_not_be_is_refused(build: Build, project: Path, address: str) -> None:
    """No address leaves its folder, hides, collides with another or with a file of ours, and nothing is written."""
    (reason, *_) = refused(build, {**PAGES, address: page()})
    assert " unusable-address" in reason
    assert not (project / "build/pages").exists()


def test_two_builds_at_once_are_refused(build: Build, project: Path) -> None:
    """The second says so and leaves the first alone; when the first is killed, the next may start."""
    locked = f"r.locked(pathlib.Path({str(project / 'build')!r}))"
    hold = f"import pathlib, generator.publishing.releasing.release as r\nwith {locked}:"
    command = [sys.executable, "-c", f"{hold}\n print(flush=True)\n input()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as first:  # noqa: S603 - our own words
        assert first.stdout is not None
        first.stdout.readline()
        assert refused(build, PAGES) == ["build/lock another-build-runs"]
        first.kill()
    assert build().pages == len(PAGES)


def test_a_site_of_somebody_else_is_refused(build: Build, project: Path) -> None:
    """A folder `site` that this program did not make is not thrown away."""
    (project / "site").mkdir()
    (project / "site/thesis.txt").write_text("ten years")
    assert refused(build, PAGES) == ["site site-not-ours"]
    assert (project / "site/thesis.txt").read_text() == "ten years"


def test_links_among_the_pages_are_not_followed(build: Build, project: Path, tmp_path: Path) -> None:
    """A symbolic link in `build/pages` neither publishes what it leads to nor leads our writing there."""
    build()
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "w1.md").write_text("secret")
    pages = project / "build/pages"
    shutil.rmtree(pages / "windows/hall")
    (pages / "windows/hall").symlink_to(secret)
    (pages / "method.md").unlink()
    (pages / "method.md").symlink_to(secret / "w1.md")
    build({**PAGES, "index.md": page("新")})
    assert tree(secret) == {"w1.md": b"secret"}
    assert not (pages / "windows/hall").is_symlink()
    assert all(b"secret" not in data for data in tree(project / "site").values())


@pytest.mark.parametrize("path", ["build", "build/pages", "build/work", "build/memory.db", "build/pages.json"])
def test_a_build_does_not_work_through_links(build: Build, project: Path, tmp_path: Path, path: str) -> None:
    """What the link leads to keeps every file, and the link is named."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.md").write_text("ten years")
    (project / path).parent.mkdir(exist_ok=True)
    (project / path).symlink_to(other)
    assert refused(build, PAGES) == [f"{path} folder-is-a-link"]
    assert tree(other) == {"thesis.md": b"ten years"}


# The earlier site


def test_a_file_shared_with_the_earlier_site_is_never_written(build: Build, project: Path, tmp_path: Path) -> None:
    """Other names of the files of a site keep their bytes through any later build."""
    build()
    shutil.copytree(project / "site", tmp_path / "names", copy_function=os.link)
    before = tree(tmp_path / "names")
    changed = {address: text.replace("文", "改").replace("题", "改") for address, text in PAGES.items()}
    build(changed, files={"data/scores.csv": "other"}, index="two")
    assert tree(tmp_path / "names") == before
    assert (tmp_path / "names/404.html").samefile(project / "site/404.html")


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {project!r})
from generator.publishing import publish as module
from generator.publishing.workers import worker_pool
from tests.site.test_publishing import PAGES, contents, page

point = sys.argv[1]
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
def after(function):
    def both(*arguments):
        function(*arguments)
        die()
    return both
def report(stage, done, total):
    if stage == point:
        die()
if point == "before swap":
    module.swap = die
if point == "after swap":
    module.swap = after(module.swap)
if point == "between renames":
    from generator.publishing.releasing import release
    release.exchange = lambda one, other: False
    rename = Path.rename
    Path.rename = lambda self, target: rename(self, target) if self.name != "next" else die()
if __name__ == "__main__":
    pages = {{**PAGES, "index.md": page("新")}}
    with worker_pool(1) as pool:
        module.publish(Path({root!r}), contents(pages, files={{"feed.xml": "<feed/>"}}), pool=pool, report=report)
"""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, pool: ProcessPoolExecutor) -> dict[str, bytes]:
    """What the build that gets killed would have made."""
    root = lay_out(tmp_path_factory.mktemp("undisturbed") / "project")
    publish(root, contents({**PAGES, "index.md": page("新")}, files={"feed.xml": "<feed/>"}), pool=pool)
    return tree(root / "site")


@pytest.mark.parametrize(
    ("point", "expected"),
    [("pages", "old"), ("html", "old"), ("files", "old"), ("check", "old"), ("before swap", "old"),
     ("between renames", "aside"), ("after swap", "new")],
)  # fmt: skip
def test_a_killed_build_leaves_a_whole_site(
    build: Build, project: Path, undisturbed: dict[str, bytes], point: str, expected: str
) -> None:
    """Wherever the kill falls there is one whole site, the earlier or the new, and the next build mends the rest."""
    build()
    old = tree(project / "site")
    script = project.parent / "killed.py"
    script.write_text(KILLED.format(project=str(ROOT), root=str(project)))
    done = subprocess.run([sys.executable, str(script), point], check=False, capture_output=True)  # noqa: S603 - our own words
    assert done.returncode == -signal.SIGKILL
    left = project / ("build/previous" if expected == "aside" else "site")
    assert (tree(left) == old) is (expected != "new")
    build({**PAGES, "index.md": page("新")}, files={"feed.xml": "<feed/>"})
    assert tree(project / "site") == undisturbed
    assert not (project / "build/previous").exists()


def test_a_system_that_cannot_exchange_folders_renames_them(
    build: Build, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two renames do the same where one call is not to be had."""
    build()
    monkeypatch.setattr(release_module, "exchange", lambda _one, _other: False)
    build({**PAGES, "method.md": page("新")})
    assert "<title>新 - " in (project / "site/method.html").read_text("utf-8")
    assert not (project / "build/previous").exists()


def test_a_failing_exchange_is_a_refusal(build: Build, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site on another file system is named as the reason, and stays."""
    build()
    before = tree(project / "site")

    def fails(*_: Path) -> bool:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(release_module, "exchange", fails)
    assert refused(build, {**PAGES, "index.md": page("新")}) == ["site exchange-failed Invalid cross-device link"]
    assert tree(project / "site") == before


# Titles


class Tags(HTMLParser):
    """Reads a page as a browser would and keeps its tags, with all attributes but those that hold words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.title = ""
        self._in_title = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag and the names of its attributes."""
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        self._in_title = tag == "title"

    def handle_data(self, data: str) -> None:
        """Keep the words of the title."""
        self.title += data if self._in_title else ""
        self._in_title = False


HOSTILE = (
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ config }}{% raw %}",
    "A & B < C > D",
    "&lt;b&gt; &#60;i&#62;",
    "<!--raw-->",
    "{#x} [a](javascript:b) `c`",
)


def numeric(text: str) -> str:
    """Escape as presenting does: every sign of markup as an entity."""
    return "".join(c if c.isalnum() or c == " " else f"&#{ord(c)};" for c in text)


@pytest.fixture(scope="module")
def titled(tmp_path_factory: pytest.TempPathFactory, pool: ProcessPoolExecutor) -> Path:
    """A site with a page for each hostile title, escaped and by mistake not, in both templates, and a plain one."""
    root = lay_out(tmp_path_factory.mktemp("titled") / "project")
    pages = dict(PAGES)
    for name, escape in (("escaped", numeric), ("bare", str)):
        for number, title in enumerate(("plain", *HOSTILE)):
            for template in ("main", "scorecard"):
                description = f"description: {json.dumps(escape(title))}\n"
                text = page(escape(title), head=description, template=f"{template}.html")
                heading = f"# {numeric(title)} {{#top}}\n\n## {numeric(title)} {{#two}}"
                pages[f"windows/hall/{name}-{template}-{number}.md"] = text.replace("# 标题 {#top}", heading)
                pages[f"windows/hall/{name}-{template}-{number}-alone.md"] = text.replace("# 标题 {#top}", "")
    publish(root, contents(pages), pool=pool)
    return root / "site/windows/hall"


@pytest.mark.parametrize("template", ["main", "scorecard"])
@pytest.mark.parametrize("form", ["escaped", "bare"])
@pytest.mark.parametrize("alone", ["", "-alone"])
@pytest.mark.parametrize("number", range(1, len(HOSTILE) + 1))
def test_no_title_becomes_markup(titled: Path, template: str, form: str, alone: str, number: int) -> None:
    """Whatever a title says, the page has the tags of a page with a plain title, and no others."""
    plain = Tags((titled / f"{form}-{template}-0{alone}.html").read_text("utf-8"))
    hostile = Tags((titled / f"{form}-{template}-{number}{alone}.html").read_text("utf-8"))
    assert plain.tags == hostile.tags
    if form == "escaped":
        assert " ".join(HOSTILE[number - 1].split()) in hostile.title


# The look at finished pages


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<img src="//evil.example/x.png">', ["loads-from-outside //evil.example/x.png"]),
        ("<IMG SRC=http://evil.example/x.png>", ["loads-from-outside http://evil.example/x.png"]),
        ('<a href="java&#10;script:alert(1)">', ["loads-from-outside java\nscript:alert(1)".replace("\n", " ")]),
        ('<link rel="stylesheet" href="/absolute.css">', ["loads-from-outside /absolute.css"]),
        ('<base href="x">', ["loads-from-outside x"]),
        ('<form action="https://evil.example/">', ["loads-from-outside https://evil.example/"]),
        ('<a title="> src=http://no" href="https://example.org/">', []),
        ('<a href="mailto:a@example.org"><a href="tel:12345"><img src="data:image/png;base64,AA">', []),
        ('<link rel="canonical" href="https://own.example/p.html"><p id="here"><a href="#here"><a href="#">', []),
    ],
)
def test_what_a_page_may_load(markup: str, expected: list[str]) -> None:
    """Nothing is loaded from another host and no link runs a script; a reader may follow a link anywhere."""
    problems, _ = inspect_text("p.html", markup, "https://own.example/")
    assert expected == [f"{problem.code.slug} {problem.facts['link']}" for problem in problems]


def test_links_are_resolved_from_the_page() -> None:
    """A link is relative to its page, with its question and its encoding taken off."""
    text = '<a href="../b/%E7%AA%97.html?q=1#x&amp;y"><form action="../search.html"><a href="../../../out.html">'
    _, links = inspect_text("windows/a/p.html", text, "")
    assert [(link.target, link.fragment) for link in links] == [
        ("../out.html", ""),
        ("windows/b/窗.html", "x&y"),
        ("windows/search.html", ""),
    ]


def test_a_style_sheet_loads_nothing_from_outside() -> None:
    """Imports and pictures of other hosts are found; those of ours are not."""
    text = "@import 'https://a.example/x.css'; b{background:url( \"//c.example/d.png\")} e{background:url(f.png)}"
    assert [problem.facts["link"] for problem in inspect_style("x.css", text)] == [
        "https://a.example/x.css",
        "//c.example/d.png",
    ]


def test_the_map_of_a_large_site_is_cut() -> None:
    """More addresses than one file may hold make several files and an index of them."""
    files = sitemap_files("https://own.example/x", ["b.html", "a&b.html", "c.html"], most=2)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    base = "https://own.example/x"
    assert files == {
        "robots.txt": f"User-agent: *\nAllow: /\nSitemap: {base}/sitemap.xml\n",
        "sitemap.xml": f"{head}<sitemapindex {space}>\n<sitemap><loc>{base}/sitemap-1.xml</loc></sitemap>\n"
        f"<sitemap><loc>{base}/sitemap-2.xml</loc></sitemap>\n</sitemapindex>\n",
        "sitemap-1.xml": f"{head}<urlset {space}>\n<url><loc>{base}/a%26b.html</loc></url>\n"
        f"<url><loc>{base}/b.html</loc></url>\n</urlset>\n",
        "sitemap-2.xml": f"{head}<urlset {space}>\n<url><loc>{base}/c.html</loc></url>\n</urlset>\n",
    }
    assert sitemap_files("", ["a.html"]) == {"robots.txt": "User-agent: *\nAllow: /\n"}


# Serving


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Callable[[str], tuple[int, str | None, bytes]]]:
    """Ask a running server for an address: status, type, body."""
    server = SiteServer(tmp_path, 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()

    def ask(address: str) -> tuple[int, str | None, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
        try:
            connection.request("GET", address)
            answer = connection.getresponse()
            return answer.status, answer.getheader("Content-Type"), answer.read()
        finally:
            connection.close()

    yield ask
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_server_gives_files_of_the_site_only(
    served: Callable[[str], tuple[int, str | None, bytes]], tmp_path: Path
) -> None:
    """Types are right, folders are not listed, nothing above the site is given, and an exchanged site is seen."""
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "site/folder").mkdir(parents=True)
    for name, text in {"404.html": "无", "index.html": "首页", "a.wasm": "w", "a.csv": "c", "folder/a.js": "j"}.items():
        (tmp_path / "site" / name).write_text(text, "utf-8")
    html = "text/html; charset=utf-8"
    assert served("/") == (200, html, "首页".encode())
    assert served("/a.wasm")[1] == "application/wasm"
    assert served("/a.csv")[1] == "text/csv; charset=utf-8"
    assert served("/folder/a.js")[1] == "text/javascript; charset=utf-8"
    for address in ("/folder/", "/nothing", "/../secret.txt", "/%2e%2e/secret.txt"):
        assert served(address) == (404, html, "无".encode())
    (tmp_path / "site").rename(tmp_path / "old")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("新", "utf-8")
    assert served("/") == (200, html, "新".encode())


def test_a_change_of_the_sources_builds_again_once(tmp_path: Path) -> None:
    """Several changes within a moment are one build; changes elsewhere are none."""
    (tmp_path / "results").mkdir()
    (tmp_path / "build").mkdir()
    ready = threading.Event()
    builds: list[str] = []

    def rebuild() -> None:
        builds.append("built")
        if len(builds) > 1:
            raise KeyboardInterrupt

    thread = threading.Thread(target=serve, args=(tmp_path, 0, rebuild, lambda _: ready.set()))
    thread.start()
    assert ready.wait(10)
    (tmp_path / "build/x.html").write_text("x")
    for number in range(5):
        (tmp_path / f"results/{number}.yml").write_text("x")
    thread.join(15)
    assert (thread.is_alive(), builds) == (False, ["built", "built"])


def test_a_port_that_is_taken_is_said_before_anything_is_built(tmp_path: Path) -> None:
    """In one line with the port."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        (tmp_path / "standards").mkdir()
        done = windowboard(tmp_path, "serve", "--lang", "en", "--port", str(port))
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == f"serve: port-not-free port {port} cannot be used: Address already in use"
    assert not (tmp_path / "build").exists()


def test_the_server_gives_nothing_that_a_link_leads_out_to(
    served: Callable[[str], tuple[int, str | None, bytes]], tmp_path: Path
) -> None:
    """Nor stumbles over a zero byte or a name that no file can have."""
    (tmp_path / "site").mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets/index.html").write_text("secret")
    (tmp_path / "site/link.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "site/links").symlink_to(tmp_path / "secrets")
    for address in ("/link.txt", "/links/", "/links/index.html", "/%00", "/a%00.html", f"/{'x' * 300}"):
        status, _, body = served(address)
        assert (status, b"secret" in body) == (404, False), address


def test_what_is_not_there_is_said_in_the_language_of_its_folder(
    served: Callable[[str], tuple[int, str | None, bytes]], tmp_path: Path
) -> None:
    """A site in two languages has two such pages; what only looks like a language has the first."""
    for folder, said in {"site": "没有", "site/en": "none"}.items():
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "404.html").write_text(said, encoding="utf-8")
    assert [served(address)[2].decode() for address in ("/x", "/en/x", "/zh/x", "/enx")] == [
        "没有",
        "none",
        "没有",
        "没有",
    ]


def test_a_visitor_who_hangs_up_is_no_fault(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Nothing is printed, and the next one is answered; files are given whole, and that is said."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_bytes(b"x" * 20_000_000)
    server = SiteServer(tmp_path, 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    for _ in range(5):
        with socket.create_connection(("127.0.0.1", server.server_port)) as visitor:
            visitor.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            visitor.sendall(b"GET / HTTP/1.0\r\n\r\n")
            visitor.recv(100)
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    connection.request("GET", "/", headers={"Range": "bytes=0-9"})
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("Accept-Ranges"), len(answer.read())) == (200, "none", 20_000_000)
    connection.close()
    server.shutdown()
    thread.join()
    server.server_close()
    assert capfd.readouterr() == ("", "")


def test_what_the_earlier_site_named_is_given_for_a_while(tmp_path: Path) -> None:
    """A page that was loaded just before the change finds the files that it names; they are gone with the next one."""
    for folder, names in {"site": ("index.html", "old.pf"), "build/turn": ()}.items():
        (tmp_path / folder).mkdir(parents=True)
        for name in names:
            (tmp_path / folder / name).write_text(name)
    server = SiteServer(tmp_path, 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()

    def asked(address: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
        connection.request("GET", address)
        answer = connection.getresponse()
        try:
            return answer.status, answer.read()
        finally:
            connection.close()

    def rebuild() -> None:
        shutil.rmtree(tmp_path / "build/turn", ignore_errors=True)
        (tmp_path / "site").rename(tmp_path / "build/turn")
        (tmp_path / "site").mkdir()
        (tmp_path / "site/new.pf").write_text("new.pf")
        assert asked("/old.pf") == (200, b"old.pf")

    server.changed(rebuild)
    shutil.rmtree(tmp_path / "build/turn")
    assert (asked("/old.pf"), asked("/new.pf")) == ((200, b"old.pf"), (200, b"new.pf"))
    assert asked("/other.pf")[0] == 404
    server.changed(lambda: None)
    assert asked("/old.pf")[0] == 404
    server.shutdown()
    thread.join()
    server.server_close()


def test_progress_is_reported(project: Path, pool: ProcessPoolExecutor) -> None:
    """Each stage says how far it is and ends with all of it done."""
    heard: dict[str, tuple[int, int]] = {}
    publish(project, contents(PAGES), pool=pool, report=lambda stage, *how_far: heard.update({stage: how_far}))
    assert heard == {"pages": (14, 14), "html": (14, 14), "files": (1, 1), "check": (1, 1)}
    assert publish_module.silent("pages", 1, 1) is None  # type: ignore[func-returns-value]  # that it returns nothing is what is tested


def test_a_path_is_told_to_search_engines_as_it_is_shown() -> None:
    """Its links, whole, and the heading; no name can end the script that it stands in."""
    page = (
        '<head>\n<link rel="canonical" href="https://a.example/b/lists/halls/x.html">\n</head>'
        '<p class="wb-crumbs"><a href="../index.html">榜单</a> › <a href="index.html">甲 &amp; <i>乙</i></a> › 区</p>'
        '<h1 id="top">&lt;/script&gt;题</h1>'
    )
    text = trailed(page)
    (said,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>\n</head>', text)
    assert "<" not in said
    told = json.loads(said)
    assert told["@type"] == "BreadcrumbList"
    assert [(one["position"], one["name"], one.get("item")) for one in told["itemListElement"]] == [
        (1, "榜单", "https://a.example/b/lists/index.html"),
        (2, "甲 & 乙", "https://a.example/b/lists/halls/index.html"),
        (3, "</script>题", None),
    ]
    for lost in ('<link rel="canonical"', 'class="wb-crumbs"', "<h1"):
        assert trailed(page.replace(lost, "<")) == page.replace(lost, "<")
