"""Processes that do the slices of a build, and end with the process that started them."""

import gc
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing import active_children, connection, parent_process
from typing import Final, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

PREFETCHED: Final = 4
"""Results that may wait to be taken: enough to keep every process busy, few enough to be held in memory."""


COLLECTED: Final = (50_000, 20, 20)
"""How seldom garbage is looked for. A city is some millions of records, nearly none of which ever lead to themselves:
by Python's own measure a third of a build is spent in looking through them again and again."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for garbage seldom meanwhile."""
    before = gc.get_threshold()
    gc.set_threshold(*COLLECTED)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def worker_pool(processes: int = 2) -> ProcessPoolExecutor:
    """Make a pool for `publish`. Workers of a plain pool would wait for ever once their parent has been killed."""
    return _Pool(processes, initializer=_leave_with_parent)


class _Pool(ProcessPoolExecutor):
    """A pool that is begun whole or not at all.

    Where the machine has no room for one of its processes, those that were begun before would wait for ever, and this
    one for them.
    """

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        try:
            return super().submit(fn, *args, **kwargs)
        except OSError:
            for process in active_children():
                process.kill()
            raise


def apart(work: Callable[P, T], *args: P.args, **words: P.kwargs) -> T:
    """The result of a call made in a process that ends with it, for what it loads is large and of no use afterwards."""
    with worker_pool(1) as executor:
        return executor.submit(work, *args, **words).result()


class Prefetch(Generic[T]):
    """Calls that other processes make, in order and a little ahead of their use.

    Were they all begun at once, the results would wait side by side: of a thousand windows that is a hundred megabytes.
    """

    def __init__(self, executor: Executor, calls: Mapping[str, Callable[[], T]]) -> None:
        """Begin with the first of `calls`; each is pickled, and known by its name."""
        self._executor = executor
        self._waiting = dict(calls)
        self._begun: dict[str, Future[T]] = {}
        self._go_on()

    def __contains__(self, name: str) -> bool:
        """Whether there is such a call, and nobody has taken its result."""
        return name in self._begun or name in self._waiting

    def take(self, name: str) -> T:
        """The result of a call, once; raises what it raised, and KeyError where there is none."""
        if name in self._waiting:
            self._begin(name)
        future = self._begun.pop(name)
        self._go_on()
        return future.result()

    def _go_on(self) -> None:
        for name in list(islice(self._waiting, max(0, PREFETCHED - len(self._begun)))):
            self._begin(name)

    def _begin(self, name: str) -> None:
        self._begun[name] = self._executor.submit(self._waiting.pop(name))


def _leave_with_parent() -> None:
    gc.set_threshold(*COLLECTED)
    gc.freeze()  # what was there before is shared with the parent as long as nobody touches it
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_wait_and_leave, args=(parent.sentinel,), daemon=True).start()


def _wait_and_leave(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
