// Many requests in pieces.
import type { LineFault, MonitoringDecision } from '@financescr/engine';
import { type Case, collect, kDeclined, kReviewed, onEngine } from './case.js';
import { equal, faultOf, isTrue, same } from './check.js';

export const batches: Case[] = [
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
  onEngine('a task that there is not is refused, with those that there are', async (engine) => {
    const unknown = ['credit', 'Screen', '', 'toString', '__proto__', 'screen ', '0'];
    const others = [undefined, null, 0, 1.5, ['screen'], {}];
    for (const task of [...unknown, ...others] as 'screen'[]) {
      for (const requests of [[kReviewed], []]) {
        const fault = await faultOf(() => engine.batch(task, requests));
        equal(fault.code, 'invalid', String(task));
        isTrue(fault.detail.includes('applyBundle'), fault.detail);
      }
    }
    const fault = await faultOf(() => engine.batch('credit' as 'apply', []));
    isTrue(fault.detail.includes('"credit"'), fault.detail);
    equal((await collect(engine.batch('screen', [kReviewed]))).length, 1, 'the engine goes on');
  }),
  onEngine('a batch of bundles can be replayed by a batch', async (engine) => {
    const bundles = await collect(engine.batch('applyBundle', [kDeclined, kDeclined]));
    const replayed = await collect(engine.batch('replay', bundles));
    same(replayed.map((line) => JSON.parse(line).status), ['identical', 'identical']);
  }),
  onEngine('events are monitored as one stream over all pieces', async (engine) => {
    const events = [1, 2, 3, 3].map((number) => ({
      event_id: `E${number}`,
      occurred_at: '2025-06-14T12:00:00Z',
      account_id: 'A',
      client_id: 'C',
      type: 'transfer' as const,
      direction: 'OUT' as const,
      amount: 9_600,
      currency: 'USD',
      counterparty_account_id: 'B',
    }));
    const lines = await collect(engine.batch('monitor', events, { pieceSize: 2 }));
    const decisions = lines.map((line) => JSON.parse(line) as MonitoringDecision);
    same(decisions.map((decision) => decision.decision), Array(4).fill('ALERT'));
    const rules = decisions.map(({ rules: fired }) => fired.map(({ rule }) => rule).join(' '));
    isTrue(!rules[1]?.includes('rapid_pair_transfers'), rules[1]);
    isTrue(rules[2]?.includes('rapid_pair_transfers') === true, rules[2]);
    same(decisions[2]?.rules.at(-1)?.events, ['E2', 'E1']);
    equal(decisions[3]?.duplicate, true);
    equal(decisions[3]?.result_hash, decisions[2]?.result_hash);
    const bundles = await collect(engine.batch('monitorBundle', events.slice(0, 2)));
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
    const requests = Array(20_000).fill(kDeclined);
    const batch = engine.batch('apply', requests, { pieceSize: 5, signal: stop.signal });
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
