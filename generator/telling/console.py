"""What a person or a CI server sees: problems, progress, and the last line."""

import datetime
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from generator.build import Built, Compared, Notified
from generator.gathering.gather import Gathered
from generator.gathering.progress import Progress as Report
from generator.model.problem import Problem
from generator.starting.adding import Added
from generator.starting.city import Begun
from generator.starting.importing import Imported
from generator.starting.new import Made
from generator.telling.formats import Format, written
from generator.telling.messages import line, remedy
from generator.words.phrases import Language

STEPS: Final[dict[Language, dict[str, str]]] = {
    "zh": {
        "read": "读取并计分",
        "pages": "生成页面",
        "html": "转换网页",
        "files": "写出数据",
        "search": "建立索引",
        "check": "发布前检查",
    },
    "en": {
        "read": "reading and scoring",
        "pages": "writing pages",
        "html": "making HTML",
        "files": "writing data",
        "search": "indexing",
        "check": "checking the site",
    },
}

WORDS: Final[dict[Language, dict[str, str]]] = {
    "zh": {
        "published": "已发布到 site/：{pages} 页，其中新做 {built} 页，撤下 {removed} 项；数据截至 {day}。没有遗漏。"
        "{compared}",
        "unchanged": "site/ 已是最新：{pages} 页，数据截至 {day}，没有需要改动的内容。{compared}",
        "refused": "没有发布：发现 {count} 处问题，site/ 保持原样。",
        "clean": "检查通过：{centres} 个服务机构，{windows} 个窗口，{rounds} 个检查批次，没有问题。",
        "problems": "检查未通过：{count} 处问题。",
        "frozen": "已冻结：{editions}。请把 standards/editions.yml 一并提交。",
        "all-frozen": "检查结果引用的版次都已冻结，没有需要增加的。",
        "not-frozen": "没有冻结：发现 {count} 处问题，standards/editions.yml 保持原样。",
        "serving": "正在 {address} 提供 site/；文件改动后自动重建，按 Ctrl+C 结束。",
        "stopped": "已中断：没有发布，site/ 保持原样。",
        "failed": "没有发布：{reason}。site/ 保持原样。",
        "no-memory": "没有发布：内存不足。site/ 保持原样。",
        "memory-older": "上次构建留下的记录出自另一个版本的程序，已丢弃，全部重新做了一遍。",
        "memory-damaged": "上次构建留下的记录已损坏，已丢弃，全部重新做了一遍。",
        "nothing-earlier": "此前没有发布，无可对照。",
        "compared": "已与{earlier}对照，公布过的数字都有交代。",
        "earlier-site": "上次的 site/（{day}）",
        "earlier-release": "上次公布的文件（{day}）",
        "earlier-revision": "版本 {revision}（{day}）",
        "judged-anew": "版本 {revision} 由现在的程序重新评定，程序本身改变的数字看不出来；"
        "请用 --before 给出当时公布的文件。",
        "begun": "已在 {root} 写出 {count} 个文件，可以检查和生成了：windowboard check，windowboard serve。",
        "nothing-to-migrate": "数据已经是现在的格式，没有要改的。",
        "to-migrate": "要改 {count} 个文件，还没有写；核对以后加 --write。",
        "migrated": "改了 {count} 个文件。请运行 windowboard check，再一并提交。",
        "not-made": "什么也没有写。",
        "begun-kept": "原来就有、没有动的：{paths}",
        "made": "已写出 {paths}",
        "made-frozen": "第一次引用的版次已冻结：{editions}。请把 standards/editions.yml 一并提交。",
        "notified": "送达以后，为每个窗口写一份通知个案；--date 写送达的那一天，--text 写怎样送达：",
        "words-added": "词汇里补上了：{words}",
        "imported": "已导入：写出 {count} 个文件；{known} 项原来就有，没有再写。请运行 windowboard check，再一并提交。",
        "import-tried": "可以导入：会写出 {count} 个文件；{known} 项原来就有。什么也没有写。",
        "nothing-new": "没有新内容：{known} 项都已经有了，什么也没有写。",
        "notice": "请注意 {line}",
        "map-proposed": "已写出对照表 {path}；请逐项核对、补全空着的各项，再运行 windowboard import --map。",
    },
    "en": {
        "published": "Published to site/: {pages} pages, {built} of them made anew, {removed} items taken down; "
        "data of {day}. Nothing was left out. {compared}",
        "unchanged": "site/ is up to date: {pages} pages, data of {day}; nothing had to be changed. {compared}",
        "refused": "Not published: {count} problems; site/ is as it was.",
        "clean": "Checked: {centres} centres, {windows} windows, {rounds} rounds; no problems.",
        "problems": "Not accepted: {count} problems.",
        "frozen": "Frozen: {editions}. Commit standards/editions.yml with your change.",
        "all-frozen": "Every edition that results cite is frozen; there was nothing to add.",
        "not-frozen": "Not frozen: {count} problems; standards/editions.yml is as it was.",
        "serving": "Serving site/ at {address}; it is rebuilt when a file changes. Press Ctrl+C to end.",
        "stopped": "Interrupted: not published; site/ is as it was.",
        "failed": "Not published: {reason}; site/ is as it was.",
        "no-memory": "Not published: memory ran out; site/ is as it was.",
        "memory-older": "What earlier builds had kept was another version's: it was thrown away, all was made anew.",
        "memory-damaged": "What earlier builds had kept was damaged: it was thrown away, all was made anew.",
        "nothing-earlier": "Nothing was published before: nothing to compare with.",
        "compared": "Compared with {earlier}: every published figure is accounted for.",
        "earlier-site": "the earlier site/ ({day})",
        "earlier-release": "the release that was published last ({day})",
        "earlier-revision": "revision {revision} ({day})",
        "judged-anew": "Revision {revision} is judged anew by the program as it is now, so that figures which the "
        "program itself changes are not seen; give the files that were published with --before.",
        "begun": "Wrote {count} files into {root}; now: windowboard check, windowboard serve.",
        "nothing-to-migrate": "The data have the present form: there is nothing to change.",
        "to-migrate": "Files to change: {count}; nothing is written yet. Look at it, then add --write.",
        "migrated": "Files changed: {count}. Say windowboard check, and commit them together.",
        "not-made": "Nothing was written.",
        "begun-kept": "There before, and as they were: {paths}",
        "made": "Wrote {paths}",
        "made-frozen": "Frozen, for it is cited for the first time: {editions}. Commit standards/editions.yml with it.",
        "notified": "Once it was handed over, write a case for each window; --date is the day of that, --text how:",
        "words-added": "Added to the vocabulary: {words}",
        "imported": "Imported: {count} files written; {known} entries were there and were not written again. Say "
        "windowboard check, and commit them together.",
        "import-tried": "This can be imported: {count} files would be written; {known} entries are there. Nothing was "
        "written.",
        "nothing-new": "There is nothing new: all {known} entries are there. Nothing was written.",
        "notice": "Note: {line}",
        "map-proposed": "Wrote the mapping {path}; look at every line, fill in what is empty, then say windowboard "
        "import --map.",
    },
}


def say(lang: Language, word: str, **facts: object) -> None:
    """Print one of our sentences on standard error."""
    click.echo(WORDS[lang][word].format(**facts), err=True)


def tell_clean(lang: Language, found: Gathered) -> None:
    """The last line of a check that found nothing wrong: how much it looked at."""
    centres = found.summaries.values()
    windows, rounds = sum(len(one.centre.windows) for one in centres), sum(len(one.dates) for one in centres)
    say(lang, "clean", centres=len(centres), windows=windows, rounds=rounds)


def tell_published(lang: Language, built: Built) -> None:
    """The last line of a build: what was published, what was not, and what it was compared with."""
    words, published = WORDS[lang], built.published
    if built.memory in {"older", "damaged"}:
        say(lang, f"memory-{built.memory}")
    earlier = [words[_earlier_word(one)].format(revision=one.revision, day=one.day) for one in built.earlier]
    for one in built.earlier:
        if not one.recorded:
            say(lang, "judged-anew", revision=one.revision)
    between = "和" if lang == "zh" else " and "
    compared = words["compared"].format(earlier=between.join(earlier)) if earlier else words["nothing-earlier"]
    say(
        lang,
        "published" if published.new else "unchanged",
        pages=published.pages,
        built=len(published.built),
        removed=len(published.removed),
        day=built.day,
        compared=compared,
    )


def _earlier_word(one: Compared) -> str:
    if one.revision:
        return "earlier-revision"
    return "earlier-release" if one.kept else "earlier-site"


def tell_begun(lang: Language, root: Path, begun: Begun) -> None:
    """What a new city has, and what was there before."""
    say(lang, "begun", root=root, count=len(begun.written))
    if begun.kept:
        say(lang, "begun-kept", paths=", ".join(begun.kept))


def tell_made(lang: Language, made: Made) -> None:
    """What a command wrote, and what it froze with that."""
    say(lang, "made", paths=", ".join(made.paths))
    if made.frozen:
        say(lang, "made-frozen", editions=", ".join(made.frozen))


def tell_notified(lang: Language, made: Notified, folder: Path, names: Sequence[str], day: datetime.date) -> None:
    """What a notice was written to, and how its case is begun once it was handed over."""
    say(lang, "made", paths=", ".join(str(folder / name) for name in names))
    say(lang, "notified")
    for row in made.rows:
        where = f"{row.centre} --kind notice --window {row.window} --board {row.board} --period {row.period}"
        click.echo(f"  windowboard new case {where} --date {day}")


def tell_added(lang: Language, added: Added) -> None:
    """Which standard was taken, and the words that came with it."""
    say(lang, "made", paths=added.path)
    if added.words:
        say(lang, "words-added", words="、".join(added.words))


def tell_imported(lang: Language, imported: Imported, *, written: bool) -> None:
    """What was left out or should be looked at, which files were written, and how much was there before."""
    for notice in imported.notices:
        say(lang, "notice", line=line(notice, lang))
    if imported.paths:
        click.echo("\n".join(imported.paths))
    word = ("imported" if written else "import-tried") if imported.paths else "nothing-new"
    say(lang, word, count=len(imported.paths), known=imported.known)
    if imported.frozen:
        say(lang, "made-frozen", editions=", ".join(imported.frozen))


def tell_problems(
    lang: Language, problems: Sequence[Problem], form: Format = "plain", *, explained: bool = False
) -> None:
    """Print problems: one line each on standard error, or as a CI server takes them on standard output.

    `explained`: with what to do about each, below it.
    """
    if form != "plain" and (text := written(problems, form, lang, explained=explained)):
        click.echo(text)
    if form == "github":
        return  # a workflow shows its commands in the log as well
    for problem in problems:
        click.echo(line(problem, lang), err=True)
        if explained and form == "plain":
            click.echo(f"    {remedy(problem, lang)}", err=True)


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
                tasks[step] = bars.add_task(STEPS[lang].get(step, step), total=total)
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
            click.echo(f"{STEPS[self.lang].get(step, step)} {done}/{total}", err=True)
