import { EngineError, type DecisionEngine, load } from '@financescr/engine';
import handler, { createFetchHandler, type Environment } from '@financescr/engine/fetch';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { pack } from './pack.js';

const health = () => new Request('https://decide.example/health');

async function problemOf(response: Response) {
  assert.equal(response.headers.get('content-type'), 'application/problem+json');
  return response.json();
}

describe('export default { fetch }', () => {
  test('loads the pack of an environment once, and answers', async () => {
    let loads = 0;
    const env = { PACK: async () => (++loads, pack) };
    const both = await Promise.all([handler.fetch(health(), env), handler.fetch(health(), env)]);
    assert.deepEqual(both.map((response) => response.status), [200, 200]);
    assert.equal((await handler.fetch(health(), env)).status, 200);
    assert.equal(loads, 1);
  });

  test('takes bytes and an ArrayBuffer, and a module compiled before', async () => {
    assert.equal((await handler.fetch(health(), { PACK: pack })).status, 200);
    const env: Environment = { PACK: pack.buffer, ENGINE: await compiledModule() };
    assert.equal((await handler.fetch(health(), env)).status, 200);
  });

  test('says that the pack is missing', async () => {
    const response = await handler.fetch(health(), {});
    assert.equal(response.status, 500);
    const problem = await problemOf(response);
    assert.equal(problem.code, 'missing');
    assert.match(problem.detail, /PACK/);
  });

  test('says that the pack is damaged', async () => {
    const response = await handler.fetch(health(), { PACK: pack.slice(0, 100) });
    assert.equal(response.status, 500);
    assert.notEqual((await problemOf(response)).errors.length, 0);
  });

  test('tries again after a pack that could not be had', async () => {
    let tries = 0;
    const PACK = async () => {
      if (++tries === 1) throw new Error('the bucket is away');
      return pack;
    };
    const env = { PACK };
    const first = await handler.fetch(health(), env);
    assert.equal(first.status, 500);
    assert.match((await problemOf(first)).detail, /the bucket is away/);
    assert.equal((await handler.fetch(health(), env)).status, 200);
  });
});

describe('createFetchHandler', () => {
  test('answers a request that the engine does not read with 400', async () => {
    const handle = createFetchHandler(await load(pack));
    const response = await handle(new Request(health(), { method: 'PROPFIND' }));
    assert.equal(response.status, 400);
    assert.equal((await problemOf(response)).errors[0].pointer, '/method');
  });

  test('answers 500 for an engine that is gone', async () => {
    const engine = await load(pack);
    engine.close();
    const response = await createFetchHandler(engine)(health());
    assert.equal(response.status, 500);
    assert.equal((await problemOf(response)).code, 'closed');
  });

  test('answers 413 for a body that the memory does not hold', async () => {
    const fetch = () => Promise.reject(EngineError.of('too_large', 'no memory'));
    const response = await createFetchHandler({ fetch } as unknown as DecisionEngine)(health());
    assert.equal(response.status, 413);
  });

  test('leaves an aborted request unanswered', async () => {
    const handle = createFetchHandler(await load(pack));
    const request = new Request(health(), { signal: AbortSignal.abort() });
    await assert.rejects(handle(request), { name: 'AbortError' });
  });
});

async function compiledModule(): Promise<WebAssembly.Module> {
  const url = new URL(import.meta.resolve('@financescr/engine/engine.wasm'));
  return WebAssembly.compile(await readFile(url));
}
