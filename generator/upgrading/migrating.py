"""Changes of the format of the data, made in the data: what was right for an earlier program becomes so for this one.

    Migration  a change of the format, and how a project follows it; the table is in `migrations`
    migrated   what they would change, file by file; nothing is written
    write      the same, written

The data name no version: each migration finds what it is about by itself, and finds nothing the second time.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.model.problem import Problem
from generator.reading.tree import Kind, list_sources, read_bytes
from generator.upgrading.edits import Edits


class Project:
    """The files of a project as the migrations before have left them; nothing is written."""

    def __init__(self, root: Path) -> None:
        """Take the files as they are."""
        self.root = root
        self._paths = {file.path: file.kind for file in list_sources(root)[0]}
        self._texts: dict[str, str] = {}

    def paths(self, kind: Kind, below: str = "") -> Iterator[str]:
        """The paths of all files of a kind."""
        return iter(sorted(path for path, one in self._paths.items() if one == kind and path.startswith(below)))

    def text(self, path: str) -> str:
        """The text of a file; empty where it is not there, or is no text."""
        if path not in self._texts:
            data = read_bytes(self.root, path)
            self._texts[path] = "" if isinstance(data, Problem) else data.decode("utf-8", "replace")
        return self._texts[path]

    def edits(self, path: str) -> Edits:
        """A file, to be changed."""
        return Edits(self.text(path))

    def put(self, path: str, text: str, kind: Kind) -> None:
        """Leave another text, or a new file, for those that come after."""
        self._texts[path] = text
        self._paths[path] = kind

    def put_beside(self, path: str, text: str) -> None:
        """Leave another text for a file that is none of the data, such as the settings of the site."""
        self._texts[path] = text

    def changed(self) -> dict[str, str]:
        """The texts that are not those on the disk, by path."""
        return {path: text for path, text in sorted(self._texts.items()) if text != _on_disk(self.root, path)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Migration:
    """A change of the format, and how a project follows it."""

    name: str
    says: str
    """What changed, in a sentence in Chinese."""
    change: Callable[[Project], None]
    beside: bool = False
    """It is about what data of the earlier format left unsaid, and present data leave unsaid too: it is made only where
    another one finds that they are of the earlier format."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Changed:
    """A file before and after."""

    path: str
    before: str
    """Empty: there was none."""
    after: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What one migration changed."""

    migration: Migration
    changed: tuple[Changed, ...]


def migrated(root: Path, table: Iterable[Migration]) -> tuple[Step, ...]:
    """What each migration that finds anything would change, one on top of the other."""
    project = Project(root)
    steps: list[Step] = []
    texts: dict[str, str] = {}
    for migration in sorted(table, key=lambda one: one.beside):
        if migration.beside and not steps:
            continue
        migration.change(project)
        now = project.changed()
        found = [
            Changed(path=path, before=texts.get(path, _on_disk(root, path)), after=text)
            for path, text in now.items()
            if texts.get(path) != text
        ]
        texts = now
        if found:
            steps.append(Step(migration=migration, changed=tuple(found)))
    return tuple(steps)


def write(root: Path, steps: Iterable[Step]) -> tuple[str, ...]:
    """Write what was changed, each file as a whole; gives the paths."""
    last = {changed.path: changed.after for step in steps for changed in step.changed}
    for path, text in last.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f".{target.name}.new")
        fresh.write_text(text, "utf-8", newline="\n")
        fresh.replace(target)
    return tuple(sorted(last))


def _on_disk(root: Path, path: str) -> str:
    data = read_bytes(root, path)
    return "" if isinstance(data, Problem) else data.decode("utf-8", "replace")
