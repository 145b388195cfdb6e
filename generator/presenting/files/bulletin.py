"""The notice of a month (通报): what a board published of a period.

As text for a message, and for A4 as HTML or as a file of Word (docx, ECMA-376). It says nothing that the site does not
say: what is held, or under appeal, is not in it.
"""

import datetime
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator.model.keys import PlaceKey
from generator.model.scores import BoardPeriod
from generator.presenting.atlas import Atlas, is_appealed
from generator.presenting.text.addresses import HOME, Paths, period_page
from generator.presenting.text.list_marks import GREEN, RED
from generator.presenting.text.markup import render
from generator.presenting.text.wording import day_text, joined, period_text
from generator.words.languages import TAGS, Language
from generator.words.phrases import say, told


@dataclass(frozen=True, kw_only=True, slots=True)
class Issue:
    """Under what a notice is issued."""

    day: datetime.date
    number: str = ""
    """As the office counts its papers, 云窗办〔2026〕3 号; empty: the notice has none."""
    address: str = ""
    """Where the site stands; empty where it does not say."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bulletin:
    """A notice in words."""

    issuer: str
    title: str
    number: str
    date: str
    opening: str
    red: tuple[str, ...]
    """The windows of the list, each with score and band."""
    green: tuple[str, ...]
    """The same, with what was found, and by when it is to be mended."""
    rest: tuple[str, ...]
    """What else has to be said, a sentence each."""
    closing: str
    address: str
    """Where all of it can be read; empty where the site does not say where it stands."""


def published_periods(atlas: Atlas, board: str) -> tuple[str, ...]:
    """The periods of a board that are over and public, newest first; none of a board that is not there."""
    return tuple(one.period for one in atlas.periods(board) if one.closed)


def bulletin_of(atlas: Atlas, place: PlaceKey, issue: Issue) -> Bulletin:
    """The notice of a board and of a period that is over and public."""
    period = atlas.period(place)
    policy, record = atlas.site.rulebook.policy, atlas.board(place.board)
    name = period_text(place.period)
    return Bulletin(
        issuer=policy.publisher,
        title=say("关于{period}“{board}”检查情况的通报", period=name, board=record.title),
        number=issue.number,
        date=day_text(issue.day),
        opening=say(
            "{period}依据《{standard}》检查，榜单有 {n} 个窗口，评定 {ranked} 个，未评定 {unrated} 个。",
            period=name,
            standard=atlas.standard_name(atlas.standard(*place)),
            n=len(period.ranked) + len(period.unrated),
            ranked=len(period.ranked),
            unrated=len(period.unrated),
        ),
        red=tuple(_named(atlas, period, RED.kind)),
        green=tuple(_named(atlas, period, GREEN.kind)),
        rest=tuple(_rest(period)),
        closing=say("对检查结果有异议的，可以申诉；群众投诉请拨打 {hotline}。", hotline=policy.hotline),
        address=f"{issue.address}{period_page(*place)}" if issue.address else "",
    )


def _named(atlas: Atlas, period: BoardPeriod, kind: str) -> Iterator[str]:
    """The windows of a list: of praise the best first, of exposure the worst."""
    listed = [one for one in period.ranked if one.listed == kind]
    for standing in listed if kind == RED.kind else reversed(listed):
        row, entry = atlas.row(standing, Paths(HOME)), atlas.entries.get(standing.key)
        why = joined(row.reasons, "；") if kind == GREEN.kind else ""
        if entry and entry.state == "current":
            by = day_text(entry.rectify_by)
            why = say("{why}；整改期限 {day}", why=why, day=by) if why else say("整改期限 {day}", day=by)
        line = say(
            "{centre}{window}：{n} 分，{band}",
            centre=row.link.centre,
            window=row.link.window,
            n=row.score,
            band=row.band,
        )
        yield say("{line}（{why}）", line=line, why=why) if why else line


def _rest(period: BoardPeriod) -> Iterator[str]:
    appealed = sum(map(is_appealed, period.unrated))
    unsettled = sum(one.doubt != "none" for one in period.ranked)
    if unsettled:
        yield say("等级未定 {count} 个，不列入名单，将优先复查。", count=unsettled)
    if appealed:
        yield say("申诉复核中 {count} 个，决定以前不公布结果。", count=appealed)


def bulletin_text(bulletin: Bulletin, lang: Language) -> str:
    """The notice for a message: plain lines."""
    return "\n".join(told(one, lang) for one in _lines(bulletin)) + "\n"


def _lines(one: Bulletin) -> Iterator[str]:
    yield one.title
    yield joined(filter(None, (one.issuer, one.number, one.date)), " ")
    yield ""
    yield one.opening
    for head, named in ((say("红榜（表扬）"), one.red), (say("绿榜（曝光）"), one.green)):
        yield ""
        yield say("{list} {count} 个", list=head, count=len(named))
        for number, each in enumerate(named, start=1):
            yield say("{number}. {line}", number=number, line=each)
    yield ""
    yield from (*one.rest, one.closing)
    if one.address:
        yield say("全部名次和扣分明细：{address}", address=one.address)


def bulletin_html(bulletin: Bulletin, lang: Language) -> str:
    """The notice as a page of its own for A4, which needs nothing besides itself."""
    return render("bulletin.html.jinja", lang, bulletin=bulletin, language=TAGS[lang])


_DECLARED: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_TYPES: Final = (
    f'{_DECLARED}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)

_RELATIONS: Final = (
    f'{_DECLARED}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)

_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The day of every part: an archive can have none, and the same notice is the same bytes."""


def bulletin_docx(bulletin: Bulletin, lang: Language) -> bytes:
    """The notice as a file of Word: the least that a docx consists of, so that an office can go on writing in it."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": render("bulletin.xml.jinja", lang, bulletin=bulletin).lstrip(),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _FIRST_DAY), text, zipfile.ZIP_DEFLATED)
    return made.getvalue()
