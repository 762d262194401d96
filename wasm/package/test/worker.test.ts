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

  test('the worker refuses an unknown task or call itself, and goes on', async () => {
    const { Worker } = await import('node:worker_threads');
    const worker = new Worker(new URL('../dist/worker.js', import.meta.url));
    const ask = (message: object) =>
      new Promise<{ faults?: { code: string; detail: string }[]; result?: unknown }>((resolve) => {
        worker.once('message', resolve);
        worker.postMessage({ id: 1, ...message });
      });
    try {
      await ask({ call: 'load', arguments: [pack, {}] });
      const line = '{"customer_id":"C_000049"}';
      for (const task of ['credit', 'toString', 0]) {
        const { faults } = await ask({ call: 'lines', arguments: [task, line, 1] });
        assert.equal(faults?.[0]?.code, 'invalid');
      }
      assert.equal((await ask({ call: 'decide', arguments: [] })).faults?.[0]?.code, 'invalid');
      const { result } = await ask({ call: 'lines', arguments: ['screen', line, 1] });
      assert.match(String(result), /REVIEW/);
    } finally {
      await worker.terminate();
    }
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
