import { findDemo, openDemo, type Progress } from './demo';
import { LocalTransport } from './local';
import { RemoteTransport } from './remote';
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

/** Whether a link may send this page to a server without asking: its own, or of this machine. */
export function isOwnServer(address: string, location: Location): boolean {
  const { hostname, origin } = new URL(address);
  return origin === location.origin || hostname === 'localhost' || hostname === '127.0.0.1';
}

/**
 * What answers this page: the demonstration beside it, in this browser, or else the server that it
 * came from. Errors: StartError.
 */
export async function connect(onProgress: (progress: Progress) => void): Promise<Transport> {
  const demo = await findDemo();
  if (demo) {
    const engine = await openDemo(demo, onProgress);
    keepForOffline();
    return new LocalTransport(engine, demo.label);
  }
  if (await isServer()) return remote('');
  throw new StartError('nobody_answers');
}

/** Whether a Financescr server answers where this page came from. */
export async function isServer(): Promise<boolean> {
  try {
    const response = await fetch('/version');
    return response.ok && (await response.json()).service === 'financescr';
  } catch {
    return false;
  }
}

// Not awaited: the page works without it, only not offline.
function keepForOffline(): void {
  navigator.serviceWorker?.register('service_worker.js').catch(() => undefined);
}
