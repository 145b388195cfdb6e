// What an inspection is worth, and how it is written, for the pages on which one is filled in: the arithmetic is that of
// generator/judging: whole numbers and fractions of whole numbers, rounded half up, once. The rules come from the plan
// that the generator scores by.

import { FIGURES, figureOf, lostByFigure } from "./figures.js";
import { decimal, exact, exactDecimal, less, minus, over, plus, times, told, total, whole } from "./fractions.js";

// What may be written

const FORBIDDEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\u{e0000}-\u{e007f}]/gu;

/** Text that a data file may hold: no sign that steers, hides or breaks a line; at most 500 characters. */
export const clean = (text) => [...String(text ?? "").replace(FORBIDDEN, " ").trim()].slice(0, 500).join("").trim();

// An inspection to its score

/** By pool, the units that an inspection takes from it, as fractions. */
const unitsLost = (rules, inspection) => {
  const byId = new Map(rules.clauses.map((rule) => [rule.id, rule]));
  const lost = rules.pools.map(() => whole(0));
  const take = (rule, units) => {
    lost[rule.pool] = plus(lost[rule.pool], units);
  };
  const taken = new Map();
  for (const { clause, fault, count = 1, minus: given } of inspection.findings) {
    if (fault === undefined) continue; // noted under guidance
    const rule = byId.get(clause);
    const { minus, range, each, cap } = rule.faults[fault];
    const key = `${clause} ${fault}`;
    const before = taken.get(key) ?? 0n;
    const amount = range ? times(exactDecimal(String(given)), whole(rules.unit)).above : BigInt(minus);
    let more = amount * (each ? BigInt(count) : 1n);
    if (!each) more = before < more ? more - before : 0n;
    if (cap !== null && before + more > BigInt(cap)) more = BigInt(cap) - before;
    taken.set(key, before + more);
    take(rule, whole(more));
  }
  for (const { clause } of inspection.unmet) take(byId.get(clause), exact(rules.pools[byId.get(clause).pool].points));
  for (const rule of rules.clauses) {
    const figure = figureOf(rule, inspection);
    if (figure !== undefined) take(rule, lostByFigure(rules, rule, figure));
  }
  return lost;
};

const bandOf = (rules, score, caps) => {
  const bound = (id) => exact(rules.bands.find((band) => band.id === id).least);
  const reached = rules.bands
    .filter((band) => !less(score, exact(band.least)))
    .reduce((best, band) => (less(exact(best.least), exact(band.least)) ? band : best));
  return caps.reduce((band, cap) => (less(bound(cap), bound(band)) ? cap : band), reached.id);
};

/** The score of an inspection by itself; exact figures are text, `375/4`. `score` is empty where there is none. */
export const scoreInspection = (rules, inspection) => {
  const exempted = new Set(inspection.not_applicable.map(({ clause }) => clause));
  const looked = inspection.assessed === "all" ? null : new Set(inspection.assessed);
  const byId = new Map(rules.clauses.map((rule) => [rule.id, rule]));
  const figured = (rule) => {
    const figure = figureOf(rule, inspection);
    return figure !== undefined && !FIGURES[rule.method].few(rule, figure);
  };
  const answered = (rule) => !Object.hasOwn(FIGURES, rule.method) || figured(rule);
  const assessed = (id) => (looked === null || looked.has(id)) && answered(byId.get(id));
  const lost = unitsLost(rules, inspection);
  const pools = rules.pools.map((own, index) => {
    const worth = BigInt(own.points);
    const applicable = own.clauses.filter((id) => !exempted.has(id));
    const pool = { ...own, watched: own.clauses.length > 0 && (rules.full_marks || applicable.length > 0) };
    if (!applicable.length && pool.clauses.length && !pool.given) {
      const earned = rules.full_marks ? whole(worth) : whole(0);
      return { ...pool, worth, earned, state: rules.full_marks ? "assessed" : "not-applicable" };
    }
    if (!applicable.every(assessed)) return { ...pool, worth, earned: whole(0), state: "not-assessed" };
    const earned = less(whole(worth), lost[index]) ? whole(0) : minus(whole(worth), lost[index]);
    return { ...pool, worth, earned, state: "assessed" };
  });
  const worthOf = (state) => pools.reduce((sum, pool) => (pool.state === state ? sum + pool.worth : sum), 0n);
  const available = worthOf("assessed");
  const watched = (state) =>
    pools.reduce((sum, pool) => (pool.state === state && pool.watched ? sum + pool.worth : sum), 0n);
  const open = watched("not-assessed");
  const coverage = watched("assessed") ? over(whole(watched("assessed")), whole(watched("assessed") + open)) : whole(0);
  const earned = total(pools.map((pool) => pool.earned));
  const share = available ? over(earned, whole(available)) : whole(0);
  const base = times(share, whole(rules.full));
  const sum = base;
  const lowered = inspection.vetoes.map(({ veto }) => ({ kind: "veto", cause: veto, band: rules.vetoes[veto] }));
  for (const floor of rules.floors) {
    const own = pools.filter((pool) => pool.section === floor.section && pool.state === "assessed");
    const all = own.reduce((units, pool) => units + pool.worth, 0n);
    if (all && less(over(total(own.map((pool) => pool.earned)), whole(all)), exact(floor.below))) {
      lowered.push({ kind: "floor", cause: floor.section, band: floor.band });
    }
  }
  const unrated = !available ? "nothing-assessed" : less(coverage, exact(rules.least)) ? "low-coverage" : "";
  const score = unrated ? "" : decimal(sum, rules.precision);
  const figure = unrated ? whole(0) : exactDecimal(score);
  const unit = whole(rules.unit);
  return {
    score,
    unrated,
    band: unrated ? "" : bandOf(rules, figure, lowered.map(({ band }) => band)),
    share: told(share),
    earned: told(over(earned, unit)),
    available: told(over(whole(available), unit)),
    coverage: told(coverage),
    base: told(base),
    exact: told(sum),
    lowered,
  };
};

/** Clauses of an inspection that lost points, in the order of the standard. */
export const unmetOf = (rules, inspection) =>
  rules.clauses
    .filter((rule) => {
      if ([...inspection.findings, ...inspection.unmet].some(({ clause }) => clause === rule.id)) return true;
      const figure = figureOf(rule, inspection);
      return figure !== undefined && less(whole(0), lostByFigure(rules, rule, figure));
    })
    .map(({ id }) => id);

// An inspection to a file

export const quoted = (text) => JSON.stringify(text);

/** A record on one line of YAML; every text is in quotes. */
export const entry = (record) =>
  `{${Object.entries(record)
    .map(([key, value]) => `${key}: ${typeof value === "number" ? value : quoted(value)}`)
    .join(", ")}}`;

/** The lines of an inspection in a round. */
export const inspectionLines = (window, inspection) => {
  const { assessed } = inspection;
  const lines = [
    `  - window: ${quoted(window)}`,
    `    assessed: ${assessed === "all" ? "all" : `[${assessed.map(quoted).join(", ")}]`}`,
  ];
  if (inspection.nothing_found) lines.push("    nothing_found: true");
  for (const key of ["findings", "unmet", "vetoes", "not_applicable", "mend"]) {
    if (inspection[key]?.length) lines.push(`    ${key}:`, ...inspection[key].map((one) => `      - ${entry(one)}`));
  }
  const texts = { text: quoted, number: String, record: entry };
  for (const { key, yaml } of Object.values(FIGURES)) {
    const entries = Object.entries(inspection[key]);
    if (entries.length) lines.push(`    ${key}:`, ...entries.map(([id, one]) => `      ${quoted(id)}: ${texts[yaml](one)}`));
  }
  return lines;
};

// The device

export const DATE = /^(19|20)\d\d-\d\d-\d\d$/;
export const TEAM = /^[A-Z0-9][A-Z0-9-]{0,11}$/;

export const today = (zone) => {
  try {
    return new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(new Date());
  } catch {
    return "";
  }
};

/** The device's own store; where the browser does not let us, answers live as long as the page. */
export const storeOf = (key) => {
  try {
    const store = window.localStorage;
    store.setItem(`${key}?`, "");
    store.removeItem(`${key}?`);
    return {
      load: () => JSON.parse(store.getItem(key) ?? "null"),
      save: (value) => store.setItem(key, JSON.stringify(value)),
      clear: () => store.removeItem(key),
    };
  } catch {
    return null;
  }
};
