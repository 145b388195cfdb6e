"""What texts say in figures, whatever the words around them: numbers, days and periods."""

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from generator.verifying.published.days import day, first_day, last_day
from generator.verifying.published.figures import Difference, written

MONTH_NAMES: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""Of a language that says months by name."""
SAID_FIGURE: Final = re.compile(rf"\d+(?:\.\d+)?|\b(?:{'|'.join(MONTH_NAMES)})\b")

LEADING: Final = re.compile(r"^0+(?=\d)")


def figures_in(text: str) -> list[str]:
    """The numbers that a text says, sorted; a month by its name is its number, and 08 is 8."""
    found = SAID_FIGURE.findall(text)
    return sorted(str(MONTH_NAMES.index(one) + 1) if one in MONTH_NAMES else LEADING.sub("", one) for one in found)


def of_day(at: datetime.date | str) -> list[str]:
    """The figures of a day in words."""
    at = day(at) if isinstance(at, str) else at
    return [str(at.year), str(at.month), str(at.day)]


def of_span(first: datetime.date, last: datetime.date) -> list[str]:
    """The figures of some days in a row: year and month are said once where they are the same."""
    begun, over = of_day(first), of_day(last)
    if begun[0] != over[0]:
        return [*begun, *over]
    return [*begun, over[2]] if begun[1] == over[1] else [*begun, *over[1:]]


def of_period(period: str) -> list[str]:
    """The figures of a period in words, as far as those have any: halves have none in most languages."""
    year, part = period[:4], period[5:]
    if part.startswith("W"):
        return [part[1:].lstrip("0"), *of_span(first_day(period), last_day(period))]
    if part.endswith("m"):
        return [year, str(int(part[:2])), *of_day(last_day(period))[:2]]
    return [year] if part[0] in "HY" else [year, part[1:]] if part[0] == "Q" else [year, str(int(part))]


def unless_said(file: str, what: str, text: str, own: Iterable[str]) -> Iterator[Difference]:
    """Where a text does not say exactly some figures."""
    wanted = sorted(own)
    if figures_in(text) != wanted:
        yield Difference(file=file, what=what, published=text, own=written(wanted))


def unless_among(file: str, what: str, text: str, own: Iterable[str]) -> Iterator[Difference]:
    """Where a text leaves out some of these figures; it may say others besides."""
    left_out = Counter(own) - Counter(figures_in(text))
    if left_out:
        yield Difference(file=file, what=what, published=text, own=written(sorted(left_out.elements())))
