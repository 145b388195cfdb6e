"""How often commitments were kept, on the pages that tell of it."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import count, takewhile
from typing import Final

from generator.verifying.published.days import standard_of
from generator.verifying.published.figures import NOTHING, Difference, cut, written
from generator.verifying.published.release import Release
from generator.verifying.recomputing.city import City, Data

RATES_PAGE: Final = "commitments.html"
RATE: Final = re.compile(r"<b>([\d.]+)%</b> <small>(\d+)/(\d+)\b")
RATES_OF: Final = re.compile(
    r"<(tr|li)\b[^>]*>(?:<p>)?(?:<th[^>]*>)?"
    r'<a href="(?:\.\./)*windows/([a-z0-9-]+)/(?!index\b)([a-z0-9-]+)\.html"[^>]*>(.*?)</\1>',
    re.DOTALL,
)
"""A row or an item that tells of a window."""
NEWEST_RATES: Final = 6
"""Periods of which the page tells, of each board and edition."""
WHOLE_RATE: Final = 100

Sampled = dict[str, tuple[int, int]]
"""By clause, the cases within a limit and those that were sampled."""
ByPeriod = dict[str, dict[tuple[str, str], Sampled]]
"""By period and window."""


def rate_differences(release: Release, data: Data, city: City) -> Iterator[Difference]:
    """The rates of commitments: each from its own cases, those of a whole board from the cases of all its windows.

    What an appraisal takes from records is no commitment: it stands on the page of the appraisal.
    """
    if RATES_PAGE not in release.digests:
        return
    text = release.text(RATES_PAGE)
    yield from _of_themselves(RATES_PAGE, text)
    sampled = _sampled_cases(data, city)
    told = set(_rates_in(text))
    for (board, ref), periods in sampled.items():
        newest = sorted(periods, reverse=True)[:NEWEST_RATES]
        for period in newest:
            for clause, (within, cases) in _added(periods[period]).items():
                if (within, cases) not in told:
                    what = f"{board} {period} {clause}"
                    yield Difference(file=RATES_PAGE, what=what, published=NOTHING, own=f"{within}/{cases}")
        yield from _of_windows(release, f"commitments/{board}/{ref.partition('@')[2]}", periods[newest[0]])
    for _, centre, window, item in RATES_OF.findall(text):
        known = {
            pair for periods in sampled.values() for one in periods.values() for pair in _own_rates(one, centre, window)
        }
        for within, cases in set(_rates_in(item)) - known:
            what = f"{centre}/{window}"
            yield Difference(file=RATES_PAGE, what=what, published=f"{within}/{cases}", own=NOTHING)


def _sampled_cases(data: Data, city: City) -> dict[tuple[str, str], ByPeriod]:
    """By board and the edition by which it judged."""
    found: dict[tuple[str, str], ByPeriod] = {}
    for (board, period, centre, window), score in city.scores.items():
        if data.plans[score["standard"]].standard["kind"] == "appraisal":
            continue
        for pool in score["pools"]:
            if pool["cases"]:
                periods = found.setdefault((board, standard_of(data.boards[board], period)), {})
                own = periods.setdefault(period, {}).setdefault((centre, window), {})
                own[pool["pool"]] = pool["within"], pool["cases"]
    return dict(sorted(found.items()))


def _added(windows: dict[tuple[str, str], Sampled]) -> Sampled:
    """The cases of all windows together."""
    sums: Sampled = {}
    for own in windows.values():
        for clause, (within, cases) in own.items():
            before = sums.get(clause, (0, 0))
            sums[clause] = before[0] + within, before[1] + cases
    return sums


def _own_rates(windows: dict[tuple[str, str], Sampled], centre: str, window: str) -> list[tuple[int, int]]:
    return sorted(windows.get((centre, window), {}).values())


def _of_windows(release: Release, folder: str, windows: dict[tuple[str, str], Sampled]) -> Iterator[Difference]:
    """Every window stands on one of the pages, with the cases of each of its limits."""
    seen: set[tuple[str, str]] = set()
    for path in takewhile(release.digests.__contains__, (f"{folder}/{number}.html" for number in count(1))):
        text = release.text(path)
        yield from _of_themselves(path, text)
        for _, centre, window, row in RATES_OF.findall(text):
            seen.add((centre, window))
            published, own = sorted(_rates_in(row)), _own_rates(windows, centre, window)
            if published != own:
                what = f"{centre}/{window}"
                yield Difference(file=path, what=what, published=written(published), own=written(own))
    for centre, window in sorted(windows.keys() - seen):
        own = _own_rates(windows, centre, window)
        yield Difference(file=f"{folder}/1.html", what=f"{centre}/{window}", published=NOTHING, own=written(own))


def _rates_in(text: str) -> Iterator[tuple[int, int]]:
    yield from ((int(within), int(cases)) for _, within, cases in RATE.findall(text))


def _of_themselves(path: str, text: str) -> Iterator[Difference]:
    """Each rate from the cases beside it."""
    for rate, within, cases in RATE.findall(text):
        own = cut(Fraction(int(within) * WHOLE_RATE, int(cases)), 2) if int(cases) else Fraction(0)
        if Fraction(rate) != own:
            yield Difference(file=path, what=f"{within}/{cases}", published=rate, own=written(own))
