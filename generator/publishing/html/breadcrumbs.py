"""The way to a page, told to search engines as it is shown to readers.

    trailed(html)  →  the same with a BreadcrumbList (schema.org) in its head

Made of the finished page, so it can say nothing else than what is seen: the links of the path, and the heading of the
page as the last step. It needs whole addresses, so a site that does not know where it stands has none.
"""

import json
import re
from html import unescape
from typing import Final
from urllib.parse import urljoin

_CANONICAL: Final = re.compile(r'<link rel="canonical" href="([^"]*)">')
_CRUMBS: Final = re.compile(r'<p class="wb-crumbs">(.*?)</p>', re.DOTALL)
_LINK: Final = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_HEADING: Final = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")


def trailed(text: str) -> str:
    """The page with its path as data; one without a path, a heading or an address of its own is left alone."""
    canonical, crumbs, heading = _CANONICAL.search(text), _CRUMBS.search(text), _HEADING.search(text)
    if not canonical or not crumbs or not heading:
        return text
    own = unescape(canonical[1])
    steps = [{"name": _plain(name), "item": urljoin(own, unescape(href))} for href, name in _LINK.findall(crumbs[1])]
    data = {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, **step}
            for place, step in enumerate([*steps, {"name": _plain(heading[1])}], 1)
        ],
    }
    said = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return text.replace("</head>", f'<script type="application/ld+json">{said}</script>\n</head>', 1)


def _plain(markup: str) -> str:
    return unescape(_TAG.sub("", markup))
