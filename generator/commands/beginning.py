"""Beginning a city and what belongs to one: files with comments, standards of the library, a newer format."""

import datetime
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any, Final, get_args

import click

from generator import checking
from generator.commands.boundary import bounded_maker
from generator.gathering.gather import project
from generator.model.rules import PeriodKind
from generator.starting import adding
from generator.starting import new as making
from generator.starting.adding import library_lines
from generator.starting.city import FORGES, begin, refuse_begun
from generator.starting.new import Made, Matter, Visit, Wish
from generator.starting.trying import Trial
from generator.telling import options
from generator.telling.console import (
    progress,
    say,
    tell_added,
    tell_begun,
    tell_made,
)
from generator.telling.helping import Command, Group
from generator.telling.questions import asked_text, beginning
from generator.upgrading.migrating import migrated
from generator.upgrading.migrating import write as write_migrated
from generator.upgrading.migrations import MIGRATIONS
from generator.words.languages import Language
from generator.words.phrases import later


@click.command(
    "init", cls=Command, help=later("在一个文件夹里开始一个城市：政策、词汇、标准、榜单、服务机构和工作流。")
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=".")
@options.lang
@click.option("--defaults", is_flag=True, help=later("什么也不问。"))
@click.option("--region", help=later("县、市或单位的名称。"))
@click.option("--publisher", help=later("由哪个单位公布。"))
@click.option("--hotline", help=later("投诉电话。"))
@click.option("--time-zone", help=later("时区；不写就是 Asia/Shanghai。"))
@click.option("--trade", "trades", multiple=True, help=later("行业，写代号；可以写几次。"))
@click.option("--standard", "standards", multiple=True, help=later("标准库里的标准；可以写几次，none 为不用。"))
@click.option(
    "--forge",
    "forges",
    type=click.Choice(list(FORGES)),
    multiple=True,
    help=later("为哪种代码仓库写工作流；可以写几次，不写就都写。"),
)
@bounded_maker
def init(folder: Path, lang: Language, *, defaults: bool, **given: object) -> None:
    """Begin a city in FOLDER: policy, vocabulary, standards, a board, a centre, workflows."""
    from generator.starting.editors import write_city_schemas  # noqa: PLC0415  # as in `build`

    refuse_begun(folder)
    begun = begin(folder, beginning(lang, given, options.today(), ask=not defaults))
    write_city_schemas(folder)
    tell_begun(lang, folder, begun)


@click.group(cls=Group, help=later("写出带说明的新文件；什么也不会被覆盖。"))
@options.lang_of_group
def new() -> None:
    """Write a new, commented file; nothing is ever overwritten."""


def _make(root: Path, lang: Language, make: Callable[..., Made], *wanted: object) -> None:
    """Write what is wanted, once the check of today has nothing against it."""
    with progress(lang) as told:

        def check(place: Path, day: datetime.date) -> None:
            checking.check(place, day, told, published=root)

        made = make(root, *wanted, Trial(check=check, day=options.today()))
    tell_made(lang, made)


@new.command("standard", help=later("一个待填写的标准。"))
@click.argument("name", type=options.IdType())
@options.root
@options.lang
@options.title
@bounded_maker
def new_standard(name: str, root: Path, lang: Language, title: str | None) -> None:
    """A standard to be filled in."""
    _make(root, lang, making.new_standard, Wish(name=name, title=title, today=options.today()))


@new.command("board", help=later("一个榜单：谁和谁比、谁上榜。"))
@click.argument("name", type=options.IdType())
@options.root
@options.lang
@options.title
@options.standard
@options.trade
@click.option(
    "--period",
    type=click.Choice(get_args(PeriodKind)),
    default="month",
    help=later("多久一期；不写就是 month（每月）。"),
)
@bounded_maker
def new_board(name: str, root: Path, lang: Language, **given: Any) -> None:  # noqa: ANN401  # its options
    """A board: who is compared with whom, and who stands on a list."""
    _make(root, lang, making.new_board, Wish(name=name, today=options.today(), **given))


@new.command("centre", help=later("一个服务机构，有两个窗口。"))
@click.argument("name", type=options.IdType())
@options.root
@options.lang
@options.title
@options.trade
@bounded_maker
def new_centre(name: str, root: Path, lang: Language, **given: Any) -> None:  # noqa: ANN401  # its options
    """A centre with two windows."""
    _make(root, lang, making.new_centre, Wish(name=name, today=options.today(), **given))


@new.command("round", help=later("一个检查批次，列出机构的窗口。"))
@click.argument("centre", type=options.IdType())
@options.root
@options.lang
@options.standard
@click.option(
    "--date", "day", type=options.DayType(), help=later("哪一天；不写就是今天，今天不营业的，是上一个营业的日子。")
)
@click.option("--channel", type=options.IdType(), default="weekly", help=later("检查方式，写代号；不写就是 weekly。"))
@click.option("--team", help=later("检查组的代号；不写就是 A，自查是本机构的组（teams 里的第一个）。"))
@bounded_maker
def new_round(centre: str, root: Path, lang: Language, day: datetime.date | None, **visit: Any) -> None:  # noqa: ANN401  # its options
    """A round of inspections of the windows of a centre."""
    wanted = Visit(day=day or options.today(), latest=day is None, **visit)
    _make(root, lang, making.new_round, centre, wanted)


@new.command("event", help=later("检查之外查实的事实：投诉、通报、感谢信。"))
@click.argument("centre", type=options.IdType())
@options.root
@options.lang
@options.standard
@options.date
@options.team
@bounded_maker
def new_event(centre: str, root: Path, lang: Language, **visit: Any) -> None:  # noqa: ANN401  # its options
    """Facts proved outside visits: complaints, notices, letters of thanks."""
    _make(root, lang, making.new_event, centre, Visit(channel="", **visit))


@new.command("case", help=later("处理记录：机构对结果说了什么、做了什么，或者怎样决定的。"))
@click.argument("centre", type=options.IdType())
@options.root
@options.lang
@click.option(
    "--kind", type=click.Choice(making.CASES), default="reply", help=later("哪一种处理记录；不写就是 reply（回应）。")
)
@click.option("--window", type=options.IdType(), help=later("窗口，写代号。"))
@click.option("--board", type=options.IdType(), help=later("榜单，写代号。"))
@click.option("--period", help=later("榜单的周期；不写就是最近有结果的一期。"))
@options.date
@click.option("--text", help=later("要说的话：回应、理由、方案、原因。"))
@bounded_maker
def new_case(centre: str, root: Path, lang: Language, text: str | None, **matter: Any) -> None:  # noqa: ANN401  # its options
    """What a centre says or does about a result, or what is decided about it."""
    _make(root, lang, making.new_case, centre, Matter(text=text or asked_text(lang), **matter))


@click.group(cls=Group, help=later("从程序带来的标准库取用。"))
@options.lang_of_group
def add() -> None:
    """Take something of the library that comes with the program."""


@add.command("standard", help=later("取一个标准，连同它用到的词；不写名称就列出有哪些。"))
@click.argument("name", type=options.IdType(), required=False)
@options.root
@options.lang
@bounded_maker
def add_standard(name: str | None, root: Path, lang: Language) -> None:
    """A standard with the words that it needs; without NAME, say which there are."""
    if name is None:
        click.echo("\n".join(f"{one:24} {title}" for one, title in library_lines().items()))
    else:
        tell_added(lang, adding.add_standard(root, name))


@click.command("migrate", cls=Command, help=later("升级以后：列出新版本要求数据怎么改，加 --write 才写。"))
@options.root
@options.lang
@click.option("--write", is_flag=True, help=later("写入；不写这一项就只显示。"))
@bounded_maker
def migrate(root: Path, lang: Language, *, write: bool) -> None:
    """Show what this version asks to be changed in the data, and write it when told."""
    from generator.telling.migration_text import step_lines  # noqa: PLC0415  # as in `build`

    root = project(root)
    steps = migrated(root, MIGRATIONS)
    for line in chain.from_iterable(step_lines(step, lang) for step in steps):
        click.echo(line)
    count = len({changed.path for step in steps for changed in step.changed})
    if write and steps:
        write_migrated(root, steps)
    say(lang, "nothing-to-migrate" if not steps else "migrated" if write else "to-migrate", count=count)


@click.command("schemas", cls=Command, help=later("把编辑器的提示写进 .windowboard/：各种文件的模式，连同本市的代号。"))
@options.root
@options.lang
@bounded_maker
def schemas_of_city(root: Path, lang: Language) -> None:
    """Write what editors propose: the schemas of all files with the ids of this city, into .windowboard/."""
    from generator.starting.editors import write_city_schemas  # noqa: PLC0415  # as in `build`

    say(lang, "made", paths=", ".join(write_city_schemas(project(root))))


COMMANDS: Final = (init, new, add, migrate, schemas_of_city)
"""Those of this module that stand beside `check` and `build`."""
