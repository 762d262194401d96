// Numbers and codes as people read them. Values arrive exact in six decimals and leave as text.

export const kMinus = '\u2212';

export const percent = (value: number, digits = 1): string => `${(value * 100).toFixed(digits)} %`;

export const pounds = (value: number): string =>
  value.toLocaleString('en-GB', { style: 'currency', currency: 'GBP' }).replace('-', kMinus);

export const count = (value: number): string => value.toLocaleString('en-GB');

/** A signed number with a true minus, so that columns of contributions line up. */
export function signed(value: number, digits = 6): string {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 ? kMinus + text : `+${text}`;
}

export const plain = (value: number): string => String(value).replace('-', kMinus);

/** A moment of today, milliseconds since 1970, as "14:03:59 UTC". */
export const clockTime = (at: number): string => `${new Date(at).toISOString().slice(11, 19)} UTC`;

/** "NAME_EXACT" or "name_exact" as "Name exact". */
export function sentence(code: string): string {
  const text = code.replaceAll('_', ' ').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
