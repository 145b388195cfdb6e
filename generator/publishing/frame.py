"""The frame of every page: `mkdocs.yml`, `theme/overrides` and the programs that put pages into it."""

import hashlib
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

from generator.publishing.contents import Refused, refusal
from generator.publishing.writing import regular_files
from generator.words.phrases import Language, digest_of_words

BUILDERS: Final = ("mkdocs", "mkdocs-material", "markdown", "jinja2")
RAW_BLOCK: Final = Path(__file__).parents[1] / "publishing" / "raw_block.py"
CONTENT_POLICY: Final = Path(__file__).parent / "content_policy.py"

# Material greets every process that loads it with a banner about its own future.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """What the pages of a site have in common."""

    digest: str
    """A new one means that every page is made anew."""
    site_url: str
    """The address of the site, ending in a slash; empty where mkdocs.yml names none."""
    nav: tuple[str, ...]
    """Addresses (`.md`) of the pages in the navigation row."""


def read_frame(root: Path, title: str, lang: Language) -> Frame:
    """Read the frame of the project at `root`, whose site is called `title`, in a language.

    Raises Refused (mkdocs-complains).
    """
    from mkdocs.config import load_config  # noqa: PLC0415 - a tenth of a second that `check` does not need to wait
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415 - as above

    with heard() as messages:
        try:
            config = load_config(str(root / "mkdocs.yml"), docs_dir=str(root / "build" / "pages"))
        except MkDocsException as error:
            raise Refused(
                *(refusal("mkdocs.yml", "mkdocs-complains", message=m) for m in messages or [str(error)])
            ) from error
    nav = [path for entry in config.nav or [] for path in entry.values()]
    digest = _digest(root, f"{title}\n{config.site_url}", lang)
    return Frame(digest=digest, site_url=config.site_url or "", nav=tuple(nav))


def public_address(root: Path) -> str:
    """Where the site will stand, ending in a slash; empty where mkdocs.yml has no `site_url` that can be used.

    What is wrong with it is said by `read_frame`.
    """
    from mkdocs.exceptions import ConfigurationError  # noqa: PLC0415 - as above
    from mkdocs.utils.yaml import yaml_load  # noqa: PLC0415 - as above

    try:
        with (root / "mkdocs.yml").open("rb") as file:
            address = yaml_load(file).get("site_url")
    except (OSError, ConfigurationError):
        return ""
    return f"{address.rstrip('/')}/" if isinstance(address, str) and address else ""


@contextmanager
def heard() -> Iterator[list[str]]:
    """Collect what MkDocs warns of or refuses, as strict mode counts it; nothing of it reaches the terminal."""
    messages: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(record.getMessage())

    log = logging.getLogger("mkdocs")
    ear = Ear(logging.WARNING)
    before = log.level, log.propagate
    log.addHandler(ear)
    log.setLevel(logging.WARNING)
    log.propagate = False
    try:
        yield messages
    finally:
        log.removeHandler(ear)
        log.level, log.propagate = before


def _digest(root: Path, title: str, lang: Language) -> str:
    sources = [root / "mkdocs.yml", RAW_BLOCK, CONTENT_POLICY]
    sources += [root / "theme" / "overrides" / path for path in regular_files(root / "theme" / "overrides")]
    total = hashlib.sha256(f"{title}\n{digest_of_words(lang)}\n".encode())
    for name in BUILDERS:
        total.update(f"{name} {version(name)}\n".encode())
    for path in sources:
        total.update(f"{os.path.relpath(path, root)} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()
