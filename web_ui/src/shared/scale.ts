// Where things stand on a drawing. Log-odds and probabilities have six decimals: sums are made in
// whole millionths, so that "adds up exactly" means exactly that.

const kMillion = 1_000_000;

const millionths = (value: number): number => Math.round(value * kMillion);

export interface WaterfallStep {
  name: string;
  value: number;
  /** The running sum before and after this step. */
  from: number;
  to: number;
}

export interface Waterfall {
  steps: WaterfallStep[];
  total: number;
  /** Whether intercept and contributions give the recorded log-odds in every decimal. */
  isExact: boolean;
}

/** Steps from zero over the intercept and each contribution, the largest first, to the log-odds. */
export function waterfall(contributions: Record<string, number>, logOdds: number): Waterfall {
  const { intercept = 0, ...others } = contributions;
  const ordered = Object.entries(others)
    .filter(([, value]) => value !== 0)
    .sort(([a, x], [b, y]) => Math.abs(y) - Math.abs(x) || (a < b ? -1 : 1));
  let sum = 0;
  const steps = [['intercept', intercept] as const, ...ordered].map(([name, value]) => {
    const from = sum / kMillion;
    sum += millionths(value);
    return { name, value, from, to: sum / kMillion };
  });
  return { steps, total: sum / kMillion, isExact: sum === millionths(logOdds) };
}

/** A linear scale from a range of values to 0–100 %, with values outside held at its ends. */
export function percentScale(low: number, high: number): (value: number) => number {
  const width = high - low || 1;
  return (value) => Math.min(100, Math.max(0, ((value - low) / width) * 100));
}

/** The range that holds all running sums and `others`, with a little room at both ends. */
export function waterfallRange(steps: WaterfallStep[], others: number[]): [number, number] {
  const values = steps.flatMap((step) => [step.from, step.to]).concat(others);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = (high - low) * 0.04;
  return [low - room, high + room];
}

/** The log-odds of a probability; null at 0 and 1, which have none. */
export const logit = (probability: number): number | null =>
  probability > 0 && probability < 1 ? Math.log(probability / (1 - probability)) : null;

export interface Zone<Name extends string = string> {
  name: Name;
  from: number;
  to: number;
}

/** Zones from 0 to 1 that end at the given bounds; empty ones are left out. */
export function zones<Name extends string>(
  names: readonly Name[],
  bounds: readonly number[],
): Zone<Name>[] {
  const inside = bounds.map((bound) => Math.min(1, Math.max(0, bound)));
  const starts = [0, ...inside];
  const ends = [...inside, 1];
  return names
    .map((name, index) => ({ name, from: starts[index] ?? 1, to: ends[index] ?? 1 }))
    .filter((zone) => zone.to > zone.from);
}
