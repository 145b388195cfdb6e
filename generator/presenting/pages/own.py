"""The pages that a city wrote itself, `theme/pages/*.md`: Markdown, with its own links and pictures.

about.md  →  pages/about.html;  [表格](files/form.pdf)  →  pages/files/form.pdf;  [公告](notice.md)  →  notice.html
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from markdown import markdown
from markupsafe import Markup

from generator.model.own_theme import OwnPage, OwnTheme
from generator.presenting.artefact import Artefact
from generator.presenting.atlas import Atlas
from generator.presenting.text.addresses import own_page, source
from generator.presenting.text.markup import render

EXTENSIONS: Final = ("attr_list", "def_list", "footnotes", "sane_lists", "tables")

_TO_PAGE: Final = re.compile(r'(<a\b[^>]*\bhref="[^":?#]*)\.md([#"])')

_MARKER: Final = re.compile(r"<!--/?raw-->")
"""What sets a block of a page aside: in a text of somebody else it is nothing."""


def own_pages(atlas: Atlas, theme: OwnTheme) -> Iterator[Artefact]:
    """`pages/<page>.md`."""
    for page in theme.pages:
        yield Artefact(
            address=source(own_page(page.name)),
            ingredients=(page, atlas.data_date(), atlas.site.sample),
            render=partial(_text, atlas, page),
        )


def _text(atlas: Atlas, page: OwnPage) -> str:
    return render(
        "own.md.jinja",
        atlas.lang,
        title=page.head.title,
        description=page.head.description or page.head.title,
        content=Markup(html_of(page.body)),  # noqa: S704  # written for this place by whoever keeps the site
        data_date=atlas.data_date(),
        sample=atlas.site.sample,
    )


def html_of(body: str) -> str:
    """The text of a page as HTML; links to pages beside it lead to what these become."""
    made = _TO_PAGE.sub(r"\1.html\2", markdown(body, extensions=list(EXTENSIONS), output_format="html"))
    return _MARKER.sub("", made)
