import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemView } from '../shared/problem_view';
import { connect } from '../transport/connect';
import type { Transport } from '../transport/transport';
import { Console } from './console';

/** Finds out what will answer, then shows the console. */
export function Start() {
  const { t } = useTranslation();
  const [transport, setTransport] = useState<Transport | null>(null);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    connect(window.location).then(setTransport, setError);
  }, []);
  if (transport) return <Console transport={transport} />;
  return (
    <main className="page">
      <h1>Financescr</h1>
      {error ? <ProblemView error={error} /> : <p>{t('state.loading')}</p>}
    </main>
  );
}
