"""A big city of any number of windows, for benchmarks: the trades in turn, twenty windows to a centre."""

from collections.abc import Iterator
from itertools import count
from typing import Final

from tests.sample_city.cast import FAIR, GOOD, HOUSES, PLAIN, POOR, SHINING, WEAK, counter, house
from tests.sample_city.dice import Dice
from tests.sample_city.players import Counter, House

WINDOWS_OF_A_CENTRE: Final = 20

_TRADES: Final = ("hospital", "government", "bank", "post", "power")
_DISTRICTS: Final = ("望湖区", "青屏区", "南渡区", "稻香区", "石桥新区")
_NAMES: Final = {
    "hospital": "医院",
    "government": "政务服务中心",
    "bank": "银行支行",
    "post": "邮政支局",
    "power": "供电营业厅",
}
_PARTS: Final = (SHINING, GOOD, GOOD, FAIR, FAIR, FAIR, PLAIN, PLAIN, WEAK, POOR)


def crowd(windows: int, seed: int) -> Iterator[House]:
    """Houses with exactly so many windows together."""
    for number in count():
        left = windows - number * WINDOWS_OF_A_CENTRE
        if left <= 0:
            return
        yield _house(number, min(left, WINDOWS_OF_A_CENTRE), Dice(seed, "crowd", number))


def _house(number: int, windows: int, dice: Dice) -> House:
    trade = _TRADES[number % len(_TRADES)]
    serial = number // len(_TRADES) + 1
    district = _DISTRICTS[serial % len(_DISTRICTS)]
    models = [each for model in HOUSES if model.centre.trade == trade for each in model.counters]
    counters = tuple(_counter(position, models[position % len(models)], dice) for position in range(windows))
    name = f"{district}第{serial}{_NAMES[trade]}"
    return house(f"{trade}-{serial:03}", name, trade, f"{district}澄心路 {serial} 号", counters)


def _counter(position: int, model: Counter, dice: Dice) -> Counter:
    return counter(
        f"window-{position + 1:02}",
        f"{model.window.name.rstrip('0123456789')}{position + 1}",
        " ".join(model.window.services),
        " ".join(model.window.roles),
        (dice.pick(_PARTS), dice.pick(_PARTS)),
        without=" ".join(model.without),
    )
