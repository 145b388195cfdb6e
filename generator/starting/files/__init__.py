"""The texts that a city begins with: `<<name>>` in them is filled in."""

import re
from pathlib import Path
from typing import Final

_HOLE: Final = re.compile(r"<<(\w+)>>")


def filled(name: str, /, **values: str) -> str:
    """The text of a file of this folder; raises KeyError where it asks for a value that is not given."""
    text = (Path(__file__).parent / name).read_text("utf-8")
    return _HOLE.sub(lambda found: values[found[1]], text)
