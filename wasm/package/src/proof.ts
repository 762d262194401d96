// What the module says of a proof, and the signature, which it leaves to the platform's WebCrypto.
import { fromHex, toBytes } from './bytes.js';
import type { ProofCheck } from './contract.js';
import { messageOf } from './errors.js';

/** The body of financescr_check_proof. */
export interface ProofFindings {
  chain: boolean;
  digest: boolean;
  row_decision_id: string | null;
  chain_name: string;
  seq: number;
  /** What was signed. */
  head_text: string;
  signature: string;
  /** Whose signature the head says it is, which proves nothing. */
  key: string;
}

/** `trustedKey` is the auditor's own copy of the public key, never the one that the head brings. */
export async function checkSignature(
  found: ProofFindings,
  trustedKey: string,
): Promise<ProofCheck> {
  const { chain, digest, chain_name, seq, row_decision_id: decision_id } = found;
  const verdict = await verify(found, trustedKey);
  return { chain, digest, ...verdict, decision_id, chain_name, seq };
}

type Verdict = Pick<ProofCheck, 'signature' | 'signature_detail'>;

async function verify(found: ProofFindings, trustedKey: string): Promise<Verdict> {
  const key = fromHex(trustedKey);
  const signature = fromHex(found.signature);
  if (key?.length !== 32) {
    return { signature: false, signature_detail: 'The public key is not 64 hexadecimal digits' };
  }
  if (signature?.length !== 64) {
    return { signature: false, signature_detail: 'The signature is not 128 hexadecimal digits' };
  }
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (!subtle) return unchecked('WebCrypto is not available outside a secure origin');
  try {
    const publicKey = await subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
    const text = toBytes(found.head_text);
    return { signature: await subtle.verify('Ed25519', publicKey, signature, text) };
  } catch (error) {
    return unchecked(`This platform does not verify Ed25519: ${messageOf(error)}`);
  }
}

function unchecked(why: string): Verdict {
  return { signature: 'unchecked', signature_detail: why };
}
