"""Clocks, rules, titles, names and cases that were published and would be lost or say something else."""

from collections.abc import Iterable, Iterator
from typing import Final

from generator.judging.history.amended import IsLate, Told, change_text, changes_of_facts, misstated
from generator.judging.history.cases import CasesAtHand, case_path, row_text, several, window_routes
from generator.judging.history.publication import WITHHELD, Publication
from generator.model.amendments import Amended
from generator.model.cases import Appeal, of_kind
from generator.model.problem import Code, Problem, Route

SILENT_CHANGE_OF_CLOCKS: Final = Code(
    slug="silent-change-of-clocks",
    says="已经开始计算的期限会无声改变：{old} → {new}（{periods}）",
    mend="期限只能从尚未结束的周期起改：process 写新的期限，原来的期限写进 process 的 earlier，例如 earlier: "
    "[{until: 2026-10-31, preview: 10, appeal: 10, rectification: {simple: 10, complex: 30}, expiry: 6}]；until "
    "当日或之前结束的周期仍按它计算。",
    wrong="process: {preview: 5}",
    right="process: {preview: 5, earlier: [{until: 2026-10-31, preview: 10}]}",
)


def other_clocks(before: Publication, now: Publication) -> Iterator[Problem]:
    """Clocks that had begun to run and would run otherwise; one problem for each way in which they differ."""
    found: dict[tuple[str, str], list[str]] = {}
    for place, old in sorted(before.clocks.items()):
        new = now.clocks.get(place, old)
        if new != old and not new.startswith(f"{old}, decision "):  # a record of before knew fewer clocks
            found.setdefault((old, new), []).append(" ".join(place))
    for (old, new), places in found.items():
        facts = {"old": old, "new": new, "periods": several(places)}
        yield Problem(
            path="standards/policy.yml", route=("process",), at_key=True, code=SILENT_CHANGE_OF_CLOCKS, facts=facts
        )


SILENT_CHANGE_OF_DAY: Final = Code(
    slug="silent-change-of-day",
    says="绿榜条目 {row} 的公布日期会从 {old} 变为 {new}，没有说明理由的申诉或更正",
    mend="整改期限和期满日期都从这一天起算。公布以后不能再补写同意提前公布的处理记录（waiver），已有的处理记录日期也不能改。",
    wrong="results/harbour/cases/waiver-2.yml\n  date: 2026-10-28",
    right="results/harbour/cases/waiver-2.yml\n  date: 2026-11-02",
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
            yield Problem(path=case_path(key, "waiver"), code=SILENT_CHANGE_OF_DAY, facts=facts)


SILENT_CHANGE_OF_RULES: Final = Code(
    slug="silent-change-of-rules",
    says="榜单 {board} 已归档的名单所依据的规则会无声改变：{changes}",
    mend="归档页会写出它们：即使没有数字因此改变，也不能改。改回去，另起一个编号的榜单，用 since "
    "写明从哪个周期开始；可以增加新的检查方式。已公布的结果因此有误的，各写更正，并在 standards/amendments.yml "
    "加一项 kind: board，changes 逐项照抄这里的名称和原值、新值。",
    wrong="id: banks\nred: {bands: [excellent], at_most: 5}",
    right="id: banks-2\nsince: 2026-11\nred: {bands: [excellent], at_most: 5}",
)


def other_rules(before: Publication, now: Publication) -> Iterator[Problem]:
    """Rules that lists were published by and that would read otherwise there; told unless an amendment names them.

    A correction is about a row, and carries no rule. A channel that is added weighs nothing in what is over.
    """
    told = Told(before.amendments, now.amendments)
    for board in sorted({board for (board, _), one in before.periods.items() if one.closed}):
        old, new = _rule_words(before, board), _rule_words(now, board)
        changes = [one for one in _rule_changes(before, now, board) if one.what in old]
        differ = [change_text(one) for one in changes if not told.says(("board", board), one)]
        if new and differ:
            facts = {"board": board, "changes": "; ".join(differ)}
            yield Problem(path=f"standards/boards/{board}.yml", code=SILENT_CHANGE_OF_RULES, facts=facts)


def _rule_changes(before: Publication, now: Publication, board: str) -> Iterator[Amended]:
    old, new = _rule_words(before, board), _rule_words(now, board)
    for name in dict.fromkeys((*old, *new)):
        if new.get(name) != old.get(name):
            yield Amended(what=name, old=old.get(name), new=new.get(name))


def misstated_rules(before: Publication, now: Publication, is_late: IsLate) -> Iterator[Problem]:
    """Fresh amendments of boards that say what is not so, or of boards that there are not."""
    told = Told(before.amendments, now.amendments)
    facts = dict(changes_of_facts(before, now, is_late)) if before.facts else {}
    for number, place, one, change in told.of_kind("board"):
        wanted = [*facts.get(one.thing, ()), *_rule_changes(before, now, one.id or "")]
        right = next((each for each in wanted if each.what == change.what), None)
        if right is None or not told.says(one.thing, right):
            yield misstated(one, change, right, ("amendments", number, "changes", place))


def _rule_words(publication: Publication, board: str) -> dict[str, str]:
    red, green = publication.rules.get(board, ("", ""))
    if not (red or green):
        return {}
    return {"red": red, "green": green, **publication.weights.get(board, {})}


FORMER_NAME_MISSING: Final = Code(
    slug="former-name-missing",
    says="{id} 公布时叫“{old}”，现在叫“{new}”，原名没有写在 formerly 里",
    mend="改名的，把原名写入同一处的 formerly，新的在前：市民按原名也要找得到。写错字的名字公布过，也算原名。"
    "换成另一个窗口的，旧窗口写 closed，新窗口另起编号。",
    wrong="{id: cash-2, name: 对公窗口}",
    right="{id: cash-2, name: 对公窗口, formerly: [现金窗口2]}",
)


def lost_titles(before: Publication, now: Publication) -> Iterator[Problem]:
    """Titles that a board was published under, and that are neither its present nor a former one."""
    for board, titles in now.titles.items():
        for title in before.titles.get(board, ()):
            if title not in titles:
                facts = {"id": board, "old": title, "new": titles[0]}
                yield Problem(
                    path=f"standards/boards/{board}.yml", route=("title",), code=FORMER_NAME_MISSING, facts=facts
                )


def lost_names(before: Publication, now: Publication) -> Iterator[Problem]:
    """Names that a centre or window was published under, and that are neither its present nor a former one."""
    routes = window_routes(now)
    for (centre, window), names in now.names.items():
        for name in before.names.get((centre, window), ()):
            if name not in names:
                route: Route = (*routes[centre, window], "name")
                facts = {"id": f"{centre}/{window}" if window else centre, "old": name, "new": names[0]}
                yield Problem(path=f"results/{centre}/centre.yml", route=route, code=FORMER_NAME_MISSING, facts=facts)


PUBLISHED_CASE_CHANGED: Final = Code(
    slug="published-case-changed",
    says="已公布的处理记录不见了，或者内容变了；原来是：{said}",
    mend="把处理记录恢复原样；更正有误，另写一份更正；登记有误的其他处理记录留着，"
    "文字要改的写进 standards/amendments.yml。",
    wrong='results/harbour/cases/correction-1.yml\n  changes: [{figure: score, old: "91.0", new: "93.0"}]',
    right="results/harbour/cases/correction-1.yml\n"
    '  changes: [{figure: score, old: "91.0", new: "92.0"}]\n'
    "results/harbour/cases/correction-2.yml\n"
    '  changes: [{figure: score, old: "92.0", new: "93.0"}]',
)


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
            yield Problem(path=f"results/{centre}/cases/{case}.yml", code=PUBLISHED_CASE_CHANGED, facts={"said": said})
        else:
            yield from _moved(name, before.steps.get(name, ()), now.steps.get(name, ()))


PUBLISHED_STEP_CHANGED: Final = Code(
    slug="published-step-changed",
    says="已公布的处理记录里，{old} 变成了 {new}；日期和难易程度决定期限，公布后不能改",
    mend="改回原来的；登记有误的，在文字里说明。尚未写明的（验收、决定、截止）可以补上。",
    wrong="kind: rectification\nopened: 2026-11-16\ndifficulty: complex",
    right="kind: rectification\nopened: 2026-11-16\ndifficulty: simple",
)


def _moved(name: str, before: Iterable[str], now: Iterable[str]) -> Iterator[Problem]:
    """Where a day of a published case, or what its clocks depend on, is another one; what was not said yet may come."""
    centre, _, case = name.partition("/")
    for old, new in zip(before, now, strict=False):
        if old and old != new:
            facts = {"old": old, "new": new or "—"}
            yield Problem(path=f"results/{centre}/cases/{case}.yml", code=PUBLISHED_STEP_CHANGED, facts=facts)


CODES: Final = (
    SILENT_CHANGE_OF_CLOCKS,
    SILENT_CHANGE_OF_DAY,
    SILENT_CHANGE_OF_RULES,
    FORMER_NAME_MISSING,
    PUBLISHED_CASE_CHANGED,
    PUBLISHED_STEP_CHANGED,
)
