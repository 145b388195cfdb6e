"""The frame of every page: what MkDocs is told, the templates around a page, and the programs that put pages into them.

The product's own settings are the base; what the `mkdocs.yml` of a city says is put over them, and there need be none.
"""

import hashlib
import logging
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, TemplateSyntaxError

from generator.model.own_theme import NavigationEntry
from generator.model.problem import Code, Problem
from generator.product import FRAME, THEME, program_digest
from generator.publishing.contents import InLanguage, Refused, refusal
from generator.publishing.writing import regular_files
from generator.words.catalogue import digest_of_words, in_context, words_of
from generator.words.languages import HREFLANGS, NAMES, TAGS, Language, folder_of

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

SETTINGS: Final = "mkdocs.yml"
"""What a city tells MkDocs over what the product does."""
LOGO: Final = "assets/own/logo.svg"
"""The address of the picture beside the name of the site, where a city has one."""
TEMPLATES: Final = THEME / "overrides"

# Material greets every process that loads it with a banner about its own future.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """What the pages of a site have in common."""

    digests: Mapping[str, str]
    """By folder of a language: a new one means that every page of it is made anew."""
    site_url: str
    """The address of the site, ending in a slash; empty where mkdocs.yml names none."""
    nav: tuple[str, ...]
    """Addresses (`.md`) of the pages in the navigation row."""


MKDOCS_COMPLAINS: Final = Code(
    slug="mkdocs-complains",
    says="MkDocs 报告：{message}",
    mend="按提示修改 mkdocs.yml 或 theme/。",
    wrong="nav:\n  - 首页: [index.md",
    right="nav:\n  - 首页: index.md",
)


SETTINGS_REACH_OUT: Final = Code(
    slug="settings-reach-out",
    says="mkdocs.yml 里的 {what} 会运行程序，或把这台机器上的内容写进网站",
    mend="删去它；网站的地址写 site_url，环境变量只认 SITE_URL。",
    wrong="hooks: [hook.py]\nsite_description: !ENV GH_TOKEN",
    right="site_url: !ENV SITE_URL",
)
_VARIABLE: Final = re.compile(r"!ENV[ \t]*\[?([^\]\n#]*)")
_NAME: Final = re.compile(r"[A-Z_][A-Z0-9_]{2,}")
_RUNS: Final = ("hooks", "INHERIT")
"""Keys by which settings run what stands beside them, or take in other settings."""


def _reaching_out(root: Path) -> Iterator[Problem]:
    """What in the settings of a city runs something, or publishes a variable of the machine besides the address."""
    path = root / SETTINGS
    for number, line in enumerate(path.read_text("utf-8", "replace").splitlines() if path.is_file() else (), start=1):
        key, _, value = (part.strip("'\" ") for part in line.partition(":"))
        found = [key] if key in _RUNS and not _is_our_frame(root / value) else []
        for told in _VARIABLE.findall(line):
            found += [f"!ENV {name}" for name in _NAME.findall(told) if name != "SITE_URL"]
        for what in found:
            yield replace(refusal(SETTINGS, SETTINGS_REACH_OUT, what=what), line=number, column=1)


def _is_our_frame(path: Path) -> bool:
    """Whether a file is what the product itself tells MkDocs, or a copy of it."""
    return path.is_file() and path.read_bytes() == FRAME.read_bytes()


UNKNOWN_LANGUAGES: Final = Code(
    slug="unknown-languages",
    says="mkdocs.yml 里 extra 的 languages 写的是 {found}；要写成一列语言，每种写一次，可以写的有：{known}",
    mend="第一种是网站本身的语言，其余的各在以语言代号命名的文件夹里；只要一种语言，就只写那一种，或者不写。",
    wrong="extra:\n  languages: [zh, fr]",
    right="extra:\n  languages: [zh, en]",
)


def languages_of(root: Path, lang: Language) -> tuple[Language, ...]:
    """The languages of the site, its own first: as its settings say, else the one that was asked for.

    Raises Refused (unknown-languages). What else is wrong with the settings is said by `read_frame`.
    """
    from mkdocs.exceptions import ConfigurationError  # noqa: PLC0415 - as below

    try:
        extra = settings_of(root).get("extra")
    except (OSError, ConfigurationError):
        return (lang,)
    told = extra.get("languages") if isinstance(extra, dict) else None
    if told is None:
        return (lang,)
    found = tuple(one for one in TAGS if isinstance(told, list) and one in told)
    if not found or len(told) != len(found):
        problem = refusal(SETTINGS, UNKNOWN_LANGUAGES, found=str(told), known=", ".join(TAGS))
        lines = (root / SETTINGS).read_text("utf-8", "replace").splitlines()
        line = next((number for number, text in enumerate(lines, 1) if "languages" in text.partition("#")[0]), 1)
        raise Refused([replace(problem, line=line, column=1)])
    return tuple(sorted(found, key=told.index))


def read_frame(root: Path, languages: Sequence[InLanguage]) -> Frame:
    """Read the frame of the project at `root`, around its pages in each of its languages.

    Raises Refused (settings-reach-out, mkdocs-complains, broken-block).
    """
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415 - a tenth of a second that `check` does not need to wait

    if reaching := tuple(_reaching_out(root)):
        raise Refused(reaching)
    with heard() as messages:
        try:
            config = configured(root, docs_dir=str(root / "build" / "pages"))
        except MkDocsException as error:
            raise Refused(refusal(SETTINGS, MKDOCS_COMPLAINS, message=m) for m in messages or [str(error)]) from error
    additions = languages[0].additions
    if broken := tuple(_broken_blocks(additions.blocks)):
        raise Refused(broken)
    nav = [path for entry in with_own(config.nav or [], additions.navigation) for path in entry.values()]
    spoken = [one.lang for one in languages]
    digests = {
        one.folder: _digest(root, f"{one.title}\n{config.site_url}\n{one.additions}\n{spoken}", one.lang)
        for one in languages
    }
    return Frame(digests=digests, site_url=config.site_url or "", nav=tuple(nav))


def with_own(navigation: Sequence[Mapping[str, str]], own: Sequence[NavigationEntry]) -> list[Mapping[str, str]]:
    """The navigation row with the pages of the city's own, each behind the entry that it names, else at the end."""
    row: list[Mapping[str, str]] = []
    waiting = list(own)
    for entry in navigation:
        here = {_place_of(page) for page in entry.values()}
        row += [entry, *(_entry(one) for one in waiting if one.after in here)]
        waiting = [one for one in waiting if one.after not in here]
    return [*row, *map(_entry, waiting)]


def with_blocks(blocks: Mapping[str, str], product: str) -> str:
    """The template that puts the blocks of a city over those of `product`, which `super()` still reaches."""
    parts = [f"{{% block {name} %}}{source}{{% endblock %}}" for name, source in sorted(blocks.items())]
    return "\n".join([f'{{% extends "{product}" %}}', *parts])


def said_in(lang: Language, text: str) -> str:
    """A word of the settings in a language."""
    return words_of(lang).forms(text)[0]


def navigation_in(lang: Language, navigation: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """The navigation row of the settings in a language."""
    return [
        {said_in(lang, in_context("navigation", title)): page for title, page in entry.items()} for entry in navigation
    ]


def _entry(own: NavigationEntry) -> Mapping[str, str]:
    return {own.title: f"{own.page.removesuffix('.html')}.md"}


def _place_of(page: str) -> str:
    """How a city names an entry of the row: `index.md` is home, `lists/index.md` and `method.md` go by their name."""
    return "home" if page == "index.md" else page.partition("/")[0].removesuffix(".md")


BROKEN_BLOCK: Final = Code(
    slug="broken-block",
    says="这一块不是合格的模板：{message}",
    mend="检查 {{ }} 和 {% %} 是否成对；纯 HTML 里不要出现它们。",
    wrong="theme/blocks/announce.html\n  <p>{{ super( }}</p>",
    right="theme/blocks/announce.html\n  <p>{{ super() }}</p>",
)


def _broken_blocks(blocks: Mapping[str, str]) -> Iterator[Problem]:
    for name, source in sorted(blocks.items()):
        try:
            Environment(autoescape=True).parse(source)
        except TemplateSyntaxError as error:
            path = f"theme/blocks/{name}.html"
            yield replace(refusal(path, BROKEN_BLOCK, message=error.message or ""), line=error.lineno, column=1)


def configured(root: Path, **options: object) -> "MkDocsConfig":
    """What MkDocs is told of the project at `root`; `options` come before all. Raises MkDocsException."""
    from mkdocs.config.defaults import MkDocsConfig  # noqa: PLC0415 - as above
    from mkdocs.exceptions import Abort  # noqa: PLC0415 - as above

    config = MkDocsConfig(config_file_path=str(root / SETTINGS))
    config.load_dict(settings_of(root) | options)
    errors, warnings = config.validate()
    for name, message in (*errors, *warnings):
        logging.getLogger("mkdocs").warning("%s: %s", name, message)
    if errors or warnings:
        message = "; ".join(str(one) for _, one in (*errors, *warnings))
        raise Abort(message)
    return config


def settings_of(root: Path) -> dict[str, Any]:
    """The settings of the product, and over them those of the city: maps are joined, anything else is replaced."""
    from mergedeep import merge  # type: ignore[import-untyped]  # noqa: PLC0415 - as above, and as MkDocs itself joins them
    from mkdocs.utils.yaml import yaml_load  # noqa: PLC0415 - as above

    with FRAME.open("rb") as file:
        settings = yaml_load(file)
    if (root / SETTINGS).exists():
        with (root / SETTINGS).open("rb") as file:
            settings = merge(settings, yaml_load(file))
    settings["theme"] = settings["theme"] | {"custom_dir": str(TEMPLATES)}
    return settings


def public_address(root: Path) -> str:
    """Where the site will stand, ending in a slash; empty where no `site_url` is set that can be used.

    What is wrong with it is said by `read_frame`.
    """
    from mkdocs.exceptions import ConfigurationError  # noqa: PLC0415 - as above

    try:
        address = settings_of(root).get("site_url")
    except (OSError, ConfigurationError):
        return ""
    return f"{address.rstrip('/')}/" if isinstance(address, str) and address else ""


@contextmanager
def heard() -> Iterator[list[str]]:
    """Collect what MkDocs warns of or refuses, as strict mode counts it; nothing of it reaches the terminal."""
    messages: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(record.getMessage())

    log = logging.getLogger("mkdocs")
    ear = Ear(logging.WARNING)
    before = log.level, log.propagate
    log.addHandler(ear)
    log.setLevel(logging.WARNING)
    log.propagate = False
    try:
        yield messages
    finally:
        log.removeHandler(ear)
        log.level, log.propagate = before


def _digest(root: Path, title: str, lang: Language) -> str:
    sources = {path.name: path for path in (FRAME, root / SETTINGS) if path.exists()}
    sources |= {f"overrides/{path}": TEMPLATES / path for path in regular_files(TEMPLATES)}
    total = hashlib.sha256(f"{program_digest()}\n{title}\n{digest_of_words(lang)}\n".encode())
    for name, path in sources.items():
        total.update(f"{name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """From the site in one language to the same site in another one, or in the same."""

    tag: str
    """As search engines are told the language; `x-default` for readers of any other."""
    lang: str
    """As browsers and screen readers are told it."""
    name: str
    """What its readers call it; empty for the language of the page, and where it was said already."""
    root: str
    """The way to its root, from the root of this language: empty, or ending in a slash."""
    address: str
    """The same as a whole address; empty where the site does not know where it stands."""


def ways_between(lang: Language, languages: Sequence[Language], site_url: str) -> tuple[Way, ...]:
    """The ways to a site in each of its languages from the one in `lang`; none where it has one alone."""
    if len(languages) < 2:  # noqa: PLR2004  # one language has nowhere to lead
        return ()
    up = "../" * folder_of(lang, languages).count("/")
    ways = [
        Way(
            tag=HREFLANGS[one],
            lang=TAGS[one],
            name="" if one == lang else NAMES[one],
            root="" if one == lang else f"{up}{folder_of(one, languages)}",
            address=f"{site_url}{folder_of(one, languages)}" if site_url else "",
        )
        for one in languages
    ]
    return (*ways, replace(ways[0], tag="x-default", name=""))


CODES: Final = (
    MKDOCS_COMPLAINS,
    SETTINGS_REACH_OUT,
    UNKNOWN_LANGUAGES,
    BROKEN_BLOCK,
)
