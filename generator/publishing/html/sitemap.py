"""The list of addresses for search engines."""

from collections.abc import Sequence
from html import escape
from typing import Final
from urllib.parse import quote

from generator.words.languages import HREFLANGS, Language, folder_of

MOST_ADDRESSES: Final = 50_000
"""Addresses in one file, by the protocol of sitemaps.org."""
NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML: Final = "http://www.w3.org/1999/xhtml"
"""Of the links by which a sitemap tells of a page in other languages."""


def sitemap_files(
    site_url: str, addresses: Sequence[str], languages: Sequence[Language] = (), most: int = MOST_ADDRESSES
) -> dict[str, str]:
    """Make `robots.txt` and the sitemap of the pages (`.html`), by path; no sitemap for a site without an address.

    `languages`: of the site, its own first; every page is told with the same page in each of them.
    """
    robots = "User-agent: *\nAllow: /\n"
    if not site_url:
        return {"robots.txt": robots}
    base = site_url.rstrip("/") + "/"
    ordered = sorted(addresses)
    others = languages if len(languages) > 1 else ()
    parts = [ordered[start : start + most] for start in range(0, len(ordered), most)]
    files = {"robots.txt": f"{robots}Sitemap: {base}sitemap.xml\n"}
    if len(parts) <= 1:
        return files | {"sitemap.xml": _list("urlset", "url", base, ordered, others)}
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    files |= {name: _list("urlset", "url", base, part, others) for name, part in zip(names, parts, strict=True)}
    return files | {"sitemap.xml": _list("sitemapindex", "sitemap", base, names)}


def _list(outer: str, inner: str, base: str, paths: Sequence[str], languages: Sequence[Language] = ()) -> str:
    told = "".join(
        f"<{inner}><loc>{escape(base + quote(path))}</loc>{_same(base, path, languages)}</{inner}>\n" for path in paths
    )
    space = f' xmlns:xhtml="{XHTML}"' if languages else ""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{outer} xmlns="{NAMESPACE}"{space}>\n{told}</{outer}>\n'


def _same(base: str, path: str, languages: Sequence[Language]) -> str:
    """The same page in every language of the site, this one among them, and for readers of any other."""
    folders = {folder_of(one, languages): HREFLANGS[one] for one in languages}
    own = next((folder for folder in folders if folder and path.startswith(folder)), "")
    ways = [(tag, folder) for folder, tag in folders.items()] + ([("x-default", "")] if languages else [])
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href="{escape(base + folder + quote(path.removeprefix(own)))}"/>'
        for tag, folder in ways
    )
