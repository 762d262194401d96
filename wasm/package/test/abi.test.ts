// The C ABI as the module has it, past what the package checks.
import { load } from '@financescr/engine';
import { Instance } from '../dist/instance.js';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { faultOf } from './suite/check.js';
import { pack } from './pack.js';

const request = new TextEncoder().encode('{"customer_id":"C_000049"}');

async function instance(): Promise<Instance> {
  const wasm = await readFile(new URL('../dist/engine.wasm', import.meta.url));
  const made = await Instance.create({ wasm });
  made.open(pack);
  return made;
}

test('numbers that are no task are refused by the module', async () => {
  const module = await instance();
  for (const number of [8, 9, 255, 0x8000_0000, 0xffff_ffff]) {
    const fault = await faultOf(() => module.lines(number, request, 1));
    assert.equal(fault.code, 'invalid');
    assert.match(fault.detail, new RegExp(`no task ${number}`));
  }
  assert.match(new TextDecoder().decode(module.lines(0, request, 1)), /REVIEW/);
});

test('numbers that would become another on their way into the module never reach it', async () => {
  const module = await instance();
  for (const number of [-1, 0.5, 2 ** 32, NaN, Infinity, undefined as unknown as number]) {
    assert.equal((await faultOf(() => module.lines(number, request, 1))).code, 'invalid');
  }
});

test('lines() knows no other tasks than batch()', async () => {
  const engine = await load(pack);
  for (const task of ['credit', 'constructor', ''] as unknown as 'screen'[]) {
    const fault = await faultOf(() => engine.lines(task, '{"customer_id":"C_000049"}', 1));
    assert.equal(fault.code, 'invalid');
    assert.match(fault.detail, /the tasks are screen, apply, match/);
  }
  engine.close();
});
