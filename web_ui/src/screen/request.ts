import type { ScreenRequest, Subject } from '../contract/types';

export type ScreenFields = Required<{
  [Name in 'name' | 'dob' | 'nationality' | 'residence_country' | 'id_number']: string;
}> & { customer_id: string };

export const kNoFields: ScreenFields = {
  customer_id: '',
  name: '',
  dob: '',
  nationality: '',
  residence_country: '',
  id_number: '',
};

const kCountries = new Set(['nationality', 'residence_country']);

/** The request that a form asks for. What is left empty is left out; the engine says what is missing. */
export function screenRequest(fields: ScreenFields): ScreenRequest {
  const { customer_id: customerId, ...facts } = fields;
  if (customerId.trim()) return { customer_id: customerId.trim() };
  const subject: Subject = { name: '' };
  for (const [name, value] of Object.entries(facts)) {
    const text = value.trim();
    if (text) Object.assign(subject, { [name]: kCountries.has(name) ? text.toUpperCase() : text });
  }
  return { subject };
}
