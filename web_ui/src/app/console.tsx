import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { ApiError, Client } from '../transport/client';
import { keepToken } from '../transport/tokens';
import type { Transport } from '../transport/transport';
import { ConsoleContext } from './console_context';
import { router } from './router';

/** The pages over one transport. */
export function Console({ transport }: { transport: Transport }) {
  const [bundle, setBundle] = useState('');
  const [needsSignIn, setNeedsSignIn] = useState(false);
  const client = useMemo(() => new Client(transport), [transport]);
  const [queries] = useState(() => newQueryClient(() => setNeedsSignIn(true)));
  const onSignedIn = (token: string) => {
    keepToken(transport.address, token);
    setNeedsSignIn(false);
  };
  return (
    <ConsoleContext value={{ client, bundle, setBundle, needsSignIn, onSignedIn }}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ConsoleContext>
  );
}

// Nothing is asked again behind a person's back: a decision is a record, not a feed.
function newQueryClient(onUnauthorised: () => void): QueryClient {
  const onError = (error: Error, _subject: unknown, ...rest: unknown[]) => {
    const { meta } = (rest.at(-2) ?? _subject) as { meta?: Record<string, unknown> };
    if (error instanceof ApiError && error.status === 401 && !meta?.otherServer) onUnauthorised();
  };
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false },
      mutations: { retry: false, networkMode: 'always' },
    },
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
  });
}
