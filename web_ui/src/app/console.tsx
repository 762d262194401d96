import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { ApiError, Client } from '../transport/client';
import { keepToken } from '../transport/tokens';
import type { Transport } from '../transport/transport';
import { ConsoleContext } from './console_context';
import { router } from './router';
import { kServerHealth, useServerState } from './server_state';

/** The pages over one transport. */
export function Console({ transport }: { transport: Transport }) {
  const [needsSignIn, setNeedsSignIn] = useState(false);
  const [queries] = useState(() => newQueryClient(() => setNeedsSignIn(true)));
  const onSignedIn = (token: string) => {
    keepToken(transport.address, token);
    setNeedsSignIn(false);
  };
  return (
    <QueryClientProvider client={queries}>
      <Pages transport={transport} needsSignIn={needsSignIn} onSignedIn={onSignedIn} />
    </QueryClientProvider>
  );
}

interface PagesProps {
  transport: Transport;
  needsSignIn: boolean;
  onSignedIn: (token: string) => void;
}

function Pages({ transport, ...signIn }: PagesProps) {
  const [bundle, setBundle] = useState('');
  const client = useMemo(() => new Client(transport), [transport]);
  const serverState = useServerState(transport);
  return (
    <ConsoleContext value={{ client, bundle, setBundle, serverState, ...signIn }}>
      <RouterProvider router={router} />
    </ConsoleContext>
  );
}

// No answer at all, or that of a proxy whose server is away.
const kAway = new Set([0, 502, 503, 504]);

// Nothing is asked again behind a person's back: a decision is a record, not a feed. Only whether the
// server is there is asked again and again, and at once when it did not answer.
function newQueryClient(onUnauthorised: () => void): QueryClient {
  const note = (error: Error, meta: Record<string, unknown> | undefined) => {
    if (!(error instanceof ApiError) || meta?.otherServer) return;
    if (error.status === 401) onUnauthorised();
    if (kAway.has(error.status)) queries.invalidateQueries({ queryKey: [kServerHealth] });
  };
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        networkMode: 'always',
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
    queryCache: new QueryCache({
      onError: (error, query) => query.queryKey[0] !== kServerHealth && note(error, query.meta),
    }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => note(error, mutation.meta),
    }),
  });
  return queries;
}
