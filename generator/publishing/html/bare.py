"""What a builder finds that is run by itself, without this program: settings, and templates that hold no tag of ours.

MkDocs alone, ProperDocs with MaterialX and Zensical make the same pages of `build/pages` with these.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import yaml
from jinja2 import Environment

from generator.publishing.contents import Contents, InLanguage
from generator.publishing.html.frame import (
    LOGO,
    TEMPLATES,
    navigation_in,
    public_address,
    said_in,
    settings_of,
    ways_between,
    with_blocks,
    with_own,
)
from generator.publishing.writing import regular_files, write_if_new
from generator.words.languages import Language
from generator.words.templates import speak

SETTINGS: Final = "frame.yml"
"""In `build/`: what MkDocs is told, for `INHERIT` in the settings of a builder that stand in the project."""
FRAME: Final = "frame"
"""In `build/`: the templates around a page."""

_TRANS: Final = re.compile(r"\{%-? trans ?(.*?) ?-?%\}(.*?)\{%-? endtrans -?%\}", re.DOTALL)
_GIVEN: Final = re.compile(r"(\w+)=(.*?)(?=, \w+=|$)")


def leave_frame(root: Path, told: InLanguage, contents: Contents) -> None:
    """Write `build/frame.yml` and `build/frame/`, where they are not so yet; of a further language in its folder."""
    build = root / "build" / told.folder
    for path, text in frame_templates(told.lang, told.additions.blocks).items():
        write_if_new(build / FRAME / path, text.encode())
    settings = _settings(root, told, [one.lang for one in contents.languages])
    write_if_new(build / SETTINGS, yaml.safe_dump(settings, allow_unicode=True, sort_keys=True).encode())


def frame_templates(lang: Language, blocks: Mapping[str, str]) -> dict[str, str]:
    """The templates of the frame by path: in a language, with the blocks of a city in the place of the product's."""
    environment = Environment(autoescape=False)  # noqa: S701  # the words of the catalogue, put into templates
    speak(environment, lang)
    sources = {path: (TEMPLATES / path).read_text("utf-8") for path in regular_files(TEMPLATES)}
    told = {path: _TRANS.sub(lambda found: _said(environment, found), text) for path, text in sources.items()}
    if blocks:
        product = "windowboard/main.html"
        told[product] = told["main.html"]
        told["main.html"] = with_blocks(blocks, product)
    return told


def _said(environment: Environment, found: re.Match[str]) -> str:
    """A sentence in the language of the environment; what it prints stays to be printed, by the same expressions."""
    printed = {name: f"{{{{ {value} }}}}" for name, value in _GIVEN.findall(found[1])}
    names = ", ".join(f"{name}={name}" for name in printed)
    return environment.from_string(f"{{% trans {names} %}}{found[2]}{{% endtrans %}}").render(printed)


def _settings(root: Path, told: InLanguage, languages: Sequence[Language]) -> dict[str, Any]:
    """As the pages of the site are made with; paths are told from the folder of the project."""
    settings = settings_of(root)
    lang, additions = told.lang, told.additions
    site_url = public_address(root)
    return settings | {
        "site_name": told.title,
        "site_url": f"{site_url}{told.folder}" if site_url else "",
        "site_description": said_in(lang, settings["site_description"]),
        "docs_dir": f"build/{told.folder}pages",
        "nav": with_own(navigation_in(lang, settings["nav"]), additions.navigation),
        "theme": settings["theme"]
        | {"custom_dir": f"build/{told.folder}{FRAME}"}
        | ({} if lang == "zh" else {"language": lang}),
        "extra": settings["extra"]
        | {
            "footer": [[asdict(item) for item in line] for line in additions.footer],
            "logo": LOGO if LOGO in additions.files else "",
            "ways": [asdict(way) for way in ways_between(lang, languages, site_url)],
        },
        "extra_css": settings["extra_css"] + [path for path in additions.files if path.endswith(".css")],
    }
