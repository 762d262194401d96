// Serves the demonstration's pack natively, with a store of its own that is deleted afterwards.
//   node native_server.mjs --bin FILE --demo-dir DIR --port N (--open | --allow-origin ORIGIN)

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { kAuditor } from './ports.mjs';

const { values } = parseArgs({
  options: {
    bin: { type: 'string' },
    'demo-dir': { type: 'string' },
    port: { type: 'string' },
    open: { type: 'boolean' },
    'allow-origin': { type: 'string' },
  },
});

const state = mkdtempSync(join(tmpdir(), 'financescr-e2e-'));
const packed = readdirSync(values['demo-dir']).find((name) => name.endsWith('.fpk.gz'));
const pack = join(state, 'demo.fpk');
writeFileSync(pack, gunzipSync(readFileSync(join(values['demo-dir'], packed))));

const store = `sqlite:${join(state, 'financescr.db')}`;
const where = ['--store', store, '--state-dir', state];
if (!values.open) {
  const { username, password } = kAuditor;
  const who = ['--username', username, '--email', 'auditor@example.com', '--role', 'admin'];
  execFileSync(values.bin, ['admin', 'create', ...where, ...who], { input: password });
}

const rules = values.open ? ['--demo'] : ['--allow-origin', values['allow-origin']];
const rest = ['--port', values.port, '--log', 'warning', '--rate-limit', '0', ...rules];
const server = spawn(values.bin, ['serve', '--pack', pack, ...where, ...rest], {
  stdio: 'inherit',
});
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => {
  rmSync(state, { recursive: true, force: true });
  process.exit(code ?? 0);
});
