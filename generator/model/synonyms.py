"""What people say for what names and services are called."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.scalars import Name


@dataclass(frozen=True, kw_only=True, slots=True)
class Synonyms:
    """`standards/synonyms.yml`: words of this city for the search and for every other box of the site."""

    words: Mapping[Name, tuple[Name, ...]]
    """By a word of names, services, themes or titles, what people say for it: whoever types one of these finds what
    has the word. What stands here of a word takes the place of what the program knows of it, and an empty list takes
    that away."""
