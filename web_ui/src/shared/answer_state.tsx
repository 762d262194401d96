import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemView } from './problem_view';
import { Stale } from './stale';

interface Props<Answer> {
  isPending: boolean;
  error: Error | null;
  answer: Answer | undefined;
  empty: string;
  onRetry: () => void;
  children: (answer: Answer) => ReactNode;
}

/** One place for what every answer may be: not asked yet, on its way, refused, here, or not current. */
export function AnswerState<Answer>(props: Props<Answer>) {
  const { t } = useTranslation();
  if (props.error) return <ProblemView error={props.error} onRetry={props.onRetry} />;
  if (props.isPending) {
    return (
      <div className="panel stack" aria-busy="true">
        <span className="visually-hidden" role="status">
          {t('state.loading')}
        </span>
        <Skeleton height={28} width="40%" />
        <Skeleton height={40} />
        <Skeleton height={160} />
      </div>
    );
  }
  if (props.answer === undefined) return <p className="panel quiet">{props.empty}</p>;
  return <Stale>{props.children(props.answer)}</Stale>;
}
