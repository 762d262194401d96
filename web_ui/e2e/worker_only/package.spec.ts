// The package's own suite, which Node runs too, in this browser. `npm --prefix ../wasm/package run
// build:test` compiles it.
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { expect, test } from '../console';
import { kPorts } from '../ports.mjs';

interface Case {
  name: string;
  run(host: { open: unknown; pack: Uint8Array }): Promise<void>;
}

async function packOfDemo(): Promise<Buffer> {
  const folder = process.env.FINANCESCR_DEMO_DIR ?? 'demo_out';
  const demo = JSON.parse(await readFile(`${folder}/demo.json`, 'utf8'));
  return gunzipSync(await readFile(`${folder}/${demo.pack.file}`));
}

for (const [where, script, load] of [
  ['in the page', 'index.js', 'load'],
  ['in a worker', 'worker-client.js', 'loadInWorker'],
] as const) {
  test(`the suite of the package passes with an engine ${where}`, async ({ page }) => {
    test.setTimeout(120_000);
    const pack = await packOfDemo();
    await page.route('**/demo.fpk', (route) => route.fulfill({ body: pack }));
    await page.goto(`http://localhost:${kPorts.engine}/package.json`);
    const result = await page.evaluate(
      async ({ script, load }) => {
        const { suite }: { suite: Case[] } = await import(
          `${location.origin}/.test/suite/suite.js`
        );
        const open = (await import(`${location.origin}/dist/${script}`))[load];
        const bytes = new Uint8Array(await (await fetch('/demo.fpk')).arrayBuffer());
        const failures: string[] = [];
        for (const { name, run } of suite) {
          await run({ open, pack: bytes }).catch((error) => failures.push(`${name}: ${error}`));
        }
        return { cases: suite.length, failures };
      },
      { script, load },
    );
    expect(result.failures).toEqual([]);
    expect(result.cases).toBeGreaterThan(30);
  });
}
