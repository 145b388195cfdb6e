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
PIECE: Final = 256
"""Signs that are compared at a time."""
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
    text, before = _differing(text, before)
    lines = text.splitlines()
    known = set(pairwise(before.splitlines()))
    wanted: set[int] = set()
    for place, line in enumerate(lines):
        following = lines[place : place + 2]
        if len(line) <= LONGEST_NUMBER or (len(following) > 1 and tuple(following) not in known):
            wanted.update(range(place - 1, place + 3))
    return "\n".join(line for place, line in enumerate(lines) if place in wanted)


def _differing(text: str, before: str) -> tuple[str, str]:
    """The parts of two texts between what both begin and end with, each with the lines that a number can reach beyond.

    Of a large table of which a row has changed this leaves a few lines, before any of it is taken apart.
    """
    begin = _alike_at_begin(text, before)
    text, before = text[_line_before(text, begin) :], before[_line_before(before, begin) :]
    end = _alike_at_end(text, before)
    return text[: _line_after(text, len(text) - end)], before[: _line_after(before, len(before) - end)]


def _alike_at_begin(one: str, other: str) -> int:
    """How many signs two texts begin with alike, told in whole pieces."""
    longest = min(len(one), len(other))
    return next((at for at in range(0, longest, PIECE) if not one.startswith(other[at : at + PIECE], at)), longest)


def _alike_at_end(one: str, other: str) -> int:
    """How many signs two texts end with alike, told in whole pieces."""
    longest = min(len(one), len(other))
    for at in range(0, longest, PIECE):
        end = len(other) - at
        if not one.endswith(other[max(end - PIECE, 0) : end], 0, len(one) - at):
            return at
    return longest


def _line_before(text: str, place: int) -> int:
    """The beginning of the line before the one within which a number lies that reaches to a place."""
    within = text.rfind("\n", 0, max(place - LONGEST_NUMBER, 0))
    return text.rfind("\n", 0, max(within, 0)) + 1


def _line_after(text: str, place: int) -> int:
    """The end of the line after the one within which a number lies that begins at a place."""
    within = text.find("\n", place + LONGEST_NUMBER)
    after = text.find("\n", within + 1) if within >= 0 else -1
    return after if after >= 0 else len(text)


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
