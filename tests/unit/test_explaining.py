"""`windowboard explain`: what a problem means, data with it and without it, and what to do."""

import re

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.telling.codes import CODES
from generator.telling.explaining import code_named


def explain(*words: str) -> Result:
    """What the command says."""
    return CliRunner().invoke(main, ["explain", *words])


def test_a_code_is_explained() -> None:
    """Its name, what it says of no case in particular, an example, and the remedy."""
    told = explain("tab-in-indentation", "--lang", "en")
    assert (told.exit_code, told.stdout) == (
        0,
        """\
tab-in-indentation
there is a tab in the indentation: use blanks

With the problem:
    hours:
    \t- {days: [sat]}
Without it:
    hours:
      - {days: [sat]}

What to do: Replace the tab by blanks, two for each level.
""",
    )
    assert explain("tab-in-indentation").stdout.startswith("tab-in-indentation\n缩进里有制表符（Tab），应为空格\n")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("No-Such-Fault", "no-such-fault\nfault "),
        ("E203", "E203 is called no-such-fault now.\n\nno-such-fault\nfault "),
        ("e203", "E203 is called no-such-fault now.\n\nno-such-fault\nfault "),
    ],
)
def test_a_code_is_found_by_any_name_it_has_had(typed: str, said: str) -> None:
    """In whatever letters; old logs and old notes have the numbers."""
    told = explain(typed, "--lang", "en")
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.startswith(said)


def test_every_number_leads_to_a_name() -> None:
    """Of the codes that were numbers, those that still are."""
    numbers = [f"E{number:03}" for number in range(1000)]
    found = [number for number in numbers if code_named(number)]
    assert len(found) == 236
    told = explain("E345").stdout
    assert told.startswith("E345 现在叫 no-such-contradicted-clause。")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("no-such-falt", "There is no problem code 'no-such-falt'. The nearest are no-such-fault, "),
        ("clause", "There is no problem code 'clause'. The nearest are no-such-clause, "),
        ("appeal-late", "There is no problem code 'appeal-late'. The nearest are late-appeal, "),
        ("\x1b[31m", r"There is no problem code '\x1b[31m'. Run windowboard explain for the list of all codes."),
        ("E999", "There is no problem code 'E999'. Run windowboard explain "),
    ],
)
def test_of_a_code_that_does_not_exist_the_nearest_are_proposed(typed: str, said: str) -> None:
    """Those that are written alike, then those that share a word; what was typed is shown harmless."""
    told = explain(typed, "--lang", "en")
    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr.startswith(said)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_code_is_listed(lang: str) -> None:
    """One line each, with what it says and no place left open."""
    lines = explain("--lang", lang).stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(CODES)
    assert not [line for line in lines if re.search(r"\{[a-z]+\}", line)]
