"""What a person or a CI server sees: problems, progress, and the last line."""

import datetime
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import click

from generator.checking import Built, Compared
from generator.gathering.gather import Gathered
from generator.gathering.progress import Progress as Report
from generator.model.cases import HeldPeriod
from generator.model.problem import Problem
from generator.telling.formats import Format, written
from generator.telling.messages import line, remedy, within_reason
from generator.words.languages import Language
from generator.words.phrases import later, tell

if TYPE_CHECKING:  # what few commands give is not loaded for all
    from generator.build import Notified
    from generator.starting.adding import Added
    from generator.starting.city import Begun
    from generator.starting.importing import Imported
    from generator.starting.new import Made

STEPS: Final[Mapping[str, str]] = {
    "read": later("读取并计分"),
    "pages": later("生成页面"),
    "html": later("转换网页"),
    "files": later("写出数据"),
    "search": later("建立索引"),
    "check": later("发布前检查"),
}

WORDS: Final[Mapping[str, str]] = {
    "published": later(
        "已发布到 site/：{pages} 页，其中新做 {built} 页，撤下 {removed} 项；数据截至 {day}。没有遗漏。{compared}"
    ),
    "awaited-public": later("榜单 {board} 的 {period} 从 {day} 起公布：--as-of {day} 可以先看到那一天的网站。"),
    "awaited-running": later("榜单 {board} 的 {period} 还没有结束，结束并过了公示前期才公布。"),
    "awaited-preview": later("榜单 {board} 的 {period} 在公示前期，期满才公布。"),
    "awaited-waiting": later("榜单 {board} 的 {period} 要等用同样检查的榜单一起公布。"),
    "awaited-unnoticed": later("榜单 {board} 的 {period} 要等通知送达机构才公布：windowboard notice。"),
    "unchanged": later("site/ 已是最新：{pages} 页，数据截至 {day}，没有需要改动的内容。{compared}"),
    "refused": later("没有发布：发现 {n} 处问题，site/ 保持原样。"),
    "only-looked-at": later("对照的是 site/ 里的网站。它没有公布过、只是在本机看过的，删去 site/ 再生成。"),
    "clean": later("检查通过：{centres} 个服务机构，{windows} 个窗口，{rounds} 个检查批次，没有问题。"),
    "elsewhere": later("这些文件没有问题；别的文件有 {n} 处，改好以前有些内容无法核对。"),
    "problems": later("检查未通过：{n} 处问题。"),
    "frozen": later("已冻结：{editions}。请把 standards/editions.yml 一并提交。"),
    "all-frozen": later("检查结果引用的版次都已冻结，没有需要增加的。"),
    "not-frozen": later("没有冻结：发现 {n} 处问题，standards/editions.yml 保持原样。"),
    "serving": later("正在 {address} 提供 site/；文件改动后自动重建，按 Ctrl+C 结束。"),
    "not-served": later("没有提供网站。"),
    "stopped": later("已中断：没有发布，site/ 保持原样。"),
    "failed": later("没有发布：{reason}。site/ 保持原样。"),
    "no-memory": later("没有发布：内存不足。site/ 保持原样。"),
    "memory-older": later("上次构建留下的记录出自另一个版本的程序，已丢弃，全部重新做了一遍。"),
    "memory-damaged": later("上次构建留下的记录已损坏，已丢弃，全部重新做了一遍。"),
    "nothing-earlier": later("此前没有发布，无可对照。"),
    "compared": later("已与{earlier}对照，公布过的数字都有交代。"),
    "earlier-site": later("上次的 site/（{day}）"),
    "earlier-release": later("上次公布的文件（{day}）"),
    "earlier-revision": later("版本 {revision}（{day}）"),
    "judged-anew": later(
        "版本 {revision} 由现在的程序重新评定，程序本身改变的数字看不出来；请用 --before 给出当时公布的文件。"
    ),
    "begun": later("已在 {root} 写出 {n} 个文件，可以检查和生成了：windowboard check，windowboard serve。"),
    "nothing-to-migrate": later("数据已经是现在的格式，没有要改的。"),
    "to-migrate": later("要改 {count} 个文件，还没有写；核对以后加 --write。"),
    "migrated": later("改了 {count} 个文件。请运行 windowboard check，再一并提交。"),
    "not-made": later("什么也没有写。"),
    "begun-kept": later("原来就有、没有动的：{paths}"),
    "made": later("已写出 {paths}"),
    "made-frozen": later("第一次引用的版次已冻结：{editions}。请把 standards/editions.yml 一并提交。"),
    "asked-beside": later("公布过的数字会因此改变，还要补写 {line}"),
    "notified": later("送达以后，为每个窗口写一份通知的处理记录；--date 写送达的那一天，--text 写怎样送达："),
    "words-added": later("词汇里补上了：{words}"),
    "imported": later("已导入：写出 {n} 个文件；{known} 项原来就有，没有再写。请运行 windowboard check，再一并提交。"),
    "import-tried": later("可以导入：会写出 {n} 个文件；{known} 项原来就有。什么也没有写。"),
    "nothing-new": later("没有新内容：{known} 项都已经有了，什么也没有写。"),
    "notice": later("请注意 {line}"),
    "map-proposed": later(
        "已写出对照表 {path}；请逐项核对、补全空着的各项，再运行 windowboard import {file} --map {path}。"
    ),
}


def say(lang: Language, word: str, **facts: object) -> None:
    """Print one of our sentences on standard error."""
    click.echo(tell(lang, WORDS[word], **facts), err=True)


def tell_clean(lang: Language, found: Gathered) -> None:
    """The last line of a check that found nothing wrong: how much it looked at."""
    centres = found.summaries.values()
    windows, rounds = sum(len(one.centre.windows) for one in centres), sum(len(one.dates) for one in centres)
    say(lang, "clean", centres=len(centres), windows=windows, rounds=rounds)


def tell_published(lang: Language, built: Built) -> None:
    """The last line of a build: what was published, what was not, and what it was compared with."""
    published = built.published
    if built.memory in {"older", "damaged"}:
        say(lang, f"memory-{built.memory}")
    earlier = [tell(lang, WORDS[_earlier_word(one)], revision=one.revision, day=one.day) for one in built.earlier]
    for one in built.earlier:
        if not one.recorded:
            say(lang, "judged-anew", revision=one.revision)
    between = tell(lang, "和")
    compared = (
        tell(lang, WORDS["compared"], earlier=between.join(earlier))
        if earlier
        else tell(lang, WORDS["nothing-earlier"])
    )
    _tell_awaited(lang, built.awaited)
    say(
        lang,
        "published" if published.new else "unchanged",
        pages=published.pages,
        built=len(published.built),
        removed=len(published.removed),
        day=built.day,
        compared=compared,
    )


def _tell_awaited(lang: Language, awaited: Sequence[HeldPeriod]) -> None:
    """Of a site without a single list: from when on there will be one."""
    for one in awaited:
        word = "awaited-public" if one.public else f"awaited-{one.state}"
        say(lang, word, board=one.board, period=one.period, day=one.public)


def _earlier_word(one: Compared) -> str:
    if one.revision:
        return "earlier-revision"
    return "earlier-release" if one.kept else "earlier-site"


def tell_begun(lang: Language, root: Path, begun: "Begun") -> None:
    """What a new city has, and what was there before."""
    say(lang, "begun", root=root, n=len(begun.written))
    if begun.kept:
        say(lang, "begun-kept", paths=", ".join(begun.kept))


def tell_made(lang: Language, made: "Made") -> None:
    """What a command wrote, what it froze with that, and what the check asks for besides."""
    say(lang, "made", paths=", ".join(made.paths))
    if made.frozen:
        say(lang, "made-frozen", editions=", ".join(made.frozen))
    for one in made.asked:
        say(lang, "asked-beside", line=line(one, lang))


def tell_notified(lang: Language, made: "Notified", folder: Path, names: Sequence[str], day: datetime.date) -> None:
    """What a notice was written to, and how its case is begun once it was handed over."""
    say(lang, "made", paths=", ".join(str(folder / name) for name in names))
    say(lang, "notified")
    for row in made.rows:
        where = f"{row.centre} --kind notice --window {row.window} --board {row.board} --period {row.period}"
        click.echo(f"  windowboard new case {where} --date {day}")


def tell_added(lang: Language, added: "Added") -> None:
    """Which standard was taken, and the words that came with it."""
    say(lang, "made", paths=added.path)
    if added.words:
        say(lang, "words-added", words="、".join(added.words))


def tell_imported(lang: Language, imported: "Imported", *, written: bool) -> None:
    """What was left out or should be looked at, which files were written, and how much was there before."""
    for notice in imported.notices:
        say(lang, "notice", line=line(notice, lang))
    if imported.paths:
        click.echo("\n".join(imported.paths))
    word = ("imported" if written else "import-tried") if imported.paths else "nothing-new"
    say(lang, word, n=len(imported.paths), known=imported.known)
    if imported.frozen:
        say(lang, "made-frozen", editions=", ".join(imported.frozen))


Explained = Literal["none", "once", "all"]
"""Whether what to do is said: of no problem, of the first that has it, or of each."""


def tell_problems(
    lang: Language,
    problems: Sequence[Problem],
    form: Format = "plain",
    *,
    explained: Explained = "none",
    asked: bool = False,
) -> None:
    """Print problems: one line each on standard error, or as a CI server takes them on standard output.

    `explained`: with what to do about each, below it, or below the first that has it. `asked`: they are the result, and
    plain ones go to standard
    output as well. Of very many the first are told, and how many the others are.
    """
    problems = within_reason(problems)
    if form != "plain" and (text := written(problems, form, lang, explained=explained == "all")):
        click.echo(text)
    if form == "github":
        return  # a workflow shows its commands in the log as well
    aside = form != "plain" or not asked
    told: set[str] = set()
    for problem in problems:
        click.echo(line(problem, lang), err=aside)
        mend = remedy(problem, lang)
        if form == "plain" and (explained == "all" or (explained == "once" and mend not in told)):
            told.add(mend)
            click.echo(f"    {mend}", err=aside)


@contextmanager
def progress(lang: Language) -> Iterator[Report]:
    """Bars on a terminal; elsewhere one plain line when a step is done. Both on standard error."""
    if not sys.stderr.isatty():
        yield _Lines(lang).tell
        return
    from rich.console import Console  # noqa: PLC0415  # CI has no bars and need not wait for them
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415  # as above

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    # No thread of their own: the processes of the executor are forked while the bars stand.
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bars:
        tasks = {}

        def told(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(tell(lang, STEPS.get(step, step)), total=total)
            bars.update(tasks[step], completed=done, total=total)
            if done == total or done % 10 == 0:
                bars.refresh()

        yield told


class _Lines:
    """One plain line for each step that is done."""

    def __init__(self, lang: Language) -> None:
        self.lang = lang
        self.told: set[str] = set()

    def tell(self, step: str, done: int, total: int) -> None:
        if total and done == total and step not in self.told:
            self.told.add(step)
            click.echo(f"{tell(self.lang, STEPS.get(step, step))} {done}/{total}", err=True)
