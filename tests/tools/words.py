"""The messages of the program, and the catalogues kept by them: `python -m tests.tools.words [language …]`.

Every catalogue of `theme/words/`, and one for each language that is named, gets what is said and loses what is not said
any more. What has no translation yet is printed; a test fails until it has one.
"""

import ast
import json
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from typing import Final

import yaml
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

from generator.product import FRAME, THEME
from generator.telling.codes import CODES
from generator.upgrading.migrations import MIGRATIONS
from generator.words.catalogue import CATALOGUES, NUMBER, Words, in_context
from generator.words.phrases import is_chinese
from generator.words.scripts import said_in
from generator.words.templates import Trans
from tests.fixtures.folders import ROOT

TEMPLATES: Final = sorted(
    path
    for folder in ("pages", "parts", "overrides")
    for path in (THEME / folder).rglob("*")
    if path.suffix in {".jinja", ".html"} and "languages" not in path.parts
)
SCRIPTS: Final = sorted((THEME / "assets").glob("*.js"))
SOURCES: Final = sorted(
    [
        ROOT / "generator" / "cli.py",
        *(
            path
            for folder in ("commands", "presenting", "telling")
            for path in (ROOT / "generator" / folder).rglob("*.py")
        ),
    ]
)


_PLACES: Final = re.compile(r"\{\w+\}|</?\d+>", re.ASCII)


class Heard(Words):
    """No words: it hears what is asked for, and says a mark in its place, with the values and elements."""

    __slots__ = ("keys",)
    MARK: Final = "·"

    def __init__(self) -> None:
        super().__init__({}, lambda _number: 0)
        object.__setattr__(self, "keys", [])

    keys: list[str]

    def forms(self, key: str) -> tuple[str, ...]:
        """Note a message."""
        self.keys.append(key)
        return ("".join([self.MARK, *_PLACES.findall(key)]),)


def read_template(source: str) -> tuple[nodes.Template, list[str]]:
    """A template as it is compiled, with a mark for each sentence; and its messages."""
    environment = Environment(autoescape=True, extensions=[Trans])
    heard = Heard()
    environment.extensions[Trans.identifier].words = heard  # type: ignore[attr-defined]  # ours
    tree = environment.parse(source)
    found = [
        call.args[0].value
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name == "_" and isinstance(call.args[0], nodes.Const)
    ]
    return tree, [*heard.keys, *found]


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    """The calls of functions in a file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node


def spoken(tree: ast.AST) -> Iterator[list[ast.expr]]:
    """Of every call that says something: the message, and its context if it has one."""
    for call in calls(tree, "say", "later"):
        yield call.args[:2]
    for call in calls(tree, "tell_here"):
        yield call.args[:1]
    for call in calls(tree, "tell"):
        yield call.args[1:2]
    for call in calls(tree, "joined", "listed"):
        yield call.args[1:2]


def said_words(source: str) -> list[str]:
    """The messages of a Python file."""
    found = []
    for call in spoken(ast.parse(source)):
        texts = [one.value for one in call if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if texts and is_chinese(texts[0]):
            found.append(in_context(texts[1], texts[0]) if len(texts) > 1 else texts[0])
    return found


def frame_words() -> list[str]:
    """The messages of the frame."""
    config = yaml.safe_load(FRAME.read_text("utf-8").replace("!ENV ", ""))
    titles = [in_context("navigation", title) for entry in config["nav"] for title in entry]
    return [config["site_description"], *titles]


@cache
def messages() -> Mapping[str, str]:
    """Every message of the program, with the file that says it first, in the order of the files."""
    found: dict[str, str] = {}
    said = [(FRAME, frame_words())]
    said += [(path, read_template(path.read_text("utf-8"))[1]) for path in TEMPLATES]
    said += [(path, said_in(path.read_text("utf-8"))) for path in SCRIPTS]
    said += [(path, said_words(path.read_text("utf-8"))) for path in SOURCES]
    said.append((ROOT / "generator" / "upgrading", [one.says for one in MIGRATIONS]))
    codes = ROOT / "generator" / "telling" / "codes.py"
    said.append((codes, [text for code in CODES.values() for text in (code.says, code.mend)]))
    said.append((ROOT / "generator" / "words" / "phrases.py", ["、"]))
    for path, keys in said:
        for key in keys:
            found.setdefault(key, path.relative_to(ROOT).as_posix())
    return found


def unsaid_of(script: str) -> str:
    """A script without comments and messages."""
    bare = re.sub(r"/\*.*?\*/|^\s*//[^\n]*|\s//[^\n]*", "", script, flags=re.DOTALL | re.MULTILINE)
    for key in said_in(script):
        bare = bare.replace(f'say("{key.replace(chr(10), chr(92) + "n")}"', "")
    return bare


def shown_by(published: str) -> str:
    """What a published script can show: its words, and whatever is written in it besides messages."""
    words = re.search(r"^Object\.assign\(windowboard\.words, (.*)\);$", published, flags=re.MULTILINE)
    told = json.loads(words[1]) if words else {}
    return "\n".join([*map(str, told.values()), unsaid_of(published.replace(words[0], "") if words else published)])


def updated(lang: str, earlier: bytes) -> tuple[bytes, list[str]]:
    """A catalogue with the messages that there are; and those that are not translated."""
    known = read_po(BytesIO(earlier), locale=lang, abort_invalid=True)
    made, missing = Catalog(locale=lang), []
    for key, file in messages().items():
        context, _, text = key.rpartition("\x04")
        kept = known.get(text, context or None)
        numbered = f"{{{NUMBER}}}" in text
        said = kept.string if kept and isinstance(kept.string, str) is not numbered else None
        made.add(
            (text, text) if numbered else text,
            said or ("" if not numbered else ("",) * made.num_plurals),
            locations=[(file, 0)],
            flags=kept.flags if kept else (),
            user_comments=kept.user_comments if kept else (),
            context=context or None,
        ).flags.discard("python-format")
        if not said or not all(said) or (kept and kept.fuzzy):
            missing.append(f"{text} ({context})" if context else text)
    body = BytesIO()
    write_po(body, made, width=0, omit_header=True, include_lineno=False)
    head = [
        'msgid ""',
        'msgstr ""',
        f'"Language: {lang}\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        f'"Plural-Forms: {(known if earlier else made).plural_forms}\\n"',
    ]
    return "\n".join([*head, "\n"]).encode() + body.getvalue(), missing


def main(languages: list[str]) -> None:
    """Write the catalogues."""
    for path in sorted({*CATALOGUES.glob("*.po"), *(CATALOGUES / f"{lang}.po" for lang in languages)}):
        written, missing = updated(path.stem, path.read_bytes() if path.exists() else b"")
        path.write_bytes(written)
        print(f"{path.name}: {len(missing)} to be translated", *missing, sep="\n    ")  # noqa: T201  # its purpose


if __name__ == "__main__":
    main(sys.argv[1:])
