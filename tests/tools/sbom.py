"""The parts list of the wheel (SBOM, CycloneDX 1.5): `python -m tests.tools.sbom > windowboard.cdx.json`.

The lock says which packages, versions and files, the metadata of what is installed their licences. The same lock and
environment give the same bytes: no clock, no number drawn.
"""

import json
import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any, Final

from tests.fixtures.folders import ROOT

LOCK: Final = ROOT / "requirements.lock"
_PACKAGE: Final = re.compile(
    r"^(?P<name>[a-z0-9._-]+)==(?P<version>[^ ;\\]+)(?P<rest>[^\n]*(?:\n +--hash=[^\n]*)*)", re.MULTILINE
)
_HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def sbom(lock: Path = LOCK) -> str:
    """The text of the list."""
    ours = metadata("windowboard")
    parts = [_part(found) for found in _PACKAGE.finditer(lock.read_text("utf-8"))]
    whole = f"windowboard@{ours['Version']}"
    told = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": whole,
                "name": "windowboard",
                "version": ours["Version"],
                "licenses": [{"expression": "MIT"}],
            }
        },
        "components": parts,
        "dependencies": [{"ref": whole, "dependsOn": [part["bom-ref"] for part in parts]}],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _part(found: re.Match[str]) -> dict[str, Any]:
    name, version = found["name"], found["version"]
    address = f"pkg:pypi/{name}@{version}"
    files = [
        {"type": "distribution", "url": address, "hashes": [{"alg": "SHA-256", "content": one}]}
        for one in _HASH.findall(found["rest"])
    ]
    return {
        "type": "library",
        "bom-ref": address,
        "name": name,
        "version": version,
        "purl": address,
        **_licence(name),
        "externalReferences": files,
    }


def _licence(name: str) -> dict[str, Any]:
    """The licence as the package says it; nothing where it is not installed on this machine or says none."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return {}
    if expression := told.json.get("license_expression"):
        return {"licenses": [{"expression": expression}]}
    sorts = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or () if one.startswith("License ::")]
    said = sorts or [str(told.json.get("license", "")).partition("\n")[0]]
    return {"licenses": [{"license": {"name": one}} for one in said if one]}


if __name__ == "__main__":
    sys.stdout.write(sbom())
