"""Where the product's own files stand: inside this folder once it is installed, beside it in the repository."""

from pathlib import Path
from typing import Final

_PROGRAM: Final = Path(__file__).resolve().parent

HOME: Final = _PROGRAM if (_PROGRAM / "theme").is_dir() else _PROGRAM.parent

THEME: Final = HOME / "theme"
"""Templates, style sheets, scripts and words of every site."""

FRAME: Final = THEME / "frame.yml"
"""What MkDocs is told of every site; the `mkdocs.yml` of a city is put over it."""

LIBRARY: Final = HOME / "standards"
"""The standards that a city may begin with."""
