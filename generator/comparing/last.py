"""What was published last, as the site itself remembers it: `published.json`, in the site and beside it.

    {"commit": "3f2a…", "day": "2026-11-27"}

The copy beside the site is what the next publication compares with. Whoever publishes from a fresh checkout fetches the
one that the site shows.
"""

import datetime
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from generator.comparing.published import STAMP, commit_of
from generator.comparing.revision import PUBLISHED, Against
from generator.gathering.repository import Git, commit_of_data
from generator.model.problem import Code, InputError, Problem
from generator.product import tool
from generator.publishing.releasing.sums import BEFORE, MANIFEST, read_chain

RECORD: Final = "published"
"""The folder into which whoever publishes from a fresh checkout fetches the data of the last release."""

_COMMIT: Final = re.compile(r"([0-9a-f]{40}([0-9a-f]{24})?)?")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
LONGEST: Final = 1000
"""Bytes; what is longer was not written here."""

RECORD_OF_PUBLICATION_DAMAGED: Final = Code(
    slug="record-of-publication-damaged",
    says="published.json 读不懂：应当记着上次公布的提交和日期",
    mend="从正在公布的网站取回它（网址后加 published.json）；"
    "确实要从头开始、不与上次公布的对照，运行 windowboard publish --anew。",
    wrong="<html>404</html>",
    right='{"commit": "0123456789abcdef0123456789abcdef01234567", "day": "2026-11-27"}',
)
PUBLISHED_COMMIT_MISSING: Final = Code(
    slug="published-commit-missing",
    says="上次公布的是提交 {commit}，仓库里没有它",
    mend="取全历史（git fetch --unshallow）；历史确实改写过、不与上次公布的对照，运行 windowboard publish --anew。",
    wrong="git push --force && windowboard publish",
    right="git push && windowboard publish",
)
NOTHING_TO_COMPARE_WITH: Final = Code(
    slug="nothing-to-compare-with",
    says="不知道上次公布了什么：没有 published.json，也没有 site/",
    mend="第一次公布，由人运行 windowboard publish --anew（GitHub、Gitea、GitLab 上手动运行公布的流程）。公布过的，"
    "从网站取回 published.json 和 release.json（网址后加文件名），先查网址变量 SITE_URL 对不对、网站在不在。",
    wrong="rm -r site published.json && windowboard publish",
    right='curl -sSf -O "${SITE_URL}published.json" && windowboard publish',
)
RECORD_OF_RELEASE_MISSING: Final = Code(
    slug="record-of-release-missing",
    says="上次公布用的是 {made}，现在是 {now}，手边没有上次公布的数据：重新评一遍，看不出程序改了哪些数字",
    mend="从网站取回 build.json、release.json 和 data/ 下的 index、boards、cases、facts、windows（.json）、"
    "scores-*.csv，放进 published/（--before 指明的文件夹），再公布；新的 init 写出的工作流会自己取。",
    wrong="windowboard publish",
    right="windowboard publish（published/ 里是从网站取回的数据）",
)
RECORDS_OF_PUBLICATION_APART: Final = Code(
    slug="records-of-publication-apart",
    says="published.json 说上次公布的是提交 {told}（{told_day}），而 {beside} 用的是 {made}（{made_day}）："
    "不是同一次公布",
    mend="两者都从正在公布的网站重新取回（网址后加 published.json，data/ 下的文件放进 published/），再公布；"
    "不要自己改 published.json。",
    wrong='published.json  {"commit": "（HEAD）", …}',
    right='curl -sSf -O "${SITE_URL}published.json"',
)
DATA_NOT_COMMITTED: Final = Code(
    slug="data-not-committed",
    says="{count} 个数据文件还没有提交：公布的要与一个提交相同，以后才有得对照",
    mend="先提交，再公布；只想看看的，用 windowboard serve。",
    wrong="windowboard publish",
    right="git commit -a && windowboard publish",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class LastPublication:
    """A commit, and the day that its site spoke of when it was published."""

    commit: str
    """Whole; empty where the data lie in no repository."""
    day: datetime.date


def to_compare_with(root: Path, *, anew: bool) -> tuple[Against | None, str]:
    """What was published last, to compare with, and the commit that is to be published; empty outside a repository.

    `anew`: compare with nothing. Raises InputError (record-of-publication-damaged, published-commit-missing,
    data-not-committed, nothing-to-compare-with, and what `Git` raises).
    """
    last = None if anew else read_last(root)
    if not anew and last is None and not (root / "site" / STAMP).is_file():
        raise InputError([Problem(path=PUBLISHED, code=NOTHING_TO_COMPARE_WITH)])
    if not (root / ".git").exists():
        return None, ""
    git = Git(root)
    if changed := git.uncommitted():
        raise InputError([Problem(path=changed[0], code=DATA_NOT_COMMITTED, facts={"count": str(len(changed))})])
    last = last or (None if anew else _told_by_site(root, git))
    if last is None or not last.commit:
        return None, git.commit("HEAD")[0]
    _refuse_missing(git, last)
    _refuse_another_release(root, git, last)
    return Against(revision=last.commit, published=last.day), git.commit("HEAD")[0]


def with_last(root: Path, against: Against) -> tuple[Against, ...]:
    """A revision that is asked about, and what was published last: that is what the next publication is compared with.

    Where both are one commit, it was published on the day that is remembered, unless another one is told. Raises
    InputError (record-of-publication-damaged, published-commit-missing, records-of-publication-apart, and what `Git`
    raises).
    """
    git = Git(root)
    last = read_last(root) or _told_by_site(root, git)
    if last is None or not last.commit:
        return (against,)
    _refuse_missing(git, last)
    _refuse_another_release(root, git, last)
    if git.commit(against.revision)[0] != last.commit:
        return against, Against(revision=last.commit, published=last.day)
    return (replace(against, published=against.published or last.day),)


def is_remembered(root: Path) -> bool:
    """Whether the project knows what it published last: then the question is what the next publication asks, now."""
    return (root / PUBLISHED).is_file()


def _refuse_missing(git: Git, last: LastPublication) -> None:
    if not git.asked("rev-parse", "--verify", "--quiet", f"{last.commit}^{{commit}}"):
        facts = {"commit": last.commit[:8]}
        raise InputError([Problem(path=PUBLISHED, code=PUBLISHED_COMMIT_MISSING, facts=facts)])


def _refuse_another_release(root: Path, git: Git, last: LastPublication) -> None:
    """Raise InputError where the release at hand says that it was made of earlier data, or of data apart from these.

    Both came from one publication. Whoever points `published.json` at a later commit would have that commit compared
    with itself, and whatever changed before it would pass. A record that is older is left by a publication that was
    broken off; more is compared then, not less.
    """
    own = commit_of_data(root, last.commit)
    found = [(beside, commit, day) for beside, (commit, day) in _releases_at_hand(root) if own and commit]
    if any(
        last.day <= day if commit == own else git.asked("merge-base", str(own), commit) == own
        for _, commit, day in found
    ):
        return  # others may be left of an earlier publication
    for beside, commit, day in found[:1]:
        facts = {
            "told": last.commit[:8],
            "told_day": last.day.isoformat(),
            "beside": beside,
            "made": commit[:8],
            "made_day": day.isoformat(),
        }
        raise InputError([Problem(path=PUBLISHED, code=RECORDS_OF_PUBLICATION_APART, facts=facts)])


def _releases_at_hand(root: Path) -> Iterator[tuple[str, tuple[str | None, datetime.date]]]:
    """Commit of the data and day of what was published last, by each record of it that is beside `published.json`.

    A site in `site/` that was built since, and not published, is none; nor is a record that cannot be read: whoever
    compares with it refuses it.
    """
    with suppress(OSError, ValueError, KeyError, TypeError):
        yield RECORD, (commit_of(root / RECORD), _day_of_site(root / RECORD))
    with suppress(OSError, ValueError, KeyError, TypeError):
        manifest = json.loads((root / MANIFEST).read_bytes())
        yield MANIFEST, (manifest["commit"], datetime.date.fromisoformat(manifest["as_of"]))
    with suppress(OSError, ValueError, KeyError, TypeError):
        if (root / "site" / PUBLISHED).is_file():
            yield "site", (commit_of(root / "site"), _day_of_site(root / "site"))


def _day_of_site(site: Path) -> datetime.date:
    return datetime.date.fromisoformat(json.loads((site / STAMP).read_bytes())["day"])


def _told_by_site(root: Path, git: Git) -> LastPublication | None:
    """What the site in `site/` says that it was made of, where `published.json` is lost; None without one."""
    with suppress(OSError, ValueError, KeyError, TypeError):  # a damaged site is refused where it is compared with
        commit = commit_of(root / "site")
        day = _day_of_site(root / "site")
        if commit and git.asked("rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}"):
            return LastPublication(commit=commit, day=day)
    return None


def release_before(root: Path) -> Path | None:
    """What is at hand of the last release: its data that were fetched, else its manifest; None where neither is."""
    found = ((root / RECORD, root / RECORD / STAMP), (root / MANIFEST, root / MANIFEST))
    return next((one for one, sign in found if sign.is_file()), None)


def refuse_another_program(before: Path) -> None:
    """Raise InputError where a release was made by another program: judged anew, its figures would be those of this."""
    made = str(json.loads(read_chain(before)[1])["tool"])
    if made != tool():
        facts = {"made": made, "now": tool()}
        raise InputError([Problem(path=BEFORE, code=RECORD_OF_RELEASE_MISSING, facts=facts)])


def read_last(root: Path) -> LastPublication | None:
    """What was published last; None where nothing was. Raises InputError (record-of-publication-damaged)."""
    try:
        with (root / PUBLISHED).open("rb") as file:
            return _read(json.loads(file.read(LONGEST)))
    except FileNotFoundError:
        return None
    except (ValueError, RecursionError) as error:
        raise InputError([Problem(path=PUBLISHED, code=RECORD_OF_PUBLICATION_DAMAGED)]) from error


def _read(told: object) -> LastPublication:
    """What the file says; it came over the line, and is believed only in the form in which it is written here."""
    match told:
        case {"commit": str(commit), "day": str(day)} if _DAY.fullmatch(day) and (
            not commit or _COMMIT.fullmatch(commit)
        ):
            return LastPublication(commit=commit, day=datetime.date.fromisoformat(day))
        case _:
            raise ValueError(told)


def text_of(last: LastPublication) -> str:
    """The file."""
    return json.dumps({"commit": last.commit, "day": last.day.isoformat()}, indent=2) + "\n"


CODES: Final = (
    RECORD_OF_PUBLICATION_DAMAGED,
    PUBLISHED_COMMIT_MISSING,
    NOTHING_TO_COMPARE_WITH,
    RECORD_OF_RELEASE_MISSING,
    RECORDS_OF_PUBLICATION_APART,
    DATA_NOT_COMMITTED,
)
