"""What holds for the whole site: vocabulary, policy, and the boards on which windows are compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from generator.model.cases import Process
from generator.model.scalars import (
    Branch,
    Count,
    Day,
    IcpNumber,
    MarkId,
    Month,
    Months,
    Name,
    Period,
    PoliceNumber,
    SiteCode,
    Slug,
    StandardRef,
    Tally,
    Text,
    WebAddress,
    WindowRef,
    Year,
)

SELF: Final = "self"
"""The channel of self-checks: they are shown, and no board may count them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """An entry of a closed vocabulary: its id in the data and its name on the page."""

    id: Slug
    name: Name
    meaning: Text | None = None
    en: Name | None = None
    """Its name on pages with the English interface; without one they say `name`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Role:
    """A kind of work at a window; `trades` empty: found in every trade."""

    id: Slug
    name: Name
    trades: tuple[Slug, ...] = ()
    apart: bool = False
    """It does not work at a window: what binds everybody there does not bind it, only what names it."""
    en: Name | None = None
    """As in `Word`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """The closed lists of words that standards and results may use."""

    trades: tuple[Word, ...]
    themes: tuple[Word, ...]
    roles: tuple[Role, ...]
    channels: tuple[Word, ...]
    bands: Mapping[Name, Name] = field(default_factory=dict)
    """English for the names that standards give their bands; frozen editions stay as they are."""
    districts: Mapping[Name, Name] = field(default_factory=dict)
    """English for the names of districts, as centres write them; the others keep the one that they have."""
    units: Mapping[Name, Name] = field(default_factory=dict)
    """English for the units of measured limits, in the plural; frozen editions stay as they are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StatedHoliday:
    """A public holiday: from its first day to its last, weekends within it included."""

    name: Name
    since: Day
    until: Day | None = None
    """Its last day; none where it is a single one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StatedYear:
    """The public holidays of a year as they were announced.

    Of a year that the program does not know yet, of a region that has holidays of its own besides the national ones, or
    of a city outside the country.
    """

    year: Year
    announcement: Text
    """Who announced it, under which title and number."""
    holidays: tuple[StatedHoliday, ...]
    workdays: tuple[Day, ...] = ()
    """The Saturdays and Sundays that are worked to make up for them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Official:
    """What the site of a public office has to show at the foot of every page; what it does not have is left out."""

    organiser: Name | None = None
    """主办单位: the office that answers for the site."""
    operator: Name | None = None
    """承办单位: the office that keeps it."""
    contact: Text | None = None
    """联系方式: telephone, address, post code, as they are to be read."""
    code: SiteCode | None = None
    """网站标识码."""
    icp: IcpNumber | None = None
    """ICP 备案号."""
    police: PoliceNumber | None = None
    """公安备案号."""
    mark: MarkId | None = None
    """党政机关网站标识; its picture, where the city has it, is `theme/mark.png`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Repository:
    """Where the data of the city are kept, so that the form of an inspector can open the page for a new file there."""

    forge: Literal["github", "gitlab", "gitea"]
    address: WebAddress
    """Of the repository: `https://git.example.com/office/city`."""
    branch: Branch = "main"


@dataclass(frozen=True, kw_only=True, slots=True)
class PolicyInEnglish:
    """What pages with the English interface say instead of the same in `Policy`; what is not given stays as it is."""

    site_title: Name | None = None
    publisher: Name | None = None
    region: Name | None = None
    complaint: Text | None = None
    """How to complain, in a sentence or two, in English."""
    licence: Text | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """Who publishes, under which name, and how to reach them."""

    site_title: Name
    publisher: Name
    region: Name
    hotline: Name
    complaint: Text
    """How to complain, in a sentence or two."""
    licence: Text
    en: PolicyInEnglish = field(default_factory=PolicyInEnglish)
    """What pages with the English interface say instead; what is not given stays as it was written."""
    time_zone: Name
    process: Process = field(default_factory=Process)
    """How a result may be contested, and when it becomes public."""
    maps: Literal["amap"] | None = None
    """Whose map the address of a centre with coordinates opens: another site, to which its place is told by whoever
    follows the link. None: pages lead to none."""
    official: Official = field(default_factory=Official)
    """What has to stand at the foot of every page."""
    repository: Repository | None = None
    """Where files that were filled in on a phone can be committed; it is shown on the forms for inspectors alone."""
    calendar: tuple[StatedYear, ...] = ()
    """Years that the library of holidays does not have yet, and regional holidays; the national ones it knows better.
    Outside the country nothing but this counts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Certainty:
    """How much evidence a list asks for: the interval over some periods must lie wholly within its bands."""

    periods: Count = 1
    """Periods of the board that are taken together, the newest and those just before it, all by the same edition; a
    window needs a rating in the newest and in more than half of them."""
    and_last: Literal[True] = True
    """The newest period by itself has to fall within the bands as well: no list names a window for what is over."""


ListKind = Literal["red", "green"]
"""The list of praise, and that of exposure."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListRule:
    """Which bands put a window on a list, how many at most (ties at the end all stay), and how surely."""

    bands: tuple[Slug, ...]
    """Of the standard: whoever stands in one of them is on the list."""
    at_most: Count | None = None
    """Windows on the list; ties at the end all stay. None: as many as there are."""
    certain: bool | Certainty | None = None
    """What evidence the list asks for; a veto, being a fact, needs none. `true`: that of one period. `false`: none.
    Not said: one period for praise, none for exposure. A window that lacks it is unsettled: no list names it, and it
    takes a place of `at_most` all the same."""
    min_teams: Count = 2
    """Different teams whose visits the evidence rests on, where evidence is asked for."""

    def certainty(self, kind: ListKind) -> Certainty | None:
        """The evidence that it asks for as the rule of this list; None: the score alone decides."""
        if isinstance(self.certain, Certainty):
            return self.certain
        asked = kind == "red" if self.certain is None else self.certain
        return Certainty() if asked else None


@dataclass(frozen=True, kw_only=True, slots=True)
class EarlierEdition:
    """An edition that judged the periods of a board up to one of them."""

    standard: StandardRef
    until: Period
    """The last period that is judged by it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Weight:
    """The weight of a channel of which there may be many visits: all of them count, and no more than some together."""

    weight: Tally
    at_most: Count
    """Visits in a period; where there are more, they share the weight of so many."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shares:
    """Each channel's mean first, then the shares of the channels (平时 40%，月度 60%)."""

    shares: Mapping[Slug, Count]
    """By channel; parts of their sum."""
    missing: Literal["unrated", "spread"] = "unrated"
    """A window without a visit of one of the channels has no rating, or the other channels take its share."""


PeriodKind = Literal["week", "month", "quarter", "half-year", "year"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Board:
    """Peers that may be compared: windows of one trade, under one standard, over one kind of period."""

    id: Slug
    title: Name
    en: Name | None = None
    """As in `Word`."""
    formerly: tuple[Name, ...] = ()
    """Titles that it had before, newest first."""
    standard: StandardRef
    """The edition that judges every period that none of `earlier` does."""
    trade: Slug
    centres: tuple[Slug, ...] = ()
    """Empty: every centre of the trade."""
    tiers: tuple[Slug, ...] = ()
    """Classes of centres; empty: every class."""
    roles: tuple[Slug, ...] = ()
    """Windows with one of these roles; empty: every role."""
    windows: tuple[WindowRef, ...] = ()
    """These windows and no others; empty: every window of the centres."""
    period: PeriodKind
    """How long its periods are."""
    year_begins: Month = 1
    """The month in which years, half-years and quarters of the board are counted from."""
    since: Period | None = None
    """The first period that it judges; None: every one in which there was an inspection."""
    until: Period | None = None
    """The last period that it judges; a successor begins after it."""
    channels: Mapping[Slug, Tally | Weight]
    """Weight of each channel; a channel that is not named, or weighs 0, is shown and not counted.
    Self-checks weigh 0."""
    combine: Literal["visits", "newest", "sum"] | Shares = "visits"
    """How visits become one figure. `visits`: what they took is averaged by weight. `newest`: the newest visit that
    assessed enough holds. `sum`: what all of them took is added up (月度累计扣分). `shares`: see `Shares`."""
    holds: Months | None = None
    """Months for which a rating stands where no newer one is; None: it is of its own period only."""
    totals: Literal["computed", "announced"] = "computed"
    """Which total is ranked where one was officially announced: the sum of the parts, or the announced one."""
    min_inspections: Count
    """Visits that assessed at least the least coverage of the standard, on so many different days."""
    same_day_until: Period | None = None
    """The last period in which several visits of one day count as several towards `min_inspections`, as when it was
    published. `windowboard migrate` writes it; None: in none."""
    red: ListRule
    green: ListRule
    earlier: tuple[EarlierEdition, ...] = ()
    """Earlier editions of the same standard, the earliest first; each judges the periods up to its `until`."""
