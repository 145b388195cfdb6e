"""What was published before, and what speaks against publishing something else now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from generator.comparing.published import commit_of, read_published
from generator.comparing.taken import intake_of
from generator.gathering.gather import Guard, SiteOn
from generator.gathering.memory import Row
from generator.judging.history import amended, changes, lost, names, rows, taken
from generator.judging.history import dated_back as back
from generator.judging.history.amended import AMENDMENTS
from generator.judging.history.changes import silent_changes
from generator.judging.history.dated_back import dated_back
from generator.judging.history.examples import without_examples
from generator.judging.history.facts import facts_of
from generator.judging.history.publication import Publication, publication
from generator.judging.history.stale import stale_corrections
from generator.judging.history.taken import NOTHING_TAKEN, Difference, taken_problems
from generator.judging.process.clocks import running_clocks
from generator.model.problem import Problem
from generator.model.site import Site


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishedBefore:
    """Something that was published."""

    publication: Publication
    revision: str = ""
    """Its short hash; empty for a site that was published."""
    commit: str | None = None
    """The commit of the data of a published site, as it says; None: it says none, or is a revision."""
    recorded: bool = True
    """These are the figures that were published; False: a revision was judged anew, by the program as it is now."""
    kept: bool = False
    """It is the release that a build was told of, not the site in `site/`."""
    row: Row | None = None
    """How it is to be kept; None: it is kept already, or is no revision."""
    taken: Difference = NOTHING_TAKEN
    """What the revision had taken in that is otherwise now."""


COMPARED: Final = frozenset(
    code.slug for one in (changes, rows, lost, amended, back, names, taken) for code in one.CODES
)
"""What may speak against a change of something that was published."""


def earlier_site(root: Path) -> PublishedBefore | None:
    """The site in `site/`; None where there is none. Raises InputError where it cannot be read."""
    return _published(root / "site")


def earlier_release(path: Path) -> PublishedBefore | None:
    """The figures of a release that was kept; None where there is only its manifest. Raises as `earlier_site`."""
    found = _published(path)
    return replace(found, kept=True) if found else None


def _published(site: Path) -> PublishedBefore | None:
    found = read_published(site)
    return PublishedBefore(publication=found, commit=commit_of(site)) if found else None


def guard(earlier: Sequence[PublishedBefore]) -> Guard:
    """What speaks against publishing a site: whatever would change silently, or rests on a wrong case.

    A site that speaks of an earlier day than what was published is compared as it will be on that day: what it holds
    back because of its day is not lost, and no silent change can hide behind it.
    """

    def guarded(site: Site, site_on: SiteOn) -> Iterator[Problem]:
        told: dict[tuple[object, ...], Problem] = {}
        now = publication_of(site)
        for problem in stale_corrections(now, site.cases):
            told[problem.path, problem.route] = problem
        for one in earlier:
            before = without_examples(one.publication, site.centres)
            if before is None:
                continue
            seen = on_day_of(one, site, site_on)
            said = now if seen is site else publication_of(seen)
            intake = intake_of(site, before)
            for problem in silent_changes(before, said, seen.cases, intake.is_late_now):
                told.setdefault((problem.path, problem.route, problem.code, *problem.facts.items()), problem)
            silent = {_asked_for(problem.path) for problem in told.values()}
            late = dated_back(before, said, seen.cases, intake, one.taken if one.revision else None)
            taken = taken_problems(one.taken, intake) if one.revision else ()
            for problem in (*late, *taken):
                # where a case is missing already, it is not asked for twice; of amendments there is one file
                if problem.path == AMENDMENTS or _asked_for(problem.path) not in silent:
                    told.setdefault((problem.path, problem.route, problem.code, *problem.facts.items()), problem)
        yield from told.values()

    return guarded


def _asked_for(path: str) -> str:
    """A case that is missing, whether a correction or a withdrawal is asked for."""
    return path.replace("/cases/withdrawal-", "/cases/correction-")


def on_day_of(earlier: PublishedBefore, site: Site, site_on: SiteOn) -> Site:
    """The site as it can be compared with what was published earlier: of no earlier day."""
    day = earlier.publication.day
    return site if site.as_of.day >= day else site_on(day) or site


def publication_of(site: Site) -> Publication:
    """What a site says in figures."""
    clocks = running_clocks(site.rulebook.policy.process, site.boards, site.held)
    told = publication(
        site.as_of.day, site.boards, site.rulebook.boards, site.cases, site.centres, site.records, site.entries, clocks
    )
    facts = facts_of(site.rulebook, site.centres, site.cases, site.as_of.day, site.hidden)
    return replace(told, facts=facts, amendments=site.rulebook.amendments)
