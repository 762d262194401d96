import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AnswerState } from '../shared/answer_state';

interface Props<Answer> {
  whatIf: UseQueryResult<Answer>;
  children: (answer: Answer) => ReactNode;
}

/** The answer to the values as they stand now, read out when it changes. */
export function LiveAnswer<Answer>({ whatIf, children }: Props<Answer>) {
  const { t } = useTranslation();
  return (
    <section
      aria-label={t('screen.answer')}
      className="stack"
      aria-busy={whatIf.isFetching}
      aria-live="polite"
    >
      <AnswerState
        isPending={whatIf.isPending}
        error={whatIf.error}
        answer={whatIf.data}
        empty=""
        onRetry={() => whatIf.refetch()}
      >
        {children}
      </AnswerState>
    </section>
  );
}
