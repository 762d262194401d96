import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConsole } from '../app/console_context';
import type { ScreenRequest } from '../contract/types';
import { AnswerState } from '../shared/answer_state';
import { PageHead } from '../shared/page_head';
import { useReveal } from '../shared/use_reveal';
import { newKey } from '../transport/client';
import { kNoFields, type ScreenFields, screenRequest } from './request';
import { ScreenForm } from './screen_form';
import { ScreeningAnswer } from './screening_answer';

export interface Asked {
  request: ScreenRequest;
  key: string;
}

export function ScreenPage() {
  const { t } = useTranslation();
  const { client } = useConsole();
  const { customer_id: linked } = useSearch({ from: '/screen' });
  const navigate = useNavigate();
  const [fields, setFields] = useState<ScreenFields>({ ...kNoFields, customer_id: linked ?? '' });
  const screening = useMutation({
    mutationFn: ({ request, key }: Asked) => client.screen(request, key),
  });
  const { mutate } = screening;
  const place = useReveal<HTMLElement>(screening.data ?? screening.error);

  // Only an id of the pack stands in the address: a person's name does not belong in a history.
  const ask = (asked: ScreenFields) => {
    setFields(asked);
    mutate({ request: screenRequest(asked), key: newKey() });
    const id = asked.customer_id.trim();
    navigate({ to: '/screen', search: id ? { customer_id: id } : {}, replace: true });
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for the address it opened with
  useEffect(() => {
    if (linked) mutate({ request: { customer_id: linked }, key: newKey() });
  }, []);

  return (
    <>
      <PageHead title={t('screen.title')} text={t('screen.text')} />
      <div className="columns">
        <ScreenForm
          fields={fields}
          error={screening.error}
          isBusy={screening.isPending}
          onChange={setFields}
          onAsk={ask}
        />
        <section ref={place} aria-label={t('screen.answer')} className="stack">
          <AnswerState
            isPending={screening.isPending}
            error={screening.error}
            answer={screening.data}
            empty={t('screen.empty')}
            onRetry={() => screening.variables && mutate(screening.variables)}
          >
            {(decision) => (
              <ScreeningAnswer
                decision={decision}
                request={screening.variables?.request ?? {}}
                onFollowUp={(field, value) => ask({ ...fields, [field]: value })}
              />
            )}
          </AnswerState>
        </section>
      </div>
    </>
  );
}
