"""What `windowboard explain` says: a code with its meaning, an example and what to do; or the codes there are."""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from typing import Final

from generator.model.problem import Code
from generator.reading.strict_yaml import read_plain
from generator.telling.codes import CODES
from generator.telling.messages import meaning, remedy_of
from generator.words.languages import Language
from generator.words.phrases import later, tell

_PROPOSED: Final = 4
"""How many codes are proposed for one that does not exist."""

_ALIKE: Final = 0.6
"""From where on two names are written alike, of 1."""

_TYPED_LIMIT: Final = 60
"""Characters that are repeated of a code that does not exist."""

_WORDS: Final[Mapping[str, str]] = {
    "wrong": later("有问题的写法："),
    "right": later("正确的写法："),
    "mend": later("怎么改：{mend}"),
    "renamed": later("{number} 现在叫 {slug}。"),
    "unknown": later("没有叫 {typed} 的问题代码。{near}运行 windowboard explain 可列出全部代码。"),
    "near": later("相近的有：{slugs}。"),
    "between": later("、"),
}


def code_named(typed: str) -> Code | None:
    """The code that is called so, in whatever letters, or was while codes were numbers."""
    return CODES.get(typed.lower()) or CODES.get(_earlier().get(typed.upper(), ""))


def explanation(typed: str, code: Code, lang: Language) -> str:
    """A code of no case in particular; `typed` is what it was called by."""
    number = typed.upper()
    renamed = [tell(lang, _WORDS["renamed"], number=number, slug=code.slug), ""] if number in _earlier() else []
    return "\n".join(
        [
            *renamed,
            code.slug,
            meaning(code, lang),
            "",
            tell(lang, _WORDS["wrong"]),
            *(f"    {line}" for line in code.wrong.splitlines()),
            tell(lang, _WORDS["right"]),
            *(f"    {line}" for line in code.right.splitlines()),
            "",
            tell(lang, _WORDS["mend"], mend=remedy_of(code, lang)),
        ]
    )


def unknown_code(typed: str, lang: Language) -> str:
    """What is said of a code that does not exist: the nearest ones."""
    slugs = tell(lang, _WORDS["between"]).join(nearest_codes(typed))
    near = tell(lang, _WORDS["near"], slugs=slugs) if slugs else ""
    return tell(lang, _WORDS["unknown"], typed=ascii(typed[:_TYPED_LIMIT]), near=near)


def nearest_codes(typed: str) -> list[str]:
    """The codes that are written most like one that does not exist, or share most words with it."""
    alike = {slug: SequenceMatcher(None, typed.lower(), slug).ratio() for slug in CODES}
    shared = {slug: _shared_words(typed.lower(), slug) for slug in CODES}
    near = [slug for slug in CODES if alike[slug] >= _ALIKE or shared[slug]]
    return sorted(near, key=lambda slug: -alike[slug] - shared[slug])[:_PROPOSED]


def _shared_words(typed: str, slug: str) -> float:
    """What part of the words of both is the same."""
    words, others = typed.split("-"), slug.split("-")
    return 2 * len({*words} & {*others}) / (len(words) + len(others))


def every_code(lang: Language) -> Iterator[str]:
    """One line for each code: what it is called and what it says."""
    longest = max(map(len, CODES))
    yield from (f"{slug:{longest}}  {meaning(code, lang)}" for slug, code in CODES.items())


@cache
def _earlier() -> dict[str, str]:
    """What codes are called that were numbers once."""
    table = read_plain(files("generator.telling").joinpath("earlier_codes.yml").read_text(encoding="utf-8"))
    if not isinstance(table, dict):
        raise TypeError(table)
    return table
