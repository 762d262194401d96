import type { CreditRequest } from '../contract/types';

export type EmploymentStatus = 'EMPLOYED' | 'SELF_EMPLOYED' | 'UNEMPLOYED';

// Of an application, in the order of the form. Text, because a person is still typing.
export interface CreditFields {
  amount_gbp: string;
  term_months: string;
  income_monthly_gbp: string;
  outgoings_monthly_gbp: string;
  employment_status: EmploymentStatus;
  employment_months: string;
  missed_payments_12m: string;
  days_overdraft_90d: string;
  credit_utilisation: string;
  bank_balance_volatility: string;
}

export const kSensible: CreditFields = {
  amount_gbp: '6000',
  term_months: '36',
  income_monthly_gbp: '2600',
  outgoings_monthly_gbp: '1350',
  employment_status: 'EMPLOYED',
  employment_months: '40',
  missed_payments_12m: '0',
  days_overdraft_90d: '2',
  credit_utilisation: '0.30',
  bank_balance_volatility: '0.25',
};

export const kExamples = {
  approve: { ...kSensible, amount_gbp: '3000', employment_months: '96', credit_utilisation: '0.1' },
  refer: { ...kSensible, credit_utilisation: '0.55', employment_status: 'SELF_EMPLOYED' },
  unaffordable: { ...kSensible, amount_gbp: '15000', income_monthly_gbp: '1500' },
  missed: { ...kSensible, missed_payments_12m: '3', days_overdraft_90d: '34' },
} satisfies Record<string, CreditFields>;

export type ExampleKey = keyof typeof kExamples;

export const kExampleKeys = Object.keys(kExamples) as ExampleKey[];

/**
 * The request that a form asks for: an application of the pack by its id, or the figures. What is
 * empty is left out, and what is no number goes as it stands: the engine says what is wrong with it.
 */
export function creditRequest(applicationId: string, fields: CreditFields): CreditRequest {
  if (applicationId.trim()) return { application_id: applicationId.trim() };
  const application: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(fields)) {
    const text = value.trim();
    if (!text) continue;
    const number = Number(text.replaceAll(',', ''));
    application[name] = Number.isNaN(number) ? text : number;
  }
  return { application: application as CreditRequest['application'] & object };
}
