"""Whether what people say leads to one word."""

from collections.abc import Iterator
from typing import Final

from generator.judging.checks.references import LISTED_TWICE, repeated
from generator.model.problem import Code, Problem, Route
from generator.model.synonyms import Synonyms

SYNONYMS: Final = "standards/synonyms.yml"

SAYING_IS_THE_WORD: Final = Code(
    slug="saying-is-the-word",
    says="“{value}”就是左边的词",
    mend="删去这一项，或写成别的说法。",
    wrong="现金窗口: [取钱, 现金窗口]",
    right="现金窗口: [取钱, 存钱]",
)


def synonym_problems(synonyms: Synonyms) -> Iterator[Problem]:
    """Sayings that stand twice for a word, and those that are the word itself."""
    for word, sayings in synonyms.words.items():
        for place, value in repeated(sayings):
            route: Route = ("words", word, place)
            yield Problem(path=SYNONYMS, route=route, code=LISTED_TWICE, facts={"value": value})
        for place, saying in enumerate(sayings):
            if saying == word:
                route = ("words", word, place)
                yield Problem(path=SYNONYMS, route=route, code=SAYING_IS_THE_WORD, facts={"value": saying})


CODES: Final = (SAYING_IS_THE_WORD,)
