"""Processes that do the slices of a build, and end with the process that started them."""

import errno
import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future, InvalidStateError, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing import active_children, connection, parent_process
from typing import Any, Final, Generic, ParamSpec, Self, TypeVar
from weakref import WeakSet

P = ParamSpec("P")
T = TypeVar("T")

LOOKS: Final = 1.0
"""Seconds between two looks at the processes, and for the pool to notice by itself that one has ended."""
PREFETCHED: Final = 4
"""Results that may wait to be taken: enough to keep every process busy, few enough to be held in memory."""


COLLECTED: Final = (50_000, 20, 20)
"""How seldom garbage is looked for. A city is some millions of records, nearly none of which ever lead to themselves:
by Python's own measure a third of a build is spent in looking through them again and again."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for garbage seldom meanwhile; afterwards in everything again, for whoever serves a site builds it often."""
    before = gc.get_threshold()
    gc.set_threshold(*COLLECTED)
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage while records are made that stay to the end, nor among them for the rest of the build."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def worker_pool(processes: int = 2) -> ProcessPoolExecutor:
    """Make a pool for `publish`. Workers of a plain pool would wait for ever once their parent has been killed."""
    return _Pool(processes, initializer=_leave_with_parent)


class _Pool(ProcessPoolExecutor):
    """A pool that is begun whole or not at all, and ends when one of its processes does.

    Where the machine has no room for one of its processes, those that were begun before would wait for ever, and this
    one for them. A process that is killed while it tells a result leaves half of it: then the rest would be waited for.
    """

    _watched = False
    _over = False
    """Nobody is there any more to do anything; set before what is left is told so."""

    def __enter__(self) -> Self:
        self._asked: WeakSet[Future[Any]] = WeakSet()
        self._hook, threading.excepthook = threading.excepthook, _say_nothing_of_room
        return super().__enter__()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        try:
            future = super().submit(fn, *args, **kwargs)
            self._asked.add(future)
            if not self._watched:
                self._watched = True
                threading.Thread(target=self._watch, daemon=True).start()
        except BrokenExecutor:
            raise
        except (OSError, RuntimeError) as error:  # no room for a process, or for a thread
            for process in active_children():
                process.kill()
            if isinstance(error, OSError):
                raise
            raise OSError(errno.EAGAIN, str(error)) from error
        if self._over:
            message = "the pool has ended"
            raise BrokenProcessPool(message)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002  # as in the base class
        with suppress(RuntimeError):  # its thread could not be begun, so there is nothing to wait for
            super().shutdown(wait, cancel_futures=cancel_futures)

    def __exit__(self, kind: type[BaseException] | None, *_raised: object) -> None:
        if kind is None:
            self.shutdown()
            threading.excepthook = self._hook
            return
        if not issubclass(kind, Exception):  # whoever stops a build does not wait for what nobody wants any more
            for process in list((self._processes or {}).values()):
                process.kill()
        self.shutdown(cancel_futures=True)
        threading.excepthook = self._hook

    def _watch(self) -> None:
        """Once a process has ended the pool is closed or broken; where it notices neither, it is at half a result."""
        manager: threading.Thread | None = self._executor_manager_thread  # type: ignore[assignment]  # typeshed errs
        processes = list((self._processes or {}).values())
        while manager is not None and manager.is_alive():
            processes = list((self._processes or {}).values())
            if not connection.wait([process.sentinel for process in processes], LOOKS):
                continue
            manager.join(LOOKS)
            if manager.is_alive():
                for process in processes:
                    process.kill()
                with suppress(OSError):
                    self._result_queue._writer.close()  # type: ignore[attr-defined]  # noqa: SLF001  # the last that could write ends what is read
                break
        if manager is not None:
            manager.join()
        self._over = True
        left = [future for future in list(self._asked) if not future.done()]
        for process in processes if left else ():  # it ended without a word: there was no room for a thread of its own
            process.kill()
        for future in left:
            with suppress(InvalidStateError):
                future.set_exception(BrokenProcessPool("no room for a thread"))


def _say_nothing_of_room(told: threading.ExceptHookArgs) -> None:
    """What a thread of the pool ended with is told by whoever waits for it, in a line."""
    if not isinstance(told.exc_value, RuntimeError | MemoryError):
        threading.__excepthook__(told)


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
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever stops a build is heard by the parent alone
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.set_threshold(*COLLECTED)
    gc.freeze()  # what was there before is shared with the parent as long as nobody touches it
    parent = parent_process()
    if parent is not None:
        try:
            threading.Thread(target=_wait_and_leave, args=(parent.sentinel,), daemon=True).start()
        except RuntimeError:  # no room for a thread: the parent notices that the process has ended
            os._exit(1)


def _wait_and_leave(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
