"""What the boxes of the site match by besides what is written: what people say for it, in either language."""

from collections.abc import Iterable, Iterator, Mapping

from generator.model.dataset import Rulebook
from generator.words.everyday import everyday_words
from generator.words.languages import Language


def sayings_of(rulebook: Rulebook, lang: Language) -> Mapping[str, tuple[str, ...]]:
    """By a word as this site has it, what people say for it; the city's own word comes before the program's.

    `rulebook`: with the names of its closed lists as they were written, which is in both languages.
    """
    own = rulebook.synonyms.words if rulebook.synonyms else {}
    sayings: dict[str, tuple[str, ...]] = {**everyday_words(lang), **own}
    for word, other in _both_ways(rulebook, lang):
        sayings[word] = tuple(dict.fromkeys((*sayings.get(word, ()), other)))
    return sayings


def _both_ways(rulebook: Rulebook, lang: Language) -> Iterator[tuple[str, str]]:
    """The names of trades, themes and roles in the language of the site, each with its name in the other one."""
    words = rulebook.vocabulary
    groups: tuple[Iterable[tuple[str, str | None]], ...] = (
        ((one.name, one.en) for one in (*words.trades, *words.themes)),
        ((one.name, one.en) for one in words.roles),
    )
    for group in groups:
        for name, english in group:
            if english:
                yield (name, english) if lang == "zh" else (english, name)
