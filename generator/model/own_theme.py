"""What a city adds to the theme of the product: its `theme/`, in which nothing of the product is copied."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from generator.model.scalars import Name, Text

BLOCKS: Final = ("announce", "header", "brand", "tabs", "footer", "official", "extrahead")
"""The blocks of the frame that a city may write itself; the others change with the product."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnPageHead:
    """What stands between the two lines `---` at the top of a page of its own."""

    title: Name
    description: Text | None = None
    """What search engines and messengers show of it."""
    place: Literal["navigation", "footer"] = "footer"
    """Where the way to it stands on every page."""
    called: Name | None = None
    """What it is called there; None: by its title."""
    after: Literal["home", "lists", "windows", "standards", "method", "data", "search"] = "search"
    """The entry of the navigation that it follows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnPage:
    """A page that the city wrote itself, in Markdown."""

    name: str
    head: OwnPageHead
    body: str

    @property
    def called(self) -> str:
        """Its name in the navigation or the footer."""
        return self.head.called or self.head.title


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnTheme:
    """Everything in it."""

    files: Mapping[str, str] = field(default_factory=dict)
    """By address in the site: the path of a picture, a style sheet or a file beside a page."""
    pages: tuple[OwnPage, ...] = ()
    """By name."""
    blocks: Mapping[str, str] = field(default_factory=dict)
    """By name of the block: the template that takes its place."""


NOTHING_OWN: Final = OwnTheme()


@dataclass(frozen=True, kw_only=True, slots=True)
class FooterItem:
    """Words at the foot of every page."""

    text: str
    link: str = ""
    """An address of the site, or a whole one elsewhere; empty where it leads nowhere."""
    picture: str = ""
    """The address of a picture that stands for the words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NavigationEntry:
    """A page of the city's own in the navigation row."""

    title: str
    page: str
    """Its address."""
    after: str
    """The entry it follows: the first part of its address, without an ending."""
