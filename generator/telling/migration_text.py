"""What a migration would change, as a person reads it: the reason, then the difference, line by line."""

from collections.abc import Iterable, Iterator
from difflib import unified_diff

from generator.upgrading.migrating import Changed, Step
from generator.words.languages import Language
from generator.words.phrases import tell


def step_lines(step: Step, lang: Language) -> Iterator[str]:
    """One step: what changed in the format, and what that changes in the files."""
    yield f"# {tell(lang, step.migration.says)}"
    for changed in step.changed:
        yield from _difference(changed)


def _difference(changed: Changed) -> Iterable[str]:
    before, after = changed.before.splitlines(), changed.after.splitlines()
    old = f"a/{changed.path}" if changed.before else "/dev/null"
    return unified_diff(before, after, old, f"b/{changed.path}", n=2, lineterm="")
