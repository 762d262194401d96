// The few assertions of the suite; they throw, in any host.
import type { EngineError } from '@financescr/engine';

export function isTrue(condition: boolean, why = 'expected to hold'): void {
  if (!condition) throw new Error(why);
}

export function equal<T>(actual: T, expected: T, why = ''): void {
  isTrue(Object.is(actual, expected), `${why} ${show(actual)} instead of ${show(expected)}`);
}

/** The same JSON, the order of members aside. */
export function same(actual: unknown, expected: unknown): void {
  const [one, other] = [show(sorted(actual)), show(sorted(expected))];
  isTrue(one === other, `${one} instead of ${other}`);
}

/** The EngineError that `call` throws. */
export async function faultOf(call: () => unknown): Promise<EngineError> {
  try {
    await call();
  } catch (error) {
    if (error instanceof Error && error.name === 'EngineError') return error as EngineError;
    throw error;
  }
  throw new Error('nothing was refused');
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => sorted(item) ?? null);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([key, item]) => [key, sorted(item)]));
}
