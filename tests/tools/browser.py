"""A browser for the tests, where neither the machine nor its packages have one: `python -m tests.tools.browser`."""

import subprocess
import sys

from tests.fixtures.chromium import find_chromium


def main() -> None:
    """Fetch Playwright's own Chromium, with the libraries that it needs, if no other is found."""
    if find_chromium():
        return
    sys.stderr.write("installing what the tests need: Chromium, as Playwright has it\n")
    subprocess.run([sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"], check=False)
    if not find_chromium():
        sys.exit(
            "The tests open the site in Chromium, and there is none: "
            "apt-get install chromium (Debian), brew install chromium (macOS)."
        )


if __name__ == "__main__":
    main()
