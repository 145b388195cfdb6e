"""The facts by which the next publication notices what was changed in silence, held against the published files.

A short value stands as it is, a long text and whatever a case says by its fingerprint. The time zone is that of the
calendar, and the words of the vocabulary are those of the pages, where the pages are in the language of the data. Of
the rest of the policy and of the clauses of standards nothing else is published that could be compared.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator.verifying.holding.pages import plain_text
from generator.verifying.published.days import last_day
from generator.verifying.published.figures import Difference, Json, apart
from generator.verifying.published.release import CALENDAR_FILE, INDEX, OF_THE_DATA, Release
from generator.verifying.recomputing.city import Data
from generator.verifying.recomputing.fingerprints import letters
from generator.verifying.recomputing.programme import PROGRAMME

FACTS: Final = "data/facts.json"
SEALED: Final = "~"
LONGEST_FACT: Final = 60
"""Signs of a value that stands as it is."""
STEPS: Final = frozenset(
    {
        *("kind", "window", "about", "changes", "date", "opened", "since", "until", "difficulty"),
        *("verified_by.date", "decision.date", "decision.outcome", "answer.date"),
    }
)
"""What a case says that is published as figures and days."""
DAYS_SAID: Final = frozenset({"date", "by"})
"""What the days of a case are called, within its parts."""
TOLD_APART: Final = frozenset({"appeal", "objection", "rectification", "correction", "withdrawal", "follow-up"})
"""The kinds of cases that would tell of a row that an appeal hides."""
WINDOWS_PAGE: Final = "windows/index.html"
METHOD_PAGE: Final = "method.html"
CHOICE: Final = re.compile(r'<option value="([a-z0-9-]+)">(.*?)</option>', re.DOTALL)
TERM: Final = re.compile(r"<dt>(.*?)</dt>", re.DOTALL)
HEADING: Final = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)


def fact_differences(release: Release, data: Data) -> Iterator[Difference]:
    """Where a fact is another one, or is left out."""
    told = {(one["kind"], one["id"]): one["facts"] for one in release.json(FACTS)["facts"]}
    own = dict(_facts_of_all(release, data, told))
    for thing in sorted({*own, *(key for key in told if key[0] in {"board", "centre", "case", "programme"})}):
        name = " ".join(thing)
        if thing not in told or thing not in own:
            yield _of_facts(name, name if thing in told else None, name if thing in own else None)
            continue
        for fact in sorted({*told[thing], *own[thing]}):
            one, other = told[thing].get(fact, ""), own[thing].get(fact, "")
            if one != other:
                yield _of_facts(f"{name} {fact}", one, other)
    yield from _policy_differences(release, told.get(("policy", ""), {}))
    if (release.json(INDEX).get("languages") or [OF_THE_DATA])[0] == OF_THE_DATA:
        yield from _word_differences(release, told.get(("vocabulary", ""), {}))
    for ref, plan in data.plans.items():
        found = told.get(("standard", ref), {}).get("effective")
        if found != plan.standard["effective"]:
            yield _of_facts(f"standard {ref} effective", found, plan.standard["effective"])


def _policy_differences(release: Release, told: Mapping[str, str]) -> Iterator[Difference]:
    zone = _written(release.json(CALENDAR_FILE)["zone"])
    if told.get("time_zone") != zone:
        yield _of_facts("policy time_zone", told.get("time_zone"), zone)


def _word_differences(release: Release, told: Mapping[str, str]) -> Iterator[Difference]:
    """Where a word of the vocabulary is another one than on the page that is about it."""
    shown = dict(_words_shown(release, told))
    for fact in sorted(shown):
        if told.get(fact) != shown[fact]:
            yield _of_facts(f"vocabulary {fact}", told.get(fact), shown[fact])
    channels = sorted(_written(plain_text(one)) for one in TERM.findall(_channels_of(release)))
    named = {fact: name for fact, name in told.items() if fact.startswith("channels.") and fact.count(".") == 1}
    if sorted(named.values()) != channels:
        for fact in sorted(fact for fact, name in named.items() if name not in channels) or ["channels"]:
            yield _of_facts(f"vocabulary {fact}", named.get(fact), channels)


def _words_shown(release: Release, told: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The words on pages, by their facts; on the page of a role its name stands first."""
    for trade, name in CHOICE.findall(release.text(WINDOWS_PAGE)):
        if f"trades.{trade}" in told:
            yield f"trades.{trade}", _written(plain_text(name))
    for fact in told:
        group, _, word = fact.partition(".")
        path = {"themes": f"themes/{word}.html", "roles": f"conduct/{word}.html"}.get(group, "")
        heading = HEADING.search(release.text(path)) if path in release.digests else None
        if heading:
            text = plain_text(heading[1])
            yield fact, told[fact] if group == "roles" and text.startswith(told[fact]) else _written(text)


def _channels_of(release: Release) -> str:
    _, _, rest = release.text(METHOD_PAGE).partition('id="channels"')
    return rest.partition("</dl>")[0]


def _of_facts(what: str, published: object, own: object) -> Difference:
    return apart(FACTS, what, published, own)


def _facts_of_all(
    release: Release, data: Data, told: Mapping[tuple[str, str], Json]
) -> Iterator[tuple[tuple[str, str], Mapping[str, str]]]:
    for name, board in data.boards.items():
        yield (
            ("board", name),
            {
                fact: told.get(("board", name), {}).get(fact, "")
                if isinstance(board.get(fact), dict)  # how a record is written is not told
                else _written(board.get(fact))
                for fact in ("period", "year_begins", "combine", "holds", "totals", *(["en"] if "en" in board else []))
            }
            | {"until": _past_end(board.get("until"), data.as_of)},
        )
    for programme in release.json(PROGRAMME)["programmes"]:
        flat = dict(_flat(programme))
        own = {name: _written(value) for name, value in flat.items() if name.rpartition(".")[2] != "id"}
        yield ("programme", programme["id"]), own
    for name, found in data.centres.items():
        yield ("centre", name), dict(_of_centre(found["centre"], data.as_of))
    for one in data.cases:
        case, about = one["case"], one["case"].get("about")
        row = (about["board"], about["period"], one["centre"], case["window"]) if about else None
        if not (row in data.appealed and case["kind"] in TOLD_APART):
            yield ("case", f"{one['centre']}/{one['id']}"), dict(_of_case(case))


def _past_end(period: str | None, today: str) -> str:
    """The last day of a period that is over; else nothing."""
    last = last_day(period).isoformat() if period else ""
    return last if last <= today else ""


def _of_case(case: Json) -> Iterator[tuple[str, str]]:
    for name, value in _flat(case):
        if not {name, name.partition(".")[0]} & STEPS and value not in (None, []):
            yield name, _sealed(value, is_day=name.rpartition(".")[2] in DAYS_SAID)


def _of_centre(centre: Json, today: str) -> Iterator[tuple[str, str]]:
    for name in ("trade", "tier", "district"):
        yield name, _written(centre.get(name))
    yield "sample", "true" if centre.get("sample") else ""
    yield from ((f"teams.{team}", "true") for team in centre.get("teams", ()))
    yield from _exemptions_of("", centre)
    for standard, limits in centre.get("limits", {}).items():
        yield from ((f"limits.{standard}.{clause}", _written(limit)) for clause, limit in limits.items())
    for said in centre.get("evaluations", ()):
        told = [said[name] for name in ("rated", "satisfied", "complaints", "settled")]
        yield f"evaluations.{said['month']}{'.' + said['window'] if said.get('window') else ''}", _written(told)
    for window in centre["windows"]:
        place = f"windows.{window['id']}."
        yield f"{place}trade", _written(window.get("trade"))
        yield f"{place}department", _written(window.get("department"))
        yield from _exemptions_of(place, window)
        if window.get("staffed_by") is not None:
            yield f"{place}staffed_by", str(window["staffed_by"])
        for name in ("opened", "closed"):
            if window.get(name) and window[name] <= today:
                yield f"{place}{name}", window[name]


def _exemptions_of(place: str, record: Json) -> Iterator[tuple[str, str]]:
    for standard, clauses in record.get("may_not_apply", {}).items():
        yield f"{place}may_not_apply.{standard}", _written(clauses)


def _flat(value: Any, at: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401  # whatever JSON holds
    """The single values of a record by their ways; what stands in a row goes by its id, or by its place."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _flat(one, f"{at}.{name}" if at else name)
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for place, one in enumerate(value, start=1):
            yield from _flat(one, f"{at}.{one.get('id', place)}")
    else:
        yield at, value


def _written(value: Any) -> str:  # noqa: ANN401  # whatever JSON holds
    """A value in one way of writing."""
    parts = value if isinstance(value, list) else [] if value is None else [value]
    text = " ".join(map(str, parts))
    fits = len(text) <= LONGEST_FACT and "\n" not in text and not text.startswith(SEALED)
    return text if fits else _sealed(text, is_day=False)


def _sealed(value: Any, *, is_day: bool) -> str:  # noqa: ANN401  # whatever JSON holds
    if isinstance(value, list):
        return SEALED + letters(f"[{','.join(map(repr, value))}]")
    return SEALED + letters(repr(datetime.date.fromisoformat(value)) if is_day else repr(value))
