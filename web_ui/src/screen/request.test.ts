import { expect, it } from 'vitest';
import { kNoFields, screenRequest } from './request';

it('asks for what was filled in, countries in capitals, the rest as it was typed', () => {
  expect(
    screenRequest({ ...kNoFields, name: ' Tomas Vaitkus ', dob: '1961', nationality: 'lt' }),
  ).toEqual({ subject: { name: 'Tomas Vaitkus', dob: '1961', nationality: 'LT' } });
});

it('asks for a customer of the pack alone, whatever else stands in the form', () => {
  expect(screenRequest({ ...kNoFields, name: 'x', customer_id: ' C_000049 ' })).toEqual({
    customer_id: 'C_000049',
  });
});

it('leaves it to the engine to say that a name is missing', () => {
  expect(screenRequest(kNoFields)).toEqual({ subject: { name: '' } });
});
