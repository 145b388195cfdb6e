"""The list of addresses for search engines."""

from collections.abc import Sequence
from html import escape
from typing import Final
from urllib.parse import quote

MOST_ADDRESSES: Final = 50_000
"""Addresses in one file, by the protocol of sitemaps.org."""
NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap_files(site_url: str, addresses: Sequence[str], most: int = MOST_ADDRESSES) -> dict[str, str]:
    """Make `robots.txt` and the sitemap of the pages (`.html`), by path; no sitemap for a site without an address."""
    robots = "User-agent: *\nAllow: /\n"
    if not site_url:
        return {"robots.txt": robots}
    base = site_url.rstrip("/") + "/"
    ordered = sorted(addresses)
    parts = [ordered[start : start + most] for start in range(0, len(ordered), most)]
    files = {"robots.txt": f"{robots}Sitemap: {base}sitemap.xml\n"}
    if len(parts) <= 1:
        return files | {"sitemap.xml": _list("urlset", "url", base, ordered)}
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    files |= {name: _list("urlset", "url", base, part) for name, part in zip(names, parts, strict=True)}
    return files | {"sitemap.xml": _list("sitemapindex", "sitemap", base, names)}


def _list(outer: str, inner: str, base: str, paths: Sequence[str]) -> str:
    rows = "".join(f"<{inner}><loc>{escape(base + quote(path))}</loc></{inner}>\n" for path in paths)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{outer} xmlns="{NAMESPACE}">\n{rows}</{outer}>\n'
