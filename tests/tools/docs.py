"""Builds the documentation: `python -m tests.tools.docs`, or `make docs`, into build/docs/site/.

The pages stand in `docs/pages/`. The reference is written here and nowhere by hand: keys of the data files from the
records, commands from their declarations, problems from their codes.
"""

import shutil
import sys
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any, Final

import click
from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config

from generator.cli import main as commands
from generator.model import scalars
from generator.reading.descriptions import meaning_of, meanings_of, records_of
from generator.reading.schemas import RECORDS, schema_of
from generator.telling.codes import CODES
from generator.telling.helping import HELP_OPTIONS, option_rows, usage_of
from generator.telling.messages import meaning, remedy_of
from generator.words.languages import Language
from generator.words.phrases import tell
from tests.fixtures.folders import ROOT

PAGES: Final = ROOT / "docs" / "pages"
BUILT: Final = ROOT / "build" / "docs"

FILES: Final[Mapping[str, str]] = {
    "standard": "standards/<id>.yml",
    "board": "standards/boards/<id>.yml",
    "programme": "standards/programmes/<id>.yml",
    "vocabulary": "standards/vocabulary.yml",
    "policy": "standards/policy.yml",
    "editions": "standards/editions.yml",
    "synonyms": "standards/synonyms.yml",
    "amendments": "standards/amendments.yml",
    "centre": "results/<centre>/centre.yml",
    "round": "results/<centre>/<period>/<day>-<channel>-<team>.yml",
    "events": "results/<centre>/events/<file>.yml",
    "case": "results/<centre>/cases/<id>.yml",
}
"""Where each kind of file stands."""

FORMS: Final[Mapping[str, Mapping[Language, str]]] = {
    scalars.SLUG_FORM: {"zh": "代号", "en": "id"},
    scalars.ITEM_FORM: {"zh": "编号，加引号", "en": "number in quotes"},
    scalars.REF_FORM: {"zh": "标准@版次", "en": "standard@edition"},
    scalars.TEAM_FORM: {"zh": "检查组代号", "en": "code of a team"},
    scalars.SPAN_FORM: {"zh": "时段", "en": "span of time"},
    scalars.PERIOD_FORM: {"zh": "周期", "en": "period"},
    scalars.EVENT_FORM: {"zh": "事件编号", "en": "number of an event"},
    scalars.PLACE_FORM: {"zh": "机构/窗口", "en": "centre/window"},
    scalars.FRACTION_FORM: {"zh": "分数", "en": "fraction"},
    scalars.DAY_FORM: {"zh": "日期", "en": "day"},
    scalars.FINGERPRINT_FORM: {"zh": "指纹", "en": "fingerprint"},
    scalars.TEXT_FORM: {"zh": "文字", "en": "text"},
    scalars.NAME_FORM: {"zh": "一行文字", "en": "text on one line"},
    scalars.ICP_FORM: {"zh": "备案号", "en": "ICP number"},
    scalars.POLICE_FORM: {"zh": "备案号", "en": "police number"},
    scalars.SITE_CODE_FORM: {"zh": "标识码", "en": "code of a site"},
    scalars.MARK_FORM: {"zh": "标识编号", "en": "number of a mark"},
    scalars.WEB_FORM: {"zh": "网址", "en": "web address"},
    scalars.BRANCH_FORM: {"zh": "分支", "en": "branch"},
}
"""What a value with a form is called in a table."""

WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "zh": {
        "fields": "数据文件的键",
        "commands": "命令",
        "problems": "问题",
        "made": "这一页由程序写出，不用手改。",
        "columns": "| 键 | 值 | 说明 |\n|---|---|---|",
        "options": "| 选项 | 说明 |\n|---|---|",
        "required": "**必须有**",
        "else": "不写就是",
        "list": "列表：",
        "by": "按 {key} 写：",
        "or": " 或 ",
        "number": "数字",
        "integer": "整数",
        "boolean": "true 或 false",
        "string": "文字",
        "wrong": "有问题的写法",
        "right": "正确的写法",
        "mend": "怎么改",
        "kinds": "共 {n} 种问题，`windowboard explain 名字` 也会说明。",
        "codes": "退出码：0 一切正常，1 操作被拒绝，2 数据有问题。提示是中文，`--lang en` 改为英文。",
    },
    "en": {
        "fields": "Keys of the data files",
        "commands": "Commands",
        "problems": "Problems",
        "made": "A program writes this page; it is not edited by hand.",
        "columns": "| key | value | meaning |\n|---|---|---|",
        "options": "| option | meaning |\n|---|---|",
        "required": "**required**",
        "else": "left out:",
        "list": "list of ",
        "by": "by {key}: ",
        "or": " or ",
        "number": "number",
        "integer": "whole number",
        "boolean": "true or false",
        "string": "text",
        "wrong": "With the problem",
        "right": "Without it",
        "mend": "What to do",
        "kinds": "{n} kinds of problems; `windowboard explain NAME` tells of each as well.",
        "codes": "Exit codes: 0 all is well, 1 something was refused, 2 the data has problems. Messages are Chinese, "
        "and English with `--lang en`.",
    },
}

Schema = Mapping[str, Any]


def reference(lang: Language) -> Mapping[str, str]:
    """The pages of the reference, by their names."""
    return {
        "fields": "\n".join(_fields(lang)),
        "commands": "\n".join(_commands(lang)),
        "problems": "\n".join(_problems(lang)),
    }


# Keys


def _fields(lang: Language) -> Iterator[str]:
    words = WORDS[lang]
    yield from (f"# {words['fields']}", "", words["made"], "")
    for kind, source in RECORDS:
        schema = schema_of(kind)
        parts: dict[str, Schema] = dict(schema.get("$defs", {}))
        records = records_of(source)
        yield from (f"## `{FILES[kind]}` {{#{kind}}}", "")
        whole = next((name for name in records if name not in parts), None)
        for name in ([whole] if whole else []) + [one for one in records if one != whole]:
            yield from _record(kind, records[name], parts.get(name, schema), lang, top=name == whole)


def _record(kind: str, record: type[Any], schema: Schema, lang: Language, *, top: bool) -> Iterator[str]:
    words = WORDS[lang]
    if not top:
        yield from (f"### {record.__name__} {{#{kind}-{record.__name__.lower()}}}", "")
    yield from (_cell(getattr(meaning_of(record), lang)), "", words["columns"])
    meanings = meanings_of(record)
    for key, one in schema["properties"].items():
        told = [_form(kind, one, lang)]
        if key in schema.get("required", ()):
            told.append(words["required"])
        elif one.get("default") not in (None, [], {}, False):
            told.append(f"{words['else']} `{_plain(one['default'])}`")
        yield f"| `{key}` | {'<br>'.join(told)} | {_cell(getattr(meanings[key], lang))} |"
    yield ""


def _form(kind: str, schema: Schema, lang: Language) -> str:
    """What a value may be, in a few words, with links to the records that it is made of."""
    words = WORDS[lang]
    choices = [_form(kind, one, lang) for one in schema.get("anyOf", schema.get("oneOf", ()))]
    choices += [f"`{_plain(one)}`" for one in schema.get("enum", [schema["const"]] if "const" in schema else ())]
    if choices:
        return words["or"].join(dict.fromkeys(choices))
    if schema.get("type") == "array":
        return words["list"] + _form(kind, schema["items"], lang)
    if "patternProperties" in schema:
        ((form, of),) = schema["patternProperties"].items()
        return words["by"].format(key=FORMS[form][lang]) + _form(kind, of, lang)
    return _single(kind, schema, lang)


def _single(kind: str, schema: Schema, lang: Language) -> str:
    """What a value is that is a record, a text of some form, or a number."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{kind}-{name.lower()})"
    if "pattern" in schema:
        return FORMS[schema["pattern"]][lang]
    bounds = f" {schema['minimum']}–{schema['maximum']}" if "maximum" in schema else ""
    return WORDS[lang][schema["type"]] + bounds


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _cell(text: str) -> str:
    """Text as a cell of a table, in which it can be no markup; names between backticks stay names."""
    parts = escape(text, quote=False).replace("|", "\\|").replace("*", "\\*").replace("_", "\\_").split("`")
    return "".join(
        f"`{part.replace(chr(92), '').replace('&lt;', '<').replace('&gt;', '>')}`" if number % 2 else part
        for number, part in enumerate(parts)
    )


# Commands


def _commands(lang: Language) -> Iterator[str]:
    words = WORDS[lang]
    yield from (f"# {words['commands']}", "", words["made"], "", words["codes"], "")
    root = click.Context(commands, info_name="windowboard", help_option_names=HELP_OPTIONS["help_option_names"])
    for name, command in sorted(commands.commands.items()):
        yield from _command(click.Context(command, parent=root, info_name=name), lang, depth=2)


def _command(ctx: click.Context, lang: Language, *, depth: int) -> Iterator[str]:
    words = WORDS[lang]
    path = ctx.command_path
    anchor = path.partition(" ")[2].replace(" ", "-")
    yield from (f"{'#' * depth} `{path}` {{#{anchor}}}", "", _cell(tell(lang, ctx.command.help or "")), "")
    yield from ("```text", usage_of(ctx.command, ctx, lang), "```", "")
    if isinstance(ctx.command, click.Group):
        for name, command in sorted(ctx.command.commands.items()):
            yield from _command(click.Context(command, parent=ctx, info_name=name), lang, depth=depth + 1)
        return
    yield words["options"]
    for names, text in option_rows(ctx.command, ctx, lang):
        code = names.replace("|", "\\|")
        yield f"| `{code}` | {_cell(text)} |"
    yield ""


# Problems


def _problems(lang: Language) -> Iterator[str]:
    words = WORDS[lang]
    yield from (f"# {words['problems']}", "", words["made"], "", words["kinds"].format(n=len(CODES)), "")
    for slug in sorted(CODES):
        code = CODES[slug]
        yield from (f"## {slug} {{#{slug}}}", "", _cell(meaning(code, lang)), "")
        for word, example in (("wrong", code.wrong), ("right", code.right)):
            yield from (f"{words[word]}：" if lang == "zh" else f"{words[word]}:", "", "~~~~text", example, "~~~~", "")
        mend = _cell(remedy_of(code, lang))
        yield from (f"**{words['mend']}**：{mend}" if lang == "zh" else f"**{words['mend']}:** {mend}", "")


# The site


def lay_out(pages: Path = PAGES, built: Path = BUILT) -> None:
    """Put the pages and the reference together, where MkDocs reads them."""
    there = built / "pages"
    shutil.rmtree(there, ignore_errors=True)
    shutil.copytree(pages, there)
    for lang in WORDS:
        folder = there / "reference" if lang == "zh" else there / lang / "reference"
        folder.mkdir()
        for name, text in reference(lang).items():
            (folder / f"{name}.md").write_text(text, encoding="utf-8")


def build(pages: Path = PAGES, built: Path = BUILT) -> Path:
    """Build the site; where it is. Raises Abort of MkDocs for a link that leads nowhere, or a page without a place."""
    lay_out(pages, built)
    config = load_config(
        str(ROOT / "docs" / "mkdocs.yml"), docs_dir=str(built / "pages"), site_dir=str(built / "site"), strict=True
    )
    build_site(config)
    return built / "site"


if __name__ == "__main__":
    sys.stdout.write(f"{build()}/index.html\n")
