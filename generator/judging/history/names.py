"""Clocks, rules, titles, names and cases that were published and would be lost or say something else."""

from collections.abc import Iterator

from generator.judging.history.cases import CasesAtHand, case_path, row_text, several, window_routes
from generator.judging.history.publication import WITHHELD, Publication
from generator.model.cases import Appeal, of_kind
from generator.model.problem import Problem, Route


def other_clocks(before: Publication, now: Publication) -> Iterator[Problem]:
    """Clocks that had begun to run and would run otherwise; one problem for each way in which they differ."""
    found: dict[tuple[str, str], list[str]] = {}
    for place, old in sorted(before.clocks.items()):
        new = now.clocks.get(place, old)
        if new != old:
            found.setdefault((old, new), []).append(" ".join(place))
    for (old, new), places in found.items():
        facts = {"old": old, "new": new, "periods": several(places)}
        yield Problem(
            path="standards/policy.yml", route=("process",), at_key=True, code="silent-change-of-clocks", facts=facts
        )


def other_days(before: Publication, now: Publication, known: "CasesAtHand") -> Iterator[Problem]:
    """Entries whose day of publication, from which their clocks run, would be another.

    An appeal about the entry explains it; a correction of another row of the list may take away what it waited for.
    """
    corrected = {key.place for key in known.corrected()}
    for key, old in sorted(before.entries.items()):
        new = now.entries.get(key, old)
        appealed = any(of_kind(known.about.get(key, ()), Appeal))
        explained = appealed or key[:2] in corrected
        if new != old and not explained and before.clocks.get(key[:2]) == now.clocks.get(key[:2]):
            facts = {"row": row_text(key), "old": old, "new": new}
            yield Problem(path=case_path(key, "waiver"), code="silent-change-of-day", facts=facts)


def other_rules(before: Publication, now: Publication, known: "CasesAtHand") -> Iterator[Problem]:
    """Rules that lists were published by and that would read otherwise there; told unless a correction is about them.

    A channel that is added weighs nothing in what is over.
    """
    corrected = {key.board for key in known.corrected()}
    for board in sorted({board for (board, _), one in before.periods.items() if one.closed} - corrected):
        old, new = _rule_words(before, board), _rule_words(now, board)
        differ = [f"{name} {old[name]} → {new.get(name, '–')}" for name in old if new.get(name) != old[name]]
        if new and differ:
            facts = {"board": board, "changes": "; ".join(differ)}
            yield Problem(path=f"standards/boards/{board}.yml", code="silent-change-of-rules", facts=facts)


def _rule_words(publication: Publication, board: str) -> dict[str, str]:
    red, green = publication.rules.get(board, ("", ""))
    if not (red or green):
        return {}
    return {"red": red, "green": green, **publication.weights.get(board, {})}


def lost_titles(before: Publication, now: Publication) -> Iterator[Problem]:
    """Titles that a board was published under, and that are neither its present nor a former one."""
    for board, titles in now.titles.items():
        for title in before.titles.get(board, ()):
            if title not in titles:
                facts = {"id": board, "old": title, "new": titles[0]}
                yield Problem(
                    path=f"standards/boards/{board}.yml", route=("title",), code="former-name-missing", facts=facts
                )


def lost_names(before: Publication, now: Publication) -> Iterator[Problem]:
    """Names that a centre or window was published under, and that are neither its present nor a former one."""
    routes = window_routes(now)
    for (centre, window), names in now.names.items():
        for name in before.names.get((centre, window), ()):
            if name not in names:
                route: Route = (*routes[centre, window], "name")
                facts = {"id": f"{centre}/{window}" if window else centre, "old": name, "new": names[0]}
                yield Problem(path=f"results/{centre}/centre.yml", route=route, code="former-name-missing", facts=facts)


def lost_cases(before: Publication, now: Publication) -> Iterator[Problem]:
    """Every published case stays, of the same kind and window; those that figures rest on stay as they are."""
    for name, said in sorted(before.cases.items()):
        kind, _window, _board, _period, outcome, *_ = [*said.split(" "), "", "", ""]
        settled = kind in {"correction", "withdrawal"} or (kind == "appeal" and outcome)
        there = now.cases.get(name, "")
        if outcome == WITHHELD or not settled:  # what it says is not known, or may still change
            there, kept = (" ".join(one.split(" ")[:2]) for one in (there, said))
        else:
            kept = said
        if there != kept:
            centre, _, case = name.partition("/")
            yield Problem(
                path=f"results/{centre}/cases/{case}.yml", code="published-case-changed", facts={"said": said}
            )
