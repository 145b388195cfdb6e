"""The way from records to text: the one escaping function for data, and the templates of `theme/`."""

import datetime
import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

THEME: Final = Path(__file__).resolve().parents[2] / "theme"
"""The folder of `pages/` and `parts/`."""

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


def _finished(value: object) -> Markup:
    """What a template prints for a value.

    Raises:
        TypeError: the value is no text, number or day; a page never says `None`.

    """
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return Markup(str(value))  # noqa: S704  # digits
    if isinstance(value, datetime.date):
        return Markup(value.isoformat())  # noqa: S704  # digits and hyphens
    if isinstance(value, StrictUndefined):
        str(value)  # says which name is missing
    message = f"a template prints {type(value).__name__}, which is no text"
    raise TypeError(message)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(THEME),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finished,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters = {
        "quoted": front_matter_text,
        "length": len,
    }  # and no more: what a page says is made in Python
    return environment


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


def render(template: str, **views: Any) -> str:  # noqa: ANN401  # a template takes any view
    """The text of `theme/pages/<template>`; each template is compiled once in a process.

    Raises:
        jinja2.UndefinedError: the template names something that no view holds.

    """
    return _template(f"pages/{template}").render(views)
