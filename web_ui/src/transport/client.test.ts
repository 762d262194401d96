// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { ApiError, Client, newKey } from './client';
import type { Transport } from './transport';

function clientOf(answer: (request: Request) => Response | Promise<Response>) {
  const requests: Request[] = [];
  const transport: Transport = {
    kind: 'server',
    address: '',
    server: null,
    fetch: async (request) => {
      requests.push(request.clone());
      return answer(request);
    },
  };
  return { client: new Client(transport), requests };
}

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' },
  });

async function failure(promise: Promise<unknown>): Promise<ApiError> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
}

describe('a request', () => {
  it('carries its body and the key under which it may be sent again', async () => {
    const { client, requests } = clientOf(() => json({ decision: 'CLEAR' }));
    await client.screen({ customer_id: 'C_1' }, 'key-1');
    const [request] = requests;
    expect(request?.method).toBe('POST');
    expect(new URL(request?.url ?? '').pathname).toBe('/screen');
    expect(request?.headers.get('Idempotency-Key')).toBe('key-1');
    expect(await request?.json()).toEqual({ customer_id: 'C_1' });
  });

  it('sends a bundle as it was written, with what JavaScript would round away', async () => {
    const { client, requests } = clientOf(() => json({ status: 'identical' }));
    const text = '{"bundle_version":"financescr-bundle/1","n":1.10,"n":2}';
    await client.replay(text);
    expect(await requests[0]?.text()).toBe(text);
  });

  it('keeps an id in its place in the path', async () => {
    const { client, requests } = clientOf(() => json({}));
    await client.proof('../auth/me?');
    expect(new URL(requests[0]?.url ?? '').pathname).toBe('/decisions/..%2Fauth%2Fme%3F/proof');
  });

  it('has keys that differ', () => {
    expect(newKey()).toMatch(/^[0-9a-f]{32}$/);
    expect(newKey()).not.toBe(newKey());
  });
});

describe('a refusal', () => {
  it('is the problem document: title, sentence, code, request id, fields', async () => {
    const { client } = clientOf(() =>
      json(
        {
          title: 'Unprocessable Content',
          detail: 'must not be empty',
          code: 'invalid_request',
          request_id: 'r-1',
          errors: [{ code: 'invalid', detail: 'must not be empty', pointer: '/subject/name' }],
        },
        422,
      ),
    );
    const error = await failure(client.screen({}, 'k'));
    expect(error).toMatchObject({
      status: 422,
      title: 'Unprocessable Content',
      message: 'must not be empty',
      code: 'invalid_request',
      requestId: 'r-1',
    });
    expect(error.faults[0]?.pointer).toBe('/subject/name');
  });

  it('has at least a title when a proxy answered in HTML', async () => {
    const { client } = clientOf(
      () => new Response('<h1>Bad gateway</h1>', { status: 502, statusText: 'Bad Gateway' }),
    );
    expect(await failure(client.health())).toMatchObject({ status: 502, title: 'Bad Gateway' });
  });

  it('has status 0 when nobody answered', async () => {
    const { client } = clientOf(() => Promise.reject(new TypeError('Failed to fetch')));
    const error = await failure(client.health());
    expect(error).toMatchObject({ status: 0, code: 'no_answer', message: 'Failed to fetch' });
  });

  it('says so when the answer is no JSON', async () => {
    const { client } = clientOf(() => new Response('<html>', { status: 200 }));
    expect(await failure(client.health())).toMatchObject({ code: 'not_json' });
  });

  it('is none when the page itself gave up asking', async () => {
    const gone = new AbortController();
    const { client } = clientOf(() => {
      gone.abort();
      throw gone.signal.reason;
    });
    await expect(client.whatIfScreening({}, gone.signal)).rejects.not.toBeInstanceOf(ApiError);
  });
});
