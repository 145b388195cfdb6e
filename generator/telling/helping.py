"""What the command line says of itself, in the language that `--lang` names, Chinese without it.

Commands and options are told in Chinese where they are declared, and the catalogues have the rest, as for every other
sentence. click's own sentences on a wrong word are told in ours.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final, NoReturn, cast

import click

from generator.reading.characters import harmless
from generator.words.languages import TAGS, Language
from generator.words.phrases import later, tell

_LANG: Final = "windowboard.lang"

HELP_OPTIONS: Final = {"help_option_names": ["-h", "--help"]}
"""How one asks for help."""

_WORDS: Final = {
    "usage": later("用法："),
    "options": later("选项："),
    "commands": later("命令："),
    "any": later("[选项]"),
    "command": later("命令 …"),
    "help": later("显示这段说明。"),
    "version": later("显示版本。"),
    "required": later("必须写。"),
    "wrong": later("错误：{message}"),
    "more": later("{command} -h 有说明。"),
    "near": later("没有 {one}，是不是 {near}？"),
    "unanswered": later("没有回答，什么也没有写。要回答的都可以用选项写明，-h 有说明。"),
}

_WRONG: Final = (
    (r"No such option: (?P<one>\S+?)(?:[. ].*)?", later("没有 {one} 这个选项。")),
    (r"No such option '(?P<one>[^']+)'.*", later("没有 {one} 这个选项。")),
    (r"No such command '(?P<one>[^']+)'.*", later("没有 {one} 这个命令。")),
    (r"Missing command.*", later("没有写命令。")),
    (r"Option '(?P<one>[^']+)' requires (?:an|\d+) arguments?.*", later("选项 {one} 后面要写它的值。")),
    (r"Option '(?P<one>[^']+)' does not take a value.*", later("选项 {one} 后面不写值。")),
    (r"Got unexpected extra arguments? \((?P<one>.+)\)", later("多写了：{one}")),
    (r"(?P<one>.+) is not one of (?P<known>.+?)\.?", later("没有 {one}，可用的有：{known}")),
    (r"(?P<one>.+) is not in the range (?P<known>.+?)\.?", later("{one} 不在 {known} 之间。")),
    (r"(?P<one>.+) is not a valid integer.*", later("{one} 不是整数。")),
    (r"\w+ '(?P<one>.+)' does not exist\.", later("没有 {one}。")),
    (r"\w+ '(?P<one>.+)' is a directory\.", later("{one} 是文件夹，这里要写文件。")),
    (r"\w+ '(?P<one>.+)' is a file\.", later("{one} 是文件，这里要写文件夹。")),
    (r"\w+ '(?P<one>.+)' is not readable\.", later("{one} 无法读取。")),
)
"""What click says of a wrong word, as a pattern, and what we say."""

_MESSAGE_LIMIT: Final = 400
"""Characters of a message; what was typed may be of any length."""

_MISSING: Final = later("没有写 {one}。")

_OF_PARAMETER: Final = later("{one}：{message}", "parameter")


def spoken_in(ctx: click.Context | None) -> Language:
    """The language in which a command was called."""
    return cast("Language", ctx.meta.get(_LANG, "zh")) if ctx else "zh"


def spoken_here() -> Language:
    """The language of the command that runs."""
    return spoken_in(click.get_current_context(silent=True))


def tell_here(key: str, **values: object) -> str:
    """A sentence in the language of the command that runs."""
    return tell(spoken_here(), key, **values)


class Command(click.Command):
    """A command that tells of itself in the language of the call."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage, what it does, options."""
        lang = spoken_in(ctx)
        for text in help_lines(self, ctx, lang):
            formatter.write(f"{text}\n")

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Say of whatever is wrong to which command it was said; click's parser leaves that out."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise


class Group(click.Group):
    """Commands; the outermost one also tells what was written wrongly."""

    command_class = Command

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage, what it is, options, commands."""
        for text in help_lines(self, ctx, spoken_in(ctx)):
            formatter.write(f"{text}\n")

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Find out the language before anything is said."""
        ctx.meta.setdefault(_LANG, _language_of(args))
        return super().parse_args(ctx, args)

    def main(self, *args: Any, **options: Any) -> NoReturn:  # noqa: ANN401  # those of the base class
        """Run, and tell a wrong word in our words; exit 2."""
        options["standalone_mode"] = False
        try:
            code = super().main(*args, **options)
        except click.UsageError as error:
            for text in wrong_lines(error):
                click.echo(text, err=True)
            sys.exit(error.exit_code)
        except click.Abort:
            click.echo(f"\n{tell(_language_of(args[0] if args else sys.argv[1:]), _WORDS['unanswered'])}", err=True)
            sys.exit(1)
        except click.ClickException as error:
            click.echo(error.format_message(), err=True)
            sys.exit(error.exit_code)
        sys.exit(code if isinstance(code, int) else 0)


Group.group_class = Group


def _language_of(args: Sequence[str]) -> Language:
    said = [after for one, after in pairwise(args) if one == "--lang"]
    said += [word.partition("=")[2] for word in args if word.startswith("--lang=")]
    return cast("Language", next((word for word in said if word in TAGS), "zh"))


def help_lines(command: click.Command, ctx: click.Context, lang: Language) -> Iterator[str]:
    """What is said of a command: how it is called, what it does, its options, its commands."""
    yield tell(lang, _WORDS["usage"]) + usage_of(command, ctx, lang)
    yield ""
    yield tell(lang, command.help or "")
    yield ""
    yield tell(lang, _WORDS["options"])
    for names, text in option_rows(command, ctx, lang):
        yield f"  {names}"
        yield f"      {text}"
    if isinstance(command, click.Group):
        yield ""
        yield tell(lang, _WORDS["commands"])
        widest = max(map(len, command.commands))
        yield from (
            f"  {name:{widest}}  {tell(lang, one.help or '')}" for name, one in sorted(command.commands.items())
        )


def usage_of(command: click.Command, ctx: click.Context, lang: Language) -> str:
    """How a command is called."""
    arguments = [one.make_metavar(ctx) for one in command.params if isinstance(one, click.Argument)]
    last = [tell(lang, _WORDS["command"])] if isinstance(command, click.Group) else []
    return " ".join([ctx.command_path, tell(lang, _WORDS["any"]), *arguments, *last])


def option_rows(command: click.Command, ctx: click.Context, lang: Language) -> Iterator[tuple[str, str]]:
    """The options of a command: how each is written, and what it does."""
    for one in command.get_params(ctx):
        if not isinstance(one, click.Option) or (record := one.get_help_record(ctx)) is None:
            continue
        own = next((word for word in ("help", "version") if f"--{word}" in one.opts), None)
        text = tell(lang, _WORDS[own] if own else one.help or "")
        yield record[0], text + (tell(lang, _WORDS["required"]) if one.required else "")


def wrong_lines(error: click.UsageError) -> Iterator[str]:
    """How the command is called, what was wrong with the call, and where more is said."""
    ctx = error.ctx
    lang = spoken_in(ctx)
    if ctx:
        yield tell(lang, _WORDS["usage"]) + usage_of(ctx.command, ctx, lang)
    yield tell(lang, _WORDS["wrong"], message=wrong_in(error, lang))
    if ctx:
        yield tell(lang, _WORDS["more"], command=ctx.command_path)


def wrong_in(error: click.UsageError, lang: Language) -> str:
    """What was wrong with a call: in our words where click's are known, else as it was said."""
    param = error.param if isinstance(error, click.BadParameter) else None
    name = "" if param is None else param.opts[0] if isinstance(param, click.Option) else param.human_readable_name
    if isinstance(error, click.MissingParameter):
        return tell(lang, _MISSING, one=name)
    near = getattr(error, "possibilities", None)
    if near:
        one = getattr(error, "option_name", None) or getattr(error, "command_name", "")
        return harmless(tell(lang, _WORDS["near"], one=one, near=near[0]), _MESSAGE_LIMIT)
    found = ((re.fullmatch(pattern, error.message, re.DOTALL), key) for pattern, key in _WRONG)
    message = next((tell(lang, key, **one.groupdict()) for one, key in found if one), error.message)
    return harmless(tell(lang, _OF_PARAMETER, one=name, message=message) if name else message, _MESSAGE_LIMIT)
