"""Names in sheets as ids: of centres, windows, channels and teams."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from generator.judging.checks.references import NO_SUCH_CHANNEL, NO_SUCH_WINDOW, known
from generator.model.problem import Code, Problem
from generator.sheets.city import City, named
from generator.sheets.draft import Said, at
from generator.sheets.files.table import Cell, Place
from generator.sheets.values import bare, told

SHEET_NAMES_NO_CENTRE: Final = Code(
    slug="sheet-names-no-centre",
    says="没有叫“{value}”的服务机构；相近或已有：{known}",
    mend="写 results/ 下文件夹的名字，或与 centre.yml 完全一致的名称；叫法不同的，在对照表的 centres 里写明。",
    wrong="机构：海港支行",
    right="机构：港口支行",
)
TEAM_NOT_SAID: Final = Code(
    slug="team-not-said",
    says="没有写检查组",
    mend="填上检查组的代号；一张表都是同一组的，写在对照表的 team。",
    wrong="检查组：",
    right="检查组：A",
)

Written = Mapping[str, str]
"""Ids by what is written in a sheet, as a mapping says."""
NOBODY: Final[Written] = MappingProxyType({})


class Names:
    """Looks names up; what is not found is gathered."""

    def __init__(self, city: City, problems: list[Problem]) -> None:
        self.city, self.problems = city, problems

    def centre(
        self, cell: Cell | None, place: Place, *, always: str | None = None, written: Written = NOBODY
    ) -> Said | None:
        """The centre that a cell names, or that all rows are of; `place`: where is told that there is none."""
        names = {key: one.name for key, one in self.city.centres.items()}
        found = _found(cell, names, always, written)
        if found in names:
            return Said(text=str(found), place=cell.place if cell else place)
        self._unknown(SHEET_NAMES_NO_CENTRE, cell, place, [*names.values(), *names], always)
        return None

    def centre_of(self, cell: Cell, written: Written) -> str | None:
        """The centre that a text names, if it names one."""
        found = _found(cell, {key: one.name for key, one in self.city.centres.items()}, None, written)
        return found if found in self.city.centres else None

    def window(self, cell: Cell | None, place: Place, centre: str, *, written: Written = NOBODY) -> Said | None:
        """The window of a centre that a cell names; by a former name too."""
        windows = self.city.centres[centre].windows
        names = {one.id: one.name for one in windows}
        found = _found(cell, names, None, written) or _found(
            cell, {one.id: name for one in windows for name in one.formerly}, None, NOBODY
        )
        if found:
            return Said(text=found, place=cell.place if cell else place)
        self._unknown(NO_SUCH_WINDOW, cell, place, [*names.values(), *names])
        return None

    def channel(self, cell: Cell | None, place: Place, *, always: str | None = None) -> Said | None:
        """The channel that a cell names, or of all rows."""
        names = self.city.channels
        found = _found(cell, names, always, NOBODY)
        if found in names:
            return Said(text=str(found), place=cell.place if cell else place)
        self._unknown(NO_SUCH_CHANNEL, cell, place, [*names.values(), *names], always)
        return None

    def team(self, cell: Cell | None, place: Place, *, always: str | None = None) -> Said | None:
        """The team that a cell names: one that a programme states, or a code that none does."""
        text = told(cell.value) if cell else always
        if not text:
            self.problems.append(at(place, TEAM_NOT_SAID))
            return None
        return Said(text=named(text, self.city.teams) or text, place=cell.place if cell else place)

    def _unknown(
        self, code: Code, cell: Cell | None, place: Place, every: Iterable[str], always: str | None = None
    ) -> None:
        text = told(cell.value) if cell else always or ""
        facts = {"value": text or "–", "known": known(every, text) or "–"}
        self.problems.append(at(cell.place if cell else place, code, **facts))


def _found(cell: Cell | None, names: Mapping[str, str], always: str | None, written: Written) -> str | None:
    if cell is None:
        return always
    text = told(cell.value)
    meant = next((one for name, one in written.items() if bare(name) == bare(text)), None)
    return meant or named(text, names)


CODES: Final = (
    SHEET_NAMES_NO_CENTRE,
    TEAM_NOT_SAID,
)
