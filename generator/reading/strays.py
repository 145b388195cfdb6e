"""What lies among the data and is none: entries of a folder that are told by their names alone."""

import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from generator.model.problem import Code, Problem
from generator.privacy import personal_in, short
from generator.reading.characters import forbidden_in

_OF_REPOSITORIES: Final = ".git"
_LEFT_BY_PROGRAMS: Final = frozenset({".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx"})
_LEFT_BEFORE: Final = ("~$", ".~", "._")
"""How the names begin of what programs of offices, and of other systems, put beside a file."""

PERSONAL_DATA_IN_NAME: Final = Code(
    slug="personal-data-in-name",
    says="文件名里有个人信息“{value}”（已遮盖）",
    mend="改名；文件名只写日期、检查方式和检查组。",
    wrong="results/harbour/cases/13800138000.yml",
    right="results/harbour/cases/appeal-1.yml",
)
NAME_NOT_UTF_8: Final = Code(
    slug="name-not-utf-8",
    says="文件名不是 UTF-8 编码的文字",
    mend="改名，只用小写字母、数字和单个连字符。",
    wrong="results/harbour/2026-10/\\xd6\\xdc.yml",
    right="results/harbour/2026-10/12-weekly-a.yml",
)
UNSEEN_IN_NAME: Final = Code(
    slug="unseen-in-name",
    says="文件名里有看不见、改变书写方向或控制终端的字符 {character}",
    mend="改名，只用小写字母、数字和单个连字符。",
    wrong="results/harbour/2026-10/12-weekly\\xe2\\x80\\x8b-a.yml",
    right="results/harbour/2026-10/12-weekly-a.yml",
)
NESTED_REPOSITORY: Final = Code(
    slug="nested-repository",
    says="这里另有一个 git 仓库，其中的文件不会随本项目提交",
    mend="删去这个 .git，再把文件提交到本项目。",
    wrong="results/harbour/.git",
    right="results/harbour/centre.yml",
)
LEFT_BY_A_PROGRAM: Final = Code(
    slug="left-by-a-program",
    says="这是办公软件或操作系统留下的文件，不是数据",
    mend="关闭打开着的表格，删去它；不要提交，可在 .gitignore 里写上它的名字。",
    wrong="results/harbour/~$rounds.xlsx",
    right="results/harbour/centre.yml",
)
HIDDEN_DATA: Final = Code(
    slug="hidden-data",
    says="名字以点开头，是隐藏的，其中的内容不会被读取",
    mend="要公布的，去掉开头的点；不要的，删去。",
    wrong="results/harbour/2026-10/.12-weekly-a.yml",
    right="results/harbour/2026-10/12-weekly-a.yml",
)


def problems_of_name(path: str, name: str) -> Iterator[Problem]:
    """What is wrong with the name of an entry, wherever it lies; `path`: as it is told."""
    return (_wrong(path, code, **facts) for code, facts in _wrong_in(name))


@lru_cache(maxsize=1 << 12)  # months and rounds are called alike in every centre
def _wrong_in(name: str) -> tuple[tuple[Code, Mapping[str, str]], ...]:
    """The code of each thing that is wrong with a name, and its facts."""
    found = [(PERSONAL_DATA_IN_NAME, {"value": short(name[one.start : one.end])}) for one in personal_in(name)]
    if any("\udc80" <= sign <= "\udcff" for sign in name):  # how Python holds bytes that are no text
        found.append((NAME_NOT_UTF_8, {}))
    elif sign := forbidden_in(name.replace("\n", "\x00").replace("\t", "\x00")):
        found.append((UNSEEN_IN_NAME, {"character": sign.name}))
    return tuple(found)


@lru_cache(maxsize=1 << 12)  # as above
def is_plain(name: str) -> bool:
    """Whether an entry of this name is data for all that its name says, whatever it is and wherever it lies."""
    left = name.lower() in _LEFT_BY_PROGRAMS or name.startswith((".", *_LEFT_BEFORE))
    return not left and not _wrong_in(name)


def stray_code(entry: os.DirEntry[str]) -> Code | None:
    """Why an entry is no data and must go; None for data, and for hidden files that speak to editors and to git."""
    name = entry.name.lower()
    if name == _OF_REPOSITORIES:
        return NESTED_REPOSITORY
    if name in _LEFT_BY_PROGRAMS or name.startswith(_LEFT_BEFORE):
        return LEFT_BY_A_PROGRAM
    if name.startswith(".") and (entry.is_dir(follow_symlinks=False) or name.endswith((".yml", ".yaml"))):
        return HIDDEN_DATA
    return None


def _wrong(path: str, code: Code, **facts: str) -> Problem:
    return Problem(path=path, code=code, facts=facts, line=1, column=1)


CODES: Final = (
    PERSONAL_DATA_IN_NAME,
    NAME_NOT_UTF_8,
    UNSEEN_IN_NAME,
    NESTED_REPOSITORY,
    LEFT_BY_A_PROGRAM,
    HIDDEN_DATA,
)
