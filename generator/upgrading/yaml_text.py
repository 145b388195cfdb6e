"""Values as YAML, the way a careful hand writes them: on one line, quotes only where they are needed."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Final

_PLAIN: Final = re.compile(
    r"[A-Za-z\u4e00-\u9fff]"
    r"([-A-Za-z0-9\u4e00-\u9fff、，。；（）“”《》·/+ ]*[A-Za-z0-9\u4e00-\u9fff、，。；（）“”《》·])?"
)
_WORDS_OF_YAML: Final = frozenset({"n", "no", "null", "off", "on", "true", "false", "y", "yes"})


def scalar(text: str) -> str:
    """A text that is read as this text and as nothing else."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_YAML:
        return text
    return json.dumps(text, ensure_ascii=False)


def row(values: Iterable[str]) -> str:
    """A list on one line."""
    return f"[{', '.join(map(scalar, values))}]"


def mapping(values: Mapping[str, str | tuple[str, ...] | None]) -> str:
    """A map on one line; what is not there is left out."""
    parts = (
        f"{key}: {scalar(value) if isinstance(value, str) else row(value)}" for key, value in values.items() if value
    )
    return f"{{{', '.join(parts)}}}"
