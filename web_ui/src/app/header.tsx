import { useMantineColorScheme } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useOwnServer } from '../shared/use_own_server';
import { useConsole } from './console_context';
import { kPages } from './pages';
import classes from './shell.module.css';

export function Header({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return (
    <header className={`${classes.header} no-print`}>
      <div className={classes.inner}>
        <span className={classes.brand}>
          <img src="./icon.svg" alt="" width="22" height="22" /> Financescr
        </span>
        <nav className={classes.nav} aria-label={t('shell.pages')}>
          {kPages.map(({ path, name }) => (
            <Link key={path} to={path} className={classes.link}>
              {t(`page.${name}`)}
            </Link>
          ))}
        </nav>
        <div className={classes.tools}>
          <EngineBadge />
          <OtherEngine />
          <select
            className={classes.choice}
            aria-label={t('shell.scheme')}
            value={colorScheme}
            onChange={(event) =>
              setColorScheme(event.currentTarget.value as 'auto' | 'light' | 'dark')
            }
          >
            {(['auto', 'light', 'dark'] as const).map((scheme) => (
              <option key={scheme} value={scheme}>
                {t(`scheme.${scheme}`)}
              </option>
            ))}
          </select>
          <button
            type="button"
            className={classes.choice}
            onClick={onHelp}
            aria-label={t('help.title')}
          >
            ?
          </button>
        </div>
      </div>
    </header>
  );
}

/** The way to the server behind this page, where the engine in the browser answers, and back. */
function OtherEngine() {
  const { t } = useTranslation();
  const { transport } = useConsole().client;
  const server = useOwnServer();
  const isNamed = new URLSearchParams(window.location.search).has('server');
  if (transport.kind === 'server') return isNamed && <a href="./">{t('engine.use_page')}</a>;
  return server && <a href={`./?server=${server}`}>{t('engine.use_server')}</a>;
}

function EngineBadge() {
  const { t } = useTranslation();
  const { transport } = useConsole().client;
  return (
    <span className={classes.engine} data-kind={transport.kind}>
      {transport.kind === 'browser'
        ? t('engine.browser')
        : t('engine.server', { address: transport.address || window.location.host })}
    </span>
  );
}
