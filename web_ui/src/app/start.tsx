import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemView } from '../shared/problem_view';
import { connect, isOwnServer, namedServer, remote, wantsBrowser } from '../transport/connect';
import type { Progress } from '../transport/demo';
import { forgetServer } from '../transport/served_by';
import { StartError } from '../transport/start_error';
import type { Transport } from '../transport/transport';
import { BrowserChoice } from './browser_choice';
import { Console } from './console';
import { Downloading } from './downloading';

/** Finds out what will answer, then shows the console. */
export function Start() {
  const { t } = useTranslation();
  const [named] = useState(() => namedServer(window.location));
  const isNamedForeign = named !== null && !isOwnServer(named, window.location);
  const [transport, setTransport] = useState<Transport | null>(
    named !== null && !isNamedForeign ? remote(named) : null,
  );
  const [server, setServer] = useState<Transport | null>(null);
  const onConnected = (found: Transport) =>
    found.kind === 'server' && wantsBrowser(window.location)
      ? setServer(found)
      : setTransport(found);
  if (transport) return <Console transport={transport} />;
  if (server) {
    return (
      <StartPage>
        <BrowserChoice server={server} onChosen={setTransport} />
      </StartPage>
    );
  }
  if (isNamedForeign) {
    return (
      <StartPage>
        <p>{t('start.foreign_server', { address: named })}</p>
        <div className="actions">
          <Button onClick={() => setTransport(remote(named))}>{t('start.use_server')}</Button>
        </div>
      </StartPage>
    );
  }
  return <Connecting onConnected={onConnected} />;
}

function Connecting({ onConnected }: { onConnected: (transport: Transport) => void }) {
  const { t } = useTranslation();
  const [progress, setProgress] = useState<Progress | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [attempt, setAttempt] = useState(1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: again for each attempt
  useEffect(() => {
    let isCurrent = true;
    connect((downloaded) => isCurrent && setProgress(downloaded)).then(
      (transport) => isCurrent && onConnected(transport),
      (failure) => isCurrent && setError(failure),
    );
    return () => {
      isCurrent = false;
    };
  }, [attempt]);
  const retry = () => {
    setError(null);
    setProgress(null);
    setAttempt(attempt + 1);
  };
  const forget = () => {
    forgetServer();
    retry();
  };
  const isGone = error instanceof StartError && error.code === 'server_gone';
  return (
    <StartPage>
      {error && <ProblemView error={error} onRetry={retry} />}
      {isGone && (
        <div className="actions">
          <Button size="xs" variant="default" onClick={forget}>
            {t('start.forget_server')}
          </Button>
        </div>
      )}
      {!error && !progress && <p role="status">{t('start.looking')}</p>}
      {!error && progress && <Downloading progress={progress} />}
    </StartPage>
  );
}

function StartPage({ children }: { children: ReactNode }) {
  return (
    <main className="page start">
      <div className="panel stack">
        <h1>Financescr</h1>
        {children}
      </div>
    </main>
  );
}
