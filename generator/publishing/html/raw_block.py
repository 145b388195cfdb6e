"""A Markdown extension: what stands between the lines `<!--raw-->` and `<!--/raw-->` reaches the page as it is.

Tables and ledgers are written as finished HTML. Python-Markdown would read them again, character by character, and
spends nearly all of its time on it; a block set aside here is never looked at. Data inside is escaped by the templates,
so no data can write the closing line.
"""

from typing import Final

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

OPENING: Final = "<!--raw-->"

CLOSING: Final = "<!--/raw-->"


class RawBlocks(Preprocessor):
    """Sets raw blocks aside and leaves a placeholder for each."""

    def run(self, lines: list[str]) -> list[str]:
        """Take `lines` of a page; a marker without its partner raises ValueError, for then data has forged one."""
        kept: list[str] = []
        block: list[str] | None = None
        for line in lines:
            if line not in {OPENING, CLOSING}:
                (kept if block is None else block).append(line)
            elif (line == OPENING) is not (block is None):
                message = f"{line} without its partner"
                raise ValueError(message)
            elif block is None:
                block = []
            else:
                kept += ["", self.md.htmlStash.store("\n".join(block)), ""]
                block = None
        if block is not None:
            message = f"{OPENING} without its partner"
            raise ValueError(message)
        return kept


class RawBlockExtension(Extension):
    """Registers the preprocessor, under the name that pyproject.toml gives it and theme/frame.yml asks for."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Run after line endings are made one and control characters are gone (30), before anything reads HTML (21)."""
        md.preprocessors.register(RawBlocks(md), "raw_block", 29)
