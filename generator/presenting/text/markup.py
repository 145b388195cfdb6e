"""The way from records to text: the one escaping function for data, and the templates of `theme/`."""

import datetime
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from generator.product import THEME
from generator.words.languages import TAGS, Language
from generator.words.phrases import CHINESE, told
from generator.words.templates import compiled_in, speak

_SPACES: Final = (
    *range(0x20),  # control characters and the line ends among them: a data string never ends a line
    *range(0x7F, 0xA0),  # more of them, refused by readers of front matter
    *range(0x2028, 0x202F),  # line and paragraph separators; marks that turn the direction of the text after them
    *range(0x2066, 0x206A),
    *range(0xD800, 0xE000),  # halves of characters, which no file can hold
    0xFFFE,
    0xFFFF,
)

_TABLE: Final = {
    **dict.fromkeys(_SPACES, " "),
    **{ord(sign): f"&#{ord(sign)};" for sign in "&<>\"'*_`[](){}#!|\\~^+=$@;?"},
}


@lru_cache(maxsize=1 << 14)  # the same names and clauses stand on thousands of pages
def escape(text: str) -> Markup:
    """Data as text of a page: every sign that HTML, Markdown or a template could react to becomes an entity."""
    return Markup(text.translate(_TABLE))  # noqa: S704  # this is the escaping


def front_matter_text(text: str) -> Markup:
    """Data as a quoted value of front matter; escaped first, for MkDocs prints such values as they are."""
    return Markup(json.dumps(str(escape(text)), ensure_ascii=False))  # noqa: S704  # escaped, then quoted


def island_text(json_text: str) -> Markup:
    """JSON, written in ASCII alone, as the content of a `<script type="application/json">`: it holds no tag."""
    return Markup(json_text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704  # no sign of HTML is left


def address_text(address: str) -> Markup:
    """An address made of ids, for an attribute; `#` and `?` keep their meaning."""
    return Markup.escape(address)


def _finished(value: object, lang: Language) -> Markup:
    """What a template prints for a value.

    Raises:
        TypeError: the value is no text, number or day; a page never says `None`.

    """
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return escape(told(value, lang))
    if isinstance(value, int) and not isinstance(value, bool):
        return Markup(str(value))  # noqa: S704  # digits
    if isinstance(value, datetime.date):
        return Markup(value.isoformat())  # noqa: S704  # digits and hyphens
    if isinstance(value, StrictUndefined):
        str(value)  # says which name is missing
    message = f"a template prints {type(value).__name__}, which is no text"
    raise TypeError(message)


@contextmanager
def kept_compiled(folder: Path | None, lang: Language) -> Iterator[None]:
    """Meanwhile keep compiled templates in a folder, for later processes; compiling them takes longer than their use.

    `folder`: see `compiled_folder`; None: nothing is kept.
    """
    environment = _environment(lang)
    if folder is not None:
        environment.bytecode_cache = compiled_in(folder, "template", lang)
    try:
        yield
    finally:
        environment.bytecode_cache = None


@cache
def _environment(lang: Language) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(THEME),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=partial(_finished, lang=lang),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters = {
        "quoted": lambda text: front_matter_text(told(text, lang)),
        "length": len,
    }  # and no more: what a page says is made in Python
    speak(environment, lang)
    return environment


@cache
def _template(name: str, lang: Language) -> Template:
    return _environment(lang).get_template(name)


def render(template: str, lang: Language, /, **views: Any) -> str:  # noqa: ANN401  # a template takes any view
    """The text of `theme/pages/<template>` in a language; each template is compiled once in a process.

    Where the interface is not Chinese, whatever is Chinese on a page is data, and is marked as such.

    Raises:
        jinja2.UndefinedError: the template names something that no view holds.

    """
    text = _template(f"pages/{template}", lang).render(views)
    return marked(text) if lang != "zh" and template.endswith(".md.jinja") else text


_ELSEWHERE: Final = re.compile(
    r"(\A---\n.*?\n---\n|<(script|option|svg|pre)\b.*?</\2>|<(?!br>)[^<>]*>|^#[^\n]*$)", re.DOTALL | re.MULTILINE
)
"""What is no text of a page, or may hold no element."""

_WITHIN: Final = "(?:(?![a-z]{2})[^<>\\n])*"
"""What may stand within Chinese: figures, signs and letters such as ATM or 3.2a; a word of another language ends it."""

_ON_A_LINE: Final = rf"{CHINESE.pattern}(?:{_WITHIN}{CHINESE.pattern})?"

_BREAK: Final = r"[^<>\nA-Za-z]*<br>[^<>\nA-Za-z]*"

_RUN: Final = re.compile(rf"{_ON_A_LINE}(?:{_BREAK}{_ON_A_LINE})*")
"""Chinese with what stands within it, on one line or on several between which there is no word."""

_DATA: Final = f'lang="{TAGS["zh"]}"'

_SPAN: Final = re.compile(rf"<span {_DATA}>((?:[^<>]|<br>)*)</span>")

_WORDLESS: Final = r"(?:[^<>&A-Za-z]++|&#\d+;)*+"
"""Figures and signs: of whichever language they are, they read alike."""

_LINE: Final = re.compile(
    rf"<(p|li|td|th|h1|h2|h3|summary|caption)( [^<>]*)?>({_WORDLESS}(?:(?:{_SPAN.pattern}|<br>|<a href=[^<> ]*>|</a>"
    rf"|<(?:b|small)(?: class=[^<> ]*)?>|</(?:b|small)>){_WORDLESS})*)</\1>"
)
"""A line in which whatever is words is Chinese."""

_ALONE: Final = re.compile(
    rf"<(b|small|a|span|code|del)( [^<>]*)?>({_WORDLESS}(?:(?:{_SPAN.pattern}|<br>){_WORDLESS})*)</\1>"
)
"""The same of a part of a line."""


def marked(page: str) -> str:
    """A page in another language whose Chinese parts say that they are Chinese, for screen readers and fonts."""
    made: list[str] = []
    place = 0
    for found in _ELSEWHERE.finditer(page):
        made += [_runs_marked(page[place : found.start()]), found[0]]
        place = found.end()
    return _ALONE.sub(_held, _LINE.sub(_held, "".join([*made, _runs_marked(page[place:])])))


def _held(found: re.Match[str]) -> str:
    name, said, inner = found[1], found[2] or "", found[3]
    whole = _SPAN.sub(r"\1", inner)
    return found[0] if whole == inner or " lang=" in said else f"<{name}{said} {_DATA}>{whole}</{name}>"


def _runs_marked(text: str) -> str:
    return _RUN.sub(lambda found: f"<span {_DATA}>{found[0]}</span>", text)
