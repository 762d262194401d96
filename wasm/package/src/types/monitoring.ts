// Decision of a transaction. Amounts are in major units of their currency.
import type { Provenance } from './common.js';

/** An event, or a tick of the clock: its lines are answered in their order. */
export type MonitorLine = MonitorEvent | Tick;

export interface MonitorEvent {
  event_id: string;
  /** RFC 3339. */
  occurred_at: string;
  received_at?: string | null;
  account_id: string;
  client_id: string;
  type:
    | 'deposit'
    | 'withdrawal'
    | 'transfer'
    | 'loan_disbursement'
    | 'loan_repayment'
    | 'share_purchase'
    | 'share_redemption'
    | 'fixed_deposit'
    | 'recurring_deposit'
    | 'charge'
    | 'fee'
    | 'other';
  /** Seen from the account; what the type says, where it says it. */
  direction?: 'IN' | 'OUT' | null;
  amount: number;
  /** ISO 4217. */
  currency: string;
  counterparty_account_id?: string | null;
  counterparty_name?: string | null;
  instrument?: 'cash' | 'transfer' | 'card' | 'cheque' | 'mobile_money' | null;
  ip_address?: string | null;
  device_id?: string | null;
  country_code?: string | null;
  user_agent?: string | null;
  actor_type?: 'customer' | 'agent' | 'merchant' | null;
  agent_id?: string | null;
  branch_id?: string | null;
  merchant_id?: string | null;
  /** 1 to 4. */
  kyc_level?: number | null;
  loan_id?: string | null;
}

export interface Tick {
  event_id: string;
  type: 'tick';
  occurred_at: string;
}

export interface FiredRule {
  rule: string;
  category: string;
  /** 0 to 1; 0 is a report that is owed. */
  severity: number;
  reason: string;
  /** Ids of the earlier events that it saw, the latest first, at most 20. */
  events: string[];
}

export interface PartyNames {
  party: 'client' | 'counterparty';
  name: string;
  /** False: the name could not be compared, or not whole. */
  compared: boolean;
  matches: {
    entity_id: string;
    /** The name of the list entry that matched. */
    name: string;
    list_type: 'SANCTIONS' | 'PEP' | 'ADVERSE_MEDIA';
    score: number;
  }[];
}

export interface MonitoringDecision
  extends Omit<Provenance, 'as_of' | 'customer_ref' | 'model' | 'policy' | 'request_id'> {
  /** When the event occurred. */
  as_of: string;
  event_id: string;
  decision: 'ALERT' | 'PASS';
  /** The highest of the components. */
  risk_score: number;
  risk_level: 'low' | 'medium' | 'high' | 'critical';
  rule_score: number;
  rules: FiredRule[];
  names: PartyNames[];
  /** Codes: rules that fired, the most severe first, then what else there is to say. */
  reasons: string[];
  /** What is odd about the event and lost nothing. */
  warnings: string[];
  /** null: the pack has no such model, or no name was compared. */
  components: { anomaly: number | null; classifier: number | null; names: number | null; rules: number };
  policy: { version: string; source: 'builtin' | 'given' | 'pack' };
  transaction: {
    account_id: string;
    client_id: string;
    type: MonitorEvent['type'];
    direction: 'IN' | 'OUT';
    amount: number;
    currency: string;
    counterparty_account_id?: string;
    counterparty_name?: string;
  };
  /** The event came before; this is its first decision. */
  duplicate?: true;
  ignored_fields?: string[];
  features?: Record<string, number>;
}
