"""Speed of the whole path, side by side with its peers in one run: `python -m tests.tools.bench`.

A city of `--windows` windows and `--months` months is written into a folder of its own. Measured are

- reading, checking and scoring, beside PyYAML's C loader loading the same files and nothing else;
- a cold build, beside the build after one finding has changed;
- pages to HTML, beside plain MkDocs (same theme, same extensions, one process) building the same pages with their
  tables written as ordinary Markdown tables;
- the memory of all processes of the cold build together (each shared page counted once).
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from html.parser import HTMLParser
from pathlib import Path

import click
import yaml

from tests.fixtures.folders import ROOT
from tests.sample_city.city import change_one_round, write_project

EVERY = 0.02
"""Seconds between two looks at the memory."""


def main() -> None:
    """Measure, and print one line for each comparison."""
    options = _options()
    (ROOT / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=ROOT / "build") as folder:
        city = Path(folder) / "city"
        write_project(city, seed=1, windows=options.windows, months=options.months)
        files = sorted((city / "results").rglob("*.yml"))
        size = sum(path.stat().st_size for path in files)
        click.echo(f"{options.windows} windows, {options.months} months: {len(files)} files, {size / 1e6:.1f} MB")
        loaded = min(_load_alone(files) for _ in range(2))
        scored = min(_check(city) for _ in range(2))
        _tell("PyYAML's C loader alone", loaded)
        _tell("read, check and score", scored, f"{scored / loaded:.2f} × the loader (at most 2)")
        cold, memory = _build(city)
        _tell("cold build", cold, f"peak memory {memory / 1e6:.0f} MB (below 400)")
        changes = []
        for number in range(options.changes):
            change_one_round(city / "results", number)
            changes.append(_build(city)[0])
        change = sorted(changes)[len(changes) // 2]
        _tell("build after one change", change, f"{cold / change:.1f} × faster than cold (at least 8)")
        still = _build(city)[0]
        _tell("build after no change", still)
        ours, pages = _html_alone(city)
        peer = _plain_mkdocs(city, Path(folder) / "plain")
        _tell(f"{pages} pages to HTML", ours, f"{1000 * ours / pages:.1f} ms a page")
        _tell("plain MkDocs, Markdown tables", peer, f"{peer / ours:.1f} × as long (at least 3)")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--windows", type=int, default=1000)
    parser.add_argument("--months", type=int, default=6)
    parser.add_argument("--changes", type=int, default=3, help="changed rounds to build one after the other")
    return parser.parse_args()


def _tell(what: str, seconds: float, remark: str = "") -> None:
    click.echo(f"{what:<32} {seconds:7.2f} s   {remark}".rstrip())


def _load_alone(files: list[Path]) -> float:
    started = time.perf_counter()
    for path in files:
        yaml.load(path.read_bytes(), yaml.CSafeLoader)
    return time.perf_counter() - started


def _check(city: Path) -> float:
    shutil.rmtree(city / "build", ignore_errors=True)
    return _run(city, "check")[0]


def _build(city: Path) -> tuple[float, int]:
    return _run(city, "build")


def _run(city: Path, command: str) -> tuple[float, int]:
    """Seconds and peak memory in bytes of a command of ours, Python's start included."""
    started = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603  # our own program
        [sys.executable, "-m", "generator", command, "--root", str(city)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=_as_installed(city.parent / "compiled"),
    )
    peaks: list[int] = [0]
    watcher = threading.Thread(target=_watch, args=(process, peaks))
    watcher.start()
    _, said = process.communicate()
    seconds = time.perf_counter() - started
    watcher.join()
    if process.returncode:
        sys.exit(said)
    return seconds, max(peaks)


def _as_installed(compiled: Path) -> dict[str, str]:
    """An environment in which modules are compiled once, as an installed program has it, whatever this machine says.

    Nothing of the user's own caches is in it.
    """
    settings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**settings, "PYTHONPYCACHEPREFIX": str(compiled), "XDG_CACHE_HOME": str(compiled / "caches")}


def _watch(process: "subprocess.Popen[str]", peaks: list[int]) -> None:
    while process.poll() is None:
        peaks.append(sum(_memory(pid) for pid in _family(process.pid)))
        time.sleep(EVERY)


def _family(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for one in found:
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return found


def _memory(pid: int) -> int:
    """Proportional memory of a process in bytes; 0 when it has just ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


HTML_STAGE = """
import json, sys, time
from pathlib import Path
from generator.build import build

told = {}

def progress(step, done, total):
    told[step] = (time.perf_counter(), total)

build(Path(sys.argv[1]), None, progress)
print(json.dumps([told["html"][0] - told["pages"][0], told["html"][1]]))
"""


def _html_alone(city: Path) -> tuple[float, int]:
    """Seconds of making the HTML of every page again from pages that are there, and how many there are."""
    with (city / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("\n# another frame: all HTML is made again\n")
    done = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-c", HTML_STAGE, str(city)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    seconds, pages = json.loads(done.stdout.splitlines()[-1])
    return seconds, pages


class _Plain(HTMLParser):
    """Raw HTML as ordinary Markdown: headings, paragraphs, lists and pipe tables with the same words."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.text = ""
        self.row: list[str] | None = None
        self.rows = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  # the parser's form
        if tag == "table":
            self.flush()
            self.rows = 0
        elif tag == "tr":
            self.flush()
            self.row = []
        elif tag in {"p", "li", "h2", "h3", "h4", "dt", "dd", "summary", "div", "section", "caption"}:
            self.flush({"li": "- ", "h2": "## ", "h3": "### ", "h4": "#### "}.get(tag, ""))

    def flush(self, start: str = "") -> None:
        if self.row is None and self.text.strip():
            self.lines += [self.text.strip(), ""]
            self.text = ""
        if self.row is None:
            self.text = start

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"} and self.row is not None:
            self.row.append(" ".join(self.text.split()))
            self.text = ""
        elif tag == "tr" and self.row:
            self.lines.append("| " + " | ".join(cell or " " for cell in self.row) + " |")
            self.rows += 1
            if self.rows == 1:
                self.lines.append("|" + " --- |" * len(self.row))
            self.row = None
        elif tag == "table":
            self.lines.append("")
            self.row = None
        elif tag in {"p", "li", "h2", "h3", "h4", "summary"}:
            self.flush()

    def handle_data(self, data: str) -> None:
        for mark in "\\`*_{}[]<>#|!":
            data = data.replace(mark, f"\\{mark}")
        self.text += data.replace("\n", " ")


def _plain_mkdocs(city: Path, plain: Path) -> float:
    """Seconds of plain MkDocs over the same pages, as anyone would have written them."""
    docs = plain / "docs"
    for path in (city / "build" / "pages").rglob("*.md"):
        target = docs / path.relative_to(city / "build" / "pages")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_as_markdown(path.read_text("utf-8")), encoding="utf-8")
    (plain / "mkdocs.yml").write_text(
        "site_name: plain\n"
        "theme: {name: material, language: zh, font: false}\n"
        "use_directory_urls: false\nplugins: []\n"
        "markdown_extensions: [tables, {toc: {permalink: true}}]\n"
        "nav: [{Home: index.md}]\nnot_in_nav: '*'\n",
        encoding="utf-8",
    )
    started = time.perf_counter()
    subprocess.run(  # noqa: S603  # MkDocs of our own environment
        [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(plain / "mkdocs.yml"), "-d", str(plain / "site")],
        check=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
    )
    return time.perf_counter() - started


def _as_markdown(page: str) -> str:
    _, front, body = page.split("---\n", 2)
    title = next((line for line in front.splitlines() if line.startswith("title:")), "title: page")
    parser = _Plain()
    parser.feed(body)
    parser.flush()
    return f"---\n{title}\n---\n\n" + "\n".join(parser.lines) + "\n"


if __name__ == "__main__":
    main()
