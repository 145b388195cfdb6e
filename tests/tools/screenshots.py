"""The pictures of the README, taken of the sample city's site in `site/`, and the one that messengers show of a page.

`python -m tests.tools.screenshots`. What messengers show is drawn in `share.svg`: they read no SVG.
"""

import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

from generator.publishing.serve import SiteServer
from tests.fixtures.chromium import CHROMIUM_FLAGS, find_chromium
from tests.fixtures.folders import ROOT

PICTURES = (
    ("home-1280", "index.html", 1280, 900),
    ("scorecard-390", "windows/nandu-bank/cash-2.html", 390, 844),
)
"""Name, page, width and height."""
DRAWING = Path(__file__).with_name("share.svg")
SHARED = ROOT / "theme" / "assets" / "share.png"


def main() -> None:
    """Take every picture anew."""
    server = SiteServer(ROOT, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(CHROMIUM_FLAGS))
        for name, address, width, height in PICTURES:
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(f"http://127.0.0.1:{server.server_address[1]}/{address}")
            page.screenshot(path=ROOT / "theme" / "screenshots" / f"{name}.png")
        page = browser.new_page(viewport={"width": 1200, "height": 630})
        page.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block }}</style>{DRAWING.read_text('utf-8')}")
        page.screenshot(path=SHARED)
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
