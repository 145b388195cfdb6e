"""Scripts as they are published: before each stands what it says, as data, and `say`, which finds it.

`const { say } = windowboard;` is what a script begins with; then `say("找到 {n} 个窗口", { n: windows.length })`.
"""

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Final

from generator.words.catalogue import TELLER, Words, words_of
from generator.words.languages import TAGS, Language

_SAID: Final = re.compile(r'(?<![\w.#$])say\(\s*("(?:[^"\\\n]|\\.)*")')

_NUMBERS: Final = 201
"""So many numbers, from 0 on, show every form that whole numbers take."""


def said_in(script: str) -> list[str]:
    """The messages of a script, each once, in the order of its text."""
    return [*dict.fromkeys(json.loads(found) for found in _SAID.findall(script))]


def published_script(script: str, lang: Language) -> str:
    """A script with its words in a language; what is written of it stays as it is."""
    words = words_of(lang)
    keys = said_in(script)
    if not keys:
        return script
    told = {key: _told(words.forms(key), lang, words) for key in keys if key in words.said}
    data = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return f"{_teller()}Object.assign(windowboard.words, {data});\n{script}"


def _told(forms: tuple[str, ...], lang: Language, words: Words) -> str | dict[str, str]:
    """A text; or by category of numbers the form that it takes."""
    if len(forms) == 1:
        return forms[0]
    return {name: forms[form] for name, form in categories(TAGS[lang], words.form).items()}


def categories(tag: str, form: Callable[[int], int]) -> dict[str, int]:
    """Which form the numbers of each category take; by categories browsers know the numbers of a language."""
    from babel import Locale  # noqa: PLC0415  # a Chinese site needs none

    locale = Locale.parse(tag, sep="-")
    found = {locale.plural_form(number): form(number) for number in reversed(range(_NUMBERS))}
    return {"other": -1, **found}


@cache
def _teller() -> str:
    return TELLER.read_text("utf-8")
