import { useMantineColorScheme } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
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

/** From the server behind this page to this browser and back; from a server that a link named, home. */
function OtherEngine() {
  const { t } = useTranslation();
  const { transport } = useConsole().client;
  if (transport.kind === 'browser') {
    return transport.server && <a href="./">{t('engine.use_server')}</a>;
  }
  const isOwn = !transport.address || transport.address === window.location.origin;
  return isOwn ? (
    <a href="./?engine=browser">{t('engine.use_browser')}</a>
  ) : (
    <a href="./">{t('engine.use_page')}</a>
  );
}

function EngineBadge() {
  const { t } = useTranslation();
  const { client, serverState } = useConsole();
  const address = client.transport.address || window.location.host;
  const where =
    client.transport.kind === 'browser' ? t('engine.browser') : t('engine.server', { address });
  return (
    <span className={classes.engine} data-state={serverState.name}>
      {where}
      {serverState.name !== 'here' && `: ${t(`engine.state.${serverState.name}`)}`}
    </span>
  );
}
