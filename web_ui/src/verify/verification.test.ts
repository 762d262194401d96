// @vitest-environment node
import type { DecisionEngine, ProofCheck } from '@financescr/engine';
import { describe, expect, it, vi } from 'vitest';
import type { ReplayResult, StoredDecision } from '../contract/types';
import { ApiError, type Client } from '../transport/client';
import { type Verification, verify } from './verification';

const kServerKey = 'aa'.repeat(32);
const kTrustedKey = 'bb'.repeat(32);

const stored = (pack_hash = 'xxh3-128:1'): StoredDecision =>
  ({
    decision_id: 'd-1',
    outcome: 'REVIEW',
    erased_at: null,
    bundle: {
      bundle_version: 'financescr-bundle/1',
      kind: 'screen',
      input: {},
      decision: { pack_hash },
    },
  }) as unknown as StoredDecision;

interface World {
  decision?: StoredDecision;
  replay?: Partial<ReplayResult>;
  check?: Partial<ProofCheck>;
  serverKey?: string | null;
  proofError?: Error;
  trustedKey?: string;
}

async function run(world: World) {
  const client = {
    decision: async () => world.decision ?? stored(),
    proof: async () => {
      if (world.proofError) throw world.proofError;
      const key = world.serverKey === undefined ? kServerKey : world.serverKey;
      return { salt: '00', public_key: key, trusted_keys: [], proof: {} };
    },
  } as unknown as Client;
  const replay = vi.fn(async () => ({ status: 'identical', ...world.replay }));
  const checkProof = vi.fn(async (_request: { public_key: string }) => ({
    chain: true,
    digest: true,
    signature: true,
    decision_id: 'd-1',
    chain_name: 'main',
    seq: 7,
    ...world.check,
  }));
  const engine = { info: { fincrime: { pack_hash: 'xxh3-128:1' } }, replay, checkProof };
  const found = await verify(client, engine as unknown as DecisionEngine, {
    decisionId: 'd-1',
    trustedKey: world.trustedKey ?? '',
  });
  return { found, replay, checkProof };
}

const states = (found: Verification) =>
  Object.fromEntries(found.checks.map((check) => [check.name, check.state]));

describe('a decision is verified', () => {
  it('when every check passes, with the key that the person trusts', async () => {
    const { found, checkProof } = await run({ trustedKey: kTrustedKey });
    expect(found.isVerified).toBe(true);
    expect(found.isKeyTrusted).toBe(true);
    expect(checkProof.mock.calls[0]?.[0].public_key).toBe(kTrustedKey);
  });

  it('with the server’s own key only where it is said so', async () => {
    const { found, checkProof } = await run({});
    expect(found).toMatchObject({ isVerified: true, isKeyTrusted: false });
    expect(found.checks.at(-1)?.detail).toBe('server_key');
    expect(checkProof.mock.calls[0]?.[0].public_key).toBe(kServerKey);
  });
});

describe('a decision is not verified', () => {
  it('when made again it comes out differently', async () => {
    const difference = { field: '/match_probability', recorded: 0.1, replayed: 0.9 };
    const { found } = await run({ replay: { status: 'different', ...difference } });
    expect(found.isVerified).toBe(false);
    expect(states(found).replay).toBe('failed');
    expect(found.replay).toMatchObject(difference);
  });

  it('on another pack, on which it is not made again at all', async () => {
    const { found, replay } = await run({ decision: stored('xxh3-128:2') });
    expect(found.isVerified).toBe(false);
    expect(states(found)).toMatchObject({ pack: 'failed', replay: 'unknown', signature: 'passed' });
    expect(found.checks.find((check) => check.name === 'pack')?.values).toEqual({
      recorded: 'xxh3-128:2',
      here: 'xxh3-128:1',
    });
    expect(replay).not.toHaveBeenCalled();
  });

  it.each(['digest', 'chain', 'signature'] as const)('when the %s does not hold', async (name) => {
    const { found } = await run({ check: { [name]: false } });
    expect(found.isVerified).toBe(false);
    expect(states(found)[name]).toBe('failed');
  });

  it('when the row is about another decision', async () => {
    const { found } = await run({ check: { decision_id: 'd-2' } });
    expect(found.isVerified).toBe(false);
    expect(found.checks.find((check) => check.name === 'digest')?.detail).toBe('other_decision');
  });

  it('when the trusted key is no key, which is said', async () => {
    const detail = 'The public key is not 64 hexadecimal digits';
    const check = { signature: false, signature_detail: detail };
    const { found } = await run({ trustedKey: 'abc', check });
    expect(found.isVerified).toBe(false);
    expect(found.checks.at(-1)).toMatchObject({ state: 'failed', values: { text: detail } });
  });

  it('when this browser cannot check the signature', async () => {
    const { found } = await run({ check: { signature: 'unchecked', signature_detail: 'why' } });
    expect(found.isVerified).toBe(false);
    expect(states(found).signature).toBe('unknown');
  });

  it('while no head is signed, which is said in the server’s words', async () => {
    const proofError = new ApiError(409, { code: 'not_signed_yet', detail: 'No head yet' });
    const { found } = await run({ proofError });
    expect(found.isVerified).toBe(false);
    expect(states(found)).toMatchObject({ replay: 'passed', signature: 'unknown' });
    expect(found.checks.at(-1)?.values).toEqual({ text: 'No head yet' });
  });

  it('when nobody names a key', async () => {
    const { found, checkProof } = await run({ serverKey: null });
    expect(found.isVerified).toBe(false);
    expect(checkProof).not.toHaveBeenCalled();
  });

  it('once it was erased', async () => {
    const erased = { ...stored(), bundle: null, erased_at: '2026-01-01T00:00:00.000000Z' };
    const { found } = await run({ decision: erased as StoredDecision });
    expect(found.isVerified).toBe(false);
    expect(found.checks[0]?.detail).toBe('erased');
  });
});
