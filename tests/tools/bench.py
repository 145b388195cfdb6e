"""Speed of the whole path, side by side with its peers in one run: `python -m tests.tools.bench`.

For each of the sizes a city of so many windows and `--months` months is written into a folder of its own. Measured are

- reading, checking and scoring, beside PyYAML's C loader loading the same files and nothing else;
- a cold build, with the memory of all its processes together (each shared page counted once) and what it publishes;
- the build after one finding has changed, in the middle of several, and the build after nothing has;
- pages to HTML, beside plain MkDocs (same theme, same extensions, one process) building the same pages with their
  tables written as ordinary Markdown tables;
- a publication after one finding has changed, compared with the last one, beside a build of such a change;
- with `--cluster`, a cold build whose tasks two workers of a scheduler on this machine do;
- Hugo reading the same YAML and making the same pages, and Pagefind going through these, where there is a `hugo`.

Beside what was measured stands what is wanted. Nothing of it is a test: another machine has other figures.
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
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path

import click
import yaml

from generator.publishing.releasing.release import STAMP
from generator.publishing.releasing.sums import SUMS
from tests.fixtures.folders import ROOT
from tests.sample_city.city import change_one_round, write_project

EVERY = 0.02
"""Seconds between two looks at the memory."""


@dataclass(frozen=True)
class Measured:
    """What a size took."""

    cold: float
    change: float
    """Seconds."""


def main() -> None:
    """Measure, and print one line for each figure."""
    options = _options()
    (ROOT / "build").mkdir(exist_ok=True)
    found: list[Measured] = []
    for windows in options.windows:
        with tempfile.TemporaryDirectory(prefix="bench-", dir=ROOT / "build") as folder:
            found.append(_measured(Path(folder), windows, options))
    if len(found) > 1:
        growth = found[-1].change / found[0].change
        times = options.windows[-1] / options.windows[0]
        _tell("one change, largest ÷ smallest", f"{growth:.1f} ×", f"of {times:.0f} × the windows (100 ×: at most 3)")


def _measured(folder: Path, windows: int, options: argparse.Namespace) -> Measured:
    city = folder / "city"
    write_project(city, seed=1, windows=windows, months=options.months)
    (city / "standards" / "amendments.yml").unlink()  # they lie after the day of what is made up
    arriving = _held_back(city, 2 * (options.changes + 1))
    files = sorted((city / "results").rglob("*.yml"))
    size = sum(path.stat().st_size for path in files)
    click.echo(f"{windows} windows, {options.months} months: {len(files)} files, {size / 1e6:.1f} MB")
    _tell("", "measured", "wanted")
    loaded = min(_load_alone(files) for _ in range(2))
    scored = min(_check(city) for _ in range(2))
    _tell("PyYAML's C loader alone", _seconds(loaded))
    _tell("read, check and score", _seconds(scored), f"1.5 × the loader: {1.5 * loaded:.2f} s")
    cold, memory = _build(city)
    _tell("cold build", _seconds(cold))
    _tell("its memory", f"{memory / 1e6:.0f} MB", "600 MB at 10,000 windows")
    published = [path.stat().st_size for path in (city / "site").rglob("*") if path.is_file()]
    _tell("published", f"{sum(published) / 1e6:.0f} MB", f"500 MB at 10,000 windows ({len(published)} files)")
    if options.cluster:
        there = _by_cluster(city)
        _tell("two workers of a local cluster", _seconds(there), f"two processes ÷ 0.8: {cold / 0.8:.2f} s")
    changes = []
    for number in range(options.changes):
        change_one_round(city / "results", number)
        changes.append(_build(city)[0])
    change = sorted(changes)[len(changes) // 2]
    _tell("build after one change", _seconds(change), f"3 s at 10,000 windows (cold: {cold / change:.1f} × as long)")
    _build(city)  # what was written within two seconds is read once more
    _tell("build after no change", _seconds(_build(city)[0]), "1.5 s at 10,000 windows")
    largest = max(path.stat().st_size for path in (city / "site").rglob("*.html"))
    _tell("largest page", f"{largest / 1000:.0f} kB", "200 kB")
    compared, alone = _compared(city, arriving)
    _tell("publication, compared, one change", _seconds(compared), f"a build and 0.5 s: {alone + 0.5:.2f} s")
    if options.alone:
        return Measured(cold=cold, change=change)
    ours, pages = _html_alone(city)
    peer = _plain_mkdocs(city, folder / "plain")
    _tell(f"{pages} pages to HTML", _seconds(ours), f"a third of plain MkDocs: {peer / 3:.2f} s")
    _tell("plain MkDocs, Markdown tables", _seconds(peer))
    if hugo := options.hugo or shutil.which("hugo"):
        peers = _hugo(hugo, city, folder)
        _tell("Hugo: that YAML, those pages", _seconds(peers[0]))
        _tell("Pagefind on Hugo's pages", _seconds(peers[1]))
        _tell("cold build ÷ both", f"{cold / sum(peers):.2f} ×", "1.2 ×")
        _tell("both ÷ one change", f"{sum(peers) / change:.1f} ×", "20 ×")
    return Measured(cold=cold, change=change)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--windows", type=int, nargs="+", default=[1000], help="sizes, the smallest first")
    parser.add_argument("--months", type=int, default=6)
    parser.add_argument("--changes", type=int, default=3, help="changed rounds to build one after the other")
    parser.add_argument("--cluster", action="store_true", help="build by two workers of a local cluster too")
    parser.add_argument("--alone", action="store_true", help="without peers: of 100,000 windows they take many hours")
    parser.add_argument("--hugo", help="the peer (default: the one that is found, if any)")
    return parser.parse_args()


def _tell(what: str, measured: str, wanted: str = "") -> None:
    click.echo(f"{what:<34} {measured:>10}   {wanted}".rstrip())


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} s"


def _load_alone(files: list[Path]) -> float:
    started = time.perf_counter()
    for path in files:
        yaml.load(path.read_bytes(), yaml.CSafeLoader)
    return time.perf_counter() - started


def _check(city: Path) -> float:
    shutil.rmtree(city / "build", ignore_errors=True)
    return _run(city, "check", watched=False)[0]


def _build(city: Path) -> tuple[float, int]:
    return _run(city, "build")


def _held_back(city: Path, count: int) -> Iterator[tuple[Path, bytes]]:
    """Take the last rounds of the newest month of so many centres out of a city; each, as it may come in later."""
    centres = sorted((city / "results").iterdir())[:count]
    rounds = [max(max(centre.glob("????-??")).glob("*.yml")) for centre in centres]
    held = [(path, path.read_bytes()) for path in rounds]
    for path in rounds:
        path.unlink()
    return iter(held)


def _compared(city: Path, arriving: Iterator[tuple[Path, bytes]]) -> tuple[float, float]:
    """Seconds of publishing one more round, compared with the last publication, and of a build of one more.

    Each the middle one of several; the data are committed, as they are where publications are compared.
    """
    _git(city, "init", "--quiet")
    day = json.loads((city / "site" / STAMP).read_bytes())["day"]  # a period that is over would ask for corrections
    took: dict[str, list[float]] = {"publish": [], "build": []}
    for (path, data), command in zip(arriving, cycle(took), strict=False):
        path.write_bytes(data)
        _git(city, "add", "standards", "results")
        _git(city, "commit", "--quiet", "--message", "one more round", day=day)
        took[command].append(_run(city, command, "--as-of", day, watched=False)[0])
    publish, build = (sorted(seconds[1:]) for seconds in took.values())  # the first ones take in what was changed
    return publish[len(publish) // 2], build[len(build) // 2]


def _git(city: Path, *words: str, day: str = "") -> None:
    who = ("-c", "user.name=bench", "-c", "user.email=bench@example.org")
    dated = {f"GIT_{one}_DATE": f"{day}T18:00:00+08:00" for one in ("AUTHOR", "COMMITTER") if day}
    subprocess.run(["git", *who, *words], cwd=city, check=True, env=os.environ | dated)  # noqa: S603, S607  # our own words


def _by_cluster(city: Path) -> float:
    """Seconds of a cold build by a scheduler and two workers on this machine; exits where the bytes are others."""
    sums = (city / "site" / SUMS).read_bytes()
    for folder in ("build", "site"):
        shutil.rmtree(city / folder)
    told = city.parent / "scheduler.json"
    settings = _as_installed(city.parent / "compiled") | {"PYTHONPATH": str(ROOT)}
    parts = [["scheduler", "--host", "127.0.0.1", "--port", "0"], *[["worker", "--nthreads", "1"]] * 2]
    with ExitStack() as running:
        for part in parts:
            process = subprocess.Popen(  # noqa: S603  # of our own environment
                [sys.executable, "-m", "dask", *part, "--no-dashboard", "--scheduler-file", str(told)],
                cwd=city.parent,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=settings,
            )
            running.callback(process.wait)
            running.callback(process.terminate)
        while not told.exists():
            time.sleep(EVERY)
        address = json.loads(told.read_text("utf-8"))["address"]
        _run(city, "check")  # workers have begun by then
        seconds, _ = _run(city, "build", "--scheduler", address, watched=False)
    if (city / "site" / SUMS).read_bytes() != sums:
        sys.exit("the workers of a cluster make other bytes")
    return seconds


def _run(city: Path, command: str, *words: str, watched: bool = True) -> tuple[float, int]:
    """Seconds and peak memory in bytes of a command of ours, Python's start included.

    Looking at its memory takes a fifth of a processor, so where nobody asks for that it is not `watched`: then it is 0.
    """
    started = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603  # our own program
        [sys.executable, "-m", "generator", command, "--root", str(city), *words],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=_as_installed(city.parent / "compiled"),
    )
    peaks: list[int] = [0]
    watcher = threading.Thread(target=_watch, args=(process, peaks))
    if watched:
        watcher.start()
    _, said = process.communicate()
    seconds = time.perf_counter() - started
    if watched:
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


def _hugo(hugo: str, city: Path, folder: Path) -> tuple[float, float]:
    """Seconds of Hugo reading the city's YAML and making the pages of `_plain_mkdocs`, and of Pagefind on its pages."""
    source = folder / "hugo"
    shutil.copytree(folder / "plain" / "docs", source / "content")
    for folder_page in (source / "content").rglob("index.md"):
        folder_page.rename(folder_page.with_name("_index.md"))
    shutil.copytree(city / "results", source / "data")
    layouts = source / "layouts" / "_default"
    layouts.mkdir(parents=True)
    frame = (
        "<!doctype html><html lang=zh><head><title>{{ .Title }}</title></head>"
        "<body><main data-pagefind-body>{{ .Content }}</main>{{ len hugo.Data }}</body></html>"
    )
    for name in ("single", "list"):
        (layouts / f"{name}.html").write_text(frame, "utf-8")
    settings = "title: peer\ndisableKinds: [taxonomy, term, rss, sitemap]\nuglyURLs: true\n"
    (source / "hugo.yaml").write_text(settings, "utf-8")
    made = _timed([hugo, "--source", str(source), "--quiet"])
    return made, _timed([sys.executable, "-m", "pagefind", "--site", str(source / "public")])


def _timed(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  # our own words
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
