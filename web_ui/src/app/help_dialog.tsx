import { Button, Kbd } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './help_dialog.module.css';
import { kPages } from './pages';

interface Props {
  isOpen: boolean;
  onChange: (isOpen: boolean) => void;
}

const kChordMs = 1500;

/** The keys of the console, which this component also listens to. */
export function HelpDialog({ isOpen, onChange }: Props) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  useKeys(() => onChange(!isOpen));

  useEffect(() => {
    if (isOpen && !dialog.current?.open) dialog.current?.showModal();
    if (!isOpen && dialog.current?.open) dialog.current.close();
  }, [isOpen]);

  return (
    <dialog
      ref={dialog}
      className={classes.dialog}
      aria-labelledby="help-title"
      onClose={() => onChange(false)}
    >
      <h2 id="help-title">{t('help.title')}</h2>
      <dl className="facts">
        <dt>
          <Kbd>?</Kbd>
        </dt>
        <dd>{t('help.this')}</dd>
        {kPages.map(({ name, key }) => (
          <div key={key} className="contents">
            <dt>
              <Kbd>g</Kbd> <Kbd>{key}</Kbd>
            </dt>
            <dd>{t(`page.${name}`)}</dd>
          </div>
        ))}
        <dt>
          <Kbd>/</Kbd>
        </dt>
        <dd>{t('help.first_field')}</dd>
        <dt>
          <Kbd>Enter</Kbd>
        </dt>
        <dd>{t('help.send')}</dd>
        <dt>
          <Kbd>←</Kbd> <Kbd>→</Kbd>
        </dt>
        <dd>{t('help.slider')}</dd>
      </dl>
      <p className="quiet small">{t('help.privacy')}</p>
      <form method="dialog" className="actions">
        <Button type="submit" size="xs">
          {t('help.close')}
        </Button>
      </form>
    </dialog>
  );
}

function useKeys(onHelp: () => void) {
  const navigate = useNavigate();
  const chordUntil = useRef(0);
  useHotkeys([
    ['shift+?', onHelp],
    ['?', onHelp],
    ['/', () => document.querySelector<HTMLElement>('main input, main textarea')?.focus()],
    [
      'g',
      (event) => {
        chordUntil.current = event.timeStamp + kChordMs;
      },
    ],
    ...kPages.map(({ path, key }): [string, (event: KeyboardEvent) => void] => [
      key,
      (event) => {
        if (event.timeStamp > chordUntil.current) return;
        chordUntil.current = 0;
        navigate({ to: path });
      },
    ]),
  ]);
}
