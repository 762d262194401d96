import { describe, expect, it } from 'vitest';
import type { FrontierPoint } from '../contract/types';
import { steps } from './frontier_chart';
import { changedPolicy, pick, readWhatIfSearch } from './search';

describe('the address of a what-if', () => {
  it('holds numbers that are known, and nothing else', () => {
    expect(
      readWhatIfSearch({ tab: 'credit', threshold: 0.8, cost_fn: '15', x: 1, cost_fp: Infinity }),
    ).toEqual({ tab: 'credit', threshold: 0.8 });
    expect(readWhatIfSearch({ tab: 'nonsense' })).toEqual({});
  });

  it('keeps a zero, which is not the same as the policy’s value', () => {
    expect(pick(readWhatIfSearch({ threshold: 0 }), ['threshold', 'cost_fp'])).toEqual({
      threshold: 0,
    });
  });
});

describe('a changed credit policy', () => {
  it('has only the members that were changed', () => {
    expect(changedPolicy({ pd_threshold_approve: 0.2, income_haircut: 0 })).toEqual({
      pd_threshold_approve: 0.2,
      affordability: { income_haircut: 0 },
    });
    expect(changedPolicy({})).toEqual({});
  });
});

describe('a line over the frontier', () => {
  const point = (threshold: number, recall: number | null) =>
    ({ threshold, recall }) as FrontierPoint;
  const recall = (one: FrontierPoint) => one.recall;

  it('steps at each threshold to the value that holds up to the next', () => {
    expect(steps([point(0.2, 1), point(0.5, 0.75), point(1, 0)], recall)).toBe(
      'M0.00,0.00H20.00V25.00H50.00V100.00H100.00',
    );
  });

  it('begins where there is a value', () => {
    expect(steps([point(0.2, null), point(0.5, 0.5)], recall)).toBe('M20.00,50.00H50.00');
    expect(steps([point(0.2, null)], recall)).toBe('');
  });
});
