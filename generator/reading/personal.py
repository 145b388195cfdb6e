"""Whether anything by which a person can be found stands in a file of results: values or comments."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Final

from generator.model.problem import Code, Problem
from generator.privacy import Personal, PersonalKind, TooManyDigitsError, line_and_column, personal_in, short
from generator.reading.marks import Mark
from generator.reading.record import PROBLEMS_LIMIT, untold
from generator.reading.strict_yaml import Node, read_marked
from generator.reading.tree import ReadFile, SourceFile, digest, read_bytes

_TAKE_OUT: Final = (
    "删去；值、注释和文件名里都不能有个人信息。确是编号的，只写末四位。已经提交过的，还要从版本历史里清除。"
)
_CALLER: Final = (
    "删去；写“来电人”“当事人”即可。本机构公开的电话写在 centre.yml 的 phone，热线写在 policy.yml 的 hotline，"
    "这两处的号码不受限制。"
)
IDENTITY_NUMBER: Final = Code(
    slug="identity-number",
    says="像是身份证号“{value}”（已遮盖）",
    mend=_TAKE_OUT,
    wrong="note: 当事人 110105 19491231 002X",
    right="note: 单据散放",
)
MOBILE_NUMBER: Final = Code(
    slug="mobile-number",
    says="像是手机号“{value}”（已遮盖）",
    mend=_CALLER,
    wrong="note: 来电 138-0013-8000",
    right="note: 单据散放",
)
TELEPHONE_NUMBER: Final = Code(
    slug="telephone-number",
    says="像是固定电话号码“{value}”（已遮盖）",
    mend=_CALLER,
    wrong="note: 来电 (0571) 8765 4321",
    right="note: 单据散放",
)
BANK_CARD_NUMBER: Final = Code(
    slug="bank-card-number",
    says="像是银行卡号“{value}”（已遮盖）",
    mend=_TAKE_OUT,
    wrong="note: 退款至 6200 0000 0000 0005",
    right="note: 单据散放",
)
E_MAIL_ADDRESS: Final = Code(
    slug="e-mail-address",
    says="像是电子邮箱地址“{value}”（已遮盖）",
    mend=_TAKE_OUT,
    wrong="note: 来信 zhang.san@example.com",
    right="note: 单据散放",
)

NAME_OF_PERSON: Final = Code(
    slug="name-of-person",
    says="像是个人的姓名或称呼“{value}”（已遮盖）",
    mend="删去；写“当事人”“柜员”“来电人”即可，公示不出现个人。",
    wrong="note: 柜员李女士未起身问候",
    right="note: 单据散放",
)
NUMBER_PLATE: Final = Code(
    slug="number-plate",
    says="像是车牌号“{value}”（已遮盖）",
    mend=_TAKE_OUT,
    wrong="note: 苏E8K9Z2 占用通道",
    right="note: 单据散放",
)
PERSONAL_ACCOUNT: Final = Code(
    slug="personal-account",
    says="像是个人的微信、QQ 等账号“{value}”（已遮盖）",
    mend=_TAKE_OUT,
    wrong="note: 加微信 lilei_2020 私聊",
    right="note: 单据散放",
)
PASSPORT_OR_PERMIT: Final = Code(
    slug="passport-or-permit",
    says="像是护照或通行证号“{value}”（已遮盖）",
    mend=_TAKE_OUT,
    wrong="note: 护照 E12345678 未登记",
    right="note: 单据散放",
)
ROOM_OF_HOME: Final = Code(
    slug="room-of-home",
    says="像是住户的门牌“{value}”（已遮盖）",
    mend=_TAKE_OUT,
    wrong="note: 家住12号楼2单元301",
    right="note: 单据散放",
)

_CODE_OF_KIND: Final[dict[PersonalKind, Code]] = {
    "id-number": IDENTITY_NUMBER,
    "mobile": MOBILE_NUMBER,
    "landline": TELEPHONE_NUMBER,
    "bank-card": BANK_CARD_NUMBER,
    "e-mail": E_MAIL_ADDRESS,
    "name": NAME_OF_PERSON,
    "plate": NUMBER_PLATE,
    "account": PERSONAL_ACCOUNT,
    "permit": PASSPORT_OR_PERMIT,
    "room": ROOM_OF_HOME,
}
TOO_MANY_DIGITS: Final = Code(
    slug="too-many-digits",
    says="长串数字太多（超过 {most} 个字符），无法逐一查看有没有个人信息",
    mend="删去这些数字；检查结果里用不着成串的数字。",
    wrong="# 1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.…",
    right="# 1.1",
)

ROWS_MOST: Final = 50_000
"""Characters of rows of ten digits or more that are looked through in a file: each costs some microseconds."""

GRAVE: Final = frozenset({"id-number", "bank-card", "name", "plate", "account", "permit", "room"})
"""What is never printed on purpose, as telephone numbers and addresses of offices are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PrivacyReading:
    """What a look through some files found."""

    problems: tuple[Problem, ...]
    """With line and column. The value is masked."""
    clean: frozenset[str]
    """Names of the contents in which nothing was found: to be handed in again the next time."""


def read_privacy(
    root: Path,
    files: Iterable[SourceFile],
    allowed_numbers: Collection[str] | None,
    clean: Collection[str] = frozenset(),
    read_file: ReadFile = read_bytes,
) -> PrivacyReading:
    """Look through files; one whose name is in `clean` has been looked through before.

    `allowed_numbers`: telephone numbers and addresses that may stand there, bare; None: they are not known, so that
    only identity numbers and bank cards are called out. A file that cannot be read is passed over: its reader says so.
    """
    problems: list[Problem] = []
    fine: set[str] = set()
    salt = repr(None if allowed_numbers is None else sorted(allowed_numbers)).encode()
    for source in files:
        data = read_file(root, source.path)
        if isinstance(data, Problem):
            continue
        name = digest(salt + data)
        found = [] if name in clean else _in_text(source.path, data.decode("utf-8", "replace"), allowed_numbers)
        problems += found
        if not found:
            fine.add(name)
    return PrivacyReading(problems=tuple(problems), clean=frozenset(fine))


def _in_text(path: str, text: str, allowed_numbers: Collection[str] | None) -> list[Problem]:
    try:
        found = _found(text, allowed_numbers)
        hidden = list(_escaped(text, allowed_numbers, {one.bare for one in found}))
    except TooManyDigitsError as error:
        mark = _mark(text, min(error.args[0], len(text)))
        facts = {"most": str(ROWS_MOST)}
        return [Problem(path=path, code=TOO_MANY_DIGITS, facts=facts, line=mark.line, column=mark.column)]
    told = [_problem(path, one, text, _mark(text, one.start)) for one in found[:PROBLEMS_LIMIT]]
    told += [_problem(path, *each) for each in hidden[: PROBLEMS_LIMIT - len(told)]]
    return [*told, *untold(told[-1], len(found) + len(hidden) - PROBLEMS_LIMIT)] if told else []


_BETWEEN: Final = "\n#\n"
"""Parts two values: no number goes on behind it."""


def _escaped(
    text: str, allowed_numbers: Collection[str] | None, seen: Collection[str]
) -> Iterator[tuple[Personal, str, Mark]]:
    """What is personal in the values and is not seen in the text, for an escape hides it; with value and place."""
    top = read_marked(text).top if "\\" in text else None
    if top is None:
        return
    texts = list(_texts(top))
    marks, values = [mark for mark, _ in texts], [value for _, value in texts]
    starts = [0, *accumulate(len(value) + len(_BETWEEN) for value in values)]
    for one in _found(_BETWEEN.join(values), allowed_numbers):
        if one.bare not in seen:
            place = bisect_right(starts, one.start) - 1
            start = starts[place]
            moved = replace(one, start=one.start - start, end=min(one.end - start, len(values[place])))
            yield moved, values[place], marks[place]


def _found(text: str, allowed_numbers: Collection[str] | None) -> list[Personal]:
    found = personal_in(text, allowed_numbers or (), prose=True, most=ROWS_MOST)
    return found if allowed_numbers is not None else [one for one in found if one.kind in GRAVE]


def _texts(node: Node) -> Iterator[tuple[Mark, str]]:
    """Every key and every text below a node, with its place."""
    if isinstance(node.value, str):
        yield node.mark, node.value
    yield from ((mark, key) for key, mark in node.keys.items())
    for below in (*node.fields.values(), *node.items):
        yield from _texts(below)


def _mark(text: str, index: int) -> Mark:
    line, column = line_and_column(text, index)
    return Mark(line=line, column=column)


def _problem(path: str, one: Personal, text: str, mark: Mark) -> Problem:
    facts = {"value": short(text[one.start : one.end])}
    return Problem(path=path, code=_CODE_OF_KIND[one.kind], facts=facts, line=mark.line, column=mark.column)


CODES: Final = (
    IDENTITY_NUMBER,
    MOBILE_NUMBER,
    TELEPHONE_NUMBER,
    BANK_CARD_NUMBER,
    E_MAIL_ADDRESS,
    NAME_OF_PERSON,
    NUMBER_PLATE,
    PERSONAL_ACCOUNT,
    PASSPORT_OR_PERMIT,
    ROOM_OF_HOME,
    TOO_MANY_DIGITS,
)
