import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useConsole } from '../app/console_context';
import type { CreditPolicy, CreditWhatIf } from '../contract/types';
import { count } from '../shared/format';
import { faultOf } from '../shared/problem_view';
import { BookTable } from './book_table';
import { LiveAnswer } from './live_answer';
import { NumberField } from './number_field';
import {
  type CreditName,
  changedPolicy,
  kAffordabilityNames,
  kPdNames,
  type Values,
} from './search';
import { useLiveValues } from './use_live_values';

const kNames = [...kPdNames, ...kAffordabilityNames];

export function CreditWhatIfTab() {
  const { client } = useConsole();
  const { values, settled, change } = useLiveValues<CreditName>(kNames);
  const policy = changedPolicy(settled);
  const body = Object.keys(policy).length > 0 ? { policy } : {};
  const whatIf = useQuery({
    queryKey: ['what-if-credit', body],
    queryFn: ({ signal }) => client.whatIfCredit(body, signal),
    placeholderData: keepPreviousData,
  });
  const active = useQuery({
    queryKey: ['what-if-credit', {}],
    queryFn: ({ signal }) => client.whatIfCredit({}, signal),
  });
  return (
    <div className="columns">
      <Controls
        policy={active.data?.policy}
        error={whatIf.error}
        values={values}
        onChange={change}
      />
      <LiveAnswer whatIf={whatIf}>{(answer) => <Answer answer={answer} />}</LiveAnswer>
    </div>
  );
}

interface ControlsProps {
  policy: CreditPolicy | undefined;
  error: Error | null;
  values: Values<CreditName>;
  onChange: (values: Values<CreditName>) => void;
}

const kSteps: Record<CreditName, number> = {
  pd_threshold_approve: 0.01,
  pd_threshold_refer: 0.01,
  income_haircut: 0.01,
  stress_rate_pp: 0.5,
  min_disposable_gbp: 10,
  max_payment_to_income: 0.01,
  max_debt_to_income: 0.01,
};

function Controls({ policy, error, values, onChange }: ControlsProps) {
  const { t } = useTranslation();
  const ofPolicy: Values<CreditName> = policy
    ? {
        pd_threshold_approve: policy.pd_threshold_approve,
        pd_threshold_refer: policy.pd_threshold_refer,
        ...policy.affordability,
      }
    : {};
  const field = (name: CreditName) => (
    <NumberField
      key={name}
      label={t(`what_if.${name}`)}
      value={values[name] ?? ofPolicy[name]}
      error={faultOf(error, name)}
      step={kSteps[name]}
      min={0}
      onChange={(value) => onChange({ [name]: value })}
    />
  );
  return (
    <form
      className="panel stack no-print"
      aria-label={t('what_if.controls')}
      onSubmit={(event) => event.preventDefault()}
    >
      <fieldset>
        <legend>{t('what_if.pd')}</legend>
        <div className="form">{kPdNames.map(field)}</div>
      </fieldset>
      <fieldset>
        <legend>{t('what_if.affordability')}</legend>
        <div className="form">{kAffordabilityNames.map(field)}</div>
      </fieldset>
      <div className="actions">
        <Button
          size="xs"
          variant="default"
          onClick={() => onChange(Object.fromEntries(kNames.map((name) => [name, undefined])))}
        >
          {t('what_if.reset')}
        </Button>
      </div>
    </form>
  );
}

function Answer({ answer }: { answer: CreditWhatIf }) {
  const { t } = useTranslation();
  const moved = answer.moves.reduce((sum, move) => sum + move.count, 0);
  return (
    <>
      <section className="panel" aria-labelledby="book-title">
        <h2 id="book-title">{t('what_if.book')}</h2>
        <BookTable current={answer.current} changed={answer.changed} />
        <p className="quiet small">{t('what_if.credit_rows', { rows: count(answer.rows) })}</p>
      </section>
      <section className="panel" aria-labelledby="moves-title">
        <h2 id="moves-title">{t('what_if.moves', { count: moved, shown: count(moved) })}</h2>
        {answer.moves.length === 0 ? (
          <p className="quiet">{t('what_if.no_moves')}</p>
        ) : (
          <Moves moves={answer.moves} />
        )}
      </section>
    </>
  );
}

function Moves({ moves }: Pick<CreditWhatIf, 'moves'>) {
  const { t } = useTranslation();
  return (
    <table className="data">
      <thead>
        <tr>
          <th scope="col">{t('what_if.today')}</th>
          <th scope="col">{t('what_if.changed')}</th>
          <th scope="col" className="number">
            {t('what_if.applications')}
          </th>
        </tr>
      </thead>
      <tbody>
        {moves.map((move) => (
          <tr key={move.from + move.to}>
            <td>{t(`outcome.${move.from}`)}</td>
            <td>{t(`outcome.${move.to}`)}</td>
            <td className="number">{count(move.count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
