import type { DecisionEngine } from '@financescr/engine';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Stale } from '../shared/stale';
import { startStrings } from '../strings/strings';
import { Client } from '../transport/client';
import { LocalTransport } from '../transport/local';
import type { Transport } from '../transport/transport';
import { ConsoleContext } from './console_context';
import { Footer } from './footer';
import { Notices } from './notices';
import { useServerState } from './server_state';

beforeAll(startStrings);
afterEach(cleanup);

const hashes = { pack_hash: 'p', policy_hash: 'q', model_hash: 'm' };
const health = {
  status: 'ok',
  service: 'financescr',
  version: '1',
  decision_version: 'financescr-decision/2',
  pack_id: 'bank',
  synthetic: false,
  fincrime: hashes,
  credit: hashes,
  fincrime_data_version: 'f',
  credit_data_version: 'c',
  checks: { database: 'ok', engine_self_test: 'ok' },
};
const info = {
  decision_version: 'financescr-decision/2',
  fincrime: hashes,
  credit: hashes,
};

let answer: () => Response | Promise<Response>;
let queries: QueryClient;
beforeEach(() => {
  queries = new QueryClient({
    defaultOptions: { queries: { retry: false, networkMode: 'always' } },
  });
});

const server: Transport = {
  kind: 'server',
  address: 'https://bank.example',
  get server() {
    return server;
  },
  fetch: async () => answer(),
};

/** The engine of this browser on a pack; `behind` is the server whose pack it is. */
const local = (behind: Transport | null, synthetic = false) =>
  new LocalTransport(
    {
      info,
      fetch: async () => Response.json({ ...health, synthetic }),
    } as unknown as DecisionEngine,
    'bank',
    behind,
  );

function Page({ transport }: { transport: Transport }) {
  const serverState = useServerState(transport);
  const client = new Client(transport);
  const rest = { bundle: '', setBundle: () => {}, needsSignIn: false, onSignedIn: () => {} };
  return (
    <ConsoleContext value={{ client, serverState, ...rest }}>
      <Notices />
      <Stale>
        <p>Clear</p>
      </Stale>
      <Footer />
    </ConsoleContext>
  );
}

const show = (transport: Transport) =>
  render(
    <MantineProvider>
      <QueryClientProvider client={queries}>
        <Page transport={transport} />
      </QueryClientProvider>
    </MantineProvider>,
  );
const heard = () => waitFor(() => expect(queries.isFetching()).toBe(0));

describe('a server', () => {
  it('that answers needs no word, and the answer stands as it is', async () => {
    answer = () => Response.json(health);
    show(server);
    await screen.findByText('bank');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.queryByText(/Not current/)).toBeNull();
    expect(screen.queryByText(/Demonstration/)).toBeNull();
  });

  it('that cannot be reached is an alarm that says what to do, and no answer looks current', async () => {
    const ways: (() => Response | Promise<Response>)[] = [
      () => Promise.reject(new TypeError('Failed to fetch')),
      () => new Response('bad gateway', { status: 502 }),
      () => new Response('not found', { status: 404 }),
      () => new Response('<form>log in</form>'),
    ];
    for (const away of ways) {
      answer = away;
      const { unmount } = show(server);
      const alert = await screen.findByRole('alert');
      expect(alert.textContent).toContain('https://bank.example cannot be reached');
      expect(alert.textContent).toContain('Check your network');
      expect(screen.getByText(/Not current/)).toBeTruthy();
      unmount();
      queries.clear();
    }
  });

  it('that goes away and comes back: the alarm comes, with the time, and goes', async () => {
    answer = () => Response.json(health);
    show(server);
    await screen.findByText('bank');
    answer = () => Promise.reject(new TypeError('Failed to fetch'));
    await queries.invalidateQueries();
    expect((await screen.findByRole('alert')).textContent).toMatch(
      /last answered at \d\d:\d\d:\d\d UTC/,
    );
    expect(screen.getByText(/As the server said at/)).toBeTruthy();
    answer = () => Response.json(health);
    screen.getByRole('button', { name: 'Try again' }).click();
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(screen.queryByText(/Not current/)).toBeNull();
  });

  it('that only asks for patience is there', async () => {
    answer = () => Response.json({ title: 'Too Many Requests' }, { status: 429 });
    show(server);
    await heard();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('that says that it cannot decide is believed', async () => {
    const checks = { database: 'error', engine_self_test: 'ok' };
    answer = () => Response.json({ ...health, status: 'degraded', checks });
    show(server);
    expect((await screen.findByRole('alert')).textContent).toContain('database does not answer');
  });
});

describe('this browser on a server’s pack', () => {
  it('says that it decides and that the server does not hear of it', async () => {
    answer = () => Response.json(health);
    show(local(server));
    expect((await screen.findByRole('note')).textContent).toMatch(/This browser decides.*bank/);
    await heard();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('is not current once the server decides on another pack, policy or model', async () => {
    for (const name of ['pack_hash', 'policy_hash', 'model_hash']) {
      answer = () =>
        Response.json({ ...health, pack_id: 'newer', fincrime: { ...hashes, [name]: 'x' } });
      const { unmount } = show(local(server));
      expect((await screen.findByRole('alert')).textContent).toContain(
        'another pack by now, newer',
      );
      expect(screen.getByText(/Not current/)).toBeTruthy();
      expect(screen.getByRole('link', { name: 'Take the new pack' })).toBeTruthy();
      unmount();
      queries.clear();
    }
  });

  it('is not current while that server cannot be reached', async () => {
    answer = () => Promise.reject(new TypeError('Failed to fetch'));
    show(local(server));
    expect((await screen.findByRole('alert')).textContent).toContain('cannot be reached');
    expect(screen.getByText(/Not current/)).toBeTruthy();
  });
});

describe('data that was made up', () => {
  it('is said to be, on a server and in this browser, and marks every sheet', async () => {
    answer = () => Response.json({ ...health, synthetic: true });
    for (const transport of [server, local(null, true)]) {
      const { unmount } = show(transport);
      expect((await screen.findByRole('note')).textContent).toContain('Demonstration data.');
      expect(document.documentElement.hasAttribute('data-demonstration')).toBe(true);
      unmount();
      queries.clear();
    }
  });

  it('is not said of real data, nor left over from an earlier page', async () => {
    answer = () => Response.json(health);
    document.documentElement.toggleAttribute('data-demonstration', true);
    for (const transport of [server, local(null)]) {
      const { unmount } = show(transport);
      await screen.findByText('bank');
      await heard();
      expect(screen.queryByRole('note')).toBeNull();
      expect(document.documentElement.hasAttribute('data-demonstration')).toBe(false);
      unmount();
      queries.clear();
    }
  });
});
