"""The method page held against the rules that are followed here: table of t, the steps, and all that it works out.

Every sum on the page is worked out again; the figures of the simulation rest on no published data.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, Decimal, InvalidOperation, localcontext
from itertools import pairwise
from typing import Final

from generator.verifying.holding.pages import CELL, TABLE_ROW, plain_text
from generator.verifying.published.figures import NOTHING, Difference, apart
from generator.verifying.published.release import OF_THE_DATA, Release
from generator.verifying.published.said import unless_among
from generator.verifying.recomputing.evidence import T

METHOD: Final = "method.html"
FACTS_FILE: Final = "data/facts.json"
TABLES: Final = re.compile(r"<table\b.*?</table>", re.DOTALL)
LISTED_STEPS: Final = re.compile(r"<ol>(.*?)</ol>", re.DOTALL)
STEP: Final = re.compile(r"<li>(.*?)</li>", re.DOTALL)
WAY: Final = re.compile(r"<dt\b[^>]*>(.*?)</dt>", re.DOTALL)
SURE_OF_RANKS: Final = "99"
"""Percent, at least, with which a range of ranks is certain."""
FIGURES_OF_STEPS: Final = (("1", "1", "2"), ("0", "2", "2", "2", "4", "4", "95", "100"), ("1", SURE_OF_RANKS))
"""What the first steps of the chapter on evidence say: v and the number less one; q, v and the last line of t."""
DECIMALS: Final = re.compile(r"\d+\.\d+")
WITH_SIGNS: Final = str.maketrans("＋−－＝（）×÷", "+--=()*/")
SUM: Final = re.compile(r"[-+*/=().%√\d\s]*=[-+*/=().%√\d\s]*")
TOKEN: Final = re.compile(r"\d+(?:\.\d+)?%?|[-+*/()√]")
EXACT: Final = 30
"""Digits with which sums are worked out."""
ROUNDED_BEFORE: Final = Decimal("0.0002")
"""Of a value, for figures of a sum are printed rounded."""
FULL: Final = 100
"""Full score in the examples."""
TENTH: Final = Decimal("0.1")
RATED_EXAMPLE: Final = 13
"""Columns of the example of intervals."""


def method_differences(release: Release, spoken: Release) -> Iterator[Difference]:
    """Where the page says otherwise. `spoken`: the site in one of its languages."""
    text = spoken.page(METHOD)
    evidence = text.partition('id="evidence"')[2].partition("<h2 ")[0]
    yield from _table_of_t(evidence)
    yield from _steps(evidence)
    for chapter in ("example", "evidence"):
        yield from _every_sum(text.partition(f'id="{chapter}"')[2].partition("<h2 ")[0])
    yield from _first_example(text.partition('id="example"')[2].partition("<h2 ")[0])
    for table in TABLES.findall(evidence):
        rows = [[plain_text(cell) for cell in CELL.findall(row)] for row in TABLE_ROW.findall(table)]
        if rows and len(rows[0]) == RATED_EXAMPLE and "+10" not in rows[0]:
            yield from _intervals(rows[1:])
    yield from _ways(release, text, spoken.language())


def _of_method(what: str, published: object, own: object) -> Difference:
    return apart(METHOD, what, published, own)


def _table_of_t(evidence: str) -> Iterator[Difference]:
    """Each degree of freedom with its value, in the table and behind it."""
    table = next((one for one in TABLES.findall(evidence) if "+10" in one), NOTHING)
    told: dict[int, str] = {}
    for row in TABLE_ROW.findall(table):
        cells = [plain_text(cell) for cell in CELL.findall(row)]
        if cells and cells[0].isdecimal():
            told |= {int(cells[0]) + place: value for place, value in enumerate(cells[1:], start=1)}
    behind = re.findall(
        r"\d+(?:\.\d+)?", plain_text(evidence.partition(table)[2].partition("<p>")[2].partition("</p>")[0])
    )
    for one, other in zip(behind[::2], behind[1::2], strict=False):
        degrees, value = (other, one) if "." in one else (one, other)
        told[int(Decimal(degrees))] = value
    for degrees in sorted({*told, *T}):
        own = T.get(degrees)
        if (
            own is None
            or degrees not in told
            or Decimal(told[degrees]) != Decimal(str(own.numerator)) / own.denominator
        ):
            yield _of_method(f"t {degrees}", told.get(degrees), own and _in_decimals(own.numerator, own.denominator))


def _in_decimals(numerator: int, denominator: int) -> str:
    return str(Decimal(numerator) / Decimal(denominator))


def _steps(evidence: str) -> Iterator[Difference]:
    """The figures of the rules; all of them are whole numbers."""
    listed = LISTED_STEPS.search(evidence)
    steps = [plain_text(one) for one in STEP.findall(listed[1] if listed else NOTHING)]
    for place, own in enumerate(FIGURES_OF_STEPS):
        yield from unless_among(METHOD, f"share {place + 1}", steps[place] if place < len(steps) else NOTHING, own)
    for found in DECIMALS.findall(" ".join(steps)):
        yield _of_method("factor", found, None)


def _every_sum(chapter: str) -> Iterator[Difference]:
    """Every sum comes to what is said, to the places that are said."""
    for one in SUM.findall(plain_text(TABLES.sub(_spaced, chapter)).translate(WITH_SIGNS)):
        sides = [side.strip() for side in one.split("=")]
        for left, right in pairwise(sides):
            own, said = _worked_out(left), _worked_out(right)
            if own is None or said is None or not re.search(r"[-+*/]", left.lstrip("-")):
                continue
            places = len(right.partition(".")[2]) if re.fullmatch(r"\d+(?:\.\d+)?", right) else 3
            if abs(own - said) > Decimal(1).scaleb(-places) / 2 + own.copy_abs() * ROUNDED_BEFORE:
                yield _of_method(f"example {left}", right, own)


def _spaced(found: re.Match[str]) -> str:
    """Cells of a table stand apart."""
    return re.sub(r"<[^>]*>", " ; ", found[0])


def _worked_out(text: str) -> Decimal | None:
    """The value of a sum; nothing where it is none."""
    tokens = TOKEN.findall(text)
    if not tokens or "".join(tokens) != re.sub(r"\s", "", text):
        return None
    with localcontext() as context:
        context.prec = EXACT
        try:
            value = _sum_of(tokens)
        except (IndexError, InvalidOperation, ZeroDivisionError):
            return None
    return value if not tokens else None


def _sum_of(tokens: list[str]) -> Decimal:
    value = _multiplied(tokens)
    while tokens and tokens[0] in {"+", "-"}:
        value += _multiplied(tokens) if tokens.pop(0) == "+" else -_multiplied(tokens)
    return value


def _multiplied(tokens: list[str]) -> Decimal:
    value = _single(tokens)
    while tokens and tokens[0] in {"*", "/"}:
        value = value * _single(tokens) if tokens.pop(0) == "*" else value / _single(tokens)
    return value


def _single(tokens: list[str]) -> Decimal:
    sign = tokens.pop(0)
    if sign == "√":
        return _single(tokens).sqrt()
    if sign == "(":
        value = _sum_of(tokens)
        if tokens.pop(0) != ")":
            raise InvalidOperation
        return value
    return Decimal(sign[:-1]) / FULL if sign.endswith("%") else Decimal(sign)


def _first_example(chapter: str) -> Iterator[Difference]:
    """The points and losses of the table stand in its sums, and the score is that of the text."""
    for row in TABLE_ROW.findall(chapter):
        cells = [plain_text(cell) for cell in CELL.findall(row)]
        if len(cells) > 1 and "=" in cells[-1].translate(WITH_SIGNS):
            own = [cell for cell in cells[1:-1] if re.fullmatch(r"\d+(?:\.\d+)?", cell)]
            yield from unless_among(METHOD, "example", cells[-1], own)
    after = plain_text(chapter.partition("</table>")[2])
    said = re.search(r"<strong>\D*(\d+\.\d)\D*</strong>", chapter.partition("</table>")[2])
    exact = [one for one in DECIMALS.findall(after) if len(one.partition(".")[2]) == 3]  # noqa: PLR2004  # places told
    if not said or not exact or (Decimal(exact[-1]) - Decimal(said[1])).copy_abs() * 2 > TENTH:
        yield _of_method("example", said and said[1], exact[-1:])


def _intervals(rows: list[list[str]]) -> Iterator[Difference]:
    """The example of intervals, from the scores of the visits on: weekly ones weigh 2, monthly ones 4."""
    with localcontext() as context:
        context.prec = EXACT
        windows = [
            _Example(
                [Decimal(one) for one in re.findall(r"\d+", cells[1])],
                [Decimal(one) for one in re.findall(r"\d+", cells[2])],
            )
            for cells in rows
        ]
        degrees = sum(one.degrees for one in windows)
        factor = sum((one.squares for one in windows), Decimal(0)) / sum(
            (one.degrees * one.v for one in windows), Decimal(0)
        )
        t = Decimal(T[degrees].numerator) / T[degrees].denominator
        reached = [one.reach(t * t * factor) for one in windows]
        ends = [one.ends(down, up) for one, (_, down, up) in zip(windows, reached, strict=True)]
        for cells, one, (q, down, up), (low, high) in zip(rows, windows, reached, ends, strict=True):
            first = 1 + sum(other > high for other, _ in ends)
            last = len(ends) - sum(other < low for _, other in ends)
            own = [
                f"{one.score.quantize(TENTH)}",
                f"{one.squares.normalize():f}",
                str(one.degrees),
                f"{one.v.normalize():f}",
                f"{q.quantize(Decimal('0.0001'))}",
                *(f"{way.quantize(Decimal('0.001'))} → {_wide(way)}" for way in (down, up)),
                f"{low.quantize(TENTH)}–{high.quantize(TENTH)}",
                str(1 + sum(other.score > one.score for other in windows)),
                str(first) if first == last else f"{first}–{last}",
            ]
            for told, mine in zip(cells[3:], own, strict=True):
                if told != mine:
                    yield _of_method(f"example {cells[0]}", told, mine)


class _Example:
    """A window of the example."""

    def __init__(self, weekly: Sequence[Decimal], monthly: Sequence[Decimal]) -> None:
        weights = [Decimal(2)] * len(weekly) + [Decimal(4)] * len(monthly)
        visits = [*weekly, *monthly]
        mean = sum(visits, Decimal(0)) / len(visits)
        self.weights, self.squared_weights = sum(weights, Decimal(0)), sum((one * one for one in weights), Decimal(0))
        self.score = sum((one * weight for one, weight in zip(visits, weights, strict=True)), Decimal(0)) / self.weights
        self.squares = sum(((one - mean) ** 2 for one in visits), Decimal(0))
        self.degrees = len(visits) - 1
        self.v = FULL - mean + 2

    def reach(self, factor: Decimal) -> tuple[Decimal, Decimal, Decimal]:
        """How far its interval reaches, from t × t × φ: q, down and up."""
        q = factor * self.squared_weights / self.weights**2
        root = (q * self.v + q * q / 4).sqrt()
        return q, root + q / 2, root - q / 2

    def ends(self, down: Decimal, up: Decimal) -> tuple[Decimal, Decimal]:
        """Its interval."""
        return self.score - _wide(down), self.score + _wide(up)


def _wide(way: Decimal) -> Decimal:
    return way.quantize(TENTH, ROUND_CEILING)


def _ways(release: Release, text: str, lang: str) -> Iterator[Difference]:
    """The ways of inspecting are those of the vocabulary."""
    facts: dict[str, str] = next(
        (one["facts"] for one in release.json(FACTS_FILE)["facts"] if one["kind"] == "vocabulary"), {}
    )
    names = [name for name in facts if re.fullmatch(r"channels\.[^.]*", name)]
    own = sorted(facts.get(f"{name}.en", facts[name]) if lang != OF_THE_DATA else facts[name] for name in names)
    told = sorted(plain_text(one) for one in WAY.findall(text.partition('id="channels"')[2].partition("</dl>")[0]))
    if told != own:
        yield _of_method("channels", told, own)
