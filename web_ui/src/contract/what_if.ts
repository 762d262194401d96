import type { AuditProof } from './types';

export interface ScreeningWhatIfRequest {
  threshold?: number;
  cost_fp?: number;
  cost_fn?: number;
}

export interface OperatingPoint {
  threshold: number;
  alerts: number;
  alert_rate: number;
  true_positives: number;
  false_positives: number;
  missed: number;
  recall: number | null;
  precision: number | null;
  cost: number;
}

export type FrontierPoint = Pick<
  OperatingPoint,
  'threshold' | 'alerts' | 'recall' | 'precision' | 'cost'
>;

export interface ScoreBin {
  from: number;
  positives: number;
  negatives: number;
}

export interface ScreeningWhatIf {
  pack_id: string;
  policy_version: string;
  labels: 'oracle' | 'corrected' | 'given';
  rows: number;
  current: OperatingPoint;
  changed: OperatingPoint;
  to_review: number;
  to_clear: number;
  cheapest: OperatingPoint;
  frontier: FrontierPoint[];
  scores: ScoreBin[];
}

export interface CreditPolicy {
  pd_threshold_approve: number;
  pd_threshold_refer: number;
  affordability: Record<AffordabilityKey, number>;
  [member: string]: unknown;
}

export type AffordabilityKey =
  | 'income_haircut'
  | 'max_debt_to_income'
  | 'max_payment_to_income'
  | 'min_disposable_gbp'
  | 'stress_rate_pp';

export interface CreditWhatIfRequest {
  policy?: Partial<Omit<CreditPolicy, 'affordability'>> & {
    affordability?: Partial<CreditPolicy['affordability']>;
  };
}

export interface BookShare {
  count: number;
  rate: number;
  defaulted: number;
  default_rate: number | null;
}

export interface CreditBook {
  approve: BookShare;
  refer: BookShare;
  decline: BookShare;
  declined_by_rule: number;
  cost: number;
  policy_hash: string;
}

export interface CreditWhatIf {
  pack_id: string;
  policy_version: string;
  rows: number;
  current: CreditBook;
  changed: CreditBook;
  moves: { from: string; to: string; count: number }[];
  policy: CreditPolicy;
}

export interface DecisionProof {
  decision_id: string;
  salt: string;
  public_key: string | null;
  trusted_keys: string[];
  proof: AuditProof;
}
