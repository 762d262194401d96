// Decides JSON lines in Chromium: decide.mjs, in a page.
//
//   node browser.mjs --chromium PROGRAM --task TASK --pack PACK <REQUESTS >ANSWERS
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const kTypes = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};
const kStandardInput = 0;
const kPatienceMs = 300_000;

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Files of this folder and of the package, by their names alone. */
function fileOf(path) {
  const [, folder, name] = /^\/(package\/)?([a-z.-]+)$/.exec(path) ?? [];
  if (name === undefined) return undefined;
  return here(folder === undefined ? `./${name}` : `../../wasm/package/dist/${name}`);
}

function serve(held) {
  return createServer((request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    try {
      const body = held[path] ?? readFileSync(fileOf(path));
      const type = kTypes[extname(path)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
}

async function decideInPage(program, address, task) {
  const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(kPatienceMs);
    page.on('pageerror', (error) => console.error(String(error)));
    page.on('console', (message) => console.error(message.text()));
    await page.goto(`${address}/page.html`);
    await page.waitForFunction(() => typeof globalThis.decide === 'function');
    return await page.evaluate((name) => globalThis.decide(name), task);
  } finally {
    await browser.close();
  }
}

const { values: options } = parseArgs({
  options: { chromium: { type: 'string' }, task: { type: 'string' }, pack: { type: 'string' } },
});
const held = {
  '/pack': readFileSync(options.pack),
  '/requests': readFileSync(kStandardInput),
  '/favicon.ico': '',
};
const server = serve(held);
await new Promise((done) => server.listen(0, '127.0.0.1', done));
try {
  const address = `http://127.0.0.1:${server.address().port}`;
  process.stdout.write(await decideInPage(options.chromium, address, options.task));
} finally {
  server.close();
}
