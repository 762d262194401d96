import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Outcome } from '../shared/outcome';
import { ReplayVerdict } from '../shared/replay_verdict';
import type { Check, CheckState, Verification } from './verification';
import classes from './verification_view.module.css';

const kSigns: Record<CheckState, string> = { passed: '✓', failed: '✗', unknown: '–' };
const kClasses: Record<CheckState, string> = { passed: 'good', failed: 'bad', unknown: 'warn' };

interface Props {
  verification: Verification;
  onRetry: () => void;
}

/** The verdict, each check with a tick or a cross, and the decision as it was made again. */
export function VerificationView({ verification, onRetry }: Props) {
  const { t } = useTranslation();
  const { stored, checks, replay, isVerified, isKeyTrusted } = verification;
  const good = isKeyTrusted ? 'verify.verified' : 'verify.verified_server_key';
  return (
    <>
      <div className="panel stack" role="status">
        <p className={`${classes.verdict} ${isVerified ? 'good' : 'bad'}`}>
          <span aria-hidden="true">{isVerified ? '✓ ' : '✗ '}</span>
          {t(isVerified ? good : 'verify.not_verified')}
        </p>
        <p>
          <Outcome code={stored.outcome} />{' '}
          {t('verify.decided', {
            at: stored.created_at.replace('T', ' ').slice(0, 19),
            by: stored.principal,
          })}
        </p>
        <ul className={classes.checks} aria-label={t('verify.checks')}>
          {checks.map((check) => (
            <CheckRow key={check.name} check={check} />
          ))}
        </ul>
        {!isVerified && (
          <div className="actions">
            <Button size="xs" variant="default" onClick={onRetry}>
              {t('problem.retry')}
            </Button>
          </div>
        )}
      </div>
      {replay && <ReplayVerdict result={replay} />}
    </>
  );
}

function CheckRow({ check }: { check: Check }) {
  const { t } = useTranslation();
  return (
    <li className={classes.check}>
      <span className={`${classes.sign} ${kClasses[check.state]}`} aria-hidden="true">
        {kSigns[check.state]}
      </span>
      <span>
        {t(`verify.check.${check.name}`)}
        <span className={`${classes.state} ${kClasses[check.state]}`}>
          {' '}
          {t(`verify.state.${check.state}`)}
        </span>
        {check.detail && (
          <span className={classes.detail}>{t(`verify.detail.${check.detail}`, check.values)}</span>
        )}
      </span>
    </li>
  );
}
