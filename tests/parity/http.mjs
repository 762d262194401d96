// The same HTTP requests to the native server and to the package's fetch handler: the answers must
// be the same but for ids and times, which each host makes itself.
//
//   node http.mjs --program FINANCESCR --pack PACK --screen REQUESTS --credit REQUESTS
//
// The server takes a free port and keeps its store in memory.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createFetchHandler } from '../../wasm/package/dist/fetch.js';
import { load } from '../../wasm/package/dist/index.js';
import { describeDifference } from './difference.mjs';
import { requestsOf } from './http-requests.mjs';

const kComparedHeaders = ['content-type', 'x-request-id', 'idempotency-replayed', 'allow', 'etag'];
const kId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const kTime = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z/g;
const kLatency = /"latency_ms":\d+/g;
const kMostShown = 5;

/** A host's answers, comparable with those of another: its ids are numbered as they appear. */
class Host {
  decisions = [];
  last = {};
  #fetch;
  #origin;
  #ids = new Map();

  constructor(fetch, origin) {
    this.#fetch = fetch;
    this.#origin = origin;
  }

  async answer(makeRequest, number) {
    const { path, body, ...init } = makeRequest(this);
    const headers = { ...init.headers, 'x-request-id': `parity-${number}` };
    const request = new Request(this.#origin + path, { ...init, headers, body });
    const response = await this.#fetch(request);
    const text = await response.text();
    this.#remember(text);
    const compared = kComparedHeaders.map((name) => [name, response.headers.get(name)]);
    return {
      asked: `${init.method} ${path}`,
      head: JSON.stringify({ status: response.status, ...Object.fromEntries(compared) }),
      text: this.#neutral(text),
    };
  }

  #remember(text) {
    this.last = text.startsWith('{') && !text.trimEnd().includes('\n') ? JSON.parse(text) : {};
    if (this.last.decision_id && this.last.result_hash) this.decisions.push(this.last.decision_id);
  }

  #neutral(text) {
    const number = (id) => {
      if (!this.#ids.has(id)) this.#ids.set(id, `id ${this.#ids.size + 1}`);
      return this.#ids.get(id);
    };
    return text
      .replaceAll(kId, number)
      .replaceAll(kTime, 'time')
      .replaceAll(kLatency, '"latency_ms":0');
  }
}

/** `state` is a folder for its files. */
async function startServer(program, given, state) {
  const pack = join(state, 'pack.fpk'); // what a pack is called in the package
  copyFileSync(given, pack);
  const server = spawn(
    program,
    ['serve', '--pack', pack, '--demo', '--port', '0', '--store', 'memory:', '--state-dir', state],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const said = [];
  for await (const line of createInterface({ input: server.stderr })) {
    said.push(line);
    if (!line.includes('"event":"listening"')) continue;
    server.stderr.resume();
    return { server, port: JSON.parse(line).port };
  }
  throw new Error(`the server did not start: ${said.join('\n')}`);
}

async function compare(native, wasm, requests) {
  const counts = { same: 0, decided: 0 };
  const routes = new Set();
  const different = [];
  for (const makeRequest of requests) {
    const number = counts.same + different.length + 1;
    const a = await native.answer(makeRequest, number);
    const b = await wasm.answer(makeRequest, number);
    routes.add(a.asked.replace(kId, '{id}'));
    if (a.text.includes('"result_hash":"')) ++counts.decided;
    if (a.head === b.head && a.text === b.text) ++counts.same;
    else different.push({ number, a, b });
  }
  return { ...counts, routes: routes.size, different };
}

function show({ number, a, b }) {
  console.log(`request ${number}, ${a.asked}, is answered in two ways`);
  if (a.head !== b.head) console.log(describeDifference(a.head, b.head).join('\n'));
  if (a.text !== b.text) console.log(describeDifference(a.text, b.text).join('\n'));
}

const { values: options } = parseArgs({
  options: {
    program: { type: 'string' },
    pack: { type: 'string' },
    screen: { type: 'string' },
    credit: { type: 'string' },
  },
});
const state = mkdtempSync(join(tmpdir(), 'financescr-parity-'));
const { server, port } = await startServer(options.program, options.pack, state);
try {
  const native = new Host(fetch, `http://127.0.0.1:${port}`);
  const engine = await load(readFileSync(options.pack));
  const wasm = new Host(createFetchHandler(engine), 'http://localhost');
  const requests = requestsOf(readFileSync(options.screen), readFileSync(options.credit));
  const { same, decided, routes, different } = await compare(native, wasm, requests);
  different.slice(0, kMostShown).forEach(show);
  console.log(
    `${same} answers of ${routes} routes the same, ${decided} of them with a result_hash; ` +
      `${different.length} differ`,
  );
  process.exitCode = different.length === 0 && decided > 0 ? 0 : 1;
} finally {
  server.kill();
  if (server.exitCode === null) await once(server, 'exit');
  rmSync(state, { recursive: true });
}
