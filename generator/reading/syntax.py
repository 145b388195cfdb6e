"""What is wrong with a text that is no YAML: PyYAML names what its grammar missed, this names the mistake."""

import re
from typing import Final

from yaml import YAMLError

from generator.reading.marks import START, Fault, Mark, mark_from

_TIGHT_KEY: Final = re.compile(r"([a-z_]+):[^ ]")
_WIDE_KEY: Final = re.compile(r" *(- +[a-z_]+|[^-\"'#: ][^\"'#:]*)")
"""What stands before a full-width colon that was meant for an ordinary one; in a list only one of our own keys."""


def broken(error: YAMLError, lines: list[str]) -> Fault:
    """Say what the author of the file would call the mistake; `lines`: the text that was parsed."""
    problem = str(getattr(error, "problem", None) or error)
    found = getattr(error, "problem_mark", None)
    begun = getattr(error, "context_mark", None)
    at = mark_from(found) if found is not None else START
    start = mark_from(begun) if begun is not None else at
    at, start = _within(at, lines), _within(start, lines)
    for diagnose in _DIAGNOSES:
        fault = diagnose(problem, start, at, lines)
        if fault is not None:
            return fault
    return Fault(code="broken-yaml", mark=at, facts={"detail": problem})


def _within(mark: Mark, lines: list[str]) -> Mark:
    """Keep a mark behind the last line inside the file."""
    if mark.line <= len(lines):
        return mark
    return Mark(line=len(lines), column=len(lines[-1]) + 1)


def _wide_colon(problem: str, start: Mark, at: Mark, lines: list[str]) -> Fault | None:
    """`名称：值` where a key was expected: on this line, or on the one above, whose text this line then goes on."""
    if problem.startswith("mapping values"):
        number = at.line - 1
    elif problem.startswith("could not find expected ':'"):
        number = start.line
    else:
        return None
    before, colon, _ = (lines[number - 1] if number else "").partition("：")
    if colon and _WIDE_KEY.fullmatch(before):
        key = before.strip().removeprefix("- ")
        return Fault(code="full-width-colon", mark=Mark(line=number, column=len(before) + 1), facts={"key": key})
    return None


def _tab(problem: str, _start: Mark, at: Mark, lines: list[str]) -> Fault | None:
    line = lines[at.line - 1]
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent and ("cannot start any token" in problem or "tab character" in problem):
        return Fault(code="tab-in-indentation", mark=Mark(line=at.line, column=indent.index("\t") + 1))
    return None


def _colon_in_text(problem: str, _start: Mark, at: Mark, lines: list[str]) -> Fault | None:
    line = lines[at.line - 1]
    if at.column <= len(line) and line[at.column - 1] == ":":
        before = line[: at.column - 1]
        first = re.search(r":(\s)", before)
        if "mapping values" in problem and first is None:
            return Fault(code="wrong-indentation", mark=at)
        if "mapping values" in problem or "expected ',' or" in problem:
            return Fault(
                code="unquoted-colon", mark=at, facts={"text": before[first.end() :].strip() if first else before}
            )
    return None


def _quote(problem: str, start: Mark, at: Mark, lines: list[str]) -> Fault | None:
    if "found unexpected end of stream" in problem or "found unexpected document indicator" in problem:
        return Fault(code="unclosed-quote", mark=start)
    before = lines[at.line - 1][: at.column - 1].rstrip()
    if problem.startswith("did not find expected") and before.endswith(('"', "'")) and "document" not in problem:
        return Fault(code="text-after-quote", mark=at)
    return None


def _bracket(problem: str, start: Mark, _at: Mark, lines: list[str]) -> Fault | None:
    if "expected ',' or" in problem:
        return Fault(
            code="unclosed-bracket",
            mark=start,
            facts={"bracket": lines[start.line - 1][start.column - 1 : start.column]},
        )
    return None


def _first_character(problem: str, start: Mark, _at: Mark, lines: list[str]) -> Fault | None:
    """Signs of YAML at the beginning of a text: @ and ` are kept for later, & * ! > mean something else."""
    if not problem.endswith(
        ("start any token", "numeric character", "whitespace or line break", "comment or line break")
    ):
        return None
    character = lines[start.line - 1][start.column - 1 : start.column]
    return Fault(code="special-first-character", mark=start, facts={"character": character})


def _indentation(problem: str, start: Mark, at: Mark, lines: list[str]) -> Fault | None:
    if "block sequence entries are not allowed" in problem:
        return Fault(code="misplaced-dash", mark=at)
    if problem.startswith("could not find expected ':'"):
        tight = _TIGHT_KEY.match(lines[start.line - 1], start.column - 1)
        return (
            Fault(code="no-blank-after-colon", mark=start, facts={"key": tight[1]})
            if tight
            else Fault(code="line-without-key", mark=start)
        )
    if problem.startswith(("did not find expected key", "did not find expected '-'")):
        return Fault(code="wrong-indentation", mark=at)
    return None


def _no_value(problem: str, _start: Mark, at: Mark, _lines: list[str]) -> Fault | None:
    if "expected node content" in problem or problem == "found unexpected ':'":
        return Fault(code="value-left-out", mark=at)
    return None


def _escape(problem: str, _start: Mark, at: Mark, _lines: list[str]) -> Fault | None:
    if "escape" in problem or "hexdecimal" in problem:
        return Fault(code="unknown-backslash", mark=at)
    return None


def _directive(problem: str, start: Mark, at: Mark, _lines: list[str]) -> Fault | None:
    if "directive" in problem:
        return Fault(code="directive-not-allowed", mark=start)
    if "<document start>" in problem:
        return Fault(code="second-document", mark=at)
    return None


_DIAGNOSES: Final = (
    _wide_colon,
    _tab,
    _directive,
    _escape,
    _colon_in_text,
    _quote,
    _bracket,
    _first_character,
    _indentation,
    _no_value,
)
