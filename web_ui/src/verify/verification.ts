import type { DecisionEngine, ProofCheck } from '@financescr/engine';
import type { Bundle, DecisionProof, ReplayResult, StoredDecision } from '../contract/types';
import { ApiError, type Client } from '../transport/client';

export type CheckName = 'bundle' | 'pack' | 'replay' | 'digest' | 'chain' | 'signature';
export type CheckState = 'passed' | 'failed' | 'unknown';

export interface Check {
  name: CheckName;
  state: CheckState;
  /** A key of the strings under verify.detail, with its values. */
  detail?: string;
  values?: Record<string, unknown>;
}

export interface Verification {
  stored: StoredDecision;
  checks: Check[];
  /** Null where the decision could not be made again. */
  replay: ReplayResult | null;
  isVerified: boolean;
  /** Whether the signature was checked with a key that the person gave. */
  isKeyTrusted: boolean;
}

export interface VerificationRequest {
  decisionId: string;
  /** Hexadecimal; empty for the key that the server names. */
  trustedKey: string;
}

/**
 * Fetches a decision and its proof from a server and checks both with an engine of this browser.
 * Errors: ApiError where the decision cannot be had. A proof that cannot be had is a failed check.
 */
export async function verify(
  client: Client,
  engine: DecisionEngine,
  { decisionId, trustedKey }: VerificationRequest,
): Promise<Verification> {
  const stored = await client.decision(decisionId);
  const { bundle } = stored;
  if (!bundle) {
    const erased: Check = {
      name: 'bundle',
      state: 'failed',
      detail: 'erased',
      values: { at: stored.erased_at },
    };
    return { stored, checks: [erased], replay: null, isVerified: false, isKeyTrusted: false };
  }
  const pack = checkPack(bundle, engine);
  const replay = pack.state === 'passed' ? await replayHere(engine, bundle) : null;
  const proof = await checkProof(client, engine, stored, bundle, trustedKey);
  const checks: Check[] = [
    { name: 'bundle', state: 'passed' },
    pack,
    replay
      ? { name: 'replay', state: replay.status === 'identical' ? 'passed' : 'failed' }
      : { name: 'replay', state: 'unknown', detail: 'skipped' },
    ...proof,
  ];
  const isVerified = checks.every(({ state }) => state === 'passed');
  return { stored, checks, replay, isVerified, isKeyTrusted: trustedKey !== '' };
}

function checkPack(bundle: Bundle, engine: DecisionEngine): Check {
  const domain = bundle.kind === 'screen' ? engine.info.fincrime : engine.info.credit;
  const recorded = (bundle.decision as { pack_hash?: unknown }).pack_hash;
  const here = domain?.pack_hash ?? '–';
  return recorded === here
    ? { name: 'pack', state: 'passed', detail: 'same_pack', values: { hash: here } }
    : { name: 'pack', state: 'failed', detail: 'other_pack', values: { recorded, here } };
}

// The contract and the package describe the same JSON, each with types of its own.
type EngineBundle = Parameters<DecisionEngine['replay']>[0];

async function replayHere(engine: DecisionEngine, bundle: Bundle): Promise<ReplayResult> {
  return (await engine.replay(bundle as EngineBundle)) as ReplayResult;
}

async function checkProof(
  client: Client,
  engine: DecisionEngine,
  stored: StoredDecision,
  bundle: Bundle,
  trustedKey: string,
): Promise<Check[]> {
  let answer: DecisionProof;
  try {
    answer = await client.proof(stored.decision_id);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return unproven('said', { text: error.message });
  }
  const key = trustedKey || answer.public_key;
  if (!key) return unproven('no_key', {});
  const found = await engine.checkProof({
    bundle: bundle as EngineBundle,
    salt: answer.salt,
    proof: answer.proof,
    public_key: key,
  });
  return proofChecks(found, stored.decision_id, key, trustedKey !== '');
}

function unproven(detail: string, values: Record<string, unknown>): Check[] {
  return (['digest', 'chain', 'signature'] as const).map((name) => ({
    name,
    state: 'unknown',
    detail,
    values,
  }));
}

function proofChecks(
  found: ProofCheck,
  decisionId: string,
  key: string,
  isTrusted: boolean,
): Check[] {
  const isSame = found.decision_id === decisionId;
  const state = (isGood: boolean): CheckState => (isGood ? 'passed' : 'failed');
  return [
    isSame
      ? { name: 'digest', state: state(found.digest) }
      : {
          name: 'digest',
          state: 'failed',
          detail: 'other_decision',
          values: { id: found.decision_id },
        },
    {
      name: 'chain',
      state: state(found.chain),
      detail: 'row',
      values: { seq: found.seq, chain: found.chain_name },
    },
    signatureCheck(found, key, isTrusted),
  ];
}

function signatureCheck(found: ProofCheck, key: string, isTrusted: boolean): Check {
  const isUnchecked = found.signature === 'unchecked';
  const state = isUnchecked ? 'unknown' : found.signature ? 'passed' : 'failed';
  return found.signature_detail
    ? { name: 'signature', state, detail: 'said', values: { text: found.signature_detail } }
    : {
        name: 'signature',
        state,
        detail: isTrusted ? 'trusted_key' : 'server_key',
        values: { key },
      };
}
