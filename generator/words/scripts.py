"""Scripts in another language than Chinese."""

import re
from typing import Final

from generator.words.phrases import HOLE, Word, is_chinese
from generator.words.templates import Holes, trimmed

# Scripts

_CODE: Final = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?P<tick>`)"""
    r"""|(?P<regex>(?<=[(,=:\[!&|?{};\n])\s*/(?![/*])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/)|(?P<open>\{)|(?P<close>\})""",
    re.DOTALL,
)


def script_in(source: str, word: Word) -> str:
    """The source of a script with every piece of Chinese in its strings replaced by what `word` says for it."""
    return _code(source, 0, word)[0]


def _code(source: str, place: int, word: Word) -> tuple[str, int]:
    """Code up to the brace that closes it, or to the end; and the place after it."""
    made: list[str] = []
    depth = 0
    while found := _CODE.search(source, place):
        made.append(source[place : found.start()])
        place = found.end()
        text = found[0]
        if found["string"]:
            made.append(f'"{trimmed(text[1:-1], word)}"' if is_chinese(text) else text)
        elif found["tick"]:
            text, place = _template_literal(source, place, word)
            made.append(text)
        elif found["close"] and depth == 0:
            return "".join(made), place
        else:
            depth += bool(found["open"]) - bool(found["close"])
            made.append(text)
    return "".join([*made, source[place:]]), len(source)


def _template_literal(source: str, place: int, word: Word) -> tuple[str, int]:
    """A text between backticks, and the place after it."""
    holes = Holes()
    key = ""
    while source[place] != "`":
        if source.startswith("${", place):
            begin = place
            code, place = _code(source, place + 2, word)
            key += holes.hole(source[begin + 2 : place - 1], f"${{{code}}}")
        else:
            step = 2 if source[place] == "\\" else 1
            key += source[place : place + step]
            place += step
    said = trimmed(key, word) if is_chinese(key) else key

    def fill(found: re.Match[str]) -> str:
        if found["one"] is None:
            return holes.filled.get(found[0], found[0])
        value = holes.filled[f"{{{found['name']}}}"][2:-1]
        return f'${{String({value}) === "1" ? "{found["one"]}" : "{found["many"]}"}}'

    return f"`{HOLE.sub(fill, said)}`", place + 1
