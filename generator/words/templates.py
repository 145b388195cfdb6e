"""`{% trans %}` in templates: a sentence in Chinese, told in the language of the environment when it is compiled.

    {% trans n=one.windows %}<a href="{{ one.path }}">{{ name }}</a>（{{ n }} 个窗口）{% endtrans %}

is the message `<1>{name}</1>（{n} 个窗口）` of the catalogue. Elements are numbered places there: no translator sees an
attribute. What stands in a place is printed by the environment as everything that a template prints, whatever
the language: nothing is put into text by the signs of a format, and a value never becomes one.
"""

import re
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, cast

from jinja2 import Environment, FileSystemBytecodeCache, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

from generator.words.catalogue import NUMBER, Words, digest_of_words, words_of
from generator.words.languages import Language
from generator.words.phrases import tell

_START: Final = re.compile(r"<(?=/?[a-zA-Z])")

_PLACE: Final = re.compile(r"(\{\w+\}|</?\d+>)", re.ASCII)


class Trans(Extension):
    """The tag; `speak` gives it its language."""

    tags = {"trans"}  # noqa: RUF012  # as Jinja declares it
    priority = 200  # after Jinja's own, which MkDocs loads
    words: Words = words_of("zh")

    def parse(self, parser: Parser) -> list[nodes.Node]:
        """Read a tag up to its end.

        Raises:
            TemplateSyntaxError: a value has no name, a name no value, or an element no end.

        """
        line = next(parser.stream).lineno
        given = _given(parser)
        sentence = _Sentence(parser, given, line)
        _read(parser, sentence)
        for name in given:
            if name not in sentence.printed:
                parser.fail(f"nothing is printed by the name {name}", line)
        if sentence.opened or sentence.tag is not None:
            parser.fail("an element of the sentence is not closed in it", line)
        return self._told(sentence, line)

    def _told(self, sentence: "_Sentence", line: int) -> list[nodes.Node]:
        bare = sentence.key.strip()
        before, _, after = sentence.key.partition(bare) if bare else (sentence.key, "", "")
        forms = self.words.forms(bare)
        told = [_printed(f"{before}{form}{after}", sentence.places, line) for form in forms]
        made = told.pop()
        for form, body in reversed([*enumerate(told)]):
            found = self.call_method("form_of", [cast("nodes.Expr", sentence.places[NUMBER][0])], lineno=line)
            test = nodes.Compare(found, [nodes.Operand("eq", nodes.Const(form))], lineno=line)
            made = [nodes.If(test, body, [], made, lineno=line)]
        return made

    def form_of(self, number: object) -> int:
        """Which form a number takes, asked by the compiled template."""
        return self.words.form_of(number)


def _given(parser: Parser) -> dict[str, nodes.Expr]:
    """The names that values get in the sentence."""
    given: dict[str, nodes.Expr] = {}
    while parser.stream.current.type != "block_end":
        if given:
            parser.stream.expect("comma")
        name = parser.stream.expect("name").value
        parser.stream.expect("assign")
        given[name] = parser.parse_expression()
    parser.stream.expect("block_end")
    return given


def _read(parser: Parser, sentence: "_Sentence") -> None:
    """Read what stands between the tags."""
    stream = parser.stream
    while True:
        kind = stream.current.type
        if kind == "data":
            sentence.text(next(stream).value)
        elif kind == "variable_begin":
            next(stream)
            sentence.value(parser.parse_expression())
            stream.expect("variable_end")
        elif kind == "block_begin" and stream.look().test("name:endtrans"):
            stream.skip(2)
            return
        elif kind == "block_begin" and sentence.tag is not None:
            next(stream)
            statement = parser.parse_statement()
            sentence.tag += statement if isinstance(statement, list) else [statement]
            stream.expect("block_end")
        else:
            parser.fail("a sentence holds text, elements and named values, and ends with endtrans")


class _Sentence:
    """A message, as far as it is read."""

    def __init__(self, parser: Parser, given: dict[str, nodes.Expr], line: int) -> None:
        self.parser, self.given, self.line = parser, given, line
        self.key = ""
        self.places: dict[str, list[nodes.Node]] = {}
        """What stands in a place: by `name` the value, by `<1>` and `</1>` the tags of an element."""
        self.printed: set[str] = set()
        """The names of what is printed, in the text or in a tag."""
        self.tag: list[nodes.Node] | None = None
        """The tag that is being read."""
        self.opened: list[int] = []
        self.elements = 0

    def text(self, text: str) -> None:
        """Take what stands in the template as it is."""
        while text:
            if self.tag is None:
                before, *rest = _START.split(text, maxsplit=1)
                self.key += before
                if not rest:
                    return
                self.tag, text = [], text[len(before) :]
            inside, end, text = text.partition(">")
            self.tag.append(nodes.TemplateData(f"{inside}{end}", lineno=self.line))
            if end:
                self._close(self.tag)
                self.tag = None

    def _close(self, tag: list[nodes.Node]) -> None:
        """Put a whole tag into its place; a break is text."""
        first = cast("nodes.TemplateData", tag[0]).data
        if re.match(r"<br\b", first):
            self.key += first
            return
        if first.startswith("</"):
            if not self.opened:
                self.parser.fail("an element of the sentence is not opened in it", self.line)
            place = f"</{self.opened.pop()}>"
        else:
            self.elements += 1
            self.opened.append(self.elements)
            place = f"<{self.elements}>"
        self.key += place
        self.places[place] = tag

    def value(self, value: nodes.Expr) -> None:
        """Take what is printed."""
        name = value.name if isinstance(value, nodes.Name) else ""
        self.printed.add(name)
        value = self.given.get(name, value)
        if self.tag is not None:
            self.tag.append(value)
        elif name:
            self.key += f"{{{name}}}"
            self.places[name] = [value]
        else:
            self.parser.fail("a value in a sentence has a name: {% trans name=… %}", self.line)


def _printed(said: str, places: dict[str, list[nodes.Node]], line: int) -> list[nodes.Node]:
    """A sentence with what stands in its places, as a template prints it; a place that is none is text."""
    pieces: list[nodes.Node] = []
    for found in _PLACE.split(said):
        if found:
            place = found.strip("{}") if _PLACE.fullmatch(found) else ""
            pieces += places.get(place, [nodes.TemplateData(found, lineno=line)])
    made: list[nodes.Node] = []
    for piece in pieces:
        if isinstance(piece, nodes.Stmt):
            made.append(piece)
        elif made and isinstance(made[-1], nodes.Output):
            made[-1].nodes.append(cast("nodes.Expr", piece))
        else:
            made.append(nodes.Output([cast("nodes.Expr", piece)], lineno=line))
    return made


def speak(environment: Environment, lang: Language) -> None:
    """Let templates say sentences in a language: by `{% trans %}`, and in expressions by `_("…", name=value)`."""
    environment.add_extension(Trans)
    cast("Trans", environment.extensions[Trans.identifier]).words = words_of(lang)

    def word(key: str, **values: Any) -> str:  # noqa: ANN401  # any value is said
        return tell(lang, key, **values)

    environment.globals["_"] = word


def compiled_in(folder: Path, name: str, lang: Language) -> FileSystemBytecodeCache:
    """Templates that were compiled in a folder, of this language and these words: what is compiled holds them."""
    words = sha256(digest_of_words(lang).encode()).hexdigest()[:20]
    return FileSystemBytecodeCache(str(folder), f"{name}-{words}-%s.compiled")
