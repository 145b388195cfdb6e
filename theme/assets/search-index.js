/**
 * What the search page asks: the Pagefind bundles below one folder as one index, and terms as rows of tokens.
 *
 * Every Han character is a token of the index, and a term is asked for as a row of tokens, so a term is found wherever
 * it stands, in every browser alike. A term may be written in several ways: as it was typed, as people mean it, as its
 * letters sound. The index does not know what inspections found: filters and outcomes are files of their own, made anew
 * with results.
 */

const { plain, tokens, keyed } = windowboard.matching;

const FIRST_SIGN = 35; // the sign of the first set of values of a filter
const IN_TITLE = "\u02e3"; // ends every token of the title's second copy, and stands before and after it
const LETTERS = /^(?:(?![\u2e80-\u{10ffff}])[\p{L}\p{Nl}])+$/u;
const HAN = /^\p{Script=Han}+$/u;
const MOST_TERMS = 8;
const REMEMBERED = 200; // answers kept, for going back by a letter
const COMPARED = 12; // tokens of a question by which names like it are looked for
const ALIKE = 3; // names like it
const LONGEST_PIECE = 12; // characters
const SHORTEST_CUT = 3; // characters of a term that is cut where it stands nowhere

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
function written(term, texts) {
  return { ...term, rows: [...term.rows, ...texts.map(rowOf).filter((row) => row.length > 0)] };
}

/** The terms as they are known here: what people mean by them, and how letters are written. */
export function understood(terms, known) {
  if (!known) return terms;
  return terms.map((term) => {
    const sounding = known.written(term.keys.join(""));
    const own = known.meant(term.text);
    const meant = own.length > 0 ? own : [...new Set(sounding.flatMap((text) => known.meant(text)))];
    return { ...written(term, [...sounding, ...meant]), meant };
  });
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
function inTitle(key) {
  return (/^[\u2e80-\u{10ffff}]$/u.test(key) ? key.codePointAt(0).toString(16) : key) + IN_TITLE;
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
   * they stand side by side; all else being equal, windows before centres, lists, standards, themes, clauses.
   */
  async find(terms) {
    const order = [...this.#all.keys()];
    if (terms.length === 0) return order;
    const found = await Promise.all(terms.map((term) => this.#term(term)));
    const signs = await this.#signs(terms);
    const weights = new Map();
    for (const id of order) {
      if (!found.every((ids) => ids.has(id))) continue;
      weights.set(id, signs.reduce((sum, sign) => sum + (sign.ids.has(id) ? sign.weight : 0), 0));
    }
    return [...weights.keys()].sort((one, other) => weights.get(other) - weights.get(one));
  }

  /** What makes one record better than another, and the records of which it is true. */
  async #signs(terms) {
    const keys = terms.flatMap((term) => term.keys);
    const wholes = terms.length === 1 ? terms[0].rows : [keys];
    const titles = wholes.map((row) => [IN_TITLE, ...row.map(inTitle), IN_TITLE]);
    const signs = [
      { weight: 4 * terms.length, ids: await this.#any(titles) },
      { weight: terms.length, ids: await this.#phrase(keys) },
    ];
    const titled = new Set();
    for (const term of terms) {
      const ids = await this.#any(term.rows.map((row) => row.map(inTitle)));
      for (const id of ids) titled.add(id);
      signs.push({ weight: 2, ids });
      if (this.#isDistrict(term)) signs.push({ weight: 1, ids: this.#of("centre") });
    }
    // A standard that only mentions it comes after the clause that says it.
    signs.push({ weight: -1, ids: new Set([...this.#of("standard")].filter((id) => !titled.has(id))) });
    return signs;
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
  async #term(term) {
    const ids = await this.#phrase(term.keys);
    const others = await this.#any(term.rows.slice(1));
    if (ids.size > 0 || !term.open) return new Set([...ids, ...others]);
    const begun = await Promise.all(this.#bundles.map((bundle, at) => this.#beginning(bundle, at, term)));
    return new Set([...begun.flat(), ...others]);
  }

  /** The terms, those that stand nowhere as the one name for which they may be short, or as which they sound. */
  async guessed(terms, known) {
    return Promise.all(
      terms.map(async (term) => {
        if (!known || (await this.#term(term)).size > 0) return term;
        const short = known.abbreviated(term.text);
        const others = short.length > 0 ? short : known.sounding(term.text);
        if (others.length === 0) return term;
        const [first] = others;
        return { ...written(termOf(first, tokens(first)), others.slice(1)), guessed: true };
      }),
    );
  }

  /** Terms that stand nowhere as a whole, in parts that do, “人民医院药房”; and what holds all or most of them. */
  async parted(terms, known) {
    const parts = [];
    for (const term of terms) {
      const whole = (await this.#term(term)).size > 0;
      const own = whole || !HAN.test(term.keys.join("")) || term.keys.length < SHORTEST_CUT ? [term] : await this.#cut(term, known);
      if (own.length === 0) return null;
      parts.push(...own);
    }
    const hits = await this.find(parts);
    if (hits.length > 0) return { terms: parts, hits };
    return terms.length === 1 && parts.length > 1 ? { terms: parts, hits: await this.#most(parts) } : null;
  }

  /** The longest pieces of a term that stand somewhere, or that people say; none where they are less than half of it. */
  async #cut(term, known) {
    const signs = [...term.text];
    const pieces = [];
    let covered = 0;
    for (let at = 0; at < signs.length; at += 1) {
      for (let length = Math.min(LONGEST_PIECE, signs.length - at); length > 1; length -= 1) {
        const [piece] = understood(termsOf(signs.slice(at, at + length).join("")), known);
        if ((await this.#term(piece)).size === 0) continue;
        pieces.push(piece);
        covered += length;
        at += length - 1;
        break;
      }
    }
    return covered * 2 >= signs.length ? pieces : [];
  }

  /** The records that hold the weightiest parts; what stands in a title weighs double. */
  async #most(parts) {
    const weights = new Map();
    for (const part of parts) {
      const titled = await this.#any(part.rows.map((row) => row.map(inTitle)));
      for (const id of await this.#term(part)) {
        weights.set(id, (weights.get(id) ?? 0) + part.keys.length * (titled.has(id) ? 2 : 1));
      }
    }
    const enough = Math.max(0, ...weights.values()) / 2;
    return [...this.#all.keys()]
      .filter((id) => weights.get(id) > enough)
      .sort((one, other) => weights.get(other) - weights.get(one));
  }

  /** The terms, those that stand nowhere in the simplified characters of this site. */
  async simplified(terms, known) {
    return Promise.all(
      terms.map(async (term) => {
        if (!known || !/\p{Script=Han}/u.test(term.text) || (await this.#phrase(term.keys)).size > 0) return term;
        const text = known.simplified(term.text);
        return text === term.text ? term : termOf(text, tokens(text));
      }),
    );
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
      .slice(0, ALIKE);
  }

  /** Where no word begins like the term, Pagefind falls back to shorter words; a record tells whether it did. */
  async #beginning(bundle, at, term) {
    const { results } = await bundle.search(term.keys[0]);
    const example = await results[0]?.data();
    return example && places(example.content, [term]).length > 0 ? results.map((result) => `${at}:${result.id}`) : [];
  }

  /** The records that hold one of some rows of tokens. */
  async #any(rows) {
    const found = await Promise.all(rows.map((row) => this.#phrase(row)));
    return new Set(found.flatMap((ids) => [...ids]));
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
