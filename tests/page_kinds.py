"""Every kind of page of a built site, found by looking: whoever adds a kind need not name it here."""

import re
from pathlib import Path
from typing import Final

LARGE: Final = 40_000
"""Characters: a larger page has more of the same, and looking through it takes long."""

_FRAME: Final = re.compile(r"class=\"wb-page([^\"]*)\"")


def page_kinds(site: Path) -> dict[str, str]:
    """A name for each kind of page, and the address of a page of that kind: of those up to `LARGE` the largest.

    Pages are of one kind where they lie equally deep in the same folder of the site, are all or none the first page of
    theirs, and have the same class.
    """
    chosen: dict[str, tuple[int, str]] = {}
    for path in sorted(site.rglob("*.html")):
        address = path.relative_to(site).as_posix()
        text = path.read_text(encoding="utf-8")
        frame = _FRAME.search(text)
        name = " ".join([_place(address), *(frame[1].split() if frame else ())])
        worth = len(text) if len(text) <= LARGE else -len(text)
        chosen[name] = max(chosen.get(name, (worth, address)), (worth, address))
    return {name: address for name, (_, address) in sorted(chosen.items())}


def _place(address: str) -> str:
    first, *folders = address.split("/")
    if not folders:
        return first
    return "/".join([first, *("*" for _ in folders[:-1]), "index" if folders[-1] == "index.html" else "*"])
