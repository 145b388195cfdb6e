"""What a person is asked before a city begins; whatever was given as an option is not asked."""

import datetime
from collections.abc import Mapping
from typing import Final

import click

from generator.starting.city import FORGES, Beginning, usual_standards
from generator.starting.library import shelf, words
from generator.words.languages import Language
from generator.words.phrases import later, tell

REGION: Final = "某某县"
HOTLINE: Final = "12345"
TIME_ZONE: Final = "Asia/Shanghai"
TRADE: Final = "government"
"""What stands there where nobody was asked."""

ASKED: Final[Mapping[str, str]] = {
    "region": later("地区，例如 青田县"),
    "publisher": later("由哪个单位公布"),
    "hotline": later("投诉电话", "question"),
    "time_zone": later("时区"),
    "trades": later("行业，几个之间用逗号分开（{known}）"),
    "standards": later("用标准库里的哪些标准，几个之间用逗号分开；none 为不用，只建一个待填写的（{known}）"),
    "text": later("要说的话（不写任何人的姓名）"),
    "unknown": later("没有：{unknown}"),
}


def beginning(lang: Language, given: Mapping[str, object], today: datetime.date, *, ask: bool) -> Beginning:
    """How a city begins: what was `given`, else what is answered, or, where nobody is to be asked, what is usual."""

    def answer(name: str, usual: str) -> str:
        said = given.get(name)
        return str(said) if said else click.prompt(tell(lang, ASKED[name]), default=usual) if ask else usual

    def answers(name: str, usual: tuple[str, ...], known: Mapping[str, str]) -> tuple[str, ...]:
        said = given.get(name)
        if isinstance(said, tuple) and said:
            return _known(lang, said, known)
        if not ask:
            return usual
        listed = "、".join(f"{one} {title}" for one, title in known.items())
        question = tell(lang, ASKED[name], known=listed)
        return click.prompt(
            question, default=",".join(usual), value_proc=lambda line: _known(lang, _split(line), known)
        )

    region = answer("region", REGION)
    publisher = answer("publisher", f"{region}窗口服务监督办公室")
    trades = answers("trades", (TRADE,), {word.id: word.name for word in words().trades})
    titles = {name: one.standard.title for name, one in shelf().items() if set(one.standard.applies_to) & set(trades)}
    usual = usual_standards(trades)
    standards = answers("standards", usual or (NONE,), {**titles, NONE: "—"})
    return Beginning(
        region=region,
        publisher=publisher,
        hotline=answer("hotline", HOTLINE),
        time_zone=answer("time_zone", TIME_ZONE),
        trades=trades,
        standards=tuple(name for name in standards if name != NONE),
        forges=tuple(given.get("forges") or FORGES),  # type: ignore[arg-type]  # click gives a tuple of words
        today=today,
    )


NONE: Final = "none"
"""No standard of the library: one to be filled in."""


def asked_text(lang: Language) -> str:
    """What is said in a case."""
    return str(click.prompt(tell(lang, ASKED["text"])))


def _split(line: str) -> tuple[str, ...]:
    return tuple(word for word in line.replace("，", ",").replace("、", ",").replace(",", " ").split() if word)


def _known(lang: Language, said: tuple[str, ...], known: Mapping[str, str]) -> tuple[str, ...]:
    """What was said, by id or by name; raises UsageError for a word that is neither."""
    ids = {**{title: name for name, title in known.items()}, **{name: name for name in known}}
    unknown = [word for word in said if word not in ids]
    if unknown:
        raise click.UsageError(tell(lang, ASKED["unknown"], unknown=", ".join(unknown)))
    return tuple(dict.fromkeys(ids[word] for word in said))
