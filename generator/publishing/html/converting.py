"""Markdown pages into HTML, a slice at a time, by MkDocs.

A slice is a folder of its own with hard links to its pages, so its cost grows with its pages and not with the site.
The pages of the navigation row that are not among them are stood in for by empty ones: all that another page shows of
them is their title, and that is in mkdocs.yml. Slices are tasks for any executor of processes that see the same files.
"""

import gc
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import BaseLoader, Environment

from generator.model.problem import Problem
from generator.publishing.contents import Additions, InLanguage, html_address, refusal
from generator.publishing.html.breadcrumbs import trailed
from generator.publishing.html.content_policy import guarded
from generator.publishing.html.frame import (
    LOGO,
    MKDOCS_COMPLAINS,
    SETTINGS,
    configured,
    heard,
    navigation_in,
    said_in,
    ways_between,
    with_blocks,
    with_own,
)
from generator.publishing.html.inspecting import Link, inspect_pages
from generator.publishing.html.unbroken import unbroken
from generator.publishing.last_look import personal_on_pages
from generator.publishing.lean import lean_page, lean_styles
from generator.publishing.writing import regular_files, share
from generator.words.languages import Language
from generator.words.templates import compiled_in, speak

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.theme import Theme

LARGEST_SLICE: Final = 200
"""Pages: enough that the quarter of a second MkDocs needs to start is small beside them."""
SMALLEST_SLICE: Final = 60
STAND_IN: Final = "---\ntitle: stand-in\n---\n"
UNUSED: Final = re.compile(r"assets/(javascripts/|images/favicon\.png$)|\.map$")
"""Files of the theme that no page asks for: its scripts, and what people who develop it look up; its icon."""
STYLES: Final = "assets/stylesheets/"
"""The style sheets of the theme."""
FOR_SCRIPTS: Final = re.compile(
    r'<input class="md-toggle"[^>]*>|<label class="md-overlay"[^>]*></label>'
    r'|<div class="md-dialog"[^>]*>\s*<div class="md-dialog__inner md-typeset"></div>\s*</div>'
    r'| data-md-(?:component|type)="\w+"'
)
"""What stands in every page of the theme for its scripts alone, which ours does not load: half a kilobyte."""
_INDENT: Final = re.compile(r"\n[ \t]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Slice:
    """A task: some pages to be made into HTML and put into a release."""

    root: str
    """The project; its pages are in `build/pages`, those of a further language in `build/<language>/pages`."""
    work: str
    """A folder that the task makes, uses and removes."""
    compiled: Path | None
    """As in `compiled_folder`."""
    release: str
    """The folder that receives the HTML, on the same file system."""
    pages: tuple[str, ...]
    """Addresses (`.md`), below the folder of the language."""
    nav: tuple[str, ...]
    told: InLanguage
    """The language of the pages, and their frame."""
    languages: tuple[Language, ...]
    """Of the site, its own first."""
    site_url: str
    """Of the site as a whole."""
    epoch: int
    """Seconds: the time that MkDocs is told."""
    static: bool = False
    """The style sheets, scripts and 404 page of the theme are wanted too."""
    allowed_numbers: frozenset[str] = frozenset()
    """As in `Contents`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Converted:
    """What came of a slice."""

    pages: int
    problems: tuple[Problem, ...]
    links: tuple[Link, ...]
    static: tuple[str, ...]
    """Paths of the theme's own files, where they were wanted."""


def cut(pages: Sequence[str], task: Slice) -> Iterator[Slice]:
    """Cut pages into an even number of like slices, or one where they are too few to be worth a second process."""
    pairs = -(-len(pages) // (2 * LARGEST_SLICE))
    size = max(SMALLEST_SLICE, -(-len(pages) // (2 * pairs or 1)))
    for number, start in enumerate(range(0, len(pages), size)):
        part = tuple(pages[start : start + size])
        yield replace(task, work=f"{task.work}/{number}", pages=part)


def convert(task: Slice) -> Converted:
    """Make the HTML of a slice, put it into the release and look at it; return problems.

    They are of the codes mkdocs-complains, empty-output, loads-from-outside and personal-data-in-output.
    """
    work, release = Path(task.work), Path(task.release)
    shutil.rmtree(work, ignore_errors=True)
    _lay_out(Path(task.root) / "build" / task.told.folder / "pages", work / "docs", task)
    messages = _run_mkdocs(task, work)
    if messages:
        problems = tuple(refusal(SETTINGS, MKDOCS_COMPLAINS, message=message) for message in messages)
        return Converted(pages=len(task.pages), problems=problems, links=(), static=())
    folder = task.told.folder
    outputs = [html_address(page) for page in task.pages]
    discarded = {html_address(page) for page in task.nav} | {"sitemap.xml", "sitemap.xml.gz"}
    made = (path for path in regular_files(work / "site") if path not in discarded and not UNUSED.search(path))
    static = [*made] if task.static else []
    for address in [*outputs, *static]:
        _move(work / "site" / address, release / folder / address)
        if address.endswith(".html"):
            _guard(release / folder / address)
        elif address.startswith(STYLES):
            _thin(release / folder / address)
    shutil.rmtree(work)
    pages = [f"{folder}{page}" for page in outputs]
    seen = inspect_pages(release, pages, task.site_url)
    problems = (*seen.problems, *personal_on_pages(release, pages, task.allowed_numbers))
    told = tuple(f"{folder}{path}" for path in static)
    gc.collect()  # pages of MkDocs lead to one another: a process would hold those of its earlier slices
    return Converted(pages=len(task.pages), problems=problems, links=seen.links, static=told)


def _lay_out(pages: Path, docs: Path, task: Slice) -> None:
    docs.mkdir(parents=True)
    for address in task.pages:
        target = docs / address
        target.parent.mkdir(parents=True, exist_ok=True)
        share(pages / address, target)
    for address in set(task.nav) - set(task.pages):
        (docs / address).parent.mkdir(parents=True, exist_ok=True)
        (docs / address).write_text(STAND_IN, "utf-8")


def _run_mkdocs(task: Slice, work: Path) -> list[str]:
    """Build `work/docs` into `work/site`; return what MkDocs warned of, for strict means that none is let pass."""
    from mkdocs.commands.build import build  # noqa: PLC0415 - loaded in the process that needs it

    with heard() as messages, _told_the_time(task.epoch):
        try:
            config = configured(
                Path(task.root),
                docs_dir=str(work / "docs"),
                site_dir=str(work / "site"),
                site_name=task.told.title,
                site_url=f"{task.site_url}{task.told.folder}" if task.site_url else "",
                strict=True,
                exclude_docs=None if task.static else "*.*\n!*.md",
            )
            _speak(config, task.told.lang)
            _add(config, task.told.additions)
            config.extra["ways"] = ways_between(task.told.lang, task.languages, task.site_url)
            _make_quick(config.theme, task.compiled, task.told.lang, static=task.static)
            build(config)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever MkDocs, Markdown or Jinja throws is a refusal
            if not messages:  # else it has been said already
                messages.append(f"{type(error).__name__}: {error}")
    return messages


def _speak(config: "MkDocsConfig", lang: Language) -> None:
    """Say in the language of the site what mkdocs.yml and our frame say."""
    environment = config.theme.get_env()
    speak(environment, lang)
    environment.loader = _Loader(environment.loader or BaseLoader())
    config.theme.get_env = lambda: environment  # type: ignore[method-assign]  # MkDocs asks for it twice
    if lang == "zh":
        return

    config.site_description = said_in(lang, config.site_description or "")
    config.nav = navigation_in(lang, config.nav or [])
    config.theme["language"] = lang


def _add(config: "MkDocsConfig", additions: Additions) -> None:
    """Put what the city adds into the frame."""
    config.nav = with_own(config.nav or [], additions.navigation)
    config.extra["footer"] = additions.footer
    config.extra["logo"] = LOGO if LOGO in additions.files else ""
    config.extra_css += [path for path in additions.files if path.endswith(".css")]
    environment = config.theme.get_env()
    environment.loader = _Blocks(environment.loader or BaseLoader(), additions.blocks)


class _Blocks(BaseLoader):
    """The frame with the blocks of a city in the place of the product's, which stay within reach as `super()`."""

    FRAME: Final = "main.html"
    PRODUCT: Final = "windowboard/main.html"

    def __init__(self, loader: BaseLoader, blocks: Mapping[str, str]) -> None:
        self.loader = loader
        self.source = with_blocks(blocks, self.PRODUCT) if blocks else ""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        if self.source and template == self.FRAME:
            return self.source, None, None
        return self.loader.get_source(environment, self.FRAME if template == self.PRODUCT else template)

    def list_templates(self) -> list[str]:
        return self.loader.list_templates()


class _Loader(BaseLoader):
    """Templates of a theme without their indentation, and what its scripts would need: it would stand in every page."""

    def __init__(self, loader: BaseLoader) -> None:
        self.loader = loader

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        source, path, is_current = self.loader.get_source(environment, template)
        return _INDENT.sub("\n", FOR_SCRIPTS.sub("", source)), path, is_current

    def list_templates(self) -> list[str]:
        return self.loader.list_templates()


def _make_quick(theme: "Theme", compiled: Path | None, lang: Language, *, static: bool) -> None:
    """Keep compiled templates between builds, and do not list Material's 14,000 icons where no file of it is wanted.

    Together these are half of what a slice of a few pages costs. Lines that hold nothing but a tag of a template leave
    nothing behind: a seventh of the frame around every page.
    """
    environment = theme.get_env()
    environment.trim_blocks = environment.lstrip_blocks = True
    if compiled is not None:
        environment.bytecode_cache = compiled_in(compiled, "frame", lang)
    if not static:
        environment.list_templates = lambda *_args, **_kinds: []  # type: ignore[method-assign]  # of this one only
    theme.get_env = lambda: environment  # type: ignore[method-assign]  # MkDocs asks for it once more


@contextmanager
def _told_the_time(epoch: int) -> Iterator[None]:
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch)
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


def _guard(page: Path) -> None:
    if page.is_file():
        page.write_bytes(lean_page(unbroken(guarded(trailed(page.read_text("utf-8"))))).encode())


def _thin(sheet: Path) -> None:
    sheet.write_text(lean_styles(sheet.read_text("utf-8")), "utf-8")


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_file():  # a page that is missing is found by the inspection
        source.rename(target)
