import { Button } from '@mantine/core';
import { QueryClient, QueryClientProvider, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Health } from '../contract/types';
import { ProblemView } from '../shared/problem_view';
import { ApiError, Client } from '../transport/client';
import { type Demo, findDemo, type Progress } from '../transport/demo';
import type { LocalTransport } from '../transport/local';
import { isServersPack, openServerPack } from '../transport/server_pack';
import { keepToken } from '../transport/tokens';
import type { Transport } from '../transport/transport';
import { Downloading } from './downloading';
import { SignInForm } from './sign_in';

interface Props {
  server: Transport;
  onChosen: (transport: LocalTransport) => void;
}

/**
 * Deciding in this browser where a server stands behind the page: said, asked for, and on the pack
 * that the server decides on.
 */
export function BrowserChoice(props: Props) {
  const [queries] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={queries}>
      <Choice {...props} />
    </QueryClientProvider>
  );
}

interface Offer {
  health: Health;
  demo: Demo | null;
}

function Choice({ server, onChosen }: Props) {
  const { t } = useTranslation();
  const [client] = useState(() => new Client(server));
  const [progress, setProgress] = useState<Progress | null>(null);
  const offer = useQuery({
    queryKey: ['offer'],
    queryFn: async (): Promise<Offer> => ({
      health: await client.health(),
      demo: await findDemo(),
    }),
    retry: false,
    networkMode: 'always',
  });
  const opening = useMutation({
    mutationFn: ({ health, demo }: Offer) => openServerPack(server, health, demo, setProgress),
    networkMode: 'always',
    onSuccess: onChosen,
    onSettled: () => setProgress(null),
  });
  const error = offer.error ?? opening.error;
  const status = error instanceof ApiError ? error.status : null;
  const open = () => offer.data && opening.mutate(offer.data);
  return (
    <>
      <h2>{t('choice.title')}</h2>
      <p>{t('choice.text', { pack: offer.data?.health.pack_id ?? '' })}</p>
      <p>{t('choice.consequence')}</p>
      {offer.data && <PackBeside {...offer.data} />}
      {status === 401 && (
        <SignInForm
          client={client}
          onToken={(token) => {
            keepToken(server.address, token);
            open();
          }}
        />
      )}
      {status === 403 && <p className="bad">{t('choice.forbidden')}</p>}
      {error && status !== 401 && status !== 403 && <ProblemView error={error} />}
      {progress && <Downloading progress={progress} />}
      <div className="actions">
        <Button component="a" href="./">
          {t('choice.server')}
        </Button>
        <Button variant="default" disabled={!offer.data} loading={opening.isPending} onClick={open}>
          {t('choice.browser')}
        </Button>
      </div>
    </>
  );
}

/** What lies beside the page is named where it is of no use, so that nobody takes it for the server's. */
function PackBeside({ health, demo }: Offer) {
  const { t } = useTranslation();
  if (!demo || isServersPack(demo, health)) return null;
  return <p className="warn">{t('choice.other_pack', { label: demo.label })}</p>;
}
