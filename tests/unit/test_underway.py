"""HTML that is made meanwhile: what comes of its parts is taken in as it comes, and one that fails ends the others."""

import gc
from concurrent.futures import Future
from weakref import ref

import pytest

from generator.publishing.html.converting import Converted
from generator.publishing.html.inspecting import Link
from generator.publishing.html.underway import Underway


def part(*pages: str, static: tuple[str, ...] = ()) -> Converted:
    """What comes of a part whose pages all lead to one place."""
    links = tuple(Link(page=page, target="index.html", fragment="") for page in pages)
    return Converted(pages=len(pages), problems=(), links=links, static=static)


def test_parts_are_taken_in_as_they_are_done_and_let_go() -> None:
    """Of the links to a place that of the first page stays, whichever part was first."""
    told: list[tuple[str, int, int]] = []
    parts: list[Future[Converted]] = [Future(), Future(), Future()]
    underway = Underway(parts, 4, lambda *step: told.append(step))
    underway.look()
    assert not told
    parts[1].set_result(part("c.html", static=("assets/b.js",)))
    gone = ref(parts.pop(1))
    underway.look()
    gc.collect()
    assert (told, gone()) == ([("html", 1, 4)], None)
    parts[1].set_result(part("b.html", "d.html"))
    parts[0].set_result(part("e.html", static=("assets/a.js",)))
    made = underway.whole()
    assert (made.pages, made.static) == (4, ("assets/a.js", "assets/b.js"))
    assert [link.page for link in made.links] == ["b.html"]
    assert told[-1] == ("html", 4, 4)


def test_a_part_that_fails_ends_the_others() -> None:
    """What was not begun is not made."""
    parts: list[Future[Converted]] = [Future(), Future()]
    underway = Underway(parts, 2, lambda *_step: None)
    parts[0].set_exception(OSError("no room"))
    with pytest.raises(OSError, match="no room"):
        underway.whole()
    assert parts[1].cancelled()
