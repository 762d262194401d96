// The audit proof of a decision: a small log is written and signed here, then tampered with.
import type { Bundle, DecisionEngine, ProofRequest } from '@financescr/engine';
import { type Case, collect, kReviewed, onEngine } from './case.js';
import { equal, faultOf, sorted } from './check.js';

const kChain = 'server-1';
const kSalt = '00112233445566778899aabbccddeeff';
const kDecisionId = '01a20180-a275-7ded-b96f-9566284f59b5';
const kAt = '2026-01-01T00:00:00.000000Z';
const kFirst = '0'.repeat(64);

const canonical = (value: object) => JSON.stringify(sorted(value));
const utf8 = (text: string) => new TextEncoder().encode(text);
const toHex = (bytes: ArrayBuffer) =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const fromHex = (text: string) =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** Nothing where the platform cannot sign. */
async function newKeys(): Promise<CryptoKeyPair | undefined> {
  const keys = crypto.subtle?.generateKey('Ed25519', true, ['sign', 'verify']);
  return keys?.catch(() => undefined) as Promise<CryptoKeyPair | undefined>;
}

async function publicKeyOf(keys: CryptoKeyPair | undefined): Promise<string> {
  return keys ? toHex(await crypto.subtle.exportKey('raw', keys.publicKey)) : 'ab'.repeat(32);
}

/** The audit log's rules: docs/AUDIT.md. */
export async function signedProof(engine: DecisionEngine): Promise<ProofRequest> {
  const [bundle = ''] = await collect(engine.batch('screenBundle', [kReviewed]));
  const common = { at: kAt, actor: 'a', chain: kChain, request_id: 'r', details: {} };
  const bundle_digest = await engine.sha256(utf8(kSalt + bundle));
  const decision = { ...common, event: 'decision', decision_id: kDecisionId, bundle_digest };
  const rows = [
    canonical({ ...decision, seq: 1 }),
    canonical({ ...common, event: 'case_viewed', seq: 2 }),
  ];
  let hash = kFirst;
  for (const row of rows) {
    hash = await engine.sha256(new Uint8Array([...fromHex(hash), ...utf8(row)]));
  }
  const statement = { at: kAt, chain: kChain, count: rows.length, hash };
  const keys = await newKeys();
  const signature = keys
    ? toHex(await crypto.subtle.sign('Ed25519', keys.privateKey, utf8(canonical(statement))))
    : 'cd'.repeat(64);
  const public_key = await publicKeyOf(keys);
  const head = { ...statement, public_key, signature };
  const proof = { chain: kChain, seq: 1, previous_hash: '', rows, head };
  return { bundle: JSON.parse(bundle), salt: kSalt, proof, public_key };
}

/** What the signature is found to be where the platform can say. */
async function verdict(signed: boolean): Promise<boolean | 'unchecked'> {
  return (await newKeys()) ? signed : 'unchecked';
}

export const proofs: Case[] = [
  onEngine('a decision of the signed log is proved', async (engine) => {
    const check = await engine.checkProof(await signedProof(engine));
    equal(check.chain, true);
    equal(check.digest, true);
    equal(check.signature, await verdict(true));
    equal(check.decision_id, kDecisionId);
    equal(check.chain_name, kChain);
    equal(check.seq, 1);
  }),
  onEngine('another bundle, or another salt, is not what the row is about', async (engine) => {
    const request = await signedProof(engine);
    const bundle: Bundle = { ...request.bundle, request_id: 'another' };
    equal((await engine.checkProof({ ...request, bundle })).digest, false);
    const salt = kSalt.replace('00', '01');
    equal((await engine.checkProof({ ...request, salt })).digest, false);
  }),
  onEngine('a row that was edited breaks the chain', async (engine) => {
    const request = await signedProof(engine);
    const rows = request.proof.rows.map((row) => row.replace('"a"', '"b"'));
    const check = await engine.checkProof({ ...request, proof: { ...request.proof, rows } });
    equal(check.chain, false);
  }),
  onEngine('a head that somebody else signed is not trusted', async (engine) => {
    const request = await signedProof(engine);
    const public_key = await publicKeyOf(await newKeys());
    equal((await engine.checkProof({ ...request, public_key })).signature, await verdict(false));
    const { head } = request.proof;
    if (head === undefined) throw new Error('a signed proof has a head');
    const later = { ...head, at: kAt.replace('2026', '2027') };
    const proof = { ...request.proof, head: later };
    equal((await engine.checkProof({ ...request, proof })).signature, await verdict(false));
  }),
  onEngine('a key that is none, or a proof that is none, is not believed', async (engine) => {
    const request = await signedProof(engine);
    const fault = await faultOf(() => engine.checkProof({} as ProofRequest));
    equal(['missing', 'invalid'].includes(fault.code), true, fault.code);
    const check = await engine.checkProof({ ...request, public_key: 'no key' });
    equal(check.signature, false);
    equal(check.signature_detail, 'The public key is not 64 hexadecimal digits');
  }),
];
