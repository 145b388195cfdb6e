"""What an earlier site says in figures, from its data files: the other side of `judging.changes`."""

import csv
import datetime
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from generator.judging.history.publication import (
    WITHHELD,
    Figures,
    Publication,
    PublishedPeriod,
    case_text,
    clocks_text,
    rule_text,
    weights_of,
)
from generator.model.amendments import Amended, Amendment
from generator.model.dataset import FORMAT
from generator.model.keys import RowKey
from generator.model.problem import Code, InputError, Problem
from generator.model.rules import Certainty, ListKind, ListRule

STAMP: Final = "build.json"
"""The file that every site of ours has."""

FACTS: Final = "data/facts.json"

SCHEMA: Final = 2
"""The form of the data files."""
EARLIER_SCHEMA: Final = 1
"""That of earlier programs, which published scores as JSON too; it is read as well."""
RISKY: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
"""What a cell begins with that has an apostrophe before it."""


EARLIER_SITE_UNREADABLE: Final = Code(
    slug="earlier-site-unreadable",
    says="上次网站的数据无法读取，不能确认公布过的数字有没有变",
    mend="用 --against 指明上次公布的版本，并移走 site/ 后再构建。",
    wrong='site/data/index.json  {"schema": 1, "fil',
    right='site/data/index.json  {"schema": 1, "files": […]}',
)


EARLIER_SITE_ALTERED: Final = Code(
    slug="earlier-site-altered",
    says="上次公布的数据被改过：它的 SHA-256 与 data/index.json 记着的不同，不能拿它对照",
    mend="从正在公布的网站重新取回 data/ 下的文件；site/ 里的，移走 site/，"
    "运行 windowboard build --against 上次公布的版本。",
    wrong='site/data/facts.json  {"schema": 2, …（手工改过）',
    right='curl -sSf -o published/data/facts.json "${SITE_URL}data/facts.json"',
)


def read_published(site: Path) -> Publication | None:
    """The figures of the site in a folder; None where there is no site of ours.

    Raises InputError (earlier-site-unreadable, earlier-site-altered) where its data cannot be read, or are no longer as
    they were published: whoever cannot compare must not publish as if nothing had changed.
    """
    if not (site / STAMP).is_file():
        return None
    reader = _Reader(site)
    try:
        return reader.publication()
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError, csv.Error) as error:
        path = f"{site.name}/{reader.file}"
        raise InputError([Problem(path=path, code=EARLIER_SITE_UNREADABLE)]) from error


def commit_of(site: Path) -> str | None:
    """The commit of the data that a site which was read says it was made of; None where it says none."""
    commit = json.loads((site / "data/index.json").read_bytes()).get("commit")
    return commit if isinstance(commit, str) else None


class _Reader:
    """Reads one file after the other; `file` is the one that is being read."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.file = STAMP
        self.digests: dict[str, str] = {}
        """SHA-256 of the data files by address, as the release tells them; earlier programs told none."""

    def bytes(self, file: str) -> bytes:
        """A file as it was published. Raises InputError (earlier-site-altered)."""
        self.file = file
        data = (self.site / file).read_bytes()
        if self.digests.get(file) not in {None, hashlib.sha256(data).hexdigest()}:
            raise InputError([Problem(path=f"{self.site.name}/{file}", code=EARLIER_SITE_ALTERED)])
        return data

    def read(self, file: str) -> dict[str, Any]:
        facts = json.loads(self.bytes(file))
        if file != STAMP and facts["schema"] not in {SCHEMA, EARLIER_SCHEMA}:
            raise ValueError(file)
        return dict(facts)

    def scores(self, period: str, schema: int) -> Iterator[dict[str, Any]]:
        """The rows of a period."""
        if schema == EARLIER_SCHEMA:
            yield from self.read(f"data/scores-{period}.json")["rows"]
            return
        text = self.bytes(f"data/scores-{period}.csv").decode("utf-8-sig")
        lines = csv.reader(io.StringIO(text, newline=""), strict=True)
        if not (head := next(lines, [])):
            raise ValueError(self.file)
        wanted = [(name, head.index(name)) for name in _COMPARED if name in head]
        told = _text if "'" in text else _plain
        for line in lines:
            if len(line) != len(head):
                raise ValueError(self.file)
            row: dict[str, Any] = {name: told(line[place]) for name, place in wanted}
            if row["counted"] is not None:
                row["counted"] = int(row["counted"])
            yield row

    def publication(self) -> Publication:
        day = datetime.date.fromisoformat(self.read(STAMP)["day"])
        index = self.read("data/index.json")
        files = index["files"]
        self.digests = {one["address"]: one["sha256"] for one in index.get("digests", ())}
        same_format = index.get("format") == FORMAT
        rules: dict[str, tuple[str, str]] = {}
        weights: dict[str, dict[str, str]] = {}
        titles: dict[str, tuple[str, ...]] = {}
        closed: dict[tuple[str, str], bool] = {}
        for entry in self.read("data/boards.json")["boards"]:
            board = entry["board"]
            rules[board["id"]] = (_rule(board["red"], "red"), _rule(board["green"], "green"))
            weights[board["id"]] = weights_of(board["channels"], board["min_inspections"], board.get("same_day_until"))
            titles[board["id"]] = (board["title"], *board.get("formerly", ()))
            for period in entry["periods"]:
                closed[board["id"], period["period"]] = bool(period["closed"])
        rows: dict[tuple[str, str], dict[tuple[str, str], Figures]] = {place: {} for place in closed}
        names: dict[tuple[str, str], tuple[str, ...]] = {}
        for period in sorted({period for _, period in closed}):
            for row in self.scores(period, index["schema"]):
                rows[row["board"], row["period"]][row["centre"], row["window"]] = _figures(row, same_format=same_format)
                names[row["centre"], ""] = (row["centre_name"],)
                names[row["centre"], row["window"]] = (row["window_name"],)
        names.update(self._names() if "data/windows.json" in files else ())
        periods = {place: PublishedPeriod(closed=closed[place], rows=found) for place, found in rows.items()}
        record = self.read("data/cases.json") if "data/cases.json" in files else {}  # earlier programs knew none
        facts = self.read(FACTS) if FACTS in files else {}
        return Publication(
            day=day,
            periods=periods,
            rules=rules,
            weights=weights,
            titles=titles,
            clocks=dict(_clocks(record)),
            entries={
                RowKey(one["board"], one["period"], one["centre"], one["window"]): one["public"]
                for one in record.get("entries", ())
            },
            cases=dict(_cases(record)),
            steps=dict(_steps(record)),
            names=names,
            facts=_facts(facts) if same_format else {},
            amendments=tuple(map(_amendment, facts.get("amendments", ()))),
        )

    def _names(self) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
        """Of every centre and open window the name and those before it; the rows tell of the windows that are shut."""
        for centre in self.read("data/windows.json")["centres"]:
            yield (centre["id"], ""), (centre["name"], *centre.get("formerly", ()))
            for window in centre["windows"]:
                yield (centre["id"], window["id"]), (window["name"], *window.get("formerly", ()))


def _clocks(record: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], str]]:
    """The clocks that ran in each period of a board."""
    for one in record.get("clocks", ()):
        days = (one[name] for name in ("preview", "appeal", "simple", "complex", "expiry"))
        notice = one.get("notice", "none")  # earlier programs knew none
        yield (one["board"], one["period"]), clocks_text(*days, notice=notice, more=_more(one))


_COMPARED: Final = (
    *("board", "period", "centre", "centre_name", "window", "window_name"),
    *("score", "band", "rank", "list", "unrated", "counted", "records"),
)
"""What is looked at of a row; earlier programs published no `records`."""


def _plain(cell: str) -> str | None:
    """A cell of a table without apostrophes: an empty one is nothing."""
    return cell or None


def _text(cell: str) -> str | None:
    """The same of any table for spreadsheets: a text is told without the apostrophe before it."""
    quoted = cell.startswith("'") and cell.lstrip("'").startswith(RISKY)
    return (cell[1:] if quoted else cell) or None


def _facts(record: Mapping[str, Any]) -> dict[tuple[str, str], dict[str, str]]:
    return {(one["kind"], one["id"]): dict(one["facts"]) for one in record.get("facts", ())}


def _amendment(told: Mapping[str, Any]) -> Amendment:
    return Amendment(
        date=datetime.date.fromisoformat(told["date"]),
        kind=told["kind"],
        id=told.get("id"),
        reason=told["reason"],
        changes=tuple(Amended(what=one["what"], old=one.get("old"), new=one.get("new")) for one in told["changes"]),
    )


def _more(clocks: Mapping[str, Any]) -> tuple[int, int, int, int] | None:
    """The clocks that earlier programs did not tell."""
    if "decision" not in clocks:
        return None
    return clocks["decision"], clocks["praise"], clocks["objection"], clocks["relapse"]


def _cases(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for entry in record.get("cases", ()):
        case = entry["case"]
        about = case.get("about", {})
        changes = ((one["figure"], one.get("old"), one.get("new")) for one in case.get("changes", ()))
        said = case_text(
            case["kind"],
            case["window"],
            (about.get("board", ""), about.get("period", "")),
            changes,
            WITHHELD if entry.get("withheld") else case.get("decision", {}).get("outcome", ""),
        )
        yield f"{entry['centre']}/{entry['id']}", said


def _steps(record: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """As `steps_of` tells them; of a case that is withheld its first day is known alone."""
    for entry in record.get("cases", ()):
        case = entry["case"]
        begun = case.get("date") or case.get("opened") or case.get("since")
        verified = case.get("verified_by", {}).get("date", "")
        done = case.get("decision", {}).get("date") or case.get("answer", {}).get("date")
        ended = done or case.get("until") or ""
        yield f"{entry['centre']}/{entry['id']}", (begun, case.get("difficulty", ""), verified, ended)


def _rule(rule: Mapping[str, Any], kind: ListKind) -> str:
    """A rule as it was published; one that says nothing of teams is from before they were asked for."""
    certain = rule.get("certain")
    known = ListRule(
        bands=tuple(rule.get("bands", ())),
        at_most=rule.get("at_most"),
        certain=Certainty(periods=int(certain["periods"])) if isinstance(certain, dict) else certain,
        min_teams=int(rule.get("min_teams", 1)),
    )
    return rule_text(known, kind)


def _figures(row: Mapping[str, Any], *, same_format: bool) -> Figures:
    """What a row says. Fingerprints of records in another format say nothing: figures and lists are compared."""
    if row["unrated"] == "appealed":
        return Figures(appealed=True)
    return Figures(
        score=row["score"],
        band=row["band"],
        rank=None if row["rank"] is None else str(row["rank"]),
        listed=None if row["list"] == "none" else row["list"],
        unrated=row["unrated"],
        counted=row["counted"],
        records=tuple((row.get("records") or "").split()) if same_format else (),
    )


CODES: Final = (EARLIER_SITE_UNREADABLE, EARLIER_SITE_ALTERED)
