"""What somebody sees who writes data in an editor: meanings, ids that are proposed, and what has not its form.

The schemas are read here as a language server reads them. Where a machine has yaml-language-server itself, it is asked
the same: `npm install --global yaml-language-server`, or `YAML_LANGUAGE_SERVER` names the program.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Protocol

import pytest
import yaml

from tests.fixtures.command import windowboard
from tests.fixtures.town import lay_out

SERVER: Final = os.environ.get("YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server")

ROUND: Final = """# yaml-language-server: $schema=../../../.windowboard/round.json
standard: desk@1
date: 2026/10/12
channel: weekly
team: A
inspections:
  - window: cash-1
    assessed: all
    findings:
      - clause: "1.1"
        fault: untidy
"""


class Shown(Protocol):
    """A file that is open in an editor."""

    def hover(self, words: str) -> str:
        """What is shown over some words."""

    def proposed(self, key: str) -> set[str]:
        """What is proposed as the value of a key."""

    def problems(self) -> list[str]:
        """What is said to be wrong."""


Part = dict[str, Any]
"""A part of a JSON Schema."""


class Read:
    """A file as a language server reads it beside its schema: every alternative that may hold tells what it has."""

    def __init__(self, schema: Part, text: str) -> None:
        top = yaml.compose(text, yaml.SafeLoader)
        assert top is not None
        self.schema, self.text, self.top = schema, text, top

    def hover(self, words: str) -> str:
        """The descriptions of the key that begins there."""
        start = self.text.index(words)
        return "\n".join(
            one.get("description", "") for key, parts, _ in self._entries() if key == start for one in parts
        )

    def proposed(self, key: str) -> set[str]:
        """The values that the schema names for the key that begins there."""
        start = self.text.index(key)
        found = (one for at, parts, _ in self._entries() if at == start for part in parts for one in self._ways(part))
        return {value for one in found for value in one.get("enum", ())}

    def problems(self) -> list[str]:
        """What is said of texts whose form none of their alternatives has."""
        told = []
        for _, parts, value in self._entries():
            ways = [way for part in parts for way in self._ways(part)]
            if isinstance(value, yaml.ScalarNode) and not any(self._fits(way, value.value) for way in ways):
                told += [way["patternErrorMessage"] for way in ways if "patternErrorMessage" in way]
        return told

    @staticmethod
    def _fits(way: Part, value: str) -> bool:
        if "enum" in way or "const" in way:
            return value in way.get("enum", [way.get("const")])
        return way.get("type") != "string" or bool(re.search(way.get("pattern", ""), value))

    def _ways(self, part: Part) -> Iterator[Part]:
        """A part of the schema, or what it may be."""
        if "$ref" in part:
            yield from self._ways(self.schema["$defs"][part["$ref"].rpartition("/")[2]])
        alternatives = [one for name in ("anyOf", "oneOf", "allOf") for one in part.get(name, ())]
        for one in alternatives:
            yield from self._ways(one)
        if not alternatives and "$ref" not in part:
            yield part

    def _entries(self) -> Iterator[tuple[int, list[Part], yaml.Node]]:
        """Where each key begins, what the schema says of it, and its value."""
        yield from self._below(self.top, [self.schema])

    def _below(self, node: yaml.Node, parts: list[Part]) -> Iterator[tuple[int, list[Part], yaml.Node]]:
        ways = [way for part in parts for way in self._ways(part)]
        if isinstance(node, yaml.SequenceNode):
            for one in node.value:
                yield from self._below(one, [way["items"] for way in ways if "items" in way])
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                found = [way["properties"][key.value] for way in ways if key.value in way.get("properties", ())]
                yield key.start_mark.index, found, value
                yield from self._below(value, found)


class Editor:
    """One end of the protocol of language servers, over the pipes of the server."""

    def __init__(self, root: Path) -> None:
        assert SERVER
        self.server = subprocess.Popen(  # noqa: S603  # the server that the machine has
            [SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.told: list[Any] = []
        self.asked = 0
        self.ask("initialize", {"processId": None, "rootUri": root.as_uri(), "capabilities": {}})
        self.tell("initialized", {})
        settings = {"yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}}
        self.tell("workspace/didChangeConfiguration", {"settings": settings})

    def write(self, message: dict[str, Any]) -> None:
        """Send a message."""
        assert self.server.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.server.stdin.flush()

    def read(self) -> Any:  # noqa: ANN401  # a message of JSON-RPC
        """The next message; what the server asks is answered with nothing."""
        assert self.server.stdout
        length = 0
        while (line := self.server.stdout.readline().strip()) or not length:
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
            assert self.server.poll() is None, "the server has ended"
        message = json.loads(self.server.stdout.read(length))
        if "id" in message and "method" in message:
            wanted = message.get("params", {}).get("items", [])
            self.write({"id": message["id"], "result": [None for _ in wanted] if wanted else None})
        return message

    def tell(self, method: str, params: dict[str, Any]) -> None:
        """A message that has no answer."""
        self.write({"method": method, "params": params})

    def ask(self, method: str, params: dict[str, Any]) -> Any:  # noqa: ANN401  # as above
        """A message and its answer."""
        self.asked += 1
        self.write({"id": self.asked, "method": method, "params": params})
        while True:
            message = self.read()
            if message.get("id") == self.asked and "method" not in message:
                return message.get("result")
            self.told.append(message)

    def problems(self, uri: str) -> list[str]:
        """What the server has to say of a file, once it says it."""
        while True:
            for message in self.told:
                if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                    return [one["message"] for one in message["params"]["diagnostics"]]
            self.told.append(self.read())


class Written:
    """A file that is open in the editor."""

    def __init__(self, editor: Editor, path: Path, text: str) -> None:
        self.editor, self.text, self.uri = editor, text, path.as_uri()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        document = {"uri": self.uri, "languageId": "yaml", "version": 1, "text": text}
        editor.tell("textDocument/didOpen", {"textDocument": document})

    def at(self, words: str, further: int = 0) -> dict[str, Any]:
        """The place where some words begin, or `further` behind it."""
        before = self.text[: self.text.index(words) + further]
        place = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        return {"textDocument": {"uri": self.uri}, "position": place}

    def hover(self, words: str) -> str:
        """What is shown over some words."""
        found = self.editor.ask("textDocument/hover", self.at(words, 1))
        return str(found["contents"]["value"]) if found else ""

    def proposed(self, key: str) -> set[str]:
        """What is proposed as the value of a key."""
        found = self.editor.ask("textDocument/completion", self.at(key, len(key)))
        return {one["label"].strip('"') for one in found["items"]}

    def problems(self) -> list[str]:
        """What the server has to say of it."""
        return self.editor.problems(self.uri)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town with the schemas of its own ids."""
    root = lay_out(tmp_path_factory.mktemp("town"))
    assert windowboard(root, "schemas").returncode == 0
    return root


@pytest.fixture(scope="module", params=["schema", "yaml-language-server"])
def written(town: Path, request: pytest.FixtureRequest) -> Iterator[Shown]:
    """A round that is being written: beside its schema, and in an editor with the server."""
    if request.param == "schema":
        yield Read(json.loads((town / ".windowboard" / "round.json").read_text("utf-8")), ROUND)
        return
    if not SERVER:
        pytest.skip("there is no yaml-language-server here: npm install --global yaml-language-server")
    editor = Editor(town)
    yield Written(editor, town / "results" / "harbour" / "2026-10" / "12-weekly-z.yml", ROUND)
    editor.server.terminate()
    editor.server.communicate()


@pytest.mark.parametrize(
    ("key", "chinese", "english"),
    [
        ("channel:", "检查方式，写词汇里的代号。", "Channel, by its id in the vocabulary."),
        ("inspections:", "逐个窗口的检查。", "Inspections, window by window."),
        ("assessed:", "没有写的不算合格", "silence is never a pass"),
        ("fault:", "扣分情形的代号", "Left out only under a clause that is guidance"),
    ],
)
def test_a_key_is_explained_in_both_languages(written: Shown, key: str, chinese: str, english: str) -> None:
    """Whoever points at it reads what it means."""
    told = written.hover(key)
    assert chinese in told
    assert english in told


@pytest.mark.parametrize(
    ("key", "ids"),
    [
        ("channel: ", {"weekly", "monthly", "self"}),
        ("standard: ", {"desk@1"}),
        ("window: ", {"cash-1", "cash-2"}),
        ("clause: ", {"1.1", "2.1"}),
        ("fault: ", {"untidy", "silent"}),
    ],
)
def test_the_ids_of_the_city_are_proposed(written: Shown, key: str, ids: set[str]) -> None:
    """Nobody has to know them by heart."""
    assert written.proposed(key) >= ids


def test_what_has_not_its_form_is_told_as_the_check_tells_it(written: Shown) -> None:
    """In words, and no regular expression."""
    told = "\n".join(written.problems())
    assert "不是日期的写法 写成 2026-03-05" in told
    assert "is not a date" in told
    assert "[0-9]" not in told
