"""Which files of a publication are other than those of the one before it: `changes.json`, beside the site.

    {"before": "5b0c…", "sums": "91fe…", "written": ["index.html", …], "removed": []}

`before` and `sums` are the digests of the two `SHA256SUMS`, as the manifests tell them; without a `before`, everything
is written. Whoever serves the site from an object store or behind a cache takes only these over.
"""

import hashlib
import json
import re
from pathlib import Path
from typing import Final

from generator.publishing.releasing.sums import MANIFEST, SUMS

CHANGES: Final = "changes.json"

_SUM: Final = re.compile(r"([0-9a-f]{64})  (.+)")


def sums_before(root: Path) -> str | None:
    """The `SHA256SUMS` of the last publication, from `site/` or fetched beside it; None: none fits its manifest."""
    try:
        known = json.loads((root / MANIFEST).read_text("utf-8")).get("sums")
    except (OSError, ValueError, AttributeError):
        return None
    for path in (root / "site" / SUMS, root / SUMS):
        try:
            data = path.read_bytes()
        except OSError:
            continue
        if hashlib.sha256(data).hexdigest() == known:
            return data.decode()
    return None


def changes_text(before: str | None, after: str) -> str:
    """The text of `changes.json`, from the texts of both `SHA256SUMS`."""
    earlier, now = _sums(before or ""), _sums(after)
    facts = {
        "before": None if before is None else hashlib.sha256(before.encode()).hexdigest(),
        "sums": hashlib.sha256(after.encode()).hexdigest(),
        "written": sorted(path for path, digest in now.items() if earlier.get(path) != digest),
        "removed": sorted(earlier.keys() - now.keys()),
    }
    return json.dumps(facts, indent=1, ensure_ascii=False) + "\n"


def _sums(text: str) -> dict[str, str]:
    """By path the digest; the sums and the manifest, which no sum names, change with any."""
    found = {line[2]: line[1] for line in map(_SUM.fullmatch, text.splitlines()) if line}
    whole = hashlib.sha256(text.encode()).hexdigest()
    return found | {SUMS: whole, MANIFEST: whole} if found else {}
