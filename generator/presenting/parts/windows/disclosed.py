"""What is public of the services of a centre, what the public says of it, and what standards demand of both."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from generator.judging.analysis.disclosed import HeldDisclosure, Shown, held_disclosures
from generator.judging.scoring.editions import by_edition
from generator.model.centre import Centre, Guide, Window
from generator.model.dataset import Rulebook
from generator.model.site import Site
from generator.model.standard import Disclosed
from generator.presenting.text.addresses import Paths, standard_page, window_page
from generator.presenting.text.wording import joined, period_text, rate_text
from generator.words.phrases import say

_MONTHS: Final = 12
"""So many of the newest months are told; the open data have all."""

DISCLOSED: Final[Mapping[Disclosed, str]] = {
    "services": say("服务事项"),
    "steps": say("服务流程"),
    "limits": say("服务时限"),
    "standards": say("服务标准"),
    "evaluations": say("群众评价"),
}
"""What a clause may demand to be public."""


@dataclass(frozen=True, kw_only=True, slots=True)
class GuideLine:
    """How a service is done."""

    service: str
    steps: str
    """Empty where they are not told."""
    within: str
    """Empty where it is not told."""


@dataclass(frozen=True, kw_only=True, slots=True)
class GuidesOfWindow:
    """The services of a window, in their order: those of which nothing is told have empty cells."""

    window: str
    path: str
    lines: tuple[GuideLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class EvaluationLine:
    """What the public said in a month."""

    month: str
    window: str
    """Empty: the whole centre."""
    rated: int
    satisfied: str
    """How many were content, and which share that is."""
    complaints: int
    settled: str
    """As `satisfied`, of complaints."""
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DemandedDisclosure:
    """What a clause demands to be public, and what there is of it."""

    standard: str
    clause: str
    path: str
    met: bool
    shown: str
    """Each of it, with how much there is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Openness:
    """All that a centre makes public besides its hours."""

    guides: tuple[GuidesOfWindow, ...]
    """Empty where nothing is told of any service."""
    standards: tuple[tuple[str, str], ...]
    """Title and way of the standards by which its windows work."""
    evaluations: tuple[EvaluationLine, ...]
    """The newest first."""
    demanded: tuple[DemandedDisclosure, ...]

    @property
    def told(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.guides or self.evaluations or self.demanded)


def openness_of(site: Site, centre_id: str, paths: Paths) -> Openness:
    """What a centre makes public on the day of a site."""
    centre, day = site.centres[centre_id], site.as_of.day
    windows = [one for one in centre.windows if one.closed is None or one.closed >= day]
    told = any(one.guides for one in windows)
    demanded = tuple(_demanded(one, centre, paths) for one in held_disclosures(site.rulebook, centre, day))
    return Openness(
        guides=tuple(_of_window(centre_id, one, paths) for one in windows) if told else (),
        standards=tuple(_standards(site.rulebook, centre, paths)) if told or demanded else (),
        evaluations=tuple(_evaluations(centre)),
        demanded=demanded,
    )


def guides_of(window: Window) -> tuple[GuideLine, ...]:
    """The services of a window; nothing where nothing is told of any."""
    return _lines(window) if window.guides else ()


def _of_window(centre: str, window: Window, paths: Paths) -> GuidesOfWindow:
    return GuidesOfWindow(window=window.name, path=paths(window_page(centre, window.id)), lines=_lines(window))


def _lines(window: Window) -> tuple[GuideLine, ...]:
    known = {guide.service: guide for guide in window.guides}
    return tuple(_line(service, known.get(service)) for service in window.services)


def _line(service: str, guide: Guide | None) -> GuideLine:
    steps, within = (guide.steps, guide.within or "") if guide else ((), "")
    return GuideLine(service=service, steps=joined(steps, " → "), within=within)


def _standards(rulebook: Rulebook, centre: Centre, paths: Paths) -> Iterator[tuple[str, str]]:
    trades = {centre.trade, *(window.trade for window in centre.windows)}
    for name, editions in sorted(by_edition(rulebook.standards.values()).items()):
        if trades & {*editions[-1].applies_to}:
            yield editions[-1].title, paths(standard_page(name))


def _evaluations(centre: Centre) -> Iterator[EvaluationLine]:
    names = {window.id: window.name for window in centre.windows}
    order = {window: place for place, window in enumerate(names)}
    months = sorted({one.month for one in centre.evaluations}, reverse=True)[:_MONTHS]
    for month in months:
        of_month = [one for one in centre.evaluations if one.month == month]
        for one in sorted(of_month, key=lambda one: order.get(one.window or "", -1)):
            yield EvaluationLine(
                month=period_text(month),
                window=names[one.window] if one.window else "",
                rated=one.rated,
                satisfied=_share(one.satisfied, one.rated),
                complaints=one.complaints,
                settled=_share(one.settled, one.complaints),
                source=one.source,
            )


def _share(part: int, whole: int) -> str:
    """A dash where there is nothing to be a share of."""
    return say("{part}（{rate}）", part=part, rate=rate_text(Fraction(part, whole))) if whole else "—"


def _demanded(held: HeldDisclosure, centre: Centre, paths: Paths) -> DemandedDisclosure:
    return DemandedDisclosure(
        standard=held.standard.title,
        clause=held.clause.id,
        path=paths(standard_page(held.standard.id, held.clause.id)),
        met=all(one.there >= one.asked for one in held.shown),
        shown=joined((_shown_text(one, centre) for one in held.shown), "；"),
    )


def _shown_text(shown: Shown, centre: Centre) -> str:
    name = DISCLOSED[shown.what]
    if shown.what == "evaluations":
        if not centre.evaluations:
            return say("{name}还没有登记", name=name)
        newest = max(one.month for one in centre.evaluations)
        return say("{name}登记到 {month}", name=name, month=period_text(newest))
    if shown.what == "standards":
        return say("{name}全文在本站", name=name)
    if shown.what == "services":
        return say("{name} {there}/{n} 个窗口", name=name, there=shown.there, n=shown.asked)
    return say("{name} {there}/{n} 项", name=name, there=shown.there, n=shown.asked)
