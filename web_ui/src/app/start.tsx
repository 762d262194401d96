import { Button, Progress } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemView } from '../shared/problem_view';
import { connect, isOwnServer, namedServer, remote } from '../transport/connect';
import type { Progress as Downloaded } from '../transport/demo';
import type { Transport } from '../transport/transport';
import { Console } from './console';

/** Finds out what will answer, then shows the console. */
export function Start() {
  const { t } = useTranslation();
  const [named] = useState(() => namedServer(window.location));
  const isNamedForeign = named !== null && !isOwnServer(named, window.location);
  const [transport, setTransport] = useState<Transport | null>(
    named !== null && !isNamedForeign ? remote(named) : null,
  );
  if (transport) return <Console transport={transport} />;
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
  return <Connecting onConnected={setTransport} />;
}

function Connecting({ onConnected }: { onConnected: (transport: Transport) => void }) {
  const { t } = useTranslation();
  const [progress, setProgress] = useState<Downloaded | null>(null);
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
  return (
    <StartPage>
      {error && <ProblemView error={error} onRetry={retry} />}
      {!error && <p role="status">{t(progress ? 'start.downloading' : 'start.looking')}</p>}
      {!error && progress && (
        <>
          <Progress
            value={(progress.done / progress.total) * 100}
            aria-label={t('start.downloading')}
          />
          <p className="quiet small">
            {t('start.megabytes', {
              done: megabytes(progress.done),
              total: megabytes(progress.total),
            })}
          </p>
        </>
      )}
    </StartPage>
  );
}

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);

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
