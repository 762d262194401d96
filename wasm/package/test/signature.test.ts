// A platform without Ed25519, as browsers were until lately, and a page that is not secure.
import { load } from '@financescr/engine';
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { pack } from './pack.js';
import { signedProof } from './suite/proofs.js';

test('a signature that the platform cannot verify is unchecked, with the reason', async () => {
  const engine = await load(pack);
  const request = await signedProof(engine);
  const importKey = mock.method(crypto.subtle, 'importKey', async () => {
    throw new DOMException('Unrecognized name.', 'NotSupportedError');
  });
  const check = await engine.checkProof(request).finally(() => importKey.mock.restore());
  assert.equal(check.signature, 'unchecked');
  assert.match(check.signature_detail ?? '', /Unrecognized name/);
  assert.equal(check.digest, true, 'the rest is checked all the same');

  const subtle = mock.getter(crypto, 'subtle', () => undefined as unknown as SubtleCrypto);
  const insecure = await engine.checkProof(request).finally(() => subtle.mock.restore());
  assert.equal(insecure.signature, 'unchecked');
  assert.match(insecure.signature_detail ?? '', /secure origin/);
});
