"""What a release says of itself: the sums of its files, and what was published before it.

`SHA256SUMS` is as `sha256sum --check` reads it, and names every file but itself and the manifest. The manifest,
`release.json`, has the digest of that, and of the manifest of every earlier release: whoever kept one of these finds it
in the chain, or knows that the chain was written anew.

What was published before is told to a build; it is not looked up in `site/`. So a clean build and one that
takes over what has not changed are the same to the byte.
"""

import dataclasses
import datetime
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from generator.model.problem import Code, InputError, Problem
from generator.publishing.contents import EarlierRelease, Origin, Sum

SUMS: Final = "SHA256SUMS"
MANIFEST: Final = "release.json"
SCHEMA: Final = 1
BEFORE: Final = "--before"
"""Stands where problems of an earlier release have no file."""

EARLIER_RELEASE_UNREADABLE: Final = Code(
    slug="earlier-release-unreadable",
    says="{path} 里没有可以读取的 release.json，接不上以前公布的版本",
    mend="给出上次公布的整个文件夹，或其中的 release.json；从未公布过的，不带 --before。",
    wrong="windowboard build --before photos/",
    right="windowboard build --before published/",
)


def sums_text(sums: Mapping[str, str]) -> str:
    """The text of `SHA256SUMS`: the digest of each file, by its path."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(sums.items()))


def sums_of(release: Path, sums: Mapping[str, str]) -> dict[str, Sum]:
    """Digest and size of files of a release; `sums`: the digests, by path."""
    return {path: Sum(sha256=digest, size=os.path.getsize(f"{release}/{path}")) for path, digest in sums.items()}  # noqa: PTH202  # there are thousands


def manifest_text(day: str, origin: Origin, sums: str) -> str:
    """The text of `release.json`; `sums` is that of `SHA256SUMS`.

    A release that is the same as the one before it is that one, and no new link of the chain.
    """
    digest = hashlib.sha256(sums.encode()).hexdigest()
    if origin.manifest and json.loads(origin.manifest)["sums"] == digest:
        return origin.manifest
    facts = {
        "as_of": day,
        "before": [dataclasses.asdict(one) for one in origin.chain],
        "commit": origin.commit,
        "schema": SCHEMA,
        "sums": digest,
        "tool": origin.tool,
    }
    return json.dumps(facts, indent=1, sort_keys=True) + "\n"


def read_chain(path: Path) -> tuple[tuple[EarlierRelease, ...], str]:
    """The chain of releases that ends with one, the newest first, and the manifest of that one.

    `path`: its folder, or its `release.json`. Raises InputError (earlier-release-unreadable).
    """
    try:
        text = (path / MANIFEST if path.is_dir() else path).read_bytes().decode()
        facts: dict[str, Any] = json.loads(text)
        own = EarlierRelease(
            as_of=str(facts["as_of"]), commit=facts["commit"], release=hashlib.sha256(text.encode()).hexdigest()
        )
        chain = (own, *(EarlierRelease(**one) for one in facts["before"]))
        for one in chain:
            datetime.date.fromisoformat(one.as_of)  # what came late is told by these days
        known = facts["schema"] == SCHEMA and isinstance(facts["sums"], str)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _unreadable(path) from error
    if not known:
        raise _unreadable(path)
    return chain, text


def _unreadable(path: Path) -> InputError:
    return InputError([Problem(path=BEFORE, code=EARLIER_RELEASE_UNREADABLE, facts={"path": str(path)})])


CODES: Final = (EARLIER_RELEASE_UNREADABLE,)
