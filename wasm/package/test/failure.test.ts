// An engine that fails half-way is not used again, and neither is one whose worker is gone.
import { load } from '@financescr/engine';
import { loadInWorker } from '@financescr/engine/worker-client';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultOf } from './suite/check.js';
import { pack } from './pack.js';

test('a module that was left in the middle of a call is never entered again', async () => {
  let clockIsAway = false;
  const now = () => {
    if (clockIsAway) throw new Error('no clock');
    return 0n;
  };
  const engine = await load(pack, { now });
  clockIsAway = true;
  const first = await faultOf(() => engine.fetch(new Request('https://x/health')));
  assert.equal(first.code, 'engine_failed');
  assert.match(first.detail, /no clock/);
  clockIsAway = false;
  const later = await faultOf(() => engine.screen({ customer_id: 'C_000049' }));
  assert.equal(later.code, 'engine_failed');
  assert.match(later.detail, /no clock/);
});

test('what the module’s memory cannot hold is refused, and the engine goes on', async () => {
  const engine = await load(pack);
  const all = engine.info.memory_limit_bytes - 1;
  const fault = await faultOf(() => engine.sha256(new Uint8Array(all)));
  assert.equal(fault.code, 'too_large');
  assert.match(fault.detail, new RegExp(`${all} bytes`));
  assert.equal(engine.screen({ customer_id: 'C_000049' }).decision, 'REVIEW');
  engine.close();
});

test('the host’s clock and entropy make the ids that are stored', async () => {
  const ports = {
    now: () => 1_767_225_600_000_000n,
    elapsed: () => 0n,
    fillRandom: (bytes: Uint8Array) => void bytes.fill(7),
  };
  const ids = [];
  for (let i = 0; i < 2; ++i) {
    const engine = await load(pack, ports);
    ids.push((await engine.fetch(new Request('https://x/health'))).headers.get('x-request-id'));
  }
  assert.equal(ids[0], ids[1]);
  assert.ok(ids[0]?.startsWith('019b76da-a800-7'), `${ids[0]} begins with the clock's time`);
});

/** A worker whose script cannot be had, as browsers report it. */
function brokenWorker() {
  return {
    ended: false,
    onerror: (_: { message: string }) => {},
    postMessage() {
      queueMicrotask(() => this.onerror({ message: '' }));
    },
    terminate() {
      this.ended = true;
    },
  };
}

test('a page that may not start a worker is told so', async () => {
  const forbidden = function () {
    throw new DOMException('worker-src', 'SecurityError');
  };
  Object.assign(globalThis, { Worker: forbidden });
  const fault = await faultOf(() => loadInWorker(pack)).finally(
    () => void Reflect.deleteProperty(globalThis, 'Worker'),
  );
  assert.equal(fault.code, 'engine_failed');
  assert.match(fault.detail, /worker-src/);
});

test('a worker that cannot start is an error, and is ended', async () => {
  const worker = brokenWorker();
  const fault = await faultOf(() => loadInWorker(pack, { worker: worker as unknown as Worker }));
  assert.equal(fault.code, 'engine_failed');
  assert.match(fault.detail, /cannot be loaded/);
  assert.equal(worker.ended, true);
});
