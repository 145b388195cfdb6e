"""Numbers and addresses by which a person can be found: they have no place in results, and none on a page.

    personal_in("联系人 138 0013 8000")  →  one `Personal` of kind "mobile"

Found are identity numbers, mobile and fixed telephone numbers, bank cards and e-mail addresses, however they are spaced
and in whichever digits. Not found are numbers of 400, 800 and short hotlines (they belong to no person), days,
amounts, numbers of documents and cases. A text is first searched for long rows of digits; only those are looked at.
"""

import datetime
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

PersonalKind = Literal[
    "id-number", "mobile", "landline", "bank-card", "e-mail", "name", "plate", "account", "permit", "room"
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Personal:
    """One number or address, and where it stands in the text."""

    kind: PersonalKind
    start: int
    end: int
    """Behind its last character."""
    bare: str
    """The number in plain digits, without the code of the country and the zero before that of the area; or the address
    in small letters. Equal however it is written."""


class TooManyDigitsError(Exception):
    """Long rows of digits fill a text; its argument is the place up to which they were looked at."""


def personal_in(
    text: str, allowed_numbers: Collection[str] = (), *, prose: bool = False, most: int | None = None
) -> list[Personal]:
    """Everything personal in a text, in order, none across another; `allowed_numbers`: of `bare_numbers`.

    `prose`: people wrote it. Then names, plates, accounts, permits, doors and local numbers are looked for as well;
    figures that a program wrote would be taken for them. `most`: signs of long rows of digits that are looked at;
    raises TooManyDigitsError for a text that has more.
    """
    found = [*_numbers(text, most), *_mails(text), *_named_phones(text)]
    if prose:
        found += [*_ids_in_runs(text), *_persons(text)]
    found.sort(key=lambda one: (one.start, -one.end))
    apart: list[Personal] = []
    for one in found:
        if (not apart or one.start >= apart[-1].end) and not _is_allowed(one, allowed_numbers):
            apart.append(one)
    return apart


def bare_numbers(texts: Iterable[str]) -> frozenset[str]:
    """What may be printed because it stands in these texts on purpose: telephone numbers and e-mail addresses.

    Never an identity number or a bank card. A text without any is taken for a telephone number as a whole.
    """
    allowed_numbers: set[str] = set()
    for text in texts:
        found = {one.bare for one in personal_in(text) if one.kind in _MAY_BE_ALLOWED}
        allowed_numbers |= found or {"".join(digit for sign in text if (digit := _digit(sign)))}
    return frozenset(one for one in allowed_numbers if len(one) >= _LOCAL_LEAST)


def bare_in_prose(texts: Iterable[str]) -> frozenset[str]:
    """Like `bare_numbers`, of sentences: what is no telephone number or e-mail address is passed over."""
    return frozenset(one.bare for text in texts for one in personal_in(text) if one.kind in _MAY_BE_ALLOWED)


def masked(text: str) -> str:
    """The text with two characters left of each end of whatever is personal in it."""
    parts = []
    behind = 0
    for one in personal_in(text):
        parts += [text[behind : one.start], short(text[one.start : one.end])]
        behind = one.end
    return "".join([*parts, text[behind:]])


def short(value: str) -> str:
    """Two characters of each end of a value: enough to find it where it stands, too little to use it."""
    return f"{value[:2]}…{value[-2:]}" if len(value) > _SHOWN_WHOLE else f"{value[:1]}…"


_SHOWN_WHOLE: Final = 4
"""Signs of which two at each end would be all."""


def line_and_column(text: str, index: int) -> tuple[int, int]:
    """Where a character of a text stands, both counted from 1."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


_MAY_BE_ALLOWED: Final = ("mobile", "landline", "e-mail")

_LOCAL_LEAST: Final = 7
"""Digits of the shortest telephone number that is not a hotline."""


def _is_allowed(one: Personal, allowed_numbers: Collection[str]) -> bool:
    """Whether a telephone number or address is among those allowed; one may lack the code of the area."""
    if not allowed_numbers or one.kind not in _MAY_BE_ALLOWED:
        return False
    return any(one.bare == other or one.bare.endswith(other) or other.endswith(one.bare) for other in allowed_numbers)


# Digits: ASCII, full-width and those of other scripts (\d), in circles and brackets, and the Chinese numerals of a row.
_HAN: Final = {
    sign: str(number)
    for number, signs in enumerate(("〇零○", "一幺壹", "二贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for sign in signs
}

_RINGED: Final = "⓪①-⑨⑴-⑼⒈-⒐❶-❾➀-➈➊-➒⓿⓵-⓽㈠-㈨㊀-㊈⁰¹²³⁴-⁹₀-₉"

_DIGIT: Final = rf"[\d{''.join(_HAN)}{_RINGED}]"

_UNSEEN: Final = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe0f\ufeff\u20e3"

_HYPHENS: Final = "-_/~～\u2010-\u2015\u2212\u30fc\ufe58\ufe63\uff0d\u2500\u2013\uff3f\uff0f\\\\"

_DOTS: Final = ".·•・‧．。｡\u2022\u22c5\u2027*＊"

_BRACKETS: Final = "()（）\\[\\]【】"

_BLANK: Final = f"[\\s{_UNSEEN}]"

_GAP: Final = f"(?:{_BLANK}{{0,60}}+(?:[{_HYPHENS}{_DOTS}{_BRACKETS}]{_BLANK}{{0,8}}+){{0,2}}+)"

_ROW: Final = re.compile(f"{_DIGIT}(?:{_GAP}{_DIGIT}){{9,}}+(?:{_GAP}[XxＸｘ])?")
"""A row of ten digits or more: nothing personal is shorter, besides what stands behind the word telephone."""

_KINDS_OF_GAP: Final = (("(", re.compile(f"[{_BRACKETS}]")), ("-", re.compile(f"[{_HYPHENS}]")))

_DOT: Final = re.compile(f"[{_DOTS}]")

_TOKEN_BEFORE: Final = re.compile(r"[0-9A-Za-z]*$")

_TOKEN_BEHIND: Final = re.compile(r"[0-9A-Za-z]*")


def _digit(sign: str) -> str:
    """The digit that a character stands for; nothing where it stands for none."""
    if sign in _HAN:
        return _HAN[sign]
    value = unicodedata.numeric(sign, -1)
    return str(int(value)) if 0 <= value <= 9 and value == int(value) else ""  # noqa: PLR2004  # one digit


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of digits, written plainly: `0` to `9`, at the end perhaps `X`, and for each gap one of ` -.(`."""

    plain: str
    places: list[int]
    """Where each character of `plain` stands in the text."""


def _rows(text: str, most: int | None = None) -> Iterator[_Row]:
    seen = 0
    for found in _ROW.finditer(text):
        seen += found.end() - found.start()
        if most is not None and seen > most:
            raise TooManyDigitsError(found.end() - (seen - most))
        if _is_code(text, found):
            continue
        signs: list[str] = []
        places: list[int] = []
        gap = ""
        for place in range(found.start(), found.end()):
            sign = _digit(text[place]) or ("X" if text[place] in "XxＸｘ" else "")
            if not sign:
                gap += text[place]
                continue
            if kind := _kind_of_gap(gap):
                signs.append(kind)
                places.append(place)
            gap = ""
            signs.append(sign)
            places.append(place)
        yield _Row("".join(signs), places)


def _is_code(text: str, found: re.Match[str]) -> bool:
    """Whether the digits are a piece of a longer code, as a checksum is: letters and digits by turns."""
    before = _TOKEN_BEFORE.search(text, max(0, found.start() - 64), found.start())
    behind = _TOKEN_BEHIND.match(text, found.end())
    around = (before[0] if before else "", behind[0] if behind else "")
    return any(any(sign.isdigit() for sign in part) for part in around)


def _kind_of_gap(gap: str) -> str:
    """One character for what parts two digits; nothing where nobody can see a gap."""
    for kind, form in _KINDS_OF_GAP:
        if form.search(gap):
            return kind
    if _DOT.search(gap):
        return "."
    return " " if any(sign.isspace() for sign in gap) else ""


_G: Final = "[ .(-]"

_MOBILE: Final = re.compile(rf"(?<!\d)(?=(?:(?:00)?86{_G}?|0)?(1{_G}?[3-9](?:{_G}?\d){{9}})(?![\dX]))")

_LANDLINE: Final = re.compile(
    rf"(?<!\d)(?=(?:0|(?:00)?86{_G}?0?(?:\({_G}?)?)(10|2[0-57-9]|[3-9]\d\d)({_G}?)([2-8](?:{_G}?\d){{6,7}})(?!\d))"
)

_SPACED_AREA: Final = re.compile(r"(?<!\d)(?=0((?:[ .-]\d){9,11})(?!\d))")

_ID: Final = re.compile(rf"(?<!\d)(?=([1-9]{_G}?(?:\d{_G}?){{16}}[\dX])(?!\d))")

_OLD_ID: Final = re.compile(rf"(?<!\d)(?=([1-9]{_G}?(?:\d{_G}?){{13}}\d)(?![\dX]))")

_CARD: Final = re.compile(rf"(?<!\d)(?=([2-9](?:{_G}?\d){{12,18}})(?!\d))")

_PROVINCES: Final = frozenset(
    f"{group}{number}"
    for group, numbers in enumerate(("", "12345", "123", "1234567", "123456", "01234", "12345", "1", "123", "1"))
    for number in numbers
)

_ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)

_CHECKS: Final = "10X98765432"

_ISSUERS: Final = re.compile(
    r"(?:62|81)\d{14,17}|9558\d{12,15}|60\d{14,17}|6[5689]\d{13,17}"  # UnionPay and what the banks had before it
    r"|4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}"  # Visa, Mastercard
    r"|35\d{14,17}|3[47]\d{13}|3(?:0[0-5]|[68]\d|9\d)\d{11,16}"  # JCB, American Express, Diners
)

_SHAPES_OF_MOBILE: Final = frozenset(
    [
        *((11,), (3, 8), (7, 4), (1, 10), (3, 4, 4), (3, 3, 5), (4, 3, 4), (4, 4, 3), (3, 5, 3), (1, 3, 3, 4)),
        *((1, 3, 4, 3), (3, 2, 2, 4), (3, 4, 2, 2), (3, 2, 4, 2), (3, 3, 3, 2), (3, 2, 3, 3), (3, 2, 2, 2, 2)),
        *((1, 2, 2, 2, 2, 2), (1,) * 11),
    ]
)
"""How people part the eleven digits. Rows of counts and amounts fall into other groups."""

_MIXED: Final = frozenset([(3, 8), (3, 4, 4)])
"""Shapes that are a telephone number though its gaps differ from one another."""

_SHAPES_OF_LOCAL: Final = frozenset(
    [(7,), (8,), (3, 4), (4, 4), (4, 3), (2, 3, 3), (2, 2, 2, 2), (3, 2, 2), (3, 5), (1,) * 7, (1,) * 8]
)

_SHAPES_OF_CARD: Final = (4, 4, 4)
"""How a card begins that is printed in groups."""


def _numbers(text: str, most: int | None = None) -> Iterator[Personal]:
    for row in _rows(text, most):
        taken = bytearray(len(row.plain))  # 1 where something was found: looking there takes no longer in a long row
        for kind, find in _KINDS:
            for start, end, bare in find(row.plain):
                if any(taken[start:end]) or _is_behind_the_point(row.plain, start):
                    continue
                taken[start:end] = b"\1" * (end - start)
                yield Personal(kind=kind, start=row.places[start], end=row.places[end - 1] + 1, bare=bare)


def _is_behind_the_point(plain: str, start: int) -> bool:
    """Whether digits are the decimals of a share: `0.` stands before them, and no digit before that."""
    return plain[max(0, start - 2) : start] == "0." and not plain[max(0, start - 3) : start - 2].isdigit()


_Found = Iterator[tuple[int, int, str]]
"""Start and end in the plain row, and the bare number."""


def _ids(plain: str) -> _Found:
    for found in _ID.finditer(plain):
        bare = _bare(found[1])
        if bare[:2] in _PROVINCES and _is_day(bare[6:14]) and bare[17] == _check_of(bare):
            yield *found.span(1), bare
    for found in _OLD_ID.finditer(plain):
        bare = _bare(found[1])
        if bare[:2] in _PROVINCES and _is_day(f"19{bare[6:12]}") and _is_one_piece(found[1]):
            yield *found.span(1), bare


def _check_of(bare: str) -> str:
    """The last sign of an identity number, by its seventeen digits (GB 11643)."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(bare, _ID_WEIGHTS, strict=False)) % 11]


def _is_day(digits: str) -> bool:
    if not "1880" <= digits[:4] <= "2099":
        return False
    try:
        datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def _is_one_piece(written: str) -> bool:
    """Whether a number without a check digit is one: in one piece, in even gaps, or region, birthday and the rest."""
    groups = _groups(written)
    return groups in {(15,), (6, 6, 3), (6, 9), (3, 3, 6, 3), (1,) * 15, (6, 2, 2, 2, 3)} and _is_even(written)


def _cards(plain: str) -> _Found:
    for found in _CARD.finditer(plain):
        for written in _card_lengths(found[1]):
            bare = _bare(written)
            groups = _groups(written)
            shaped = len(groups) == 1 or set(groups) == {1} or groups[:3] == _SHAPES_OF_CARD or groups[0] == 6  # noqa: PLR2004  # the issuer's six
            if shaped and _ISSUERS.fullmatch(bare) and _luhn(bare):
                yield found.start(1), found.start(1) + len(written), bare
                break


def _card_lengths(written: str) -> Iterator[str]:
    """The row and its beginnings that end before a gap, longest first: what follows may be another number."""
    yield written
    for cut in sorted((gap.start() for gap in re.finditer(_G, written)), reverse=True):
        if sum(sign.isdigit() for sign in written[:cut]) >= 13:  # noqa: PLR2004  # digits of the shortest card
            yield written[:cut]


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value // 10 + value % 10
    return total % 10 == 0


def _mobiles(plain: str) -> _Found:
    for found in _MOBILE.finditer(plain):
        groups = _groups(found[1])
        if groups in _SHAPES_OF_MOBILE and (groups in _MIXED or _is_even(found[1])):
            yield *found.span(1), _bare(found[1])


def _landlines(plain: str) -> _Found:
    for found in _LANDLINE.finditer(plain):
        area, local = found[1], found[3]
        digits = len(_bare(local))
        if _groups(local) in _SHAPES_OF_LOCAL and _is_even(local) and (len(area) > 2 or digits == 8):  # noqa: PLR2004  # the great cities have eight digits
            yield found.start(1), found.end(3), area + _bare(local)
    for found in _SPACED_AREA.finditer(plain):
        bare = _bare(found[1])
        if re.fullmatch(r"(?:10|2[0-57-9])[2-8]\d{7}|[3-9]\d\d[2-8]\d{6,7}", bare):
            yield *found.span(1), bare


_KINDS: Final[tuple[tuple[PersonalKind, Callable[[str], _Found]], ...]] = (
    ("id-number", _ids),
    ("bank-card", _cards),
    ("mobile", _mobiles),
    ("landline", _landlines),
)
"""Whatever an earlier one finds is not looked at by the later."""


def _bare(written: str) -> str:
    return "".join(sign for sign in written if sign not in " .(-")


def _groups(written: str) -> tuple[int, ...]:
    """How many digits stand together."""
    return tuple(len(group) for group in re.split(_G, written))


def _is_even(written: str) -> bool:
    """Whether all gaps are alike."""
    return all(one == other for one, other in pairwise(re.findall(_G, written)))


# A telephone number without the code of its area is any seven or eight digits: the word before it says what it is.
_NAMED: Final = re.compile(
    r"[电座固传手TtPp](?:(?<=电)话|(?<=座)机|(?<=固)话|(?<=传)真|(?<=手)机|(?<=[Tt])[Ee][Ll]|(?<=[Pp])hone)"
    r"(?:号码|号|为|是){0,2}[\s:：.．（(]{0,3}"
    rf"([2-8]{_DIGIT}{{2,3}}(?:[-\s]?)[0-9０-９]{{4}})(?![-.\d０-９A-Za-z年个件次笔元])"
)


def _named_phones(text: str) -> Iterator[Personal]:
    for found in _NAMED.finditer(text):
        bare = "".join(_digit(sign) for sign in found[1])
        if not (len(bare) == 8 and _is_day(bare)):  # noqa: PLR2004  # a day without hyphens
            yield Personal(kind="landline", start=found.start(1), end=found.end(1), bare=bare)


_AT: Final = re.compile(
    r"[@＠﹫(（\[【{<《艾#＃](?:(?<=[@＠﹫])|(?<=艾)特|(?<=[^@＠﹫艾#＃])\s?(?:at|AT|At|@|＠)\s?[)）\]】}>》]"
    r"|(?<=[#＃])(?=(?:qq|163|126|139|189|sina|gmail|outlook|foxmail|hotmail|aliyun|yeah)[.．]))"
)
"""The sign, or what people write for it. Begins with one class of characters, for that is searched for quickly."""

_LETTER: Final = "0-9A-Za-z０-９Ａ-Ｚａ-ｚ"

_LOCAL: Final = re.compile(rf"[{_LETTER}][{_LETTER}._%+＿．-]{{0,63}}[\s{_UNSEEN}]{{0,8}}$")

_HOST: Final = re.compile(
    rf"[\s{_UNSEEN}]{{0,8}}((?:[{_LETTER}][{_LETTER}-]{{0,62}}\s?(?:[.．。｡]|[(（\[]\s?(?:dot|DOT|点)\s?[)）\]]|点)\s?){{1,5}}"
    r"[A-Za-zＡ-Ｚａ-ｚ]{2,18})(?![A-Za-z0-9])"
)

_EDITION: Final = re.compile(r"(?:19|20)\d\d[.-]|.*\.yml$")
"""`hospital-100@2024.rev` names an edition of a standard, `desk@2.yml` its file; no host is called so."""


def _mails(text: str) -> Iterator[Personal]:
    for at in _AT.finditer(text):
        local = _LOCAL.search(text, max(0, at.start() - 72), at.start())
        host = _HOST.match(text, at.end())
        if local and host and not _EDITION.match(host[1]):
            bare = unicodedata.normalize("NFKC", f"{local[0].strip()}@{host[1]}").lower()
            yield Personal(kind="e-mail", start=local.start(), end=host.end(), bare=bare)


_RUN: Final = re.compile(
    r"[0-9](?=[0-9]{16})(?<![0-9A-Za-z][0-9])(?:[0-9]{17,}[0-9Xx][0-9]*|[0-9]{16,}[Xx][0-9]+)(?![0-9A-Za-z])"
)
"""A run of nineteen digits or more, with the X of a check digit somewhere."""

_LENGTH_OF_ID: Final = 18


def _ids_in_runs(text: str) -> Iterator[Personal]:
    """Identity numbers within a longer run of digits: their check digit tells them from what stands around them."""
    for run in _RUN.finditer(text):
        for start in range(run.start(), run.end() - _LENGTH_OF_ID + 1):
            bare = text[start : start + _LENGTH_OF_ID].upper()
            if not bare[:17].isdecimal() or bare[:2] not in _PROVINCES or not _is_day(bare[6:14]):
                continue
            if bare[17] == _check_of(bare):
                yield Personal(kind="id-number", start=start, end=start + _LENGTH_OF_ID, bare=bare)


# Names of persons: a surname and a title, or what colleagues call each other. Words that only look so are named below.
_SURNAMES: Final = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹喻苏潘葛范彭郎鲁韦马苗方俞任袁柳鲍史唐费薛雷"
    "贺倪汤滕殷罗毕郝邬安常于傅卞齐康伍余顾孟黄穆萧尹姚邵汪祁毛狄戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季麻贾路娄江童颜郭梅"
    "盛林钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房裘缪解宗丁宣邓郁单杭洪包诸左石崔吉龚程邢陆翁荀惠曲储靳段焦侯宓班仰秋仲"
    "宁仇甘厉祖武符刘景詹龙叶黎薄白蒲卓蔺乔温柴瞿阎连艾容古易廖庾耿匡文寇欧沃利蔚越隆师巩聂晁勾敖冷辛阚简饶曾关查荆游"
    "竺权闫肖涂付"
)

_TITLES: Final = (
    "先生|女士|小姐|同志|师傅|阿姨|大爷|大妈|大娘|老师|医生|大夫|护士|药师|技师|主任|科长|处长|局长|股长|组长|班长|"
    "队长|所长|站长|行长|院长|经理|主管|会计|柜员|收费员|保安员|工程师"
)

# Each form begins with a set of signs, for which a text is searched quickly; what stands before is asked afterwards.
_TITLED: Final = re.compile(
    f"[{_SURNAMES}上司尉皇慕令](?:(?<=欧)阳|(?<=上)官|(?<=司)马|(?<=诸)葛|(?<=尉)迟|(?<=皇)甫|(?<=慕)容|(?<=令)狐|(?<=[{_SURNAMES}]))"
    f"[\u4e00-\u9fff]{{0,2}}?(?:{_TITLES})"
)

_STATED: Final = re.compile(
    f"[姓名经当责联](?:(?<=姓)名[:：为是]|(?<=名)叫|(?:(?<=经)办|(?<=当)事|(?<=责)任|(?<=联)系)人[:：])"
    f"\\s?(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?![\u4e00-\u9fff])"
)

_CALLED: Final = re.compile(
    f"[小老][{_SURNAMES}](?=$|[^\u4e00-\u9fff]|[说在把对和与未没不被让请来去已当接给重正站坐离])"
)

_BEFORE_NAME: Final = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|[由向与和对找请是叫经让被为致]|员工|人员|柜员|姓名|当事人|办件人|来电人|投诉人|举报人|群众|客户)$"
)

_NO_NAMES: Final = re.compile(
    "应急|高级|高中|单位|万一|文书|安保|安全|管理|连续|关于|金融|石油|江南|温馨|方便|程序|简易|利率|班组|路边|房管|易通|"
    "包干|宣传|宗教|解释|游客|马路|华东|白班|常务|何时|任何|小时|小班|小单|小包|小管|老班|老单|老房|老师"
)
"""Words that begin like a name and are none."""

_PLATE: Final = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][ ·•.-]?"
    r"(?=[A-HJ-NP-Z0-9]*\d)[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])"
)

_ACCOUNT: Final = re.compile(
    r"[微WwVvQq支抖](?:(?<=微)[信博]|(?<=W)eChat|(?<=w)echat|(?<=V)X|(?<=v)x|(?<=Q)Q|(?<=q)q|(?<=支)付宝|(?<=抖)音)"
    r"(?:号码|账号|帐号|号|ID|id)?\s?(?:为|是|[:：])?\s?(?P<value>[A-Za-z][A-Za-z0-9_-]{5,19}|[1-9]\d{4,11})(?![A-Za-z0-9_])"
)

_PERMIT: Final = re.compile(
    r"[A-Zcdeghmps](?=[A-Za-z]?\d)(?<![A-Za-z0-9]{2})"
    r"(?:(?<=[EeGgDdSsPpCc])[A-Za-z]?\d{7,8}|(?<=[HMhm])\d{8}(?:\d{2})?|(?<=[A-Z])[A-Z]?\d{6}[(（][0-9A][)）])"
    r"(?![A-Za-z0-9])"
)

_ROOM: Final = re.compile(
    r"\d(?<![0-9A-Za-z.]\d)\d{0,3}\s?(?:号楼|栋|幢|座)\s?(?:\d{1,2}\s?(?:单元|门)\s?)?\d{2,4}\s?(?:室|户|房)?(?![0-9A-Za-z.年月日号个件次])"
    r"|\d(?<![0-9A-Za-z.]\d)\d?\s?单元\s?\d{2,4}\s?(?:室|户|房)(?![0-9])"
)

_LOCAL_PHONE: Final = re.compile(
    r"(?P<local>[2-8](?<![\d.A-Za-z-]\d)\d{3}[- ]?\d{4})(?![\d.A-Za-z-])(?=[^年个件次笔元份号]|$)"
)

_BEFORE_DOCUMENT: Final = re.compile(r"(?:工单|单号|编号|案号|文号)[:：]?\s?$")
"""What a number of a work order, case or document stands behind."""


def _persons(text: str) -> Iterator[Personal]:
    """Names with a title, plates, accounts, permits, rooms, and telephone numbers of eight digits."""
    for form in (_TITLED, _CALLED):
        for found in form.finditer(text):
            if not _NO_NAMES.match(found[0]) and _BEFORE_NAME.search(text, max(0, found.start() - 4), found.start()):
                yield Personal(kind="name", start=found.start(), end=found.end(), bare=found[0])
    for found in _STATED.finditer(text):
        if not _NO_NAMES.match(found["name"]):
            yield Personal(kind="name", start=found.start("name"), end=found.end("name"), bare=found["name"])
    yield from _formed(text)
    for found in _LOCAL_PHONE.finditer(text):
        bare = "".join(sign for sign in found["local"] if sign.isdigit())
        if not _is_day(bare) and not _BEFORE_DOCUMENT.search(text, max(0, found.start() - 4), found.start()):
            yield Personal(kind="landline", start=found.start(), end=found.end(), bare=bare)


def _formed(text: str) -> Iterator[Personal]:
    """What a form alone tells: plates, accounts, permits and rooms."""
    for kind, form, words in _FORMS:
        if words and not any(word in text for word in words):
            continue
        for found in form.finditer(text):
            group = "value" if "value" in form.groupindex else 0
            yield Personal(kind=kind, start=found.start(group), end=found.end(group), bare=found[group])


_FORMS: Final[tuple[tuple[PersonalKind, re.Pattern[str], tuple[str, ...]], ...]] = (
    ("plate", _PLATE, ()),
    ("account", _ACCOUNT, ()),
    ("permit", _PERMIT, ()),
    ("room", _ROOM, ("号楼", "栋", "幢", "座", "单元")),
)
"""What is looked for, and words of which it holds one, where that is known sooner than looking for it takes."""
