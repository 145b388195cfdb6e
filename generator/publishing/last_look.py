"""The last look before something is published: nothing by which a person can be found stands in what was made anew.

What is read from `results/` was looked through when it was read; this holds for what the site makes of it, and for the
pages that come from elsewhere.
"""

import html
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Final

from generator.model.problem import Code, Problem
from generator.privacy import line_and_column, personal_in, short
from generator.publishing.contents import refusal
from generator.publishing.writing import regular_files

TEXTS: Final = frozenset({".csv", ".html", ".json", ".svg", ".txt", ".xml"})
"""Suffixes of the files of a folder that are looked at; an index of the search holds nothing that its pages do not."""
MARKUP: Final = frozenset({".html", ".svg", ".xml"})

_DRAWN: Final = re.compile(r"(?<=\s)(?:d|points|viewBox|transform)=(?:\"[^\"]*\"|'[^']*')")
"""Rows of coordinates."""
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")
_ESCAPE: Final = re.compile(r"\\u[0-9a-fA-F]{4}")
_FIGURE: Final = re.compile(r"(?<=[\[:,\"\s])-?\d+[./]\d+(?=[\"\],}\s])")
"""A decimal or an exact fraction that is all of a value."""
LONGEST_NUMBER: Final = 80
"""Signs that a number by which a person can be found has at most, its gaps among them."""
_FILLER: Final = "\u2060"
"""Is not seen: puts no gap between two digits."""


def personal_on_pages(site: Path, addresses: Iterable[str], allowed_numbers: Collection[str]) -> Iterator[Problem]:
    """Everything personal (personal-data-in-output) on pages of the site; one that is not there is passed over."""
    for address in addresses:
        path = site / address
        if path.is_file():
            yield from personal_in_file(address, path.read_text("utf-8"), allowed_numbers)


def personal_in_folder(site: Path, folder: str, allowed_numbers: Collection[str]) -> Iterator[Problem]:
    """Everything personal (personal-data-in-output) in the texts of a folder of the site."""
    for path in regular_files(site / folder):
        if Path(path).suffix in TEXTS:
            yield from personal_in_file(f"{folder}/{path}", (site / folder / path).read_text("utf-8"), allowed_numbers)


PERSONAL_DATA_IN_OUTPUT: Final = Code(
    slug="personal-data-in-output",
    says="将要发布的内容里有个人信息“{value}”（已遮盖）",
    mend="从数据或模板里删去；site/ 保持原样。机构的电话写在 centre.yml 的 phone，热线写在 policy.yml 的 hotline。",
    wrong="complaint: 请拨打 138-0013-8000。",
    right='complaint: 请拨打 12345。\nhotline: "12345"',
)


def personal_in_file(address: str, text: str, allowed_numbers: Collection[str], looked_at: str = "") -> list[Problem]:
    """Everything personal (personal-data-in-output) in a text that is about to be published, with line and column.

    `looked_at`: a text in which nothing was found by the same rules and numbers; only what is new is looked through.
    """
    part = new_lines(text, looked_at) if looked_at else text
    if not personal_in(part, allowed_numbers) and "&#" not in part and "\\u" not in part:  # so nearly always
        return []
    plain = _as_read(text, markup=Path(address).suffix in MARKUP)
    problems = []
    for one in personal_in(plain, allowed_numbers):
        line, column = line_and_column(plain, one.start)
        problem = refusal(address, PERSONAL_DATA_IN_OUTPUT, value=short(plain[one.start : one.end]))
        problems.append(replace(problem, line=line, column=column))
    return problems


def new_lines(text: str, before: str) -> str:
    """Of a text the lines that do not follow one another in an earlier one too, and those next to them.

    What the earlier text does not have stands in it in one piece, if it is no longer than a number can be: such a piece
    lies in lines that follow one another anew, or a line within it is so short that it is never left out.
    """
    lines = text.splitlines()
    known = set(pairwise(before.splitlines()))
    wanted: set[int] = set()
    for place, line in enumerate(lines):
        following = lines[place : place + 2]
        if len(line) <= LONGEST_NUMBER or (len(following) > 1 and tuple(following) not in known):
            wanted.update(range(place - 1, place + 3))
    return "\n".join(line for place, line in enumerate(lines) if place in wanted)


def _as_read(text: str, *, markup: bool) -> str:
    """The text as a reader sees it: escapes undone, drawings and figures left out, every character in its place."""
    if not markup:
        blank = _FIGURE.sub(lambda found: "|" * len(found[0]), text)
        return _ESCAPE.sub(lambda found: _filled(found[0].encode().decode("unicode_escape"), found[0]), blank)
    blank = _DRAWN.sub(lambda found: "|" * len(found[0]), text)
    return _ENTITY.sub(lambda found: _filled(html.unescape(found[0]), found[0]), blank)


def _filled(sign: str, written: str) -> str:
    return sign + _FILLER * (len(written) - len(sign))


CODES: Final = (PERSONAL_DATA_IN_OUTPUT,)
