"""What a city puts into the frame of every page: ways to its own pages, and what a public office has to show."""

import re
from collections.abc import Iterator
from typing import Final

from generator.model.own_theme import FooterItem, NavigationEntry, OwnTheme
from generator.model.rules import Official, Policy
from generator.presenting.text.addresses import call_address, own_page
from generator.words.languages import Language
from generator.words.phrases import say, told

ICP: Final = "https://beian.miit.gov.cn/"
POLICE: Final = "https://beian.mps.gov.cn/#/query/webSearch?code={}"
MARK: Final = "https://bszs.conac.cn/sitename?method=show&id={}"
"""Where a number is looked up; that it leads there is prescribed."""

FooterLine = tuple[FooterItem, ...]


def navigation_of(theme: OwnTheme) -> tuple[NavigationEntry, ...]:
    """The entries of the city's own pages, by the name of their file."""
    return tuple(
        NavigationEntry(title=page.called, page=own_page(page.name), after=page.head.after)
        for page in theme.pages
        if page.head.place == "navigation"
    )


def footer_of(policy: Policy, theme: OwnTheme, mark_picture: str, lang: Language) -> tuple[FooterLine, ...]:
    """The lines at the foot: how to complain, and what sites of offices have; `mark_picture`: an address, or empty."""
    official = policy.official
    hotline = told(say("对窗口不满意，请打热线 {hotline}", hotline=policy.hotline), lang)
    pages = tuple(
        FooterItem(text=page.called, link=own_page(page.name)) for page in theme.pages if page.head.place == "footer"
    )
    call = (FooterItem(text=hotline, link=str(call_address(policy.hotline))),)
    lines = (call, pages, tuple(_offices(official, lang)), tuple(_numbers(official, mark_picture, lang)))
    return tuple(line for line in lines if line)


def _offices(official: Official, lang: Language) -> Iterator[FooterItem]:
    if official.organiser:
        yield FooterItem(text=told(say("主办单位：{name}", name=official.organiser), lang))
    if official.operator:
        yield FooterItem(text=told(say("承办单位：{name}", name=official.operator), lang))
    if official.contact:
        yield FooterItem(text=told(say("联系方式：{words}", words=official.contact), lang))


def _numbers(official: Official, mark_picture: str, lang: Language) -> Iterator[FooterItem]:
    if official.mark:
        mark = told(say("党政机关网站标识"), lang)
        yield FooterItem(text=mark, link=MARK.format(official.mark), picture=mark_picture)
    if official.code:
        yield FooterItem(text=told(say("网站标识码：{code}", code=official.code), lang))
    if official.icp:
        yield FooterItem(text=official.icp, link=ICP)
    if official.police:
        number = re.sub(r"[^0-9]", "", official.police)
        yield FooterItem(text=official.police, link=POLICE.format(number))
