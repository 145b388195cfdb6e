/**
 * What a question means of which the whole stands nowhere: its subject without what stands around it, as people mean it,
 * as it sounds, in parts. Loaded for such questions only.
 *
 * A part that says what a question is about is firm: people say it for something here, or a name or a service begins or
 * ends with it. What is done everywhere (登记) and what half of the pages have (服务) is not. Where only a part is known,
 * it must be firm; else nothing is found, for a wrong answer is worse than none.
 */

import { LETTERS, howMeant, inTitle, termOf, termsOf, understood, written } from "./search-index.js";

const { say } = windowboard;
const { tokens } = windowboard.matching;

const HAN = /^\p{Script=Han}+$/u;
const LONGEST_PIECE = 12; // tokens
const SHORTEST_CUT = 3; // tokens of a term that is cut where it stands nowhere
const COMMON = 0.4; // of all records: a part that more of them have says nothing
const COVERED = 3 / 4; // of a term, by parts of which none is firm
const COMPARED = 12; // tokens of a question by which names like it are looked for
const ALIKE = 3; // names like it
const SUGGESTIONS = 3;
const TRIES = 12;
const PLACES = ["window", "centre", "page"];
const KINDS = [...PLACES, "list", "theme", "clause", "checklist", "conduct"];

/** The terms, the hits, and how in words; or the service that no window here has. `answer` tells of the answers' words. */
export async function read(index, known, question, answer) {
  const typed = termsOf(question);
  const simple = await simplified(index, typed, known);
  const answered = answer();
  const plainly = known?.simplified(question) ?? question;
  const kinds = known?.wanted(plainly) ?? [];
  const served = async (saying) => index.hasKind(await index.find(understood(termsOf(saying), known)), ["window", "centre"]);
  const absent = known?.elsewhere(plainly) ?? [];
  const others = (known?.saidIn(plainly) ?? []).map(([, text]) => text).filter((saying) => !absent.includes(saying) && !known.isAct(saying));
  for (const saying of absent) {
    if (!(await served(saying)) && !(await anything(others, served))) return { terms: [], hits: [], how: "", answered: [], absent: saying };
  }
  const terms = understood(simple, known);
  const hits = await index.find(terms, kinds);
  if (hits.length > 0) return { terms, hits, how: simple.every((term, at) => term === typed[at]) ? howMeant(terms) : howSimple(simple), answered };
  // Whoever puts spaces between Chinese words wants what has all of them.
  const loose = typed.length === 1 || typed.every((term) => term.keys.every((key) => LETTERS.test(key)));
  const answers = answered.flatMap(({ words }) => words);
  const said = (known?.saidIn(plainly) ?? []).map(([, text]) => text).filter((saying) => !answers.some((word) => saying.includes(word)));
  const left = without(simple, [...answers, ...(known?.around ?? [])], said);
  return { terms, hits, how: "", ...(await otherwise(index, known, spelt(left, known), kinds, loose)), answered };
}

/** Whether something is true of one of them. */
async function anything(all, is) {
  for (const one of all) if (await is(one)) return true;
  return false;
}

/** What is found by the terms that are left of a question, as they are, as they may be meant, or in parts. */
async function otherwise(index, known, left, kinds, loose) {
  if (left.length === 0) return {};
  const terms = understood(left, known);
  // Whoever asks where to go is not helped by a rule that has the word, nor anybody by the long text of a standard alone.
  const enough = kinds.includes("window") ? PLACES : KINDS;
  const fits = (ids) => index.hasKind(ids, enough);
  const again = await index.find(terms, kinds);
  if (fits(again)) return { terms, hits: again, how: howSearched(terms) };
  const guesses = await guessed(index, terms, known);
  const meant = guesses.some((term) => term.guessed) ? await index.find(guesses, kinds) : [];
  if (fits(meant)) return { terms: guesses, hits: meant, how: howSearched(guesses) };
  const found = (await parted(index, guesses, known, { kinds, loose, fits })) ?? (await scattered(index, known, left, kinds, loose));
  if (!found || !fits(found.hits)) return {};
  if (found.terms.length === 1) return { ...found, how: howSearched(found.terms) };
  return { ...found, how: say("（已分成“{map}”搜索）", { map: found.terms.map((term) => term.text).join("”“") }) };
}

/** The terms of a question without some words, which do not cut what people say; single characters go at the ends only. */
function without(terms, words, said) {
  const long = words.filter((word) => word.length > 1);
  const short = words.filter((word) => word.length === 1);
  const typed = terms.map((term) => term.text);
  const bare = (text) => {
    const rest = long.reduce((left, word) => (/[a-z]/u.test(word) ? ` ${left} `.replaceAll(` ${word} `, " ").trim() : left.replaceAll(word, " ")), text);
    const ends = rest.split(" ").map((term) => {
      let left = term;
      while (short.includes(left[0]) && HAN.test(left[0])) left = left.slice(1);
      while (short.includes(left.at(-1)) && HAN.test(left.at(-1))) left = left.slice(0, -1);
      return left;
    });
    // What is left of a word that was cut in two says nothing.
    return ends.filter((term) => !short.includes(term) && (typed.includes(term) || !HAN.test(term) || [...term].length > 1)).join(" ");
  };
  const parts = said.reduce(
    (left, saying) => left.flatMap((part) => (part.said ? [part] : cutAt(part.text, saying))),
    [{ text: typed.join(" ").toLowerCase(), said: false }],
  );
  return termsOf(parts.map((part) => (part.said ? part.text : bare(part.text))).join(" "));
}

/** A text in pieces: what is said, and what stands between. */
function cutAt(text, said) {
  const at = said ? text.indexOf(said) : -1;
  const inWord = (sign) => /[a-z]/u.test(sign ?? "") && /[a-z]/u.test(said);
  if (at < 0 || inWord(text[at - 1]) || inWord(text[at + said.length])) return [{ text, said: false }];
  return [{ text: text.slice(0, at), said: false }, { text: said, said: true }, ...cutAt(text.slice(at + said.length), said)];
}

/** Sounds that were typed with spaces between them, as the words that they say: the longest first. */
function spelt(terms, known) {
  if (!known || terms.length < 2 || !terms.every(({ keys }) => keys.length === 1 && known.isSound(keys[0]))) return terms;
  const words = [];
  for (let at = 0; at < terms.length; at += 1) {
    let end = terms.length;
    const letters = () => terms.slice(at, end).map((term) => term.text).join("");
    while (end > at && known.written(letters().toLowerCase()).length === 0) end -= 1;
    if (end > at) words.push(letters());
    at = Math.max(at, end - 1);
  }
  return termsOf(words.join(" "));
}

/** The terms, those that stand nowhere as the one name for which they may be short, or as which they sound. */
async function guessed(index, terms, known) {
  return Promise.all(
    terms.map(async (term) => {
      if (!known || (await index.term(term)).size > 0) return term;
      const short = known.abbreviated(term.text);
      if (short.length === 0) await known.strange(term.text);
      const others = short.length > 0 ? short : known.sounding(term.text);
      if (others.length === 0) return term;
      const [first] = others;
      return { ...written(termOf(first, tokens(first)), [...others.slice(1), ...others.flatMap((one) => known.meant(one))]), guessed: true };
    }),
  );
}

/** What holds all parts of the terms, or the firm ones, or (`loose`) most; nothing where what is known says too little. */
async function parted(index, terms, known, { kinds, loose, fits }) {
  const parts = [];
  let unknown = 0;
  let total = 0;
  let wide = false; // a piece of the question that is a word of its own is not known
  for (const term of terms) {
    const cuttable = known && !/\p{Nd}/u.test(term.text) && term.keys.length >= SHORTEST_CUT;
    const whole = await weighed(index, known, term);
    const own = whole || !cuttable ? (whole ? [{ ...whole, from: 0, to: term.keys.length }] : []) : await cut(index, term, known);
    if (own.length === 0 && !loose) return null;
    parts.push(...own);
    total += term.keys.length;
    let at = 0;
    for (const part of own) {
      // “宠物医院” is no hospital of ours: who it is stands before what it is.
      const strange = part.from - at > 1 && !known?.around.includes(term.keys[part.from - 1]);
      const joined = part.from > 0 && !known?.around.includes(term.keys[part.from - 1]);
      part.kind = joined && index.hasKind(await index.any(part.term.rows.map((row) => row.map(inTitle))), ["centre"]);
      if (strange && part.kind) part.firm = false;
      at = part.to;
    }
    at = 0;
    for (const { from, to } of [...own, { from: term.keys.length, to: 0 }]) {
      unknown += from - at;
      wide ||= from - at > 1 || (from > at && LETTERS.test(term.keys[at]));
      at = to;
    }
  }
  const firm = parts.filter((part) => part.firm);
  const telling = parts.filter((part) => part.firm || !part.loose);
  const enough = firm.length > 0 || (telling.length > 0 && !wide && unknown <= total * (1 - COVERED));
  if (!enough) return null;
  // Nor is “建设银行” a bank of ours, where nothing has both.
  const compound = parts.some((part) => part.kind);
  for (const some of compound ? [parts] : [parts, telling, ...(firm.length > 0 ? [firm] : [])]) {
    const own = some.map(({ term }) => term);
    const hits = await index.find(own, kinds);
    if (fits(hits)) return { terms: own, hits };
  }
  return loose && !compound && firm.length > 0 && telling.length > 1 ? { terms: telling.map(({ term }) => term), hits: await most(index, telling, kinds) } : null;
}

/** What is found by that which people say for something, where all its characters stand near one another, “挂错号”. */
async function scattered(index, known, left, kinds, loose) {
  const [saying] = loose && known ? known.scattered(left.map((term) => term.text).join("")) : [];
  const terms = saying ? understood(termsOf(saying), known) : [];
  return saying ? { terms, hits: await index.find(terms, kinds) } : null;
}

/** What a part of a question says; null: it stands nowhere. */
async function weighed(index, known, term) {
  const ids = await index.term(term);
  if (ids.size === 0) return null;
  const loose = (known?.isAct(term.text) ?? false) || ids.size > index.ids.length * COMMON;
  const said = term.meant.length > 0;
  const named = async () => (LETTERS.test(term.text) ? (await index.phrase(term.keys.map(inTitle))).size > 0 : (known?.isNamed(term.text) ?? false));
  const firm = !loose && (said || (await named()));
  const each = firm ? (said ? 4 : 3) : 1;
  return { term, ids, loose, firm, weight: each * term.keys.length - 0.5 };
}

/** The pieces of a term that say the most together: each stands somewhere, or people say it. */
async function cut(index, term, known) {
  const count = term.keys.length;
  const text = (from, to) => {
    const [{ start: origin }] = term.parts;
    return term.text.slice(term.parts[from].start - origin, term.parts[to - 1].end - origin);
  };
  const sizes = (from, to) => index.phrase(term.keys.slice(from, to));
  const pairs = await Promise.all(term.keys.slice(1).map(async (_, at) => (await sizes(at, at + 2)).size > 0));
  const best = [{ weight: 0, pieces: [] }]; // by how much of the term is read
  for (let to = 1; to <= count; to += 1) {
    best[to] = best[to - 1];
    for (let from = to - 1; from >= Math.max(0, to - LONGEST_PIECE); from -= 1) {
      const piece = text(from, to);
      const single = to - from === 1;
      if (single ? HAN.test(piece) : !known.isSaid(piece) && pairs.slice(from, to - 1).includes(false)) continue;
      const [own] = understood(termsOf(piece), known);
      const found = own ? await weighed(index, known, own) : null;
      const weight = best[from].weight + (found?.weight ?? 0);
      if (found && weight > best[to].weight) best[to] = { weight, pieces: [...best[from].pieces, { ...found, from, to }] };
    }
  }
  return best[count].pieces;
}

/** The records that hold the weightiest parts: rare ones, in titles, in records of the kinds that are asked for. */
async function most(index, parts, kinds) {
  const weights = new Map();
  for (const { term, ids } of parts) {
    const titled = await index.any(term.rows.map((row) => row.map(inTitle)));
    const weight = term.keys.length * Math.log(1 + index.ids.length / ids.size);
    for (const id of ids) weights.set(id, (weights.get(id) ?? 0) + weight * (titled.has(id) ? 2 : 1));
  }
  for (const [id, weight] of weights) if (index.hasKind([id], kinds)) weights.set(id, weight * 2);
  const enough = Math.max(0, ...weights.values()) / 2;
  return index.ids.filter((id) => weights.get(id) > enough).sort((one, other) => weights.get(other) - weights.get(one));
}

/** The terms, those that stand nowhere in the simplified characters of this site. */
async function simplified(index, terms, known) {
  return Promise.all(
    terms.map(async (term) => {
      if (!known || !/\p{Script=Han}/u.test(term.text) || (await index.phrase(term.keys)).size > 0) return term;
      const text = known.simplified(term.text);
      return text === term.text ? term : termOf(text, tokens(text));
    }),
  );
}

/** Records whose titles share at least half of the characters of the terms, the most alike first. */
export async function alike(index, terms) {
  const rows = terms.map((term) => term.keys).filter((keys) => keys.some((key) => /\p{Script=Han}/u.test(key)));
  const keys = [...new Set(rows.flat())].slice(0, COMPARED);
  const pairs = rows.flatMap((row) => row.slice(1).map((key, at) => [row[at], key])).slice(0, COMPARED);
  const weights = new Map();
  const shared = new Map();
  for (const piece of [...keys.map((key) => [key]), ...pairs]) {
    const ids = await index.phrase(piece.map(inTitle));
    const weight = piece.length * Math.log(1 + index.ids.length / (ids.size || 1)); // what few names have says more
    for (const id of ids) {
      if (index.has("kind", "clause", id)) continue;
      weights.set(id, (weights.get(id) ?? 0) + weight);
      if (piece.length === 1) shared.set(id, (shared.get(id) ?? 0) + 1);
    }
  }
  return index.ids
    .filter((id) => shared.get(id) * 2 >= keys.length)
    .sort((one, other) => weights.get(other) - weights.get(one))
    .slice(0, ALIKE);
}

/** Shorter questions that find something: single terms, then terms without their last or first character. */
export async function shorter(index, terms) {
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

const howSearched = (terms) => say("（已按“{map}”搜索）", { map: terms.map((term) => term.text).join(" ") });

const howSimple = (terms) => say("（已按简体“{map}”搜索）", { map: terms.map((term) => term.text).join(" ") });
