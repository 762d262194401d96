// Puts beside the compiled TypeScript what the package holds as well: the module and the licence.
import { copyFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const wasm = process.env.FINANCESCR_WASM ?? here('../../../build/wasm/wasm/engine.wasm');

await copyFile(wasm, here('../dist/engine.wasm')).catch((error) => {
  console.error(`engine.wasm: ${error.message}\nBuild it first, or name it in FINANCESCR_WASM.`);
  process.exit(1);
});
await copyFile(here('../../../LICENSE'), here('../LICENSE'));
