"""Everything under `standards/`, as one record."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final, TypeVar

from generator.model.amendments import Amendments
from generator.model.dataset import Rulebook
from generator.model.editions import FrozenEditions
from generator.model.problem import Code, Problem
from generator.model.programme import Programme
from generator.model.rules import Board, Policy, Vocabulary
from generator.model.standard import Standard
from generator.model.synonyms import Synonyms
from generator.reading.record import read_record
from generator.reading.tree import RESERVED, RESERVED_ID, Kind, SourceFile, read_bytes

T = TypeVar("T")


def read_rulebook(root: Path, files: Iterable[SourceFile]) -> tuple[Rulebook | None, tuple[Problem, ...]]:
    """Read the standards, boards, vocabulary and policy among `files`.

    There is no rulebook where a standard, the vocabulary or the policy cannot be read: whatever was checked against it
    would be called wrong. A board or programme that cannot be read is left out; its problems say so.
    """
    sources = tuple(files)
    vocabularies, of_vocabulary = _read(root, sources, "vocabulary", Vocabulary)
    policies, of_policy = _read(root, sources, "policy", Policy)
    standards, of_standards = _read(root, sources, "standard", Standard)
    boards, of_boards = _read(root, sources, "board", Board)
    programmes, of_programmes = _read(root, sources, "programme", Programme)
    frozen, of_frozen = _read(root, sources, "editions", FrozenEditions)
    synonyms, of_synonyms = _read(root, sources, "synonyms", Synonyms)
    amendments, of_amendments = _read(root, sources, "amendments", Amendments)
    of_names = (*_misnamed_standards(standards), *_same_edition(standards))
    of_board_names = _misnamed({path: board.id for path, board in boards.items()})
    of_programme_names = _misnamed({path: programme.id for path, programme in programmes.items()})
    of_words = _reserved(vocabularies)
    grave = (*of_vocabulary, *of_words, *of_policy, *of_standards, *of_names)
    names = (*of_board_names, *of_programme_names)
    problems = (*grave, *of_boards, *names, *of_programmes, *of_frozen, *of_synonyms, *of_amendments)
    if grave or not vocabularies or not policies:
        return None, problems
    paths = {standard.ref: path for path, standard in standards.items()}
    paths |= {f"board:{board.id}": path for path, board in boards.items()}
    paths |= {f"programme:{programme.id}": path for path, programme in programmes.items()}
    rulebook = Rulebook(
        vocabulary=next(iter(vocabularies.values())),
        policy=next(iter(policies.values())),
        standards={standard.ref: standard for standard in standards.values()},
        boards={board.id: board for board in boards.values()},
        programmes={programme.id: programme for programme in programmes.values()},
        paths=paths,
        frozen=next((one.editions for one in frozen.values()), None),
        synonyms=next(iter(synonyms.values()), None),
        amendments=next((one.amendments for one in amendments.values()), ()),
    )
    return rulebook, problems


def _read(
    root: Path, files: tuple[SourceFile, ...], kind: Kind, record: type[T]
) -> tuple[dict[str, T], tuple[Problem, ...]]:
    """Read the files of one kind: records by path, and problems."""
    records: dict[str, T] = {}
    problems: list[Problem] = []
    for path in sorted(file.path for file in files if file.kind == kind):
        data = read_bytes(root, path)
        if isinstance(data, Problem):
            problems.append(data)
            continue
        read = read_record(data, path, record)
        if isinstance(read, tuple):
            problems.extend(read)
        else:
            records[path] = read
    return records, tuple(problems)


ID_DIFFERS_FROM_FILE: Final = Code(
    slug="id-differs-from-file",
    says="代号“{id}”与文件名 {file} 不一致",
    mend="让代号与文件名（不含 .yml）相同。",
    wrong="standards/desk.yml\n  id: desc",
    right="standards/desk.yml\n  id: desk",
)


def _misnamed(ids: dict[str, str]) -> tuple[Problem, ...]:
    """Name the files whose name is not the id inside."""
    wrong = (
        Problem(path=path, code=ID_DIFFERS_FROM_FILE, route=("id",), facts={"id": name, "file": Path(path).name})
        for path, name in ids.items()
        if Path(path).stem != name
    )
    return tuple(wrong)


EDITION_DIFFERS_FROM_FILE: Final = Code(
    slug="edition-differs-from-file",
    says="版次“{edition}”与文件名 {file} 不一致",
    mend="让版次与文件名中 @ 之后的部分相同。",
    wrong='standards/desk@1.yml\n  edition: "1a"',
    right='standards/desk@1.yml\n  edition: "1"',
)


def _misnamed_standards(standards: dict[str, Standard]) -> tuple[Problem, ...]:
    """Name the standards whose file is called neither `<id>.yml` nor `<id>@<edition>.yml`."""
    wrong = []
    for path, standard in standards.items():
        name, at, edition = Path(path).stem.partition("@")
        if name != standard.id:
            facts = {"id": standard.id, "file": Path(path).name}
            wrong.append(Problem(path=path, code=ID_DIFFERS_FROM_FILE, route=("id",), facts=facts))
        elif at and edition != standard.edition:
            facts = {"edition": standard.edition, "file": Path(path).name}
            wrong.append(Problem(path=path, code=EDITION_DIFFERS_FROM_FILE, route=("edition",), facts=facts))
        elif standard.edition.lower() in RESERVED:
            facts = {"value": standard.edition}
            wrong.append(Problem(path=path, code=RESERVED_ID, route=("edition",), facts=facts))
    return tuple(wrong)


EDITION_IN_TWO_FILES: Final = Code(
    slug="edition-in-two-files",
    says="{ref} 已经在 {file} 中",
    mend="新版次要另起一个版次名；同一版次只留一个文件。",
    wrong='standards/desk.yml\n  edition: "1"\nstandards/desk@1.yml\n  edition: "1"',
    right='standards/desk.yml\n  edition: "2"\nstandards/desk@1.yml\n  edition: "1"',
)


def _same_edition(standards: dict[str, Standard]) -> tuple[Problem, ...]:
    """Name the files whose edition stands in another file too; capitals make no difference, for they become addresses.

    An edition in a file of its own is the one that is meant; the other is told.
    """
    first: dict[str, str] = {}
    wrong = []
    for path, standard in sorted(standards.items(), key=lambda pair: (("@" not in pair[0]), pair[0])):
        other = first.setdefault(standard.ref.lower(), path)
        if other != path:
            facts = {"ref": standard.ref, "file": Path(other).name}
            wrong.append(Problem(path=path, code=EDITION_IN_TWO_FILES, route=("edition",), facts=facts))
    return tuple(wrong)


def _reserved(vocabularies: dict[str, Vocabulary]) -> tuple[Problem, ...]:
    """Name the words whose id cannot become an address."""
    wrong = (
        Problem(path=path, code=RESERVED_ID, route=(group, position, "id"), facts={"value": word.id})
        for path, vocabulary in vocabularies.items()
        for group in ("trades", "themes", "roles", "channels")
        for position, word in enumerate(getattr(vocabulary, group))
        if word.id in RESERVED or (group == "roles" and word.id.endswith("-card"))
    )
    return tuple(wrong)


CODES: Final = (
    ID_DIFFERS_FROM_FILE,
    EDITION_DIFFERS_FROM_FILE,
    EDITION_IN_TWO_FILES,
)
