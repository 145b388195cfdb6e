// What an inspector filled in, as the files of a city: rounds and events in YAML, where they belong, and the address at
// which a forge opens its page for a new file with one of them in it.

import { FIELDS, FIGURES, anyFigure, counted, isPoints, noFigures, wrongFigure } from "./figures.js";
import { exact, exactDecimal, less, over, reduced, whole } from "./fractions.js";
import { DATE, TEAM, clean, inspectionLines, quoted } from "./scoring.js";

// A window to its inspection

/** The least and the most points of a fault of which the inspector says how many, or nothing. */
export const boundsOf = (rules, { range }) => range && range.map((units) => over(exact(units), exact(rules.unit)));

const within = ([least, most], amount) => {
  if (!isPoints(amount)) return false;
  const given = exactDecimal(String(amount));
  return !less(given, least) && !less(most, given);
};

const words = ({ note, evidence }) => {
  const said = {};
  if (clean(note)) said.note = clean(note);
  if (clean(evidence)) said.evidence = clean(evidence);
  return said;
};

/** A fault that was seen as a finding, or why it is none yet. */
const findingOf = (rules, clause, fault, seen) => {
  const rule = clause.faults[fault];
  const made = { clause: clause.id, fault };
  if (rule.each && !counted(seen.count)) return "count";
  if (rule.each && seen.count > 1) made.count = seen.count;
  if (rule.range) {
    if (!within(boundsOf(rules, rule), seen.minus)) return "amount";
    if (!clean(seen.note)) return "note";
    made.minus = seen.minus;
  }
  return { ...made, ...words(seen) };
};

/** What a clause says by a figure, put into the inspection; or why it does not yet. */
const figureOf = (rule, given, inspection) => {
  const { key, figure } = FIGURES[rule.method];
  const wrong = wrongFigure(rule, given);
  if (!wrong) inspection[key][rule.id] = figure(given);
  return wrong;
};

const seenOf = (rules, rule, given, inspection) => {
  const found = given.found ?? {};
  if (Object.hasOwn(FIGURES, rule.method)) return figureOf(rule, given, inspection);
  if (rule.method === "tick") {
    if (found[""]) inspection.unmet.push({ clause: rule.id, ...words(found[""]) });
    return "";
  }
  for (const fault of Object.keys(rule.faults).filter((one) => found[one])) {
    const made = findingOf(rules, rule, fault, found[fault]);
    if (typeof made === "string") return made;
    inspection.findings.push(made);
  }
  return "";
};

/** Whether more does not apply than the standard lets. */
const tooMuch = (rules, exempt) => {
  let [gone, all] = [whole(0), 0n];
  for (const { points, clauses } of rules.pools.filter((pool) => pool.clauses.length)) {
    const left = clauses.filter((id) => exempt.has(id)).length;
    const part = reduced(BigInt(points) * BigInt(left), BigInt(clauses.length));
    gone = reduced(gone.above * part.below + part.above * gone.below, gone.below * part.below);
    all += BigInt(points);
  }
  return all > 0n && less(exact(rules.most_exempt), over(gone, whole(all)));
};

/** The clauses that an inspection looks at: those that score, or, by a standard that scores nothing, all of them. */
export const askedOf = (rules) => [...rules.clauses.map(({ id }) => id), ...(rules.scored ? [] : rules.guidance)];

/** Whether a clause was said anything of. */
const isTold = (given) =>
  given.looked || Object.keys(given.found ?? {}).length || FIELDS.some((name) => given[name] !== undefined);

/**
 * What is said of one window, as an inspection of a round; `left`: what keeps it from being one, as clause and reason.
 *
 * `scope` is `all` (what is not told of is met) or `part` (only what was looked at counts). `open`: the clauses that may
 * not apply to the window.
 */
export const visitOf = (rules, given, open) => {
  const of = (id) => given.clauses?.[id] ?? {};
  const exempt = new Set(rules.clauses.filter(({ id }) => open.has(id) && of(id).na).map(({ id }) => id));
  const looked = askedOf(rules).filter((id) => !exempt.has(id) && (given.scope === "all" || isTold(of(id))));
  const inspection = { findings: [], unmet: [], ...noFigures(), vetoes: [], not_applicable: [] };
  const left = [];
  for (const rule of rules.clauses.filter(({ id }) => looked.includes(id))) {
    const reason = seenOf(rules, rule, of(rule.id), inspection);
    if (reason) left.push({ clause: rule.id, reason });
  }
  for (const clause of exempt) {
    if (!clean(of(clause).reason)) left.push({ clause, reason: "reason" });
    inspection.not_applicable.push({ clause, reason: clean(of(clause).reason) });
  }
  if (exempt.size && tooMuch(rules, exempt)) left.push({ clause: "", reason: "exempt" });
  for (const clause of rules.guidance.filter((id) => of(id).found?.[""])) {
    inspection.findings.push({ clause, ...words(of(clause).found[""]) });
  }
  for (const veto of Object.keys(rules.vetoes).filter((id) => given.vetoes?.[id])) {
    const said = words(given.vetoes[veto]);
    if (!said.note) left.push({ clause: "", reason: "veto" });
    inspection.vetoes.push({ veto, note: "", ...said });
  }
  inspection.assessed = given.scope === "all" ? "all" : looked;
  if (!inspection.assessed.length) left.push({ clause: "", reason: "nothing" });
  const lists = [inspection.findings, inspection.unmet, inspection.vetoes, inspection.not_applicable];
  const said = lists.some((one) => one.length) || anyFigure(inspection);
  inspection.nothing_found = inspection.assessed === "all" && !said;
  return { inspection, left };
};

// Inspections to a round

const listed = (ids) => `[${ids.map(quoted).join(", ")}]`;

/** A round as YAML; `visits` are windows with their inspections. Every text is in quotes. */
export const roundText = (rules, head, visits) => {
  const unclean = visits.filter(({ inspection }) => !inspection.nothing_found);
  const lines = [
    `standard: ${quoted(rules.standard)}`,
    `date: ${head.date}`,
    `channel: ${quoted(head.channel)}`,
    `team: ${quoted(head.team)}`,
  ];
  for (const key of ["late", "out_of_hours"]) if (clean(head[key])) lines.push(`${key}: ${quoted(clean(head[key]))}`);
  const found = visits.filter(({ inspection }) => inspection.nothing_found).map(({ window }) => window);
  if (found.length) lines.push(`clean: ${listed(found)}`);
  if (unclean.length) lines.push("inspections:", ...unclean.flatMap(({ window, inspection }) => inspectionLines(window, inspection)));
  return `${lines.join("\n")}\n`;
};

const nameOf = (parts) => parts.join("-").toLowerCase().replace(/[^0-9a-z]+/g, "-").slice(0, 60).replace(/-+$/, "");

/** Where a round belongs: day, channel, team and standard are its name. */
export const roundPlace = (rules, head) => {
  const name = nameOf([head.date.slice(8), head.channel, head.team, rules.standard.split("@")[0]]);
  return { folder: `results/${head.centre}/${head.date.slice(0, 7)}/`, name: `${name}.yml` };
};

// Facts to a file of events

const EVENT = /^[0-9A-Za-z]+(-[0-9A-Za-z]+)*$/;

/** Which field of a fact is not in order yet, or nothing. */
export const eventLacks = (rules, fact) => {
  const subject = rules.events[fact.subject];
  if (!EVENT.test(fact.id ?? "") || fact.id.length > 40) return "id";
  if (!fact.window) return "window";
  if (!subject) return "subject";
  if (!DATE.test(fact.happened ?? "")) return "happened";
  if (!DATE.test(fact.proved ?? "") || fact.proved < fact.happened) return "proved";
  if (!fact.source) return "source";
  if (subject.range && !within(subject.range.map(exact), fact.minus)) return "minus";
  return ["note", "evidence"].find((key) => !clean(fact[key])) ?? "";
};

/** Facts as a file of events. */
export const eventsText = (rules, team, facts) => {
  const lines = facts.flatMap((fact) => {
    const { clause, fault, veto, range } = rules.events[fact.subject];
    const told = { id: fact.id, window: fact.window, standard: rules.standard, clause, fault, veto };
    const rest = { source: fact.source, team, minus: range ? fact.minus : undefined, note: clean(fact.note), evidence: clean(fact.evidence) };
    const given = (record) => Object.entries(record).filter(([, value]) => value !== undefined);
    const tell = ([key, value]) => `    ${key}: ${typeof value === "number" ? value : quoted(value)}`;
    const days = [`    happened: ${fact.happened}`, `    proved: ${fact.proved}`];
    const [first, ...others] = [...given(told).map(tell), ...days, ...given(rest).map(tell)];
    return [`  - ${first.trim()}`, ...others];
  });
  return `${["events:", ...lines].join("\n")}\n`;
};

/** Where facts belong: the month and the number of the first are the name. */
export const eventsPlace = (head, facts) => ({
  folder: `results/${head.centre}/events/`,
  name: `${nameOf([facts[0].proved.slice(0, 7), facts[0].id])}.yml`,
});

// What is on top of every file

/** Which part of the head is not in order, and why; `kind` is `round` or `events`. */
export const headLacks = (rules, head, kind, own) => {
  if (!head.centre) return ["centre", "centre"];
  if (!TEAM.test(head.team)) return ["team", "team"];
  if (own.includes(head.team) && (kind === "events" || rules.own_team === "forbidden")) return ["team", "own"];
  if (kind === "events") return null;
  if (!DATE.test(head.date)) return ["date", "date"];
  if (head.date < rules.effective) return ["date", "early"];
  return head.channel ? null : ["channel", "channel"];
};

// To the forge

const LONGEST = 7000;

/** The address of the page for a new file with a file in it; empty where it would be longer than servers take. */
export const forgeAddress = ({ forge, address, branch }, path, text) => {
  const base = address.replace(/\/+$/, "");
  const on = branch.split("/").map(encodeURIComponent).join("/");
  const asked = (keys) => new URLSearchParams(keys).toString().replaceAll("+", "%20");
  const made = {
    github: () => `${base}/new/${on}?${asked({ filename: path, value: text })}`,
    gitea: () => `${base}/_new/${on}/?${asked({ filename: path, value: text })}`,
    gitlab: () => `${base}/-/new/${on}/?${asked({ file_name: path, content: text })}`,
  }[forge]();
  return made.length > LONGEST ? "" : made;
};

