"""The one boundary for failures. Exit codes: 0 fine, 1 refused, 2 bad input."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, cast

from generator.model.problem import InputError
from generator.publishing.contents import Refused
from generator.telling.console import (
    say,
    tell_problems,
)
from generator.telling.formats import Format
from generator.words.languages import Language

REFUSED, BAD_INPUT = 1, 2
P = ParamSpec("P")


@contextmanager
def stoppable() -> Iterator[None]:
    """Take SIGTERM, and SIGHUP of a terminal that was closed, for Ctrl+C; what came before is heard now."""
    heard = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {one: signal.signal(one, signal.default_int_handler) for one in heard}
    try:
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def bounded(refused: str = "refused", *, asked: bool = False) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """The one boundary: what a command raises is told here, and chooses the exit code.

    `refused` is the last line. `asked`: problems are what was asked for, and go to standard output.
    """

    def around(command: Callable[P, None]) -> Callable[P, None]:
        @wraps(command)
        def bounded(*args: P.args, **options: P.kwargs) -> None:
            lang = cast("Language", options.get("lang") or "zh")
            try:
                with stoppable():
                    command(*args, **options)
            except InputError as error:
                form = cast("Format", options.get("problem_format", "plain"))
                tell_problems(lang, error.problems, form, explained=bool(options.get("explained")), asked=asked)
                say(lang, refused, n=len(error.problems))
                sys.exit(REFUSED if isinstance(error, Refused) else BAD_INPUT)
            except KeyboardInterrupt:
                say(lang, "stopped")
                sys.exit(REFUSED)
            except OSError as error:
                say(lang, "failed", reason=error)
                sys.exit(REFUSED)
            except MemoryError:
                say(lang, "no-memory")
                sys.exit(REFUSED)

        return bounded

    return around
