"""What lets the forms for inspectors open where there is no line."""

from collections.abc import Iterator
from typing import Final

from generator.presenting.artefact import Artefact
from generator.presenting.text.addresses import ENTRY_WORKER, Paths

_WORKER: Final = "assets/windowboard/entry-worker.js"


def site_workers() -> Iterator[Artefact]:
    """The worker of the folder of the forms: it may see what lies beside it, and so it lies there."""
    text = f"importScripts('{Paths(ENTRY_WORKER)(_WORKER)}');\n"
    yield Artefact(address=ENTRY_WORKER, ingredients=(text,), render=lambda: text)
