"""Build: gather what is known, decide what the site consists of, apply it."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final, assert_never

from generator.checking import (
    Built,
    Compared,
    Workers,
    before_next,
    earlier_of,
    identity_of,
    origin_of,
    own_theme_of,
    processes,
    unchanged,
)
from generator.comparing.guard import PublishedBefore, guard, on_day_of
from generator.comparing.impact import Impact, impact_of
from generator.comparing.last import (
    LastPublication,
    release_before,
    text_of,
    to_compare_with,
)
from generator.comparing.revision import PUBLISHED, Against, record_to_keep, thawed
from generator.gathering.gather import Gathered, Moment, SiteOn, gather, made_of_kept
from generator.gathering.last_build import frame_around, remember
from generator.gathering.memory import Row
from generator.gathering.notices import matter_of
from generator.gathering.packing import packed
from generator.gathering.progress import Progress
from generator.gathering.scorecards import Contributions, WindowArtefacts
from generator.judging.checks.process.cases import NO_SUCH_BOARD
from generator.judging.checks.references import known as known_ids
from generator.judging.checks.rules.frozen import FREEZING
from generator.model.cases import HeldPeriod
from generator.model.judged import WindowName
from generator.model.keys import PlaceKey, RowKey
from generator.model.own_theme import NOTHING_OWN, OwnTheme
from generator.model.problem import Code, InputError, Problem
from generator.model.scores import BoardPeriod
from generator.model.site import Site
from generator.presenting.artefact import Artefact, Shared
from generator.presenting.atlas import Atlas
from generator.presenting.files.badges import site_badges
from generator.presenting.files.bulletin import Bulletin, Issue, bulletin_of, published_periods
from generator.presenting.files.exports import (
    EVERYTHING,
    INDEX,
    PACKAGE,
    index_head,
    index_text,
    is_data,
    site_exports,
    spoken_exports,
)
from generator.presenting.files.facts import facts_file
from generator.presenting.files.feeds import site_feeds
from generator.presenting.files.matching import sayings_of
from generator.presenting.files.notice import NoticeMatter, notice_of, notice_page, notice_text
from generator.presenting.files.offline import site_workers
from generator.presenting.files.package import is_packed, package_text
from generator.presenting.parts.official import footer_of, navigation_of
from generator.presenting.table import common_of_site, site_pages, site_records
from generator.presenting.text.markup import kept_compiled
from generator.presenting.text.vocabulary import bands_between, centre_in, rulebook_in
from generator.privacy import bare_in_prose, bare_numbers
from generator.product import THEME, compiled_folder, program_digest
from generator.publishing.contents import (
    NO_ORIGIN,
    Additions,
    Archive,
    Contents,
    Folder,
    InLanguage,
    Inventory,
    Origin,
    Piece,
)
from generator.publishing.html.frame import languages_of, public_address
from generator.publishing.publish import publish
from generator.publishing.releasing.changes import CHANGES, changes_text, sums_before
from generator.publishing.releasing.release import refuse_links, settle
from generator.publishing.releasing.sums import MANIFEST, SUMS
from generator.publishing.search.matching import matching_folder
from generator.publishing.search.search_index import search_folders
from generator.publishing.workers import uncollected
from generator.publishing.writing import replace as put_over
from generator.reading.own_theme import MARK
from generator.reading.tree import digest, digest_of, digest_of_texts
from generator.words.catalogue import digest_of_words
from generator.words.everyday import asking
from generator.words.languages import Language, folder_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Notified:
    """A notice to a centre: a page for A4, its text, and the rows that it is about."""

    page: str
    text: str
    rows: tuple[RowKey, ...]


def build(  # noqa: PLR0913  # what the command is told
    root: Path,
    day: Moment | None,
    progress: Progress,
    against: Against | None = None,
    lang: Language = "zh",
    *,
    verify: bool = False,
    before: Path | None = None,
    commit: str | None = None,
    looked: bool = False,
    workers: Workers = processes,
) -> Built:
    """Make `site/` show what stands under `standards/` and `results/`.

    `day`: the day the site speaks of; None: see `gather`. `against`: a revision that was published; the site in
    `site/` is compared with in any case. `lang`: of the interface, where mkdocs.yml
    names no languages. `verify`: files of the data, pages and the site are
    known by their bytes only, see `gather` and `publish`; else a build that would change nothing ends early. `before`:
    the release that was published last, its folder or its manifest; it is compared with, and the chain goes on from it.
    `commit`: of which the site says that it was published; None: it says nothing. `looked`: it is known that something
    has changed. `workers`: do its tasks.

    Raises InputError with everything that is wrong, and `publishing.contents.Refused` where the data are right and the
    site could still not be made; the earlier site is untouched then.
    """
    release = before, commit
    if not (looked or verify or against or before) and (same := unchanged(root, day, lang, commit)):
        return same
    make = partial(_build, root, (day, progress, against, lang), release, workers, verify=verify)
    built, anew = made_of_kept(root, make)
    return replace(built, memory="damaged") if anew else built


def publish_commit(  # noqa: PLR0913  # what the command is told
    root: Path, now: Moment, progress: Progress, lang: Language, *, anew: bool, workers: Workers = processes
) -> Built:
    """Build what is committed, compared with what was published last, and remember it beside the site and in it.

    The manifest of the release stands beside the site too: the next one goes on from it, or from what was fetched of it
    into `published/`, whose figures are the record; and `changes.json` says which of its files are other ones. `anew`:
    compare with the site in `site/` alone, and begin the chain of releases anew. `workers`: as for `build`. Raises as
    `build` does, and as `to_compare_with`.
    """
    against, commit = to_compare_with(root, anew=anew)
    before = None if anew else release_before(root)
    earlier = None if anew else sums_before(root)
    built = build(root, now, progress, against, lang, commit=commit, before=before, workers=workers)
    put_over(root / CHANGES, changes_text(earlier, (root / "site" / SUMS).read_text("ascii")).encode())
    put_over(root / MANIFEST, (root / "site" / MANIFEST).read_bytes())
    put_over(root / PUBLISHED, text_of(LastPublication(commit=commit, day=built.spoken)).encode())
    settle(root)
    return built


def _build(
    root: Path,
    told: tuple[Moment | None, Progress, Against | None, Language],
    release: tuple[Path | None, str | None],
    workers: Workers,
    *,
    verify: bool,
) -> Built:
    (day, progress, against, lang), (before, commit) = told, release
    refuse_links(root)
    languages = languages_of(root, lang)
    origin = origin_of(root, before)
    identity = identity_of(commit, origin)
    frame = frame_around(root, lang)
    with workers() as executor:
        with uncollected():
            earlier = tuple(earlier_of(root, day, executor, against, before))
            compared = tuple(map(_compared, earlier))
            with own_theme_of(root) as own:
                rows = tuple(_beside(root, earlier, commit))
                gathered = gather(root, executor, day, progress, verify=verify, guard=guard(earlier), beside=rows)
        del earlier, rows  # of a large city it is a hundred megabytes, and nobody asks for it any more
        with ExitStack() as kept:
            for one in languages:
                kept.enter_context(kept_compiled(compiled_folder(root), one))
            first, *others = languages
            with uncollected():
                contents = decide(gathered, first, public_address(root), executor, own, others=others, origin=origin)
            if commit is not None:
                contents = replace(contents, files=chain(contents.files, [_record(commit, gathered.site.as_of.day)]))
            published = publish(root, contents, pool=executor, report=progress, verify=verify)
        if frame and frame == frame_around(root, lang):
            remember(root, gathered, (frame, identity), published, languages)
        as_of = gathered.site.as_of
        return Built(
            published=published,
            day=as_of.newest,
            spoken=as_of.day,
            earlier=compared,
            memory=gathered.state,
            awaited=_awaited(gathered.site),
        )


def _beside(root: Path, earlier: Iterable[PublishedBefore], commit: str | None) -> Iterator[Row]:
    """What is to be kept of what was published before."""
    yield from (one.row for one in earlier if one.row)
    if commit is None:  # else the site tells of itself again
        yield from record_to_keep(root, earlier)


def _compared(one: PublishedBefore) -> Compared:
    return Compared(day=one.publication.day, revision=one.revision, kept=one.kept, recorded=one.recorded)


def _awaited(site: Site) -> tuple[HeldPeriod, ...]:
    """What will be public first, while nothing is."""
    if any(site.boards.values()):
        return ()
    first = {one.board: one for one in site.held}  # of each board the newest period comes first
    return tuple(first[board] for board in sorted(first))


def _record(commit: str, day: datetime.date) -> Piece:
    """What the site remembers of its own publication."""
    text = text_of(LastPublication(commit=commit, day=day))
    return Piece(address=PUBLISHED, digest=digest_of_texts(text), render=lambda: text)


def meeting(root: Path, day: Moment | None, progress: Progress, period: str | None = None) -> bytes:
    """A workbook of what is published of a period, or of the newest of each board; nothing of the site is touched.

    Raises as `build` does.
    """
    from generator.sheets.meeting import meeting_workbook  # noqa: PLC0415  # no site needs what writes workbooks

    def make() -> bytes:
        with processes() as executor:
            earlier = tuple(earlier_of(root, day, executor, None))
            gathered = gather(root, executor, day, progress, guard=guard(earlier))
            return meeting_workbook(Atlas(gathered.site), Contributions(gathered).told(), period)

    return made_of_kept(root, make)[0]


PERIOD_NOT_PUBLIC: Final = Code(
    slug="period-not-public",
    says="榜单“{board}”的周期“{period}”没有公布，或还没有结束；已经公布的：{known}",
    mend="写一个已经公布的周期；还在公示前期限里的，等期限过后再发通报。",
    wrong="windowboard bulletin halls 2026-13",
    right="windowboard bulletin halls 2026-10",
)


def bulletin(root: Path, day: Moment | None, progress: Progress, place: PlaceKey, issue: Issue) -> Bulletin:
    """The notice of what a board published of a period; nothing is written.

    Raises as `build` does, and InputError (period-not-public).
    """
    with processes() as executor:
        earlier = tuple(earlier_of(root, day, executor, None))
        gathered = gather(root, executor, day, progress, keep=False, guard=guard(earlier))
        atlas, boards = Atlas(gathered.site), gathered.site.rulebook.boards
        if place.board not in boards:
            facts = {"value": place.board, "known": known_ids(boards, place.board)}
            raise InputError([Problem(path="bulletin", code=NO_SUCH_BOARD, facts=facts)])
        known = published_periods(atlas, place.board)
        if place.period not in known:
            facts = {"board": place.board, "period": place.period, "known": ", ".join(known) or "–"}
            raise InputError([Problem(path="bulletin", code=PERIOD_NOT_PUBLIC, facts=facts)])
        return bulletin_of(atlas, place, replace(issue, address=public_address(root)))


def agenda(root: Path, day: Moment | None, progress: Progress) -> Site:
    """The site whose agenda is asked for; nothing is written. Raises InputError."""
    with processes() as executor:
        return gather(root, executor, day, progress, keep=False).site


def notice(  # noqa: PLR0913, PLR0917  # to whom, of what, and when
    root: Path, centre: str, period: str, day: datetime.date, progress: Progress, lang: Language
) -> Notified:
    """The notice to a centre of what is to be published of a period; nothing of the site is touched.

    Raises InputError, also where nobody is to be told anything.
    """

    def make() -> NoticeMatter:
        with processes() as executor:
            gathered = gather(root, executor, day, progress)
        return matter_of(gathered, centre, period, day)

    matter, _ = made_of_kept(root, make)
    view = notice_of(matter, lang)
    with kept_compiled(compiled_folder(root), lang):
        page = notice_page(view)
    return Notified(page=page, text=notice_text(view), rows=tuple(one.standing.key for one in matter.exposed))


def impact(root: Path, day: Moment | None, progress: Progress, against: Against) -> Impact:
    """What the data and rules would change in what a revision published; nothing is written.

    What is asked for is what the next publication would ask for. A frozen edition may have been edited: what that would
    change is what is asked.
    """
    seen: list[tuple[Site, tuple[Problem, ...]]] = []
    with processes() as executor, own_theme_of(root):
        everything = tuple(before_next(root, day, executor, against))
        earlier = next((one for one in everything if one.revision), None)

        def look(site: Site, site_on: SiteOn) -> tuple[Problem, ...]:
            asked = tuple(guard(everything)(site, site_on))
            seen.append((on_day_of(earlier, site, site_on) if earlier else site, asked))
            return ()

        frozen: tuple[Problem, ...] = ()
        try:
            gather(root, executor, day, progress, keep=False, guard=look)
        except InputError as error:
            if not {problem.code for problem in error.problems} <= FREEZING:
                raise
            frozen = error.problems
            with thawed(root) as copy:
                gather(copy, executor, day, progress, keep=False, guard=look)
        site, asked = seen[-1]
        return impact_of(site, earlier, asked, frozen, [one for one in everything if one is not earlier])


def decide(  # noqa: PLR0913  # all that a site is made of
    gathered: Gathered,
    lang: Language,
    address: str,
    executor: Executor,
    own: OwnTheme = NOTHING_OWN,
    *,
    others: Sequence[Language] = (),
    origin: Origin = NO_ORIGIN,
) -> Contents:
    """Everything that the site consists of, each part with the digest of what it is made of.

    `lang`: of the interface at the root, `others`: of the same site below it; `address`: where the site will stand, as
    mkdocs.yml says; empty where it does not; `origin`: what the release says of where it comes from.
    """
    languages = (lang, *others)
    public = _publications(origin, gathered.site.as_of.day)
    first = _Told(gathered, lang, languages, address, executor, own, public)
    rest = [_Told(gathered, one, languages, address, executor, own, public, first.contributed) for one in others]
    site = first.site
    head = index_head(site, origin.tool, origin.commit, languages)
    digest_of_head = digest_of_texts(first.code, repr(head))
    return Contents(
        title=site.rulebook.policy.site_title,
        lang=lang,
        others=[one.in_language() for one in rest],
        day=site.as_of.day,
        folders=tuple(chain.from_iterable(one.folders() for one in (first, *rest))),
        additions=first.additions(),
        pages=chain.from_iterable(one.pages() for one in (first, *rest)),
        files=chain(
            first.data(),
            first.files(),
            *(one.files(bands_between(site.rulebook, one.site.rulebook)) for one in rest),
        ),
        last=(
            Inventory(
                address=PACKAGE,
                digest=digest_of_head,
                holds=is_packed,
                render=lambda sums: package_text(head, sums, lang),
            ),
            Archive(
                address=EVERYTHING,
                holds=is_packed,
                described=Inventory(
                    address=PACKAGE,
                    digest=digest_of_head,
                    holds=is_packed,
                    render=lambda sums: package_text(head, sums, lang, packed=True),
                ),
            ),
            Inventory(address=INDEX, digest=digest_of_head, holds=is_data, render=lambda sums: index_text(head, sums)),
        ),
        origin=origin,
        allowed_numbers=_allowed_numbers(site, own),
        prefetch=first.windows.prefetch,
    )


def _publications(origin: Origin, day: datetime.date) -> tuple[datetime.date, ...]:
    """The days of the chain of releases, this one's last; empty where no release before it is known."""
    chained = tuple(datetime.date.fromisoformat(one.as_of) for one in reversed(origin.chain))
    return (*chained, day) if chained else ()


class _Told:
    """The site in one of its languages: what was gathered and judged once is told."""

    def __init__(  # noqa: PLR0913, PLR0917  # as for `decide`
        self,
        gathered: Gathered,
        lang: Language,
        languages: Sequence[Language],
        address: str,
        executor: Executor,
        own: OwnTheme,
        publications: tuple[datetime.date, ...],
        contributed: tuple[Piece, ...] | None = None,
    ) -> None:
        """`contributed`: the data that centres contribute to, where another language has them already."""
        self.gathered = gathered
        self.lang = lang
        self.own = own
        self.folder = folder_of(lang, languages)
        self.address = f"{address}{self.folder}" if address else ""
        rulebook, centres = gathered.site.rulebook, gathered.site.centres
        self.site = replace(
            gathered.site,
            rulebook=rulebook_in(rulebook, lang),
            centres={key: centre_in(centre, rulebook.vocabulary, lang) for key, centre in centres.items()},
        )
        self.code = digest_of_texts(program_digest(), *_templates(), digest_of_words(lang))
        if contributed is None:
            contributed = tuple(Contributions(gathered).exports(self.code, executor))
        self.contributed = contributed
        self.atlas = Atlas(
            self.site,
            lang,
            own,
            folder=self.folder,
            publications=publications,
            files=tuple(piece.address for piece in contributed),
        )
        self.windows = WindowArtefacts(
            gathered,
            common_of_site(self.atlas),
            self.code,
            self.address,
            executor,
            self.atlas.newest_compared,
            self.atlas.docket.pages,
        )
        self.teller = _Teller(self.code)

    def in_language(self) -> InLanguage:
        """What the frame around its pages is made of."""
        return InLanguage(
            lang=self.lang,
            folder=self.folder,
            title=self.site.rulebook.policy.site_title,
            additions=self.additions(),
            prefetch=self.windows.prefetch,
        )

    def additions(self) -> Additions:
        """What the city adds to the frame."""
        return Additions(
            files=self.own.files,
            navigation=navigation_of(self.own),
            footer=footer_of(self.site.rulebook.policy, self.own, MARK if MARK in self.own.files else "", self.lang),
            blocks=self.own.blocks,
        )

    def folders(self) -> Iterator[Folder]:
        """What its pages search and match by."""
        records = tuple(site_records(self.atlas))
        sayings = sayings_of(self.gathered.site.rulebook, self.lang)
        for one in (*search_folders(records), matching_folder(records, sayings, asking(self.lang))):
            yield replace(one, address=f"{self.folder}{one.address}")

    def pages(self) -> Iterator[Piece]:
        """Every page."""
        return self._placed(chain(map(self.teller.piece, site_pages(self.atlas)), self.windows.scorecards()))

    def data(self) -> Iterator[Piece]:
        """The data that are the same in every language, and what a site has once."""
        kept = chain(site_exports(self.atlas), [facts_file(self.gathered.site)])
        return chain(map(self.teller.piece, kept), self.contributed)

    def files(self, bands: Mapping[str, str] | None = None) -> Iterator[Piece]:
        """Files that speak, or stand beside its pages. `bands`: as in `spoken_exports`; None: of the first language."""
        spoken = () if bands is None else spoken_exports(self.atlas, bands)
        made = chain(
            spoken, site_badges(self.atlas, self.address), site_feeds(self.atlas, self.address), site_workers()
        )
        return self._placed(map(self.teller.piece, made))

    def _placed(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        return (replace(one, address=f"{self.folder}{one.address}") if self.folder else one for one in pieces)


def _allowed_numbers(site: Site, own: OwnTheme) -> frozenset[str]:
    """Telephone numbers and addresses printed on purpose: of the hotline and centres, in rules, on own pages."""
    phones = [centre.phone for centre in site.centres.values() if centre.phone]
    return bare_numbers([site.rulebook.policy.hotline, *phones]) | bare_in_prose(
        [repr(site.rulebook), *(page.body for page in own.pages), *own.blocks.values()]
    )


class _Teller:
    """Sums up what artefacts are made of; periods and names stand in many of them and are told once."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.known: dict[int, tuple[object, str]] = {}
        self.last: tuple[object, str] = (None, "")

    def piece(self, artefact: Artefact) -> Piece:
        if artefact.ingredients is not self.last[0]:  # two files of one table have the same
            self.last = (artefact.ingredients, digest_of_texts(self.code, self.told(artefact.ingredients)))
        digest = self.last[1]
        return Piece(address=artefact.address, digest=digest, render=artefact.render, listed=artefact.listed)

    def told(self, ingredient: object) -> str:
        if isinstance(ingredient, tuple):
            return f"({','.join(map(self.told, ingredient))})"
        if not isinstance(ingredient, BoardPeriod | WindowName | Shared):
            return repr(ingredient)
        if id(ingredient) not in self.known:  # the object is kept beside its text, so that its id stays its own
            self.known[id(ingredient)] = (ingredient, self._once(ingredient))
        return self.known[id(ingredient)][1]

    def _once(self, ingredient: BoardPeriod | WindowName | Shared) -> str:
        match ingredient:
            case BoardPeriod():
                return digest(packed(ingredient, BoardPeriod))
            case Shared():
                return digest_of_texts(self.told(ingredient.parts))
            case WindowName():
                return repr(ingredient)
            case _:
                assert_never(ingredient)


def _templates() -> Iterable[str]:
    for folder in ("pages", "parts"):
        for path in sorted((THEME / folder).rglob("*.jinja")):
            yield f"{path.relative_to(THEME).as_posix()} {digest_of(path)}"


CODES: Final = (PERIOD_NOT_PUBLIC,)
