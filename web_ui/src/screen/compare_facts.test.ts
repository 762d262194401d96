import { describe, expect, it } from 'vitest';
import type { Match } from '../contract/types';
import { compareFacts } from './compare_facts';

const kMissing = {
  dob_exact: -1,
  dob_conflict: -1,
  dob_partial: -1,
  dob_day_month_swap: -1,
  nationality_overlap: -1,
  residence_overlap: -1,
  id_number_match: -1,
  entity_type_match: -1,
};

const match = (features: Partial<typeof kMissing>, listed: Match['listed'] = {}): Match =>
  ({ features: { ...kMissing, ...features }, listed }) as Match;

const dob = (features: Partial<typeof kMissing>) =>
  compareFacts(match(features, { dob: ['1961-03-04'] }), { name: 'x', dob: '1961-03-04' })[0]
    ?.verdict;

describe('the verdict on a date of birth is the engine’s', () => {
  it('agrees', () => expect(dob({ dob_exact: 1, dob_conflict: 0 })).toBe('agrees'));
  it('contradicts', () => expect(dob({ dob_exact: 0, dob_conflict: 0.3 })).toBe('contradicts'));
  it('agrees in part', () => expect(dob({ dob_partial: 0.5, dob_conflict: 0 })).toBe('partly'));
  it('agrees with day and month exchanged', () =>
    expect(dob({ dob_day_month_swap: 1, dob_conflict: 0 })).toBe('partly'));
  it('was not made', () => expect(dob({})).toBe('unknown'));
});

it('shows a contradiction even where a pack’s customer is not shown', () => {
  const facts = compareFacts(match({ nationality_overlap: 0 }, { nationalities: ['BE'] }), null);
  expect(facts).toEqual([
    { name: 'nationality', asked: '', listed: ['BE'], verdict: 'contradicts' },
  ]);
});

it('leaves out what neither side says', () => {
  expect(compareFacts(match({}), { name: 'x' })).toEqual([]);
});

it('never shows an identity number', () => {
  const facts = compareFacts(match({ id_number_match: 1 }), {
    name: 'x',
    id_number: '38001010000',
  });
  expect(JSON.stringify(facts)).not.toContain('38001010000');
  expect(facts[0]?.verdict).toBe('agrees');
});
