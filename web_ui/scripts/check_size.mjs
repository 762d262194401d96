// Fails when what a browser loads before the engine is too much: scripts and styles of index.html
// with everything that they import at once, as gzip makes them.

import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const kLimits = { js: 250_000, css: 40_000 };
const dist = fileURLToPath(new URL('../dist/', import.meta.url));

const sizes = { js: 0, css: 0 };
const seen = new Set();

async function add(file) {
  if (seen.has(file)) return;
  seen.add(file);
  const bytes = await readFile(join(dist, file));
  const kind = file.endsWith('.css') ? 'css' : 'js';
  sizes[kind] += gzipSync(bytes).length;
  if (kind === 'css') return;
  // Static imports only: `import("./x.js")` is loaded when it is needed.
  for (const [, name] of bytes.toString().matchAll(/(?:from|import)\s*"(\.[^"]+\.js)"/g)) {
    await add(join(dirname(file), name));
  }
}

const page = await readFile(join(dist, 'index.html'), 'utf8');
for (const [, name] of page.matchAll(/(?:src|href)="\.\/([^"]+\.(?:js|css))"/g)) await add(name);

let isFine = sizes.js > 0;
for (const [kind, limit] of Object.entries(kLimits)) {
  console.log(`${kind}: ${sizes[kind]} bytes gzip, limit ${limit}`);
  isFine &&= sizes[kind] <= limit;
}
process.exit(isFine ? 0 : 1);
