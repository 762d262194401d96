import { Button, FileButton, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HeldPack } from './use_pack';
import type { VerificationRequest } from './verification';

interface Props {
  server: string;
  canUseOwnServer: boolean;
  decisionId: string;
  pack: HeldPack;
  isBusy: boolean;
  onServer: (address: string) => void;
  onVerify: (address: string, request: VerificationRequest) => void;
}

/** An origin as a person writes it; empty is the page's own server; null where it is none. */
function originOf(text: string, canUseOwnServer: boolean): string | null {
  const address = text.trim();
  if (address === '') return canUseOwnServer ? '' : null;
  return URL.canParse(address) && /^https?:/.test(address) ? new URL(address).origin : null;
}

export function VerifyForm(props: Props) {
  const { t } = useTranslation();
  const { server, canUseOwnServer, pack } = props;
  const [decisionId, setDecisionId] = useState(props.decisionId);
  const [trustedKey, setTrustedKey] = useState('');
  const [isBadAddress, setIsBadAddress] = useState(false);
  const send = () => {
    const address = originOf(server, canUseOwnServer);
    setIsBadAddress(address === null);
    if (address === null) return;
    props.onVerify(address, {
      decisionId: decisionId.trim(),
      trustedKey: trustedKey.trim().toLowerCase(),
    });
  };
  return (
    <form
      className="panel stack no-print"
      aria-label={t('verify.form')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <TextInput
        label={t('verify.server')}
        placeholder={canUseOwnServer ? t('verify.own_server') : 'https://decisions.example.com'}
        value={server}
        error={isBadAddress && t('verify.bad_address')}
        inputMode="url"
        spellCheck={false}
        onChange={(event) => props.onServer(event.currentTarget.value)}
      />
      <TextInput
        label={t('verify.decision')}
        value={decisionId}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setDecisionId(event.currentTarget.value)}
      />
      <TextInput
        label={t('verify.key')}
        description={t('verify.key_hint')}
        value={trustedKey}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setTrustedKey(event.currentTarget.value)}
      />
      <dl className="facts">
        <dt>{t('verify.pack')}</dt>
        <dd>{pack.label || t('verify.no_pack')}</dd>
      </dl>
      <div className="actions">
        <Button type="submit" disabled={!pack.engine || !decisionId.trim()} loading={props.isBusy}>
          {t('verify.run')}
        </Button>
        <FileButton onChange={pack.open} accept=".fpk">
          {(file) => (
            <Button variant="default" loading={pack.isOpening} {...file}>
              {t('verify.open_pack')}
            </Button>
          )}
        </FileButton>
      </div>
    </form>
  );
}
