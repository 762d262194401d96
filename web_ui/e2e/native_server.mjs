// A Financescr server with a store of its own that is deleted afterwards, on the demonstration's pack
// or on that of a bank.
//   node native_server.mjs --bin FILE --demo-dir DIR --port N [--bank-pack] [--web DIR]
//     (--open | --allow-origin ORIGIN)

import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { kAnalyst, kAuditor } from './ports.mjs';

const { values } = parseArgs({
  options: {
    bin: { type: 'string' },
    'demo-dir': { type: 'string' },
    port: { type: 'string' },
    open: { type: 'boolean' },
    'allow-origin': { type: 'string' },
    'bank-pack': { type: 'boolean' },
    web: { type: 'string' },
  },
});

const state = mkdtempSync(join(tmpdir(), 'financescr-e2e-'));

function demoPack() {
  const packed = readdirSync(values['demo-dir']).find((name) => name.endsWith('.fpk.gz'));
  const pack = join(state, 'demo.fpk');
  writeFileSync(pack, gunzipSync(readFileSync(join(values['demo-dir'], packed))));
  return pack;
}

/** A list with somebody who stands in no demonstration. */
function bankPack() {
  const folder = join(state, 'bank', 'fincrime', '2026-11');
  mkdirSync(folder, { recursive: true });
  const listed = {
    entity_id: 'NK-1',
    list_type: 'SANCTIONS',
    primary_name: 'Viktor Bout',
    dob: ['1967-01-13'],
    nationalities: ['RU'],
  };
  writeFileSync(join(folder, 'watchlist.jsonl'), `${JSON.stringify(listed)}\n`);
  writeFileSync(join(folder, 'customers.jsonl'), '{"customer_id":"K_1","name":"Ada Lovelace"}\n');
  return join(state, 'bank');
}

const store = `sqlite:${join(state, 'financescr.db')}`;
const where = ['--store', store, '--state-dir', state];

function makeAccount({ username, password }, role) {
  const who = ['--username', username, '--email', `${username}@example.com`, '--role', role];
  execFileSync(values.bin, ['admin', 'create', ...where, ...who], { input: password });
}

if (!values.open) {
  makeAccount(kAuditor, 'admin');
  makeAccount(kAnalyst, 'analyst');
}

const pack = values['bank-pack'] ? bankPack() : demoPack();
const rules = values.open ? ['--demo'] : [];
if (values['allow-origin']) rules.push('--allow-origin', values['allow-origin']);
if (values.web) rules.push('--web', values.web);
const rest = ['--port', values.port, '--log', 'warning', '--rate-limit', '0', ...rules];
const server = spawn(values.bin, ['serve', '--pack', pack, ...where, ...rest], {
  stdio: 'inherit',
});
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => {
  rmSync(state, { recursive: true, force: true });
  process.exit(code ?? 0);
});
