"""Problems as machines read them: annotations, reports for forges and test runners, SARIF, plain JSON."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from importlib.metadata import version
from typing import Final, Literal
from urllib.parse import quote

from generator.model.problem import Problem
from generator.telling.messages import line, remedy, sentence, shown
from generator.words.languages import Language

MachineFormat = Literal["github", "gitlab", "json", "junit", "sarif"]
Format = Literal["plain", MachineFormat]

_SARIF: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def written(problems: Sequence[Problem], form: MachineFormat, lang: Language, *, explained: bool) -> str:
    """All problems in one text; `explained`: with what to do about each. Without any it is a report of none."""
    return _WRITERS[form]([replace(one, path=shown(one.path)) for one in problems], lang, explained=explained)


def _github(problems: Sequence[Problem], lang: Language, *, explained: bool) -> str:
    """Workflow commands that put each problem on its line of the diff."""
    return "\n".join(_annotation(one, lang, explained=explained) for one in problems)


def _annotation(problem: Problem, lang: Language, *, explained: bool) -> str:
    place = f"file={_property(problem.path)},line={max(1, problem.line)},col={max(1, problem.column)}"
    text = f"{sentence(problem, lang)}\n{remedy(problem, lang)}" if explained else sentence(problem, lang)
    return f"::error {place},title={_property(problem.code.slug)}::{_escaped(text)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _fingerprint(problem: Problem, lang: Language) -> str:
    return blake2b(line(problem, lang).encode(), digest_size=16).hexdigest()


def _gitlab(problems: Sequence[Problem], lang: Language, *, explained: bool) -> str:
    """A Code Climate report."""
    return _json(
        [
            {
                "description": sentence(one, lang),
                "check_name": one.code.slug,
                "fingerprint": _fingerprint(one, lang),
                "severity": "blocker",
                "location": {
                    "path": one.path,
                    "positions": {"begin": {"line": max(1, one.line), "column": max(1, one.column)}},
                },
                **({"content": {"body": remedy(one, lang)}} if explained else {}),
            }
            for one in problems
        ]
    )


def _plain_json(problems: Sequence[Problem], lang: Language, *, explained: bool) -> str:
    """A list of problems; line and column are 0 where a problem has none."""
    return _json(
        [
            {
                "path": one.path,
                "line": one.line,
                "column": one.column,
                "code": one.code.slug,
                "message": sentence(one, lang),
                **({"remedy": remedy(one, lang)} if explained else {}),
            }
            for one in problems
        ]
    )


def _sarif(problems: Sequence[Problem], lang: Language, *, explained: bool) -> str:
    """A log of SARIF 2.1.0; what to do stands with the rule, which is there once."""
    rules: dict[str, Mapping[str, object]] = {}
    for one in problems:
        help_text = {"help": {"text": remedy(one, lang)}} if explained else {}
        rules.setdefault(one.code.slug, {"id": one.code.slug, **help_text})
    driver = {"name": "windowboard", "version": version("windowboard"), "rules": list(rules.values())}
    results = [
        {
            "ruleId": one.code.slug,
            "ruleIndex": list(rules).index(one.code.slug),
            "level": "error",
            "message": {"text": sentence(one, lang)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(one.path)},
                        "region": {"startLine": max(1, one.line), "startColumn": max(1, one.column)},
                    }
                }
            ],
            "partialFingerprints": {"windowboard/v1": _fingerprint(one, lang)},
        }
        for one in problems
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _json({"$schema": _SARIF, "version": "2.1.0", "runs": [run]})


def _junit(problems: Sequence[Problem], lang: Language, *, explained: bool) -> str:
    """A suite of tests: each problem is one that failed, and none at all is one that passed."""
    cases = [_case(one, lang, explained=explained) for one in problems] or [
        '  <testcase classname="data" name="check"/>'
    ]
    head = f'<testsuite name="windowboard" tests="{len(cases)}" failures="{len(problems)}" errors="0" skipped="0">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *cases, "</testsuite>"])


def _case(problem: Problem, lang: Language, *, explained: bool) -> str:
    from xml.sax.saxutils import escape, quoteattr  # noqa: PLC0415  # it loads all of HTTP, which few wait for

    name = quoteattr(f"{problem.code.slug} {problem.line}:{problem.column}")
    text = f"{line(problem, lang)}\n{remedy(problem, lang)}" if explained else line(problem, lang)
    failure = f"<failure message={quoteattr(sentence(problem, lang))}>{escape(text)}</failure>"
    return f"  <testcase classname={quoteattr(problem.path)} name={name}>{failure}</testcase>"


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2)


_WRITERS: Final[Mapping[MachineFormat, Callable[..., str]]] = {
    "github": _github,
    "gitlab": _gitlab,
    "json": _plain_json,
    "junit": _junit,
    "sarif": _sarif,
}
FORMATS: Final[tuple[Format, ...]] = ("plain", *_WRITERS)
"""How problems can be printed."""
