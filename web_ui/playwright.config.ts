import { existsSync } from 'node:fs';
import { defineConfig, devices } from '@playwright/test';
import { kPlainHost, kPorts } from './e2e/ports.mjs';

// FINANCESCR_BIN: the program `financescr`. FINANCESCR_DEMO_DIR: what `npm run demo` wrote.
const bin = process.env.FINANCESCR_BIN ?? '../build/release/native_server/financescr';
const demo = process.env.FINANCESCR_DEMO_DIR ?? 'demo_out';
for (const [name, path] of Object.entries({ FINANCESCR_BIN: bin, FINANCESCR_DEMO_DIR: demo })) {
  if (!existsSync(path)) throw new Error(`${name}: there is no ${path}`);
}

const files = (root: string, port: number, more = '') => ({
  command: `node e2e/static_server.mjs --root ${root} --port ${port} ${more}`,
  port,
});
const native = (port: number, more: string) => ({
  command: `node e2e/native_server.mjs --bin ${bin} --demo-dir ${demo} --port ${port} ${more}`,
  url: `http://localhost:${port}/health`,
});

export default defineConfig({
  testDir: 'e2e',
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  // What-if decides a whole pack before it shows anything, and machines that test are busy.
  expect: { timeout: 30_000 },
  use: {
    ...devices['Desktop Chrome'],
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', `--host-resolver-rules=MAP ${kPlainHost} 127.0.0.1`],
    },
    trace: 'retain-on-failure',
  },
  projects: [
    {
      name: 'worker',
      testIgnore: '**/server_only/**',
      use: { baseURL: `http://localhost:${kPorts.demo}/` },
    },
    {
      name: 'server',
      testIgnore: '**/worker_only/**',
      use: { baseURL: `http://localhost:${kPorts.console}/` },
    },
  ],
  webServer: [
    files(demo, kPorts.demo),
    files('dist', kPorts.console, `--api http://localhost:${kPorts.open}`),
    files(demo, kPorts.both, `--api http://localhost:${kPorts.open}`),
    files('../wasm/package', kPorts.engine),
    native(kPorts.open, '--open'),
    native(kPorts.bank, `--allow-origin http://localhost:${kPorts.demo}`),
    native(kPorts.app, `--open --web ${demo}`),
    native(kPorts.production, `--bank-pack --web ${demo}`),
  ],
});
