/**
 * One matcher for every box of the site: full width, capitals, traditional characters, sounds, and what people say.
 *
 * `windowboard.matching` has the text rules, which are those of `generator/publishing/search/search_index.py`, and `known()`,
 * which reads `matching/` when somebody first types something. Where that cannot be had (a page opened as a file, a line
 * that is down) texts match as they are written.
 */
(() => {
  "use strict";
  const TOKEN = /(?=[\u2e80-\u{10ffff}])[\p{L}\p{Nl}]|(?:(?![\u2e80-\u{10ffff}])[\p{L}\p{Nl}])+|\p{Nd}+/gu;
  const HAN = /^\p{Script=Han}+$/u;
  const SOME_HAN = /\p{Script=Han}/u;
  const LETTERS = /^[a-z][a-z0-9]+$/u;
  const MOST_WRITTEN = 4; // writings of what was typed by sound, or by a wrong character: each asks for more of the index
  const SELDOM = 3; // how many times as many words a writing may have as another that is looked for too
  const WIDEST = 3; // how many times as long as an abbreviation the name may be for which it stands
  const SHORTEST = 3; // characters of an abbreviation, and of what sounds nearly so
  const SEVERAL = /^[a-z]{3,}s$/u; // a word of letters for more than one
  const SPREAD = 2; // how many times as far apart the characters of a saying may stand as in it
  const SUGGESTED = 8;

  const folder = new URL("../../matching/", document.currentScript.src); // the script stands in assets/windowboard/

  /** Letters and digits in their plain form (full width to half width), as the index has them. */
  const plain = (text) =>
    text.replace(/\s+/gu, " ").replace(/[^\x20-\x5e\x60-\x7e]/gu, (sign) => {
      if (/\p{Cf}/u.test(sign)) return "";
      if (/[\p{Cc}\p{Pc}]/u.test(sign)) return " ";
      return /[\p{L}\p{Nd}\p{Nl}\u24b6-\u24e9]/u.test(sign) ? sign.normalize("NFKC") : sign;
    });

  /** The tokens of a text: what they are compared by, and where they stand. */
  const tokens = (text) =>
    Array.from(text.matchAll(TOKEN), (found) => ({
      key: found[0].toLowerCase(),
      start: found.index,
      end: found.index + found[0].length,
    }));

  /** A text by which others are compared: its tokens, whatever marks and spaces part them. */
  const keyed = (text) =>
    tokens(plain(text))
      .map((token) => token.key)
      .join("");

  const read = async (name) => (await fetch(new URL(name, folder), { cache: "no-cache" })).json();

  /** A sound as many say it: zh as z, ng as n, n as l; such is typed for one another. */
  const near = (sound) => sound.replace(/^([zcs])h/u, "$1").replace(/ng$/u, "n").replace(/^n/u, "l");

  /** The tokens of a text with spaces around each. */
  const spaced = (text) => ` ${tokens(plain(text)).map(({ key }) => key).join(" ")} `;

  /** Whether a question has a word: Han characters anywhere, letters as words of their own. */
  const holds = (question, word) =>
    SOME_HAN.test(word) ? keyed(question).includes(keyed(word)) : spaced(question).includes(spaced(word));

  /** What is read of `matching/`. */
  class Known {
    #simple = new Map();
    #sounds = new Map(); // by character
    #others = new Map();
    #heard = new Set(); // every sound
    #sayings = []; // [what people say, the word, what they say with spaces between its tokens]
    #files = new Map(); // what was asked for, by name
    #asks; // kinds of pages, and the words by which a question wants them
    #acts = new Set();
    #unsaid = [];
    #very = [];
    #elsewhere;
    #clues = [];
    words = [];
    around = []; // what is no part of a question's subject, the longest first

    constructor({ words: sayings, elsewhere, asks }) {
      this.#asks = Object.entries(asks);
      this.#elsewhere = new Set(elsewhere);
      this.#say(sayings);
    }

    #say(sayings) {
      for (const [word, all] of Object.entries(sayings)) {
        for (const saying of all) this.#sayings.push([keyed(saying), word, spaced(saying)]);
      }
    }

    /** Read the words and the rest of what people say, once; until then, or without a line, they are not known. */
    async rest() {
      const take = ({ words, around, acts, unsaid, very }) => {
        this.#say(words);
        this.#acts = new Set(acts);
        this.#unsaid = unsaid;
        this.#very = very;
        this.around = [...around, ...this.#asks.flatMap(([, asked]) => asked)].sort((one, other) => other.length - one.length);
      };
      await Promise.all([this.#once("sayings.json", take), this.#once("words.json", (words) => (this.words = words))]);
      return this;
    }

    /** Read what letters need. */
    async heard() {
      await Promise.all([this.rest(), this.#once("sounds.json", (said) => this.#hear(said))]);
      return this;
    }

    /** Read which characters traditional ones are. */
    async characters() {
      await this.#once("characters.json", ({ from, to }) => (this.#simple = new Map(Array.from(from, (sign, at) => [sign, to[at]]))));
    }

    /** Read what letters and traditional characters need. */
    async more() {
      await Promise.all([this.heard(), this.characters()]);
      return this;
    }

    /** Read what shows in a story what it is about: by a word, parts that all stand in it. */
    async clues() {
      await this.#once("clues.json", (clues) => (this.#clues = Object.entries(clues)));
      return this.#clues;
    }

    /** Read how the characters of a text are called that stand nowhere here: whoever mistypes writes any. */
    async strange(text) {
      await this.heard();
      const unknown = [...text].some((sign) => HAN.test(sign) && !this.#sounds.has(sign));
      if (unknown) await this.#once("further.json", (sounds) => this.#hear({ sounds: {}, others: sounds }));
    }

    async #once(name, take) {
      if (!this.#files.has(name)) this.#files.set(name, read(name).then(take));
      try {
        await this.#files.get(name);
      } catch {
        this.#files.delete(name);
      }
    }

    #hear({ sounds, others }) {
      for (const [kept, said] of [[this.#sounds, sounds], [this.#others, others]]) {
        for (const [sound, signs] of Object.entries(said)) {
          this.#heard.add(sound);
          for (const sign of signs) kept.set(sign, [...(kept.get(sign) ?? []), sound]);
        }
      }
    }

    /** A text in the simplified characters of this site. */
    simplified(text) {
      return Array.from(text, (sign) => this.#simple.get(sign) ?? sign).join("");
    }

    /** The words for which people say this, of one thing or of several. */
    meant(text) {
      const asked = keyed(text);
      const said = (saying) => this.#sayings.filter(([one]) => one === saying).map(([, word]) => word);
      const own = said(asked);
      return own.length > 0 || !SEVERAL.test(asked) ? own : said(asked.slice(0, -1));
    }

    /** The kinds of pages that a question wants. */
    wanted(question) {
      return this.#asks.filter(([, words]) => words.some((word) => holds(question, word))).flatMap(([kinds]) => kinds.split(" "));
    }

    /** What people say for things, as a question has it: the longest first, what stands within a longer one left out. */
    saidIn(question) {
      const [whole, parted] = [keyed(question), spaced(question)];
      const all = this.#sayings.filter(([saying, , words]) => (SOME_HAN.test(saying) ? whole.includes(saying) : parted.includes(words)));
      const text = ([saying, , words]) => [saying, SOME_HAN.test(saying) ? saying : words.trim()];
      const said = [...new Map(all.map(text))].sort(([one], [other]) => other.length - one.length);
      return said.filter(([saying], at) => !said.slice(0, at).some(([longer]) => longer.includes(saying)));
    }

    /** What a question says for services that a city may not have, and no name here has. */
    elsewhere(question) {
      const asked = keyed(question);
      return this.saidIn(question)
        .filter(([saying]) => this.#sayings.some(([one, word]) => one === saying && this.#elsewhere.has(word)))
        .filter(([saying]) => !this.words.some((word) => word.includes(saying) && asked.includes(word)))
        .map(([, text]) => text);
    }

    /** What a question asks for that stands nowhere on the site; empty: nothing of the kind. */
    unsaid(question) {
      return this.#unsaid.find((word) => holds(question, word)) ?? "";
    }

    /** A text without what only makes it stronger, “态度差” for “态度很差”. */
    mildly(text) {
      return this.#very.reduce((left, word) => left.replaceAll(word, ""), text);
    }

    /** Whether this is done at windows of every kind. */
    isAct(text) {
      return this.#acts.has(text);
    }

    /** Whether a name or a service here is this, or begins or ends so. */
    isNamed(text) {
      return this.words.some((word) => word.startsWith(text) || word.endsWith(text));
    }

    /** Whether letters are a whole sound. */
    isSound(letters) {
      return this.#heard.has(letters);
    }

    /** The words of names and services that stand in a question, and those for which people say something. */
    namedIn(question) {
      const asked = keyed(question);
      return [...this.words, ...this.#sayings.map(([, word]) => word)].filter((word) => asked.includes(keyed(word)));
    }

    /** Whether people say this for something. */
    isSaid(text) {
      return this.meant(text).length > 0;
    }

    /** How many characters from `at` on say the letters, by whole sounds or their first letters; 0: they do not. */
    #said(signs, at, letters) {
      if (at >= signs.length) return 0;
      const [sign] = [signs[at]];
      const usual = this.#sounds.get(sign) ?? (/[a-z0-9]/u.test(sign) ? [sign] : []);
      for (const sound of [...usual, ...(this.#others.get(sign) ?? [])]) {
        if (sound.startsWith(letters)) return 1; // the last one may still be in typing
        if (!letters.startsWith(sound)) continue;
        const rest = this.#said(signs, at + 1, letters.slice(sound.length));
        if (rest) return rest + 1;
      }
      for (const sound of usual) {
        if (sound[0] !== letters[0]) continue;
        const rest = this.#said(signs, at + 1, letters.slice(1));
        if (rest) return rest + 1;
      }
      return 0;
    }

    /** The pieces of a text that say the letters. */
    #saying(text, letters) {
      const signs = [...plain(text).toLowerCase()].filter((sign) => /[\p{L}\p{Nd}]/u.test(sign));
      return signs.flatMap((_, at) => {
        const length = this.#said(signs, at, letters);
        return length > 1 ? [signs.slice(at, at + length).join("")] : [];
      });
    }

    /** Whether a text says the letters somewhere. */
    says(text, letters) {
      return LETTERS.test(letters) && this.#saying(text, letters).length > 0;
    }

    /** Whether letters say the whole of a text. */
    spells(text, letters) {
      return LETTERS.test(letters) && this.#saying(text, letters).includes(text);
    }

    /** The ways in which letters are written here: those of most words first. */
    written(letters) {
      if (!LETTERS.test(letters)) return [];
      const counts = new Map();
      const sayings = this.#sayings.map(([saying]) => saying);
      const all = [...this.words, ...sayings];
      for (const piece of all.flatMap((word) => [...new Set(this.#saying(word, letters))])) {
        counts.set(piece, (counts.get(piece) ?? 0) + 1);
      }
      // “院服” is no word of its own: it only stands across two.
      const bound = [...counts.keys()].filter((piece) => all.some((word) => word.startsWith(piece) || word.endsWith(piece)));
      if (bound.length > 0) for (const piece of [...counts.keys()]) if (!bound.includes(piece)) counts.delete(piece);
      const enough = Math.max(0, ...counts.values()) / SELDOM;
      return [...counts.keys()]
        .filter((piece) => counts.get(piece) >= enough)
        .sort((one, other) => counts.get(other) - counts.get(one))
        .slice(0, MOST_WRITTEN);
    }

    /** What stands in words here and is called like this, or nearly so, written with other characters. */
    sounding(text) {
      const asked = [...text].map((sign) => this.#sounds.get(sign) ?? this.#others.get(sign) ?? []);
      if (!HAN.test(text) || asked.length < 2) return [];
      const exact = this.#called(asked, (sound) => sound);
      return exact.length > 0 || asked.length < SHORTEST ? exact : this.#called(asked, near);
    }

    #called(asked, as) {
      const heard = asked.map((sounds) => sounds.map(as));
      const found = new Set();
      for (const word of [...this.words, ...this.#sayings.map(([saying]) => saying)]) {
        const signs = [...word];
        for (let at = 0; at + heard.length <= signs.length; at += 1) {
          const same = heard.every((sounds, step) => this.#sounds.get(signs[at + step])?.some((one) => sounds.includes(as(one))));
          if (same) found.add(signs.slice(at, at + heard.length).join(""));
        }
      }
      return [...found].slice(0, MOST_WRITTEN);
    }

    /** What people say for something of which every character stands in a text, near one another, in any order. */
    scattered(text) {
      const span = (saying) => {
        const places = [...saying].map((sign) => text.indexOf(sign));
        return places.includes(-1) ? Infinity : Math.max(...places) - Math.min(...places);
      };
      return this.#sayings
        .map(([saying]) => saying)
        .filter((saying) => HAN.test(saying) && new Set(saying).size === saying.length && span(saying) < saying.length * SPREAD)
        .sort((one, other) => other.length - one.length || span(one) - span(other));
    }

    /** The words that have these characters in this order, with others between them: a short name for a long one. */
    abbreviated(text) {
      const asked = [...text];
      if (!HAN.test(text) || asked.length < SHORTEST) return [];
      const between = new RegExp(asked.join(`\\p{L}{0,${asked.length}}?`), "u");
      return this.words.filter((word) => {
        const [found] = between.exec(word) ?? [""];
        return found && found.length <= asked.length * WIDEST && word.length <= asked.length * WIDEST;
      }).slice(0, MOST_WRITTEN);
    }

    /** The ways to write a word that is looked for: as it is, simplified, and as it is called here. */
    writings(word) {
      const simple = this.simplified(word);
      return [...new Set([word, simple, ...this.meant(simple)])];
    }

    /** Words to go on with from what was typed, those that begin with it first. */
    suggested(typed) {
      const asked = keyed(this.simplified(plain(typed)));
      if (!asked) return [];
      const begins = [];
      const holds = [];
      const sayings = this.#sayings.map(([saying]) => saying).filter((saying) => saying.startsWith(asked));
      // Of windows that differ in their number only, one will do.
      for (const word of new Set([...sayings, ...this.words].map((one) => one.replace(/\p{Nd}+$/u, "")))) {
        const key = keyed(word);
        if (key === asked) continue;
        if (key.startsWith(asked)) begins.push(word);
        else if (key.includes(asked) || this.says(word, asked)) holds.push(word);
      }
      return [...begins, ...holds].slice(0, SUGGESTED);
    }
  }

  let reading = null;

  /** What is known of words, and by its `more` of characters; null where it cannot be had just now. */
  const known = async () => {
    reading ??= read("synonyms.json").then((said) => new Known(said));
    try {
      return await reading;
    } catch {
      reading = null;
      return null;
    }
  };

  /** A text as boxes compare it. */
  const folded = (text) => text.normalize("NFKC").toLowerCase();

  /**
   * What tells whether a text has every word that was typed into a box; `again` is called when more is known by which
   * that can be told.
   */
  const matcher = (again) => {
    let more = null;
    let asked = false;
    return (typed) => {
      const words = folded(typed).split(/\s+/u).filter(Boolean);
      if (words.length > 0 && !asked && location.protocol !== "file:") {
        asked = true;
        known().then(async (found) => {
          more = await found?.more();
          asked = found !== null;
          if (found) again();
        });
      }
      const ways = words.map((word) => ({ word, writings: more ? more.writings(word).map(folded) : [word] }));
      return (text) =>
        ways.every(({ word, writings }) => writings.some((one) => text.includes(one)) || more?.says(text, word));
    };
  };

  windowboard.matching = { plain, tokens, keyed, known, folded, matcher };
})();
