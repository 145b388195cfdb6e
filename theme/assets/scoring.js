// What an inspection is worth, and how it is written, for the pages on which one is filled in: the arithmetic is that of
// generator/judging: whole numbers and fractions of whole numbers, rounded half up, once. The rules come from the plan
// that the generator scores by.

// Fractions

export const reduced = (above, below) => {
  let [a, b] = [above < 0n ? -above : above, below];
  while (b) [a, b] = [b, a % b];
  return a ? { above: above / a, below: below / a } : { above: 0n, below: 1n };
};
export const exact = (text) => reduced(...[...String(text).split("/"), "1"].slice(0, 2).map(BigInt));
const plus = (a, b) => reduced(a.above * b.below + b.above * a.below, a.below * b.below);
const times = (a, b) => reduced(a.above * b.above, a.below * b.below);
export const over = (a, b) => reduced(a.above * b.below, a.below * b.above);
export const less = (a, b) => a.above * b.below < b.above * a.below;
export const whole = (number) => ({ above: BigInt(number), below: 1n });
const total = (fractions) => fractions.reduce(plus, whole(0));
const told = ({ above, below }) => (below === 1n ? `${above}` : `${above}/${below}`);

/** A fraction rounded half up to some decimal places, as text; `cut` cuts it off instead. */
export const decimal = ({ above, below }, places, cut = false) => {
  const unit = 10n ** BigInt(places);
  const units = cut ? (above * unit) / below : (2n * above * unit + below) / (2n * below);
  return places ? `${units / unit}.${String(units % unit).padStart(places, "0")}` : `${units}`;
};
const bare = (text) => (text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text);
export const percent = (share) => `${bare(decimal(times(share, whole(100)), 2, true))}%`;
export const shown = (fraction) => bare(decimal(fraction, 3));

// What may be written

const MOST = 100000;
const FORBIDDEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\u{e0000}-\u{e007f}]/gu;

export const counted = (value, from = 1) => Number.isInteger(value) && value >= from && value <= MOST;

/** Text that a data file may hold: no sign that steers, hides or breaks a line; at most 500 characters. */
export const clean = (text) => [...String(text ?? "").replace(FORBIDDEN, " ").trim()].slice(0, 500).join("").trim();

/** Whether points are between nothing and all of a clause, in whole steps. */
export const stepped = (rule, points) => {
  const given = exactDecimal(String(points));
  if (given.above < 0n || less(exact(rule.points), given)) return false;
  return over(given, exact(rule.step)).below === 1n;
};

// An inspection to its score

/** Methods of which an inspection has to say a figure: silence is no pass. */
export const FIGURED = ["level", "points", "limit"];

const unitsLost = (rules, inspection) => {
  const byId = new Map(rules.clauses.map((rule) => [rule.id, rule]));
  const lost = rules.pools.map(() => 0n);
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
    lost[rule.pool] += more;
  }
  for (const { clause } of inspection.unmet) lost[byId.get(clause).pool] += BigInt(rules.pools[byId.get(clause).pool].points);
  for (const [clause, level] of Object.entries(inspection.levels)) {
    lost[byId.get(clause).pool] += BigInt(byId.get(clause).levels[level]);
  }
  for (const [clause, given] of Object.entries(inspection.points)) {
    const worth = BigInt(rules.pools[byId.get(clause).pool].points);
    const earned = times(exactDecimal(String(given)), whole(rules.unit));
    lost[byId.get(clause).pool] += worth - earned.above / earned.below;
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

/** Units that a measured limit earns: by rate ÷ target, or less what each whole step below the target costs. */
const limitEarned = (rule, worth, { cases, within }) => {
  const rate = over(whole(within), whole(cases));
  const target = exact(rule.target);
  if (!less(rate, target)) return whole(worth);
  if (!rule.ladder) return times(whole(worth), over(rate, target));
  const [each, minus] = rule.ladder.map(exact);
  const steps = over(reduced(target.above * rate.below - rate.above * target.below, target.below * rate.below), each);
  const cost = times(whole(steps.above / steps.below), minus);
  return less(whole(worth), cost) ? whole(0) : reduced(worth * cost.below - cost.above, cost.below);
};

/** The score of an inspection by itself; exact figures are text, `375/4`. `score` is empty where there is none. */
export const scoreInspection = (rules, inspection) => {
  const exempted = new Set(inspection.not_applicable.map(({ clause }) => clause));
  const looked = inspection.assessed === "all" ? null : new Set(inspection.assessed);
  const byId = new Map(rules.clauses.map((rule) => [rule.id, rule]));
  const given = [inspection.levels, inspection.points, inspection.sampled];
  const silent = (id) => !FIGURED.includes(byId.get(id).method);
  const few = (id) => byId.get(id).method === "limit" && inspection.sampled[id]?.cases < byId.get(id).min_cases;
  const figured = (id) => given.some((one) => Object.hasOwn(one, id)) && !few(id);
  const assessed = (id) => (looked === null || looked.has(id)) && (silent(id) || figured(id));
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
    const rule = byId.get(pool.clauses[0]);
    const sample = rule?.method === "limit" ? inspection.sampled[rule.id] : undefined;
    const earned = sample ? limitEarned(rule, worth, sample) : whole(lost[index] > worth ? 0n : worth - lost[index]);
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
      const { id, pool } = rule;
      const sample = inspection.sampled[id];
      if ([...inspection.findings, ...inspection.unmet].some(({ clause }) => clause === id)) return true;
      if (Object.hasOwn(inspection.levels, id)) return rule.levels[inspection.levels[id]] !== "0";
      if (Object.hasOwn(inspection.points, id)) return less(exactDecimal(String(inspection.points[id])), exact(rule.points));
      return sample ? less(limitEarned(rule, BigInt(rules.pools[pool].points), sample), whole(rules.pools[pool].points)) : false;
    })
    .map(({ id }) => id);

export const exactDecimal = (text) => {
  const [units, rest = ""] = text.split(".");
  return reduced(BigInt(units + rest), 10n ** BigInt(rest.length));
};

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
  for (const key of ["findings", "unmet", "vetoes", "not_applicable"]) {
    if (inspection[key].length) lines.push(`    ${key}:`, ...inspection[key].map((one) => `      - ${entry(one)}`));
  }
  for (const [key, tell] of [["levels", quoted], ["points", String], ["sampled", entry]]) {
    const entries = Object.entries(inspection[key]);
    if (entries.length) lines.push(`    ${key}:`, ...entries.map(([id, one]) => `      ${quoted(id)}: ${tell(one)}`));
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
