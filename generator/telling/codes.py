"""Every code there is, in the order in which a project meets them: bytes, values, files, rules, results, the build."""

from collections.abc import Mapping
from typing import Final

from generator import build, cluster
from generator.comparing import last, published, revision
from generator.gathering import gather, notices, repository
from generator.judging.checks import all as rules
from generator.judging.checks import days, references
from generator.judging.checks.process import amendments, appeals, cases, follow_ups, rectifications, self_rectifications
from generator.judging.checks.process import notices as case_notices
from generator.judging.checks.results import (
    coordinates,
    disclosures,
    events,
    figures,
    inspections,
    mending,
    rounds,
    visits,
)
from generator.judging.checks.rules import (
    boards,
    calendars,
    contradictions,
    doubts,
    editions,
    frozen,
    programmes,
    standards,
    synonyms,
)
from generator.judging.history import amended, changes, dated_back, lost, names, rows, stale, taken
from generator.judging.history import cases as fresh_cases
from generator.model.problem import Code
from generator.publishing import contents, last_look, publish, serve
from generator.publishing.html import frame, inspecting
from generator.publishing.releasing import release, sums
from generator.reading import (
    characters,
    forms,
    mismatch,
    own_theme,
    personal,
    record,
    rulebook,
    strays,
    strict_yaml,
    syntax,
    tree,
)
from generator.sheets import bringing, meeting, statement
from generator.sheets import (
    names as sheet_names,
)
from generator.sheets.files import limits
from generator.sheets.forms import centres_form, filling, round_form
from generator.sheets.offices import headers, office, proposing
from generator.starting import adding, city, importing, new, writing

CODES: Final[Mapping[str, Code]] = {
    code.slug: code
    for code in (
        *record.CODES,
        *characters.CODES,
        *syntax.CODES,
        *strict_yaml.CODES,
        *mismatch.CODES,
        *forms.CODES,
        *tree.CODES,
        *strays.CODES,
        *rulebook.CODES,
        *personal.CODES,
        *own_theme.CODES,
        *references.CODES,
        *rules.CODES,
        *calendars.CODES,
        *standards.CODES,
        *synonyms.CODES,
        *doubts.CODES,
        *editions.CODES,
        *frozen.CODES,
        *boards.CODES,
        *contradictions.CODES,
        *coordinates.CODES,
        *programmes.CODES,
        *rounds.CODES,
        *inspections.CODES,
        *mending.CODES,
        *figures.CODES,
        *visits.CODES,
        *events.CODES,
        *cases.CODES,
        *days.CODES,
        *case_notices.CODES,
        *amendments.CODES,
        *appeals.CODES,
        *rectifications.CODES,
        *disclosures.CODES,
        *follow_ups.CODES,
        *self_rectifications.CODES,
        *changes.CODES,
        *rows.CODES,
        *lost.CODES,
        *stale.CODES,
        *amended.CODES,
        *dated_back.CODES,
        *names.CODES,
        *taken.CODES,
        *fresh_cases.CODES,
        *writing.CODES,
        *city.CODES,
        *adding.CODES,
        *new.CODES,
        *importing.CODES,
        *limits.CODES,
        *bringing.CODES,
        *headers.CODES,
        *office.CODES,
        *sheet_names.CODES,
        *statement.CODES,
        *proposing.CODES,
        *filling.CODES,
        *round_form.CODES,
        *centres_form.CODES,
        *meeting.CODES,
        *published.CODES,
        *gather.CODES,
        *notices.CODES,
        *repository.CODES,
        *revision.CODES,
        *last.CODES,
        *build.CODES,
        *cluster.CODES,
        *contents.CODES,
        *release.CODES,
        *sums.CODES,
        *frame.CODES,
        *publish.CODES,
        *inspecting.CODES,
        *last_look.CODES,
        *serve.CODES,
    )
}
"""By what they are called."""

COMPARED: Final = frozenset(
    code.slug for one in (changes, rows, lost, amended, dated_back, names, taken) for code in one.CODES
)
"""What may speak against a change of something that was published."""
