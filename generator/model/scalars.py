"""The single values of the data files, each with the form it must have.

The hooks named ``__get_pydantic_…__`` are how a type tells pydantic its form without importing it: the records stay
plain dataclasses that any other reader can use. No value is ever coerced: text never becomes a number, a number never
becomes text, ``true`` is never 1.
"""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Final, Protocol, get_args, get_type_hints

CoreSchema = dict[str, Any]
JsonSchema = dict[str, Any]
JsonHandler = Callable[[CoreSchema], JsonSchema]


class Handler(Protocol):
    """What pydantic hands to the hooks."""

    def __call__(self, source: object, /) -> CoreSchema:
        """Make the schema of the type that is annotated."""

    def generate_schema(self, source: object, /) -> CoreSchema:
        """Make the schema of any other type."""


SLUG_FORM: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ITEM_FORM: Final = r"^[0-9A-Za-z]+([.-][0-9A-Za-z]+)*$"
EDITION_FORM: Final = r"^[0-9A-Za-z]+([.-][0-9A-Za-z]+)*$"
REF_FORM: Final = r"^[a-z0-9]+(-[a-z0-9]+)*@[0-9A-Za-z]+([.-][0-9A-Za-z]+)*$"
TEAM_FORM: Final = r"^[A-Z0-9][A-Z0-9-]{0,11}$"
SPAN_FORM: Final = r"^(24h|([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9])$"
PERIOD_FORM: Final = r"^(19|20)[0-9]{2}-((0[1-9]|1[0-2])(-(3|6|12)m)?|Q[1-4]|H[12]|Y|W(0[1-9]|[1-4][0-9]|5[0-3]))$"
EVENT_FORM: Final = r"^[0-9A-Za-z]+(-[0-9A-Za-z]+)*$"
PLACE_FORM: Final = r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$"
FRACTION_FORM: Final = r"^[0-9]{1,4}/[1-9][0-9]{0,3}$"
DAY_FORM: Final = r"^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}$"
FINGERPRINT_FORM: Final = r"^[0-9a-f]{16}$"
TEXT_FORM: Final = r"\S"
ICP_FORM: Final = r"^[\u4e00-\u9fff]ICP[备证][0-9]{6,10}号(-[0-9]{1,3})?$"
POLICE_FORM: Final = r"^[\u4e00-\u9fff]公网安备 ?[0-9]{14}号$"
SITE_CODE_FORM: Final = r"^[0-9A-Za-z]{10}$"
MARK_FORM: Final = r"^[0-9A-Z]{32,64}$"
WEB_FORM: Final = r"^https?://[0-9A-Za-z.-]+(:[0-9]{1,5})?(/[0-9A-Za-z._~-]+)+/?$"
BRANCH_FORM: Final = r"^[0-9A-Za-z]+([._/-][0-9A-Za-z]+)*$"
NAME_FORM: Final = r"^[^\s]([^\n\t]*[^\s])?$"


@dataclass(frozen=True, slots=True)
class TextForm:
    """Text of 1 to `most` characters in which `form`, a regular expression, is found."""

    form: str
    most: int

    def __get_pydantic_core_schema__(self, source: object, handler: Handler) -> CoreSchema:
        """Tell pydantic this form."""
        return {**handler(source), "strict": True, "min_length": 1, "max_length": self.most, "pattern": self.form}


@dataclass(frozen=True, slots=True)
class NumberForm:
    """A whole number (`places` 0) or a decimal with at most `places` places, from `least` to `most`."""

    least: int
    most: int
    places: int = 0

    def __get_pydantic_core_schema__(self, source: object, handler: Handler) -> CoreSchema:
        """Tell pydantic this form."""
        bounds = {"ge": self.least, "le": self.most}
        if source is int:
            return {**handler(source), **bounds, "strict": True}
        exact = {**handler(source), **bounds, "decimal_places": self.places, "allow_inf_nan": False}
        return {"type": "function-before", "function": {"type": "no-info", "function": number_only}, "schema": exact}

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: JsonHandler) -> JsonSchema:
        """Tell editors this form."""
        kind = "number" if self.places else "integer"
        return {"type": kind, "minimum": self.least, "maximum": self.most}


def number_only(value: object) -> object:
    """Let whole numbers and decimals pass, exactly.

    Raises ValueError for anything else: text that looks like a number is text, ``true`` is no 1, a float is not exact.
    """
    if type(value) is int or type(value) is Decimal:
        return value
    raise ValueError(value)


@dataclass(frozen=True, slots=True)
class PartForm:
    """A share from 0 to 1: a number, or an exact fraction written as text, "1/3"."""

    def __get_pydantic_core_schema__(self, _source: object, _handler: Handler) -> CoreSchema:
        """Tell pydantic this form."""
        return {"type": "function-plain", "function": {"type": "no-info", "function": part_only}}

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: JsonHandler) -> JsonSchema:
        """Tell editors this form."""
        return {"anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, {"type": "string", "pattern": FRACTION_FORM}]}


def part_only(value: object) -> Decimal | Fraction:
    """A share that is written as a number or as a fraction.

    Raises ValueError for anything else, and for what is more than the whole.
    """
    if isinstance(value, str) and re.fullmatch(FRACTION_FORM, value):
        exact = Fraction(value)
        if exact <= 1:
            return exact
    elif type(value) is int or type(value) is Decimal:
        number = Decimal(value)
        if 0 <= number <= 1 and number == number.quantize(Decimal("0.0001")):
            return number
    raise ValueError(value)


@dataclass(frozen=True, slots=True)
class DayForm:
    """A calendar day of this or the last century, written yyyy-mm-dd; nothing else that a date parser would take."""

    def __get_pydantic_core_schema__(self, source: object, handler: Handler) -> CoreSchema:
        """Tell pydantic this form."""
        text = {"type": "str", "strict": True, "pattern": DAY_FORM}
        return {"type": "chain", "steps": [text, handler(source)]}

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: JsonHandler) -> JsonSchema:
        """Tell editors this form."""
        return {"type": "string", "format": "date", "pattern": DAY_FORM}


@dataclass(frozen=True, slots=True)
class ChosenBy:
    """One of several records, told apart by the value of the field `field`: only the chosen one is held against it."""

    field: str

    def __get_pydantic_core_schema__(self, source: object, handler: Handler) -> CoreSchema:
        """Tell pydantic this form."""
        records = ((get_args(get_type_hints(record)[self.field])[0], record) for record in get_args(source))
        choices = {name: handler.generate_schema(record) for name, record in records}
        return {"type": "tagged-union", "discriminator": self.field, "choices": choices, "from_attributes": False}


def is_period(name: str) -> bool:
    """Whether a name is that of a period, in capitals or not; see `judging.scoring.periods`."""
    return re.fullmatch(PERIOD_FORM, name.upper().replace("M", "m")) is not None


Slug = Annotated[str, TextForm(SLUG_FORM, 60)]
"""An id: small letters, digits and single hyphens. It becomes an address and is never shown as a name."""

ItemId = Annotated[str, TextForm(ITEM_FORM, 20)]
"""The number of a section or clause as the source prints it, always quoted in YAML: "1.10" is not 1.1."""

Edition = Annotated[str, TextForm(EDITION_FORM, 20)]
"""The name of an edition, `2024`. It becomes an address."""

StandardRef = Annotated[str, TextForm(REF_FORM, 81)]
"""A standard and its edition: `hospital-100@2024`."""

Fingerprint = Annotated[str, TextForm(FINGERPRINT_FORM, 16)]
"""The digest of a part of a standard: equal digest, equal part."""

Period = Annotated[str, TextForm(PERIOD_FORM, 11)]
"""A week, `2026-W41`, a month, `2026-10`, a quarter, `2026-Q4`, a half-year, `2026-H2`, or a year, `2026-Y`; of years
that begin in another month than January also `2026-04-12m`: twelve months from April 2026 on."""

EventId = Annotated[str, TextForm(EVENT_FORM, 40)]
"""The number under which a fact is on record, `TS-2026-0417`; a fact has one, however often it is told."""

WindowRef = Annotated[str, TextForm(PLACE_FORM, 121)]
"""A window of the city: `centre/window`."""

Text = Annotated[str, TextForm(TEXT_FORM, 2000)]
"""Words for people, shown as written."""

Name = Annotated[str, TextForm(NAME_FORM, 80)]
"""A short text on one line that stands in a heading or a table cell."""

LongName = Annotated[str, TextForm(NAME_FORM, 400)]
"""A line that the program makes of several ids or values."""

TeamCode = Annotated[str, TextForm(TEAM_FORM, 12)]
"""An inspecting team's code; a code, so that no person is named."""

Span = Annotated[str, TextForm(SPAN_FORM, 11)]
"""Opening time of a day, `08:30-12:00`, in the time zone of the policy; `22:00-06:00` ends on the next day, `24h` has
no end."""

IcpNumber = Annotated[str, TextForm(ICP_FORM, 30)]
"""The number under which a site is filed with the administration of telecommunications: `浙ICP备12345678号-1`."""

PoliceNumber = Annotated[str, TextForm(POLICE_FORM, 30)]
"""The number under which a site is filed with the public security: `浙公网安备 33010002000001号`."""

SiteCode = Annotated[str, TextForm(SITE_CODE_FORM, 10)]
"""The ten signs that every site of a government has."""

MarkId = Annotated[str, TextForm(MARK_FORM, 64)]
"""What stands behind `id=` in the address to which the mark of an official site leads."""

WebAddress = Annotated[str, TextForm(WEB_FORM, 200)]
"""Where something stands on the web: `https://git.example.com/office/city`."""

Branch = Annotated[str, TextForm(BRANCH_FORM, 80)]
"""A branch of a repository, `main`."""

Points = Annotated[Decimal, NumberForm(0, 1000, places=3)]
"""Points of a standard, exact."""

Share = Annotated[Decimal, NumberForm(0, 1, places=4)]
"""A share of a whole, 0 to 1, exact."""

Part = Annotated[Decimal | Fraction, PartForm()]
"""A share of a whole, 0 to 1: a decimal, or as text an exact fraction, "1/3"."""

Step = Annotated[Decimal, NumberForm(0, 100, places=4)]
"""A step between values, exact."""

Months = Annotated[int, NumberForm(1, 60)]
"""A number of months, five years at most."""

CalendarDays = Annotated[int, NumberForm(1, 3660)]
"""A number of days, ten years at most."""

Month = Annotated[int, NumberForm(1, 12)]
"""A month of the year, 1 to 12."""

MonthDay = Annotated[int, NumberForm(1, 28)]
"""A day that every month has, 1 to 28."""

Count = Annotated[int, NumberForm(1, 100_000)]
"""How many; at least one."""

Tally = Annotated[int, NumberForm(0, 100_000)]
"""How many; may be none."""

Days = Annotated[int, NumberForm(0, 250)]
"""A number of working days, a year of them at most."""

Year = Annotated[int, NumberForm(2000, 2099)]
"""A calendar year."""

Places = Annotated[int, NumberForm(0, 4)]
"""Decimal places."""

Day = Annotated[datetime.date, DayForm()]
"""A calendar day in the time zone of the policy."""
