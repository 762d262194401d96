import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connect, wantsBrowser } from './connect';
import { forgetServer, isServerKnown, probeServer, rememberServer } from './served_by';
import { StartError } from './start_error';

const engine = { info: { self_test: true } };
vi.mock('./demo', () => ({
  findDemo: async () => (await fetch('demo.json')).json().catch(() => null),
  openDemo: async () => engine,
}));

type Answer = () => Response | Promise<Response>;

const server: Answer = () => Response.json({ service: 'financescr', version: '0.1.0' });
const nobody: Answer = () => Promise.reject(new TypeError('Failed to fetch'));
const fileServer: Answer = () => new Response('not found', { status: 404 });
const badGateway: Answer = () => new Response('<h1>Bad gateway</h1>', { status: 502 });
const logInPage: Answer = () => new Response('<form>', { status: 200 });
const demo: Answer = () => Response.json({ label: 'seed' });

function site(version: Answer, beside: Answer = demo) {
  vi.stubGlobal('fetch', async (file: string) => (file === '/version' ? version() : beside()));
}

const fault = (promise: Promise<unknown>) =>
  promise.then(
    () => 'nothing failed',
    (error: unknown) => (error instanceof StartError ? error.code : String(error)),
  );
const start = () => connect(() => undefined);

beforeEach(forgetServer);
afterEach(() => vi.unstubAllGlobals());

describe('what decides', () => {
  it('is the server that the page came from, whatever pack lies beside the page', async () => {
    site(server);
    expect(await start()).toMatchObject({ kind: 'server', address: '' });
  });

  it('is this browser where a file server brought the page, or nobody is there', async () => {
    for (const alone of [fileServer, logInPage, nobody]) {
      site(alone);
      expect(await start()).toMatchObject({ kind: 'browser', packLabel: 'seed', server: null });
    }
  });

  it('is nothing while a server that answered here before does not', async () => {
    site(server);
    await start();
    for (const [answer, code] of [
      [nobody, 'server_away'],
      [badGateway, 'server_away'],
      [fileServer, 'server_gone'],
      [logInPage, 'server_gone'],
    ] as const) {
      site(answer);
      expect(await fault(start())).toBe(code);
    }
    site(server);
    expect((await start()).kind).toBe('server');
  });

  it('is nothing behind a proxy whose server is away, even at the first visit', async () => {
    site(badGateway);
    expect(await fault(start())).toBe('server_away');
    site(() => new Response('', { status: 429 }));
    expect(await fault(start())).toBe('server_away');
  });

  it('is the browser again once somebody said that there is no server any more', async () => {
    rememberServer();
    site(fileServer);
    expect(await fault(start())).toBe('server_gone');
    forgetServer();
    expect((await start()).kind).toBe('browser');
  });

  it('is nothing where neither a server nor a pack is', async () => {
    site(fileServer, fileServer);
    expect(await fault(start())).toBe('nobody_answers');
  });
});

describe('a server', () => {
  it('is one that names itself Financescr', async () => {
    site(() => Response.json({ service: 'another' }));
    expect(await probeServer()).toBe('none');
    site(server);
    expect(await probeServer()).toBe('answers');
  });

  it('is forgotten, not failed on, where the browser keeps nothing', () => {
    vi.stubGlobal('localStorage', undefined);
    rememberServer();
    expect(isServerKnown()).toBe(false);
  });
});

it('an address asks for this browser only in so many words', () => {
  const at = (address: string) => wantsBrowser(new URL(address) as unknown as Location);
  expect(at('https://bank.example/app/?engine=browser#/screen')).toBe(true);
  expect(at('https://bank.example/app/?engine=server')).toBe(false);
  expect(at('https://bank.example/app/#/screen?engine=browser')).toBe(false);
});
