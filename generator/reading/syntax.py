"""What is wrong with a text that is no YAML: PyYAML names what its grammar missed, this names the mistake."""

import re
from typing import Final

from yaml import YAMLError

from generator.model.problem import Code
from generator.reading.marks import START, Fault, Mark, mark_from

_TIGHT_KEY: Final = re.compile(r"([a-z_]+):[^ ]")
_WIDE_KEY: Final = re.compile(r" *(- +[a-z_]+|[^-\"'#: ][^\"'#:]*)")
"""What stands before a full-width colon that was meant for an ordinary one; in a list only one of our own keys."""


BROKEN_YAML: Final = Code(
    slug="broken-yaml",
    says="YAML 格式有误：{detail}",
    mend="对照说明中的例子检查这一行和上一行的缩进、冒号和引号。",
    wrong='name: "港口\\U99999999支行"',
    right='name: "港口支行"',
)


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
    return Fault(code=BROKEN_YAML, mark=at, facts={"detail": problem})


def _within(mark: Mark, lines: list[str]) -> Mark:
    """Keep a mark behind the last line inside the file."""
    if mark.line <= len(lines):
        return mark
    return Mark(line=len(lines), column=len(lines[-1]) + 1)


FULL_WIDTH_COLON: Final = Code(
    slug="full-width-colon",
    says="“{key}”后面是全角冒号“：”，应为半角冒号加空格",
    mend="写成 {key}: 值。",
    wrong="name：港口支行",
    right="name: 港口支行",
)


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
        return Fault(code=FULL_WIDTH_COLON, mark=Mark(line=number, column=len(before) + 1), facts={"key": key})
    return None


TAB_IN_INDENTATION: Final = Code(
    slug="tab-in-indentation",
    says="缩进里有制表符（Tab），应为空格",
    mend="把 Tab 换成空格，每层两个。",
    wrong="hours:\n	- {days: [sat]}",
    right="hours:\n  - {days: [sat]}",
)


def _tab(problem: str, _start: Mark, at: Mark, lines: list[str]) -> Fault | None:
    line = lines[at.line - 1]
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent and ("cannot start any token" in problem or "tab character" in problem):
        return Fault(code=TAB_IN_INDENTATION, mark=Mark(line=at.line, column=indent.index("\t") + 1))
    return None


UNQUOTED_COLON: Final = Code(
    slug="unquoted-colon",
    says="文字里有冒号加空格（: ），请给整段文字加引号",
    mend='写成 note: "时间: 上午"，或改用全角冒号。',
    wrong="note: 时间: 上午",
    right='note: "时间: 上午"',
)
WRONG_INDENTATION: Final = Code(
    slug="wrong-indentation",
    says="缩进或键名不对：这里应与上一层的键对齐",
    mend="让同一层的键左对齐，每个键写成“键: 值”。",
    wrong="standard: desk@1\n  date: 2026-10-12",
    right="standard: desk@1\ndate: 2026-10-12",
)


def _colon_in_text(problem: str, _start: Mark, at: Mark, lines: list[str]) -> Fault | None:
    line = lines[at.line - 1]
    if at.column <= len(line) and line[at.column - 1] == ":":
        before = line[: at.column - 1]
        first = re.search(r":(\s)", before)
        if "mapping values" in problem and first is None:
            return Fault(code=WRONG_INDENTATION, mark=at)
        if "mapping values" in problem or "expected ',' or" in problem:
            return Fault(
                code=UNQUOTED_COLON, mark=at, facts={"text": before[first.end() :].strip() if first else before}
            )
    return None


UNCLOSED_QUOTE: Final = Code(
    slug="unclosed-quote",
    says="引号没有闭合",
    mend="在文字末尾补上同样的引号。",
    wrong='name: "港口支行',
    right='name: "港口支行"',
)
TEXT_AFTER_QUOTE: Final = Code(
    slug="text-after-quote",
    says="引号到这里已经结束，后面却还有文字（或缺少逗号）",
    mend="外面用双引号、里面用单引号，或把引号换成“”。",
    wrong='name: "港口"支行',
    right="name: “港口”支行",
)


def _quote(problem: str, start: Mark, at: Mark, lines: list[str]) -> Fault | None:
    if "found unexpected end of stream" in problem or "found unexpected document indicator" in problem:
        return Fault(code=UNCLOSED_QUOTE, mark=start)
    before = lines[at.line - 1][: at.column - 1].rstrip()
    if problem.startswith("did not find expected") and before.endswith(('"', "'")) and "document" not in problem:
        return Fault(code=TEXT_AFTER_QUOTE, mark=at)
    return None


UNCLOSED_BRACKET: Final = Code(
    slug="unclosed-bracket",
    says="括号“{bracket}”没有闭合，或其中少了逗号",
    mend="补上括号，或用半角逗号分开各项。",
    wrong="roles: [teller",
    right="roles: [teller]",
)


def _bracket(problem: str, start: Mark, _at: Mark, lines: list[str]) -> Fault | None:
    if "expected ',' or" in problem:
        return Fault(
            code=UNCLOSED_BRACKET,
            mark=start,
            facts={"bracket": lines[start.line - 1][start.column - 1 : start.column]},
        )
    return None


SPECIAL_FIRST_CHARACTER: Final = Code(
    slug="special-first-character",
    says="未加引号的文字不能以“{character}”开头",
    mend="给整段文字加引号。",
    wrong="name: @港口支行",
    right='name: "@港口支行"',
)


def _first_character(problem: str, start: Mark, _at: Mark, lines: list[str]) -> Fault | None:
    """Signs of YAML at the beginning of a text: @ and ` are kept for later, & * ! > mean something else."""
    if not problem.endswith(
        ("start any token", "numeric character", "whitespace or line break", "comment or line break")
    ):
        return None
    character = lines[start.line - 1][start.column - 1 : start.column]
    return Fault(code=SPECIAL_FIRST_CHARACTER, mark=start, facts={"character": character})


NO_BLANK_AFTER_COLON: Final = Code(
    slug="no-blank-after-colon",
    says="“{key}”的冒号后面没有空格",
    mend="在冒号后面加一个空格。",
    wrong="name: 港口支行\ntrade:bank\ndistrict: 港口区",
    right="name: 港口支行\ntrade: bank\ndistrict: 港口区",
)
MISPLACED_DASH: Final = Code(
    slug="misplaced-dash",
    says="这里不能用“- ”开始列表",
    mend="另起一行写“- ”；若是文字，请加引号。",
    wrong="roles: - teller",
    right="roles:\n  - teller",
)
LINE_WITHOUT_KEY: Final = Code(
    slug="line-without-key",
    says="这一行不是“键: 值”",
    mend="写成“键: 值”；若是上一行文字的继续，请给整段文字加引号。",
    wrong="name: 港口支行\n码头路 1 号\ntrade: bank",
    right="name: 港口支行\naddress: 码头路 1 号\ntrade: bank",
)


def _indentation(problem: str, start: Mark, at: Mark, lines: list[str]) -> Fault | None:
    if "block sequence entries are not allowed" in problem:
        return Fault(code=MISPLACED_DASH, mark=at)
    if problem.startswith("could not find expected ':'"):
        tight = _TIGHT_KEY.match(lines[start.line - 1], start.column - 1)
        return (
            Fault(code=NO_BLANK_AFTER_COLON, mark=start, facts={"key": tight[1]})
            if tight
            else Fault(code=LINE_WITHOUT_KEY, mark=start)
        )
    if problem.startswith(("did not find expected key", "did not find expected '-'")):
        return Fault(code=WRONG_INDENTATION, mark=at)
    return None


VALUE_LEFT_OUT: Final = Code(
    slug="value-left-out",
    says="这里缺少一个值",
    mend="检查逗号、冒号和括号之间是否漏写了值；若它们是文字的一部分，请加引号。",
    wrong="roles: [, teller]",
    right="roles: [teller]",
)


def _no_value(problem: str, _start: Mark, at: Mark, _lines: list[str]) -> Fault | None:
    if "expected node content" in problem or problem == "found unexpected ':'":
        return Fault(code=VALUE_LEFT_OUT, mark=at)
    return None


UNKNOWN_BACKSLASH: Final = Code(
    slug="unknown-backslash",
    says="双引号里的反斜杠写法无法识别",
    mend="写成两个反斜杠，或改用单引号。",
    wrong='note: "D:\\单据"',
    right="note: 'D:\\单据'",
)


def _escape(problem: str, _start: Mark, at: Mark, _lines: list[str]) -> Fault | None:
    if "escape" in problem or "hexdecimal" in problem:
        return Fault(code=UNKNOWN_BACKSLASH, mark=at)
    return None


DIRECTIVE_NOT_ALLOWED: Final = Code(
    slug="directive-not-allowed",
    says="不允许使用指令（以 % 开头的行）",
    mend="删去该行。",
    wrong="%YAML 1.2\n---\nname: 港口支行",
    right="name: 港口支行",
)
SECOND_DOCUMENT: Final = Code(
    slug="second-document",
    says="一个文件只能有一份内容，这里开始了第二份",
    mend="拆成两个文件，或删去多余的内容和“---”“...”。",
    wrong="name: 港口支行\n---\nname: 码头支行",
    right="name: 港口支行",
)


def _directive(problem: str, start: Mark, at: Mark, _lines: list[str]) -> Fault | None:
    if "directive" in problem:
        return Fault(code=DIRECTIVE_NOT_ALLOWED, mark=start)
    if "<document start>" in problem:
        return Fault(code=SECOND_DOCUMENT, mark=at)
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

CODES: Final = (
    BROKEN_YAML,
    FULL_WIDTH_COLON,
    TAB_IN_INDENTATION,
    UNQUOTED_COLON,
    WRONG_INDENTATION,
    UNCLOSED_QUOTE,
    TEXT_AFTER_QUOTE,
    UNCLOSED_BRACKET,
    SPECIAL_FIRST_CHARACTER,
    NO_BLANK_AFTER_COLON,
    MISPLACED_DASH,
    LINE_WITHOUT_KEY,
    VALUE_LEFT_OUT,
    UNKNOWN_BACKSLASH,
    DIRECTIVE_NOT_ALLOWED,
    SECOND_DOCUMENT,
)
