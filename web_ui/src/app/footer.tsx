import { useTranslation } from 'react-i18next';
import { clockTime } from '../shared/format';
import { useConsole } from './console_context';
import { useHealth } from './health';
import classes from './shell.module.css';

/** Which pack and which engine answered: what every decision on the page rests on. */
export function Footer() {
  const { t } = useTranslation();
  const { client, serverState } = useConsole();
  const health = useHealth();
  const isOld = client.transport.kind === 'server' && serverState.name === 'away';
  // Outside a secure context the platform has no SHA-256, and no service worker either.
  const isEngineUnchecked = client.transport.kind === 'browser' && !window.isSecureContext;
  return (
    <footer className={classes.footer}>
      <div className={classes.inner}>
        {isEngineUnchecked && <p className="warn small">{t('footer.engine_unchecked')}</p>}
        {health && isOld && (
          <p className="bad small">{t('footer.old', { time: clockTime(serverState.heardAt) })}</p>
        )}
        {health && (
          <dl className={classes.facts}>
            <Fact name={t('footer.pack')} value={client.transport.packLabel ?? health.pack_id} />
            <Fact
              name={health.fincrime_data_version ?? t('footer.screening')}
              value={health.fincrime.pack_hash}
            />
            <Fact
              name={health.credit_data_version ?? t('footer.credit')}
              value={health.credit.pack_hash}
            />
            <Fact name={t('footer.engine')} value={`${health.service} ${health.version}`} />
            <Fact name={t('footer.decisions')} value={health.decision_version} />
          </dl>
        )}
      </div>
    </footer>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{value}</code>
      </dd>
    </div>
  );
}
