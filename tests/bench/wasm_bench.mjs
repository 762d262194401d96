// Native against WebAssembly on one pack: prints rows of a Markdown table.
//
//   node wasm_bench.mjs --bench LINE_BENCH --pack PACK --title TITLE --queries N --rounds N
//
// Both sides decide the same requests in turns, twice; of each request the least time counts.
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const kTurns = 2;
const kMostOutput = 1 << 28;
const kSeed = '42';
const kWasmLines = fileURLToPath(new URL('wasm_lines.mjs', import.meta.url));

const { values: options } = parseArgs({
  options: {
    bench: { type: 'string' },
    pack: { type: 'string' },
    title: { type: 'string' },
    queries: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '3' },
  },
});

function run(program, args, input) {
  return execFileSync(program, args, { input, maxBuffer: kMostOutput });
}

function best(reports) {
  const [first] = reports;
  const least = (name) => Math.min(...reports.map((report) => report[name]));
  const times = first.least_ns.map((_, i) => Math.min(...reports.map((r) => r.least_ns[i])));
  const sorted = times.toSorted((a, b) => a - b);
  const rank = (percent) => sorted[Math.ceil((sorted.length * percent) / 100) - 1] / 1e3;
  return {
    p50: rank(50),
    p90: rank(90),
    p99: rank(99),
    perSecond: (times.length * 1e9) / times.reduce((sum, time) => sum + time, 0),
    openMs: least('open_ns') / 1e6,
    startMs: (least('compile_ns') + least('instantiate_ns')) / 1e6,
    rss: least('rss_bytes') / 1e6,
    peak: least('peak_bytes') / 1e6,
    memory: least('memory_bytes') / 1e6,
  };
}

const requests = run(options.bench, ['requests', options.pack, options.queries, kSeed]);
const reports = { native: [], wasm: [] };
for (let turn = 0; turn < kTurns; ++turn) {
  const args = [options.pack, options.rounds];
  reports.native.push(JSON.parse(run(options.bench, ['decide', ...args], requests)));
  reports.wasm.push(JSON.parse(run(process.execPath, [kWasmLines, ...args], requests)));
}
const native = best(reports.native);
const wasm = best(reports.wasm);

const number = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 });
function row(what, a, b, withRatio = true) {
  const ratio = withRatio ? number.format(b / a) : '';
  console.log(`| ${what} | ${number.format(a)} | ${number.format(b)} | ${ratio} |`);
}

const megabytes = number.format(statSync(options.pack).size / 1e6);
console.log(`\n| ${options.title}, .fpk of ${megabytes} MB | native | WebAssembly | ratio |`);
console.log('|---|---:|---:|---:|');
row('line p50, us', native.p50, wasm.p50);
row('line p90, us', native.p90, wasm.p90);
row('line p99, us', native.p99, wasm.p99);
row('lines a second, one core', native.perSecond, wasm.perSecond);
row('open the pack, ms', native.openMs, wasm.openMs);
row('memory of the process, MB', native.rss, wasm.rss);
row('at its peak, MB', native.peak, wasm.peak);
console.log(`| compile and instantiate, ms | | ${number.format(wasm.startMs)} | |`);
console.log(`| memory of the module with the pack, MB | | ${number.format(wasm.memory)} | |`);
