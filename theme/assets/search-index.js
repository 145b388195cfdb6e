/**
 * What the search page asks: the Pagefind bundles below one folder as one index, and terms as rows of tokens.
 *
 * Every Han character is a token of the index, and a term is asked for as a row of tokens, so a term is found wherever
 * it stands, in every browser alike. A term may be written in several ways: as it was typed, as people mean it, as its
 * letters sound. The index does not know what inspections found: filters and outcomes are files of their own, made anew
 * with results.
 */

const { say } = windowboard;
const { plain, tokens, keyed } = windowboard.matching;

const FIRST_SIGN = 35; // the sign of the first set of values of a filter
const IN_TITLE = "\u02e3"; // ends every token of the title's second copy, and stands before and after it
export const LETTERS = /^(?:(?![\u2e80-\u{10ffff}])[\p{L}\p{Nl}])+$/u;
const ID = /und_[0-9a-f]{7}/gu; // of a record
const MOST_TERMS = 8;
const LONG = 3; // tokens of a row of which the beginning is looked for first
const FEW = [2, 3]; // clauses that have a word: they tell more than a theme; what only one has it may say by the way
const REMEMBERED = 200; // answers kept, for going back by a letter
const THINGS = ["window", "centre"];
const WANTED = 7; // what a record weighs more that is of a kind for which the question asks

/** The terms of a question: parted by white space, each a row of keys; `open` may go on (letters being typed). */
export function termsOf(question) {
  return plain(question)
    .split(" ")
    .map((text) => ({ text, tokens: tokens(text) }))
    .filter((term) => term.tokens.length > 0)
    .slice(0, MOST_TERMS)
    .map((term) => termOf(term.text, term.tokens));
}

export function termOf(text, parts) {
  const keys = parts.map((part) => part.key);
  return {
    text: text.slice(parts[0].start, parts.at(-1).end),
    parts,
    keys,
    open: keys.length === 1 && LETTERS.test(keys[0]),
    rows: [keys], // the ways in which it is written, the typed one first
    meant: [], // words for which people say it
  };
}

const rowOf = (text) => tokens(plain(text)).map((part) => part.key);

/** A term with further ways in which it is written. */
export function written(term, texts) {
  return { ...term, rows: [...term.rows, ...texts.map(rowOf).filter((row) => row.length > 0)] };
}

/** Terms that together are what people say for something, “id card”, as one. */
function joined(terms, known) {
  const left = [];
  for (let at = 0; at < terms.length; at += 1) {
    let end = terms.length;
    const text = () => terms.slice(at, end).map((term) => term.text).join(" ");
    while (end > at + 1 && !known.isSaid(text())) end -= 1;
    left.push(end > at + 1 ? termOf(text(), tokens(text())) : terms[at]);
    at = end - 1;
  }
  return left;
}

/** The terms as they are known here: what people mean by them, and how letters are written. */
export function understood(terms, known) {
  if (!known) return terms;
  return joined(terms, known).map((term) => {
    const sounding = known.written(term.keys.join(""));
    const own = known.meant(term.text);
    const meant = own.length > 0 ? own : [...new Set(sounding.flatMap((text) => known.meant(text)))];
    return { ...written(term, [...sounding, ...meant]), meant };
  });
}

/** What else was searched for than was typed, in words. */
export function howMeant(terms) {
  const meant = terms.flatMap((term) => term.meant);
  return meant.length > 0 ? say("（也按“{map}”搜索）", { map: meant.join("”“") }) : "";
}

/** Where the terms stand in a text, in order, without overlap. */
export function places(text, terms) {
  const found = [];
  const parts = tokens(text);
  const rows = terms.flatMap((term) => term.rows.map((keys) => ({ keys, open: term.open && keys === term.rows[0] })));
  const same = ({ keys, open }, at) =>
    keys.every((key, step) => {
      const part = parts[at + step];
      return part && (part.key === key || (open && part.key.startsWith(key)));
    });
  for (let at = 0; at < parts.length; at += 1) {
    const long = Math.max(0, ...rows.filter((row) => same(row, at)).map((row) => row.keys.length));
    if (long > 0) {
      found.push({ start: parts[at].start, end: parts[at + long - 1].end });
      at += long - 1;
    }
  }
  return found;
}

/** How a token is written in the second copy of a title. */
export function inTitle(key) {
  return (/^[\u2e80-\u{10ffff}]$/u.test(key) ? key.codePointAt(0).toString(16) : key) + IN_TITLE;
}

/** The ids of the records in their order, from what Pagefind has read of them already: asked for again, it is at hand. */
async function orderOf(address, count) {
  const { body } = await fetch(address, { cache: "force-cache" });
  const unpacked = globalThis.DecompressionStream
    ? new Response(body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer()
    : Promise.all([new Response(body).arrayBuffer(), import("./search-inflate.js")]).then(([data, { inflate }]) => inflate(new Uint8Array(data)));
  const text = new TextDecoder("latin1").decode(await unpacked);
  return [...text.matchAll(ID)].slice(0, count).map(([id]) => id);
}

async function readJson(address) {
  return (await fetch(address, { cache: "no-cache" })).json();
}

/**
 * The bundles below one folder, asked as one. Pagefind could merge them itself, but it knows records by 28 bits of a
 * digest, which are told apart within a bundle only, and it loses the order of records when it merges.
 */
export class Index {
  #bundles = [];
  #answers = new Map();
  #facets = new Map();
  #all = new Map();
  #shards = new Map();
  #outcomes = new Map();

  /** The index in one folder, and the filters and outcomes in another. */
  static async open(folder, beside) {
    const index = new Index();
    const [{ createInstance }, { bundles, metas, of }] = await Promise.all([
      import(new URL("pagefind.js", folder).href),
      readJson(new URL("bundles.json", folder)),
    ]);
    for (const [number, name] of bundles.entries()) {
      const address = new URL(name, folder);
      const bundle = createInstance({ basePath: address.pathname, baseUrl: "/", noWorker: true });
      // One after the other: bundles share one WebAssembly, which the first one sets up.
      const [{ results }, facets] = await Promise.all([
        bundle.search(`"${IN_TITLE}"`), // in every record; asking for nothing loads all
        readJson(new URL(`${name}facets.json`, beside)),
      ]);
      // Positions mean the same record in both only then; between two releases a name would get another one's list.
      if (facets.of !== of || facets.records !== results.length) throw new Error("index and filters are of different records");
      const places = new Map((await orderOf(new URL(metas[number], address), results.length)).map((id, at) => [id, at]));
      if (!results.every(({ id }) => places.has(id))) throw new Error("the index names other records than it has");
      results.sort((one, other) => places.get(one.id) - places.get(other.id));
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
    for (const [name, { sets, of }] of Object.entries(filters)) {
      if (!this.#facets.has(name)) this.#facets.set(name, new Map());
      const kept = this.#facets.get(name);
      ids.forEach((id, at) => {
        const values = sets[of.charCodeAt(at) - FIRST_SIGN];
        if (values.length) kept.set(id, values);
      });
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

  /** Every record, windows first. */
  get ids() {
    return [...this.#all.keys()];
  }

  /** Whether one of the records is of one of the kinds. */
  hasKind(ids, kinds) {
    return [...ids].some((id) => kinds.some((kind) => this.has("kind", kind, id)));
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
   * they stand side by side, the record is of `kinds`; all else being equal, windows before centres, lists, standards, themes, clauses.
   */
  async find(terms, kinds = []) {
    const order = [...this.#all.keys()];
    if (terms.length === 0) return order;
    let left = order;
    for (const term of terms) {
      const ids = await this.term(term);
      left = left.filter((id) => ids.has(id));
      if (left.length === 0) return []; // and nothing more is loaded
    }
    const signs = await this.#signs(terms, kinds);
    const weights = new Map();
    for (const id of left) {
      weights.set(id, signs.reduce((sum, sign) => sum + (sign.ids.has(id) ? sign.weight : 0), 0));
    }
    return [...weights.keys()].sort((one, other) => weights.get(other) - weights.get(one));
  }

  /** What makes one record better than another, and the records of which it is true. */
  async #signs(terms, kinds) {
    const keys = terms.flatMap((term) => term.keys);
    const wholes = terms.length === 1 ? terms[0].rows : [keys];
    const titles = wholes.map((row) => [IN_TITLE, ...row.map(inTitle), IN_TITLE]);
    const signs = [
      { weight: 4 * terms.length, ids: await this.any(titles) },
      { weight: terms.length, ids: await this.phrase(keys) },
    ];
    const titled = new Set();
    for (const term of terms) {
      const ids = await this.any(term.rows.map((row) => row.map(inTitle)));
      for (const id of ids) titled.add(id);
      signs.push({ weight: 2, ids });
      if (term.meant.length > 0) signs.push(await this.#said(term));
      // What people say for a thing leads to the thing before what is called alike.
      const things = await this.any(term.meant.map((word) => rowOf(word).map(inTitle)));
      signs.push({ weight: 2, ids: new Set([...things].filter((id) => this.hasKind([id], THINGS))) });
      // The more of what they mean a thing has, the better.
      for (const word of term.meant) {
        const ids = await this.phrase(rowOf(word));
        signs.push({ weight: 1, ids: new Set([...ids].filter((id) => this.hasKind([id], THINGS))) });
      }
      if (this.#isDistrict(term)) signs.push({ weight: 1, ids: this.#of("centre") });
    }
    // Whoever asks what a rule says wants the one that has the word.
    const rule = kinds.includes("clause") && !kinds.includes("conduct");
    for (const term of rule ? terms : []) {
      const ids = await this.phrase(term.keys);
      signs.push({ weight: WANTED, ids: new Set([...ids].filter((id) => this.has("kind", "clause", id))) });
    }
    for (const kind of rule ? [] : kinds) signs.push({ weight: WANTED, ids: this.#of(kind) });
    // A standard that only mentions it comes after the clause that says it.
    signs.push({ weight: -1, ids: new Set([...this.#of("standard")].filter((id) => !titled.has(id))) });
    return signs;
  }

  /** The clauses that have the very word for which people mean a theme: before the others, and where they are few before the theme. */
  async #said(term) {
    const all = await this.term(term);
    const own = this.hasKind(all, THINGS) ? [] : [...(await this.phrase(term.keys))].filter((id) => this.has("kind", "clause", id));
    const few = own.length >= FEW[0] && own.length <= FEW[1] && !this.hasKind(all, ["page"]);
    return { weight: few ? WANTED : 2, ids: new Set(own) };
  }

  /** Whoever names a district wants to see who is there. */
  #isDistrict(term) {
    const named = new Set([...(this.#facets.get("district")?.values() ?? [])].flat().map(keyed));
    return term.rows.some((row) => named.has(row.join("")));
  }

  /** The records of a kind. */
  #of(kind) {
    return new Set([...this.#all.keys()].filter((id) => this.has("kind", kind, id)));
  }

  /** The records that hold a term in any writing; where none holds a word of letters, those with a word that begins so. */
  async term(term) {
    const ids = await this.phrase(term.keys);
    const others = await this.any(term.rows.slice(1));
    if (ids.size > 0 || !term.open) return new Set([...ids, ...others]);
    const begun = await Promise.all(this.#bundles.map((bundle, at) => this.#beginning(bundle, at, term)));
    return new Set([...begun.flat(), ...others]);
  }

  /** Where no word begins like the term, Pagefind falls back to shorter words; a record tells whether it did. */
  async #beginning(bundle, at, term) {
    const { results } = await bundle.search(term.keys[0]);
    const example = await results[0]?.data();
    return example && places(example.content, [term]).length > 0 ? results.map((result) => `${at}:${result.id}`) : [];
  }

  /** The records that hold one of some rows of tokens. */
  async any(rows) {
    const found = await Promise.all(rows.map((row) => this.phrase(row)));
    return new Set(found.flatMap((ids) => [...ids]));
  }

  /** The records that hold these tokens in a row. */
  async phrase(keys) {
    // A long row stands nowhere where its beginning does not: most of the index need not be asked for then.
    if (keys.length > LONG && (await this.phrase(keys.slice(0, Math.ceil(keys.length / 2)))).size === 0) return new Set();
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
