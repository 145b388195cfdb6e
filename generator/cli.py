"""The commands; the one error boundary. Exit codes: 0 fine, 1 refused, 2 bad input."""

import datetime
import sys
from collections.abc import Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Literal, cast

import click
from click.shell_completion import CompletionItem, get_completion_class

from generator import checking
from generator.commands import beginning, papers
from generator.commands.boundary import BAD_INPUT, bounded, stoppable, tell_only_looked_at
from generator.comparing.last import is_remembered
from generator.comparing.revision import Against
from generator.gathering.gather import Moment, project
from generator.model.problem import InputError
from generator.telling import options
from generator.telling.console import (
    progress,
    say,
    tell_clean,
    tell_problems,
    tell_published,
)
from generator.telling.formats import Format
from generator.telling.helping import HELP_OPTIONS, Group, tell_here
from generator.words.languages import Language
from generator.words.phrases import later


def _revision(against: str | None, published: Moment | None) -> Against | None:
    if against == "":
        raise click.UsageError(tell_here("--against 后面没有版本；没有公布过的，不写这一项。"))
    if against:
        return Against(revision=against, published=published)
    if published:
        raise click.UsageError(tell_here("--published 说的是 --against 的版本什么时候公布；请一并写明版本。"))
    return None


def _asked_on(root: Path, as_of: Moment | None, against: str | None) -> Moment | None:
    """The day on which a change is looked at: beside something to compare with it is that of the next publication."""
    is_next = as_of is None and against and is_remembered(root)
    return datetime.datetime.now().astimezone() if is_next else as_of


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
@bounded("problems", asked=True)
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
            day = _asked_on(root, as_of, against)
            found = checking.check(root, day, told, compared, verify=verify, before=before)
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
@options.scheduler
@bounded()
def build(  # noqa: PLR0913, PLR0917  # its options
    root: Path,
    lang: Language,
    as_of: Moment | None,
    against: str | None,
    published: Moment | None,
    before: Path | None,
    *,
    verify: bool,
    scheduler: str | None,
) -> None:
    """Check everything and make site/ of it, whole or not at all."""
    compared = _revision(against, published)
    whole = project(root)
    same = None if verify or compared or before else checking.unchanged(whole, as_of, lang)
    if same is None:
        from generator import build as building  # noqa: PLC0415  # whoever makes nothing need not wait for it

        with progress(lang) as told:
            same = building.build(
                whole,
                as_of,
                told,
                compared,
                lang,
                verify=verify,
                before=before,
                looked=True,
                workers=_workers(scheduler),
            )
    tell_published(lang, same)


def _workers(scheduler: str | None) -> checking.Workers:
    """Who does the tasks of a build: the processes of this machine, or the workers of a scheduler beside them."""
    if scheduler is None:
        return checking.processes
    from generator.cluster import cluster  # noqa: PLC0415  # as in `build`

    return partial(cluster, scheduler)


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
@options.scheduler
@options.problem_format
@options.explained
@bounded()
def publish(  # noqa: PLR0913  # its options
    root: Path,
    lang: Language,
    as_of: Moment | None,
    *,
    anew: bool,
    scheduler: str | None,
    problem_format: Format,
    explained: bool,
) -> None:
    """Build what is committed as of now, compared with what was published last; remember it in published.json."""
    from generator import build as building  # noqa: PLC0415  # as in `build`

    del explained  # the boundary says it below each problem
    moment = as_of or datetime.datetime.now().astimezone()
    with progress(lang) as told:
        built = building.publish_commit(project(root), moment, told, lang, anew=anew, workers=_workers(scheduler))
    tell_problems(lang, [], problem_format)
    tell_published(lang, built)


@main.command(help=later("列出现有数据和规则会改变哪些公布过的数字、下一次公布会要求什么；什么也不写。"))
@options.root
@options.lang
@options.as_of
@click.option("--against", metavar="REV", required=True, help=later("公布的是哪个 git 版本。"))
@options.published
@click.option(
    "--format", "form", type=click.Choice(["plain", "markdown"]), default="plain", help=later("用什么格式输出。")
)
@bounded("problems")
def impact(  # noqa: PLR0913, PLR0917  # its options
    root: Path, lang: Language, as_of: Moment | None, against: str, published: Moment | None, form: str
) -> None:
    """Say which published figures the data and rules as they stand would change; write nothing."""
    from generator import build as building  # noqa: PLC0415  # as in `build`
    from generator.telling.impact_text import markdown_impact, plain_impact  # noqa: PLC0415  # as in `build`

    with progress(lang) as told:
        compared = cast("Against", _revision(against, published))  # it is required, and an empty one is refused
        root = project(root)
        found = building.impact(root, _asked_on(root, as_of, against), told, compared)
    for text in (markdown_impact if form == "markdown" else plain_impact)(found, lang):
        click.echo(text)


@main.command(help=later("列出下一步先检查哪些窗口、为什么；什么也不写。"))
@options.root
@options.lang
@options.as_of
@bounded("problems")
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
@bounded("not-served")
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
        tell_only_looked_at(lang, error.problems, {"root": root})
    except Exception as error:  # noqa: BLE001  # even a fault of the program ends no server
        say(lang, "failed", reason=f"{type(error).__name__}: {error}")


@main.command(help=later("记下检查结果引用的版次（和写明的版次）是什么样子，以免有人事后改动。"))
@options.root
@options.lang
@click.argument("editions", nargs=-1)
@bounded("not-frozen")
def freeze(root: Path, lang: Language, editions: tuple[str, ...]) -> None:
    """Note what the editions look like that results cite (and EDITIONS), so that none of them changes unseen."""
    from generator.gathering import freezing  # noqa: PLC0415  # as in `build`

    root = project(root)
    with progress(lang) as told:
        added = freezing.freeze(root, partial(checking.check, root, None, told), editions)
    say(lang, "frozen" if added else "all-frozen", editions=", ".join(added))


def _codes_like(typed: str) -> list[CompletionItem]:
    from generator.telling.codes import CODES  # noqa: PLC0415  # as in `build`

    return [CompletionItem(slug) for slug in CODES if slug.startswith(typed)]


@main.command("explain", help=later("说明一个问题是什么意思、举例、怎么改；不写名字就列出全部问题。"))
@click.argument("code", required=False, shell_complete=lambda _ctx, _param, typed: _codes_like(typed))
@options.lang
@bounded()
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


for _one in chain(beginning.COMMANDS, papers.COMMANDS):
    main.add_command(_one)
