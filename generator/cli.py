"""The commands; the one error boundary. Exit codes: 0 fine, 1 refused, 2 bad input."""

import datetime
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial, wraps
from itertools import chain
from pathlib import Path
from typing import Any, Literal, ParamSpec, cast

import click
from click.shell_completion import CompletionItem, get_completion_class

from generator import checking
from generator.comparing.revision import Against
from generator.gathering.gather import Moment, project
from generator.gathering.memory import LostPartsError
from generator.model.keys import PlaceKey
from generator.model.problem import InputError
from generator.publishing.contents import Refused
from generator.starting import adding
from generator.starting import new as making
from generator.starting.adding import library_lines
from generator.starting.city import FORGES, begin, refuse_begun
from generator.starting.new import Matter, Visit, Wish
from generator.starting.writing import put_file, put_new
from generator.telling import options
from generator.telling.console import (
    progress,
    say,
    tell_added,
    tell_begun,
    tell_clean,
    tell_imported,
    tell_made,
    tell_notified,
    tell_problems,
    tell_published,
)
from generator.telling.formats import Format
from generator.telling.helping import HELP_OPTIONS, Group, tell_here
from generator.telling.questions import asked_text, beginning
from generator.upgrading.migrating import migrated
from generator.upgrading.migrating import write as write_migrated
from generator.upgrading.migrations import MIGRATIONS
from generator.words.languages import Language
from generator.words.phrases import later

REFUSED, BAD_INPUT = 1, 2
P = ParamSpec("P")


@contextmanager
def stoppable() -> Iterator[None]:
    """Take SIGTERM, and SIGHUP of a terminal that was closed, for Ctrl+C; what came before is heard now."""
    heard = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {one: signal.signal(one, signal.default_int_handler) for one in heard}
    try:
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _bounded(refused: str = "refused", *, asked: bool = False) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """The one boundary: what a command raises is told here, and chooses the exit code.

    `refused` is the last line. `asked`: problems are what was asked for, and go to standard output.
    """

    def around(command: Callable[P, None]) -> Callable[P, None]:
        @wraps(command)
        def bounded(*args: P.args, **options: P.kwargs) -> None:
            lang = cast("Language", options.get("lang") or "zh")
            try:
                with stoppable():
                    command(*args, **options)
            except InputError as error:
                form = cast("Format", options.get("problem_format", "plain"))
                tell_problems(lang, error.problems, form, explained=bool(options.get("explained")), asked=asked)
                say(lang, refused, n=len(error.problems))
                sys.exit(REFUSED if isinstance(error, Refused) else BAD_INPUT)
            except KeyboardInterrupt:
                say(lang, "stopped")
                sys.exit(REFUSED)
            except (OSError, LostPartsError) as error:
                say(lang, "failed", reason=error)
                sys.exit(REFUSED)
            except MemoryError:
                say(lang, "no-memory")
                sys.exit(REFUSED)

        return bounded

    return around


def _revision(against: str | None, published: Moment | None) -> Against | None:
    if against == "":
        raise click.UsageError(tell_here("--against 后面没有版本；没有公布过的，不写这一项。"))
    if against:
        return Against(revision=against, published=published)
    if published:
        raise click.UsageError(tell_here("--published 说的是 --against 的版本什么时候公布；请一并写明版本。"))
    return None


@click.group(
    cls=Group, context_settings=HELP_OPTIONS, help=later("读入服务标准和检查结果，生成公开的网站：评分卡和红绿榜。")
)
@click.version_option(package_name="windowboard")
@options.lang_of_group
def main() -> None:
    """Service standards and inspection results in, a public site of scorecards and lists out."""


@main.command(help=later("读取并计分，一次说出全部问题，或者只说写明的文件和文件夹里的；什么也不公布。"))
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@options.root
@options.lang
@options.as_of
@options.against
@options.published
@options.before
@options.problem_format
@options.explained
@options.verify
@_bounded("problems", asked=True)
def check(  # noqa: PLR0913, PLR0917  # its options
    paths: tuple[Path, ...],
    root: Path,
    lang: Language,
    as_of: Moment | None,
    against: str | None,
    published: Moment | None,
    before: Path | None,
    problem_format: Format,
    explained: bool,  # noqa: FBT001  # click hands options over by name
    verify: bool,  # noqa: FBT001  # as above
) -> None:
    """Read and score everything; say every problem, or those of PATHS; publish nothing."""
    del explained  # the boundary says it below each problem
    root = project(root)
    wanted = tuple(_in_project(root, path) for path in paths)
    try:
        with progress(lang) as told:
            compared = _revision(against, published)
            found = checking.check(root, as_of, told, compared, verify=verify, before=before)
    except InputError as error:
        within = [one for one in error.problems if _is_within(one.path, wanted)]
        if within or not wanted:
            raise InputError(within or error.problems) from error
        tell_problems(lang, [], problem_format)
        say(lang, "elsewhere", n=len(error.problems))
        return
    tell_problems(lang, [], problem_format)
    tell_clean(lang, found)


def _in_project(root: Path, path: Path) -> str:
    """A path as problems name it; raises UsageError for one that lies elsewhere."""
    whole = path.resolve()
    if not whole.is_relative_to(root):
        raise click.UsageError(tell_here("{path} 不在项目 {root} 里。", path=path, root=root))
    return whole.relative_to(root).as_posix()


def _is_within(path: str, wanted: Sequence[str]) -> bool:
    return any(one in {".", path} or path.startswith(f"{one}/") for one in wanted)


@main.command(help=later("检查全部数据并生成 site/：要么完整，要么不动。"))
@options.root
@options.site_lang
@options.as_of
@options.against
@options.published
@options.before
@options.verify
@_bounded()
def build(  # noqa: PLR0913, PLR0917  # its options
    root: Path,
    lang: Language,
    as_of: Moment | None,
    against: str | None,
    published: Moment | None,
    before: Path | None,
    *,
    verify: bool,
) -> None:
    """Check everything and make site/ of it, whole or not at all."""
    compared = _revision(against, published)
    whole = project(root)
    same = None if verify or compared or before else checking.unchanged(whole, as_of, lang)
    if same is None:
        from generator import build as building  # noqa: PLC0415  # whoever makes nothing need not wait for it

        with progress(lang) as told:
            same = building.build(whole, as_of, told, compared, lang, verify=verify, before=before, looked=True)
    tell_published(lang, same)


@main.command(help=later("只用网站自己的文件，把公布的每个数字重算一遍；有出入时返回 1，每处一行。"))
@click.argument("site", default="site")
@options.lang
@click.option(
    "--before",
    type=click.Path(exists=True, path_type=Path),
    help=later("留存的以前的版本，它的文件夹或 release.json：应当在这个版本的链上。"),
)
def verify(site: str, lang: Language, before: Path | None) -> None:
    """Recompute everything that a published SITE, a folder or an address, says from its own files.

    Exit 1 with a line for each difference.
    """
    from generator.verifying import command as verifying  # noqa: PLC0415  # as in `build`

    spoken: Literal["zh", "en"] = "zh" if lang == "zh" else "en"  # verify.py has no catalogues
    with stoppable():
        code, lines = verifying.run(site, before, spoken)
    for text in lines:
        click.echo(text)
    sys.exit(code)


@main.command(help=later("按此刻生成已经提交的数据，与上次公布的对照，并记入 published.json。"))
@options.root
@options.site_lang
@options.as_of
@click.option("--anew", is_flag=True, help=later("不与任何公布过的对照；历史改写过的才用。"))
@options.problem_format
@options.explained
@_bounded()
def publish(  # noqa: PLR0913  # its options
    root: Path, lang: Language, as_of: Moment | None, *, anew: bool, problem_format: Format, explained: bool
) -> None:
    """Build what is committed as of now, compared with what was published last; remember it in published.json."""
    from generator import build as building  # noqa: PLC0415  # as in `build`

    del explained  # the boundary says it below each problem
    moment = as_of or datetime.datetime.now().astimezone()
    with progress(lang) as told:
        built = building.publish_commit(project(root), moment, told, lang, anew=anew)
    tell_problems(lang, [], problem_format)
    tell_published(lang, built)


@main.command(help=later("列出现有数据和规则会改变哪些公布过的数字；什么也不写。"))
@options.root
@options.lang
@options.as_of
@click.option("--against", metavar="REV", required=True, help=later("公布的是哪个 git 版本。"))
@options.published
@click.option(
    "--format", "form", type=click.Choice(["plain", "markdown"]), default="plain", help=later("用什么格式输出。")
)
@_bounded("problems")
def impact(  # noqa: PLR0913, PLR0917  # its options
    root: Path, lang: Language, as_of: Moment | None, against: str, published: Moment | None, form: str
) -> None:
    """Say which published figures the data and rules as they stand would change; write nothing."""
    from generator import build as building  # noqa: PLC0415  # as in `build`
    from generator.telling.impact_text import markdown_impact, plain_impact  # noqa: PLC0415  # as in `build`

    with progress(lang) as told:
        compared = cast("Against", _revision(against, published))  # it is required, and an empty one is refused
        found = building.impact(project(root), as_of, told, compared)
    for text in (markdown_impact if form == "markdown" else plain_impact)(found, lang):
        click.echo(text)


@main.command(help=later("列出下一步先检查哪些窗口、为什么；什么也不写。"))
@options.root
@options.lang
@options.as_of
@_bounded("problems")
def agenda(root: Path, lang: Language, as_of: Moment | None) -> None:
    """Say which windows to inspect next, and why; write nothing."""
    from generator import build as building  # noqa: PLC0415  # as in `build`
    from generator.telling.agenda_text import agenda_lines  # noqa: PLC0415  # as in `build`

    with progress(lang) as told:
        site = building.agenda(project(root), as_of, told)
    for text in agenda_lines(site, lang):
        click.echo(text)


@main.command(help=later("生成并在本机打开网站，文件一改就重新生成。"))
@options.root
@options.site_lang
@options.as_of
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, help=later("本机的端口；不写就是 8000，0 是任一空闲的端口。")
)
@_bounded("not-served")
def serve(root: Path, lang: Language, as_of: Moment | None, port: int) -> None:
    """Build, serve site/ on this machine, and rebuild when a file changes."""
    from generator.publishing.serve import serve as serve_site  # noqa: PLC0415  # the others need not wait for it

    root = project(root)
    rebuild = partial(_rebuild, root, lang, as_of)
    serve_site(root, port, rebuild, lambda address: say(lang, "serving", address=address))


def _rebuild(root: Path, lang: Language, as_of: Moment | None) -> None:
    """Build; whatever goes wrong is told, and the earlier site is served on."""
    from generator import build as building  # noqa: PLC0415  # as in `build`

    try:
        with progress(lang) as told:
            built = building.build(root, as_of, told, lang=lang)
        tell_published(lang, built)
    except InputError as error:
        tell_problems(lang, error.problems)
        say(lang, "refused", n=len(error.problems))
    except Exception as error:  # noqa: BLE001  # even a fault of the program ends no server
        say(lang, "failed", reason=f"{type(error).__name__}: {error}")


@main.command(help=later("记下检查结果引用的版次（和写明的版次）是什么样子，以免有人事后改动。"))
@options.root
@options.lang
@click.argument("editions", nargs=-1)
@_bounded("not-frozen")
def freeze(root: Path, lang: Language, editions: tuple[str, ...]) -> None:
    """Note what the editions look like that results cite (and EDITIONS), so that none of them changes unseen."""
    from generator.gathering import freezing  # noqa: PLC0415  # as in `build`

    root = project(root)
    with progress(lang) as told:
        added = freezing.freeze(root, partial(checking.check, root, None, told), editions)
    say(lang, "frozen" if added else "all-frozen", editions=", ".join(added))


@main.command(help=later("在一个文件夹里开始一个城市：政策、词汇、标准、榜单、服务机构和工作流。"))
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
@_bounded("not-made")
def init(folder: Path, lang: Language, *, defaults: bool, **given: object) -> None:
    """Begin a city in FOLDER: policy, vocabulary, standards, a board, a centre, workflows."""
    from generator.starting.editors import write_city_schemas  # noqa: PLC0415  # as in `build`

    refuse_begun(folder)
    begun = begin(folder, beginning(lang, given, options.today(), ask=not defaults))
    write_city_schemas(folder)
    tell_begun(lang, folder, begun)


@main.command(help=later("把一个榜单一期的公布结果写成通报；加 -o 另写成 A4 打印的文件。"))
@click.argument("board", type=options.IdType())
@click.argument("period")
@options.root
@options.lang
@options.as_of
@click.option("--date", "day", type=options.DayType(), default=options.today, help=later("通知的日期；不写就是今天。"))
@click.option("--number", default="", help=later("文号。"))
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help=later("另写成 A4 打印的文件（.html）。")
)
@_bounded("not-made")
def bulletin(  # noqa: PLR0913, PLR0917  # its options
    board: str,
    period: str,
    root: Path,
    lang: Language,
    as_of: Moment | None,
    output: Path | None,
    **issue: Any,  # noqa: ANN401  # its other options
) -> None:
    """Say what BOARD published of PERIOD as the text of a notice; with -o write it as HTML for A4 as well."""
    from generator import build as building  # noqa: PLC0415  # as in `build`
    from generator.presenting.files.bulletin import Issue, bulletin_html, bulletin_text  # noqa: PLC0415  # as in `build`

    with progress(lang) as told:
        place = PlaceKey(board=board, period=period)
        found = building.bulletin(project(root), as_of, told, place, Issue(**issue))
    click.echo(bulletin_text(found, lang), nl=False)
    if output:
        put_file(output, bulletin_html(found, lang).encode())
        say(lang, "made", paths=output)


@main.command("schemas", help=later("把编辑器的提示写进 .windowboard/：各种文件的模式，连同本市的代号。"))
@options.root
@options.lang
@_bounded("not-made")
def schemas_of_city(root: Path, lang: Language) -> None:
    """Write what editors propose: the schemas of all files with the ids of this city, into .windowboard/."""
    from generator.starting.editors import write_city_schemas  # noqa: PLC0415  # as in `build`

    say(lang, "made", paths=", ".join(write_city_schemas(project(root))))


@main.command(help=later("写出给机构的通知：将公布它的什么、到哪一天为止可以回应和申诉。"))
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
@_bounded("not-made")
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


@main.group(help=later("写出带说明的新文件；什么也不会被覆盖。"))
@options.lang_of_group
def new() -> None:
    """Write a new, commented file; nothing is ever overwritten."""


@new.command("standard", help=later("一个待填写的标准。"))
@click.argument("name", type=options.IdType())
@options.root
@options.lang
@options.title
@_bounded("not-made")
def new_standard(name: str, root: Path, lang: Language, title: str | None) -> None:
    """A standard to be filled in."""
    tell_made(lang, making.new_standard(root, Wish(name=name, title=title, today=options.today())))


@new.command("board", help=later("一个榜单：谁和谁比、谁上榜。"))
@click.argument("name", type=options.IdType())
@options.root
@options.lang
@options.title
@options.standard
@options.trade
@_bounded("not-made")
def new_board(name: str, root: Path, lang: Language, **given: str | None) -> None:
    """A board: who is compared with whom, and who stands on a list."""
    tell_made(lang, making.new_board(root, Wish(name=name, today=options.today(), **given)))


@new.command("centre", help=later("一个服务机构，有两个窗口。"))
@click.argument("name", type=options.IdType())
@options.root
@options.lang
@options.title
@options.trade
@_bounded("not-made")
def new_centre(name: str, root: Path, lang: Language, **given: str | None) -> None:
    """A centre with two windows."""
    tell_made(lang, making.new_centre(root, Wish(name=name, today=options.today(), **given)))


@new.command("round", help=later("一个检查批次，列出机构的窗口。"))
@click.argument("centre", type=options.IdType())
@options.root
@options.lang
@options.standard
@options.date
@click.option("--channel", type=options.IdType(), default="weekly", help=later("检查方式，写代号；不写就是 weekly。"))
@options.team
@_bounded("not-made")
def new_round(centre: str, root: Path, lang: Language, **visit: Any) -> None:  # noqa: ANN401  # its options
    """A round of inspections of the windows of a centre."""
    tell_made(lang, making.new_round(root, centre, Visit(**visit)))


@new.command("event", help=later("检查之外查实的事实：投诉、通报、感谢信。"))
@click.argument("centre", type=options.IdType())
@options.root
@options.lang
@options.standard
@options.date
@options.team
@_bounded("not-made")
def new_event(centre: str, root: Path, lang: Language, **visit: Any) -> None:  # noqa: ANN401  # its options
    """Facts proved outside visits: complaints, notices, letters of thanks."""
    tell_made(lang, making.new_event(root, centre, Visit(channel="", **visit)))


@new.command("case", help=later("个案：机构对结果说了什么、做了什么，或者怎样决定的。"))
@click.argument("centre", type=options.IdType())
@options.root
@options.lang
@click.option(
    "--kind", type=click.Choice(making.CASES), default="reply", help=later("哪一种个案；不写就是 reply（回应）。")
)
@click.option("--window", type=options.IdType(), help=later("窗口，写代号。"))
@click.option("--board", type=options.IdType(), help=later("榜单，写代号。"))
@click.option("--period", help=later("榜单的周期；不写就是最近有结果的一期。"))
@options.date
@click.option("--text", help=later("要说的话：回应、理由、方案、原因。"))
@_bounded("not-made")
def new_case(centre: str, root: Path, lang: Language, text: str | None, **matter: Any) -> None:  # noqa: ANN401  # its options
    """What a centre says or does about a result, or what is decided about it."""
    tell_made(lang, making.new_case(root, centre, Matter(text=text or asked_text(lang), **matter)))


@main.group(help=later("从程序带来的标准库取用。"))
@options.lang_of_group
def add() -> None:
    """Take something of the library that comes with the program."""


@add.command("standard", help=later("取一个标准，连同它用到的词；不写名称就列出有哪些。"))
@click.argument("name", type=options.IdType(), required=False)
@options.root
@options.lang
@_bounded("not-made")
def add_standard(name: str | None, root: Path, lang: Language) -> None:
    """A standard with the words that it needs; without NAME, say which there are."""
    if name is None:
        click.echo("\n".join(f"{one:24} {title}" for one, title in library_lines().items()))
    else:
        tell_added(lang, adding.add_standard(root, name))


@main.command(help=later("升级以后：列出新版本要求数据怎么改，加 --write 才写。"))
@options.root
@options.lang
@click.option("--write", is_flag=True, help=later("写入；不写这一项就只显示。"))
@_bounded("not-made")
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


@main.group(help=later("写出供填写的表格，填好再导入；什么也不会被覆盖。"))
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
@_bounded("not-made")
def sheet_round(root: Path, lang: Language, output: Path, **wish: Any) -> None:  # noqa: ANN401  # its options
    """A workbook for a round of inspections."""
    from generator.starting.importing import SheetWish, blank_sheet  # noqa: PLC0415  # as in `build`

    put_file(output, blank_sheet(project(root), SheetWish(matter="round", **wish)))
    say(lang, "made", paths=output)


@sheet.command("events", help=later("事件的表格。"))
@options.root
@options.lang
@click.option("--standard", required=True, help=later("标准，写代号。"))
@click.option("--centre", type=options.IdType(), help=later("服务机构，写代号，列出它的窗口；不写就是全部。"))
@options.date
@options.output
@_bounded("not-made")
def sheet_events(root: Path, lang: Language, output: Path, **wish: Any) -> None:  # noqa: ANN401  # its options
    """A workbook for facts proved outside visits."""
    from generator.starting.importing import SheetWish, blank_sheet  # noqa: PLC0415  # as in `build`

    put_file(output, blank_sheet(project(root), SheetWish(matter="events", **wish)))
    say(lang, "made", paths=output)


@sheet.command("centres", help=later("新机构和窗口的表格。"))
@options.root
@options.lang
@options.output
@_bounded("not-made")
def sheet_centres(root: Path, lang: Language, output: Path) -> None:
    """A workbook for new centres and their windows."""
    from generator.starting.importing import SheetWish, blank_sheet  # noqa: PLC0415  # as in `build`

    put_file(output, blank_sheet(project(root), SheetWish(matter="centres", day=options.today())))
    say(lang, "made", paths=output)


@main.command("export", help=later("把已公布的红绿榜、得分和检查发现写成开会用的表格。"))
@options.root
@options.lang
@options.as_of
@click.option("--xlsx", is_flag=True, required=True, help=later("写成表格；目前只有这一种。"))
@click.option("--period", help=later("周期，如 2026-10；不写就是各榜单最近公布的一期。"))
@options.output
@_bounded("not-made")
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


@main.command("import", help=later("导入表格和 CSV：检查、事件、机构；和 YAML 一样核对，要么全部写入，要么不写。"))
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
@_bounded("not-made")
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
        say(lang, "map-proposed", path=output)
        return
    with progress(lang) as told:
        imported = import_sheets(
            root,
            Sheets(files=files, mapping=mapping, day=day),
            lambda copy, last: checking.check(copy, last, told),
            write=not dry_run,
        )
    tell_imported(lang, imported, written=not dry_run)


def _codes_like(typed: str) -> list[CompletionItem]:
    from generator.telling.codes import CODES  # noqa: PLC0415  # as in `build`

    return [CompletionItem(slug) for slug in CODES if slug.startswith(typed)]


@main.command("explain", help=later("说明一个问题是什么意思、举例、怎么改；不写名字就列出全部问题。"))
@click.argument("code", required=False, shell_complete=lambda _ctx, _param, typed: _codes_like(typed))
@options.lang
@_bounded()
def explain_code(code: str | None, lang: Language) -> None:
    """Say what a problem code means, with an example, and what to do; without CODE, list them all."""
    from generator.telling.explaining import code_named, every_code, explanation, unknown_code  # noqa: PLC0415  # as in `build`

    found = code_named(code) if code else None
    if code and not found:
        click.echo(unknown_code(code, lang), err=True)
        sys.exit(BAD_INPUT)
    click.echo(explanation(code, found, lang) if code and found else "\n".join(every_code(lang)))


@main.command("completion", help=later('写出命令行补全的脚本：eval "$(windowboard completion bash)"。'))
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@options.lang
def completion(shell: str, lang: Language) -> None:
    """Write the script by which a shell completes commands, options and files."""
    del lang  # there is nothing to be said
    made = get_completion_class(shell)
    if made is None:
        raise LookupError(shell)
    click.echo(made(main, {}, "windowboard", "_WINDOWBOARD_COMPLETE").source())
