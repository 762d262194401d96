import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConsole } from '../app/console_context';
import type { CreditRequest } from '../contract/types';
import { AnswerState } from '../shared/answer_state';
import { PageHead } from '../shared/page_head';
import { useReveal } from '../shared/use_reveal';
import { newKey } from '../transport/client';
import { CreditAnswer } from './credit_answer';
import { CreditForm } from './credit_form';
import { type CreditFields, creditRequest, kSensible } from './request';

interface Asked {
  request: CreditRequest;
  key: string;
}

export function CreditPage() {
  const { t } = useTranslation();
  const { client } = useConsole();
  const { application_id: linked } = useSearch({ from: '/credit' });
  const navigate = useNavigate();
  const [applicationId, setApplicationId] = useState(linked ?? '');
  const [fields, setFields] = useState<CreditFields>(kSensible);
  const credit = useMutation({
    mutationFn: ({ request, key }: Asked) => client.apply(request, key),
  });
  const { mutate } = credit;
  const place = useReveal<HTMLElement>(credit.data ?? credit.error);

  const ask = (id: string, asked: CreditFields) => {
    setApplicationId(id);
    setFields(asked);
    mutate({ request: creditRequest(id, asked), key: newKey() });
    const search = id.trim() ? { application_id: id.trim() } : {};
    navigate({ to: '/credit', search, replace: true });
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for the address it opened with
  useEffect(() => {
    if (linked) mutate({ request: { application_id: linked }, key: newKey() });
  }, []);

  return (
    <>
      <PageHead title={t('credit.title')} text={t('credit.text')} />
      <div className="columns">
        <CreditForm
          applicationId={applicationId}
          fields={fields}
          error={credit.error}
          isBusy={credit.isPending}
          onApplicationId={setApplicationId}
          onFields={setFields}
          onAsk={ask}
        />
        <section ref={place} aria-label={t('screen.answer')} className="stack">
          <AnswerState
            isPending={credit.isPending}
            error={credit.error}
            answer={credit.data}
            empty={t('credit.empty')}
            onRetry={() => credit.variables && mutate(credit.variables)}
          >
            {(decision) => <CreditAnswer decision={decision} />}
          </AnswerState>
        </section>
      </div>
    </>
  );
}
