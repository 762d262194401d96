import { useQuery } from '@tanstack/react-query';
import type { Health } from '../contract/types';
import { useConsole } from './console_context';

/** Versions, hashes and kind of data of what decides: the server's, or those of this browser. */
export function useHealth(): Health | undefined {
  const { client, serverState } = useConsole();
  const isLocal = client.transport.kind === 'browser';
  const { data } = useQuery({
    queryKey: ['health'],
    queryFn: () => client.health(),
    enabled: isLocal,
  });
  return isLocal ? data : serverState.health;
}
