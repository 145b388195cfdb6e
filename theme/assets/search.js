/**
 * The search page: reads the question from the address, asks the index, shows answers and what was found.
 *
 * Nothing of the data ever becomes markup: it reaches the page as text nodes only.
 */

import { Index, howMeant, places, termsOf, understood } from "./search-index.js";

const { say } = windowboard;
const { keyed, known: readKnown, plain, tokens } = windowboard.matching;

const BREAK = "\u2063"; // between title, summary and body of a record
const SPACE = "\u2060"; // a space of the text itself, among the spaces between tokens

const PAUSE = 150; // milliseconds without a key before a search
const SHOWN = 20; // results at a time
const SUMMARY_LENGTH = 110; // characters
const EXCERPT_LENGTH = 70;
const LOOKED = 6; // results that an answer looks at for their places
const PLACES = 3; // of which an answer says when they are open
const SPELT = 4; // letters by which an answer may be asked for: fewer begin too much
const LISTS = "answer-lists";
const OF_ALL = [LISTS, "answer-scores", "answer-queue"];
const NAMING = ["list", "band"]; // filters whose values may be typed instead: they are in no text of the index
// 9月, 九月份, 2026年9月, 十一月, and no day of a month (9月1日)
const MONTH = /(?:(?<year>20\d\d)\u5e74?|^|\D)(?<month>1[0-2]|0?[1-9]|\u5341[\u4e00\u4e8c]?|[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d])\u6708\u4efd?(?![\d\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341])/u;
// 第三季度, 2026年3季度
const QUARTER = /(?:(?<year>20\d\d)\u5e74?)?\u7b2c?(?<quarter>[1-4\u4e00\u4e8c\u4e09\u56db])\u5b63\u5ea6/u;
const MONTHS = "january february march april may june july august september october november december".split(" ");
const MONTH_NAME = new RegExp(`(?<name>${MONTHS.filter((name) => name !== "may").join("|")})(?<year>20\\d\\d)?`, "u");
// What may be said of a period: 得分|分数|结果|名单|榜单|检查|公布|通报|情况|排名|的|红|绿|榜
const BESIDE_PERIOD = /\u5f97\u5206|\u5206\u6570|\u7ed3\u679c|\u540d\u5355|\u699c\u5355|\u68c0\u67e5|\u516c\u5e03|\u901a\u62a5|\u60c5\u51b5|\u6392\u540d|\u7684|\u7ea2|\u7eff|\u699c/gu;
const WIDE = "(min-width: 45em)"; // room for filters beside the results

/** A text with its matches marked, cut to a length around the first of them. */
function marked(text, terms, length = Infinity) {
  const all = places(text, terms);
  let from = 0;
  if (text.length > length && all.length > 0) from = Math.min(Math.max(0, all[0].start - Math.floor(length / 3)), text.length - length);
  const to = Math.min(text.length, from + length);
  const nodes = [from > 0 ? "…" : ""];
  let at = from;
  for (const place of all.filter((one) => one.start >= from && one.end <= to)) {
    nodes.push(text.slice(at, place.start), make("mark", {}, text.slice(place.start, place.end)));
    at = place.end;
  }
  nodes.push(text.slice(at, to), to < text.length ? "…" : "");
  return nodes;
}

/** Title, summary and body of a record, from what Pagefind kept of it. */
function fieldsOf(content) {
  const [title = "", summary = "", body = ""] = content
    .split(BREAK)
    .map((field) => field.replace(/^\.? /u, "").replaceAll(" ", "").replaceAll(SPACE, " "));
  return { title, summary, body };
}

function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

class SearchPage {
  #root;
  #form;
  #input;
  #selects;
  #names;
  #status;
  #named;
  #list;
  #more;
  #nothing;
  #filters;
  #answers;
  #browse = document.getElementById("browse");
  #site;
  #index = null;
  #ready = false;
  #timer = 0;
  #turn = 0;
  #passing = false; // the newest entry of the history is a question that is still being typed
  #order = [];
  #terms = [];

  constructor(root) {
    const part = (selector) => root.querySelector(selector);
    this.#root = root;
    this.#form = part("form");
    this.#input = part("input[name=q]");
    this.#selects = [...root.querySelectorAll("select[name]")];
    this.#names = new Map(this.#selects.flatMap((select) => [...select.options].map((option) => [option, option.textContent])));
    this.#status = part("[role=status]");
    this.#named = part(".wb-seek__named");
    this.#list = part(".wb-seek__results");
    this.#more = part(".wb-seek__more");
    this.#nothing = part(".wb-seek__nothing");
    this.#filters = part(".wb-seek__filters");
    this.#site = new URL(root.dataset.root, document.baseURI);
    this.#answers = [...root.querySelectorAll(".wb-answer")];
    part(".wb-seek__plain").remove();
    root.classList.add("wb-seek--ready");
    this.#listen();
    this.#readAddress();
  }

  #listen() {
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#settle();
    });
    // While a Chinese word is being composed the field holds letters that nobody means to search for.
    this.#input.addEventListener("input", (event) => event.isComposing || this.#soon());
    this.#input.addEventListener("compositionend", () => this.#soon());
    this.#input.addEventListener("change", () => this.#writeAddress(true));
    for (const select of this.#selects) select.addEventListener("change", () => this.#settle());
    this.#more.querySelector("button").addEventListener("click", () => this.#showMore());
    this.#root.addEventListener("keydown", (event) => this.#key(event));
    document.addEventListener("keydown", (event) => this.#slash(event));
    window.addEventListener("popstate", () => this.#readAddress());
  }

  /** Questions and filters stand in the address, so that a search can be passed on. */
  #readAddress() {
    const asked = new URL(location.href).searchParams;
    this.#input.value = asked.get("q") ?? "";
    for (const select of this.#selects) {
      const value = asked.get(select.name) ?? "";
      select.value = [...select.options].some((option) => option.value === value) ? value : "";
    }
    this.#filters.open = matchMedia(WIDE).matches || this.#selects.some((select) => select.value);
    this.#passing = true;
    this.#settle();
  }

  /** Search for what was asked on purpose: an entry of its own in the history. */
  #settle() {
    this.#writeAddress(true);
    this.#search();
  }

  /** The way back leads through every question that was asked on purpose, and not through each letter of it. */
  #writeAddress(settled) {
    const address = new URL(location.href);
    for (const [name, value] of [["q", this.#input.value.trim()], ...this.#selects.map((select) => [select.name, select.value])]) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    if (address.href !== location.href) {
      if (this.#passing) history.replaceState(history.state, "", address);
      else history.pushState(null, "", address);
      this.#passing = true;
    }
    if (settled) this.#passing = false;
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#writeAddress(false);
      this.#search();
    }, PAUSE);
  }

  /** Search for what the form says now; an answer that a later question has overtaken is dropped. */
  async #search() {
    clearTimeout(this.#timer);
    const turn = ++this.#turn;
    this.#list.setAttribute("aria-busy", "true");
    const question = this.#input.value;
    const chosen = this.#selects.filter((select) => select.value);
    const idle = termsOf(question).length === 0 && chosen.length === 0;
    try {
      if (!this.#ready && !idle) this.#say(say("正在准备搜索…"));
      if (!this.#index) {
        const { bundles, outcomes } = this.#root.dataset;
        this.#index = Index.open(new URL(bundles, document.baseURI), new URL(outcomes, document.baseURI));
      }
      const [index, known] = await Promise.all([this.#index, readKnown()]);
      this.#ready = true;
      const { terms, hits, how, answered, absent = "" } = await asked(index, known, question, () => this.#answer(question, known, chosen));
      if (turn !== this.#turn) return;
      this.#count(index, hits);
      await (idle ? this.#showNothing() : this.#showHits(index, hits, terms, chosen, answered, turn, absent));
      if (turn !== this.#turn) return;
      await this.#showHours(index, hits, terms, answered, turn);
      if (turn !== this.#turn) return;
      this.#showAnswers(answered);
      this.#showPeriod(question);
      this.#place(answered, index, hits);
      if (how && hits.length > 0) this.#say(`${this.#status.textContent}${how}`);
      const unsaid = hits.length > 0 && known?.unsaid(known.simplified(question));
      if (unsaid) this.#say(`${this.#status.textContent}${say("。“{unsaid}”这里没有写，请打热线或到了问", { unsaid })}`);
      this.#showNamed(await this.#filtersNamed(index, terms, chosen));
    } catch (error) {
      this.#index = null;
      if (turn !== this.#turn) return;
      this.#clear();
      if (!idle) this.#say(say("搜索没有准备好，可能是网络不通。请重试，或者按下面的目录找。"));
      console.error(error);
    } finally {
      if (turn === this.#turn) {
        this.#list.setAttribute("aria-busy", "false");
        this.#root.classList.add("wb-seek--answered");
      }
    }
  }

  /** The answers of which the question has a word, and those words; none where it is narrowed to something. */
  #answer(question, known, chosen) {
    const simple = known ? known.simplified(plain(question)) : plain(question);
    const text = keyed(simple);
    const mild = known?.mildly(text) ?? text;
    const keys = tokens(simple).map((token) => token.key);
    const sounds = (word) => keys.some((key) => key.length >= SPELT && known?.spells(word, key));
    const said = (known?.meant(text) ?? []).length > 0; // what people say for something is not asked about in its parts
    // “人+凶/骂”: one word of each part stands somewhere in the question.
    const parts = (word) => word.split("+").map((part) => part.split("/").find((one) => text.includes(one)));
    const fits = (word) => (said ? word === text : /\p{Script=Han}/u.test(word) ? text.includes(word) || mild.includes(word) || sounds(word) : keys.includes(word));
    const things = (known?.saidIn(simple) ?? []).map(([saying]) => saying);
    // A word with a question mark says what is asked only where nothing else is said: “耳环扣分” is about earrings.
    const alone = (word) => !word.endsWith("?") || !things.some((saying) => !saying.includes(keyed(word)));
    return this.#answers.flatMap((answer) => {
      const number = answer.querySelector(".wb-answer__number")?.textContent ?? "";
      const asked = answer.dataset.words.split(" ");
      const single = asked.filter((word) => !word.startsWith("-") && !word.includes("+") && alone(word));
      const several = said ? [] : asked.filter((word) => /^[^-].*\+/u.test(word)).map(parts).filter((found) => !found.includes(undefined));
      const words = [...[...single, number].map(keyed).filter((word) => word && fits(word)), ...several.flat()];
      if (answer.id === LISTS && periodIn(text)?.alone) words.push(text);
      const other = asked.some((word) => word.startsWith("-") && !parts(word.slice(1)).includes(undefined));
      return words.length > 0 && !other && chosen.length === 0 ? [{ answer, words }] : [];
    });
  }

  #showAnswers(answered) {
    const fitting = new Set(answered.map(({ answer }) => answer));
    for (const one of this.#answers) one.classList.toggle("wb-answer--fits", fitting.has(one));
  }

  /** The lists of the month or quarter that a question names, beside those of now. */
  #showPeriod(question) {
    const named = periodIn(keyed(plain(question)));
    for (const link of this.#root.querySelectorAll("a[data-periods]")) {
      link.parentElement.querySelector(".wb-answer__period")?.remove();
      const period = named && link.dataset.periods.split(" ").find((one) => one.endsWith(`-${named.part}`) && one.startsWith(named.year));
      if (!period) continue;
      const [year, part] = period.split("-");
      const name = part.startsWith("Q")
        ? say("{year}年第{quarter}季度", { year, quarter: part.slice(1) })
        : new Date(year, part - 1).toLocaleDateString(document.documentElement.lang, { year: "numeric", month: "long" });
      const href = new URL(`${period}.html`, link.href).href;
      link.after(" ", make("a", { class: "wb-answer__period", href }, name));
    }
  }

  /** What is said of all windows stands below what was found, where the question is about one place. */
  #place(answered, index, hits) {
    const centres = new Set(hits.flatMap((id) => index.values("centre", id)));
    const general = answered.every(({ answer }) => OF_ALL.includes(answer.id));
    const below = centres.size === 1 && general && hits.every((id) => index.hasKind([id], ["window", "centre"]));
    const [first] = this.#answers;
    if (!first) return;
    if (below) this.#more.after(first.parentElement);
    else this.#list.before(first.parentElement);
  }

  /** When the places that were found are open: those are asked for before all others. */
  async #showHours(index, hits, terms, answered, turn) {
    const here = this.#root.querySelector(".wb-answer__here");
    if (!here) return;
    const asked = terms.length > 0 && answered.some(({ answer }) => answer.contains(here));
    const centreOf = (id) => index.ids.find((one) => index.has("kind", "centre", one) && index.has("centre", index.values("centre", id)[0], one));
    const hoursIn = (record) => fieldsOf(record.content).body.split(say("服务时间"))[1]?.slice(1).trim(); // behind the colon
    // A window that has hours of its own says them; any other has those of its centre.
    const found = await Promise.all(
      (asked ? hits.filter((id) => centreOf(id)).slice(0, LOOKED) : []).map(async (id) => {
        const own = await index.data(id);
        return hoursIn(own) ? own : index.data(centreOf(id));
      }),
    );
    const records = [...new Map(found.map((record) => [record.raw_url, record])).values()].slice(0, PLACES);
    if (turn !== this.#turn) return;
    here.replaceChildren(
      ...records.flatMap((record) => {
        const { title } = fieldsOf(record.content);
        const hours = hoursIn(record);
        return hours ? [make("dt", {}, make("a", { href: new URL(addressOf(record), this.#site).href }, title)), make("dd", {}, hours)] : [];
      }),
    );
  }

  #clear() {
    this.#order = [];
    this.#showAnswers([]);
    this.#showNamed([]);
    this.#list.replaceChildren();
    this.#nothing.replaceChildren();
    this.#nothing.hidden = true;
    this.#more.hidden = true;
    this.#browse.hidden = false;
  }

  #showNothing() {
    this.#clear();
    this.#say("");
  }

  async #showHits(index, hits, terms, chosen, answered, turn, absent) {
    const order = hits.filter((id) => chosen.every((select) => index.has(select.name, select.value, id)));
    if (order.length === 0 && answered.length > 0) {
      this.#clear();
      this.#browse.hidden = true;
      this.#say(say("答案在下面"));
      return;
    }
    if (order.length === 0) {
      await this.#showSuggestions(index, hits, terms, chosen, turn, absent);
      return;
    }
    const items = await this.#items(index, order.slice(0, SHOWN), terms);
    if (turn !== this.#turn) return;
    this.#clear();
    this.#order = order;
    this.#terms = terms;
    this.#browse.hidden = true;
    this.#list.replaceChildren(...items);
    this.#more.hidden = order.length <= SHOWN;
    this.#say(say("找到 {length} 条结果", { length: order.length }));
  }

  async #showMore() {
    const turn = ++this.#turn; // a second press before the first is answered asks for the same
    const from = this.#list.children.length;
    const items = await this.#items(await this.#index, this.#order.slice(from, from + SHOWN), this.#terms);
    if (turn !== this.#turn) return;
    this.#list.append(...items);
    this.#more.hidden = this.#list.children.length >= this.#order.length;
    items[0]?.querySelector("a").focus();
  }

  #items(index, order, terms) {
    const kinds = this.#selects.find((select) => select.name === "kind");
    const kindName = (id) => {
      const [kind] = index.values("kind", id);
      return this.#names.get([...(kinds?.options ?? [])].find((option) => option.value === kind)) ?? "";
    };
    return Promise.all(
      order.map(async (id) => {
        const [record, outcomes] = await Promise.all([index.data(id), index.outcomes(id)]);
        return this.#item(record, kindName(id), outcomes, terms);
      }),
    );
  }

  /** A page by its name, and which one of that name it is. */
  #link(record, terms) {
    const { title, summary } = fieldsOf(record.content);
    const href = new URL(addressOf(record), this.#site).href;
    return make("li", {}, make("a", { href }, ...marked(title, terms)), ` ${summary}`);
  }

  #item(record, kind, outcomes, terms) {
    const { title, summary, body } = fieldsOf(record.content);
    const address = addressOf(record);
    const page = new URL(address, this.#site).href;
    // Why a window has its band is one step from wherever the band stands.
    const outcome = address.startsWith("windows/") ? make("a", { href: `${page}#why` }, outcomes[address]) : outcomes[address];
    const item = make(
      "li",
      { class: "wb-seek__result" },
      make("a", { href: page }, ...marked(title, terms)),
      make("span", { class: "wb-seek__kind" }, kind),
      ...(Object.hasOwn(outcomes, address) ? [make("p", { class: "wb-seek__outcome" }, outcome)] : []),
      make("p", { class: "wb-seek__summary" }, ...marked(summary, terms, SUMMARY_LENGTH)),
    );
    if (places(body, terms).length > 0) {
      item.append(make("p", { class: "wb-seek__excerpt" }, ...marked(body, terms, EXCERPT_LENGTH)));
    }
    return item;
  }

  /** How many results each filter value would leave, the other filters being as they are. */
  #count(index, hits) {
    for (const select of this.#selects) {
      const others = this.#selects.filter((other) => other !== select && other.value);
      const ids = hits.filter((id) => others.every((other) => index.has(other.name, other.value, id)));
      const counts = new Map();
      for (const value of ids.flatMap((id) => index.values(select.name, id))) counts.set(value, (counts.get(value) ?? 0) + 1);
      for (const option of select.options) {
        if (!option.value) continue;
        const count = counts.get(option.value) ?? 0;
        option.textContent = say("{get}（{count}）", { get: this.#names.get(option), count });
        option.disabled = count === 0 && !option.selected;
      }
    }
  }

  /** Offers to filter by the list or band that the question names: no text says who stands there. */
  async #filtersNamed(index, terms, chosen) {
    const asked = keyed(terms.map((term) => term.text).join(" "));
    const kept = Object.fromEntries(chosen.map((select) => [select.name, select.value]));
    const open = this.#selects.filter((select) => NAMING.includes(select.name) && !select.value);
    const offers = [];
    for (const select of asked ? open : []) {
      for (const option of select.options) {
        const name = this.#names.get(option);
        if (!option.value || ![name, ...name.split("·")].some((word) => keyed(word) === asked)) continue;
        const wanted = Object.entries({ ...kept, [select.name]: option.value });
        const count = (await index.find([])).filter((id) => wanted.every(([filter, value]) => index.has(filter, value, id))).length;
        const act = () => this.#choose(Object.fromEntries(wanted), "");
        if (count > 0) offers.push(this.#offer(say("按{nameOf}“{name}”筛选（{count} 条）", {
          nameOf: nameOf(select),
          name,
          count,
        }), act));
      }
    }
    return offers;
  }

  #showNamed(offers) {
    this.#named.replaceChildren(...offers);
    this.#named.hidden = offers.length === 0;
  }

  async #showSuggestions(index, hits, terms, chosen, turn, absent) {
    const { alike, shorter } = await import("./search-question.js");
    const offers = [];
    if (chosen.length > 0 && terms.length > 0 && hits.length > 0) {
      offers.push(this.#offer(say("去掉筛选条件（{length} 条）", { length: hits.length }), () => this.#choose({})));
    }
    for (const select of chosen.length > 1 ? chosen : []) {
      const others = chosen.filter((other) => other !== select);
      const count = hits.filter((id) => others.every((other) => index.has(other.name, other.value, id))).length;
      const [option] = select.selectedOptions;
      const act = () => this.#choose(Object.fromEntries(others.map((other) => [other.name, other.value])));
      if (count > 0) offers.push(this.#offer(say("去掉{nameOf}“{get}”（{count} 条）", {
        nameOf: nameOf(select),
        get: this.#names.get(option),
        count,
      }), act));
    }
    for (const { text, count } of hits.length > 0 ? [] : await shorter(index, terms)) {
      offers.push(this.#offer(say("改为搜索“{text}”（{count} 条）", { text, count }), () => this.#ask(text)));
    }
    const like = hits.length > 0 ? [] : await alike(index, terms);
    const named = await Promise.all(like.map(async (id) => this.#link(await index.data(id), [])));
    if (turn !== this.#turn) return;
    const trades = this.#selects.find((select) => select.name === "trade");
    const byTrade = [...(trades?.options ?? [])]
      .filter((option) => option.value)
      .map((option) => this.#offer(this.#names.get(option), () => this.#choose({ trade: option.value }, "")));
    this.#clear();
    this.#nothing.hidden = false;
    const lists = [];
    const hotline = this.#root.querySelector(".wb-answer__number");
    if (hits.length === 0 && hotline) lists.push(make("p", {}, say("本站没有的，可以打热线问："), hotline.cloneNode(true)));
    if (named.length > 0) lists.push(make("p", {}, say("名称相近的有：")), make("ul", { class: "wb-seek__alike" }, ...named));
    if (offers.length > 0) lists.push(make("p", {}, say("可以试试：")), make("ul", {}, ...offers));
    if (byTrade.length > 0) lists.push(make("p", {}, say("或者按行业浏览：")), make("ul", { class: "wb-seek__trades" }, ...byTrade));
    this.#nothing.replaceChildren(...lists);
    this.#say(absent ? say("这里没有办“{absent}”的窗口", { absent }) : terms.length > 0 ? say("没有找到“{map}”", {
      map: terms.map((term) => term.text).join(" "),
    }) : say("没有符合筛选条件的内容"));
  }

  #offer(text, act) {
    const button = make("button", { type: "button" }, text);
    button.addEventListener("click", act);
    return make("li", {}, button);
  }

  #ask(question) {
    this.#input.value = question;
    this.#input.focus();
    this.#settle();
  }

  /** Set these filters and no others, and the question, where one is given. */
  #choose(filters, question = this.#input.value) {
    for (const select of this.#selects) select.value = filters[select.name] ?? "";
    this.#ask(question);
  }

  #say(text) {
    this.#status.textContent = text;
  }

  /* ---- keys ---- */

  #slash(event) {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#input.focus();
    this.#input.select();
  }

  #key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const stops = [this.#input, ...this.#list.querySelectorAll(".wb-seek__result > a")];
    const at = stops.indexOf(event.target);
    if (at < 0) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = stops[Math.min(stops.length - 1, Math.max(0, at + (event.key === "ArrowDown" ? 1 : -1)))];
      next.focus();
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.#ask("");
    }
  }
}

/** The month or quarter that a question names, and whether it names nothing else; a day of a month is none. */
function periodIn(text) {
  const found = MONTH.exec(text) ?? QUARTER.exec(text) ?? MONTH_NAME.exec(text);
  if (!found) return null;
  const { year = "", month, quarter, name } = found.groups;
  // By the place in 一二三四五六七八九十.
  const number = (said) => (/\d/u.test(said) ? Number(said) : "\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341".indexOf(said.at(-1)) + 1 + (said.length > 1 ? 10 : 0));
  const part = quarter ? `Q${number(quarter)}` : String(name ? MONTHS.indexOf(name) + 1 : number(month)).padStart(2, "0");
  return { year, part, alone: text.replace(found[0], "").replace(BESIDE_PERIOD, "") === "" };
}

/** The address of a record below the site. */
function addressOf(record) {
  return decodeURIComponent(record.raw_url.replace(/^\//u, "").replace(/\.html$/u, ""));
}

/** What a filter is called. */
function nameOf(select) {
  return select.closest("label").querySelector("span").textContent;
}

/**
 * What a question finds, the terms by which it was found at last, and how in words: as it stands, or as it is read where
 * the whole of it stands nowhere, or where it names a service that the city may not have.
 */
async function asked(index, known, question, answer) {
  const typed = termsOf(question);
  if (/[a-z]/iu.test(plain(question))) await (/\p{Script=Han}/u.test(question) ? known?.more() : known?.heard());
  const terms = understood(typed, known);
  const hits = await index.find(terms, known?.wanted(question));
  if (typed.length === 0 || (hits.length > 0 && !known?.elsewhere(question).length)) return { terms, hits, how: howMeant(terms), answered: answer() };
  await known?.rest();
  const { read } = await import("./search-question.js");
  return read(index, known, question, answer);
}

const root = document.getElementById("search");
if (root) new SearchPage(root);
