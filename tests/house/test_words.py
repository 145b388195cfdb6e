"""Every word of the interface in both languages: one catalogue, nothing left out of it, and nothing left over."""

import ast
import datetime
import pickle
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from jinja2 import Environment

from generator.presenting.text.markup import marked, render
from generator.presenting.text.wording import day_text, joined, period_text
from generator.product import FRAME, THEME
from generator.words.phrases import Phrase, catalogue, is_chinese, say, told, word_in
from generator.words.scripts import script_in
from generator.words.templates import template_in
from tests.fixtures.folders import ROOT

DAY = datetime.date(2026, 11, 23)
LETTERS = re.compile("[\u3400-\u9fff]")
HOLES = re.compile(r"\{\w+\}|</?\d+>|<br>", re.ASCII)
FORMS = re.compile(r"\{(\w+)\|[\w' -]+\|[\w' -]+\}", re.ASCII)
"""What is said of one, and of any other number of a value."""
COUNTED = re.compile(
    r"\{(\w+)\}(?:</?\d+>)* ?(?:[个次条天项家件份张页名处分期问组位]|小时|分钟|工作日|县区|服务)", re.ASCII
)
"""A value that is a number of something, in Chinese."""
MANY = re.compile(
    r"\{(\w+)\}(?:</?\d+>)*(?: [a-z]+){0,4}? "
    r"(?:(?!(?:is|has|was|this|its|less|as|lies|crosses|applies)\b)[a-z]+s|were|do)\b",
    re.ASCII,
)
"""A value followed by a word in the plural, or by a verb of many."""
TEMPLATES = sorted(
    path
    for folder in ("pages", "parts", "overrides")
    for path in (THEME / folder).rglob("*")
    if path.suffix in {".jinja", ".html"} and "languages" not in path.parts
)
SCRIPTS = sorted((THEME / "assets").glob("*.js"))
SOURCES = sorted((ROOT / "generator" / "presenting").rglob("*.py"))


# Which words there are


def template_words(path: Path) -> set[str]:
    """The keys of a template or a script."""
    found: set[str] = set()

    def hear(key: str) -> str:
        found.add(key)
        return key

    source = path.read_text("utf-8")
    assert (script_in if path.suffix == ".js" else template_in)(source, hear) == source
    return found


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    """The calls of a function in a file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def said_words(path: Path) -> set[str]:
    """The keys of a Python file: what `say` says, and what `joined` puts between words."""
    tree = ast.parse(path.read_text("utf-8"))
    keys = [node.args[0] for node in calls(tree, "say")]
    keys += [argument for node in calls(tree, "joined") for argument in node.args[1:]]
    texts = (key.value for key in keys if isinstance(key, ast.Constant))
    return {text for text in texts if isinstance(text, str) and is_chinese(text)}


def frame_words() -> set[str]:
    """The keys of the frame."""
    config = yaml.safe_load(FRAME.read_text("utf-8").replace("!ENV ", ""))
    titles = {f"导航：{title}" for entry in config["nav"] for title in entry}
    return {config["site_description"], *titles}


def used_words() -> set[str]:
    """Every key of the interface."""
    found = {"、", *frame_words()}
    for path in (*TEMPLATES, *SCRIPTS):
        found |= template_words(path)
    for path in SOURCES:
        found |= said_words(path)
    return found


def test_every_word_of_the_interface_has_english_and_no_english_is_left_over() -> None:
    """What is missing is printed as lines for `theme/words/en.yml`."""
    used = used_words()
    missing = sorted(used - catalogue().keys())
    assert not missing, "\n".join(['"' + key.replace('"', '\\"') + '": ""' for key in missing])
    assert not sorted(catalogue().keys() - used)


def test_both_sides_hold_the_same_values_and_english_has_no_chinese() -> None:
    """Values and elements may stand in another order; none is lost, none is invented, none breaks what it stands in."""
    wrong = [key for key, said in catalogue().items() if sorted(HOLES.findall(key)) != sorted(HOLES.findall(said))]
    assert not wrong
    for key, whole in catalogue().items():
        said = FORMS.sub("", whole)
        assert said.strip()
        assert {f"{{{name}}}" for name in FORMS.findall(whole)} <= set(HOLES.findall(key)), whole
        assert not is_chinese(said), said
        signs = set(re.findall(r"[<>&\"`{}]", HOLES.sub("", said)))
        assert signs <= set(HOLES.sub("", key)), said


def without_singular(key: str, said: str) -> list[str]:
    """The values of a phrase that count something which English names in the plural only."""
    return sorted(set(COUNTED.findall(key)) & set(MANY.findall(FORMS.sub("", said))))


def test_whatever_is_counted_is_named_in_the_singular_too() -> None:
    """One window, two windows: `{count} {count|window|windows}`."""
    assert not {said for key, said in catalogue().items() if without_singular(key, said)}
    assert without_singular("还有 <1>{more} 个</1>窗口", "<1>{more}</1> more green list windows") == ["more"]
    assert not without_singular("还有 {more} 个窗口", "{more} more green list {more|window|windows}")


def test_no_key_stands_twice_in_the_catalogue() -> None:
    """YAML would take the last one in silence."""
    keys = re.findall(r'^("(?:[^"\\]|\\.)*"): ', (THEME / "words" / "en.yml").read_text("utf-8"), flags=re.MULTILINE)
    assert len(keys) == len(set(keys)) == len(catalogue())


# Nothing is said past the catalogue


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_chinese_is_left_of_a_template_told_in_english(path: Path) -> None:
    """Outside comments, everything Chinese is a word."""
    told_text = template_in(path.read_text("utf-8"), word_in("en"))
    bare = re.sub(r"\{#.*?#\}", "", told_text, flags=re.DOTALL)
    assert not is_chinese(bare)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_chinese_is_left_of_a_script_told_in_english(path: Path, tmp_path: Path) -> None:
    """It is still a script then."""
    told_text = script_in(path.read_text("utf-8"), word_in("en"))
    bare = re.sub(r"/\*.*?\*/|^\s*//[^\n]*|\s//[^\n]*", "", told_text, flags=re.DOTALL | re.MULTILINE)
    assert not LETTERS.search(bare)
    copy = tmp_path / f"{path.stem}.mjs"
    copy.write_text(told_text, "utf-8")
    subprocess.run(["node", "--check", copy], check=True, capture_output=True)  # noqa: S603, S607  # our own file


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_python_says_every_word_by_say(path: Path) -> None:
    """A Chinese letter stands in docstrings, in `say` and nowhere else; marks of punctuation may be told apart."""
    tree = ast.parse(path.read_text("utf-8"))
    allowed: set[ast.expr] = {node.args[0] for node in calls(tree, "say")}
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for one in body if isinstance(body, list) else []:
            if isinstance(one, ast.Expr):
                allowed.add(one.value)
    found = [
        f"{node.lineno}: {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and LETTERS.search(node.value)
        if node not in allowed
    ]
    assert not found
    assert all(isinstance(node.args[0], ast.Constant) for node in calls(tree, "say")), "a key is written out"


# How words are told


def test_a_phrase_is_chinese_text_that_knows_its_english() -> None:
    """It can be sent to another process, and its values are phrases, figures or data."""
    phrase = joined([period_text("2026-10"), day_text(DAY), "数据"])
    assert phrase == "2026年10月、2026年11月23日、数据"
    again = pickle.loads(pickle.dumps(phrase))  # noqa: S301  # our own
    assert told(again, "zh") == phrase
    assert told(again, "en") == "October 2026, 23 November 2026, 数据"
    assert told("数据", "en") == "数据"  # data, not a phrase


def test_a_value_is_never_taken_for_a_place() -> None:
    """Data that looks like a place for a value stays as it is."""
    phrase = say("{label}：{text}", label="{text}", text="<1>")
    assert (told(phrase, "zh"), told(phrase, "en")) == ("{text}：<1>", "{text}: <1>")


@pytest.mark.parametrize(
    "lose", [lambda phrase: f"{phrase}!", lambda phrase: phrase + "!", lambda phrase: "!" + phrase]
)
def test_a_phrase_cannot_be_lost_in_other_text(lose: object) -> None:
    """An f-string would keep the Chinese only."""
    with pytest.raises(TypeError, match="by `say`"):
        lose(say("全部"))  # type: ignore[operator]  # one of the above


def test_a_template_is_cut_into_sentences() -> None:
    """Prints and elements become places; blocks, separators and tags of blocks part sentences."""
    source = (
        '<p title="给{{ one.name }}">共 <b>{{ one.count }}</b> 个，<a href="{{ path }}">全部</a> · 其他'
        '{% if more %}，还有{{ "几个" if few else many }}{% endif %}</p>\n## 标题 {: #top }\n{# 说明 #}'
    )
    found: list[str] = []

    def hear(key: str) -> str:
        found.append(key)
        return {"共 <1>{count}</1> 个，<2>全部</2>": "<2>All</2> <1>{count}</1>"}.get(key, key)

    made = template_in(source, hear)
    assert found == ["给{name}", "共 <1>{count}</1> 个，<2>全部</2>", "其他", "，还有{few}", "几个", "标题"]
    assert '<a href="{{ path }}">All</a> <b>{{ one.count }}</b> · 其他{% if more %}' in made
    assert "\n## 标题 {: #top }\n{# 说明 #}" in made


def test_a_script_is_told_string_by_string() -> None:
    """Texts with values, texts within them, comments and regular expressions."""
    source = 'a = `共 ${n.size} 个${b ? `（${"多"}）` : ""}`; // 说明\nb = s.replace(/"/g, "“");\n'
    made = script_in(source, {"共 {size} 个{b}": "{b}{size}", "（{value}）": "({value})", "多": "many"}.__getitem__)
    assert made == 'a = `${b ? `(${"many"})` : ""}${n.size}`; // 说明\nb = s.replace(/"/g, "“");\n'


def test_english_tells_one_from_many() -> None:
    """In sentences of Python, in templates, in their attributes, and in scripts; a key of Chinese has no forms."""
    for number, text in ((1, "1 window"), (2, "2 windows"), (0, "0 windows"), ("1.0", "1.0 windows")):
        assert told(say("{windows} 个窗口", windows=number), "en") == text
    said = {
        "{count} 个": "{count} {count|window|windows}",
        "<1>{count}</1> 个": "<1>{count}</1> {count|is|are}",
    }.__getitem__
    made = template_in('<p title="{{ one.count }} 个">{{ one.count }} 个</p>\n<b>{{- one.count -}}</b> 个', said)
    shown = Environment(autoescape=True).from_string(made)
    assert shown.render(one={"count": 1}) == '<p title="1 window">1 window</p>\n<b>1</b> is'
    assert shown.render(one={"count": 2}) == '<p title="2 windows">2 windows</p>\n<b>2</b> are'
    script = script_in("`${rows.length} 个`", {"{length} 个": "{length} {length|row|rows}"}.__getitem__)
    assert script == '`${rows.length} ${String(rows.length) === "1" ? "row" : "rows"}`'


def test_chinese_on_an_english_page_says_that_it_is() -> None:
    """Text is marked; the head, tags, headings in Markdown, scripts and options are left."""
    page = '---\ntitle: 标题\n---\n# 标题\n<p title="题">a 窗口 1 号 b</p><option>区</option><script>"区"</script>'
    assert marked(page) == page.replace("窗口 1 号", '<span lang="zh-CN">窗口 1 号</span>')
    assert marked("<p>1 窗口</p><a href='x'>窗口</a>") == (
        '<p>1 <span lang="zh-CN">窗口</span></p><a href=\'x\' lang="zh-CN">窗口</a>'
    )
    assert marked("<p>−3 甲 1<br>−2 乙<br>and 丙</p>") == (
        '<p>−3 <span lang="zh-CN">甲 1<br>−2 乙</span><br>and <span lang="zh-CN">丙</span></p>'
    )


def test_a_template_is_told_in_the_language_asked_for() -> None:
    """Data stays as it is written; words of the interface do not."""
    trade = joined(["甲", "乙"])
    views = {"role": "窗口 <b>人员", "trade": trade, "card": Card(), "by_losses": True, "role_path": "x"}
    page = render("card.md.jinja", "en", publisher="市局", data_date=DAY, sample=True, **views)
    assert "<h1>Pocket card: " in page
    assert "<b>" not in page.partition("<h1>")[2].partition("</h1>")[0]
    assert "甲, 乙" in re.sub(r"<[^<>]*>", "", page)


class Card:
    """An empty card."""

    groups = ()
    left = 0


def test_a_phrase_told_in_chinese_is_itself() -> None:
    """Every sentence of Python reads in Chinese as it stands there."""
    assert isinstance(say("全部"), Phrase)
    assert told(say("全部"), "zh") == "全部"
