"""Papers and tables: what a centre is told, what a meeting reads, what an office fills in and hands back."""

import datetime
from pathlib import Path
from typing import Any, Final

import click

from generator import checking
from generator.commands.boundary import bounded_maker
from generator.gathering.gather import Moment, project
from generator.model.keys import PlaceKey
from generator.starting.writing import put_file, put_new
from generator.telling import options
from generator.telling.console import (
    progress,
    say,
    tell_imported,
    tell_notified,
)
from generator.telling.helping import Command, Group, tell_here
from generator.words.languages import Language
from generator.words.phrases import later


@click.command(
    "bulletin", cls=Command, help=later("把一个榜单一期的公布结果写成通报；加 -o 另写成 A4 打印的文件或 Word 文件。")
)
@click.argument("board", type=options.IdType())
@click.argument("period")
@options.root
@options.lang
@options.as_of
@click.option("--date", "day", type=options.DayType(), default=options.today, help=later("通知的日期；不写就是今天。"))
@click.option("--number", default="", help=later("文号。"))
@click.option(
    "-o",
    "--output",
    type=options.NewFile(".html", ".docx"),
    help=later("另写成 A4 打印的文件（.html）或 Word 文件（.docx）。"),
)
@bounded_maker
def bulletin(  # noqa: PLR0913, PLR0917  # its options
    board: str,
    period: str,
    root: Path,
    lang: Language,
    as_of: Moment | None,
    output: Path | None,
    **issue: Any,  # noqa: ANN401  # its other options
) -> None:
    """Say what BOARD published of PERIOD as the text of a notice; with -o write it for A4 as well, as HTML or docx."""
    from generator import build as building  # noqa: PLC0415  # as in `build`
    from generator.presenting.files.bulletin import (  # noqa: PLC0415  # as in `build`
        Issue,
        bulletin_docx,
        bulletin_html,
        bulletin_text,
    )

    with progress(lang) as told:
        place = PlaceKey(board=board, period=period)
        found = building.bulletin(project(root), as_of, told, place, Issue(**issue))
    click.echo(bulletin_text(found, lang), nl=False)
    if output:
        is_docx = output.suffix.lower() == ".docx"
        put_file(output, bulletin_docx(found, lang) if is_docx else bulletin_html(found, lang).encode())
        say(lang, "made", paths=output)


@click.command("notice", cls=Command, help=later("写出给机构的通知：将公布它的什么、到哪一天为止可以回应和申诉。"))
@click.argument("centre", type=options.IdType())
@options.root
@options.lang
@click.option("--period", required=True, help=later("已经结束的周期，如 2026-10。"))
@click.option("--date", "day", type=options.DayType(), default=options.today, help=later("通知的日期；不写就是今天。"))
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help=later("写到哪个文件夹；不写就是项目的 notices/。"),
)
@bounded_maker
def notice(  # noqa: PLR0913, PLR0917  # its options
    centre: str, root: Path, lang: Language, period: str, day: datetime.date, output: Path | None
) -> None:
    """Write the notice to CENTRE: what is to be published of it, and until when it can reply or appeal."""
    from generator import build as building  # noqa: PLC0415  # as in `build`

    root = project(root)
    with progress(lang) as told:
        made = building.notice(root, centre, period, day, told, lang)
    folder = output or root / "notices"
    name = f"{centre}-{period}-{day}"
    tell_notified(lang, made, folder, put_new(folder, {f"{name}.html": made.page, f"{name}.txt": made.text}), day)


@click.group(cls=Group, help=later("写出供填写的表格，填好再导入；什么也不会被覆盖。"))
@options.lang_of_group
def sheet() -> None:
    """Write a workbook to be filled in and imported; nothing is ever overwritten."""


@sheet.command("round", help=later("检查批次的表格。"))
@options.root
@options.lang
@click.option("--standard", required=True, help=later("标准，写代号。"))
@click.option("--centre", type=options.IdType(), help=later("服务机构，写代号，列出它的窗口；不写就是全部。"))
@options.date
@options.output
@bounded_maker
def sheet_round(root: Path, lang: Language, output: Path, **wish: Any) -> None:  # noqa: ANN401  # its options
    """A workbook for a round of inspections."""
    _put_sheet(root, lang, output, matter="round", **wish)


@sheet.command("events", help=later("事件的表格。"))
@options.root
@options.lang
@click.option("--standard", required=True, help=later("标准，写代号。"))
@click.option("--centre", type=options.IdType(), help=later("服务机构，写代号，列出它的窗口；不写就是全部。"))
@options.date
@options.output
@bounded_maker
def sheet_events(root: Path, lang: Language, output: Path, **wish: Any) -> None:  # noqa: ANN401  # its options
    """A workbook for facts proved outside visits."""
    _put_sheet(root, lang, output, matter="events", **wish)


@sheet.command("centres", help=later("新机构和窗口的表格。"))
@options.root
@options.lang
@options.output
@bounded_maker
def sheet_centres(root: Path, lang: Language, output: Path) -> None:
    """A workbook for new centres and their windows."""
    _put_sheet(root, lang, output, matter="centres", day=options.today())


def _put_sheet(root: Path, lang: Language, output: Path, **wish: Any) -> None:  # noqa: ANN401  # fields of SheetWish
    from generator.starting.importing import SheetWish, blank_sheet  # noqa: PLC0415  # as in `build`

    put_file(output, blank_sheet(project(root), SheetWish(**wish)))
    say(lang, "made", paths=output)


@click.command("export", cls=Command, help=later("把已公布的红绿榜、得分和检查发现写成开会用的表格。"))
@options.root
@options.lang
@options.as_of
@click.option("--xlsx", is_flag=True, required=True, help=later("写成表格；目前只有这一种。"))
@click.option("--period", help=later("周期，如 2026-10；不写就是各榜单最近公布的一期。"))
@options.output
@bounded_maker
def export(  # noqa: PLR0913  # its options
    root: Path, lang: Language, as_of: Moment | None, *, xlsx: bool, period: str | None, output: Path
) -> None:
    """Write lists, scores and findings, as they are published, for a meeting."""
    from generator import build as building  # noqa: PLC0415  # as in `build`

    del xlsx  # it is asked for so that another form can be had one day
    with progress(lang) as told:
        data = building.meeting(project(root), as_of, told, period)
    put_file(output, data)
    say(lang, "made", paths=output)


@click.command(
    "import", cls=Command, help=later("导入表格和 CSV：检查、事件、机构；和 YAML 一样核对，要么全部写入，要么不写。")
)
@click.argument("files", nargs=-1, required=True, type=options.FILE)
@options.root
@options.lang
@click.option("--map", "mapping", type=options.FILE, help=later("对照表：表格里的列和词指什么。"))
@click.option("--propose-map", is_flag=True, help=later("按表头起草一个对照表，供填写；不导入。"))
@click.option("-o", "--output", type=options.FILE, help=later("对照表写到哪个文件。"))
@click.option("--dry-run", is_flag=True, help=later("只核对，什么也不写。"))
@click.option(
    "--as-of", "day", type=options.DayType(), default=options.today, help=later("检查不能晚于哪一天；不写就是今天。")
)
@bounded_maker
def import_files(  # noqa: PLR0913  # its options
    files: tuple[Path, ...],
    root: Path,
    lang: Language,
    *,
    mapping: Path | None,
    propose_map: bool,
    output: Path | None,
    dry_run: bool,
    day: datetime.date,
) -> None:
    """Take workbooks and CSV in: rounds, events, centres; checked like YAML, whole or not at all."""
    from generator.starting.importing import Sheets, import_sheets, propose_mapping  # noqa: PLC0415  # as in `build`

    root = project(root)
    if propose_map:
        if output is None or len(files) != 1:
            raise click.UsageError(tell_here("--propose-map 只读一个文件，并写到 -o 的文件。"))
        put_file(output, propose_mapping(root, files[0]).encode())
        say(lang, "map-proposed", path=output, file=files[0])
        return
    with progress(lang) as told:
        imported = import_sheets(
            root,
            Sheets(files=files, mapping=mapping, day=day),
            lambda copy, last: checking.check(copy, last, told),
            write=not dry_run,
        )
    tell_imported(lang, imported, written=not dry_run)


COMMANDS: Final = (bulletin, notice, sheet, export, import_files)
"""Those of this module that stand beside `check` and `build`."""
