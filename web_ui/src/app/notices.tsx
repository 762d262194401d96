import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { clockTime } from '../shared/format';
import { useConsole } from './console_context';
import { useHealth } from './health';
import classes from './notices.module.css';

/** What must be known of every answer before it is read; it is printed as well. */
export function Notices() {
  const { t } = useTranslation();
  return (
    <aside className={classes.notices} aria-label={t('notice.title')}>
      <ServerNotice />
      <BrowserNotice />
      <DemonstrationNotice />
    </aside>
  );
}

function ServerNotice() {
  const { t } = useTranslation();
  const { name, address, health, heardAt, isAsking, askAgain } = useConsole().serverState;
  if (name === 'here') return null;
  const checks = Object.entries(health?.checks ?? {})
    .filter(([, state]) => state !== 'ok')
    .map(([check]) => t(`notice.check.${check}`));
  return (
    <div className={`${classes.notice} ${classes.bad}`} role="alert">
      <p>
        <strong>{t(`notice.${name}`, { address, pack: health?.pack_id })}</strong>{' '}
        {name === 'away' && heardAt > 0 && t('notice.heard', { time: clockTime(heardAt) })}
        {name === 'ailing' && checks.length > 0 && `${checks.join(', ')}.`}
      </p>
      <p>{t(`notice.${name}_what_to_do`)}</p>
      <div className="actions no-print">
        {name === 'changed' ? (
          <Button component="a" href="./?engine=browser" size="xs">
            {t('notice.take_new_pack')}
          </Button>
        ) : (
          <Button size="xs" loading={isAsking} onClick={askAgain}>
            {t('problem.retry')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Where a server stands behind the page and this browser decides all the same. */
function BrowserNotice() {
  const { t } = useTranslation();
  const { transport } = useConsole().client;
  if (transport.kind === 'server' || !transport.server) return null;
  return (
    <div className={`${classes.notice} ${classes.warn}`} role="note">
      <p>
        <strong>{t('notice.browser', { pack: transport.packLabel })}</strong>{' '}
        {t('notice.browser_text')}
      </p>
    </div>
  );
}

function DemonstrationNotice() {
  const { t } = useTranslation();
  const isSynthetic = useHealth()?.synthetic === true;
  // Every sheet of a print says so in its margin: see notices.module.css.
  useEffect(() => {
    document.documentElement.toggleAttribute('data-demonstration', isSynthetic);
  }, [isSynthetic]);
  if (!isSynthetic) return null;
  return (
    <div className={`${classes.notice} ${classes.demonstration}`} role="note">
      <p>
        <strong>{t('notice.demonstration')}</strong> {t('notice.demonstration_text')}
      </p>
    </div>
  );
}
