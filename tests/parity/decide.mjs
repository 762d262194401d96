// Decides JSON lines with the WebAssembly module, as the native program does with a file of them.
//
//   node decide.mjs --task TASK --pack PACK [--wasm MODULE] <REQUESTS >ANSWERS
//
// TASK is one of the package's: screen, apply, match, replay, screenBundle, applyBundle. Without
// --wasm the module is the package's own.
import { readFileSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { load } from '../../wasm/package/dist/index.js';
import { Instance } from '../../wasm/package/dist/instance.js';
import { kTaskNumbers } from '../../wasm/package/dist/lines.js';
import { answersOf, linesOf } from './answers.mjs';

const kBufferCharacters = 1 << 20;
const kStandardInput = 0;
const kStandardOutput = 1;

function writeAll(text) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(kStandardOutput, bytes, at);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}

/** The same module below the package's text interface: for bytes that are no text. */
async function byteDoor(pack, wasm, task) {
  const instance = await Instance.create({ wasm });
  instance.open(pack);
  const decoder = new TextDecoder();
  return (bytes, number) =>
    decoder.decode(instance.lines(kTaskNumbers[task], bytes, number)).slice(0, -1);
}

const { values: options } = parseArgs({
  options: { task: { type: 'string' }, pack: { type: 'string' }, wasm: { type: 'string' } },
});
if (options.pack === undefined || !(options.task in kTaskNumbers)) {
  console.error('usage: decide.mjs --task TASK --pack PACK [--wasm MODULE] <REQUESTS >ANSWERS');
  process.exit(2);
}
const pack = readFileSync(options.pack);
const module = options.wasm ?? new URL('../../wasm/package/dist/engine.wasm', import.meta.url);
const wasm = await WebAssembly.compile(readFileSync(module));
const engine = await load(pack, { wasm });
const answerBytes = await byteDoor(pack, wasm, options.task);
const requests = readFileSync(kStandardInput);
let waiting = '';
for await (const answer of answersOf(engine, options.task, linesOf(requests), answerBytes)) {
  waiting += `${answer}\n`;
  if (waiting.length < kBufferCharacters) continue;
  writeAll(waiting);
  waiting = '';
}
writeAll(waiting);
