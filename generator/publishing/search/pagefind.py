"""Pagefind as a function: pages in, files out, nothing on disk.

The command of Pagefind is spoken to as its own libraries do: requests and answers are JSON in base64, each ended by a
comma. All requests are sent at once; an answer comes for each, in order.
"""

import base64
import json
import os
import subprocess
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, Final

from pagefind_bin import get_executable  # type: ignore[import-untyped]  # the package has no types

CHUNK: Final = 1 << 20


class PagefindError(Exception):
    """Pagefind refused or broke off; the message is what it said."""


def index_pages(pages: Iterable[tuple[str, str]]) -> dict[str, bytes]:
    """The files of an index (path and bytes) of pages (name ending in `.html`, and HTML).

    Raises:
        PagefindError: Pagefind refused a page or broke off.

    """
    requests: list[dict[str, object]] = [{"type": "NewIndex", "config": {"keep_index_url": True}}]
    requests += [
        {"type": "AddFile", "index_id": 0, "file_path": name, "url": None, "file_contents": html}
        for name, html in pages
    ]
    requests.append({"type": "GetFiles", "index_id": 0})
    answers = list(_asked(requests))
    if len(answers) < len(requests):
        message = f"it gave {len(answers)} answers to {len(requests)} requests"
        raise PagefindError(message)
    for answer in answers:
        if answer["type"] == "Error":
            raise PagefindError(answer["message"])
    return {file["path"]: base64.b64decode(file["content"]) for file in answers[-1]["files"]}


def _asked(requests: list[dict[str, object]]) -> Iterator[dict[str, Any]]:
    """The answers to requests. The command ends when its input does, so that is held open until all have come."""
    sent = b"".join(
        base64.b64encode(json.dumps({"message_id": number, "payload": request}).encode()) + b","
        for number, request in enumerate(requests)
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    command = [str(get_executable()), "--service"]
    with subprocess.Popen(  # noqa: S603  # our own command
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        if process.stdin is None or process.stdout is None:
            return
        sender = threading.Thread(target=_send, args=(process.stdin, sent))
        sender.start()
        received, count = [], 0
        while count < len(requests) and (chunk := os.read(process.stdout.fileno(), CHUNK)):
            received.append(chunk)
            count += chunk.count(b",")
        sender.join()
    for answer in b"".join(received).split(b",")[:-1]:
        yield json.loads(base64.b64decode(answer))["payload"]


def _send(stream: Any, data: bytes) -> None:  # noqa: ANN401  # the stream of a process
    """Write all of it, or as much as a process that breaks off will take: its answers tell that it did."""
    try:
        stream.write(data)
        stream.flush()
    except BrokenPipeError:
        with suppress(BrokenPipeError):  # what was not taken is still in the stream, and closing tries it again
            stream.close()
