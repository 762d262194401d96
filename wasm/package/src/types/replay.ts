// Decisions made again, and the proof that a recorded one stands in the audit log.
import type { ContentHash, Instant, Json, Sha256 } from './common.js';

/** All that somebody who holds the pack needs to make a decision again. */
export interface Bundle {
  bundle_version: string;
  kind: 'screen' | 'credit' | 'monitor';
  request_id?: Json;
  customer_ref?: Json;
  /** The canonical input that was hashed. */
  input: { [key: string]: Json };
  /** The decision without what a server adds. */
  decision: { [key: string]: Json };
}

export interface ReplayResult {
  request_id: Json;
  status: 'identical' | 'different';
  /** Of the decision made again; null if another pack, policy, model or engine cannot make it. */
  result_hash: ContentHash | null;
  /** JSON pointer into the bundle of the first difference, causes before consequences. */
  field?: string;
  /** Its value in the bundle; null if it lacks it, the text of a number with more than six decimals. */
  recorded?: Json;
  /** Its value now. */
  replayed?: Json;
}

/** How far a chain of the audit log had come, signed with Ed25519. */
export interface AuditHead {
  chain: string;
  count: number;
  hash: Sha256;
  at: Instant;
  /** 64 hexadecimal digits. */
  public_key: string;
  /** 128 hexadecimal digits. */
  signature: string;
}

/** A row of the audit log with the rows after it up to the next signed head. */
export interface Proof {
  chain: string;
  seq: number;
  /** Of the row before it. */
  previous_hash: string;
  /** Canonical JSON of the rows. */
  rows: string[];
  /** Either the head that covers the row, or, while none does, the seal of its commit. */
  head?: AuditHead;
  seal?: Omit<AuditHead, 'at'>;
}

export interface ProofRequest {
  bundle: Bundle;
  /** Of the bundle's digest, hexadecimal. */
  salt: string;
  proof: Proof;
  /** The key that the auditor trusts, 64 hexadecimal digits. */
  public_key: string;
}
