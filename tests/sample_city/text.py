"""Records to YAML, the way a careful hand writes it: short entries on one line, quotes only where they are needed."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from generator.model.centre import Centre, OpenHours, Window
from generator.model.events import Event
from generator.model.results import Exemption, Finding, Inspection, Offence, Round, Unmet

WIDTH: Final = 118
"""Columns an entry may take on one line; a Han character takes two."""

_PLAIN: Final = re.compile(
    r"[A-Za-z\u4e00-\u9fff]([-A-Za-z0-9\u4e00-\u9fff、，。；（）“”《》·/+ ]*[^\s!-*,.:-@\[-`{-~])?"
)
_WORDS_OF_YAML: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})

_NOTICE: Final = "# 示例数据，虚构：云泽市不存在，机构、窗口和检查结果均为编造。"


def centre_text(centre: Centre) -> str:
    """The text of `centre.yml`."""
    lines = [
        "# yaml-language-server: $schema=../../generator/reading/schemas/centre.json",
        _NOTICE,
        f"name: {scalar(centre.name)}",
        f"trade: {centre.trade}",
        f"district: {scalar(centre.district)}",
        f"address: {scalar(centre.address)}",
    ]
    if (there := centre.coordinates) is not None:
        degrees = f"latitude: {there.latitude}, longitude: {there.longitude}, datum: {there.datum}"
        lines.append(f"coordinates: {{{degrees}}}")
    if centre.phone is not None:
        lines.append(f"phone: {quoted(centre.phone)}")
    lines += ["hours:", *(f"  - {_hours(hours)}" for hours in centre.hours)]
    if centre.holidays != "closed":
        lines.append(f"holidays: {centre.holidays}")
    if centre.may_not_apply:
        lines.append("may_not_apply:")
        lines += [f"  {name}: {_row(map(quoted, ids))}" for name, ids in centre.may_not_apply.items()]
    if centre.teams:
        lines.append(f"teams: {_row(map(scalar, centre.teams))}")
    if centre.sample:
        lines.append("sample: true")
    lines += ["windows:", *(line for window in centre.windows for line in _window(window))]
    return "\n".join(lines) + "\n"


def round_text(visit: Round) -> str:
    """The text of a round of inspections."""
    lines = [
        "# yaml-language-server: $schema=../../../generator/reading/schemas/round.json",
        _NOTICE,
        f"standard: {visit.standard}",
        f"date: {visit.date.isoformat()}",
        f"channel: {visit.channel}",
        f"team: {scalar(visit.team)}",
    ]
    clean = [one.window for one in visit.inspections if one.nothing_found and one.assessed == "all"]
    if clean:
        lines.append(f"clean: {_row(clean)}")
    told = [one for one in visit.inspections if one.window not in clean]
    if told:
        lines.append("inspections:")
    for position, inspection in enumerate(told):
        if position:
            lines.append("")
        lines += _inspection(inspection)
    return "\n".join(lines) + "\n"


def events_text(events: Iterable[Event]) -> str:
    """The text of a file of events."""
    lines = [
        "# yaml-language-server: $schema=../../../generator/reading/schemas/events.json",
        _NOTICE,
        "events:",
    ]
    for event in events:
        pairs = [
            ("id", event.id),
            ("window", event.window),
            ("standard", event.standard),
            ("clause", quoted(event.clause or "")),
            *([("fault", event.fault)] if event.fault else []),
            ("happened", event.happened.isoformat()),
            ("proved", event.proved.isoformat()),
            ("source", event.source),
            ("team", event.team),
            ("note", scalar(event.note)),
            ("evidence", scalar(event.evidence)),
        ]
        marks = ("- ", *("  " for _ in pairs[1:]))
        lines += [f"  {mark}{name}: {value}" for mark, (name, value) in zip(marks, pairs, strict=True)]
    return "\n".join(lines) + "\n"


def scalar(text: str) -> str:
    """Text as a YAML scalar: plain where nobody could read it as anything else, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_YAML:
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """Text as a YAML scalar in double quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _window(window: Window) -> list[str]:
    lines = [
        f"  - id: {window.id}",
        f"    name: {scalar(window.name)}",
        f"    services: {_row(scalar(name) for name in window.services)}",
        f"    roles: {_row(window.roles)}",
    ]
    if window.department:
        lines.append(f"    department: {scalar(window.department)}")
    if window.hours:
        lines += ["    hours:", *(f"      - {_hours(hours)}" for hours in window.hours)]
    if window.opened:
        lines.append(f"    opened: {window.opened.isoformat()}")
    if window.formerly:
        lines.append(f"    formerly: [{', '.join(window.formerly)}]")
    if window.closed:
        lines.append(f"    closed: {window.closed.isoformat()}")
    return lines


def _hours(hours: OpenHours) -> str:
    return f"{{days: {_row(hours.days)}, open: {_row(quoted(span) for span in hours.open)}}}"


def _inspection(inspection: Inspection) -> list[str]:
    lines = [f"  - window: {inspection.window}"]
    if inspection.assessed == "all":
        lines.append("    assessed: all")
    else:
        lines.append(f"    assessed: {_row(quoted(item) for item in inspection.assessed)}")
    lines += _entries("findings", [_finding(entry) for entry in inspection.findings])
    lines += _entries("unmet", [_remark(entry) for entry in inspection.unmet])
    if inspection.levels:
        levels = (f"{quoted(clause)}: {level}" for clause, level in inspection.levels.items())
        lines.append(f"    levels: {{{', '.join(levels)}}}")
    if inspection.sampled:
        lines.append("    sampled:")
        lines += [
            f"      {quoted(clause)}: {{cases: {sample.cases}, within: {sample.within}}}"
            for clause, sample in inspection.sampled.items()
        ]
    lines += _entries("vetoes", [_offence(entry) for entry in inspection.vetoes])
    lines += _entries("not_applicable", [_exemption(entry) for entry in inspection.not_applicable])
    return lines


Pairs = list[tuple[str, str]]


def _finding(entry: Finding) -> Pairs:
    return [("clause", quoted(entry.clause)), ("fault", entry.fault or ""), *_count(entry.count), *_words(entry)]


def _remark(entry: Unmet) -> Pairs:
    return [("clause", quoted(entry.clause)), *_words(entry)]


def _offence(entry: Offence) -> Pairs:
    return [("veto", entry.veto), *_words(entry)]


def _exemption(entry: Exemption) -> Pairs:
    return [("clause", quoted(entry.clause)), ("reason", scalar(entry.reason))]


def _count(count: int) -> Pairs:
    return [("count", str(count))] if count > 1 else []


def _words(entry: Finding | Unmet | Offence) -> Pairs:
    pairs = []
    if entry.note is not None:
        pairs.append(("note", scalar(entry.note)))
    if entry.evidence is not None:
        pairs.append(("evidence", scalar(entry.evidence)))
    return pairs


def _entries(key: str, entries: Sequence[Pairs]) -> list[str]:
    """A list of entries: a single short one beside its key, short ones on a line each, else one key a line."""
    flows = [f"{{{', '.join(f'{name}: {value}' for name, value in pairs)}}}" for pairs in entries]
    if not entries:
        return []
    if len(entries) == 1 and _columns(single := f"    {key}: [{flows[0]}]") <= WIDTH:
        return [single]
    lines = [f"    {key}:"]
    for pairs, flow in zip(entries, flows, strict=True):
        if _columns(flow) <= WIDTH - 8:
            lines.append(f"      - {flow}")
        else:
            marks = ("- ", *("  " for _ in pairs[1:]))
            lines += [f"      {mark}{name}: {value}" for mark, (name, value) in zip(marks, pairs, strict=True)]
    return lines


def _row(items: Iterable[str]) -> str:
    return f"[{', '.join(items)}]"


def _columns(line: str) -> int:
    return sum(2 if character > "\u2e7f" else 1 for character in line)
