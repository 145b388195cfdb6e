"""The first files of a city: enough that it is checked and built at once, and says how it goes on."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

from generator.judging.scoring.periods import period_of
from generator.model.problem import Code, InputError, Problem
from generator.model.rules import PeriodKind, Vocabulary
from generator.model.standard import Standard
from generator.reading.record import read_record
from generator.reading.schemas import schemas
from generator.starting.files import filled
from generator.starting.library import EVERYONE, cut, judged_by, shelf, words, words_for
from generator.starting.vocabulary import GROUPS, english_lines, vocabulary_lines
from generator.starting.writing import put_missing
from generator.upgrading.yaml_text import mapping, row, scalar

OWN_STANDARD: Final = "window-service"
"""The id of the standard that is there to be filled in."""
EDITORS: Final = ".windowboard"
"""The folder of the schemas that editors read."""
FORGES: Final[Mapping[str, Mapping[str, str]]] = {
    "github": {
        ".github/workflows/publish.yml": "city/github-publish.yml",
        ".github/workflows/check.yml": "city/github-check.yml",
        ".github/CODEOWNERS": "city/codeowners",
    },
    "gitlab": {".gitlab-ci.yml": "city/gitlab-ci.yml", ".gitlab/CODEOWNERS": "city/codeowners"},
    "gitea": {
        ".gitea/workflows/publish.yml": "city/gitea-publish.yml",
        ".gitea/workflows/check.yml": "city/gitea-check.yml",
        ".gitea/CODEOWNERS": "city/codeowners-gitea",
    },
}
"""Workflows, and who agrees to changes, by the forge that runs them."""
_PLAIN: Final = {
    "mkdocs.yml": "city/mkdocs.yml",
    "standards/synonyms.yml": "city/synonyms.yml",
    ".gitignore": "city/gitignore",
    ".gitattributes": "city/gitattributes",
    ".vscode/settings.json": "city/settings.json",
    ".vscode/extensions.json": "city/extensions.json",
    ".vscode/tasks.json": "city/tasks.json",
}
_OFTEN: Final[Mapping[PeriodKind, tuple[str, str]]] = {
    "week": ("周", ", by week"),
    "month": ("", ""),
    "quarter": ("季度", ", by quarter"),
    "half-year": ("半年", ", by half-year"),
    "year": ("年度", ", by year"),
}
"""What the title of a board says of its periods, in Chinese and in English."""
_WEIGHTS: Final = {"weekly": 2, "monthly": 4, "mystery": 3, "special": 2, "complaint": 0, "self": 0}
"""What a visit weighs by its channel, where it is not 1."""
_INSPECTOR: Final = "supervisor"
"""The role of those who inspect: nobody who serves at a window."""
_CLERK_LAST: Final = 2
"""Roles of a window of the first centre, at most."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Beginning:
    """What a city is asked when it begins."""

    region: str
    publisher: str
    hotline: str
    time_zone: str
    trades: tuple[str, ...]
    standards: tuple[str, ...]
    """Ids of the library; empty: one to be filled in."""
    forges: tuple[str, ...]
    today: datetime.date


def usual_standards(trades: Iterable[str]) -> tuple[str, ...]:
    """The standards of the library by which windows of these trades are judged."""
    found = map(judged_by, trades)
    return tuple(dict.fromkeys(name for name in found if name))


@dataclass(frozen=True, kw_only=True, slots=True)
class Begun:
    """What was written, and what was there already and stayed as it is."""

    written: tuple[str, ...]
    kept: tuple[str, ...]


CITY_IS_THERE: Final = Code(
    slug="city-is-there",
    says="这里已经有 {name}/ 了",
    mend="已有数据的文件夹不用再开始：用 windowboard new 和 windowboard add 增加文件，或者换一个文件夹。",
    wrong="windowboard init .",
    right="windowboard init ../kaohe",
)


def refuse_begun(root: Path) -> None:
    """Raise InputError where a folder is a city already: nothing is begun in it again."""
    there = [name for name in ("standards", "results") if (root / name).exists()]
    if there:
        raise InputError(
            Problem(path=name, code=CITY_IS_THERE, facts={"name": name}, line=1, column=1) for name in there
        )


def begin(root: Path, beginning: Beginning) -> Begun:
    """Write the first files of a city into a folder; those that are there stay as they are."""
    written, kept = put_missing(root, first_files(beginning))
    return Begun(written=written, kept=kept)


def first_files(beginning: Beginning) -> Mapping[str, str]:
    """The text of every file, by path."""
    standards = {one.id: text for one, text in _standards(beginning)}
    named = [one for one, _ in _standards(beginning)]
    vocabulary = words_for(named, beginning.trades)
    files = {
        "standards/policy.yml": _policy(beginning),
        "standards/vocabulary.yml": vocabulary_text(vocabulary),
        "requirements.txt": filled("city/requirements.txt", version=version("windowboard")),
        "README.md": filled("city/README.md", site_title=_title(beginning), publisher=beginning.publisher),
    }
    files |= {f"standards/{name}.yml": text for name, text in standards.items()}
    files |= dict(_boards(beginning, named, vocabulary))
    files["results/hall-1/centre.yml"] = _centre(beginning, vocabulary)
    files |= {path: filled(name) for path, name in _PLAIN.items()}
    files |= {path: filled(name) for forge in beginning.forges for path, name in FORGES[forge].items()}
    return files | {f"{EDITORS}/{name}.json": text for name, text in schemas().items()}


def vocabulary_text(vocabulary: Vocabulary) -> str:
    """The text of a vocabulary."""
    groups = {group: vocabulary_lines(vocabulary, group) for group in GROUPS}
    groups |= {"bands": english_lines(vocabulary.bands), "units": english_lines(vocabulary.units)}
    return filled("city/vocabulary.yml", **groups).replace("\n\n\n", "\n\n").rstrip("\n") + "\n"


def standard_text(name: str, title: str, trades: Iterable[str], theme: str, day: datetime.date) -> str:
    """A standard to be filled in, which is right as it stands."""
    values = {
        "title": scalar(title),
        "summary": scalar(f"{title}，满分 100 分。"),
        "trades": row(trades),
        "effective": f"{day:%Y}-01-01",
        "edition": f"{day:%Y}",
    }
    return filled("new/standard.yml", id=name, theme=theme, **values)


def board_text(  # noqa: PLR0913, PLR0917  # what a board is
    name: str,
    title: str | None,
    standard: Standard,
    vocabulary: Vocabulary,
    trade: str,
    period: PeriodKind,
    day: datetime.date,
) -> str:
    """A board for windows of a trade, from the period of a day on: the best band is praised, the worst is exposed.

    `title`: None: it is called by its trade and its periods, in English as well where the trade has a name in it.
    """
    word = next(one for one in vocabulary.trades if one.id == trade)
    weights = (f"{one.id}: {_WEIGHTS.get(one.id, 1)}" for one in vocabulary.channels)
    often, in_english = _OFTEN[period]
    bands = sorted(standard.bands, key=lambda band: band.at_least)
    values = {"best": bands[-1].id, "worst": bands[0].id, "trade": trade}
    values |= {"period": period, "since": period_of(day, period)}
    values["en"] = f"en: {scalar(f'{word.en} windows{in_english}')}\n" if word.en and title is None else ""
    values["channels"] = f"{{{', '.join(weights)}}}"
    title = title or f"{word.name}窗口{often}榜"
    return filled("city/board.yml", id=name, title=scalar(title), standard=standard.ref, **values)


def centre_text(name: str, trade: str, district: str, roles: tuple[str, ...], opened: datetime.date) -> str:
    """A centre with two windows."""
    opening = f"opened: {opened:%Y-%m}-01"  # a day is no text: it stands without quotes
    windows: list[dict[str, str | tuple[str, ...] | None]] = [
        {"id": f"desk-{number}", "name": f"综合窗口{number}", "services": ("咨询", "受理"), "roles": roles}
        for number in (1, 2)
    ]
    lines = "\n".join(f"  - {mapping(window).removesuffix('}')}, {opening}}}" for window in windows)
    return filled("city/centre.yml", name=scalar(name), trade=trade, district=scalar(district), windows=lines)


def clerk_roles(vocabulary: Vocabulary, trade: str) -> tuple[str, ...]:
    """The first roles at a window that only people of a trade have; without any, the one that everybody has."""
    own = [role.id for role in vocabulary.roles if role.trades and trade in role.trades and role.id != _INSPECTOR]
    return tuple(own[:_CLERK_LAST]) or (EVERYONE,)


def _title(beginning: Beginning) -> str:
    return f"{beginning.region}窗口服务公示"


def _policy(beginning: Beginning) -> str:
    complaint = (
        f"对窗口服务不满意，或认为公示的检查结果有误，可以拨打 {beginning.hotline}，也可以向该窗口所在的服务机构"
        "当面或书面提出。请说明日期、窗口名称和经过，不必写出工作人员的姓名。"
    )
    return filled(
        "city/policy.yml",
        site_title=scalar(_title(beginning)),
        publisher=scalar(beginning.publisher),
        region=scalar(beginning.region),
        hotline=scalar(beginning.hotline),
        complaint=scalar(complaint),
        time_zone=beginning.time_zone,
    )


def _standards(beginning: Beginning) -> list[tuple[Standard, str]]:
    """The standards of the city with their texts."""
    wanted = beginning.standards
    if wanted:
        taken = [cut(shelf()[name], beginning.trades, wanted) for name in wanted]
        return [(one.standard, one.text) for one in taken]
    text = standard_text(OWN_STANDARD, "窗口服务检查标准", beginning.trades, "environment", beginning.today)
    standard = read_record(text.encode(), OWN_STANDARD, Standard)
    if not isinstance(standard, tuple):
        return [(standard, text)]
    raise ValueError(standard)


def _boards(beginning: Beginning, standards: list[Standard], vocabulary: Vocabulary) -> Iterable[tuple[str, str]]:
    """A board for each trade that one of the standards judges."""
    for trade in vocabulary.trades:
        judging = [one for one in standards if one.bands and trade.id in one.applies_to]
        if judging and trade.id in beginning.trades:
            name = f"{trade.id}-windows"
            yield (
                f"standards/boards/{name}.yml",
                board_text(name, None, judging[0], vocabulary, trade.id, "month", beginning.today),
            )


def _centre(beginning: Beginning, vocabulary: Vocabulary) -> str:
    trade = beginning.trades[0]
    name = next(word.name for word in words().trades if word.id == trade)
    roles = clerk_roles(vocabulary, trade)
    return centre_text(f"{beginning.region}{name}大厅（示例）", trade, beginning.region, roles, beginning.today)


CODES: Final = (CITY_IS_THERE,)
