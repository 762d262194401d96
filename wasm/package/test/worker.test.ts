import { loadInWorker } from '@financescr/engine/worker-client';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { faultOf } from './suite/check.js';
import { pack } from './pack.js';
import { suite } from './suite/suite.js';

describe('an engine in a worker', () => {
  for (const { name, run } of suite) test(name, () => run({ open: loadInWorker, pack }));

  test('what waits is refused when the engine is closed', async () => {
    const engine = await loadInWorker(pack);
    const waiting = faultOf(() => engine.screen({ customer_id: 'C_000049' }));
    engine.close();
    assert.equal((await waiting).code, 'closed');
  });

  test('an abort does not wait for the piece that is being decided', async () => {
    const engine = await loadInWorker(pack);
    const stop = new AbortController();
    const requests = Array(2_000).fill({ customer_id: 'C_000049' });
    const options = { pieceSize: 2_000, signal: stop.signal };
    const piece = engine.batch('screen', requests, options).next();
    setTimeout(() => stop.abort(new Error('pressed')), 20);
    await assert.rejects(piece, /pressed/);
    engine.close();
  });
});
