"""The pages that a city wrote itself, `theme/pages/*.md`: Markdown, with its own links and pictures.

about.md  →  pages/about.html;  [表格](files/form.pdf)  →  pages/files/form.pdf;  [公告](notice.md)  →  notice.html
"""

import re
from dataclasses import dataclass
from typing import Final

from markdown import markdown
from markupsafe import Markup

from generator.model.own_theme import OwnPage
from generator.presenting.atlas import Atlas
from generator.presenting.text.addresses import Paths

EXTENSIONS: Final = ("attr_list", "def_list", "footnotes", "sane_lists", "tables")

_TO_PAGE: Final = re.compile(r'(<a\b[^>]*\bhref="[^":?#]*)\.md([#"])')

_MARKER: Final = re.compile(r"<!--/?raw-->")
"""What sets a block of a page aside: in a text of somebody else it is nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnPageView:
    """What a page says."""

    title: str
    description: str
    content: Markup


def each(atlas: Atlas) -> tuple[OwnPage, ...]:
    """Every page that the city wrote."""
    return atlas.own.pages


def view(_atlas: Atlas, page: OwnPage, _paths: Paths) -> OwnPageView:
    """A page as it was written."""
    return OwnPageView(
        title=page.head.title,
        description=page.head.description or page.head.title,
        content=Markup(html_of(page.body)),  # noqa: S704  # written for this place by whoever keeps the site
    )


def html_of(body: str) -> str:
    """The text of a page as HTML; links to pages beside it lead to what these become."""
    made = _TO_PAGE.sub(r"\1.html\2", markdown(body, extensions=list(EXTENSIONS), output_format="html"))
    return _MARKER.sub("", made)
