import { findDemo, openDemo, type Progress } from './demo';
import { LocalTransport } from './local';
import { RemoteTransport } from './remote';
import { dropOffline, isServerKnown, probeServer, rememberServer } from './served_by';
import { StartError } from './start_error';
import { tokenOf } from './tokens';
import type { Transport } from './transport';

export function remote(address: string): Transport {
  return new RemoteTransport(address, () => tokenOf(address));
}

/** The server that the address of this page names in `?server=`, or null. */
export function namedServer(location: Location): string | null {
  const named = new URLSearchParams(location.search).get('server');
  return named && URL.canParse(named) ? new URL(named).origin : null;
}

/** Whether the address asks for a decision in this browser, `?engine=browser`. */
export const wantsBrowser = (location: Location): boolean =>
  new URLSearchParams(location.search).get('engine') === 'browser';

/** Whether a link may send this page to a server without asking: its own, or of this machine. */
export function isOwnServer(address: string, location: Location): boolean {
  const { hostname, origin } = new URL(address);
  return origin === location.origin || hostname === 'localhost' || hostname === '127.0.0.1';
}

/**
 * What answers this page: the server that it came from, and only where there is none the
 * demonstration beside it, in this browser. Errors: StartError; a server that answered here before
 * and does not now is never replaced by the demonstration.
 */
export async function connect(onProgress: (progress: Progress) => void): Promise<Transport> {
  const probe = await probeServer();
  if (probe === 'answers') {
    rememberServer();
    await dropOffline().catch(() => undefined);
    return remote('');
  }
  if (probe === 'failing') throw new StartError('server_away');
  if (isServerKnown()) throw new StartError(probe === 'none' ? 'server_gone' : 'server_away');
  const demo = await findDemo();
  if (!demo) throw new StartError('nobody_answers');
  const engine = await openDemo(demo, onProgress);
  keepForOffline();
  return new LocalTransport(engine, demo.label);
}

// Not awaited: the page works without it, only not offline.
function keepForOffline(): void {
  navigator.serviceWorker
    ?.register('service_worker.js', { updateViaCache: 'none' })
    .catch(() => undefined);
}
