"""Search: what is found, and how it is indexed."""

import gzip
import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import get_args
from urllib.parse import unquote

import pytest

from generator.model.scores import BoardPeriod, Standing, Unrated
from generator.model.search import SearchKind, SearchRecord
from generator.presenting.atlas import Atlas
from generator.presenting.table import site_records
from generator.publishing.search import pagefind
from generator.publishing.search.pagefind import PagefindError, index_pages
from generator.publishing.search.search_index import (
    SHARD,
    SearchIndexError,
    facets,
    index_digest,
    make_outcomes,
    make_search_index,
    outcome_shards,
    outcomes_digest,
    search_folders,
    spaced,
    stub,
    stub_name,
    without_order,
)
from tests.fixtures.searched import HOSTILE, PHARMACY, VOCABULARY, make_site, month, standing
from tests.fixtures.texts import page_at


@pytest.fixture(scope="module")
def records() -> tuple[SearchRecord, ...]:
    """What can be found in the made-up city, and one record that means harm."""
    return (*site_records(Atlas(make_site())), HOSTILE)


def by_address(records: Sequence[SearchRecord], address: str) -> SearchRecord:
    """The record at an address."""
    return next(record for record in records if record.address == address)


def test_everything_that_has_a_page_of_its_own_or_a_place_on_one_can_be_found(records: Sequence[SearchRecord]) -> None:
    """Centres, windows, boards with their newest list, standards in force, clauses, roles, themes, fixed pages."""
    trades = [trade.id for trade in VOCABULARY.trades]
    assert [record.address for record in records if record.kind in {"window", "centre"}][:4] == [
        "windows/gulou-bank/index.html",
        "windows/gulou-bank/vip.html",
        "windows/gulou-bank/w3.html",
        "windows/haiyan-hall/index.html",
    ]
    assert [record.address for record in records if record.kind not in {"window", "centre"}] == [
        "lists/banks/index.html",
        "lists/banks/2026-10.html",
        "lists/hospitals/index.html",
        "lists/hospitals/2026-10.html",
        "standards/bank-branch.html",
        "standards/bank-branch.html#c-1.1",
        "checklists/bank-branch.html",
        "standards/hospital-100.html",
        "standards/hospital-100.html#c-1.1",
        "standards/hospital-100.html#c-1.10",
        "standards/hospital-100.html#c-2.1",
        "standards/hospital-100.html#c-2.2",
        "standards/hospital-100.html#c-2.3",
        "standards/hospital-100.html#c-2.4",
        "standards/hospital-100.html#c-2.5",
        "checklists/hospital-100.html",
        *(
            address
            for role in ("cashier", "pharmacist", "clerk", "teller")
            for address in (f"conduct/{role}.html", *(f"conduct/{role}-{trade}-card.html" for trade in trades))
        ),
        "themes/attitude.html",
        "themes/environment.html",
        "index.html#complain",
        "elder.html",
        "windows/index.html",
        "lists/index.html",
        "standards/index.html",
        "checklists/index.html",
        "programme.html",
        "overview.html",
        "agenda.html",
        "commitments.html",
        "conduct/index.html",
        "method.html",
        "cases/index.html",
        "corrections.html",
        "data/index.html",
    ]


def test_a_window_is_found_by_name_place_trade_services_and_roles_and_shows_its_newest_outcome(
    records: Sequence[SearchRecord],
) -> None:
    """Of its outcomes only the newest counts: what was exposed last month and is praised now is praised."""
    assert by_address(records, "windows/yuanhe/pharmacy.html") == SearchRecord(
        address="windows/yuanhe/pharmacy.html",
        kind="window",
        title="门诊药房窗口",
        summary="元和区人民医院 · 元和区 · 医院",
        body="办理：发药、用药咨询。岗位：药师。",
        names=("元和区人民医院",),
        words=("发药", "用药咨询"),
        outcome="2026年10月 97.5 分 优秀 · 红榜·表扬",
        district="元和区",
        centre="yuanhe",
        trades=("hospital",),
        lists=("red",),
        bands=("优秀",),
    )


def test_the_outcomes_of_several_boards_are_told_apart_and_those_that_may_change_are_called_so() -> None:
    """Where a period is not over yet, neither a score nor its absence is final."""
    site = make_site()
    rated = standing("yuanhe/pharmacy", "97.5", "excellent", "red")
    unrated = replace(
        rated,
        board="banks",
        outcome=Unrated(reason="too-few-inspections", found=Fraction(0), needed=Fraction(1)),
        rank=0,
        listed="none",
    )
    banks = BoardPeriod(board="banks", period="2026-11", closed=False, ranked=(), unrated=(unrated,))
    both = replace(site, boards={"banks": (banks,), "hospitals": (month("2026-10", rated),)})
    assert by_address(tuple(site_records(Atlas(both))), PHARMACY).outcome == (
        "银行网点评星榜：2026年11月（进行中） 未评定；医院窗口红绿榜：2026年10月 97.5 分 优秀 · 红榜·表扬"
    )


def test_a_list_is_found_by_board_period_trade_standard_and_marks_and_shows_its_length(
    records: Sequence[SearchRecord],
) -> None:
    """Praise and exposure are named in words; who stands there is a filter and no text."""
    assert by_address(records, "lists/hospitals/2026-10.html") == SearchRecord(
        address="lists/hospitals/2026-10.html",
        kind="list",
        title="医院窗口红绿榜 2026年10月",
        summary="医院服务窗口2026年10月的红榜·表扬、绿榜·曝光和全部名次",
        body="标准：医院服务窗口检查考核细则。",
        outcome="2026年10月 红榜·表扬 1 个窗口，绿榜·曝光 1 个窗口",
        trades=("hospital",),
        lists=("red", "green"),
    )


def test_a_clause_is_found_by_everything_that_it_says(records: Sequence[SearchRecord]) -> None:
    """Terms and their parts, what to say and never to say, the law it stands on."""
    found = by_address(records, "standards/hospital-100.html#c-2.1")
    assert found.title == "医院服务窗口检查考核细则 2.1 发药核对"
    assert found.summary == "严格执行四查十对"
    assert found.body == (
        "四查十对：查处方、对科别、姓名、年龄、查配伍禁忌。这样说：请您核对药品数量，有疑问随时来问。"
        "不说：不知道，自己看说明书。依据：《处方管理办法》第三十七条。主题：服务态度。岗位：药师。"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("窗口3", "窗 口 3"),
        ("窗口 ３号", "窗 口\u2060 3 号"),
        ("物品、药品，整齐。", "物 品、 药 品， 整 齐。"),
        ("IC卡/ATM", "IC 卡/ ATM"),
        ("2.1 A-1", "2. 1\u2060 A- 1"),
        ("“请”", "“请”"),
        ("①接待 ½", "①接 待\u2060½"),
        ("第Ⅱ类", "第 II 类"),
        ("a_b\u200bc\u2063d", "a\u2060 bcd"),
        ("  \n", ""),
        ("𠮷野家", "𠮷 野 家"),
    ],
)
def test_every_han_character_is_a_token_and_marks_stay_with_the_token_before(text: str, expected: str) -> None:
    """Spaces part the tokens; a space of the text itself becomes a mark, so that excerpts can be put together again."""
    assert spaced(text) == expected


def test_a_stub_holds_data_as_text_only() -> None:
    """Nothing that a record says becomes a tag or an attribute of the page that Pagefind reads."""
    text = stub(HOSTILE, 0)
    tags = re.findall(r"<([^ >]+)", text)
    assert tags == ["!doctype", "html", "body", "meta", *["p", "/p"] * 5, "/body", "/html"]
    assert stub_name("../../etc/passwd#c-1") == "..%2F..%2Fetc%2Fpasswd%23c-1.html"


def contents(folder: Path) -> dict[str, str]:
    """Every file of a folder and the digest of its bytes."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def many(records: Sequence[SearchRecord], count: int = 300) -> list[SearchRecord]:
    """More records, with many values of each filter."""
    return [
        replace(
            records[at % len(records)],
            address=f"windows/c/w-{at}.html",
            district=f"区{at % 11}",
            centre=f"c-{at % 30}",
            bands=(f"等{at % 7}",),
        )
        for at in range(count)
    ]


def test_the_same_records_give_the_same_bytes_in_whatever_order_they_come(
    records: Sequence[SearchRecord], tmp_path: Path
) -> None:
    """A build of the same commit is the same site, its search index included."""
    more = many(records)
    for name, part in (("first", more), ("second", more[::-1])):
        (tmp_path / name).mkdir()
        make_search_index(part, tmp_path / name, tmp_path / "none")
        make_outcomes(part, tmp_path / name, tmp_path / "none")
    first = contents(tmp_path / "first")
    assert first == contents(tmp_path / "second")
    assert "pagefind.js" in first
    assert not [name for name in first if name.startswith("pagefind-ui")]


def test_the_list_of_an_index_has_the_records_in_their_order_and_says_it_once(
    records: Sequence[SearchRecord], tmp_path: Path
) -> None:
    """The browser takes the order from the list: filters and outcomes go by the places of records in it."""
    more = many(records)
    make_search_index(more, tmp_path, tmp_path / "none")
    told = json.loads((tmp_path / "bundles.json").read_text("utf-8"))
    meta = gzip.decompress((tmp_path / told["metas"][0]).read_bytes())
    ids = re.findall(rb"und_[0-9a-f]{7}", meta)[: len(more)]
    fragments = (tmp_path / "fragment" / f"{one.decode()}.pf_fragment" for one in ids)
    read = (json.loads(gzip.decompress(one.read_bytes()).removeprefix(b"pagefind_dcd")) for one in fragments)
    addresses = [unquote(one["url"]).removeprefix("/").removesuffix(".html") for one in read]
    kinds = get_args(SearchKind)
    assert addresses == [one.address for one in sorted(more, key=lambda one: (kinds.index(one.kind), one.address[:-5]))]
    assert b"order" not in meta


@pytest.mark.parametrize("order", [b"\x99\x01\x00", b"\x82\x01\x00", b"\x82\x00\x01\x80"])
def test_a_list_in_another_order_is_no_index(order: bytes) -> None:
    """Every window would be shown the lists of another."""
    listed = b"pagefind_dcd\x81\x82\x65order" + order
    if order.startswith(b"\x82\x00\x01"):
        assert gzip.decompress(without_order(gzip.compress(listed), 2)) == b"pagefind_dcd\x80\x80"
        return
    with pytest.raises(SearchIndexError, match="in another order than they were given"):
        without_order(gzip.compress(listed), 2)


def test_the_digest_tells_other_records_and_not_another_order(records: Sequence[SearchRecord]) -> None:
    """So publishing makes the index only when there is something new to find."""
    changed = [replace(records[0], body="改"), *records[1:]]
    for digest in (index_digest, outcomes_digest):
        assert digest(records) == digest(records[::-1])
        assert digest(records) != digest(changed)
        assert digest(records) != digest(records[1:])
    assert {folder.address: folder.digest for folder in search_folders(records)} == {
        "pagefind": index_digest(records),
        "search": outcomes_digest(records),
    }


def test_new_results_leave_the_index_as_it_is() -> None:
    """A score, a band, a list, a window that is no longer rated: Pagefind has nothing to read anew."""
    site = make_site()
    rest = site.boards["hospitals"][0].ranked[1:]
    first = standing("yuanhe/pharmacy", "97.5", "excellent", "red")
    changes = (
        standing("yuanhe/pharmacy", "97.0", "excellent", "red"),
        standing("yuanhe/pharmacy", "97.5", "good", "red"),
        standing("yuanhe/pharmacy", "97.5", "excellent", "none"),
        standing("yuanhe/pharmacy", "52.0", "poor", "green"),
    )

    def digests(row: Standing) -> tuple[str, str]:
        after = replace(site, boards={**site.boards, "hospitals": (month("2026-10", row, *rest),)})
        index, outcomes = search_folders(tuple(site_records(Atlas(after))))
        return index.digest, outcomes.digest

    indexed, said = zip(*map(digests, (first, *changes)), strict=True)
    assert set(indexed) == {index_digest(tuple(site_records(Atlas(site))))}
    assert len(set(said)) == 1 + len(changes)
    unrated = replace(site, boards={**site.boards, "hospitals": (month("2026-10", *rest),)})
    assert index_digest(tuple(site_records(Atlas(unrated)))) == indexed[0]


def test_a_new_name_makes_the_index_anew() -> None:
    """What is searched must be what is there."""
    site = make_site()
    renamed = replace(site, centres={**site.centres, "yuanhe": replace(site.centres["yuanhe"], name="元和医院")})
    assert index_digest(tuple(site_records(Atlas(renamed)))) != index_digest(tuple(site_records(Atlas(site))))


@pytest.mark.parametrize("most", [1000, 250])
def test_outcomes_are_the_same_bytes_for_the_same_records_and_shared_with_the_earlier_ones(
    records: Sequence[SearchRecord], tmp_path: Path, most: int
) -> None:
    """Only the part of the city whose results changed is written anew."""
    more = sorted(many(records, 2 * SHARD + 50), key=lambda record: (record.kind != "window", record.address))
    windows = [replace(record, kind="window", outcome=f"{at} 分") for at, record in enumerate(more)]
    for name in ("earlier", "turned", "later"):
        (tmp_path / name).mkdir()
    make_outcomes(windows, tmp_path / "earlier", tmp_path / "none", most)
    make_outcomes(windows[::-1], tmp_path / "turned", tmp_path / "none", most)
    assert contents(tmp_path / "earlier") == contents(tmp_path / "turned")
    changed = [
        replace(record, outcome="改") if record.address == "windows/c/w-0.html" else record for record in windows
    ]
    make_outcomes(changed, tmp_path / "later", tmp_path / "earlier", most)
    before, after = contents(tmp_path / "earlier"), contents(tmp_path / "later")
    assert {name for name in before if before[name] != after[name]} == {"outcomes-0.json"}
    assert {name.rpartition("/")[2] for name in before} == {
        "facets.json",
        "outcomes-0.json",
        "outcomes-1.json",
        *(["outcomes-2.json"] if most > 2 * SHARD else []),
    }


def test_outcomes_are_said_by_address_in_shards_of_positions(records: Sequence[SearchRecord]) -> None:
    """A shard in which nothing has an outcome is none."""
    window = by_address(records, PHARMACY)
    plain = [replace(window, address=f"{at}.html", outcome="") for at in range(2 * SHARD)]
    assert outcome_shards([*plain[:-1], window, replace(window, address="last.html")]) == {
        1: {PHARMACY: "2026年10月 97.5 分 优秀 · 红榜·表扬"},
        2: {"last.html": "2026年10月 97.5 分 优秀 · 红榜·表扬"},
    }


def test_two_records_at_one_address_are_refused(records: Sequence[SearchRecord], tmp_path: Path) -> None:
    """One of them would silently be lost."""
    with pytest.raises(SearchIndexError, match=re.escape("two search records have the address method.html")):
        make_search_index([*records, by_address(records, "method.html")], tmp_path, tmp_path / "none")


def test_an_index_of_nothing_is_refused(tmp_path: Path) -> None:
    """Every site has at least the pages on method and data, so something is wrong."""
    with pytest.raises(SearchIndexError, match="there is nothing to be found"):
        make_search_index([], tmp_path, tmp_path / "none")


def test_an_index_shares_with_the_earlier_one_what_is_the_same(records: Sequence[SearchRecord], tmp_path: Path) -> None:
    """It is the same to the byte as one made without an earlier one, and never written into."""
    for name in ("earlier", "later", "alone"):
        (tmp_path / name).mkdir()
    make_search_index(records, tmp_path / "earlier", tmp_path / "none")
    before = contents(tmp_path / "earlier")
    changed = [replace(records[0], body="改"), *records[1:]]
    make_search_index(changed, tmp_path / "later", tmp_path / "earlier")
    make_search_index(changed, tmp_path / "alone", tmp_path / "none")
    assert contents(tmp_path / "later") == contents(tmp_path / "alone")
    assert contents(tmp_path / "earlier") == before
    shared = [name for name in before if (tmp_path / "earlier" / name).stat().st_nlink == 2]
    assert len(shared) >= len(records) - 1


def test_a_pagefind_that_breaks_off_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """An index that is not whole is never published."""
    monkeypatch.setattr(pagefind, "get_executable", lambda: shutil.which("true"))
    with pytest.raises(PagefindError, match="it gave 0 answers to 3 requests"):
        index_pages([("a.html", "<html><body>a</body></html>")])


def test_filters_say_of_every_record_which_values_it_has(records: Sequence[SearchRecord]) -> None:
    """A sign for each record, in the order of the index: short even for thousands of windows."""
    first, second, third = replace(records[0], bands=("优秀", "五星")), records[1], replace(records[0], district="南区")
    fourth = replace(third, bands=(), district="")
    told = facets([first, second, third, fourth])
    assert {name: (one.sets, one.of) for name, one in told.items()} == {
        "kind": (((first.kind,), (second.kind,)), "#$##"),
        "district": ((("鼓楼区",), ("南区",), ()), "##$%"),
        "centre": ((("gulou-bank",),), "####"),
        "trade": ((("bank",),), "####"),
        "list": (((), ("red",)), "#$##"),
        "band": ((("优秀", "五星"), ("五星",), ()), "#$%%"),
    }


def test_the_page_depends_on_what_it_says_and_nothing_else() -> None:
    """A new score does not make it anew; a renamed centre does, and a new period, whose lists it leads to."""
    site = make_site()
    page = page_at(site, "search.md")
    assert page.address == "search.md"
    assert page.render().startswith("---\ntitle: 搜索\n")
    assert ' data-periods="2026-10"' in page.render()
    scored = replace(
        site, boards={name: tuple(replace(one, ranked=()) for one in all_) for name, all_ in site.boards.items()}
    )
    assert page_at(scored, "search.md").ingredients == page.ingredients
    assert page_at(replace(site, boards={}), "search.md").ingredients != page.ingredients
    renamed = replace(site, centres={**site.centres, "yuanhe": replace(site.centres["yuanhe"], name="元和医院")})
    assert page_at(renamed, "search.md").ingredients != page.ingredients
