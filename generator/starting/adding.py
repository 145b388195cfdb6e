"""A standard of the library into a city, with its words."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.model.dataset import Rulebook
from generator.model.problem import Code, InputError, Problem
from generator.model.rules import Vocabulary
from generator.reading.locate import located
from generator.reading.rulebook import read_rulebook
from generator.reading.tree import list_sources
from generator.starting.library import cut, shelf, words_for
from generator.starting.vocabulary import GROUPS, missing_in, with_words
from generator.starting.writing import put_new

VOCABULARY: Final = "standards/vocabulary.yml"


@dataclass(frozen=True, kw_only=True, slots=True)
class Added:
    """What came into the city."""

    path: str
    words: tuple[str, ...]
    """Names of the words that the vocabulary did not have."""


NOT_IN_LIBRARY: Final = Code(
    slug="not-in-library",
    says="标准库里没有“{value}”；有：{known}",
    mend="运行 windowboard add standard，看标准库里各是什么。",
    wrong="windowboard add standard bank",
    right="windowboard add standard bank-branch",
)


def add_standard(root: Path, name: str) -> Added:
    """Take a standard of the library, by its id, and put the words it needs behind those of the vocabulary."""
    rules = rules_of(root)
    if name not in shelf():
        facts = {"value": name, "known": ", ".join(shelf())}
        raise InputError([Problem(path="standards", code=NOT_IN_LIBRARY, facts=facts, line=1, column=1)])
    trades = [word.id for word in rules.vocabulary.trades]
    others = {standard.id for standard in rules.standards.values()}
    path = f"standards/{name}.yml"
    taken = cut(shelf()[name], trades, others)
    new = missing_in(rules.vocabulary, words_for([taken.standard], trades))
    put_new(root, {path: taken.text})
    _add_words(root / VOCABULARY, new)
    return Added(path=path, words=tuple(word.name for group in GROUPS for word in getattr(new, group)))


def rules_of(root: Path) -> Rulebook:
    """What stands under `standards/`. Raises InputError with what is wrong with it."""
    files, problems = list_sources(root)
    rulebook, others = read_rulebook(root, files)
    astray = [problem for problem in problems if problem.path.startswith("standards")]
    if rulebook is None or astray:
        raise InputError(located(root, (*astray, *others)))
    return rulebook


def _add_words(path: Path, new: Vocabulary) -> None:
    text = path.read_text("utf-8")
    changed = with_words(text, new)
    if changed != text:
        fresh = path.with_name(".vocabulary.new")
        fresh.write_text(changed, "utf-8", newline="\n")
        fresh.replace(path)


def library_lines() -> Mapping[str, str]:
    """Title and kind of every standard of the library, by id."""
    return {name: one.standard.title for name, one in shelf().items()}


CODES: Final = (NOT_IN_LIBRARY,)
