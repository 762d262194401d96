import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConsole } from './console_context';
import { Footer } from './footer';
import { Header } from './header';
import { HelpDialog } from './help_dialog';
import { Notices } from './notices';
import { SignIn } from './sign_in';

/** What stands around every page. */
export function Shell() {
  const { t } = useTranslation();
  const { needsSignIn } = useConsole();
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });

  useEffect(() => {
    document.title = `${t(`page.${path.slice(1)}`, { defaultValue: '' })} · Financescr`;
  }, [path, t]);

  return (
    <>
      <button type="button" className="skip-link" onClick={() => main.current?.focus()}>
        {t('shell.skip')}
      </button>
      <Header onHelp={() => setIsHelpOpen(true)} />
      <Notices />
      <main ref={main} tabIndex={-1} className="page">
        {needsSignIn && <SignIn />}
        <Outlet />
      </main>
      <Footer />
      <HelpDialog isOpen={isHelpOpen} onChange={setIsHelpOpen} />
    </>
  );
}
