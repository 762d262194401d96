// The HTTP API without a server.
import { type Case, kReviewed, onEngine, post } from './case.js';
import { equal, isTrue, same } from './check.js';

export const http: Case[] = [
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
