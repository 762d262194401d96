// The WebAssembly side of wasm_bench.sh: what `line_bench decide` does, through the package.
//
//   node wasm_lines.mjs PACK ROUNDS <REQUESTS
import { readFileSync } from 'node:fs';
import { load } from '../../wasm/package/dist/index.js';
import { Instance } from '../../wasm/package/dist/instance.js';

const kStandardInput = 0;

const now = () => process.hrtime.bigint();

async function timed(work) {
  const start = now();
  const result = await work();
  return { result, ns: Number(now() - start) };
}

/** The size of the module's memory once it holds the pack, which the package keeps to itself. */
async function memoryWith(pack, wasm) {
  const instance = await Instance.create({ wasm });
  instance.open(pack);
  return instance.memoryBytes;
}

const [path, roundCount] = process.argv.slice(2);
const module = readFileSync(new URL('../../wasm/package/dist/engine.wasm', import.meta.url));
const lines = readFileSync(kStandardInput, 'utf8').trimEnd().split('\n');
const compiled = await timed(() => WebAssembly.compile(module));
const instantiated = await timed(() => Instance.create({ wasm: compiled.result }));
const opened = await timed(() => load(readFileSync(path), { wasm: compiled.result }));
const engine = opened.result;

const least = new Array(lines.length).fill(Infinity);
function round() {
  for (const [i, line] of lines.entries()) {
    const start = now();
    const answer = engine.lines('screen', line, i + 1);
    least[i] = Math.min(least[i], Number(now() - start));
    if (answer.startsWith('{"error"')) throw new Error(answer);
  }
}
round();
least.fill(Infinity);
for (let nth = 0; nth < Number(roundCount); ++nth) round();
const rss = process.memoryUsage.rss();
console.log(
  JSON.stringify({
    compile_ns: compiled.ns,
    instantiate_ns: instantiated.ns,
    open_ns: opened.ns,
    rss_bytes: rss,
    peak_bytes: process.resourceUsage().maxRSS * 1024,
    memory_bytes: await memoryWith(readFileSync(path), compiled.result),
    least_ns: least,
  }),
);
