"""The house around the code: locks, tasks, workflows, and rules that no linter has."""

import ast
import importlib
import inspect
import itertools
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal, get_args, get_origin

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from generator.model.cases import Case
from generator.model.standard import Check
from tests.fixtures.folders import ROOT
from tests.fixtures.town import git
from tests.tools import browser
from tests.tools.sbom import sbom

BIN = Path(sys.executable).parent
PURE = ("model", "judging")
PINNED = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40}")


def run(*command: str | Path, cwd: Path = ROOT, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """The finished command with all that it said."""
    return subprocess.run(  # noqa: S603 every command is written in this file
        [str(word) for word in command],
        cwd=cwd,
        input=text,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


def script(path: Path, *lines: str) -> None:
    """A stand-in for a command of the machine."""
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    path.chmod(0o755)


# --- lock files -------------------------------------------------------------------------------------------------------


def locked(name: str) -> dict[str, set[str]]:
    """The versions of each package of a lock file."""
    found: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / name).read_text(), flags=re.MULTILINE):
        found.setdefault(canonicalize_name(package), set()).add(version)
    return found


def required(*groups: str) -> Iterator[Requirement]:
    """The requirements that pyproject.toml states, those of the groups with them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    stated = list(project["project"]["dependencies"])
    for group in groups:
        stated += [entry for entry in project["dependency-groups"][group] if isinstance(entry, str)]
    return map(Requirement, stated)


@pytest.mark.parametrize(
    ("lock", "groups"),
    [("requirements.lock", ["build"]), ("requirements-dev.lock", ["build", "dev"])],
)
def test_a_lock_holds_every_requirement_in_the_range_that_is_stated(lock: str, groups: list[str]) -> None:
    """Whoever changes pyproject.toml says `make lock` as well."""
    versions = locked(lock)
    astray = [
        str(wanted)
        for wanted in required(*groups)
        if not any(wanted.specifier.contains(version) for version in versions.get(canonicalize_name(wanted.name), ()))
    ]
    assert astray == []


def test_tests_run_with_the_very_versions_that_the_site_is_built_with() -> None:
    """The lock for developers is the lock of the site and more."""
    site, developers = locked("requirements.lock"), locked("requirements-dev.lock")
    assert {name: developers.get(name) for name in site} == site


@pytest.mark.parametrize(
    "lock", ["requirements.lock", "requirements-dev.lock", "tests/builders.lock", "tests/peers.lock"]
)
def test_a_lock_has_hashes_and_names_no_address_path_or_index(lock: str) -> None:
    """The lock says what is installed; where from is the business of the machine."""
    lines = (ROOT / lock).read_text().splitlines()
    package = re.compile(r"[a-z0-9][a-z0-9.-]*==[0-9][\w.]*( ; [\w\s.'<>=!()]+)? \\")
    digest = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [line for line in lines if not package.fullmatch(line) and not digest.fullmatch(line)] == []
    assert all(digest.fullmatch(after) for line, after in itertools.pairwise(lines) if "==" in line)


# --- tasks ------------------------------------------------------------------------------------------------------------


def test_make_alone_lists_the_tasks() -> None:
    """`make` with nothing behind it changes nothing and says what there is."""
    told = run("make", "--no-print-directory").stdout
    assert re.findall(r"^  make ([\w-]+)", told, flags=re.MULTILINE) == [
        "help", "site", "serve", "check", "lint", "quick", "test", "stress", "bench", "bench-large", "evidence",
        "screenshots", "lighthouse", "docs", "structure", "schemas", "words", "package", "sbom", "builders", "lock",
        "clean",
    ]  # fmt: skip


def test_an_old_python_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """No traceback from somewhere inside pip: the sentence says what is there, what is needed and what to type."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "requirements.lock").touch()
    (tmp_path / "pyproject.toml").touch()
    script(tmp_path / "python", '[ "$1" = --version ] && echo "Python 3.9.2"', "exit 1")
    told = run("make", "site", "PYTHON=./python", cwd=tmp_path)
    assert told.returncode != 0
    assert told.stderr.splitlines()[0] == (
        "windowboard needs Python 3.11 or newer; './python' is Python 3.9.2. Name another: make PYTHON=python3.12"
    )
    assert not (tmp_path / ".venv").exists()


def test_without_a_browser_the_test_task_fails_and_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Browser tests are never skipped in silence: one is fetched, or else the task ends."""
    tried: list[list[str]] = []
    monkeypatch.setattr(browser, "find_chromium", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(subprocess, "run", lambda command, **_: tried.append(command))
    browser.main()
    assert tried == []
    monkeypatch.setattr(browser, "find_chromium", lambda: None)
    with pytest.raises(SystemExit) as ended:
        browser.main()
    assert tried == [[sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"]]
    assert str(ended.value) == (
        "The tests open the site in Chromium, and there is none: "
        "apt-get install chromium (Debian), brew install chromium (macOS)."
    )


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A machine of root that has a shell and its smallest tools, and writes down what is called."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in ("bash", "chmod", "dirname", "env", "grep", "sh"):
        found = shutil.which(tool)
        assert found
        (tools / tool).symlink_to(found)
    script(tools / "id", "echo 0")
    for path in (Path(".ci", "run"), Path("tests", "tools", "machine.sh")):
        (tmp_path / path.parent).mkdir(parents=True)
        shutil.copy(ROOT / path, tmp_path / path)
    (tmp_path / "calls").touch()
    return tmp_path


def apt(machine: Path, candidate: str = "156.0.8078.108-1") -> None:
    """Give a machine the packages of Debian; what is installed is there afterwards."""
    printing = 'printf "#!/bin/sh\\necho make \\$1 >> calls\\n"'
    make = machine / "bin" / "make"
    script(machine / "bin" / "dpkg-query", "exit 1")
    script(machine / "bin" / "apt-cache", f'echo "  Candidate: {candidate}"')
    script(machine / "bin" / "apt-get", 'echo "apt-get $*" >> calls', f"{printing} > {make}; chmod +x {make}")


def called(machine: Path, *command: str) -> tuple[list[str], str]:
    """What a program called on the machine, `.ci/run` unless another is named, and what it said of its own."""
    words = command or (".ci/run",)
    told = run("/usr/bin/env", "-i", f"PATH={machine / 'bin'}", machine / "bin" / "bash", *words, cwd=machine)
    return (machine / "calls").read_text().splitlines(), told.stderr


LACKED = "make python3 python3-venv git default-jre-headless chromium fonts-noto-cjk"


def test_a_machine_that_has_everything_is_left_as_it_is(machine: Path) -> None:
    """No network is needed once all is installed: only the two tasks are called."""
    apt(machine)
    for name in ("git", "python3", "chromium", "java"):
        script(machine / "bin" / name)
    script(machine / "bin" / "dpkg-query", "echo installed")
    script(machine / "bin" / "make", 'echo "make $*" >> calls')
    assert called(machine) == (["make lint", "make test"], "")


def test_a_bare_machine_gets_what_it_lacks(machine: Path) -> None:
    """A fresh Debian has none of these; the browser is among them, so that nothing is skipped. It is said before."""
    apt(machine)
    assert called(machine) == (
        [
            "apt-get update -qq",
            f"apt-get install -y -qq --no-install-recommends {LACKED}",
            "make lint",
            "make test",
        ],
        f"installing what the tests need: {LACKED}\n",
    )


def test_who_is_not_root_installs_by_sudo(machine: Path) -> None:
    """As on the machines of continuous integration; without sudo the sentence is one that can be handed on."""
    apt(machine)
    script(machine / "bin" / "id", "echo 1000")
    calls, said = called(machine)
    assert (calls, said) == ([], f"The tests need what only root can install: apt-get install {LACKED}\n")
    script(machine / "bin" / "sudo", 'echo "sudo" >> calls', '"$@"')
    assert called(machine)[0][:4] == [
        "sudo",
        "apt-get update -qq",
        "sudo",
        f"apt-get install -y -qq --no-install-recommends {LACKED}",
    ]


def test_where_apt_get_has_no_chromium_the_rest_is_installed(machine: Path) -> None:
    """Ubuntu has it as a snap only; the task `browser` fetches one once the environment is there."""
    apt(machine, "(none)")
    assert called(machine, "tests/tools/machine.sh", "chromium", "git")[0] == [
        "apt-get update -qq",
        "apt-get install -y -qq --no-install-recommends git",
    ]


def test_without_apt_get_a_sentence_says_what_to_install(machine: Path) -> None:
    """On macOS, or on another Linux, nothing is tried; Chromium is fetched by the task `browser`."""
    assert called(machine, "tests/tools/machine.sh", "git", "java", "chromium", "font") == (
        [],
        (
            "There is no apt-get on this machine to install what the tests need. Install these yourself: "
            "git default-jre-headless (on macOS: brew install git openjdk)\n"
        ),
    )


def test_another_python_gets_its_own_venv(machine: Path) -> None:
    """A Python of Debian comes without `venv`; which package has it follows from its name."""
    apt(machine)
    script(machine / "bin" / "python3.12", "exit 1")
    script(machine / "ask", "export PYTHON=python3.12", "bash tests/tools/machine.sh python")
    assert called(machine, "ask")[0][1] == "apt-get install -y -qq --no-install-recommends python3.12-venv"


# --- rules that no linter has -----------------------------------------------------------------------------------------


def impurities(source: str) -> list[str]:
    """Where pure code asks the clock, opens a file, or computes with floats."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Attribute(attr="now" | "today" | "utcnow" | "fromtimestamp" | "localtime"):
                found.append(f"{node.lineno}: {node.attr}")
            case ast.Call(
                func=ast.Name(id="open" | "float" | "input" | "print" | "eval" | "exec" | "__import__" as name)
            ):
                found.append(f"{node.lineno}: {name}")
            case ast.Constant(value=float() | complex() as number):
                found.append(f"{node.lineno}: {number}")
            case _:
                pass
    return found


@pytest.mark.parametrize(
    ("fault", "found"),
    [
        ("import datetime\nday = datetime.date.today()", ["2: today"]),
        ("from datetime import datetime\nx = datetime.now(None)", ["2: now"]),
        ("text = open('x').read()", ["1: open"]),
        ("share = 0.5", ["1: 0.5"]),
        ("x = float('1')", ["1: float"]),
        ("x = -1e3", ["1: 1000.0"]),
        ("from fractions import Fraction\nx = Fraction(1, 2) + 1", []),
    ],
)
def test_the_clock_files_and_floats_are_seen(fault: str, found: list[str]) -> None:
    """The next test would say so."""
    assert impurities(fault) == found


@pytest.mark.parametrize("folder", PURE)
def test_scores_are_exact_and_know_no_clock(folder: str) -> None:
    """Today's date is an argument, and a score is a fraction: the same data gives the same list for ever."""
    files = sorted((ROOT / "generator" / folder).rglob("*.py"))
    assert files
    assert [f"{path.name}:{fault}" for path in files for fault in impurities(path.read_text(encoding="utf-8"))] == []


KINDS = {kind.__name__ for kind in (*get_args(Case), *get_args(Check))}
"""What may be told apart by `match` alone."""


def forgetful(source: str) -> list[str]:
    """Where kinds of cases or methods of checking are told apart so that the checker cannot say which is forgotten."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id="isinstance"), args=[_, kinds]):
                names = {part.id for part in ast.walk(kinds) if isinstance(part, ast.Name)}
                found += [f"{node.lineno}: isinstance {name}" for name in sorted(names & KINDS)]
            case ast.Match(cases=cases):
                names = {part.cls.id for part in ast.walk(node) if isinstance(part, ast.MatchClass)
                         and isinstance(part.cls, ast.Name)}  # fmt: skip
                rest = ast.unparse(cases[-1].body[0])
                last = cases[-1].pattern
                if names & KINDS and not (isinstance(last, ast.MatchAs) and rest.startswith("assert_never(")):
                    found.append(f"{node.lineno}: match without assert_never")
            case _:
                pass
    return found


@pytest.mark.parametrize(
    ("fault", "found"),
    [
        ("x = isinstance(case, Reply)", ["1: isinstance Reply"]),
        ("x = [c for c in cs if isinstance(c.check, Deduct | Limit)]", ["1: isinstance Deduct", "1: isinstance Limit"]),
        ("match case:\n    case Reply():\n        pass\n    case _:\n        pass", ["1: match without assert_never"]),
        ("match case:\n    case Reply():\n        pass", ["1: match without assert_never"]),
        ("match case:\n    case Reply():\n        pass\n    case _:\n        assert_never(case)", []),
        ("match node:\n    case Call():\n        pass\n    case _:\n        pass", []),
        ("x = isinstance(value, str)", []),
    ],
)
def test_a_branch_that_would_forget_a_kind_is_seen(fault: str, found: list[str]) -> None:
    """The next test would say so."""
    assert forgetful(fault) == found


def test_whatever_differs_by_kind_is_matched_by_kind() -> None:
    """A new kind of case or method of checking must not be taken for another one: the checker names every place."""
    files = sorted((ROOT / "generator").rglob("*.py"))
    assert [f"{path.name}:{fault}" for path in files for fault in forgetful(path.read_text(encoding="utf-8"))] == []


def tables() -> Iterator[tuple[str, tuple[str, ...], set[str]]]:
    """Every table of a module by a closed list of words: its name, these words, and those that it has."""
    for module in sorted((ROOT / "generator").rglob("*.py")):
        name = ".".join(module.relative_to(ROOT).with_suffix("").parts)
        if module.name.startswith("__"):
            continue
        loaded = importlib.import_module(name)
        annotations: dict[str, Any] = inspect.get_annotations(loaded, eval_str=True)
        for table, kind in annotations.items():
            inner: Any = get_args(kind)[0] if get_origin(kind) is Final else kind
            words: Any = get_args(inner)[0] if get_origin(inner) in {Mapping, dict} else None
            if get_origin(words) is Literal:
                yield f"{name}.{table}", get_args(words), set(getattr(loaded, table))


def test_a_table_by_a_closed_list_of_words_has_them_all() -> None:
    """What has no word on a page is found here, and not by whoever reads the page."""
    found = list(tables())
    assert "generator.presenting.parts.process.cases.KINDS" in {name for name, _, _ in found}
    assert [(name, set(words) ^ keys) for name, words, keys in found if keys != set(words)] == []


def python_files() -> list[Path]:
    """All our Python."""
    return [path for folder in ("generator", "tests") for path in sorted((ROOT / folder).rglob("*.py"))]


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    """A name that says nothing gathers everything."""
    assert [p.name for p in python_files() if p.stem.strip("_") in {"utils", "util", "helpers", "common", "misc"}] == []


UNREASONED = re.compile(r"#\s*(noqa(?!: [A-Z]+[0-9]+(, ?[A-Z]+[0-9]+)*[ #-]+\w)|type: ignore(?!\[[\w, -]+\][ #-]+\w))")
LATER = re.compile(r"\b(TODO|FIXME|XXX)\b|pytest\.(mark\.)?(skip|xfail|importorskip)")


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        ("x = 1  # noqa", ["noqa"]),
        ("x = 1  # noqa: S101", ["noqa"]),
        ("x = 1  # noqa: S101 #", ["noqa"]),
        ("x = 1  # noqa: S101, S603 the reason", []),
        ("x = 1  # noqa: S101 -- the reason", []),
        ("x = 1  # type: ignore[misc]", ["type: ignore"]),
        ("x = 1  # type: ignore[misc]  # the reason", []),
    ],
)
def test_an_exception_without_its_reason_is_seen(line: str, refused: list[str]) -> None:
    """The next test would say so."""
    assert [found[1] for found in UNREASONED.finditer(line)] == refused


PLANTED = ROOT / "tests" / "site" / "test_linters.py"
SKIPPED = ROOT / "tests" / "unit" / "test_language_server.py"
"""The one file whose tests are left out where a machine lacks what they ask: no lock of Python brings that server."""


def test_every_exception_carries_its_reason_and_nothing_is_left_for_later() -> None:
    """A linter is silenced with a reason on the line; no other test is skipped, no work is announced."""
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in python_files()
        if path not in {Path(__file__), PLANTED, SKIPPED}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if UNREASONED.search(line) or LATER.search(line)
    ]
    assert found == []


# --- workflows --------------------------------------------------------------------------------------------------------


Workflow = dict[str, Any]


def workflow(name: str) -> Workflow:
    """A workflow; YAML 1.1 reads its key `on` as true."""
    read = yaml.safe_load((ROOT / ".github" / "workflows" / name).read_text())
    return {"on" if key is True else key: value for key, value in read.items()}


def steps(read: Workflow) -> list[dict[str, Any]]:
    """All steps of all jobs."""
    return [step for job in read["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / ".github" / "workflows").iterdir()))
def test_every_action_is_pinned_by_commit_and_says_its_version(name: str) -> None:
    """A tag can be moved by whoever takes over an action; a commit cannot."""
    assert [
        step["uses"] for step in steps(workflow(name)) if "uses" in step and not PINNED.fullmatch(step["uses"])
    ] == []
    lines = (ROOT / ".github" / "workflows" / name).read_text().splitlines()
    assert [line for line in lines if "uses:" in line and not re.search(r" # v\d+\.\d+\.\d+$", line)] == []


def test_all_workflows_use_the_same_commits() -> None:
    """What was tried on a pull request is what publishes."""
    pins: dict[str, set[str]] = {}
    for name in ("check.yml", "publish.yml", "release.yml"):
        for step in steps(workflow(name)):
            if "uses" in step:
                action, commit = step["uses"].split("@")
                pins.setdefault(action, set()).add(commit)
    assert {action: len(commits) for action, commits in pins.items()} == dict.fromkeys(pins, 1)


def test_a_pull_request_is_checked_with_no_secret_and_no_right_to_write() -> None:
    """It may come from anybody. The one job that may write a comment runs nothing of it."""
    check = workflow("check.yml")
    assert list(check["on"]) == ["pull_request"]
    assert check["permissions"] == {"contents": "read"}
    able = {name: job for name, job in check["jobs"].items() if "permissions" in job or "environment" in job}
    assert list(able) == ["comment"]
    comment = able["comment"]
    assert comment["permissions"] == {"pull-requests": "write"}
    assert "github.event.pull_request.head.repo.full_name == github.repository" in comment["if"]
    (step,) = comment["steps"]
    assert "uses" not in step
    assert "${{" not in step["run"], "what the data say is never part of a script"
    assert "secrets" not in (ROOT / ".github" / "workflows" / "check.yml").read_text()
    taken = [step["with"]["persist-credentials"] for step in steps(check) if "checkout" in step.get("uses", "")]
    assert taken == [False] * 3


def test_no_token_is_among_the_variables_that_settings_may_name() -> None:
    """`!ENV GH_TOKEN` in the settings of a site would publish it."""
    script = script_that_publishes()
    assert script.index("unset GH_TOKEN") < script.index("make site")


def apart(place: Path, script: str, *changed: str) -> int:
    """The exit code of a step that asks what a pull request changes."""
    place.mkdir()
    repository(place)
    for path in changed:
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_text("changed")
    git(place, "add", "-A")
    git(place, "commit", "-qm", "proposed")
    words = [f"RUNNER_TEMP={place.parent}", "PATH=/usr/bin:/bin", f"HOME={place}"]
    return run("/usr/bin/env", "-i", *words, "bash", "-e", "-c", script, cwd=place).returncode


@pytest.mark.parametrize("name", ["check.yml", "github-check.yml", "gitea-check.yml", "gitlab-ci.yml"])
def test_a_pull_request_of_data_changes_nothing_that_runs(tmp_path: Path, name: str) -> None:
    """Each is proposed apart, in the workflows of this repository and in those that a city is given."""
    if name == "check.yml":
        scripts = [step.get("run", "") for step in steps(workflow(name))]
    else:
        read = yaml.safe_load((ROOT / "generator/starting/files/city" / name).read_text("utf-8"))
        asked = read["data"]["script"] if name == "gitlab-ci.yml" else [step.get("run", "") for step in steps(read)]
        scripts = (
            ["\n".join(asked[:2]).replace("$CI_MERGE_REQUEST_DIFF_BASE_SHA", "HEAD^1")] if "gitlab" in name else asked
        )
    (script,) = [one for one in scripts if "git diff --name-only" in one]
    runs = ".gitlab-ci.yml" if "gitlab" in name else ".github/workflows/publish.yml"
    assert apart(tmp_path / "data", script, "results/a/centre.yml", "README.md") == 0
    assert apart(tmp_path / "settings", script, "mkdocs.yml", runs) == 0
    assert apart(tmp_path / "both", script, "results/a/centre.yml", "mkdocs.yml") == 1
    assert apart(tmp_path / "all", script, "standards/policy.yml", runs) == 1


def test_whatever_runs_has_owners_of_its_own() -> None:
    """The last line that fits counts: data have theirs, all else those who keep the program."""
    for path in (ROOT / ".github/CODEOWNERS", ROOT / "generator/starting/files/city/codeowners"):
        rules = [line.split() for line in path.read_text("utf-8").splitlines() if line and line[0] != "#"]
        assert [rule[0] for rule in rules] == ["*", "/standards/", "/results/"]
        assert len({rule[1] for rule in rules}) == 2


def test_the_parts_list_of_the_wheel_is_what_the_lock_names() -> None:
    """Every package with version, address, files and licence, in CycloneDX; the same each time."""
    told = json.loads(sbom())
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.5")
    locked = re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    assert [(one["name"], one["version"]) for one in told["components"]] == locked
    assert all(one["externalReferences"] for one in told["components"])
    assert {one["purl"] for one in told["components"]} == {*told["dependencies"][0]["dependsOn"]}
    known = [one["name"] for one in told["components"] if one.get("licenses")]
    assert {"mkdocs", "jinja2", "pydantic", "segno"} <= {*known}
    assert sbom() == sbom()


def test_a_pull_request_shows_its_problems_on_the_lines_of_the_diff() -> None:
    """The checker speaks the language of annotations there, and compares with the branch that is published."""
    scripts = [step.get("run", "") for step in steps(workflow("check.yml"))]
    compared = "--against HEAD^1 --published"
    assert any(f'make check ARGS="--format github --as-of $now {compared} $now"' in script for script in scripts)
    asked = f'windowboard impact --as-of "$now" {compared} "$now" --format markdown'
    assert any(asked in script for script in scripts)


def test_publishing_follows_the_data_one_at_a_time_and_is_never_stopped_half_way() -> None:
    """Every commit of results is published; the deploying job alone may write, and only to Pages."""
    publish = workflow("publish.yml")
    assert set(publish["on"]) == {"push", "schedule", "workflow_dispatch"}
    ((daily,),) = (every.values() for every in publish["on"]["schedule"])
    assert daily.split()[2:] == ["*", "*", "*"], "clocks run on without a commit"
    assert {"standards/**", "results/**"} <= set(publish["on"]["push"]["paths"])
    assert publish["concurrency"] == {"group": "pages", "cancel-in-progress": False}
    assert publish["permissions"] == {}
    assert {name: job["permissions"] for name, job in publish["jobs"].items()} == {
        "build": {"contents": "read", "actions": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
        "attest": {"actions": "read", "id-token": "write", "attestations": "write"},
    }
    assert publish["jobs"]["deploy"]["needs"] == "build"
    assert "secrets" not in (ROOT / ".github" / "workflows" / "publish.yml").read_text()


def test_workflows_call_the_tasks_of_the_list() -> None:
    """A task that was renamed is found here, and not on the day of a publication."""
    tasks = {word for line in run("make", "--no-print-directory").stdout.splitlines() for word in line.split()[1:2]}
    scripts = {path.name: path.read_text() for path in (ROOT / ".github" / "workflows").iterdir()}
    scripts["gitlab"] = (ROOT / ".gitlab-ci.yml").read_text()
    call = re.compile(r"^ *(?:- |run: |- run: )?make (?:-s )?([a-z]+)", re.MULTILINE)
    called = {name: set(call.findall(text)) for name, text in scripts.items()}
    assert {name: asked - tasks for name, asked in called.items() if asked - tasks} == {}
    assert called["publish.yml"] >= {"site", "docs"}
    assert called["gitlab"] >= {"site", "docs", "check"}


def test_the_documentation_is_published_beside_the_sample_city() -> None:
    """In one artifact, after the site was built and compared; a change of it is published, too."""
    publish = workflow("publish.yml")
    names = [step.get("name", step.get("uses", "")).partition("@")[0] for step in publish["jobs"]["build"]["steps"]]
    assert names[-3:] == ["check and build", "documentation", "actions/upload-pages-artifact"]
    assert publish["jobs"]["build"]["steps"][-2]["run"].splitlines() == ["make docs", "mv build/docs/site site/docs"]
    gitlab = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text())["pages"]
    for rules in (publish["on"]["push"]["paths"], gitlab["rules"][-1]["changes"]):
        assert {"docs", "tests"} <= {one.partition("/")[0] for one in rules}


def script_that_publishes() -> str:
    """The script of the step that builds the site."""
    (script,) = [step["run"] for step in steps(workflow("publish.yml")) if "make site" in step.get("run", "")]
    return str(script)


@pytest.mark.parametrize(
    ("event", "published", "before", "told"),
    [
        ("push", "HEAD", "0" * 40, "{now} --against {head} --published 2026-11-19T17:17:03Z"),
        ("schedule", "HEAD", "", "{now} --against {head} --published 2026-11-19T17:17:03Z"),
        ("workflow_dispatch", "HEAD", "", "{now}"),
        ("workflow_dispatch", "", "", "{now}"),
    ],
    ids=["last published", "every day", "by hand", "the first time"],
)
def test_publishing_compares_with_what_was_published_last(
    tmp_path: Path, event: str, published: str, before: str, told: str
) -> None:
    """The step is run with a `gh` that names the last run which went through; a push that was refused is none."""
    done, head = published_in(tmp_path, event, published, before)
    assert done.returncode == 0, done.stderr
    now = "make site ARGS=--as-of 2026-11-20T17:17:05Z"
    assert (tmp_path / "calls").read_text().strip() == told.format(now=now, head=head)
    assert ("::warning::" in done.stdout) == (event != "workflow_dispatch")


def test_publishing_compares_with_the_files_that_were_published(tmp_path: Path) -> None:
    """What the last run uploaded is the record, and the chain goes on from it."""
    (tmp_path / "kept" / "data").mkdir(parents=True)
    for name in ("data/index.json", "build.json", "release.json", "index.html"):
        (tmp_path / "kept" / name).write_text("{}")
    run("tar", "-cf", str(tmp_path / "artifact.tar"), "-C", str(tmp_path / "kept"), ".")
    done, head = published_in(tmp_path, "push", "HEAD", "", f"cp {tmp_path}/artifact.tar $7")
    assert done.returncode == 0, done.stderr
    told = f"--against {head} --published 2026-11-19T17:17:03Z --before .cache/release"
    assert (tmp_path / "calls").read_text().strip() == f"make site ARGS=--as-of 2026-11-20T17:17:05Z {told}"
    assert not (tmp_path / ".cache/release/index.html").exists()
    assert "::warning::" not in done.stdout


def test_publishing_stops_where_what_was_published_is_gone_from_the_history(tmp_path: Path) -> None:
    """A history that was written anew is no way around the comparison."""
    done, _ = published_in(tmp_path, "push", "f" * 40, "HEAD")
    assert done.returncode == 1
    assert "is not in the history" in done.stdout
    assert not (tmp_path / "calls").exists()


@pytest.mark.parametrize("event", ["push", "schedule"])
def test_publishing_stops_where_nothing_is_known_to_have_been_published(tmp_path: Path, event: str) -> None:
    """Runs that were deleted are no way around the comparison; the commit before a push may have been refused."""
    done, _ = published_in(tmp_path, event, "", "HEAD")
    assert done.returncode == 1
    assert "::error::It is not known what was published last." in done.stdout
    assert not (tmp_path / "calls").exists()


def published_in(
    place: Path, event: str, published: str, before: str, download: str = "false"
) -> tuple["subprocess.CompletedProcess[str]", str]:
    """The step that builds, run in a repository of one commit, and the commit; `download`: how the last site comes."""
    head = repository(place)
    real = {"HEAD": head}
    last = f"{real.get(published, published)} 2026-11-19T17:17:03Z 6" if published else " "
    answers = f"view) echo 2026-11-20T17:17:05Z;; download) {download};; *) echo '{last}';;"
    script(place / "bin" / "gh", f"case $2 in {answers} esac")
    script(place / "bin" / "make", 'echo "make $*" >> calls')
    settings = {
        "GITHUB_EVENT_NAME": event,
        "GITHUB_REF_NAME": "main",
        "GITHUB_RUN_ID": "7",
        "BEFORE": real.get(before, before),
    }
    words = [f"{name}={value}" for name, value in settings.items()]
    path = f"PATH={place / 'bin'}:/usr/bin:/bin"
    return run("/usr/bin/env", "-i", path, *words, "bash", "-e", "-c", script_that_publishes(), cwd=place), head


@pytest.mark.parametrize("name", ["github-publish.yml", "gitea-publish.yml", "gitlab-ci.yml"])
def test_a_city_fetches_what_it_published(tmp_path: Path, name: str) -> None:
    """The scripts of its workflows are run with a `curl` that reads a folder; what is not there is left out."""
    read = yaml.safe_load((ROOT / "generator/starting/files/city" / name).read_text(encoding="utf-8"))
    every = read["pages"]["script"] if name == "gitlab-ci.yml" else [one.get("run", "") for one in steps(read)]
    lines = [one for one in every if "curl" in one]
    kept = ("build.json", "published.json", "release.json", "data/boards.json", "data/scores-2026-10.csv")
    for path in kept:
        (tmp_path / "shown" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "shown" / path).write_text("{}")
    (tmp_path / "shown/data/index.json").write_text('{"files": ["data/boards.json", "data/scores-2026-10.csv"]}')
    (tmp_path / "bin").mkdir()
    script(
        tmp_path / "bin" / "curl",
        'while [ $# -gt 1 ]; do [ "$1" = -o ] && out=$2; shift; done\n'
        f'from={tmp_path}/shown/${{1#https://x/}}\n[ -f "$from" ] || exit 22\n'
        'mkdir -p "$(dirname "$out")"; cp "$from" "$out"',
    )
    path = f"PATH={tmp_path / 'bin'}:/usr/bin:/bin"
    words = (path, "SITE_URL=https://x/", "bash", "-e", "-c", "\n".join(lines))
    done = run("/usr/bin/env", "-i", *words, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    fetched = {one.relative_to(tmp_path / "published").as_posix() for one in (tmp_path / "published").rglob("*.*")}
    assert fetched == {*kept, "data/index.json"} - {"published.json"}
    assert (tmp_path / "published.json").is_file()


def test_publishing_sees_the_whole_history() -> None:
    """A shallow clone has neither the commit that was published last nor those that brought the cases."""
    checkout = next(step for step in steps(workflow("publish.yml")) if "checkout" in step.get("uses", ""))
    assert checkout["with"]["fetch-depth"] == 0
    assert "make site " in script_that_publishes()


@pytest.mark.parametrize(
    ("source", "published", "told"),
    [
        ("push", "{head} 2026-11-19T17:17:03Z", "{now} --against {head} --published 2026-11-19T17:17:03Z"),
        ("schedule", "{head} 2026-11-19T17:17:03Z", "{now} --against {head} --published 2026-11-19T17:17:03Z"),
        ("push", "", ""),
        ("push", "ffffffff 2026-11-19T17:17:03Z", ""),
        ("web", "{head} 2026-11-19T17:17:03Z", "{now}"),
    ],
    ids=["last published", "every day", "nothing known", "gone from the history", "by hand"],
)
def test_gitlab_compares_with_what_was_published_last(tmp_path: Path, source: str, published: str, told: str) -> None:
    """The script is run as it stands; it leaves its commit and its time for the next one."""
    head = repository(tmp_path)
    files = "mkdir -p site/data build/docs/site; touch site/build.json site/release.json build/docs/site/index.html"
    script(tmp_path / "bin" / "make", f'echo "make $*" >> calls; {files}')
    if published:
        (tmp_path / ".cache").mkdir()
        (tmp_path / ".cache" / "published").write_text(published.format(head=head) + "\n")
    settings = {
        "CI_PIPELINE_SOURCE": source,
        "CI_COMMIT_BEFORE_SHA": head,
        "CI_COMMIT_SHA": "abc",
        "CI_JOB_STARTED_AT": "2026-11-20T17:17:05Z",
    }
    words = [f"{name}={value}" for name, value in settings.items()]
    lines = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text())["pages"]["script"]
    path = f"PATH={tmp_path / 'bin'}:/usr/bin:/bin"
    done = run("/usr/bin/env", "-i", path, *words, "bash", "-e", "-c", "\n".join(lines), cwd=tmp_path)
    if not told:
        assert done.returncode == 1
        assert ("is not in the history" if published else "not known what was published last") in done.stdout
        assert not (tmp_path / "calls").exists()
        return
    assert done.returncode == 0, done.stderr
    now = "make site ARGS=--as-of 2026-11-20T17:17:05Z"
    assert (tmp_path / "calls").read_text().splitlines() == [told.format(now=now, head=head), "make docs"]
    assert (tmp_path / "public" / "docs" / "index.html").is_file()
    assert not (tmp_path / ".cache" / "release" / "docs").exists()
    assert (tmp_path / ".cache" / "published").read_text() == "abc 2026-11-20T17:17:05Z\n"
    assert (tmp_path / ".cache" / "release" / "release.json").is_file()


def repository(place: Path) -> str:
    """The one commit of a repository with a folder for stand-ins."""
    git(place, "init", "-q")
    git(place, "commit", "-q", "--allow-empty", "-m", "one")
    (place / "bin").mkdir()
    return run("git", "rev-parse", "HEAD", cwd=place).stdout.strip()


def test_gitlab_does_the_same() -> None:
    """Check of a merge request with problems on its lines; pages of the default branch, one at a time."""
    jobs = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text())
    merge_request = [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]
    assert jobs["data"]["rules"] == jobs["code"]["rules"] == merge_request
    (checked,) = jobs["data"]["script"]
    now = "$CI_JOB_STARTED_AT"
    compared = f"--as-of {now} --against $CI_MERGE_REQUEST_DIFF_BASE_SHA --published {now}"
    assert checked.startswith(f'make -s check ARGS="--format gitlab {compared}"')
    assert jobs["data"]["artifacts"]["reports"] == {"codequality": "gl-code-quality-report.json"}
    pages = jobs["pages"]
    assert (pages["resource_group"], pages["interruptible"]) == ("pages", False)
    assert all("$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH" in rule["if"] for rule in pages["rules"])
    assert {"standards/**/*", "results/**/*"} <= set(pages["rules"][-1]["changes"])
    assert any('$CI_PIPELINE_SOURCE == "schedule"' in rule["if"] for rule in pages["rules"]), "clocks run on"
    assert pages["artifacts"]["paths"] == ["public"]
    assert jobs["variables"]["GIT_DEPTH"] == "0"
