"""The words of the vocabulary, boards, standards, programmes and districts in the language of the interface."""

from collections import Counter
from dataclasses import fields, replace
from typing import Any, TypeVar

from generator.model.centre import Centre
from generator.model.dataset import Rulebook
from generator.model.programme import Demand, Group, Programme, Quota
from generator.model.rules import PolicyInEnglish, Vocabulary
from generator.model.standard import Clause, Limit, Standard, checked_by
from generator.words.languages import Language

A = TypeVar("A", Quota, Demand)


def rulebook_in(rulebook: Rulebook, lang: Language) -> Rulebook:
    """The rulebook with all that has a name named in a language, and what the office says of itself.

    What has no name in it keeps the one it has. Names are Chinese and English, and whoever reads neither is told the
    English ones. Clauses and whatever else people wrote stay as they are: they are data.
    """
    return rulebook if lang == "zh" else _in_english(rulebook)


def districts_in(words: Vocabulary, lang: Language) -> dict[str, str]:
    """What districts are called in a language, by the names that the data have; without those that keep their own.

    A name that two districts were given is given to neither: the windows of both would stand under it.
    """
    if lang == "zh":
        return {}
    given = Counter(words.districts.values())
    return {name: called for name, called in words.districts.items() if given[called] == 1}


def centre_in(centre: Centre, words: Vocabulary, lang: Language) -> Centre:
    """A centre with its district named in a language."""
    called = districts_in(words, lang).get(centre.district)
    return replace(centre, district=called) if called else centre


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
        programmes={key: _called(programme) for key, programme in rulebook.programmes.items()},
    )


def _said(words: PolicyInEnglish) -> dict[str, Any]:
    """What the office says in English, by the field in which it says the same in Chinese."""
    given = ((one.name, getattr(words, one.name)) for one in fields(words))
    return {name: said for name, said in given if said is not None}


def _named(standard: Standard, words: Vocabulary) -> Standard:
    bands = tuple(replace(band, name=words.bands.get(band.name, band.name)) for band in standard.bands)
    sections = tuple(
        replace(one, title=one.en or one.title, clauses=tuple(_measured(clause, words) for clause in one.clauses))
        for one in standard.sections
    )
    return replace(standard, title=standard.en or standard.title, bands=bands, sections=sections)


def _measured(clause: Clause, words: Vocabulary) -> Clause:
    """A clause with the unit of its limit; what it says stays as it was written."""
    for _, limit in checked_by((clause,), Limit):
        return replace(clause, check=replace(limit, unit=words.units.get(limit.unit or "", limit.unit)))
    return clause


def _called(programme: Programme) -> Programme:
    """A programme with its teams, groups and what it asks for; its districts stay as the data name them."""
    return replace(
        programme,
        title=programme.en or programme.title,
        note=programme.en_note or programme.note,
        teams=tuple(replace(team, name=team.en or team.name) for team in programme.teams),
        groups=tuple(map(_group, programme.groups)),
    )


def _group(group: Group) -> Group:
    return replace(
        group,
        name=group.en or group.name,
        quotas=tuple(map(_asked, group.quotas)),
        agenda=tuple(map(_asked, group.agenda)),
    )


def _asked(asked: A) -> A:
    """A quota or a demand with its title and its reason."""
    return replace(asked, title=asked.en or asked.title, reason=asked.en_reason or asked.reason)
