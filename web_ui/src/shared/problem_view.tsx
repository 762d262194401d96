import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../transport/client';
import { StartError } from '../transport/start_error';
import classes from './problem_view.module.css';

interface Props {
  error: Error;
  onRetry?: () => void;
}

/** Why something was refused, for a person, with what support asks for: code and request id. */
export function ProblemView({ error, onRetry }: Props) {
  const { t } = useTranslation();
  const problem = error instanceof ApiError ? error : null;
  const start = error instanceof StartError ? error : null;
  const title = problem?.status === 0 ? t('problem.no_answer') : problem?.title;
  const notJson = problem?.code === 'not_json';
  const faults =
    problem?.faults.filter((fault) => fault.pointer || fault.detail !== error.message) ?? [];
  return (
    <div className={classes.problem} role="alert">
      <h2>{title || t('problem.failed')}</h2>
      {start && <p>{t(`start_problem.${start.code}`)}</p>}
      <p>{notJson ? t('problem.not_json') : error.message}</p>
      {faults.length > 0 && (
        <ul className="plain">
          {faults.map((fault) => (
            <li key={fault.pointer + fault.detail}>
              {fault.pointer && <code>{fault.pointer}</code>} {fault.detail}
            </li>
          ))}
        </ul>
      )}
      {problem && (
        <p className="quiet small">
          {t('problem.code')} <code>{problem.code}</code>
          {problem.requestId && (
            <>
              , {t('problem.request_id')} <code>{problem.requestId}</code>
            </>
          )}
        </p>
      )}
      {onRetry && (
        <div className="actions">
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('problem.retry')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** The fault of one field of a form, for showing beside its input. */
export function faultOf(error: Error | null, field: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  return error.faults.find((fault) => fault.pointer.split('/').pop() === field)?.detail;
}
