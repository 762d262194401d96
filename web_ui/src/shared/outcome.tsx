import { useTranslation } from 'react-i18next';
import classes from './outcome.module.css';
import type { Tone } from './threshold_strip';

export type OutcomeCode = 'CLEAR' | 'REVIEW' | 'APPROVE' | 'REFER' | 'DECLINE';

const kTones: Record<OutcomeCode, Tone> = {
  CLEAR: 'good',
  APPROVE: 'good',
  REVIEW: 'warn',
  REFER: 'warn',
  DECLINE: 'bad',
};

/** An outcome as a word with a colour; the word alone says everything. */
export function Outcome({ code }: { code: OutcomeCode }) {
  const { t } = useTranslation();
  return (
    <span className={classes.outcome} data-tone={kTones[code]}>
      {t(`outcome.${code}`)}
    </span>
  );
}
