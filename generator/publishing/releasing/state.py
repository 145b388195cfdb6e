"""What the present site was made of, so that the next build makes only what is new.

A state is named by its own digest, and the site carries that digest: a state that was left by a failed build, or
altered, or made for another site, is not taken for the site's own, and everything is built anew.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path

from generator.publishing.releasing.release import STAMP
from generator.publishing.writing import replace


@dataclass(frozen=True, kw_only=True)
class State:
    """The ingredients of a site, by address."""

    day: str = ""
    frames: Mapping[str, str] = field(default_factory=dict)
    """By folder of a language: digest of what is around its pages."""
    pages: Mapping[str, str] = field(default_factory=dict)
    """By address (`.md`): digest of the text."""
    files: Mapping[str, str] = field(default_factory=dict)
    folders: Mapping[str, str] = field(default_factory=dict)
    static: Sequence[str] = ()
    """Paths of the files that come with Material."""
    looked: str = ""
    """Changes with the rules by which its files were looked through, and with the numbers that may stand in them."""

    @cached_property
    def text(self) -> bytes:
        """The same bytes for the same ingredients."""
        facts = {one.name: getattr(self, one.name) for one in fields(self)}
        return json.dumps(facts, separators=(",", ":"), sort_keys=True).encode()

    @cached_property
    def digest(self) -> str:
        """Of all ingredients."""
        return hashlib.sha256(self.text).hexdigest()


def read_state(build: Path, site: Path) -> State:
    """Read the state of the present site; an empty one where there is none that is surely its own."""
    try:
        digest = json.loads((site / STAMP).read_bytes())["digest"]
        facts = json.loads(_file(build, digest).read_bytes())
        state = State(**(facts | {"static": tuple(facts["static"])}))
    except (OSError, ValueError, TypeError, KeyError):
        return State()
    return state if state.digest == digest else State()


def write_state(build: Path, state: State) -> None:
    """Keep the state of a site that is about to be published."""
    replace(_file(build, state.digest), state.text)


def forget_others(build: Path, state: State) -> None:
    """Delete the states of sites that are gone."""
    for path in build.glob("state-*.json"):
        if path != _file(build, state.digest):
            path.unlink()


def stamp(state: State) -> bytes:
    """Make the text of `site/build.json`: nothing of the clock, nothing of the machine."""
    facts = {"day": state.day, "digest": state.digest, "pages": len(state.pages)}
    return (json.dumps(facts, indent=2) + "\n").encode()


def _file(build: Path, digest: str) -> Path:
    return build / f"state-{digest[:20]}.json"
