import type { DecisionEngine } from '@financescr/engine';
import { useMutation } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConsole } from '../app/console_context';
import { SignInForm } from '../app/sign_in';
import { AnswerState } from '../shared/answer_state';
import { PageHead } from '../shared/page_head';
import { ProblemView } from '../shared/problem_view';
import { useReveal } from '../shared/use_reveal';
import { ApiError, Client } from '../transport/client';
import { remote } from '../transport/connect';
import { keepToken } from '../transport/tokens';
import { usePack } from './use_pack';
import { type VerificationRequest, verify } from './verification';
import { VerificationView } from './verification_view';
import { VerifyForm } from './verify_form';

interface Asked extends VerificationRequest {
  client: Client;
  engine: DecisionEngine;
}

export function VerifyPage() {
  const { t } = useTranslation();
  const { transport } = useConsole().client;
  const linked = useSearch({ from: '/verify' });
  const [typed, setServer] = useState(linked.server);
  const behind = transport.server;
  const server = typed ?? (behind ? behind.address || window.location.origin : '');
  const pack = usePack();
  const verification = useMutation({
    mutationFn: ({ client, engine, ...request }: Asked) => verify(client, engine, request),
    meta: { otherServer: true },
  });
  const { error, variables, mutate } = verification;
  const place = useReveal<HTMLElement>(verification.data ?? error);
  const again = () => variables && mutate(variables);
  const isUnknownUser = error instanceof ApiError && error.status === 401;
  const isUnreachable = error instanceof ApiError && error.status === 0;

  return (
    <>
      <PageHead title={t('verify.title')} text={t('verify.text')} />
      <div className="columns">
        <VerifyForm
          server={server}
          canUseOwnServer={transport.kind === 'server'}
          decisionId={linked.decision ?? ''}
          pack={pack}
          isBusy={verification.isPending}
          onServer={setServer}
          onVerify={(address, request) => {
            if (pack.engine) {
              mutate({ client: new Client(remote(address)), engine: pack.engine, ...request });
            }
          }}
        />
        <section ref={place} aria-label={t('screen.answer')} className="stack">
          {pack.error && <ProblemView error={pack.error} />}
          {isUnknownUser && variables && (
            <SignInForm
              client={variables.client}
              onToken={(token) => {
                keepToken(variables.client.transport.address, token);
                again();
              }}
            />
          )}
          <AnswerState
            isPending={verification.isPending}
            error={isUnknownUser ? null : error}
            answer={verification.data}
            empty={t(pack.engine ? 'verify.empty' : 'verify.need_pack')}
            onRetry={again}
          >
            {(found) => <VerificationView verification={found} onRetry={again} />}
          </AnswerState>
          {isUnreachable && (
            <p className="quiet small">
              {t('verify.cross_origin', { origin: window.location.origin })}
            </p>
          )}
        </section>
      </div>
    </>
  );
}
