"""A look at finished pages before they are published: nothing is loaded from elsewhere, no link leads nowhere.

Scanned by patterns, not parsed: it must keep pace with the builder, and every page comes out of our own templates.
"""

import html
import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from generator.model.problem import Code, Problem
from generator.publishing.contents import refusal

TAG: Final = re.compile(
    r"<(a|area|audio|base|embed|form|iframe|image|img|input|link|object|script|source|track|use|video)\b"
    r"((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.IGNORECASE,
)
ATTRIBUTE: Final = re.compile(r"([^\s=>\"'/]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
ADDRESSES: Final = {"src", "srcset", "href", "xlink:href", "poster", "data", "action", "formaction"}
PLACE: Final = re.compile(r'\bid="([^"]*)"')
OUTSIDE_STYLE: Final = re.compile(r"(?:@import\s+|url\(\s*)[\"']?((?:https?:)?//[^\"')\s]*)", re.IGNORECASE)
MAY_LEAD_AWAY: Final = {"a": {"http", "https", "mailto", "tel"}, "area": {"http", "https"}, "img": {"data"}}
"""Schemes that a tag may have. To follow a link is the reader's choice; anything else is a request of the page."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A link into the site that must lead somewhere."""

    page: str
    """The page that has it; where several have it, one of them."""
    target: str
    """Path of the file in the site."""
    fragment: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """What a look at some pages found."""

    problems: tuple[Problem, ...]
    links: tuple[Link, ...]
    """Each target and fragment once."""


EMPTY_OUTPUT: Final = Code(
    slug="empty-output",
    says="生成的文件是空的",
    mend="这是程序的错误，请报告；site/ 保持原样。",
    wrong="site/index.html  0 B",
    right="site/index.html  14000 B",
)


def inspect_pages(site: Path, addresses: Iterable[str], site_url: str) -> Seen:
    """Look at pages (`.html`) of the site.

    Each is there, is not empty (empty-output) and loads nothing from outside (loads-from-outside).
    """
    problems: list[Problem] = []
    links: dict[tuple[str, str], Link] = {}
    for address in addresses:
        path = site / address
        text = path.read_text("utf-8") if path.is_file() else ""
        if not text.strip():
            problems.append(refusal(address, EMPTY_OUTPUT))
            continue
        found, outgoing = inspect_text(address, text, site_url)
        problems += found
        for link in outgoing:
            links.setdefault((link.target, link.fragment), link)
    return Seen(problems=tuple(problems), links=tuple(links.values()))


DEAD_LINK: Final = Code(
    slug="dead-link",
    says="链接 {link} 指向不存在的页面或位置",
    mend="修改模板里的链接；site/ 保持原样。",
    wrong='<a href="metod.html">',
    right='<a href="method.html">',
)
LOADS_FROM_OUTSIDE: Final = Code(
    slug="loads-from-outside",
    says="页面会从站外加载 {link}",
    mend="把该文件放进 theme/assets，或去掉它。",
    wrong='<script src="https://cdn.example/x.js"></script>',
    right='<script src="assets/x.js"></script>',
)


def inspect_text(address: str, text: str, site_url: str) -> tuple[list[Problem], list[Link]]:
    """Look at one page; `site_url` is the one foreign address that a page may name as its own."""
    problems: list[Problem] = []
    links: dict[tuple[str, str], Link] = {}
    for name, quoted in sorted(_addresses(text)):
        value = html.unescape(quoted.strip("\"'")).strip()
        own = bool(site_url) and name == "link" and value.startswith(site_url)
        if own or _scheme(value) in MAY_LEAD_AWAY.get(name, ()):
            continue
        if name == "base" or _scheme(value) or value.startswith(("/", "\\")):
            problems.append(refusal(address, LOADS_FROM_OUTSIDE, link=value))
            continue
        link = _resolve(address, value)
        if link.target != address:
            links[link.target, link.fragment] = link
        elif link.fragment and not _has_anchor(text, link.fragment):
            problems.append(refusal(address, DEAD_LINK, link=value))
    return problems, list(links.values())


def _addresses(text: str) -> set[tuple[str, str]]:
    """Every address on a page as it stands there, with the name of its tag."""
    return {
        (tag[1].lower(), attribute[2])
        for tag in TAG.finditer(text)
        for attribute in ATTRIBUTE.finditer(tag[2])
        if attribute[2] and attribute[1].lower() in ADDRESSES
    }


def inspect_style(address: str, text: str) -> list[Problem]:
    """Look at a style sheet: it loads nothing from outside (loads-from-outside)."""
    return [refusal(address, LOADS_FROM_OUTSIDE, link=match[1]) for match in OUTSIDE_STYLE.finditer(text)]


def dead_links(site: Path, links: Iterable[Link]) -> list[Problem]:
    """Find the links whose file, or whose place in that file, the site does not have (dead-link)."""
    by_target: dict[str, dict[str, Link]] = {}
    for link in sorted(links, key=lambda link: link.page, reverse=True):
        by_target.setdefault(link.target, {})[link.fragment] = link
    problems: list[Problem] = []
    for target, fragments in sorted(by_target.items()):
        there = not target.startswith("../") and (site / target).is_file()
        text = (site / target).read_text("utf-8") if there and any(fragments) else ""
        problems += [
            refusal(link.page, DEAD_LINK, link=target + (f"#{link.fragment}" if link.fragment else ""))
            for link in fragments.values()
            if not there or (link.fragment and not _has_anchor(text, link.fragment))
        ]
    return problems


def places_of(page: Path) -> set[str]:
    """The places of a page that a link can lead to, as they are written there; none of a page that is not there."""
    return set(PLACE.findall(page.read_text("utf-8"))) if page.is_file() else set()


def _scheme(value: str) -> str:
    # What a browser ignores inside a scheme must not hide one from us.
    match = re.match(r"([a-z][a-z0-9+.-]*):", re.sub(r"[\s\x00-\x1f]", "", value), re.IGNORECASE)
    return match[1].lower() if match else ""


def _resolve(page: str, value: str) -> Link:
    parts = urlsplit(value)
    path = unquote(parts.path)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    return Link(page=page, target=target, fragment=unquote(parts.fragment))


def _has_anchor(text: str, fragment: str) -> bool:
    return f'id="{html.escape(fragment)}"' in text


CODES: Final = (
    EMPTY_OUTPUT,
    DEAD_LINK,
    LOADS_FROM_OUTSIDE,
)
