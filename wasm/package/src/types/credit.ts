// Decision of a loan application. Amounts are pounds.
import type { Day, Json, Provenance } from './common.js';

/** Exactly one of `application_id` and `application`. */
export interface CreditRequest {
  request_id?: Json;
  /** What the caller calls the subject: 1 to 128 letters, digits and `. _ : - /`. */
  customer_ref?: string | null;
  as_of?: Day | null;
  /** An application of the pack. */
  application_id?: string | null;
  application?: Application | null;
}

export interface Application {
  application_id?: string | null;
  customer_id?: string | null;
  product?: 'PERSONAL_LOAN' | null;
  amount_gbp: number;
  /** 1 to 120. */
  term_months: number;
  income_monthly_gbp: number;
  outgoings_monthly_gbp: number;
  employment_status: 'EMPLOYED' | 'SELF_EMPLOYED' | 'UNEMPLOYED';
  employment_months: number;
  missed_payments_12m: number;
  /** 0 to 1; may be absent when both revolving fields are there. */
  credit_utilisation?: number | null;
  /** 0 to 1; may be absent when both balance fields are there. */
  bank_balance_volatility?: number | null;
  revolving_balance_gbp?: number | null;
  revolving_limit_gbp?: number | null;
  balance_mean_gbp?: number | null;
  balance_std_gbp?: number | null;
  days_overdraft_90d?: number | null;
  months_at_address?: number | null;
  housing_status?: 'OWNER' | 'MORTGAGE' | 'TENANT' | 'WITH_FAMILY' | 'OTHER' | null;
  dependents?: number | null;
  accounts_open?: number | null;
  inquiries_6m?: number | null;
  oldest_account_months?: number | null;
  /** 0 to 1 each, at most six, one a month, the oldest first. */
  utilisation_history_6m?: number[] | null;
}

export interface CreditDecision extends Provenance {
  decision: 'APPROVE' | 'REFER' | 'DECLINE';
  /** Probability of default within twelve months. */
  pd_12m: number;
  /** Of default, before the PD is held to its range. */
  log_odds: number;
  /** Effective annual rate; null on DECLINE, indicative on REFER. */
  apr_percent: number | null;
  monthly_payment_gbp: number;
  last_payment_gbp: number;
  total_payable_gbp: number;
  /** The price band: below which PD it holds, and its rate. */
  pricing: { pd_below: number; apr_percent: number };
  affordability: Affordability;
  /** At most four, the weightiest first. */
  reason_codes: CreditReason[];
  features: Record<CreditFeature, number>;
  /** Log-odds by feature; their sum is exactly `log_odds`. */
  contributions: { intercept: number; [feature: string]: number };
  derivations: Record<'utilisation' | 'volatility', 'derived' | 'provided'>;
  /** Every rule of the policy that was taken, in order. */
  branches: CreditBranch[];
  warnings: { code: CreditWarningCode; text: string }[];
}

export type CreditFeature =
  | 'utilisation'
  | 'volatility'
  | 'amount_to_income'
  | 'term_years_fraction'
  | 'missed_any'
  | 'missed_multiple'
  | 'monthly_surplus_gbp'
  | 'ln_employment_months'
  | 'unemployed'
  | 'self_employed'
  | 'overdraft_fraction';

export interface Affordability {
  passed: boolean;
  /** A month, after the policy's haircut. */
  stressed_income_gbp: number;
  /** A month, at the policy's stressed rate. */
  stressed_payment_gbp: number;
  disposable_gbp: AffordabilityTest;
  payment_to_income: AffordabilityTest;
  debt_to_income: AffordabilityTest;
}

export interface AffordabilityTest {
  /** Null where the income is 0. */
  value: number | null;
  limit: number;
  passed: boolean;
}

export interface CreditReason {
  code: CreditReasonCode;
  /** For the applicant. */
  text: string;
  /** Log-odds above the reference applicant's; null where a rule is the reason. */
  contribution: number | null;
}

export type CreditReasonCode =
  | 'AMOUNT_OUTSIDE_RANGE'
  | 'BALANCE_VOLATILITY'
  | 'DELINQUENT_OBLIGATIONS'
  | 'EXCESSIVE_OBLIGATIONS'
  | 'INCOME_INSUFFICIENT'
  | 'IRREGULAR_EMPLOYMENT'
  | 'LENGTH_OF_EMPLOYMENT'
  | 'NOT_EMPLOYED'
  | 'OVERDRAFT_USE'
  | 'REVOLVING_UTILISATION'
  | 'TERM_OUTSIDE_RANGE'
  | 'TERM_REQUESTED';

export type CreditBranch =
  | 'GUARDRAIL_MISSED_PAYMENTS'
  | 'GUARDRAIL_OVERDRAFT_DAYS'
  | 'GUARDRAIL_AMOUNT_BELOW_MINIMUM'
  | 'GUARDRAIL_AMOUNT_ABOVE_MAXIMUM'
  | 'GUARDRAIL_TERM_BELOW_MINIMUM'
  | 'GUARDRAIL_TERM_ABOVE_MAXIMUM'
  | 'AFFORDABILITY_DISPOSABLE'
  | 'AFFORDABILITY_PAYMENT_TO_INCOME'
  | 'AFFORDABILITY_DEBT_TO_INCOME'
  | 'PD_APPROVE'
  | 'PD_REFER'
  | 'PD_DECLINE';

export type CreditWarningCode =
  | 'REVOLVING_FIELDS_NOT_USED'
  | 'BALANCE_FIELDS_NOT_USED'
  | 'NO_ADVERSE_FAMILY';
