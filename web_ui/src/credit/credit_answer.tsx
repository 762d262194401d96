import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useConsole } from '../app/console_context';
import type { CreditDecision } from '../contract/types';
import { BundleActions } from '../shared/bundle_actions';
import { CodeList } from '../shared/code_list';
import { FactList } from '../shared/fact_list';
import { percent, pounds, sentence, signed } from '../shared/format';
import { HashList } from '../shared/hash_list';
import { Outcome } from '../shared/outcome';
import { zones } from '../shared/scale';
import { ThresholdStrip } from '../shared/threshold_strip';
import { WaterfallTable } from '../shared/waterfall_table';
import { AffordabilityTable } from './affordability_table';

export function CreditAnswer({ decision }: { decision: CreditDecision }) {
  const { t } = useTranslation();
  const thresholds = usePdThresholds(decision.policy_hash);
  return (
    <>
      <div className="panel stack" role="status">
        <div className="actions">
          <Outcome code={decision.decision} />
          <strong>{t(`credit.meaning.${decision.decision}`)}</strong>
        </div>
        <PdStrip pd={decision.pd_12m} thresholds={thresholds} />
        <div className="halves">
          <Reasons decision={decision} />
          <FactList facts={priceFacts(decision, t)} />
        </div>
        <BundleActions decisionId={decision.decision_id} />
      </div>
      <section className="panel" aria-labelledby="affordability-title">
        <h2 id="affordability-title">{t('credit.affordability')}</h2>
        <AffordabilityTable affordability={decision.affordability} />
      </section>
      <section className="panel" aria-labelledby="pd-title">
        <h2 id="pd-title">{t('credit.waterfall')}</h2>
        <WaterfallTable
          contributions={decision.contributions}
          logOdds={decision.log_odds}
          thresholds={thresholds}
          name={(feature) => t(`credit_feature.${feature}`, { defaultValue: sentence(feature) })}
        />
      </section>
      <section className="panel" aria-labelledby="hash-title">
        <h2 id="hash-title">{t('hash.title')}</h2>
        <HashList decision={decision} />
      </section>
    </>
  );
}

/**
 * The two PD thresholds of the active policy, which a decision itself does not repeat: they are
 * drawn only while the active policy is the one that decided.
 */
function usePdThresholds(policyHash: string): number[] {
  const { client } = useConsole();
  const { data } = useQuery({
    queryKey: ['what-if-credit', {}],
    queryFn: () => client.whatIfCredit({}),
  });
  if (data?.current.policy_hash !== policyHash) return [];
  return [data.policy.pd_threshold_approve, data.policy.pd_threshold_refer];
}

function PdStrip({ pd, thresholds }: { pd: number; thresholds: number[] }) {
  const { t } = useTranslation();
  const [approve, refer] = thresholds;
  const known = approve !== undefined && refer !== undefined;
  const names = ['approve', 'refer', 'decline'] as const;
  const tones = { approve: 'good', refer: 'warn', decline: 'bad' } as const;
  return (
    <ThresholdStrip
      summary={
        known
          ? t('credit.strip', {
              pd: percent(pd, 2),
              approve: percent(approve),
              refer: percent(refer),
            })
          : t('credit.strip_alone', { pd: percent(pd, 2) })
      }
      score={pd}
      scoreLabel={t('credit.pd')}
      zones={
        known
          ? zones(names, [approve, refer]).map((zone) => ({
              ...zone,
              label: t(`credit.zone.${zone.name}`),
              tone: tones[zone.name],
            }))
          : []
      }
      marks={
        known
          ? [
              { at: approve, label: '' },
              { at: refer, label: '' },
            ]
          : []
      }
    />
  );
}

function Reasons({ decision }: { decision: CreditDecision }) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="reasons-title">
      <h3 id="reasons-title">{t('credit.reasons')}</h3>
      {decision.reason_codes.length === 0 && <p className="quiet">{t('credit.no_reasons')}</p>}
      <ul className="plain">
        {decision.reason_codes.map((reason) => (
          <li key={reason.code}>
            {reason.text}{' '}
            <span className="quiet small">
              {reason.contribution === null
                ? t('credit.by_rule')
                : t('credit.by_model', { value: signed(reason.contribution) })}
            </span>
          </li>
        ))}
      </ul>
      <h3>{t('credit.branches')}</h3>
      <CodeList table="CreditBranch" codes={decision.branches} />
      {decision.warnings.map((warning) => (
        <p key={warning.code} className="warn small">
          {warning.text}
        </p>
      ))}
    </section>
  );
}

function priceFacts(
  decision: CreditDecision,
  t: (key: string, values?: Record<string, unknown>) => string,
): [string, string][] {
  const { pricing } = decision;
  const apr = decision.apr_percent;
  return [
    [
      t('credit.apr'),
      apr === null
        ? t('credit.no_apr')
        : `${apr.toFixed(1)} %${decision.decision === 'REFER' ? ` ${t('credit.indicative')}` : ''}`,
    ],
    [
      t('credit.band'),
      t('credit.band_text', { apr: pricing.apr_percent, below: percent(pricing.pd_below, 0) }),
    ],
    [t('credit.payment'), pounds(decision.monthly_payment_gbp)],
    [t('credit.last_payment'), pounds(decision.last_payment_gbp)],
    [t('credit.total'), pounds(decision.total_payable_gbp)],
    [t('decision.as_of'), decision.as_of ?? ''],
    [t('decision.policy'), decision.policy.version],
    [t('decision.model'), `${decision.model.name} ${decision.model.version}`],
    [t('decision.id'), decision.decision_id],
  ];
}
