// What the module says of a proof, and the signature, which it leaves to the platform's WebCrypto.
import type { ProofCheck } from './contract.js';
import { fromHex, toBytes } from './bytes.js';
import { messageOf } from './errors.js';

/** The body of financescr_check_proof. */
export interface ProofFindings {
  chain: boolean;
  digest: boolean;
  row_decision_id: string;
  chain_name: string;
  seq: number;
  /** What was signed. */
  head_text: string;
  signature: string;
  key: string;
}

export async function checkSignature(found: ProofFindings): Promise<ProofCheck> {
  const check = {
    chain: found.chain,
    digest: found.digest,
    decision_id: found.row_decision_id,
    chain_name: found.chain_name,
    seq: found.seq,
  };
  const verdict = await verify(found);
  if (typeof verdict === 'boolean') return { ...check, signature: verdict };
  return { ...check, signature: 'unchecked', signature_detail: verdict };
}

/** Returns: whether the key signed the head, or why that cannot be said. */
async function verify(found: ProofFindings): Promise<boolean | string> {
  const key = fromHex(found.key);
  const signature = fromHex(found.signature);
  if (key?.length !== 32 || signature?.length !== 64) return false;
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (!subtle) return 'WebCrypto is not available here: the page is not from a secure origin';
  let publicKey: CryptoKey;
  try {
    publicKey = await subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
  } catch (error) {
    return `This platform does not take the key: ${messageOf(error)}`;
  }
  return subtle.verify('Ed25519', publicKey, signature, toBytes(found.head_text));
}
