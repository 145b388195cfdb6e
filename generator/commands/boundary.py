"""The one boundary for failures. Exit codes: 0 fine, 1 refused, 2 bad input."""

import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import ParamSpec, cast

from generator.comparing.guard import COMPARED
from generator.comparing.published import STAMP
from generator.comparing.revision import PUBLISHED
from generator.model.problem import InputError, Problem
from generator.publishing.contents import Refused
from generator.telling.console import (
    Explained,
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


def bounded(
    refused: str = "refused", *, asked: bool = False, mended: bool = False
) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """The one boundary: what a command raises is told here, and chooses the exit code.

    `refused` is the last line. `asked`: problems are what was asked for, and go to standard output. `mended`: what to
    do is said below the first problem of each kind, unasked.
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
                explained: Explained = "all" if options.get("explained") else "once" if mended else "none"
                tell_problems(lang, error.problems, form, explained=explained, asked=asked)
                say(lang, refused, n=len(error.problems))
                tell_only_looked_at(lang, error.problems, options)
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


def tell_only_looked_at(lang: Language, problems: Sequence[Problem], options: Mapping[str, object]) -> None:
    """Say what to do where something speaks against a change only because of a site that may never have been public.

    `options`: of the command; with something else to compare with, nothing is said.
    """
    root = options.get("root")
    seen = {problem.code.slug for problem in problems} & COMPARED
    if not seen or options.get("against") or options.get("before") or not isinstance(root, Path):
        return
    if (root / "site" / STAMP).is_file() and not (root / PUBLISHED).exists():
        say(lang, "only-looked-at")


bounded_maker = bounded("not-made", mended=True)
"""The boundary of commands that make something of what a person has just written: it says at once what to do."""
