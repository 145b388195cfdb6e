"""What sheets are read against: the rules of a project, its centres, and what they have already handed in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.judging.scoring.editions import newest_of
from generator.model.centre import Centre
from generator.model.dataset import CentreData, Rulebook
from generator.model.problem import InputError
from generator.model.standard import Clause, Standard
from generator.reading.centre import read_centre
from generator.reading.locate import located
from generator.reading.rulebook import read_rulebook
from generator.reading.tree import SourceFile, list_sources
from generator.sheets.values import bare


@dataclass(frozen=True, kw_only=True, slots=True)
class City:
    """A project that is in order, as far as sheets need it."""

    root: Path
    rules: Rulebook
    files: tuple[SourceFile, ...]
    centres: Mapping[str, Centre]
    read: dict[str, CentreData] = field(default_factory=dict)
    """Centres that were read whole, each once."""

    def data(self, centre: str) -> CentreData | None:
        """All that a centre has handed in; None where there is no such centre."""
        if centre in self.centres and centre not in self.read:
            found = read_centre(self.root, centre, _of(self.files, centre))
            if found.data is None or found.problems:
                raise InputError(located(self.root, found.problems))
            self.read[centre] = found.data
        return self.read.get(centre)

    def edition(self, wanted: str) -> Standard | None:
        """The standard of that id, or of that id and edition."""
        if "@" in wanted:
            return self.rules.standards.get(wanted)
        return next((one for one in newest_of(self.rules.standards.values()) if one.id == wanted), None)

    @property
    def channels(self) -> Mapping[str, str]:
        """Names of channels, by id."""
        return {word.id: word.name for word in self.rules.vocabulary.channels}

    @property
    def teams(self) -> Mapping[str, str]:
        """Names of teams that programmes state, by code."""
        return {team.id: team.name for one in self.rules.programmes.values() for team in one.teams}

    @property
    def windows(self) -> Iterator[tuple[str, str, str]]:
        """Centre, window and its name, of all."""
        for centre, one in self.centres.items():
            yield from ((centre, window.id, window.name) for window in one.windows)


def city_of(root: Path) -> City:
    """Read the rules and the centres of a project. Raises InputError with what is wrong with them."""
    files, problems = list_sources(root)
    rules, others = read_rulebook(root, files)
    found = [*problems, *others]
    centres: dict[str, Centre] = {}
    for file in files:
        if file.kind == "centre":
            centre = file.path.split("/")[1]
            reading = read_centre(root, centre, [file])
            found += reading.problems
            if reading.data:
                centres[centre] = reading.data.centre
    if rules is None or found:
        raise InputError(located(root, found))
    return City(root=root, rules=rules, files=files, centres=centres)


def _of(files: Iterable[SourceFile], centre: str) -> list[SourceFile]:
    return [file for file in files if file.path.startswith(f"results/{centre}/")]


def clauses_of(standard: Standard) -> Mapping[str, Clause]:
    """The clauses of a standard in its order, by id."""
    return {clause.id: clause for section in standard.sections for clause in section.clauses}


def named(text: str, names: Mapping[str, str]) -> str | None:
    """The id that is meant by an id, by a name, or by both one behind the other; None where none is, or several."""
    wanted = bare(text)
    found = {
        key
        for key, name in names.items()
        if wanted in {bare(key), bare(name), bare(f"{key}{name}"), bare(f"{name}{key}"), bare(f"{key}({name})")}
    }
    return found.pop() if len(found) == 1 else None
