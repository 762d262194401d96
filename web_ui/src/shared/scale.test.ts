import { describe, expect, it } from 'vitest';
import { logit, percentScale, waterfall, zones } from './scale';

describe('the waterfall', () => {
  it('leads from zero over every contribution to the log-odds, the largest first', () => {
    const { steps, total, isExact } = waterfall(
      { intercept: -9.05, nationality_overlap: 0.5, query_coverage: 7, candidate_coverage: 4 },
      2.45,
    );
    expect(steps.map((step) => step.name)).toEqual([
      'intercept',
      'query_coverage',
      'candidate_coverage',
      'nationality_overlap',
    ]);
    expect(steps.map((step) => [step.from, step.to])).toEqual([
      [0, -9.05],
      [-9.05, -2.05],
      [-2.05, 1.95],
      [1.95, 2.45],
    ]);
    expect(total).toBe(2.45);
    expect(isExact).toBe(true);
  });

  it('is exact where sums of doubles are not', () => {
    expect(0.1 + 0.2).not.toBe(0.3);
    expect(waterfall({ intercept: 0.1, a: 0.2 }, 0.3).isExact).toBe(true);
  });

  it('says when one millionth is missing', () => {
    expect(waterfall({ intercept: -1, a: 0.5 }, -0.499999).isExact).toBe(false);
    expect(waterfall({ intercept: -1, a: 0.5 }, -0.5).isExact).toBe(true);
  });

  it('takes an intercept alone, and leaves out what contributes nothing', () => {
    const { steps, isExact } = waterfall({ intercept: -2.2, unemployed: 0 }, -2.2);
    expect(steps.map((step) => step.name)).toEqual(['intercept']);
    expect(isExact).toBe(true);
  });

  it('orders equal contributions by name, so that the same decision looks the same', () => {
    const { steps } = waterfall({ intercept: 0, b: 1, a: -1 }, 0);
    expect(steps.map((step) => step.name)).toEqual(['intercept', 'a', 'b']);
  });
});

describe('the strip', () => {
  it('cuts 0 to 1 at the threshold and its band', () => {
    expect(zones(['clear', 'band', 'review'], [0.67, 0.77])).toEqual([
      { name: 'clear', from: 0, to: 0.67 },
      { name: 'band', from: 0.67, to: 0.77 },
      { name: 'review', from: 0.77, to: 1 },
    ]);
  });

  it('holds a band that reaches over the ends, and drops what is left empty', () => {
    expect(zones(['clear', 'band', 'review'], [-0.02, 1.03])).toEqual([
      { name: 'band', from: 0, to: 1 },
    ]);
  });

  it('puts values in per cent of the range and holds those outside at its ends', () => {
    const scale = percentScale(-2, 2);
    expect([-3, -2, 0, 1, 9].map(scale)).toEqual([0, 0, 50, 75, 100]);
    expect(percentScale(1, 1)(1)).toBe(0);
  });
});

describe('the log-odds of a threshold', () => {
  it('is 0 at one half, and there is none at 0 and 1', () => {
    expect(logit(0.5)).toBe(0);
    expect(logit(0.72)).toBeCloseTo(0.944462, 6);
    expect(logit(0)).toBeNull();
    expect(logit(1)).toBeNull();
  });
});
