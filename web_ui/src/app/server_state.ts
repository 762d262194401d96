import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Health } from '../contract/types';
import { ApiError, Client } from '../transport/client';
import { LocalTransport } from '../transport/local';
import { agrees } from '../transport/server_pack';
import type { Transport } from '../transport/transport';

/**
 * here: the server answers, or none is needed. away: it does not. ailing: it answers that it cannot
 * decide. changed: it decides on another pack than this browser holds.
 */
export type ServerStateName = 'here' | 'away' | 'ailing' | 'changed';

export interface ServerState {
  name: ServerStateName;
  address: string;
  health: Health | undefined;
  /** When the server last answered, milliseconds since 1970; 0 if it never did. */
  heardAt: number;
  isAsking: boolean;
  askAgain: () => void;
}

const kWatchMs = 10_000;
const kPatienceMs = 5_000;

/** The key of a server's health; somebody whose request failed has it asked again at once. */
export const kServerHealth = 'server-health';

/** Asks the server for its health as long as the page is open. */
export function useServerState(transport: Transport): ServerState {
  const { server } = transport;
  const client = useMemo(() => server && new Client(server), [server]);
  const { data, error, dataUpdatedAt, isFetching, refetch } = useQuery({
    queryKey: [kServerHealth],
    queryFn: () => client?.health(AbortSignal.timeout(kPatienceMs)) ?? null,
    enabled: client !== null,
    refetchInterval: kWatchMs,
    refetchIntervalInBackground: true,
    refetchOnReconnect: 'always',
    refetchOnWindowFocus: 'always',
  });
  const health = data ?? undefined;
  return {
    name: client ? nameOf(transport, health, error) : 'here',
    address: server?.address || window.location.host,
    health,
    heardAt: dataUpdatedAt,
    isAsking: isFetching,
    askAgain: () => void refetch(),
  };
}

function nameOf(transport: Transport, health: Health | undefined, error: Error | null) {
  const isBusy = error instanceof ApiError && error.status === 429;
  if (error && !isBusy) return 'away';
  if (!health) return 'here';
  if (transport instanceof LocalTransport && !agrees(transport.engine.info, health))
    return 'changed';
  return health.status === 'ok' ? 'here' : 'ailing';
}
