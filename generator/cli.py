"""The commands; the one error boundary. Exit codes: 0 fine, 1 refused, 2 bad input."""

import datetime
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial, wraps
from itertools import chain
from pathlib import Path
from typing import Any, Final, Literal, ParamSpec, cast

import click

from generator import build as building
from generator.comparing.revision import Against
from generator.gathering import freezing
from generator.gathering.gather import Moment, project
from generator.gathering.memory import LostPartsError
from generator.model.keys import PlaceKey
from generator.model.problem import InputError
from generator.model.scalars import SLUG_FORM
from generator.presenting.files.bulletin import Issue, bulletin_html, bulletin_text
from generator.publishing.contents import Refused
from generator.reading.tree import RESERVED
from generator.starting import adding
from generator.starting import new as making
from generator.starting.adding import library_lines
from generator.starting.city import FORGES, begin, refuse_begun
from generator.starting.editors import write_city_schemas
from generator.starting.importing import Sheets, SheetWish, blank_sheet, import_sheets, propose_mapping
from generator.starting.new import Matter, Visit, Wish
from generator.starting.writing import put_file, put_new
from generator.telling.agenda_text import agenda_lines
from generator.telling.console import (
    progress,
    say,
    tell_added,
    tell_begun,
    tell_clean,
    tell_imported,
    tell_made,
    tell_notified,
    tell_problems,
    tell_published,
)
from generator.telling.explaining import code_named, every_code, explanation, unknown_code
from generator.telling.formats import FORMATS, Format
from generator.telling.impact_text import markdown_impact, plain_impact
from generator.telling.migration_text import step_lines
from generator.telling.questions import asked_text, beginning
from generator.upgrading.migrating import migrated
from generator.upgrading.migrating import write as write_migrated
from generator.upgrading.migrations import MIGRATIONS
from generator.verifying import command as verifying
from generator.words.languages import TAGS, Language

DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
YEARS: Final = range(2000, 2100)
"""What a day may lie in; the clocks that run from it need room before and behind."""
REFUSED, BAD_INPUT = 1, 2
P = ParamSpec("P")

_root = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="Folder of the project (default: the current one).",
)
_lang = click.option("--lang", type=click.Choice([*TAGS]), default="zh", help="Language of messages.")


class _MomentType(click.ParamType):  # type: ignore[type-arg]  # older ones take none
    """A day, or an instant with its zone."""

    name = "day"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Moment:
        """Read it, or say how it is written."""
        try:
            if DAY.fullmatch(value) and (day := datetime.date.fromisoformat(value)).year in YEARS:
                return day
            instant = datetime.datetime.fromisoformat(value)
        except ValueError:
            instant = None
        if instant is None or instant.tzinfo is None or instant.year not in YEARS:
            self.fail(f"{value!a} is neither a day (2026-10-31) nor an instant (2026-10-31T16:30:00Z)", param, ctx)
        return instant


class _DayType(click.ParamType):  # type: ignore[type-arg]  # as above
    """A day."""

    name = "day"

    def convert(
        self, value: str | datetime.date, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        """Read it, or say how it is written."""
        if isinstance(value, datetime.date):
            return value
        if DAY.fullmatch(value):
            with suppress(ValueError):
                return datetime.date.fromisoformat(value)
        return self.fail(f"{value!a} is no day; one is written 2026-10-31", param, ctx)


_as_of = click.option(
    "--as-of",
    type=_MomentType(),
    help="Day the site speaks of (default: date of the newest commit of the data, else newest date in it).",
)
_against = click.option(
    "--against",
    metavar="REV",
    help="Compare with what this git revision published, too; the site in site/ is compared with in any case.",
)
_published = click.option(
    "--published",
    type=_MomentType(),
    help="When that revision was published last (default: on the day of its newest commit of the data).",
)


_before = click.option(
    "--before",
    type=click.Path(exists=True, path_type=Path),
    help="The release that was published last: its folder, or its release.json. Its figures are compared with, and the "
    "chain of releases goes on from it.",
)
_verify = click.option(
    "--verify", is_flag=True, help="Read every file again, also those that look as they did when they were read last."
)
_site_lang = click.option(
    "--lang",
    type=click.Choice([*TAGS]),
    default="zh",
    help="Language of messages and of the interface of the site; its data stay as written.",
)


_format = click.option(
    "--format", "problem_format", type=click.Choice(FORMATS), default="plain", help="How to print problems."
)
_explain = click.option("--explain", "explained", is_flag=True, help="Say below each problem what to do about it.")


def _bounded(refused: str = "refused") -> Callable[[Callable[P, None]], Callable[P, None]]:
    """The one boundary: what a command raises is told here, and chooses the exit code; `refused` is the last line."""

    def around(command: Callable[P, None]) -> Callable[P, None]:
        @wraps(command)
        def bounded(*args: P.args, **options: P.kwargs) -> None:
            lang = cast("Language", options.get("lang") or "zh")
            try:
                command(*args, **options)
            except InputError as error:
                form = cast("Format", options.get("problem_format", "plain"))
                tell_problems(lang, error.problems, form, explained=bool(options.get("explained")))
                say(lang, refused, n=len(error.problems))
                sys.exit(REFUSED if isinstance(error, Refused) else BAD_INPUT)
            except KeyboardInterrupt:
                say(lang, "stopped")
                sys.exit(REFUSED)
            except (OSError, LostPartsError) as error:
                say(lang, "failed", reason=error)
                sys.exit(REFUSED)
            except MemoryError:
                say(lang, "no-memory")
                sys.exit(REFUSED)

        return bounded

    return around


def _revision(against: str | None, published: Moment | None) -> Against | None:
    if against == "":
        message = "--against names no revision; leave it out where nothing was published."
        raise click.UsageError(message)
    if against:
        return Against(revision=against, published=published)
    if published:
        message = "--published says when the revision of --against was published; name the revision too."
        raise click.UsageError(message)
    return None


@click.group()
@click.version_option(package_name="windowboard")
def main() -> None:
    """Service standards and inspection results in, a public site of scorecards and lists out."""


@main.command()
@_root
@_lang
@_as_of
@_against
@_published
@_before
@_format
@_explain
@_verify
@_bounded("problems")
def check(  # noqa: PLR0913, PLR0917  # its options
    root: Path,
    lang: Language,
    as_of: Moment | None,
    against: str | None,
    published: Moment | None,
    before: Path | None,
    problem_format: Format,
    explained: bool,  # noqa: FBT001  # click hands options over by name
    verify: bool,  # noqa: FBT001  # as above
) -> None:
    """Read and score everything; say every problem; publish nothing."""
    del explained  # the boundary says it below each problem
    with progress(lang) as told:
        compared = _revision(against, published)
        found = building.check(project(root), as_of, told, compared, verify=verify, before=before)
    tell_problems(lang, [], problem_format)
    tell_clean(lang, found)


@main.command()
@_root
@_site_lang
@_as_of
@_against
@_published
@_before
@_verify
@_bounded()
def build(  # noqa: PLR0913, PLR0917  # its options
    root: Path,
    lang: Language,
    as_of: Moment | None,
    against: str | None,
    published: Moment | None,
    before: Path | None,
    *,
    verify: bool,
) -> None:
    """Check everything and make site/ of it, whole or not at all."""
    with progress(lang) as told:
        compared = _revision(against, published)
        built = building.build(project(root), as_of, told, compared, lang, verify=verify, before=before)
    tell_published(lang, built)


@main.command()
@click.argument("site", type=click.Path(path_type=Path), default="site")
@_lang
@click.option(
    "--before",
    type=click.Path(exists=True, path_type=Path),
    help="An earlier release that was kept, its folder or its release.json: it has to be in the chain of this one.",
)
def verify(site: Path, lang: Language, before: Path | None) -> None:
    """Recompute everything that a published SITE says from its own files; exit 1 with a line for each difference."""
    spoken: Literal["zh", "en"] = "zh" if lang == "zh" else "en"  # verify.py has no catalogues
    code, lines = verifying.run(site, before, spoken)
    for text in lines:
        click.echo(text)
    sys.exit(code)


@main.command()
@_root
@_site_lang
@_as_of
@click.option("--anew", is_flag=True, help="Compare with nothing that was published: where history was rewritten.")
@_format
@_explain
@_bounded()
def publish(  # noqa: PLR0913  # its options
    root: Path, lang: Language, as_of: Moment | None, *, anew: bool, problem_format: Format, explained: bool
) -> None:
    """Build what is committed as of now, compared with what was published last; remember it in published.json."""
    del explained  # the boundary says it below each problem
    moment = as_of or datetime.datetime.now().astimezone()
    with progress(lang) as told:
        built = building.publish_commit(project(root), moment, told, lang, anew=anew)
    tell_problems(lang, [], problem_format)
    tell_published(lang, built)


@main.command()
@_root
@_lang
@_as_of
@click.option("--against", metavar="REV", required=True, help="A git revision of what was published.")
@_published
@click.option("--format", "form", type=click.Choice(["plain", "markdown"]), default="plain", help="How to print it.")
@_bounded("problems")
def impact(  # noqa: PLR0913, PLR0917  # its options
    root: Path, lang: Language, as_of: Moment | None, against: str, published: Moment | None, form: str
) -> None:
    """Say which published figures the data and rules as they stand would change; write nothing."""
    with progress(lang) as told:
        compared = cast("Against", _revision(against, published))  # it is required, and an empty one is refused
        found = building.impact(project(root), as_of, told, compared)
    for text in (markdown_impact if form == "markdown" else plain_impact)(found, lang):
        click.echo(text)


@main.command()
@_root
@_lang
@_as_of
@_bounded("problems")
def agenda(root: Path, lang: Language, as_of: Moment | None) -> None:
    """Say which windows to inspect next, and why; write nothing."""
    with progress(lang) as told:
        site = building.agenda(project(root), as_of, told)
    for text in agenda_lines(site, lang):
        click.echo(text)


@main.command()
@_root
@_site_lang
@_as_of
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="Port on this machine (default: 8000).")
@_bounded()
def serve(root: Path, lang: Language, as_of: Moment | None, port: int) -> None:
    """Build, serve site/ on this machine, and rebuild when a file changes."""
    from generator.publishing.serve import serve as serve_site  # noqa: PLC0415  # the others need not wait for it

    root = project(root)
    rebuild = partial(_rebuild, root, lang, as_of)
    rebuild()
    serve_site(root, port, rebuild, lambda address: say(lang, "serving", address=address))


def _rebuild(root: Path, lang: Language, as_of: Moment | None) -> None:
    """Build; whatever goes wrong is told, and the earlier site is served on."""
    try:
        with progress(lang) as told:
            built = building.build(root, as_of, told, lang=lang)
        tell_published(lang, built)
    except InputError as error:
        tell_problems(lang, error.problems)
        say(lang, "refused", n=len(error.problems))
    except Exception as error:  # noqa: BLE001  # even a fault of the program ends no server
        say(lang, "failed", reason=f"{type(error).__name__}: {error}")


@main.command()
@_root
@_lang
@click.argument("editions", nargs=-1)
@_bounded("not-frozen")
def freeze(root: Path, lang: Language, editions: tuple[str, ...]) -> None:
    """Note what the editions look like that results cite (and EDITIONS), so that none of them changes unseen."""
    root = project(root)
    with progress(lang) as told:
        added = freezing.freeze(root, partial(building.check, root, None, told), editions)
    say(lang, "frozen" if added else "all-frozen", editions=", ".join(added))


class _SlugType(click.ParamType):  # type: ignore[type-arg]  # as above
    """An id: it becomes the name of a file and an address."""

    name = "id"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take it, or say how one is written."""
        if re.fullmatch(SLUG_FORM, value) and value not in RESERVED:
            return value
        return self.fail(f"{value!a} is no id: small letters, digits and single hyphens, as in hall-1", param, ctx)


def _today() -> datetime.date:
    """The day on this machine: what is begun today is begun with it."""
    return datetime.datetime.now().astimezone().date()


_title = click.option("--title", help="Its title or name.")
_trade = click.option("--trade", type=_SlugType(), help="Trade, by its id.")
_standard = click.option("--standard", help="Standard, by its id.")
_date = click.option("--date", "day", type=_DayType(), default=_today, help="Day (default: today).")
_team = click.option("--team", default="A", help="Code of the team (default: A).")


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=".")
@_lang
@click.option("--defaults", is_flag=True, help="Ask nothing.")
@click.option("--region", help="Name of the county, city or company.")
@click.option("--publisher", help="Office that publishes.")
@click.option("--hotline", help="Telephone for complaints.")
@click.option("--time-zone", help="Time zone (default: Asia/Shanghai).")
@click.option("--trade", "trades", multiple=True, help="A trade, by its id; may be given several times.")
@click.option("--standard", "standards", multiple=True, help="A standard of the library; several times, or none.")
@click.option("--forge", "forges", type=click.Choice(list(FORGES)), multiple=True, help="Forge to write workflows for.")
@_bounded("not-made")
def init(folder: Path, lang: Language, *, defaults: bool, **given: object) -> None:
    """Begin a city in FOLDER: policy, vocabulary, standards, a board, a centre, workflows."""
    refuse_begun(folder)
    begun = begin(folder, beginning(lang, given, _today(), ask=not defaults))
    write_city_schemas(folder)
    tell_begun(lang, folder, begun)


@main.command()
@click.argument("board", type=_SlugType())
@click.argument("period")
@_root
@_lang
@_as_of
@click.option("--date", "day", type=_DayType(), default=_today, help="Day of the notice (default: today).")
@click.option("--number", default="", help="Its number, as the office counts its papers.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="HTML file for A4 to write.")
@_bounded("not-made")
def bulletin(  # noqa: PLR0913, PLR0917  # its options
    board: str,
    period: str,
    root: Path,
    lang: Language,
    as_of: Moment | None,
    output: Path | None,
    **issue: Any,  # noqa: ANN401  # its other options
) -> None:
    """Say what BOARD published of PERIOD as the text of a notice; with -o write it as HTML for A4 as well."""
    with progress(lang) as told:
        place = PlaceKey(board=board, period=period)
        found = building.bulletin(project(root), as_of, told, place, Issue(**issue))
    click.echo(bulletin_text(found, lang), nl=False)
    if output:
        put_file(output, bulletin_html(found, lang).encode())
        say(lang, "made", paths=output)


@main.command("schemas")
@_root
@_lang
@_bounded("not-made")
def schemas_of_city(root: Path, lang: Language) -> None:
    """Write what editors propose: the schemas of all files with the ids of this city, into .windowboard/."""
    say(lang, "made", paths=", ".join(write_city_schemas(project(root))))


@main.command()
@click.argument("centre", type=_SlugType())
@_root
@_lang
@click.option("--period", required=True, help="Period that is over, such as 2026-10.")
@click.option("--date", "day", type=_DayType(), default=_today, help="Day of the notice (default: today).")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write to (default: notices/ of the project).",
)
@_bounded("not-made")
def notice(  # noqa: PLR0913, PLR0917  # its options
    centre: str, root: Path, lang: Language, period: str, day: datetime.date, output: Path | None
) -> None:
    """Write the notice to CENTRE: what is to be published of it, and until when it can reply or appeal."""
    root = project(root)
    with progress(lang) as told:
        made = building.notice(root, centre, period, day, told, lang)
    folder = output or root / "notices"
    name = f"{centre}-{period}-{day}"
    tell_notified(lang, made, folder, put_new(folder, {f"{name}.html": made.page, f"{name}.txt": made.text}), day)


@main.group()
def new() -> None:
    """Write a new, commented file; nothing is ever overwritten."""


@new.command("standard")
@click.argument("name", type=_SlugType())
@_root
@_lang
@_title
@_bounded("not-made")
def new_standard(name: str, root: Path, lang: Language, title: str | None) -> None:
    """A standard to be filled in."""
    tell_made(lang, making.new_standard(root, Wish(name=name, title=title, today=_today())))


@new.command("board")
@click.argument("name", type=_SlugType())
@_root
@_lang
@_title
@_standard
@_trade
@_bounded("not-made")
def new_board(name: str, root: Path, lang: Language, **given: str | None) -> None:
    """A board: who is compared with whom, and who stands on a list."""
    tell_made(lang, making.new_board(root, Wish(name=name, today=_today(), **given)))


@new.command("centre")
@click.argument("name", type=_SlugType())
@_root
@_lang
@_title
@_trade
@_bounded("not-made")
def new_centre(name: str, root: Path, lang: Language, **given: str | None) -> None:
    """A centre with two windows."""
    tell_made(lang, making.new_centre(root, Wish(name=name, today=_today(), **given)))


@new.command("round")
@click.argument("centre", type=_SlugType())
@_root
@_lang
@_standard
@_date
@click.option("--channel", type=_SlugType(), default="weekly", help="Channel, by its id (default: weekly).")
@_team
@_bounded("not-made")
def new_round(centre: str, root: Path, lang: Language, **visit: Any) -> None:  # noqa: ANN401  # its options
    """A round of inspections of the windows of a centre."""
    tell_made(lang, making.new_round(root, centre, Visit(**visit)))


@new.command("event")
@click.argument("centre", type=_SlugType())
@_root
@_lang
@_standard
@_date
@_team
@_bounded("not-made")
def new_event(centre: str, root: Path, lang: Language, **visit: Any) -> None:  # noqa: ANN401  # its options
    """Facts proved outside visits: complaints, notices, letters of thanks."""
    tell_made(lang, making.new_event(root, centre, Visit(channel="", **visit)))


@new.command("case")
@click.argument("centre", type=_SlugType())
@_root
@_lang
@click.option("--kind", type=click.Choice(making.CASES), default="reply", help="Kind of case (default: reply).")
@click.option("--window", type=_SlugType(), help="Window, by its id.")
@click.option("--board", type=_SlugType(), help="Board, by its id.")
@click.option("--period", help="Period of the board (default: the newest with a result).")
@_date
@click.option("--text", help="What is said: the reply, the grounds, the plan, the reason.")
@_bounded("not-made")
def new_case(centre: str, root: Path, lang: Language, text: str | None, **matter: Any) -> None:  # noqa: ANN401  # its options
    """What a centre says or does about a result, or what is decided about it."""
    tell_made(lang, making.new_case(root, centre, Matter(text=text or asked_text(lang), **matter)))


@main.group()
def add() -> None:
    """Take something of the library that comes with the program."""


@add.command("standard")
@click.argument("name", type=_SlugType(), required=False)
@_root
@_lang
@_bounded("not-made")
def add_standard(name: str | None, root: Path, lang: Language) -> None:
    """A standard with the words that it needs; without NAME, say which there are."""
    if name is None:
        click.echo("\n".join(f"{one:24} {title}" for one, title in library_lines().items()))
    else:
        tell_added(lang, adding.add_standard(root, name))


@main.command()
@_root
@_lang
@click.option("--write", is_flag=True, help="Write the changes; without it they are only shown.")
@_bounded("not-made")
def migrate(root: Path, lang: Language, *, write: bool) -> None:
    """Show what this version asks to be changed in the data, and write it when told."""
    root = project(root)
    steps = migrated(root, MIGRATIONS)
    for line in chain.from_iterable(step_lines(step, lang) for step in steps):
        click.echo(line)
    count = len({changed.path for step in steps for changed in step.changed})
    if write and steps:
        write_migrated(root, steps)
    say(lang, "nothing-to-migrate" if not steps else "migrated" if write else "to-migrate", count=count)


_output = click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="File to write (.xlsx)."
)


@main.group()
def sheet() -> None:
    """Write a workbook to be filled in and imported; nothing is ever overwritten."""


@sheet.command("round")
@_root
@_lang
@click.option("--standard", required=True, help="Standard, by its id.")
@click.option("--centre", type=_SlugType(), help="Centre, by its id: its windows are listed (default: all).")
@_date
@_output
@_bounded("not-made")
def sheet_round(root: Path, lang: Language, output: Path, **wish: Any) -> None:  # noqa: ANN401  # its options
    """A workbook for a round of inspections."""
    put_file(output, blank_sheet(project(root), SheetWish(matter="round", **wish)))
    say(lang, "made", paths=output)


@sheet.command("events")
@_root
@_lang
@click.option("--standard", required=True, help="Standard, by its id.")
@click.option("--centre", type=_SlugType(), help="Centre, by its id: its windows are listed (default: all).")
@_date
@_output
@_bounded("not-made")
def sheet_events(root: Path, lang: Language, output: Path, **wish: Any) -> None:  # noqa: ANN401  # its options
    """A workbook for facts proved outside visits."""
    put_file(output, blank_sheet(project(root), SheetWish(matter="events", **wish)))
    say(lang, "made", paths=output)


@sheet.command("centres")
@_root
@_lang
@_output
@_bounded("not-made")
def sheet_centres(root: Path, lang: Language, output: Path) -> None:
    """A workbook for new centres and their windows."""
    put_file(output, blank_sheet(project(root), SheetWish(matter="centres", day=_today())))
    say(lang, "made", paths=output)


@main.command("export")
@_root
@_lang
@_as_of
@click.option("--xlsx", is_flag=True, required=True, help="As a workbook; there is no other form.")
@click.option("--period", help="Period, such as 2026-10 (default: the newest that each board has published).")
@_output
@_bounded("not-made")
def export(  # noqa: PLR0913  # its options
    root: Path, lang: Language, as_of: Moment | None, *, xlsx: bool, period: str | None, output: Path
) -> None:
    """Write lists, scores and findings, as they are published, for a meeting."""
    del xlsx  # it is asked for so that another form can be had one day
    with progress(lang) as told:
        data = building.meeting(project(root), as_of, told, period)
    put_file(output, data)
    say(lang, "made", paths=output)


_file = click.Path(dir_okay=False, path_type=Path)


@main.command("import")
@click.argument("files", nargs=-1, required=True, type=_file)
@_root
@_lang
@click.option("--map", "mapping", type=_file, help="Mapping file: what the columns and words of the sheet mean.")
@click.option("--propose-map", is_flag=True, help="Write a mapping file for FILE, to be completed, and import nothing.")
@click.option("-o", "--output", type=_file, help="Where to write the mapping file.")
@click.option("--dry-run", is_flag=True, help="Check everything and write nothing.")
@click.option("--as-of", "day", type=_DayType(), default=_today, help="Last day of an inspection (default: today).")
@_bounded("not-made")
def import_files(  # noqa: PLR0913  # its options
    files: tuple[Path, ...],
    root: Path,
    lang: Language,
    *,
    mapping: Path | None,
    propose_map: bool,
    output: Path | None,
    dry_run: bool,
    day: datetime.date,
) -> None:
    """Take workbooks and CSV in: rounds, events, centres; checked like YAML, whole or not at all."""
    root = project(root)
    if propose_map:
        if output is None or len(files) != 1:
            message = "--propose-map takes one FILE and writes to the file of -o."
            raise click.UsageError(message)
        put_file(output, propose_mapping(root, files[0]).encode())
        say(lang, "map-proposed", path=output)
        return
    with progress(lang) as told:
        imported = import_sheets(
            root,
            Sheets(files=files, mapping=mapping, day=day),
            lambda copy, last: building.check(copy, last, told),
            write=not dry_run,
        )
    tell_imported(lang, imported, written=not dry_run)


@main.command("explain")
@click.argument("code", required=False)
@_lang
@_bounded()
def explain_code(code: str | None, lang: Language) -> None:
    """Say what a problem code means, with an example, and what to do; without CODE, list them all."""
    found = code_named(code) if code else None
    if code and not found:
        click.echo(unknown_code(code, lang), err=True)
        sys.exit(BAD_INPUT)
    click.echo(explanation(code, found, lang) if code and found else "\n".join(every_code(lang)))
