// Writes the demonstration: a folder that any static file server can serve.
//   npm run demo -- --pack FILE.fpk --out DIR [--label TEXT]

import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { load } from '@financescr/engine';
import { filesOf, sha256, writeServiceWorker } from './write_service_worker.mjs';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));

function readArguments() {
  const { values } = parseArgs({
    options: { pack: { type: 'string' }, out: { type: 'string' }, label: { type: 'string' } },
  });
  if (!values.pack || !values.out) {
    console.error('usage: npm run demo -- --pack FILE.fpk --out DIR [--label TEXT]');
    process.exit(2);
  }
  // npm runs scripts in this package's folder; paths are meant where the person stands.
  const from = process.env.INIT_CWD ?? process.cwd();
  return { ...values, pack: resolve(from, values.pack), out: resolve(from, values.out) };
}

/** An export is replaced; any other folder with something in it is somebody's. */
async function mayReplace(folder) {
  const entries = await readdir(folder).catch(() => []);
  return entries.length === 0 || entries.includes('demo.json');
}

/** What a page compares with the pack of the server that it came from. */
const hashesOf = ({ label, pack_hash, policy_hash, model_hash }) => ({
  label,
  pack_hash,
  policy_hash,
  model_hash,
});

/** The pack is opened here once, so that a damaged one is never published. */
async function describePack(bytes, wasm) {
  const engine = await load(bytes, { wasm });
  const { fincrime, credit } = engine.info;
  engine.close();
  return {
    fincrime: fincrime && hashesOf(fincrime),
    credit: credit && hashesOf(credit),
  };
}

async function buildDemo() {
  const { pack, out, label } = readArguments();
  if (!(await mayReplace(out))) {
    console.error(`${out}: there is something else than a demonstration; name another folder`);
    process.exit(2);
  }
  const bytes = await readFile(pack);
  const engineFile = (await filesOf(dist)).find((file) => /^assets\/engine.*\.wasm$/.test(file));
  if (!engineFile) throw new Error('dist holds no engine.wasm: run `npm run build` first');
  const wasm = await readFile(join(dist, engineFile));
  const domains = await describePack(bytes, wasm);
  const packed = gzipSync(bytes, { level: 9 });
  const packHash = sha256(bytes);
  const packFile = `pack-${packHash.slice(0, 16)}.fpk.gz`;

  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  await cp(dist, out, { recursive: true });
  await writeFile(join(out, packFile), packed);
  const demo = {
    label: label ?? basename(pack, '.fpk'),
    pack: { file: packFile, size: bytes.length, download_size: packed.length, sha256: packHash },
    engine: { file: engineFile, size: wasm.length, sha256: sha256(wasm) },
    domains,
  };
  await writeFile(join(out, 'demo.json'), `${JSON.stringify(demo, null, 2)}\n`);
  await writeServiceWorker(out);
  console.log(`${out}: pack ${packed.length} bytes, engine ${wasm.length} bytes`);
}

buildDemo().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
