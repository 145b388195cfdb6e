// Exact figures, for the pages on which an inspection is filled in: whole numbers and fractions of whole numbers, rounded
// half up, once, as generator/judging does it.

export const reduced = (above, below) => {
  let [a, b] = [above < 0n ? -above : above, below];
  while (b) [a, b] = [b, a % b];
  return a ? { above: above / a, below: below / a } : { above: 0n, below: 1n };
};
export const exact = (text) => reduced(...[...String(text).split("/"), "1"].slice(0, 2).map(BigInt));
export const plus = (a, b) => reduced(a.above * b.below + b.above * a.below, a.below * b.below);
export const times = (a, b) => reduced(a.above * b.above, a.below * b.below);
export const over = (a, b) => reduced(a.above * b.below, a.below * b.above);
export const less = (a, b) => a.above * b.below < b.above * a.below;
export const minus = (a, b) => reduced(a.above * b.below - b.above * a.below, a.below * b.below);
export const whole = (number) => ({ above: BigInt(number), below: 1n });
export const total = (fractions) => fractions.reduce(plus, whole(0));
export const told = ({ above, below }) => (below === 1n ? `${above}` : `${above}/${below}`);

export const exactDecimal = (text) => {
  const [units, rest = ""] = text.split(".");
  return reduced(BigInt(units + rest), 10n ** BigInt(rest.length));
};

/** A fraction rounded half up to some decimal places, as text; `cut` cuts it off instead. */
export const decimal = ({ above, below }, places, cut = false) => {
  const unit = 10n ** BigInt(places);
  const units = cut ? (above * unit) / below : (2n * above * unit + below) / (2n * below);
  return places ? `${units / unit}.${String(units % unit).padStart(places, "0")}` : `${units}`;
};
const bare = (text) => (text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text);
export const percent = (share) => `${bare(decimal(times(share, whole(100)), 2, true))}%`;
export const shown = (fraction) => bare(decimal(fraction, 3));
