// The methods under which an inspection gives a figure for a clause: silence is no pass there. A new method of this kind is
// a row here, and its fields in theme/parts/figures.jinja.

import { exact, exactDecimal, less, minus, over, times, whole } from "./fractions.js";

const MOST = 100000;
const POINTS = /^\d{1,4}(\.\d{1,3})?$/;

export const counted = (value, from = 1) => Number.isInteger(value) && value >= from && value <= MOST;

/** Points as a figure of the data, not above the most that can be written. */
export const isPoints = (value) => POINTS.test(String(value));

/** Whether points are between nothing and all of a clause, in whole steps. */
const stepped = (rule, points) => {
  const given = exactDecimal(String(points));
  return !less(exact(rule.points), given) && over(given, exact(rule.step)).below === 1n;
};

/** Units that a measured limit earns: by rate ÷ target, or less what each whole step below the target costs. */
const limitEarned = (rule, worth, unit, { cases, within }) => {
  const rate = over(whole(within), whole(cases));
  const target = exact(rule.target);
  if (!less(rate, target)) return worth;
  if (!rule.ladder) return times(worth, over(rate, target));
  const [each, cost] = rule.ladder.map(exact);
  const steps = over(minus(target, rate), each);
  const lost = times(whole(steps.above / steps.below), times(cost, unit));
  return less(worth, lost) ? whole(0) : minus(worth, lost);
};

const levelOf = ({ level }) => level;
const pointsOf = ({ points }) => points;
const sampleOf = ({ cases, within }) => (cases === undefined && within === undefined ? undefined : { cases, within });

/**
 * By method. `key`: where an inspection says it; `fields`: what is filled in on a page; `figure`: what comes of the fields,
 * nothing where they are empty; `wrong`: why the figure cannot be, by a word; `lost`: the units of the clause that it takes,
 * of `worth`, in units of 1/`unit` points; `few`: whether it says too little to count; `yaml`: the kind of its text.
 */
export const FIGURES = {
  level: {
    key: "levels",
    fields: ["level"],
    figure: levelOf,
    wrong: (rule, level) => (Object.hasOwn(rule.levels, level) ? "" : "figure"),
    lost: (rule, level, worth) => minus(worth, times(worth, exact(rule.levels[level]))),
    few: () => false,
    yaml: "text",
  },
  points: {
    key: "points",
    fields: ["points"],
    figure: pointsOf,
    wrong: (rule, points) => (isPoints(points) && stepped(rule, points) ? "" : "points"),
    lost: (rule, points, worth, unit) => minus(worth, times(exactDecimal(String(points)), unit)),
    few: () => false,
    yaml: "number",
  },
  limit: {
    key: "sampled",
    fields: ["cases", "within"],
    figure: sampleOf,
    wrong: (rule, { cases, within }) => (counted(cases) && counted(within, 0) && within <= cases ? "" : "cases"),
    lost: (rule, sample, worth, unit) => minus(worth, limitEarned(rule, worth, unit, sample)),
    few: (rule, { cases }) => cases < rule.min_cases,
    yaml: "record",
  },
};

const KINDS = Object.values(FIGURES);

/** What is filled in for figures, whatever the method. */
export const FIELDS = KINDS.flatMap(({ fields }) => fields);

/** An inspection that gives no figure. */
export const noFigures = () => Object.fromEntries(KINDS.map(({ key }) => [key, {}]));

/** Whether an inspection gives a figure at all. */
export const anyFigure = (inspection) => KINDS.some(({ key }) => Object.keys(inspection[key]).length > 0);

/** What is wrong with what was filled in for a clause: `figure` where there is none, or the method's own word. */
export const wrongFigure = (rule, given) => {
  const { figure, wrong } = FIGURES[rule.method];
  const said = figure(given);
  return said === undefined ? "figure" : wrong(rule, said);
};

/** The figure that an inspection gives for a clause, or nothing. */
export const figureOf = (rule, inspection) => {
  const kind = FIGURES[rule.method];
  return kind && Object.hasOwn(inspection[kind.key], rule.id) ? inspection[kind.key][rule.id] : undefined;
};

/** The units that the figure of a clause takes from its points, as a fraction. */
export const lostByFigure = (rules, rule, figure) =>
  FIGURES[rule.method].lost(rule, figure, exact(rules.pools[rule.pool].points), whole(rules.unit));
