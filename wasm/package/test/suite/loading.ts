// What a pack becomes, and what is refused.
import { type Case, collect, kReviewed, onEngine, post } from './case.js';
import { equal, faultOf, isTrue, same } from './check.js';

export const loading: Case[] = [
  onEngine('an engine says what it is', async (engine) => {
    equal(engine.info.self_test, true);
    isTrue(/^financescr-decision\/\d+$/.test(engine.info.decision_version));
    equal(engine.info.synthetic, true, 'the demonstration’s pack was made up');
    const health = await engine.fetch(new Request('https://x/health'));
    equal((await health.json()).synthetic, true);
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
