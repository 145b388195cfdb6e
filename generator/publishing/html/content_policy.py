"""What a page may load and run, written into the page itself, for a static site has no say in what its server sends.

    guarded(html)  →  the same with <meta http-equiv="Content-Security-Policy" …> as the second thing in its head

Scripts come from the site itself, or stand in the page with their digest in the policy: what somebody smuggled into a
page is neither. The few that Material writes into pages are counted as they are in the finished page, so that a new
version of it needs nothing here.
"""

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from typing import Final

CHARSET: Final = '<meta charset="utf-8">'
"""The policy stands behind it: it holds for whatever comes later."""

_INLINE: Final = re.compile(r"<script\b((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_ELSEWHERE: Final = re.compile(r"\bsrc\s*=", re.IGNORECASE)
_TYPE: Final = re.compile(r"\btype\s*=\s*[\"']?([^\"'\s]*)", re.IGNORECASE)
_RUN: Final = ("", "module", "text/javascript", "application/javascript")
_SEARCH: Final = "assets/windowboard/search.js"


def guarded(text: str) -> str:
    """The page with its policy; a page that has one already keeps it, one without its charset is left alone."""
    before, charset, behind = text.partition(CHARSET)
    if not charset or "Content-Security-Policy" in text:
        return text
    rules = "; ".join(f"{name} {value}" for name, value in _rules(behind).items())
    return f'{before}{CHARSET}\n<meta http-equiv="Content-Security-Policy" content="{rules}">{behind}'


def _rules(text: str) -> dict[str, str]:
    scripts = ["'self'", *dict.fromkeys(_digest(script) for script in _inline_scripts(text))]
    if _SEARCH in text:
        scripts.append("'wasm-unsafe-eval'")  # Pagefind is WebAssembly
    return {
        "default-src": "'none'",
        "script-src": " ".join(scripts),
        "style-src": "'self'",
        "img-src": "'self' data:",  # the icons of Material's style sheets are written into them
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
    }


def _inline_scripts(text: str) -> list[str]:
    """The scripts that stand in the page and are run; data for scripts is not."""
    found = []
    for script in _INLINE.finditer(text):
        kind = _TYPE.search(script[1])
        if not _ELSEWHERE.search(script[1]) and (kind[1].lower() if kind else "") in _RUN:
            found.append(script[2])
    return found


@lru_cache(maxsize=256)
def _digest(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
