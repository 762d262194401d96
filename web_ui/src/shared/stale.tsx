import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useConsole } from '../app/console_context';
import classes from './stale.module.css';

/** An answer, which is marked as not current while its server is away or decides on another pack. */
export function Stale({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { name } = useConsole().serverState;
  const isStale = name === 'away' || name === 'changed';
  return (
    <div className={isStale ? classes.stale : classes.current}>
      {isStale && <p className={classes.note}>{t(`notice.stale_${name}`)}</p>}
      {children}
    </div>
  );
}
