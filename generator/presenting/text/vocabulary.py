"""The names of trades, themes, roles, channels, bands, boards and standards in the language of the interface."""

from dataclasses import fields, replace
from typing import Any

from generator.model.dataset import Rulebook
from generator.model.rules import PolicyInEnglish, Vocabulary
from generator.model.standard import Standard
from generator.words.languages import Language


def rulebook_in(rulebook: Rulebook, lang: Language) -> Rulebook:
    """The rulebook with its closed lists, boards and standards named in a language, and what the office says of itself.

    What has no name in it keeps the one it has. Names are Chinese and English, and whoever reads neither is told the
    English ones. Clauses and whatever else people wrote stay as they are: they are data.
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
        policy=replace(rulebook.policy, **_said(rulebook.policy.en)),
        standards={ref: _named(standard, words) for ref, standard in rulebook.standards.items()},
        boards={key: replace(board, title=board.en or board.title) for key, board in rulebook.boards.items()},
    )


def _said(words: PolicyInEnglish) -> dict[str, Any]:
    """What the office says in English, by the field in which it says the same in Chinese."""
    given = ((one.name, getattr(words, one.name)) for one in fields(words))
    return {name: said for name, said in given if said is not None}


def _named(standard: Standard, words: Vocabulary) -> Standard:
    bands = tuple(replace(band, name=words.bands.get(band.name, band.name)) for band in standard.bands)
    return replace(standard, title=standard.en or standard.title, bands=bands)
