import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useConsole } from '../app/console_context';
import type { ScreeningWhatIf } from '../contract/types';
import { count } from '../shared/format';
import { faultOf } from '../shared/problem_view';
import { ComparisonTable } from './comparison_table';
import { FrontierChart } from './frontier_chart';
import { LiveAnswer } from './live_answer';
import { NumberField } from './number_field';
import { ScoreHistogram } from './score_histogram';
import { kScreeningNames, type ScreeningName, type Values } from './search';
import { ThresholdSlider } from './threshold_slider';
import { useLiveValues } from './use_live_values';

export function ScreeningWhatIfTab() {
  const { client } = useConsole();
  const { values, settled, change } = useLiveValues(kScreeningNames);
  const whatIf = useQuery({
    queryKey: ['what-if-screening', settled],
    queryFn: ({ signal }) => client.whatIfScreening(settled, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="columns">
      <Controls answer={whatIf.data} error={whatIf.error} values={values} onChange={change} />
      <LiveAnswer whatIf={whatIf}>
        {(answer) => <Answer answer={answer} threshold={values.threshold} />}
      </LiveAnswer>
    </div>
  );
}

interface ControlsProps {
  answer: ScreeningWhatIf | undefined;
  error: Error | null;
  values: Values<ScreeningName>;
  onChange: (values: Values<ScreeningName>) => void;
}

function Controls({ answer, error, values, onChange }: ControlsProps) {
  const { t } = useTranslation();
  const threshold = values.threshold ?? answer?.current.threshold ?? 0;
  const cheapest = answer?.cheapest.threshold;
  return (
    <form
      className="panel stack no-print"
      aria-label={t('what_if.controls')}
      onSubmit={(event) => event.preventDefault()}
    >
      <ThresholdSlider
        value={threshold}
        current={answer?.current.threshold}
        error={faultOf(error, 'threshold')}
        onChange={(value) => onChange({ threshold: value })}
      />
      <div className="form">
        {(['cost_fp', 'cost_fn'] as const).map((name) => (
          <NumberField
            key={name}
            label={t(`what_if.${name}`)}
            placeholder={t('what_if.as_policy')}
            value={values[name]}
            error={faultOf(error, name)}
            min={0}
            onChange={(value) => onChange({ [name]: value })}
          />
        ))}
      </div>
      <div className="actions">
        {cheapest !== undefined && (
          <Button size="xs" variant="default" onClick={() => onChange({ threshold: cheapest })}>
            {t('what_if.use_cheapest', { threshold: cheapest })}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          onClick={() => onChange({ threshold: undefined, cost_fp: undefined, cost_fn: undefined })}
        >
          {t('what_if.reset')}
        </Button>
      </div>
    </form>
  );
}

function Answer({ answer, threshold }: { answer: ScreeningWhatIf; threshold: number | undefined }) {
  const { t } = useTranslation();
  const lines = {
    current: answer.current.threshold,
    changed: threshold ?? answer.changed.threshold,
  };
  return (
    <>
      <section className="panel" aria-labelledby="effect-title">
        <h2 id="effect-title">{t('what_if.effect')}</h2>
        <p className="lead" role="status">
          {t('what_if.to_review', { count: answer.to_review, shown: count(answer.to_review) })}{' '}
          {t('what_if.to_clear', { count: answer.to_clear, shown: count(answer.to_clear) })}
        </p>
        <ComparisonTable current={answer.current} changed={answer.changed} />
        {answer.customers && (
          <p>
            {t('what_if.customers', {
              all: count(answer.customers.count),
              current: count(answer.customers.current),
              changed: count(answer.customers.changed),
            })}
          </p>
        )}
        <p className="quiet small">
          {t('what_if.rows', { rows: count(answer.rows), labels: t(`labels.${answer.labels}`) })}
        </p>
      </section>
      <section className="panel" aria-labelledby="scores-title">
        <h2 id="scores-title">{t('what_if.scores')}</h2>
        <ScoreHistogram bins={answer.scores} lines={lines} />
      </section>
      <section className="panel" aria-labelledby="frontier-title">
        <h2 id="frontier-title">{t('what_if.frontier')}</h2>
        <FrontierChart
          points={answer.frontier}
          lines={{ ...lines, cheapest: answer.cheapest.threshold }}
        />
      </section>
    </>
  );
}
