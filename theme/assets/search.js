/**
 * The search page: reads the question from the address, asks the Pagefind bundles, shows what was found.
 *
 * Every Han character is a token of the index, and a term is asked for as a row of tokens, so a term is found wherever
 * it stands, in every browser alike. The rules by which text is cut are those of `generator/publishing/search_index.py`.
 * The index does not know what inspections found: filters and outcomes are files of their own, made anew with results.
 * Nothing of the data ever becomes markup: it reaches the page as text nodes only.
 */

const { say } = windowboard;

const BREAK = "\u2063"; // between title, summary and body of a record
const SPACE = "\u2060"; // a space of the text itself, among the spaces between tokens
const IN_TITLE = "\u02e3"; // ends every token of the title's second copy, and stands before and after it
const SOUND = "\u02b8"; // ends every token of the sounds of a name: what its characters are called, and the first letters of it
const SYLLABLE =
  /^(?:[0-9]|(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])(?:[iu]ang|iong|[aeio]ng|uai|iao|[iu]an|[aeiuv]n|[aeou]i|[ao]o|[iuv]e|[iu]a|ou|uo|iu|[aeiouv])|[ae]ng?|[ae]i|ao|ou|er|[aeo])$/u;
const LONGEST_SYLLABLE = 6;
const MOST_READINGS = 16;
const TOKEN = /(?=[\u2e80-\u{10ffff}])[\p{L}\p{Nl}]|(?:(?![\u2e80-\u{10ffff}])[\p{L}\p{Nl}])+|\p{Nd}+/gu;
const LETTERS = /^(?:(?![\u2e80-\u{10ffff}])[\p{L}\p{Nl}])+$/u;

const PAUSE = 150; // milliseconds without a key before a search
const SHOWN = 20; // results at a time
const SUMMARY_LENGTH = 110; // characters
const EXCERPT_LENGTH = 70;
const MOST_TERMS = 8;
const REMEMBERED = 100; // answers kept, for going back by a letter
const SUGGESTIONS = 3;
const TRIES = 12;
const COMPARED = 12; // tokens of a question by which names like it are looked for
const NAMING = ["list", "band"]; // filters whose values may be typed instead: they are in no text of the index
const WIDE = "(min-width: 45em)"; // room for filters beside the results

/* ---- text ---- */

/** Letters and digits in their plain form (full width to half width), as the index has them. */
function plain(text) {
  return text.replace(/\s+/gu, " ").replace(/[^\x20-\x5e\x60-\x7e]/gu, (sign) => {
    if (/\p{Cf}/u.test(sign)) return "";
    if (/[\p{Cc}\p{Pc}]/u.test(sign)) return " ";
    return /[\p{L}\p{Nd}\p{Nl}\u24b6-\u24e9]/u.test(sign) ? sign.normalize("NFKC") : sign;
  });
}

/** The tokens of a text: what they are compared by, and where they stand. */
function tokens(text) {
  return Array.from(text.matchAll(TOKEN), (found) => ({
    key: found[0].toLowerCase(),
    start: found.index,
    end: found.index + found[0].length,
  }));
}

/** The terms of a question: parted by white space, each a row of keys; `open` may go on (letters being typed). */
function termsOf(question) {
  return plain(question)
    .split(" ")
    .map((text) => ({ text, tokens: tokens(text) }))
    .filter((term) => term.tokens.length > 0)
    .slice(0, MOST_TERMS)
    .map((term) => termOf(term.text, term.tokens));
}

function termOf(text, parts) {
  const keys = parts.map((part) => part.key);
  const letters = /^[a-z][a-z0-9]+$/u.test(keys.join("")) ? [...keys.join("")] : [];
  return {
    text: text.slice(parts[0].start, parts.at(-1).end),
    parts,
    keys,
    open: keys.length === 1 && LETTERS.test(keys[0]),
    sounds: letters.length > 0 ? [letters, ...typedReadings(letters.join(""))].map((row) => row.map((sound) => sound + SOUND)) : [],
  };
}

/** The ways to read letters as syllables, those with long ones first: “xian” is one or two. */
function readings(letters) {
  const from = [...letters].map(() => []);
  from.push([[]]);
  for (let at = letters.length - 1; at >= 0; at -= 1) {
    for (let length = Math.min(LONGEST_SYLLABLE, letters.length - at); length > 0; length -= 1) {
      const sound = letters.slice(at, at + length);
      if (SYLLABLE.test(sound)) from[at].push(...from[at + length].map((rest) => [sound, ...rest]));
    }
    from[at].splice(MOST_READINGS);
  }
  return from[0];
}

/** The ways to read letters that are still being typed: the beginning of a syllable at the end may be missing. */
function typedReadings(letters) {
  const whole = readings(letters);
  if (whole.length > 0) return whole;
  return readings(letters.replace(/(?:[zcs]h|[b-df-hj-np-tw-z])$/u, "")).filter((row) => row.length > 1);
}

/** Where the terms stand in a text, in order, without overlap. */
function places(text, terms) {
  const found = [];
  const parts = tokens(text);
  const same = (term, at) =>
    term.keys.every((key, step) => {
      const part = parts[at + step];
      return part && (part.key === key || (term.open && part.key.startsWith(key)));
    });
  for (let at = 0; at < parts.length; at += 1) {
    const long = Math.max(0, ...terms.filter((term) => same(term, at)).map((term) => term.keys.length));
    if (long > 0) {
      found.push({ start: parts[at].start, end: parts[at + long - 1].end });
      at += long - 1;
    }
  }
  return found;
}

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

/** How a token is written in the second copy of a title. */
function inTitle(key) {
  return (/^[\u2e80-\u{10ffff}]$/u.test(key) ? key.codePointAt(0).toString(16) : key) + IN_TITLE;
}

/* ---- index ---- */

async function readJson(address) {
  return (await fetch(address, { cache: "no-cache" })).json();
}

/**
 * The bundles below one folder, asked as one. Pagefind could merge them itself, but it knows records by 28 bits of a
 * digest, which are told apart within a bundle only, and it loses the order of records when it merges.
 */
class Index {
  #bundles = [];
  #answers = new Map();
  #facets = new Map();
  #all = new Map();
  #shards = new Map();
  #outcomes = new Map();
  #folder;
  #variants = null;

  /** The index in one folder, and the filters and outcomes in another. */
  static async open(folder, beside) {
    const index = new Index();
    index.#folder = folder;
    const [{ createInstance }, { bundles, of }] = await Promise.all([
      import(new URL("pagefind.js", folder).href),
      readJson(new URL("bundles.json", folder)),
    ]);
    for (const name of bundles) {
      const address = new URL(name, folder);
      const bundle = createInstance({ basePath: address.pathname, baseUrl: "/", noWorker: true });
      // One after the other: bundles share one WebAssembly, which the first one sets up.
      const [{ results }, facets] = await Promise.all([
        bundle.search(`"${IN_TITLE}"`, { sort: { order: "asc" } }), // in every record; asking for nothing loads all
        readJson(new URL(`${name}facets.json`, beside)),
      ]);
      // Positions mean the same record in both only then; between two releases a name would get another one's list.
      if (facets.of !== of || facets.records !== results.length) throw new Error("index and filters are of different records");
      index.#add(bundle, results, facets, new URL(name, beside));
    }
    return index;
  }

  /** Keep a bundle: its records in order, which of them have which value of each filter, and where their outcomes are. */
  #add(bundle, results, { filters, each, shards }, beside) {
    const ids = results.map((result) => `${this.#bundles.length}:${result.id}`);
    ids.forEach((id, at) => this.#all.set(id, results[at]));
    for (const shard of shards) {
      const { href } = new URL(`outcomes-${shard}.json`, beside);
      for (const id of ids.slice(shard * each, (shard + 1) * each)) this.#shards.set(id, href);
    }
    for (const [name, values] of Object.entries(filters)) {
      if (!this.#facets.has(name)) this.#facets.set(name, new Map());
      const kept = this.#facets.get(name);
      for (const [value, runs] of Object.entries(values)) {
        for (let run = 0; run < runs.length; run += 2) {
          for (const id of ids.slice(runs[run], runs[run] + runs[run + 1])) kept.set(id, [...(kept.get(id) ?? []), value]);
        }
      }
    }
    this.#bundles.push(bundle);
  }

  /** The values of a filter that a record has. */
  values(name, id) {
    return this.#facets.get(name)?.get(id) ?? [];
  }

  has(name, value, id) {
    return this.values(name, id).includes(value);
  }

  data(id) {
    return this.#all.get(id).data();
  }

  /** The outcomes, by address, of a record and its neighbours; none where they cannot be had just now. */
  async outcomes(id) {
    const shard = this.#shards.get(id);
    if (!shard) return {};
    if (!this.#outcomes.has(shard)) this.#outcomes.set(shard, readJson(shard));
    try {
      return await this.#outcomes.get(shard);
    } catch {
      this.#outcomes.delete(shard);
      return {};
    }
  }

  /**
   * The ids of the records that hold every term, the best first: the words are the whole title, they stand in the title,
   * they stand side by side; all else being equal, windows before centres, lists, standards, clauses.
   */
  async find(terms) {
    const order = [...this.#all.keys()];
    if (terms.length === 0) return order;
    const found = await Promise.all(terms.map((term) => this.#term(term)));
    const keys = terms.flatMap((term) => term.keys);
    const titled = keys.map(inTitle);
    const signs = [
      { weight: 4 * terms.length, ids: await this.#phrase([IN_TITLE, ...titled, IN_TITLE]) },
      { weight: terms.length, ids: await this.#phrase(keys) },
    ];
    for (const term of terms) signs.push({ weight: 2, ids: await this.#phrase(term.keys.map(inTitle)) });
    const weights = new Map();
    for (const id of order) {
      if (!found.every((ids) => ids.has(id))) continue;
      weights.set(id, signs.reduce((sum, sign) => sum + (sign.ids.has(id) ? sign.weight : 0), 0));
    }
    return [...weights.keys()].sort((one, other) => weights.get(other) - weights.get(one));
  }

  /**
   * The records that hold a term, or whose name has characters that are called like its letters, or begin like them;
   * where no record holds a word of letters, those with a word that begins like it.
   */
  async #term(term) {
    const ids = await this.#phrase(term.keys);
    const sounding = (await Promise.all(term.sounds.map((row) => this.#phrase(row)))).flatMap((found) => [...found]);
    if (ids.size > 0 || !term.open) return new Set([...ids, ...sounding]);
    const alike = await Promise.all(this.#bundles.map((bundle, at) => this.#beginning(bundle, at, term)));
    return new Set([...alike.flat(), ...sounding]);
  }

  /** A question that is said nowhere as a whole, in two parts that are: “人民医院药房”. Nothing where there are none. */
  async parted(terms) {
    if (terms.length !== 1) return null;
    const [{ text, parts }] = terms;
    if (!parts.every(({ key }) => /\p{Script=Han}/u.test(key))) return null;
    for (let at = parts.length - 2; at >= 2; at -= 1) {
      const place = parts[at].start - parts[0].start;
      const two = termsOf(`${text.slice(0, place)} ${text.slice(place)}`);
      const hits = await this.find(two);
      if (hits.length) return { terms: two, hits };
    }
    return null;
  }

  /** The terms, those that stand nowhere in the simplified characters of this site. */
  async simplified(terms) {
    return Promise.all(
      terms.map(async (term) => {
        if (!/\p{Script=Han}/u.test(term.text) || (await this.#phrase(term.keys)).size > 0) return term;
        const { from, to } = await this.#known();
        const text = Array.from(term.text, (sign) => to[from.indexOf(sign)] ?? sign).join("");
        return text === term.text ? term : termOf(text, tokens(text));
      }),
    );
  }

  /** Which traditional characters stand for which simplified ones; none where that cannot be had just now. */
  async #known() {
    this.#variants ??= readJson(new URL("variants.json", this.#folder));
    try {
      return await this.#variants;
    } catch {
      this.#variants = null;
      return { from: "", to: "" };
    }
  }

  /** Records whose titles share at least half of the characters of the terms, the most alike first. */
  async alike(terms) {
    const rows = terms.map((term) => term.keys).filter((keys) => keys.some((key) => /\p{Script=Han}/u.test(key)));
    const keys = [...new Set(rows.flat())].slice(0, COMPARED);
    const pairs = rows.flatMap((row) => row.slice(1).map((key, at) => [row[at], key])).slice(0, COMPARED);
    const weights = new Map();
    const shared = new Map();
    for (const piece of [...keys.map((key) => [key]), ...pairs]) {
      const ids = await this.#phrase(piece.map(inTitle));
      const weight = piece.length * Math.log(1 + this.#all.size / (ids.size || 1)); // what few names have says more
      for (const id of ids) {
        if (this.has("kind", "clause", id)) continue;
        weights.set(id, (weights.get(id) ?? 0) + weight);
        if (piece.length === 1) shared.set(id, (shared.get(id) ?? 0) + 1);
      }
    }
    return [...this.#all.keys()]
      .filter((id) => shared.get(id) * 2 >= keys.length)
      .sort((one, other) => weights.get(other) - weights.get(one))
      .slice(0, SUGGESTIONS);
  }

  /** Where no word begins like the term, Pagefind falls back to shorter words; a record tells whether it did. */
  async #beginning(bundle, at, term) {
    const { results } = await bundle.search(term.keys[0]);
    const example = await results[0]?.data();
    return example && places(example.content, [term]).length > 0 ? results.map((result) => `${at}:${result.id}`) : [];
  }

  /** The records that hold these tokens in a row. */
  async #phrase(keys) {
    const words = keys.join(" ");
    let ids = this.#answers.get(words);
    if (!ids) {
      const answers = await Promise.all(this.#bundles.map((bundle) => bundle.search(`"${words}"`)));
      ids = new Set(answers.flatMap(({ results }, at) => results.map((result) => `${at}:${result.id}`)));
      if (this.#answers.size >= REMEMBERED) this.#answers.delete(this.#answers.keys().next().value);
      this.#answers.set(words, ids);
    }
    return ids;
  }
}

/* ---- page ---- */

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
    const typed = termsOf(this.#input.value);
    const chosen = this.#selects.filter((select) => select.value);
    const idle = typed.length === 0 && chosen.length === 0;
    try {
      if (!this.#ready && !idle) this.#say(say("正在准备搜索…"));
      if (!this.#index) {
        const { bundles, outcomes } = this.#root.dataset;
        this.#index = Index.open(new URL(bundles, document.baseURI), new URL(outcomes, document.baseURI));
      }
      const index = await this.#index;
      this.#ready = true;
      const asked = await index.simplified(typed);
      const whole = await index.find(asked);
      const { terms, hits } = (whole.length || idle ? null : await index.parted(asked)) ?? { terms: asked, hits: whole };
      if (turn !== this.#turn) return;
      this.#count(index, hits);
      await (idle ? this.#showNothing() : this.#showHits(index, hits, terms, chosen, turn));
      if (turn === this.#turn && terms !== asked) {
        this.#say(say("{textContent}（已分成“{map}”搜索）", {
          textContent: this.#status.textContent,
          map: terms.map((term) => term.text).join("”“"),
        }));
      } else if (turn === this.#turn && terms.some((term, at) => term !== typed[at])) {
        this.#say(say("{textContent}（已按简体“{map}”搜索）", {
          textContent: this.#status.textContent,
          map: terms.map((term) => term.text).join(" "),
        }));
      }
      if (turn === this.#turn) this.#showNamed(await this.#filtersNamed(index, terms, chosen));
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

  #clear() {
    this.#order = [];
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

  async #showHits(index, hits, terms, chosen, turn) {
    const order = hits.filter((id) => chosen.every((select) => index.has(select.name, select.value, id)));
    if (order.length === 0) {
      await this.#showSuggestions(index, hits, terms, chosen, turn);
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
    const asked = sameWords(terms.map((term) => term.text).join(" "));
    const kept = Object.fromEntries(chosen.map((select) => [select.name, select.value]));
    const open = this.#selects.filter((select) => NAMING.includes(select.name) && !select.value);
    const offers = [];
    for (const select of asked ? open : []) {
      for (const option of select.options) {
        const name = this.#names.get(option);
        if (!option.value || ![name, ...name.split("·")].some((word) => sameWords(word) === asked)) continue;
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

  async #showSuggestions(index, hits, terms, chosen, turn) {
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
    const alike = hits.length > 0 ? [] : await index.alike(terms);
    const named = await Promise.all(alike.map(async (id) => this.#link(await index.data(id), [])));
    if (turn !== this.#turn) return;
    const trades = this.#selects.find((select) => select.name === "trade");
    const byTrade = [...(trades?.options ?? [])]
      .filter((option) => option.value)
      .map((option) => this.#offer(this.#names.get(option), () => this.#choose({ trade: option.value }, "")));
    this.#clear();
    this.#nothing.hidden = false;
    const lists = [];
    if (named.length > 0) lists.push(make("p", {}, say("名称相近的有：")), make("ul", { class: "wb-seek__alike" }, ...named));
    if (offers.length > 0) lists.push(make("p", {}, say("可以试试：")), make("ul", {}, ...offers));
    if (byTrade.length > 0) lists.push(make("p", {}, say("或者按行业浏览：")), make("ul", { class: "wb-seek__trades" }, ...byTrade));
    this.#nothing.replaceChildren(...lists);
    this.#say(terms.length > 0 ? say("没有找到“{map}”", {
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

/** The address of a record below the site. */
function addressOf(record) {
  return decodeURIComponent(record.raw_url.replace(/^\//u, "").replace(/\.html$/u, ""));
}

/** What a filter is called. */
function nameOf(select) {
  return select.closest("label").querySelector("span").textContent;
}

/** A text by which names are compared: its tokens, whatever marks and spaces part them. */
function sameWords(text) {
  return tokens(plain(text))
    .map((token) => token.key)
    .join(" ");
}

/** Shorter questions that find something: single terms, then terms without their last or first character. */
async function shorter(index, terms) {
  const tried = new Set([terms.map((term) => term.text).join(" ")]);
  const offers = [];
  const candidates = terms.length > 1 ? [...terms] : [];
  for (const term of terms) {
    for (let length = term.parts.length - 1; length > 0; length -= 1) {
      candidates.push(termOf(term.text, shifted(term, 0, length)), termOf(term.text, shifted(term, term.parts.length - length, length)));
    }
  }
  for (const term of candidates) {
    if (offers.length === SUGGESTIONS || tried.size > TRIES) break;
    if (tried.has(term.text)) continue;
    tried.add(term.text);
    const count = (await index.find([term])).length;
    if (count > 0) offers.push({ text: term.text, count });
  }
  return offers;
}

/** Some tokens of a term, with their places counted from the start of the term. */
function shifted(term, from, length) {
  const origin = term.parts[0].start;
  return term.parts.slice(from, from + length).map((part) => ({ ...part, start: part.start - origin, end: part.end - origin }));
}

const root = document.getElementById("search");
if (root) new SearchPage(root);
