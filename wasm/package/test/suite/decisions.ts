// Single decisions, and the same made again.
import type { Bundle } from '@financescr/engine';
import { type Case, kDeclined, kReviewed, onEngine } from './case.js';
import { equal, faultOf, isTrue, same } from './check.js';

export const decisions: Case[] = [
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
    const subject = { name: '', nationality: 'Atlantis' };
    const fault = await faultOf(() => engine.screen({ subject, options: { top_k: 0 } }));
    equal(fault.code, 'invalid');
    const pointers = fault.errors.map((error) => error.pointer);
    same(pointers, ['/subject/name', '/subject/nationality', '/options/top_k']);
    const unknown = await faultOf(() => engine.apply({ application_id: 'A_9' }));
    equal(unknown.code, 'not_found');
    equal(unknown.pointer, '/application_id');
  }),
  onEngine('a number that is none is refused, not passed over', async (engine) => {
    const subject = { name: 'Tomas Vaitkus' };
    for (const threshold of [NaN, Infinity, -Infinity]) {
      const request = { subject, options: { threshold } };
      for (const ask of [
        () => engine.screen(request),
        () => engine.screenBundle(request),
        () => engine.batch('screen', [request]).next(),
      ]) {
        const fault = await faultOf(ask);
        equal(fault.code, 'invalid');
        equal(fault.pointer, '/options/threshold');
      }
    }
  }),
  onEngine('a threshold lowers that of the policy and never raises it', async (engine) => {
    const subject = { name: 'Tomas Vaitkus' };
    const lower = await engine.screen({ subject, options: { threshold: 0.1 } });
    equal(lower.threshold_used, 0.1);
    for (const threshold of [0.99, '0.1' as unknown as number]) {
      const fault = await faultOf(() => engine.screen({ subject, options: { threshold } }));
      equal(fault.code, 'invalid');
      equal(fault.pointer, '/options/threshold');
    }
  }),
  onEngine('a sum is that of the standard', async (engine) => {
    const ofNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    const ofAbc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    equal(await engine.sha256(new Uint8Array()), ofNothing);
    equal(await engine.sha256(new TextEncoder().encode('abc')), ofAbc);
  }),
];

export const replays: Case[] = [
  onEngine('a decision made again is identical', async (engine) => {
    const bundles = [await engine.screenBundle(kReviewed), await engine.applyBundle(kDeclined)];
    for (const bundle of bundles) {
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
