// Requests of every route that decides, and of some that are refused. A request is made of the
// answers so far, because each host gives decisions ids of its own.
import { linesOf } from './answers.mjs';

const kJson = 'application/json';
const kLines = 'application/x-ndjson';
const kIdempotencyKey = '018f0c8e-7d3a-7b60-9d8b-5f2f0a6f1c11';
const kConversation = '2f9a3b6e-9d53-4d4e-8f0a-3b9d5c6e7f80';

function post(path, body, headers = {}) {
  return () => ({ method: 'POST', path, body, headers: { 'content-type': kJson, ...headers } });
}

function joined(lines) {
  return Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]));
}

/** A stored decision, and the same made again by its id and by its bundle. */
function* storedDecisions(count) {
  for (let nth = 0; nth < count; ++nth) {
    yield ({ decisions }) => ({ method: 'GET', path: `/decisions/${decisions[nth]}` });
    yield ({ last }) => post('/replay', JSON.stringify(last.bundle))();
    yield ({ decisions }) => post('/replay', JSON.stringify({ decision_id: decisions[nth] }))();
  }
}

function* whatIfs() {
  for (const threshold of [0, 0.000001, 0.5, 0.72, 0.9, 0.98, 1, 1.5]) {
    yield post('/what-if/screening', JSON.stringify({ threshold, cost_fn: 25 }));
  }
  yield post('/what-if/screening', '{"cost_fp":0.35,"cost_fn":7}');
  for (const approve of [0, 0.05, 0.12, 0.2, 1]) {
    yield post('/what-if/credit', JSON.stringify({ policy: { pd_threshold_approve: approve } }));
  }
  const affordability = { stress_rate_pp: 4.5, max_debt_to_income: 0.6, income_haircut: 0.25 };
  yield post('/what-if/credit', JSON.stringify({ policy: { affordability } }));
  yield post('/what-if/credit', '{"policy":{"guardrails":{"max_missed_payments_12m":-1}}}');
  yield post('/what-if/credit', '{"policy":{"pd_threshold":0.1}}');
}

function* chats() {
  const messages = ['help', 'Screen Viktor Boot, born 13 January 1967, Russia', 'Tomas Vaitkus', 'explain last'];
  for (const message of messages) {
    yield post('/agent/chat', JSON.stringify({ conversation_id: kConversation, message }));
  }
}

function* refused() {
  yield post('/screen', '');
  yield post('/screen', '{}', { 'content-type': 'text/plain' });
  yield post('/screening', '{}');
  yield post('/credit/apply', '{"application_id":"A_999999"}');
  yield post('/replay', '{"decision_id":"018f0c8e-7d3a-7b60-9d8b-5f2f0a6f1c99"}');
  yield post('/replay', '{"kind":"screen"}');
  yield () => ({ method: 'GET', path: '/screen' });
  yield () => ({ method: 'GET', path: '/decisions/none' });
}

/** From request lines of both domains; functions of what a host has answered so far. */
export function* requestsOf(screenLines, creditLines) {
  const screening = [...linesOf(screenLines)];
  const credit = [...linesOf(creditLines)];
  for (const line of screening.slice(0, 150)) yield post('/screen', line);
  for (const line of credit.slice(0, 150)) yield post('/credit/apply', line);
  for (let from = 150; from < 350; from += 50) {
    const batch = joined(screening.slice(from, from + 50));
    yield post('/screen/batch', batch, { 'content-type': kLines });
  }
  yield* storedDecisions(60);
  yield* whatIfs();
  yield* chats();
  for (let time = 0; time < 2; ++time) {
    const headers = { 'idempotency-key': kIdempotencyKey };
    yield post('/screen', '{"customer_id":"C_000049","as_of":"2026-01-01"}', headers);
  }
  yield* refused();
}
