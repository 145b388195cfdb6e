"""What the command line says of itself: in Chinese, or in English where that is asked for."""

import socket
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.words.phrases import is_chinese
from tests.fixtures.command import windowboard
from tests.fixtures.town import lay_out, slip


def called(*words: str) -> tuple[int, str, str]:
    """Exit code and both outputs of a call."""
    done = CliRunner().invoke(main, words, prog_name="windowboard")
    return done.exit_code, done.stdout, done.stderr


def every_command() -> dict[str, click.Command]:
    """Every command, those of groups too, by the words that are typed."""
    found: dict[str, click.Command] = {"": main}
    for name, one in main.commands.items():
        found[name] = one
        if isinstance(one, click.Group):
            found |= {f"{name} {inner}": each for inner, each in one.commands.items()}
    return found


@pytest.mark.parametrize("words", every_command())
def test_every_command_helps_in_chinese_and_in_english(words: str) -> None:
    """Each option is explained in both; no sentence of either is left in the other."""
    for short in ("-h", "--help"):
        code, chinese, _ = called(*words.split(), short)
        assert (code, chinese.startswith("用法：windowboard")) == (0, True)
        *_, english = called(*words.split(), short, "--lang", "en")[:2]
        assert english.startswith("Usage: windowboard")
        assert not is_chinese(english)
        told = [line for line in chinese.splitlines() if line.startswith("      ")]
        assert told
        assert [line for line in told if not is_chinese(line)] == []


@pytest.mark.parametrize(
    ("words", "chinese", "english"),
    [
        ("chek", "没有 chek，是不是 check？", "There is no chek; did you mean check?"),
        ("whatever", "没有 whatever 这个命令。", "There is no command whatever."),
        ("check --frmat x", "没有 --frmat，是不是 --format？", "There is no --frmat; did you mean --format?"),
        ("check --zzz", "没有 --zzz 这个选项。", "There is no option --zzz."),
        ("check --lang={lang} --as-of", "选项 --as-of 后面要写它的值。", "The option --as-of needs a value behind it."),
        ("check --verify=x", "选项 --verify 后面不写值。", "The option --verify takes no value."),
        (
            "check --as-of 10月",
            "--as-of：“10月”不是一天（2026-10-31），也不是时刻（2026-10-31T16:30:00Z）",
            '--as-of: "10月" is neither a day (2026-10-31) nor an instant (2026-10-31T16:30:00Z)',
        ),
        (
            "completion tcsh",
            "SHELL：没有 'tcsh'，可用的有：'bash', 'zsh', 'fish'",
            "SHELL: There is no 'tcsh'; known are: 'bash', 'zsh', 'fish'",
        ),
        ("serve --port 99999", "--port：99999 不在 0<=x<=65535 之间。", "--port: 99999 is not within 0<=x<=65535."),
        ("serve --port eins", "--port：'eins' 不是整数。", "--port: 'eins' is no whole number."),
        ("check nowhere.yml", "PATHS：没有 nowhere.yml。", "PATHS: There is no nowhere.yml."),
        ("explain a b", "多写了：b", "More than it takes: b"),
        ("new round", "没有写 CENTRE。", "CENTRE is missing."),
        ("sheet round -o x.xlsx", "没有写 --standard。", "--standard is missing."),
        (
            "new board Halle",
            "NAME：“Halle”不能作代号：只用小写字母、数字和单个连字符，如 hall-1",
            'NAME: "Halle" is no id: small letters, digits and single hyphens, as in hall-1',
        ),
    ],
)
def test_a_wrong_word_is_told_in_the_language_of_the_call(words: str, chinese: str, english: str) -> None:
    """With how the command is called, and where more is said; exit 2, and nothing on standard output."""
    for lang, usage, wrong in (("zh", "用法：", f"错误：{chinese}"), ("en", "Usage: ", f"Error: {english}")):
        typed = words.format(lang=lang) if "{lang}" in words else f"{words} --lang={lang}"
        code, out, err = called(*typed.split())
        assert (code, out) == (2, "")
        lines = err.splitlines()
        assert lines[0].startswith(f"{usage}windowboard")
        assert lines[1] == wrong
        assert "windowboard" in lines[2]


def test_what_was_typed_cannot_write_on_the_terminal() -> None:
    """Control characters are shown by their codes, and a message has an end."""
    _, _, err = called("check", "--as-of", "today\x1b[2J" + "x" * 10_000)
    assert "\x1b" not in err
    assert "\\x1b" in err
    assert len(err) < 1000


def test_check_says_the_problems_of_the_files_that_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On standard output, for they are the result; of the others only how many there are."""
    root = lay_out(tmp_path)
    slip(root, "results/harbour/2026-10/12-weekly-a.yml", "fault: untidy", "fault: untydy")
    monkeypatch.chdir(root)
    whole = windowboard(root, "check", "--lang", "en")
    assert (whole.returncode, whole.stdout.count("no-such-fault")) == (2, 1)
    assert whole.stderr.splitlines()[-1] == "Not accepted: 1 problem."
    for named in ("results/harbour/2026-10/12-weekly-a.yml", "results/harbour", "."):
        done = windowboard(root, "check", named, "--lang", "en")
        assert (done.returncode, done.stdout) == (2, whole.stdout), named
    other = windowboard(root, "check", "standards", "--lang", "en")
    assert (other.returncode, other.stdout) == (0, "")
    assert other.stderr.splitlines()[-1] == (
        "These files have no problem; others have 1, and until it is mended not everything can be checked."
    )
    elsewhere = windowboard(root, "check", str(tmp_path.parent), "--lang", "en")
    assert (elsewhere.returncode, elsewhere.stdout) == (2, "")
    assert "does not lie in the project" in elsewhere.stderr


def test_a_port_in_use_is_told_as_one(tmp_path: Path) -> None:
    """In a line that says what to do; nothing is said of a publication that failed."""
    root = lay_out(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = windowboard(root, "serve", "--port", str(port))
    assert done.returncode == 2
    told, last = done.stderr.splitlines()
    assert f"端口 {port} 不能用" in told
    assert last == "没有提供网站。"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_by_a_script(shell: str) -> None:
    """It is written for the shell that is named."""
    code, out, _ = called("completion", shell)
    assert (code, "_WINDOWBOARD_COMPLETE" in out) == (0, True)


@pytest.mark.parametrize(
    ("typed", "proposed"), [("windowboard che", "check"), ("windowboard explain no-such-fa", "no-such-fault")]
)
def test_what_is_completed(typed: str, proposed: str) -> None:
    """Commands by their names, problems by what they are called."""
    asked = {"_WINDOWBOARD_COMPLETE": "bash_complete", "COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
    done = CliRunner().invoke(main, [], prog_name="windowboard", env=asked)
    assert proposed in {line.partition(",")[2] for line in done.stdout.splitlines()}
