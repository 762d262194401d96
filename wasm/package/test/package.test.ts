// What is published, and that its README is true.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { packPath } from './pack.js';

const root = fileURLToPath(new URL('../', import.meta.url));

function modules(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? modules(path) : [path.replace(/^src/, 'dist').slice(0, -3)];
  });
}

test('the package holds the compiled sources, the module, README and licence; nothing else', () => {
  const report = execFileSync('npm', ['pack', '--dry-run', '--json'], { cwd: root });
  const [{ files }] = JSON.parse(report.toString());
  const compiled = modules('src').flatMap((name) => [`${name}.d.ts`, `${name}.js`]);
  const meant = [...compiled, 'LICENSE', 'README.md', 'dist/engine.wasm', 'package.json'];
  const packed = files.map(({ path }: { path: string }) => path);
  assert.deepEqual(packed.sort(), meant.sort());
});

test('every entry point leads to a file of the package and wants no other package', () => {
  const { exports, dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  assert.equal(dependencies, undefined);
  for (const name of Object.keys(exports)) {
    const url = import.meta.resolve(name.replace('.', '@financescr/engine'));
    assert.notEqual(readFileSync(new URL(url)).length, 0, name);
  }
});

test('the example of the README prints what it says', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const [, example = ''] = /```js\n([^]*?)```/.exec(readme) ?? [];
  const said = [...example.matchAll(/console\.log\(.*\/\/ (.*)/g)].map(([, text]) => text);
  assert.notEqual(said.length, 0);
  // Inside the package, so that its own name leads to it.
  const folder = mkdtempSync(join(root, '.test/readme-'));
  try {
    copyFileSync(packPath, join(folder, 'demo.fpk'));
    writeFileSync(join(folder, 'example.mjs'), example);
    const printed = execFileSync('node', ['example.mjs'], { cwd: folder }).toString();
    assert.deepEqual(printed.trim().split('\n'), said);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
