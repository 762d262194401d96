// The package against functions/contract: what it answers and what it declares.
import { type EngineInfo, type Json, load } from '@financescr/engine';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'node:test';
import { pack } from './pack.js';

type Document = { [member: string]: Json };
interface Example {
  operation: string;
  request?: { value: Document };
  answer: { value: Document };
}

const root = new URL('../', import.meta.url);
const contract = (name: string) =>
  readFileSync(new URL(`../../functions/contract/${name}`, root), 'utf8');
const examples: Record<string, Example> = JSON.parse(contract('examples.json'));
const decided = Object.entries(examples).filter(
  ([, { operation, answer }]) =>
    ['screen', 'applyForCredit'].includes(operation) && !('status' in answer.value),
);

/** Without what depends on the host that decided. */
function alone({ request_id, decision_id, case_id, ...decision }: Document): Document {
  return decision;
}

describe('the contract’s examples', async () => {
  const engine = await load(pack);

  for (const [name, { operation, request, answer }] of decided) {
    test(`${name} is answered as it says`, () => {
      const task = operation === 'screen' ? 'screen' : 'apply';
      const line = engine.lines(task, JSON.stringify(request?.value), 1);
      assert.deepEqual(alone(JSON.parse(line)), alone(answer.value));
    });
  }

  test('there are some of both kinds', () => {
    const kinds = new Set(decided.map(([, { operation }]) => operation));
    assert.deepEqual([...kinds].sort(), ['applyForCredit', 'screen']);
  });
});

/** The codes of a closed table of the contract. */
function codesOf(schema: string): string[] {
  const [, rest = ''] = contract('openapi.yaml').split(`\n    ${schema}:\n`);
  const [body = ''] = rest.split(/\n {4}\w/);
  return [...body.matchAll(/- \{ code: (\w+),/g)].map(([, code]) => code ?? '');
}

test('the declared types take the examples and have the codes of the closed tables', () => {
  const text = ["import type * as t from '@financescr/engine';"];
  for (const [name, { operation, request, answer }] of decided) {
    const [asked, given] =
      operation === 'screen'
        ? ['ScreenRequest', 'ScreeningDecision']
        : ['CreditRequest', 'CreditDecision'];
    // The misspelt field of screen_clear is no member of the type, which is right.
    const value = JSON.stringify(request?.value).replace(',"birthday":"1990-02-03"', '');
    text.push(`export const ${name}_request: t.${asked} = ${value};`);
    text.push(`export const ${name}: t.Stored<t.${given}> = ${JSON.stringify(answer.value)};`);
  }
  const tables = ['Screening', 'Credit'].map((domain) => `${domain}ReasonCode`);
  for (const table of [...tables, 'CreditBranch', 'CreditWarningCode', 'FaultCode']) {
    const codes = codesOf(table);
    assert.notEqual(codes.length, 0, table);
    const members = codes.map((code) => `${code}: 1`).join(', ');
    text.push(`export const ${table}: Record<t.${table}, 1> = { ${members} };`);
  }
  compile('contract', text.join('\n'), { lib: ['ES2022', 'DOM'] });
});

const usage = `
import { load, type DecisionEngine } from '@financescr/engine';
import { loadInWorker } from '@financescr/engine/worker-client';
import handler from '@financescr/engine/fetch';
export async function use(pack: Uint8Array): Promise<DecisionEngine[]> {
  const engine = await load(pack);
  const { decision }: { decision: 'CLEAR' | 'REVIEW' } = engine.screen({ customer_id: 'C' });
  const line: string[] = [decision, ...(await engine.batch('apply', []).next()).value ?? []];
  await handler.fetch(new Request(line[0] ?? ''), { PACK: pack });
  // @ts-expect-error: a threshold is a number
  engine.screen({ customer_id: 'C', options: { threshold: 'high' } });
  // @ts-expect-error: an application is no screening request
  engine.batch('screen', [{ application_id: 'A' }]);
  return [engine, await loadInWorker(pack)];
}`;

const hosts = {
  'a page': { lib: ['ES2022', 'DOM'] },
  'a web worker': { lib: ['ES2022', 'WebWorker'] },
  'Node beside a page': { lib: ['ES2022', 'DOM'], types: ['node'] },
};
for (const [host, options] of Object.entries(hosts)) {
  test(`the declarations compile for ${host}`, () => compile(host, usage, options));
}

test('the declaration of what is loaded is what is loaded', async () => {
  const { info } = await load(pack);
  const domain = {
    label: '', as_of: '', pack_hash: '', policy_hash: '', model_hash: '', policy_version: '',
    rows: {},
  };
  const declared: EngineInfo = {
    version: '', decision_version: '', bundle_version: '', self_test: true,
    memory_limit_bytes: 0, fincrime: domain, credit: domain, monitoring: null, synthetic: true,
  };
  assert.deepEqual(Object.keys(info).sort(), Object.keys(declared).sort());
  assert.deepEqual(Object.keys(info.fincrime ?? {}).sort(), Object.keys(domain).sort());
});

/** A project of one file, checked as strictly as it goes. */
function compile(name: string, text: string, options: { lib: string[]; types?: string[] }): void {
  const folder = fileURLToPath(new URL(`.test/${name.replaceAll(' ', '-')}/`, root));
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/project.ts`, text);
  const compilerOptions = {
    strict: true,
    noEmit: true,
    module: 'NodeNext',
    target: 'ES2022',
    types: [],
    ...options,
  };
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions }));
  try {
    execFileSync('npx', ['tsc', '-p', folder], { cwd: root });
  } catch (error) {
    assert.fail(String((error as { stdout: Buffer }).stdout));
  }
}
