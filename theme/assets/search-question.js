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
const { keyed, tokens } = windowboard.matching;

const HAN = /^\p{Script=Han}+$/u;
const LONGEST_PIECE = 12; // tokens
const LONG = 8; // tokens of a term that is cut by what is known first
const SHORTEST_CUT = 3; // tokens of a term that is cut where it stands nowhere
const COMMON = 0.4; // of all records: a part that more of them have says nothing
// How many: 一二两三四五六七八九十几多半
const NUMBER = /[\u4e00\u4e8c\u4e24\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u51e0\u591a\u534a]|\p{Nd}/u;
const STORY = 6; // tokens of a question that may tell a story
const SURE = 4; // characters of what is said or named in a story: clues are asked for only where it finds nothing
const MISTYPED = 6; // tokens of a question that is heard for what it may sound like
const NAME = 3; // characters of a name that is looked for in a question
const TALE = 8; // tokens of a complaint of which the rest says nothing more
// 院|行|局|厅|所|站|校|中心|公司|社区|区|县|市|镇|乡|街道
const PLACE = /(?:\u9662|\u884c|\u5c40|\u5385|\u6240|\u7ad9|\u6821|\u4e2d\u5fc3|\u516c\u53f8|\u793e\u533a|\u533a|\u53bf|\u5e02|\u9547|\u4e61|\u8857\u9053)$/u; // how places are called
const WIDEST_PLACE = 10; // characters of what may name a place
// 乾於徵摺菸藉覆麽
const OLDER = "\u4e7e\u65bc\u5fb5\u647a\u83f8\u85c9\u8986\u9ebd"; // of GB 2312, and simplified all the same
const COVERED = 3 / 4; // of a term, by parts of which none is firm
const COMPARED = 12; // tokens of a question by which names like it are looked for
const ALIKE = 3; // names like it
const SUGGESTIONS = 3;
const TRIES = 12;
const PLACES = ["window", "centre", "page"];
const PAGES = [...PLACES, "list", "theme", "checklist", "conduct"];
const KINDS = [...PAGES, "clause"];
let gb2312 = null; // its characters

/** The terms, the hits, and how in words; or the service that no window here has. `answer` tells of the answers' words. */
export async function read(index, known, question, answer) {
  if (known && older(question)) await known.characters();
  const typed = termsOf(question);
  const simple = await simplified(index, typed, known);
  const answered = answer();
  const plainly = known?.simplified(question) ?? question;
  const kinds = known?.wanted(plainly) ?? [];
  const served = async (saying) => index.hasKind(await index.find(understood(termsOf(saying), known)), ["window", "centre"]);
  const absent = known?.elsewhere(plainly) ?? [];
  const others = [...(known?.saidIn(plainly) ?? []).map(([, text]) => text), ...(known?.namedIn(plainly) ?? []).filter((name) => name.length >= NAME)]
    .filter((saying) => !absent.includes(saying) && !known.isAct(saying));
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
  const story = loose && known && keyed(plainly).length >= STORY;
  const told = async (least) => (story ? about(index, known, plainly, kinds, least) : null);
  const names = known?.namedIn(plainly).filter((name) => !PLACE.test(name)) ?? [];
  const least = Math.max(0, ...[...said, ...names].filter((saying) => !known.isAct(saying)).map((saying) => saying.length));
  // Whoever complains at length is told how; what else the words may stand for helps nobody.
  const complaint = answered.some(({ answer }) => answer.id === "answer-complain") && story && keyed(plainly).length >= TALE;
  const read = async () => (complaint ? null : otherwise(index, known, spelt(left, known), kinds, loose));
  const found = (least < SURE ? await told(least + 1) : null) ?? (await read()) ?? (await told(0));
  return { terms, hits, how: "", ...found, answered };
}

/** Whether a text has characters that are written otherwise here. */
function older(text) {
  const rows = () => Array.from({ length: 72 * 94 }, (_, at) => [0xb0 + Math.floor(at / 94), 0xa1 + (at % 94)]);
  gb2312 ??= new Set(new TextDecoder("gbk").decode(Uint8Array.from(rows().flat())));
  return [...text].some((sign) => HAN.test(sign) && (!gb2312.has(sign) || OLDER.includes(sign)));
}

/** What a story is about, by its clues of `least` characters or more: those with the most, at the places that it names. */
async function about(index, known, question, kinds, least) {
  const text = keyed(question);
  const longest = (part, left) => part.split("/").filter((one) => left.includes(one)).sort((one, other) => other.length - one.length)[0];
  const words = new Map(); // by characters of the clue
  for (const [word, clues] of await known.clues()) {
    for (const clue of clues) {
      let [left, weight] = [text, 0];
      for (const part of clue.split(" ")) {
        const found = longest(part, left);
        weight += found?.length ?? -Infinity;
        left = left.replace(found, " ");
      }
      if (weight >= least) words.set(weight, new Set(words.get(weight)).add(word));
    }
  }
  if (words.size === 0) return null;
  const places = await placesIn(index, known, text);
  for (const [, [first, ...others]] of [...words].sort(([one], [other]) => other - one)) {
    const term = { ...written(termOf(first, tokens(first)), others), meant: [first, ...others] };
    for (const terms of places.length > 0 ? [[...places, term], [term]] : [[term]]) {
      const hits = await index.find(terms, kinds);
      if (index.hasKind(hits, KINDS)) return { terms, hits, how: say("（已按“{map}”搜索）", { map: [...(terms.length > 1 ? places.map((one) => one.text) : []), first, ...others].join("”“") }) };
    }
  }
  return null;
}

/** The centres and districts that a text names, in whole or by how their names begin. */
async function placesIn(index, known, text) {
  const signs = [...text];
  const places = [];
  const names = known.words.filter((word) => PLACE.test(word));
  for (let at = 0; at < signs.length; at += 1) {
    for (let to = Math.min(signs.length, at + WIDEST_PLACE); to > at + 1; to -= 1) {
      const piece = signs.slice(at, to).join("");
      if (!names.some((word) => word.startsWith(piece) || word.endsWith(piece)) && !known.meant(piece).some((word) => PLACE.test(word))) continue;
      const [term] = understood(termsOf(piece), known);
      if (!index.hasKind(await index.any(term.rows.map((row) => row.map(inTitle))), ["centre"])) continue;
      places.push(term);
      at = to - 1;
      break;
    }
  }
  return places;
}

/** Whether something is true of one of them. */
async function anything(all, is) {
  for (const one of all) if (await is(one)) return true;
  return false;
}

/** What is found by the terms that are left of a question, as they are, as they may be meant, or in parts. */
async function otherwise(index, known, left, kinds, loose) {
  if (left.length === 0) return null;
  const terms = understood(left, known);
  // Whoever asks where to go is not helped by a rule that has the word, nor anybody by the long text of a standard alone.
  const enough = kinds.includes("window") ? PLACES : KINDS;
  const fits = (ids) => index.hasKind(ids, enough);
  // Of a sentence a few words may stand in some rule that has nothing to do with it.
  const first = loose && left.length > 1 && kinds.length === 0 ? (ids) => index.hasKind(ids, PAGES) : fits;
  const again = await index.find(terms, kinds);
  if (first(again)) return { terms, hits: again, how: howSearched(terms) };
  const guesses = await guessed(index, terms, known);
  const meant = guesses.some((term) => term.guessed) ? await index.find(guesses, kinds) : [];
  if (first(meant)) return { terms: guesses, hits: meant, how: howSearched(guesses) };
  const found = (await parted(index, guesses, known, { kinds, loose, fits: first })) ?? (await scattered(index, known, left, kinds, loose));
  if (!found || !fits(found.hits)) return fits(again) ? { terms, hits: again, how: howSearched(terms) } : null;
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
  const heard = terms.reduce((sum, term) => sum + term.keys.length, 0) <= MISTYPED;
  return Promise.all(
    terms.map(async (term) => {
      if (!known || (await index.term(term)).size > 0) return term;
      const short = known.abbreviated(term.text);
      if (short.length === 0 && heard) await known.strange(term.text);
      const others = short.length > 0 || !heard ? short : known.sounding(term.text);
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
    const told = !whole && cuttable && term.keys.length > LONG ? await knownIn(index, term, known) : [];
    const pieces = () => (told.length > 0 ? told : cut(index, term, known));
    const own = whole || !cuttable ? (whole ? [{ ...whole, from: 0, to: term.keys.length }] : []) : await pieces();
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
  // Where nothing has all, the window is asked for and not the rule: “药房” before “排队”.
  const things = firm.filter((part) => index.hasKind(part.ids, ["window", "centre"]));
  const tried = [parts, telling, firm, kinds.length > 0 && !kinds.includes("window") ? [] : things].filter((some) => some.length > 0);
  for (const some of compound ? [parts] : tried) {
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

/** Whether “个” behind a number begins here, which belongs to the number: “一个人” names no “个人”. */
const counted = (keys, at) => keys[at] === "\u4e2a" && NUMBER.test(keys[at - 1] ?? "");

/** What tokens of a term say. */
function textOf(term, from, to) {
  const [{ start: origin }] = term.parts;
  return term.text.slice(term.parts[from].start - origin, term.parts[to - 1].end - origin);
}

/** The pieces of a long term that are known here, the longest first: of a sentence each further word loads more. */
async function knownIn(index, term, known) {
  const pieces = [];
  for (let from = 0; from < term.keys.length - 1; from += 1) {
    for (let to = Math.min(term.keys.length, from + LONGEST_PIECE); to > from + 1; to -= 1) {
      const piece = textOf(term, from, to);
      if (counted(term.keys, from) || !(known.isSaid(piece) || known.isNamed(piece))) continue;
      const found = await weighed(index, known, understood(termsOf(piece), known)[0]);
      if (!found?.firm) continue;
      pieces.push({ ...found, from, to });
      from = to - 1;
      break;
    }
  }
  return pieces;
}

/** The pieces of a term that say the most together: each stands somewhere, or people say it. */
async function cut(index, term, known) {
  const signs = term.keys;
  const count = signs.length;
  const text = (from, to) => textOf(term, from, to);
  const sizes = (from, to) => index.phrase(term.keys.slice(from, to));
  const pairs = await Promise.all(term.keys.slice(1).map(async (_, at) => (await sizes(at, at + 2)).size > 0));
  const best = [{ weight: 0, pieces: [] }]; // by how much of the term is read
  for (let to = 1; to <= count; to += 1) {
    best[to] = best[to - 1];
    for (let from = to - 1; from >= Math.max(0, to - LONGEST_PIECE); from -= 1) {
      const piece = text(from, to);
      const single = to - from === 1;
      if (counted(signs, from)) continue;
      if (!single && [signs[from], signs[to - 1]].some((key) => HAN.test(key) && known.around.includes(key)) && !known.isSaid(piece)) continue;
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
