import { useTranslation } from 'react-i18next';
import type { ScreeningDecision, ScreeningWarning, ScreenRequest } from '../contract/types';
import { BundleActions } from '../shared/bundle_actions';
import { CodeList } from '../shared/code_list';
import { FactList } from '../shared/fact_list';
import { percent } from '../shared/format';
import { HashList } from '../shared/hash_list';
import { Outcome } from '../shared/outcome';
import { zones } from '../shared/scale';
import { ThresholdStrip } from '../shared/threshold_strip';
import { FollowUpForm } from './follow_up_form';
import { MatchDetail } from './match_detail';

interface Props {
  decision: ScreeningDecision;
  request: ScreenRequest;
  onFollowUp: (field: string, value: string) => void;
}

export function ScreeningAnswer({ decision, request, onFollowUp }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <div className="panel stack" role="status">
        <div className="actions">
          <Outcome code={decision.decision} />
          <strong>{t(`action.${decision.recommended_action}`)}</strong>
        </div>
        <ScoreStrip decision={decision} />
        <Summary decision={decision} />
        <BundleActions decisionId={decision.decision_id} />
      </div>
      {decision.follow_up && (
        <FollowUpForm
          key={decision.decision_id}
          followUp={decision.follow_up}
          canAnswer={Boolean(request.subject)}
          onAnswer={onFollowUp}
        />
      )}
      <section className="panel" aria-labelledby="matches-title">
        <h2 id="matches-title">{t('match.title', { count: decision.matches.length })}</h2>
        {decision.matches.length === 0 && <p className="quiet">{t('match.none')}</p>}
        {decision.matches.map((match, index) => (
          <MatchDetail
            key={match.candidate_id}
            match={match}
            subject={request.subject ?? null}
            customerId={request.customer_id ?? null}
            decision={decision}
            isOpen={index === 0}
          />
        ))}
      </section>
      <section className="panel" aria-labelledby="hash-title">
        <h2 id="hash-title">{t('hash.title')}</h2>
        <HashList decision={decision} />
      </section>
    </>
  );
}

const kZones = ['clear', 'band_below', 'band_above', 'review'] as const;
const kTones = { clear: 'good', band_below: 'warn', band_above: 'warn', review: 'bad' } as const;

function ScoreStrip({ decision }: { decision: ScreeningDecision }) {
  const { t } = useTranslation();
  const threshold = decision.threshold_used;
  const band = decision.uncertainty_band;
  const parts = zones(kZones, [threshold - band, threshold, threshold + band]);
  return (
    <ThresholdStrip
      summary={t('screen.strip', {
        score: percent(decision.match_probability, 2),
        threshold: percent(threshold),
        band: percent(band),
      })}
      score={decision.match_probability}
      scoreLabel={t('screen.best_match')}
      zones={parts.map((zone) => ({
        ...zone,
        label: t(`screen.zone.${zone.name}`),
        tone: kTones[zone.name],
      }))}
      marks={[{ at: threshold, label: t('screen.threshold') }]}
    />
  );
}

function Summary({ decision }: { decision: ScreeningDecision }) {
  const { t } = useTranslation();
  const facts: [string, string][] = [
    [t('screen.severity'), t(`level.${decision.risk_severity}`)],
    [t('screen.priority'), decision.case_priority],
    [t('screen.confidence'), t(`level.${decision.match_confidence_band}`)],
    [
      t('screen.missing'),
      decision.missing_fields.map((name) => t(`screen.field.${name}`)).join(', ') ||
        t('state.nothing'),
    ],
    [t('screen.compared'), String(decision.candidates_retrieved)],
    [t('decision.as_of'), decision.as_of ?? ''],
    [t('decision.policy'), decision.policy.version],
    [t('decision.model'), `${decision.model.name} ${decision.model.version}`],
    [t('decision.id'), decision.decision_id],
  ];
  return (
    <div className="halves">
      <section aria-labelledby="reasons-title">
        <h3 id="reasons-title">{t('decision.reasons')}</h3>
        {decision.reason_codes.length === 0 && <p className="quiet">{t('screen.no_reasons')}</p>}
        <CodeList table="ScreeningReasonCode" codes={decision.reason_codes} />
        <NotCompared decision={decision} />
      </section>
      <FactList facts={facts} />
    </div>
  );
}

/** What the name field held besides a name, and what was given or listed and not compared. */
function NotCompared({ decision }: { decision: ScreeningDecision }) {
  const { t } = useTranslation();
  const { set_aside: setAside = [], warnings = [] } = decision;
  return (
    <>
      {setAside.length > 0 && (
        <>
          <h3>{t('screen.set_aside')}</h3>
          <ul className="plain">
            {setAside.map((part) => (
              <li key={`${part.why} ${part.text}`}>
                {part.text} <span className="quiet small">{t(`screen.aside.${part.why}`)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {warnings.length > 0 && <h3>{t('screen.warnings')}</h3>}
      {warnings.map((warning) => (
        <p key={`${warning.code} ${warning.field}`} className="warn small">
          {warningText(warning, decision, t)}
        </p>
      ))}
    </>
  );
}

function warningText(
  { field, text }: ScreeningWarning,
  decision: ScreeningDecision,
  t: (key: string, values?: Record<string, unknown>) => string,
) {
  const entry = decision.matches[Number(/^\/matches\/(\d+)\//.exec(field)?.[1])]?.candidate_name;
  return entry === undefined ? text : t('screen.warning_listed', { entry, text });
}
