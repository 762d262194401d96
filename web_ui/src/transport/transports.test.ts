// @vitest-environment node
import type { DecisionEngine } from '@financescr/engine';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isOwnServer, namedServer } from './connect';
import { LocalTransport } from './local';
import { RemoteTransport } from './remote';

const at = (address: string) => new URL(address) as unknown as Location;

describe('a server', () => {
  const fetched = vi.fn<typeof fetch>();
  beforeEach(() => {
    fetched.mockResolvedValue(new Response('{}'));
    vi.stubGlobal('fetch', fetched);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    fetched.mockReset();
  });

  it('is asked at its own address, path and query kept', async () => {
    const transport = new RemoteTransport('https://bank.example');
    await transport.fetch(new Request('http://localhost/decisions/1?x=2'));
    expect(fetched.mock.calls[0]?.[0]).toBe('https://bank.example/decisions/1?x=2');
  });

  it('gets the token that is known when it is asked', async () => {
    let token: string | null = null;
    const transport = new RemoteTransport('', () => token);
    const headers = () => new Headers(fetched.mock.lastCall?.[1]?.headers);
    await transport.fetch(new Request('http://localhost/health'));
    expect(headers().has('Authorization')).toBe(false);
    token = 'abc';
    await transport.fetch(new Request('http://localhost/health'));
    expect(headers().get('Authorization')).toBe('Bearer abc');
  });

  it('gets the body and its type', async () => {
    const request = new Request('http://localhost/screen', {
      method: 'POST',
      body: '{"customer_id":"C_1"}',
      headers: { 'Content-Type': 'application/json' },
    });
    await new RemoteTransport('').fetch(request);
    const [address, options] = fetched.mock.calls[0] ?? [];
    expect(address).toBe('/screen');
    expect(options).toMatchObject({ method: 'POST', body: '{"customer_id":"C_1"}' });
    expect(new Headers(options?.headers).get('Content-Type')).toBe('application/json');
  });
});

describe('the engine in this browser', () => {
  it('answers without the network', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new Error('the network was used')));
    const engine = { fetch: async () => new Response('{"status":"ok"}') };
    const transport = new LocalTransport(engine as unknown as DecisionEngine, 'seed');
    const answer = await transport.fetch(new Request('http://localhost/health'));
    expect(await answer.json()).toEqual({ status: 'ok' });
    vi.unstubAllGlobals();
  });
});

describe('a server that a link names', () => {
  it('is its origin, or nothing where it is no address', () => {
    expect(namedServer(at('http://x/?server=http://localhost:8010/docs'))).toBe(
      'http://localhost:8010',
    );
    expect(namedServer(at('http://x/?server=nonsense'))).toBeNull();
    expect(namedServer(at('http://x/'))).toBeNull();
  });

  it('is used unasked only on this machine or where the page came from', () => {
    const page = at('https://bank.example/console/');
    expect(isOwnServer('https://bank.example', page)).toBe(true);
    expect(isOwnServer('http://localhost:8010', page)).toBe(true);
    expect(isOwnServer('https://evil.example', page)).toBe(false);
    expect(isOwnServer('https://localhost.evil.example', page)).toBe(false);
  });
});
