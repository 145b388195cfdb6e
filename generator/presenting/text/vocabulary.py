"""The names of trades, themes, roles, channels and bands in the language of the interface."""

from dataclasses import replace

from generator.model.dataset import Rulebook
from generator.model.rules import Vocabulary
from generator.model.standard import Standard
from generator.words.languages import Language


def rulebook_in(rulebook: Rulebook, lang: Language) -> Rulebook:
    """The rulebook with its closed lists named in a language; what has no name in it keeps the one it has.

    A vocabulary names things in Chinese and in English, and whoever reads neither is told the English names. Titles,
    clauses and whatever else people wrote stay as they are: they are data.
    """
    return rulebook if lang == "zh" else _in_english(rulebook)


def bands_between(one: Rulebook, other: Rulebook) -> dict[str, str]:
    """What each band of a rulebook in one language is called in the same rulebook in another one."""
    return {
        band.name: named.name
        for ref, standard in sorted(one.standards.items())
        for band, named in zip(standard.bands, other.standards[ref].bands, strict=True)
    }


def _in_english(rulebook: Rulebook) -> Rulebook:
    words = rulebook.vocabulary
    return replace(
        rulebook,
        vocabulary=replace(
            words,
            trades=tuple(replace(word, name=word.en or word.name) for word in words.trades),
            themes=tuple(replace(word, name=word.en or word.name) for word in words.themes),
            roles=tuple(replace(role, name=role.en or role.name) for role in words.roles),
            channels=tuple(replace(word, name=word.en or word.name) for word in words.channels),
        ),
        standards={ref: _named(standard, words) for ref, standard in rulebook.standards.items()},
    )


def _named(standard: Standard, words: Vocabulary) -> Standard:
    bands = tuple(replace(band, name=words.bands.get(band.name, band.name)) for band in standard.bands)
    return replace(standard, bands=bands)
