import { expect, it } from 'vitest';
import { creditRequest, kSensible } from './request';

it('asks with numbers as numbers, also where thousands have commas', () => {
  const { application } = creditRequest('', { ...kSensible, amount_gbp: '12,500.50' });
  expect(application).toMatchObject({ amount_gbp: 12500.5, employment_status: 'EMPLOYED' });
});

it('leaves out what is empty, so that unknown is not zero', () => {
  const { application } = creditRequest('', { ...kSensible, days_overdraft_90d: ' ' });
  expect(application).not.toHaveProperty('days_overdraft_90d');
});

it('sends what is no number as it stands, for the engine to refuse', () => {
  const { application } = creditRequest('', { ...kSensible, term_months: 'three years' });
  expect(application).toMatchObject({ term_months: 'three years' });
});

it('asks for an application of the pack alone', () => {
  expect(creditRequest(' A_002945 ', kSensible)).toEqual({ application_id: 'A_002945' });
});
