"""The words that commands take: their kinds, and the options that several commands share."""

import datetime
import re
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import click

from generator.gathering.gather import Moment
from generator.model.scalars import SLUG_FORM
from generator.reading.tree import RESERVED
from generator.telling.formats import FORMATS
from generator.telling.helping import spoken_here, tell_here
from generator.words.languages import TAGS
from generator.words.phrases import later

DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
YEARS: Final = range(2000, 2100)
"""What a day may lie in; the clocks that run from it need room before and behind."""


class IdType(click.ParamType):  # type: ignore[type-arg]  # as above
    """An id: it becomes the name of a file and an address."""

    name = "id"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take it, or say how one is written."""
        if re.fullmatch(SLUG_FORM, value) and value not in RESERVED:
            return value
        return self.fail(
            tell_here("“{value}”不能作代号：只用小写字母、数字和单个连字符，如 hall-1", value=value), param, ctx
        )


def today() -> datetime.date:
    """The day on this machine: what is begun today is begun with it."""
    return datetime.datetime.now().astimezone().date()


root = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help=later("项目文件夹；不写就是当前文件夹。"),
)
lang = click.option("--lang", type=click.Choice([*TAGS]), default=spoken_here, help=later("提示的语言；不写就是中文。"))
lang_of_group = click.option(
    "--lang", type=click.Choice([*TAGS]), expose_value=False, help=later("提示的语言；不写就是中文。")
)
"""Said before the name of a command, it is heard by `Group`."""


class MomentType(click.ParamType):  # type: ignore[type-arg]  # older ones take none
    """A day, or an instant with its zone."""

    name = "day"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Moment:
        """Read it, or say how it is written."""
        try:
            if DAY.fullmatch(value) and (day := datetime.date.fromisoformat(value)).year in YEARS:
                return day
            instant = datetime.datetime.fromisoformat(value)
        except ValueError:
            instant = None
        if instant is None or instant.tzinfo is None or instant.year not in YEARS:
            self.fail(
                tell_here("“{value}”不是一天（2026-10-31），也不是时刻（2026-10-31T16:30:00Z）", value=value),
                param,
                ctx,
            )
        return instant


class DayType(click.ParamType):  # type: ignore[type-arg]  # as above
    """A day."""

    name = "day"

    def convert(
        self, value: str | datetime.date, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        """Read it, or say how it is written."""
        if isinstance(value, datetime.date):
            return value
        if DAY.fullmatch(value):
            with suppress(ValueError):
                return datetime.date.fromisoformat(value)
        return self.fail(tell_here("“{value}”不是一天；写成 2026-10-31", value=value), param, ctx)


class NewFile(click.Path):
    """A file to be written, of one of some kinds, which its name tells."""

    def __init__(self, *suffixes: str) -> None:
        """`suffixes`: each with its point."""
        super().__init__(dir_okay=False, path_type=Path)
        self.suffixes = suffixes

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401  # as in click
        """Take it, or say how its name has to end: what is in it would not be what it is called."""
        path = super().convert(value, param, ctx)
        if Path(str(path)).suffix.lower() in self.suffixes:
            return path
        said = tell_here("“{value}”的文件名要以 {ends} 结尾", value=value, ends=" / ".join(self.suffixes))
        return self.fail(said, param, ctx)


as_of = click.option(
    "--as-of",
    type=MomentType(),
    help=later("网站说的是哪一天；不写就取数据最新一次提交的日期，没有提交就取数据里最新的日期。"),
)
against = click.option(
    "--against",
    metavar="REV",
    help=later("另与这个 git 版本公布的对照；site/ 里的网站总是对照的。"),
)
published = click.option(
    "--published",
    type=MomentType(),
    help=later("那个版本最近一次是什么时候公布的；不写就是它最新一次提交数据的那一天。"),
)


before = click.option(
    "--before",
    type=click.Path(exists=True, path_type=Path),
    help=later("上次公布的版本：它的文件夹，或者它的 release.json。以它公布的数字为准，新的校验记录接在它后面。"),
)
verify = click.option("--verify", is_flag=True, help=later("每个文件都重新读一遍，看起来没有变的也读。"))
scheduler = click.option(
    "--scheduler",
    metavar="ADDRESS",
    help=later("把任务交给这个 dask 调度器的工作进程，例如 tcp://10.0.0.5:8786；要装 windowboard[cluster]。"),
)
site_lang = click.option(
    "--lang",
    type=click.Choice([*TAGS]),
    default=spoken_here,
    help=later("提示的语言；mkdocs.yml 没有写 languages 的，也是网站界面的语言。"),
)


problem_format = click.option(
    "--format", "problem_format", type=click.Choice(FORMATS), default="plain", help=later("问题用什么格式输出。")
)
explained = click.option("--explain", "explained", is_flag=True, help=later("在每个问题下面写明怎么改。"))


title = click.option("--title", help=later("标题或名称。"))
trade = click.option("--trade", type=IdType(), help=later("行业，写代号。"))
standard = click.option("--standard", help=later("标准，写代号。"))
date = click.option("--date", "day", type=DayType(), default=today, help=later("哪一天；不写就是今天。"))
team = click.option("--team", default="A", help=later("检查组的代号；不写就是 A。"))


output = click.option(
    "-o",
    "--output",
    type=NewFile(".xlsx"),
    required=True,
    help=later("写到哪个文件（.xlsx）。"),
)


FILE = click.Path(dir_okay=False, path_type=Path)
