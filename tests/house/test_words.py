"""Every word of the interface in every language: nothing left out of a catalogue, nothing left over, no value lost."""

import ast
import datetime
import itertools
import pickle
import re
import subprocess
from io import BytesIO
from pathlib import Path
from typing import cast, get_args

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment, Template, TemplateSyntaxError, nodes

from generator.presenting.artefact import Dates
from generator.presenting.text.markup import escape, marked, render
from generator.presenting.text.wording import day_text, joined, period_text
from generator.words.catalogue import Words, catalogue_of, chinese, in_context, read_words, words_of
from generator.words.languages import TAGS, Language
from generator.words.phrases import CHINESE, Phrase, is_chinese, say, tell, told
from generator.words.scripts import categories, published_script
from generator.words.templates import Trans
from tests.tools.words import SCRIPTS, SOURCES, TEMPLATES, messages, read_template, spoken, unsaid_of, updated

DAY = datetime.date(2026, 11, 23)
LETTERS = re.compile("[\u3400-\u9fff]")
HOLES = re.compile(r"\{\w+\}|</?\d+>|<br>", re.ASCII)
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
ON_PAGES = ("theme/", "generator/presenting/", "generator/words/")
"""Where the words of the site are said; the others are those of the commands."""
TOLD: tuple[Language, ...] = tuple(lang for lang in TAGS if lang != "zh")
"""The languages that have a catalogue."""


# Which words there are


def test_every_language_has_a_row() -> None:
    """Whoever adds one adds it to the type and to the table, which stand beside each other, and a catalogue."""
    assert get_args(Language) == tuple(TAGS)
    assert {path.stem for path in catalogue_of("en").parent.glob("*.po")} == {*TOLD}


@pytest.mark.parametrize("lang", TOLD)
def test_every_word_of_the_interface_is_told_and_none_is_left_over(lang: Language) -> None:
    """`python -m tests.tools.words` puts what is missing into the catalogue, to be translated."""
    used = messages().keys()
    known = words_of(lang).said.keys()
    assert not sorted(used - known)
    assert not sorted(known - used)
    catalogue = catalogue_of(lang).read_bytes()
    assert updated(lang, catalogue) == (catalogue, []), "python -m tests.tools.words writes it in order"


def test_the_tool_keeps_translations_and_says_what_is_missing() -> None:
    """Of a catalogue with one message, one left over and one that is a mere guess; and of a new language."""
    head = b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    old = 'msgid "榜单"\nmsgstr "Listen"\n\nmsgid "不再说的"\nmsgstr "weg"\n\n#, fuzzy\nmsgid "全部"\nmsgstr "Alles"\n'
    written, missing = updated("de", head + old.encode())
    assert 'msgid "榜单"\nmsgstr "Listen"' in written.decode()
    assert "不再说的" not in written.decode()
    assert {"全部", "业务"} <= set(missing)
    assert "榜单" not in missing
    written, missing = updated("ru", b"")
    assert len(missing) == len(messages())
    assert len(read_po(BytesIO(written), locale="ru")) == len(messages())
    assert '"Plural-Forms: nplurals=3; ' in written.decode()


def lost(key: str, said: str) -> bool:
    """Whether a translation does not hold the same values and elements."""
    return {*HOLES.findall(key)} != {*HOLES.findall(said)}


def broken(key: str, said: str) -> bool:
    """Whether a translation on a page holds something more often, or has signs that could break what it stands in."""
    signs = set(re.findall(r"[<>&\"`{}]", HOLES.sub("", said)))
    return sorted(HOLES.findall(key)) != sorted(HOLES.findall(said)) or not signs <= set(HOLES.sub("", key))


@pytest.mark.parametrize("lang", TOLD)
def test_both_sides_hold_the_same_values(lang: Language) -> None:
    """None is lost, none is invented, none breaks what it stands in; they may stand in another order."""
    files = messages()
    for key, forms in words_of(lang).said.items():
        for said in forms:
            assert said.strip()
            assert not lost(chinese(key), said), said
            assert not (files[key].startswith(ON_PAGES) and broken(chinese(key), said)), said
    assert lost("{a} <1>{b}</1>", "{a} {b}")
    assert lost("{a} {b}", "{a} {a}")
    assert broken("{a} {b}", "{a} {b} {b}")
    assert broken("“{a}”", '"{a}"')
    assert not broken("{a} <1>{b}</1>", "<1>{b}</1> {a}")


def strange(key: str, said: str) -> list[str]:
    """The Chinese of an English text; what is to be typed in Chinese stands in the Chinese text too."""
    return [run for run in re.findall(f"{CHINESE.pattern}+", said) if run not in key]


def test_english_has_no_chinese() -> None:
    """Neither letters nor marks, but for what data hold."""
    assert not [said for key, forms in words_of("en").said.items() for said in forms if strange(key, said)]
    assert strange("写“无”", "write “无”。") == ["。"]


@pytest.mark.parametrize("lang", TOLD)
def test_a_number_has_all_its_forms_and_nothing_else_has_any(lang: Language) -> None:
    """As many as the head of the catalogue says; elsewhere there is one text."""
    count = read_po(BytesIO(catalogue_of(lang).read_bytes()), locale=lang).num_plurals
    wrong = [key for key, forms in words_of(lang).said.items() if len(forms) != (count if "{n}" in chinese(key) else 1)]
    assert not wrong


def without_singular(key: str, forms: tuple[str, ...]) -> list[str]:
    """The values of a phrase that count something which English names in the plural only."""
    return sorted((set(COUNTED.findall(key)) & set(MANY.findall(forms[-1]))) - {"n"})


def test_whatever_is_counted_is_named_in_the_singular_too() -> None:
    """One window, two windows: the number is `{n}`, and both forms are written."""
    files = messages()
    site = {key: said for key, said in words_of("en").said.items() if files[key].startswith(ON_PAGES)}
    assert not {said for key, said in site.items() if without_singular(key, said)}
    assert not {said for said in words_of("en").said.values() if len(said) > 1 and len({*said}) == 1}
    assert without_singular("还有 <1>{more} 个</1>窗口", ("<1>{more}</1> more green list windows",)) == ["more"]
    assert not without_singular("还有 {n} 个窗口", ("{n} more green list window", "{n} more green list windows"))


# Nothing is said past the catalogue


def unsaid(source: str) -> list[str]:
    """The Chinese of a template that is no message."""
    tree, _ = read_template(source)
    messages_of = {
        id(call.args[0])
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name == "_"
    }
    texts = [one.data for one in tree.find_all(nodes.TemplateData)]
    texts += [str(one.value) for one in tree.find_all(nodes.Const) if id(one) not in messages_of]
    return [text for text in texts if is_chinese(text)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_says_every_word_by_trans(path: Path) -> None:
    """Outside comments, everything Chinese is a message."""
    assert not unsaid(path.read_text("utf-8"))


def test_a_word_that_no_message_holds_is_found() -> None:
    """In text, in attributes, in strings."""
    assert unsaid("<p>{% trans %}全部{% endtrans %}，</p>") == ["，</p>"]
    assert unsaid('<p title="全部">{{ _("全部") }}{# 全部 #}</p>') == ['<p title="全部">']
    assert unsaid('{{ "全部" if all else _("没有") }}') == ["全部"]
    assert read_template('{% trans n=one.n %}{{ n }} 个{% endtrans %}{{ _("没有") }}')[1] == ["{n} 个", "没有"]
    nested = '{% trans n=one.n, more=_("又 {n} 次", n=more) %}{{ n }} 个，<b title="全部">{{ more }}</b>{% endtrans %}'
    assert read_template(nested)[1] == ["{n} 个，<1>{more}</1>", "又 {n} 次"]
    assert unsaid(nested) == ['<b title="全部">']


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_says_every_word_by_say(path: Path) -> None:
    """Its words stand before it, and leave it as it is written."""
    source = path.read_text("utf-8")
    assert not is_chinese(unsaid_of(source))
    assert is_chinese(unsaid_of('a = "全部"; b = say("全部");'))
    assert all(published_script(source, lang).endswith(source) for lang in TAGS)


def test_a_script_with_its_words_is_a_script(tmp_path: Path) -> None:
    """In every language; one process reads them all, and the one that is none is named."""
    for lang, path in itertools.product(TAGS, SCRIPTS):
        (tmp_path / f"{path.stem}.{lang}.mjs").write_text(published_script(path.read_text("utf-8"), lang), "utf-8")
    assert wrong_scripts(tmp_path) == []
    (tmp_path / "broken.mjs").write_text("let a = ;")
    assert wrong_scripts(tmp_path) == ["broken.mjs"]


def wrong_scripts(folder: Path) -> list[str]:
    """The scripts of a folder that are none, by name."""
    read = (
        "const { SourceTextModule } = require('vm'), { readdirSync, readFileSync } = require('fs');"
        "for (const name of readdirSync('.').sort())"
        " try { new SourceTextModule(readFileSync(name, 'utf-8')); } catch { console.log(name); }"
    )
    asked = ["node", "--no-warnings", "--experimental-vm-modules", "-e", read]
    done = subprocess.run(asked, cwd=folder, check=True, capture_output=True, encoding="utf-8")  # noqa: S603  # our own words
    return done.stdout.split()


DATA = {"REGION", "beginning"}
"""What stands in the files of a new city where nobody said anything else."""


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_python_says_every_word_by_say(path: Path) -> None:
    """A Chinese letter stands in docstrings, in messages and nowhere else; marks of punctuation may be told apart."""
    tree = ast.parse(path.read_text("utf-8"))
    keys = [call[0] for call in spoken(tree) if call]
    allowed: set[ast.AST] = {*keys}
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for one in body if isinstance(body, list) else []:
            if isinstance(one, ast.Expr):
                allowed.add(one.value)
        if path.name == "questions.py" and (
            (isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id in DATA)
            or (isinstance(node, ast.FunctionDef) and node.name in DATA)
        ):
            allowed |= {*ast.walk(node)}
    found = [
        f"{node.lineno}: {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and LETTERS.search(node.value)
        if node not in allowed
    ]
    assert not found
    said = [node.args[0] for node in ast.walk(tree) if isinstance(node, ast.Call) and is_say(node, path)]
    assert all(isinstance(key, ast.Constant) for key in said), "a key is written out"


def is_say(call: ast.Call, path: Path) -> bool:
    """Whether a call is one of `say`; that of the console takes a word of its table."""
    return (
        isinstance(call.func, ast.Name)
        and call.func.id == "say"
        and path.name != "console.py"
        and path.parent.name != "commands"
        and path.name != "cli.py"
    )


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


WINDOWS = Words(
    {
        "共 <1>{count}</1> 个，<2>全部</2>": ("<2>All</2> <1>{count}</1>",),
        "给{name}": ("For {name}",),
        "{n} 个窗口": ("{n} window", "{n} windows"),
        "<1>{n}</1> 个": ("<1>{n}</1> is", "<1>{n}</1> are"),
    },
    lambda number: int(number != 1),
)


def template(source: str, words: Words) -> Template:
    """A template that is told by some words and escapes as pages do."""
    environment = Environment(
        autoescape=True, extensions=[Trans], finalize=lambda value: escape(value) if isinstance(value, str) else value
    )
    cast("Trans", environment.extensions[Trans.identifier]).words = words
    return environment.from_string(source)


def test_a_sentence_of_a_template_is_told_with_its_elements_and_values() -> None:
    """Elements keep their attributes, blocks in them too; space around the sentence stays; a break is text."""
    source = (
        '<p title="{% trans name=one.name %}给{{ name }}{% endtrans %}">'
        "{% trans count=one.count %} 共 <b>{{ count }}</b> 个，"
        '<a{% if one.count %} class="x"{% endif %} href="{{ path }}">全部</a>{% endtrans %}</p>'
    )
    one = {"name": "甲", "count": 3}
    assert read_template(source)[1] == ["给{name}", "共 <1>{count}</1> 个，<2>全部</2>"]
    assert read_template("{% trans %}一<br>二{% endtrans %}")[1] == ["一<br>二"]
    assert template(source, words_of("zh")).render(one=one, path="p") == (
        '<p title="给甲"> 共 <b>3</b> 个，<a class="x" href="p">全部</a></p>'
    )
    assert template(source, WINDOWS).render(one=one, path="p") == (
        '<p title="For 甲"> <a class="x" href="p">All</a> <b>3</b></p>'
    )


@pytest.mark.parametrize("words", [words_of("zh"), WINDOWS])
@pytest.mark.parametrize("data", ["{n}", "%(count)s %s %", "<1>x</1>", "<b>", "{{ 1 }}", "&", '"', "{count}"])
def test_data_in_a_sentence_stays_data(words: Words, data: str) -> None:
    """It is escaped once, and never a place, a format or markup, in a text as in an attribute."""
    source = (
        '<p title="{% trans name=one %}给{{ name }}{% endtrans %}">{% trans name=one %}给{{ name }}{% endtrans %}</p>'
    )
    made = template(source, words).render(one=data)
    before = words.forms("给{name}")[0].removesuffix("{name}")
    assert made == f'<p title="{before}{escape(data)}">{before}{escape(data)}</p>'


@pytest.mark.parametrize(
    "source",
    [
        "{% trans %}{{ one.name }} 个{% endtrans %}",
        "{% trans name=one.name %}全部{% endtrans %}",
        "{% trans %}<b>全部{% endtrans %}",
        "{% trans %}全部</b>{% endtrans %}",
        "{% trans %}全部<a {% endtrans %}",
        "{% trans %}{% if one %}全部{% endif %}{% endtrans %}",
        "{% trans %}全部",
    ],
)
def test_a_sentence_that_no_translator_could_keep_whole_is_refused(source: str) -> None:
    """A value without a name, a name without a value, half an element, a block, no end."""
    with pytest.raises(TemplateSyntaxError):
        read_template(source)


def test_a_number_chooses_its_form() -> None:
    """In sentences of Python, in templates and in their attributes; a fraction is no single one."""
    for number, text in (
        (1, "1 window"),
        (2, "2 windows"),
        (0, "0 windows"),
        ("1.0", "1.0 windows"),
        ("1", "1 window"),
    ):
        assert tell("en", "{n} 个窗口", n=number) == text
    source = '<p title="{% trans n=n %}{{ n }} 个窗口{% endtrans %}">{% trans n=n %}<b>{{ n }}</b> 个{% endtrans %}</p>'
    shown = template(source, WINDOWS)
    assert shown.render(n=1) == '<p title="1 window"><b>1</b> is</p>'
    assert shown.render(n="2") == '<p title="2 windows"><b>2</b> are</p>'
    assert template(source, words_of("zh")).render(n=1) == '<p title="1 个窗口"><b>1</b> 个</p>'


RUSSIAN = """
msgid ""
msgstr ""
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n"

msgid "{n} 个窗口"
msgid_plural "{n} 个窗口"
msgstr[0] "{n} окно"
msgstr[1] "{n} окна"
msgstr[2] "{n} окон"

msgctxt "here"
msgid "全部"
msgstr "здесь"

#, fuzzy
msgid "全部"
msgstr "?"
"""


def test_every_language_has_its_own_rule_for_numbers() -> None:
    """That of its catalogue; browsers choose by categories. A guess is no translation."""
    words = read_words(RUSSIAN.encode(), "en")
    shown = template("{% trans n=n %}{{ n }} 个窗口{% endtrans %}", words)
    assert [shown.render(n=n) for n in (1, 2, 5, 11, 21)] == ["1 окно", "2 окна", "5 окон", "11 окон", "21 окно"]
    assert categories("ru", words.form) == {"other": -1, "one": 0, "few": 1, "many": 2}
    assert words.forms(in_context("here", "全部")) == ("здесь",)
    assert words.forms("全部") == ("全部",)
    assert words.forms(in_context("there", "全部")) == ("全部",)


def test_a_script_finds_its_words(tmp_path: Path) -> None:
    """By message and number, in the language of the page; values are put in as they are."""
    script = tmp_path / "x.mjs"
    source = (
        'const { say } = windowboard;\nconsole.log([1, 2, "1.0"].map((n) => say("要改的 {n} 条", { n })).join("|"));\n'
        'console.log("", say("搜索“{text}”", { text: "{text}$&%s" }), say("没有人说过"));\n'
    )
    said = []
    for lang, tag in TAGS.items():
        script.write_text(
            f'globalThis.document = {{ documentElement: {{ lang: "{tag}" }} }};\n{published_script(source, lang)}',
            "utf-8",
        )
        ran = subprocess.run(["node", script], check=True, capture_output=True)  # noqa: S603, S607  # our own file
        said.append(ran.stdout.decode().splitlines())
    assert said[0] == ["要改的 1 条|要改的 2 条|要改的 1.0 条", " 搜索“{text}$&%s” 没有人说过"]
    assert said[1] == [
        "To mend: 1 clause|To mend: 2 clauses|To mend: 1.0 clause",
        " Search for “{text}$&%s” 没有人说过",
    ]
    assert published_script("let a = 1;\n", "en") == "let a = 1;\n"


def test_chinese_on_an_english_page_says_that_it_is() -> None:
    """Text is marked; the head, tags, headings in Markdown, scripts and options are left."""
    page = '---\ntitle: 标题\n---\n# 标题\n<p title="题">a 窗口 1 号 b</p><option>区</option><script>"区"</script>'
    assert marked(page) == page.replace("窗口 1 号", '<span lang="zh-CN">窗口 1 号</span>')
    assert (
        marked("<p>1 窗口</p><a href='x'>窗口</a>") == '<p lang="zh-CN">1 窗口</p><a href=\'x\' lang="zh-CN">窗口</a>'
    )
    told = (
        '<li><p><a href="x#c-1">1</a> 自助设备（含 ATM 等）<b>2.5</b>/5</p><small>−2：甲<br>−1 乙（照片 1 张）</small>'
    )
    assert marked(told) == told.replace("<p>", '<p lang="zh-CN">').replace("<small>", '<small lang="zh-CN">')


def test_english_between_two_pieces_of_chinese_is_not_called_chinese() -> None:
    """Who hears the page hears each in its voice."""
    between = "<p>甲 (seen in 2 inspections); 乙 <b>3 points lost</b></p>"
    assert marked(between) == (
        '<p><span lang="zh-CN">甲</span> (seen in 2 inspections); <span lang="zh-CN">乙</span> <b>3 points lost</b></p>'
    )
    assert marked('<p><a href="x" aria-label="Go">1</a> 甲</p>') == (
        '<p><a href="x" aria-label="Go">1</a> <span lang="zh-CN">甲</span></p>'
    )
    assert marked("<p>−3 甲 1<br>−2 乙<br>and 丙</p>") == (
        '<p>−3 <span lang="zh-CN">甲 1<br>−2 乙</span><br>and <span lang="zh-CN">丙</span></p>'
    )


def test_a_template_is_told_in_the_language_asked_for() -> None:
    """Data stays as it is written; words of the interface do not."""
    trade = joined(["甲", "乙"])
    views = {"role": "窗口 <b>人员", "trade": trade, "card": Card(), "by_losses": True, "role_path": "x"}
    page = render("card.md.jinja", "en", publisher="市局", dates=Dates(data=DAY), data_date=DAY, sample=True, **views)
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
