// Compares the answers of the native program and of WebAssembly, line by line: first the
// result_hash, then every byte.
//
//   node compare.mjs --requests FILE --native FILE --wasm FILE [--counts FILE]
//
// Says the first difference with its line and fields, and exits with 1 if there is one. --counts
// appends a line of JSON: how many were compared, which outcomes there were, and which scripts the
// names of the requests were written in.
import { appendFileSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { linesOf } from './answers.mjs';
import { describeDifference } from './difference.mjs';
import { scriptsOf } from './scripts.mjs';

const kNothing = new Uint8Array();
const { values: options } = parseArgs({
  options: {
    requests: { type: 'string' },
    native: { type: 'string' },
    wasm: { type: 'string' },
    counts: { type: 'string' },
  },
});

function hashOf(text) {
  return /"result_hash":"([^"]+)"/.exec(text)?.[1];
}

/** What an answer came to, in the word that the contract has for it. */
function outcomeOf(text) {
  const fault = /^\{"error":\{"code":"([a-z_]+)"/.exec(text);
  if (fault) return `error ${fault[1]}`;
  return /"(?:decision|status)":"([A-Za-z_]+)"/.exec(text)?.[1] ?? 'none';
}

function compare(native, wasm) {
  const counts = { lines: 0, decided: 0, refused: 0, hashes: 0, other_hashes: 0, other_bytes: 0 };
  const outcomes = {};
  const others = linesOf(wasm);
  let first;
  for (const line of linesOf(native)) {
    const { value: other = kNothing } = others.next();
    const [a, b] = [Buffer.from(line.buffer, line.byteOffset, line.length), Buffer.from(other)];
    ++counts.lines;
    const text = a.toString();
    const hash = hashOf(text);
    ++counts[text.startsWith('{"error":') ? 'refused' : 'decided'];
    if (hash !== undefined) ++counts.hashes;
    if (hash !== hashOf(b.toString())) ++counts.other_hashes;
    if (!a.equals(b)) {
      ++counts.other_bytes;
      first ??= { number: counts.lines, native: text, wasm: b.toString() };
    }
    const outcome = outcomeOf(text);
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
  return { counts, outcomes, first, surplus: [...others].length };
}

const [native, wasm] = [readFileSync(options.native), readFileSync(options.wasm)];
const { counts, outcomes, first, surplus } = compare(native, wasm);
if (options.counts !== undefined) {
  const scripts = options.requests === undefined ? {} : scriptsOf(readFileSync(options.requests));
  const line = { ...counts, outcomes, scripts };
  appendFileSync(options.counts, `${JSON.stringify(line)}\n`);
}
if (first !== undefined) {
  console.log(`first difference: line ${first.number} of the answers (${options.native})`);
  for (const line of describeDifference(first.native, first.wasm)) console.log(line);
  console.log(`${counts.other_bytes} lines differ, ${counts.other_hashes} in their result_hash`);
}
if (surplus > 0) console.log(`WebAssembly answered ${surplus} lines more than the native program`);
process.exitCode = first === undefined && surplus === 0 ? 0 : 1;
