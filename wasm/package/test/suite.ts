// What every engine must do, wherever it runs. No test framework and no module of a host is
// imported, so that a browser runs the same text.
import type { Bundle, DecisionEngine, LineFault, ModuleOptions } from '@financescr/engine';
import { equal, faultOf, isTrue, same } from './check.js';

export interface Host {
  /** Loads a pack into an engine of this kind. */
  open(pack: Uint8Array, options?: ModuleOptions): Promise<DecisionEngine>;
  /** The demonstration's pack: `financescr datagen --seed 42`. */
  pack: Uint8Array;
}

export interface Case {
  name: string;
  run(host: Host): Promise<void>;
}

const kDay = '2026-01-01';
const kReviewed = { as_of: kDay, customer_id: 'C_000049' };
const kDeclined = { as_of: kDay, application_id: 'A_002945' };

/** A case on an engine with the demonstration's pack, closed afterwards. */
function onEngine(name: string, body: (engine: DecisionEngine) => Promise<void>): Case {
  const run = async (host: Host) => {
    const engine = await host.open(host.pack);
    try {
      await body(engine);
    } finally {
      engine.close();
    }
  };
  return { name, run };
}

async function collect(batch: AsyncIterable<string[]>): Promise<string[]> {
  const lines: string[] = [];
  for await (const piece of batch) lines.push(...piece);
  return lines;
}

const decisions: Case[] = [
  onEngine('a customer of the list is reviewed, with evidence', async (engine) => {
    const decision = await engine.screen({ ...kReviewed, request_id: 'r1' });
    equal(decision.decision, 'REVIEW');
    equal(decision.request_id, 'r1');
    equal(decision.matches[0]?.candidate_id, decision.top_match?.candidate_id);
    equal(decision.pack_hash, engine.info.fincrime?.pack_hash);
    equal('decision_id' in decision, false, 'nothing is stored');
  }),
  onEngine('a name that resembles none is cleared, a misspelt field is named', async (engine) => {
    const subject = { name: 'Xanthippe Quillfeather', birthday: '1990-02-03' };
    const decision = await engine.screen({ subject });
    equal(decision.decision, 'CLEAR');
    same(decision.ignored_fields, ['/subject/birthday']);
  }),
  onEngine('a loan is declined with reasons', async (engine) => {
    const decision = await engine.apply(kDeclined);
    equal(decision.decision, 'DECLINE');
    equal(decision.apr_percent, null);
    isTrue(decision.reason_codes.length > 0);
  }),
  onEngine('two names are compared without the pack', async (engine) => {
    const candidate = { primary_name: 'Tomas Vaitkus' };
    const alike = await engine.match({ query: { name: 'Tomas Vaitkus' }, candidate });
    const unlike = await engine.match({ query: { name: 'Xanthippe Quill' }, candidate });
    isTrue(alike.score > unlike.score);
  }),
  onEngine('each bad field of a request is an error with its pointer', async (engine) => {
    const subject = { name: '', nationality: 'Lithuania' };
    const fault = await faultOf(() => engine.screen({ subject, options: { top_k: 0 } }));
    equal(fault.code, 'invalid');
    const pointers = fault.errors.map((error) => error.pointer);
    same(pointers, ['/subject/name', '/subject/nationality', '/options/top_k']);
    const unknown = await faultOf(() => engine.apply({ application_id: 'A_9' }));
    equal(unknown.code, 'not_found');
    equal(unknown.pointer, '/application_id');
  }),
  onEngine('a sum is that of the standard', async (engine) => {
    const ofNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    const ofAbc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    equal(await engine.sha256(new Uint8Array()), ofNothing);
    equal(await engine.sha256(new TextEncoder().encode('abc')), ofAbc);
  }),
];

const replays: Case[] = [
  onEngine('a decision made again is identical', async (engine) => {
    for (const bundle of [await engine.screenBundle(kReviewed), await engine.applyBundle(kDeclined)]) {
      const replayed = await engine.replay(bundle);
      equal(replayed.status, 'identical');
      equal(replayed.result_hash, bundle.decision['result_hash']);
    }
  }),
  onEngine('a changed outcome is found, and where', async (engine) => {
    const bundle = await engine.applyBundle(kDeclined);
    const forged: Bundle = { ...bundle, decision: { ...bundle.decision, decision: 'APPROVE' } };
    const replayed = await engine.replay(forged);
    equal(replayed.status, 'different');
    equal(replayed.field, '/decision/decision');
    equal(replayed.recorded, 'APPROVE');
    equal(replayed.replayed, 'DECLINE');
  }),
  onEngine('what is no bundle is refused', async (engine) => {
    const fault = await faultOf(() => engine.replay({} as Bundle));
    equal(fault.code, 'missing');
  }),
];

const batches: Case[] = [
  onEngine('a batch answers as single requests do, in order', async (engine) => {
    const requests = [kReviewed, { customer_id: 'C_000001' }, kReviewed];
    const lines = await collect(engine.batch('screen', requests, { pieceSize: 2 }));
    const single = [];
    for (const request of requests) single.push(await engine.screen(request));
    same(lines.map((line) => JSON.parse(line)), single);
  }),
  onEngine('bad lines are answered in their place and numbered over all pieces', async (engine) => {
    const good = JSON.stringify(kReviewed);
    const deep = `${'['.repeat(40)}${']'.repeat(40)}`;
    const hostile = [good, '{', '', '  ', 'null', '\0', deep, '{"a":1,"a":2}', `${good}\r\n`];
    const lines = await collect(engine.batch('screen', hostile, { pieceSize: 2 }));
    const faults = lines.map((line) => (JSON.parse(line) as Partial<LineFault>).error?.line);
    same(faults, [undefined, 2, 5, 6, 7, 8, undefined]);
  }),
  onEngine('a line that is too long is refused and the next one decided', async (engine) => {
    const long = JSON.stringify({ subject: { name: 'x'.repeat(5_000_000) } });
    const [first, second] = await collect(engine.batch('screen', [long, kReviewed]));
    equal((JSON.parse(first ?? '') as LineFault).error.code, 'too_large');
    equal(JSON.parse(second ?? '').decision, 'REVIEW');
  }),
  onEngine('a text of two lines is refused before it shifts the numbers', async (engine) => {
    const fault = await faultOf(() => collect(engine.batch('screen', ['{}\n{}'])));
    equal(fault.code, 'malformed');
  }),
  onEngine('a batch of bundles can be replayed by a batch', async (engine) => {
    const bundles = await collect(engine.batch('applyBundle', [kDeclined, kDeclined]));
    const replayed = await collect(engine.batch('replay', bundles));
    same(replayed.map((line) => JSON.parse(line).status), ['identical', 'identical']);
  }),
  onEngine('a large batch reports each piece', async (engine) => {
    const count = 1_050;
    const reported: number[] = [];
    const onProgress = ({ done }: { done: number }) => reported.push(done);
    async function* requests() {
      for (let i = 0; i < count; ++i) yield kDeclined;
    }
    const lines = await collect(engine.batch('apply', requests(), { onProgress }));
    equal(lines.length, count);
    same(reported, [500, 1_000, count]);
  }),
  onEngine('an aborted batch begins no further piece', async (engine) => {
    const stop = new AbortController();
    const reported: number[] = [];
    const batch = engine.batch('apply', Array(50).fill(kDeclined), {
      pieceSize: 10,
      signal: stop.signal,
      onProgress: ({ done }) => {
        reported.push(done);
        if (done === 20) stop.abort(new Error('enough'));
      },
    });
    const reason = await collect(batch).catch((error: Error) => error);
    equal((reason as Error).message, 'enough');
    same(reported, [10, 20]);
    equal((await engine.apply(kDeclined)).decision, 'DECLINE', 'the engine goes on');
  }),
  onEngine('an event between pieces can stop a batch', async (engine) => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('pressed')), 1);
    async function* endless() {
      for (;;) yield kDeclined;
    }
    const batch = engine.batch('apply', endless(), { pieceSize: 5, signal: stop.signal });
    const reason = await collect(batch).catch((error: Error) => error);
    equal((reason as Error).message, 'pressed');
  }),
  onEngine('another request is answered while a batch runs', async (engine) => {
    let finished = false;
    const batch = collect(engine.batch('apply', Array(200).fill(kDeclined), { pieceSize: 10 }));
    const whole = batch.then(() => (finished = true));
    await engine.screen(kReviewed);
    equal(finished, false);
    await whole;
  }),
];

function post(path: string, body: object): Request {
  const headers = { 'content-type': 'application/json', origin: 'https://elsewhere.example' };
  const url = `https://pages.example${path}`;
  return new Request(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

const http: Case[] = [
  onEngine('a posted screening is decided, stored and opens a case', async (engine) => {
    const response = await engine.fetch(post('/screen', kReviewed));
    equal(response.status, 200);
    equal(response.headers.get('content-type'), 'application/json');
    const answer = await response.json();
    const { decision_id, case_id, request_id, ...decision } = answer;
    const { request_id: _, ...alone } = await engine.screen(kReviewed);
    same(decision, alone);
    const stored = await engine.fetch(new Request(`https://x/decisions/${decision_id}`));
    equal((await stored.json()).case_id, case_id);
    isTrue(typeof request_id === 'string');
    const cases = await engine.fetch(new Request('https://x/cases?domain=screen'));
    same((await cases.json()).items.map((item: { case_id: string }) => item.case_id), [case_id]);
  }),
  onEngine('a bad request is a problem document', async (engine) => {
    const response = await engine.fetch(post('/screen', { subject: { name: '' } }));
    equal(response.status, 422);
    equal(response.headers.get('content-type'), 'application/problem+json');
    equal((await response.json()).errors[0].pointer, '/subject/name');
    equal((await engine.fetch(new Request('https://x/nowhere'))).status, 404);
  }),
  onEngine('HEAD and 204 have no body', async (engine) => {
    const head = await engine.fetch(new Request('https://x/health', { method: 'HEAD' }));
    equal(head.status, 200);
    equal(head.body, null);
    const options = await engine.fetch(new Request('https://x/screen', { method: 'OPTIONS' }));
    equal(options.status, 204);
    equal(options.body, null);
  }),
  onEngine('a page that the client has already is not sent again', async (engine) => {
    const { case_id } = await (await engine.fetch(post('/screen', kReviewed))).json();
    const url = `https://x/cases/${case_id}`;
    const etag = (await engine.fetch(new Request(url))).headers.get('etag') ?? '';
    const headers = { 'if-none-match': etag };
    const again = await engine.fetch(new Request(url, { headers }));
    equal(again.status, 304);
    equal(again.body, null);
  }),
  onEngine('a batch is collected from its stream', async (engine) => {
    const body = `${JSON.stringify(kReviewed)}\n{}\n`;
    const headers = { 'content-type': 'application/x-ndjson' };
    const request = new Request('https://x/screen/batch', { method: 'POST', headers, body });
    const lines = (await (await engine.fetch(request)).text()).trim().split('\n');
    same(lines.map((line) => 'error' in JSON.parse(line)), [false, true]);
  }),
  onEngine('an aborted request is not answered', async (engine) => {
    const request = new Request('https://x/health', { signal: AbortSignal.abort() });
    const error = await engine.fetch(request).catch((thrown: Error) => thrown);
    equal((error as Error).name, 'AbortError');
  }),
];

const loading: Case[] = [
  onEngine('an engine says what it is', async (engine) => {
    equal(engine.info.self_test, true);
    isTrue(/^financescr-decision\/\d+$/.test(engine.info.decision_version));
    isTrue((engine.info.fincrime?.rows['watchlist'] ?? 0) > 0, JSON.stringify(engine.info));
  }),
  {
    name: 'damaged packs are refused with the fault, and the engine is none',
    async run({ open, pack }) {
      const flipped = pack.slice();
      flipped[flipped.length >> 1]! ^= 1;
      for (const damaged of [flipped, pack.slice(0, 1000), new Uint8Array()]) {
        const fault = await faultOf(() => open(damaged));
        isTrue(['corrupt', 'malformed'].includes(fault.code), `${fault.code}: ${fault.detail}`);
        isTrue(fault.errors.length > 0);
      }
    },
  },
  {
    name: 'a pack beyond the memory limit is refused with both numbers',
    async run({ open, pack }) {
      const memoryLimitBytes = 1_000_000;
      const fault = await faultOf(() => open(pack, { memoryLimitBytes }));
      equal(fault.code, 'too_large');
      isTrue(fault.detail.includes(`${pack.length}`), fault.detail);
      isTrue(fault.detail.includes(`${memoryLimitBytes}`), fault.detail);
    },
  },
  {
    name: 'WebAssembly that is damaged, or another, is refused',
    async run({ open, pack }) {
      const empty = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
      for (const wasm of [new Uint8Array([1, 2, 3]), empty]) {
        equal((await faultOf(() => open(pack, { wasm }))).code, 'bad_module');
      }
      const missing = new Response('not here', { status: 404 });
      equal((await faultOf(() => open(pack, { wasm: missing }))).code, 'bad_module');
    },
  },
  {
    name: 'the pack stays the caller’s, and engines do not see each other',
    async run({ open, pack }) {
      const size = pack.length;
      const [first, second] = [await open(pack), await open(pack)];
      equal(pack.length, size);
      await first.fetch(post('/screen', kReviewed));
      const page = await second.fetch(new Request('https://x/cases'));
      same((await page.json()).items, []);
      first.close();
      equal((await second.screen(kReviewed)).decision, 'REVIEW');
      second.close();
    },
  },
  {
    name: 'a closed engine says so',
    async run({ open, pack }) {
      const engine = await open(pack);
      engine.close();
      engine.close();
      equal((await faultOf(() => engine.screen(kReviewed))).code, 'closed');
      equal((await faultOf(() => engine.fetch(new Request('https://x/health')))).code, 'closed');
      const batch = engine.batch('screen', [kReviewed]);
      equal((await faultOf(() => collect(batch))).code, 'closed');
    },
  },
];

export const suite: readonly Case[] = [...loading, ...decisions, ...replays, ...batches, ...http];
