"""Search records in, the files that a browser searches out: Pagefind bundles, the same bytes for the same records.

Pagefind cuts Chinese into words with one dictionary when it indexes and with another in the browser, and then finds a
tenth of what is there. So it is given no words to cut: every Han character is a token of its own, and the browser asks
for a row of them. The language of the index is `und`, for which Pagefind neither segments nor stems.
`theme/assets/matching.js` cuts what a person types by the same rules.

Filters are not Pagefind's but a file of ours: Pagefind writes the values of a filter in the order of a hash map that is
seeded anew in every run, so that no two builds would be the same; and the browser would have to ask it for every value.

There are two folders, and `matching.py` makes a third. `pagefind/` has the texts, which results of inspections do not
touch: Pagefind reads the whole site only when a name or a standard changes. `search/` has what results say: the filters
and the outcomes. The browser puts the two together by the positions of the records, and only where both come from the
same records.
"""

import gzip
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import sha256
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Final, get_args
from urllib.parse import quote

from generator.model.search import SearchKind, SearchRecord
from generator.publishing.contents import Folder, FolderError
from generator.publishing.search.pagefind import PagefindError, index_pages
from generator.publishing.workers import apart
from generator.publishing.writing import share

INDEX: Final = "pagefind"
OUTCOMES: Final = "search"
"""Where the two folders stand in the site."""

BUNDLES: Final = "bundles.json"
"""The file of an index that names its bundles; the first is the index itself, for the browser's script lies there."""

FACETS: Final = "facets.json"
"""The file of a bundle that says which values of each filter every record has."""

FIRST_SIGN: Final = 35
"""The sign that stands for the first set of values of a filter, `#`: the first that JSON writes as it is."""

SHARD: Final = 200
"""Records of a bundle whose outcomes stand in one file. The browser asks for those of the results that it shows."""

MOST_RECORDS: Final = 20_000
"""Records of one bundle: Pagefind takes about 65 kB of memory for each. The browser asks all bundles, and each further
one costs every visitor 70 kB: three for a city of 10,000 windows made a first search half a megabyte."""

_FORM: Final = "6"
"""Part of every digest: raise it whenever the same records would give other files."""

_BREAK: Final = "\u2063"
"""Stands between title, summary and body: no row of characters is found across it."""

_SPACE: Final = "\u2060"
"""Stands for a space of the text itself, among the spaces that part the tokens."""

_IN_TITLE: Final = "\u02e3"
"""Ends every token of a second copy of the title, and stands alone before and after it: asking for such tokens tells
whether the words that were found stand in the title, or are all of it. Han characters stand there as their number,
for Pagefind parts them from what follows."""

_ORDER: Final = get_args(SearchKind)
"""Results of equal weight stand in this order of kinds, then by address."""

_META: Final = ".pf_meta"
"""Ends the name of the file in which Pagefind lists the records."""

_LANGUAGE: Final = "und"
_UNUSED: Final = (
    "pagefind-component-ui.css",
    "pagefind-component-ui.js",
    "pagefind-highlight.js",
    "pagefind-modular-ui.css",
    "pagefind-modular-ui.js",
    "pagefind-ui.css",
    "pagefind-ui.js",
    "pagefind-worker.js",
)
"""Pagefind's own search boxes, which the site does not use."""

_NOT_WORDS = (
    "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2079\u2080-\u2089\u2150-\u215f\u2189\u2460-\u249b\u24ea-\u24ff"
    "\u2776-\u2793\u3192-\u3195\u3220-\u3229\u3248-\u324f\u3251-\u325f\u3280-\u3289\u32b1-\u32bf"
)
"""Numbers in circles, small numbers and the like: part of a word to Python, a mark to Pagefind."""

_RARE: Final = re.compile(r"[^\x20-\x5e\x60-\x7e\u2010-\u2027\u3000-\u3029\u3400-\u9fff\uff01-\uff0f\uff1a-\uff20]")
_TOKEN: Final = re.compile(
    rf"((?=[\u2e80-\U0010ffff])[^\W\d_{_NOT_WORDS}]"  # a Han character, or a sign of another script without spaces
    rf"|[^\W\d_\u2e80-\U0010ffff{_NOT_WORDS}]+|\d+)"  # a word of letters, or a number
    rf"((?:[^\w\s]|[{_NOT_WORDS}])*)"  # marks go with the token before them: a mark alone would part a row of tokens
)


class SearchIndexError(FolderError):
    """Pagefind could not make an index; the message is what it said."""


def search_folders(records: Sequence[SearchRecord]) -> tuple[Folder, ...]:
    """Make ready the index and, apart from it, what results say: new results leave the index as it is."""
    ordered = tuple(sorted(records, key=_place))
    return (
        Folder(address=INDEX, digest=index_digest(ordered), make=partial(make_search_index, ordered)),
        Folder(address=OUTCOMES, digest=outcomes_digest(ordered), make=partial(make_outcomes, ordered)),
    )


def index_digest(records: Sequence[SearchRecord]) -> str:
    """Sum up what is indexed of the records, and how: equal digest, equal index, equal positions."""
    tools = " ".join(map(version, ("pagefind_bin",)))
    total = sha256(f"{_FORM} {tools} {MOST_RECORDS}\n".encode())
    for record in sorted(records, key=_place):
        total.update(f"{(record.address, record.kind, record.title, record.summary, record.body)!r}\n".encode())
    return total.hexdigest()


def outcomes_digest(records: Sequence[SearchRecord]) -> str:
    """Sum up the records with their filters and outcomes: equal digest, equal files beside the index."""
    total = sha256(f"{index_digest(records)} {SHARD}\n".encode())
    for record in sorted(records, key=_place):
        total.update(f"{(record.address, *_filters(record), record.outcome)!r}\n".encode())
    return total.hexdigest()


def make_search_index(records: Sequence[SearchRecord], folder: Path, earlier: Path, most: int = MOST_RECORDS) -> None:
    """Fill the empty `folder`, in one bundle, or in several with at most so many records each.

    Files that the index in the folder `earlier` has already (it may be missing) are shared with it.

    Raises:
        SearchIndexError: Pagefind refused, or there is no record, or two have the same address.

    """
    if len({record.address for record in records}) < len(records):
        twice = next(address for address, count in Counter(one.address for one in records).items() if count > 1)
        message = f"two search records have the address {twice}"
        raise SearchIndexError(message)
    if not records:
        message = "there is nothing to be found"
        raise SearchIndexError(message)
    bundles = _bundles(records, most)
    metas = []
    for name, part in bundles.items():
        files = _indexed(part)
        _put_all(folder / name, files, earlier / name)
        metas.append(next(path for path in files if path.endswith(_META)))
    known = {"bundles": list(bundles), "metas": metas, "of": index_digest(records)}
    _put_all(folder, {BUNDLES: _json(known)}, earlier)


def make_outcomes(records: Sequence[SearchRecord], folder: Path, earlier: Path, most: int = MOST_RECORDS) -> None:
    """Fill the empty `folder` with what results say of the records, bundle by bundle as the index has them.

    Files that the folder `earlier` has already (it may be missing) are shared with it.
    """
    digest = index_digest(records)
    for name, part in _bundles(records, most).items():
        shards = outcome_shards(part)
        filters = {name: asdict(values) for name, values in facets(part).items()}
        known = {"of": digest, "records": len(part), "each": SHARD, "shards": list(shards), "filters": filters}
        files = {f"outcomes-{number}.json": _json(said) for number, said in shards.items()}
        _put_all(folder / name, {FACETS: _json(known), **files}, earlier / name)


def _bundles(records: Sequence[SearchRecord], most: int) -> dict[str, Sequence[SearchRecord]]:
    """The records of each bundle, in order, by the folder of the bundle."""
    ordered = sorted(records, key=_place)
    starts = range(0, len(ordered), most)
    return {f"{at // most + 1}/" if at else "": ordered[at : at + most] for at in starts}


def _stubs(records: Sequence[SearchRecord]) -> list[tuple[str, str]]:
    """What Pagefind is given: the name and the page of each record."""
    return [(stub_name(record.address), stub(record, at)) for at, record in enumerate(records)]


def _indexed(records: Sequence[SearchRecord]) -> dict[str, bytes]:
    """Every file of a bundle of the index that the browser needs."""
    try:
        files = index_pages(apart(_stubs, tuple(records)))
    except PagefindError as error:
        raise SearchIndexError(str(error)) from error
    return {
        path: without_order(data, len(records)) if path.endswith(_META) else data
        for path, data in files.items()
        if path not in _UNUSED
    }


def without_order(meta: bytes, count: int) -> bytes:
    """Take from Pagefind's list of records the order in which it was told to sort them: it is that of the list.

    The browser reads it from the list itself, and a city of 10,000 windows is searched with 29 kB less.

    Raises:
        SearchIndexError: The list has them in another order.

    """
    known = gzip.decompress(meta)
    order = b"\x81\x82\x65order" + _cbor(0x80, count) + b"".join(_cbor(0, at) for at in range(count))
    if known.count(order) != 1:
        message = "it lists the records in another order than they were given"
        raise SearchIndexError(message)
    return gzip.compress(known.replace(order, b"\x80"), compresslevel=9, mtime=0)


def _cbor(kind: int, number: int) -> bytes:
    """Write a number, or the head of as many items, as CBOR (RFC 8949) has it."""
    if number < 24:  # noqa: PLR2004  # where CBOR begins to write it apart
        return bytes([kind | number])
    size = max(1, (number.bit_length() + 7) // 8)
    wide = 1 << (size - 1).bit_length()
    return bytes([kind | 24 + wide.bit_length() - 1]) + number.to_bytes(wide, "big")


def _put_all(folder: Path, files: Mapping[str, bytes], earlier: Path) -> None:
    for inner in sorted({(folder / path).parent for path in files}):
        inner.mkdir(parents=True, exist_ok=True)
    for path, data in files.items():
        _put(folder / path, data, earlier / path)


def _put(target: Path, data: bytes, earlier: Path) -> None:
    """Most files of an index are those of the earlier one: a second name costs the file system less than a new file."""
    try:
        same = earlier.read_bytes() == data
    except FileNotFoundError:
        same = False
    if same:
        share(earlier, target)
    else:
        target.write_bytes(data)


def spaced(text: str) -> str:
    """Text as tokens with spaces between them, each with the marks that follow it.

    Letters and digits are brought to their plain form (full width to half width); a space of the text becomes a mark.
    """
    plain = _RARE.sub(_plain, " ".join(text.split()))
    return _TOKEN.sub(r"\1\2 ", plain.replace(" ", _SPACE)).strip()


def _plain(found: re.Match[str]) -> str:
    sign = found[0]
    kind = unicodedata.category(sign)
    if kind in {"Cf", "Cc", "Pc"}:
        return _SPACE if kind != "Cf" else ""
    if kind[0] == "L" or kind in {"Nd", "Nl"} or "\u24b6" <= sign <= "\u24e9":
        return unicodedata.normalize("NFKC", sign)
    return sign


def _place(record: SearchRecord) -> tuple[int, str]:
    return (_ORDER.index(record.kind), record.address.removesuffix(".html"))


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{text}\n".encode()


@dataclass(frozen=True, kw_only=True, slots=True)
class FacetValues:
    """The values that records have of one filter."""

    sets: tuple[tuple[str, ...], ...]
    """Every set of values that some record has, in the order in which they are met; most have one, some none."""
    of: str
    """A sign for each record, in order: the set at `ord(sign) - FIRST_SIGN`. A browser loads a third of what it loads
    where runs of records are told for each value: windows of one band stand anywhere."""


def facets(records: Sequence[SearchRecord]) -> Mapping[str, FacetValues]:
    """Say of each filter which of its values every record has."""
    told: list[dict[str, tuple[str, ...]]] = []
    for record in records:
        own: dict[str, tuple[str, ...]] = {}
        for name, value in _filters(record):
            own[name] = (*own.get(name, ()), value)
        told.append(own)
    found: dict[str, FacetValues] = {}
    for name in sorted({name for own in told for name in own}):
        sets = [own.get(name, ()) for own in told]
        signs = {values: chr(FIRST_SIGN + number) for number, values in enumerate(dict.fromkeys(sets))}
        found[name] = FacetValues(sets=tuple(signs), of="".join(map(signs.__getitem__, sets)))
    return found


def outcome_shards(records: Sequence[SearchRecord]) -> Mapping[int, Mapping[str, str]]:
    """Say the outcomes by address, in shards of positions; a shard without any is left out.

    By address and not by position: what is said of one workplace is never shown for another.
    """
    shards: dict[int, dict[str, str]] = {}
    for position, record in enumerate(records):
        if record.outcome:
            shards.setdefault(position // SHARD, {})[record.address] = record.outcome
    return shards


def stub_name(address: str) -> str:
    """The file of a record among the stubs; the browser reads the address from it again."""
    return f"{quote(address, safe='')}.html"


def stub(record: SearchRecord, position: int) -> str:
    """Make the page that Pagefind reads in place of the real one; `position` is that of the record in its bundle."""
    texts = "".join(f"<p>{escape(spaced(text))} {_BREAK}</p>" for text in (record.title, record.summary, record.body))
    return (
        f'<!doctype html><html lang="{_LANGUAGE}"><body data-pagefind-body>'
        f'<meta data-pagefind-sort="order[content]" content="{position:06}">'
        f"{texts}<p>{_title_tokens(record.title)}</p>{_called(record)}</body></html>"
    )


def _called(record: SearchRecord) -> str:
    """What else a page of its own is found by: the words of its address.

    Whoever comes by an address that is no more is offered the words of it.
    """
    if record.kind == "clause":
        return ""
    folder, _, rest = record.address.removesuffix(".html").removesuffix("/index").partition("/")
    return f"<p>{' '.join(re.findall('[a-z]+|[0-9]+', rest or folder))}</p>"


def _title_tokens(title: str) -> str:
    keys = (found[1].lower() for found in _TOKEN.finditer(_RARE.sub(_plain, title)))
    codes = (f"{ord(key):x}" if key >= "\u2e80" and len(key) == 1 else key for key in keys)
    return " ".join((_IN_TITLE, *(f"{code}{_IN_TITLE}" for code in codes), _IN_TITLE))


def _filters(record: SearchRecord) -> Iterator[tuple[str, str]]:
    """Name and value of every filter of a record."""
    yield "kind", record.kind
    if record.district:
        yield "district", record.district
    if record.centre:
        yield "centre", record.centre
    yield from (("trade", trade) for trade in record.trades)
    yield from (("list", name) for name in record.lists)
    yield from (("band", band) for band in record.bands)
