import { RemoteTransport } from './remote';
import { tokenOf } from './tokens';
import type { Transport } from './transport';

export function remote(address: string): Transport {
  return new RemoteTransport(address, () => tokenOf(address));
}

/** What answers this page: the server that the address names, or the one that it came from. */
export async function connect(location: Location): Promise<Transport> {
  const named = new URLSearchParams(location.search).get('server');
  if (named) return remote(new URL(named).origin);
  return remote('');
}
